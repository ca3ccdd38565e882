//! Forms of moments and durations, each with what is understood.

use super::carry::Carry;
use super::*;
use crate::model::Moment;
use chrono::{NaiveDate, NaiveTime};
use proptest::prelude::*;

static NO_ZONES: BTreeMap<String, String> = BTreeMap::new();

fn reading(order: DateOrder) -> Reading<'static> {
    Reading {
        order,
        zones: &NO_ZONES,
        compact: false,
    }
}

/// The moment of the entry, as the data contract writes it, `~` where uncertain; and the words behind it.
fn entry(text: &str) -> (String, &str) {
    read_with(text, DateOrder::Dmy)
}

fn read_with(text: &str, order: DateOrder) -> (String, &str) {
    let Some(leading) = leading(text, reading(order)) else {
        return ("none".into(), text);
    };
    let mut carry = Carry::near(NaiveDate::from_ymd_opt(2026, 3, 10));
    (show(&carry.moment(&leading.written)), &text[leading.rest..])
}

fn show(moment: &Moment) -> String {
    let at = moment.to_text().unwrap_or_else(|| "unknown".into());
    let at = at.replace(":00+00:00", "Z").replace("+00:00", "Z");
    if moment.uncertain {
        format!("~{at}")
    } else {
        at
    }
}

