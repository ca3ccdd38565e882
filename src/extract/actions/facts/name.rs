//! Names of facts inside of an action's words, each with the mark behind it.

use Fact::*;

/// What a name says of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    Owner,
    Due,
    Priority,
    Size,
    Acceptance,
    Initiative,
    Reason,
    State,
    Opened,
    Closed,
}

/// What stands before `:` or `=` inside or below an action: `Owner:`, `Priority =`, `期限：`.
const NAMES: &[(Fact, &[&str])] = &[
    (
        Owner,
        &[
            "owner",
            "owners",
            "action owner",
            "action owners",
            "assignee",
            "assignees",
            "assigned to",
            "responsible",
            "responsible team",
            "accountable",
            "dri",
            "lead",
            "ansvarlig",
            "ansvarig",
            "eier",
            "ejer",
            "ägare",
            "verantwortlich",
            "zuständig",
            "eigenaar",
            "verantwoordelijke",
            "responsable",
            "responsables",
            "pilote",
            "porteur",
            "encargado",
            "responsável",
            "responsabile",
            "odpowiedzialny",
            "właściciel",
            "ответственный",
            "ответственная",
            "исполнитель",
            "担当",
            "担当者",
            "担当チーム",
            "负责人",
            "责任人",
            "負責人",
            "담당",
            "담당자",
        ],
    ),
    (
        Due,
        &[
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
            "termin",
            "échéance",
            "délai",
            "plazo",
            "fecha límite",
            "fecha",
            "prazo",
            "scadenza",
            "срок",
            "дедлайн",
            "期限",
            "期日",
            "締切",
            "截止",
            "截止日期",
            "截止时间",
            "完成时间",
            "기한",
            "마감",
        ],
    ),
    (
        Priority,
        &[
            "priority",
            "prio",
            "priorität",
            "priorité",
            "prioridad",
            "prioridade",
            "优先级",
            "優先度",
        ],
    ),
    (Size, &["size", "effort", "estimate"]),
    (
        Acceptance,
        &["acceptance", "acceptance criteria", "done when"],
    ),
    (Initiative, &["initiative", "epic"]),
    (Reason, &["reason", "why", "rationale"]),
    (
        State,
        &[
            "status",
            "state",
            "statut",
            "état",
            "estado",
            "stato",
            "статус",
            "状態",
            "ステータス",
            "状态",
            "狀態",
            "상태",
        ],
    ),
    (Opened, &["opened", "created"]),
    (Closed, &["closed", "completed"]),
];

/// A name with the mark behind it.
pub struct Name {
    pub fact: Fact,
    /// Where the character stands that sets it apart.
    pub apart: usize,
    pub start: usize,
    /// Where its value begins.
    pub value: usize,
}

/// `：`, the colon of scripts with wide letters, and its first byte, which many wide signs have.
const WIDE_COLON: &str = "：";
const WIDE: u8 = WIDE_COLON.as_bytes()[0];

impl Name {
    /// The first one from `from` on; before it stands nothing, a blank, a bracket, a comma or a dash.
    pub fn find(text: &str, from: usize) -> Option<Self> {
        let mut marks = memchr::memchr3_iter(b':', b'=', WIDE, &text.as_bytes()[from..]);
        marks.find_map(|mark| {
            let mark = from + mark;
            let length = match text.as_bytes()[mark] {
                WIDE if text[mark..].starts_with(WIDE_COLON) => WIDE_COLON.len(),
                WIDE => return None,
                _ => 1,
            };
            let before = text[from..mark].trim_end();
            let start = |name: &str| from + before.len() - name.len();
            let last = before.bytes().next_back()?.to_ascii_lowercase();
            let names = NAMES
                .iter()
                .flat_map(|(fact, names)| names.iter().map(|name| (*fact, *name)));
            let (fact, name) = names
                .filter(|(_, name)| name.as_bytes().last() == Some(&last))
                .filter(|(_, name)| {
                    ends_with(before, name)
                        && (start(name) == 0 || text[from..start(name)].ends_with(sets_apart))
                })
                .max_by_key(|(_, name)| name.len())?;
            let before = text[..start(name)].chars().next_back();
            let behind = &text[mark + length..];
            Some(Self {
                fact,
                apart: start(name) - before.map_or(0, char::len_utf8),
                start: start(name),
                value: text.len() - behind.trim_start().len(),
            })
        })
    }
}

/// Whether a character before a name sets it apart.
fn sets_apart(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '(' | '[' | ',' | ';' | '|' | '–' | '—' | '-' | '（' | '【' | '、' | '，' | '；' | '。'
        )
}

/// Whether a text ends with a word, in any case.
fn ends_with(text: &str, word: &str) -> bool {
    let Some(at) = text.len().checked_sub(word.len()) else {
        return false;
    };
    let end = &text.as_bytes()[at..];
    end.eq_ignore_ascii_case(word.as_bytes())
        || !word.is_ascii() && text.get(at..).is_some_and(|end| end.to_lowercase() == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<(Fact, &str)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(name) = Name::find(text, at) {
            found.push((name.fact, &text[name.value..]));
            at = name.value;
        }
        found
    }

    #[test]
    fn a_name_stands_apart_and_before_a_mark() {
        assert_eq!(
            names("Add it (Owner: Jo, due date = May)"),
            [(Owner, "Jo, due date = May)"), (Due, "May)")]
        );
        assert_eq!(names("Action owner: Jo"), [(Owner, "Jo")]);
        assert_eq!(
            names("導入する（担当：基盤、期限: 4/30）"),
            [(Owner, "基盤、期限: 4/30）"), (Due, "4/30）")]
        );
        assert_eq!(names("Ответственный: Ян"), [(Owner, "Ян")]);
        assert_eq!(names("homeowner: Jo; the owner is Jo"), []);
    }
}
