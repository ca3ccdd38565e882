//! Who is named in front of an action: `Identity team to write …`, `Jane will …`, `jo: raise the limit`.

use super::owner::Known;
use crate::catalog::Catalog;
use crate::expression::{captures, expression};
use crate::extract::headings::words;
use crate::extract::items::Entry;
use crate::model::{ActionItem, Sourced};
use crate::parse::{Inline, MarkKind};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static LEADING: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"^(?:(?P<name>(?:The )?[A-Z@][\w@.&-]*(?: [\w@.&-]+){0,2}?)(?P<verb> to | will | is (?:working|going|looking) )|(?P<label>[\w@.&-]+(?: [\w@.&-]+){0,2}?):\s+)",
    )
});

/// Whoever a line names in front, and what of the line says nothing else.
pub fn of(
    text: &str,
    known: &Known,
    catalog: &Catalog,
) -> Option<(Range<usize>, Option<Range<usize>>)> {
    let found = captures(&LEADING, text)?;
    let whole = found.get(0)?;
    let name = found.name("name").or_else(|| found.name("label"))?;
    let named = name.as_str();
    let is_team = named.to_lowercase().ends_with(" team")
        && named.trim_start_matches("The ").split(' ').count() == 2
        && !["Our ", "This ", "Your ", "A "]
            .iter()
            .any(|word| named.starts_with(word));
    let asks = found
        .name("verb")
        .is_some_and(|verb| verb.as_str() == " to ");
    let works = found
        .name("verb")
        .is_some_and(|verb| verb.as_str() == " is working ");
    let is_person = works && looks_like_a_name(named)
        || asks && looks_like_a_name(named) && is_deed(&text[whole.end()..]);
    let cut = (asks || found.name("label").is_some()).then_some(0..whole.end());
    (is_team || is_person || known.is_listed(named, catalog)).then_some((name.range(), cut))
}

/// `yara: …`, `Identity team: …`: where most entries of a list begin with a name and one of them is an owner, all are.
pub fn in_front(
    entries: &[Entry<'_>],
    actions: &mut [ActionItem],
    known: &Known,
    catalog: &Catalog,
) {
    if entries.len() != actions.len() {
        return;
    }
    let labels: Vec<_> = entries
        .iter()
        .map(|entry| bold(&entry.text).or_else(|| label(&entry.text.text)))
        .collect();
    let named = labels.iter().flatten().count();
    let is_known = labels
        .iter()
        .flatten()
        .any(|name| known.is_owner(name, catalog));
    if named < 2 || named * 10 < entries.len() * 6 || !is_known {
        return;
    }
    let all = actions.iter_mut().zip(entries).zip(labels);
    for ((action, entry), name) in all.filter_map(|(pair, name)| Some((pair, name?))) {
        if !action.owners.is_empty() {
            continue;
        }
        let at = entry.text.text.find(name).unwrap_or(0);
        let span = entry.text.span_of(at..at + name.len());
        action.owners = vec![Sourced::text(name.to_string(), span)];
        let rest = action.text.value.strip_prefix(name).map(str::trim_start);
        let rest = rest.and_then(|rest| rest.strip_prefix([':', '-', '–', '—']));
        if let Some(rest) = rest.map(str::trim_start).filter(|rest| !rest.is_empty()) {
            action.text.value = rest.to_string();
        }
    }
}

/// `**Jane** - …`: one to three bold words before a dash.
fn bold(line: &Inline) -> Option<&str> {
    let mark = line
        .marks
        .iter()
        .find(|mark| mark.kind == MarkKind::Strong && mark.range.start == 0)?;
    let rest = line.text[mark.range.end..].trim_start();
    let name = line.text[mark.range.clone()].trim();
    let is_short = (1..=3).contains(&name.split_whitespace().count());
    (is_short && rest.starts_with(['-', '–', '—'])).then_some(name)
}

/// The one to three words before an entry's colon, behind a mark of its state.
fn label(text: &str) -> Option<&str> {
    let body = match text.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?.1,
        None => text,
    };
    let (name, rest) = body.split_once(": ")?;
    let name = name.trim();
    let count = name.split_whitespace().count();
    let is_plain = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_'));
    ((1..=3).contains(&count) && is_plain && !rest.trim().is_empty()).then_some(name)
}

