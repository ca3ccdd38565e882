//! What sentences about causes look like.

use crate::expression::{AnyCued, any_of};
use regex::Regex;
use std::sync::LazyLock;

/// Sentences that say that something was the cause, wherever they stand.
pub static STATED: LazyLock<AnyCued> = LazyLock::new(|| {
    AnyCued::new(&[
        (
            &["cause", "reason", "problem", "trigger", "culprit"],
            r"(?i)\b(?:root|ultimate|primary|direct|underlying|proximate|main|real|actual|probable|likely|immediate|technical|second|first|other)\s+(?:cause|causes|reason|problem|trigger|culprit)\b.{0,60}?\b(?:is|was|were|are|lies|lay|being|appears|seems)\b",
        ),
        (
            &["cause"],
            r"(?i)\bcauses?\b.{0,80}?\b(?:was|were|is|are)\b\s+(?:that|an?|the|due|found|traced|likely|suspected|believed|identified|determined|[a-z]+ed)\b",
        ),
        (
            &[
                "caused",
                "triggered",
                "initiated",
                "precipitated",
                "brought about",
                "exacerbated",
            ],
            r"(?i)\b(?:was|were|is|been|being|are)\s+(?:\w+\s+){0,3}?(?:caused|triggered|initiated|precipitated|brought about|exacerbated)\s+(?:\w+\s+)?(?:by|when|because)\b",
        ),
        (
            &[
                "happened",
                "occurred",
                "resulted",
                "stemmed",
                "arose",
                "came about",
            ],
            r"(?i)\b(?:this|which|that|it|issues?|outage|incident|problem|failure|errors?|downtime|disruption)\s+(?:\w+\s+){0,2}?(?:happened|occurred|resulted|stemmed|arose|came about)\s+(?:\w+\s+){0,3}?(?:because|due to|as a result of|from|when)\b",
        ),
        (
            &["because", "due to"],
            r"(?i)\b(?:this|which|that|it|issues?|outage|incident|problem|failure|errors?|downtime|disruption|swamped|overloaded)\s+(?:(?:is|was|were)\s+)?(?:\w+ly\s+)?(?:because|due to)\b",
        ),
        (
            &[
                "problem",
                "issue",
                "error",
                "mistake",
                "bug",
                "fault",
                "difficulty",
            ],
            r"(?i)\b(?:problem|issue|error|mistake|bug|fault|difficulty)\b[^.]{0,40}?\b(?:was|is|were) (?:that\b|\w+ (?:weren|wasn|didn|isn))",
        ),
        (
            &["led to", "leads to", "leading to", "contribut"],
            r"(?i)\b(?:led|leads|leading|contributed|contributing) to (?:the|this|these|our|an?) (?:\w+ ){0,2}?(?:issue|incident|outage|problem|failure|error|disruption|downtime|delay)",
        ),
        (
            &["reason"],
            r"(?i)\b(?:is|was|are|were) (?:the|one|a|another|part of the) (?:\w+ )?reasons? (?:why|for|that)\b",
        ),
        (
            &["cause", "culprit", "trigger", "contribut"],
            r"(?i)\b(?:is|was|were)\s+(?:the|a|an)\s+(?:\w+\s+){0,2}?(?:root cause|cause|culprit|trigger|contributing factor|contributor)\b",
        ),
        (
            &["cause"],
            r"(?i)^(?:(?:root|probable|direct|underlying)\s+)?causes?:\s",
        ),
        (
            &["trigger"],
            r"(?i)^the trigger\b.{0,60}?\b(?:was|were|is)\b",
        ),
        (
            &["traced", "attributed", "tracked"],
            r"(?i)\b(?:can|could|was|were|been)\s+(?:be\s+)?(?:traced|attributed|tracked)\s+(?:\w+\s+)?(?:back\s+)?to\b",
        ),
    ])
});

