//! What a sentence holds against a deed: care that was left out, a wrong object.

use super::evidence::{Deed, Kind};
use super::*;
use crate::check::prose::{HIDDEN, is_one};

/// The first words after a deed that reproach it.
pub fn after(s: &Sentence<'_>, deed: &Deed, kind: Kind) -> Option<usize> {
    (deed.from..s.words.len())
        // A contrast, or somebody else's deed.
        .take_while(|&at| !matches!(s.word(at), "but" | "?"))
        .find(|&at| reproaches(s, deed, kind, at))
}

fn reproaches(s: &Sentence<'_>, deed: &Deed, kind: Kind, at: usize) -> bool {
    let other = kind == Kind::Other;
    let near = at < s.clause_end(deed.verb);
    match s.word(at) {
        "without" => careless(s, at + 1),
        "knowing" => s.has(at + 1, &["that|full|well|very|perfectly"]),
        "with" if unheeded(s, at + 1) => true,
        // "What he thought was unused", "which she took for test data".
        "what" | "which" | "that" => {
            s.has(at + 1, &["he|she|they", "thought|believed|took|assumed|supposed|mistook"])
        }
        "with" => s.has(at + 1, &["no|zero|little|insufficient"]) && lacks(s, at + 2),
        "before" => too_early(s, at + 1, other),
        "instead" => s.word(at + 1) == "of" && confused(s, deed, other, at + 2),
        "rather" => s.word(at + 1) == "than" && confused(s, deed, other, at + 2),
        "although" | "though" | "despite" | "against" | "contrary" | "regardless" | "ignoring" => {
            let told = (at + 1..at + 14).any(|at| {
                s.is(at, ADVICE)
                    || is_one(
                        s.word(at),
                        "told|warned|knew|forbidden|forbids|demands|requires|required|says|said|advised|objected|red|\
                        failing|agreed|allowed|instructed|asked",
                    )
            });
            told || other && matches!(s.word(at), "although" | "though" | "despite")
        }
        "in" => {
            s.has(at + 1, &["haste|error"])
                || s.has(at + 1, &["a", "hurry|rush|huff|temper|panic|rage|fit|mood"])
                || (at + 1..at + 3).any(|at| {
                    s.has(at, &["spite|violation|breach|defiance|disregard|contravention", "of|that"])
                })
                || s.has(at + 1, &["the", "belief|assumption|hope"])
                || other && s.has(at + 1, &["the", "middle", "of"])
        }
        "by" => s.has(
            at + 1,
            &["mistake|accident|error|ignoring|skipping|neglecting|disregarding|bypassing|circumventing"],
        ),
        "thinking" | "believing" | "assuming" | "presuming" | "mistaking" | "confusing" | "forgetting"
        | "supposing" | "imagining" | "hoping" | "convinced" => true,
        "on" => {
            s.has(at + 1, &["a|the", "wrong|whim"])
                || s.has(at + 1, &["his|her|their|my", "own", "authority|accord|bat|account|say-so"])
        }
        "off" => s.has(at + 1, &["his|her|their|my", "own", "bat"]),
        "behind" => s.has(at + 1, &["our|the|everyone's|everybody's", "back|backs|team's"]),
        "from" => s.has(at + 1, &["memory"]),
        "for" => {
            s.has(at + 1, &["no", "reason"])
                || s.has(at + 1, &["no", "good|obvious|apparent", "reason"])
                || s.has(at + 1, &["fun"])
        }
        "too" => {
            let amount = is_one(
                s.word(at + 1),
                "early|soon|late|quickly|fast|hastily|low|high|small|large|big|short|long|many|much|few|little|broad|\
                wide|aggressively|casually|generously|eagerly|far|hard",
            );
            amount && near
        }
        "anyway" | "nonetheless" | "nevertheless" | "anyhow" => true,
        "straight" | "directly" => {
            (other || form_of(s.word(deed.verb), HANDS))
                && (s.has(at + 1, &["to|on|in|into", "production|prod|master|main|live|all|every|everybody|everyone"])
                    || (at + 2..at + 6).any(|at| is_one(s.word(at), "branch|main|master|production|prod|live")))
        }
        "nobody" | "nobody's" => s.has(at + 1, &["had|has", "asked|approved|reviewed|ordered|agreed"]),
        "no" => {
            s.has(at + 1, &["one", "had|has", "asked|approved|reviewed|ordered|agreed"])
                || s.has(at + 1, &["questions", "asked"])
        }
        "own" => {
            is_one(s.word(at - 1), "his|her|their|my")
                && s.has(at + 1, &["pull|pr|change|changes|code|patch|commit|merge|work|request"])
                && s.has(deed.verb, &["merged|approved|reviewed|accepted|signed|merges|approves"])
        }
        "who" => s.has(at + 1, &["believed|thought|assumed|mistook|confused|supposed|imagined|had"])
            && s.word(at + 1) != "had",
        "at" => s.has(at + 1, &["the", "worst|wrong"]),
        "and" => {
            s.has(at + 1, &["told|informed|asked|consulted|warned", "nobody|no|none"])
                || s.has(at + 1, &["said", "nothing"])
                || s.has(at + 1, &["kept", "quiet|silent|it"])
                || s.has(at + 1, &["not", "to|on|in|the"])
                || s.has(at + 1, &["left|went", "for|home|to|on"])
        }
        "twice" => other,
        "unasked" | "unannounced" | "unilaterally" | "single-handedly" | "untested" | "unreviewed" => true,
        "never" | "not" => {
            // "And never turned them on again".
            at > 0
                && matches!(s.word(at - 1), "and" | "but" | ",")
                && other
                && !s.is(at + 1, BE | PREPOSITION | DETERMINER)
                && s.word(at) == "never"
        }
        _ => s.is(at, BAD_ADVERB) && near,
    }
}

