//! Verdicts: "the blame lies with", "it was Henrik who", "somebody must have".

use super::*;
use crate::check::prose::is_one;

pub const BEGINS: Class = VERDICT | HARM | BE;

pub fn at(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    match s.word(at) {
        "blame" | "blames" | "blamed" => blamed(s, names, at),
        "lies" | "lie" | "rests" | "falls" | "lay" | "rested" | "belongs" | "goes" => {
            lies(s, names, at)
        }
        "it" | "it's" => pointed(s, names, at),
        "somebody" | "someone" => suspected(s, at),
        "one" if s.has(at + 1, &["of", "us|them|you", "must", "have"]) => suspected(s, at),
        "whoever" => reproached(s, at),
        "laid" => {
            let door = (at + 1..at + 6).find(|&at| s.has(at, &["door|feet", "of"]))?;
            aimed(s, names, at, door + 2)
        }
        "one" | "man" | "woman" | "person" | "guy" | "name"
            if at > 0 && s.word(at - 1) == "the" =>
        {
            revealed(s, names, at).or_else(|| singled_out(s, names, at))
        }
        // "The people who designed this have never worked there".
        "people" | "person" | "man" | "woman" | "guy"
            if s.word(at + 1) == "who"
                && (at + 2..s.words.len()).any(|at| s.has(at, &["have|has|had", "never"])) =>
        {
            Some(Hit {
                who: Who::Person,
                words: at..at + 3,
                ask: SENSE,
            })
        }
        "next" if s.word(at + 1) == "time" => {
            let will = (at + 3..at + 7).find(|&at| {
                is_one(
                    s.word(at),
                    "will|should|might|would|remembers|thinks|reads|checks|asks|tests|looks",
                )
            })?;
            let learns = !s.is(will + 1, UNHELPED | BE | DETERMINER) && !excuse::given(s, will);
            learns.then(|| aimed(s, names, at, at + 2)).flatten()
        }
        // "This is what happens when developers deploy".
        "happens" if at > 0 && s.word(at - 1) == "what" && s.has(at + 1, &["when|if"]) => {
            let is = at > 1 && s.has(at - 2, &["is|was|that's|it's"]);
            let acts = (at + 2..at + 6).any(|at| {
                s.person(at, names) == Some(Who::Person) && !s.is(at + 1, BE | PREPOSITION)
            });
            (is && acts && !(at..s.words.len()).any(|at| s.word(at) == ":"))
                .then(|| aimed(s, names, at, at + 2))
                .flatten()
        }
        "points" | "point" | "pointed"
            if s.has(at + 1, &["to|at"])
                && (0..at).any(|at| {
                    is_one(
                        s.word(at),
                        "evidence|trail|finger|fingers|everything|signs|history|blame",
                    )
                }) =>
        {
            aimed(s, names, at, at + 2)
        }
        "not" if s.has(at + 1, &["for", "the", "first", "time"]) => (at + 5..at + 9)
            .any(|at| s.owner(at, names).is_some())
            .then_some(Hit {
                who: Who::Person,
                words: at..at + 6,
                ask: SENSE,
            })
            .or_else(|| aimed(s, names, at, at + 5)),
        // "We hold the integrator accountable".
        "hold" | "held" | "holds" => {
            let to = (at + 2..at + 7)
                .find(|&at| is_one(s.word(at), "accountable|responsible|liable"))?;
            let person =
                (at + 1..to).find(|&at| s.person(at, names).is_some() || s.is(at, SOMETIMES))?;
            Some(Hit {
                who: s.person(person, names).unwrap_or(Who::Person),
                words: at..to + 1,
                ask: SENSE,
            })
        }
        _ if s.is(at, BE) => rests(s, names, at),
        "traced" | "owe" | "owed" | "owes" => {
            let to = (at + 1..at + 8).find(|&at| s.word(at) == "to")?;
            let harm =
                (at..to).any(|at| s.is(at, HARM | BAD_THING) || is_one(s.word(at), "this|it|that"));
            harm.then(|| aimed(s, names, at, to + 1)).flatten()
        }
        "came" | "comes" | "stems" | "stemmed" | "originates" | "originated"
            if s.has(at + 1, &["from|with"]) && faulty(s, at) =>
        {
            aimed(s, names, at, at + 2)
        }
        "occurred" | "occur"
            if s.word(at + 1) == "to"
                && (at.saturating_sub(3)..at).any(|at| s.is(at, NEGATION)) =>
        {
            aimed(s, names, at, at + 2)
        }
        "took" if at > 0 && s.word(at - 1) == "it" => late(s, names, at),
        "typical" if s.word(at + 1) == "of" => aimed(s, names, at, at + 2),
        "congratulations" | "congrats" | "kudos" | "thanks"
            if s.has(at + 1, &["to", "whoever"]) =>
        {
            aimed(s, names, at, at + 2)
        }
        "anyone" | "anybody" if (at + 1..at + 7).any(|at| s.word(at) == "ever") => {
            aimed(s, names, at, at)
        }
        _ if s.is(at, HARM) && s.is(at + 1, BE) => {
            let on = at + 2 + usize::from(s.word(at + 2).ends_with("ly"));
            (s.word(on) == "on")
                .then(|| aimed(s, names, at, on + 1))
                .flatten()
        }
        _ => None,
    }
}

