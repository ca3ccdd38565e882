//! Phrases of which somebody is the subject: "slept through", "had no idea", "cut corners".

use super::*;
use crate::check::phrases::Phrases;
use crate::check::prose::is_one;
use std::sync::LazyLock;

pub const BEGINS: Class = IDIOM;

static PHRASES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(IDIOMS.iter().map(|(phrase, _)| *phrase)));

/// The words with which they begin.
pub fn starts() -> impl Iterator<Item = &'static str> {
    PHRASES.starts().chain(SHORT.iter().copied())
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
        && let Some(end) =
            (at + 1..at + 6).find(|&at| s.has(at, &["slide|slip|lapse|expire|fester|rot|drift"]))
    {
        return hit(s, &one(s, names, at)?, end + 1, REMEMBER);
    }
    if matches!(s.word(at), "left") {
        return left(s, names, at);
    }
    let (phrase, ask) = IDIOMS[PHRASES.at(s, at)?];
    if excuse::given(s, at) {
        return None;
    }
    hit(s, &mind(s, names, at)?, at + phrase.len(), ask)
}

/// "Left the console unlocked", "left us a mess": not what is left on purpose.
fn left(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let end = s.clause_end(at).min(at + 9);
    let state = (at + 1..end).find(|&at| {
        let word = s.word(at);
        is_one(word, "open|on|running|exposed|enabled|disabled|readable|writable|behind|lying|public|mess|chaos|\
            half-done|half-finished|disconnected|unplugged|default|up|down|unattended") || word.starts_with("un") && word.ends_with("ed")
            || s.has(at, &["switched|turned", "on|off"])
            || s.has(at, &["in", "place|plain|plaintext|debug"])
    })?;
    // "Left the note on the desk": "on" is a state only where nothing follows it.
    let ends = !is_one(s.word(state), "on|default|behind|up|down")
        || s.word(state + 1).is_empty()
        || s.is(state + 1, BOUNDARY)
        || matches!(
            s.word(state + 1),
            "," | "for" | "over" | "overnight" | "and" | "all" | "in" | "until"
        );
    let meant = (at..s.words.len()).any(|at| {
        s.has(at, &["so|in", "that|order|case"])
            || s.has(at, &["as", "a|the"])
            || s.word(at) == "purpose"
            || s.has(
                at,
                &["to", "keep|collect|gather|let|help|observe|avoid|watch"],
            )
    });
    if !ends || meant || excuse::given(s, at) || excuse::passive(s, at) {
        return None;
    }
    hit(s, &one(s, names, at)?, state + 1, STEPS)
}

/// Begin what is more than a row of words.
const SHORT: &[&str] = &["waved", "nodded", "left", "let"];

const IDIOMS: &[(&[&str], &str)] = &[
    (&["slept|dozed", "through|in|off|on"], SIGNAL),
    (&["fell", "asleep"], SENSE),
    (&["turned", "a", "blind|deaf"], SIGNAL),
    (&["looked|turned", "the", "other"], SIGNAL),
    (&["looked|walked|turned", "away"], SIGNAL),
    (
        &["dragged|dragging", "his|her|their|its|our|my", "feet|heels"],
        SENSE,
    ),
    (&["cut", "corners"], STEPS),
    (&["dropped", "the", "ball"], REMEMBER),
    (&["jumped", "the", "gun"], SENSE),
    (&["took", "a|the", "shortcut|gamble|easy|lazy"], STEPS),
    (
        &["took", "no|little", "notice|care|interest|precautions|heed"],
        SIGNAL,
    ),
    (&["took", "it|matters", "upon|into"], SENSE),
    (
        &["paid", "no|little|scant", "attention|heed|regard"],
        SIGNAL,
    ),
    (&["made", "no|little", "attempt|effort|move"], SENSE),
    (
        &["showed", "no|little", "interest|regard|respect|care|sign"],
        SENSE,
    ),
    (
        &[
            "had",
            "no|little",
            "idea|clue|understanding|sense|excuse|business|interest|grasp|regard|respect|notion|inkling",
        ],
        SENSE,
    ),
    (
        &["had|have", "not", "the", "faintest|slightest|foggiest"],
        SENSE,
    ),
    (&["did", "nothing"], SENSE),
    (
        &["have", "a|any|the", "clue|idea|inkling|faintest|foggiest"],
        SENSE,
    ),
    (&["sat", "on", "it|this|that|them"], SENSE),
    (
        &[
            "went|rolled|turned",
            "back|over",
            "to|and",
            "bed|sleep|slept",
        ],
        SIGNAL,
    ),
    (&["winged", "it"], STEPS),
    (
        &["brushed|shrugged|waved", "off|aside|it|them|the|away"],
        SIGNAL,
    ),
    (&["refused", "to"], SENSE),
    (&["insisted", "on|that"], SENSE),
    (
        &[
            "assumed|thought|hoped",
            "that|somebody|someone",
            "somebody|someone|else",
            "else|would|had",
        ],
        SENSE,
    ),
    (&["had", "the", "wrong"], INTERFACE),
    (
        &[
            "ignoring|skipping|neglecting|disregarding|bypassing|overlooking|forgetting",
            "the|this|that|these|our|all|to|their|his|her",
        ],
        STEPS,
    ),
    (&["passed", "the", "buck"], SENSE),
    (&["sat|sitting", "on", "it|this|that|them|since|for"], SENSE),
    (
        &[
            "threw",
            "it|the|this|their",
            "over|release|code|change|build",
            "the|over",
            "wall|fence|the",
        ],
        SENSE,
    ),
    (
        &["let", "us|everyone|everybody|customers|me", "down"],
        SENSE,
    ),
    (
        &[
            "kept|keep|keeps",
            "forgetting|ignoring|missing|skipping|breaking|overlooking|dismissing|making|losing|pushing|deploying|merging",
        ],
        REMEMBER,
    ),
    (
        &[
            "fooled|fiddled|played|messed|toyed|tinkered|monkeyed",
            "with|around|about",
        ],
        SENSE,
    ),
    (&["couldn't", "be", "bothered"], STEPS),
    (&["could", "not", "be", "bothered"], STEPS),
    (
        &["got", "it|this|that|everything|things", "wrong|backwards"],
        SENSE,
    ),
    (
        &[
            "mixed|messed|screwed|mucked|cocked|goofed|slipped|stuffed|fouled|balled|tripped",
            "up",
        ],
        SENSE,
    ),
    (
        &["lost", "track|patience|concentration|focus|interest|sight"],
        SENSE,
    ),
    (&["gave", "out|away", "the|a|an|his|her|their"], INTERFACE),
    (
        &[
            "decided|chose|opted|preferred",
            "to",
            "skip|ignore|bypass|disregard|circumvent|cut|rush|save|gamble|risk|omit",
        ],
        STEPS,
    ),
    (&["tried|tries|trying", "to", "hide|conceal|cover"], SENSE),
];
