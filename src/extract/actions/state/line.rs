//! What an action's own line says of its state: at its ends, in brackets, in emphasis, by a tick.

use super::{of_cell, of_piece, of_remark, tick};
use crate::expression::{captures, expression};
use crate::extract::actions::{due, refs, tail};
use crate::extract::headings::word_count;
use crate::model::ActionState;
use crate::parse::{Inline, MarkKind};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

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
        ("[~]", ActionState::InProgress),
        ("[/]", ActionState::InProgress),
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
            && due::begins_with_day(trimmed[group.end()..].trim_start()))
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
        .or_else(|| dated(trimmed))
        .or_else(|| last_word(trimmed))
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
        || refs::last(before).is_some()
        || inline.links().any(|(_, link)| link.end == before.len())
        || said.starts_with(char::is_uppercase) && !is_needed(before);
    apart.then_some((state, Some(range)))
}

/// A state and its day behind the last dash: `– done 12-Oct-2026`.
fn dated(text: &str) -> Option<(ActionState, Option<Range<usize>>)> {
    if !tail::may_hold_dash(text) {
        return None;
    }
    let mut dashes = [" - ", " – ", " — "].into_iter();
    let (at, dash) = dashes.find_map(|dash| Some((text.rfind(dash)?, dash)))?;
    let (said, on) = text[at + dash.len()..].split_once(' ')?;
    let state = of_piece(said)?;
    let is_day = due::is_term(on.trim_end_matches('.')) && !due::has_cue(on);
    is_day.then_some((state, Some(at..text.len())))
}

/// A state behind the last dash or in wide brackets, in any language: `– erledigt`, `（完了）`.
fn last_word(text: &str) -> Option<(ActionState, Option<Range<usize>>)> {
    let text = text.trim_end_matches(['.', '。', ' ']);
    let (at, said) = match text.strip_suffix('）') {
        Some(inner) => {
            let at = inner.rfind('（')?;
            (at, &inner[at + '（'.len_utf8()..])
        }
        None => {
            let dashes = [" - ", " – ", " — "].into_iter();
            let (at, dash) = dashes
                .filter_map(|dash| Some((text.rfind(dash)?, dash)))
                .max()?;
            (at, &text[at + dash.len()..])
        }
    };
    let is_short = (1..=2).contains(&word_count(said));
    let state = is_short.then(|| of_piece(said))??;
    let is_sure = matches!(state, ActionState::Done | ActionState::InProgress);
    is_sure.then_some((state, Some(at..text.len())))
}

/// Whether the words before emphasised ones need them: `press **Done**`, `moves it to **Closed**`.
fn is_needed(before: &str) -> bool {
    let last = before.rsplit(' ').next().unwrap_or_default();
    word_count(before) < 4
        || matches!(
            last,
            "to" | "as"
                | "in"
                | "is"
                | "be"
                | "are"
                | "the"
                | "a"
                | "an"
                | "on"
                | "of"
                | "for"
                | "with"
                | "and"
                | "or"
                | "press"
                | "click"
                | "says"
                | "state"
                | "status"
                | "column"
        )
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
    let text = &text[..before_sign_tail(text)];
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

/// Where what stands behind a sign at the end begins, a link or a day: `… ✅ https://…`, `… ⏳ 12 Dec`.
fn before_sign_tail(text: &str) -> usize {
    let signs = text
        .char_indices()
        .rev()
        .take(LONGEST_TAIL)
        .filter(|(_, c)| !c.is_ascii() && !c.is_alphanumeric());
    let behind = |(at, c): (usize, char)| {
        let at = at + c.len_utf8();
        let rest = text[at..].trim();
        let is_tail = rest.starts_with("http") && !rest.contains(' ')
            || !rest.is_empty() && due::is_term(rest);
        (is_tail && ends_phrase(&text[..at])).then_some(at)
    };
    match text.is_ascii() {
        true => text.len(),
        false => signs.into_iter().find_map(behind).unwrap_or(text.len()),
    }
}

/// Whether words may end here: "fix the" goes on behind its sign.
fn ends_phrase(text: &str) -> bool {
    const OPEN: &[&str] = &[
        "the", "a", "an", "this", "our", "of", "to", "for", "with", "from", "at", "by", "into",
        "and", "or",
    ];
    let words = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
    !OPEN.iter().any(|open| last.eq_ignore_ascii_case(open))
}

/// So many characters of a line's end are looked at for a sign.
const LONGEST_TAIL: usize = 160;

/// Who did it, in words that say that it is done: `done by jo`. A name in small letters stands elsewhere in the document too.
pub fn done_by(said: &str, document: &str) -> Option<Range<usize>> {
    let at = said.find(" by ")?;
    let verb = said[..at].rsplit(|c: char| !c.is_alphabetic()).next()?;
    let is_work = ["done", "completed", "finished", "implemented", "written"];
    if !is_work.iter().any(|known| verb.eq_ignore_ascii_case(known)) {
        return None;
    }
    let at = at + " by ".len();
    let name = said[at..].trim_end_matches([' ', '.', ')', ']']);
    let is_name = |word: &str| {
        word.chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    let known = name.starts_with(char::is_uppercase) || document.matches(name).nth(1).is_some();
    let is_somebody = (1..=2).contains(&name.split(' ').count())
        && name.split(' ').all(is_name)
        && name.starts_with(char::is_alphabetic)
        && refs::keys(name).is_empty()
        && !name.ends_with("ing")
        && !NOBODY.contains(&name)
        && !due::is_term(name);
    (is_somebody && known).then_some(at..at + name.len())
}

/// What stands behind "done by" and is nobody.
const NOBODY: &[&str] = &[
    "hand", "default", "now", "then", "us", "mistake", "design", "script", "accident", "itself",
];

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
    fn a_sign_within_a_phrase_is_no_state() {
        assert!(line("Fix the ✅ https://example.org/icon").is_none());
        assert!(line("Fix the icon ✅ https://example.org/icon").is_some());
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
                "Add a test - done 12-Oct-2026",
                ActionState::Done,
                "Add a test",
            ),
            (
                "Add a test — completed August 22",
                ActionState::Done,
                "Add a test",
            ),
            (
                "Test ergänzen – erledigt",
                ActionState::Done,
                "Test ergänzen",
            ),
            (
                "テストを追加する（完了）",
                ActionState::Done,
                "テストを追加する",
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
        assert_eq!(by("fixed by Friday", ""), None);
        assert_eq!(by("done by Friday", ""), None);
        assert_eq!(by("fixed by Acme", ""), None);
        assert_eq!(by("fixed by restarting", "restarting restarting"), None);
    }
}
