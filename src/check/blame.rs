//! Sentences in which a person is the cause: who, by which words, and what to ask instead.

use super::clause::{Subject, Who};
use super::names::Names;
use super::prose::Sentence;
use super::words::*;
use std::ops::Range;

/// A place where a sentence makes somebody the cause.
#[derive(Debug, Clone)]
pub struct Hit {
    pub who: Who,
    /// The words that do it.
    pub words: Range<usize>,
    pub ask: &'static str,
}

const REMEMBER: &str = "what would have done or recalled this without anybody's memory?";
const SIGNAL: &str = "what made the signal hard to see, or easy to read in another way?";
const PATH: &str = "what let this reach production, and what in the pipeline could stop it?";
const SENSE: &str =
    "what did people see and know at that moment that made this the sensible thing to do?";
const INTERFACE: &str = "what in the tool or the interface made the two easy to confuse, and asked for no confirmation?";
const STEPS: &str = "what made this step possible to leave out: time, tools, an order of steps that nobody could see?";

/// Every such place of a sentence.
pub fn hits(sentence: &Sentence<'_>, names: &Names) -> Vec<Hit> {
    let mut found: Vec<Hit> = Vec::new();
    // Most sentences have nobody in them.
    let somebody = (0..sentence.words.len()).any(|at| {
        sentence.person(at, names).is_some()
            || sentence.is(at, HUMAN)
            || sentence.word(at).contains('\'')
            || matches!(sentence.word(at), "his" | "her" | "my" | "their")
    });
    if !somebody {
        return found;
    }
    for at in 0..sentence.words.len() {
        let hit = verb(sentence, names, at)
            .or_else(|| by_person(sentence, names, at))
            .or_else(|| possessive(sentence, names, at))
            .or_else(|| blame_lies(sentence, names, at));
        if let Some(hit) = hit
            && found
                .last()
                .is_none_or(|last| last.words.end <= hit.words.start)
        {
            found.push(hit);
        }
    }
    found
}

