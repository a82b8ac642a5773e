//! The candles of all charts, each once.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Value, json};

use super::rounded::power_below;
use crate::model::candles::{Candle, Candles};
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;

/// The most candles of a page: a megabyte.
const MOST: usize = 230_000;

/// Digits of the lowest price.
const DIGITS: i32 = 5;

/// The candles that charts show, by pair and timeframe.
#[derive(Default)]
pub(super) struct Shelf {
    frames: BTreeMap<(String, Timeframe), Vec<Candle>>,
}

impl Shelf {
    /// Puts the candles of a chart there; the name that the chart finds them by.
    pub(super) fn put(
        &mut self,
        pair: &Pair,
        timeframe: Timeframe,
        candles: &Candles,
        rows: Range<usize>,
    ) -> String {
        let frame = self.frames.entry((pair.as_str().to_owned(), timeframe)).or_default();
        frame.extend(rows.map(|row| candles.row(row)));
        name(pair.as_str(), timeframe)
    }

    /// All of them, as many as there is room for: where there are too many they are made longer.
    pub(super) fn into_json(self) -> Value {
        let most = MOST / self.frames.len().max(1);
        let frame = |((pair, timeframe), mut candles): ((String, Timeframe), Vec<Candle>)| {
            // Timeranges may overlap.
            candles.sort_unstable_by_key(|candle| candle.date);
            candles.dedup_by_key(|candle| candle.date);
            let times = candles.len().div_ceil(most.max(1)).max(1);
            let length = timeframe.ms() * times as i64;
            let json = frame_json(&longer(&candles, length), timeframe, length);
            (name(&pair, timeframe), json)
        };
        Value::Object(self.frames.into_iter().map(frame).collect())
    }
}

fn name(pair: &str, timeframe: Timeframe) -> String {
    format!("{pair} {timeframe}")
}

/// Candles of a length that several of the shorter ones make.
fn longer(candles: &[Candle], length: i64) -> Vec<Candle> {
    let begin = |candle: &Candle| candle.date.div_euclid(length);
    let join = |of_one: &[Candle]| {
        let (first, last) = (of_one[0], of_one[of_one.len() - 1]);
        let high = of_one.iter().map(|candle| candle.high).fold(f64::NEG_INFINITY, f64::max);
        let low = of_one.iter().map(|candle| candle.low).fold(f64::INFINITY, f64::min);
        Candle { date: first.date, high, low, close: last.close, ..first }
    };
    candles.chunk_by(|one, next| begin(one) == begin(next)).map(join).collect()
}

/// Candles in whole numbers of a price step, each told from the close before it: most are small.
fn frame_json(candles: &[Candle], timeframe: Timeframe, length: i64) -> Value {
    let lowest = candles.iter().map(|candle| candle.low).filter(|low| *low > 0.0);
    let lowest = lowest.fold(f64::INFINITY, f64::min);
    let lowest = if lowest.is_finite() { lowest } else { 1.0 };
    let tick = power_below(lowest) / 10_f64.powi(DIGITS - 1);
    // A power of ten below 1 is divided by, so that it is exact.
    let per_tick = (1.0 / tick).round();
    let ticks = |price: f64| {
        let ticks = if tick < 1.0 { price * per_tick } else { price / tick };
        ticks.round() as i64
    };
    let mut columns: [Vec<i64>; 4] = std::array::from_fn(|_| Vec::with_capacity(candles.len()));
    let mut before = candles.first().map_or(0, |first| ticks(first.close));
    for candle in candles {
        let [open, high, low, close] =
            [candle.open, candle.high, candle.low, candle.close].map(ticks);
        let row = [close, open - before, high - open.max(close), open.min(close) - low];
        for (column, value) in columns.iter_mut().zip(row) {
            column.push(value);
        }
        before = close;
    }
    let [close, open, up, down] = columns;
    json!({
        "timeframe_ms": length,
        "run_timeframe_ms": timeframe.ms(),
        "tick": if tick < 1.0 { 1.0 / per_tick } else { tick },
        "date": candles.iter().map(|candle| candle.date).collect::<Vec<_>>(),
        "close": close,
        "open": open,
        "up": up,
        "down": down,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candles(count: i64, first: i64) -> Candles {
        let mut candles = Candles::default();
        for row in 0..count {
            let date = (first + row) * 3_600_000;
            let close = 100.0 + row as f64;
            let (high, low) = (close + 2.5, close - 1.25);
            candles.push(Candle { date, open: close - 1.0, high, low, close, volume: 1.0 });
        }
        candles
    }

    #[test]
    fn overlapping_timeranges_are_told_once_and_prices_come_back() {
        let (pair, hour) = (Pair::parse("A/B").unwrap(), Timeframe::parse("1h").unwrap());
        let mut shelf = Shelf::default();
        assert_eq!(shelf.put(&pair, hour, &candles(5, 0), 0..5), "A/B 1h");
        shelf.put(&pair, hour, &candles(6, 3), 1..6);
        let json = shelf.into_json();
        let frame = &json["A/B 1h"];
        assert_eq!(frame["date"].as_array().unwrap().len(), 9);
        assert_eq!(
            (frame["tick"].as_f64(), frame["close"][0].as_i64()),
            (Some(0.001), Some(100_000))
        );
        // The first opens below its own close, the others at the close before.
        assert_eq!((frame["open"][0].as_i64(), frame["open"][1].as_i64()), (Some(-1000), Some(0)));
        assert_eq!((frame["up"][1].as_i64(), frame["down"][1].as_i64()), (Some(2500), Some(250)));
    }

    #[test]
    fn too_many_are_made_longer() {
        let all: Vec<Candle> = (0..10).map(|row| candles(10, 0).row(row)).collect();
        let longer = longer(&all, 4 * 3_600_000);
        assert_eq!(longer.len(), 3);
        assert_eq!((longer[0].open, longer[0].close), (99.0, 103.0));
        assert_eq!((longer[0].high, longer[0].low), (105.5, 98.75));
        assert_eq!(longer[2].date, 8 * 3_600_000);
    }
}
