//! How long it takes to find what shows across incidents: `cargo bench --bench patterns -- FOLDER [ROUNDS]`.
//!
//! Prints seconds of the processor (all cores together) and of the clock, the fastest round of several, and apart from it
//! the time that putting factors under categories takes, which is part of both.

use kb::model::Corpus;
use kb::patterns::taxonomy::Taxonomy;
use kb::read::{self, Input};
use kb::{address, extract, ledger, patterns};
use std::path::PathBuf;
use std::time::Instant;

/// As in the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// One way to spend time on a corpus.
type Way<'w> = &'w mut dyn FnMut(&Input, &mut Corpus);

fn main() {
    let mut given = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'));
    let Some(folder) = given.next().map(PathBuf::from) else {
        eprintln!("skipped: no folder of documents is named");
        return;
    };
    let rounds = given.next().and_then(|rounds| rounds.parse().ok());
    let request = read::Request {
        dir: Some(folder),
        ..read::Request::default()
    };
    let input = read::input(&request).expect("a folder that can be read");
    let mut corpus = extract::all(&input).value;
    address::assign(&mut corpus);
    ledger::settle(&input, &mut corpus);
    let taxonomy = Taxonomy::read(&input).value;
    let mut classified = corpus.clone();
    let mut best = [[f64::MAX; 2]; 2];
    let mut links = 0;
    for _ in 0..rounds.unwrap_or(3) {
        let ways: [Way<'_>; 2] = [
            &mut |_, corpus| patterns::classify(&taxonomy, corpus),
            &mut |input, corpus| {
                let found = patterns::find(input, corpus, None).value;
                links = found.similar.iter().map(Vec::len).sum();
            },
        ];
        for (way, best) in ways.into_iter().zip(&mut best) {
            let (clock, processor) = (Instant::now(), processor_seconds());
            way(&input, &mut classified);
            best[0] = best[0].min(processor_seconds() - processor);
            best[1] = best[1].min(clock.elapsed().as_secs_f64());
        }
    }
    let [categories, all] = best;
    println!(
        "{} incidents, {links} links: {:.2} s of the processor, {:.2} s; of these categories {:.2} s, {:.2} s",
        corpus.incidents.len(),
        all[0],
        all[1],
        categories[0],
        categories[1],
    );
}

/// What all threads of this process have used so far, where the system tells it.
fn processor_seconds() -> f64 {
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten();
    let of = |task: std::fs::DirEntry| {
        let told = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
        told.split_whitespace().next()?.parse::<f64>().ok()
    };
    tasks.flatten().filter_map(of).sum::<f64>() / 1e9
}
