//! Today: asked for once, here, so that a build can be repeated on any other day.

use crate::error::{Error, Result};
use chrono::{DateTime, Local, NaiveDate};

/// The day given on the command line, else the day of `SOURCE_DATE_EPOCH`, else the clock's.
///
/// # Errors
/// `SOURCE_DATE_EPOCH` is set and no number of seconds.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks for today"
)]
pub fn today(given: Option<NaiveDate>) -> Result<NaiveDate> {
    if let Some(day) = given {
        return Ok(day);
    }
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => seconds
            .trim()
            .parse()
            .ok()
            .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
            .map(|at| at.date_naive())
            .ok_or_else(|| {
                Error::new(format!(
                    "SOURCE_DATE_EPOCH is `{seconds}`, which is no time"
                ))
                .hint("it counts seconds since 1970-01-01; or give the day with --today YYYY-MM-DD")
            }),
        Err(_) => Ok(Local::now().date_naive()),
    }
}

/// Seconds since 1970 by the clock: rate limits of trackers end at such a second. Nothing of it is written.
#[expect(
    clippy::disallowed_methods,
    reason = "a limit ends by the clock, whatever counts as today"
)]
pub fn seconds() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}
