//! Sentences about a world in which the incident did not happen.

mod general;

use super::clause::Who;
use super::names::Names;
use super::prose::{Sentence, is_one};
use super::words::*;
use crate::extract::headings::Meaning;
use std::ops::Range;

/// The words of a sentence that tell what did not happen.
pub fn hindsight(s: &Sentence<'_>, names: &Names) -> Option<Range<usize>> {
    if !s.holds(MODAL | UNREAL) {
        return None;
    }
    (0..s.words.len())
        .filter(|&at| s.is(at, MODAL | UNREAL) || s.is(at + 1, UNREAL) && s.is(at, PREPOSITION))
        .find_map(|at| begins(s, names, at))
        .or_else(|| {
            s.places(MODAL | UNREAL)
                .find_map(|at| general::at(s, names, at))
        })
}

fn begins(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Range<usize>> {
    let word = s.word(at);
    if s.has(at, &["if", "only"])
        && !s.has(
            at + 2,
            &[
                "a|one|the|some|two|part",
                "few|of|single|node|replica|region|",
            ],
        )
    {
        return Some(at..at + 3);
    }
    // "In hindsight the signs were there and nobody saw them".
    if s.has(at, &["in|with", "hindsight|retrospect"]) {
        let missed = (at + 2..s.words.len()).any(|at| {
            s.is(at, NEGATION)
                && s.has(at + 1, &["see|notice|realise|realize|look|ask|think|check|understand|recognise|recognize"])
                && s.subject(at, names).is_some()
        });
        return missed.then_some(at..at + 2);
    }
    // "It would have taken him two minutes to ask".
    if s.has(
        at,
        &[
            "would|could|might",
            "have",
            "taken|cost",
            "him|her|them|anyone|anybody|somebody|someone",
        ],
    ) {
        return Some(at..at + 4);
    }
    if matches!(word, "shoulda" | "woulda" | "coulda") {
        return Some(at..at + 1);
    }
    // "Should not have had to be told", "a first-year student would have known".
    if s.has(at, &["should", "not", "have", "had", "to", "be"])
        || s.has(at, &["shouldn't", "have", "had", "to", "be"])
    {
        return Some(at..(at + 6).min(s.words.len()));
    }
    // "Had John checked", "if the engineer had checked".
    let begins = at == 0 || matches!(s.word(at - 1), "," | ";" | ":" | "(" | "—" | "–" | "and");
    if word == "had" && begins {
        let verb = (at + 1..at + 6).find(|&at| s.is(at, PAST_FORM | DONE_BY_CARE))?;
        let noun = (at + 1..verb).rev().find(|&at| !s.is(at, BETWEEN))?;
        let person = s.person(noun, names).is_some()
            || noun == at + 1 && s.unlisted_name(noun) && s.is(verb, DONE_BY_CARE | MENDED);
        return (person && s.word(verb) != "had").then_some(at..verb + 1);
    }
    if word == "if" {
        let had = (at + 1..at + 7).find(|&at| matches!(s.word(at), "had" | "hadn't"))?;
        let noun = (at + 1..had).rev().find(|&at| !s.is(at, BETWEEN))?;
        let person = s.person(noun, names).is_some_and(|who| who != Who::They);
        let verb = (had + 1..had + 5).find(|&at| {
            is_participle(s, at) && s.word(at) != "had"
                || s.is(at, PAST_FORM) && s.word(at) != "had"
        })?;
        let owns = s.is(had + 1, DETERMINER)
            || s.word(had + 1) == "had"
            || s.has(had + 1, &["access|more|better|alerts|monitoring"]);
        // "if we had …, we would have lost" is luck, and kept as such.
        return (person && !owns && s.within != Some(Meaning::GotLucky)).then_some(at..verb + 1);
    }
    let contracted = matches!(word, "should've" | "could've" | "would've" | "shouldn't've");
    if !s.is(at, MODAL) && !contracted {
        return None;
    }
    // "Reflect if this should have been told", "not assume that we could have": a question, and a belief.
    let asked = (0..at).any(|at| {
        s.word(at) == "whether"
            || s.has(
                at,
                &[
                    "reflect|consider|discuss|clarify|decide|check|unsure|unclear",
                    "if",
                ],
            )
            || s.has(at, &["reflect", "on", "if"])
    });
    let believed = (at.saturating_sub(3)..at)
        .any(|at| s.has(at, &["assume|assumed|assuming|believe|believed"]));
    // "Kudos to Sam, who should have been asleep".
    let off_duty =
        s.has(at, &["should", "have", "been", "asleep|sleeping|off|home"]) && s.holds(CREDIT);
    if asked || believed || off_duty {
        return None;
    }
    // "should (probably) (not) have (been) done"
    let mut have = at + 1;
    while !contracted
        && have < at + 5
        && (is_one(
            s.word(have),
            "not|at|least|to|simply|just|also|probably|all|really|always|never|easily|clearly|have|instead|\
            then|better",
        ) || s.word(have).ends_with("ly"))
        && s.word(have) != "have"
    {
        have += 1;
    }
    if !contracted && s.word(have) != "have" {
        return None;
    }
    let have = if contracted { at } else { have };
    let mut verb = have + 1;
    while verb < have + 5
        && (s.is(verb, BETWEEN | BAD_ADVERB) && s.word(verb) != "had"
            || s.word(verb).ends_with("ly"))
    {
        verb += 1;
    }
    while is_one(s.word(verb), "better|more|at|least|instead|sooner|earlier")
        && !s.is(verb, DETERMINER)
        && verb < have + 7
    {
        verb += 1;
    }
    let passive = (have + 1..verb).any(|at| s.word(at) == "been");
    if !passive && !is_participle(s, verb) {
        return None;
    }
    let stem = modal(word);
    let range = at..(verb + 1).min(s.words.len());
    if passive {
        let care = s.is(verb, DONE_BY_CARE)
            || s.has(verb, &["careful|prepared|thorough|diligent|attentive"])
            || s.has(verb, &["taken", "seriously|into|more|care|note"])
            || s.has(verb, &["addressed|raised|prioritised|prioritized|respected|challenged|involved|trained|supervised|rejected"]);
        // "The alert should have been stopped": a machine's; "would have been found" stays with what people do.
        let of_people = stem != "would"
            || is_one(
                s.word(verb),
                "caught|prevented|avoided|noticed|averted|spotted|detected",
            );
        let subject = s
            .subject(at, names)
            .is_some_and(|subject| subject.who != Who::They)
            && stem == "should";
        return (care && of_people && !lucky(s) || subject).then_some(range);
    }
    let subject = s.subject(at, names);
    let person = subject.as_ref().is_some_and(|subject| match subject.who {
        Who::They => {
            word == "ought"
                || (0..subject.words.start).any(|at| s.is(at, ROLE))
                || s.is(verb, HUMAN | DONE_BY_CARE)
                || form_of(s.word(verb), HANDS)
                || s.has(
                    verb,
                    &["paged|called|phoned|escalated|deployed|shipped|released"],
                )
        }
        Who::Self_ => false,
        _ => true,
    });
    let we = subject.is_some_and(|subject| subject.who == Who::We);
    let helped = matches!(stem, "could" | "would" | "might")
        && (s.is(verb, DONE_BY_CARE) || matches!(s.word(verb), "saved" | "shown" | "shortened"));
    let diligence = helped
        && (at.saturating_sub(5)..at).any(|at| s.is(at, DILIGENCE))
        && (at.saturating_sub(6)..at).any(|at| {
            is_one(
                s.word(at),
                "better|more|proper|simple|closer|careful|basic|little|quick|thorough|any|some|bit",
            )
        });
    // "With a little more care the technician would have seen".
    let wished = person
        && stem != "should"
        && ((0..at).any(|at| {
            s.has(
                at,
                &[
                    "with",
                    "a|more|better|proper|due|some|any",
                    "bit|little|more|care|attention|training|thought|diligence|foresight",
                ],
            )
        }) || (at.saturating_sub(4)..at).any(|at| s.is(at, GOOD_TRAIT) && s.is(at + 1, ROLE)));
    // "A simple grep would have shown it".
    let simple = matches!(stem, "would" | "could" | "might")
        && (s.is(verb, DONE_BY_CARE) || s.has(verb, &["shown|revealed|sufficed"]))
        && (at.saturating_sub(5)..at).any(|at| {
            s.has(
                at,
                &["simple|quick|basic|single|cursory|brief|moment's|five-minute"],
            )
        })
        && !(0..at).any(|at| s.has(at, &["alert|alarm|breaker|limit|threshold|probe"]));
    let flagged = simple
        || wished
        || match stem {
            "should" => person,
            // What could have happened to us is luck; what we could have done is hindsight.
            "could" | "might" => {
                person
                    && !lucky(s)
                    && !(we && matches!(s.word(verb), "lost" | "been" | "seen" | "had" | "missed"))
            }
            "would" => {
                person
                    && (!we || s.is(verb, DONE_BY_CARE))
                    && !lucky(s)
                    && !is_one(
                        s.word(verb),
                        "lost|had|seen|needed|wanted|required|liked|preferred|received|been|got|gotten|arrived",
                    )
            }
            _ => person,
        };
    (flagged || diligence).then_some(range)
}

/// "Should have alerting", "should have a staging area": no participle follows.
fn is_participle(s: &Sentence<'_>, at: usize) -> bool {
    let word = s.word(at);
    word.len() > 4 && word.ends_with("ed")
        || s.is(at, DONE_BY_CARE | LEFT_OUT)
        || is_one(
            word,
            "been|done|known|seen|gone|taken|made|written|given|said|told|kept|run|set|put|let|left|built|\
            chosen|felt|brought|shut|held|begun|come|become|spoken|waited|used|paid|got|gotten|shown|sent|\
            read|led|cut|lost",
        )
}

fn modal(word: &str) -> &str {
    let stem = word.split('\'').next().unwrap_or(word);
    stem.strip_suffix('n')
        .filter(|stem| matches!(*stem, "should" | "could" | "would"))
        .unwrap_or(stem)
}

/// Sentences of what nearly happened.
fn lucky(s: &Sentence<'_>) -> bool {
    s.within == Some(Meaning::GotLucky)
        || s.words.iter().any(|word| {
            matches!(
                word.text.as_ref(),
                "luckily" | "fortunately" | "otherwise" | "worse" | "lucky"
            )
        })
        || s.word(0) == "without"
}
