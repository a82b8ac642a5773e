//! Columns of a data frame as CSV and as a table of the last candles.

use tabled::builder::Builder;
use tabled::settings::object::Columns as TableColumns;
use tabled::settings::{Alignment, Style};

use crate::job::Inspected;
use crate::model::number::shortest;
use crate::model::timerange::format_date;
use crate::strategy::plan::Column;

/// Every column of every candle after warm-up: numbers in the shortest form that reads back to the
/// same value, conditions and untouched signals as 1 and 0, nothing where there is no value.
pub fn columns_csv(inspected: &Inspected) -> Vec<u8> {
    let names = inspected.columns.names();
    let columns = values(inspected, &names);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&names).expect("memory takes all rows");
    for row in inspected.first..inspected.columns.candles().len() {
        let cells = columns.iter().map(|column| cell(column, row, shortest));
        writer.write_record(cells).expect("memory takes all rows");
    }
    writer.into_inner().expect("memory takes all rows")
}

/// The last candles of a pair: a line for each column, a column for each candle.
pub(super) fn tail(inspected: &Inspected, count: usize) -> String {
    let mut table = Builder::default();
    for (name, cells) in tail_cells(inspected, count) {
        table.push_record(std::iter::once(name).chain(cells));
    }
    let mut table = table.build();
    table.with(Style::blank()).modify(TableColumns::new(1..), Alignment::right());
    table.to_string()
}

/// The values of the last candles, by column.
pub(super) fn tail_cells(inspected: &Inspected, count: usize) -> Vec<(String, Vec<String>)> {
    let rows = inspected.columns.candles().len();
    let from = inspected.first.max(rows.saturating_sub(count));
    let names = inspected.columns.names();
    let columns = values(inspected, &names);
    let shown =
        |column: &Column| (from..rows).map(|row| cell(column, row, short)).collect::<Vec<String>>();
    names.iter().zip(&columns).map(|(name, column)| ((*name).to_owned(), shown(column))).collect()
}

fn values(inspected: &Inspected, names: &[&str]) -> Vec<Column> {
    inspected.columns.prepare(names);
    names.iter().map(|name| inspected.columns.get(name).unwrap_or(Column::Zero)).collect()
}

/// Six digits are enough for the eye.
fn short(number: f64) -> String {
    if number == 0.0 || number.fract() == 0.0 && number.abs() < 1e15 {
        return number.to_string();
    }
    let digits = (5 - number.abs().log10().floor() as i32).clamp(0, 12) as usize;
    let text = format!("{number:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').into() } else { text }
}

fn cell(column: &Column, row: usize, number: fn(f64) -> String) -> String {
    match column {
        Column::Number(values) | Column::Time(values) if values[row].is_nan() => String::new(),
        Column::Number(values) => number(values[row]),
        Column::Time(values) => format_date(values[row] as i64),
        Column::Condition(bits) => u8::from(bits.get(row)).to_string(),
        Column::Tag(tags) => tags.at(row).to_owned(),
        Column::Zero => "0".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn numbers_are_shown_with_six_digits() {
        for (number, text) in [
            (0.0, "0"),
            (12.0, "12"),
            (0.5, "0.5"),
            (29_374.152_6, "29374.2"),
            (0.000_012_345_67, "0.0000123457"),
            (-70.123_456_7, "-70.1235"),
            (123_456_789.5, "123456790"),
        ] {
            assert_eq!(short(number), text);
        }
    }
}
