//! What a reference of an action names: which tracker, which project, which number.

use std::fmt;

/// A kind of tracker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    GitHub,
    GitLab,
    Jira,
    /// Known by its address or key alone.
    Other,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Self::GitHub => "github",
            Self::GitLab => "gitlab",
            Self::Jira => "jira",
            Self::Other => "other",
        }
    }
}

/// A reference that was understood.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference {
    pub kind: Kind,
    /// `acme/shop`, `OPS`; empty where only a number is written. Lower case on GitHub and GitLab, whose names have none.
    pub project: String,
    /// The number within the project; for other trackers the whole key or address.
    pub number: String,
}

impl Reference {
    pub fn new(kind: Kind, project: &str, number: &str) -> Self {
        let project = match kind {
            Kind::GitHub | Kind::GitLab => project.to_lowercase(),
            Kind::Jira | Kind::Other => project.to_uppercase(),
        };
        Self {
            kind,
            project,
            number: number.to_string(),
        }
    }

    /// What a text of a document names: an address, `acme/shop#12`, `#12`, `OPS-12`.
    pub fn of(text: &str) -> Self {
        let text = text.trim();
        if let Some(rest) = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
        {
            return address(rest).unwrap_or_else(|| other(text));
        }
        if let Some((project, number)) = text.split_once('#')
            && is_number(number)
        {
            return Self::new(Kind::GitHub, project, number);
        }
        if let Some((project, number)) = text.split_once('!')
            && is_number(number)
            && project.contains('/')
        {
            return Self::new(Kind::GitLab, project, number);
        }
        key(text).unwrap_or_else(|| other(text))
    }

    /// Whether only a number is written, and the project is whatever the reader takes for granted.
    pub fn is_bare(&self) -> bool {
        self.kind == Kind::GitHub && self.project.is_empty()
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::GitHub | Kind::GitLab => write!(out, "{}#{}", self.project, self.number),
            Kind::Jira => write!(out, "{}-{}", self.project, self.number),
            Kind::Other => out.write_str(&self.number),
        }
    }
}

fn other(text: &str) -> Reference {
    let plain = text
        .split(['?', '#'])
        .next()
        .unwrap_or(text)
        .trim_end_matches('/');
    // `#` alone is no fragment.
    let number = if plain.is_empty() { text } else { plain };
    Reference {
        kind: Kind::Other,
        project: String::new(),
        number: number.to_string(),
    }
}

/// `OPS-12`.
fn key(text: &str) -> Option<Reference> {
    let (project, number) = text.rsplit_once('-')?;
    let is_project = project.starts_with(|c: char| c.is_ascii_alphabetic())
        && project
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_');
    (is_project && is_number(number)).then(|| Reference::new(Kind::Jira, project, number))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// An address without its scheme, by its form: companies host trackers under any name.
fn address(rest: &str) -> Option<Reference> {
    let path = rest.split(['?', '#']).next()?;
    let (_, path) = path.split_once('/')?;
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let at = |name: &str| parts.iter().position(|part| *part == name);
    if let Some(dash) = at("-") {
        let is_item = matches!(
            parts.get(dash + 1),
            Some(&("issues" | "merge_requests" | "work_items"))
        );
        let number = parts.get(dash + 2).filter(|number| is_number(number))?;
        return (is_item && dash >= 2)
            .then(|| Reference::new(Kind::GitLab, &parts[..dash].join("/"), number));
    }
    if let Some(browse) = at("browse") {
        return key(parts.get(browse + 1)?);
    }
    match parts[..] {
        // The second form is that of GitHub's and GitHub Enterprise's own API.
        [owner, name, "issues" | "pull" | "discussions", number, ..]
        | [.., "repos", owner, name, "issues" | "pulls", number]
            if is_number(number) =>
        {
            let project = format!("{owner}/{name}");
            Some(Reference::new(Kind::GitHub, &project, number))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reference_is_recognised_as_what_it_is() {
        for (text, kind, project, number) in [
            (
                "https://github.com/JupyterHub/binderhub/issues/131",
                Kind::GitHub,
                "jupyterhub/binderhub",
                "131",
            ),
            (
                "https://github.com/a/b/pull/7/files#r1",
                Kind::GitHub,
                "a/b",
                "7",
            ),
            (
                "https://git.example.com/a/b/issues/7",
                Kind::GitHub,
                "a/b",
                "7",
            ),
            ("a/b#12", Kind::GitHub, "a/b", "12"),
            ("#12", Kind::GitHub, "", "12"),
            (
                "https://gitlab.com/g/s/p/-/issues/3?x=1",
                Kind::GitLab,
                "g/s/p",
                "3",
            ),
            (
                "https://gitlab.example.com/g/p/-/merge_requests/4",
                Kind::GitLab,
                "g/p",
                "4",
            ),
            ("g/p!4", Kind::GitLab, "g/p", "4"),
            (
                "https://acme.atlassian.net/browse/OPS-12",
                Kind::Jira,
                "OPS",
                "12",
            ),
            (
                "https://jira.example.com/jira/browse/ops-12?focus=1",
                Kind::Jira,
                "OPS",
                "12",
            ),
            ("OPS-12", Kind::Jira, "OPS", "12"),
            ("T12345", Kind::Other, "", "T12345"),
            (
                "https://linear.app/acme/issue/X/y/",
                Kind::Other,
                "",
                "https://linear.app/acme/issue/X/y",
            ),
            (
                "https://github.com/a/b",
                Kind::Other,
                "",
                "https://github.com/a/b",
            ),
        ] {
            let read = Reference::of(text);
            assert_eq!(
                (read.kind, read.project.as_str(), read.number.as_str()),
                (kind, project, number),
                "{text}"
            );
        }
    }
}
