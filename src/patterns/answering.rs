//! Which action items answer a contributing factor, over all incidents that show it.
//!
//! A factor without a linked action is *not linked*, never *without an action*: retrospectives seldom say which action
//! answers what.

pub use super::asked_again::ActionAt;
use super::{Pattern, Place};
use crate::model::Corpus;

/// What the incidents of a pattern decided about it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Each once, those of the newest incidents first.
    pub actions: Vec<ActionAt>,
    /// Quoted factors, and those of them to which an action is linked.
    pub factors: usize,
    pub linked: usize,
}

/// The actions that are linked to the factors which a pattern quotes.
pub fn answers(pattern: &Pattern, corpus: &Corpus) -> Answers {
    let mut answers = Answers::default();
    for quotation in &pattern.quotations {
        let Place::Factor(factor) = quotation.place else {
            continue;
        };
        let incident = &corpus.incidents[quotation.incident];
        let factor = &incident.factors[factor].id;
        let answering = incident
            .actions
            .iter()
            .enumerate()
            .filter(|(_, action)| action.answers.contains(factor))
            .map(|(action, _)| ActionAt {
                incident: quotation.incident,
                action,
            });
        let before = answers.actions.len();
        let mut linked = false;
        for at in answering {
            linked = true;
            // Quotations of one incident stand together, and so do its actions.
            let own = answers.actions.iter().rev();
            if !own
                .take_while(|other| other.incident == at.incident)
                .any(|&other| other == at)
            {
                answers.actions.push(at);
            }
        }
        answers.actions[before..].sort_unstable();
        answers.factors += 1;
        answers.linked += usize::from(linked);
    }
    answers
}
