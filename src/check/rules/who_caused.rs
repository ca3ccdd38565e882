//! The question is who, not what.
//!
//! ## What it flags
//!
//! "Who caused this", "find out who deployed it", "whose fault", and headings that ask so. Who noticed and who helped
//! are good questions.
//!
//! ## Why
//!
//! The answer is a name, and a name cannot be changed. "What allowed it" has answers that can.
//!
//! ## Example
//!
//! ```markdown
//! # Checkout was down
//!
//! ## Summary
//!
//! On 3 May 2026 the checkout was down for an hour.
//!
//! ## Analysis
//!
//! We still have to find out who caused this.
//! ```
//!
//! ## Instead
//!
//! ```markdown
//! # Checkout was down
//!
//! ## Summary
//!
//! On 3 May 2026 the checkout was down for an hour.
//!
//! ## Analysis
//!
//! We still have to find out what allowed an unreviewed change to reach production.
//! ```

use super::quoted;
use crate::check::prose::{Sentence, is_one};
use crate::check::words::{
    ASKS, AUXILIARY, BE, BETWEEN, CREDIT, HANDLES, HARM, JUDGEMENT, MENDED, MODAL, NEGATION,
    PAST_FORM, PREPOSITION, ROLE, SEES, form_of,
};
use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "who-caused",
    group: Group::Language,
    level: Some(Level::Warning),
    source: include_str!("who_caused.rs"),
    check: Check::Text(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for sentence in context.sentences.iter().filter(|s| s.holds(ASKS)) {
        // "Great work by Noor and Emil, who wrote the tool".
        if sentence.holds(CREDIT)
            || sentence.has(0, &["great|good|nice|excellent|amazing", "work|job"])
        {
            continue;
        }
        for at in sentence.places(ASKS) {
            let asks = match sentence.word(at) {
                "who" => {
                    let known =
                        at > 1 && sentence.has(at - 2, &["all|everybody|everyone", "know|knows"]);
                    opens(sentence, at) && (culprit(sentence, at + 1) || known)
                }
                "whose" => whose(sentence, at),
                "culprit" | "culprits" => {
                    sentence.word(at) != "culprits" && names_a_person(sentence, context, at)
                }
                "guilty" => !sentence.is(at.saturating_sub(1), NEGATION),
                "person" | "people" | "individual" | "engineer" | "party" | "developer" => {
                    sentence.has(
                        at + 1,
                        &[
                            "responsible|guilty",
                            "for",
                            "the|this|our",
                            "outage|incident|failure|error|mistake|downtime|crash|breakage|mess",
                        ],
                    ) || sentence.has(at + 1, &["responsible", "no|has|was|is|will|had|left"])
                        || sentence.has(at + 1, &["at", "fault"])
                        || sentence.has(at + 1, &["to", "blame"])
                }
                "which" => which(sentence, at),
                "find" | "identify" | "identified" | "name" | "names" | "trace" | "track"
                | "expose" | "unmask" => hunted(sentence, at),
                _ => false,
            };
            if asks {
                let words = at..(at + 3).min(sentence.words.len());
                let span = sentence.span(words.clone());
                let text = quoted(sentence, words);
                found.push(RULE.at(span, format!("{text} asks for a person")).help(
                    "ask what: what allowed it, what did the pipeline let through, what made it look right?",
                ));
                break;
            }
        }
    }
}

/// Whether "who" begins a question instead of describing somebody: "the engineer who".
fn opens(sentence: &Sentence<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return true;
    };
    let word = sentence.word(before);
    sentence.is(before, PREPOSITION)
        || matches!(
            word,
            "," | ":"
                | ";"
                | "("
                | "—"
                | "–"
                | "and"
                | "or"
                | "out"
                | "determine"
                | "identify"
                | "know"
                | "knows"
                | "ask"
                | "asked"
                | "asking"
                | "establish"
                | "clear"
                | "unclear"
                | "see"
                | "understand"
                | "clarify"
                | "discuss"
                | "wonder"
                | "investigate"
                | "investigating"
                | "find"
                | "decide"
                | "is"
                | "was"
                | "question"
                | "show"
                | "shows"
                | "tell"
                | "say"
                | "known"
                | "sure"
                | "exactly"
                | "remember"
                | "learn"
                | "discover"
                | "reveal"
                | "check"
                | "checked"
                | "ourselves"
                | "wondered"
        ) && !(matches!(word, "," | "(") && before > 0 && sentence.is(before - 1, ROLE))
}

