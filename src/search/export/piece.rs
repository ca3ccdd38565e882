//! A piece: a file whose name changes with its content, compressed inside.

use flate2::{Compress, Compression, Crc, FlushCompress};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Hexadecimal digits of the hash in a name.
const DIGITS: usize = 10;
/// So many bytes are compressed at a time, by all threads.
const BATCH: usize = 4 << 20;

/// A file of the site.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// Path below the site's root.
    pub path: String,
    pub bytes: Arc<[u8]>,
    /// Hash of what it holds.
    raw: blake3::Hash,
}

/// The pieces so far.
pub struct Pieces<'b> {
    offline: bool,
    /// Pieces of the export before, by path: what is the same is not compressed again.
    before: HashMap<&'b str, &'b Piece>,
    done: Vec<Piece>,
    names: HashSet<String>,
    waiting: Vec<(String, Vec<u8>, blake3::Hash)>,
    size: usize,
    words: Option<BTreeSet<String>>,
}

impl<'b> Pieces<'b> {
    /// `noting`: keeps a list of all words, which pieces hold cut up.
    pub fn new(offline: bool, noting: bool, before: &'b [Piece]) -> Self {
        let by_path = before.iter().map(|piece| (piece.path.as_str(), piece));
        Self {
            offline,
            before: by_path.collect(),
            done: Vec::new(),
            names: HashSet::new(),
            waiting: Vec::new(),
            size: 0,
            words: noting.then(BTreeSet::new),
        }
    }

    /// Notes a word that was written.
    pub fn note(&mut self, word: &str) {
        if let Some(words) = &mut self.words
            && !words.contains(word)
        {
            words.insert(word.to_string());
        }
    }

    /// Takes one of a numbered list of pieces and gives what its name has after kind and number: six digits are enough
    /// to tell its versions apart.
    pub fn add_numbered(&mut self, kind: char, at: usize, raw: Vec<u8>) -> String {
        let raw_hash = blake3::hash(&raw);
        let hash = raw_hash.to_hex()[..6].to_string();
        self.queue(format!("{kind}{at}-{hash}"), raw, raw_hash);
        hash
    }

    /// Takes a piece and gives the hash in its name; equal ones are one.
    pub fn add(&mut self, kind: char, raw: Vec<u8>) -> String {
        let raw_hash = blake3::hash(&raw);
        let hash = raw_hash.to_hex()[..DIGITS].to_string();
        self.queue(format!("{kind}-{hash}"), raw, raw_hash);
        hash
    }

    fn queue(&mut self, name: String, raw: Vec<u8>, hash: blake3::Hash) {
        if self.names.insert(name.clone()) {
            self.size += raw.len();
            self.waiting.push((name, raw, hash));
            if self.size > BATCH {
                self.compress();
            }
        }
    }

    pub fn add_json(&mut self, kind: char, value: &impl Serialize) -> String {
        self.add(kind, serde_json::to_vec(value).unwrap_or_default())
    }

    /// The one file with a name that stays.
    pub fn manifest(&mut self, value: &impl Serialize) {
        let json = serde_json::to_string(value).unwrap_or_default();
        let (path, text) = match self.offline {
            true => ("search/manifest.js", format!("kbManifest({json});\n")),
            false => ("search/manifest.json", json + "\n"),
        };
        self.done.push(Piece {
            path: path.into(),
            raw: blake3::hash(text.as_bytes()),
            bytes: text.into_bytes().into(),
        });
    }

    fn compress(&mut self) {
        self.size = 0;
        let (offline, before) = (self.offline, &self.before);
        let waiting = std::mem::take(&mut self.waiting);
        let packed = waiting
            .into_par_iter()
            .map_init(packer, |packer, (name, content, raw)| {
                let end = if offline { "js" } else { "kb" };
                let path = format!("{}{name}.{end}", super::FOLDER);
                let known = before.get(path.as_str()).filter(|known| known.raw == raw);
                let bytes = match known {
                    Some(known) => Arc::clone(&known.bytes),
                    None => {
                        let bytes = gzip(packer, &content);
                        match offline {
                            true => script(&name, &bytes).into(),
                            false => bytes.into(),
                        }
                    }
                };
                Piece { path, bytes, raw }
            });
        self.done.par_extend(packed);
    }

