//! What belongs to somebody does the harm: "Sara's commit broke the build", "whose script overwrote the zone".

use super::*;
use crate::check::prose::is_one;

pub const BEGINS: Class = POSSESSIVE | ROLE | AGENT | CLAUSE_END | FIRST_NAME;

/// What people make or choose.
const WORK: &str = "change|changes|commit|commits|script|query|patch|deployment|deploy|release|edit|edits|command|merge|\
    migration|config|configuration|code|clean-up|cleanup|housekeeping|visit|experiment|job|upgrade|\
    update|fix|refactoring|rollout|push|action|actions|work|setting|settings|attempt|cleanup|clean-up|\
    workaround|tinkering|tweak|handiwork|shortcut|idea|intervention|import|export|session|loop|laptop|\
    negligence|behaviour|behavior|choice|insistence|decision";

pub fn at(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    if s.is(at, CLAUSE_END) && s.word(at) != "whose" {
        return None;
    }
    if s.is(at, ROLE | FIRST_NAME) && at > 1 && !s.word(at).ends_with("'s") {
        return decided(s, names, at);
    }
    let who = if s.word(at) == "whose" {
        let comma = usize::from(at > 0 && s.word(at - 1) == ",");
        s.person(at.checked_sub(1 + comma)?, names)?
    } else {
        s.owner(at, names)?
    };
    if who == Who::They {
        return None;
    }
    let work = (at + 1..at + 5)
        .take_while(|&at| !s.is(at, PREPOSITION | BOUNDARY))
        .find(|&at| is_one(s.word(at), WORK))?;
    // "Thanks to Sara's clean-up, the reports vanished".
    let to = at > 1
        && matches!(
            (s.word(at - 2), s.word(at - 1)),
            ("thanks" | "due", "to") | ("because", "of")
        );
    let because = to || at > 0 && s.has(at - 1, &["after|following|since"]);
    let better = || {
        (work + 1..s.words.len())
            .any(|at| form_of(s.word(at), RECOVERS) || consequence::eases(s, at))
    };
    let harmed = || {
        (work + 1..s.words.len()).find(|&at| {
            at > work + 1
                && (form_of(s.word(at), HARMS) || s.is(at, ERRED))
                && !s.is(at - 1, DETERMINER | NEGATION)
        })
    };
    if because
        && !better()
        && let Some(harm) = harmed()
        && !excuse::given(s, work)
    {
        return Some(Hit {
            who,
            words: at..harm + 1,
            ask: PATH,
        });
    }
    // "Her script, which she never showed to anybody, deleted …".
    let which = s.word(work + 1) == "," && s.has(work + 2, &["which|that"]);
    let after = which
        .then(|| (work + 3..work + 14).find(|&at| s.word(at) == ","))
        .flatten()
        .unwrap_or(work);
    let verb = (after + 1..after + 9)
        .take_while(|&at| !s.is(at, BOUNDARY) && s.word(at) != ",")
        .find(|&at| s.is(at, PAST_FORM) || form_of(s.word(at), HARMS))?;
    let word = s.word(verb);
    let harms = s.is(verb, ERRED | DESTROYED)
        || form_of(word, HARMS)
        || s.has(
            verb,
            &["took|knocked|made|sent|set|left|led|cost|locked|filled|turned|opened"],
        );
    let harms = harms
        || s.has(verb, &["came|comes", "back"])
        || word == "brought"
            && (verb + 1..verb + 8).any(|at| s.is(at, HARM) || s.has(at, &["down|halt|knees"]));
    (harms && !excuse::passive(s, verb) && !excuse::given(s, verb)).then(|| Hit {
        who,
        words: at..verb + 1,
        ask: PATH,
    })
}

/// "The decision of the team lead to skip the canary was wrong".
fn decided(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let who = s.person(at, names)?;
    let of = (at.saturating_sub(4)..at)
        .rev()
        .find(|&at| is_one(s.word(at), "of|by|from"))?;
    let work = of.checked_sub(1)?;
    let wrong = (at + 1..s.words.len()).any(|at| {
        s.is(at, BE)
            && (s.is(at + 1, BAD_THING | JUDGEMENT)
                || s.has(at + 1, &["a|the", "mistake|error|cause|reason"]))
    });
    (is_one(s.word(work), WORK) && wrong && !excuse::given(s, at)).then(|| Hit {
        who,
        words: work..at + 1,
        ask: SENSE,
    })
}