/// A deed that is held against somebody.
fn culprit(sentence: &Sentence<'_>, at: usize) -> bool {
    let at = (at..at + 3)
        .find(|&at| !sentence.is(at, BETWEEN) || matches!(sentence.word(at), "is" | "was" | "did"))
        .unwrap_or(at);
    // "Who at the authority signed this off?"
    if sentence.is(at, PREPOSITION) {
        let verb = (at + 1..at + 6).find(|&at| sentence.is(at, PAST_FORM));
        return verb.is_some_and(|verb| culprit(sentence, verb));
    }
    let word = sentence.word(at);
    matches!(word, "caused" | "broke" | "deployed" | "pushed" | "merged" | "approved" | "deleted" | "ran" | "forgot" | "introduced" | "dropped"
        | "committed" | "wrote" | "changed" | "ordered" | "authorised" | "authorized" | "missed" | "ignored" | "failed" | "screwed" | "messed" | "crashed" | "shipped" | "removed" | "misconfigured" | "signed" | "executed" | "triggered" | "configured")
        || sentence.has(at, &["did|does", "this|it|that|what"])
        || sentence.has(at, &["made|let", "the|this|that"])
        || sentence.has(at, &["gave", "the|this|that", "order|permission|go-ahead|instruction|ok|green"])
        // ", who drove to the site" is about somebody whom one thanks.
        || sentence.is(at, PAST_FORM)
            && !(0..at).any(|before| at - before < 4 && matches!(sentence.word(before), "," | "("))
            && !sentence.is(at, BE | AUXILIARY | MENDED)
            && !form_of(word, SEES | HANDLES)
        || matches!(word, "is" | "was")
            && sentence.has(at + 1, &["responsible", "for", "the|this|that|these|all|our"])
            && (at + 3..at + 7).any(|at| sentence.is(at, HARM))
        || matches!(word, "is" | "was") && sentence.has(at + 1, &["responsible", "for", "the|this|that|it|causing|breaking", "outage|incident|failure|error|mistake|change|deployment|deploy|downtime|crash|bug|breakage|"])
        || matches!(word, "is" | "was") && (sentence.has(at + 1, &["to", "blame"]) || sentence.has(at + 1, &["at", "fault"]) || sentence.has(at + 1, &["responsible", "?"]) || sentence.has(at + 1, &["guilty|accountable"]) || sentence.word(at + 1) == "responsible" && sentence.words.len() <= at + 2)
        || sentence.has(at, &["should", "be", "blamed|punished|fired|disciplined|reprimanded"])
        || sentence.has(at, &["should", "have"])
        || matches!(word, "is" | "was")
            && sentence.has(at + 1, &["responsible", "for"])
            && sentence.word(at + 3).ends_with("ing")
        || at < 3 && sentence.has(at, &["thought|decided|allowed|authorised|said|told|let|left", "it|this|that|to|the|us|them|him|her"])
}

/// "Whose fault it was", "whose idea it is".
fn whose(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.has(
        at + 1,
        &["fault|mistake|error|negligence|failure|carelessness"],
    ) || opens(sentence, at)
        && (at == 0 || !sentence.is(at - 1, PREPOSITION) && sentence.word(at - 1) != ",")
        && (sentence.is(at + 1, JUDGEMENT)
            || sentence.has(
                at + 1,
                &["idea|decision|commit|change|bright|brilliant|great|typo|doing|bug|script"],
            ))
}

/// "Which of the engineers merged it": a choice among people.
fn which(sentence: &Sentence<'_>, at: usize) -> bool {
    let person = (at + 1..at + 6)
        .take_while(|&at| !sentence.is(at, PAST_FORM | BE))
        .filter(|&at| sentence.is(at, ROLE) || is_one(sentence.word(at), "us|you|them"))
        .last();
    person.is_some_and(|person| {
        let did = sentence.is(person + 1, PAST_FORM)
            && is_one(sentence.word(person), "us|you|them")
            && !form_of(sentence.word(person + 1), SEES);
        (sentence.word(at + 1) == "of" || person <= at + 3)
            && (did || culprit(sentence, person + 1) || sought(sentence, at, person + 1))
    })
}

/// "We need to identify which engineer disabled the check".
fn sought(sentence: &Sentence<'_>, at: usize, verb: usize) -> bool {
    at > 0
        && is_one(
            sentence.word(at - 1),
            "identify|know|determine|find|out|establish|trace|see",
        )
        && sentence.is(verb, PAST_FORM)
        && !sentence.is(verb, BE | AUXILIARY)
        && !form_of(sentence.word(verb), SEES)
}

/// "Identify the person who", "find whoever did it".
fn hunted(sentence: &Sentence<'_>, at: usize) -> bool {
    (at + 1..at + 6).any(|at| {
        let somebody = sentence.has(
            at,
            &[
                "person|one|individual|engineer|developer|colleague|employee|guy|people|operator|technician",
                "who|behind|responsible|that",
            ],
        );
        let well = form_of(sentence.word(at + 2), SEES) || sentence.is(at + 2, MODAL | MENDED);
        somebody && !well && sentence.word(at + 2) != "can" || sentence.word(at) == "whoever"
    })
}

/// "The culprit was John", not "the culprit was a full disk".
fn names_a_person(sentence: &Sentence<'_>, context: &Context<'_>, at: usize) -> bool {
    (at + 1..at + 6).any(|at| sentence.person(at, context.names).is_some())
}
