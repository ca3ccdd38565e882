//! Whether a sentence states a cause.

mod patterns;

use crate::expression::expression;
use patterns::{HEDGED, REMEDY, STATED, TOLD};
use regex::Regex;
use std::sync::LazyLock;

/// How clearly a sentence states a cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// It tells what followed, what was done about it, or asks: no cause, whatever words it uses.
    Aside,
    /// It says something else.
    None,
    /// It tells of a condition that a section about causes would name: something missing, wrong, or leading to another.
    Told,
    /// It says that something was the cause: "the root cause was …", "caused by", "due to a bug".
    Stated,
}

/// What followed from a cause that another sentence states.
static EFFECT: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"(?i)^(?:this|that|it|these|which) (?:then |also |in turn |has )?(?:caused|led|leads|resulted|results|meant|means|made|prevented|triggered|allowed|brought)\b|^(?:as a (?:result|consequence)|consequently|therefore|thus|hence|eventually|so (?:the|it|all|we|they|this|that|every|no|our)\b|(?:\w+ ){1,2}later)\b",
    )
});

/// Words before a list of causes: "caused by two factors:", "for these reasons:".
static ANNOUNCES: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"(?i)\b(?:caused by|because of|due to|contributed to|contributing|led to|reasons?|causes?|factors?)\b[^.]{0,60}:\s*$",
    )
});

/// Whether a sentence says that its author is not sure.
pub fn is_hedged(sentence: &str) -> bool {
    HEDGED.is_match(sentence)
}

/// Whether a sentence speaks of a cause by name: "the cause is suspected to be …".
pub fn names_a_cause(sentence: &str) -> bool {
    let names = ["cause", "causes", "culprit", "trigger"];
    let is_name = |word: &str| names.iter().any(|name| word.eq_ignore_ascii_case(name));
    sentence.split(|c: char| !c.is_alphanumeric()).any(is_name)
}

/// Whether a text that ends with a colon announces a list of causes.
pub fn announces(text: &str) -> bool {
    ANNOUNCES.is_match(text)
}

/// Whether a sentence says that there were several causes, and leaves it to the next ones to tell them.
pub fn announces_several(sentence: &str) -> bool {
    static SEVERAL: LazyLock<Regex> = LazyLock::new(|| {
        expression(
            r"(?i)\b(?:causes?|reasons?)\b.{0,30}\b(?:was|were|is|are)\b.{0,20}\b(?:chain|combination|series|sequence)(?: of (?:\w+ ){0,3}(?:events|failures|problems|causes|factors|reasons|things|mistakes|circumstances))?\s*[.:]?\s*$",
        )
    });
    let may_tell = [
        "reason",
        "cause",
        "chain of",
        "ation of",
        "series of",
        "sequence of",
    ];
    sentence.len() <= 120
        && may_tell.iter().any(|word| sentence.contains(word))
        && SEVERAL.is_match(sentence)
}

/// How things are or were before anything went wrong: "The service consists of two nodes".
static SCENE: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"(?i)^(?:(?:at|by) \d|(?:\w+ ){1,6}?(?:is|are|has|have|uses?|runs?|consists?|relies|rely|stores?|keeps?|serves?|contains?|provides?|hosts?|sits?|lives?)\b|in (?:order|general|normal)|normally|usually|in (?:19|20)\d\d)",
    )
});

/// Whether a sentence tells how things are, not what happened.
pub fn sets_the_scene(sentence: &str) -> bool {
    const PAST: &[&str] = &[
        "was", "were", "had", "did", "ran", "went", "broke", "got", "gave", "took", "led", "came",
        "sent", "lost", "fell", "cut", "hit", "wrote", "grew", "put", "set", "made", "kept",
        "held", "left", "found", "brought", "built", "met", "stood", "began", "ran", "became",
        "thought",
    ];
    let tells_of_the_past = || {
        sentence
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| word.len() > 4 && word.ends_with("ed") || PAST.contains(&word))
    };
    let begins = ["When ", "If ", "Whenever ", "As soon as "];
    let is_rule = begins.iter().any(|word| sentence.starts_with(word));
    SCENE.is_match(sentence) || !is_rule && !tells_of_the_past()
}

/// Whether a sentence says why.
pub fn gives_a_reason(sentence: &str) -> bool {
    [
        "because",
        "due to",
        "caused by",
        "so that",
        "as a result of",
    ]
    .iter()
    .any(|word| sentence.contains(word))
}

/// Whether a sentence says that something was the cause; most have no word of it.
pub fn states(sentence: &str) -> bool {
    STATED.is_match(sentence) && claim(sentence) == Claim::Stated
}

/// Reads one sentence.
pub fn claim(sentence: &str) -> Claim {
    let is_short = sentence.split_whitespace().nth(3).is_none();
    // "The bug was fixed in May and nobody removed the flag": what was left undone is told, not the remedy.
    let was_left = || {
        ["nobody", "no one", " never "]
            .iter()
            .any(|word| sentence.contains(word))
    };
    if is_short || sentence.ends_with('?') || REMEDY.is_match(sentence) && !was_left() {
        return Claim::Aside;
    }
    if EFFECT.is_match(sentence) || announces_several(sentence) {
        Claim::Aside
    } else if STATED.is_match(sentence) {
        Claim::Stated
    } else if TOLD.is_match(sentence) {
        Claim::Told
    } else {
        Claim::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_author_who_is_not_sure_says_so() {
        for (sentence, expected) in [
            ("I believe the disk filled up because of the logs.", true),
            (
                "We suspect that a retry storm caused the second wave.",
                true,
            ),
            ("Probably the cache was cold.", true),
            ("The most likely cause was a bad cable.", true),
            ("It was caused by a full disk.", false),
            ("Nobody thought of the standby.", false),
            ("The probable cause was an undersized array.", false),
        ] {
            assert_eq!(is_hedged(sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn sentences_that_state_a_cause_are_told_from_others() {
        for (sentence, expected) in [
            (
                "The root cause was a full disk on the primary.",
                Claim::Stated,
            ),
            (
                "The outage was caused by an expired certificate.",
                Claim::Stated,
            ),
            (
                "This happened because two jobs shared one lock.",
                Claim::Stated,
            ),
            ("A typo in the manifest was the root cause.", Claim::Stated),
            ("No alert watched the queue's age.", Claim::Told),
            (
                "Retries from the clients led to a second wave.",
                Claim::Told,
            ),
            ("We rolled back the release at noon.", Claim::Aside),
            ("The fix was caused to be deployed.", Claim::Aside),
            ("It was not caused by the network change.", Claim::Aside),
            ("What was the cause of this?", Claim::Aside),
            ("Traffic is served from two regions.", Claim::None),
        ] {
            assert_eq!(claim(sentence), expected, "{sentence}");
        }
    }
}
