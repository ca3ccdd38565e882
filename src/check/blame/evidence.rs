//! A deed of somebody that is none of a responder, and what the sentence holds against it.
//!
//! No list of deeds can be complete, so it goes the other way round: every deed counts but those that responders
//! rightly do, once a reproach, a wrong object or a harm that follows stands beside it.

use super::*;
use crate::check::prose::is_one;

pub const BEGINS: Class = PAST_FORM;

/// What somebody did, and where the sentence goes on after it.
pub struct Deed {
    pub subject: Subject,
    pub verb: usize,
    pub from: usize,
    pub passive: bool,
}

/// How a deed looks by its verb alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Seeing, saying, deciding, mending.
    Rightly,
    /// What responders do with their hands, and others as well.
    Hands,
    Other,
}

pub fn at(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    // What weighs nothing needs no subject.
    if stands(s, at) && !s.has(at, &["did|went"]) {
        return None;
    }
    weigh(s, names, &past(s, names, at)?)
}

/// What stands against a deed, the strongest first.
pub fn weigh(s: &Sentence<'_>, names: &Names, deed: &Deed) -> Option<Hit> {
    let kind = kind(s, deed.verb);
    if kind == Kind::Rightly || deed.subject.who == Who::We || excuse::given(s, deed.verb) {
        return None;
    }
    let start = deed.subject.words.start;
    // "If an operator entered …", "to restore the service, engineers …": no deed yet, or one with a purpose.
    let supposed =
        (start.saturating_sub(2)..start).any(|at| matches!(s.word(at), "if" | "whenever"));
    if supposed || s.word(0) == "to" || s.has(start, &["nobody|no-one|no|none"]) {
        return None;
    }
    let better = || (0..s.words.len()).any(|at| form_of(s.word(at), RECOVERS));
    // "Never fenced it off, as the guide requires".
    let denied = !deed.passive && (deed.subject.words.end..deed.verb).any(|at| s.is(at, NEGATION));
    if denied {
        let advised = (deed.verb..s.words.len()).any(|at| {
            is_one(s.word(at), "as|although|though|despite|against")
                && (at + 1..at + 6)
                    .any(|at| s.is(at, ADVICE) || is_one(s.word(at), "guide|wiki|manual|docs"))
        });
        return advised
            .then(|| hit(s, &deed.subject, deed.verb + 1, STEPS))
            .flatten();
    }
    let alone = disregards(s, deed.verb) && deed.passive
        || kind == Kind::Other
            && deed.passive
            && s.person(deed.subject.words.end - 1, names).is_some()
            && takes_away(s.word(deed.verb))
            && !better()
        || !deed.passive && meddles(s, deed.verb) && !better();
    let alone = alone
        || kind == Kind::Other && !deed.passive && defies(s, deed.subject.words.end..deed.verb);
    let (end, ask) = alone
        .then_some((deed.from, SIGNAL))
        .or_else(|| reproach::after(s, deed, kind).map(|at| (at + 2, STEPS)))
        .or_else(|| reproach::wrong(s, deed, kind).map(|at| (at + 2, INTERFACE)))
        .or_else(|| consequence::of(s, deed, kind).map(|at| (at + 2, SENSE)))?;
    let start = deed.subject.words.start.min(deed.verb);
    let end = if end <= start || end > deed.from + 12 {
        deed.from + 1
    } else {
        end
    };
    Some(Hit {
        who: deed.subject.who,
        words: start..end.max(deed.subject.words.end).min(s.words.len()),
        ask,
    })
}

/// What stands between somebody and a deed: "confident that …", "having been told …", "nevertheless".
fn defies(s: &Sentence<'_>, mut between: Range<usize>) -> bool {
    between.any(|at| {
        is_one(
            s.word(at),
            "unsupervised|unasked|unprepared|untrained|nevertheless|nonetheless|anyway|confident|certain|convinced|believing|assuming|thinking|ignoring|mistaking|confusing",
        ) || s.word(at) == "used" && s.word(at + 1) == "to" && s.word(at + 2).ends_with("ing")
            || s.has(at, &["having|despite", "been|being", "told|warned|asked|reminded|instructed|shown|advised|taught"])
    })
}

/// "Detached", "invalidated", "overridden": what takes something away or out of order.
fn takes_away(verb: &str) -> bool {
    ["dis", "de", "un", "over", "mis", "in"]
        .iter()
        .any(|prefix| verb.starts_with(prefix))
        && ![
            "deploy", "develop", "deem", "design", "deliver", "describ", "detect", "determin",
            "install", "in", "demand",
        ]
        .iter()
        .any(|stem| verb.starts_with(stem) && !verb.starts_with("invalid"))
        || class(verb) & DESTROYED != 0
}

