//! What was logged, and what was brought back.

use serde_json::{Value, json};

use crate::research::{LoggedRow, Restored};

/// The rows that were logged, as they stand in the file.
pub fn logged(rows: &[LoggedRow]) -> String {
    let lines = rows.iter().map(|row| format!("logged: {}", row.row.replace('\t', "  ")));
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// The rows that were logged.
pub fn logged_json(rows: &[LoggedRow]) -> Value {
    json!({ "rows": rows })
}

/// The files that were written.
pub fn restored(restored: &Restored) -> String {
    let trial = restored.trial;
    if restored.written.is_empty() {
        return format!("{} is the script of trial {trial} already\n", restored.strategy);
    }
    let lines = restored.written.iter().map(|file| format!("wrote {file} (trial {trial})"));
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// The files that were written.
pub fn restored_json(restored: &Restored) -> Value {
    let Restored { trial, strategy, written } = restored;
    json!({ "trial": trial, "strategy": strategy, "written": written })
}
