//! What single words are in a sentence: a person, a boundary of a clause, a word of judgement …
//!
//! A word may be several things at once; each is a bit of its [`Class`].

mod known;
mod tables;

use known::Known;
use std::sync::LazyLock;

/// What a word may be, as bits.
pub type Class = u64;

/// A role or a group of people: "engineer", "operator".
pub const ROLE: Class = 1;
/// "he", "someone", "nobody".
pub const SOMEBODY: Class = 1 << 1;
/// A first name. It counts only where it begins with a capital letter.
pub const FIRST_NAME: Class = 1 << 2;
pub const DETERMINER: Class = 1 << 3;
pub const PREPOSITION: Class = 1 << 4;
/// Begins a clause of its own: "because", "which", "while".
pub const BOUNDARY: Class = 1 << 5;
/// May stand between a subject and its verb: "had", "also", "simply".
pub const BETWEEN: Class = 1 << 6;
/// "accidentally", "carelessly".
pub const BAD_ADVERB: Class = 1 << 7;
/// Past forms that say by themselves that somebody erred: "misconfigured".
pub const ERRED: Class = 1 << 8;
/// Past forms that say that somebody left something out: "neglected".
pub const LEFT_OUT: Class = 1 << 9;
/// What care would have done, in its base form: "check", "verify".
pub const CARE: Class = 1 << 10;
/// "careless", "inattentive": of people.
pub const BAD_TRAIT: Class = 1 << 11;
/// "mistake", "negligence".
pub const BAD_NOUN: Class = 1 << 12;
/// "malformed", "wrong", "untested".
pub const BAD_THING: Class = 1 << 13;
/// Past forms of irregular verbs.
pub const PAST: Class = 1 << 14;
/// "stupid", "inexcusable".
pub const JUDGEMENT: Class = 1 << 15;
/// "should", "could", "would".
pub const MODAL: Class = 1 << 16;
/// Participles of what people do about risks: "caught", "prevented", "tested".
pub const DONE_BY_CARE: Class = 1 << 17;
/// What people give: "attention", "testing", "review".
pub const DILIGENCE: Class = 1 << 18;
/// Only people do so: "forgot", "bothered".
pub const HUMAN: Class = 1 << 19;
/// What only exists as software, though it is called like a person.
pub const PRODUCT: Class = 1 << 20;
/// Forms of "to be", and of "to get" where they make a passive.
pub const BE: Class = 1 << 21;
/// Past forms of seeing, saying and mending: "noticed", "reverted".
pub const MENDED: Class = 1 << 22;
/// Past forms of what takes away: "deleted", "truncated".
pub const DESTROYED: Class = 1 << 23;
/// Past forms of what hands choose: "typed", "selected".
pub const CHOSE: Class = 1 << 24;
/// Past forms of what brings a change to its place: "deployed", "merged".
pub const SHIPPED: Class = 1 << 25;
/// What people were told: "warning", "runbook", "policy".
pub const ADVICE: Class = 1 << 26;
/// What people may not see, however careful: "missed", "overlooked".
pub const UNSEEN: Class = 1 << 27;
/// What went wrong, as a noun: "outage", "loss".
pub const HARM: Class = 1 << 28;
/// "careful", "competent": whom a sentence wishes for.
pub const GOOD_TRAIT: Class = 1 << 29;
/// Departments that stand without an article: "support", "management".
pub const DEPARTMENT: Class = 1 << 30;
/// "not", "never", "no".
pub const NEGATION: Class = 1 << 31;
/// Begins one of the phrases of the idioms of [`blame`](super::blame).
pub const IDIOM: Class = 1 << 32;

/// People or machines, as the verb says: "driver", "dispatcher".
pub const SOMETIMES: Class = 1 << 33;

/// Forms of "have" and "do".
pub const AUXILIARY: Class = 1 << 34;
/// A past form, as far as its letters tell.
pub const PAST_FORM: Class = 1 << 35;
/// Begins words that make a deed an error: "without", "instead", "despite".
pub const CUE: Class = 1 << 36;

/// Begins a phrase of the rule `judgement`.
pub const JUDGES: Class = 1 << 37;
/// Begins words that have a person behind them: "due to", "caused by", "his".
pub const AGENT: Class = 1 << 38;
/// Begins a verdict: "the blame lies with".
pub const VERDICT: Class = 1 << 39;
/// "'s".
pub const POSSESSIVE: Class = 1 << 40;
/// "Thanks to", "kudos".
pub const CREDIT: Class = 1 << 41;
/// "Poor", "bad": before a deed.
pub const POOR: Class = 1 << 42;

/// What often begins a sentence and may be taken for a name: "traffic", "rollback".
pub const THING: Class = 1 << 43;

/// Where a clause ends.
pub const CLAUSE_END: Class = 1 << 44;

/// Verbs of seeing, saying, deciding and mending, in their base form or past: whoever did so did right.
pub const SEES: Class = 1 << 45;
/// Verbs of what responders do with their hands: an error only where a reproach is added.
pub const HANDLES: Class = 1 << 46;
/// What happens to systems and their users when something goes wrong: "crash", "lost", "unavailable".
pub const HARMS: Class = 1 << 47;
/// What happens when it goes right again: "recover", "normal".
pub const RECOVERS: Class = 1 << 48;
/// Verbs of what nobody but a person does with a computer: "type", "merge".
pub const HANDS: Class = 1 << 49;
/// First names that are words as well: persons where a verb follows.
pub const MAYBE_NAME: Class = 1 << 50;
/// Begins a counterfactual, beside the modal verbs: "had", "avoidable".
pub const UNREAL: Class = 1 << 51;

