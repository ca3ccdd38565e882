//! Where an action stands, as far as its own words say.

use crate::expression::{captures, expression};
use crate::extract::headings::{each_word, words};
use crate::model::ActionState;
use crate::parse::{Inline, MarkKind};
use regex::Regex;
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Where in a cell the words stand that say its state.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    InFront,
    /// Among its first words.
    Early,
    Anywhere,
}

/// What words say of a state; the first that fits holds.
const SAYING: &[(ActionState, Stands, &[&str])] = &[
    (
        ActionState::Open,
        Stands::InFront,
        &[
            "not started",
            "to do",
            "todo",
            "open",
            "new",
            "backlog",
            "planned",
            "pending",
            "not done",
            "assigned",
            "scheduled",
            "unstarted",
            "not yet",
            "no",
            "outstanding",
            "ready",
            "offen",
            "geplant",
            "pendiente",
            "abierto",
            "abierta",
            "pendente",
            "aberto",
            "ouvert",
            "ouverte",
            "à faire",
            "åpen",
            "ikke startet",
            "öppen",
            "åben",
        ],
    ),
    (
        ActionState::WontDo,
        Stands::InFront,
        &[
            "won t",
            "wont",
            "wontfix",
            "will not",
            "rejected",
            "declined",
            "cancelled",
            "canceled",
            "abandoned",
            "dropped",
            "obsolete",
        ],
    ),
    (
        ActionState::WontDo,
        Stands::Anywhere,
        &["wontfix", "wont fix", "won t fix", "not planned"],
    ),
    (ActionState::InProgress, Stands::Anywhere, &["in progress"]),
    (
        ActionState::InProgress,
        Stands::InFront,
        &[
            "wip",
            "ongoing",
            "started",
            "underway",
            "in review",
            "doing",
            "in development",
            "partially",
            "partly",
            "active",
            "in flight",
            "in arbeit",
            "in bearbeitung",
            "laufend",
            "begonnen",
            "en curso",
            "en proceso",
            "em andamento",
            "en cours",
            "pågår",
            "under arbeid",
        ],
    ),
    (ActionState::Verified, Stands::Early, &["verified"]),
    (
        ActionState::Superseded,
        Stands::Early,
        &["superseded", "replaced", "duplicate"],
    ),
    (
        ActionState::Done,
        Stands::Early,
        &[
            "done",
            "completed",
            "complete",
            "closed",
            "resolved",
            "fixed",
            "merged",
            "finished",
            "implemented",
            "shipped",
            "erledigt",
            "abgeschlossen",
            "umgesetzt",
            "fertig",
            "hecho",
            "hecha",
            "completado",
            "completada",
            "concluído",
            "feito",
            "terminé",
            "terminée",
            "fait",
            "ferdig",
            "fullført",
            "utført",
            "klar",
            "klart",
            "udført",
            "deployed",
            "yes",
        ],
    ),
    (ActionState::Proposed, Stands::Early, &["proposed"]),
];

/// All words of [`SAYING`]: most cells hold none of them.
static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let phrases = SAYING.iter().flat_map(|(.., phrases)| *phrases);
    phrases.flat_map(|phrase| phrase.split(' ')).collect()
});

/// So many words of a cell are early ones.
const EARLY: usize = 6;

/// The state in a Status column or after `Status:`.
pub fn of_cell(text: &str) -> Option<ActionState> {
    let tick = tick(text);
    if tick == Some(ActionState::Done) {
        return tick;
    }
    let mut says = false;
    each_word(text, |word| says |= WORDS.contains(word));
    if !says {
        return tick;
    }
    let words = words(text);
    let joined = words.join(" ");
    let early = &words[..words.len().min(EARLY)];
    let fits = |stands: Stands, phrase: &str| match stands {
        Stands::InFront => joined
            .strip_prefix(phrase)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')),
        Stands::Early => early.iter().any(|word| word == phrase),
        Stands::Anywhere => joined.contains(phrase),
    };
    let said = SAYING
        .iter()
        .find(|(_, stands, phrases)| phrases.iter().any(|phrase| fits(*stands, phrase)));
    // "⏳ not started" says it in words; a sign alone may be any of several.
    said.map(|(state, ..)| *state).or(tick)
}

/// A tick, a box or a sign.
fn tick(text: &str) -> Option<ActionState> {
    if text.is_ascii() && !text.contains("_check_mark:") {
        return None;
    }
    let has = |signs: &[&str]| signs.iter().any(|sign| text.contains(sign));
    if has(&[
        "✅",
        "✔",
        "☑",
        "✓",
        ":white_check_mark:",
        ":heavy_check_mark:",
        "🟢",
    ]) {
        Some(ActionState::Done)
    } else if has(&["🔲", "⬜", "☐", "⬛", "🔘"]) {
        Some(ActionState::Open)
    } else if has(&["🚧", "⏳", "🔄", "🟡"]) {
        Some(ActionState::InProgress)
    } else {
        None
    }
}

