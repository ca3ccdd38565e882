//! What stands around a written moment fills in what it leaves out: the day above, the year of the document, the zone.

use super::{Clock, Day, Written};
use crate::model::{Moment, Zone};
use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};

/// What is known at a place in a document about the moments that follow.
#[derive(Debug, Clone, Default)]
pub struct Carry {
    /// The day that holds until another is written.
    pub day: Option<NaiveDate>,
    /// The day of all entries that write none, where the author says so.
    pub usual_day: Option<NaiveDate>,
    /// The entry before wrote a day.
    day_is_own: bool,
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
    /// The times of the document say neither `am` nor `pm` and none of them is of a clock of 24 hours: `11:50`, `1:10`.
    pub half_days: bool,
    /// The entries stand in reverse order, the newest first.
    pub newest_first: bool,
    /// The time of the entry before, where its day was carried to it or written with it, and its zone.
    last: Option<(NaiveTime, Zone)>,
    /// The first known moment: `T+5m` counts from it.
    first: Option<NaiveDateTime>,
    /// A day by its number in the incident: `Day 2`.
    numbered: Option<(u32, NaiveDate)>,
    /// Whether a day was written anywhere.
    pub day_written: bool,
    /// How many times went forward and how many backward from the entry before, on days carried over.
    pub steps: (u32, u32),
}

impl Carry {
    /// Nothing is known yet but the day of the incident.
    pub fn near(reference: Option<NaiveDate>) -> Self {
        Self {
            reference,
            ..Self::default()
        }
    }

