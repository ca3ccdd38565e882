//! Somebody left something out: "forgot to", "did not check", "nobody bothered".

use super::*;
use crate::check::prose::is_one;

/// "Nobody" is somebody here: what follows is what nobody did.
pub const BEGINS: Class = LEFT_OUT | NEGATION | AUXILIARY | PAST_FORM | SOMEBODY;

pub fn at(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let word = s.word(at);
    if s.is(at, SOMEBODY)
        || matches!(word, "no" | "none")
        || word == "not"
            && s.has(
                at + 1,
                &[
                    "a|one",
                    "single|of|engineer|reviewer|developer|person|operator",
                ],
            )
    {
        return nobody::nobody(s, at);
    }
    if word == "neither" {
        return nobody::neither(s, names, at);
    }
    if word == "not"
        && s.has(
            at + 1,
            &[
                "careful|attentive|thorough|diligent|cautious|experienced|competent",
                "enough",
            ],
        )
    {
        let noun = at.checked_sub(1)?;
        return hit(
            s,
            &s.as_subject(s.noun_with_modifiers(noun, names)?, names)?,
            at + 3,
            SENSE,
        );
    }
    // Of anybody, "we" as well.
    if matches!(word, "failed" | "fails") && s.word(at + 1) == "to"
        || word == "failed" && s.has(at + 1, &["in|at", "their|his|her|my|our|its"])
        || matches!(
            word,
            "forgot" | "forgotten" | "neglected" | "forgets" | "neglects"
        )
    {
        if excuse::given(s, at) && word == "failed" {
            return None;
        }
        let subject = anybody(s, names, at).or_else(|| {
            // "The chip failed to" is all that an unknown word may be.
            let tells = s.has(at + 2, &[MINDED]);
            (word != "failed" && word != "fails" || tells)
                .then(|| s.mindful_subject(at))
                .flatten()
        })?;
        return hit(s, &subject, at + 3, REMEMBER);
    }
    if s.is(at, LEFT_OUT) && s.word(at + 1) != "by" && !excuse::passive(s, at) {
        if excuse::given(s, at) || s.is(at, UNSEEN) && excuse::described(s, at) {
            return None;
        }
        let subject = one(s, names, at)?;
        // "Nobody missed a message" is good news.
        if s.has(subject.words.start, &["nobody|no-one|no"]) {
            return None;
        }
        let ask = match word {
            "missed" | "overlooked" | "ignored" | "dismissed" => SIGNAL,
            _ => STEPS,
        };
        return hit(s, &subject, at + 3, ask);
    }
    let Some(next) = negated(s, at) else {
        return undone(s, names, at);
    };
    if excuse::given(s, next) {
        return None;
    }
    let subject = one(s, names, at).or_else(|| {
        s.has(next, &[MINDED])
            .then(|| s.mindful_subject(at))
            .flatten()
    })?;
    // "A channel that the team does not read": how things are.
    let described =
        matches!(word, "do" | "does" | "don't" | "doesn't") && describes(s, subject.words.start);
    (!described)
        .then(|| hit(s, &subject, next + 1, STEPS))
        .flatten()
}

/// What only people do or leave.
const MINDED: &str = "mention|tell|ask|read|document|announce|warn|consult|communicate|inform|think|bother|remember|consider|understand";

