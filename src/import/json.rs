//! FreqTrade's JSON: a list of rows, each a list of numbers; the date in milliseconds is the first of them.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};

use crate::model::candle_type::CandleType;
use crate::model::candles::Candles;

/// Numbers of a row of candles: date, four prices, volume.
const WIDTH: usize = 6;

/// Numbers of a row of funding rates: date, rate. An older layout has them as candles.
const RATES: usize = 2;

/// Doubles above it are not exact any more.
const LARGEST: f64 = 9e15;

/// Reads a file of any kind. Funding rates stand in `open` then, and nothing in the other columns.
pub(super) fn table_of(bytes: &[u8], candle_type: CandleType) -> Result<Candles, String> {
    let is_of_rates = candle_type == CandleType::FundingRate;
    let mut rows = Rows { is_of_rates, ..Rows::default() };
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let read = json.deserialize_seq(&mut rows).and_then(|()| json.end());
    read.map_err(|error| format!("it holds no rows of candles ({error})"))?;
    let Rows { date, columns, .. } = rows;
    if is_of_rates {
        let [rate, ..] = columns;
        return Ok(Candles::of_rates(date, rate));
    }
    Ok(Candles::of_columns(date, columns))
}

/// What was read so far.
#[derive(Default)]
struct Rows {
    is_of_rates: bool,
    date: Vec<i64>,
    columns: [Vec<f64>; 5],
}

impl Rows {
    /// Takes a row of `width` numbers; what is wrong with it, in words.
    fn take(&mut self, numbers: [f64; WIDTH], width: usize) -> Result<(), String> {
        let row = self.date.len() + 1;
        let has_width = width == WIDTH || (self.is_of_rates && width == RATES);
        if !has_width {
            let expected = if self.is_of_rates { RATES } else { WIDTH };
            return Err(format!("row {row} has {width} numbers, and not {expected}"));
        }
        let [date, values @ ..] = numbers;
        if date.fract() != 0.0 || date.abs() > LARGEST || date.is_nan() {
            return Err(format!("row {row} has no date in milliseconds"));
        }
        self.date.push(date as i64);
        for (column, value) in self.columns.iter_mut().zip(values) {
            column.push(value);
        }
        Ok(())
    }
}

impl<'de> Visitor<'de> for &mut Rows {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        while rows.next_element_seed(Row(self))?.is_some() {}
        Ok(())
    }
}

/// The next row, wherever it goes.
struct Row<'a>(&'a mut Rows);

impl<'de> DeserializeSeed<'de> for Row<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, row: D) -> Result<(), D::Error> {
        row.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Row<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of numbers")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut cells: A) -> Result<(), A::Error> {
        let mut numbers = [f64::NAN; WIDTH];
        let mut width = 0;
        while let Some(number) = cells.next_element_seed(Cell)? {
            if let Some(place) = numbers.get_mut(width) {
                *place = number;
            }
            width += 1;
        }
        self.0.take(numbers, width).map_err(A::Error::custom)
    }
}

/// A number, which may be written as a text; none is `NaN`.
struct Cell;

impl<'de> DeserializeSeed<'de> for Cell {
    type Value = f64;

    fn deserialize<D: Deserializer<'de>>(self, cell: D) -> Result<f64, D::Error> {
        cell.deserialize_any(self)
    }
}

impl Visitor<'_> for Cell {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<f64, E> {
        Ok(number)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<f64, E> {
        Ok(number as f64)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<f64, E> {
        Ok(number as f64)
    }

    fn visit_unit<E: Error>(self) -> Result<f64, E> {
        Ok(f64::NAN)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<f64, E> {
        text.trim().parse().map_err(|_| E::invalid_value(serde::de::Unexpected::Str(text), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candles(text: &str) -> Result<Candles, String> {
        table_of(text.as_bytes(), CandleType::Spot)
    }

    #[test]
    fn rows_are_read_by_their_places() {
        let read = candles("[[3600000, 1, 2.5, 0.5, \"1.5\", 1e3], [7200000, 1, 3, 1, 2, null]]\n");
        let read = read.unwrap();
        assert_eq!(read.date, [3_600_000, 7_200_000]);
        assert_eq!((read.high[1], read.close[0], read.volume[0]), (3.0, 1.5, 1_000.0));
        assert!(read.volume[1].is_nan());
        assert!(candles("[]").unwrap().is_empty());
    }

    #[test]
    fn funding_rates_have_two_numbers_or_six() {
        let rates = |text: &str| table_of(text.as_bytes(), CandleType::FundingRate);
        let new = rates("[[0, 0.0001], [28800000, -0.0002]]").unwrap();
        let old = rates("[[0, 0.0001, 0, 0, 0, 0], [28800000, -0.0002, 0, 0, 0, 0]]").unwrap();
        assert_eq!(new, old);
        assert_eq!(new, Candles::of_rates(vec![0, 28_800_000], vec![0.0001, -0.0002]));
    }

    #[test]
    fn what_is_no_row_is_told_with_its_place() {
        for (text, told) in [
            ("", "EOF"),
            ("{}", "expected a list of rows at line 1 column 0"),
            ("[1]", "expected a list of numbers"),
            ("[[1, 2]]", "row 1 has 2 numbers, and not 6"),
            ("[[1, 2, 3, 4, 5, 6, 7]]", "row 1 has 7 numbers, and not 6"),
            ("[[1, 2, 3, 4, 5, 6], [1.5, 2, 3, 4, 5, 6]]", "row 2 has no date"),
            ("[[null, 2, 3, 4, 5, 6]]", "row 1 has no date"),
            ("[[1, 2, 3, 4, 5, \"x\"]]", "invalid value: string \"x\", expected a number"),
            ("[[1, 2, 3, 4, 5, true]]", "expected a number"),
            ("[[1, 2, 3, 4, 5, 6]] x", "trailing characters"),
            ("[[1, 2, 3, 4, 5, 6]", "EOF while parsing a list"),
        ] {
            let problem = candles(text).unwrap_err();
            assert!(
                problem.starts_with("it holds no rows of candles (") && problem.contains(told),
                "{problem}"
            );
        }
    }
}