/// A verb that says by itself or by what follows that its subject erred.
fn verb(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let word = s.word(at);
    let hit = |subject: Subject, end: usize, ask| {
        Some(Hit {
            who: subject.who,
            words: subject.words.start..end.min(s.words.len()),
            ask,
        })
    };
    let subject = || {
        s.subject(at, names)
            .filter(|subject| counts(s, subject, at))
    };
    let one = |subject: &Subject| matches!(subject.who, Who::Person | Who::Self_ | Who::They);
    if word == "bothered" && s.has(at.saturating_sub(1), &["nobody|no-one|one|anyone"]) {
        return Some(Hit {
            who: Who::Person,
            words: at - 1..(at + 3).min(s.words.len()),
            ask: STEPS,
        });
    }
    // Omissions: of anybody, "we" as well.
    if matches!(word, "failed" | "fails") && s.word(at + 1) == "to"
        || word == "failed" && s.has(at + 1, &["in|at", "their|his|her|my|our|its"])
        || matches!(
            word,
            "forgot" | "forgotten" | "neglected" | "forgets" | "neglects"
        )
    {
        return hit(subject()?, at + 3, REMEMBER);
    }
    if matches!(word, "decided" | "chose" | "opted")
        && s.has(
            at + 1,
            &["to", "skip|ignore|bypass|disregard|circumvent|cut|rush"],
        )
        || matches!(word, "couldn't" | "bothered") && s.has(at, &["couldn't", "be", "bothered"])
    {
        return hit(subject().filter(one)?, at + 4, STEPS);
    }
    if s.is(at, LEFT_OUT) && s.word(at + 1) != "by" && !passive(s, at) {
        let ask =
            if word == "missed" || word == "overlooked" || word == "ignored" || word == "dismissed"
            {
                SIGNAL
            } else {
                STEPS
            };
        return hit(subject().filter(one)?, at + 3, ask);
    }
    // "did not check", "never tested", "had not read".
    let perfect =
        matches!(word, "hadn't" | "haven't") || s.has(at, &["had|has|have", "not|n't|never"]);
    let negated = matches!(word, "didn't" | "never") || s.has(at, &["did", "not|n't"]) || perfect;
    if negated {
        let two = matches!(word, "did" | "had" | "has" | "have");
        let mut next = at + if two { 2 } else { 1 };
        while s.is(next, BETWEEN | BAD_ADVERB)
            || matches!(
                s.word(next),
                "properly" | "carefully" | "sufficiently" | "fully"
            )
        {
            next += 1;
        }
        let care = s.is(next, CARE)
            || (word == "never" || perfect)
                && s.word(next).strip_suffix("ed").is_some_and(|stem| {
                    class(stem) & CARE != 0 || class(&format!("{stem}e")) & CARE != 0
                });
        let lost = matches!(s.word(next), "take")
            && !s.has(next + 1, &["the", "time|care|trouble"])
            || matches!(s.word(next), "know") && !s.has(next + 1, &["what|how|that|better"])
            || s.word(next) == "stop" && s.word(next + 1) != "to";
        if care && !lost && !is_explained(s, next) {
            return hit(subject().filter(one)?, next + 1, STEPS);
        }
    }
    // Errors.
    let parted = word == "broke"
        && (at + 1..at + 4).any(|at| {
            matches!(
                s.word(at),
                "dependency"
                    | "link"
                    | "cycle"
                    | "loop"
                    | "tie"
                    | "down"
                    | "silence"
                    | "off"
                    | "deadlock"
                    | "lock"
            )
        });
    if s.is(at, ERRED) && !passive(s, at) && !parted
        || matches!(
            word,
            "messed" | "screwed" | "mucked" | "cocked" | "goofed" | "slipped" | "stuffed"
        ) && s.word(at + 1) == "up"
        || matches!(word, "took" | "brought" | "knocked" | "tore" | "shut")
            && s.has(
                at + 1,
                &["down|out", "the|our|production|prod|all|everything|half"],
            )
        || matches!(word, "took" | "brought")
            && !passive(s, at)
            && (at + 2..at + 6).any(|end| s.word(end) == "down")
            && !s.words[at..(at + 6).min(s.words.len())]
                .iter()
                .any(|word| word.text == ",")
        || matches!(word, "made" | "makes") && mistake_follows(s, at + 1)
        || matches!(word, "introduced" | "added" | "committed" | "left")
            && defect_follows(s, at + 1)
    {
        let end = s.clause_end(at).min(at + 4);
        return hit(
            subject().filter(one)?,
            end,
            if word == "mistyped" || word == "fat-fingered" || word == "misread" {
                INTERFACE
            } else {
                SENSE
            },
        );
    }
    // Judgements of the doer in what he did.
    if s.is(at, BAD_ADVERB) {
        let next = at + 1;
        if is_past(s.word(next)) && !passive(s, next) {
            return hit(
                s.subject(next, names)
                    .filter(|subject| counts(s, subject, next))
                    .filter(one)?,
                next + 1,
                SENSE,
            );
        }
    }
    if is_past(word) && !passive(s, at) && s.word(at + 1) != "by" {
        return acted(s, names, at);
    }
    // "was careless", "was not paying attention", "is to blame".
    if matches!(
        word,
        "was"
            | "were"
            | "is"
            | "are"
            | "am"
            | "been"
            | "being"
            | "got"
            | "became"
            | "seemed"
            | "wasn't"
            | "weren't"
            | "isn't"
    ) {
        let mut next = at + 1;
        while next < at + 5
            && (s.is(next, BETWEEN)
                || matches!(
                    s.word(next),
                    "too"
                        | "very"
                        | "so"
                        | "rather"
                        | "quite"
                        | "a"
                        | "bit"
                        | "simply"
                        | "extremely"
                        | "clearly"
                        | "more"
                        | "often"
                        | "and"
                        | "tired"
                )
                || s.word(next).ends_with("ly"))
        {
            next += 1;
        }
        let negated = s.words[at..next.min(s.words.len())].iter().any(|word| {
            matches!(
                word.text.as_ref(),
                "not" | "wasn't" | "weren't" | "isn't" | "never"
            )
        });
        let trait_end = if s.is(next, BAD_TRAIT) && !negated {
            Some(next + 1)
        } else if !negated && (s.has(next, &["to", "blame"]) || s.has(next, &["at", "fault"])) {
            Some(next + 2)
        } else if s.has(next, &["responsible", "for", "the|this|our|a", "outage|incident|failure|error|mistake|downtime|crash|breakage|mess|problem|disruption|loss"]) && !negated {
            Some(next + 4)
        } else if s.has(next, &["the", "cause|root|culprit|reason"]) && !negated && s.word(next + 1) != "root" {
            Some(next + 2)
        } else if negated && (s.word(next) == "careful" || s.has(next, &["paying", "attention"]) || s.has(next, &["attentive|diligent|thorough|competent|qualified|experienced"]) || s.has(next, &["careful|attentive|diligent|thorough|experienced|skilled|competent", "enough"])) {
            Some(next + 1)
        } else if s.has(next, &["supposed|meant|expected|told|instructed", "to"]) && !negated {
            Some(next + 2)
        } else if s.has(next, &["in", "a", "hurry|rush"]) || s.has(next, &["asleep"]) || s.has(next, &["rushing"]) {
            Some(next + 1)
        } else {
            None
        };
        if let Some(end) = trait_end {
            return hit(subject().filter(one)?, end, SENSE);
        }
    }
    // What is gone was within reach of one step.
    if matches!(
        word,
        "dropped" | "deleted" | "erased" | "truncated" | "purged"
    ) && !passive(s, at)
        && (at + 1..s.clause_end(at).min(at + 9))
            .any(|at| matches!(s.word(at), "production" | "prod" | "live"))
        && (at + 1..s.clause_end(at).min(at + 6)).any(|at| {
            matches!(
                s.word(at),
                "table"
                    | "tables"
                    | "database"
                    | "databases"
                    | "bucket"
                    | "namespace"
                    | "cluster"
                    | "volume"
                    | "volumes"
                    | "data"
                    | "schema"
                    | "index"
                    | "files"
                    | "records"
            )
        })
    {
        return hit(subject().filter(one)?, at + 4, INTERFACE);
    }
    if word == "lacked"
        && s.words[at..s.clause_end(at).min(at + 6)]
            .iter()
            .any(|word| {
                matches!(
                    word.text.as_ref(),
                    "knowledge"
                        | "experience"
                        | "discipline"
                        | "skill"
                        | "skills"
                        | "attention"
                        | "care"
                        | "competence"
                        | "diligence"
                        | "understanding"
                        | "training"
                        | "judgement"
                        | "judgment"
                )
            })
    {
        return hit(subject().filter(one)?, at + 3, SENSE);
    }
    None
}

