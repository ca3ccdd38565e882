//! What has only the ordinary in common did not happen again: a wrong link costs more trust than ten right ones earn.
//!
//! The collections lie beside this repository (`KB_SHARED`, else `../shared`): without them that test says so and passes.

use kb::patterns::similar::Kind;
use kb::pipeline::{self, KnowledgeBase};
use kb::read;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn built(folder: &Path) -> KnowledgeBase {
    let input = read::input(&read::Request {
        dir: Some(folder.to_path_buf()),
        ..read::Request::default()
    });
    pipeline::build(&input.expect("a folder that can be read"))
}

/// Pairs of sources that are called *happened again*, the earlier one first.
fn again(base: &KnowledgeBase) -> BTreeSet<(String, String)> {
    let incidents = &base.corpus.incidents;
    let mut pairs = BTreeSet::new();
    for (index, links) in base.patterns.similar.iter().enumerate() {
        for link in links.iter().filter(|link| link.kind == Kind::Again) {
            let (first, second) = (index.min(link.other), index.max(link.other));
            pairs.insert((
                incidents[first].source.clone(),
                incidents[second].source.clone(),
            ));
        }
    }
    pairs
}

/// Documents by the collection that they are from.
fn collections() -> Option<Vec<(String, Vec<PathBuf>)>> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let corpus = std::env::var_os("KB_SHARED")
        .map_or_else(beside, PathBuf::from)
        .join("corpus");
    if !corpus.is_dir() {
        eprintln!("skipped: no collections at {}", corpus.display());
        return None;
    }
    let listed = |folder: &Path| {
        let entries = fs::read_dir(folder).expect("a folder");
        let mut paths: Vec<_> = entries
            .map(|entry| entry.expect("an entry").path())
            .collect();
        paths.sort();
        paths
    };
    let mut found = Vec::new();
    for folder in listed(&corpus) {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        if !folder.is_dir() || ["gold", "templates"].contains(&&*name) {
            continue;
        }
        let documents = listed(&folder).into_iter();
        let documents = documents.filter(|path| path.extension().is_some_and(|end| end == "md"));
        found.push((name.into_owned(), documents.collect()));
    }
    Some(found)
}

#[test]
fn incidents_of_different_organisations_are_not_called_the_same_again() {
    let Some(collections) = collections() else {
        return;
    };
    // All of it in one folder: no link may lead from one organisation to another.
    let all = tempfile::tempdir().unwrap();
    for (name, documents) in &collections {
        let folder = all.path().join(name);
        fs::create_dir(&folder).unwrap();
        for path in documents {
            fs::copy(path, folder.join(path.file_name().unwrap())).unwrap();
        }
    }
    let organisation = |source: &String| source.split('/').next().map(str::to_string);
    let joined = again(&built(all.path()));
    let crossing: Vec<_> = joined
        .iter()
        .filter(|(one, other)| organisation(one) != organisation(other))
        .collect();
    eprintln!(
        "{} happened again, {} across organisations",
        joined.len(),
        crossing.len()
    );
    assert!(crossing.len() <= 2, "{crossing:?}");

    // And a hundred pairs, each in a folder of its own, drawn with a generator that is the same everywhere.
    let mut state = 20_261_121_u64;
    let mut draw = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut wrong = Vec::new();
    for _ in 0..100 {
        let one = draw(collections.len());
        let other = (one + 1 + draw(collections.len() - 1)) % collections.len();
        let pair = tempfile::tempdir().unwrap();
        for collection in [one, other] {
            let documents = &collections[collection].1;
            let path = &documents[draw(documents.len())];
            let name = format!(
                "{collection}-{}",
                path.file_name().unwrap().to_string_lossy()
            );
            fs::copy(path, pair.path().join(name)).unwrap();
        }
        wrong.extend(again(&built(pair.path())));
    }
    eprintln!("{} of 100 pairs", wrong.len());
    assert!(wrong.len() <= 2, "{wrong:?}");
}

#[test]
fn a_common_factor_is_no_recurrence() {
    // Two organisations, all of whose incidents have a factor that everybody has: no alert, no test, a deploy.
    let told = [
        (
            "Checkout refuses cards",
            "A deploy of the payment form",
            "There was no alert on refused cards",
        ),
        (
            "Parcels without labels",
            "A deploy of the label printer's driver",
            "There was no alert on the length of the print queue",
        ),
        (
            "Search finds nothing",
            "A deploy of the analyser of words",
            "No test covers an empty index",
        ),
        (
            "Lights stay on at night",
            "A deploy to the building's controller",
            "No test covers the night plan",
        ),
        (
            "Invoices in the wrong currency",
            "A deploy of the rounding rules",
            "There was no alert on unusual totals",
        ),
        (
            "Trains stand at the junction",
            "A deploy of the timetable",
            "There was no alert on trains that stand",
        ),
        (
            "Photos upside down",
            "A deploy of the thumbnailer",
            "No test covers rotated photos",
        ),
        (
            "Water pressure too low",
            "A deploy to the pump's gateway",
            "There was no alert on low pressure",
        ),
        (
            "Mail arrives a day late",
            "A deploy of the mail relay",
            "There was no alert on the age of mails",
        ),
        (
            "Gates open for everybody",
            "A deploy of the badge reader",
            "No test covers expired badges",
        ),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (number, (title, trigger, factor)) in told.iter().enumerate() {
        let organisation = ["north", "south"][number % 2];
        let text = format!(
            "# {title}\n\nDate: 2026-{:02}-14\nService: {organisation}-{number}\n\n## Summary\n\n{title} since 09:10.\n\n\
             ## Trigger\n\n{trigger}\n\n## Contributing factors\n\n- {factor}\n",
            number + 1
        );
        fs::write(
            folder.path().join(format!("{organisation}-{number}.md")),
            text,
        )
        .unwrap();
    }
    let base = built(folder.path());
    let generic = ["missing-monitoring", "missing-test", "deploy"];
    for key in generic {
        let pattern = base.patterns.get(key).unwrap_or_else(|| panic!("no {key}"));
        assert!(
            pattern.incidents.len() >= 4,
            "{key} is what they have in common"
        );
    }
    assert_eq!(again(&base), BTreeSet::new());

    // The same in pairs, where nothing is rare.
    for (number, one) in told.iter().enumerate() {
        for other in &told[number + 1..] {
            let pair = tempfile::tempdir().unwrap();
            for (place, (title, trigger, factor)) in [one, other].into_iter().enumerate() {
                let text = format!(
                    "# {title}\n\nDate: 2026-{:02}-14\n\n## Trigger\n\n{trigger}\n\n## Contributing factors\n\n- {factor}\n",
                    place + 1
                );
                fs::write(pair.path().join(format!("{place}.md")), text).unwrap();
            }
            assert_eq!(
                again(&built(pair.path())),
                BTreeSet::new(),
                "{one:?} {other:?}"
            );
        }
    }
}
