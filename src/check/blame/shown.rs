//! Deeds in other forms than the past: "14:03 Priya drops the table", "it was Priya running the import".

use super::evidence::{Deed, weigh};
use super::*;
use crate::check::prose::{HIDDEN, is_one};

pub const BEGINS: Class = ROLE | SOMEBODY | FIRST_NAME | MAYBE_NAME;

pub fn at(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let who = certain(s, names, at)?;
    let mut verb = at + 1;
    while s.is(verb, BAD_ADVERB) || s.word(verb).ends_with("ly") {
        verb += 1;
    }
    let keeps = is_one(s.word(verb), "keeps|kept|starts|goes");
    verb += usize::from(keeps);
    let word = s.word(verb);
    let gerund =
        word.len() > 5 && word.ends_with("ing") && word != "during" && (keeps || points(s, at));
    let present = word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("'s")
        && !s.is(verb, BE | AUXILIARY | BOUNDARY | PREPOSITION | DETERMINER | ROLE)
        // "The employee credentials": a verb has an object.
        && (!s.is(at, ROLE)
            || at == 0 && who == Who::Person && s.words.len() < 12
            || at > 0 && (s.word(at - 1).starts_with(|c: char| c.is_ascii_digit()) || is_one(s.word(at - 1), ":|–|—"))
            || s.is(verb + 1, DETERMINER | BAD_THING | PREPOSITION)
            || s.word(verb + 1) == HIDDEN);
    if !gerund && !present {
        return None;
    }
    let deed = Deed {
        subject: Subject {
            who,
            words: at..at + 1,
        },
        verb,
        from: verb + 1,
        passive: false,
    };
    if erring(word) && !excuse::given(s, verb) {
        return Some(Hit {
            who,
            words: at..verb + 1,
            ask: SIGNAL,
        });
    }
    weigh(s, names, &deed).or_else(|| {
        // "What took the site down was Lucía running the import".
        // "The leak goes back to a rep sharing the list".
        let back = (at.saturating_sub(5)..at).any(|at| s.has(at, &["back|down", "to"]))
            && (0..at).any(|at| s.is(at, HARM));
        let blamed = gerund && back
            || gerund
                && s.is(at - usize::from(at > 0), BE)
                && (0..at).any(|at| {
                    s.is(at, HARM | ERRED)
                        || form_of(s.word(at), HARMS)
                        || is_one(s.word(at), "down|trigger|cause|reason|culprit|origin")
                })
                && evidence::kind(s, verb) != evidence::Kind::Rightly;
        blamed.then(|| Hit {
            who,
            words: at..verb + 1,
            ask: SENSE,
        })
    })
}

/// Whether the past of a form tells of an error or of what was left out: "dismisses", "ignoring".
pub fn erring(word: &str) -> bool {
    ["ing", "es", "s"].iter().any(|ending| {
        word.strip_suffix(ending).is_some_and(|stem| {
            stem.len() > 3
                && [format!("{stem}ed"), format!("{stem}d")]
                    .iter()
                    .any(|past| class(past) & (LEFT_OUT | HUMAN) != 0)
        })
    }) || is_one(
        word,
        "forgets|forgetting|misreads|misreading|mistypes|mistyping|skips|skipping|omits|omitting",
    )
}

/// A single person of whom a verb may follow at once: no plural, and no noun before another noun.
fn certain(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Who> {
    let who = s.person(at, names)?;
    let word = s.word(at);
    let single = match who {
        Who::Self_ | Who::We | Who::They => false,
        Who::Person => !s.is(at, ROLE) || !word.ends_with('s') || word == "sres",
    };
    single.then_some(who)
}

/// Whether the words before somebody make a deed of the gerund after it: "was John running", "Trigger: SRE scaling".
fn points(s: &Sentence<'_>, at: usize) -> bool {
    let mut start = at;
    while start > 0 && at - start < 4 && !s.is(start - 1, BOUNDARY | PREPOSITION | BE) {
        start -= 1;
        if s.is(start, DETERMINER) {
            break;
        }
        if s.is(start, PAST_FORM) || s.word(start) == "," {
            return false;
        }
    }
    let article = s.is(start, DETERMINER);
    match start.checked_sub(1) {
        None => !article,
        Some(before) => {
            s.is(before, BE)
                || is_one(s.word(before), "of|by|to|with|from|was|is")
                || is_one(s.word(before), ":|–|—") && !article
        }
    }
}
