//! Subjects that stand apart from their verb: before a relative clause, a parenthesis, or another verb of theirs.

use super::{LONGEST, Subject, Who};
use crate::check::names::Names;
use crate::check::prose::Sentence;
use crate::check::words::*;

impl Sentence<'_> {
    /// Whoever a relative clause describes before the verb: "the developer | who wrote the importer", "whoever did it".
    pub fn relative(&self, end: usize, names: &Names) -> Option<Subject> {
        let mut verbs = 0;
        for at in (end.saturating_sub(LONGEST)..=end).rev() {
            match self.word(at) {
                "whoever" => {
                    return Some(Subject {
                        who: Who::Person,
                        words: at..at + 1,
                    });
                }
                "who" => {
                    let noun = self.noun_with_modifiers(at.checked_sub(1)?, names)?;
                    return self.described(noun, names);
                }
                "," => return None,
                _ if self.is(at, BOUNDARY) => return None,
                _ => verbs += usize::from(self.is(at, PAST_FORM)),
            }
            // The second verb has a subject of its own.
            if verbs > 1 {
                return None;
            }
        }
        None
    }

    /// Whom a relative clause is about; it may be any part of the clause before.
    pub fn described(&self, noun: usize, names: &Names) -> Option<Subject> {
        let who = self.person(noun, names)?;
        Some(Subject {
            who,
            words: noun..noun + 1,
        })
    }

    /// What stands between commas or brackets before a verb is passed over: "the engineer, in a hurry, forgot".
    pub fn parenthesis(&self, end: usize, names: &Names) -> Option<Subject> {
        let open = match self.word(end) {
            ")" => "(",
            "," => ",",
            _ => return None,
        };
        let start = (end.saturating_sub(12)..end)
            .rev()
            .find(|&at| self.word(at) == open)?;
        let noun = self.noun_with_modifiers(start.checked_sub(1)?, names)?;
        self.as_subject(noun, names)
    }

    /// The subject with which the clause begins that goes on at an index: "the engineer deployed | and forgot".
    pub fn clause_subject(&self, end: usize, names: &Names) -> Option<Subject> {
        let start = (0..end)
            .rev()
            .find(|&at| {
                // "Since June" is no clause.
                let dates = matches!(self.word(at), "since" | "until" | "before" | "after")
                    && !(at + 1..end).any(|at| self.is(at, PAST_FORM | BE));
                self.is(at, BOUNDARY) && self.word(at) != "that" && !self.within_time(at) && !dates
            })
            .map_or(0, |at| at + 1);
        // "It showed that Tom had edited …": whoever stands after "that" goes on.
        let told = (start..end).rev().find(|&at| self.word(at) == "that");
        // "On Friday, John …": what stands before the first comma may say when.
        let starts = [
            Some(start),
            (start..end)
                .find(|&at| self.word(at) == ",")
                .map(|at| at + 1),
            told.map(|at| at + 1),
        ];
        for start in starts.into_iter().flatten() {
            for noun in start..end.min(start + 6) {
                let is_verb = self.is(noun, PAST_FORM) || self.word(noun) == ",";
                if is_verb {
                    break;
                }
                if self.person(noun, names).is_none() {
                    continue;
                }
                let next = noun + 1;
                let goes_on = self.is(next, PAST_FORM)
                    || self.is(next, BETWEEN | PREPOSITION | MODAL | BAD_ADVERB | LEFT_OUT)
                    || self.word(next).ends_with("ly")
                    || self.word(next).len() > 3
                        && self.word(next).ends_with('s')
                        && self.is(next + 1, DETERMINER)
                    || self.word(next) == "who";
                if goes_on {
                    return self.as_subject(noun, names);
                }
            }
        }
        None
    }
}
