//! What care would have been, in the words that say that it was not taken: "without …", "before …", "instead of …".

use super::*;
use crate::check::prose::is_one;

/// After "against" and its like: what people were told.
pub fn advice_follows(s: &Sentence<'_>, at: usize) -> bool {
    (at..at + 6)
        .take_while(|&at| !s.is(at, BOUNDARY) && s.word(at) != ",")
        .any(|at| {
            s.is(at, ADVICE)
                || s.has(at, &["been|being", "told|shown|warned|taught|asked|reminded|advised|instructed"])
        })
        || matches!(s.word(at), "what" | "everything" | "all")
            && (at + 1..at + 9).any(|at| {
                is_one(s.word(at), "told|taught|said|says|agreed|asked|promised|instructed|shown|learned|learnt|advised")
            })
}

/// After "instead of" and "rather than": what care, or a steady hand, would have done.
pub fn instead(s: &Sentence<'_>, deed: usize, at: usize) -> bool {
    let word = s.word(at);
    // A decision weighs one against the other.
    let decided = s.has(
        deed,
        &["opted|decided|chose|preferred|wanted|used|started|selected|picked|tried|continued"],
    );
    let gerund =
        word.len() > 5 && word.ends_with("ing") && (word != "waiting" || waited_for(s, at + 1));
    gerund && (!decided || stem_is(word, "ing", CARE))
        || s.is(at, CARE) && word != "take"
        || s.has(at, &["the", "right|correct|staging|test|intended"])
        || s.is(deed, DESTROYED | CHOSE)
            && !decided
            && !gerund
            && !s.has(deed, &["removed|dropped"])
        || s.is(deed, DESTROYED)
}

/// After "before": a check that was still to come.
pub fn too_early(s: &Sentence<'_>, deed: usize, at: usize) -> bool {
    let word = s.word(at);
    if stem_is(word, "ing", CARE) {
        return !is_one(
            word,
            "noticing|realising|realizing|knowing|recognising|recognizing|taking|catching|spotting|stopping|\
            escalating|responding|learning|requesting|reporting|updating|mentioning|reacting|intervening",
        );
    }
    s.has(at, &["making", "sure|certain"])
        || s.is(deed, SHIPPED)
            && (at + 1..at + 9)
                .take_while(|&at| s.word(at) != ",")
                .any(|at| {
                    is_one(s.word(at), "tested|approved|reviewed|verified|checked|passed|finished|complete|ready|done|validated|signed")
                })
}

/// After "without": what care would have been.
pub fn lacks_care(s: &Sentence<'_>, at: usize) -> bool {
    let mut at = at;
    while is_one(
        s.word(at),
        "even|ever|first|so|much|as|properly|fully|actually",
    ) {
        at += 1;
    }
    let word = s.word(at);
    if word == "waiting" {
        return waited_for(s, at + 1);
    }
    if word == "reading" || word.ends_with("ing") && !s.is(at, DILIGENCE) {
        return !is_one(
            word,
            "knowing|seeing|having|being|interrupting|affecting|causing|losing|breaking|impacting|stopping|\
            draining|noticing|realising|realizing|warning|success|using|restarting|touching|changing|waking",
        );
    }
    (at..at + 4).any(|at| {
        is_one(s.word(at), "review|approval|backup|permission|authorisation|authorization|notice|supervision|consultation|\
            thought|attention|care|checks|check|tests|test|verification|validation|testing|coordination|dry|\
            understanding|plan|announcement|caution|confirmation|reviewing|checking|ticket|consent")
    }) && !matches!(word, "automated" | "automatic" | "any" | "an")
        || s.has(
            at,
            &["any", "review|testing|approval|tests|checks|verification|thought|care|warning|notice|plan"],
        )
}

/// After "waiting": what one waits for out of care.
pub fn waited_for(s: &Sentence<'_>, at: usize) -> bool {
    (at..at + 7).any(|at| {
        is_one(s.word(at), "ci|review|approval|tests|test|check|checks|backup|confirmation|permission|reply|answer|go-ahead|\
            build|green|sign-off|results|reviewer|others")
    })
}

/// "Not broken", "wrong with", "bad gateway".
pub fn not_a_fault(s: &Sentence<'_>, at: usize) -> bool {
    let before = if at > 0 { s.word(at - 1) } else { "" };
    matches!(before, "not" | "no" | "as" | "possibly" | "if" | "whether")
        || s.has(at, &["broken", "by|down|into"])
        || s.has(at, &["wrong", "with"])
        || s.word(at) == "bad"
            && matches!(s.word(at + 1), "news" | "gateway" | "request" | "requests")
        || s.word(at) == "wrong" && is_one(before, "went|gone|was|were|be|something|what's|is")
        || s.word(at) == "incorrect" && matches!(before, "was" | "were" | "be")
}
