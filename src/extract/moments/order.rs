//! Which comes first, day or month.

use super::scan::{self, byte};
use crate::config::DateOrder;

/// The order that the dates of a text show, where one of them can be read in one way only.
pub fn order_told(text: &str) -> Option<DateOrder> {
    let mut at = 0;
    while let Some(found) = text.get(at..)?.find('/') {
        let slash = at + found;
        at = slash + 1;
        let before = text[..slash]
            .bytes()
            .rev()
            .take_while(u8::is_ascii_digit)
            .count();
        let start = slash - before;
        let Some((second, length)) = scan::digits(text, slash + 1) else {
            continue;
        };
        let year = byte(text, slash + 1 + length) == Some(b'/')
            && scan::digits(text, slash + 2 + length)
                .is_some_and(|(year, length)| length == 4 && (1990..2100).contains(&year));
        if !(1..=2).contains(&before)
            || length > 2
            || !year
            || byte(text, start.wrapping_sub(1)) == Some(b'/')
        {
            continue;
        }
        let (first, _) = scan::digits(text, start)?;
        match (first, second) {
            (13..=31, 1..=12) => return Some(DateOrder::Dmy),
            (1..=12, 13..=31) => return Some(DateOrder::Mdy),
            _ => {}
        }
    }
    None
}