/// An ordinary deed with words that make it an error: "ran … without testing", "deployed a malformed …".
fn acted(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let end = s.clause_end(at);
    let mut cue = None;
    for next in at + 1..end {
        // Another subject takes over.
        if s.word(next) == "," && is_past(s.word(next + 1)) {
            break;
        }
        if matches!(s.word(next), "and" | ",") && s.is(next + 1, DETERMINER) {
            let goes_on = (next + 1..(next + 4).min(end)).any(|at| is_past(s.word(at)));
            if goes_on {
                break;
            }
        }
        let rest = |words: &[&str]| s.has(next, words);
        let careless = rest(&["without"]) && lacks_care(s, next + 1) && !is_explained(s, next)
            || rest(&["by", "mistake|accident|error"])
            || rest(&["in", "error|haste"])
            || rest(&["in", "a", "hurry|rush"])
            || rest(&["too", "quickly|hastily|early|soon|late|fast|casually"])
            || rest(&["instead", "of", "the", "right|correct|staging|test"])
            || rest(&[
                "instead",
                "of",
                "testing|checking|following|waiting|asking|reading|staging|rolling",
            ])
            || rest(&[
                "straight|directly",
                "to|on|in|into",
                "production|prod|master|main|live",
            ])
            || rest(&[
                "despite|ignoring|against",
                "the|all|our|repeated|a|policy",
                "warning|warnings|advice|policy|runbook|procedure|process|checklist|instructions|rules|documented",
            ])
            || rest(&["despite|ignoring", "warnings|warning|instructions"])
            || rest(&["late", "again"])
            || s.is(next, BAD_ADVERB) && next + 1 >= end
            || s.is(next, BAD_THING) && !negated_thing(s, next) && next <= at + 8;
        let broke = rest(&["that", "broke|crashed|wiped|deleted|corrupted|took|brought"])
            && matches!(s.subject(at, names), Some(Subject { who: Who::Person, words }) if !s.is(words.end - 1, ROLE));
        if careless || broke {
            cue = Some(next);
            break;
        }
    }
    let cue = cue?;
    let subject = s
        .subject(at, names)
        .filter(|subject| counts(s, subject, at))?;
    if subject.who == Who::We || is_discovery(s, at) {
        return None;
    }
    let ask = match s.word(at) {
        "deployed" | "pushed" | "merged" | "shipped" | "released" | "applied" | "committed"
        | "rolled" | "approved" => PATH,
        "typed" | "selected" | "entered" | "clicked" | "chose" | "pasted" | "deleted"
        | "dropped" | "removed" | "picked" => INTERFACE,
        _ if s.word(cue) == "without" => STEPS,
        _ => SENSE,
    };
    Some(Hit {
        who: subject.who,
        words: subject.words.start..(cue + 2).min(s.words.len()),
        ask,
    })
}

