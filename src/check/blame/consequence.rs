//! What came of a deed, as the sentence tells it: harm, unless it says that things got better.

use super::evidence::{Deed, Kind};
use super::*;
use crate::check::prose::is_one;

/// Where the consequence of a deed begins, if it is a harm.
pub fn of(s: &Sentence<'_>, deed: &Deed, kind: Kind) -> Option<usize> {
    following(s, deed, kind).or_else(|| preceding(s, deed, kind))
}

/// How firmly a word ties what follows to the deed.
enum Tie {
    /// "So", "which took", ", killing": whatever follows came of it.
    Firm,
    /// "And the", ";": only what is a harm by itself.
    Loose,
    None,
}

fn following(s: &Sentence<'_>, deed: &Deed, kind: Kind) -> Option<usize> {
    let whole = single(s, deed);
    for at in deed.from..s.words.len() {
        // What came before the deed, or beside it.
        if is_one(s.word(at), "but|because|since|as|while|?|if|to") && s.word(at + 1) != "result" {
            let purpose = form_of(s.word(at + 1), SEES | HANDLES | RECOVERS | CARE);
            if s.word(at) != "to" || purpose {
                return None;
            }
        }
        if s.within_time(at) {
            continue;
        }
        if s.word(at) == "and" && whole && ruined(s, at + 1) {
            return Some(at);
        }
        let (firm, from) = match tie(s, at) {
            Tie::Firm => (true, at + 1),
            Tie::Loose => (false, at + 1),
            Tie::None => continue,
        };
        let better = (from..s.words.len())
            .find(|&at| form_of(s.word(at), RECOVERS) && !denied(s, at) || eases(s, at));
        // What a clause after a semicolon tells of in its turn is another story.
        let end = if is_one(s.word(at), ";|:|—|–") {
            (from..s.words.len()).find(|&at| is_one(s.word(at), ",|;"))
        } else {
            None
        };
        let worse =
            (from + usize::from(!firm)..end.unwrap_or(s.words.len())).find(|&at| is_harm(s, at));
        let harmed = match (worse, better) {
            // "The error rate went back to normal": one clause.
            (Some(worse), Some(better)) => worse + 6 < better,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => firm && whole && kind == Kind::Other,
        };
        // What somebody does with his hands mends as a rule: only what firmly follows from it counts.
        let beside = !is_one(s.word(at), ";|:|—|–") && whole;
        if harmed && (firm || deed.passive || beside || kind == Kind::Other) {
            return Some(at);
        }
        // Another clause stands for itself.
        if better.is_some() || is_one(s.word(at), ";|:|—|–") {
            return None;
        }
    }
    None
}

fn tie(s: &Sentence<'_>, at: usize) -> Tie {
    let next = s.word(at + 1);
    match s.word(at) {
        "so" => {
            let purpose = s.has(at + 1, &["that", "we|they|he|she|it|you"]) || s.is(at + 1, BE);
            let clause = at > 0 && (matches!(s.word(at - 1), "," | "and" | ";") || next == "that");
            match (clause, purpose || next == "that") {
                (true, false) => Tie::Firm,
                (true, true) => Tie::Loose,
                _ => Tie::None,
            }
        }
        "thereby" | "thus" | "hence" | "therefore" | "consequently" | "whereupon" | "resulting"
        | "causing" | "until" => Tie::Firm,
        "with" if s.has(at + 1, &["the", "result|effect|consequence"]) => Tie::Firm,
        "after" if next == "which" => Tie::Firm,
        "," if next == "which" || next == "what" => {
            // "Which had crashed" tells what was before, "which is" what it is.
            let verb = at + 2;
            let describes = s.is(verb, DETERMINER | PREPOSITION)
                || s.is(verb, BE | AUXILIARY | MODAL) && !s.has(verb, &["is", "why|how|what"])
                || s.word(verb) == "we"
                || s.has(
                    verb,
                    &["contains|holds|runs|serves|stores|uses|handles|has"],
                );
            if describes { Tie::None } else { Tie::Firm }
        }
        "," if next.len() > 5 && next.ends_with("ing") => {
            let beside = form_of(next, SEES | HANDLES)
                || is_one(
                    next,
                    "allowing|enabling|letting|giving|helping|including|following|using|according|starting|during|beginning|depending|regarding|wanting|trying|aiming|leaning|ending",
                );
            if beside { Tie::None } else { Tie::Firm }
        }
        "and" | "," if is_one(next, "that|this|it") && s.is(at + 2, PAST_FORM | BE | AUXILIARY) => {
            Tie::Firm
        }
        // A new subject, which is nobody.
        "and" | ";" | ":" | "," | "—" | "–" => {
            // "… suspects", in a story that is told in the present.
            let same = next.ends_with('s') && s.is(at + 2, DETERMINER)
                || s.is(at + 1, PAST_FORM | BETWEEN | BE | BOUNDARY | PREPOSITION)
                || next.ends_with("ly");
            let somebody = (at + 1..at + 4).any(|at| {
                s.is(at, ROLE | SOMEBODY) && s.word(at) != "we" && s.word(at) != "nobody"
            });
            if same || somebody {
                Tie::None
            } else {
                Tie::Loose
            }
        }
        _ => Tie::None,
    }
}

