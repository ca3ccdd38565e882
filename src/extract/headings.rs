//! What a heading means: the words of `headings.toml` and of other languages, with numbering, brackets and misspellings forgiven.

mod compound;
mod languages;
mod question;
mod vocabulary;

use crate::expression::expression;
use regex::Regex;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use vocabulary::BUILT_IN;
pub use vocabulary::Vocabulary;

/// What a part of a retrospective is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Meaning {
    Summary,
    Impact,
    /// Causes, root causes, contributing factors and conditions.
    Factors,
    Trigger,
    FiveWhys,
    Detection,
    /// What ended the incident: mitigation, resolution, recovery.
    Resolution,
    Timeline,
    Actions,
    /// Lessons without saying of which kind.
    Lessons,
    WentWell,
    WentPoorly,
    GotLucky,
    /// Who was there: attendees, responders, authors.
    People,
    /// Facts in short: metadata, statistics.
    Facts,
    /// What happened, told at length; context, background.
    Narrative,
    /// Nothing to extract: appendix, glossary, chat logs, supporting information.
    Other,
}

impl Meaning {
    const ALL: [(Meaning, &'static str); 17] = [
        (Self::Summary, "summary"),
        (Self::Impact, "impact"),
        (Self::Factors, "factors"),
        (Self::Trigger, "trigger"),
        (Self::FiveWhys, "five_whys"),
        (Self::Detection, "detection"),
        (Self::Resolution, "resolution"),
        (Self::Timeline, "timeline"),
        (Self::Actions, "actions"),
        (Self::Lessons, "lessons"),
        (Self::WentWell, "went_well"),
        (Self::WentPoorly, "went_poorly"),
        (Self::GotLucky, "got_lucky"),
        (Self::People, "people"),
        (Self::Facts, "facts"),
        (Self::Narrative, "narrative"),
        (Self::Other, "other"),
    ];

    /// Its name in `headings.toml` and `kb.toml`.
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(meaning, _)| *meaning == self)
            .map_or("", |(_, name)| name)
    }

    /// What a heading means that says `own` by itself and stands under a heading that means `self`.
    ///
    /// A list of action items may be grouped by "Detection" and "Process", a timeline by "Recovery": there these words
    /// name groups.
    pub fn inherited_by(self, own: Option<Meaning>) -> Meaning {
        use Meaning::*;
        let Some(own) = own else { return self };
        let groups: &[Meaning] = match self {
            Actions => &[
                Detection, Resolution, Trigger, Narrative, Summary, Impact, Facts, People, Other,
                WentWell, Factors,
            ],
            Timeline => &[
                Detection, Resolution, Trigger, Narrative, Summary, Impact, Facts, Other,
            ],
            Factors => &[Detection, Narrative, Facts, Other, People],
            FiveWhys => &[Detection, Narrative, Summary, Facts, Factors],
            WentWell | WentPoorly | GotLucky => &[Detection, Resolution, Narrative, Facts, Other],
            Other => &[
                Timeline, Summary, Impact, Detection, Resolution, Narrative, Facts, People,
            ],
            _ => &[],
        };
        if groups.contains(&own) { self } else { own }
    }
}

/// A heading of more words is a sentence, of which only the beginning is looked at.
const LONGEST: usize = 30;
/// So many words are the beginning of a long heading.
const BEGINNING: usize = 15;
/// A name of more words, on a line with others, is none.
const LONGEST_NAME: usize = 8;

/// What headings mean in a project: its own words first, then the built-in ones.
pub struct Headings {
    own: FxHashMap<String, Meaning>,
}

impl Headings {
    /// `extra` is `[headings]` of `kb.toml`: phrases by the name of a meaning; unknown names are ignored here.
    pub fn new(extra: &BTreeMap<String, Vec<String>>) -> Self {
        let mut own = FxHashMap::default();
        for (meaning, name) in Meaning::ALL {
            for phrase in extra.get(name).into_iter().flatten() {
                own.insert(words(phrase).join(" "), meaning);
            }
        }
        Self { own }
    }

