//! Where a reader can say that a value is not right: a prefilled issue, or an edit of the side file.

use crate::site::Site;
use crate::site::html::encoded_path;
use crate::site::views::is_web;

/// A value is quoted up to here.
const LONGEST: usize = 120;

/// The project's URL pattern, with what is the same for all values of an incident.
pub struct Correct {
    pattern: Option<String>,
}

impl Correct {
    pub fn new(site: &Site<'_>, number: usize) -> Self {
        let incident = &site.corpus.incidents[number];
        let known = site.input.config.correct_url.as_deref();
        let known = known.filter(|url| is_web(url) && site.input.outside.is_none());
        let path = incident
            .source
            .split_once('#')
            .map_or(incident.source.as_str(), |(path, _)| path);
        let pattern = known.map(|pattern| {
            pattern
                .replace("{path}", &encoded_path(path))
                .replace("{id}", &component(&incident.id.value))
                .replace("{title}", &component(&incident.title.value))
        });
        Self { pattern }
    }

    /// The address for one value.
    pub fn url(&self, field: &str, value: &str, line: Option<u32>) -> Option<String> {
        let pattern = self.pattern.as_ref()?;
        let value = crate::site::words::shortened(value, LONGEST);
        let line = line.map(|line| line.to_string()).unwrap_or_default();
        Some(
            pattern
                .replace("{field}", &component(field))
                .replace("{line}", &line)
                .replace("{value}", &component(&value)),
        )
    }
}

/// Text as a part of a query.
fn component(text: &str) -> String {
    encoded_path(text).replace('/', "%2F")
}
