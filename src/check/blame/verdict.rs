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
        "it" | "it's" => pointed::pointed(s, names, at),
        "somebody" | "someone" => pointed::suspected(s, at),
        "one" if s.has(at + 1, &["of", "us|them|you", "must", "have"]) => pointed::suspected(s, at),
        "whoever" => pointed::reproached(s, at),
        "laid" => {
            let door = (at + 1..at + 6).find(|&at| s.has(at, &["door|feet", "of"]))?;
            aimed(s, names, at, door + 2)
        }
        "one" | "man" | "woman" | "person" | "guy" | "name"
            if at > 0 && s.word(at - 1) == "the" =>
        {
            pointed::revealed(s, names, at).or_else(|| pointed::singled_out(s, names, at))
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
