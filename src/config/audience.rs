//! `[audience.NAME]`: what readers outside may see. Everything that is not named here stays inside.

use super::Config;
use serde::Deserialize;

/// What a build without an audience is for; its name can be given, and it needs no table.
pub const INTERNAL: &str = "internal";

/// What one audience may see: incidents that say `visibility: public` and `status: final`, and of them what is listed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// In place of the project's own.
    pub title: Option<String>,
    pub description: Option<String>,
    pub output: Option<String>,
    pub base_url: Option<String>,
    /// Sections, by what their headings mean (`summary`, `factors`) or by their words; `introduction` is what stands
    /// before the first one.
    pub sections: Vec<String>,
    /// Images and attachments, each by its path; `static/…` and `patterns/…` as well.
    pub files: Vec<String>,
    /// Hosts that links may lead to, with what lies below them.
    pub hosts: Vec<String>,
    /// Words that look like names of people and are none.
    pub keep: Vec<String>,
}

impl Profile {
    /// Whether this audience may have a file that is copied.
    pub fn has_file(&self, path: &str) -> bool {
        self.files
            .iter()
            .any(|file| file.trim_start_matches("./") == path)
    }

    /// Whether links may lead to a host.
    pub fn has_host(&self, host: &str) -> bool {
        let host = host.to_lowercase();
        self.hosts.iter().any(|allowed| {
            let allowed = allowed.trim_start_matches("*.").trim_start_matches('.');
            let allowed = allowed.to_lowercase();
            let above = host.strip_suffix(allowed.as_str());
            !allowed.is_empty() && above.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }
}

impl Config {
    /// Puts what an audience has of its own in the place of the project's.
    pub fn take_over(&mut self, profile: &Profile) {
        let texts = [
            (&mut self.title, &profile.title),
            (&mut self.description, &profile.description),
        ];
        for (own, other) in texts {
            if let Some(other) = other {
                own.clone_from(other);
            }
        }
        self.base_url = profile.base_url.clone().or(self.base_url.take());
        self.output = profile.output.clone().or(self.output.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_compared_by_whole_labels() {
        let profile = Profile {
            hosts: vec!["acme.example".into(), "*.Status.example".into()],
            ..Profile::default()
        };
        for host in ["acme.example", "www.ACME.example", "x.status.example"] {
            assert!(profile.has_host(host), "{host}");
        }
        for host in ["notacme.example", "acme.example.evil", "", "example"] {
            assert!(!profile.has_host(host), "{host}");
        }
    }
}
