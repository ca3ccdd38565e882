//! What nobody did: "nobody bothered", "neither of them checked", "not one of the reviewers opened it".

use super::*;
use crate::check::prose::is_one;

/// "Neither the author nor the reviewer understood what it does".
pub fn neither(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let verb = if s.has(at + 1, &["of", "them|us|him"]) {
        at + 3
    } else {
        let nor = (at + 2..at + 7).find(|&at| matches!(s.word(at), "nor" | "of"))?;
        1 + (nor + 1..nor + 6).find(|&at| s.person(at, names) == Some(Who::Person))?
    };
    let cared = s.has(
        verb,
        &["understood|noticed|checked|tested|read|asked|realised|realized|thought|spotted|questioned|verified|bothered"],
    );
    (cared && !excuse::given(s, verb) && !excuse::described(s, verb)).then(|| Hit {
        who: Who::Person,
        words: at..verb + 1,
        ask: SIGNAL,
    })
}

const CARES: &str = "cares|bothers";

/// "Nobody bothered", "no one took the trouble", "none of the engineers tested".
pub fn nobody(s: &Sentence<'_>, at: usize) -> Option<Hit> {
    let mut next = match s.word(at) {
        "nobody" | "no-one" => at + 1,
        "no" if s.word(at + 1) == "one" || s.is(at + 1, ROLE) => at + 2,
        "not" if s.has(at + 1, &["a", "single"]) && s.is(at + 3, ROLE) => at + 4,
        "not" if s.has(at + 1, &["one", "of"]) || s.has(at + 1, &["a", "single", "one"]) => {
            1 + (at + 3..at + 9).find(|&at| s.is(at, ROLE) || s.has(at, &["us|them|you"]))?
        }
        "not" if s.has(at + 1, &["one|a"]) && s.is(at + 2, ROLE) => at + 3,
        "none" if s.word(at + 1) == "of" => {
            1 + (at + 2..at + 7).find(|&at| s.is(at, ROLE) || s.has(at, &["us|them|you"]))?
        }
        _ => return None,
    };
    // "Nobody on the team".
    if s.is(next, PREPOSITION) {
        next = (next..next + 6).find(|&at| {
            s.is(at, PAST_FORM | AUXILIARY | MODAL) || s.has(at, &[CARES]) || s.word(at) == "thinks"
        })?;
    }
    let start = next;
    while s.is(next, BETWEEN) && next < start + 4 {
        // "Nobody of the core team was looking".
        if s.has(
            next,
            &["was|were", "looking|paying|listening|thinking|supervising"],
        ) {
            return Some(Hit {
                who: Who::Person,
                words: at..next + 2,
                ask: STEPS,
            });
        }
        if s.is(next, BE) {
            return None;
        }
        next += 1;
    }
    let emphatic = s.word(at) == "not" && stem_is(s.word(next), "ed", CARE);
    let careless = emphatic
        || s.has(next, &["thinks", "it|that"])
        || s.has(next, &[CARES])
        || is_one(
            s.word(next),
            "bothered|cared|listened|joined|said|spoke|acted|stepped|raised|owned-up",
        )
        || s.has(
            next,
            &[
                "opened|answered|objected|volunteered|intervened|replied|raised|lifted|felt",
                "the|a|an|to|it|their|any|responsible",
            ],
        )
        || s.has(
            next,
            &["took", "responsibility|ownership|charge|notice|care"],
        )
        || s.has(
            next,
            &["took", "the|any", "trouble|time|care|responsibility"],
        )
        || s.has(
            next - usize::from(next > start),
            &[
                "had",
                "the",
                "sense|idea|courtesy|foresight|decency|presence|courage|nerve|wit|guts",
            ],
        )
        || s.has(next, &["thought", "to|of|about|it|that"])
        || s.has(next, &["could", "be", "bothered"])
        || stem_is(s.word(next), "ed", CARE)
            && !is_one(
                s.word(next),
                "noticed|realised|realized|recognised|recognized|informed|spotted|looked|responded|reacted|reported",
            )
            && s.word(next + 1) != "in"
        || s.has(next, &["told|read", "the|us|them|anyone|anybody|support"]);
    (careless && !excuse::given(s, next)).then(|| Hit {
        who: Who::Person,
        words: at..(next + 2).min(s.words.len()),
        ask: STEPS,
    })
}
