//! A label on somebody, before the role: "an indecisive commander", "as any competent administrator knows".

use super::*;
use crate::check::prose::is_one;

pub const BEGINS: Class = ROLE | FIRST_NAME;

pub fn at(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    bare(s, names, at)
        .or_else(|| before(s, at))
        .or_else(|| cause(s, names, at))
}

/// "Reviewer not paying attention", "ops too slow to react": as notes have it, without a verb.
fn bare(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let noted = s.words.len() < 16 && !s.is(at + 1, BE) && !s.holds(MODAL);
    if !noted || s.person(at, names) != Some(Who::Person) {
        return None;
    }
    let end = state::without_verb(s, at + 1)?;
    hit(s, &s.as_subject(at, names)?, end, SENSE)
}

/// "Root cause: Tom Okafor", "because of Anna, we lost the data".
fn cause(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    if s.person(at, names) != Some(Who::Person) {
        return None;
    }
    let start = at - usize::from(at > 0 && s.is(at - 1, DETERMINER));
    let surname = s.is(at, FIRST_NAME) && s.words.get(at + 1).is_some_and(|word| word.capital);
    let end = at + 1 + usize::from(surname);
    let named = start > 1
        && s.word(start - 1) == ":"
        && is_one(s.word(start - 2), "cause|culprit")
        && end >= s.words.len();
    let lost = start == 2
        && s.has(0, &["because", "of"])
        && s.word(end) == ","
        && (end..s.words.len()).any(|at| form_of(s.word(at), HARMS))
        && !(end..s.words.len())
            .any(|at| s.is(at, NEGATION | MENDED) || form_of(s.word(at), RECOVERS | SEES));
    (named || lost).then_some(Hit {
        who: Who::Person,
        words: start.saturating_sub(2)..end,
        ask: SENSE,
    })
}

fn before(s: &Sentence<'_>, at: usize) -> Option<Hit> {
    if !s.is(at, ROLE) {
        return None;
    }
    let next = s.word(at + 1);
    let label = (at.saturating_sub(3)..at)
        .rev()
        .take_while(|&at| !s.is(at, DETERMINER | PREPOSITION | BOUNDARY | BE))
        .find(|&at| flawed(s, at) || s.is(at, GOOD_TRAIT))?;
    let before = label.checked_sub(1).map_or("", |before| s.word(before));
    let counts = if flawed(s, label) {
        // "Safe for an inexperienced operator", "even a tired engineer can": a case, and nobody's.
        let supposed = (label.saturating_sub(5)..label).any(|at| {
            is_one(
                s.word(at),
                "even|any|every|if|when|for|like|not|no|whether|should|must",
            )
        }) || is_one(next, "can|could|may|might|will|would|should|must|to|cannot");
        !supposed
    } else {
        is_one(before, "any|every")
            && is_one(
                next,
                "knows|would|should|understands|sees|learns|checks|does|has|will",
            )
            || before == "no" && next == "would"
    };
    counts.then_some(Hit {
        who: Who::Person,
        words: label..at + 1,
        ask: SENSE,
    })
}

/// "Careless", "tired", "so-called".
fn flawed(s: &Sentence<'_>, at: usize) -> bool {
    s.is(at, BAD_TRAIT) && s.word(at) != "drunk"
        || is_one(
            s.word(at),
            "tired|hurried|hapless|half-asleep|sleepy|trigger-happy|so-called|self-appointed|self-proclaimed",
        )
}
