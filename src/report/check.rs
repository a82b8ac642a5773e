//! What `check` found, in words and as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json as value};

use crate::check::Checked;
use crate::diag::{Diagnostic, Severity};
use crate::job::SCHEMA;

/// How many mended findings are listed.
const MENDED: usize = 20;

/// What was mended in a file: a line for each finding.
pub fn mended(file: &str, findings: &[Diagnostic]) -> String {
    let what = if findings.len() == 1 { "finding" } else { "findings" };
    let mut text = format!("mended {} {what} in {file}:\n", findings.len());
    for Diagnostic { code, message, place, .. } in findings.iter().take(MENDED) {
        let at = place.as_ref().map_or_else(String::new, |place| format!(" line {},", place.line));
        writeln!(text, " {at} {code}: {message}").expect("a string takes all text");
    }
    if findings.len() > MENDED {
        writeln!(text, "  and {} more", findings.len() - MENDED).expect("a string takes all text");
    }
    text
}

/// The findings of each strategy, and a line that says what it is.
pub fn checked(checked: &[Checked]) -> String {
    let mut text = String::new();
    for one in checked {
        for finding in &one.findings {
            writeln!(text, "{finding}\n").expect("a string takes all text");
        }
        writeln!(text, "{}", line(one)).expect("a string takes all text");
    }
    if checked.len() > 1 {
        let total = counts(|severity| checked.iter().map(|one| one.count(severity)).sum());
        let total = if total.is_empty() { "nothing to say".to_owned() } else { total };
        writeln!(text, "Checked {} strategies: {total}.", checked.len())
            .expect("a string takes all text");
    }
    text
}

fn line(checked: &Checked) -> String {
    let found = counts(|severity| checked.count(severity));
    let summary = checked.summary.map(|summary| summary.to_string());
    let is = summary.or_else(|| Some(checked.shared?.to_string()));
    if let Some(is) = is.filter(|_| checked.count(Severity::Error) == 0) {
        let found = if found.is_empty() { found } else { format!("; {found}") };
        return format!("ok {}: {is}{found}", checked.strategy);
    }
    let is_mendable = |finding: &&Diagnostic| !finding.edits.is_empty();
    let mendable = match checked.findings.iter().filter(is_mendable).count() {
        0 => String::new(),
        count => format!("; --fix mends {count}"),
    };
    format!("failed {}: {found}{mendable}", checked.strategy)
}

/// `2 errors, 1 note`.
pub(super) fn counts(of: impl Fn(Severity) -> usize) -> String {
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    let counts = severities.iter().filter_map(|severity| match of(*severity) {
        0 => None,
        1 => Some(format!("1 {severity}")),
        count => Some(format!("{count} {severity}s")),
    });
    counts.collect::<Vec<_>>().join(", ")
}

/// The same as data.
pub fn checked_json(checked: &[Checked]) -> Value {
    let total = |severity| checked.iter().map(|one| one.count(severity)).sum::<usize>();
    value!({
        "schema": SCHEMA,
        "strategies": checked,
        "errors": total(Severity::Error),
        "warnings": total(Severity::Warning),
        "notes": total(Severity::Note),
    })
}