#[test]
fn moments_are_read_in_the_forms_that_people_write() {
    for (text, at, rest) in [
        ("2026-10-01T14:05:00Z alert", "2026-10-01T14:05Z", "alert"),
        (
            "2026-10-01T14:05+02:00 alert",
            "2026-10-01T14:05:00+02:00",
            "alert",
        ),
        ("2026-10-01 14:05 - alert", "2026-10-01T14:05Z", "alert"),
        (
            "2026-10-01 14:05:33.123 alert",
            "2026-10-01T14:05:33Z",
            "alert",
        ),
        ("2026-10-01", "2026-10-01", ""),
        ("2026/10/01 1405 UTC: alert", "2026-10-01T14:05Z", "alert"),
        ("10 Oct 2026 14:05 alert", "2026-10-10T14:05Z", "alert"),
        (
            "Oct 10th, 2026 2:05 PM – alert",
            "2026-10-10T14:05Z",
            "alert",
        ),
        (
            "Wednesday, 2018-08-22, 03:26pm: alert",
            "2018-08-22T15:26Z",
            "alert",
        ),
        ("Tue 10 March, 09:00 alert", "2026-03-10T09:00Z", "alert"),
        ("10/11/2026 10:00 alert", "2026-11-10T10:00Z", "alert"),
        ("24.12.2026, 16.32 Uhr alert", "2026-12-24T16:32Z", "alert"),
        ("19. April, 11:00", "2026-04-19T11:00Z", ""),
        ("Sep 27 2017 13:06", "2017-09-27T13:06Z", ""),
        ("2018-07-08 ca. 18:30", "~2018-07-08T18:30Z", ""),
        ("~2025-03-03 19:30 alert", "~2025-03-03T19:30Z", "alert"),
        ("~13:30-13:45", "~2026-03-10T13:30Z", ""),
        ("10:45~ alert", "~2026-03-10T10:45Z", "alert"),
        ("[12-05 16:21] alert", "2025-12-05T16:21Z", "alert"),
        ("[13:20] alert", "2026-03-10T13:20Z", "alert"),
        ("8:47am alert", "2026-03-10T08:47Z", "alert"),
        ("9:16 PM alert", "2026-03-10T21:16Z", "alert"),
        ("12:05 a.m. alert", "2026-03-10T00:05Z", "alert"),
        ("17:14pm", "2026-03-10T17:14Z", ""),
        ("5pm: alert", "2026-03-10T17:00Z", "alert"),
        ("16.32 alert", "2026-03-10T16:32Z", "alert"),
        ("14h05 alert", "2026-03-10T14:05Z", "alert"),
        ("1405Z alert", "2026-03-10T14:05Z", "alert"),
        ("10:02 UTC | alert", "2026-03-10T10:02Z", "alert"),
        ("10:02 (PST) alert", "2026-03-10T10:02:00-08:00", "alert"),
        ("06:00-07:00 alert", "2026-03-10T06:00Z", "alert"),
        (
            "2026-03-10T06:00-07:00 alert",
            "2026-03-10T06:00:00-07:00",
            "alert",
        ),
        (
            "2026-03-10 14:00-05:00 alert",
            "2026-03-10T14:00:00-05:00",
            "alert",
        ),
        ("10:02 MESZ: alert", "2026-03-10T10:02:00+02:00", "alert"),
        (
            "Update 17:30 CEST: alert",
            "2026-03-10T17:30:00+02:00",
            "alert",
        ),
        ("Update 12.10 is out", "none", "Update 12.10 is out"),
        (
            "10:02 PDT (UTC-7): alert",
            "2026-03-10T10:02:00-07:00",
            "alert",
        ),
        ("10:02 UTC → 10:24 UTC alert", "2026-03-10T10:02Z", "alert"),
        ("12:17–12:30 UTC alert", "2026-03-10T12:17Z", "alert"),
        ("2:00 - 3:15 PM alert", "2026-03-10T14:00Z", "alert"),
        ("Between 2023-07-10 to 2023-07-16", "2023-07-10", ""),
        (
            "10:05 PST (18:05 UTC): alert",
            "2026-03-10T10:05:00-08:00",
            "alert",
        ),
        ("10:05 (18:05 UTC): alert", "2026-03-10T18:05Z", "alert"),
        (
            "T0 (2022-04-01 09:00 UTC): alert",
            "2022-04-01T09:00Z",
            "alert",
        ),
        ("UTC 14:05 alert", "2026-03-10T14:05Z", "alert"),
        ("10/11", "2025-11-10", ""),
        ("03/04/21 10:05: alert", "2021-04-03T10:05Z", "alert"),
        ("12/Dec/2021 14:05 alert", "2021-12-12T14:05Z", "alert"),
        ("2021.03.04 14:05:02 alert", "2021-03-04T14:05:02Z", "alert"),
        (
            "18 Jan 2021, 14:05 GMT - alert",
            "2021-01-18T14:05Z",
            "alert",
        ),
        ("14:05 (GMT+2) alert", "2026-03-10T14:05:00+02:00", "alert"),
        (
            "Jan 18 14:05:02 host alert",
            "2026-01-18T14:05:02Z",
            "host alert",
        ),
        ("3. 10:05 - alert", "2026-03-10T10:05Z", "alert"),
        (
            "10:05 AM Pacific: alert",
            "2026-03-10T10:05:00-07:00",
            "alert",
        ),
        ("+5 min: alert", "2026-03-10", "alert"),
        ("(10:05) alert", "2026-03-10T10:05Z", "alert"),
        ("10:05 – 10:10 UTC: alert", "2026-03-10T10:05Z", "alert"),
        (
            "At approximately 2:05pm EST, alert",
            "~2026-03-10T14:05:00-05:00",
            "alert",
        ),
        ("Between July 9 and July 16, 2023", "2023-07-09", ""),
        ("July 9–16, 2023: alert", "2023-07-09", "alert"),
        ("2022-08-03 12:26-12:?? alert", "2022-08-03T12:26Z", "alert"),
        (
            "At 10:02 UTC on 3 March the alert",
            "2026-03-03T10:02Z",
            "the alert",
        ),
        ("July 11, 2025, 12:42 PM", "2025-07-11T12:42Z", ""),
        ("12:42 PM, July 11, 2025", "2025-07-11T12:42Z", ""),
        (
            "Dec 16th 12:43 @jane alert",
            "2025-12-16T12:43Z",
            "@jane alert",
        ),
        ("on the 31st: alert", "2026-03-31", "alert"),
        (
            "10:30 US/Pacific alert",
            "2026-03-10T10:30:00-07:00",
            "alert",
        ),
        (
            "10:30 Pacific Time alert",
            "2026-03-10T10:30:00-07:00",
            "alert",
        ),
        (
            "07:30am - First report",
            "2026-03-10T07:30Z",
            "First report",
        ),
    ] {
        assert_eq!(entry(text), (at.to_string(), rest), "{text}");
    }
}

