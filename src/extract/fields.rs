//! `name: value` facts wherever an author writes them.

use crate::model::Source;

/// One fact as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Words of the name in lower case, without punctuation: `time to detection`.
    pub name: String,
    /// The value's words; a list's items are fields of their own with the same name.
    pub value: String,
    /// Place of the value.
    pub source: Source,
    /// Index of the part that it stands in; `None` for front matter.
    pub part: Option<usize>,
}
