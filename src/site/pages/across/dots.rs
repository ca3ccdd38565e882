//! Durations as dots on a log axis: durations are skewed, so that a mean of them tells nothing.

use crate::site::html::escape;
use crate::site::words;
use std::fmt::Write;

const LEFT: f32 = 10.0;
const WIDTH: f32 = 720.0;
const HEIGHT: f32 = 120.0;
const BASE: f32 = 92.0;
/// More dots than this say nothing any more; the numbers still count all.
const MOST: usize = 1500;
/// Marks of the axis in minutes.
const MARKS: [(f32, &str); 8] = [
    (1.0, "1 min"),
    (5.0, "5 min"),
    (15.0, "15 min"),
    (60.0, "1 h"),
    (240.0, "4 h"),
    (1440.0, "1 day"),
    (10080.0, "1 week"),
    (43200.0, "30 days"),
];

/// How long one incident took.
pub struct Dot {
    pub minutes: u32,
    pub stated: bool,
    pub title: String,
}

/// Lower quartile, median and upper quartile, by linear interpolation between the two nearest values; of at least one.
pub fn quartiles(minutes: &[u32]) -> Option<[f32; 3]> {
    let mut sorted = minutes.to_vec();
    sorted.sort_unstable();
    let last = sorted.len().checked_sub(1)?;
    let at = |part: f32| {
        let place = part * last as f32;
        let (low, high) = (
            sorted[place.floor() as usize] as f32,
            sorted[place.ceil() as usize] as f32,
        );
        low + (high - low) * place.fract()
    };
    Some([at(0.25), at(0.5), at(0.75)])
}

/// The chart; `key` makes its ids unique on the page.
pub fn chart(key: &str, title: &str, dots: &[Dot]) -> String {
    let minutes: Vec<u32> = dots.iter().map(|dot| dot.minutes).collect();
    let Some([low, median, high]) = quartiles(&minutes) else {
        return String::new();
    };
    let most = minutes.iter().copied().max().unwrap_or(1) as f32;
    let end = MARKS
        .iter()
        .map(|mark| mark.0)
        .find(|&mark| mark >= most)
        .unwrap_or(most)
        .max(60.0);
    let x = |minutes: f32| LEFT + (minutes.max(1.0).ln() / end.ln()) * (WIDTH - 2.0 * LEFT - 40.0);
    let stated = dots.iter().filter(|dot| dot.stated).count();
    let mut svg = format!(
        "<svg class=\"dots\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-labelledby=\"kb-{key}-title kb-{key}-text\">\
         <title id=\"kb-{key}-title\">"
    );
    escape(&mut svg, title);
    let in_words = |minutes: f32| words::duration(minutes.round() as u32);
    let _ = write!(
        svg,
        "</title><desc id=\"kb-{key}-text\">{}, {stated} stated and {} derived. Median {}, half of them between {} and {}. \
         Each dot is an incident; the axis is logarithmic.</desc>",
        words::count(dots.len(), "incident", "incidents"),
        dots.len() - stated,
        in_words(median),
        in_words(low),
        in_words(high),
    );
    for (mark, name) in MARKS.iter().filter(|mark| mark.0 <= end) {
        let x = x(*mark);
        let _ = write!(
            svg,
            "<path class=\"tick\" d=\"M{x:.0} 8V{BASE}\"/><text x=\"{x:.0}\" y=\"{}\">{name}</text>",
            HEIGHT - 6.0
        );
    }
    let _ = write!(
        svg,
        "<path class=\"line\" d=\"M{LEFT} {BASE}H{WIDTH}\"/><path class=\"spread\" d=\"M{:.1} {}H{:.1}\"/>\
         <path class=\"median\" d=\"M{:.1} {}V{}\"/>",
        x(low),
        BASE + 6.0,
        x(high),
        x(median),
        BASE + 1.0,
        BASE + 11.0
    );
    // Dots of one place stand on each other.
    let column = |dot: &Dot| (x(dot.minutes as f32) / 7.0).round() as usize;
    let mut heights = vec![0usize; (WIDTH / 7.0) as usize + 2];
    for dot in dots.iter().take(MOST) {
        heights[column(dot)] += 1;
    }
    let highest = heights.iter().copied().max().unwrap_or(1).max(1) as f32;
    let step = ((BASE - 16.0) / highest).min(7.5);
    heights.fill(0);
    for dot in dots.iter().take(MOST) {
        let column = column(dot);
        let y = BASE - 5.0 - heights[column] as f32 * step;
        heights[column] += 1;
        let class = if dot.stated { "stated" } else { "derived" };
        let _ = write!(
            svg,
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{y:.1}\" r=\"3.2\"><title>",
            column * 7
        );
        escape(&mut svg, &dot.title);
        let _ = write!(
            svg,
            ": {}, {class}</title></circle>",
            words::duration(dot.minutes)
        );
    }
    svg.push_str("</svg>");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_lie_between_the_nearest_values() {
        assert_eq!(quartiles(&[]), None);
        assert_eq!(quartiles(&[7]), Some([7.0, 7.0, 7.0]));
        assert_eq!(quartiles(&[4, 1, 3, 2]), Some([1.75, 2.5, 3.25]));
    }
}
