//! Days as people say them: "last december" is a month of a year. Everything else is left as it is: months and years
//! are words of each dated document.

use chrono::{Datelike, Months, NaiveDate};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Replaces `last december`, `this month`, `last year` by a month and a year.
pub fn resolve(tokens: Vec<String>, today: NaiveDate) -> Vec<String> {
    let mut resolved: Vec<String> = Vec::new();
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        let said = rest.peek().and_then(|next| day(&token, next, today));
        match said {
            Some(words) => {
                rest.next();
                resolved.extend(words);
            }
            None => resolved.push(token),
        }
    }
    resolved
}

fn day(which: &str, what: &str, today: NaiveDate) -> Option<Vec<String>> {
    let last = match which.to_lowercase().as_str() {
        "last" => true,
        "this" => false,
        _ => return None,
    };
    let what = what.to_lowercase();
    let of = |day: NaiveDate| {
        vec![
            MONTHS[day.month0() as usize].to_string(),
            day.year().to_string(),
        ]
    };
    match what.as_str() {
        "year" => Some(vec![(today.year() - i32::from(last)).to_string()]),
        "month" => Some(of(today.checked_sub_months(Months::new(u32::from(last)))?)),
        _ => {
            let named = |name: &&str| *name == what || (what.len() >= 3 && name[..3] == what);
            let month = MONTHS.iter().position(named)? as u32;
            let before = month > today.month0() || (last && month == today.month0());
            let year = today.year() - i32::from(before);
            Some(vec![MONTHS[month as usize].to_string(), year.to_string()])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spoken_days_become_months_and_years() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
        let read = |text: &str| {
            let tokens = text.split(' ').map(str::to_string).collect();
            resolve(tokens, today).join(" ")
        };
        assert_eq!(read("dns last december"), "dns december 2025");
        assert_eq!(read("last Mar"), "march 2025");
        assert_eq!(read("this march oom"), "march 2026 oom");
        assert_eq!(read("last month"), "february 2026");
        assert_eq!(read("last year this year"), "2025 2026");
        assert_eq!(read("at last the"), "at last the");
        assert_eq!(read("last"), "last");
    }
}
