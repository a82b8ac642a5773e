//! Tables with a line for each candle: exports of programs, and the files of Binance's archive.

mod head;
mod rows;
mod when;

use csv::{ByteRecord, ReaderBuilder};

use self::head::Head;
use self::rows::Rows;
use super::ImportError;
use super::sound::oddities;
use super::spacing::{Misfit, misfit, timeframe_of};
use crate::data::examine::far_off;
use crate::model::candles::Candles;
use crate::model::timeframe::Timeframe;
use crate::model::timerange::format_minute;

/// The longest first line of a table.
const LONGEST: usize = 1 << 20;

/// What a table holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    /// The timeframe of its rows.
    pub timeframe: Timeframe,
    /// Its candles, in ascending order of dates.
    pub candles: Candles,
    /// What is worth knowing about them.
    pub notes: Vec<String>,
}

/// Reads a table. Without a timeframe that is asked for its rows say it; of several columns with volumes the
/// one of the `base` currency is taken.
pub(super) fn read(
    bytes: &[u8],
    path: &str,
    asked: Option<Timeframe>,
    base: &str,
) -> Result<Table, ImportError> {
    let unusable = |problem: String| ImportError::Unusable { path: path.to_owned(), problem };
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(unusable("it is no text in UTF-8".into()));
    }
    if bytes.trim_ascii().is_empty() {
        return Err(unusable("it is empty".into()));
    }
    if bytes.iter().take(LONGEST).position(|byte| *byte == b'\n').unwrap_or(bytes.len()) >= LONGEST
    {
        return Err(unusable("its first line is longer than a megabyte".into()));
    }
    let head = Head::of(bytes, path, base)?;
    let mut reader = reader(bytes, head.separator);
    let mut record = ByteRecord::new();
    let mut rows = Rows::new(bytes, path, &head);
    let mut at = 0;
    while reader.read_byte_record(&mut record).map_err(|error| unusable(error.to_string()))? {
        at += 1;
        if at > head.lines {
            rows.take(&record)?;
        }
    }
    let ordered = rows.ordered()?;
    let candles = &ordered.candles;
    if candles.is_empty() {
        return Err(unusable("there is no candle in it".into()));
    }
    let timeframe = asked.or_else(|| timeframe_of(&candles.date));
    let timeframe = timeframe.ok_or_else(|| ImportError::NoTimeframe { path: path.to_owned() })?;
    match misfit(&candles.date, timeframe) {
        None => {}
        Some(Misfit::Apart(rows)) => {
            let (path, asked) = (path.to_owned(), timeframe.to_string());
            return Err(ImportError::Timeframe { path, rows, asked });
        }
        Some(Misfit::OffGrid(rows)) => {
            let date = format_minute(candles.date.at(rows[0]));
            let problem = format!(
                "{date} (UTC) is not where a {timeframe} candle begins, as in {} of {} rows",
                rows.len(),
                candles.len()
            );
            return Err(ImportError::Row {
                path: path.to_owned(),
                line: ordered.line(rows[0]),
                problem,
            });
        }
    }
    if let Some(problem) = far_off(candles, timeframe) {
        return Err(unusable(problem));
    }
    let mut notes = ordered.notes;
    notes.extend(oddities(&ordered.candles));
    Ok(Table { timeframe, candles: ordered.candles, notes })
}