/// Seeing, saying and mending what is wrong is no error: "noticed the wrong value", "reverted the bad deploy".
fn is_discovery(s: &Sentence<'_>, at: usize) -> bool {
    matches!(
        s.word(at),
        "noticed"
            | "found"
            | "discovered"
            | "identified"
            | "saw"
            | "reported"
            | "spotted"
            | "fixed"
            | "reverted"
            | "corrected"
            | "removed"
            | "detected"
            | "observed"
            | "realised"
            | "realized"
            | "rolled"
            | "replaced"
            | "told"
            | "confirmed"
            | "investigated"
            | "mentioned"
            | "suspected"
            | "received"
            | "repaired"
            | "blocked"
            | "stopped"
            | "rejected"
            | "explained"
            | "warned"
            | "cleaned"
            | "asked"
            | "disabled"
            | "determined"
            | "flagged"
            | "traced"
            | "caught"
            | "restored"
            | "diagnosed"
            | "described"
            | "recognised"
            | "recognized"
            | "prevented"
            | "needed"
            | "wanted"
            | "inherited"
            | "isolated"
            | "cancelled"
            | "canceled"
            | "recovered"
            | "paged"
            | "resolved"
            | "addressed"
            | "checked"
            | "thought"
            | "cleared"
    ) && !matches!((s.word(at), s.word(at + 1)), ("rolled", "out"))
}

/// After "without": what care would have been.
fn lacks_care(s: &Sentence<'_>, at: usize) -> bool {
    let word = s.word(at);
    if word.ends_with("ing") {
        return !matches!(
            word,
            "knowing"
                | "seeing"
                | "having"
                | "being"
                | "interrupting"
                | "affecting"
                | "causing"
                | "losing"
                | "breaking"
                | "impacting"
                | "stopping"
                | "draining"
                | "noticing"
                | "warning"
        );
    }
    (at..at + 4).any(|at| {
        matches!(
            s.word(at),
            "review"
                | "approval"
                | "backup"
                | "permission"
                | "authorisation"
                | "authorization"
                | "notice"
                | "supervision"
                | "consultation"
                | "thought"
                | "attention"
                | "care"
                | "checks"
                | "check"
                | "tests"
                | "test"
                | "verification"
                | "validation"
                | "testing"
                | "coordination"
                | "dry"
                | "understanding"
                | "plan"
                | "announcement"
                | "caution"
                | "confirmation"
        )
    }) && !matches!(word, "automated" | "automatic" | "any" | "an")
        || s.has(
            at,
            &[
                "any",
                "review|testing|approval|tests|checks|verification|thought|care",
            ],
        )
}

fn negated_thing(s: &Sentence<'_>, at: usize) -> bool {
    at > 0
        && matches!(
            s.word(at - 1),
            "not" | "no" | "as" | "possibly" | "if" | "whether"
        )
        || s.has(at, &["broken", "by|down|into"])
        || s.has(at, &["wrong", "with"])
        || s.word(at) == "bad"
            && matches!(s.word(at + 1), "news" | "gateway" | "request" | "requests")
        || s.word(at) == "wrong"
            && at > 0
            && matches!(
                s.word(at - 1),
                "went" | "gone" | "was" | "were" | "be" | "something" | "what's" | "is"
            )
        || s.word(at) == "incorrect" && at > 0 && matches!(s.word(at - 1), "was" | "were" | "be")
}