    /// The meaning of a heading's words, where they have one.
    pub fn meaning(&self, heading: &str) -> Option<Meaning> {
        let mut words = words(heading);
        if words.is_empty() {
            return None;
        }
        if words.len() > LONGEST {
            // A question in full, as forms print it, says at its beginning what it asks for.
            words.truncate(BEGINNING);
            return part(&words);
        }
        // `Chronology (local time, UTC+2)`: what brackets add is no part of the name.
        let bare = heading
            .trim()
            .strip_suffix(')')
            .and_then(|heading| heading.rsplit_once('('));
        let bare = bare
            .map(|(name, _)| self::words(name))
            .filter(|name| !name.is_empty());
        self.whole(&words)
            .or_else(|| self.whole(&bare?))
            .or_else(|| question::why(&words))
            .or_else(|| part(&words))
            .or_else(|| question::meaning(&words))
            .or_else(|| compound::meaning(&words))
            .or_else(|| languages::within(words.last()?, |word| self.known(word)))
            .or_else(|| self.paired(heading))
            .or_else(|| misspelt(&words))
    }

    /// What a heading of two names means, `Lessons / improvements`: the one that says more of what stands below.
    fn paired(&self, heading: &str) -> Option<Meaning> {
        const FEW: usize = 3;
        if !heading.contains(['/', '&', '+']) {
            return None;
        }
        let meaning = |name: &str| {
            let words = words(name);
            let known = self.whole(&words).or_else(|| part(&words));
            known.or_else(|| compound::meaning(&words))
        };
        let names = heading.split(['/', '&', '+']);
        let meanings: Option<Vec<Meaning>> = names.map(meaning).collect();
        let meanings = meanings.filter(|all| (2..=FEW).contains(&all.len()))?;
        meanings.into_iter().min_by_key(|meaning| {
            use Meaning::*;
            matches!(
                meaning,
                Summary | Lessons | Narrative | Facts | People | Other
            )
        })
    }

    /// The meaning of words that are a heading as a whole, not only in part: for lines that are not marked as headings.
    pub fn exact(&self, heading: &str) -> Option<Meaning> {
        let words = few_words(heading)?;
        self.whole(&words)
            .or_else(|| question::meaning(&words))
            .or_else(|| compound::meaning(&words))
    }

    /// The same without questions: for words that other text follows on their line.
    pub fn label(&self, words_before: &str) -> Option<Meaning> {
        let words = few_words(words_before)?;
        self.whole(&words).or_else(|| compound::meaning(&words))
    }

    fn whole(&self, words: &[String]) -> Option<Meaning> {
        let joined = words.join(" ");
        self.known(&joined).or_else(|| {
            // "The root cause", "Our action items", "Incident impact"
            let rest = joined
                .strip_prefix("the ")
                .or_else(|| joined.strip_prefix("our "));
            self.known(rest?)
        })
    }

    fn known(&self, phrase: &str) -> Option<Meaning> {
        let known = self.own.get(phrase);
        known.or_else(|| BUILT_IN.whole.get(phrase)).copied()
    }
}

/// The longest phrase that the words hold; of equally long ones the first.
fn part(words: &[String]) -> Option<Meaning> {
    let mut best: Option<(usize, Meaning)> = None;
    for (at, first) in words.iter().enumerate() {
        for (phrase, meaning) in BUILT_IN.parts.get(first).into_iter().flatten() {
            if words[at..].starts_with(phrase) {
                if best.is_none_or(|(length, _)| phrase.len() > length) {
                    best = Some((phrase.len(), *meaning));
                }
                break;
            }
        }
    }
    // One known word in a long sentence says little.
    best.filter(|(length, _)| length * 5 >= words.len())
        .map(|(_, meaning)| meaning)
}

/// The meaning of a phrase that differs by a slip of the pen: "Atendees", "Timline", "Lesons learned".
fn misspelt(words: &[String]) -> Option<Meaning> {
    let joined = words.join(" ");
    let allowed = match joined.len() {
        0..=5 => return None,
        6..=9 => 1,
        _ => 2,
    };
    let own = letters(&joined);
    let phrases = BUILT_IN.spelt.get(&joined.as_bytes()[0]);
    phrases
        .into_iter()
        .flatten()
        .filter(|(_, phrase, _)| {
            phrase.len() >= 6 && phrase.len().abs_diff(joined.len()) <= allowed
        })
        // A slip changes two letters at most.
        .filter(|(letters, ..)| (letters ^ own).count_ones() as usize <= 2 * allowed)
        .filter_map(|(_, phrase, meaning)| {
            let distance = strsim::osa_distance(&joined, phrase);
            (distance <= allowed).then_some((distance, phrase, *meaning))
        })
        .min()
        .map(|(_, _, meaning)| meaning)
}

