//! What a sentence says that somebody has done, is doing or will do: "We have raised the limit", "The cache will be split".

mod words;

use super::due;
use crate::model::{ActionItem, ActionState, Sourced};
use words::{
    AHEAD, AUXILIARIES, BREAKS, FEELINGS, MEANWHILE, NO_DEEDS, NOBODY, ONLY_TOLD, OPENINGS, THINGS,
};

/// How far an auxiliary may stand from the sentence's beginning, or from the end of the clause before it.
const REACH: usize = 10;

/// What a sentence of a section of actions tells of a deed: done, in progress, or (`Unknown`) planned. `None`: of none.
pub fn told(sentence: &str) -> Option<ActionState> {
    let clause = main_clause(sentence);
    // "If you had an account, we've added …": what is done for the reader changes nothing.
    let opening = &sentence[..sentence.len() - clause.len()];
    if !opening.is_empty()
        && opening
            .split_whitespace()
            .any(|word| matches!(word, "you" | "your"))
    {
        return None;
    }
    let words = plain(clause);
    let first = words.first()?.as_str();
    if NOBODY.contains(&first) {
        return None;
    }
    let at = words
        .iter()
        .take(REACH)
        .position(|word| AUXILIARIES.contains(&word.as_str()) || BREAKS.contains(&word.as_str()))?;
    let mut behind = words[at + 1..]
        .iter()
        .map(String::as_str)
        .filter(|word| !MEANWHILE.contains(word) && !word.ends_with("ly"));
    let next = behind.next()?;
    let is_somebody = at > 0 && is_somebody(&words[..at], sentence);
    let now = words[at + 1..].iter().take(2).any(|word| word == "now");
    match words[at].as_str() {
        "will" if !NO_DEEDS.contains(&next) => Some(ActionState::Unknown),
        "have" | "has" if next == "been" => {
            let deed = behind.next()?;
            (is_participle(deed) && !ONLY_TOLD.contains(&deed)).then_some(ActionState::Done)
        }
        "have" | "has" if is_somebody && is_participle(next) && !ONLY_TOLD.contains(&next) => {
            Some(ActionState::Done)
        }
        "is" | "are" if next == "going" && behind.next() == Some("to") && is_somebody => {
            Some(ActionState::Unknown)
        }
        "is" | "are" if is_somebody && matches!(next, "working" | "rolling") => {
            Some(ActionState::InProgress)
        }
        // Whether it has been begun, "we are reviewing …" does not say.
        "is" | "are" if is_somebody && next.ends_with("ing") && !FEELINGS.contains(&next) => {
            Some(ActionState::Unknown)
        }
        "is" | "are" if at > 0 && (now || words[at..].iter().any(|word| word == "since")) => {
            Some(ActionState::Done)
        }
        _ => None,
    }
}

/// Gives an action whose state nothing else says the one that its sentence tells.
pub fn settle(action: &mut ActionItem, sentence: &str) {
    if action.state.value != ActionState::Unknown {
        return;
    }
    let told = || told(sentence).or_else(|| has_day(sentence).then_some(ActionState::Done));
    if let (Some(state), Some(span)) = (told(), action.text.source.span()) {
        action.state = Sourced::text(state, span);
    }
}

/// Whether words end with a deed and its day: `Limit raised and deployed 2026-05-16`.
fn has_day(sentence: &str) -> bool {
    let text = sentence.trim_end_matches([' ', '.', ')']);
    if !text.ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    // The day is the longest of the last words that is one.
    let starts = text.rmatch_indices(' ').take(3).map(|(at, _)| at + 1);
    let is_day = |at: &usize| due::is_term(&text[*at..]) && !due::has_cue(&text[*at..]);
    let Some(day) = starts.filter(is_day).last() else {
        return false;
    };
    let before = text[..day].trim_end();
    let deed = before
        .strip_suffix(" on")
        .unwrap_or(before)
        .rsplit(' ')
        .next()
        .unwrap_or_default();
    let deed = deed.to_lowercase();
    is_participle(&deed) && !ONLY_TOLD.contains(&deed.as_str()) && !AHEAD.contains(&deed.as_str())
}

/// A sentence without the clause in front that says when or on what condition.
fn main_clause(sentence: &str) -> &str {
    let first = sentence.split_whitespace().next().unwrap_or_default();
    let opens = OPENINGS.contains(&first.to_lowercase().as_str());
    match sentence.split_once(", ") {
        Some((before, rest)) if opens && before.len() <= 100 => rest,
        _ => sentence,
    }
}

