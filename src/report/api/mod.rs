//! The script API in words, from its registries: for people, agents, pages and editors.

mod definitions;
mod entry;
mod json;
mod list;
mod markdown;
mod short;

pub use definitions::definitions;
pub use entry::entries_in_full;
pub use json::api_json;
pub use list::{api_list, entry_lines};
pub use markdown::markdown;
pub use short::{rules_of, short};

use crate::indicators::{Operation, Parameter};
use crate::strategy::language::{Entry, Kind, usage};

/// How an entry is written, without types: `shift(n)`, `ta::RSI(df, timeperiod)`.
fn written(entry: Entry) -> String {
    match entry {
        Entry::Setting(setting) => format!("const {} = {};", setting.name, setting.example),
        Entry::Word(word) => match word.kind {
            Kind::Header => word.signatures.join(""),
            Kind::Method | Kind::Window => format!("column.{}", usage(word.signatures)),
            Kind::Rolling => format!("column.rolling(n).{}", usage(word.signatures)),
            Kind::Ewm => format!("column.ewm(#{{ span: n }}).{}", usage(word.signatures)),
            Kind::Expanding => format!("column.expanding().{}", usage(word.signatures)),
            Kind::Frame if word.name == "loc" => format!("df.{}", usage(word.signatures)),
            _ => usage(word.signatures),
        },
        Entry::Indicator(function) => {
            format!("{function}({})", function.operation.arguments().join(", "))
        }
        Entry::Callback(callback) => format!("fn {}(ctx)", callback.name),
        Entry::Record(record) => record.name.to_owned(),
        Entry::Field(record, field) => format!("{}.{}", record.name, field.name),
    }
}

/// The number of candles that an indicator needs before its first value, with its defaults.
fn lookback(operation: &Operation) -> Option<usize> {
    let defaults: Option<Vec<f64>> =
        operation.parameters.iter().map(|parameter| parameter.default).collect();
    defaults.map(|defaults| (operation.lookback)(&defaults))
}

/// The range of a parameter without its name: `a whole number from 2 to 100000`.
pub(super) fn range(parameter: &Parameter) -> String {
    let text = parameter.range_text();
    text.split_once(" is ").map_or(text.clone(), |(_, range)| range.to_owned())
}

/// Whether a default is written as a script would write it, and not told in words.
fn is_literal(default: &str) -> bool {
    default.starts_with(|c: char| "-#0123456789".contains(c))
        || ["true", "false"].contains(&default)
}
