//! The archive: a file for each month, and for each day, with its checksum beside it.

use std::io::{Cursor, Read as _};
use std::ops::Range;

use chrono::{DateTime, Datelike, TimeZone as _, Utc};
use sha2::{Digest as _, Sha256};
use zip::ZipArchive;

use super::super::order::Wanted;
use super::numbers::finite;
use super::rest::to_the_second;
use super::{Addresses, interval, symbol};
use crate::model::candle_type::CandleType;
use crate::model::candles::{Candle, Candles};

const DAY: i64 = 86_400_000;
/// The longest table that a file may hold: sixteen times a month of one-minute candles.
const MOST_BYTES: u64 = 256 << 20;

/// A file of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct ArchiveFile {
    /// Its address; that of its checksum has `.CHECKSUM` behind it.
    pub url: String,
    /// The open times of its rows.
    pub span: Range<i64>,
    /// How long a time it is of.
    pub covers: Covers,
}

/// What a file of the archive holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Covers {
    Month,
    Day,
}

impl ArchiveFile {
    /// Its name without the folders.
    pub(in super::super) fn name(&self) -> &str {
        self.url.rsplit('/').next().unwrap_or(&self.url)
    }
}

/// The files of the months that a span touches and that were over at `now`.
pub(in super::super) fn month_files(
    addresses: &Addresses,
    wanted: &Wanted,
    span: &Range<i64>,
    now: i64,
) -> Vec<ArchiveFile> {
    let mut files = Vec::new();
    let Some(mut month) = first_of_month(span.start, 0) else { return files };
    while month < span.end {
        let Some(next) = first_of_month(month, 1) else { break };
        if next <= now {
            files.extend(file(addresses, wanted, month..next, Covers::Month));
        }
        month = next;
    }
    files
}

/// The files of the days that a span touches and that were over at `now`. Funding rates have none.
pub(in super::super) fn day_files(
    addresses: &Addresses,
    wanted: &Wanted,
    span: &Range<i64>,
    now: i64,
) -> Vec<ArchiveFile> {
    if wanted.key.candle_type == CandleType::FundingRate {
        return Vec::new();
    }
    let first = span.start - span.start.rem_euclid(DAY);
    let days = (first..span.end.min(now - DAY + 1)).step_by(DAY as usize);
    days.filter_map(|day| file(addresses, wanted, day..day + DAY, Covers::Day)).collect()
}

fn file(
    addresses: &Addresses,
    wanted: &Wanted,
    span: Range<i64>,
    covers: Covers,
) -> Option<ArchiveFile> {
    let (market, kind) = match wanted.key.candle_type {
        CandleType::Spot => ("spot", "klines"),
        CandleType::Futures => ("futures/um", "klines"),
        CandleType::Mark => ("futures/um", "markPriceKlines"),
        CandleType::FundingRate => ("futures/um", "fundingRate"),
    };
    let (often, date) = match covers {
        Covers::Month => ("monthly", "%Y-%m"),
        Covers::Day => ("daily", "%Y-%m-%d"),
    };
    let date = DateTime::<Utc>::from_timestamp_millis(span.start)?.format(date);
    let (base, symbol) = (&addresses.archive, symbol(&wanted.key.pair));
    let folder = format!("{base}/data/{market}/{often}/{kind}/{symbol}");
    let url = if wanted.key.candle_type == CandleType::FundingRate {
        format!("{folder}/{symbol}-fundingRate-{date}.zip")
    } else {
        // A month is spelt otherwise here: some file systems do not tell M from m.
        let interval = interval(wanted.key.timeframe)?.replace('M', "mo");
        format!("{folder}/{interval}/{symbol}-{interval}-{date}.zip")
    };
    Some(ArchiveFile { url, span, covers })
}

