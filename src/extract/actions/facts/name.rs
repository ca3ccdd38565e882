//! Names of facts inside of an action's words, each with the mark behind it.

/// What stands before `:` or `=` inside or below an action: `Owner:`, `Priority =`.
const NAMES: &[&str] = &[
    "owner",
    "owners",
    "action owner",
    "action owners",
    "assignee",
    "assignees",
    "assigned to",
    "responsible",
    "accountable",
    "dri",
    "lead",
    "ansvarlig",
    "eier",
    "verantwortlich",
    "responsable",
    "due",
    "due date",
    "estimated completion",
    "estimated completion date",
    "expected completion",
    "expected completion date",
    "planned completion",
    "planned completion date",
    "target completion",
    "target completion date",
    "deadline",
    "eta",
    "target date",
    "frist",
    "gereed",
    "eigenaar",
    "verantwoordelijke",
    "priority",
    "prio",
    "size",
    "effort",
    "estimate",
    "acceptance",
    "acceptance criteria",
    "done when",
    "initiative",
    "epic",
    "reason",
    "why",
    "rationale",
    "status",
    "state",
    "opened",
    "created",
    "closed",
    "completed",
];

/// A name with the mark behind it.
pub struct Name {
    pub name: &'static str,
    /// Where the character stands that sets it apart.
    pub apart: usize,
    pub start: usize,
    /// Where its value begins.
    pub value: usize,
}

impl Name {
    /// The first one from `from` on; before it stands nothing, a blank, a bracket, a comma or a dash.
    pub fn find(text: &str, from: usize) -> Option<Self> {
        memchr::memchr2_iter(b':', b'=', &text.as_bytes()[from..]).find_map(|mark| {
            let mark = from + mark;
            let before = text[from..mark].trim_end();
            let start = |name: &str| from + before.len() - name.len();
            let last = before.bytes().next_back()?.to_ascii_lowercase();
            let name = NAMES
                .iter()
                .filter(|name| name.as_bytes().last() == Some(&last))
                .filter(|name| {
                    ends_with(before, name)
                        && (start(name) == 0 || text[from..start(name)].ends_with(sets_apart))
                })
                .max_by_key(|name| name.len())?;
            let before = text[..start(name)].chars().next_back();
            let behind = &text[mark + 1..];
            Some(Self {
                name,
                apart: start(name) - before.map_or(0, char::len_utf8),
                start: start(name),
                value: text.len() - behind.trim_start().len(),
            })
        })
    }
}

/// Whether a character before a name sets it apart.
fn sets_apart(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | '[' | ',' | ';' | '|' | '–' | '—' | '-')
}

/// Whether a text ends with an English word, in any case.
fn ends_with(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let end = text.len().checked_sub(word.len()).map(|at| &text[at..]);
    end.is_some_and(|end| end.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<(&'static str, &str)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(name) = Name::find(text, at) {
            found.push((name.name, &text[name.value..]));
            at = name.value;
        }
        found
    }

    #[test]
    fn a_name_stands_apart_and_before_a_mark() {
        assert_eq!(
            names("Add it (Owner: Jo, due date = May)"),
            [("owner", "Jo, due date = May)"), ("due date", "May)")]
        );
        assert_eq!(names("Action owner: Jo"), [("action owner", "Jo")]);
        assert_eq!(names("homeowner: Jo; the owner is Jo"), []);
    }
}
