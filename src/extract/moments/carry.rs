//! What stands around a written moment fills in what it leaves out: the day above, the year of the document, the zone.

use super::{Clock, Day, Written};
use crate::model::{Moment, Zone};
use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};

/// What is known at a place in a document about the moments that follow.
#[derive(Debug, Clone, Default)]
pub struct Carry {
    /// The day that holds until another is written.
    pub day: Option<NaiveDate>,
    /// A day was written, but cannot be told: a time alone stands on no known day.
    pub day_lost: bool,
    /// Near which day the incident was: gives the year.
    pub reference: Option<NaiveDate>,
    /// The year, where only that is known.
    pub year: Option<i32>,
    /// The zone of the enclosing heading.
    pub heading_zone: Option<Zone>,
    /// The zone that the document states for all times.
    pub stated_zone: Option<Zone>,
    /// The zone of the last entry that named one.
    pub last_zone: Option<Zone>,
    /// The zone that the document names elsewhere.
    pub other_zone: Option<Zone>,
    /// The time of the entry before, where its day was carried to it or written with it.
    last: Option<NaiveTime>,
    /// The first known moment: `T+5m` counts from it.
    first: Option<NaiveDateTime>,
}

impl Carry {
    /// Nothing is known yet but the day of the incident.
    pub fn near(reference: Option<NaiveDate>) -> Self {
        Self {
            reference,
            ..Self::default()
        }
    }

    /// A written day opens a group: later times are of this day.
    pub fn open_day(&mut self, written: &Written) {
        if let Some(day) = written.day {
            self.set_day(day);
            self.last = None;
        }
        if written.zone.is_some() {
            self.heading_zone = written.zone;
        }
    }

    /// The moment of an entry, with everything that it leaves to what stands before it.
    pub fn moment(&mut self, written: &Written) -> Moment {
        let own_day = written.day.is_some();
        if let Some(day) = written.day {
            self.set_day(day);
            self.last = None;
        }
        if written.zone.is_some() {
            self.last_zone = written.zone;
        }
        let zone = written
            .zone
            .or(self.heading_zone)
            .or(self.stated_zone)
            .or(self.last_zone)
            .or(self.other_zone)
            .unwrap_or(Zone::Unstated);
        let mut date = self.known_day();
        let time = match written.clock {
            Some(Clock::Time { time, .. }) => {
                if !own_day && self.crosses_midnight(time) {
                    date = date.and_then(|date| date.succ_opt());
                    self.day = date;
                }
                self.last = Some(time);
                Some(time)
            }
            Some(Clock::After(minutes)) => {
                let at = self
                    .first
                    .and_then(|first| first.checked_add_signed(Duration::minutes(minutes)));
                date = at.map(|at| at.date()).or(date);
                at.map(|at| at.time())
            }
            Some(Clock::Unknown) | None => None,
        };
        if let (Some(date), Some(time), None) = (date, time, self.first) {
            self.first = Some(date.and_time(time));
        }
        Moment {
            date,
            time,
            zone,
            uncertain: written.uncertain || written.clock == Some(Clock::Unknown),
        }
    }

    /// An entry whose time nobody wrote down.
    pub fn untimed(&self) -> Moment {
        Moment {
            date: self.known_day(),
            time: None,
            zone: Zone::Unstated,
            uncertain: true,
        }
    }

    fn known_day(&self) -> Option<NaiveDate> {
        if self.day_lost {
            return None;
        }
        self.day.or(self.reference)
    }

    fn set_day(&mut self, day: Day) {
        let near = self.day.or(self.reference);
        let date = match day {
            Day::Date(date) => Some(date),
            Day::MonthDay(month, day) => self.with_year(month, day),
            Day::DayOfMonth(day) => near.and_then(|near| nearest_day_of_month(near, day)),
            Day::Weekday(weekday) => match (self.day, self.reference) {
                (Some(before), _) => Some(on_or_after(before, weekday)),
                (None, Some(near)) => nearest_weekday(near, weekday),
                _ => None,
            },
            Day::Later(days) => near.and_then(|near| near.checked_add_signed(Duration::days(days))),
            Day::Unknown => None,
        };
        self.day_lost = date.is_none();
        if date.is_some() {
            self.day = date;
        }
    }

    fn with_year(&self, month: u32, day: u32) -> Option<NaiveDate> {
        match self.reference.or(self.day) {
            Some(near) => (near.year() - 1..=near.year() + 1)
                .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
                .min_by_key(|date| (*date - near).num_days().abs()),
            None => NaiveDate::from_ymd_opt(self.year?, month, day),
        }
    }

    /// A time much earlier than the one before it, in a list without days of its own, is of the next day.
    fn crosses_midnight(&self, time: NaiveTime) -> bool {
        self.last.is_some_and(|last| {
            let back = i64::from(last.num_seconds_from_midnight())
                - i64::from(time.num_seconds_from_midnight());
            back > 6 * 3600
                || (back > 3600 && last.hour() >= 20 && time.hour() < 20 && back > 4 * 3600)
        })
    }
}

fn on_or_after(date: NaiveDate, weekday: Weekday) -> NaiveDate {
    let days = (7 + i64::from(weekday.num_days_from_monday())
        - i64::from(date.weekday().num_days_from_monday()))
        % 7;
    date.checked_add_signed(Duration::days(days))
        .unwrap_or(date)
}

fn nearest_weekday(near: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    (-3..=3)
        .filter_map(|days| near.checked_add_signed(Duration::days(days)))
        .find(|date| date.weekday() == weekday)
}

fn nearest_day_of_month(near: NaiveDate, day: u32) -> Option<NaiveDate> {
    [-1, 0, 1]
        .iter()
        .filter_map(|step| {
            let month = near.year() * 12 + near.month0() as i32 + step;
            NaiveDate::from_ymd_opt(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, day)
        })
        .min_by_key(|date| (*date - near).num_days().abs())
}
