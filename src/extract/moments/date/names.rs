//! Names of months and days of the week, in the languages of the folders that we have seen.

use chrono::Weekday;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The months by their names in English and in other languages.
const MONTHS: [(&str, &str); 12] = [
    (
        "january jan",
        "januar januari janvier enero janeiro gennaio",
    ),
    (
        "february feb",
        "februar februari février fevrier febrero fevereiro febbraio",
    ),
    ("march mar", "märz maerz marts maart mars marzo março marco"),
    ("april apr", "avril abril aprile"),
    ("may", "mai maj mei mayo maio maggio"),
    ("june jun", "juni juin junio junho giugno"),
    ("july jul", "juli juillet julio julho luglio"),
    ("august aug", "augusti augustus août aout agosto"),
    (
        "september sep sept",
        "septembre septiembre setembro settembre",
    ),
    ("october oct", "oktober okt octobre octubre outubro ottobre"),
    ("november nov", "novembre noviembre novembro"),
    (
        "december dec",
        "dezember dez décembre decembre diciembre dezembro dicembre",
    ),
];

/// The days of the week by their names.
const WEEKDAYS: [(Weekday, &str); 7] = [
    (
        Weekday::Mon,
        "monday mon montag lundi lunes segunda mandag maandag",
    ),
    (
        Weekday::Tue,
        "tuesday tue tues dienstag mardi martes terça tirsdag dinsdag",
    ),
    (
        Weekday::Wed,
        "wednesday wed weds mittwoch mercredi miércoles miercoles quarta onsdag woensdag",
    ),
    (
        Weekday::Thu,
        "thursday thu thur thurs donnerstag jeudi jueves quinta torsdag donderdag",
    ),
    (
        Weekday::Fri,
        "friday fri freitag vendredi viernes sexta fredag vrijdag",
    ),
    (
        Weekday::Sat,
        "saturday sat samstag sonnabend samedi sábado sabado lørdag lördag zaterdag",
    ),
    (
        Weekday::Sun,
        "sunday sun sonntag dimanche domingo søndag söndag zondag",
    ),
];

/// What a name is the name of.
#[derive(Clone, Copy)]
enum Named {
    Month { number: u32, is_english: bool },
    Weekday(Weekday),
}

/// All names in small letters.
static NAMES: LazyLock<FxHashMap<&str, Named>> = LazyLock::new(|| {
    let months = MONTHS
        .iter()
        .zip(1..)
        .flat_map(|((english, others), number)| {
            let named = move |is_english| Named::Month { number, is_english };
            let english = english.split(' ').map(move |name| (name, named(true)));
            english.chain(others.split(' ').map(move |name| (name, named(false))))
        });
    let weekdays = WEEKDAYS.iter().flat_map(|&(weekday, names)| {
        names
            .split(' ')
            .map(move |name| (name, Named::Weekday(weekday)))
    });
    months.chain(weekdays).collect()
});

/// Whether a word in whatever letters is a name of a month or a day of the week.
pub fn is_name(word: &str) -> bool {
    in_any_letters(word).is_some()
}

/// The month that a word names, as 1 to 12. Small letters only where the word is no other word.
pub fn month(word: &str) -> Option<u32> {
    let Some(Named::Month { number, is_english }) = in_any_letters(word) else {
        return None;
    };
    // `mar` and `may` are words of their own; the names of other languages are written small.
    let told = word.starts_with(char::is_uppercase) || !is_english || word.len() > 5;
    told.then_some(number)
}

/// The month that a word names in whatever letters: where a day stands before it or behind it.
pub fn month_in_small_letters(word: &str) -> Option<u32> {
    if matches!(word, "may" | "mar" | "march" | "mars" | "set" | "ago") {
        return None;
    }
    match of_name(word)? {
        Named::Month { number, .. } => Some(number),
        Named::Weekday(_) => None,
    }
}

/// In bytes.
const LONGEST: usize = 11;
const SHORTEST: usize = 3;

/// What a word in small letters names.
fn of_name(lower: &str) -> Option<Named> {
    (SHORTEST..=LONGEST)
        .contains(&lower.len())
        .then(|| NAMES.get(lower).copied())?
}

/// What a word in whatever letters names.
fn in_any_letters(word: &str) -> Option<Named> {
    let mut small = [0; LONGEST];
    let letters = small.get_mut(..word.len())?;
    letters.copy_from_slice(word.as_bytes());
    letters.make_ascii_lowercase();
    match std::str::from_utf8(letters) {
        Ok(small) if small.is_ascii() => of_name(small),
        _ => of_name(&word.to_lowercase()),
    }
}

/// The day of the week that a word names.
pub fn weekday(word: &str) -> Option<Weekday> {
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    weekday_in_small_letters(word)
}

/// The day of the week that a word names in whatever letters: where a date follows.
pub fn weekday_in_small_letters(word: &str) -> Option<Weekday> {
    match in_any_letters(word)? {
        Named::Weekday(weekday) => Some(weekday),
        Named::Month { .. } => None,
    }
}
