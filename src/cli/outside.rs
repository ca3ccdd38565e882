//! What commands make for readers outside: `--audience NAME`.

use super::options::Terminal;
use super::report;
use crate::audience::{Leak, Taken};
use crate::diagnostic::{Diagnostic, Level};
use crate::error::{Error, Result};
use crate::pipeline;
use crate::read::{self, Input, Request};
use crate::search::export::Export;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// More different leaks than this are counted.
const MANY: usize = 20;

/// What a run works with.
pub struct Prepared {
    pub input: Input,
    /// Where readers outside are meant: what was taken out for them.
    pub taken: Option<Taken>,
    /// Some document could not be let out.
    pub failed: bool,
}

/// Reads a project for whom it is asked, and says what a human should look at.
///
/// # Errors
/// Those of reading; an audience that is not there.
pub fn read(request: &Request, terminal: &Terminal) -> Result<Prepared> {
    let input = read::input(request)?;
    let Some(outside) = pipeline::outside(&input) else {
        return Ok(Prepared {
            input,
            taken: None,
            failed: false,
        });
    };
    let mut diagnostics = Vec::new();
    let outside = outside.keep(&mut diagnostics);
    diagnostics.sort_by(|a: &Diagnostic, b| a.position().cmp(&b.position()));
    report::diagnostics(&input.sources, &diagnostics, terminal);
    Ok(Prepared {
        input: outside.input,
        taken: Some(outside.taken),
        failed: diagnostics.iter().any(|found| found.level == Level::Error),
    })
}

/// Looks through every byte below a folder, and through the words of the search.
///
/// # Errors
/// Anything that was taken out is in there.
pub fn prove(taken: &Taken, folder: &Path, search: &Export) -> Result<()> {
    let files = read::walk::files(folder);
    let looked: Vec<Vec<Leak>> = files
        .par_iter()
        .map(|file| match std::fs::read(&file.location) {
            Ok(bytes) => Ok(taken.leaks(&file.path, &bytes)),
            Err(cause) => Err(Error::at(&file.location, "read", cause)),
        })
        .collect::<Result<_>>()?;
    let mut leaks: Vec<Leak> = looked.into_iter().flatten().collect();
    leaks.extend(taken.leaks_in_words("search/", search.words.iter().map(String::as_str)));
    leaks.sort();
    leaks.dedup();
    if leaks.is_empty() {
        return Ok(());
    }
    let mut kinds: BTreeMap<(&str, &str), Vec<&Leak>> = BTreeMap::new();
    for leak in &leaks {
        kinds.entry((leak.what, &leak.text)).or_default().push(leak);
    }
    let mut lines: Vec<String> = kinds
        .iter()
        .take(MANY)
        .map(|((what, text), all)| {
            let more = match all.len() {
                1 => String::new(),
                count => format!(", and {} more", count - 1),
            };
            format!("  {}:{}: {what}: `{text}`{more}", all[0].path, all[0].line)
        })
        .collect();
    if kinds.len() > MANY {
        lines.push(format!("  and {} more", kinds.len() - MANY));
    }
    let places = super::report::count(leaks.len(), "place");
    Err(Error::new(format!("the site was not written: {places} in it would show what stays inside\n{}", lines.join("\n")))
        .hint("change the document or its `id`, or name the word in `keep` of the audience if it may be seen"))
}
