//! The direction of imports: each module of the library knows only those below it, and each heavy
//! crate has one home.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules, top to bottom.
const LAYERS: [&str; 17] = [
    "cli",
    "report",
    "research",
    "demo",
    "templates",
    "check",
    "job",
    "backtest",
    "strategy",
    "fetch",
    "import",
    "data",
    "indicators",
    "diag",
    "model",
    "workers",
    "memory",
];

/// Crates and the folders that may name them.
const HOMES: [(&str, &[&str]); 25] = [
    ("clap", &["cli/"]),
    ("clap_complete", &["cli/"]),
    ("tabled", &["report/"]),
    ("csv", &["report/", "fetch/", "import/"]),
    ("base64", &["report/"]),
    ("flate2", &["import/", "report/"]),
    ("console", &["cli/"]),
    ("open", &["cli/"]),
    ("plotly", &["report/"]),
    ("ratatui_core", &["report/"]),
    ("ratatui_widgets", &["report/"]),
    ("resvg", &["report/"]),
    ("git2", &["research/"]),
    ("jsonc_parser", &["research/"]),
    ("rhai", &["strategy/script/"]),
    ("polars", &["data/"]),
    ("polars_arrow", &["data/"]),
    ("yata", &["indicators/"]),
    ("pulp", &["indicators/"]),
    ("rand_chacha", &["demo/"]),
    ("reqwest", &["fetch/"]),
    ("tokio", &["fetch/"]),
    ("zip", &["fetch/", "report/"]),
    ("sha2", &["fetch/"]),
    ("indicatif", &["cli/"]),
];

/// The most lines of a file, tests included.
const LONGEST: usize = 700;

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be read") {
        let path = entry.expect("src can be read").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// Every source with its path below `src`.
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    found.sort();
    let name = |path: &PathBuf| {
        let below = path.strip_prefix(&root).expect("it was found there");
        below.to_string_lossy().replace('\\', "/")
    };
    found.iter().map(|path| (name(path), fs::read_to_string(path).expect("UTF-8"))).collect()
}

/// The lines of code with their numbers, comments cut off.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line.split("//").next().unwrap_or_default()))
        .filter(|(_, line)| !line.trim().is_empty())
}

/// The modules that a line reaches by `crate::`.
fn reached(line: &str) -> Vec<String> {
    line.match_indices("crate::")
        .flat_map(|(at, _)| {
            let rest = &line[at + "crate::".len()..];
            let list = rest.strip_prefix('{').map_or(rest, |list| list);
            let names: Vec<&str> =
                if rest.starts_with('{') { list.split(',').collect() } else { vec![list] };
            names.into_iter().map(|name| {
                name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
            })
        })
        .collect()
}

fn layer(name: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| *layer == name)
}

#[test]
fn modules_import_only_from_below() {
    let mut faults = Vec::new();
    for (file, text) in files() {
        let Some(own) = layer(file.split(['/', '.']).next().unwrap_or_default()) else { continue };
        for (number, line) in code(&text) {
            for target in reached(line) {
                if layer(&target).is_some_and(|target| target < own) {
                    faults.push(format!("{file}:{number}: {} must not know {target}", LAYERS[own]));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Whether a line names a crate. `yata::EMA` is a function of scripts, told in a text: the crate of that name
/// has nothing but modules.
fn names(line: &str, name: &str) -> bool {
    line.match_indices(&format!("{name}::")).any(|(at, found)| {
        let part_of_a_word = line[..at].ends_with('_');
        let module = line[at + found.len()..].starts_with(|c: char| c.is_lowercase() || c == '{');
        !part_of_a_word && (name != "yata" || module)
    })
}

#[test]
fn heavy_crates_have_one_home() {
    let mut faults = Vec::new();
    for (file, text) in files() {
        for (number, line) in code(&text) {
            for (name, homes) in HOMES {
                if names(line, name) && !homes.iter().any(|home| file.starts_with(home)) {
                    faults.push(format!("{file}:{number}: {name} belongs into {homes:?}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn scripts_are_known_to_their_own_folder_to_jobs_and_to_checks_only() {
    for (file, text) in files() {
        let may = ["strategy/", "job/", "check/"].iter().any(|home| file.starts_with(home));
        let knows = code(&text).find(|(_, line)| line.contains("strategy::script"));
        assert!(may || knows.is_none(), "{file}: {knows:?}");
    }
}

#[test]
fn no_file_outgrows_its_one_idea() {
    for (file, text) in files() {
        let lines = text.lines().count();
        assert!(lines <= LONGEST, "{file} has {lines} lines: look for a seam");
    }
}

#[test]
fn the_check_itself_sees_what_it_must() {
    assert_eq!(reached("use crate::model::pair::Pair;"), ["model"]);
    assert_eq!(reached("use crate::{model, data::Store};"), ["model", "data"]);
    assert_eq!(code("// crate::cli\nlet a = 1;").count(), 1);
    assert!(layer("cli") < layer("model") && layer("main").is_none());
    assert!(files().len() > 50);
}
