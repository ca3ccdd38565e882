//! How alike two wordings of an action are, whatever was corrected in them.

use std::collections::HashMap;

/// From here on two wordings in one incident are those of one action.
pub const SAME: f32 = 0.5;

/// Letters and digits in lower case, one blank between words.
pub fn normal(text: &str) -> String {
    let lower = match text.is_ascii() {
        true => text.to_ascii_lowercase(),
        // Letter by letter: a sigma at the end of a word is one like all others.
        false => text.chars().flat_map(char::to_lowercase).collect(),
    };
    let mut out = String::with_capacity(lower.len());
    let words = lower.split(|c: char| !c.is_alphanumeric());
    for word in words.filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The share of three-letter pieces that two normal texts have in common: 1 for equal ones.
pub fn of(a: &str, b: &str) -> f32 {
    if a == b {
        return 1.0;
    }
    let (a, b) = (pieces(a), pieces(b));
    let all: u32 = a.values().sum::<u32>() + b.values().sum::<u32>();
    let shared: u32 = a
        .iter()
        .map(|(piece, count)| (*count).min(b.get(piece).copied().unwrap_or(0)))
        .sum();
    if all == 0 {
        0.0
    } else {
        2.0 * shared as f32 / all as f32
    }
}

fn pieces(text: &str) -> HashMap<[char; 3], u32> {
    let letters: Vec<char> = [' '].into_iter().chain(text.chars()).chain([' ']).collect();
    let mut pieces = HashMap::new();
    for piece in letters.windows(3) {
        *pieces.entry([piece[0], piece[1], piece[2]]).or_insert(0) += 1;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corrected_wording_is_the_same_and_another_wish_is_not() {
        let same = |a: &str, b: &str| of(&normal(a), &normal(b)) >= SAME;
        let text = "Limit the conection pool to 40 (OPS-1)";
        assert!(same(text, "Limit the connection pool to 40 [OPS-1]."));
        assert!(same(
            text,
            "Limit the connection pool of the checkout to 40 (OPS-1)"
        ));
        assert!(!same(
            text,
            "Document the connection limits of the database in the runbook"
        ));
        assert!(!same("", "x"));
    }
}