/// Which letters a phrase has, a bit each; what is no small Latin letter has one together.
fn letters(phrase: &str) -> u32 {
    phrase.bytes().fold(0, |letters, byte| match byte {
        b'a'..=b'z' => letters | 1 << (byte - b'a'),
        _ => letters | 1 << 26,
    })
}

/// A heading without the names of pictures: `:fire: Severity`.
fn without_pictures(heading: &str) -> Cow<'_, str> {
    static PICTURE: LazyLock<Regex> =
        LazyLock::new(|| expression(r"(?:^|\s):[a-z][a-z0-9_+-]+:(?:\s|$)"));
    let colons = heading.bytes().filter(|&byte| byte == b':');
    match colons.take(2).count() {
        0 | 1 => Cow::Borrowed(heading),
        _ => PICTURE.replace_all(heading, " "),
    }
}

/// The words of a heading in lower case: without numbering, apostrophes ("didn't" is one word) and punctuation.
pub fn words(heading: &str) -> Vec<String> {
    let heading = &*without_pictures(heading);
    let mut words: Vec<String> = Vec::new();
    each_word(heading, |word| words.push(word.to_string()));
    // "post-mortem" and "postmortem", "follow-up" and "follow up" are read alike.
    let mut at = 0;
    while at + 1 < words.len() {
        if words[at] == "post" && words[at + 1].starts_with("mortem") {
            let rest = words.remove(at + 1);
            words[at].push_str(&rest);
        }
        at += 1;
    }
    // `三、`
    let is_sign = |c: char| {
        matches!(
            c,
            '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
        )
    };
    let is_number = |word: &String| {
        word.chars()
            .all(|c| c.is_ascii_digit() || words.len() > 1 && is_sign(c))
            || (words.len() > 1 && word.chars().all(|c| matches!(c, 'i' | 'v' | 'x')))
    };
    let numbered = words.iter().take_while(|word| is_number(word)).count();
    let is_whys = |word: &String| word.starts_with("why");
    if numbered > 0 && numbered < words.len() && !is_whys(&words[numbered]) {
        words.drain(..numbered);
    }
    words
}

/// How many words [`each_word`] gives.
pub fn word_count(text: &str) -> usize {
    word_starts(text).count()
}

/// The letters with which they begin.
fn word_starts(text: &str) -> impl Iterator<Item = char> {
    let mut inside = false;
    text.chars().filter(move |&c| {
        let joins = inside && matches!(c, '\'' | '’' | '`');
        let before = std::mem::replace(&mut inside, joins || c.is_alphanumeric());
        inside && !before
    })
}

/// The words of a text that is a name at most: as long as one, pictures and numbering allowed for.
fn few_words(text: &str) -> Option<Vec<String>> {
    const PICTURES_AND_NUMBERS: usize = 4;
    if word_starts(text)
        .nth(LONGEST_NAME + PICTURES_AND_NUMBERS)
        .is_some()
    {
        return None;
    }
    let words = words(text);
    (1..=LONGEST_NAME).contains(&words.len()).then_some(words)
}

/// Room for most words.
const LONG_WORD: usize = 24;

