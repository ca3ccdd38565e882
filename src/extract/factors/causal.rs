//! Whether a sentence states a cause.

use crate::expression::{any_of, expression};
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

/// Sentences that say that something was the cause, wherever they stand.
static STATED: LazyLock<Regex> = LazyLock::new(|| {
    any_of(&[
        r"(?i)\b(?:root|ultimate|primary|direct|underlying|proximate|main|real|actual|probable|likely|immediate|technical|second|first|other)\s+(?:cause|causes|reason|problem|trigger|culprit)\b.{0,60}?\b(?:is|was|were|are|lies|lay|being|appears|seems)\b",
        r"(?i)\bcauses?\b.{0,80}?\b(?:was|were|is|are)\b\s+(?:that|an?|the|due|found|traced|likely|suspected|believed|identified|determined|[a-z]+ed)\b",
        r"(?i)\b(?:was|were|is|been|being|are)\s+(?:\w+\s+){0,3}?(?:caused|triggered|initiated|precipitated|brought about|exacerbated)\s+(?:\w+\s+)?(?:by|when|because)\b",
        r"(?i)\b(?:this|which|that|it|issues?|outage|incident|problem|failure|errors?|downtime|disruption)\s+(?:\w+\s+){0,2}?(?:happened|occurred|resulted|stemmed|arose|came about)\s+(?:\w+\s+){0,3}?(?:because|due to|as a result of|from|when)\b",
        r"(?i)\b(?:this|which|that|it|issues?|outage|incident|problem|failure|errors?|downtime|disruption|swamped|overloaded)\s+(?:(?:is|was|were)\s+)?(?:\w+ly\s+)?(?:because|due to)\b",
        r"(?i)\b(?:problem|issue|error|mistake|bug|fault|difficulty)\b[^.]{0,40}?\b(?:was|is|were) (?:that\b|\w+ (?:weren|wasn|didn|isn))",
        r"(?i)\b(?:led|leads|leading|contributed|contributing) to (?:the|this|these|our|an?) (?:\w+ ){0,2}?(?:issue|incident|outage|problem|failure|error|disruption|downtime|delay)",
        r"(?i)\b(?:is|was|are|were) (?:the|one|a|another|part of the) (?:\w+ )?reasons? (?:why|for|that)\b",
        r"(?i)\b(?:is|was|were)\s+(?:the|a|an)\s+(?:\w+\s+){0,2}?(?:root cause|cause|culprit|trigger|contributing factor|contributor)\b",
        r"(?i)^(?:(?:root|probable|direct|underlying)\s+)?causes?:\s",
        r"(?i)^the trigger\b.{0,60}?\b(?:was|were|is)\b",
        r"(?i)\b(?:can|could|was|were|been)\s+(?:be\s+)?(?:traced|attributed|tracked)\s+(?:\w+\s+)?(?:back\s+)?to\b",
    ])
});

/// Sentences that tell of a cause where causes are what the section is about.
static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    any_of(&[
        r"(?i)\b(?:because|due to|owing to|as a result of|as a consequence|thanks to)\b",
        r"(?i)\b(?:caus(?:ed|es|ing)|led to|leads to|leading to|lead to|result(?:ed|s|ing) in|trigger(?:ed|s|ing)|meant that|means that|allow(?:ed|s|ing)|prevent(?:ed|s|ing)|made it|making it|expos(?:ed|es|ing))\b",
        r"(?i)\b(?:lack(?:ed|s|ing)?|missing|absence|absent|insufficient|inadequate|incorrect(?:ly)?|wrong(?:ly)?|misconfigur\w*|mis-?match\w*|unexpected(?:ly)?|accidental(?:ly)?|unaware|outdated|stale|expired|exhausted|exceeded|overload\w*|ran out|lost|bug|regression|race condition|leak\w*|deadlock\w*|single point|only|instead of|too (?:small|low|high|large|short|long|few|many|much|late|early)|enough to|without|single|took down|came from|became (?:invalid|unavailable|unresponsive|full|stuck)|assum(?:ed|es|ption)|by default|defaults? to|even though|although|disabled|skipped|turned off|been off|left the|ignor(?:ed|es|ing)|saturat\w+|last updated|removed|deleted|dropped|retired|worn|revert(?:ed|s)|overwr(?:ote|itten)|broke|invalid|faulty|corrupt\w*)\b",
        r"(?i)\b(?:did not|didn['’]t|does not|doesn['’]t|do not|don['’]t|was not|wasn['’]t|were not|weren['’]t|had not|hadn['’]t|has not|could not|couldn['’]t|is not|isn['’]t|are not|aren['’]t|cannot|can['’]t|never|no longer|nobody|no one|nothing|failed to|fails to|failing to|unable to)\b",
        r"(?i), so that\b|, so (?:the|all|it|they|we|two|every|any|no|our|an?)\b|\bsince (?:it|its|the|our|we|they|there|this)\b|, as (?:it|its|they|there|we|our|the)\b",
        r"(?i)^(?:not|insufficient|lack)\b|\bno\b",
    ])
});

