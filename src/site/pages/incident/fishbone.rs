//! The fishbone (Ishikawa) diagram of an incident: its contributing factors on the bones of the levers that answer them.
//!
//! Tall rather than wide: it stands in a narrow column beside the text, on a phone and on paper. Causes come from above,
//! the head at the bottom is what happened. It is drawn from the factors alone, and a list of the same stands behind it.

use crate::model::{Factor, Incident};
use crate::site::html::{escape, escaped};
use crate::site::lines::Lines;
use crate::site::{Site, words};
use serde::Serialize;
use std::fmt::Write;
use tera::Value;

/// Fewer factors, or factors of fewer levers, are a list and no diagram.
const FACTORS: usize = 3;
const LEVERS: usize = 2;
/// So much of a factor is drawn; the list has all of it.
const LETTERS: usize = 80;
/// Where factors stand that no category takes.
const OTHER: &str = "other conditions";

const WIDTH: f32 = 320.0;
const SPINE: f32 = WIDTH / 2.0;
/// Left edge of the bones on the left, and of those on the right.
const SIDES: [f32; 2] = [0.0, 169.0];
const BONE: f32 = 151.0;
const LINE: f32 = 14.5;
/// What fits beside a twig, in widths of a small letter.
const ACROSS: f32 = 19.0;

/// Both are made here and not by a template: they stand on very many pages.
#[derive(Serialize)]
pub struct Fishbone {
    chart: Value,
    /// The same as items of a description list.
    list: Value,
}

/// A lever and the factors that it answers.
struct Bone<'i> {
    lever: String,
    factors: Vec<Cause<'i>>,
}

struct Cause<'i> {
    text: &'i str,
    line: Option<u32>,
    uncertain: bool,
}

/// `None` where an incident has too few factors for it.
pub fn gather(site: &Site<'_>, incident: &Incident, lines: &Lines) -> Option<Fishbone> {
    if incident.factors.len() < FACTORS {
        return None;
    }
    let mut levers: Vec<(&str, Vec<&Factor>)> = Vec::new();
    let mut other = Vec::new();
    for factor in &incident.factors {
        let categories = factor
            .categories
            .iter()
            .filter_map(|key| site.index.pattern(key));
        let of = categories.map(|number| site.patterns.all[number].category.lever.as_str());
        let mut placed = false;
        for lever in of.filter(|lever| !lever.is_empty()) {
            placed = true;
            match levers.iter_mut().find(|(name, _)| *name == lever) {
                Some((_, own)) if own.last().is_some_and(|last| last.id == factor.id) => {}
                Some((_, own)) => own.push(factor),
                None => levers.push((lever, vec![factor])),
            }
        }
        if !placed {
            other.push(factor);
        }
    }
    if levers.len() < LEVERS || incident.factors.len() - other.len() < FACTORS {
        return None;
    }
    if !other.is_empty() {
        levers.push((OTHER, other));
    }
    let bones: Vec<Bone<'_>> = levers
        .into_iter()
        .map(|(lever, factors)| Bone {
            lever: capital(lever),
            factors: factors
                .into_iter()
                .map(|factor| Cause {
                    text: &factor.text.value,
                    line: lines.of_value(&factor.text.source),
                    uncertain: factor.uncertain,
                })
                .collect(),
        })
        .collect();
    Some(Fishbone {
        chart: Value::safe_string(&chart(&bones, &incident.title.value)),
        list: Value::safe_string(&list(&bones)),
    })
}

