//! Points in time as people write them down.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeZone};
use serde::{Deserialize, Serialize};

/// The zone that a document names for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "StoredZone", try_from = "StoredZone")]
pub enum Zone {
    /// The document names none. It is shown without one and counts as UTC where instants are compared.
    Unstated,
    /// An abbreviation or an offset: always this fixed offset, in summer too.
    Fixed(FixedOffset),
    /// A place, which follows its own rules.
    Place(chrono_tz::Tz),
}

/// A zone as the private cache keeps it.
#[derive(Serialize, Deserialize)]
enum StoredZone {
    Unstated,
    /// Seconds east of Greenwich.
    Fixed(i32),
    Place(String),
}

impl From<Zone> for StoredZone {
    fn from(zone: Zone) -> Self {
        match zone {
            Zone::Unstated => Self::Unstated,
            Zone::Fixed(offset) => Self::Fixed(offset.local_minus_utc()),
            Zone::Place(place) => Self::Place(place.name().to_string()),
        }
    }
}

impl TryFrom<StoredZone> for Zone {
    type Error = &'static str;

    fn try_from(stored: StoredZone) -> Result<Self, Self::Error> {
        match stored {
            StoredZone::Unstated => Ok(Self::Unstated),
            StoredZone::Fixed(seconds) => FixedOffset::east_opt(seconds)
                .map(Self::Fixed)
                .ok_or("an offset of more than a day"),
            StoredZone::Place(name) => match name.parse() {
                Ok(place) => Ok(Self::Place(place)),
                Err(_) => Err("a place without a zone"),
            },
        }
    }
}

/// A point in time as precisely as it was written: a day, a time without a known day, both, uncertain, with or without
/// a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Moment {
    pub date: Option<NaiveDate>,
    pub time: Option<NaiveTime>,
    pub zone: Zone,
    /// Marked as uncertain by the author: `~19:30`, `around 14:00`, `14:??`.
    pub uncertain: bool,
}

/// How precisely a moment is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// A date and a time, to the minute or finer.
    Minute,
    /// A date and a time that the author marked as uncertain.
    Approximate,
    /// A day without a time.
    Day,
    /// A time whose day nobody wrote down.
    TimeOnly,
    /// Neither.
    Unknown,
}

impl Moment {
    pub fn day(date: NaiveDate) -> Self {
        Self {
            date: Some(date),
            time: None,
            zone: Zone::Unstated,
            uncertain: false,
        }
    }

    pub fn precision(&self) -> Precision {
        match (self.date, self.time) {
            (Some(_), Some(_)) if self.uncertain => Precision::Approximate,
            (Some(_), Some(_)) => Precision::Minute,
            (Some(_), None) => Precision::Day,
            (None, Some(_)) => Precision::TimeOnly,
            (None, None) => Precision::Unknown,
        }
    }

    /// The instant, where day and time are known. A time that a place skips (daylight saving) moves forward an hour;
    /// of a repeated one the first is taken.
    pub fn instant(&self) -> Option<DateTime<FixedOffset>> {
        let local = self.date?.and_time(self.time?);
        let utc = FixedOffset::east_opt(0)?;
        match self.zone {
            Zone::Unstated => utc.from_local_datetime(&local).single(),
            Zone::Fixed(offset) => offset.from_local_datetime(&local).single(),
            Zone::Place(place) => place
                .from_local_datetime(&local)
                .earliest()
                .or_else(|| {
                    place
                        .from_local_datetime(&(local + chrono::Duration::hours(1)))
                        .earliest()
                })
                .map(|at| at.fixed_offset()),
        }
    }

    /// RFC 3339 where day and time are known, the day (`2021-12-10`) where only that is, else nothing.
    pub fn to_text(&self) -> Option<String> {
        match self.instant() {
            Some(at) => Some(at.to_rfc3339()),
            None => self.date.map(|date| date.to_string()),
        }
    }
}
