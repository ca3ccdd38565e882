//! How long things took and how they were noticed: dots, counts and spreads of what was written down. No means, no trend,
//! no severity against duration, nothing by person.

use super::dots::{self, Dot};
use super::heat::{self, HeatMap};
use crate::diagnostic::Diagnostic;
use crate::model::{DetectedBy, Durations, Sourced};
use crate::people;
use crate::site::prints::{Asked, Made};
use crate::site::{Site, words};
use chrono::Datelike;
use serde::Serialize;
use std::collections::BTreeMap;
use tera::Value;

/// So many months are shown.
const MONTHS: usize = 36;

#[derive(Serialize)]
struct View {
    incidents: usize,
    times: Vec<Time>,
    severities: Vec<String>,
    months: Vec<Month>,
    undated: usize,
    detection: Vec<(String, usize)>,
    detection_unknown: usize,
    heat: Option<HeatMap>,
}

#[derive(Serialize)]
struct Time {
    name: &'static str,
    key: &'static str,
    formula: &'static str,
    count: usize,
    stated: usize,
    derived: usize,
    median: Option<String>,
    low: Option<String>,
    high: Option<String>,
    chart: Value,
    table: Vec<Bucket>,
}

/// A row of the chart's data: how many took so long.
#[derive(Serialize)]
struct Bucket {
    name: &'static str,
    stated: usize,
    derived: usize,
}

#[derive(Serialize)]
struct Month {
    name: String,
    counts: Vec<usize>,
    total: usize,
}

pub fn render(site: &Site<'_>, page: &Asked<'_>) -> Result<Made, Diagnostic> {
    let layout = site.layout(page, "metrics", "Times and counts");
    type Of = fn(&Durations) -> Option<&Sourced<u32>>;
    let kinds: [(&str, &str, &str, Of); 3] = [
        (
            "Time to detect",
            "detect",
            "detected − started",
            |durations| durations.detect.as_ref(),
        ),
        (
            "Time to mitigate",
            "mitigate",
            "mitigated − started",
            |durations| durations.mitigate.as_ref(),
        ),
        (
            "Time to resolve",
            "resolve",
            "resolved − started",
            |durations| durations.resolve.as_ref(),
        ),
    ];
    let (severities, months) = months(site);
    let mut detection: BTreeMap<DetectedBy, usize> = BTreeMap::new();
    for by in site
        .corpus
        .counted()
        .filter_map(|incident| incident.detected_by.as_ref())
    {
        *detection.entry(by.value).or_default() += 1;
    }
    let view = View {
        heat: heat::gather(site, &layout.root),
        incidents: site.index.counted,
        times: kinds
            .into_iter()
            .map(|(name, key, formula, of)| time(site, name, key, formula, of))
            .collect(),
        severities,
        months,
        undated: site
            .corpus
            .counted()
            .filter(|incident| incident.date.is_none())
            .count(),
        detection_unknown: site.index.counted - detection.values().sum::<usize>(),
        detection: detection
            .into_iter()
            .map(|(by, count)| (words::detected_by(by).to_string(), count))
            .collect(),
    };
    site.fill("metrics.html", &layout, &view)
}

fn time(
    site: &Site<'_>,
    name: &'static str,
    key: &'static str,
    formula: &'static str,
    of: impl Fn(&Durations) -> Option<&Sourced<u32>>,
) -> Time {
    // Newest first: where there are too many for a chart, the oldest are left out of it.
    let incidents = site
        .index
        .newest
        .iter()
        .map(|&index| &site.corpus.incidents[index]);
    let dots: Vec<Dot> = incidents
        .filter(|incident| incident.counts())
        .filter_map(|incident| {
            let minutes = of(&incident.durations)?;
            Some(Dot {
                minutes: minutes.value,
                stated: !minutes.source.is_derived(),
                title: people::quoted(site.input, incident, &incident.title.value).into_owned(),
            })
        })
        .collect();
    let minutes: Vec<u32> = dots.iter().map(|dot| dot.minutes).collect();
    let quartiles = dots::quartiles(&minutes);
    let in_words =
        |at: usize| quartiles.map(|quartiles| words::duration(quartiles[at].round() as u32));
    let stated = dots.iter().filter(|dot| dot.stated).count();
    Time {
        name,
        key,
        formula,
        count: dots.len(),
        stated,
        derived: dots.len() - stated,
        low: in_words(0),
        median: in_words(1),
        high: in_words(2),
        table: table(&dots),
        chart: Value::safe_string(&dots::chart(key, name, &dots)),
    }
}

fn table(dots: &[Dot]) -> Vec<Bucket> {
    const ROWS: [(&str, u32); 7] = [
        ("under 5 min", 5),
        ("5 to 15 min", 15),
        ("15 min to 1 h", 60),
        ("1 to 4 h", 240),
        ("4 h to 1 day", 1440),
        ("1 day to 1 week", 10080),
        ("a week or more", u32::MAX),
    ];
    let mut from = 0;
    ROWS.into_iter()
        .map(|(name, to)| {
            let within = |dot: &&Dot| dot.minutes >= from && (dot.minutes < to || to == u32::MAX);
            let stated = dots.iter().filter(within).filter(|dot| dot.stated).count();
            let all = dots.iter().filter(within).count();
            from = to;
            Bucket {
                name,
                stated,
                derived: all - stated,
            }
        })
        .collect()
}

/// Incidents by month and severity, the newest month first, without months in which nothing was written down.
fn months(site: &Site<'_>) -> (Vec<String>, Vec<Month>) {
    let names: Vec<String> = site
        .index
        .severities
        .iter()
        .map(|group| group.name.clone())
        .collect();
    let mut months: BTreeMap<(i32, u32), Vec<usize>> = BTreeMap::new();
    for (severity, group) in site.index.severities.iter().enumerate() {
        for &index in &group.incidents {
            let incident = &site.corpus.incidents[index];
            if let Some(date) = incident.date.as_ref().filter(|_| incident.counts()) {
                let month = (date.value.year(), date.value.month());
                months.entry(month).or_insert_with(|| vec![0; names.len()])[severity] += 1;
            }
        }
    }
    let months = months
        .into_iter()
        .rev()
        .take(MONTHS)
        .map(|((year, month), counts)| Month {
            name: format!("{year}-{month:02}"),
            total: counts.iter().sum(),
            counts,
        });
    (names, months.collect())
}