/// What was done about it, or what was found fine: not a cause, whatever words it uses.
static REMEDY: LazyLock<Regex> = LazyLock::new(|| {
    any_of(&[
        r"(?i)\b(?:did|does|could|was|were|has|have) (?:not|n['’]t) (?:\w+ )?(?:reveal|find|determined?|identif(?:y|ied)|show|found)\b.{0,30}\b(?:cause|reason|trigger)",
        r"(?i)\b(?:two|three|four|several|multiple|many|some|these) (?:\w+ ){0,3}(?:causes|factors|reasons|issues) (?:\w+ ){0,2}(?:identified|found|contributed|at play)\b[^,]{0,30}$",
        r"(?i)^(?:to (?:fix|resolve|mitigate|prevent|address|avoid)|we (?:will|should|plan|have since|fixed|resolved|reverted|rolled back)|the (?:fix|solution|resolution|workaround))\b",
        r"(?i)\b(?:has been|have been|was|were) (?:fixed|resolved|mitigated|rolled back|reverted|restored)\b",
        // What the responders did and found is the response.
        r"(?i)(?:^|[,;] )(?:then |so )?(?:we|the team|engineers|our (?:\w+ )?team)\s+(?:\w+ly |then |also |had |have |were able to )*(?:got out|shut down|stopped|restarted|noticed|notice|found out|posted|decided|investigated?|discovered|discover|identified|identify|realis\w+|realiz\w+|restored|paused|called|informed|spoke|asked|apologi\w+|put the|got back|turned (?:it|them) (?:off|back))\b",
        r"(?i)^(?:in other words|it should have|(?:\w+ ){0,3}(?:customers|users) (?:\w+ ){0,5}(?:protected|unaffected|asked)|(?:some|many|most|few|all|other) (?:customers|users))\b",
        r"(?i)^(?:(?:the purpose of|in) )?this section\b",
        r"(?i)^(?:see|refer to|more (?:details|information)|for more|details?)\b|\bfor (?:more|further|additional) (?:context|details?|information)\b|\btl;?dr\b",
        r"(?i)\b(?:not (?:\w+ )?(?:known|clear|evident|obvious|understood)|(?:is|was) (?:still )?(?:unknown|unclear|under investigation)|investigat(?:ion|ing) (?:is|continues))\b",
        r"(?i)\b(?:not|n['’]t) (?:\w+ly )?(?:caused|triggered|due to|the (?:root )?cause)\b",
    ])
});

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

/// What the author only suspects: "we think that …", "probably", "our best guess".
static HEDGED: LazyLock<Regex> = LazyLock::new(|| {
    any_of(&[
        r"(?i)\b(?:i|we|they|the team)\s+(?:still\s+|also\s+|now\s+|currently\s+)?(?:believed?|think|thought|suspect(?:ed)?|assumed?|guess|suppose|presumed?|speculate)\s+(?:that|this|it|the|an?|there)\b",
        r"(?i)^(?:i|we)\s+(?:believe|think|suspect|assume|guess|suppose)\b",
        r"(?i)\b(?:best|first|working|current|leading)\s+(?:guess|theory|hypothesis|assumption)\b|\b(?:our|my|one)\s+(?:suspicion|hypothesis|theory|guess|assumption)\b",
        r"(?i)\bit\s+(?:is|was)\s+(?:believed|suspected|assumed|thought|presumed|possible|likely)\s+that\b",
        r"(?i)\b(?:probably|possibly|presumably|perhaps|maybe|apparently|supposedly)\b",
        r"(?i)\b(?:may|might|could)\s+(?:\w+\s+)?have\s+(?:been\s+)?(?:caused|contributed|triggered|led|resulted)\b",
        r"(?i)\b(?:(?:is|was|were|are|most|very)\s+likely|likely\s+(?:caused|due|because)|suspected|seems?\s+(?:to\s+have|that|like)|appears?\s+to\s+have)\b",
    ])
});

/// Whether a sentence says that its author is not sure.
pub fn is_hedged(sentence: &str) -> bool {
    HEDGED.is_match(sentence)
}

/// Whether a sentence speaks of a cause by name: "the cause is suspected to be …".
pub fn names_a_cause(sentence: &str) -> bool {
    sentence.split(|c: char| !c.is_alphanumeric()).any(|word| {
        ["cause", "causes", "culprit", "trigger"].contains(&word.to_ascii_lowercase().as_str())
    })
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

/// Reads one sentence.
pub fn claim(sentence: &str) -> Claim {
    let words = sentence.split_whitespace().count();
    // "The bug was fixed in May and nobody removed the flag": what was left undone is told, not the remedy.
    let was_left = || {
        ["nobody", "no one", " never "]
            .iter()
            .any(|word| sentence.contains(word))
    };
    if words < 4 || sentence.ends_with('?') || REMEDY.is_match(sentence) && !was_left() {
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
