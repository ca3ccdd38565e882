//! The index as small static pieces, from which a script in the browser ranks as tantivy does.
//!
//! ```text
//! manifest → router → terms (by first key) → rows
//!                       ↓ several words, filters: tails      ↓ phrases: positions
//! ```
//!
//! The score of a word in a document does not depend on the query. It is worked out here, with tantivy's own BM25, and
//! stored as one byte; a query only adds up. Documents are numbered anew by date, words are sorted again: equal
//! documents give equal pieces, whatever the segments of the index. The layout of each piece stands in the module that
//! writes it; `theme/js/search-core.js` reads them.

mod actions;
pub(in crate::search) mod bytes;
mod facets;
mod forms;
mod packs;
mod piece;
mod rows;
mod scores;
mod shards;
mod spelling;
mod terms;

use super::index::SearchIndex;
use super::spelled;
use super::synonyms::Synonyms;
use crate::model::Corpus;
use crate::read::Input;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

pub use piece::Piece;
use piece::Pieces;
use shards::Shards;
use terms::Source;

/// Changes with the layout of the pieces: a script refuses what it was not made for.
pub const VERSION: u32 = 3;
/// Where the pieces lie, below the site's root.
pub const FOLDER: &str = "search/";

/// Bytes up to which a router is small.
const SMALL_ROUTER: usize = 40_000;

/// How the site speaks of things outside of their own page.
pub trait Voice: Sync {
    /// An incident's words without the people in them.
    fn quoted(&self, incident: usize, text: &str) -> String;
    /// Address of an incident, below the site's root.
    fn incident_url(&self, incident: usize) -> String;
    /// Address of an action item, below the site's root.
    fn action_url(&self, incident: usize, action: usize) -> String;
    /// Name of a category of factors or triggers.
    fn category(&self, key: &str) -> String;
    /// Pages of patterns: name, address, and words that say what it is.
    fn patterns(&self) -> Vec<[String; 3]>;
}

/// All pieces, the manifest among them.
#[derive(Debug, Default)]
pub struct Export {
    pub pieces: Vec<Piece>,
    /// For readers outside: every word in them.
    pub words: BTreeSet<String>,
}

/// What the script needs to know first.
#[derive(Serialize)]
struct Manifest {
    version: u32,
    documents: u32,
    /// The router, or the hash in the name of its piece.
    router: serde_json::Value,
}

/// Which piece holds what.
#[derive(Serialize, Default)]
pub(in crate::search) struct Router {
    documents: u32,
    /// First word of each piece of terms; six letters of each name, without gaps.
    keys: Vec<String>,
    terms: String,
    rows: String,
    /// Rows of one piece.
    block: usize,
    /// Most documents that stand with a word; of a word in more, the best do.
    head: usize,
    best: usize,
    /// Letters of the names of terms and rows.
    kinds: &'static str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    facets: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    spelling: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    synonyms: Vec<Vec<String>>,
    /// Router of the action items.
    #[serde(skip_serializing_if = "String::is_empty")]
    actions: String,
    /// Name, address and definition of each pattern.
    #[serde(skip_serializing_if = "String::is_empty")]
    patterns: String,
}

/// Makes the pieces of an index. `offline`: as scripts that register themselves, for pages that are opened from a folder;
/// `before`: pieces that were made earlier, of which most may be the same.
///
/// # Errors
/// The index cannot be read.
pub fn make(
    index: &SearchIndex,
    input: &Input,
    corpus: &Corpus,
    voice: &dyn Voice,
    offline: bool,
    before: &[Piece],
) -> tantivy::Result<Export> {
    let mut pieces = Pieces::new(offline, input.outside.is_some(), before);
    let language = &input.config.search.language;
    let order = rows::order(index, corpus)?;
    let fields = &index.fields;
    let phrased = fields.texts.iter();
    let phrased = phrased.map(|text| fields.phrased().any(|other| other.0 == text.0));
    let source = Source {
        searcher: &index.searcher,
        lengths: &index.lengths,
        fields: index.fields.texts.to_vec(),
        ids: order.ids,
        documents: order.keys.len() as u32,
        phrased: phrased.collect(),
    };
    let forms = forms::by_stem(index.vocabulary.counted(), language);
    let mut shards = Shards::new('t', source.documents, true, &mut pieces);
    terms::each(&source, |term| shards.add(term, &forms))?;
    let written = shards.finish(&forms);
    let places: HashMap<&str, usize> = corpus
        .incidents
        .iter()
        .enumerate()
        .map(|(index, incident)| (incident.slug.as_str(), index))
        .collect();
    let incidents: Vec<usize> = order
        .keys
        .iter()
        .filter_map(|key| places.get(key.as_str()).copied())
        .collect();
    drop(forms);
    let common = spelled::common(index.vocabulary.counted(), corpus);
    let spelling = spelling::write(&common, &mut pieces);
    let router = Router {
        documents: source.documents,
        keys: written.keys,
        terms: written.terms,
        block: rows::block(source.documents),
        head: written.head,
        best: written.best,
        kinds: "tw",
        rows: rows::write(&incidents, &order.shown, voice, &mut pieces),
        facets: facets::write(index, &source, corpus, voice, &mut pieces)?,
        spelling,
        synonyms: Synonyms::new(input).groups().to_vec(),
        actions: actions::write(&incidents, corpus, language, voice, &mut pieces),
        patterns: match voice.patterns() {
            patterns if patterns.is_empty() => String::new(),
            patterns => pieces.add_json('r', &patterns),
        },
    };
    // A small router saves a request by standing in the manifest.
    let json = serde_json::to_value(&router).unwrap_or_default();
    let router = match json.to_string().len() < SMALL_ROUTER {
        true => json,
        false => pieces.add_json('r', &json).into(),
    };
    pieces.manifest(&Manifest {
        version: VERSION,
        documents: source.documents,
        router,
    });
    let (pieces, words) = pieces.done();
    Ok(Export { pieces, words })
}