/// Sentences that tell of a cause where causes are what the section is about.
pub static TOLD: LazyLock<Regex> = LazyLock::new(|| {
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
pub static REMEDY: LazyLock<AnyCued> = LazyLock::new(|| {
    AnyCued::new(&[
        (
            &["cause", "reason", "trigger"],
            r"(?i)\b(?:did|does|could|was|were|has|have) (?:not|n['’]t) (?:\w+ )?(?:reveal|find|determined?|identif(?:y|ied)|show|found)\b.{0,30}\b(?:cause|reason|trigger)",
        ),
        (
            &["causes", "factors", "reasons", "issues"],
            r"(?i)\b(?:two|three|four|several|multiple|many|some|these) (?:\w+ ){0,3}(?:causes|factors|reasons|issues) (?:\w+ ){0,2}(?:identified|found|contributed|at play)\b[^,]{0,30}$",
        ),
        (
            &[],
            r"(?i)^(?:to (?:fix|resolve|mitigate|prevent|address|avoid)|we (?:will|should|plan|have since|fixed|resolved|reverted|rolled back)|the (?:fix|solution|resolution|workaround)|see|refer to|more (?:details|information)|for more|details?)\b",
        ),
        (
            &[
                "fixed",
                "resolved",
                "mitigated",
                "rolled back",
                "reverted",
                "restored",
            ],
            r"(?i)\b(?:has been|have been|was|were) (?:fixed|resolved|mitigated|rolled back|reverted|restored)\b",
        ),
        // What the responders did and found is the response.
        (
            &[
                "got ",
                "shut down",
                "stopped",
                "restarted",
                "notice",
                "found out",
                "posted",
                "decided",
                "investigate",
                "discover",
                "identif",
                "realis",
                "realiz",
                "restored",
                "paused",
                "called",
                "informed",
                "spoke",
                "asked",
                "apologi",
                "put the",
                "turned",
            ],
            r"(?i)(?:^|[,;] )(?:then |so )?(?:we|the team|engineers|our (?:\w+ )?team)\s+(?:\w+ly |then |also |had |have |were able to )*(?:got out|shut down|stopped|restarted|noticed|notice|found out|posted|decided|investigated?|discovered|discover|identified|identify|realis\w+|realiz\w+|restored|paused|called|informed|spoke|asked|apologi\w+|put the|got back|turned (?:it|them) (?:off|back))\b",
        ),
        (
            &["in other words", "it should have", "customers", "users"],
            r"(?i)^(?:in other words|it should have|(?:\w+ ){0,3}(?:customers|users) (?:\w+ ){0,5}(?:protected|unaffected|asked)|(?:some|many|most|few|all|other) (?:customers|users))\b",
        ),
        (
            &["this section"],
            r"(?i)^(?:(?:the purpose of|in) )?this section\b",
        ),
        (
            &["context", "detail", "information", "tldr", "tl;dr"],
            r"(?i)\bfor (?:more|further|additional) (?:context|details?|information)\b|\btl;?dr\b",
        ),
        (
            &[
                "known",
                "clear",
                "evident",
                "obvious",
                "understood",
                "investigati",
            ],
            r"(?i)\b(?:not (?:\w+ )?(?:known|clear|evident|obvious|understood)|(?:is|was) (?:still )?(?:unknown|unclear|under investigation)|investigat(?:ion|ing) (?:is|continues))\b",
        ),
        (
            &["caused", "triggered", "due to", "cause"],
            r"(?i)\b(?:not|n['’]t) (?:\w+ly )?(?:caused|triggered|due to|the (?:root )?cause)\b",
        ),
    ])
});

/// What the author only suspects: "we think that …", "probably", "our best guess".
pub static HEDGED: LazyLock<AnyCued> = LazyLock::new(|| {
    const THOUGHT: &[&str] = &[
        "belie",
        "think",
        "thought",
        "suspect",
        "assum",
        "guess",
        "suppose",
        "presum",
        "speculate",
    ];
    AnyCued::new(&[
        (
            THOUGHT,
            r"(?i)\b(?:i|we|they|the team)\s+(?:still\s+|also\s+|now\s+|currently\s+)?(?:believed?|think|thought|suspect(?:ed)?|assumed?|guess|suppose|presumed?|speculate)\s+(?:that|this|it|the|an?|there)\b",
        ),
        (
            THOUGHT,
            r"(?i)^(?:i|we)\s+(?:believe|think|suspect|assume|guess|suppose)\b",
        ),
        (
            &["guess", "theory", "hypothesis", "assumption", "suspicion"],
            r"(?i)\b(?:best|first|working|current|leading)\s+(?:guess|theory|hypothesis|assumption)\b|\b(?:our|my|one)\s+(?:suspicion|hypothesis|theory|guess|assumption)\b",
        ),
        (
            &[
                "believed",
                "suspected",
                "assumed",
                "thought",
                "presumed",
                "possible",
                "likely",
            ],
            r"(?i)\bit\s+(?:is|was)\s+(?:believed|suspected|assumed|thought|presumed|possible|likely)\s+that\b",
        ),
        (
            &[
                "probably",
                "possibly",
                "presumably",
                "perhaps",
                "maybe",
                "apparently",
                "supposedly",
            ],
            r"(?i)\b(?:probably|possibly|presumably|perhaps|maybe|apparently|supposedly)\b",
        ),
        (
            &["may", "might", "could"],
            r"(?i)\b(?:may|might|could)\s+(?:\w+\s+)?have\s+(?:been\s+)?(?:caused|contributed|triggered|led|resulted)\b",
        ),
        (
            &["likely", "suspected", "seem", "appear"],
            r"(?i)\b(?:(?:is|was|were|are|most|very)\s+likely|likely\s+(?:caused|due|because)|suspected|seems?\s+(?:to\s+have|that|like)|appears?\s+to\s+have)\b",
        ),
    ])
});

#[cfg(test)]
mod tests {
    use super::*;

    /// The sentence with each of the words in it.
    fn with<'w>(sentence: &'w str, words: &'w str) -> impl Iterator<Item = String> + 'w {
        words.split('|').map(|word| sentence.replace('…', word))
    }

    fn all_fit<'w>(patterns: &AnyCued, sentences: &[(&'w str, &'w str)]) {
        for (sentence, words) in sentences {
            for sentence in with(sentence, words) {
                assert!(patterns.fits_without_cue(&sentence), "{sentence}");
                assert!(patterns.is_match(&sentence), "no cue: {sentence}");
            }
        }
    }

    #[test]
    fn a_cause_that_is_stated_has_its_cue() {
        all_fit(
            &STATED,
            &[
                (
                    "The main … was a disk",
                    "cause|reason|problem|trigger|culprit",
                ),
                ("The cause of it was found", ""),
                (
                    "It was … by a disk",
                    "caused|triggered|initiated|precipitated|brought about|exacerbated",
                ),
                (
                    "This … because of a disk",
                    "happened|occurred|resulted|stemmed|arose|came about",
                ),
                ("The outage was … a disk", "because|due to"),
                (
                    "The … was that nobody knew",
                    "problem|issue|error|mistake|bug|fault|difficulty",
                ),
                (
                    "It … to the outage",
                    "led|leads|leading|contributed|contributing",
                ),
                ("It was one reason why", ""),
                (
                    "It was the …",
                    "root cause|cause|culprit|trigger|contributing factor|contributor",
                ),
                ("…: a disk", "Root cause|Causes|Cause"),
                ("The trigger of it was a disk", ""),
                ("It could be … back to it", "traced|attributed|tracked"),
            ],
        );
    }

    #[test]
    fn what_was_done_about_it_has_its_cue() {
        all_fit(
            &REMEDY,
            &[
                ("It did not show a …", "cause|reason|trigger"),
                ("Several … were identified", "causes|factors|reasons|issues"),
                (
                    "The disk was …",
                    "fixed|resolved|mitigated|rolled back|reverted|restored",
                ),
                (
                    "We … it",
                    "got out|shut down|stopped|restarted|noticed|notice|found out|posted|decided|investigate|investigated\
                     |discovered|discover|identified|identify|realised|realized|restored|paused|called|informed|spoke\
                     |asked|apologised|put the|got back|turned them off",
                ),
                (
                    "…",
                    "In other words|It should have|Some customers|Few users",
                ),
                (
                    "…",
                    "This section|In this section|The purpose of this section",
                ),
                ("Here for more …", "context|details|detail|information"),
                (
                    "…",
                    "tldr|TL;DR|See below|The fix|To avoid it|We will do it",
                ),
                (
                    "It is not …",
                    "known|clear|evident|obvious|understood|caused by it|triggered|due to it|the cause|the root cause",
                ),
                ("It is still …", "unknown|unclear|under investigation"),
                ("The … is slow", "investigation|investigating"),
            ],
        );
    }

    #[test]
    fn what_is_only_suspected_has_its_cue() {
        all_fit(
            &HEDGED,
            &[
                (
                    "I … that it was so",
                    "believe|believed|think|thought|suspect|suspected|assume|assumed|guess|suppose|presume|presumed\
                     |speculate",
                ),
                ("We … so", "believe|think|suspect|assume|guess|suppose"),
                ("Our best …", "guess|theory|hypothesis|assumption"),
                ("Our …", "suspicion|hypothesis|theory|guess|assumption"),
                (
                    "It is … that it was so",
                    "believed|suspected|assumed|thought|presumed|possible|likely",
                ),
                (
                    "It was … so",
                    "probably|possibly|presumably|perhaps|maybe|apparently|supposedly",
                ),
                ("It … have been caused by it", "may|might|could"),
                (
                    "It … so",
                    "was likely|is suspected|seems that|appears to have been",
                ),
            ],
        );
    }
}
