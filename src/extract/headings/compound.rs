//! Headings made of a word that names a part and words that say of which kind: "Proposed follow-up actions", "Key events".

use super::Meaning;

/// Words that together name one part of a retrospective.
struct Compound {
    meaning: Meaning,
    /// Words that name the part alone.
    names: &'static [&'static str],
    /// Words that name it beside another one.
    joins: &'static [&'static str],
    /// Words that say of which kind it is.
    kinds: &'static [&'static str],
}

/// Words that say nothing about what follows.
const FILLERS: &[&str] = &[
    "the",
    "our",
    "and",
    "or",
    "of",
    "for",
    "a",
    "an",
    "in",
    "to",
    "on",
    "with",
    "incident",
    "outage",
    "postmortem",
    "post",
    "mortem",
    "retrospective",
    "all",
    "any",
    "other",
    "what",
    "we",
    "know",
    "about",
    "so",
    "far",
];

/// Longer headings are clauses.
const LONGEST: usize = 6;

const COMPOUNDS: &[Compound] = &[
    Compound {
        meaning: Meaning::Actions,
        names: &[
            "actions",
            "action",
            "actionables",
            "followup",
            "followups",
            "todo",
            "todos",
            "tasks",
            "improvements",
            "improvement",
            "remediation",
            "remediations",
            "recommendations",
            "countermeasures",
            "measures",
            "commitments",
            "deliverables",
            "assignments",
            "homework",
            "backlog",
            "capa",
            "safeguards",
            "remedies",
            "prevention",
        ],
        joins: &[
            "items",
            "item",
            "steps",
            "work",
            "changes",
            "fixes",
            "plan",
            "plans",
            "log",
            "register",
            "tracker",
            "tickets",
            "solutions",
            "owners",
            "ends",
            "opportunities",
            "ideas",
            "follow",
            "up",
            "ups",
            "list",
        ],
        kinds: &[
            "planned",
            "proposed",
            "suggested",
            "upcoming",
            "future",
            "further",
            "corrective",
            "preventive",
            "preventative",
            "remedial",
            "repair",
            "open",
            "outstanding",
            "pending",
            "agreed",
            "required",
            "recommended",
            "next",
            "long",
            "longer",
            "short",
            "shorter",
            "medium",
            "near",
            "term",
            "arising",
            "resilience",
            "reliability",
            "operational",
            "remaining",
            "loose",
            "made",
            "filed",
            "created",
            "hardening",
            "technical",
            "process",
            "engineering",
            "documentation",
            "tooling",
            "product",
            "platform",
            "security",
        ],
    },
    Compound {
        meaning: Meaning::Timeline,
        names: &[
            "timeline",
            "timelines",
            "chronology",
            "timestamps",
            "chronicle",
        ],
        joins: &["events", "log", "moments", "progression"],
        kinds: &[
            "key", "event", "response", "activity", "running", "detailed", "rough", "full",
            "complete", "utc",
        ],
    },
    Compound {
        meaning: Meaning::Factors,
        names: &[
            "cause",
            "causes",
            "factor",
            "factors",
            "contributors",
            "culprit",
        ],
        joins: &[
            "failure",
            "fault",
            "issues",
            "problems",
            "weaknesses",
            "mode",
            "modes",
            "description",
            "explanation",
        ],
        kinds: &[
            "root",
            "contributing",
            "contributory",
            "key",
            "main",
            "primary",
            "secondary",
            "direct",
            "underlying",
            "likely",
            "probable",
            "suspected",
            "preliminary",
            "identified",
            "systemic",
            "latent",
            "aggravating",
            "enabling",
            "technical",
        ],
    },
    Compound {
        meaning: Meaning::Impact,
        names: &["impact", "impacts"],
        joins: &[
            "affected", "impacted", "effects", "effect", "loss", "losses", "damage", "scope",
            "extent",
        ],
        kinds: &[
            "user",
            "users",
            "customer",
            "customers",
            "business",
            "financial",
            "data",
            "service",
            "services",
            "system",
            "systems",
            "components",
            "teams",
            "regions",
            "overall",
            "external",
            "internal",
        ],
    },
    Compound {
        meaning: Meaning::Detection,
        names: &["detection", "identification"],
        joins: &[],
        kinds: &[
            "monitoring",
            "alerting",
            "problem",
            "fault",
            "issue",
            "initial",
        ],
    },
    Compound {
        meaning: Meaning::Resolution,
        names: &["restoration", "resolution", "recovery"],
        joins: &[],
        kinds: &[
            "service",
            "services",
            "system",
            "full",
            "restoring",
            "final",
        ],
    },
    Compound {
        meaning: Meaning::Summary,
        names: &["summary", "synopsis", "highlights"],
        joins: &[],
        kinds: &[
            "management",
            "short",
            "executive",
            "brief",
            "high",
            "level",
            "quick",
            "issue",
            "customer",
            "public",
        ],
    },
];

/// What a heading means of which each word belongs to one compound.
pub fn meaning(words: &[String]) -> Option<Meaning> {
    if words.len() > LONGEST {
        return None;
    }
    let is = |word: &str, list: &[&str]| list.contains(&word);
    let telling: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !is(word, FILLERS))
        .collect();
    let belongs = |compound: &Compound| {
        let known = |word: &&str| {
            is(word, compound.names) || is(word, compound.joins) || is(word, compound.kinds)
        };
        let joins = telling.iter().any(|word| is(word, compound.joins));
        let names = telling.iter().any(|word| is(word, compound.names));
        (names || joins && telling.len() >= 2) && telling.iter().all(known)
    };
    COMPOUNDS
        .iter()
        .find(|compound| belongs(compound))
        .map(|compound| compound.meaning)
}