fn first_of_month(date: i64, later: i32) -> Option<i64> {
    let utc = DateTime::<Utc>::from_timestamp_millis(date)?;
    let months = utc.year() * 12 + utc.month0() as i32 + later;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) as u32 + 1);
    Some(Utc.with_ymd_and_hms(year, month, 1, 0, 0, 0).single()?.timestamp_millis())
}

/// Reads the file beside an archive's file: a hash of 256 bits, and a name.
pub(in super::super) fn checksum(body: &[u8]) -> Result<[u8; 32], String> {
    let text = String::from_utf8_lossy(body);
    let digits = text.split_whitespace().next().unwrap_or_default();
    let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..64).step_by(2).map(byte).collect();
    let bytes = bytes.filter(|_| digits.len() == 64).and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| "its checksum is none".to_owned())
}

/// Reads the rows of a file: `None` where it is not the one that the checksum is of.
pub(in super::super) fn contents(
    body: &[u8],
    checksum: [u8; 32],
    candle_type: CandleType,
    span: &Range<i64>,
) -> Result<Option<Candles>, String> {
    if <[u8; 32]>::from(Sha256::digest(body)) != checksum {
        return Ok(None);
    }
    let damaged =
        |error: &dyn std::fmt::Display| format!("the archive's file is damaged ({error})");
    let mut zip = ZipArchive::new(Cursor::new(body)).map_err(|error| damaged(&error))?;
    if zip.len() != 1 {
        return Err(format!("the archive's file holds {} tables", zip.len()));
    }
    let table = zip.by_index(0).map_err(|error| damaged(&error))?;
    let mut text = Vec::new();
    table.take(MOST_BYTES).read_to_end(&mut text).map_err(|error| damaged(&error))?;
    if text.len() as u64 == MOST_BYTES {
        return Err("the archive's file is too long".into());
    }
    rows(&text, candle_type, span).map(Some)
}

/// Reads a table, with a line of names or without one.
fn rows(text: &[u8], candle_type: CandleType, span: &Range<i64>) -> Result<Candles, String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
    let mut record = csv::StringRecord::new();
    let mut candles = Candles::default();
    let (mut line, mut elsewhere, mut unit, mut before) = (0_u64, 0_u64, None, i64::MIN);
    loop {
        line += 1;
        let wrong = |problem: &str| format!("line {line} of the archive's file {problem}");
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) if candles.is_empty() && elsewhere > 0 => {
                return Err("the archive's file is of another time".into());
            }
            Ok(false) => return Ok(candles),
            Err(error) => return Err(wrong(&format!("cannot be read ({error})"))),
        }
        let time = record.get(0).unwrap_or_default().trim();
        if line == 1 && !time.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let unit = *unit.get_or_insert_with(|| per_millisecond(time));
        let date = time.parse::<i64>().map_err(|_| wrong("begins with no time"))?;
        let date = date.div_euclid(unit);
        if !span.contains(&date) {
            // A week may begin in one month and end in the next.
            elsewhere += 1;
            continue;
        }
        if date <= before {
            return Err(wrong("is out of order"));
        }
        before = date;
        let number =
            |at: usize| record.get(at).and_then(finite).ok_or_else(|| wrong("lacks a number"));
        candles.push(if candle_type == CandleType::FundingRate {
            let (date, open) = (to_the_second(date), number(2)?);
            Candle { date, open, high: 0.0, low: 0.0, close: 0.0, volume: 0.0 }
        } else {
            let (open, high, low) = (number(1)?, number(2)?, number(3)?);
            Candle { date, open, high, low, close: number(4)?, volume: number(5)? }
        });
    }
}

