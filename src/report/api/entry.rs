//! Single entries in full.

use std::fmt::Write as _;

use super::{lookback, range, written};
use crate::indicators::Function;
use crate::strategy::language::{CTX, Callback, Entry, Field, Record, Word};
use crate::strategy::settings::Setting;

/// Everything about some entries, one below the other.
pub fn entries_in_full(entries: &[Entry]) -> String {
    let texts: Vec<String> = entries.iter().map(|entry| full(*entry)).collect();
    texts.join("\n")
}

fn full(entry: Entry) -> String {
    let mut text = format!("{}\n  {}\n", written(entry), entry.summary());
    let details = match entry {
        Entry::Setting(setting) => of_setting(setting),
        Entry::Word(word) => of_word(word),
        Entry::Indicator(function) => of_indicator(function),
        Entry::Callback(callback) => of_callback(callback),
        Entry::Record(record) => of_record(record),
        Entry::Field(_, field) => vec![("type", field.kind.to_owned())],
    };
    for (name, detail) in std::iter::once(("family", entry.family().to_owned())).chain(details) {
        let label = if name.is_empty() { String::new() } else { format!("{name}:") };
        writeln!(text, "  {label:12} {detail}").expect("a string takes all text");
    }
    text
}

type Details = Vec<(&'static str, String)>;

/// Lines of which only the first one has the label.
fn labelled(label: &'static str, lines: impl IntoIterator<Item = String>) -> Details {
    let labels = std::iter::once(label).chain(std::iter::repeat(""));
    labels.zip(lines).collect()
}

fn of_setting(setting: &Setting) -> Details {
    vec![("value", setting.value.to_owned()), ("default", setting.default.to_owned())]
}

fn of_word(word: &Word) -> Details {
    let mut details = labelled("signatures", word.signatures.iter().copied().map(str::to_owned));
    details.push(("example", word.example.to_owned()));
    details
}

fn of_indicator(function: Function) -> Details {
    let operation = function.operation;
    let inputs =
        operation.inputs.iter().map(|input| format!("{} (df: {})", input.name, input.column));
    let mut details = labelled("inputs", inputs);
    details.extend(labelled(
        "parameters",
        operation.parameters.iter().map(|parameter| {
            let default = parameter.default.map_or("needed".to_owned(), |value| {
                format!("default {}", parameter.written(value))
            });
            format!("{}: {}, {default}", parameter.name, range(parameter))
        }),
    ));
    let outputs: Vec<&str> = operation.output_names().collect();
    details.push(("outputs", outputs.join(", ")));
    if let Some(candles) = lookback(operation) {
        let noun = if candles == 1 { "candle" } else { "candles" };
        details.push(("lookback", format!("{candles} {noun} with the defaults")));
    }
    details.push(("formula", operation.formula.to_owned()));
    details.push(("source", operation.source.to_owned()));
    details.push(("example", operation.example.to_owned()));
    if !operation.parameters.is_empty() {
        details.push(("by name", by_name(function)));
    }
    details
}

/// A call that names the first parameter, and all that have no default.
fn by_name(function: Function) -> String {
    let operation = function.operation;
    let named = operation.parameters.iter().enumerate();
    let named = named.filter(|(at, parameter)| *at == 0 || parameter.default.is_none());
    let named = named.map(|(_, parameter)| {
        let some = parameter.default.unwrap_or(14.0_f64.clamp(parameter.low, parameter.high));
        format!("{}: {}", parameter.name, parameter.written(some))
    });
    let taken = operation.arguments();
    let columns = taken[..taken.len() - operation.parameters.len()].join(", ");
    format!("{function}({columns}, #{{ {} }})", named.collect::<Vec<_>>().join(", "))
}

fn of_callback(callback: &Callback) -> Details {
    let mut details = vec![("returns", callback.returns.to_owned())];
    details.extend(labelled("ctx has", callback.fields.iter().map(field)));
    let always: Vec<&str> = CTX.names().collect();
    details.push(("always", format!("{}, candle_at(k)", always.join(", "))));
    details.push(("example", callback.example.to_owned()));
    details
}

fn of_record(record: &Record) -> Details {
    labelled("fields", record.fields.iter().map(field))
}

fn field(field: &Field) -> String {
    format!("{}: {}  {}", field.name, field.kind, field.summary)
}