/// "Two failing checks", "an open objection": what a change was brought through with.
fn unheeded(s: &Sentence<'_>, at: usize) -> bool {
    (at..at + 4).any(|at| {
        s.has(
            at,
            &[
                "failing|failed|red|unresolved|skipped|open|outstanding|pending|missing|unanswered|broken",
                "tests|test|checks|check|build|ci|pipeline|comments|comment|objection|objections|reviews|review|approval|approvals|questions",
            ],
        )
    })
}

/// One thing for another: "the primary instead of the replica", not "only the primary instead of all nodes".
fn confused(s: &Sentence<'_>, deed: &Deed, other: bool, at: usize) -> bool {
    let some = (deed.verb..at).any(|at| matches!(s.word(at), "only" | "just"));
    let thing = s.is(at, DETERMINER)
        || s.word(at) == HIDDEN
        || s.word(at)
            .contains(|c: char| c.is_ascii_digit() || c == '-');
    other || care::instead(s, deed.verb, at) || thing && !some
}

/// The wrong thing in the hands: "the wrong volume", "a malformed rule".
pub fn wrong(s: &Sentence<'_>, deed: &Deed, kind: Kind) -> Option<usize> {
    let clause = deed.verb + 1..s.clause_end(deed.verb).min(deed.verb + 12);
    let before = deed.verb.saturating_sub(7)..deed.verb;
    let range = if deed.passive {
        before.chain(clause)
    } else {
        // The second range is empty.
        clause.chain(0..0)
    };
    let removes = s.is(deed.verb, DESTROYED) || kind == Kind::Hands;
    if kind == Kind::Other && !deed.passive && swept(s, deed.verb) {
        return Some(deed.verb);
    }
    // "Proceeded to roll back the faulty version".
    let mending = |at: usize| {
        (at.saturating_sub(4)..at).any(|at| at > deed.verb && form_of(s.word(at), SEES | HANDLES))
    };
    let mut found =
        range.filter(|&at| s.is(at, BAD_THING) && !care::not_a_fault(s, at) && !mending(at));
    found.find(|&at| {
        let word = s.word(at);
        // Whoever removes what is broken mends.
        let mends = removes
            && !matches!(
                word,
                "wrong" | "untested" | "unreviewed" | "mistyped" | "unverified"
            );
        !mends && (kind == Kind::Other || matches!(word, "wrong" | "untested" | "unreviewed"))
    })
}

