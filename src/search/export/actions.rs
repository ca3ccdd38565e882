//! Action items as an index of their own: few words each, ranked by the same rules.

use super::piece::Pieces;
use super::rows::shortened;
use super::shards::Shards;
use super::terms::{Posting, Term, rarity, unit};
use super::{Router, Voice, forms};
use crate::model::Corpus;
use crate::search::tokenizer::{Met, Words};
use rustc_hash::FxHashMap;
use serde::Serialize;
use tantivy::Score;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::tokenizer::{TokenStream, Tokenizer};

/// Rows of one piece.
const BLOCK: usize = 48;
/// Characters of an action item.
const TEXT: usize = 200;

/// Address, text, state, title of the incident.
#[derive(Serialize)]
struct Row<'a>(String, String, &'static str, &'a str);

/// Writes the action items and gives the name of their router; nothing where there are none.
pub fn write(
    incidents: &[usize],
    corpus: &Corpus,
    language: &str,
    voice: &dyn Voice,
    pieces: &mut Pieces<'_>,
) -> String {
    let mut index = Index::new(language);
    let mut rows = Vec::new();
    let mut blocks = String::new();
    let mut number_of_blocks = 0;
    let mut block = |rows: &[Row<'_>]| {
        let json = serde_json::to_vec(rows).unwrap_or_default();
        blocks.push_str(&pieces.add_numbered('v', number_of_blocks, json));
        number_of_blocks += 1;
    };
    for &incident in incidents {
        let said = &corpus.incidents[incident];
        for (number, action) in said.actions.iter().enumerate() {
            let quoted = voice.quoted(incident, &action.text.value);
            index.add(&quoted);
            rows.push(Row(
                voice.action_url(incident, number),
                shortened(&quoted, TEXT),
                action.state.value.name(),
                &said.title.value,
            ));
            if rows.len() == BLOCK {
                block(&rows);
                rows.clear();
            }
        }
    }
    let documents = index.lengths.len() as u32;
    if documents == 0 {
        return String::new();
    }
    if !rows.is_empty() {
        block(&rows);
    }
    // Which of them says a word does not matter here.
    index.met.end("");
    let vocabulary = index.met.take();
    let forms = forms::by_stem(vocabulary.counted(), language);
    let mut shards = Shards::new('u', documents, false, pieces);
    index.each(|term| shards.add(term, &forms));
    let written = shards.finish(&forms);
    let router = Router {
        documents,
        keys: written.keys,
        terms: written.terms,
        rows: blocks,
        block: BLOCK,
        head: written.head,
        best: written.best,
        kinds: "uv",
        ..Router::default()
    };
    pieces.add_json('r', &router)
}

/// The words of the action items. Nobody asks tantivy for them, so it is spared the work.
struct Index {
    words: Words,
    met: Met,
    /// Action item and how often it says the word, in order.
    postings: FxHashMap<String, Vec<(u32, u32)>>,
    /// Tokens of each.
    lengths: Vec<u32>,
}

impl Index {
    fn new(language: &str) -> Self {
        let met = Met::default();
        Self {
            words: Words::noting(language, &met),
            met,
            postings: FxHashMap::default(),
            lengths: Vec::new(),
        }
    }

    fn add(&mut self, text: &str) {
        let id = self.lengths.len() as u32;
        let mut length = 0;
        self.words.token_stream(text).process(&mut |token| {
            length += 1;
            match self.postings.get_mut(&token.text) {
                Some(postings) => match postings.last_mut() {
                    Some(last) if last.0 == id => last.1 += 1,
                    _ => postings.push((id, 1)),
                },
                None => {
                    self.postings.insert(token.text.clone(), vec![(id, 1)]);
                }
            }
        });
        self.lengths.push(length);
    }

    /// Calls back with every word, in the order of their bytes.
    fn each(self, mut take: impl FnMut(&Term)) {
        let total = self.lengths.len() as u64;
        let tokens: u64 = self.lengths.iter().map(|&length| u64::from(length)).sum();
        let weight = unit(total, tokens as Score / total as Score, 1.0);
        let lengths = self.lengths.iter();
        let norms: Vec<u8> = lengths
            .map(|&length| FieldNormReader::fieldnorm_to_id(length))
            .collect();
        let mut words: Vec<_> = self.postings.into_iter().collect();
        words.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        for (key, postings) in words {
            let rarity = rarity(postings.len() as u64, total);
            let postings = postings.into_iter();
            let postings = postings.map(|(id, count)| Posting {
                id,
                score: weight.score(norms[id as usize], count) * rarity,
                positions: 0..0,
            });
            take(&Term {
                key,
                postings: postings.collect(),
                positions: Vec::new(),
            });
        }
    }
}
