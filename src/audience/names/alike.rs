//! What the letters of a name can look like: with and without accents, as ligatures, in wide letters, with letters of
//! other scripts among them, cut by signs that nobody sees.

use icu_normalizer::DecomposingNormalizerBorrowed;

const PARTS: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfkd();

/// Signs without width: hyphens that may be there, joiners, directions of writing.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
    )
}

/// Accents that stand behind their letter.
pub fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// The form in which words are compared: small, without accents, in plain letters.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let small = word.to_lowercase();
    let parts = PARTS.normalize(&small);
    let seen = || parts.chars().filter(|&c| !is_accent(c) && !is_invisible(c));
    let is_latin = seen().any(|c| c.is_ascii_alphabetic());
    let mut out = String::with_capacity(word.len());
    for c in seen() {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'ħ' => out.push('h'),
            'ı' => out.push('i'),
            // Among Latin letters, one of another script that looks like one is meant as one.
            c if is_latin => out.push(latin(c)),
            c => out.push(c),
        }
    }
    out
}

/// The Latin letter that a Cyrillic or Greek one looks like.
fn latin(c: char) -> char {
    match c {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ε' => 'e',
        'һ' | 'н' => 'h',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' => 'l',
        'м' => 'm',
        'п' | 'η' => 'n',
        'о' | 'ο' | 'σ' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' => 'u',
        'ν' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        c => c,
    }
}

/// The name as it is written where its letters are not to be had: `Mueller`, `Aagaard`.
pub fn spelt_out(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in PARTS.normalize(&word.to_lowercase()).chars() {
        match (c, out.chars().next_back()) {
            ('\u{308}', Some('a' | 'o' | 'u')) => out.push('e'),
            ('\u{30a}', Some('a')) => out.push('a'),
            ('ø', _) => out.push_str("oe"),
            _ => out.push(c),
        }
    }
    fold(&out)
}

/// The words that a word is made of, where capitals and digits part it: `fixByJane`, `jane2`.
pub fn inner(word: &str) -> Vec<&str> {
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    let mut starts = vec![0];
    for (at, pair) in letters.windows(2).enumerate() {
        let ((_, before), (here, c)) = (pair[0], pair[1]);
        let next = letters.get(at + 2).map(|&(_, next)| next);
        let is_next = before.is_lowercase() && c.is_uppercase()
            || before.is_numeric() != c.is_numeric() && !is_accent(c)
            || before.is_uppercase() && c.is_uppercase() && next.is_some_and(char::is_lowercase);
        if is_next {
            starts.push(here);
        }
    }
    if starts.len() == 1 {
        return Vec::new();
    }
    starts.push(word.len());
    starts
        .windows(2)
        .map(|pair| &word[pair[0]..pair[1]])
        .collect()
}

/// Whether a word is written in letters that know no capitals: 王小明.
pub fn has_no_case(word: &str) -> bool {
    word.chars().count() >= 2
        && word
            .chars()
            .all(|c| c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_look_alike_are_alike() {
        for word in [
            "René",
            "Rene\u{301}",
            "RENÉ",
            "rene",
            "Ｒｅｎé",
            "R\u{ad}ene",
            "Re\u{200b}né",
            "Rеnе",
        ] {
            assert_eq!(fold(word), "rene", "{word}");
        }
        assert_eq!(fold("Groß"), "gross");
        assert_eq!(fold("Steﬃ"), "steffi");
        assert_eq!(fold("Игорь"), fold("ИГОРЬ"));
    }

    #[test]
    fn letters_that_are_not_to_be_had_are_spelt_out() {
        assert_eq!(spelt_out("Müller"), "mueller");
        assert_eq!(spelt_out("Mu\u{308}ller"), "mueller");
        assert_eq!(spelt_out("Ågård"), "aagaard");
        assert_eq!(spelt_out("Sørensen"), "soerensen");
    }

    #[test]
    fn capitals_and_digits_part_a_word() {
        assert_eq!(inner("fixByJane2"), ["fix", "By", "Jane", "2"]);
        assert_eq!(inner("HTTPJane"), ["HTTP", "Jane"]);
        assert!(inner("Jane").is_empty());
    }
}