/// "Emptied the bucket with all invoices": more than anybody wants to be rid of.
fn swept(s: &Sentence<'_>, verb: usize) -> bool {
    let only = (verb + 1..s.clause_end(verb).min(verb + 12)).any(|at| {
        s.has(
            at,
            &["only", "copy|one|backup|replica|snapshot|version|set"],
        )
    });
    let gone = s.is(verb, DESTROYED)
        || s.has(
            verb,
            &["emptied|flushed|nuked|empties|deletes|drops|wipes|erases|purges|truncates"],
        );
    let object = verb + 1..s.clause_end(verb).min(verb + 9);
    let much = object
        .clone()
        .any(|at| is_one(s.word(at), "production|prod|live|all|every|entire|whole"));
    let rubbish = object.clone().any(|at| {
        is_one(s.word(at), "old|stale|failed|unused|temporary|temp|test|bad|orphaned|broken|affected|corrupted|expired|empty|duplicate|duplicates")
    });
    gone && (much || only) && !rubbish
}

/// After "without": everything but what is good to do without.
fn careless(s: &Sentence<'_>, at: usize) -> bool {
    let mut at = at;
    while is_one(
        s.word(at),
        "even|ever|first|so|much|as|properly|fully|actually|really|a|an|any|the|bothering|having|to",
    ) {
        at += 1;
    }
    let word = s.word(at);
    if form_of(word, HARMS) || s.is(at, HARM) {
        return false;
    }
    // "Without tell us".
    if is_one(word, "tell|ask|check|test|read|inform|warn") {
        return true;
    }
    if word.ends_with("ing") && word.len() > 4 {
        return !is_one(
            word,
            "knowing|seeing|being|needing|affecting|impacting|touching|changing|using|noticing|waking|success|\
            realising|realizing|interrupting|warning|reaching|finding|getting|requiring|restarting",
        );
    }
    lacks(s, at)
}

/// Nouns of care.
fn lacks(s: &Sentence<'_>, at: usize) -> bool {
    (at..at + 4)
        .take_while(|&at| s.word(at) != "," && !s.is(at, BOUNDARY))
        .any(|at| {
            s.is(at, DILIGENCE)
                || is_one(
                    s.word(at),
                    "approval|backup|permission|authorisation|authorization|notice|supervision|consultation|check|checks|\
                    test|tests|validation|coordination|dry|dry-run|understanding|plan|announcement|confirmation|ticket|\
                    consent|canary|rehearsal|snapshot|sign-off|go-ahead|warning|word|reason|second|staging|peer|agreement|\
                    discussion|e-mail|email|mail|note|message|call|ping|heads-up|regard|budget|experience|qualification|hesitation|where|safeguards|precautions|precaution",
                )
        })
}

/// "Before the partitions had been moved": not "before the disk was full".
fn too_early(s: &Sentence<'_>, at: usize, other: bool) -> bool {
    let word = s.word(at);
    if word.len() > 5 && word.ends_with("ing") {
        return stem_is(word, "ing", CARE)
            && !is_one(
                word,
                "noticing|realising|realizing|knowing|recognising|recognizing|taking|catching|spotting|stopping|\
                escalating|responding|learning|requesting|reporting|updating|mentioning|reacting|intervening",
            );
    }
    let end = s.clause_end(at).min(at + 10);
    let clause = at + 1..end;
    let completed = clause.clone().any(|at| {
        s.is(at, PAST_FORM | DONE_BY_CARE)
            && at > 0
            && (s.is(at - 1, BE) || s.has(at - 1, &["had|has|fully|completely"]))
    });
    let harmed = clause
        .clone()
        .any(|at| form_of(s.word(at), HARMS) || s.is(at, HARM));
    other && completed && !harmed
}
