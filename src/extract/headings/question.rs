//! Headings that ask or tell what follows: "Why was it possible?", "What we decided", "How we noticed".

use super::Meaning;

/// Words that turn "what helped" into its opposite.
const NOT: &[&str] = &["not", "didnt", "didn", "wasnt", "wasn", "never", "less"];

/// Words of "why did it take so long?": what went poorly, not why it happened.
const SLOW: &[&str] = &[
    "long", "longer", "faster", "sooner", "earlier", "slow", "quickly", "quicker",
];

/// Pairs of a first word and others of which one follows; the first that fits is taken.
const ASKED: &[(&str, &[&str], Meaning)] = &[
    (
        "why",
        &[
            "happen", "happened", "possible", "occur", "occurred", "fail", "failed", "break",
            "broke", "broken", "did", "didnt", "was", "wasnt", "were", "is", "went", "caused",
        ],
        Meaning::Factors,
    ),
    (
        "how",
        &[
            "detect",
            "detected",
            "notice",
            "noticed",
            "find",
            "found",
            "discover",
            "discovered",
            "know",
            "learned",
            "aware",
            "alerted",
        ],
        Meaning::Detection,
    ),
    (
        "how",
        &[
            "prevent", "avoid", "improve", "stop", "better", "keep", "ensure",
        ],
        Meaning::Actions,
    ),
    (
        "how",
        &[
            "resolve",
            "resolved",
            "fix",
            "fixed",
            "recover",
            "recovered",
            "mitigate",
            "mitigated",
            "respond",
            "responded",
            "restore",
            "restored",
            "repaired",
        ],
        Meaning::Resolution,
    ),
    (
        "how",
        &[
            "happen", "happened", "possible", "break", "broke", "fail", "failed", "could", "get",
            "got", "come", "came",
        ],
        Meaning::Factors,
    ),
    (
        "what",
        &["learn", "learned", "learnt", "learning"],
        Meaning::Lessons,
    ),
    (
        "what",
        &[
            "better",
            "wrong",
            "poorly",
            "badly",
            "hard",
            "harder",
            "difficult",
            "slow",
            "slowed",
            "hurt",
            "improved",
            "hampered",
        ],
        Meaning::WentPoorly,
    ),
    (
        "what",
        &[
            "helped", "help", "worked", "work", "right", "good", "well", "saved",
        ],
        Meaning::WentWell,
    ),
    ("what", &["triggered", "trigger"], Meaning::Trigger),
    (
        "what",
        &[
            "caused",
            "led",
            "worse",
            "aggravated",
            "contributed",
            "allowed",
            "enabled",
            "cause",
        ],
        Meaning::Factors,
    ),
    (
        "what",
        &["affected", "impacted", "mean", "meant", "impact"],
        Meaning::Impact,
    ),
    ("who", &["affected", "impacted"], Meaning::Impact),
    ("which", &["affected", "impacted"], Meaning::Impact),
    (
        "what",
        &[
            "happened", "broke", "failed", "saw", "seen", "observed", "noticed",
        ],
        Meaning::Narrative,
    ),
    (
        "what",
        &[
            "doing",
            "decided",
            "change",
            "changing",
            "changed",
            "next",
            "improve",
            "improving",
            "plan",
            "planned",
            "will",
            "now",
            "ahead",
            "do",
            "done",
            "promise",
        ],
        Meaning::Actions,
    ),
    ("where", &["go", "going"], Meaning::Actions),
    (
        "things",
        &["fix", "do", "change", "improve"],
        Meaning::Actions,
    ),
    (
        "stuff",
        &["fix", "do", "change", "improve"],
        Meaning::Actions,
    ),
    ("where", &["lucky", "luck", "fortunate"], Meaning::GotLucky),
];

/// What "why …" asks for: the cause, whatever else the question holds ("why the failover did not work").
pub fn why(words: &[String]) -> Option<Meaning> {
    let is_luck =
        || words.iter().any(|word| word == "worse") && words.iter().any(|word| word == "could");
    meaning(words).filter(|_| words.first().is_some_and(|first| first == "why") || is_luck())
}

/// What a short question or clause announces.
pub fn meaning(words: &[String]) -> Option<Meaning> {
    let first = words.first()?.as_str();
    if words.len() < 2 || words.len() > 14 {
        return None;
    }
    let has = |wanted: &[&str]| {
        words[1..]
            .iter()
            .any(|word| wanted.contains(&word.as_str()))
    };
    if words.len() <= 3 && first == "what" && has(&["broke", "failed"]) {
        return Some(Meaning::WentPoorly);
    }
    // "What we'd do differently"
    if first == "what" && has(&["differently"]) {
        return Some(Meaning::WentPoorly);
    }
    // "What we knew and when"
    if first == "what" && words.last().is_some_and(|last| last == "when") {
        return Some(Meaning::Timeline);
    }
    // What did not happen is luck.
    if has(&["worse"]) && has(&["could", "might"]) && matches!(first, "what" | "how" | "where") {
        return Some(Meaning::GotLucky);
    }
    if has(SLOW) && first == "why" {
        return Some(Meaning::WentPoorly);
    }
    let meaning = ASKED
        .iter()
        .find(|(question, follows, _)| *question == first && has(follows))
        .map(|(.., meaning)| *meaning)?;
    Some(match meaning {
        Meaning::WentWell if has(NOT) => Meaning::WentPoorly,
        _ => meaning,
    })
}
