//! Bytes to text. Nothing stops it: what is wrong with the bytes becomes a diagnostic.

use super::Input;
use crate::diagnostic::Diagnostic;
use crate::span::{FileId, Span};
use std::borrow::Cow;
use std::fs::File;
use std::io::{Error, Read};
use std::path::Path;

/// Bytes of a file that are read; the longest retrospective is a thousand times shorter.
const LONGEST: u64 = 8 * 1024 * 1024;

/// Bytes in which a file without an extension must not have a zero to count as text.
const SNIFFED: usize = 1024;

/// A decoded text and what was wrong with its bytes.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    /// Offset in `text` of the first bytes that were not UTF-8, and at how many places there were any.
    pub invalid: Option<(usize, usize)>,
    /// Offset of the first NUL, and their number.
    pub nul: Option<(usize, usize)>,
    pub utf16: bool,
    /// The size of the file in bytes where it is longer than what was read.
    pub cut: Option<u64>,
}

/// Reads a text file. `sniff`: a binary file is `None`.
pub fn read(location: &Path, sniff: bool) -> Result<Option<Decoded>, Error> {
    let mut file = File::open(location)?;
    let size = file.metadata()?.len();
    let mut bytes = Vec::with_capacity(size.min(LONGEST) as usize + 1);
    file.by_ref().take(LONGEST).read_to_end(&mut bytes)?;
    let is_utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    if sniff && !is_utf16 && bytes[..bytes.len().min(SNIFFED)].contains(&0) {
        return Ok(None);
    }
    let cut = size > LONGEST;
    if cut {
        let line = bytes.iter().rposition(|&byte| byte == b'\n');
        bytes.truncate(line.map_or(bytes.len(), |at| at + 1));
    }
    Ok(Some(Decoded {
        cut: cut.then_some(size),
        ..decode(bytes)
    }))
}

/// Decodes UTF-8 (or UTF-16 with its mark), without the byte order mark, with line ends as `\n` and NUL as U+FFFD.
pub fn decode(mut bytes: Vec<u8>) -> Decoded {
    let utf16 = match bytes.get(..2) {
        Some(b"\xff\xfe") => Some(u16::from_le_bytes as fn([u8; 2]) -> u16),
        Some(b"\xfe\xff") => Some(u16::from_be_bytes as fn([u8; 2]) -> u16),
        _ => None,
    };
    if let Some(unit) = utf16 {
        let units: Vec<u16> = bytes[2..]
            .as_chunks::<2>()
            .0
            .iter()
            .map(|&pair| unit(pair))
            .collect();
        bytes = String::from_utf16_lossy(&units).into_bytes();
    } else if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    let mut decoded = Decoded {
        utf16: utf16.is_some(),
        ..Decoded::default()
    };
    decoded.text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let first = error.utf8_error().valid_up_to();
            let places = error
                .as_bytes()
                .utf8_chunks()
                .filter(|chunk| !chunk.invalid().is_empty());
            decoded.invalid = Some((first, places.count()));
            match String::from_utf8_lossy(error.as_bytes()) {
                Cow::Borrowed(text) => text.to_string(),
                Cow::Owned(text) => text,
            }
        }
    };
    if let Some(first) = decoded.text.find('\0') {
        decoded.nul = Some((first, decoded.text.matches('\0').count()));
        decoded.text = decoded.text.replace('\0', "\u{fffd}");
    }
    if decoded.text.contains('\r') {
        // The places of what is wrong move with the line ends before them.
        let shift = |at: usize, text: &str| at - text[..at].matches("\r\n").count();
        decoded.invalid = decoded.invalid.map(|(at, n)| (shift(at, &decoded.text), n));
        decoded.nul = decoded.nul.map(|(at, n)| (shift(at, &decoded.text), n));
        decoded.text = decoded.text.replace("\r\n", "\n").replace('\r', "\n");
    }
    decoded
}

/// Adds a text to the sources, with its diagnostics. `None` where there is nothing to read in it.
pub fn add(
    input: &mut Input,
    path: String,
    shown: String,
    read: Result<Option<Decoded>, Error>,
) -> Option<FileId> {
    let decoded = match read {
        Ok(Some(decoded)) => decoded,
        Ok(None) => return None,
        Err(trouble) => {
            unreadable(input, path, shown, &trouble.to_string());
            return None;
        }
    };
    let empty = decoded.text.trim().is_empty();
    let len = decoded.text.len();
    let file = input.sources.add_shown(path, shown, decoded.text);
    let at = |start: usize, width: usize| Span::new(file, start..(start + width).min(len));
    let mut found = Vec::new();
    if let Some((first, places)) = decoded.invalid {
        found.push(
            Diagnostic::warning(
                "not-utf8",
                at(first, '\u{fffd}'.len_utf8()),
                match places {
                    1 => "this is not UTF-8".to_string(),
                    _ => format!("this is not UTF-8, the first of {places} places"),
                },
            )
            .help("they are shown as `\u{fffd}`; save the file as UTF-8"),
        );
    }
    if let Some((first, number)) = decoded.nul {
        found.push(
            Diagnostic::warning(
                "nul-byte",
                at(first, '\u{fffd}'.len_utf8()),
                match number {
                    1 => "a NUL byte in a text".to_string(),
                    _ => format!("a NUL byte in a text, the first of {number}"),
                },
            )
            .help("it is shown as `\u{fffd}`; save the file as UTF-8 text"),
        );
    }
    if decoded.utf16 {
        found.push(
            Diagnostic::note("utf16", at(0, 0), "the file is in UTF-16")
                .help("it is read as such; other tools expect UTF-8"),
        );
    }
    if let Some(size) = decoded.cut {
        found.push(
            Diagnostic::warning(
                "file-too-long",
                at(len, 0),
                format!(
                    "the file has {} MB; what follows the first {} MB is not read",
                    size / 1_000_000,
                    LONGEST / 1024 / 1024
                ),
            )
            .help("move logs and data into an attachment and link to it"),
        );
    }
    if empty {
        found.push(
            Diagnostic::warning("empty-file", at(0, 0), "the file is empty")
                .help("delete it, or write what belongs there"),
        );
    }
    input.diagnostics.extend(found);
    (!empty).then_some(file)
}

/// Names a file or folder that cannot be read.
pub fn unreadable(input: &mut Input, path: String, shown: String, trouble: &str) {
    let file = input.sources.add_shown(path, shown, String::new());
    input.diagnostics.push(
        Diagnostic::error(
            "unreadable",
            Span::new(file, 0..0),
            format!("cannot be read: {trouble}"),
        )
        .help("the rest is built without it; check the permissions, or name it in `exclude`"),
    );
}