/// `Jane`, `Jane Doe`, `Sam V.`, and no word with which an action begins.
fn looks_like_a_name(name: &str) -> bool {
    let pieces: Vec<&str> = name.split(' ').collect();
    let is_name = |piece: &&str| {
        let mut chars = piece.trim_end_matches('.').chars();
        chars.next().is_some_and(char::is_uppercase)
            && chars.all(|c| c.is_lowercase() || matches!(c, '-' | '\''))
    };
    let first = words(pieces[0]).join("");
    (1..=2).contains(&pieces.len())
        && pieces.iter().all(is_name)
        && pieces[0].len() > 1
        && !first.ends_with("ing")
        && !OPENERS.contains(&first.as_str())
}

/// Whether a text begins with what somebody can be asked to do.
pub fn is_deed(text: &str) -> bool {
    let deed = text.split_whitespace().next().unwrap_or_default();
    DEEDS.contains(&deed.trim_matches([',', '/']))
}

/// What somebody does about an incident.
const DEEDS: &[&str] = &[
    "add",
    "ask",
    "audit",
    "build",
    "change",
    "check",
    "clarify",
    "compare",
    "configure",
    "contact",
    "coordinate",
    "create",
    "define",
    "deploy",
    "design",
    "discuss",
    "document",
    "draft",
    "email",
    "ensure",
    "evaluate",
    "explore",
    "find",
    "fix",
    "follow",
    "implement",
    "improve",
    "investigate",
    "look",
    "make",
    "migrate",
    "move",
    "open",
    "organise",
    "organize",
    "own",
    "prepare",
    "propose",
    "provide",
    "push",
    "raise",
    "remove",
    "rename",
    "replace",
    "report",
    "research",
    "review",
    "rewrite",
    "schedule",
    "send",
    "set",
    "share",
    "speak",
    "talk",
    "test",
    "track",
    "update",
    "upgrade",
    "verify",
    "work",
    "write",
];

/// Words that stand before "to" and name nobody.
const OPENERS: &[&str] = &[
    "ability",
    "access",
    "action",
    "actions",
    "add",
    "agree",
    "agreed",
    "aim",
    "alarm",
    "alarms",
    "alert",
    "alerts",
    "allow",
    "an",
    "any",
    "approach",
    "ask",
    "attempt",
    "back",
    "be",
    "begin",
    "capacity",
    "code",
    "commit",
    "configure",
    "connect",
    "continue",
    "convert",
    "create",
    "dashboard",
    "decide",
    "decided",
    "decision",
    "due",
    "effort",
    "enable",
    "encourage",
    "expand",
    "expect",
    "extend",
    "failure",
    "find",
    "force",
    "get",
    "give",
    "go",
    "goal",
    "have",
    "help",
    "how",
    "idea",
    "in",
    "intend",
    "intention",
    "issue",
    "it",
    "job",
    "learn",
    "link",
    "links",
    "look",
    "make",
    "mechanism",
    "method",
    "metric",
    "migrate",
    "monitor",
    "more",
    "move",
    "need",
    "needs",
    "new",
    "nothing",
    "opportunity",
    "option",
    "options",
    "order",
    "plan",
    "plans",
    "policy",
    "prepare",
    "procedure",
    "process",
    "proposal",
    "prs",
    "push",
    "reach",
    "reason",
    "refer",
    "remember",
    "remind",
    "require",
    "respond",
    "return",
    "revert",
    "roll",
    "runbook",
    "script",
    "see",
    "send",
    "service",
    "services",
    "similar",
    "something",
    "start",
    "steps",
    "strive",
    "support",
    "sure",
    "switch",
    "system",
    "talk",
    "task",
    "tasks",
    "test",
    "tests",
    "that",
    "these",
    "this",
    "ticket",
    "tickets",
    "time",
    "tool",
    "tooling",
    "tools",
    "train",
    "transition",
    "try",
    "update",
    "upgrade",
    "use",
    "want",
    "way",
    "ways",
    "what",
    "when",
    "where",
    "which",
    "work",
    "write",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_before_what_is_to_be_done_is_told_from_other_words() {
        for (text, is_person) in [
            ("Jane to write the runbook", true),
            ("Jane Doe to talk to the vendor", true),
            ("Need to write the runbook", false),
            ("Migrate to write-through caches", false),
            ("Alerts to check the queue", false),
            ("Terraform to manage DNS", false),
            ("Ability to update one node", false),
        ] {
            let (name, rest) = text.split_once(" to ").expect("two halves");
            assert_eq!(
                looks_like_a_name(name) && is_deed(rest),
                is_person,
                "{text}"
            );
        }
    }

    #[test]
    fn labels_in_front_may_follow_a_state() {
        assert_eq!(label("[DONE] Yara: upgrade"), Some("Yara"));
        assert_eq!(label("Identity team: upgrade"), Some("Identity team"));
        assert_eq!(label("one two three four: upgrade"), None);
    }
}
