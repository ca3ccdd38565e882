//! Phrases of which somebody is the subject: "slept through", "had no idea", "cut corners".

mod table;

use super::*;
use crate::check::phrases::Phrases;
use crate::check::prose::is_one;
use std::sync::LazyLock;
use table::IDIOMS;

pub const BEGINS: Class = IDIOM;

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(IDIOMS));

pub fn phrases() -> &'static Phrases {
    &PHRASES
}

pub fn at(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    // "Waved the change through", "nodded it off".
    if matches!(s.word(at), "waved" | "nodded")
        && let Some(end) = (at + 1..at + 6).find(|&at| s.word(at) == "through")
    {
        // Nothing but people does so.
        let subject = one(s, names, at).unwrap_or(Subject {
            who: Who::Person,
            words: at..at + 1,
        });
        return hit(s, &subject, end + 1, PATH);
    }
    let gerund = s.word(at).ends_with("ing");
    if gerund
        && (at == 0 || !(s.is(at - 1, BE) || matches!(s.word(at - 1), "kept" | "keeps" | "keep")))
    {
        return None;
    }
    // "Had no clue", "did not have a clue".
    if s.word(at) == "have" && !(at.saturating_sub(2)..at).any(|at| s.is(at, NEGATION)) {
        return None;
    }
    if s.word(at) == "let"
        && let Some(end) = (at + 1..at + 6)
            .find(|&at| s.has(at, &["slide|slip|lapse|expire|fester|rot|drift|lie|sit"]))
    {
        return hit(s, &one(s, names, at)?, end + 1, REMEMBER);
    }
    if matches!(s.word(at), "left") {
        return left(s, names, at);
    }
    if s.word(at) == "took"
        && let Some(end) = slow(s, at)
        && !excuse::given(s, at)
    {
        return hit(s, &one(s, names, at)?, end, SIGNAL);
    }
    let (end, ask) = PHRASES.at(s, at)?;
    // "If you only need to read": a case, and nobody's.
    let supposed = s.has(at, &["need|needs"])
        && (at.saturating_sub(4)..at).any(|at| is_one(s.word(at), "if|when|whenever|where"));
    if excuse::given(s, at) || supposed {
        return None;
    }
    hit(s, &mind(s, names, at)?, end, ask)
}

/// "Left the console unlocked", "left us a mess": not what is left on purpose.
fn left(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let end = s.clause_end(at).min(at + 9);
    let is_state = |at: usize| {
        let word = s.word(at);
        is_one(
            word,
            "open|active|on|running|exposed|enabled|disabled|readable|writable|behind|lying|public|mess|chaos|\
            half-done|half-finished|disconnected|unplugged|default|up|down|unattended",
        ) || word.starts_with("un") && word.ends_with("ed")
            || s.has(at, &["switched|turned", "on|off"])
            || s.has(at, &["in", "place|plain|plaintext|debug"])
    };
    // "Left the note on the desk": "on" is a state only where nothing follows it.
    let ends = |state: usize| {
        !is_one(s.word(state), "on|default|behind|up|down")
            || s.word(state + 1).is_empty()
            || s.is(state + 1, BOUNDARY)
            || matches!(
                s.word(state + 1),
                "," | "for" | "over" | "overnight" | "and" | "all" | "in" | "until"
            )
    };
    let meant = (at..s.words.len()).any(|at| {
        s.has(at, &["so|in", "that|order|case"])
            || s.has(at, &["as", "a|the"])
            || s.word(at) == "purpose"
            || s.has(
                at,
                &["to", "keep|collect|gather|let|help|observe|avoid|watch"],
            )
    });
    let state = (at + 1..end).find(|&at| is_state(at) && ends(at))?;
    if meant || excuse::given(s, at) || excuse::passive(s, at) {
        return None;
    }
    hit(s, &one(s, names, at)?, state + 1, STEPS)
}

/// "Took forty minutes to react".
fn slow(s: &Sentence<'_>, at: usize) -> Option<usize> {
    (at + 2..at + 9).find_map(|to| {
        let timed = (at + 1..to).any(|at| {
            s.has(at, &["minutes|hours|hour|minute|days|ages|long|forever|time|while"])
        });
        let responds = s.has(
            to,
            &["to", "react|respond|answer|acknowledge|notice|realise|realize|join|wake|look|open|call|reply|find|see|get|admit|check|escalate|roll|return|pick"],
        );
        (timed && responds).then_some(to + 2)
    })
}

/// Begin what is more than a row of words.
pub const SHORT: &[&str] = &["waved", "nodded", "left", "let", "took"];