/// "made a mistake", "made the critical error".
fn mistake_follows(s: &Sentence<'_>, at: usize) -> bool {
    (at..at + 4).any(|at| {
        matches!(
            s.word(at),
            "mistake"
                | "mistakes"
                | "error"
                | "errors"
                | "typo"
                | "blunder"
                | "misjudgement"
                | "misjudgment"
                | "oversight"
        )
    }) && s.is(at, DETERMINER)
        || matches!(s.word(at), "mistakes" | "errors")
        || s.has(
            at,
            &[
                "a|the",
                "wrong|bad|poor|terrible|rash",
                "decision|call|choice|assumption|judgement|judgment",
            ],
        )
}

/// "introduced a bug", "left a typo".
fn defect_follows(s: &Sentence<'_>, at: usize) -> bool {
    s.is(at, DETERMINER)
        && (at + 1..at + 4).any(|at| {
            matches!(
                s.word(at),
                "bug" | "typo" | "error" | "mistake" | "regression" | "defect" | "flaw"
            )
        })
}

/// Whether the verb at an index has a form of "to be" before it: then its subject did not do it.
fn passive(s: &Sentence<'_>, at: usize) -> bool {
    let mut at = at;
    while at > 0 {
        at -= 1;
        if matches!(
            s.word(at),
            "was"
                | "were"
                | "is"
                | "are"
                | "be"
                | "been"
                | "being"
                | "wasn't"
                | "weren't"
                | "got"
                | "getting"
        ) {
            return true;
        }
        if !(s.is(at, BETWEEN | BAD_ADVERB) || s.word(at).ends_with("ly")) {
            return false;
        }
    }
    false
}

/// Whether the sentence goes on to give a condition as the reason: then it asks already.
fn is_explained(s: &Sentence<'_>, at: usize) -> bool {
    (at..s.words.len()).any(|at| {
        let because = matches!(s.word(at), "because" | "since" | "as");
        because
            && (matches!(
                s.word(at + 1),
                "there"
                    | "the"
                    | "no"
                    | "none"
                    | "nothing"
                    | "it"
                    | "this"
                    | "that"
                    | "its"
                    | "alerts"
                    | "access"
                    | "neither"
                    | "staging"
            ) || s.word(at + 1) == super::prose::HIDDEN)
            && s.subject_noun_is_a_person(at + 1).is_none()
    }) || s
        .words
        .iter()
        .any(|word| matches!(word.text.as_ref(), "therefore" | "due"))
        && s.words.iter().any(|word| word.text == "not")
        && (0..s.words.len()).any(|at| s.has(at, &["due", "to", "the|a|missing|no"]))
}

/// Whether somebody counts as a cause at this verb: "they" may be machines.
fn counts(s: &Sentence<'_>, subject: &Subject, verb: usize) -> bool {
    match subject.who {
        Who::They => {
            s.is(verb, HUMAN)
                || (0..subject.words.start).any(|at| s.is(at, ROLE))
                || s.words
                    .get(verb)
                    .is_some_and(|word| word.text == "was" || word.text == "were")
        }
        _ => true,
    }
}