/// Rows may have any width here: whoever takes them says what is wrong with one.
fn reader(bytes: &[u8], separator: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2024-01-01, a Monday.
    const START: i64 = 1_704_067_200_000;
    const HOUR: i64 = 3_600_000;

    fn table(text: &str) -> Result<Table, ImportError> {
        read(text.as_bytes(), "A.csv", None, "BTC")
    }

    /// What is wrong with a table, in words.
    fn fault(text: &str) -> String {
        table(text).unwrap_err().to_string()
    }

    fn plain(hours: impl IntoIterator<Item = i64>) -> Candles {
        let mut candles = Candles::default();
        for hour in hours {
            let date = START + hour * HOUR;
            let (open, high, low, close, volume) = (10.0, 12.5, 9.0, 11.0, 3.0);
            candles.push(crate::model::candles::Candle { date, open, high, low, close, volume });
        }
        candles
    }

    #[test]
    fn shapes_of_tables() {
        let expected = plain(0..3);
        for text in [
            // By name, in any order and with any separator.
            "date,open,high,low,close,volume\n\
             2024-01-01 00:00,10,12.5,9,11,3\n2024-01-01 01:00,10,12.5,9,11,3\n2024-01-01 02:00,10,12.5,9,11,3",
            "\u{feff}Close;Low;Volume;High;Open;Time\r\n\
             11;9;3;12.5;10;2024-01-01T00:00:00Z\r\n11;9;3;12.5;10;2024-01-01T01:00:00Z\r\n\
             11;9;3;12.5;10;2024-01-01T02:00:00Z\r\n",
            "open time\topen\thigh\tlow\tclose\tvol\n\
             1704067200\t10\t12.5\t9\t11\t3\n1704070800\t10\t12.5\t9\t11\t3\n1704074400\t10\t12.5\t9\t11\t3\n",
            // Newest first.
            "timestamp,open,high,low,close,volume\n\
             1704074400000,10,12.5,9,11,3\n1704070800000,10,12.5,9,11,3\n1704067200000,10,12.5,9,11,3\n",
            // Binance's archive: no names, and since 2025 microseconds.
            "1704067200000,10,12.5,9,11,3,1704070799999,30,5,1,10,0\n\
             1704070800000,10,12.5,9,11,3,1704074399999,30,5,1,10,0\n\
             1704074400000,10,12.5,9,11,3,1704077999999,30,5,1,10,0\n",
            "1704067200000000,10,12.5,9,11,3\n1704070800000000,10,12.5,9,11,3\n1704074400000000,10,12.5,9,11,3\n",
            // A title, two columns of times, and volumes of two currencies.
            "https://example.org\nunix,date,symbol,open,high,low,close,Volume USDT,Volume BTC,tradecount\n\
             1704067200,x,BTC/USDT,10,12.5,9,11,30,3,7\n1704070800,x,BTC/USDT,10,12.5,9,11,30,3,7\n\
             1704074400,x,BTC/USDT,10,12.5,9,11,30,3,7\n",
            "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<VOL>\n\
             2024.01.01\t00:00:00\t10\t12.5\t9\t11\t3\n2024.01.01\t01:00:00\t10\t12.5\t9\t11\t3\n\
             2024.01.01\t02:00:00\t10\t12.5\t9\t11\t3\n",
            // Quotes, spaces, empty lines, zones.
            "\"date\",\"open\",\"high\",\"low\",\"close\",\"volume\"\n\n\
             \"2024-01-01 02:00:00+02:00\", 10,12.5,9,11,3\n2024-01-01 02:00:00.000 +0100,10 ,12.5,9,11,3\n\n\
             2024-01-01 02:00:00 UTC,1e1,12.5,9,11,3\n",
        ] {
            let table = table(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
            assert_eq!(table.candles, expected, "{text}");
            assert_eq!((table.timeframe.to_string().as_str(), table.notes.len()), ("1h", 0));
        }
    }

    #[test]
    fn days_have_no_time_and_the_rows_say_the_timeframe() {
        let days = "Date,Open,High,Low,Close,Adj Close,Volume\n\
                    2024-01-01,10,12.5,9,11,7,3\n2024-01-02,10,12.5,9,11,7,3\n";
        let table = table(days).unwrap();
        assert_eq!(table.timeframe, Timeframe::DAY);
        assert_eq!(table.candles, plain([0, 24]));
        let compact = days.replace("2024-01-0", "2024010");
        assert_eq!(self::table(&compact).unwrap().candles, plain([0, 24]));
        let one = "date,open,high,low,close,volume\n2024-01-01,10,12.5,9,11,3\n";
        assert!(fault(one).ends_with("neither its name nor its rows say which timeframe it has"));
        let asked = Timeframe::parse("1w").ok();
        assert_eq!(read(one.as_bytes(), "A.csv", asked, "BTC").unwrap().candles, plain([0]));
    }

    #[test]
    fn rows_that_say_the_same_twice_count_once() {
        let text = "date,open,high,low,close,volume\n\
                    2024-01-01 01:00,10,12.5,9,11,3\n2024-01-01 00:00,10,12.5,9,11,3\n\
                    2024-01-01 01:00,10,12.5,9,11,3\n2024-01-01 02:00,10,12.5,9,11,3\n";
        let table = table(text).unwrap();
        assert_eq!(table.candles, plain(0..3));
        assert_eq!(
            table.notes,
            ["its rows were not in order", "1 row had the date and the values of another"]
        );
        let other = text.replace("2024-01-01 02:00,10", "2024-01-01 00:00,11");
        assert_eq!(fault(&other), "A.csv:5: it has the date of line 3, and other values");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_column() {
        let rows = |cells: [&str; 6]| {
            let good = "2024-01-01 00:00,10,12.5,9,11,3\n2024-01-01 01:00,10,12.5,9,11,3\n";
            format!("date,open,high,low,close,Volume\n{good}\n{}\n", cells.join(","))
        };
        let date = "2024-01-01 02:00";
        let faults: Vec<String> = [
            rows([date, "10", "12.5", "9", "4x2", "3"]),
            rows([date, "10", "12.5", "", "11", "3"]),
            rows([date, "10", "inf", "9", "11", "3"]),
            rows([date, "\"10,5\"", "12.5", "9", "11", "3"]),
            rows([date, "-10", "12.5", "9", "11", "3"]),
            rows([date, "10", "12.5", "9", "11", "-3"]),
            rows([date, "10", "8.5", "9", "8.7", "3"]),
            rows(["2024-01-32", "10", "12.5", "9", "11", "3"]),
            rows(["01/02/2024", "10", "12.5", "9", "11", "3"]),
            rows(["1704074400000", "10", "12.5", "9", "11", "3"]),
            rows(["1824-01-01", "10", "12.5", "9", "11", "3"]),
            rows([date, "10", "12.5", "9", "11", "3,4"]),
            rows([date, "10", "12.5", "9", "11", ""]),
            rows(["2024-01-01 02:30", "10", "12.5", "9", "11", "3"]),
            "1704067200,1,1,1,1,1\n1704070800000,1,1,1,1,1\n".to_owned(),
            "1704067200,1,1,1,1\n".to_owned(),
            "1704067200,1,0.5,2,1,1\n".to_owned(),
            "1704067200,3,5,4,2,8\n1704070800,3,5,4,2,8\n".to_owned(),
            "date,open,high,low,close,volume\nx,1,1,1,1,1\n".to_owned(),
            "name,price\nx,1\n".to_owned(),
            "date,open,high,low,close\n2024-01-01,1,1,1,1\n".to_owned(),
            "date,open,high,low,close,volume\n".to_owned(),
            String::new(),
            "\0\0\0".to_owned(),
        ]
        .iter()
        .map(|text| fault(text))
        .collect();
        insta::assert_snapshot!(faults.join("\n"), @r"
        A.csv:5: close is `4x2`, and a number such as 42000.5 is expected
        A.csv:5: low is empty, and a number such as 42000.5 is expected
        A.csv:5: high is `inf`, and a number such as 42000.5 is expected
        A.csv:5: open is `10,5`, and a number with a point, such as 42000.5, is expected
        A.csv:5: open is `-10`, and a number of 0 or more is expected
        A.csv:5: Volume is `-3`, and a number of 0 or more is expected
        A.csv:5: its high is below its low
        A.csv:5: date is `2024-01-32`, and a date such as 2024-01-31 14:00, as in the first row, is expected
        A.csv:5: date is `01/02/2024`, and a date such as 2024-01-31 14:00, as in the first row, is expected
        A.csv:5: date is `1704074400000`, and a date such as 2024-01-31 14:00, as in the first row, is expected
        A.csv:5: date is `1824-01-01`, and a time from 1970 to 2200 is expected
        A.csv:5: it has 7 cells, and the line of names has 6
        A.csv:5: Volume is empty, and a number such as 42000.5 is expected
        A.csv:5: 2024-01-01 02:30 (UTC) is not where a 1h candle begins, as in 1 of 3 rows
        A.csv:2: date is `1704070800000`, and a time in seconds, as in the first row, is expected
        A.csv:1: it has 5 cells, and without names 6 are needed: date, open, high, low, close, volume
        A.csv:1: its high is below its low
        A.csv cannot be used: without names its columns must be date, open, high, low, close, volume, and most rows open or close beyond their high or low
        A.csv:2: date is `x`, and a time such as 2024-01-31 14:00 or 1706709600000 is expected
        A.csv:1: there is no column date
        A.csv:1: there is no column volume
        A.csv cannot be used: there is no candle in it
        A.csv cannot be used: it is empty
        A.csv:1: there is no column date
        ");
        assert!(read(&[0xFF, 0xFE, b'd', 0], "A.csv", None, "").is_err());
        assert!(read(b"date,open\n\xff\xff,1\n", "A.csv", None, "").is_err());
    }

    #[test]
    fn rows_of_another_timeframe_are_refused() {
        let text = "1704067200,1,1,1,1,1\n1704067260,1,1,1,1,1\n1704067320,1,1,1,1,1\n";
        let asked = |text: &str, asked: &str| {
            let asked = Timeframe::parse(asked).ok();
            read(text.as_bytes(), "A.csv", asked, "").map(|_| ()).map_err(|error| error.to_string())
        };
        assert_eq!(asked(text, "1m"), Ok(()));
        let told = Err("A.csv: its rows are 1m apart, and not 1h".to_owned());
        assert_eq!(asked(text, "1h"), told);
        assert_eq!(asked(text, "1s"), Err("A.csv: its rows are 1m apart, and not 1s".to_owned()));
    }
}
