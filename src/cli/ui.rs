//! The two streams: results to stdout, everything else to stderr.

use std::io::{self, BufWriter, IsTerminal as _, Write as _};

use console::Term;
use serde::Serialize;

use super::error::CommandError;
use crate::diag::Diagnostic;
use crate::research::Books;

/// Where a command speaks.
#[derive(Debug)]
pub(super) struct Ui {
    json: bool,
    quiet: bool,
    /// The diagnostics so far: timeranges of one strategy have the same ones.
    said: Vec<String>,
}

impl Ui {
    pub(super) fn new(json: bool, quiet: bool) -> Self {
        Self { json, quiet, said: Vec::new() }
    }

    /// Whether results are one JSON document.
    pub(super) fn is_json(&self) -> bool {
        self.json
    }

    /// Whether only results and errors are wanted.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether somebody watches.
    pub(super) fn is_terminal() -> bool {
        io::stderr().is_terminal()
    }

    /// How many letters a line of results has, and whether they may have colours.
    pub(super) fn canvas() -> (u16, bool) {
        const WIDTH: u16 = 100;
        let width = Term::stdout().size_checked().map_or(WIDTH, |(_, width)| width);
        (width, io::stdout().is_terminal() && console::colors_enabled())
    }

    /// Something that could not be done, while other things were.
    pub(super) fn fault_line(message: &str, help: &str) {
        let _ = writeln!(io::stderr(), "error: {message}\n = help: {help}");
    }

    /// What could not be done, as a text of several faults.
    pub(super) fn faults(text: &str) {
        let _ = io::stderr().write_all(text.as_bytes());
    }

    /// A part of the results. A reader that has gone away is no error.
    pub(super) fn result(&mut self, text: &str) {
        if !self.json {
            let _ = io::stdout().write_all(text.as_bytes());
        }
    }

    /// The one document of `--json`.
    pub(super) fn document(value: &impl Serialize) {
        let mut out = BufWriter::new(io::stdout().lock());
        let _ = serde_json::to_writer_pretty(&mut out, value);
        let _ = writeln!(out);
    }

    /// Something worth knowing that is no result.
    pub(super) fn note(&mut self, text: &str) {
        if !self.quiet {
            let _ = writeln!(io::stderr(), "{text}");
        }
    }

    /// What became of the books.
    pub(super) fn news(&mut self, books: &mut Books) {
        books.news().iter().for_each(|news| self.note(&format!("note: {news}")));
    }

    /// A warning about a strategy, once.
    pub(super) fn diagnostic(&mut self, diagnostic: &Diagnostic) {
        let text = diagnostic.to_string();
        if !self.quiet && self.is_new(&text) {
            let _ = writeln!(io::stderr(), "{text}");
        }
    }

    /// Why a strategy has no result, once.
    pub(super) fn failure(&mut self, diagnostic: &Diagnostic) {
        let text = diagnostic.to_string();
        if self.is_new(&text) {
            let _ = writeln!(io::stderr(), "{text}");
        }
    }

    /// Whether a text was not said before.
    fn is_new(&mut self, text: &str) -> bool {
        let is_new = !self.said.iter().any(|said| said == text);
        if is_new {
            self.said.push(text.to_owned());
        }
        is_new
    }

    /// A fault of a strategy or its candles, which leaves nothing else to show.
    pub(super) fn fault(&mut self, fault: &Diagnostic) {
        if self.json {
            Self::document(&serde_json::json!({ "error": fault }));
        }
        let _ = writeln!(io::stderr(), "{fault}");
    }

    /// Why nothing was done.
    pub(super) fn error(&mut self, error: &CommandError) {
        if self.json {
            Self::document(&serde_json::json!({
                "error": { "message": error.message, "help": error.help, "code": error.code }
            }));
        }
        let _ = writeln!(io::stderr(), "error: {}\n = help: {}", error.message, error.help);
    }
}
