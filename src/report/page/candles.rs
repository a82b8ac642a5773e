//! The candles of all charts, each once.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::rounded::power_below;
use crate::model::candles::{Candle, Candles};
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;

/// Digits of the lowest price.
const DIGITS: i32 = 5;

/// The candles that charts show, by pair and timeframe.
pub(super) struct Shelf {
    /// The most candles of a frame.
    most: usize,
    frames: BTreeMap<(String, Timeframe), Frame>,
}

/// The candles of a pair.
#[derive(Default)]
struct Frame {
    candles: Vec<Candle>,
    /// Of how many of the run's candles each of them is made at most: a power of two.
    times: usize,
}

impl Shelf {
    /// One with room for so many candles in so many frames.
    pub(super) fn new(candles: usize, frames: usize) -> Self {
        Self { most: (candles / frames.max(1)).max(1), frames: BTreeMap::new() }
    }

    /// Puts the candles of a chart there, from a row on; the name that the chart finds them by. Years of minutes
    /// are made longer at once.
    pub(super) fn put(
        &mut self,
        pair: &Pair,
        timeframe: Timeframe,
        candles: &Candles,
        first: usize,
    ) -> String {
        let frame = self.frames.entry((pair.as_str().to_owned(), timeframe)).or_default();
        let rows = first..candles.len();
        let times = (rows.len() / (2 * self.most)).max(1).next_power_of_two();
        let length = timeframe.ms() * times as i64;
        frame.times = frame.times.max(times);
        frame.candles.extend(Longer::new(rows.map(|row| candles.row(row)), length));
        name(pair.as_str(), timeframe)
    }

    /// All of them, as many as there is room for: where there are too many they are made longer.
    pub(super) fn into_json(self) -> Value {
        let most = self.most;
        let frame = |((pair, timeframe), frame): ((String, Timeframe), Frame)| {
            let Frame { mut candles, mut times } = frame;
            // Timeranges may overlap.
            candles.sort_unstable_by_key(|candle| candle.date);
            candles.dedup_by_key(|candle| candle.date);
            let longer = |times: usize| {
                let length = timeframe.ms() * times as i64;
                let longer: Vec<Candle> = Longer::new(candles.iter().copied(), length).collect();
                (longer, length)
            };
            let (mut shown, mut length) = longer(times);
            while shown.len() > most {
                times *= 2;
                (shown, length) = longer(times);
            }
            (name(&pair, timeframe), frame_json(&shown, timeframe, length))
        };
        Value::Object(self.frames.into_iter().map(frame).collect())
    }
}

fn name(pair: &str, timeframe: Timeframe) -> String {
    format!("{pair} {timeframe}")
}

/// Candles of a length that several shorter ones make.
struct Longer<I: Iterator<Item = Candle>> {
    candles: std::iter::Peekable<I>,
    length: i64,
}

impl<I: Iterator<Item = Candle>> Longer<I> {
    fn new(candles: I, length: i64) -> Self {
        Self { candles: candles.peekable(), length }
    }
}

impl<I: Iterator<Item = Candle>> Iterator for Longer<I> {
    type Item = Candle;

    fn next(&mut self) -> Option<Candle> {
        let mut one = self.candles.next()?;
        let begin = one.date.div_euclid(self.length);
        let same = |next: &Candle| next.date.div_euclid(self.length) == begin;
        while let Some(next) = self.candles.next_if(same) {
            one.high = one.high.max(next.high);
            one.low = one.low.min(next.low);
            one.close = next.close;
        }
        Some(one)
    }
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
        let mut shelf = Shelf::new(1000, 1);
        assert_eq!(shelf.put(&pair, hour, &candles(5, 0), 0), "A/B 1h");
        shelf.put(&pair, hour, &candles(6, 3), 1);
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
        let all = candles(10, 0);
        let longer = Longer::new((0..10).map(|row| all.row(row)), 4 * 3_600_000);
        let longer: Vec<Candle> = longer.collect();
        assert_eq!(longer.len(), 3);
        assert_eq!((longer[0].open, longer[0].close), (99.0, 103.0));
        assert_eq!((longer[0].high, longer[0].low), (105.5, 98.75));
        assert_eq!(longer[2].date, 8 * 3_600_000);
    }
    #[test]
    fn a_frame_has_no_more_candles_than_there_is_room_for() {
        let (pair, hour) = (Pair::parse("A/B").unwrap(), Timeframe::parse("1h").unwrap());
        let mut shelf = Shelf { most: 100, frames: BTreeMap::new() };
        shelf.put(&pair, hour, &candles(5_000, 0), 0);
        shelf.put(&pair, hour, &candles(50, 4_000), 0);
        let json = shelf.into_json();
        let frame = &json["A/B 1h"];
        let count = frame["date"].as_array().unwrap().len();
        assert!((50..=100).contains(&count), "{count}");
        assert_eq!(frame["timeframe_ms"], 64 * 3_600_000);
        assert_eq!(frame["run_timeframe_ms"], 3_600_000);
    }
}
