//! What somebody said, and what came of it: "promised to watch it but went home", "claimed to have tested it".

use super::*;
use crate::check::prose::is_one;

pub const BEGINS: Class = PAST_FORM;

pub fn at(s: &Sentence<'_>, names: &Names, at: usize) -> Option<Hit> {
    let said = is_one(
        s.word(at),
        "promised|claimed|swore|vowed|pledged|agreed|offered|volunteered|intended|meant|assured|insisted|said",
    );
    if !said {
        return None;
    }
    let but = (at + 2..s.words.len()).find(|&at| is_one(s.word(at), "but|yet|only"))?;
    // "But the pipeline was down": nobody's deed.
    let mut verb = but + 1 + usize::from(is_one(s.word(but + 1), "he|she|then|instead|clearly"));
    verb += usize::from(s.word(verb).ends_with("ly"));
    let other = s.is(verb, PAST_FORM | LEFT_OUT) && !s.is(verb, BE | MENDED)
        || is_one(s.word(verb), "never|didn't|hadn't|did|had|forgot");
    (other && !excuse::given(s, at) && !excuse::passive(s, at))
        .then(|| mind(s, names, at))
        .flatten()
        .and_then(|subject| hit(s, &subject, verb + 1, SENSE))
}
