//! Where an action stands, as far as its own words say.

mod line;
mod words;

use super::due;
use crate::expression::{captures, expression};
use crate::extract::headings::{each_word, word_count, words};
use crate::model::ActionState;
pub use line::{done_by, is_struck, of_line};
use regex::Regex;
use std::sync::LazyLock;
use words::{AMBIGUOUS, SAYING, Stands, WORDS};

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
    let said = match said {
        // `complete by 4 May` is a term.
        Some((ActionState::Done, ..)) if is_ahead(text) => return None,
        said => said.map(|(state, ..)| *state),
    };
    // "⏳ not started" says it in words; a sign alone may be any of several.
    said.or(tick)
}

/// The state in a column of its own, which may only answer whether it is done.
pub fn of_column(text: &str) -> Option<ActionState> {
    of_cell(text).or_else(|| answer(text))
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
    let says = |before: &str| {
        let word = before.rsplit(' ').next().unwrap_or_default();
        WORDS.contains(word.to_lowercase().as_str())
    };
    text.match_indices(' ').any(|(at, _)| {
        let rest = &text[at + 1..];
        rest.split(' ').next().is_some_and(cue) && says(&text[..at]) && due::begins_with_day(rest)
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
    let is_day = || due::is_term(text.split_once(' ').map_or("", |(_, rest)| rest));
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
    } else if has(&["🔲", "⬜", "☐", "⬛", "🔘", "🔜"]) {
        Some(ActionState::Open)
    } else if has(&["🚧", "⏳", "🔄", "🟡"]) {
        Some(ActionState::InProgress)
    } else {
        None
    }
}

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
        assert_eq!(of_column("No, not before May"), Some(ActionState::Open));
        assert_eq!(of_column("No one asked"), None);
        assert_eq!(
            of_cell("Completed; report due before 3 May"),
            Some(ActionState::Done)
        );
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
}