/// Begins a phrase of the rule `self-blame`.
pub const OWNS_UP: Class = 1 << 52;
/// Begins a phrase of the rule `human-error`.
pub const EXPLAINS: Class = 1 << 53;
/// The second word of a phrase, or a phrase of its own.
pub const SECOND: Class = 1 << 54;
pub const ALONE: Class = 1 << 55;
/// Begins what `who-caused` flags: "who", "whose", "culprit".
pub const ASKS: Class = 1 << 56;
/// Has somebody in it, though by itself it names nobody: "them", "warned", "no one".
pub const ANYBODY: Class = 1 << 57;

/// What nobody is held to, whether done or not: "receive", "have", "know".
pub const UNHELPED: Class = 1 << 58;

/// Bits that only say where to look. A word that has no others may be anything, a name as well.
const HINTS: Class = SECOND | ALONE | ASKS | ANYBODY;

/// Whether nothing is known of a word.
pub fn is_unknown(class: Class) -> bool {
    class & !HINTS == 0
}

/// Words of which one at least stands in a sentence in which somebody may be the cause, unless there is a name in it.
pub const SOMEBODY_ERRS: Class =
    ROLE | SOMEBODY | HUMAN | DEPARTMENT | SOMETIMES | ANYBODY | POSSESSIVE;

static CLASSES: LazyLock<Known<Class>> = LazyLock::new(|| {
    let mut classes = Known::default();
    for (class, words) in tables::TABLES {
        for word in words.split_whitespace() {
            *classes.entry(word) |= class;
        }
    }
    for word in super::blame::IDIOM_SHORT {
        *classes.entry(word) |= IDIOM;
    }
    let idioms = (IDIOM, super::blame::idioms());
    for (class, phrases) in super::rules::phrases().into_iter().chain([idioms]) {
        for (word, class) in phrases.words(class) {
            *classes.entry(word) |= class;
        }
    }
    classes
});

/// Everything that a word in lower case may be.
pub fn class(word: &str) -> Class {
    let mut class = CLASSES.get(word).unwrap_or(0);
    if is_unknown(class) {
        if is_trade(word) {
            class |= ROLE;
        } else if is_lack(word) {
            class |= BAD_TRAIT;
        }
    }
    if word.len() > 4 && word.ends_with("ed") {
        // "Mislabelled", "misplaced", "mis-keyed".
        if word.len() > 7 && word.starts_with("mis") {
            class |= ERRED;
        }
        if !matches!(word, "speed" | "indeed" | "exceed") {
            class |= PAST_FORM;
        }
    } else if class & (PAST | ERRED) != 0 {
        class |= PAST_FORM;
    } else if word.ends_with("'s") {
        class |= POSSESSIVE;
    }
    class
}

/// "Beautician", "archivist", "librarian", "craftswoman", "caseworker".
fn is_trade(word: &str) -> bool {
    if !matches!(
        word.as_bytes(),
        [_, _, _, _, _, _, _, .., b'n' | b's' | b't' | b'r']
    ) {
        return false;
    }
    let singular = word.strip_suffix('s').unwrap_or(word);
    let ist = singular.ends_with("ist")
        && !["list", "sist", "xist", "wist", "mist"]
            .iter()
            .any(|ending| singular.ends_with(ending));
    ist || [
        "ician", "arian", "swoman", "sperson", "sman", "smen", "eworker", "tworker", "dworker",
    ]
    .iter()
    .any(|ending| singular.ends_with(ending))
        && !singular.ends_with("garian")
}

/// The lack or excess of a good trait: "indecisive", "overconfident".
fn is_lack(word: &str) -> bool {
    matches!(
        word.as_bytes(),
        [b'i' | b'u' | b'o', b'n' | b'm' | b'r' | b'v', ..]
    ) && ["in", "un", "im", "ir", "over", "under"]
        .iter()
        .any(|prefix| {
            word.strip_prefix(prefix).is_some_and(|stem| {
                CLASSES
                    .get(stem)
                    .is_some_and(|class| class & GOOD_TRAIT != 0)
            })
        })
}

/// Whether a word is a form of a verb of a class: "restart", "restarts", "restarted", "restarting".
pub fn form_of(word: &str, wanted: Class) -> bool {
    class(word) & wanted != 0
        || ["ed", "ing", "es", "s"]
            .iter()
            .any(|ending| stem_is(word, ending, wanted))
}

/// The base form of "checking" or "checked" among the words of a class.
pub fn stem_is(word: &str, ending: &str, wanted: Class) -> bool {
    let Some(stem) = word.strip_suffix(ending) else {
        return false;
    };
    let is = |stem: &[u8]| str::from_utf8(stem).is_ok_and(|stem| class(stem) & wanted != 0);
    let mut letters = [0; 24];
    let length = stem.len();
    if !stem.is_ascii() || length <= 2 || length >= letters.len() {
        return false;
    }
    letters[..length].copy_from_slice(stem.as_bytes());
    letters[length] = b'e';
    let (last, before) = (letters[length - 1], letters[length - 2]);
    is(&letters[..length])
        || is(&letters[..=length])
        || last == before && is(&letters[..length - 1])
        || {
            letters[length - 1] = b'y';
            last == b'i' && is(&letters[..length])
        }
}