    /// `T0 = 13:05 UTC`: the moment from which `T+5m` counts, where the author says so.
    pub fn count_from(&mut self, written: &Written) {
        let at = self.clone().moment(written);
        if let (Some(date), Some(time)) = (at.date, at.time) {
            self.first = Some(date.and_time(time));
            self.other_zone = written.zone.or(self.other_zone);
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
        // `Times of 30 September unless noted`: the day that an entry before them writes is its own alone.
        if let (false, Some(usual)) = (own_day, self.usual_day)
            && std::mem::take(&mut self.day_is_own)
            && self.day.is_some_and(|day| day < usual)
        {
            self.day = Some(usual);
            self.last = None;
        }
        self.day_is_own |= own_day;
        if let Some(day) = written.day {
            self.set_day(day);
            self.last = None;
        }
        if written.zone.is_some() {
            self.last_zone = written.zone;
        }
        let mut zone = written
            .zone
            .or(self.heading_zone)
            .or(self.stated_zone)
            .or(self.last_zone)
            .or(self.other_zone)
            .unwrap_or(Zone::Unstated);
        let mut date = self.known_day();
        // Which half of the day is meant may be told by the entry before alone.
        let mut half_told = true;
        let time = match written.clock {
            Some(Clock::Time { time, bare }) => {
                let written_time = time;
                let mut time = time;
                if !own_day {
                    (date, time) = self.after_last(date, time, zone, bare);
                    half_told = written_time == time;
                }
                self.last = Some((time, zone));
                Some(time)
            }
            Some(Clock::After(minutes)) => {
                let at = self
                    .first
                    .and_then(|first| first.checked_add_signed(Duration::minutes(minutes)));
                date = at.map(|at| at.date()).or(date);
                at.map(|at| at.time())
            }
            Some(Clock::DaysAfter(days)) => {
                let on = self
                    .first
                    .and_then(|first| first.date().checked_add_signed(Duration::days(days)));
                date = on.or(date);
                None
            }
            Some(Clock::Later(minutes)) => match (self.last, date) {
                (Some((last, last_zone)), Some(day)) => {
                    zone = last_zone;
                    let at = day.and_time(last) + Duration::minutes(minutes);
                    date = Some(at.date());
                    self.day = date;
                    self.last = Some((at.time(), zone));
                    Some(at.time())
                }
                _ => None,
            },
            Some(Clock::Unknown) | None => None,
        };
        let is_unknown = match written.clock {
            Some(Clock::Unknown) => true,
            Some(Clock::Later(_)) => time.is_none(),
            _ => false,
        };
        if let (Some(date), Some(time), None) = (date, time, self.first) {
            self.first = Some(date.and_time(time));
        }
        Moment {
            date,
            time,
            zone,
            uncertain: written.uncertain || is_unknown || !half_told,
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
        self.day_written = true;
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
            Day::Number(number) => self.numbered(number),
            Day::Unknown => None,
        };
        if let (Day::Number(number), Some(date), None) = (day, date, self.numbered) {
            self.numbered = Some((number, date));
        }
        self.day_lost = date.is_none();
        if date.is_some() {
            self.day = date;
        }
    }

    /// `Day 2`: counted from the first day that was numbered, which is the day of the incident.
    fn numbered(&self, number: u32) -> Option<NaiveDate> {
        match self.numbered {
            Some((first, date)) => {
                let days = i64::from(number) - i64::from(first);
                date.checked_add_signed(Duration::days(days))
            }
            None => (number <= 1).then_some(self.day.or(self.reference)?),
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

    /// Day and time of an entry that names no day, after the entry before it.
    fn after_last(
        &mut self,
        date: Option<NaiveDate>,
        time: NaiveTime,
        zone: Zone,
        bare: bool,
    ) -> (Option<NaiveDate>, NaiveTime) {
        let Some((last, last_zone)) = self.last else {
            return (date, time);
        };
        // What the clock of this entry's zone said when the entry before happened.
        let (mut date, last) = date
            .filter(|_| zone != last_zone)
            .and_then(|date| elsewhere(date, last, last_zone, zone))
            .map_or((date, last), |there| (Some(there.date()), there.time()));
        let mut time = time;
        if self.half_days && bare && !self.newest_first {
            time = next_half_day(last, time);
        }
        let back = (last - time).num_seconds();
        self.steps.0 += u32::from(back < 0);
        self.steps.1 += u32::from(back > 0);
        if self.newest_first {
            if back < -6 * 3600 {
                date = date.and_then(|date| date.pred_opt());
            }
        } else if crosses_midnight(last, time) {
            date = date.and_then(|date| date.succ_opt());
        }
        self.day = date.or(self.day);
        (date, time)
    }
}

/// A time much earlier than the one before it, in a list without days of its own, is of the next day.
fn crosses_midnight(last: NaiveTime, time: NaiveTime) -> bool {
    let back = (last - time).num_seconds();
    back > 6 * 3600 || (back > 4 * 3600 && last.hour() >= 20 && time.hour() < 20)
}

/// The same instant by the clock of another zone.
fn elsewhere(date: NaiveDate, time: NaiveTime, from: Zone, to: Zone) -> Option<NaiveDateTime> {
    if matches!(from, Zone::Unstated) || matches!(to, Zone::Unstated) {
        return None;
    }
    let moment = Moment {
        date: Some(date),
        time: Some(time),
        zone: from,
        uncertain: false,
    };
    let at = moment.instant()?;
    Some(match to {
        Zone::Fixed(offset) => at.with_timezone(&offset).naive_local(),
        Zone::Place(place) => at.with_timezone(&place).naive_local(),
        Zone::Unstated => return None,
    })
}

/// `1:10` behind `11:50` is of the afternoon.
fn next_half_day(last: NaiveTime, time: NaiveTime) -> NaiveTime {
    let hour = (time.hour() + 12) % 24;
    let other = NaiveTime::from_hms_opt(hour, time.minute(), time.second()).unwrap_or(time);
    // Entries that are not quite in order stay where they are.
    let wait = |at: NaiveTime| (at - last).num_minutes().rem_euclid(24 * 60);
    let slack = |at: NaiveTime| if wait(at) > 23 * 60 { 0 } else { wait(at) };
    if slack(other) < slack(time) && slack(other) < 9 * 60 {
        other
    } else {
        time
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
