//! What a new workspace holds, in words and as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json as value};

use crate::job::SCHEMA;
use crate::templates::Written;

/// A line for each file, and one for the repository: the commit that was made in a new one.
pub fn initialised(files: &[Written], commit: Option<&str>) -> String {
    let mut text = String::new();
    for file in files {
        let done = if file.written { "wrote" } else { "kept " };
        writeln!(text, "{done} {}", file.path).expect("a string takes all text");
    }
    match commit {
        Some(id) => writeln!(text, "made  a git repository with the commit {id}"),
        None => writeln!(text, "kept  the git repository as it is: nothing was committed"),
    }
    .expect("a string takes all text");
    text
}

/// The same as data.
pub fn initialised_json(directory: &str, files: &[Written], commit: Option<&str>) -> Value {
    let files = files.iter().map(|file| value!({ "path": file.path, "written": file.written }));
    value!({
        "schema": SCHEMA,
        "directory": directory,
        "files": files.collect::<Vec<_>>(),
        "repository": { "made": commit.is_some(), "commit": commit },
    })
}