/// Whatever else somebody did not do, but for what nobody is held to: "didn't call anyone", "never enabled it again".
fn undone(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let word = s.word(at);
    let verb = match word {
        "never" | "didn't" => at + 1,
        "did" if s.has(at + 1, &["not|never"]) => at + 2,
        // "Had not opened it even once".
        "had" | "has" | "hadn't" | "hasn't"
            if (at..at + 9).any(|at| s.has(at, &["even|ever", "once|opened|tried|run|looked"])) =>
        {
            at + 1 + usize::from(!word.ends_with("n't"))
        }
        _ => return None,
    };
    let verb =
        verb + usize::from(s.word(verb).ends_with("ly") || s.has(verb, &["just|even|also|then"]));
    let is_verb = !s.is(
        verb,
        BE | AUXILIARY | MODAL | BETWEEN | PREPOSITION | DETERMINER | BOUNDARY | NEGATION,
    ) && s.word(verb).len() > 2
        && (word != "never" || s.is(verb, PAST_FORM));
    if !is_verb || form_of(s.word(verb), UNHELPED) || excuse::given(s, verb) {
        return None;
    }
    // "An engineer who did not write it": which one.
    if at > 0 && s.word(at - 1) == "who" && !word.starts_with("ha") {
        return None;
    }
    let subject = one(s, names, at)?;
    // What may be a machine, and groups, of which nobody in particular is meant.
    let last = subject.words.end - 1;
    let is_one = subject.who == Who::Person
        && !s.has(last, &["operator|operators|manager|managers|owner|lead|leads|leader|conductor|teams|people|everyone|everybody|anyone|anybody|nobody"]);
    is_one.then(|| hit(s, &subject, verb + 1, STEPS)).flatten()
}

/// Whether a clause that begins at an index is about the thing before it: "a channel that …", "alerts which …".
fn describes(s: &Sentence<'_>, start: usize) -> bool {
    let Some(that) = start.checked_sub(1) else {
        return false;
    };
    let thing = || {
        let noun = that.saturating_sub(4)..that;
        !s.has(that - 1, &["fact|idea|feeling|impression|out"])
            && !s.is(that - 1, PAST_FORM)
            && noun.into_iter().any(|at| s.is(at, DETERMINER))
    };
    is_one(s.word(that), "which|whom|where") || s.word(that) == "that" && that > 0 && thing()
}

/// Where the verb of care stands that an auxiliary denies: "did not check", "never tested", "had not been reading".
fn negated(s: &Sentence<'_>, at: usize) -> Option<usize> {
    let word = s.word(at);
    // "Had (clearly) not understood".
    let gap =
        usize::from(s.word(at + 1).ends_with("ly") || s.has(at + 1, &["just|still|also|even"]));
    let two = matches!(word, "did" | "had" | "has" | "have" | "do" | "does")
        && s.has(at + 1 + gap, &["not|n't|never"]);
    let one = is_one(word, "didn't|hadn't|haven't|hasn't|never|don't|doesn't");
    if !two && !one {
        return None;
    }
    let perfect = word == "never" || word.starts_with("ha");
    let present = matches!(word, "do" | "does" | "don't" | "doesn't");
    let mut next = at + if two { 2 + gap } else { 1 };
    let mut bothered = false;
    while s.is(next, BETWEEN | BAD_ADVERB)
        || is_one(
            s.word(next),
            "properly|carefully|sufficiently|fully|even|bother|to|think",
        ) && s.is(next + 1, CARE | BETWEEN) | (s.word(next + 1) == "to")
    {
        // "Had not been told" tells of those who did not tell.
        if s.is(next, BE) {
            return None;
        }
        bothered |= s.has(next, &["bother", "to"]);
        next += 1;
    }
    // "Didn't bother to take": whatever it was.
    if bothered {
        return Some(next);
    }
    let verb = s.word(next);
    let care = s.is(next, CARE)
        || matches!(word, "didn't" | "did") && stem_is(verb, "ed", CARE)
        || perfect
            && (s.is(next, DONE_BY_CARE)
                && !is_one(
                    verb,
                    "known|stopped|found|noticed|discovered|caught|identified",
                )
                || stem_is(verb, "ed", CARE) && verb != "stopped");
    // "Never responds".
    let care = care
        || word == "never"
            && verb
                .strip_suffix('s')
                .is_some_and(|verb| class(verb) & CARE != 0);
    let lost = verb == "take"
        && !s.has(
            next + 1,
            &["the|any", "time|care|trouble|steps|precautions"],
        )
        && s.word(next + 1) != "care"
        || verb == "know" && !s.has(next + 1, &["what|how|better"])
        || verb == "stop" && s.word(next + 1) == "to"
        || matches!(verb, "lock" | "request" | "update" | "measure" | "mention") && present
        || present
            && is_one(
                verb,
                "know|notice|take|wait|catch|spot|recognise|recognize|realise|realize|monitor|watch",
            );
    (care && !lost).then_some(next)
}