/// The same one by one, numbering and "post mortem" as they stand.
pub fn each_word(text: &str, mut each: impl FnMut(&str)) {
    let mut word = String::new();
    // Where an apostrophe stood in the word.
    let mut elided = None;
    let mut rest = text;
    while !word.is_empty() || !rest.is_empty() {
        let letters = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if letters > 0 {
            let (run, behind) = rest.split_at(letters);
            let ends =
                matches!(behind.as_bytes().first(), None | Some(b'\n' | b' '..=b'&' | b'('..=b'/'));
            if ends && word.is_empty() && !run.bytes().any(|byte| byte.is_ascii_uppercase()) {
                each(run);
                rest = behind.get(1..).unwrap_or_default();
                continue;
            }
            let at = word.len();
            word.reserve(LONG_WORD);
            word.push_str(run);
            word[at..].make_ascii_lowercase();
            rest = behind;
            continue;
        }
        let c = rest.chars().next().unwrap_or(' ');
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        } else if matches!(c, '\'' | '’' | '`') {
            elided = Some(word.len());
        } else if !word.is_empty() {
            // "we'll" and "what's" are "we" and "what"; "didn't" stays one word.
            if let Some(at) =
                elided.filter(|&at| at > 0 && matches!(&word[at..], "ll" | "re" | "ve" | "d" | "s"))
            {
                word.truncate(at);
            }
            each(&word);
            word.clear();
            elided = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(heading: &str) -> Option<Meaning> {
        Headings::new(&BTreeMap::new()).meaning(heading)
    }

    #[test]
    fn headings_are_understood_by_their_meaning() {
        for (heading, expected) in [
            ("Root cause(s)", Meaning::Factors),
            ("Analysis of causes", Meaning::Factors),
            ("Why did this happen?", Meaning::Factors),
            ("3. Systems Root Cause Matrix", Meaning::Factors),
            ("Contributing Conditions", Meaning::Factors),
            ("Corrective and preventative measures", Meaning::Actions),
            ("Next steps", Meaning::Actions),
            (
                "4. Remediation Action Items (SMART Goals)",
                Meaning::Actions,
            ),
            ("Where we got lucky 🍀", Meaning::GotLucky),
            ("What could have been worse", Meaning::GotLucky),
            ("How might this have gone worse?", Meaning::GotLucky),
            ("What made it worse", Meaning::Factors),
            ("Lessons / improvements", Meaning::Actions),
            ("Impact/Detection", Meaning::Impact),
            ("Discovery & response", Meaning::Detection),
            ("What didn’t go so well?", Meaning::WentPoorly),
            ("5 Whys", Meaning::FiveWhys),
            ("Timeline (all times in UTC)", Meaning::Timeline),
            ("Customer & SLO Impact", Meaning::Impact),
            ("Follow-ups", Meaning::Actions),
            ("Post-mortem attendees", Meaning::People),
            ("Why was it possible?", Meaning::Factors),
            ("What we decided", Meaning::Actions),
            ("What did not help", Meaning::WentPoorly),
            ("How did we notice this?", Meaning::Detection),
            ("What we’ll do", Meaning::Actions),
            ("What's next", Meaning::Actions),
            ("How we'll keep it from happening again", Meaning::Actions),
            ("Where do we go from here?", Meaning::Actions),
            ("2. What was the trigger?", Meaning::Trigger),
            ("Chronology (local time, UTC+2)", Meaning::Timeline),
            ("Tidslinje", Meaning::Timeline),
            ("Contributory factors", Meaning::Factors),
            (":fire: Root cause", Meaning::Factors),
            (
                "3. Explanation about how and why the mistakes were made or bugs introduced, and how they avoided detection until now.",
                Meaning::Factors,
            ),
            (
                "2. A timeline of the actions your CA took in response.",
                Meaning::Timeline,
            ),
        ] {
            assert_eq!(meaning(heading), Some(expected), "{heading}");
        }
    }

    #[test]
    fn misspellings_are_forgiven() {
        assert_eq!(meaning("Atendees"), Some(Meaning::People));
        assert_eq!(meaning("Timline"), Some(Meaning::Timeline));
        assert_eq!(meaning("Contirbuting factors"), Some(Meaning::Factors));
        assert_eq!(meaning("Lesons lerned"), Some(Meaning::Lessons));
    }

    #[test]
    fn a_title_that_holds_a_common_word_means_nothing() {
        for title in [
            "Total node failure",
            "Checkout fails for half of all customers",
            "DNS outage",
            "v1.24 rollout",
            "",
        ] {
            assert_eq!(meaning(title), None, "{title}");
        }
    }

    #[test]
    fn a_project_adds_its_own_words() {
        let extra = BTreeMap::from([("factors".to_string(), vec!["What bit us".to_string()])]);
        assert_eq!(
            Headings::new(&extra).meaning("What bit us?"),
            Some(Meaning::Factors)
        );
    }

    #[test]
    fn group_names_under_action_items_stay_action_items() {
        assert_eq!(
            Meaning::Actions.inherited_by(Some(Meaning::Detection)),
            Meaning::Actions
        );
        assert_eq!(
            Meaning::Actions.inherited_by(Some(Meaning::Timeline)),
            Meaning::Timeline
        );
        assert_eq!(Meaning::Lessons.inherited_by(None), Meaning::Lessons);
    }
}