fn list(bones: &[Bone<'_>]) -> String {
    let mut list = String::with_capacity(1024);
    for bone in bones {
        list.push_str("<dt>");
        escape(&mut list, &bone.lever);
        list.push_str("</dt>");
        for cause in &bone.factors {
            list.push_str("<dd>");
            escape(&mut list, cause.text);
            if cause.uncertain {
                list.push_str(" (the author is not sure)");
            }
            if let Some(line) = cause.line {
                let _ = write!(
                    list,
                    " <a class=\"line\" href=\"#kb-l{line}\" aria-label=\"Factor: line {line}\">{line}</a>"
                );
            }
            list.push_str("</dd>");
        }
    }
    list
}

fn chart(bones: &[Bone<'_>], title: &str) -> String {
    let mut drawn = String::with_capacity(4096);
    let mut told = String::new();
    let mut free = [0.0; 2];
    for bone in bones {
        let side = usize::from(free[1] < free[0]);
        free[side] = draw(&mut drawn, bone, SIDES[side], free[side]);
        let factors = words::count(bone.factors.len(), "factor", "factors");
        let _ = write!(told, "{}: {factors}. ", bone.lever);
    }
    let top = free[0].max(free[1]);
    let head = wrapped(&words::shortened(title, LETTERS), 2.0 * ACROSS);
    let height = top + 26.0 + head.len() as f32 * LINE;
    let mut svg = format!(
        "<svg class=\"fishbone\" viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"img\" aria-labelledby=\"kb-bones-title kb-bones-text\">\
         <title id=\"kb-bones-title\">Contributing factors by what answers them</title>\
         <desc id=\"kb-bones-text\">{}What several levers answer stands at each. The list below has all of it in full.</desc>\
         <path class=\"spine\" d=\"M{SPINE} 0V{:.0}\"/><path class=\"point\" d=\"M{:.0} {:.0}h12l-6 9z\"/>",
        escaped(&told),
        top + 4.0,
        SPINE - 6.0,
        top + 3.0,
    );
    svg.push_str(&drawn);
    svg.push_str("<text class=\"effect\" text-anchor=\"middle\">");
    tspans(&mut svg, &head, SPINE, top + 26.0);
    svg.push_str("</text></svg>");
    svg
}

/// One bone with its factors, each on a twig of its own; returns where the next bone may begin.
fn draw(svg: &mut String, bone: &Bone<'_>, left: f32, top: f32) -> f32 {
    let right = left + BONE;
    let outer = if left < SPINE {
        left + 1.0
    } else {
        right - 1.0
    };
    let mut texts = String::new();
    let mut twigs = String::new();
    texts.push_str("<text class=\"lever\">");
    // Bold letters are wider.
    let lever = wrapped(&bone.lever, ACROSS - 2.0);
    tspans(&mut texts, &lever, left, top + 13.0);
    texts.push_str("</text>");
    let rib = top + 5.0 + lever.len() as f32 * LINE;
    let mut y = rib + 14.0;
    for cause in &bone.factors {
        let doubt = if cause.uncertain { " (not sure)" } else { "" };
        let text = format!("{}{doubt}", words::shortened(cause.text, LETTERS));
        let lines = wrapped(&text, ACROSS);
        texts.push_str("<text>");
        tspans(&mut texts, &lines, left + 5.0, y);
        texts.push_str("</text>");
        y += lines.len() as f32 * LINE + 5.0;
        let _ = write!(twigs, "M{left:.0} {:.1}H{right:.0}", y - LINE - 0.5);
    }
    let end = y - LINE - 0.5;
    let joint = end + 20.0;
    let _ = write!(
        svg,
        "<path class=\"twig\" d=\"{twigs}\"/><path class=\"bone\" d=\"M{outer:.0} {rib:.1}V{end:.1}L{SPINE} {joint:.1}\"/>{texts}",
    );
    joint + 8.0
}

fn tspans(svg: &mut String, lines: &[String], x: f32, top: f32) {
    for (number, line) in lines.iter().enumerate() {
        let y = top + number as f32 * LINE;
        let _ = write!(svg, "<tspan x=\"{x:.0}\" y=\"{y:.1}\">");
        escape(svg, line);
        svg.push_str(if number + 1 < lines.len() {
            " </tspan>"
        } else {
            "</tspan>"
        });
    }
}

/// A text in lines of at most so many widths of a small letter; what is longer than a line by itself is cut.
fn wrapped(text: &str, across: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0.0;
    for word in text.split_whitespace() {
        let width: f32 = word.chars().map(width).sum();
        match lines.last_mut() {
            Some(line) if used + 0.6 + width <= across => {
                line.push(' ');
                line.push_str(word);
                used += 0.6 + width;
            }
            _ if width <= across => {
                lines.push(word.to_string());
                used = width;
            }
            _ => {
                let mut part = String::new();
                used = 0.0;
                for c in word.chars() {
                    if used + self::width(c) > across {
                        lines.push(std::mem::take(&mut part));
                        used = 0.0;
                    }
                    used += self::width(c);
                    part.push(c);
                }
                lines.push(part);
            }
        }
    }
    lines
}

/// About how wide a letter is: fonts differ, and there is room for that.
fn width(c: char) -> f32 {
    match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ':' | ';' | '\'' | '(' | ')'
        | '|' => 0.6,
        'm' | 'w' | 'M' | 'W' | '@' => 1.55,
        'A'..='Z' | '_' | '…' => 1.25,
        // Letters of scripts that fill a square.
        '\u{1100}'.. => 2.0,
        _ => 1.0,
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_hold_whole_words_and_long_ones_are_cut() {
        assert_eq!(
            wrapped("the queue had no alert on its age", 14.0),
            ["the queue had", "no alert on its", "age"]
        );
        let long = wrapped("kubernetes_pod_container_status_restarts_total", 12.0);
        assert!(
            long.len() > 3
                && long
                    .iter()
                    .all(|line| line.chars().map(width).sum::<f32>() <= 12.0)
        );
        assert_eq!(wrapped("", 12.0), Vec::<String>::new());
    }

    #[test]
    fn whatever_an_author_writes_stays_text() {
        let bones = ["testing", "a <lever>"].map(|lever| Bone {
            lever: lever.into(),
            factors: vec![Cause {
                text: "5 < 6 & \"so\" on",
                line: None,
                uncertain: true,
            }],
        });
        let svg = chart(&bones, "<script>");
        assert!(
            svg.contains("5 &lt; 6 &amp; &quot;so&quot; on (not"),
            "{svg}"
        );
        assert!(svg.contains("a &lt;lever&gt;: 1 factor.") && !svg.contains("<script>"));
    }
}
