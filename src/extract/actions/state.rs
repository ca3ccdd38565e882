//! Where an action stands, as far as its own words say.

use crate::expression::{captures, expression};
use crate::extract::headings::{each_word, word_count, words};
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
            "outstanding",
            "ready",
            "stalled",
            "blocked",
            "on hold",
            "paused",
            "under discussion",
            "accepted",
            "approved",
            "agreed",
            "to be done",
            "to be started",
            "openstaand",
            "te doen",
            "nog te",
            "nog niet",
            "gepland",
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
            "not doing",
            "not going to",
            "not feasible",
            "not needed",
            "decided against",
            "no longer",
            "abgelehnt",
            "verworfen",
            "vervallen",
            "afgewezen",
            "avvist",
            "avvisad",
            "rechazado",
            "rejeté",
            "rejetée",
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
            "in dev",
            "in testing",
            "in test",
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
            "loopt",
            "lopend",
            "in behandeling",
            "bezig",
            "mee bezig",
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
            "released",
            "gereed",
            "afgerond",
            "voltooid",
            "opgelost",
        ],
    ),
    (
        ActionState::Done,
        Stands::InFront,
        &[
            "did it",
            "did this",
            "did that",
            "live",
            "already live",
            "in place",
            "already in place",
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
        return tick.or_else(|| answer(text));
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
    let said = match said {
        // `complete by 4 May` is a term.
        Some((ActionState::Done, ..)) if is_ahead(text) => return None,
        said => said.map(|(state, ..)| *state),
    };
    // "⏳ not started" says it in words; a sign alone may be any of several.
    said.or(tick).or_else(|| answer(text))
}

/// Whether a word that says that something is done has the day behind it by when: `done by 4 May`.
fn is_ahead(text: &str) -> bool {
    let cue = |word: &str| {
        let word = word.to_lowercase();
        matches!(
            word.as_str(),
            "by" | "before" | "until" | "voor" | "vóór" | "bis" | "till"
        )
    };
    let blank = |(at, _): (usize, &str)| at;
    let mut starts = text.match_indices(' ').map(blank);
    starts.any(|at| {
        let rest = &text[at + 1..];
        rest.split(' ').next().is_some_and(cue) && super::due::begins_with_day(rest)
    })
}

/// `yes`, `No, …`: the answer in a column that asks whether it is done, and no `no ticket`.
fn answer(text: &str) -> Option<ActionState> {
    let text = text.trim();
    let length = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    let rest = text[length..].trim_start();
    if !(2..=4).contains(&length) || rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    let is = |words: &[&str]| {
        words
            .iter()
            .any(|word| text[..length].eq_ignore_ascii_case(word))
    };
    if is(&["yes", "ja", "oui", "sim", "sí"]) {
        Some(ActionState::Done)
    } else if is(&["no", "nein", "nee", "non", "nei", "nej"]) {
        Some(ActionState::Open)
    } else {
        None
    }
}

/// First words of a state that are as often the beginning of something else: `new dashboard`, `open port`.
const AMBIGUOUS: &[&str] = &[
    "new",
    "open",
    "ready",
    "active",
    "planned",
    "pending",
    "assigned",
    "scheduled",
    "started",
    "live",
    "complete",
    "dropped",
    "closed",
    "approved",
    "accepted",
    "blocked",
    "yes",
    "no",
    "ja",
];

/// The state that a piece of a line says which may as well say something else.
pub fn of_piece(text: &str) -> Option<ActionState> {
    let state = of_cell(text)?;
    let mut words = words(text).into_iter();
    let first = words.next().unwrap_or_default();
    let goes_on = words.next().is_some_and(|word| {
        let is_free = [
            "now", "already", "yet", "since", "in", "on", "at", "as", "with", "by", "for",
        ];
        !(is_free.contains(&word.as_str()) || word.starts_with(|c: char| c.is_ascii_digit()))
    });
    let is_day = || super::due::is_term(text.split_once(' ').map_or("", |(_, rest)| rest));
    (!goes_on || !AMBIGUOUS.contains(&first.as_str()) || is_day()).then_some(state)
}

/// The state with which a remark begins, and whether it says no more: `Completed 11/14`, `Completed, live since May`.
pub fn of_remark(text: &str) -> Option<(ActionState, bool)> {
    let ends =
        |c: char| matches!(c, ',' | ';' | '.' | '(' | '–' | '—' | ':' | '\n') || c.is_ascii_digit();
    let head = text[..text.find(ends).unwrap_or(text.len())].trim_end_matches([' ', '-']);
    let rest = &text[head.len()..];
    let says = || rest.contains(char::is_alphabetic);
    ((1..=3).contains(&word_count(head)))
        .then(|| of_piece(head).filter(|_| !is_ahead(text)))
        .flatten()
        .map(|state| (state, !says()))
}

/// Who did it, in words that say that it is done: `done by jo`. A name in small letters stands elsewhere in the document too.
pub fn done_by(said: &str, document: &str) -> Option<Range<usize>> {
    let at = said.find(" by ")? + " by ".len();
    let name = said[at..].trim_end_matches([' ', '.', ')', ']']);
    let is_name = |word: &str| {
        word.chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    let known = name.starts_with(char::is_uppercase) || document.matches(name).nth(1).is_some();
    let is_somebody = (1..=2).contains(&name.split(' ').count())
        && name.split(' ').all(is_name)
        && name.starts_with(char::is_alphabetic)
        && super::refs::keys(name).is_empty()
        && !name.ends_with("ing")
        && !NOBODY.contains(&name)
        && !super::due::is_term(name);
    (is_somebody && known).then_some(at..at + name.len())
}

/// What stands behind "done by" and is nobody.
const NOBODY: &[&str] = &[
    "hand", "default", "now", "then", "us", "mistake", "design", "script", "accident", "itself",
];

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
    let state = r"(?P<state>(?:not (?:yet )?)?(?:done|completed?|finished|fixed|closed|resolved|merged|implemented|verified|in[ -]progress|wip|ongoing|open|todo|to do|pending|not started|proposed|superseded|wo?n['’]?t (?:do|fix)|wontfix|not doing|will not do|rejected|declined|cancelled|canceled|dropped|did (?:it|this|that)|already (?:live|in place)|shipped|deployed|stalled|on hold))";
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
        r"(?:^|\s)(?P<last>DONE|TODO|WIP|FIXED|COMPLETED|CLOSED|RESOLVED|MERGED|SHIPPED|WONTFIX|REJECTED|CANCELLED)[.!]?$"
            .to_string(),
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
              | already\s+ (?:done|fixed|completed|implemented|resolved|merged|live|in\ place)
              | (?:now\s+|already\s+)? (?:live|in\ (?:place|effect|production|use|force))\s+ since\b ) )
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
        && !(state == ActionState::Done
            && super::due::begins_with_day(trimmed[group.end()..].trim_start()))
    {
        let mut whole = captures.get(0).map_or(0..0, |whole| whole.range());
        if let Some(after) = captures.name("after") {
            // The bracket before names somebody.
            whole = after.start()..whole.end;
        }
        // A whole line that says nothing else keeps its words, and so does what tells of a deed.
        let keeps = whole.len() >= trimmed.len() || group.as_str().starts_with("did");
        return Some((state, (!keeps).then_some(whole)));
    }
    if let Some(said) = template(trimmed)
        .or_else(|| marked(inline, trimmed))
        .or_else(|| sign(trimmed))
    {
        return Some(said);
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

/// `{{done}}`: a wiki's templates.
fn template(text: &str) -> Option<(ActionState, Option<Range<usize>>)> {
    let open = text.find("{{")?;
    let close = open + text[open..].find("}}")?;
    let name = text[open + 2..close].split('|').next().unwrap_or_default();
    let state = of_piece(name)?;
    Some((state, Some(open..close + 2)))
}

/// Emphasised words at the end that are a state and no part of the sentence before them: `(#12) **rejected: too slow**`.
fn marked(inline: &Inline, text: &str) -> Option<(ActionState, Option<Range<usize>>)> {
    let end = text.trim_end_matches(['.', ')', ']', ' ']).len();
    let kinds = [MarkKind::Strong, MarkKind::Emphasis];
    let range = inline
        .marks
        .iter()
        .rev()
        .find(|mark| kinds.contains(&mark.kind) && mark.range.end >= end && mark.range.start > 0)
        .map(|mark| mark.range.start..mark.range.end.min(text.len()))?;
    let said = text
        .get(range.clone())?
        .trim_matches(['(', ')', '[', ']', ' ', '.']);
    let (state, _) = of_remark(said)?;
    let before = text[..range.start].trim_end();
    let apart = before.ends_with(|c: char| !c.is_alphanumeric() && c != '`')
        || super::refs::last(before).is_some()
        || inline.links().any(|(_, link)| link.end == before.len())
        || said.starts_with(char::is_uppercase) && !before.ends_with(" to");
    apart.then_some((state, Some(range)))
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

/// `Live since May.`, `Already in place.`: a sentence without a subject that says so of the one before it.
pub fn is_live(sentence: &str) -> bool {
    let words = words(sentence);
    let first = words.first().map(String::as_str).unwrap_or_default();
    words.len() <= 8
        && matches!(
            first,
            "live"
                | "already"
                | "now"
                | "in"
                | "done"
                | "deployed"
                | "shipped"
                | "implemented"
                | "completed"
        )
        && told(sentence) == Some(ActionState::Done)
}

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
            ("{{done}} Add a test", ActionState::Done, "Add a test"),
            (
                "Add a test {{in progress}}",
                ActionState::InProgress,
                "Add a test",
            ),
            (
                "Add a test lib#12 WONTFIX",
                ActionState::WontDo,
                "Add a test lib#12",
            ),
            (
                "Add a test (did it on Monday)",
                ActionState::Done,
                "Add a test (did it on Monday)",
            ),
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
            "Tests for all names: complete by 2026-05-04",
            "Add a test - no ticket yet",
            "Use {{name}} in the title",
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
        assert_eq!(of_cell("complete by 2026-05-04"), None);
        assert_eq!(of_cell("completed by Jane"), Some(ActionState::Done));
        assert_eq!(of_cell("No, not before May"), Some(ActionState::Open));
        assert_eq!(of_cell("no ticket yet"), None);
        assert_eq!(of_cell("Not doing – too long"), Some(ActionState::WontDo));
        assert_eq!(of_cell("Under discussion"), Some(ActionState::Open));
    }

    #[test]
    fn a_piece_of_a_line_is_a_state_where_it_says_nothing_else() {
        assert_eq!(of_piece("new dashboard"), None);
        assert_eq!(of_piece("done 2026-05-04"), Some(ActionState::Done));
        assert_eq!(of_piece("open since May"), Some(ActionState::Open));
        assert_eq!(of_piece("did it on Sunday"), Some(ActionState::Done));
    }

    #[test]
    fn a_remark_may_begin_with_a_state() {
        assert_eq!(
            of_remark("Completed 11/14"),
            Some((ActionState::Done, true))
        );
        assert_eq!(
            of_remark("Completed, in effect"),
            Some((ActionState::Done, false))
        );
        assert_eq!(of_remark("Open question for the vendor"), None);
        assert_eq!(of_remark("Needs version 12"), None);
    }

    #[test]
    fn who_did_it_stands_behind_what_says_so() {
        let by = |said: &str, document: &str| {
            done_by(said, document).map(|range| said[range].to_string())
        };
        assert_eq!(by("– done by Jo", ""), Some("Jo".to_string()));
        assert_eq!(
            by("done by ufo", "ufo restarts it. done by ufo"),
            Some("ufo".to_string())
        );
        assert_eq!(by("done by hand", "by hand, by hand"), None);
        assert_eq!(by("fixed by restarting", "restarting restarting"), None);
    }
}