#[test]
fn what_nobody_filled_in_is_not_invented() {
    for (text, at, rest) in [
        ("14:?? alert", "~2026-03-10", "alert"),
        ("2022-06-02 HH:mm | alert", "~2022-06-02", "alert"),
        ("2019-12-03 --:-- alert", "~2019-12-03", "alert"),
        ("2022-05-?? HH:mm alert", "~unknown", "alert"),
        ("2021/22-??-?? HH:mm alert", "~unknown", "alert"),
        ("20202-01-16 12:00 alert", "unknown", "alert"),
        ("Dec 17th 22:XX alert", "~2025-12-17", "alert"),
        ("2X:XX alert", "~2026-03-10", "alert"),
        ("11:2? alert", "~2026-03-10", "alert"),
        ("unknown: alert", "~2026-03-10", "alert"),
        ("[TBD] alert", "~2026-03-10", "alert"),
        ("[???] alert", "~2026-03-10", "alert"),
        ("March 2020 alert", "unknown", "alert"),
    ] {
        assert_eq!(entry(text), (at.to_string(), rest), "{text}");
    }
}

#[test]
fn words_and_numbers_that_are_no_moments_are_left_alone() {
    for text in [
        "1.13 was released",
        "2019 was a bad year",
        "5 pods restarted",
        "10.12.5.36 did not answer",
        "3/4 of the nodes failed",
        "May break again",
        "503 responses",
        "alert at 10:05",
        "12:1 ratio",
        "+10 nodes",
        "2. 5 nodes failed",
        "Unknown users saw errors",
        "the 2 nodes failed",
        "2h2m of downtime",
        "v2018-01-01",
        "https://example.com/2018-01-01",
        "",
        "—",
    ] {
        assert_eq!(entry(text).0, "none", "{text}");
    }
}

#[test]
fn the_order_of_day_and_month_is_configured_or_told_by_the_document() {
    assert_eq!(read_with("10/11/2026 x", DateOrder::Mdy).0, "2026-10-11");
    assert_eq!(read_with("13/11/2026 x", DateOrder::Mdy).0, "2026-11-13");
    assert_eq!(
        order_told("", "from 10/11/2026 to 13/11/2026"),
        Some(DateOrder::Dmy)
    );
    assert_eq!(
        order_told("", "see a/b/13/11/x and 10/25/2026"),
        Some(DateOrder::Mdy)
    );
    assert_eq!(order_told("", "10/11/2026"), None);
}

