//! Pages of candles, mark prices and funding rates.

use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, SeqAccess, Visitor};

use super::super::http::Question;
use super::super::order::Wanted;
use super::numbers::Number;
use super::{Addresses, interval, symbol};
use crate::data::examine::impossible;
use crate::model::candle_type::CandleType;
use crate::model::candles::{Candle, Candles};

/// The most rows of a page that are asked for.
pub(in super::super) const PAGE_ROWS: usize = 1_000;
/// What a page costs: of the spot market, and of futures for so many rows.
const SPOT_WEIGHT: u32 = 2;
const FUTURES_WEIGHT: u32 = 5;
const FUNDING_WEIGHT: u32 = 1;

/// Asks for the first rows of a span; `None` where there are no such candles.
pub(in super::super) fn page(
    addresses: &Addresses,
    wanted: &Wanted,
    span: &Range<i64>,
    rows: usize,
) -> Option<Question> {
    let (host, symbol) = (addresses.of_type(wanted.key.candle_type), symbol(&wanted.key.pair));
    let (path, weight) = match wanted.key.candle_type {
        CandleType::Spot => ("/api/v3/klines", SPOT_WEIGHT),
        CandleType::Futures => ("/fapi/v1/klines", FUTURES_WEIGHT),
        CandleType::Mark => ("/fapi/v1/markPriceKlines", FUTURES_WEIGHT),
        CandleType::FundingRate => ("/fapi/v1/fundingRate", FUNDING_WEIGHT),
    };
    let interval = match wanted.key.candle_type {
        CandleType::FundingRate => String::new(),
        _ => format!("&interval={}", interval(wanted.key.timeframe)?),
    };
    let (from, to) = (span.start, span.end - 1);
    let url = format!(
        "{host}{path}?symbol={symbol}{interval}&startTime={from}&endTime={to}&limit={rows}"
    );
    Some(Question { url, weight, is_file: false })
}

/// Reads a page: its rows in ascending order, all of them in the span that was asked for.
pub(in super::super) fn read_page(
    body: &[u8],
    candle_type: CandleType,
    span: &Range<i64>,
) -> Result<Candles, String> {
    let broken = |error: serde_json::Error| match error.classify() {
        serde_json::error::Category::Eof => "its answer is cut off".to_owned(),
        _ => format!("its answer is no list of rows ({error})"),
    };
    let rows: Vec<Candle> = if candle_type == CandleType::FundingRate {
        let rates: Vec<FundingRate> = serde_json::from_slice(body).map_err(broken)?;
        rates.into_iter().map(Candle::from).collect()
    } else {
        let rows: Vec<Row> = serde_json::from_slice(body).map_err(broken)?;
        rows.into_iter().map(|row| row.0).collect()
    };
    let mut candles = Candles::with_capacity(rows.len());
    let mut before = span.start - 1;
    for mut row in rows {
        if !span.contains(&row.date) {
            return Err(format!("it answers rows that were not asked for ({})", row.date));
        }
        if row.date <= before {
            return Err("its rows are not in order".into());
        }
        before = row.date;
        if candle_type == CandleType::FundingRate {
            row.date = to_the_second(row.date);
        }
        candles.push(row);
    }
    let has_prices = candle_type != CandleType::FundingRate;
    match has_prices.then(|| impossible(&candles)).flatten() {
        None => Ok(candles),
        Some(problem) => Err(format!("it answers what cannot be: {problem}")),
    }
}

/// Funding is paid some milliseconds late now and then.
pub(super) fn to_the_second(date: i64) -> i64 {
    date - date.rem_euclid(1_000)
}

/// A candle: open time, prices and volume are the first of twelve.
struct Row(Candle);

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Row;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of an open time, four prices and a volume")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut row: A) -> Result<Row, A::Error> {
                let short = || A::Error::custom("a row is too short");
                let date: i64 = row.next_element()?.ok_or_else(short)?;
                let mut number = || row.next_element()?.map(|Number(it)| it).ok_or_else(short);
                let (open, high, low) = (number()?, number()?, number()?);
                let (close, volume) = (number()?, number()?);
                while row.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Row(Candle { date, open, high, low, close, volume }))
            }
        }
        deserializer.deserialize_seq(Read)
    }
}

/// What one side paid the other, and when.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FundingRate {
    funding_time: i64,
    funding_rate: Number,
}

impl From<FundingRate> for Candle {
    fn from(paid: FundingRate) -> Self {
        let (date, open) = (paid.funding_time, paid.funding_rate.0);
        Self { date, open, high: 0.0, low: 0.0, close: 0.0, volume: 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_whole_or_not_at_all() {
        let text =
            br#"[[1601510340000,"4.15070000","4.15870000","4.15060000","4.15540000","539.23000000",
            1601510399999,"2240.39860900",13,"401.82000000","1669.98121300","0"]]"#;
        let span = 1_601_510_340_000..1_601_510_400_000;
        let candles = read_page(text, CandleType::Spot, &span).unwrap();
        let expected = Candle {
            date: 1_601_510_340_000,
            open: 4.1507,
            high: 4.1587,
            low: 4.1506,
            close: 4.1554,
            volume: 539.23,
        };
        assert_eq!((candles.len(), candles.row(0)), (1, expected));
        for end in 0..text.len() - 1 {
            assert!(read_page(&text[..end], CandleType::Spot, &span).is_err(), "{end}");
        }
        for (text, problem) in [
            ("<html>", "its answer is no list of rows (expected value at line 1 column 1)"),
            ("[[1601510340000,\"1\"]]", "too short"),
            ("[[1601510339999,\"1\",\"1\",\"1\",\"1\",\"1\"]]", "not asked for"),
            ("[[1601510340000,\"one\",\"1\",\"1\",\"1\",\"1\"]]", "`one` is no number"),
            ("[[1601510340000,\"1\",\"1\",\"2\",\"1\",\"1\"]]", "has a high below its low"),
            ("[[1601510340000,\"NaN\",\"1\",\"1\",\"1\",\"1\"]]", "`NaN` is no number"),
        ] {
            let error = read_page(text.as_bytes(), CandleType::Spot, &span).unwrap_err();
            assert!(error.contains(problem), "{error}");
        }
    }

    #[test]
    fn funding_rates_stand_in_open_at_full_seconds() {
        let text = br#"[{"symbol":"BTCUSDT","fundingTime":1609459200012,"fundingRate":"0.00022785","markPrice":""},
            {"symbol":"BTCUSDT","fundingTime":1609488000000,"fundingRate":"-0.0001","markPrice":"2.0"}]"#;
        let span = 1_609_459_200_000..1_609_500_000_000;
        let rates = read_page(text, CandleType::FundingRate, &span).unwrap();
        let expected = Candles::of_rates(
            vec![1_609_459_200_000, 1_609_488_000_000],
            vec![0.000_227_85, -0.0001],
        );
        assert_eq!(rates, expected);
    }
}
