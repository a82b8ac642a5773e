//! Candles of a pair with its columns, as a data frame of pandas.

use super::pickle::Pickle;
use crate::job::Inspected;
use crate::strategy::plan::{Column, SIGNALS, TAGS};

/// A data frame.
#[derive(Debug, Default)]
pub(super) struct Frame {
    columns: Vec<(String, Cells)>,
}

/// The cells of a column.
#[derive(Debug)]
enum Cells {
    Numbers(Vec<f64>),
    Dates(Vec<i64>),
    Truths(Vec<bool>),
    Words(Vec<String>),
}

/// What pandas has in the place of a date that is none.
const NO_DATE: i64 = i64::MIN;

impl Frame {
    /// Some rows with the columns of the candles and those that the strategy wrote, in their order. Signals and
    /// tags are left out: `FreqTrade` takes the rows before it asks for them.
    pub(super) fn of_rows(pair: &Inspected, rows: &[usize]) -> Self {
        let mut names: Vec<&str> = Vec::new();
        for name in pair.columns.names() {
            if !SIGNALS.contains(&name) && !TAGS.contains(&name) && !names.contains(&name) {
                names.push(name);
            }
        }
        pair.columns.prepare(&names);
        let column = |name: &str| (name.to_owned(), cells(pair.columns.get(name), rows));
        Self { columns: names.into_iter().map(column).collect() }
    }

    /// Adds a column of words, in place of one of that name.
    pub(super) fn add(&mut self, name: &str, words: Vec<String>) {
        self.columns.retain(|(known, _)| known != name);
        self.columns.push((name.to_owned(), Cells::Words(words)));
    }

    /// Puts the frame on the stack.
    pub(super) fn pickle(&self, pickle: &mut Pickle) {
        let columns = self.columns.iter().map(|(name, cells)| (name.as_str(), cells));
        pickle.call("pandas", "DataFrame", |pickle| {
            pickle.dictionary(columns, |pickle, cells| cells.pickle(pickle));
        });
    }
}

fn cells(column: Option<Column>, rows: &[usize]) -> Cells {
    let rows = rows.iter().copied();
    match column.unwrap_or(Column::Zero) {
        Column::Number(values) => Cells::Numbers(rows.map(|row| values[row]).collect()),
        Column::Time(values) => {
            let date = |value: f64| if value.is_nan() { NO_DATE } else { value as i64 };
            Cells::Dates(rows.map(|row| date(values[row])).collect())
        }
        Column::Condition(bits) => Cells::Truths(rows.map(|row| bits.get(row)).collect()),
        Column::Tag(tags) => Cells::Words(rows.map(|row| tags.at(row).to_owned()).collect()),
        Column::Zero => Cells::Numbers(rows.map(|_| 0.0).collect()),
    }
}

impl Cells {
    fn pickle(&self, pickle: &mut Pickle) {
        match self {
            Self::Words(words) => pickle.texts(words.iter().map(String::as_str)),
            Self::Numbers(numbers) => array(pickle, numbers.iter().map(|n| n.to_le_bytes()), "<f8"),
            Self::Truths(truths) => array(pickle, truths.iter().map(|t| [u8::from(*t)]), "?"),
            // With a zone: the fifth argument says that it is UTC.
            Self::Dates(dates) => pickle.call("pandas", "to_datetime", |pickle| {
                array(pickle, dates.iter().map(|date| date.to_le_bytes()), "<M8[ms]");
                pickle.text("raise");
                pickle.truth(false);
                pickle.truth(false);
                pickle.truth(true);
            }),
        }
    }
}

/// Puts an array of numpy on the stack.
fn array<const N: usize>(pickle: &mut Pickle, cells: impl Iterator<Item = [u8; N]>, kind: &str) {
    let bytes: Vec<u8> = cells.flatten().collect();
    pickle.call("numpy", "frombuffer", |pickle| {
        pickle.bytes(&bytes);
        pickle.text(kind);
    });
}
