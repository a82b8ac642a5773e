//! `last_runs.tsv`: the figures of the active strategies, a row a timerange, as the journal has them. The
//! blocks of a run lie in no file unless somebody wrote them into one.

use serde_json::{Map, Value};

use super::facts::Facts;
use crate::research::books::RangeEntry;

/// What stands in front of the figures.
const FIRST: [&str; 5] = ["strategy", "trial", "commit", "timerange_label", "timerange"];

/// The text of the file.
pub(super) fn last_runs(facts: &Facts<'_>) -> String {
    let runs = || facts.active.iter().filter_map(|(_, run)| *run);
    let figures = runs().flat_map(|run| &run.results).find_map(|range| range.figures.as_ref());
    let columns: Vec<&str> =
        figures.map(|figures| figures.keys().map(String::as_str).collect()).unwrap_or_default();
    let head: Vec<&str> = FIRST.iter().chain(&columns).chain(&["error"]).copied().collect();
    let mut lines = vec![head.join("\t")];
    for run in runs() {
        for range in &run.results {
            let mut cells = vec![
                run.strategy.clone(),
                run.number.to_string(),
                run.commit.clone(),
                range.label.clone(),
                range.timerange.to_string(),
            ];
            cells.extend(columns.iter().map(|column| figure(range.figures.as_ref(), column)));
            cells.push(error(range));
            lines.push(cells.join("\t"));
        }
    }
    lines.join("\n") + "\n"
}

/// A figure as blocks print it.
fn figure(figures: Option<&Map<String, Value>>, column: &str) -> String {
    match figures.and_then(|figures| figures.get(column)) {
        Some(Value::Number(number)) if number.is_f64() => {
            format!("{:.4}", number.as_f64().unwrap_or(f64::NAN))
        }
        Some(Value::Number(number)) => number.to_string(),
        _ => "-".to_owned(),
    }
}

fn error(range: &RangeEntry) -> String {
    let text = range.error.as_ref().map(|fault| format!("{}: {}", fault.code, fault.message));
    text.unwrap_or_else(|| "-".to_owned()).replace(char::is_control, " ")
}
