//! The rows of a table, cell by cell.

use csv::ByteRecord;
use memchr::memchr_iter;

use super::head::{Column, Head, text};
use super::when::{Form, When};
use crate::import::ImportError;
use crate::model::candles::Candles;

/// Times of candles: from 1970 until 2200.
const TIMES: std::ops::Range<i64> = 0..7_258_118_400_000;

/// What was read so far.
pub(super) struct Rows<'a> {
    bytes: &'a [u8],
    path: &'a str,
    head: &'a Head,
    form: Option<Form>,
    dates: Vec<i64>,
    columns: [Vec<f64>; 5],
    /// Where each row begins in the file.
    places: Vec<u64>,
    /// How many open or close beyond their high or low.
    beyond: usize,
}

/// Candles in ascending order.
pub(super) struct Ordered<'a> {
    pub candles: Candles,
    pub notes: Vec<String>,
    /// The row that each of them was.
    order: Vec<usize>,
    rows: Rows<'a>,
}

impl Ordered<'_> {
    /// The line of a candle, from 1.
    pub(super) fn line(&self, candle: usize) -> usize {
        self.rows.line(self.rows.places[self.order[candle]])
    }
}

impl<'a> Rows<'a> {
    pub(super) fn new(bytes: &'a [u8], path: &'a str, head: &'a Head) -> Self {
        Self {
            bytes,
            path,
            head,
            form: None,
            dates: Vec::new(),
            columns: [(); 5].map(|()| Vec::new()),
            places: Vec::new(),
            beyond: 0,
        }
    }

    /// Takes a row that can be one of a candle.
    pub(super) fn take(&mut self, record: &ByteRecord) -> Result<(), ImportError> {
        let place = record.position().map_or(0, csv::Position::byte);
        let head = self.head;
        if record.len() != head.width {
            let rows = if head.is_named { "the line of names" } else { "the first line" };
            let problem = format!("it has {} cells, and {rows} has {}", record.len(), head.width);
            return Err(self.odd(place, problem));
        }
        let date = self.date(record, place)?;
        let mut numbers = [0.0; 5];
        for (number, column) in numbers.iter_mut().zip(&head.numbers) {
            *number = self.number(record, column, place)?;
        }
        let [open, high, low, close, _] = numbers;
        if high < low {
            return Err(self.odd(place, "its high is below its low".into()));
        }
        self.beyond += usize::from(open.max(close) > high || open.min(close) < low);
        self.dates.push(date);
        self.places.push(place);
        for (column, number) in self.columns.iter_mut().zip(numbers) {
            column.push(number);
        }
        Ok(())
    }

    fn date(&mut self, record: &ByteRecord, place: u64) -> Result<i64, ImportError> {
        let head = self.head;
        let cell = text(&record[head.date.place]);
        let whole = match &head.time {
            None => cell,
            Some(time) => format!("{} {}", cell.trim(), text(&record[time.place]).trim()).into(),
        };
        let when = When::read(&whole);
        let form = *self.form.get_or_insert(when.map_or(Form::Calendar, |when| when.form));
        let wrong = |expected: &str| self.wrong(place, &head.date, &whole, expected);
        match when {
            Some(when) if !TIMES.contains(&when.ms) => Err(wrong("a time from 1970 to 2200")),
            Some(when) if when.form == form => Ok(when.ms),
            _ if self.dates.is_empty() => {
                Err(wrong("a time such as 2024-01-31 14:00 or 1706709600000"))
            }
            _ => Err(wrong(form.expected())),
        }
    }

    fn number(&self, record: &ByteRecord, column: &Column, place: u64) -> Result<f64, ImportError> {
        let cell = &record[column.place];
        let number = std::str::from_utf8(cell).ok().and_then(|cell| cell.trim().parse().ok());
        let wrong = |expected: &str| Err(self.wrong(place, column, &text(cell), expected));
        match number.filter(|number: &f64| number.is_finite()) {
            Some(number) if number < 0.0 => wrong("a number of 0 or more"),
            Some(number) => Ok(number),
            None if cell.contains(&b',') => wrong("a number with a point, such as 42000.5,"),
            None => wrong("a number such as 42000.5"),
        }
    }

    /// The candles in ascending order. Two of one date must be the same.
    pub(super) fn ordered(self) -> Result<Ordered<'a>, ImportError> {
        if !self.head.is_named && self.beyond * 2 > self.dates.len() {
            return Err(ImportError::Unusable {
                path: self.path.to_owned(),
                problem:
                    "without names its columns must be date, open, high, low, close, volume, and \
                          most rows open or close beyond their high or low"
                        .into(),
            });
        }
        let dates = &self.dates;
        let mut notes = Vec::new();
        let mut rows: Vec<usize> = (0..dates.len()).collect();
        if !dates.is_sorted() {
            if !dates.is_sorted_by(|one, next| one >= next) {
                notes.push("its rows were not in order".to_owned());
            }
            rows.sort_by_key(|row| dates[*row]);
        }
        for pair in rows.windows(2) {
            let (one, other) = (pair[0], pair[1]);
            let is_other = |column: &Vec<f64>| column[one].to_bits() != column[other].to_bits();
            if dates[one] == dates[other] && self.columns.iter().any(is_other) {
                let line = self.line(self.places[one]);
                let problem = format!("it has the date of line {line}, and other values");
                return Err(self.odd(self.places[other], problem));
            }
        }
        rows.dedup_by_key(|row| dates[*row]);
        match dates.len() - rows.len() {
            0 => {}
            1 => notes.push("1 row had the date and the values of another".into()),
            count => notes.push(format!("{count} rows had the date and the values of others")),
        }
        let column = |at: usize| rows.iter().map(|row| self.columns[at][*row]).collect();
        let candles = Candles {
            date: rows.iter().map(|row| dates[*row]).collect(),
            open: column(0),
            high: column(1),
            low: column(2),
            close: column(3),
            volume: column(4),
        };
        Ok(Ordered { candles, notes, order: rows, rows: self })
    }

    /// The line of a row, from 1. Empty lines before it count for the reader as its own.
    fn line(&self, place: u64) -> usize {
        let start = usize::try_from(place).unwrap_or(usize::MAX).min(self.bytes.len());
        let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let empty = self.bytes[start..].iter().take_while(|byte| is_end(byte)).count();
        let before = &self.bytes[..start + empty];
        let ends = |sign: u8| memchr_iter(sign, before).count();
        1 + ends(b'\n').max(ends(b'\r'))
    }

    fn odd(&self, place: u64, problem: String) -> ImportError {
        ImportError::Row { path: self.path.to_owned(), line: self.line(place), problem }
    }

    fn wrong(&self, place: u64, column: &Column, cell: &str, expected: &str) -> ImportError {
        ImportError::Cell {
            path: self.path.to_owned(),
            line: self.line(place),
            column: column.name.clone(),
            text: cell.trim().chars().take(60).collect(),
            expected: expected.to_owned(),
        }
    }
}
