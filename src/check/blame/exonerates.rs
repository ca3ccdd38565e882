//! What says that somebody is not the cause: "nobody made a mistake", "it was not Anna's fault", "did nothing wrong".
//!
//! What nobody did is a reproach of its own, and the business of [`nobody`](super::nobody).

use super::*;
use crate::check::prose::is_one;

/// Whether the words of a hit clear somebody, or tell an ordinary deed.
pub fn clears(s: &Sentence<'_>, found: &Hit) -> bool {
    let words = found.words.clone();
    nobody_erred(s, &words)
        || believed(s, words.start) && words.clone().any(|at| bad(s, at))
        || denied_noun(s, &words)
        || denied_deed(s, &words)
        || nothing_wrong(s, &words)
        || machine(s, &words)
        || ordinary(s, &words)
}

/// Whether a word of judgement is denied: "no evidence of negligence", "not about carelessness".
pub fn denied(s: &Sentence<'_>, at: usize) -> bool {
    let before = |words: &[&str]| at >= words.len() && s.has(at - words.len(), words);
    const SIGN: &str = "evidence|sign|signs|trace|question|indication|hint|suggestion|proof|case";
    s.is(at, BAD_TRAIT | BAD_NOUN)
        && (before(&["no|not|without", SIGN, "of|for"])
            || before(&["no|not|without|any", "any|a|such", SIGN, "of|for"])
            || before(&["not|never|isn't|wasn't", "about"])
            || before(&["not|isn't|wasn't", "a", "matter|case|question|story", "of"])
            || before(&["not|isn't|wasn't", "due", "to"])
            || before(&["not|isn't|wasn't", "because", "of"])
            || before(&["was|were|is|are", "not"])
            || before(&["wasn't|weren't|isn't|aren't"])
            || at > 1 && s.is(at - 1, BE) && nobody(s, &(at.saturating_sub(5)..at - 1)).is_some()
            || believed(s, at))
}

/// What tells by itself that somebody erred.
fn bad(s: &Sentence<'_>, at: usize) -> bool {
    s.is(at, BAD_TRAIT | BAD_NOUN | ERRED | BAD_ADVERB)
        || is_one(
            s.word(at),
            "mistake|mistakes|error|errors|fault|blame|wrong|guilty|culpable",
        )
        || is_one(s.word(at), ERRS)
}

/// Deeds of which it is good not to have done them.
const ERRS: &str = "ignored|ignore|forgot|forget|forgotten|skipped|skip|neglected|neglect|broke|break|broken|caused|\
    cause|overlooked|overlook|missed|miss|erred|err";

/// Where the predicate begins whose subject is nobody.
fn nobody(s: &Sentence<'_>, words: &Range<usize>) -> Option<usize> {
    let from = words.start.saturating_sub(2);
    (from..words.end).find_map(|at| match s.word(at) {
        "nobody" | "no-one" => Some(at + 1),
        "no" if s.word(at + 1) == "one" => Some(at + 2),
        // Not "no wonder the engineer".
        "no" => (at + 1..at + 4)
            .take_while(|&at| !s.is(at, DETERMINER | PREPOSITION))
            .find(|&at| s.is(at, ROLE) && !s.is(at + 1, ROLE))
            .map(|at| at + 1),
        "none" | "neither" if s.word(at + 1) == "of" => (at + 2..at + 7)
            .find(|&at| s.is(at, ROLE) || s.has(at, &["us|them|you"]))
            .map(|at| at + 1),
        _ => None,
    })
}

/// "No one was careless", "nobody made a mistake": not "nobody bothered".
fn nobody_erred(s: &Sentence<'_>, words: &Range<usize>) -> bool {
    if is_one(s.word(words.start), "nobody's|no-one's")
        || words.start > 0 && s.has(words.start - 1, &["no", "one's"])
    {
        return true;
    }
    let Some(mut verb) = nobody(s, words) else {
        return false;
    };
    while s.is(verb, BETWEEN) && !s.is(verb, BE | NEGATION) {
        verb += 1;
    }
    let makes = s.is(verb, BE) || is_one(s.word(verb), "made|makes|committed|did");
    let object = (verb + 1..words.end + 1).any(|at| bad(s, at));
    makes && object || is_one(s.word(verb), ERRS)
}

/// "We do not think that".
fn believed(s: &Sentence<'_>, before: usize) -> bool {
    (0..before).any(|at| {
        let denied = s.is(at, NEGATION) || s.has(at, &["nobody|none|nothing"]);
        denied
            && (at + 1..(at + 4).min(before)).any(|at| {
                is_one(
                    s.word(at),
                    "think|thinks|believe|believes|suspect|say|saying|claim|claims|suggest|suggests|suggesting|mean|means|imply|implies",
                )
            })
            && (at..before).all(|at| !matches!(s.word(at), "," | "but" | ";" | ":"))
    })
}

