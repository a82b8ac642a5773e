//! Mends what can be mended without a thought.

use super::{Checked, Surroundings, check};
use crate::diag::text::{Edit, Text};
use crate::diag::{Diagnostic, Severity};
use crate::job::ScriptText;

/// How often a text is looked at again: a mend may show what it hid. A long one is looked at less often.
const ROUNDS: usize = 20;
const MOST_BYTES: usize = 256 << 10;

/// Applies the changes of all findings, until there are none any more. What is left, the text, and the
/// findings that were mended.
pub fn mend(
    strategy: &str,
    text: &ScriptText,
    around: Surroundings<'_>,
) -> (Checked, String, Vec<Diagnostic>) {
    let mut script = text.clone();
    let mut mended = Vec::new();
    let mut checked = check(strategy, &script, around);
    let mut before: Vec<String> = Vec::new();
    for _ in 0..ROUNDS.min(1 + MOST_BYTES / script.text.len().max(1)) {
        let whole = Text::new(&script.text);
        let mut edits: Vec<Edit> = Vec::new();
        let mut here: Vec<Diagnostic> = Vec::new();
        let mut told: Vec<String> = Vec::new();
        for finding in checked.findings.iter().filter(|finding| !finding.edits.is_empty()) {
            // What comes again was not mended.
            let words = finding.to_string();
            if before.contains(&words) {
                continue;
            }
            told.push(words);
            // All changes of a finding, or none of them.
            let overlaps = |edit: &Edit| {
                let range = whole.range(edit);
                edits.iter().filter(|other| *other != edit).any(|other| {
                    let other = whole.range(other);
                    range.start < other.end && other.start < range.end
                })
            };
            if !finding.edits.iter().any(overlaps) {
                edits.extend(finding.edits.iter().cloned());
                here.push(finding.clone());
            }
        }
        if script.text.contains("\r\n") {
            for edit in &mut edits {
                edit.text = edit.text.replace('\n', "\r\n");
            }
        }
        let changed = whole.apply(&edits);
        if changed == script.text {
            break;
        }
        let next = ScriptText { text: changed, ..script.clone() };
        let looked = check(strategy, &next, around);
        // A change that makes it worse was none.
        if looked.count(Severity::Error) > checked.count(Severity::Error) {
            break;
        }
        mended.append(&mut here);
        before.append(&mut told);
        (script, checked) = (next, looked);
    }
    (checked, script.text, mended)
}
