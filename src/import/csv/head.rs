//! How a table is laid out: what separates its cells, and which column is which.

use memchr::memchr_iter;

use super::reader;
use super::when::When;
use crate::import::ImportError;

/// What may separate cells, the rarest in a text first.
const SEPARATORS: [u8; 3] = [b'\t', b';', b','];

/// Names of the column that says when a candle begins, the most exact one first.
const DATES: [&str; 7] = ["open_time", "opentime", "timestamp", "unix", "datetime", "date", "time"];

/// The columns of a table without names.
const PLACES: [&str; 6] = ["date", "open", "high", "low", "close", "volume"];

/// The layout of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// What separates the cells.
    pub separator: u8,
    /// How many lines stand before the rows.
    pub lines: usize,
    /// Whether the columns have names.
    pub is_named: bool,
    /// The cells of a row.
    pub width: usize,
    /// The column of dates.
    pub date: Column,
    /// A column with times of the day, where that of the dates has none.
    pub time: Option<Column>,
    /// Open, high, low, close, volume.
    pub numbers: [Column; 5],
}

/// A column, by its place and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub place: usize,
    pub name: String,
}

impl Head {
    /// Reads it from the first lines. Of volumes in several currencies that of `base` is taken.
    pub(super) fn of(bytes: &[u8], path: &str, base: &str) -> Result<Self, ImportError> {
        let separator = separator(bytes);
        let first: Vec<Vec<String>> = reader(bytes, separator)
            .into_byte_records()
            .take(2)
            .flatten()
            .map(|record| record.iter().map(|cell| text(cell).into_owned()).collect())
            .collect();
        for (at, cells) in first.iter().enumerate() {
            let names: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
            if names.iter().any(|name| DATES.contains(&name.as_str())) {
                let named = Named { path, line: at + 1, cells, names };
                return named.head(separator, base, first.get(at + 1));
            }
            if When::read(&cells[0]).is_some() {
                return unnamed(path, separator, cells.len());
            }
            if cells.len() > 1 {
                break;
            }
            // A title.
        }
        Err(ImportError::Column {
            path: path.to_owned(),
            line: 1,
            column: "date",
            found: first.into_iter().next().unwrap_or_default(),
        })
    }
}

/// What separates most cells of the first lines.
fn separator(bytes: &[u8]) -> u8 {
    let lines = || bytes.split(|byte| *byte == b'\n').take(2);
    let count = |separator: &u8| lines().map(|line| memchr_iter(*separator, line).count()).max();
    // Of equal ones the last is taken.
    SEPARATORS.into_iter().rev().max_by_key(count).expect("there are some")
}

/// A name as it is compared: `Open Time` is `open_time`.
fn plain(name: &str) -> String {
    let name = name.trim().trim_matches(['<', '>', '\'', '"']).to_lowercase();
    name.replace([' ', '-'], "_")
}

pub(super) fn text(cell: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(cell)
}

/// The columns by their places.
fn unnamed(path: &str, separator: u8, width: usize) -> Result<Head, ImportError> {
    if width < PLACES.len() {
        return Err(ImportError::Row {
            path: path.to_owned(),
            line: 1,
            problem: format!(
                "it has {width} cells, and without names 6 are needed: {}",
                PLACES.join(", ")
            ),
        });
    }
    let column = |place: usize| Column { place, name: PLACES[place].to_owned() };
    Ok(Head {
        separator,
        lines: 0,
        is_named: false,
        width,
        date: column(0),
        time: None,
        numbers: [1, 2, 3, 4, 5].map(column),
    })
}

/// A line of names.
struct Named<'a> {
    path: &'a str,
    line: usize,
    cells: &'a [String],
    names: Vec<String>,
}

impl Named<'_> {
    fn head(
        &self,
        separator: u8,
        base: &str,
        row: Option<&Vec<String>>,
    ) -> Result<Head, ImportError> {
        let date = DATES.iter().find_map(|name| self.place(name));
        let date = date.ok_or_else(|| self.missing("date"))?;
        let number = |name: &'static str| {
            self.place(name).map(|place| self.column(place)).ok_or_else(|| self.missing(name))
        };
        let volume = self.volume(base).ok_or_else(|| self.missing("volume"))?;
        // Days in one column, and hours in another.
        let cell = |place: usize| row.and_then(|row| row.get(place)).map_or("", String::as_str);
        let time = self
            .place("time")
            .filter(|time| *time != date && When::is_day(cell(date)) && cell(*time).contains(':'));
        Ok(Head {
            separator,
            lines: self.line,
            is_named: true,
            width: self.cells.len(),
            date: self.column(date),
            time: time.map(|place| self.column(place)),
            numbers: [
                number("open")?,
                number("high")?,
                number("low")?,
                number("close")?,
                self.column(volume),
            ],
        })
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }

    fn column(&self, place: usize) -> Column {
        Column { place, name: self.cells[place].trim().to_owned() }
    }

    fn volume(&self, base: &str) -> Option<usize> {
        let of_base = format!("volume_{}", base.to_lowercase());
        ["volume", "vol", &of_base]
            .into_iter()
            .find_map(|name| self.place(name))
            .or_else(|| self.names.iter().position(|name| name.starts_with("volume")))
    }

    fn missing(&self, column: &'static str) -> ImportError {
        ImportError::Column {
            path: self.path.to_owned(),
            line: self.line,
            column,
            found: self.cells.to_vec(),
        }
    }
}
