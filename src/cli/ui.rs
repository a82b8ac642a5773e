//! The two streams: results to stdout, everything else to stderr.

use std::io::{self, Write as _};

use serde_json::Value;

use super::error::CommandError;
use crate::diag::Diagnostic;

/// Where a command speaks.
#[derive(Debug)]
pub(super) struct Ui {
    json: bool,
    quiet: bool,
}

impl Ui {
    pub fn new(json: bool, quiet: bool) -> Self {
        Self { json, quiet }
    }

    /// Whether results are one JSON document.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// A part of the results. A reader that has gone away is no error.
    pub fn result(&mut self, text: &str) {
        if !self.json {
            let _ = io::stdout().write_all(text.as_bytes());
        }
    }

    /// The one document of `--json`.
    pub fn document(&mut self, value: &Value) {
        let text = serde_json::to_string_pretty(value).expect("plain data is written as JSON");
        let _ = writeln!(io::stdout(), "{text}");
    }

    /// Something worth knowing that is no result.
    pub fn note(&mut self, text: &str) {
        if !self.quiet {
            let _ = writeln!(io::stderr(), "{text}");
        }
    }

    /// A warning about a strategy.
    pub fn diagnostic(&mut self, diagnostic: &Diagnostic) {
        self.note(&diagnostic.to_string());
    }

    /// Why nothing was done.
    pub fn error(&mut self, error: &CommandError) {
        if self.json {
            self.document(&serde_json::json!({
                "error": { "message": error.message, "help": error.help, "code": error.code }
            }));
        }
        let _ = writeln!(io::stderr(), "error: {}\n = help: {}", error.message, error.help);
    }
}
