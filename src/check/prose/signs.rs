//! Which characters a text has at all: most of what is looked for begins with one that most texts have not.

/// A set of kinds of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signs(u16);

impl Signs {
    pub const DIGIT: Self = Self(1);
    pub const AT: Self = Self(1 << 1);
    pub const PLUS: Self = Self(1 << 2);
    pub const COLON: Self = Self(1 << 3);
    pub const QUOTE: Self = Self(1 << 4);
    pub const NOT_ASCII: Self = Self(1 << 5);
    /// `<`
    pub const ANGLE: Self = Self(1 << 6);
    /// `[`
    pub const BRACKET: Self = Self(1 << 7);
    /// `)`
    pub const CLOSING: Self = Self(1 << 8);
    /// `/`, of `://`
    pub const SLASH: Self = Self(1 << 9);
    /// `R`, of `ERROR`
    pub const LARGE_R: Self = Self(1 << 10);

    /// All that a text has.
    pub fn of(text: &str) -> Self {
        Self(
            text.bytes()
                .fold(0, |all, byte| all | KINDS[usize::from(byte)]),
        )
    }

    /// Whether one of these is among them.
    pub const fn has(self, wanted: Self) -> bool {
        self.0 & wanted.0 != 0
    }

    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

const KINDS: [u16; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'0'..=b'9' => Signs::DIGIT.0,
            b'@' => Signs::AT.0,
            b'+' => Signs::PLUS.0,
            b':' => Signs::COLON.0,
            b'"' => Signs::QUOTE.0,
            b'<' => Signs::ANGLE.0,
            b'[' => Signs::BRACKET.0,
            b')' => Signs::CLOSING.0,
            b'/' => Signs::SLASH.0,
            b'R' => Signs::LARGE_R.0,
            0x80.. => Signs::NOT_ASCII.0,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_the_signs_that_stand_in_it_and_no_others() {
        let signs = Signs::of("at 10:05 by @kim");
        assert!(signs.has(Signs::DIGIT) && signs.has(Signs::COLON) && signs.has(Signs::AT));
        assert!(!signs.has(Signs::PLUS.or(Signs::QUOTE)));
        assert!(Signs::of("“so”").has(Signs::NOT_ASCII));
    }
}
