//! The pages of rules: one of them, and all of them as a document.

use std::fmt::Write as _;

use crate::check::{FAMILIES, RULES, Rule};
use crate::diag::Severity;

/// All pages with a table of contents: `docs/rules.md`.
pub fn rules() -> String {
    let mut text = "# Rules\n\n\
        Everything that `autoquant check` tells has a code. `autoquant check --explain AQ101` prints the page of\n\
        one, and `autoquant check --explain all` prints this file. An error keeps a strategy from running; a\n\
        warning says that it runs and may mislead; a note is good to know.\n"
        .to_owned();
    for (at, (first, what)) in FAMILIES.iter().enumerate() {
        let next = FAMILIES.get(at + 1).map_or("AR", |(code, _)| *code);
        let family = RULES.iter().filter(|rule| (*first..next).contains(&rule.code));
        write!(text, "\n## {what}\n\n| code | rule | |\n|---|---|---|\n")
            .expect("a string takes all text");
        for Rule { code, name, severity, .. } in family {
            let anchor = format!("{}-{name}", code.to_lowercase());
            let severity = match severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            writeln!(text, "| [{code}](#{anchor}) | `{name}` | {severity} |")
                .expect("a string takes all text");
        }
    }
    for rule in RULES {
        text.push('\n');
        text.push_str(&deeper(rule.page));
    }
    text
}

/// A page with its headings one level down.
fn deeper(page: &str) -> String {
    let mut is_code = false;
    let line = |line: &str| {
        is_code ^= line.starts_with("```");
        let mark = if line.starts_with('#') && !is_code { "#" } else { "" };
        format!("{mark}{line}\n")
    };
    page.lines().map(line).collect()
}
