//! The forms in which the words of the index are written.

use crate::search::tokenizer::Words;
use rustc_hash::FxHashMap;

/// Forms by word of the index, sorted, each with the number of documents that hold it.
pub type Forms<'a> = FxHashMap<String, Vec<(&'a str, u32)>>;

/// Words as they are written, which come sorted, by their stems.
pub fn by_stem<'a>(written: Vec<(&'a str, u32)>, language: &str) -> Forms<'a> {
    let mut words = Words::new(language);
    let mut forms = Forms::default();
    let mut token = String::new();
    for form in written {
        words.token_of(form.0, &mut token);
        match forms.get_mut(&token) {
            Some(others) => others.push(form),
            None => {
                forms.insert(token.clone(), vec![form]);
            }
        }
    }
    forms
}