/// What nobody does to mend: "kicked the cord", "drilled through the fibre".
fn meddles(s: &Sentence<'_>, verb: usize) -> bool {
    is_one(
        s.word(verb),
        "kicked|unplugged|drilled|spilled|spilt|fiddled|tampered|toyed|sabotaged|misplaced",
    ) && (s.is(verb + 1, DETERMINER | PREPOSITION) || s.word(verb + 1).len() > 2)
        || is_one(s.word(verb), "ripped|yanked") && s.is(verb + 1, DETERMINER)
        || is_one(s.word(verb), "tripped|stumbled") && s.is(verb + 1, PREPOSITION)
}

/// "Shrugged off by", "waved through by", "ignored by".
fn disregards(s: &Sentence<'_>, verb: usize) -> bool {
    s.is(verb, LEFT_OUT | HUMAN)
        || s.has(
            verb,
            &[
                "shrugged|brushed|waved|nodded|swept|laughed|explained|clicked",
                "off|aside|away|through|under",
            ],
        )
}

/// The kind of a verb in any of its forms.
pub fn kind(s: &Sentence<'_>, verb: usize) -> Kind {
    let word = s.word(verb);
    // "Went ahead".
    if is_one(word, "went|go|goes|going") && s.word(verb + 1) == "ahead" {
        return Kind::Other;
    }
    // "Did a reboot of the router".
    if word == "did" && !s.is(verb + 1, NEGATION | DETERMINER) {
        return Kind::Other;
    }
    if stands(s, verb) || form_of(word, SEES) {
        return Kind::Rightly;
    }
    // "Rolled back" mends, "rolled out" does not.
    let away = s.has(verb + 1, &["out|off"]);
    if form_of(word, HANDLES) && !(away && matches!(word, "rolled" | "rolls")) {
        return Kind::Hands;
    }
    if s.is(verb, MENDED) && !away {
        return Kind::Rightly;
    }
    Kind::Other
}

/// Whether a word is no deed: "was", "had", "before".
fn stands(s: &Sentence<'_>, at: usize) -> bool {
    s.is(at, BE | AUXILIARY | MODAL | PREPOSITION | BOUNDARY)
}

/// The deed of a past form, active or passive.
fn past(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Deed> {
    let by = (at + 1..(at + 10).min(s.words.len()))
        .take_while(|&at| !s.is(at, BOUNDARY) && s.word(at) != ",")
        .find(|&at| s.word(at) == "by");
    let passive = excuse::passive(s, at);
    let particle = is_one(s.word(at + 1), "out|off|up|down|on|in|over|through|aside");
    if let Some(by) = by.filter(|&by| passive || by == at + 1 + usize::from(particle))
        && let Some(subject) = behind(s, names, by + 1, at)
    {
        return Some(Deed {
            from: subject.words.end,
            subject,
            verb: at,
            passive: true,
        });
    }
    if passive {
        return None;
    }
    let subject = one(s, names, at).or_else(|| {
        // A name that nobody has listed, a handle without its `@`: by what is held against it.
        let mindful = s.mindful_subject(at).or_else(|| s.handle(at))?;
        let deed = Deed {
            subject: mindful.clone(),
            verb: at,
            from: at + 1,
            passive: false,
        };
        let kind = kind(s, at);
        let minds = |at: usize| {
            is_one(
                s.word(at),
                "without|with|thinking|believing|assuming|and|own|behind|off|although",
            ) || s.has(at, &["by", "mistake|accident|ignoring|skipping"])
        };
        let counts = kind != Kind::Rightly
            && (form_of(s.word(at), HANDS)
                || (at..s.words.len()).any(|at| s.has(at, &["by", "hand"]))
                || reproach::after(s, &deed, kind).is_some_and(minds));
        counts.then_some(mindful)
    })?;
    Some(Deed {
        subject,
        verb: at,
        from: at + 1,
        passive: false,
    })
}

/// Who stands behind "by".
fn behind(s: &Sentence<'_>, names: &Names, from: usize, verb: usize) -> Option<Subject> {
    let person = (from..from + 5)
        .take_while(|&at| !s.is(at, BOUNDARY | PREPOSITION) && s.word(at) != ",")
        .find(|&at| {
            s.person(at, names).is_some_and(|who| who != Who::We)
                || at == from && s.unlisted_name(at) && kind(s, verb) != Kind::Rightly
                || disregards(s, verb) && is_one(s.word(at), "them|him|her|us|both")
        })?;
    Some(Subject {
        who: s.person(person, names).unwrap_or(Who::Person),
        words: from..person + 1,
    })
}
