//! What belongs to somebody does the harm: "Sara's commit broke the build", "whose script overwrote the zone".

use super::*;
use crate::check::prose::is_one;

pub const BEGINS: Class = POSSESSIVE | ROLE | AGENT | BOUNDARY;

pub fn at(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
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
        .find(|&at| {
            is_one(
                s.word(at),
                "change|changes|commit|commits|script|query|patch|deployment|deploy|release|edit|edits|command|merge|migration|\
                config|configuration|code|clean-up|cleanup|housekeeping|visit|experiment|job|upgrade|update|fix|refactoring|rollout|push|action|actions|work|\
                setting|settings|attempt|cleanup|clean-up|workaround|tinkering|tweak|handiwork|shortcut|idea|intervention|\
                import|export|session|loop|laptop|negligence|behaviour|behavior|choice|insistence",
            )
        })?;
    // "Thanks to Sara's clean-up, the reports vanished".
    let because = at > 1 && s.has(at - 2, &["thanks|due", "to"])
        || at > 1 && s.has(at - 2, &["because", "of"])
        || at > 0 && s.has(at - 1, &["after|following|since"]);
    let harmed = || {
        (work + 1..s.words.len()).find(|&at| {
            at > work + 1
                && (form_of(s.word(at), HARMS) || s.is(at, ERRED))
                && !s.is(at - 1, DETERMINER | NEGATION)
        })
    };
    if because
        && let Some(harm) = harmed()
        && !excuse::given(s, work)
    {
        return Some(Hit {
            who,
            words: at..harm + 1,
            ask: PATH,
        });
    }
    let verb = (work + 1..work + 9)
        .take_while(|&at| !s.is(at, BOUNDARY) && s.word(at) != ",")
        .find(|&at| s.is(at, PAST_FORM) || form_of(s.word(at), HARMS))?;
    let word = s.word(verb);
    let harms = s.is(verb, ERRED | DESTROYED)
        || form_of(word, HARMS)
        || s.has(
            verb,
            &["took|brought|knocked|made|sent|set|left|led|cost|locked|filled|turned|opened"],
        );
    (harms && !excuse::passive(s, verb) && !excuse::given(s, verb)).then(|| Hit {
        who,
        words: at..verb + 1,
        ask: PATH,
    })
}
