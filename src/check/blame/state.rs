//! What somebody was: "was careless", "was too tired", "was to blame", "had been told twice".

use super::shown::erring;
use super::*;
use crate::check::prose::is_one;

pub const BEGINS: Class = BE | AUXILIARY;

pub fn at(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    if let Some(end) = told(s, at) {
        let subject = mind(s, names, at).or_else(|| {
            let them = Subject {
                who: Who::Person,
                words: at..at + 1,
            };
            s.word(at + 1).starts_with("warned").then_some(them)
        });
        return hit(s, &subject?, end, SENSE);
    }
    if !s.is(at, BE) && !matches!(s.word(at), "became" | "seemed") {
        return None;
    }
    // "Was, as usual, not reachable".
    if s.has(at + 1, &[",", "as", "usual|always|ever"]) {
        return hit(s, &one(s, names, at)?, at + 4, SENSE);
    }
    let mut next = at + 1;
    let mut too = false;
    while next < at + 6
        && (s.is(next, BETWEEN)
            || is_one(
                s.word(next),
                "very|so|rather|quite|a|bit|extremely|clearly|more|often|and|busy|that|person",
            ) && !(s.has(next, &["busy", "to|with"])
                || s.word(next) == "busy" && s.word(next + 1).ends_with("ing"))
            || matches!(s.word(next), "tired") && s.word(next + 1) == "and"
            || s.word(next).ends_with("ly"))
    {
        too |= s.word(next) == "too";
        next += 1;
    }
    let negated = (at..next).any(|at| s.is(at, NEGATION));
    let end = if negated {
        not_so(s, next)
    } else {
        so(s, at, next, too)
    }?;
    let subject = anybody(s, names, at)?;
    // "We were sloppy" is a label, "we were supposed to" is a fact.
    let label = subject.who != Who::We || s.is(end - 1, BAD_TRAIT);
    label.then(|| hit(s, &subject, end, SENSE)).flatten()
}

/// What somebody is said to be without a form of "be": "not careful", "too slow".
pub fn without_verb(s: &Sentence<'_>, at: usize) -> Option<usize> {
    match s.word(at) {
        "not" => not_so(s, at + 1),
        "too" => so(s, at, at + 1, true),
        "in" | "asleep" | "careless" | "clueless" | "inattentive" | "oblivious" | "drunk" => {
            so(s, at, at, false)
        }
        _ => None,
    }
}

fn so(s: &Sentence<'_>, at: usize, next: usize, too: bool) -> Option<usize> {
    let of_a_kind = too
        && is_one(
            s.word(next),
            "tired|busy|used|lazy|proud|keen|eager|slow|quick|confident|hasty|stubborn|trusting|focused|focussed|\
            junior|green|optimistic|timid",
        );
    let one = s.is(next, BAD_TRAIT)
        || of_a_kind
        || s.has(
            next,
            &["fired|sacked|disciplined|reprimanded|punished|suspended|demoted"],
        ) && s.is(at, BE)
        || s.has(next, &["taken", "off"]) && s.is(at, BE)
        || s.has(
            next,
            &[
                "removed",
                "from",
                "the",
                "on-call|rota|team|project|schedule",
            ],
        ) && s.is(at, BE)
        || s.word(next) == "in"
            && (next + 1..next + 6).any(|at| s.has(at, &["a|such|no", "hurry|rush"]))
        || s.has(next, &["known|notorious|infamous|famous", "for"]) && erring(s.word(next + 2))
        || s.has(next, &["asleep|rushing|answerable|culpable|guilty"])
        || s.has(next, &["out", "of", "his|her|their", "depth"]);
    let two = s.has(next, &["to", "blame"])
        || s.has(next, &["at", "fault"])
        || s.has(next, &["the", "cause|culprit|reason"])
        || s.has(next, &["supposed|meant|expected", "to"])
            && (matches!(s.word(at), "was" | "were") || (next..s.words.len()).any(|at| s.has(at, &["did|have|had", "not"])))
        // "Was busy playing instead of testing".
        || s.word(next) == "busy"
            && s.word(next + 1).ends_with("ing")
            && (next..s.words.len()).any(|at| s.has(at, &["instead|rather"]));
    let harm = s.has(next, &["responsible", "for", "the|this|our|a"])
        && (next + 3..next + 6).any(|at| s.is(at, HARM));
    match (one, two, harm) {
        (true, _, _) => Some(next + 1),
        (_, true, _) => Some(next + 2),
        (_, _, true) => Some(next + 4),
        _ => None,
    }
}

/// What is done to somebody instead of to the conditions.
const PUNISHED: &str = "retrained|disciplined|reprimanded|coached|supervised|fired|dismissed|sacked|suspended|demoted|punished|sanctioned|lectured|admonished";

fn not_so(s: &Sentence<'_>, next: usize) -> Option<usize> {
    let trait_ = "careful|attentive|diligent|thorough|experienced|skilled|competent|qualified";
    (s.word(next) == "careful"
        || s.has(next, &["paying", "attention"])
        || s.has(
            next,
            &["attentive|diligent|thorough|competent|qualified|experienced"],
        )
        || s.has(next, &[trait_, "enough"])
        || s.has(next, &["up", "to", "the|it|his|her|their"])
        || s.has(
            next,
            &["listening|concentrating|thinking|watching|looking|following"],
        ))
    .then_some(next + 1)
}

/// "Had been told twice", "were warned": whoever is told so is held to it.
fn told(s: &Sentence<'_>, at: usize) -> Option<usize> {
    let verb = if s.has(at, &["had|has|have", "been"]) {
        at + 2
    } else if s.has(at, &["had|has|have|need|needs", "to", "be"]) {
        at + 3
    } else if s.has(at, &["had", "warned|reminded", "him|her|them"]) {
        return Some(at + 3);
    } else if s.word(at) == "be" && at > 0 && s.has(at - 1, &["must|should|will|shall|to|please"]) {
        return s.has(at + 1, &[PUNISHED]).then_some(at + 2);
    } else if s.has(at, &["was|were", "warned|reminded"]) {
        at + 1
    } else {
        return None;
    };
    let often = (verb + 1..verb + 5).any(|at| {
        is_one(
            s.word(at),
            "dozen|dozens|hundred|many|several|enough|over|countless|twice|repeatedly|before|times|explicitly|clearly|not|again|often",
        )
    });
    (matches!(
        s.word(verb),
        "warned" | "reminded" | "retrained" | "disciplined"
    ) && s.word(verb + 1) != "by"
        || matches!(s.word(verb), "told" | "instructed" | "asked" | "advised") && often)
        .then_some(verb + 1)
}
