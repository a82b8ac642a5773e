//! What does a new workspace hold? The files of this repository's root, which is a workspace itself:
//! there is one copy of each.

mod files;

pub use files::{TemplateError, Written, keep_or_write, make_folder};

use std::path::Path;

/// The log of the research, below a workspace.
pub const RESULTS: &str = "results.tsv";

/// What it holds from the beginning: its header.
pub const RESULTS_TEXT: &str = "commit\tevent\tstrategy_name\tsharpe\tmax_dd\tnote\n";

/// Folders that a workspace has from the beginning.
const FOLDERS: [&str; 3] = ["user_data/strategies", "user_data/data", "user_data/backtest_results"];

/// The config of a new workspace.
pub const CONFIG: &str = include_str!("../../config.json");

/// What else is in a new workspace, by path.
const FILES: [(&str, &str); 6] = [
    ("program.md", include_str!("../../program.md")),
    ("AGENTS.md", include_str!("../../AGENTS.md")),
    (".claude/settings.json", include_str!("../../.claude/settings.json")),
    (".gitignore", include_str!("../../.gitignore")),
    (
        "user_data/strategies/_template.rhai",
        include_str!("../../user_data/strategies/_template.rhai"),
    ),
    (RESULTS, RESULTS_TEXT),
];

/// A line with these words, and all that follows it, speaks of the source tree of the program.
const SOURCE_TREE: &str = "the source tree of autoquant only";

/// Writes a workspace with a config into a folder. Files that are there already are left as they are.
pub fn write(folder: &Path, config: &str) -> Result<Vec<Written>, TemplateError> {
    for below in FOLDERS {
        make_folder(&folder.join(below))?;
    }
    let files = std::iter::once(("config.json", config)).chain(FILES);
    files
        .map(|(path, text)| {
            let of_workspace = of_workspace(text);
            let written = keep_or_write(&folder.join(path), of_workspace.as_bytes())?;
            Ok(Written { path: path.to_owned(), written })
        })
        .collect()
}

/// The part of a file that is a workspace's: what stands above the line that begins the source tree's.
fn of_workspace(text: &str) -> &str {
    let Some(words) = text.find(SOURCE_TREE) else { return text };
    let line = text[..words].rfind('\n').map_or(0, |end| end + 1);
    text[..line].strip_suffix("\n\n").map_or(&text[..line], |_| &text[..line - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_below_the_marker_is_no_part_of_a_workspace() {
        assert_eq!(of_workspace("a\nb\n"), "a\nb\n");
        let text = format!("a\n\n<!-- {SOURCE_TREE} -->\n\nb\n");
        assert_eq!(of_workspace(&text), "a\n");
        assert_eq!(of_workspace(&format!("a\n# {SOURCE_TREE}\nb\n")), "a\n");
        assert_eq!(of_workspace(&format!("# {SOURCE_TREE}\nb\n")), "");
    }
}
