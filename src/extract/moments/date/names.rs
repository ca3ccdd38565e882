//! Names of months and days of the week, in the languages of the folders that we have seen.

use chrono::Weekday;
use std::borrow::Cow;

/// The month that a word names, as 1 to 12. Small letters only where the word is no other word.
pub fn month(word: &str) -> Option<u32> {
    let first = word.chars().next()?;
    if word.len() < 3 || word.len() > 11 {
        return None;
    }
    let lower = in_small_letters(word);
    let (month, own) = of_name(&lower)?;
    // `mar` and `may` are words of their own; the names of other languages are written small.
    let told = first.is_uppercase() || !own || lower.len() > 5;
    told.then_some(month)
}

/// The month that a word names in whatever letters: where a day stands before it or behind it.
pub fn month_in_small_letters(word: &str) -> Option<u32> {
    if word.len() < 3 || matches!(word, "may" | "mar" | "march" | "mars" | "set" | "ago") {
        return None;
    }
    of_name(word).map(|(month, _)| month)
}

/// A month by its name or short name in small letters; whether that name is English.
fn of_name(lower: &str) -> Option<(u32, bool)> {
    let english = match lower {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sep" | "sept" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => 0,
    };
    if english > 0 {
        return Some((english, true));
    }
    let other = match lower {
        "januar" | "januari" | "janvier" | "enero" | "janeiro" | "gennaio" => 1,
        "februar" | "februari" | "février" | "fevrier" | "febrero" | "fevereiro" | "febbraio" => 2,
        "märz" | "maerz" | "marts" | "maart" | "mars" | "marzo" | "março" | "marco" => 3,
        "avril" | "abril" | "aprile" => 4,
        "mai" | "maj" | "mei" | "mayo" | "maio" | "maggio" => 5,
        "juni" | "juin" | "junio" | "junho" | "giugno" => 6,
        "juli" | "juillet" | "julio" | "julho" | "luglio" => 7,
        "augusti" | "augustus" | "août" | "aout" | "agosto" => 8,
        "septembre" | "septiembre" | "setembro" | "settembre" => 9,
        "oktober" | "okt" | "octobre" | "octubre" | "outubro" | "ottobre" => 10,
        "novembre" | "noviembre" | "novembro" => 11,
        "dezember" | "dez" | "décembre" | "decembre" | "diciembre" | "dezembro" | "dicembre" => 12,
        _ => return None,
    };
    Some((other, false))
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
    if word.len() < 3 || word.len() > 11 {
        return None;
    }
    Some(match &*in_small_letters(word) {
        "monday" | "mon" | "montag" | "lundi" | "lunes" | "segunda" | "mandag" | "maandag" => {
            Weekday::Mon
        }
        "tuesday" | "tue" | "tues" | "dienstag" | "mardi" | "martes" | "terça" | "tirsdag"
        | "dinsdag" => Weekday::Tue,
        "wednesday" | "wed" | "weds" | "mittwoch" | "mercredi" | "miércoles" | "miercoles"
        | "quarta" | "onsdag" | "woensdag" => Weekday::Wed,
        "thursday" | "thu" | "thur" | "thurs" | "donnerstag" | "jeudi" | "jueves" | "quinta"
        | "torsdag" | "donderdag" => Weekday::Thu,
        "friday" | "fri" | "freitag" | "vendredi" | "viernes" | "sexta" | "fredag" | "vrijdag" => {
            Weekday::Fri
        }
        "saturday" | "sat" | "samstag" | "sonnabend" | "samedi" | "sábado" | "sabado"
        | "lørdag" | "lördag" | "zaterdag" => Weekday::Sat,
        "sunday" | "sun" | "sonntag" | "dimanche" | "domingo" | "søndag" | "söndag" | "zondag" => {
            Weekday::Sun
        }
        _ => return None,
    })
}

fn in_small_letters(word: &str) -> Cow<'_, str> {
    match word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        true => word.into(),
        false => word.to_lowercase().into(),
    }
}