/// "caused by an engineer", "a mistake by the operator".
fn by_person(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let word = s.word(at);
    let caused = s.is(at, ERRED | LEFT_OUT)
        || matches!(
            word,
            "deleted"
                | "dropped"
                | "introduced"
                | "broken"
                | "mistyped"
                | "created"
                | "removed"
                | "triggered"
        ) && (at > 0 && s.is(at - 1, BAD_ADVERB)
            || matches!(word, "deleted" | "dropped" | "broken" | "introduced"));
    let error = s.is(at, BAD_NOUN)
        && !matches!(word, "failure" | "failures" | "error" | "errors" | "lack")
        || matches!(word, "error" | "errors") && s.has(at + 1, &["by|of|from", "the|an|a|one|our"]);
    let because = s.has(at, &["due", "to"])
        || s.has(at, &["because", "of"])
        || s.has(at, &["thanks", "to"]) && s.word(at + 2).ends_with("'s");
    let start = if because {
        at + 2
    } else if caused && s.word(at + 1) == "by"
        || error && matches!(s.word(at + 1), "by" | "of" | "from" | "made")
    {
        at + 2 + usize::from(s.word(at + 1) == "made" && s.word(at + 2) == "by")
    } else {
        return None;
    };
    let person = (start..start + 5)
        .take_while(|&at| !s.is(at, BOUNDARY | PREPOSITION) && s.word(at) != ",")
        .find(|&at| {
            s.person(at, names)
                .is_some_and(|who| matches!(who, Who::Person | Who::Self_))
        })?;
    // "because of the engineer's access": the head is what he has.
    let next = s.word(person + 1);
    let is_head = next.is_empty()
        || s.is(person + 1, BOUNDARY | PREPOSITION | BETWEEN)
        || matches!(next, "," | "and" | "or")
        || next.ends_with("ing")
        || is_past(next);
    let errs = !because
        || next.ends_with("ing") && !matches!(next, "being" | "noticing" | "reporting")
        || next == "not";
    let by = error && !because;
    (by || is_head && errs && s.word(person) != "team" || caused && is_head).then(|| Hit {
        who: s.person(person, names).unwrap_or(Who::Person),
        words: at..person + 1,
        ask: SENSE,
    })
}

/// "the engineer's mistake", "his carelessness".
fn possessive(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let word = s.words.get(at)?;
    let text: &str = &word.text;
    let owner = match text {
        "his" | "her" => Who::Person,
        "my" => Who::Self_,
        "their" => Who::They,
        _ => {
            let stem = text
                .strip_suffix("'s")
                .or_else(|| text.strip_suffix("s'"))?;
            let known = class(stem) & ROLE != 0
                || class(text.trim_end_matches('\'')) & ROLE != 0
                || word.capital && (class(stem) & FIRST_NAME != 0 || names.lists(stem));
            if !known {
                return None;
            }
            Who::Person
        }
    };
    let noun = (at + 1..at + 4).find(|&at| s.is(at, BAD_NOUN))?;
    let between = (at + 1..noun)
        .all(|at| !s.is(at, PREPOSITION | BOUNDARY) && s.word(at) != "," && s.word(at) != "and");
    let abstract_ = matches!(
        s.word(noun),
        "lack" | "error" | "errors" | "failure" | "typo" | "inability"
    );
    let counts = match owner {
        // "Their failure", "her error page": only what cannot be a machine's.
        Who::They => !abstract_ && !matches!(s.word(noun), "misconfiguration" | "fault" | "lapse"),
        _ => {
            !(abstract_
                && matches!(
                    s.word(noun + 1),
                    "of" | "rate" | "log" | "logs" | "message" | "messages" | "budget" | "report"
                )
                && s.word(noun) != "lack")
        }
    };
    (between && counts).then(|| Hit {
        who: owner,
        words: at..noun + 1,
        ask: SENSE,
    })
}

/// "the blame lies with the operator", "we blame John".
fn blame_lies(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let word = s.word(at);
    let start =
        if word == "blame" && s.has(at + 1, &["lies|falls|rests|goes|belongs", "with|on|to"]) {
            at + 3
        } else if matches!(word, "blame" | "blames" | "blamed") {
            at + 1
        } else if s.has(at, &["fault", "lies|rests", "with"]) {
            at + 3
        } else {
            return None;
        };
    let negated = (at.saturating_sub(4)..at).any(|at| {
        matches!(
            s.word(at),
            "not"
                | "no"
                | "don't"
                | "never"
                | "without"
                | "do"
                | "avoid"
                | "cannot"
                | "can't"
                | "nobody"
        )
    });
    let person = (start..start + 4).find(|&at| s.person(at, names) == Some(Who::Person))?;
    (!negated).then(|| Hit {
        who: Who::Person,
        words: at..person + 1,
        ask: SENSE,
    })
}

impl Sentence<'_> {
    /// The role with which a clause begins at an index, if it does.
    fn subject_noun_is_a_person(&self, at: usize) -> Option<usize> {
        (at..at + 4)
            .take_while(|&at| !is_past(self.word(at)) && !self.is(at, BETWEEN | PREPOSITION))
            .find(|&at| self.is(at, ROLE | SOMEBODY))
    }
}
