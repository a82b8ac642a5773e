//! The whole API as a list: a line for each entry, under the heading of its family.

use std::fmt::Write as _;

use super::written;
use crate::report::flags::flag_lines;
use crate::research::flags::FLAGS;
use crate::strategy::language::{Entry, entries};

/// The most characters before the summary of a line.
const WIDE: usize = 44;

/// Everything, by family.
pub fn api_list() -> String {
    let mut text = String::new();
    let mut heading = "";
    for entry in entries() {
        let own = heading_of(entry);
        if own != heading {
            let gap = if heading.is_empty() { "" } else { "\n" };
            heading = own;
            writeln!(text, "{gap}{heading}").expect("a string takes all text");
        }
        line(&mut text, &written(entry), entry.summary());
    }
    let flags = flag_lines(&FLAGS.iter().collect::<Vec<_>>());
    text + format!("\nFlags of `run`\n{flags}").as_str()
}

/// A line for each of some entries, with the family of each.
pub fn entry_lines(entries: &[Entry]) -> String {
    entries.iter().fold(String::new(), |mut text, entry| {
        let summary = format!("{} ({})", entry.summary(), entry.family());
        line(&mut text, &written(*entry), &summary);
        text
    })
}

fn heading_of(entry: Entry) -> &'static str {
    match entry {
        Entry::Setting(_) => "Settings",
        Entry::Callback(_) => "Callbacks",
        Entry::Record(_) | Entry::Field(..) => "Values with fields",
        Entry::Indicator(_) | Entry::Word(_) => entry.family(),
    }
}

fn line(text: &mut String, left: &str, right: &str) {
    let written = if left.chars().count() > WIDE {
        writeln!(text, "  {left}\n  {:WIDE$}  {right}", "")
    } else {
        writeln!(text, "  {left:WIDE$}  {right}")
    };
    written.expect("a string takes all text");
}
