//! The backlog over time: a chart of the last years, and the same numbers as a table.

use super::{BACKLOG, BacklogView, MonthView, lists};
use crate::backlog::history::Month;
use crate::diagnostic::Diagnostic;
use crate::site::prints::{Asked, Made};
use crate::site::{Site, words};
use chrono::NaiveDate;
use std::fmt::Write;
use tera::Value;

const LEFT: f32 = 36.0;
const WIDTH: f32 = 720.0;
const TOP: f32 = 10.0;
const BASE: f32 = 190.0;
const HEIGHT: f32 = 214.0;
/// Months that a chart can show side by side.
const MOST: usize = 36;

pub fn render(site: &Site<'_>, page: &Asked<'_>) -> Result<Made, Diagnostic> {
    let mut layout = site.layout(page, "actions", "The backlog over time");
    let root = layout.root.clone();
    layout
        .crumbs
        .push(site.link(&root, "Action items", "actions/index.html"));
    let history = &site.ledger.history;
    let view = BacklogView {
        chart: Value::safe_string(&chart(&history.months)),
        months: history.months.iter().rev().map(row).collect(),
        known: history.known,
        all: history.all,
        without_state: history.without_state,
        open_without_day: history.open_without_day,
        closed_without_day: history.closed_without_day,
        lists: lists(site, &root, BACKLOG),
    };
    site.fill("ledger-backlog.html", &layout, &view)
}

fn name(month: &Month) -> String {
    let day = NaiveDate::from_ymd_opt(month.year, month.month, 1).unwrap_or_default();
    let words = words::compact_date(day);
    words.trim_start_matches("1 ").to_string()
}

fn row(month: &Month) -> MonthView {
    MonthView {
        name: name(month),
        opened: month.opened,
        closed: month.closed,
        open: month.open,
    }
}

/// Bars for what was opened and closed, a line for what was open. Empty where there is nothing to see.
fn chart(months: &[Month]) -> String {
    let shown = &months[months.len().saturating_sub(MOST)..];
    let (Some(first), Some(last)) = (shown.first(), shown.last()) else {
        return String::new();
    };
    let highest = shown
        .iter()
        .map(|month| month.open.max(month.opened).max(month.closed))
        .max()
        .unwrap_or(0)
        .max(1);
    let y = |number: usize| BASE - (BASE - TOP) * number as f32 / highest as f32;
    let step = (WIDTH - LEFT) / shown.len() as f32;
    let bar = (step * 0.3).min(11.0);
    let mut svg = format!(
        "<svg class=\"backlog\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-labelledby=\"kb-backlog-title kb-backlog-text\">\
         <title id=\"kb-backlog-title\">Action items opened, closed and open, by month</title>\
         <desc id=\"kb-backlog-text\">From {} to {}: {} opened, {} closed; {} open at the end. The table below has every month.</desc>",
        name(first),
        name(last),
        shown.iter().map(|month| month.opened).sum::<usize>(),
        shown.iter().map(|month| month.closed).sum::<usize>(),
        last.open
    );
    for mark in [0, highest.div_ceil(2), highest] {
        let y = y(mark);
        let _ = write!(
            svg,
            "<path class=\"tick\" d=\"M{LEFT} {y:.1}H{WIDTH}\"/><text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{mark}</text>",
            LEFT - 8.0,
            y + 4.0
        );
    }
    let mut line = String::new();
    let every = shown.len().div_ceil(9);
    for (at, month) in shown.iter().enumerate() {
        let middle = LEFT + step * (at as f32 + 0.5);
        for (class, number, x) in [
            ("opened", month.opened, middle - bar - 0.5),
            ("closed", month.closed, middle + 0.5),
        ] {
            if number > 0 {
                let y = y(number);
                let _ = write!(
                    svg,
                    "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{bar:.1}\" height=\"{:.1}\"><title>{}: {number} {class}</title></rect>",
                    BASE - y,
                    name(month)
                );
            }
        }
        let _ = write!(
            line,
            "{}{middle:.1} {:.1}",
            if at == 0 { "M" } else { "L" },
            y(month.open)
        );
        if at % every == 0 {
            let _ = write!(
                svg,
                "<text x=\"{middle:.0}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                HEIGHT - 4.0,
                name(month)
            );
        }
    }
    let _ = write!(svg, "<path class=\"open\" d=\"{line}\"/></svg>");
    svg
}