/// "… and broke the build": the same person's next deed is the harm.
fn ruined(s: &Sentence<'_>, at: usize) -> bool {
    let at = at + usize::from(s.word(at).ends_with("ly"));
    if s.has(
        at,
        &["got|left|put|landed|locked", "us|everyone|everybody|all"],
    ) {
        return true;
    }
    // What responders stop, block and remove as well.
    let mends = form_of(s.word(at), HANDLES)
        || s.is(at, DESTROYED)
        || is_one(s.word(at), "killed|blocked|denied|refused|cost|died|stuck");
    (s.is(at, ERRED)
        || form_of(s.word(at), HARMS) && !mends
        || s.has(at, &["cut|locked|knocked|ruined|overloaded|filled|left"]))
        && s.is(at, PAST_FORM)
        && !s.has(
            at,
            &[
                "left|cut|broke",
                "the|for|over|silence",
                "room|channel|call|house|day|office|silence|news|to",
            ],
        )
}

/// "The error rate fell", "the backlog shrank".
pub fn eases(s: &Sentence<'_>, at: usize) -> bool {
    // "Until the queue was empty".
    if is_one(s.word(at), "empty|drained|gone")
        && (at.saturating_sub(6)..at).any(|at| is_one(s.word(at), "queue|queues|backlog|lag"))
    {
        return true;
    }
    // "Turned a full outage into a degradation".
    let lessened = is_one(s.word(at), "turned|turning|reduced|reducing|cut|downgraded|limited")
        && (at + 3..at + 9).any(|at| {
            s.has(at, &["into|to", "a|an|only", "degradation|partial|slow|small|smaller|minor|brief|short|shorter|limited|delay|nuisance|read-only|fraction|tenth|quarter|third"])
        });
    if lessened {
        return true;
    }
    is_one(s.word(at), "fell|dropped|sank|decreased|declined|disappeared|vanished|shrank|went")
        && (s.word(at) != "went" || s.has(at + 1, &["down|away|back"]))
        && (at.saturating_sub(4)..at).any(|at| {
            is_one(
                s.word(at),
                "error|errors|latency|load|backlog|queue|queues|lag|alerts|timeouts|temperature|pressure|5xx|failures|retries",
            )
        })
}

/// A harm that happens, and no thing that is harmed: not "the crashed brokers".
fn is_harm(s: &Sentence<'_>, at: usize) -> bool {
    let word = s.word(at);
    let code = word.len() >= 3
        && matches!(word.as_bytes()[0], b'4' | b'5')
        && word
            .bytes()
            .skip(1)
            .take(2)
            .all(|byte| byte.is_ascii_digit() || byte == b'x')
        && (word.ends_with('s') || word.ends_with("xx"));
    let down = matches!(word, "down" | "offline") && at > 0 && !s.is(at - 1, DETERMINER);
    let named = (form_of(word, HARMS) || s.is(at, ERRED | HARM | DESTROYED)) && !denied(s, at);
    let state = is_one(
        word,
        "empty|dead|stale|wrong|broken|frozen|useless|blank|double|inconsistent|incomplete|garbage|lost|stuck|missing",
    );
    let attribute = at > 0
        && !s.is(at, HARM)
        && (s.is(at - 1, DETERMINER)
            || state
                && !(at.saturating_sub(3)..at).any(|at| {
                    s.is(at, BE)
                        || s.has(
                            at,
                            &["became|went|got|found|left|showed|saw|with|had|were|we"],
                        )
                })
                && word != "lost");
    let unable = s.has(at, &["could|can", "not|no"]) || s.has(at, &["no", "longer"]);
    let nobody = s.has(
        at,
        &["nobody|nothing|none", "could|can|was|got|worked|saw|had"],
    ) || s.has(at, &["no", "one", "could|can|was"]);
    code || down || unable || nobody || named && !attribute
}

/// "No errors", "never failed".
fn denied(s: &Sentence<'_>, at: usize) -> bool {
    at > 0 && s.is(at - 1, NEGATION)
        || at > 1 && s.is(at - 2, NEGATION) && !matches!(s.word(at - 2), "nobody" | "nothing")
}

/// "The queue filled up because John …", "it crashed when the intern …".
fn preceding(s: &Sentence<'_>, deed: &Deed, kind: Kind) -> Option<usize> {
    let start = if deed.passive {
        return None;
    } else {
        deed.subject.words.start
    };
    let tie = (start.saturating_sub(3)..start)
        .rev()
        .find(|&at| is_one(s.word(at), "because|after|when|since|once|that"))?;
    if s.word(tie) == "that" {
        // "It turned out that Solveig had swapped the keys".
        let found = (tie.saturating_sub(4)..tie).any(|at| {
            s.has(
                at,
                &[
                    "find|found|finding|turned|came|emerged|revealed|revealing|admitted|transpired",
                    "out|that|to",
                ],
            )
        });
        let had = (deed.subject.words.end..deed.verb).any(|at| s.word(at) == "had");
        let worse = (0..tie).any(|at| is_harm(s, at));
        return (found && had && worse).then_some(deed.verb);
    }
    let better = (0..tie).any(|at| form_of(s.word(at), RECOVERS | SEES) || eases(s, at));
    let because = s.word(tie) == "because";
    // "The outage was over after …": what happened says it, not what it is called.
    let worse = (0..tie).any(|at| is_harm(s, at) && (because || !s.is(at, HARM)));
    (!better && worse && (because || kind == Kind::Other)).then_some(deed.verb)
}

/// One person, not a team: of whom all that follows is told.
fn single(s: &Sentence<'_>, deed: &Deed) -> bool {
    let noun = s.word(deed.subject.words.end - 1);
    !s.is(deed.subject.words.end - 1, ROLE)
        || !noun.ends_with('s')
            && !is_one(noun, "team|crew|staff|people|squad|department|guild|group")
}