/// How many of a file's units of time make a millisecond: spot files have microseconds since 2025.
fn per_millisecond(time: &str) -> i64 {
    match time.len() {
        ..=14 => 1,
        15..=17 => 1_000,
        _ => 1_000_000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::candle_key::CandleKey;
    use crate::model::pair::Pair;
    use crate::model::timeframe::Timeframe;
    use crate::model::timerange::parse_date;

    fn date(text: &str) -> i64 {
        parse_date(text).unwrap()
    }

    fn wanted(pair: &str, timeframe: &str, candle_type: CandleType) -> Wanted {
        let (pair, timeframe) = (Pair::parse(pair).unwrap(), Timeframe::parse(timeframe).unwrap());
        Wanted { key: CandleKey { pair, timeframe, candle_type }, span: 0..0 }
    }

    #[test]
    fn months_and_days_that_are_over_have_files() {
        let addresses = Addresses { archive: "a".into(), ..Addresses::default() };
        let spot = wanted("BTC/USDT", "1m", CandleType::Spot);
        let span = date("20231215")..date("20240310");
        let months = month_files(&addresses, &spot, &span, date("20240310"));
        let names: Vec<&str> = months.iter().map(ArchiveFile::name).collect();
        assert_eq!(
            names,
            ["BTCUSDT-1m-2023-12.zip", "BTCUSDT-1m-2024-01.zip", "BTCUSDT-1m-2024-02.zip"]
        );
        assert_eq!(months[2].span, date("20240201")..date("20240301"));
        assert_eq!(months[0].url, "a/data/spot/monthly/klines/BTCUSDT/1m/BTCUSDT-1m-2023-12.zip");
        let days = day_files(
            &addresses,
            &spot,
            &(date("20240308T1200")..date("20240311")),
            date("20240310T0100"),
        );
        let names: Vec<&str> = days.iter().map(ArchiveFile::name).collect();
        assert_eq!(names, ["BTCUSDT-1m-2024-03-08.zip", "BTCUSDT-1m-2024-03-09.zip"]);
        let funding = wanted("BTC/USDT:USDT", "1h", CandleType::FundingRate);
        let months = month_files(
            &addresses,
            &funding,
            &(date("20240105")..date("20240106")),
            date("20240201"),
        );
        assert_eq!(
            months[0].url,
            "a/data/futures/um/monthly/fundingRate/BTCUSDT/BTCUSDT-fundingRate-2024-01.zip"
        );
    }

    #[test]
    fn headers_and_units_are_recognised() {
        let span = date("20240101")..date("20240201");
        let first = date("20240101");
        let body = |time: i64| format!("{time},1.5,2,1,1.75,10,{},0,1,0,0,0\n", time + 59_999);
        let plain = rows(body(first).as_bytes(), CandleType::Spot, &span).unwrap();
        assert_eq!((plain.len(), plain.row(0).date, plain.row(0).close), (1, first, 1.75));
        let with_names = format!("open_time,open,high,low,close,volume\n{}", body(first));
        assert_eq!(rows(with_names.as_bytes(), CandleType::Spot, &span).unwrap(), plain);
        let finer = body(first * 1_000);
        assert_eq!(rows(finer.as_bytes(), CandleType::Spot, &span).unwrap(), plain);
        let funding =
            format!("calc_time,funding_interval_hours,last_funding_rate\n{},8,0.0001\n", first + 7);
        let rates = rows(funding.as_bytes(), CandleType::FundingRate, &span).unwrap();
        assert_eq!(rates, Candles::of_rates(vec![first], vec![0.0001]));
        let foreign = rows(body(span.end).as_bytes(), CandleType::Spot, &span).unwrap_err();
        assert_eq!(foreign, "the archive's file is of another time");
        let short = rows(b"1704067200000,1,2\n", CandleType::Spot, &span).unwrap_err();
        assert_eq!(short, "line 1 of the archive's file lacks a number");
    }

    #[test]
    fn a_file_with_another_checksum_is_another_file() {
        let digits = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let known = checksum(format!("{digits}  abc.zip\n").as_bytes()).unwrap();
        let span = 0..1;
        assert_eq!(contents(b"abcd", known, CandleType::Spot, &span), Ok(None));
        assert!(contents(b"abc", known, CandleType::Spot, &span).unwrap_err().contains("damaged"));
        assert!(checksum(b"<html>").is_err() && checksum(b"").is_err());
    }
}
