//! The phrases, each with the question that it leaves open.

use super::super::*;

pub const IDIOMS: &[(&[&str], &str)] = &[
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
            "went|rolled|turned|goes|turns|fell",
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
    (&["take|took|taken", "the", "trouble|time", "to|of"], STEPS),
    (&["could", "be", "bothered|troubled"], STEPS),
    (&["could|can", "not", "be", "troubled"], STEPS),
    (&["shrugged|yawned|laughed", "at|it|and"], SIGNAL),
    (
        &[
            "carried|pressed|ploughed|plowed|soldiered",
            "on|ahead",
            "regardless|anyway|as|with|and",
        ],
        SENSE,
    ),
    (&["could|can", "not", "even", "be", "bothered"], STEPS),
    (&["couldn't|can't", "even", "be", "bothered"], STEPS),
    (
        &[
            "had|has",
            "his|her|their",
            "phone|pager|laptop|headphones",
            "on|off|switched|turned|muted|at|in",
        ],
        SIGNAL,
    ),
    (&["can't|cannot", "be", "bothered"], STEPS),
    (
        &[
            "took|taken|take",
            "it|things|this|that|matters",
            "lightly|easy",
        ],
        SENSE,
    ),
    (&["threw|thrown", "caution"], SENSE),
    (&["played", "fast"], SENSE),
    (
        &[
            "made",
            "a",
            "mess|hash|meal|pig's|dog's",
            "of|ear|breakfast",
        ],
        SENSE,
    ),
    (
        &[
            "got",
            "carried|distracted|sloppy|careless|lazy|cocky|complacent",
        ],
        SENSE,
    ),
    (&["went", "rogue|awol|missing"], SENSE),
    (
        &["acted|acting|decided", "alone|unilaterally|rashly|hastily"],
        SENSE,
    ),
    (
        &["acted|acting|went|decided", "on", "his|her|their", "own"],
        SENSE,
    ),
    (&["lost", "the", "plot"], SENSE),
    (&["took", "his|her|their", "time|sweet"], SIGNAL),
    (&["nowhere", "to", "be"], SIGNAL),
    (
        &[
            "slow|late|reluctant",
            "to",
            "react|respond|answer|escalate|notice|join|admit|act|call|realise|realize",
        ],
        SIGNAL,
    ),
    (&["sat|stood|stand|sit", "idle|idly|back|by|around"], SENSE),
    (&["wandered|walked|went", "off|away"], SENSE),
    (
        &[
            "admit|admitted|admits|confessed|confesses|concedes|conceded",
            "that|to|he|she|they|having|it|doing",
        ],
        SENSE,
    ),
    (&["better", "things", "to", "do"], SENSE),
    (
        &[
            "ought|needs|need",
            "to",
            "learn|listen|think|read|wake|understand",
        ],
        SENSE,
    ),
    (
        &[
            "make|made|did|does|commit|committed",
            "a|an",
            "big|huge|grave|serious|terrible|stupid|major|grievous|bad",
            "error|mistake|blunder",
        ],
        SENSE,
    ),
];
