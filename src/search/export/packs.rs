//! Lists that share pieces, up to a size: whoever asks for one list loads few others.

use super::bytes::number;
use super::piece::Pieces;

/// Bytes of a pack before compression.
const SIZE: usize = 5_000;

/// The packs of one piece of terms.
#[derive(Default)]
pub struct Packs {
    /// Hashes of those that are full.
    names: Vec<String>,
    open: Vec<u8>,
}

impl Packs {
    /// Adds a list and says where: number of the pack from 1, place in it.
    pub fn add(&mut self, kind: char, list: &[u8], out: &mut Vec<u8>, pieces: &mut Pieces<'_>) {
        if self.open.len() + list.len() > SIZE {
            self.cut(kind, pieces);
        }
        number(out, self.names.len() as u32 + 1);
        number(out, self.open.len() as u32);
        self.open.extend_from_slice(list);
    }

    fn cut(&mut self, kind: char, pieces: &mut Pieces<'_>) {
        if !self.open.is_empty() {
            self.names
                .push(pieces.add(kind, std::mem::take(&mut self.open)));
        }
    }

    /// Ends the last pack and writes the names of all.
    pub fn finish(mut self, kind: char, out: &mut Vec<u8>, pieces: &mut Pieces<'_>) {
        self.cut(kind, pieces);
        number(out, self.names.len() as u32);
        self.names.iter().for_each(|name| hash(out, name));
    }
}

/// The name of another piece, as bytes.
pub fn hash(out: &mut Vec<u8>, name: &str) {
    for at in (0..name.len()).step_by(2) {
        out.push(u8::from_str_radix(&name[at..at + 2], 16).unwrap_or_default());
    }
}