#[test]
fn moments_are_found_anywhere_in_running_text() {
    let found = |text: &str| {
        all(text, reading(DateOrder::Dmy))
            .iter()
            .map(|written| text[written.range.clone()].to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        found("On Tuesday, December 13th, 2022 at roughly 18:52 UTC it fell; fixed 19:05."),
        ["Tuesday, December 13th, 2022 at roughly 18:52 UTC", "19:05"]
    );
    assert_eq!(
        found("versions 1.13 and 0.2.119, 5 may fail, http://x/2018-01-01/"),
        Vec::<String>::new()
    );
    assert_eq!(
        found("exposed between July 9 and July 16, 2023"),
        ["July 9 and July 16, 2023"]
    );
}

#[test]
fn zones_are_stated_once_in_prose_headings_and_columns() {
    let zone = |text: &str| {
        let zone = zone::stated(text, &NO_ZONES)?;
        let moment = Moment {
            date: NaiveDate::from_ymd_opt(2026, 7, 1),
            time: NaiveTime::from_hms_opt(12, 0, 0),
            zone,
            uncertain: false,
        };
        moment.to_text().map(|text| text[19..].to_string())
    };
    for (text, offset) in [
        ("All times in PST", Some("-08:00")),
        ("All times in PDT (UTC-7).", Some("-07:00")),
        ("_All times in EEST_", Some("+03:00")),
        ("Timeline (times in BST)", Some("+01:00")),
        ("Date and Time in CET", Some("+01:00")),
        ("Time (UTC)", Some("+00:00")),
        ("All times in UTC+1 (Zurich time)", Some("+01:00")),
        ("times are GMT+05:30", Some("+05:30")),
        ("All times in US/Pacific", Some("-07:00")),
        ("Copenhagen time", Some("+02:00")),
        ("all times are Denver", Some("-06:00")),
        ("Central European Time (CET)", Some("+01:00")),
        ("Time", None),
        ("Event description", None),
    ] {
        assert_eq!(zone(text).as_deref(), offset, "{text}");
    }
    let own = BTreeMap::from([("IST".to_string(), "+01:00".to_string())]);
    assert_eq!(
        zone::stated("times in IST", &own),
        zone::stated("UTC+1", &NO_ZONES)
    );
}

#[test]
fn days_are_carried_over_and_midnight_is_crossed() {
    let mut carry = Carry::near(NaiveDate::from_ymd_opt(2026, 3, 10));
    let mut at = |text: &str| {
        leading(text, reading(DateOrder::Dmy)).map(|leading| show(&carry.moment(&leading.written)))
    };
    for (text, expected) in [
        ("22:50", "2026-03-10T22:50Z"),
        ("22:48", "2026-03-10T22:48Z"),
        ("00:10", "2026-03-11T00:10Z"),
        ("March 12th 08:00", "2026-03-12T08:00Z"),
        ("07:55", "2026-03-12T07:55Z"),
        ("next day 06:00", "2026-03-13T06:00Z"),
        ("T+5m", "2026-03-10T22:55Z"),
    ] {
        assert_eq!(at(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn durations_are_read_as_they_are_written() {
    for (text, minutes) in [
        ("19 hours 43 minutes", Some(1183)),
        ("00:22 Minutes (10:02 UTC → 10:24 UTC)", Some(22)),
        ("2h 2m", Some(122)),
        ("2h2m", Some(122)),
        ("about 1h50m", Some(110)),
        ("1 day 3 hours", Some(1620)),
        ("1 day, 3 hours and 5 min", Some(1625)),
        ("90 mins", Some(90)),
        ("54 hours 10 minutes", Some(3250)),
        ("1.5 hours", Some(90)),
        ("an hour and a half", Some(90)),
        ("half an hour", Some(30)),
        ("47-minute", Some(47)),
        ("five hours", Some(300)),
        ("30s", Some(1)),
        ("1:30:00", Some(90)),
        ("0 minutes", Some(0)),
        ("?", None),
        ("N/A", None),
        ("10:02 UTC", None),
    ] {
        assert_eq!(
            duration::value(text, None).map(|written| written.minutes),
            minutes,
            "{text}"
        );
    }
    assert_eq!(
        duration::value("54", Some(1.0)).map(|written| written.minutes),
        Some(54)
    );
    for text in [
        "at least seven hours",
        "10-30 minutes",
        "within 5 minutes",
        "3 hours ago",
    ] {
        assert!(
            duration::first(text).is_some_and(|written| written.bound),
            "{text}"
        );
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_scanner_panic_or_leave_it(text in "([0-9:./T?~h +\\-\\[(,]|[a-zA-Z]{1,4}|–|→|é|PM|UTC|Oct|2026|\\n){0,40}") {
        for order in [DateOrder::Dmy, DateOrder::Mdy] {
            if let Some(leading) = leading(&text, reading(order)) {
                prop_assert!(text.get(leading.written.range.clone()).is_some());
                prop_assert!(text.get(leading.rest..).is_some());
            }
            for written in all(&text, reading(order)) {
                prop_assert!(text.get(written.range.clone()).is_some());
            }
        }
        for written in duration::all(&text) {
            prop_assert!(text.get(written.range.clone()).is_some());
        }
        let _ = zone::stated(&text, &NO_ZONES);
        let _ = order_told("", &text);
        let _ = duration::value(&text, Some(1.0));
    }

    #[test]
    fn any_text_at_all_is_read(text in "\\PC{0,60}") {
        let _ = leading(&text, reading(DateOrder::Dmy));
        let _ = all(&text, reading(DateOrder::Dmy));
        let _ = duration::all(&text);
        let _ = zone::stated(&text, &NO_ZONES);
    }
}