/// "It was not Anna's fault", "not caused by the engineer": not "not only", and not "not Anna's fault but Tom's".
fn denied_noun(s: &Sentence<'_>, words: &Range<usize>) -> bool {
    let first = words.start;
    let owned = (first..words.end).any(|at| s.is(at, BAD_NOUN) || s.word(at) == "fault")
        && !s.is(first, NEGATION);
    let counts = s.is(first, ERRED | LEFT_OUT | BAD_NOUN | BAD_TRAIT) || owned;
    let negation = (first.saturating_sub(3)..first)
        .rev()
        .find(|&at| s.has(at, &["not|never|no|wasn't|isn't|weren't|aren't|hardly"]));
    counts
        && negation.is_some_and(|not| {
            (is_one(s.word(not), "wasn't|isn't|weren't|aren't")
                || not == 0
                || s.is(not - 1, BE)
                || s.has(not - 1, &["it's|that's|this"]))
                && (not + 1..first).all(|at| {
                    (s.is(at, DETERMINER) || is_one(s.word(at), "a|an|the|in|any|way|been"))
                        && !is_one(s.word(at), "only|just|merely|first|last")
                })
        })
        && s.word(words.end) != "but"
        && s.word(words.end + 1) != "but"
}

/// "Never ignored the alert", "did not forget it": not "never bothered", not "did not check".
fn denied_deed(s: &Sentence<'_>, words: &Range<usize>) -> bool {
    words.clone().any(|at| {
        let verb = at + 1 + usize::from(s.word(at + 1).ends_with("ly"));
        (is_one(s.word(at), "not|never|didn't|hasn't|hadn't|haven't"))
            && (is_one(s.word(verb), ERRS)
                || is_one(s.word(verb), "make|made|makes")
                    && (verb + 1..verb + 4).any(|at| s.has(at, &["mistake|mistakes|error|errors"])))
    })
}

/// "Did nothing wrong", "made no mistake".
fn nothing_wrong(s: &Sentence<'_>, words: &Range<usize>) -> bool {
    (words.start..words.end + 1).any(|at| {
        s.has(at, &["nothing|not|never|n't", "wrong"])
            || s.has(at, &["nothing|not", "anything", "wrong"])
            || s.has(
                at,
                &[
                    "made|makes|committed|did",
                    "no",
                    "mistake|mistakes|error|errors",
                ],
            )
            || is_one(s.word(at), ERRS) && s.word(at + 1) == "nothing"
    })
}

/// What runs jobs is called like a person: "the scheduler forgot the job", "the supervisor failed to restart the worker".
fn machine(s: &Sentence<'_>, words: &Range<usize>) -> bool {
    let Some(noun) = (words.start..words.end.min(words.start + 4))
        .find(|&at| is_one(s.word(at), "scheduler|dispatcher|supervisor"))
    else {
        return false;
    };
    let rest = || noun + 1..s.words.len();
    let human = rest().any(|at| {
        is_one(
            s.word(at),
            "who|he|she|his|her|him|himself|herself|call|phone|tell|told|ask|brief|crew|shift|driver|duty|lied",
        )
    });
    let runs = rest().any(|at| {
        is_one(
            s.word(at),
            "process|processes|child|children|worker|workers|service|services|daemon|container|containers|job|jobs|pod|pods|\
            task|tasks|queue|thread|threads|event|events",
        )
    });
    let fails = rest().take(3).any(|at| {
        is_one(
            s.word(at),
            "forgot|forgets|failed|fails|neglected|missed|ignored",
        )
    });
    !human && fails && (runs || s.word(noun) == "scheduler")
}

/// What is no error of anybody: "skipped lunch", "did not sleep", "ignored the noise", "broke the change into two".
fn ordinary(s: &Sentence<'_>, words: &Range<usize>) -> bool {
    (words.start..words.end + 1).any(|at| {
        let own = usize::from(s.has(at + 1, &["his|her|their|the|a"]));
        match s.word(at) {
            "not" | "didn't" => s.has(
                at + 1,
                &["sleep|eat|rest|panic|complain|hesitate|despair|flinch"],
            ),
            "skipped" | "missed" => s.has(
                at + 1 + own,
                &["lunch|dinner|breakfast|sleep|supper|holiday|party|birthday"],
            ),
            "ignored" => {
                s.has(
                    at + 1 + own,
                    &["noise|distraction|distractions|chatter|pressure"],
                ) && !s.has(at + 2 + own, &["of|from|in"])
            }
            "broke" => (at + 2..at + 6).any(|at| {
                s.has(
                    at,
                    &[
                        "into",
                        "two|three|four|five|small|smaller|several|parts|pieces|steps",
                    ],
                )
            }),
            _ => false,
        }
    })
}
