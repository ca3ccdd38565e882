//! Classification, measured against annotations that were made before the cues were tuned.
//!
//! `data/classification.json` names factors of the gold annotations by document and index, not by their words, in two
//! halves: cues may be tuned on `tune`; only `held_out` counts. The gold annotations are not part of this repository:
//! without them (`KB_SHARED`, else `../shared`) the test says so and does nothing.
//!
//! `KB_WORST=1 cargo test --test all classification -- --nocapture` lists the disagreements of `tune`, never the others.

use kb::patterns::cues::Memo;
use kb::patterns::taxonomy::{Axis, Taxonomy, Voice};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

#[test]
fn factors_fall_under_the_categories_that_a_reader_gives_them() {
    let shared = std::env::var_os("KB_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let Some(gold) = gold_factors(&shared.join("corpus/gold")) else {
        eprintln!("skipped: no gold annotations in {}", shared.display());
        return;
    };
    let annotated: Value =
        serde_json::from_str(include_str!("data/classification.json")).expect("annotations");
    let taxonomy = Taxonomy::read(&Default::default()).value;
    let tune = Score::of(
        &taxonomy,
        &annotated["tune"],
        &gold,
        std::env::var_os("KB_WORST").is_some(),
    );
    let held_out = Score::of(&taxonomy, &annotated["held_out"], &gold, false);
    eprintln!("tune     {tune}\nheld out {held_out}");
    assert!(tune.factors + held_out.factors >= 200);
    assert!(held_out.f1() >= 0.80, "held out: {held_out}");
}

/// The factors of each gold document, by its source.
fn gold_factors(folder: &Path) -> Option<BTreeMap<String, Vec<String>>> {
    let mut all = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().flatten() {
        if entry.path().extension().is_some_and(|end| end == "json") {
            let text = std::fs::read(entry.path()).expect("a gold file");
            let gold: Value = serde_json::from_slice(&text).expect("JSON");
            let factors = gold["factors"].as_array().into_iter().flatten();
            let texts = factors.map(|factor| factor["text"].as_str().unwrap_or_default().into());
            let source = gold["source"].as_str().unwrap_or_default();
            all.insert(source.into(), texts.collect());
        }
    }
    (!all.is_empty()).then_some(all)
}

/// Counts over all (factor, category) pairs.
#[derive(Default)]
struct Score {
    factors: usize,
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Score {
    fn of(
        taxonomy: &Taxonomy,
        half: &Value,
        gold: &BTreeMap<String, Vec<String>>,
        show: bool,
    ) -> Self {
        let mut score = Self::default();
        let mut memo = Memo::default();
        for (source, annotated) in half.as_object().expect("a half by source") {
            let texts = gold
                .get(source)
                .unwrap_or_else(|| panic!("{source} is not in the gold"));
            for (text, wanted) in texts.iter().zip(annotated.as_array().expect("a list")) {
                let wanted: BTreeSet<&str> = wanted
                    .as_array()
                    .expect("keys")
                    .iter()
                    .filter_map(Value::as_str)
                    .collect();
                let found: BTreeSet<&str> = taxonomy
                    .classify(text, Voice::Factor, &mut memo)
                    .iter()
                    .map(|assignment| &taxonomy.categories()[assignment.category])
                    .filter(|category| category.axis == Axis::Factor)
                    .map(|category| category.key.as_str())
                    .collect();
                score.factors += 1;
                score.right += wanted.intersection(&found).count();
                score.wrong += found.difference(&wanted).count();
                score.missed += wanted.difference(&found).count();
                if show && wanted != found {
                    eprintln!("{text}\n    wanted {wanted:?}\n    found  {found:?}");
                }
            }
        }
        score
    }

    fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / (self.right + self.missed).max(1) as f64
    }

    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (2 * self.right + self.wrong + self.missed).max(1) as f64
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (p, r, f1) = (self.precision(), self.recall(), self.f1());
        write!(
            f,
            "{} factors: precision {p:.3}, recall {r:.3}, F1 {f1:.3}",
            self.factors
        )
    }
}