/// `(done)`, `[in progress]`, `DONE:`, `TODO`, `— done` at either end; "Fixed in #123", "Closed 2024-05-01".
static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    let state = r"(?P<state>(?:not (?:yet )?)?(?:done|completed?|finished|fixed|closed|resolved|merged|implemented|verified|in[ -]progress|wip|ongoing|open|todo|to do|pending|not started|proposed|superseded|wo?n['’]?t (?:do|fix)|wontfix|will not do|rejected|declined|cancelled|canceled|dropped))";
    let forms = [
        format!(r"(?i)^[\[(]\s*{state}\b[^\])]{{0,80}}[\])]\s*:?"),
        format!(
            r"^(?i:{})\s*[:\-–—]\s",
            state.replace("?P<state>", "?P<label>")
        ),
        r"^(?P<upper>DONE|TODO|WIP|FIXED|OPEN|COMPLETED|CLOSED)\b:?".to_string(),
        format!(
            r"(?i)[\[(]\s*{}\b[^\])]{{0,160}}[\])]\s*[.!]?$",
            state.replace("?P<state>", "?P<end>")
        ),
        format!(
            r"(?i)(?:[-–—:,;.]|\s→|\s->)\s*(?:[✅✔☑✓]\s*)?{}(?:\s+(?:in|by|on|with|at|since)\b.{{0,80}}|\s+(?-i:[A-Z][a-z]+) \d{{1,2}}(?:, \d{{4}})?|\s+\d{{1,2}} (?-i:[A-Z][a-z]+)(?: \d{{4}})?|\s*[:(]?\s*\d{{4}}-\d\d-\d\d\)?|\s*:\s.{{0,160}})?[.!]?(?:\s\([^()]{{1,30}}\))?$",
            state.replace("?P<state>", "?P<tail>")
        ),
        r"(?i)\s(?:-{1,2}|–|—|→|->)\s+(?P<dashed>done|completed|fixed|wo?n['’]?t (?:do|fix)|wontfix|rejected|declined|cancelled|canceled|dropped), \w+ .{0,80}$".to_string(),
        r"(?:^|\s)(?P<last>DONE|TODO|WIP|FIXED|COMPLETED)[.!]?$".to_string(),
        // `… [jo]  TODO, ticket #12`
        r"[\])]\s+(?P<after>DONE|TODO|WIP|FIXED|OPEN|COMPLETED|CLOSED)\b[^\])]{0,40}$".to_string(),
    ];
    let forms: Vec<String> = forms.iter().map(|form| format!("(?:{form})")).collect();
    expression(&forms.join("|"))
});

/// Sentences about the action that tell its state: "This has been done", "Fixed in #12", "We are working on it".
static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"(?ix)
        (?P<done> ^(?:\W*)(?: (?:this|it|that|these|they)\s+ (?:has|have|was|were|is|are)\s+ (?:now\s+|already\s+|since\s+)* (?:been\s+)? (?:done|completed|fixed|implemented|merged|resolved|deployed|released|addressed|rolled\ out)
              | (?:already\s+)? (?:done|fixed|completed|implemented|resolved|merged|addressed|closed)\s+ (?:in|by|with|via|on|since)\b
              | we(?:['’]ve|\s+have)\s+ (?:already\s+|since\s+|also\s+|now\s+)* (?:\w+ed|built|made|set|begun)\b
              | already\s+ (?:done|fixed|completed|implemented|resolved|merged|in\ place) ) )
        | (?P<progress> ^(?:\W*)(?: (?:this|it)\s+is\s+ (?:an?\s+)? (?:currently\s+)? (?:work\ in\ progress|in\ progress|ongoing|underway|being\s+worked)
              | (?:we|[\w\ ]{1,24}\ team)\s+(?:are|is)\s+ (?:currently\s+|now\s+|already\s+)? (?:working|in\ the\ process|rolling|building|changing|moving|rewriting|migrating)
              | we['’]re\s+ (?:currently\s+|now\s+|already\s+)? (?:working|in\ the\ process|rolling|building|changing|moving|rewriting|migrating)
              | work\s+(?:on\ this\s+)?(?:is|has)\s+(?:in\ progress|ongoing|underway|begun|started) ) )
        | (?P<open> ^(?:\W*)(?: (?:this|it)?\s*(?:has\s+been|is)\s+ (?:scheduled|planned|not\s+(?:yet\s+)?(?:done|started|scheduled))) )",
    )
});

/// What an action's own line says of its state, and which part of the line only says that.
pub fn of_line(inline: &Inline) -> Option<(ActionState, Option<Range<usize>>)> {
    let text = inline.text.as_str();
    let trimmed = text.trim_end();
    for (open, done) in [
        ("[]", ActionState::Open),
        ("[ ]", ActionState::Open),
        ("[x]", ActionState::Done),
        ("[X]", ActionState::Done),
        ("[-]", ActionState::WontDo),
    ] {
        if text.starts_with(open) {
            return Some((done, Some(0..open.len())));
        }
    }
    if let Some(captures) = captures(&MARKER, trimmed)
        && let Some(group) = [
            "state", "label", "upper", "end", "tail", "dashed", "last", "after",
        ]
        .iter()
        .find_map(|name| captures.name(name))
        && let Some(state) = of_cell(group.as_str())
    {
        let mut whole = captures.get(0).map_or(0..0, |whole| whole.range());
        if let Some(after) = captures.name("after") {
            // The bracket before names somebody.
            whole = after.start()..whole.end;
        }
        // A whole line that says nothing else keeps its words.
        let is_all = whole.len() >= trimmed.len();
        return Some((state, (!is_all).then_some(whole)));
    }
    if let Some(sign) = sign(trimmed) {
        return Some(sign);
    }
    if is_struck(inline) {
        let end = inline
            .marks
            .iter()
            .filter(|mark| mark.kind == MarkKind::Strike)
            .map(|mark| mark.range.end)
            .max();
        let said = end.and_then(|end| of_cell(&text[end..]));
        return Some((said.unwrap_or(ActionState::Done), None));
    }
    None
}