/// Whether the subject of a verb is a thing that is called faulty: "the faulty line", not "the report of the wrong price".
fn faulty(s: &Sentence<'_>, verb: usize) -> bool {
    (verb.saturating_sub(3)..verb).any(|at| {
        s.is(at, BAD_THING)
            && at > 0
            && s.is(at - 1, DETERMINER)
            && (at == 1 || s.is(at - 2, BOUNDARY) || s.word(at - 2) == ",")
    })
}

/// "The one who left the port open was Camille", "the man behind it is Tobias".
fn revealed(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
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
fn singled_out(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let is = at.checked_sub(2).filter(|&is| s.is(is, BE))?;
    let verb = at + 2;
    let did = s.has(at + 1, &["who|that"])
        && s.is(verb, PAST_FORM)
        && (evidence::kind(s, verb) == evidence::Kind::Other || s.is(verb, DESTROYED));
    did.then(|| mind(s, names, is))
        .flatten()
        .and_then(|subject| hit(s, &subject, verb + 1, SENSE))
}

/// "This is on the storage team", "it was careless of the lead".
fn rests(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let on = (at + 1..at + 4).find(|&at| is_one(s.word(at), "on|of"))?;
    let judged = s.word(on) == "of" && s.is(on - 1, JUDGEMENT | BAD_TRAIT);
    let rests = s.word(on) == "on"
        && at > 0
        && is_one(s.word(at - 1), "this|that|it|all|one")
        && (at + 1..on).all(|at| {
            is_one(
                s.word(at),
                "all|squarely|entirely|solely|wholly|clearly|really",
            )
        });
    if !judged && !rests {
        return None;
    }
    let person = (on + 1..on + 5)
        .take_while(|&at| !s.is(at, PREPOSITION | BE | BOUNDARY))
        .filter(|&at| {
            s.person(at, names) == Some(Who::Person) || at == on + 1 && s.unlisted_name(at)
        })
        .last()?;
    // "It is on the team's list", "it was on the engineer to decide".
    let next = s.word(person + 1);
    (judged || next.is_empty() || is_one(next, ",|and|alone|not|;")).then(|| Hit {
        who: Who::Person,
        words: at..person + 1,
        ask: SENSE,
    })
}

/// "It took the duty engineer 45 minutes to get out of bed".
fn late(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let person = (at + 1..at + 5).find(|&at| s.person(at, names) == Some(Who::Person))?;
    let person = person + usize::from(s.person(person + 1, names).is_some());
    let slow = (person + 1..person + 8).any(|at| {
        s.has(
            at,
            &[
                "to",
                "react|respond|answer|acknowledge|join|wake|get|notice|realise|realize|admit|pick",
            ],
        )
    });
    (slow && s.word(person) != "team" && !excuse::given(s, at)).then_some(Hit {
        who: Who::Person,
        words: at..person + 1,
        ask: SIGNAL,
    })
}

/// Somebody at whom words point.
fn aimed(s: &Sentence<'_>, names: &Names, at: usize, from: usize) -> Option<Hit> {
    let person = (from..from + 4)
        .take_while(|&at| !s.is(at, PREPOSITION | BE))
        .find(|&at| s.person(at, names) == Some(Who::Person))?;
    Some(Hit {
        who: Who::Person,
        words: at..person + 1,
        ask: SENSE,
    })
}

/// "We blame John".
fn blamed(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let negated = (at.saturating_sub(4)..at).any(|at| s.is(at, NEGATION) || s.word(at) == "do");
    let person = (at + 1..at + 5)
        .take_while(|&at| s.word(at) != ",")
        .find(|&at| s.person(at, names) == Some(Who::Person))?;
    let points = !(at + 1..person).any(|at| s.is(at, PAST_FORM | BE | BOUNDARY));
    (!negated && points).then(|| Hit {
        who: Who::Person,
        words: at..person + 1,
        ask: SENSE,
    })
}

/// "The blame (for …) rests (squarely) with the operator".
fn lies(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let mut next = at + 1;
    let firmly = s.word(next).ends_with("ly") || matches!(s.word(next), "alone");
    next += usize::from(firmly);
    if !matches!(s.word(next), "with" | "on" | "at" | "to") {
        return None;
    }
    let blame = (0..at)
        .any(|at| matches!(s.word(at), "blame" | "fault" | "guilt") || s.is(at, HARM | BAD_NOUN));
    let negated = (0..next).any(|at| s.is(at, NEGATION));
    let person = (next + 1..next + 5).find(|&at| {
        s.person(at, names) == Some(Who::Person) || (blame || firmly) && s.is(at, SOMETIMES)
    })?;
    ((blame || firmly) && !negated).then(|| Hit {
        who: Who::Person,
        words: at..person + 1,
        ask: SENSE,
    })
}

/// "It was Henrik who turned off the alarms": not who saw and mended it.
fn pointed(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
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
fn reproached(s: &Sentence<'_>, at: usize) -> Option<Hit> {
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
fn suspected(s: &Sentence<'_>, at: usize) -> Option<Hit> {
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
