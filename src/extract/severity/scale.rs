//! What words and numbers of a severity mean.

use crate::model::Severity;
use std::collections::BTreeMap;

/// Reads a severity: the project's own words first, then a number after `SEV`, `P`, `S`, `Tier`, `Level`, then words.
///
/// 0 and 1, critical → `SEV1`; 2, high, major → `SEV2`; 3, medium, moderate → `SEV3`; 4, low, minor → `SEV4`;
/// 5, informational → `SEV5`.
pub fn parse(text: &str, own: &BTreeMap<String, String>) -> Option<Severity> {
    let words = words_with_numbers(text);
    let joined = words.join(" ");
    for (word, severity) in own {
        if words_with_numbers(word).join(" ") == joined {
            return Severity::ALL
                .into_iter()
                .find(|known| known.name().eq_ignore_ascii_case(severity));
        }
    }
    // `Sev 1 / Sev 2 / Sev 3`: a form that nobody filled in.
    if text
        .split(['/', '|'])
        .filter(|choice| !choice.trim().is_empty())
        .count()
        >= 3
    {
        return None;
    }
    if words.is_empty() || words.len() > 12 {
        return None;
    }
    numbered(&words)
        .or_else(|| words.iter().take(4).find_map(|word| named(word)))
        .or_else(|| beside_words(text))
}

/// `2 - Alvorlig`, `Kritisk (1)`: a number beside words of another language.
fn beside_words(text: &str) -> Option<Severity> {
    let text = text.trim();
    let inner = text
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once('('))
        .map(|(_, inner)| inner);
    let first = text.split_whitespace().next()?;
    let rest = text[first.len()..].trim_start();
    let words = rest
        .strip_prefix(['-', '–', '—', ':', '('])
        .map(str::trim_start);
    let leads = words.is_some_and(|words| words.starts_with(char::is_alphabetic));
    inner
        .and_then(level)
        .or_else(|| level(first.trim_end_matches(':')).filter(|_| leads))
}

pub fn named(word: &str) -> Option<Severity> {
    Some(match word {
        "critical" | "catastrophic" | "blocker" | "emergency" | "kritisk" | "kritiskt"
        | "kritisch" | "kritiek" | "kritieke" | "critique" | "crítica" | "crítico" | "critica"
        | "critico" => Severity::Sev1,
        "high" | "major" | "severe" | "hoch" | "hoog" | "alta" | "alto" | "haute" | "élevée"
        | "élevé" | "majeure" | "majeur" | "høy" | "hög" | "høj" => Severity::Sev2,
        "medium" | "moderate" | "normal" | "mittel" | "media" | "medio" | "média" | "médio"
        | "moyenne" | "middels" | "mellem" | "medel" | "gemiddeld" | "middel" => Severity::Sev3,
        "low" | "minor" | "niedrig" | "gering" | "baja" | "bajo" | "baixa" | "baixo" | "bassa"
        | "basso" | "faible" | "mineure" | "lav" | "låg" | "laag" => Severity::Sev4,
        "informational" | "info" | "negligible" | "trivial" => Severity::Sev5,
        _ => return None,
    })
}

pub fn numbered(words: &[String]) -> Option<Severity> {
    words.iter().take(3).enumerate().find_map(|(at, word)| {
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = &word[letters.len()..];
        let digits = if digits.is_empty() {
            words.get(at + 1).map_or("", String::as_str)
        } else {
            digits
        };
        let is_name = matches!(
            letters,
            "sev" | "s" | "p" | "severity" | "tier" | "level" | "priority" | "prio" | "class"
        );
        // "2" and "2 - major", not "2 of 3 nodes".
        let is_alone =
            letters.is_empty() && at == 0 && words.get(1).is_none_or(|next| named(next).is_some());
        if is_name || is_alone {
            level(digits)
        } else {
            None
        }
    })
}

pub fn level(digits: &str) -> Option<Severity> {
    Some(match digits {
        "0" | "1" => Severity::Sev1,
        "2" => Severity::Sev2,
        "3" => Severity::Sev3,
        "4" => Severity::Sev4,
        "5" => Severity::Sev5,
        _ => return None,
    })
}

/// Like the words of a heading, but a leading number is kept.
pub fn words_with_numbers(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severities_of_many_houses_are_one_scale() {
        for (text, expected) in [
            ("SEV-1", Severity::Sev1),
            ("Sev 2 (major)", Severity::Sev2),
            ("P0", Severity::Sev1),
            ("S3", Severity::Sev3),
            ("Tier 1 (High Impact)", Severity::Sev1),
            ("Critical", Severity::Sev1),
            ("medium", Severity::Sev3),
            ("4 - Low", Severity::Sev4),
            ("Level 5", Severity::Sev5),
            ("2 - Alvorlig", Severity::Sev2),
            ("hoch", Severity::Sev2),
            ("Hoog", Severity::Sev2),
            ("laag", Severity::Sev4),
            ("P1 – Critical", Severity::Sev1),
            ("Svært alvorlig (1)", Severity::Sev1),
        ] {
            assert_eq!(parse(text, &BTreeMap::new()), Some(expected), "{text}");
        }
        assert_eq!(parse("purple", &BTreeMap::new()), None);
        assert_eq!(parse("300 users", &BTreeMap::new()), None);
        assert_eq!(parse("2 of 3 nodes lost", &BTreeMap::new()), None);
    }

    #[test]
    fn a_project_has_its_own_words() {
        let own = BTreeMap::from([("Purple".to_string(), "SEV2".to_string())]);
        assert_eq!(parse("purple", &own), Some(Severity::Sev2));
    }
}
