//! Durations as dots on a log axis: durations are skewed, so that a mean of them tells nothing.

use crate::site::html::escape;
use crate::site::words;
use std::fmt::Write;

const LEFT: f32 = 10.0;
const WIDTH: f32 = 720.0;
const HEIGHT: f32 = 120.0;
const BASE: f32 = 92.0;
/// Width of a column of dots.
const STEP: f32 = 7.0;
/// More dots than this become columns: they would lie on each other, and make a page heavy.
const MOST: usize = 600;
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
         {} The axis is logarithmic.</desc>",
        words::count(dots.len(), "incident", "incidents"),
        dots.len() - stated,
        in_words(median),
        in_words(low),
        in_words(high),
        match dots.len() > MOST {
            true => "Columns count incidents.",
            false => "Each dot is an incident.",
        },
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
    let column = |dot: &Dot| (x(dot.minutes as f32) / STEP).round() as usize;
    match dots.len() > MOST {
        true => columns(&mut svg, dots, column),
        false => single(&mut svg, dots, column),
    }
    svg.push_str("</svg>");
    svg
}

/// Columns whose height is the number of incidents; those that are derived stand on those that are stated.
fn columns(svg: &mut String, dots: &[Dot], column: impl Fn(&Dot) -> usize) {
    let mut counts = vec![[0usize; 2]; (WIDTH / STEP) as usize + 2];
    for dot in dots {
        counts[column(dot)][usize::from(!dot.stated)] += 1;
    }
    let highest = counts
        .iter()
        .map(|[stated, derived]| stated + derived)
        .max()
        .unwrap_or(1)
        .max(1) as f32;
    for (number, &[stated, derived]) in counts.iter().enumerate() {
        let mut y = BASE;
        for (count, class) in [(stated, "stated"), (derived, "derived")] {
            let height = count as f32 / highest * (BASE - 16.0);
            y -= height;
            if count > 0 {
                let left = number as f32 * STEP - STEP / 2.0 + 0.5;
                let _ = write!(
                    svg,
                    "<rect class=\"{class}\" x=\"{left:.1}\" y=\"{y:.1}\" width=\"{}\" height=\"{height:.1}\"><title>{}, {class}</title></rect>",
                    STEP - 1.0,
                    words::count(count, "incident", "incidents"),
                );
            }
        }
    }
}

/// Dots of one place stand on each other.
fn single(svg: &mut String, dots: &[Dot], column: impl Fn(&Dot) -> usize) {
    let mut heights = vec![0usize; (WIDTH / STEP) as usize + 2];
    for dot in dots {
        heights[column(dot)] += 1;
    }
    let highest = heights.iter().copied().max().unwrap_or(1).max(1) as f32;
    let step = ((BASE - 16.0) / highest).min(7.5);
    heights.fill(0);
    for dot in dots {
        let column = column(dot);
        let y = BASE - 5.0 - heights[column] as f32 * step;
        heights[column] += 1;
        let class = if dot.stated { "stated" } else { "derived" };
        let _ = write!(
            svg,
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{y:.1}\" r=\"3.2\"><title>",
            column as f32 * STEP
        );
        escape(svg, &dot.title);
        let _ = write!(
            svg,
            ": {}, {class}</title></circle>",
            words::duration(dot.minutes)
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_incidents_are_columns_and_all_are_counted() {
        let dots = |count: u32| -> Vec<Dot> {
            let dot = |number| Dot {
                minutes: number % 90 + 1,
                stated: number % 3 > 0,
                title: "A title".into(),
            };
            (0..count).map(dot).collect()
        };
        let few = chart("a", "Time", &dots(90));
        assert_eq!(few.matches("<circle").count(), 90);
        let many = chart("a", "Time", &dots(9_000));
        assert!(many.len() < 20_000 && many.contains("Columns count incidents."));
        let counted = many
            .split("<title>")
            .filter_map(|rest| rest.split(' ').next()?.parse::<usize>().ok());
        assert_eq!(counted.sum::<usize>(), 9_000);
    }

    #[test]
    fn quartiles_lie_between_the_nearest_values() {
        assert_eq!(quartiles(&[]), None);
        assert_eq!(quartiles(&[7]), Some([7.0, 7.0, 7.0]));
        assert_eq!(quartiles(&[4, 1, 3, 2]), Some([1.75, 2.5, 3.25]));
    }
}
