//! Sentences that point at somebody: "the one who left it open was Camille", "it was Henrik who", "somebody must have".

use super::*;
use crate::check::prose::is_one;

/// "The one who left the port open was Camille", "the man behind it is Tobias".
pub fn revealed(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let behind = is_one(s.word(at + 1), "behind|responsible");
    let who =
        is_one(s.word(at + 1), "who|that") && evidence::kind(s, at + 2) == evidence::Kind::Other;
    let is = (at + 2..s.words.len())
        .find(|&at| matches!(s.word(at), "is" | "was") && at + 1 < s.words.len())?;
    let person = s
        .person(is + 1, names)
        .or_else(|| s.unlisted_name(is + 1).then_some(Who::Person))?;
    (behind || who).then_some(Hit {
        who: person,
        words: at..is + 2,
        ask: SENSE,
    })
}

/// "The intern was the one who deleted the bucket".
pub fn singled_out(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let is = at.checked_sub(2).filter(|&is| s.is(is, BE))?;
    let verb = at + 2;
    let did = s.has(at + 1, &["who|that"])
        && s.is(verb, PAST_FORM)
        && (evidence::kind(s, verb) == evidence::Kind::Other || s.is(verb, DESTROYED));
    did.then(|| mind(s, names, is))
        .flatten()
        .and_then(|subject| hit(s, &subject, verb + 1, SENSE))
}

/// "It was Henrik who turned off the alarms": not who saw and mended it.
pub fn pointed(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let start = match s.word(at) {
        "it's" => at + 1,
        _ if matches!(s.word(at + 1), "was" | "is") => at + 2,
        _ => return None,
    };
    // "It is Ludmila we have to thank for this".
    let thanked = (start..start + 4).find(|&at| s.person(at, names) == Some(Who::Person));
    if let Some(person) = thanked
        && is_one(s.word(person + 1), "we|you|i|they")
        && !form_of(s.word(person + 2), SEES)
    {
        return Some(Hit {
            who: Who::Person,
            words: at..person + 2,
            ask: SENSE,
        });
    }
    let who = (start..start + 8).find(|&at| {
        s.word(at) == "who" || s.word(at) == "that" && s.person(at - 1, names).is_some()
    })?;
    let verb = who + 1 + usize::from(s.is(who + 1, BETWEEN));
    let person = match s.word(who) {
        "that" => s.as_subject(who - 1, names)?,
        _ => s.subject(verb, names).or_else(|| s.mindful_subject(verb))?,
    };
    let good = deed::mended(s, verb)
        && !s.has(verb, &["disabled|removed|stopped|replaced|blocked"])
        || matches!(
            s.word(verb),
            "restarted"
                | "brought"
                | "first"
                | "led"
                | "took"
                | "came"
                | "answered"
                | "responded"
                | "stayed"
                | "saved"
                | "wrote"
                | "designed"
        );
    (s.is(verb, PAST_FORM) && !good).then(|| Hit {
        who: person.who,
        words: at..verb + 1,
        ask: SENSE,
    })
}

/// "Whoever wrote this clearly never ran it".
pub fn reproached(s: &Sentence<'_>, at: usize) -> Option<Hit> {
    let did = s.is(at + 1, PAST_FORM) && !s.is(at + 1, BE | AUXILIARY | MENDED);
    let reproach = (at + 2..s.words.len()).any(|at| {
        s.is(at, NEGATION | BAD_ADVERB | JUDGEMENT) || matches!(s.word(at), "clearly" | "must")
    });
    let thought = s.has(at + 1, &["thought|decided|believed|figured|assumed"]);
    ((did && reproach || thought) && !excuse::given(s, at)).then(|| Hit {
        who: Who::Person,
        words: at..at + 2,
        ask: SENSE,
    })
}

/// "Somebody must have deleted the record", "someone in the office pulled the plug".
pub fn suspected(s: &Sentence<'_>, at: usize) -> Option<Hit> {
    let verb = (at + 1..at + 8)
        .take_while(|&at| !s.is(at, BOUNDARY) && s.word(at) != ",")
        .find(|&at| s.is(at, PAST_FORM | LEFT_OUT | DESTROYED) && !s.is(at, BETWEEN))?;
    let guessed = (at + 1..verb).any(|at| s.has(at, &["must", "have"])) && !s.is(verb, MENDED);
    let meddled = s.is(verb, DESTROYED | CHOSE | SHIPPED)
        || s.has(verb, &["pulled|changed|modified|edited|unplugged|disconnected|turned|switched|moved|renamed|executed|tripped"]);
    let done = (guessed || meddled && !deed::mended(s, verb)) && !excuse::passive(s, verb);
    done.then(|| Hit {
        who: Who::Person,
        words: at..(verb + 1).min(s.words.len()),
        ask: INTERFACE,
    })
}
