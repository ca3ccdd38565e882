//! How fast documents are parsed and read, on one core: `cargo bench --bench extract [-- FOLDER]`.
//!
//! Without a folder it takes the fixtures of the tests. Prints documents of 6 KB per second of processor time: the median
//! of several rounds, so that other work on the machine counts little.

use kb::extract;
use kb::read::Input;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// As in the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Size of the document that the figure is about.
const DOCUMENT: f64 = 6000.0;
const ROUNDS: usize = 9;

fn main() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let given = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    let folder = given.map_or_else(|| manifest.join("tests/fixtures"), PathBuf::from);
    let mut texts = Vec::new();
    gather(&folder, &mut texts);
    texts.sort();
    if texts.is_empty() {
        eprintln!("no documents in {}", folder.display());
        std::process::exit(2);
    }
    let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
    // Enough work for a round to last.
    let copies = (2_000_000 / bytes).max(1);
    let mut input = Input::default();
    for copy in 0..copies {
        for (path, text) in &texts {
            let file = input.sources.add(format!("{copy}/{path}"), text.clone());
            input.documents.push(file);
        }
    }
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let one = one.expect("a thread");
    let mut seconds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            one.install(|| {
                let (begin, spent) = (Instant::now(), processor_seconds());
                let corpus = extract::all(&input).value;
                assert!(!corpus.incidents.is_empty());
                match (spent, processor_seconds()) {
                    (Some(before), Some(after)) => after - before,
                    _ => begin.elapsed().as_secs_f64(),
                }
            })
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    let median = seconds[ROUNDS / 2];
    let total = (bytes * copies) as f64;
    println!(
        "{} documents, {:.0} bytes each: {:.1} MB/s, {:.0} documents of 6 KB per second and core (fastest round {:.0})",
        texts.len(),
        bytes as f64 / texts.len() as f64,
        total / median / 1e6,
        total / median / DOCUMENT,
        total / seconds[0] / DOCUMENT,
    );
}

/// What this thread has used, where the system tells it.
fn processor_seconds() -> Option<f64> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = told.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

fn gather(folder: &Path, texts: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, texts);
        } else if path.extension().is_some_and(|extension| extension == "md")
            && let Ok(text) = fs::read_to_string(&path)
        {
            texts.push((path.display().to_string(), text));
        }
    }
}
