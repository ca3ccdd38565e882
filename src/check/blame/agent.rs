//! Nouns and passives that have a person behind them: "caused by an engineer", "the operator's carelessness".

use super::*;

pub const BEGINS: Class = AGENT | ERRED | LEFT_OUT | DESTROYED | BAD_NOUN | JUDGED | NEGATION;

/// Words of judgement: what follows them may be a deed.
const JUDGED: Class = BAD_TRAIT | POOR;

pub const OWNS: Class = POSSESSIVE | ROLE | AGENT;

/// "Caused by an engineer", "a mistake by the operator", "poor planning on the part of the lead".
pub fn by_person(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    // "Bad planning", "a careless copy-and-paste": a deed with a judgement before it.
    let judged = s.is(at, JUDGED) && s.word(at + 1).len() > 3 && !s.is(at + 1, ROLE);
    let at = at + usize::from(judged);
    let word = s.word(at);
    let caused = s.is(at, ERRED | LEFT_OUT | DESTROYED)
        || s.has(
            at,
            &["introduced|broken|leaked|lost|exposed|induced|overridden|mistaken"],
        )
        || s.has(at, &["triggered|started|removed|deleted"])
            && (at > 0 && s.is(at - 1, BAD_ADVERB)
                || (0..at).any(|at| s.is(at, HARM)) && excuse::passive(s, at));
    let error = s.is(at, BAD_NOUN)
        && !matches!(word, "failure" | "failures" | "error" | "errors" | "lack")
        || matches!(word, "error" | "errors" | "failure")
            && (s.has(at + 1, &["by|of|from", "the|an|a|one|our"]) && word != "failure"
                || s.has(at + 1, &["on", "the", "part", "of"]))
        || judged;
    let because = s.has(at, &["due|attributable|attributed|down|owing", "to"])
        || s.has(at, &["because", "of"])
        || s.has(at, &["result|consequence", "of"])
        || s.has(at, &["thanks", "to"]) && s.word(at + 2).ends_with("'s");
    let part = s.has(at + 1, &["on", "the", "part", "of"])
        || s.has(at + 1, &["on|from", "behalf|side", "of"]);
    // "Deployed by a tired engineer".
    let tired = word == "by"
        && (at + 1..at + 4).any(|at| {
            s.is(at, BAD_TRAIT) || matches!(s.word(at), "tired" | "overworked" | "hurried")
        });
    let made = s.is(at, BAD_NOUN) && s.has(at + 1, &["was|were|is", "made|committed", "by"]);
    let let_down = s.has(at, &["let|brought", "down|about", "by"]);
    // "No attempt was made by the on-call".
    let none_made = s.word(at) == "no"
        && s.has(
            at + 1,
            &[
                "attempt|effort|check|review|test|backup|precautions|consideration|thought|notice",
                "was|were",
                "made|taken|done|performed|given|carried",
            ],
        );
    // "Non-compliance with the procedure by".
    let in_something = (error || word == "lack")
        .then(|| {
            (at + 2..at + 6).find(|&at| {
                (s.word(at) == "by" || s.word(at) == "from" && word == "lack")
                    && !s.is(at - 1, BE | PAST_FORM)
            })
        })
        .flatten()
        .filter(|_| s.is(at + 1, PREPOSITION));
    // "The failure of the on-call to respond".
    let of_to = s.is(at, BAD_NOUN)
        && s.has(at + 1, &["of|by"])
        && (at + 3..at + 7).any(|at| s.word(at) == "to" && s.is(at - 1, ROLE));
    let start = if made {
        at + 4
    } else if let_down {
        at + 3
    } else if of_to {
        at + 2
    } else if none_made {
        (at + 4..at + 7).find(|&at| s.word(at) == "by")? + 1
    } else if let Some(by) = in_something {
        by + 1
    } else if tired {
        at + 1
    } else if because {
        at + 2
    } else if error && part {
        at + 5
    } else if caused && s.word(at + 1) == "by"
        || error && matches!(s.word(at + 1), "by" | "of" | "from" | "made" | "among")
    {
        at + 2 + usize::from(s.word(at + 1) == "made" && s.word(at + 2) == "by")
    } else {
        return None;
    };
    let person = (start..start + 6)
        .take_while(|&at| {
            (!s.is(at, BOUNDARY | PREPOSITION) || s.word(at) == "of" && s.is(at - 1, DETERMINER))
                && s.word(at) != ","
        })
        .find(|&at| {
            let who = s.person(at, names);
            matches!(who, Some(Who::Person | Who::Self_)) || error && part && s.is(at, SOMETIMES)
        })?;
    // "The on-call | engineer".
    let person = person
        + (1..3)
            .take_while(|more| s.person(person + more, names).is_some())
            .count();
    // "Because of the engineer's access": the head is what he has.
    let next = s.word(person + 1);
    let is_head = next.is_empty()
        || s.is(person + 1, BOUNDARY | PREPOSITION | BETWEEN)
        || matches!(next, "," | "and" | "or")
        || next.ends_with("ing")
        || s.is(person + 1, PAST_FORM);
    let errs = !because
        || next.ends_with("ing") && !matches!(next, "being" | "noticing" | "reporting")
        || next == "not"
        || next == "and" && s.has(person + 2, &["his|her|their"]);
    let by = error && !because;
    (by || tired
        || made
        || let_down
        || of_to
        || none_made
        || in_something.is_some()
        || is_head && errs && s.word(person) != "team"
        || caused && !because && is_head)
        .then(|| Hit {
            who: s.person(person, names).unwrap_or(Who::Person),
            words: at..person + 1,
            ask: SENSE,
        })
}

