//! Who does what in a sentence: the subject of a verb, as far as the order of words tells.

mod apart;
mod person;

use super::names::Names;
use super::prose::Sentence;
use super::words::*;
use std::ops::Range;

/// A person or a group as the subject of a verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub who: Who,
    /// The words that name it.
    pub words: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// "I".
    Self_,
    /// "we", "our team".
    We,
    /// "they", which may be machines.
    They,
    /// A name, a handle, a role, "he", "somebody".
    Person,
}

/// How many words a subject and what describes it may have.
const LONGEST: usize = 9;

impl Sentence<'_> {
    /// What the word at an index may be.
    pub fn class(&self, at: usize) -> Class {
        self.words.get(at).map_or(0, |word| word.class)
    }

    pub fn is(&self, at: usize, wanted: Class) -> bool {
        self.class(at) & wanted != 0
    }

    /// Whether any of its words is of a class.
    pub fn holds(&self, wanted: Class) -> bool {
        self.classes & wanted != 0
    }

    /// Where its words of a class stand.
    pub fn places(&self, wanted: Class) -> impl Iterator<Item = usize> {
        let words = self.words.iter().enumerate();
        words.filter_map(move |(at, word)| (word.class & wanted != 0).then_some(at))
    }

    /// The person that is the subject of the verb at an index.
    pub fn subject(&self, verb: usize, names: &Names) -> Option<Subject> {
        let mut at = verb;
        while at > 0
            && (self.is(at - 1, BETWEEN)
                || at > 1 && self.word(at - 1) == "more" && self.word(at - 2) == "once"
                || self.word(at - 1).ends_with("ly") && self.word(at - 1) != "truly")
        {
            at -= 1;
        }
        let before = at.checked_sub(1)?;
        match self.word(before) {
            "who" => {
                let comma = usize::from(before > 1 && self.word(before - 1) == ",");
                let mut noun = before.checked_sub(1 + comma)?;
                noun -= usize::from(
                    noun > 0
                        && matches!(
                            self.word(noun),
                            "himself" | "herself" | "themselves" | "again" | "alone"
                        ),
                );
                let noun = self.noun_with_modifiers(noun, names)?;
                return self.described(noun, names);
            }
            "and" | "but" | "or" | "then" | "," | "yet" => {
                if let Some(subject) = self.parenthesis(before, names) {
                    return Some(subject);
                }
                return self.clause_subject(before, names);
            }
            ")" => return self.parenthesis(before, names),
            _ => {}
        }
        if let Some(noun) = self.noun_with_modifiers(before, names) {
            return self.as_subject(noun, names);
        }
        self.relative(before, names).or_else(|| {
            self.is(verb, HUMAN)
                .then(|| self.mindful_subject(verb))
                .flatten()
        })
    }

    /// The subject of a verb that only minds have: a name that nobody has listed, and what may be a machine elsewhere.
    pub fn mindful_subject(&self, verb: usize) -> Option<Subject> {
        let mut at = verb;
        while at > 0 && (self.is(at - 1, BETWEEN) || self.word(at - 1).ends_with("ly")) {
            at -= 1;
        }
        let mut noun = at.checked_sub(1)?;
        if self.word(noun) == "who" {
            noun = noun.checked_sub(1)?;
        }
        let begins = noun == 0
            || self.is(noun - 1, BOUNDARY | BE)
            || matches!(self.word(noun - 1), "," | "and");
        let machine = (verb..verb + 4).any(|at| self.word(at) == "its")
            || self.has(
                noun,
                &["planner|planners|client|clients|agent|agents|scheduler|handler|controller|coordinator"],
            ) && self.has(
                verb,
                &["misjudged|misbehaved|neglected|underestimated|overestimated|misread|misinterpreted|mistook|misused"],
            );
        // Customers may do as they please, but for what is called an error.
        let served = self.has(
            noun,
            &["user|users|customer|customers|client|vendor|supplier|provider|company|firm|agency|authority|group"],
        );
        let is_one = self.is(noun, SOMETIMES) && !machine && (!served || self.is(verb, ERRED))
            || begins && self.unlisted_name(noun);
        is_one.then(|| Subject {
            who: Who::Person,
            words: noun..noun + 1,
        })
    }

    /// The noun that ends at an index, or has a description that ends there: "the engineer | on call".
    pub fn noun_with_modifiers(&self, end: usize, names: &Names) -> Option<usize> {
        if self.person(end, names).is_some() {
            // "the engineer on call": a role as a description of a role.
            return match (self.word(end), end.checked_sub(2)) {
                ("call" | "duty", Some(noun)) => Some(noun),
                _ => Some(self.member_of(end, names).unwrap_or(end)),
            };
        }
        let mut at = end;
        while at > 0 && end - at < LONGEST {
            let word = self.word(at);
            let divides = matches!(word, "," | "and" | "but")
                || self.is(at, BOUNDARY)
                || self.is(at, PAST_FORM | LEFT_OUT)
                    && !matches!(word, "assigned" | "involved" | "concerned" | "tasked");
            if divides {
                return None;
            }
            let describes = self.is(at, PREPOSITION)
                || matches!(
                    word,
                    "responsible" | "assigned" | "involved" | "concerned" | "tasked"
                )
                || word.len() > 4 && word.ends_with("ing");
            if describes && self.person(at - 1, names).is_some() {
                return Some(at - 1);
            }
            at -= 1;
        }
        None
    }

    /// "Somebody | on the platform team": whoever belongs to a group is the subject, not the group.
    fn member_of(&self, group: usize, names: &Names) -> Option<usize> {
        let is_group = matches!(
            self.word(group),
            "team"
                | "teams"
                | "crew"
                | "staff"
                | "people"
                | "ministry"
                | "department"
                | "squad"
                | "council"
                | "committee"
                | "faculty"
        );
        let from = group.saturating_sub(4);
        let preposition = (from..group).rev().find(|&at| self.is(at, PREPOSITION))?;
        let member = preposition.checked_sub(1)?;
        (is_group && self.person(member, names) == Some(Who::Person)).then_some(member)
    }

    /// A noun is a subject unless a preposition makes it a part of something else: "a request from the engineer".
    pub fn as_subject(&self, noun: usize, names: &Names) -> Option<Subject> {
        let who = self.person(noun, names)?;
        let mut start = noun;
        // A name or a pronoun has no article; the words before a role up to its article belong to it.
        if self.is(noun, ROLE) {
            let mut at = noun;
            while at > 0 && noun - at < 5 {
                at -= 1;
                if self.is(at, DETERMINER) {
                    start = at;
                    break;
                }
                if self.is(at, BOUNDARY | PREPOSITION | BETWEEN)
                    || matches!(self.word(at), "," | "and")
                {
                    break;
                }
            }
        } else if noun > 0
            && self.words[noun].capital
            && self.words[noun - 1].capital
            && self.is(noun - 1, FIRST_NAME)
        {
            start = noun - 1;
        }
        let subject = Subject {
            who,
            words: start..noun + 1,
        };
        let Some(before) = start.checked_sub(1) else {
            return Some(subject);
        };
        let counted = before > 0
            && self.word(before) == "of"
            && matches!(
                self.word(before - 1),
                "one"
                    | "some"
                    | "most"
                    | "none"
                    | "any"
                    | "each"
                    | "both"
                    | "several"
                    | "two"
                    | "all"
                    | "member"
                    | "members"
                    | "many"
            );
        // "Because of the admin has …": as it is said in another language.
        let reason = before > 0 && self.has(before - 1, &["because", "of"]);
        let is_part = self.is(before, PREPOSITION) && !counted && !reason;
        (!is_part).then_some(subject)
    }

    /// The colon of "17:05".
    pub fn within_time(&self, at: usize) -> bool {
        let digit = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
        self.word(at) == ":" && at > 0 && digit(self.word(at - 1)) && digit(self.word(at + 1))
    }

    /// Where the clause of the word at an index ends.
    pub fn clause_end(&self, at: usize) -> usize {
        (at + 1..self.words.len())
            .find(|&at| self.is(at, CLAUSE_END) && !self.within_time(at))
            .unwrap_or(self.words.len())
    }
}
