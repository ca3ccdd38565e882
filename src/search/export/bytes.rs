//! How numbers and words are laid out in a piece.

/// Seven bits at a time, the lowest first; the highest bit says that more follow.
pub fn number(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A word after the letters that it shares with another: their count as JavaScript counts, the bytes of the others, they.
pub fn word(out: &mut Vec<u8>, before: &str, word: &str) {
    let both = before.chars().zip(word.chars());
    let shared = both.take_while(|(a, b)| a == b).map(|(letter, _)| letter);
    let (units, bytes) = shared.fold((0, 0), |(units, bytes), letter| {
        (units + letter.len_utf16(), bytes + letter.len_utf8())
    });
    number(out, units as u32);
    number(out, (word.len() - bytes) as u32);
    out.extend_from_slice(&word.as_bytes()[bytes..]);
}

/// Ascending numbers as distances.
pub fn ascending(out: &mut Vec<u8>, numbers: impl IntoIterator<Item = u32>) {
    let mut last = 0;
    for value in numbers {
        number(out, value - last);
        last = value;
    }
}

/// The numbers that [`ascending`] wrote.
pub fn read_ascending(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let (mut last, mut value, mut shift) = (0u32, 0u32, 0);
    bytes.iter().filter_map(move |byte| {
        value |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        shift += 7;
        (byte < &0x80).then(|| {
            last = last.wrapping_add(std::mem::take(&mut value));
            shift = 0;
            last
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_words_are_short() {
        let mut out = Vec::new();
        number(&mut out, 300);
        assert_eq!(out, [0xac, 2]);
        out.clear();
        word(&mut out, "monitor", "monitoring");
        assert_eq!(out, [7, 3, b'i', b'n', b'g']);
        out.clear();
        word(&mut out, "éa", "éb");
        assert_eq!(out, [1, 1, b'b'], "letters are counted, not bytes");
        out.clear();
        ascending(&mut out, [3, 4, 9]);
        assert_eq!(out, [3, 1, 5]);
        out.clear();
        ascending(&mut out, [0, 300, u32::MAX]);
        assert_eq!(read_ascending(&out).collect::<Vec<_>>(), [0, 300, u32::MAX]);
    }
}
