//! Whether an action item is ready to be worked on.

use crate::config::Config;
use crate::expression::expression;
use crate::extract::headings::words;
use crate::model::ActionItem;
use regex::Regex;
use std::sync::LazyLock;

/// Five questions about an action, each with its answer: what a page shows as ticks.
pub fn readiness(action: &ActionItem, config: &Config) -> [(&'static str, bool); 5] {
    let text = &action.text.value;
    let words = words(text);
    [
        ("changes the system", !asks(text, &words)),
        ("has an end", !vague(&words)),
        (
            "has an owner",
            !action.owners.is_empty() || action.team.is_some(),
        ),
        (
            "has a date",
            action.due.is_some() || config.check.due_days.is_some(),
        ),
        (
            "is in a tracker",
            !action.refs.is_empty() || action.url.is_some(),
        ),
    ]
}

/// Words that ask people to be other than they are.
static ASKS: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"(?i)\b(?:more careful|be careful|be more aware|be aware of|(?:more|closer|pay) attention|take (?:more care|care to)|raise awareness|(?:more|be) vigilant|be more attentive|more diligent|be mindful|remind (?:everyone|people)|remember to|not to forget|do not forget|don['’]?t forget|avoid mistakes|be more thorough|think before|more discipline|be more responsible)\b",
    )
});

/// "Be more careful", "remind the team", "training for engineers" and nothing else.
pub fn asks_people_to_change(text: &str) -> bool {
    asks(text, &words(text))
}

fn asks(text: &str, words: &[String]) -> bool {
    let first = words.first().map_or("", String::as_str);
    let people = words.iter().take(5).any(|word| {
        super::words::class(word) & super::words::ROLE != 0
            || matches!(
                word.as_str(),
                "everyone" | "everybody" | "people" | "all" | "ourselves" | "users"
            )
    });
    let reminds = matches!(
        first,
        "remind"
            | "train"
            | "retrain"
            | "educate"
            | "coach"
            | "tell"
            | "warn"
            | "teach"
            | "encourage"
            | "reprimand"
            | "sensitize"
    ) && people;
    let training = words.len() <= 6
        && words
            .iter()
            .any(|word| matches!(word.as_str(), "training" | "trainings" | "awareness"))
        && !words.iter().any(|word| {
            matches!(
                word.as_str(),
                "environment" | "data" | "cluster" | "model" | "material" | "pipeline" | "job"
            )
        });
    ASKS.is_match(text) || reminds || training
}

/// Whether nobody could say when it is done.
pub fn is_vague(text: &str) -> bool {
    vague(&words(text))
}

fn vague(words: &[String]) -> bool {
    let plain = words
        .iter()
        .filter(|word| word.chars().any(char::is_alphabetic))
        .count();
    if plain < 3 {
        return true;
    }
    let first = words[0].as_str();
    let hollow = matches!(
        first,
        "better"
            | "more"
            | "improve"
            | "improved"
            | "increase"
            | "enhance"
            | "improving"
            | "strengthen"
    );
    if hollow && plain <= 4 {
        return true;
    }
    let looks = matches!(
        first,
        "investigate"
            | "explore"
            | "consider"
            | "research"
            | "think"
            | "discuss"
            | "look"
            | "evaluate"
            | "understand"
            | "analyse"
            | "analyze"
            | "examine"
            | "study"
    ) || words.len() >= 2
        && matches!(
            (first, words[1].as_str()),
            ("figure", "out") | ("find", "out")
        );
    let ends = words.iter().any(|word| {
        matches!(
            word.as_str(),
            "decide"
                | "decision"
                | "write"
                | "document"
                | "propose"
                | "proposal"
                | "report"
                | "until"
                | "ticket"
                | "issue"
                | "implement"
                | "then"
                | "so"
                | "order"
                | "present"
                | "publish"
                | "plan"
                | "define"
                | "create"
                | "add"
                | "recommend"
                | "recommendation"
                | "prevent"
                | "reduce"
                | "avoid"
        )
    });
    looks && !ends
}
