//! A strategy's file: how it is called, what it says with all that it imports, which version it is.

use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use super::commit::commit;
use crate::diag::Diagnostic;
use crate::job::ScriptText;

/// A strategy's file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Strategy {
    /// The file's stem.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// How it is shown: relative to the workspace where it lies in it.
    pub shown: String,
}

impl Strategy {
    /// Reads its script and those that it imports, or says why one cannot be read. A byte order mark is
    /// left out, and so is an import without a file: the script is told of it at its place.
    pub fn read(&self) -> Result<ScriptText, Box<Diagnostic>> {
        let text = read_text(&self.path, &self.shown)?;
        let mut imports = BTreeMap::new();
        let mut open = VecDeque::from(ScriptText::imported(&text));
        // One more than is allowed: it is told of them.
        while let Some(name) =
            open.pop_front().filter(|_| imports.len() <= ScriptText::MOST_IMPORTS)
        {
            let path = self.path.with_file_name(&name).with_extension("rhai");
            if imports.contains_key(&name) || !path.is_file() {
                continue;
            }
            let text = read_text(&path, &ScriptText::beside(&self.shown, &name))?;
            open.extend(ScriptText::imported(&text));
            imports.insert(name, text);
        }
        Ok(ScriptText { file: self.shown.clone(), text, imports })
    }
}

impl Strategy {
    /// The name of its file.
    pub(super) fn file_name(&self) -> String {
        format!("{}.rhai", self.name)
    }

    /// The version of its script: the commit that has it and what it imports.
    pub fn commit(&self, root: &Path, script: &ScriptText) -> String {
        let imported = script.imports.keys();
        let imported: Vec<PathBuf> =
            imported.map(|name| self.path.with_file_name(name).with_extension("rhai")).collect();
        let files: Vec<&Path> =
            std::iter::once(&self.path).chain(&imported).map(PathBuf::as_path).collect();
        commit(root, &files)
    }
}

/// The text of a script.
fn read_text(path: &Path, shown: &str) -> Result<String, Box<Diagnostic>> {
    let unreadable = |problem: &str| Box::new(unreadable(shown, problem));
    let of_file = |error: std::io::Error| match error.kind() {
        ErrorKind::IsADirectory => unreadable("it is a folder"),
        _ => unreadable(&error.to_string()),
    };
    let mut file = fs::File::open(path).map_err(of_file)?;
    // A little more than is allowed: whether there is more is all that counts.
    let mut bytes = Vec::new();
    file.by_ref()
        .take(4 * ScriptText::MOST_BYTES as u64)
        .read_to_end(&mut bytes)
        .map_err(of_file)?;
    let whole = file.metadata().map_or(0, |data| data.len());
    if whole > bytes.len() as u64 {
        return Err(Box::new(ScriptText::too_long(shown, whole)));
    }
    let text = String::from_utf8(bytes).map_err(|_| unreadable("it is no UTF-8 text"))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn unreadable(file: &str, problem: &str) -> Diagnostic {
    let message = format!("{file} cannot be read: {problem}");
    Diagnostic::error("AQ115", message).with_help("a strategy is a file of UTF-8 text")
}
