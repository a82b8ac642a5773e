//! Faults of a strategy: what, where, why, and the mend.

mod plain;
mod render;
pub mod suggest;
pub mod text;

pub use text::Edit;

use serde::{Deserialize, Serialize};

use self::plain::{MOST_MESSAGE, plain};

/// Something to tell the author of a strategy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable code: `AQ101`.
    pub code: String,
    /// What is wrong, in the script's own terms.
    pub message: String,
    /// The place in the script, when there is one.
    pub place: Option<Place>,
    /// The likely mend.
    pub help: Option<String>,
    /// The likely mend as changes of the script; empty where it takes a thought.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Edit>,
}

/// How bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The strategy cannot run.
    Error,
    /// It runs and may mislead.
    Warning,
    /// Good to know.
    Note,
}

/// A place in a script.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The file, as it is shown.
    pub file: String,
    /// Line number, from 1.
    pub line: usize,
    /// Column of the first character at fault, from 1.
    pub column: usize,
    /// How many characters are at fault.
    pub length: usize,
    /// The text of the line.
    pub source: String,
}

impl Diagnostic {
    /// An error without a place.
    pub fn error(code: &str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code: code.to_owned(),
            message: plain(message.into(), MOST_MESSAGE),
            place: None,
            help: None,
            edits: Vec::new(),
        }
    }

    /// A note without a place.
    pub fn note(code: &str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, message) }
    }

    /// A warning without a place.
    pub fn warning(code: &str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// The same with a mend.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(plain(help.into(), MOST_MESSAGE));
        self
    }

    /// The same with the changes that mend it.
    #[must_use]
    pub fn with_edits(mut self, edits: impl IntoIterator<Item = Edit>) -> Self {
        self.edits.extend(edits);
        self
    }

    /// The same at a place.
    #[must_use]
    pub fn at(mut self, place: Option<Place>) -> Self {
        self.place = place;
        self
    }
}
