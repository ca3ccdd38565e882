//! Verbs and objects that say by themselves that their subject erred: "misconfigured", "made a mistake", "took down".

use super::*;
use crate::check::prose::is_one;

pub const BEGINS: Class = ERRED | PAST_FORM | BAD_ADVERB;

pub fn at(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let word = s.word(at);
    if s.is(at, BAD_ADVERB) {
        // Judgements of the doer in what he did.
        let next = at + 1;
        let present = s.word(next).ends_with('s') && one(s, names, next).is_some();
        let acted = (s.is(next, PAST_FORM) || present) && !excuse::passive(s, next);
        return acted
            .then(|| mind(s, names, next).or_else(|| served(s, at)))
            .flatten()
            .and_then(|subject| hit(s, &subject, next + 1, SENSE));
    }
    if excuse::passive(s, at) {
        return None;
    }
    // "…," he lied: a story, and no retrospective.
    let told = word == "lied" && s.has(at + 1, &[","]);
    if s.is(at, ERRED) && !parted(s, at) && !told {
        if s.is(at, UNSEEN) && (excuse::given(s, at) || excuse::described(s, at)) {
            return None;
        }
        let ask = match word {
            "mistyped" | "fat-fingered" | "misread" | "misheard" => INTERFACE,
            _ => SENSE,
        };
        // "Caused" and "crashed" are said of machines as well, "misread" is not.
        let human = s.is(at, HUMAN) || word.starts_with("mis") && word != "misconfigured";
        let subject = if human {
            mind(s, names, at)
        } else {
            one(s, names, at)
        };
        return hit(s, &subject?, s.clause_end(at).min(at + 4), ask);
    }
    let down = matches!(word, "took" | "brought" | "knocked" | "tore" | "shut")
        && s.has(
            at + 1,
            &["down|out", "the|our|production|prod|all|everything|half"],
        )
        || matches!(word, "took" | "brought")
            && (at + 2..at + 6).any(|end| s.word(end) == "down")
            && !(at..at + 6).any(|at| s.word(at) == ",");
    let defect = matches!(word, "made") && mistake_follows(s, at + 1)
        || matches!(word, "introduced" | "added" | "committed" | "left")
            && defect_follows(s, at + 1);
    if down || defect {
        return hit(s, &one(s, names, at)?, s.clause_end(at).min(at + 4), SENSE);
    }
    // "Sven's fix made everything worse", "made a bad situation worse".
    if word == "made"
        && (at + 1..at + 5).any(|at| s.word(at) == "worse")
        && let Some(owner) = (at.saturating_sub(3)..at)
            .find(|&at| s.word(at).ends_with("'s") && s.owner(at, names).is_some())
    {
        return Some(Hit {
            who: Who::Person,
            words: owner..(at + 3).min(s.words.len()),
            ask: SENSE,
        });
    }
    // What is gone was within reach of one step.
    let end = s.clause_end(at);
    if s.is(at, DESTROYED)
        && (at + 1..end.min(at + 9)).any(|at| matches!(s.word(at), "production" | "prod" | "live"))
        && (at + 1..end.min(at + 6)).any(|at| {
            is_one(s.word(at), "table|tables|database|databases|bucket|namespace|cluster|volume|volumes|data|schema|index|files|\
            records")
        })
    {
        return hit(s, &one(s, names, at)?, at + 4, INTERFACE);
    }
    // "Told the customer the wrong thing": what helps with the right thing.
    let gave = is_one(
        word,
        "told|gave|sent|wrote|published|posted|provided|read|quoted|shared|used|paged|called|followed|restored|reverted|tested|checked|\
        reviewed",
    );
    if gave
        && let Some(wrong) = (at + 1..end.min(at + 6)).find(|&at| s.word(at) == "wrong")
        && s.is(wrong - 1, DETERMINER)
    {
        return hit(s, &one(s, names, at)?, wrong + 2, INTERFACE);
    }
    if word == "lacked"
        && (at..end.min(at + 6)).any(|at| {
            is_one(s.word(at), "knowledge|experience|discipline|skill|skills|attention|care|competence|diligence|understanding|\
            training|judgement|judgment")
        })
    {
        return hit(s, &one(s, names, at)?, at + 3, SENSE);
    }
    None
}

/// "A user | of the admin panel | mistakenly disabled".
fn served(s: &Sentence<'_>, adverb: usize) -> Option<Subject> {
    let noun = (adverb.saturating_sub(6)..adverb)
        .rev()
        .take_while(|&at| !s.is(at, BOUNDARY | PAST_FORM) && s.word(at) != ",")
        .find(|&at| s.is(at, SOMETIMES) && s.is(at + 1, PREPOSITION))?;
    Some(Subject {
        who: Who::Person,
        words: noun..noun + 1,
    })
}

/// "Broke the dependency cycle" is what one wants, and "confused" is a state unless it has an object.
fn parted(s: &Sentence<'_>, at: usize) -> bool {
    if s.word(at) == "confused" {
        return !s.is(at + 1, DETERMINER);
    }
    s.word(at) == "broke"
        && (at + 1..at + 4).any(|at| {
            is_one(
                s.word(at),
                "dependency|link|cycle|loop|tie|down|silence|off|deadlock|lock",
            )
        })
}

/// "Made a mistake", "made the critical error".
fn mistake_follows(s: &Sentence<'_>, at: usize) -> bool {
    let error = |at: usize| {
        is_one(
            s.word(at),
            "mistake|mistakes|error|errors|typo|blunder|misjudgement|misjudgment|oversight",
        )
    };
    s.is(at, DETERMINER) && (at..at + 4).any(error)
        || matches!(s.word(at), "mistakes" | "errors")
        || s.has(
            at,
            &[
                "a|the",
                "wrong|bad|poor|terrible|rash",
                "decision|call|choice|assumption|judgement|judgment",
            ],
        )
}

/// "Introduced a bug", "left a typo".
fn defect_follows(s: &Sentence<'_>, at: usize) -> bool {
    s.is(at, DETERMINER)
        && (at + 1..at + 4)
            .any(|at| is_one(s.word(at), "bug|typo|error|mistake|regression|defect|flaw"))
}
