//! Facts whose values are people.

/// Whether a fact of this name tells who somebody is: by its whole name, or by its last word.
pub fn names_people(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default();
    let is_listed = |name: &str| surely_named(name) || OFTEN.contains(&name);
    is_listed(name) || is_listed(last) || matches!(last, "name" | "handle" | "email")
}

/// Whether it names nothing but people: there a small word is a name as well.
pub fn surely_named(name: &str) -> bool {
    SURELY.contains(&name)
}

const SURELY: &[&str] = &[
    "author",
    "authors",
    "document authors",
    "written by",
    "created by",
    "prepared by",
    "postmortem author",
    "responder",
    "responders",
    "commander",
    "incident commander",
    "ic",
    "incident manager",
    "scribe",
    "facilitator",
    "reviewer",
    "reviewers",
    "participants",
    "attendees",
    "people involved",
    "assignee",
    "assignees",
    "approver",
    "approved by",
];

/// People as a rule; teams, tools and sentences stand here too.
const OFTEN: &[&str] = &[
    "by",
    "from",
    "postmortem owner",
    "owner",
    "owners",
    "incident owner",
    "incident lead",
    "lead",
    "tech lead",
    "reporter",
    "reported by",
    "people",
    "contributors",
    "on call",
    "oncall",
    "contact",
    "contacts",
    "names",
    "detected by",
    "resolved by",
    "engineer",
    "engineers",
    "deputy",
    "communications lead",
    "operations lead",
    "comms lead",
    "who",
];
