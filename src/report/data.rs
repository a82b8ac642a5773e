//! What candles there are, in words and as JSON.

use serde_json::{Value, json};
use tabled::builder::Builder;
use tabled::settings::object::Columns;
use tabled::settings::{Alignment, Style};

use super::block::Block;
use super::check::counts;
use crate::data::survey::{Finding, Gap, Survey};
use crate::diag::Severity;
use crate::job::SCHEMA;
use crate::model::candle_key::CandleKey;
use crate::model::timerange::{format_date, format_minute};

/// Digits of a hash that are shown to eyes.
const DIGITS: usize = 12;
/// How many gaps of a file are listed.
const GAPS: usize = 40;

/// A line for each file, and what is worth knowing about some.
pub fn data_list(folder: &str, surveys: &[Survey]) -> String {
    if surveys.is_empty() {
        return format!("no candles in {folder}\n");
    }
    let mut rows = Builder::default();
    rows.push_record([
        "pair",
        "timeframe",
        "type",
        "first",
        "last",
        "rows",
        "missing",
        "size",
        "hash",
    ]);
    for survey in surveys {
        let hash = survey.hash.as_deref().map_or("-", |hash| &hash[..DIGITS]);
        rows.push_record([
            survey.pair.to_string(),
            survey.timeframe.to_string(),
            survey.candle_type.to_string(),
            date(survey.first),
            date(survey.last),
            survey.rows.to_string(),
            survey.missing().to_string(),
            size(survey.bytes),
            hash.to_owned(),
        ]);
    }
    let mut table = rows.build();
    table.with(Style::psql()).modify(Columns::new(5..8), Alignment::right());
    let mut text = String::new();
    for line in table.to_string().lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    let bytes = surveys.iter().map(|survey| survey.bytes).sum();
    let files = format!("{} files in {folder}, {}\n", surveys.len(), size(bytes));
    [text, findings(surveys), files].concat()
}

/// What there is to say about files, a line each.
fn findings(surveys: &[Survey]) -> String {
    let lines = surveys.iter().flat_map(|survey| {
        let of = move |finding| format!("{}: {}\n", survey.key(), words(finding));
        survey.findings.iter().map(of)
    });
    lines.collect()
}

/// What is missing or worth knowing of the candles that a config needs.
pub fn checked_data(folder: &str, surveys: &[Survey], missing: &[CandleKey]) -> String {
    fetched_data(folder, surveys, missing, &[])
}

/// The same, with what could not be had.
pub fn fetched_data(
    folder: &str,
    surveys: &[Survey],
    missing: &[CandleKey],
    faults: &[NotHad],
) -> String {
    let mut text = String::new();
    for key in missing {
        text += format!("{key}: error[missing]: there is no file\n").as_str();
    }
    text += findings(surveys).as_str();
    let found = |severity| {
        let of_files = surveys.iter().flat_map(|survey| &survey.findings);
        let files = of_files.filter(|finding| finding.severity == severity).count();
        files + if severity == Severity::Error { missing.len() } else { 0 }
    };
    let counts = counts(found);
    let said = if counts.is_empty() { "nothing to say" } else { &counts };
    let said = match (faults.len(), counts.is_empty()) {
        (0, _) => format!(": {said}"),
        (some, true) => format!("; {some} could not be fetched"),
        (some, false) => format!(": {said}; {some} could not be fetched"),
    };
    text + format!("Checked {} files in {folder}{said}.\n", surveys.len()).as_str()
}

/// The same for programs.
pub fn checked_data_json(folder: &str, surveys: &[Survey], keys: &[CandleKey]) -> Value {
    let mut document = data_json(folder, surveys);
    let missing = |key: &CandleKey| json!({ "pair": key.pair, "timeframe": key.timeframe, "candle_type": key.candle_type });
    document["missing"] = keys.iter().map(missing).collect();
    document
}

/// Candles that could not be had: what they are, why, and what to do about it.
pub type NotHad = (String, String, String);

/// The same as [`checked_data_json`], with what could not be had.
pub fn fetched_data_json(
    folder: &str,
    surveys: &[Survey],
    missing: &[CandleKey],
    faults: &[NotHad],
) -> Value {
    let mut document = checked_data_json(folder, surveys, missing);
    let fault = |(name, message, help): &NotHad| json!({ "candles": name, "message": message, "help": help });
    document["faults"] = faults.iter().map(fault).collect();
    document
}

/// Everything about one file.
pub fn data_show(folder: &str, survey: &Survey) -> String {
    let mut page = Block::default();
    page.text("pair", survey.pair.as_str());
    page.text("timeframe", &survey.timeframe.to_string());
    page.text("candle_type", survey.candle_type.name());
    page.text("file", &format!("{folder}/{}", survey.file));
    page.text("first", &date(survey.first));
    page.text("last", &date(survey.last));
    page.text("rows", &survey.rows.to_string());
    page.text("missing", &format!("{} in {} gaps", survey.missing(), survey.gaps.len()));
    page.text("size", &size(survey.bytes));
    page.text("hash", survey.hash.as_deref().unwrap_or("-"));
    if !survey.gaps.is_empty() {
        page.line("gaps:");
        survey.gaps.iter().take(GAPS).for_each(|gap| page.line(&format!("  {}", span(gap))));
        if survey.gaps.len() > GAPS {
            page.line(&format!("  and {} more (--json has them)", survey.gaps.len() - GAPS));
        }
    }
    let none = if survey.findings.is_empty() { " none" } else { "" };
    page.line(&format!("findings:{none}"));
    survey.findings.iter().for_each(|finding| page.line(&format!("  {}", words(finding))));
    page.into_text()
}

/// The same for programs.
pub fn data_json(folder: &str, surveys: &[Survey]) -> Value {
    json!({
        "schema": SCHEMA,
        "folder": folder,
        "files": surveys.iter().map(survey_json).collect::<Vec<_>>(),
    })
}

fn survey_json(survey: &Survey) -> Value {
    let gaps = survey.gaps.iter().map(|gap| {
        json!({ "from": format_date(gap.from), "to": format_date(gap.to), "candles": gap.candles })
    });
    json!({
        "pair": survey.pair,
        "timeframe": survey.timeframe,
        "candle_type": survey.candle_type,
        "file": survey.file,
        "bytes": survey.bytes,
        "rows": survey.rows,
        "first": survey.first.map(format_date),
        "last": survey.last.map(format_date),
        "hash": survey.hash,
        "missing": survey.missing(),
        "gaps": gaps.collect::<Vec<_>>(),
        "findings": survey.findings,
    })
}

fn words(finding: &Finding) -> String {
    format!("{}[{}]: {}", finding.severity, finding.kind, finding.message)
}

fn span(gap: &Gap) -> String {
    match gap.candles {
        1 => format!("{}: 1 candle", format_minute(gap.from)),
        count => {
            format!("{} to {}: {count} candles", format_minute(gap.from), format_minute(gap.to))
        }
    }
}

fn date(date: Option<i64>) -> String {
    date.map_or_else(|| "-".to_owned(), format_minute)
}

/// Bytes for eyes: `1.6 MB`.
fn size(bytes: u64) -> String {
    let bytes = bytes as f64;
    let units = [(1e9, "GB"), (1e6, "MB"), (1e3, "kB")];
    units
        .iter()
        .find(|(unit, _)| bytes >= *unit)
        .map_or_else(|| format!("{bytes} B"), |(unit, name)| format!("{:.1} {name}", bytes / unit))
}
