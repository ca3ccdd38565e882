//! `kb.toml`: what a project says about itself. Every field has a default; a project without the file is a project too.

pub mod audience;
pub mod check;
pub mod globs;
pub mod meanings;
pub mod theme;

use serde::Deserialize;
use std::collections::BTreeMap;

pub use audience::Profile;
pub use check::parse;
pub use meanings::is_address;
pub use theme::Theme;

/// The project's configuration, as written or by default.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Config {
    /// Title of the site; by default the name of the project's folder.
    pub title: String,
    /// One sentence below the title.
    pub description: String,
    /// Where the documents are, and what is in them.
    pub content: Content,
    /// Folder of the site, below the project folder.
    pub output: Option<String>,
    /// Absolute address under which the site is published; without it all links are relative.
    pub base_url: Option<String>,
    /// Globs of paths below the content folder that are not read.
    pub exclude: Vec<String>,
    /// Globs of documents that are restricted.
    pub restricted: Vec<String>,
    /// URL pattern of a document's source, with `{path}`: shown as "edit this page".
    pub edit_url: Option<String>,
    /// URL pattern behind "not right?" at each value: see README.
    pub correct_url: Option<String>,
    /// Whether raw HTML in documents is kept as it is instead of being sanitised.
    pub raw_html: bool,
    pub people: People,
    pub time: Time,
    /// Further headings by meaning: `factors = ["What bit us"]`.
    pub headings: BTreeMap<String, Vec<String>>,
    /// Severity words of the organisation: `"Tier 1" = "SEV1"`.
    pub severities: BTreeMap<String, String>,
    pub search: Search,
    pub check: Check,
    pub theme: Theme,
    /// Readers outside, by name: what each may see.
    pub audience: BTreeMap<String, Profile>,
    pub actions: Actions,
    /// Trackers that `kb sync` asks.
    pub tracker: Vec<Tracker>,
}

/// How action items are followed up.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Actions {
    /// Terms in which actions are due, by severity or priority: `SEV1 = "15d"`. Without it none is due by policy.
    pub policy: BTreeMap<String, String>,
    /// What `#12` means in a document: `acme/shop`.
    pub repository: Option<String>,
    /// Whether titles of tickets are shown: those of restricted ones would be too.
    pub publish_titles: bool,
}

/// A tracker that `kb sync` asks.
#[derive(Debug, Clone, Deserialize)]
pub struct Tracker {
    pub kind: TrackerKind,
    /// `acme/shop`, or the key of a Jira project.
    pub project: String,
    /// Address of its API, where it is not the public one.
    pub url: Option<String>,
    /// Name of the environment variable with the token.
    pub token: Option<String>,
    /// Further conditions, in the tracker's own form: labels on GitHub and GitLab, JQL on Jira.
    pub filter: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TrackerKind {
    Github,
    Gitlab,
    Jira,
}

/// What `kb check` looks for, and how much each finding matters.
#[derive(Debug, Clone, Deserialize)]
#[serde(default)]
pub struct Check {
    /// The level from which findings end `kb check` with exit code 1.
    pub fail_on: FailOn,
    /// Levels of rules, in place of their own: `counterfactual = "off"`.
    pub levels: BTreeMap<String, RuleLevel>,
    /// Names and words that must not stand in a retrospective: customers, code names.
    pub names: Vec<String>,
    /// Whether the retrospectives are for readers outside of the organisation.
    pub public: bool,
    /// Ends of host names that only the inside knows: `.corp.example`.
    pub internal_hosts: Vec<String>,
    /// Working days after the incident in which the retrospective is due.
    pub retrospective_days: u32,
    /// Hours in place of working days: 72.
    pub retrospective_hours: Option<u32>,
    /// Days that a document may stay a draft.
    pub draft_days: u32,
    /// Days that an action may stay open.
    pub action_days: u32,
    /// Days in which actions are due by policy: none needs a date of its own then.
    pub due_days: Option<u32>,
}

/// How much the findings of a rule matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleLevel {
    Off,
    Note,
    Warning,
    Error,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    Note,
    Warning,
    Error,
    Never,
}

/// The documents: `content = "docs"`, or a table where more is said of them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "Written")]
pub struct Content {
    /// Their folder, below the project folder.
    pub folder: Option<String>,
    /// Files that hold many incidents, and at which headings they are split.
    pub split: Vec<Split>,
}

/// How `content` may be written.
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "`content` is a folder, or a table with `folder` and `split`"
)]
enum Written {
    Folder(String),
    Table(ContentTable),
}

/// The keys of `[content]`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct ContentTable {
    folder: Option<String>,
    split: Vec<Split>,
}

impl From<Written> for Content {
    fn from(written: Written) -> Self {
        match written {
            Written::Folder(folder) => Self {
                folder: Some(folder),
                split: Vec::new(),
            },
            Written::Table(ContentTable { folder, split }) => Self { folder, split },
        }
    }
}

/// Files of which each section is an incident.
#[derive(Debug, Clone, Deserialize)]
pub struct Split {
    /// Glob of paths below the content folder.
    pub glob: String,
    /// Level of the headings that begin an incident.
    #[serde(default = "Split::usual")]
    pub heading: u8,
}

impl Split {
    fn usual() -> u8 {
        2
    }
}

/// How people appear outside of their own incident's page.
#[derive(Debug, Clone, Deserialize)]
#[serde(default)]
pub struct People {
    pub show: ShowPeople,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShowPeople {
    /// Teams only.
    Team,
    /// Handles as written.
    Handle,
}

/// How dates and times are read.
#[derive(Debug, Clone, Deserialize)]
#[serde(default)]
pub struct Time {
    pub date_order: DateOrder,
    /// Abbreviations of zones and their offsets: `IST = "+05:30"`.
    pub zones: BTreeMap<String, String>,
}

/// The order of day and month in `10/11/2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    Dmy,
    Mdy,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(default)]
pub struct Search {
    /// Language of the stemmer, in English: `english`, `german`, …
    pub language: String,
    /// Whether the site has a search; `kb search` works anyway.
    pub site: bool,
    /// Whether the site is made to be opened from a folder or a zip: links name files, the index comes as scripts.
    pub offline: bool,
}

impl Default for People {
    fn default() -> Self {
        Self {
            show: ShowPeople::Team,
        }
    }
}

impl Default for Time {
    fn default() -> Self {
        Self {
            date_order: DateOrder::Dmy,
            zones: BTreeMap::new(),
        }
    }
}

impl Default for Search {
    fn default() -> Self {
        Self {
            language: "english".into(),
            site: true,
            offline: false,
        }
    }
}

impl Default for Check {
    fn default() -> Self {
        Self {
            fail_on: FailOn::Error,
            levels: BTreeMap::new(),
            names: Vec::new(),
            public: false,
            internal_hosts: Vec::new(),
            retrospective_days: 5,
            retrospective_hours: None,
            draft_days: 14,
            action_days: 180,
            due_days: None,
        }
    }
}
