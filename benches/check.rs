//! What `kb check` takes beside reading and understanding the documents: `cargo bench --bench check -- FOLDER [ROUNDS]`.
//!
//! Three processes, each with one thread, one after the other and round after round:
//!
//! - *read*: the project is read from the disk;
//! - *extract*: the same, then every document is parsed and its facts are taken out;
//! - *check*: `kb check FOLDER --format json`, the program as it is, into a file that nobody reads.
//!
//! Each begins with nothing in memory, so that starting, asking the system for memory and compiling expressions count in
//! all of them. Printed are seconds of the processor, the median of the rounds, and the ratio that the bar is about:
//! check to extract, both without what reading takes, since it depends on the disk and would only flatter. With reading
//! in both is the second figure. `KB` names another program to measure.
//!
//! A machine with other work to do shares its caches, so there instructions are counted instead, of the same processes:
//!
//! ```text
//! export RAYON_NUM_THREADS=1
//! valgrind --tool=callgrind kb check FOLDER --quiet --format json
//! KB_BENCH_STAGE=extract valgrind --tool=callgrind target/release/deps/check-… FOLDER     # and with `read`
//! ```

use kb::{extract, read};
use std::hint::black_box;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// As in the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Says which process this is.
const STAGE: &str = "KB_BENCH_STAGE";

fn main() {
    let mut given = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'));
    let Some(folder) = given.next().map(PathBuf::from) else {
        eprintln!("skipped: no folder of documents is named");
        return;
    };
    let rounds = given.next().and_then(|rounds| rounds.parse().ok());
    if let Ok(stage) = std::env::var(STAGE) {
        return run(&stage, folder);
    }
    let own = std::env::current_exe().expect("the path of this program");
    let stage = |name: &str| {
        let mut command = Command::new(&own);
        command.env(STAGE, name).arg(&folder);
        command
    };
    let program = std::env::var_os("KB").unwrap_or_else(|| env!("CARGO_BIN_EXE_kb").into());
    let mut check = Command::new(program);
    check
        .args(["check", "--quiet", "--format", "json"])
        .arg(&folder);
    let mut commands = [stage("read"), stage("extract"), check];
    let mut seconds: [Vec<f64>; 3] = Default::default();
    for _ in 0..rounds.unwrap_or(5) {
        for (command, seconds) in commands.iter_mut().zip(&mut seconds) {
            let before = children_seconds();
            command.env("RAYON_NUM_THREADS", "1").stdout(Stdio::null());
            // Findings are no failure.
            command.status().expect("a process");
            seconds.push(children_seconds() - before);
        }
    }
    let [read, extract, check] = seconds.map(|mut seconds| {
        seconds.sort_by(f64::total_cmp);
        seconds[seconds.len() / 2]
    });
    println!(
        "read {read:.2} s, extract {:.2} s, check {:.2} s: {:.2} times; with reading in both {:.2} times",
        extract - read,
        check - read,
        (check - read) / (extract - read),
        check / extract,
    );
}

/// A process that does a part of what a check does.
fn run(stage: &str, folder: PathBuf) {
    let request = read::Request {
        dir: Some(folder),
        ..read::Request::default()
    };
    let input = read::input(&request).expect("a folder that can be read");
    if stage == "extract" {
        black_box(extract::all(&input));
    }
    // As the program does: memory goes with the process.
    std::process::exit(0);
}

/// What processes that have ended took of the processor, where the system tells it.
fn children_seconds() -> f64 {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name in the second field may hold blanks.
    let fields = told.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(13).take(2);
    ticks
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}