/// Whether most of a line is struck through.
pub fn is_struck(inline: &Inline) -> bool {
    let struck: usize = inline
        .marks
        .iter()
        .filter(|mark| mark.kind == MarkKind::Strike)
        .map(|mark| mark.range.len())
        .sum();
    struck > 0 && struck * 10 >= inline.text.trim_end().len() * 4
}

/// A tick at the beginning or the end of the line.
fn sign(text: &str) -> Option<(ActionState, Option<Range<usize>>)> {
    let first = text.split_whitespace().next()?;
    let last = text.split_whitespace().next_back()?;
    let is_sign = |word: &str| word.starts_with(':') || !word.chars().any(char::is_alphanumeric);
    if is_sign(first)
        && let Some(state) = tick(first)
    {
        return Some((state, Some(0..first.len())));
    }
    if is_sign(last)
        && let Some(state) = tick(last)
    {
        return Some((state, Some(text.len() - last.len()..text.len())));
    }
    None
}

/// The same anywhere in a sentence.
static ALREADY: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"(?i)\b(?:has|have)\s+already\s+been\s+(?:done|completed|fixed|implemented|merged|deployed)",
    )
});

/// What a sentence below or behind an action tells of its state.
pub fn told(sentence: &str) -> Option<ActionState> {
    let Some(captures) = captures(&TOLD, sentence) else {
        let is_done = sentence.contains("lready") && ALREADY.is_match(sentence);
        return is_done.then_some(ActionState::Done);
    };
    Some(if captures.name("done").is_some() {
        ActionState::Done
    } else if captures.name("progress").is_some() {
        ActionState::InProgress
    } else {
        ActionState::Open
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{FileId, Span};

    fn line(text: &str) -> Option<(ActionState, String)> {
        let mut inline = Inline::new(Span::new(FileId(0), 0..text.len()));
        inline.push(text, 0);
        let (state, range) = of_line(&inline)?;
        let mut rest = text.to_string();
        if let Some(range) = range {
            rest.replace_range(range, "");
        }
        Some((state, rest.trim().to_string()))
    }

    #[test]
    fn lines_say_their_state_in_many_ways() {
        for (text, state, rest) in [
            ("[] Add a test", ActionState::Open, "Add a test"),
            ("Add a test (done)", ActionState::Done, "Add a test"),
            (
                "Add a test (in progress, OPS-1)",
                ActionState::InProgress,
                "Add a test",
            ),
            ("DONE: Add a test", ActionState::Done, "Add a test"),
            ("TODO Add a test", ActionState::Open, "Add a test"),
            ("Add a test ✅", ActionState::Done, "Add a test"),
            ("🔲 Add a test", ActionState::Open, "Add a test"),
            ("Add a test. Fixed in #123", ActionState::Done, "Add a test"),
            (
                "Add a test (won't do: too slow)",
                ActionState::WontDo,
                "Add a test",
            ),
            ("Add a test - done", ActionState::Done, "Add a test"),
            (
                "Add a test — completed August 22",
                ActionState::Done,
                "Add a test",
            ),
            (
                "Add a test (wontfix for now, too slow)",
                ActionState::WontDo,
                "Add a test",
            ),
        ] {
            assert_eq!(line(text), Some((state, rest.to_string())), "{text}");
        }
    }

    #[test]
    fn a_bare_line_says_nothing() {
        for text in [
            "Add a test",
            "Make sure that the bug is fixed",
            "Open the port",
            "Document what done means",
            "Keep the circuit open",
        ] {
            assert_eq!(line(text), None, "{text}");
        }
    }

    #[test]
    fn sentences_tell_of_states() {
        assert_eq!(
            told("This has been done: see the wiki"),
            Some(ActionState::Done)
        );
        assert_eq!(
            told("We are working on contexts"),
            Some(ActionState::InProgress)
        );
        assert_eq!(told("Has been scheduled for May"), Some(ActionState::Open));
        assert_eq!(told("This will make it easier"), None);
    }

    #[test]
    fn cells_hold_states() {
        assert_eq!(of_cell("To Do"), Some(ActionState::Open));
        assert_eq!(of_cell("In progress"), Some(ActionState::InProgress));
        assert_eq!(of_cell("DONE (2024-05-01)"), Some(ActionState::Done));
        assert_eq!(of_cell("soon"), None);
    }
}
