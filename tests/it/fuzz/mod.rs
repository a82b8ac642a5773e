//! Hostile bytes: every input of `fuzz/corpus`, and the same few thousand changes of them in each run.
//! `scripts/fuzz/run.sh` looks for more.

mod mutate;
mod targets;

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use self::mutate::Mutator;

/// One input takes no longer, also where the processor is shared.
const LONGEST: Duration = Duration::from_secs(5);

/// Calls a target with all inputs of its corpus, and with so many changed ones.
#[expect(clippy::disallowed_methods, reason = "whether an input takes too long is what is asked")]
fn replay(name: &str, target: fn(&[u8]), changed: usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let seeds: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
    let mut mutator = Mutator::new();
    let known = seeds.iter().cloned().zip(paths);
    let mutated = (0..changed).map(|_| {
        let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{name}"));
        (mutator.next(&seeds), kept)
    });
    for (bytes, path) in known.chain(mutated) {
        let start = Instant::now();
        let ended = catch_unwind(|| target(&bytes));
        let took = start.elapsed();
        if ended.is_err() || took > LONGEST {
            fs::write(&path, &bytes).unwrap();
            panic!("{name} fails, or takes {took:?}, on {}", path.display());
        }
    }
}

#[test]
fn scripts_do_no_harm() {
    replay("script", targets::script, 1_000);
}

#[test]
fn configs_do_no_harm() {
    replay("config", targets::config, 2_000);
}

#[test]
fn feather_files_do_no_harm() {
    replay("feather", targets::feather, 20_000);
}

#[test]
fn candles_from_elsewhere_do_no_harm() {
    replay("import", targets::import, 10_000);
}

#[test]
fn results_do_no_harm() {
    replay("results", targets::results, 5_000);
}
