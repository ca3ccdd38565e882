//! Questions that are none: "why did the reviewer not see it", "how could anybody miss that".

use super::*;
use crate::check::prose::is_one;

pub const BEGINS: Class = AUXILIARY | MODAL | BE | BOUNDARY;

pub fn at(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    if is_one(s.word(at), "how|why") {
        return wondered(s, names, at);
    }
    let asked = at.checked_sub(1).map_or("", |before| s.word(before));
    if at > 0 && !is_one(asked, "why|how|what|,|and|so") || s.is(at, BOUNDARY) {
        return None;
    }
    let somebody = (at + 1..at + 6)
        .take_while(|&at| !s.is(at, BOUNDARY | PREPOSITION | PAST_FORM))
        .find(|&at| {
            is_person(s, names, at) && !is_person(s, names, at + 1) || s.is(at, NEGATION)
        })?;
    let person = match s.word(somebody) {
        "no" => somebody + 1,
        // "Why didn't", "why did not the engineer".
        "not" => (somebody + 1..somebody + 5).find(|&at| is_person(s, names, at))?,
        _ => somebody,
    };
    if !is_person(s, names, person) {
        return None;
    }
    let nobody = is_one(s.word(somebody), "nobody|no-one|no|none");
    let mut verb = person + 1;
    let mut denied = nobody || s.word(at).ends_with("n't") || s.word(somebody) == "not";
    let mut wonders = false;
    // "No one from the database group check".
    if s.is(verb, PREPOSITION) {
        verb = (verb..verb + 7).find(|&at| s.is(at, CARE))?;
    }
    while s.is(verb, BETWEEN | NEGATION) || is_one(s.word(verb), "ever|possibly|even|just|simply") {
        denied |= s.is(verb, NEGATION);
        wonders |= is_one(s.word(verb), "ever|possibly|even");
        verb += 1;
    }
    let word = s.word(verb);
    // "Was paged", "watching": with a form of "be" only what people do counts.
    let watching = word.ends_with("ing") && stem_is(word, "ing", CARE) || word == "paying";
    let deed = match s.is(at, BE) {
        true => watching,
        false => !s.is(verb, UNHELPED | BE | PREPOSITION | DETERMINER) && word.len() > 2,
    };
    let unaware = is_one(
        word,
        "notice|realise|realize|recognise|recognize|spot|catch|see",
    );
    let rhetorical = asked == "how";
    let held = denied && (deed || unaware) && (!unaware || rhetorical || asked == "why" && !nobody)
        || wonders && deed
        || is_one(
            word,
            "forget|ignore|overlook|skip|neglect|miss|bypass|disregard|confuse",
        );
    // "What could he have been thinking".
    let held = held && asked != "what"
        || asked == "what" && (person + 1..person + 4).any(|at| s.word(at) == "thinking");
    let asks = is_one(asked, "why|how|what") || (verb..s.words.len()).any(|at| s.word(at) == "?");
    (held && asks && !excuse::given(s, verb)).then_some(Hit {
        who: Who::Person,
        words: at.saturating_sub(1)..verb + 1,
        ask: SENSE,
    })
}

/// "How a trained engineer could confuse the two", "why any administrator would do so".
fn wondered(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let person = (at + 1..at + 6).find(|&at| s.is(at, ROLE) && !is_person(s, names, at + 1))?;
    let praised =
        (at + 1..person).any(|at| s.is(at, GOOD_TRAIT) || is_one(s.word(at), "any|senior"));
    let could =
        is_one(s.word(person + 1), "can|could|would|did|does") && !s.is(person + 2, UNHELPED);
    (praised && could).then_some(Hit {
        who: Who::Person,
        words: at..person + 2,
        ask: SENSE,
    })
}

fn is_person(s: &Sentence<'_>, names: &Names, at: usize) -> bool {
    let capital = s.words.get(at).is_some_and(|word| word.capital);
    s.person(at, names) == Some(Who::Person)
        || s.unlisted_name(at)
        || capital && s.is(at, MAYBE_NAME)
}