    /// All pieces, and the words that were noted.
    pub fn done(mut self) -> (Vec<Piece>, BTreeSet<String>) {
        self.compress();
        (self.done, self.words.unwrap_or_default())
    }
}

/// Its tables cost more than packing a small piece: they are used again for the next one.
fn packer() -> Compress {
    Compress::new(Compression::new(6), false)
}

fn gzip(packer: &mut Compress, raw: &[u8]) -> Vec<u8> {
    // Compressed with deflate, no flags, no time, no level, no system.
    const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    let mut out = Vec::with_capacity(raw.len() + 256);
    out.extend(HEAD);
    packer.reset();
    // Writing to memory cannot fail; the output is given room until all is written.
    while let Ok(status) = packer.compress_vec(
        &raw[packer.total_in() as usize..],
        &mut out,
        FlushCompress::Finish,
    ) {
        if status == flate2::Status::StreamEnd {
            break;
        }
        out.reserve(256);
    }
    let mut sum = Crc::new();
    sum.update(raw);
    out.extend(sum.sum().to_le_bytes());
    out.extend(sum.amount().to_le_bytes());
    out.shrink_to_fit();
    out
}

/// A page that was opened from a folder may not fetch, but may load scripts.
fn script(name: &str, bytes: &[u8]) -> Vec<u8> {
    format!("kbPiece(\"{name}\",\"{}\");\n", base64(bytes)).into_bytes()
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for block in bytes.chunks(3) {
        let mut bits = 0;
        for at in 0..3 {
            bits = bits << 8 | u32::from(block.get(at).copied().unwrap_or_default());
        }
        for at in 0..4 {
            match at <= block.len() {
                true => text.push(char::from(LETTERS[(bits >> (18 - 6 * at)) as usize & 63])),
                false => text.push('='),
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_pieces_are_one_and_names_change_with_the_content() {
        let mut pieces = Pieces::new(false, false, &[]);
        let hash = pieces.add('t', b"one".to_vec());
        assert_eq!(pieces.add('t', b"one".to_vec()), hash);
        assert_ne!(pieces.add('t', b"two".to_vec()), hash);
        let (done, _) = pieces.done();
        assert_eq!(done.len(), 2);
        assert_eq!(done[0].path, format!("search/t-{hash}.kb"));
        assert_eq!(*done[0].bytes, gzip(&mut packer(), b"one"));
    }

    #[test]
    fn a_piece_that_is_there_already_is_taken_as_it_is() {
        let make = |before: &[Piece], raw: &[u8]| {
            let mut pieces = Pieces::new(false, false, before);
            pieces.add('t', raw.to_vec());
            pieces.done().0
        };
        let first = make(&[], b"one");
        let again = make(&first, b"one");
        assert!(Arc::ptr_eq(&first[0].bytes, &again[0].bytes));
        // Another content under the same name is none of it.
        let mut other = make(&[], b"two");
        other[0].path.clone_from(&first[0].path);
        assert_eq!(make(&other, b"one"), first);
    }

    #[test]
    fn pieces_are_unpacked_as_any_gzip_file_and_do_not_depend_on_those_before() {
        use std::io::Read;
        let mut used = packer();
        let noise: Vec<u8> = (0..50_000u32)
            .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        for raw in [&b""[..], b"one", &noise, &[7; 50_000]] {
            let packed = gzip(&mut used, raw);
            assert_eq!(packed, gzip(&mut packer(), raw));
            let mut out = Vec::new();
            let mut reader = flate2::read::GzDecoder::new(&packed[..]);
            reader.read_to_end(&mut out).unwrap();
            assert_eq!(out, raw);
        }
    }

    #[test]
    fn scripts_hold_base64() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