/// Words in lower case, contractions in full: `we've` is `we have`.
fn plain(sentence: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut quoted = false;
    for word in sentence.split_whitespace().take(REACH * 3) {
        // What is quoted is a thing's name: `Alert on "no copy has been made"`.
        let opens = !quoted && word.starts_with(['"', '“', '„']);
        let closes = word
            .trim_end_matches(['.', ',', ')', ':', ';'])
            .ends_with(['"', '”']);
        if opens {
            words.push("thing".to_string());
        }
        let inside = quoted || opens;
        quoted = inside && !closes;
        if inside {
            continue;
        }
        let word = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .replace('’', "'")
            .to_lowercase();
        let full = [("'ve", "have"), ("'ll", "will"), ("'re", "are")];
        let found = full
            .iter()
            .find_map(|(end, verb)| Some((word.strip_suffix(end)?, *verb)));
        match found {
            Some((who, verb)) => words.extend([who.to_string(), verb.to_string()]),
            None if word == "there's" => words.extend(["there".to_string(), "is".to_string()]),
            None if word.is_empty() => {}
            None => words.push(word),
        }
    }
    words
}

/// Whether the words before an auxiliary are people: `we`, `the platform team`, `Radek`.
fn is_somebody(before: &[String], sentence: &str) -> bool {
    let who = before
        .iter()
        .rev()
        .find(|word| !MEANWHILE.contains(&word.as_str()));
    let Some(who) = who else { return false };
    let is_name = || {
        let first = sentence.split_whitespace().next().unwrap_or_default();
        before.len() == 1
            && first.starts_with(char::is_uppercase)
            && !THINGS.contains(&who.as_str())
    };
    matches!(
        who.as_str(),
        "we" | "they"
            | "i"
            | "team"
            | "teams"
            | "engineers"
            | "developers"
            | "operators"
            | "colleagues"
    ) || is_name()
}

fn is_participle(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ed")
        || matches!(
            word,
            "put"
                | "set"
                | "built"
                | "made"
                | "taken"
                | "begun"
                | "given"
                | "written"
                | "rewritten"
                | "split"
                | "cut"
                | "bought"
                | "sent"
                | "got"
                | "brought"
                | "run"
                | "rebuilt"
                | "used"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deed_with_its_day_is_done() {
        assert!(has_day("Limit raised and deployed 2026-05-16"));
        assert!(has_day("Timeouts doubled on 16 May 2026."));
        assert!(!has_day("Review of the caches expected 2026-05-16"));
        assert!(!has_day("Tests for all names by 2026-05-16"));
        assert!(!has_day("Retention reduced to 30"));
    }

    #[test]
    fn sentences_tell_what_was_done_is_being_done_and_will_be() {
        for (sentence, state) in [
            ("We have since doubled the pool.", Some(ActionState::Done)),
            (
                "The alert has now been moved to the pager.",
                Some(ActionState::Done),
            ),
            ("We've put a lock on the schema.", Some(ActionState::Done)),
            ("There's now a runbook for it.", Some(ActionState::Done)),
            (
                "The gateway is open to the campus since May.",
                Some(ActionState::Done),
            ),
            (
                "The storage team is rewriting the checker.",
                Some(ActionState::Unknown),
            ),
            (
                "Imre is working on a second path.",
                Some(ActionState::InProgress),
            ),
            (
                "In spring, a third link will be leased.",
                Some(ActionState::Unknown),
            ),
            (
                "If a shard is full, the router will skip it.",
                Some(ActionState::Unknown),
            ),
            (
                "Next week we are going to audit every rule.",
                Some(ActionState::Unknown),
            ),
            ("This will make it faster.", None),
            ("We have identified three gaps.", None),
            ("We have no second site.", None),
            (
                "The pool was too small, which will not happen to others.",
                None,
            ),
            ("Customers will see no difference.", None),
            ("Alert on \"no copy has been made for 1h\"", None),
            (
                "The alert \"no copy\" has now been made a page.",
                Some(ActionState::Done),
            ),
            ("If you had booked a seat, we've added a voucher.", None),
            ("Is the limit now too low", None),
        ] {
            assert_eq!(told(sentence), state, "{sentence}");
        }
    }
}
