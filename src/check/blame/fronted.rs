//! A reproach before its subject: "Against all advice, the contractor …", "Instead of asking, he …".

use super::*;

pub const BEGINS: Class = CUE | BOUNDARY | BETWEEN;

pub fn at(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    if at > 0 && !s.is(at - 1, BOUNDARY) && !matches!(s.word(at - 1), "," | "and") {
        return None;
    }
    // "The engineer, despite repeated warnings, kept …".
    let owner = at.checked_sub(2).filter(|&owner| {
        s.word(at - 1) == "," && s.person(owner, names).is_some_and(|who| who != Who::We)
    });
    let reproach = match s.word(at) {
        "against" | "despite" | "ignoring" => care::advice_follows(s, at + 1),
        "contrary" | "regardless" => care::advice_follows(s, at + 2),
        "in" => {
            s.has(at + 1, &["spite|violation|breach|defiance", "of"])
                && care::advice_follows(s, at + 3)
        }
        "instead" | "rather" => {
            matches!(s.word(at + 1), "of" | "than") && care::instead(s, s.words.len(), at + 2)
        }
        "without" => care::lacks_care(s, at + 1),
        "before" => {
            stem_is(s.word(at + 1), "ing", CARE)
                && !s.has(
                    at + 1,
                    &["noticing|realising|realizing|knowing|taking|waiting|escalating|responding|reporting|reverting|stopping|informing|notifying"],
                )
        }
        "not" => stem_is(s.word(at + 1), "ing", CARE) || s.word(at + 1) == "having" && owner.is_some(),
        "thinking" | "believing" | "assuming" | "convinced" | "confident" | "mistaking" | "confusing" | "forgetting"
        | "neglecting" | "failing" | "skipping" | "misreading" | "overlooking" => true,
        "having" => s.is(at + 1, LEFT_OUT | ERRED) || s.has(at + 1, &["failed", "to"]),
        "once" | "yet" | "as" => {
            s.has(at, &["once|yet", "again"]) || s.has(at, &["as", "usual|always"])
        }
        _ => return None,
    };
    if !reproach {
        return None;
    }
    let usual = matches!(s.word(at), "once" | "yet" | "as");
    let comma = (at + 2..at + 14).find(|&at| s.word(at) == ",");
    let start = match comma {
        Some(comma) => comma + 1,
        None if usual => at + 2,
        None => return None,
    };
    let verb_of_owner = owner.filter(|_| s.is(start, PAST_FORM | BETWEEN) && !s.is(start, BE));
    let person = match verb_of_owner {
        Some(owner) => owner,
        // Whatever is written large after a comma is a name.
        None if s.unlisted_name(start) && s.is(start + 1, PAST_FORM | AUXILIARY) => start,
        None => (start..start + 7)
            .take_while(|&at| !s.is(at, PREPOSITION | BOUNDARY))
            .find(|&at| {
                let who = s.person(at, names);
                matches!(who, Some(Who::Person | Who::Self_)) && s.person(at + 1, names).is_none()
            })?,
    };
    let verb = if verb_of_owner.is_some() {
        start
    } else {
        person + 1
    };
    // What somebody is known to do again is only as bad as the deed.
    let did = s.is(verb, PAST_FORM | BETWEEN)
        && !s.is(verb, AUXILIARY | NEGATION)
        && !deed::mended(s, verb)
        && !usual
        && !s.is(verb, BE);
    let did_not = s.is(verb, AUXILIARY)
        && (verb..verb + 3).any(|at| s.is(at, NEGATION))
        && !s.has(verb, &["had", "no"])
        && !(verb..verb + 4)
            .any(|at| matches!(s.word(at), "been" | "see" | "know" | "receive" | "notice"));
    let neglected = s.is(verb, LEFT_OUT | ERRED);
    if !(did || did_not || neglected) || excuse::given(s, verb) {
        return None;
    }
    Some(Hit {
        who: s.person(person, names).unwrap_or(Who::Person),
        words: at..(verb + 1).min(s.words.len()),
        ask: STEPS,
    })
}
