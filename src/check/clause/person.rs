//! Which words stand for people.

use super::{Subject, Who};
use crate::check::names::Names;
use crate::check::prose::{HIDDEN, Sentence, Signs, is_one};
use crate::check::words::*;

impl Sentence<'_> {
    /// The person at an index, if there is one.
    pub fn person(&self, at: usize, names: &Names) -> Option<Who> {
        let word = self.words.get(at)?;
        let text: &str = &word.text;
        let found = match text {
            "i" => Who::Self_,
            "we" => Who::We,
            "they" => Who::They,
            "team" | "teams" | "crew" if at > 0 && matches!(self.word(at - 1), "our" | "my") => {
                Who::We
            }
            "one" if at > 0 && matches!(self.word(at - 1), "no" | "some" | "any" | "every") => {
                Who::Person
            }
            "member" | "members"
                if at > 0
                    && matches!(self.word(at - 1), "team" | "staff" | "crew" | "rotation") =>
            {
                Who::Person
            }
            // "Yours truly".
            "truly" if at > 0 && self.word(at - 1) == "yours" => Who::Self_,
            // "Mike merged": a name where a verb follows.
            _ if word.capital && self.is(at, MAYBE_NAME) && self.is(at + 1, PAST_FORM) => {
                Who::Person
            }
            // "Ms Wood".
            _ if at > 0
                && word.capital
                && is_one(self.word(at - 1), "mr|mrs|ms|dr|prof|professor") =>
            {
                Who::Person
            }
            // "The payment dev thought", "a mod who".
            "dev" | "mod"
                if at > 0
                    && (self.is(at + 1, PAST_FORM | AUXILIARY | MODAL)
                        || self.word(at + 1) == "who")
                    && (at.saturating_sub(3)..at).any(|at| self.is(at, DETERMINER)) =>
            {
                Who::Person
            }
            // "The Head of Infrastructure".
            "head" if word.capital && self.word(at + 1) == "of" => Who::Person,
            // "The minister's office", "the shift coordinator".
            "office" | "desk" | "unit" | "board" | "branch" if at > 0 && self.houses(at - 1) => {
                Who::Person
            }
            "coordinator" | "planner" | "dispatcher" | "leader" | "controller" | "handler"
            | "guard"
                if at > 0
                    && (self.is(at - 1, ROLE)
                        || is_one(
                            self.word(at - 1),
                            "shift|duty|ward|project|incident|change|night|day|event|traffic|air|flight|maintenance|team|group|section|\
                            production|release|emergency|security",
                        )) =>
            {
                Who::Person
            }
            "shift" | "shifts"
                if at > 0
                    && is_one(
                        self.word(at - 1),
                        "night|day|early|late|morning|evening|weekend",
                    ) =>
            {
                Who::Person
            }
            // "The support for" is none.
            _ if self.is(at, DEPARTMENT)
                && (self.acts(at) || at == 0 && self.has(1, &["at|in", "the|our"])) =>
            {
                Who::Person
            }
            // Agents are machines, but for these.
            "agent" | "agents" | "representative" | "clerk"
                if at > 0
                    && matches!(
                        self.word(at - 1),
                        "support" | "sales" | "service" | "helpdesk" | "customer" | "human"
                    ) =>
            {
                Who::Person
            }
            // "The package manager", "the Kubernetes operator": machines.
            "manager" | "managers" | "operator" | "operators" | "agent"
                if at > 0 && (self.is(at - 1, PRODUCT) || is_machinery(self.word(at - 1))) =>
            {
                return None;
            }
            _ if self.is(at, SOMEBODY | ROLE) => Who::Person,
            _ if text.starts_with('@') && text.len() > 1 => Who::Person,
            _ if names.lists(text) && word.capital => Who::Person,
            _ if word.capital && self.is(at, FIRST_NAME) => Who::Person,
            // `Hans-Peter`.
            _ if word.capital
                && text
                    .split_once('-')
                    .is_some_and(|(first, _)| class(first) & FIRST_NAME != 0) =>
            {
                Who::Person
            }
            // A family name after a first one.
            _ if word.capital
                && self.follows_first_name(at)
                && self.words[at]
                    .text
                    .chars()
                    .all(|c| c.is_alphabetic() || c == '-') =>
            {
                Who::Person
            }
            _ => return None,
        };
        Some(found)
    }

    /// Whether a first name stands before it, or one before that: "Nguyen Thi Lan".
    fn follows_first_name(&self, at: usize) -> bool {
        let is_first = |at: usize| self.words[at].capital && self.is(at, FIRST_NAME);
        at > 0 && is_first(at - 1) || at > 1 && self.words[at - 1].capital && is_first(at - 2)
    }

    /// Whether a department does something: "support ought to", "our management chose".
    fn acts(&self, at: usize) -> bool {
        let begins = at == 0
            || at == 1 && self.words[0].capital && !self.is(0, DETERMINER | PREPOSITION | BOUNDARY)
            || self.is(at - 1, BOUNDARY)
            || matches!(
                self.word(at - 1),
                "," | "and"
                    | "our"
                    | "it"
                    | "senior"
                    | "upper"
                    | "middle"
                    | "customer"
                    | "tech"
                    | "technical"
                    | "first-line"
                    | "second-line"
                    | "plant"
                    | "shop"
            );
        begins && self.is(at + 1, PAST_FORM | MODAL | AUXILIARY | BETWEEN | LEFT_OUT)
    }

    /// What stands before an office or a unit of people.
    fn houses(&self, at: usize) -> bool {
        self.word(at).ends_with("'s")
            || self.is(at, ROLE)
            || is_one(
                self.word(at),
                "project|change|executive|supervisory|regional|head|back|front|help|service|administration|estates|personnel|finance|\
                support|legal|editorial|advisory",
            )
    }

    /// Whose something is: "the engineer's", "his", "Bjorn's".
    pub fn owner(&self, at: usize, names: &Names) -> Option<Who> {
        let word = self.words.get(at)?;
        let text: &str = &word.text;
        match text {
            "his" | "her" | "somebody's" | "someone's" | "nobody's" => return Some(Who::Person),
            "my" => return Some(Who::Self_),
            "their" => return Some(Who::They),
            _ => {}
        }
        // "The developers' fault".
        if word.class & ROLE != 0
            && text.ends_with('s')
            && self.inline.text[word.range.end..].starts_with(['\'', '’'])
        {
            return Some(Who::Person);
        }
        let stem = text.strip_suffix("'s")?;
        let class = class(stem);
        let known = class & ROLE != 0
            || stem == "individual"
            || word.capital && (class & FIRST_NAME != 0 || names.lists(stem))
            // A company has failures, and no typos.
            || word.capital
                && is_unknown(class)
                && is_name(stem)
                && (at + 1..at + 3).any(|at| {
                    self.has(at, &["typo|mistake|carelessness|negligence|inattention|laziness|sloppiness|incompetence|blunder|slip|fix|misconfiguration|misjudgement|oversight|forgetfulness|haste|ignorance|recklessness|impatience|stubbornness"])
                });
        known.then_some(Who::Person)
    }

    /// Whether somebody may be in it: in most sentences nobody is, and no more need be asked.
    pub fn may_name_somebody(&self, names: &Names) -> bool {
        self.holds(SOMEBODY_ERRS)
            || self.signs.has(Signs::AT)
            || self.handle(1).is_some() && self.is(1, PAST_FORM)
            || self.words.iter().enumerate().any(|(at, word)| {
                word.capital
                    && (word.class & (FIRST_NAME | MAYBE_NAME) != 0
                        || self.unlisted_name(at)
                        || names.lists(&word.text)
                        || word.text.contains('-'))
            })
    }

    /// A handle that begins a sentence: "kbrandt pushed", "jdoe42 merged".
    pub fn handle(&self, verb: usize) -> Option<Subject> {
        let word = self.words.first().filter(|_| verb == 1)?;
        let plain = !word.capital
            && is_unknown(word.class)
            && word.text.len() > 3
            && word.text.is_ascii()
            && (!word.text.ends_with('s') || word.text.contains('_'))
            && word
                .text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'));
        plain.then_some(Subject {
            who: Who::Person,
            words: 0..1,
        })
    }

    /// Whether the word before an index that stands for a person could be a name that nobody has listed.
    pub fn unlisted_name(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| {
            word.capital
                && is_unknown(word.class)
                && is_name(&word.text)
                && self.inline.text[word.range.clone()]
                    .chars()
                    .skip(1)
                    .all(|c| c.is_lowercase() || c == '-')
        })
    }
}

/// Whether a word could be somebody's first name, as far as its letters tell: no plural, no "deployment", no "traffic".
fn is_name(word: &str) -> bool {
    let ending = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let greek = word.len() > 4 && (ending(&["os", "as", "is"]) && !ending(&["sis", "tos", "xis"]));
    word.len() >= 3
        && word.chars().all(|c| c.is_lowercase() || c == '-')
        && (greek || !word.ends_with('s'))
        && !ending(&[
            "tion", "sion", "ment", "ing", "ness", "ity", "ance", "ship", "ism", "ware", "base",
            "work",
        ])
}

/// What stands before "manager" and "operator" where they are programs.
fn is_machinery(word: &str) -> bool {
    word == HIDDEN
        || is_one(
            word,
            "package|controller|session|cluster|resource|connection|state|queue|process|memory|cache|config|\
            configuration|job|node|volume|transaction|certificate|cert|secret|secrets|k8s|alert|alerts|task|boot|\
            display|window|password|workflow|dependency|traffic|lifecycle",
        )
}
