//! Names of zones: abbreviations and places.

use chrono_tz::Tz;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Abbreviations with one offset each, in minutes. Where several zones share one, the commonest in such documents is
/// meant; `[time.zones]` in `kb.toml` says otherwise.
pub const ABBREVIATIONS: &[(&str, i32)] = &[
    ("UTC", 0),
    ("GMT", 0),
    ("WET", 0),
    ("WEST", 60),
    ("BST", 60),
    ("CET", 60),
    ("MET", 60),
    ("CEST", 120),
    ("MEST", 120),
    ("MEZ", 60),
    ("MESZ", 120),
    ("OEZ", 120),
    ("OESZ", 180),
    ("EET", 120),
    ("SAST", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("IDT", 180),
    ("IST", 330),
    ("SGT", 480),
    ("HKT", 480),
    ("AWST", 480),
    ("JST", 540),
    ("KST", 540),
    ("ACST", 570),
    ("AEST", 600),
    ("ACDT", 630),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("BRT", -180),
    ("ART", -180),
    ("ADT", -180),
    ("AST", -240),
    ("EDT", -240),
    ("EST", -300),
    ("CDT", -300),
    ("CST", -360),
    ("MDT", -360),
    ("MST", -420),
    ("PDT", -420),
    ("PST", -480),
    ("AKDT", -480),
    ("AKST", -540),
    ("HST", -600),
];

/// Words for places that have no such name in the database of zones.
pub const PLACES: &[(&str, Tz)] = &[
    ("pt", Tz::America__Los_Angeles),
    ("pacific", Tz::America__Los_Angeles),
    ("brasília", Tz::America__Sao_Paulo),
    ("brasilia", Tz::America__Sao_Paulo),
    ("mt", Tz::America__Denver),
    ("mountain", Tz::America__Denver),
    ("ct", Tz::America__Chicago),
    ("central", Tz::America__Chicago),
    ("et", Tz::America__New_York),
    ("eastern", Tz::America__New_York),
    ("uk", Tz::Europe__London),
    ("san francisco", Tz::America__Los_Angeles),
    ("seattle", Tz::America__Los_Angeles),
    ("boston", Tz::America__New_York),
    ("austin", Tz::America__Chicago),
    ("munich", Tz::Europe__Berlin),
    ("hamburg", Tz::Europe__Berlin),
    ("beijing", Tz::Asia__Shanghai),
    ("bangalore", Tz::Asia__Kolkata),
    ("mumbai", Tz::Asia__Kolkata),
];

/// Every place by the last part of its name, in small letters: `denver`, `new york`.
pub static CITIES: LazyLock<HashMap<String, Tz>> = LazyLock::new(|| {
    let mut cities: HashMap<String, Tz> = HashMap::new();
    for zone in chrono_tz::TZ_VARIANTS {
        if let Some((area, city)) = zone.name().rsplit_once('/')
            && area != "Etc"
        {
            let city = city.replace('_', " ").to_ascii_lowercase();
            cities.entry(city).or_insert(zone);
        }
    }
    cities.extend(
        PLACES
            .iter()
            .map(|(name, zone)| ((*name).to_string(), *zone)),
    );
    cities
});
