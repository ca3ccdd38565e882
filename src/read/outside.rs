//! For whom a run is made: which `[audience]` was asked for, and whether one had to be.

use super::{Input, Request};
use crate::config::Config;
use crate::config::audience::INTERNAL;
use crate::error::{Error, Result};

/// Takes the audience that was asked for; one that is not there ends the run.
pub fn choose(request: &Request, input: &mut Input) -> Result<()> {
    let Some(name) = request.named.as_deref().filter(|name| *name != INTERNAL) else {
        return Ok(());
    };
    let Some(profile) = input.config.audience.get(name).cloned() else {
        let mut known: Vec<&str> = input.config.audience.keys().map(String::as_str).collect();
        known.push(INTERNAL);
        return Err(Error::new(format!("no audience is called `{name}`")).hint(format!(
            "known here: {}; `[audience.{name}]` in kb.toml says what it may see, as in `sections = [\"summary\", \"factors\"]`",
            known.join(", ")
        )));
    };
    if profile.sections.is_empty() {
        return Err(
            Error::new(format!("the audience `{name}` may see no section")).hint(
                "list them: `sections = [\"summary\", \"impact\", \"timeline\", \"factors\", \"actions\", \"lessons\"]`",
            ),
        );
    }
    input.config.take_over(&profile);
    input.outside = Some(name.to_string());
    Ok(())
}

/// What a machine publishes where everybody reads, somebody has decided to publish.
pub fn guard(request: &Request, config: &Config) -> Result<()> {
    let set =
        |name| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "false");
    let host = config.base_url.as_deref().map(host).unwrap_or_default();
    if request.named.is_some() || !host.ends_with("github.io") || !set("CI") {
        return Ok(());
    }
    Err(Error::new(format!("{host} is a public place, and no audience is named")).hint(
        "`--audience public` publishes what `[audience.public]` in kb.toml allows; `--audience internal` publishes all \
         that is not restricted",
    ))
}

fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    host.to_lowercase()
}
