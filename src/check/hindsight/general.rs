//! Counterfactuals by their grammar alone, whatever the verb: "had NAME …", "would have been enough", "avoidable".

use super::is_participle;
use crate::check::clause::Who;
use crate::check::names::Names;
use crate::check::prose::{Sentence, is_one};
use crate::check::words::*;
use std::ops::Range;

/// The words of a counterfactual that begins at an index.
pub fn at(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Range<usize>> {
    match s.word(at) {
        "had" => inverted(s, names, at),
        "if" => conditional(s, at),
        "would" | "could" | "might" | "wouldn't" | "couldn't" | "would've" | "could've"
        | "need" | "needn't" | "mightn't" | "might've" => unreal(s, names, at),
        "should" | "shouldn't" => withheld(s, at),
        "must" => known(s, names, at),
        "ought" => {
            let knows = s.has(at + 1, &["to", "know|realise|realize|understand|remember"]);
            let somebody = s
                .subject(at, names)
                .is_some_and(|subject| subject.who == Who::Person);
            (knows && somebody).then_some(at..at + 3)
        }
        "avoidable" | "preventable" => {
            let denied = (at.saturating_sub(2)..at).any(|at| s.is(at, NEGATION));
            (!denied).then_some(at..at + 1)
        }
        "all" | "only" => {
            // "All she had to do was", "they only had to".
            let somebody = |at: usize| matches!(s.person(at, names), Some(Who::Person | Who::They));
            let all = somebody(at + 1) && s.has(at + 2, &["had|needed", "to", "do"]);
            let only = at > 0
                && somebody(at - 1)
                && s.has(at + 1, &["had|needed", "to"])
                && s.word(at) == "only";
            (all || only).then_some(at..at + 4)
        }
        "better" => {
            // "The engineers had better test".
            let somebody = at > 1
                && s.word(at - 1) == "had"
                && matches!(s.person(at - 2, names), Some(Who::Person | Who::They));
            somebody.then(|| at - 2..at + 2)
        }
        "wish" => s
            .has(at + 1, &["we|i|they|he|she", "had"])
            .then_some(at..at + 3),
        _ => None,
    }
}

/// Whether "would have" and its like stand in a range.
fn unreal_in(s: &Sentence<'_>, mut range: Range<usize>) -> bool {
    range.any(|at| {
        matches!(
            s.word(at),
            "would've" | "could've" | "might've" | "wouldn't've"
        ) || matches!(
            s.word(at),
            "would" | "could" | "might" | "wouldn't" | "couldn't" | "mightn't"
        ) && (at + 1..at + 5).any(|at| s.word(at) == "have")
    })
}

/// "… would have been over had the SRE rolled back", "had there been a review".
fn inverted(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Range<usize>> {
    let begins = at == 0 || s.word(at - 1) == ",";
    let unreal = || {
        unreal_in(s, at..s.words.len())
            || (at..s.words.len()).any(|at| {
                s.has(at, &["would|could", "not|never|still", "be"])
                    || s.has(at, &["wouldn't|couldn't", "be"])
            })
    };
    if !(unreal_in(s, 0..at) || begins && unreal()) {
        return None;
    }
    // "Which had", "the pool had": no inversion.
    if at > 0
        && (s.person(at - 1, names).is_some()
            || matches!(s.word(at - 1), "which" | "that" | "who" | "it"))
    {
        return None;
    }
    let there = s.word(at + 1) == "there" && (at + 2..at + 8).any(|at| of_care(s, at));
    let tested = (at + 1..at + 8)
        .any(|at| s.word(at) == "been" && (at + 1..at + 4).any(|at| s.is(at, DONE_BY_CARE)));
    let person = (at + 1..at + 5).find(|&at| s.person(at, names).is_some() || s.unlisted_name(at));
    let did = person.is_some_and(|person| {
        (person + 1..person + 6).any(|at| is_participle(s, at) || s.is(at, PAST_FORM | NEGATION))
    });
    (there || tested || did).then_some(at..at + 3)
}

/// "If she'd asked", "if the change had been reviewed", each with "would have".
fn conditional(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let short = is_one(
        s.word(at + 1),
        "he'd|she'd|they'd|we'd|i'd|you'd|someone'd|somebody'd",
    ) && (at + 2..at + 5).any(|at| is_participle(s, at));
    let end = s.clause_end(at).min(at + 12);
    let cared = (at + 1..end).any(|at| {
        matches!(s.word(at), "had" | "hadn't")
            && (at + 1..at + 4).any(|at| s.word(at) == "been")
            && (at + 2..at + 6).any(|at| {
                s.is(at, DONE_BY_CARE)
                    || s.has(at, &["careful|attentive|thorough|diligent|stricter"])
            })
    });
    let there =
        s.has(at + 1, &["there", "had", "been"]) && (at + 4..at + 9).any(|at| of_care(s, at));
    ((short || cared || there) && unreal_in(s, 0..s.words.len())).then_some(at..at + 4)
}

/// What is done or held out of care: "review", "a second look".
fn of_care(s: &Sentence<'_>, at: usize) -> bool {
    s.is(at, DILIGENCE)
        || is_one(
            s.word(at),
            "look|glance|check|checks|test|call|phone|message|question|review|grep|search|rehearsal|dry-run|dry|run|click|\
            moment|minute|minutes|second|seconds|word|e-mail|email|ping|effort|preparation|thinking|sense|discipline|walkthrough|\
            pair|eyes|hour|line|conversation|heads-up|warning",
        )
}

/// "Would never have happened", "would have been enough", "would have been easy to".
fn unreal(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Range<usize>> {
    let contracted = s.word(at).ends_with("'ve");
    let have = if contracted {
        at
    } else {
        (at + 1..at + 5).find(|&at| s.word(at) == "have")?
    };
    if (at + 1..have).any(|at| {
        !(s.is(at, NEGATION | BETWEEN) || s.word(at).ends_with("ly") || s.word(at) == "easily")
    }) {
        return None;
    }
    let mut verb = have + 1;
    while s.is(verb, BETWEEN) || s.word(verb).ends_with("ly") {
        verb += 1;
    }
    let before = at.saturating_sub(7)..at;
    let incident = before.clone().any(|at| {
        s.is(at, HARM)
            || is_one(
                s.word(at),
                "this|that|it|none|nothing|all|thing|whole|night",
            )
    });
    let happened = is_one(s.word(verb), "happened|occurred|arisen") && incident;
    let easy = s.has(
        verb,
        &["easy|simple|trivial|sensible|wise|wiser|better|smarter|polite|prudent|smart|nice"],
    ) && (have + 1..verb).any(|at| s.word(at) == "been")
        && (verb + 1..verb + 7).any(|at| matches!(s.word(at), "to" | "if" | "had"));
    let cared = before.clone().any(|at| of_care(s, at));
    let enough = cared
        && (s.has(verb, &["enough|sufficient|sufficed|shown|told|revealed|saved|spared|done|helped|made|cleared|exposed|uncovered"])
            || s.is(verb, DONE_BY_CARE));
    // "A more experienced operator would have": somebody who was not there.
    let other = (at.saturating_sub(5)..at).any(|noun| {
        s.is(noun, ROLE)
            && (noun.saturating_sub(3)..noun)
                .any(|at| is_one(s.word(at), "a|an|any|another|no|every"))
    }) && s.within != Some(crate::extract::headings::Meaning::GotLucky);
    let subject = s.subject(at, names);
    let hypothetical = other && subject.is_some_and(|subject| subject.who == Who::Person);
    // "Would have cost the on-call thirty seconds to look".
    let little = s.has(verb, &["taken|cost|needed|required"])
        && (verb + 1..verb + 9).any(|at| {
            is_one(
                s.word(at),
                "second|seconds|minute|minutes|moment|moments|click|call|e-mail|line",
            )
        })
        && (verb + 1..verb + 11).any(|at| s.word(at) == "to" && s.is(at + 1, CARE));
    // "Could have been raised an hour earlier".
    let sooner = (have + 1..verb).any(|at| s.word(at) == "been")
        && (verb..verb + 8).any(|at| matches!(s.word(at), "earlier" | "sooner" | "faster"))
        && s.is(verb, PAST_FORM | DONE_BY_CARE);
    (sooner || little || happened || easy || enough || hypothetical)
        .then_some(at..(verb + 1).min(s.words.len()))
}

/// "Should never have been merged", "should not have been given access".
fn withheld(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    // "Should never have passed review".
    if let Some(have) = (at + 1..at + 4).find(|&at| s.word(at) == "have")
        && (at..have).any(|at| s.is(at, NEGATION))
        && s.has(have + 1, &["passed|left|reached|gone|happened|got|gotten|made|become|existed|shipped|landed|entered"])
    {
        return Some(at..have + 2);
    }
    let been = (at + 1..at + 7).find(|&at| s.has(at, &["have", "been"]))?;
    let denied = s.word(at) == "shouldn't" || (at..been).any(|at| s.is(at, NEGATION));
    let verb = been + 2;
    let by_people = is_one(
        s.word(verb),
        "merged|approved|granted|attempted|touched|trusted|permitted|authorised|authorized|signed|pushed|shipped|handed|deployed|\
        released|started|run|left|allowed|given|done|made|rushed|scheduled|edited|changed|skipped|postponed|rolled",
    );
    (denied && by_people).then_some(at..verb + 1)
}

/// "They must have known": what somebody is thought to have seen.
fn known(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Range<usize>> {
    let verb = at + 2 + usize::from(s.word(at + 2) == "been");
    let now = s.has(at + 1, &["know|realise|realize"])
        && s.subject(at, names)
            .is_some_and(|subject| subject.who == Who::Person);
    if now {
        return Some(at..at + 2);
    }
    let knew = s.word(at + 1) == "have"
        && is_one(
            s.word(verb),
            "known|aware|seen|realised|realized|noticed|heard|understood|felt|suspected",
        );
    let noun = at.checked_sub(1)?;
    let somebody = s
        .subject(at, names)
        .is_some_and(|subject| subject.who != Who::We)
        || s.is(noun, SOMETIMES);
    (knew && somebody).then_some(at..verb + 1)
}
