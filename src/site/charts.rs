//! Charts as inline SVG: no script, colours from the theme's variables, a list of the same incidents on the same page.

use super::html::escape;
use super::{Site, words};
use crate::site::index::severity_class;
use chrono::Datelike;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Room for a year, in the larger words of a phone too.
const LEFT: f32 = 58.0;
const WIDTH: f32 = 720.0;
const ROW: f32 = 32.0;
/// The line that tells severities apart.
const KEY: f32 = 30.0;
/// More dots than this say nothing any more.
const MOST: usize = 600;
const YEARS: usize = 8;

/// Each incident a dot on its year's line. Empty where there is nothing to see.
pub fn calendar(site: &Site<'_>, incidents: &[usize], title: &str) -> String {
    let mut years: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
    for &index in incidents {
        let incident = &site.corpus.incidents[index];
        if let Some(date) = incident.date.as_ref().filter(|_| incident.counts()) {
            years.entry(date.value.year()).or_default().push(index);
        }
    }
    let shown: usize = years.values().rev().take(YEARS).map(Vec::len).sum();
    if shown == 0 || shown > MOST {
        return String::new();
    }
    let left_out = incidents.len() - shown;
    let years: Vec<_> = years.into_iter().rev().take(YEARS).collect();
    let members = years.iter().flat_map(|(_, members)| members);
    let severities: BTreeSet<&str> = members
        .map(|&index| severity_class(&site.corpus.incidents[index]))
        .filter(|class| !class.is_empty())
        .collect();
    let has_key = severities.len() > 1;
    let bottom = ROW * years.len() as f32 + 26.0;
    let height = bottom + if has_key { KEY } else { 0.0 };
    let mut svg = String::with_capacity(256 + shown * 160);
    let _ = write!(
        svg,
        "<svg class=\"calendar\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"kb-chart-title kb-chart-text\">\
         <title id=\"kb-chart-title\">"
    );
    escape(&mut svg, title);
    let _ = write!(svg, "</title><desc id=\"kb-chart-text\">");
    for (year, members) in &years {
        let _ = write!(
            svg,
            "{year}: {}. ",
            words::count(members.len(), "incident", "incidents")
        );
    }
    svg.push_str("Each dot is an incident.");
    if left_out > 0 {
        let _ = write!(
            svg,
            " {left_out} without a date, of drafts or of earlier years are not shown."
        );
    }
    svg.push_str("</desc>");
    let scale = (WIDTH - LEFT - 8.0) / 366.0;
    for (month, name) in ["Jan", "Apr", "Jul", "Oct"].iter().enumerate() {
        let x = LEFT + (month as f32 * 91.5) * scale;
        let _ = write!(
            svg,
            "<path class=\"tick\" d=\"M{x:.0} 0V{:.0}\"/><text x=\"{:.0}\" y=\"{:.0}\">{name}</text>",
            bottom - 22.0,
            x + 4.0,
            bottom - 4.0
        );
    }
    for (row, (year, members)) in years.iter().enumerate() {
        let y = ROW * row as f32 + ROW / 2.0 + 2.0;
        let _ = write!(
            svg,
            "<text x=\"0\" y=\"{:.0}\">{year}</text><path class=\"line\" d=\"M{LEFT} {y}H{}\"/>",
            y + 4.0,
            WIDTH
        );
        for &index in members {
            let incident = &site.corpus.incidents[index];
            let Some(date) = &incident.date else { continue };
            let x = LEFT + 3.0 + date.value.ordinal0() as f32 * scale;
            let _ = write!(
                svg,
                "<circle class=\"dot {}\" cx=\"{x:.1}\" cy=\"{y}\" r=\"5.5\"><title>{}: ",
                severity_class(incident),
                words::date(date.value)
            );
            escape(&mut svg, &incident.title.value);
            svg.push_str("</title></circle>");
        }
    }
    // Of one severity there is nothing to tell apart.
    for (at, class) in severities.iter().enumerate().filter(|_| has_key) {
        let (x, y) = (LEFT + 8.0 + 112.0 * at as f32, height - 8.0);
        let _ = write!(
            svg,
            "<circle class=\"dot {class}\" cx=\"{x}\" cy=\"{y}\" r=\"4.5\"/><text x=\"{}\" y=\"{}\">{}</text>",
            x + 13.0,
            y + 4.0,
            class.to_uppercase()
        );
    }
    svg.push_str("</svg>");
    svg
}
