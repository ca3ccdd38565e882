//! Started → detected → mitigated → resolved, as a bar and in words.

use crate::model::{Incident, Moment, Sourced};
use crate::site::lines::Lines;
use crate::site::words;
use serde::Serialize;

#[derive(Serialize)]
pub struct Milestones {
    pub points: Vec<Point>,
    /// Stretches of the bar, where at least one duration is known.
    pub bar: Vec<Stretch>,
    /// What the bar says, for those who do not see it.
    pub description: String,
}

#[derive(Serialize)]
pub struct Point {
    pub name: &'static str,
    pub key: &'static str,
    pub at: Option<String>,
    /// How long after the start.
    pub after: Option<String>,
    pub origin: String,
    pub derived: bool,
}

/// One stretch, in thousandths of the bar's width.
#[derive(Serialize)]
pub struct Stretch {
    pub key: &'static str,
    pub x: u32,
    pub width: u32,
}

/// No stretch is narrower than this, or it would not be seen.
const NARROWEST: u32 = 40;

pub fn gather(incident: &Incident, lines: &Lines) -> Option<Milestones> {
    let (moments, durations) = (&incident.milestones, &incident.durations);
    let known = [
        ("Started", "started", &moments.started, None),
        (
            "Detected",
            "detected",
            &moments.detected,
            durations.detect.as_ref(),
        ),
        (
            "Mitigated",
            "mitigated",
            &moments.mitigated,
            durations.mitigate.as_ref(),
        ),
        (
            "Resolved",
            "resolved",
            &moments.resolved,
            durations.resolve.as_ref(),
        ),
    ];
    let points: Vec<Point> = known
        .iter()
        .filter(|(_, _, moment, after)| moment.is_some() || after.is_some())
        .map(|(name, key, moment, after)| {
            point(incident, name, key, moment.as_ref(), *after, lines)
        })
        .collect();
    if points.iter().filter(|point| point.key != "started").count() == 0 {
        return None;
    }
    let after: Vec<(&'static str, u32)> = known
        .iter()
        .filter_map(|(_, key, _, after)| Some((*key, after.as_ref()?.value)))
        .collect();
    let description = points
        .iter()
        .map(|point| match &point.after {
            Some(after) => format!("{} after {after}", point.name.to_lowercase()),
            None => point.name.to_lowercase(),
        })
        .collect::<Vec<_>>()
        .join(", ");
    // One stretch alone says nothing that its words do not.
    let bar = bar(&after);
    Some(Milestones {
        bar: if bar.len() > 1 { bar } else { Vec::new() },
        points,
        description,
    })
}

fn point(
    incident: &Incident,
    name: &'static str,
    key: &'static str,
    moment: Option<&Sourced<Moment>>,
    after: Option<&Sourced<u32>>,
    lines: &Lines,
) -> Point {
    let day = incident.date.as_ref().map(|date| date.value);
    // The day stands above; it is said again only where it is another one.
    let at = moment.and_then(|moment| match words::time(&moment.value) {
        Some(time) if moment.value.date.is_none() || moment.value.date == day => Some(time),
        Some(time) => moment
            .value
            .date
            .map(|date| format!("{}, {time}", words::short_date(date))),
        None => Some(words::moment(&moment.value)).filter(|words| !words.is_empty()),
    });
    let mut origin = moment
        .map(|moment| lines.origin(&moment.source))
        .unwrap_or_default();
    if let Some(after) = after {
        if !origin.is_empty() {
            origin.push_str("; ");
        }
        origin.push_str(&format!("the duration is {}", lines.origin(&after.source)));
    }
    Point {
        name,
        key,
        at,
        after: after.map(|after| words::duration(after.value)),
        origin,
        derived: after.is_some_and(|after| after.source.is_derived()),
    }
}

/// Stretches between the known points; points out of order (stated values may be anything) make no stretch.
fn bar(after: &[(&'static str, u32)]) -> Vec<Stretch> {
    let total = after
        .iter()
        .map(|(_, minutes)| *minutes)
        .max()
        .unwrap_or_default();
    if total == 0 {
        return Vec::new();
    }
    let mut stretches = Vec::new();
    let (mut x, mut last) = (0u32, 0u32);
    for &(key, minutes) in after {
        if minutes < last {
            continue;
        }
        let width = (u64::from(minutes - last) * 1000 / u64::from(total)) as u32;
        let width = width.max(NARROWEST).min(1000 - x.min(1000));
        stretches.push(Stretch { key, x, width });
        x += width;
        last = minutes;
    }
    if let Some(stretch) = stretches.last_mut() {
        stretch.width = 1000 - stretch.x;
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_filled_and_no_stretch_vanishes() {
        let bar = bar(&[("detected", 1), ("mitigated", 500), ("resolved", 1000)]);
        let shape: Vec<_> = bar.iter().map(|s| (s.key, s.x, s.width)).collect();
        assert_eq!(
            shape,
            [
                ("detected", 0, 40),
                ("mitigated", 40, 499),
                ("resolved", 539, 461)
            ]
        );
    }
}
