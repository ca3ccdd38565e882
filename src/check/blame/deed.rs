//! An ordinary deed with words that make it an error: "ran … without testing", "deployed a malformed …".

use super::*;
use crate::check::prose::is_one;

pub const BEGINS: Class = PAST_FORM;

pub fn at(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    // "Did the upgrade" is a deed, "did not" is none.
    if s.word(at) == "did" && !s.is(at + 1, DETERMINER) {
        return None;
    }
    let passive = excuse::passive(s, at);
    let by = (at + 1..at + 4).find(|&at| s.word(at) == "by");
    if passive && by.is_none() {
        return None;
    }
    let from = if passive { by? + 1 } else { at + 1 };
    // "The alert was wrongly silenced by …", "the wrong branch was deployed by …".
    let judged = passive
        && !mended(s, at)
        && (at.saturating_sub(6)..at)
            .any(|at| s.is(at, BAD_ADVERB) || s.is(at, BAD_THING) && !care::not_a_fault(s, at));
    let cue = match cue(s, at, from) {
        None if judged => at,
        cue => cue?,
    };
    let subject = if passive {
        agent(s, names, from)?
    } else {
        // "It was Henrik who turned off the alarms" points at somebody by itself.
        let mindful = !s.is(cue, BAD_THING | BAD_ADVERB)
            && !s.has(cue, &["straight|directly|that|too|late|twice"]);
        one(s, names, at).or_else(|| mindful.then(|| s.mindful_subject(at)).flatten())?
    };
    if subject.who == Who::We || mended(s, at) {
        return None;
    }
    let ask = if s.is(at, SHIPPED) {
        PATH
    } else if s.is(at, CHOSE) {
        INTERFACE
    } else if matches!(s.word(cue), "without" | "before") {
        STEPS
    } else {
        SENSE
    };
    let end = if judged { subject.words.end } else { cue + 2 };
    hit(s, &subject, end, ask)
}

/// Seeing, saying and mending what is wrong is no error: "noticed the wrong value", "reverted the bad deploy".
pub fn mended(s: &Sentence<'_>, at: usize) -> bool {
    s.is(at, MENDED)
        && !matches!(
            (s.word(at), s.word(at + 1)),
            ("rolled" | "called", "out" | "off")
        )
}

/// "Drained the bad hosts": what is broken is taken out, not put in.
fn takes_out(s: &Sentence<'_>, deed: usize, thing: usize) -> bool {
    let puts = is_one(
        s.word(deed),
        "added|applied|attached|brought|distributed|enabled|inserted|installed|loaded|mounted|opened|promoted|put|ran|rolled|\
        scaled|set|started|switched|took|turned|migrated|provisioned|increased|limited|registered",
    );
    let bad_itself = is_one(
        s.word(thing),
        "bad|broken|buggy|faulty|defective|misconfigured|malformed|corrupt|flawed",
    );
    bad_itself && !puts && form_of(s.word(deed), HANDLES)
}

/// Who did what stands in the passive: "was turned off by | Henrik".
fn agent(s: &Sentence<'_>, names: &Names, from: usize) -> Option<Subject> {
    let person = (from..from + 5)
        .take_while(|&at| !s.is(at, BOUNDARY | PREPOSITION) && s.word(at) != ",")
        .find(|&at| s.person(at, names).is_some())?;
    Some(Subject {
        who: s.person(person, names)?,
        words: from..person + 1,
    })
}

/// The first words after a deed that make it an error.
fn cue(s: &Sentence<'_>, at: usize, from: usize) -> Option<usize> {
    let end = s.clause_end(at);
    // "Before" begins a clause, and may begin a reproach.
    let end = if s.word(end) == "before" {
        (end + 9).min(s.words.len())
    } else {
        end
    };
    for next in from..end {
        // Another subject takes over.
        if s.word(next) == "," && s.is(next + 1, PAST_FORM) {
            break;
        }
        if matches!(s.word(next), "and" | ",") && s.is(next + 1, DETERMINER) {
            let goes_on = (next + 1..(next + 4).min(end)).any(|at| s.is(at, PAST_FORM));
            if goes_on {
                break;
            }
        }
        if s.is(next, CUE | BAD_THING | BAD_ADVERB) && is_cue(s, at, next, end) {
            return Some(next);
        }
    }
    None
}

fn is_cue(s: &Sentence<'_>, at: usize, next: usize, end: usize) -> bool {
    let rest = |words: &[&str]| s.has(next, words);
    match s.word(next) {
        "without" => care::lacks_care(s, next + 1) && !excuse::given(s, next),
        "before" => care::too_early(s, at, next + 1) && !excuse::given(s, next),
        "by" => rest(&[
            "by",
            "mistake|accident|error|ignoring|skipping|neglecting|disregarding|bypassing",
        ]),
        "in" => {
            rest(&["in", "error|haste"])
                || rest(&["in", "a", "hurry|rush"])
                || rest(&["in", "spite|violation|breach|defiance", "of"])
                    && care::advice_follows(s, next + 3)
        }
        "too" => rest(&["too", "quickly|hastily|early|soon|late|fast|casually"]),
        "instead" => care::instead(s, at, next + 2),
        "rather" => s.word(next + 1) == "than" && care::instead(s, at, next + 2),
        "straight" | "directly" => rest(&[
            "straight|directly",
            "to|on|in|into",
            "production|prod|master|main|live",
        ]),
        "despite" | "ignoring" | "against" | "contrary" | "regardless" => {
            let from = next + 1 + usize::from(matches!(s.word(next), "contrary" | "regardless"));
            care::advice_follows(s, from) && !excuse::given(s, next)
        }
        "anyway" | "nonetheless" => next > at + 1,
        "although" | "though" => (next + 1..next + 8).any(|at| {
            s.has(
                at,
                &["warned|forbidden|forbade|advised|knew|objected|failing|red|unfinished"],
            ) || s.has(at, &["told|asked", "him|her|them|me|not"])
                || s.has(at, &["not", "been", "tested|reviewed|approved|verified"])
        }),
        "twice" => s.is(at, CHOSE),
        "late" => rest(&["late", "again"]),
        "that" => {
            rest(&["that", "broke|crashed|wiped|deleted|corrupted|took|brought"])
                && !(0..at).any(|at| s.is(at, ROLE))
        }
        _ if s.is(next, BAD_ADVERB) => {
            next + 1 >= end || is_one(s.word(next + 1), ",|and|in|on|for|during|into|again")
        }
        _ => {
            s.is(next, BAD_THING)
                && !care::not_a_fault(s, next)
                && !takes_out(s, at, next)
                && next <= at + 8
                && !excuse::given(s, next)
        }
    }
}