/// "The engineer's mistake", "his carelessness", "the platform team's sloppy rollout".
pub fn possessive(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let owner = s.owner(at, names)?;
    let judged = (at + 1..at + 4).find(|&at| {
        s.is(at, BAD_TRAIT)
            && s.word(at + 1).len() > 3
            && !s.is(at + 1, PREPOSITION | BOUNDARY | ROLE)
    });
    let decided = || {
        let noun = at + 1 + usize::from(s.word(at + 1).ends_with("ly"));
        let is_choice = s.has(noun, &["decision|choice|insistence|attempt|eagerness"]);
        let harmed = (noun + 1..s.words.len()).any(|at| {
            s.has(at, &["caused|led|cost|broke|triggered"])
                || s.word(at) == "made" && (at..at + 5).any(|at| s.word(at) == "worse")
                || s.is(at, HARM) && !s.is(at - 1, PREPOSITION)
        });
        (is_choice && harmed && !excuse::given(s, noun)).then_some(noun)
    };
    let noun = (at + 1..at + 4)
        .find(|&at| s.is(at, BAD_NOUN))
        .or(judged)
        .or_else(decided)?;
    let between = (at + 1..noun).all(|at| {
        !s.is(at, PREPOSITION | BOUNDARY | PAST_FORM) && s.word(at) != "," && s.word(at) != "and"
    });
    let abstract_ = matches!(
        s.word(noun),
        "lack" | "error" | "errors" | "failure" | "inability"
    );
    let counts = match owner {
        // "Their failure", "her error page": only what cannot be a machine's.
        Who::They => {
            !abstract_
                && !matches!(
                    s.word(noun),
                    "misconfiguration" | "fault" | "lapse" | "typo"
                )
        }
        _ => {
            !(abstract_
                && matches!(
                    s.word(noun + 1),
                    "of" | "rate" | "log" | "logs" | "message" | "messages" | "budget" | "report"
                )
                && s.word(noun) != "lack")
        }
    };
    (between && counts).then(|| Hit {
        who: owner,
        words: at..noun + 1,
        ask: SENSE,
    })
}
