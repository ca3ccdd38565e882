//! `--fix`: the edits that findings propose, and no other byte.

use super::gather::{Checked, place};
use crate::cli::report;
use crate::diagnostic::Edit;
use crate::error::{Error, Result};
use crate::read::{split, text};
use crate::span::FileId;
use std::collections::BTreeMap;

/// Writes the changed documents; gives the number of places. Of edits that overlap, the first is made.
pub fn apply(checked: &[Checked]) -> Result<usize> {
    let mut number = 0;
    for checked in checked {
        let mut files: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
        let fixes = checked.diagnostics.iter();
        for fix in fixes.filter_map(|found| found.fix.as_ref()) {
            let edits = fix.edits.iter().map(|edit| in_file(checked, edit));
            let Some(edits) = edits.collect::<Option<Vec<Edit>>>() else {
                continue;
            };
            let Some(file) = edits.first().map(|edit| edit.span.file) else {
                continue;
            };
            let taken = files.entry(file).or_default();
            let free = |edit: &Edit| {
                taken.iter().all(|other| {
                    edit.span.end <= other.span.start || other.span.end <= edit.span.start
                })
            };
            if edits.iter().all(free) {
                taken.extend(edits);
            }
        }
        for (file, edits) in files {
            let location = place(&checked.input, file);
            let bytes =
                std::fs::read(&location).map_err(|cause| Error::at(&location, "read", cause))?;
            let text = &checked.input.sources.get(file).text;
            match changed(&bytes, text, &edits) {
                Some(bytes) => {
                    std::fs::write(&location, bytes)
                        .map_err(|cause| Error::at(&location, "write", cause))?;
                    number += edits.len();
                }
                None => report::warning(&format!(
                    "{} is not changed: save it as UTF-8 first",
                    checked.input.sources.shown(file)
                )),
            }
        }
    }
    Ok(number)
}

/// An edit of a document as one of the file that holds it.
fn in_file(checked: &Checked, edit: &Edit) -> Option<Edit> {
    Some(Edit {
        span: split::in_file(&checked.input, edit.span)?,
        replacement: edit.replacement.clone(),
    })
}

/// The bytes of a file with the edits made. `None` where its text was not read byte by byte, or is another one by now.
fn changed(bytes: &[u8], text: &str, edits: &[Edit]) -> Option<Vec<u8>> {
    let decoded = text::decode(bytes.to_vec());
    if decoded.utf16 || decoded.invalid.is_some() || decoded.nul.is_some() || decoded.text != text {
        return None;
    }
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.span.start);
    let mark = usize::from(bytes.starts_with(b"\xef\xbb\xbf")) * 3;
    let mut out = Vec::with_capacity(bytes.len());
    // `raw` and `at` are the same place: in the file, and in the text with its line ends as `\n`.
    let (mut raw, mut at) = (mark, 0);
    out.extend_from_slice(&bytes[..mark]);
    for edit in edits {
        let start = advance(bytes, &mut raw, &mut at, edit.span.start as usize);
        out.extend_from_slice(&bytes[start]);
        let windows = bytes.windows(2).any(|pair| pair == b"\r\n");
        match windows {
            true => out.extend_from_slice(edit.replacement.replace('\n', "\r\n").as_bytes()),
            false => out.extend_from_slice(edit.replacement.as_bytes()),
        }
        advance(bytes, &mut raw, &mut at, edit.span.end as usize);
    }
    out.extend_from_slice(&bytes[raw..]);
    Some(out)
}

/// Moves both places on to an offset in the text; gives the bytes of the file between.
fn advance(bytes: &[u8], raw: &mut usize, at: &mut usize, to: usize) -> std::ops::Range<usize> {
    let start = *raw;
    while *at < to && *raw < bytes.len() {
        let pair = bytes[*raw] == b'\r' && bytes.get(*raw + 1) == Some(&b'\n');
        *raw += if pair { 2 } else { 1 };
        *at += 1;
    }
    start..*raw
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn no_other_byte_changes() {
        let edit = Edit {
            span: Span::new(FileId(0), 6..9),
            replacement: "B".into(),
        };
        let bytes = b"\xef\xbb\xbfone\r\ntwo a\r\nend\r";
        let text = text::decode(bytes.to_vec()).text;
        assert_eq!(text, "one\ntwo a\nend\n");
        assert_eq!(
            changed(bytes, &text, std::slice::from_ref(&edit)).as_deref(),
            Some(b"\xef\xbb\xbfone\r\ntwB\r\nend\r".as_slice())
        );
        assert_eq!(changed(bytes, "another text", &[edit]), None);
        assert_eq!(changed(b"caf\xe9", "caf\u{fffd}", &[]), None);
    }
}
