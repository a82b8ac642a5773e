//! Frames of candles for many backtests: each file is read and mended once, and cut without copying.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::clean::{Mended, clean, mend};
use super::content::{Blocks, hash_with_dates};
use super::examine::odd;
use super::store::Store;
use super::tick::{MonthDecimals, PriceSteps};
use super::{CandleSource, DataError};
use crate::model::candles::Candles;
use crate::model::pair::Pair;
use crate::model::precision::Precision;
use crate::model::timeframe::Timeframe;

/// The candles of a source, cut and mended.
pub struct Frames<'a> {
    source: &'a dyn CandleSource,
    mended: Mutex<BTreeMap<(Pair, Timeframe), Slot>>,
}

/// What was mended, by the first who asked.
type Slot = Arc<OnceLock<Result<Arc<Stored>, DataError>>>;

/// The candles of one file.
struct Stored {
    /// With their gaps filled; as they are where cutting first and mending then would give something
    /// else.
    candles: Result<Mended, Candles>,
    /// The first row that is not where it belongs.
    odd: Option<String>,
    /// The decimals of the mended candles.
    decimals: OnceLock<Vec<MonthDecimals>>,
    /// The hashes of the mended candles.
    blocks: OnceLock<Blocks>,
}

impl<'a> Frames<'a> {
    /// The frames of a source.
    pub fn new(source: &'a dyn CandleSource) -> Self {
        Self { source, mended: Mutex::default() }
    }

    /// The candles with `lower ≤ date ≤ upper`, mended: what [`clean`] makes of the stored ones.
    pub fn cut(
        &self,
        pair: &Pair,
        timeframe: Timeframe,
        lower: Option<i64>,
        upper: Option<i64>,
    ) -> Result<Candles, DataError> {
        let stored = self.stored(pair, timeframe)?;
        let Mended { candles, runs } = match &stored.candles {
            Ok(mended) => mended,
            Err(raw) => return Ok(clean(raw, timeframe, lower, upper)),
        };
        let dates = &candles.date;
        let first = lower.map_or(0, |lower| dates.before(lower));
        let end = upper.map_or(dates.len(), |upper| dates.until(upper));
        // Nothing is invented before the first or behind the last candle.
        let begin = runs.partition_point(|run| run.end <= first);
        let first = runs.get(begin).map_or(dates.len(), |run| run.start.max(first));
        let last = runs.partition_point(|run| run.start < end);
        let end = last.checked_sub(1).map_or(0, |at| runs[at].end.min(end));
        Ok(candles.slice(first..end.max(first)))
    }

    /// Whether a cut with a later end begins with the same candles: not where mending looks at
    /// all of a cut.
    pub fn grows_at_its_end(&self, pair: &Pair, timeframe: Timeframe) -> bool {
        self.stored(pair, timeframe).is_ok_and(|stored| stored.candles.is_ok())
    }

    /// What is mended in a file besides gaps: `BTC_USDT-1h.feather: row 17 …`.
    pub fn odd(&self, pair: &Pair, timeframe: Timeframe) -> Option<String> {
        let stored = self.stored(pair, timeframe).ok()?;
        Some(format!("{}: {}", Store::file_name(pair, timeframe), stored.odd.as_ref()?))
    }

    /// The price steps of a cut.
    pub fn price_steps(
        &self,
        pair: &Pair,
        timeframe: Timeframe,
        cut: &Candles,
        fallback: Precision,
    ) -> PriceSteps {
        let stored = self.stored(pair, timeframe).ok();
        let known = stored.as_ref().and_then(|stored| {
            let whole = &stored.candles.as_ref().ok()?.candles;
            let first = whole.date.before(cut.date.first()?);
            let decimals = stored.decimals.get_or_init(|| MonthDecimals::of(whole));
            let rows = first..first + cut.len();
            Some(PriceSteps::of_part(whole, decimals, rows, fallback))
        });
        known.unwrap_or_else(|| PriceSteps::of(cut, fallback))
    }

    /// The hash of what a cut holds: its dates, prices and volumes.
    pub fn content(&self, pair: &Pair, timeframe: Timeframe, cut: &Candles) -> [u8; 32] {
        let stored = self.stored(pair, timeframe).ok();
        let known = stored.as_ref().and_then(|stored| {
            let whole = &stored.candles.as_ref().ok()?.candles;
            let first = whole.date.before(cut.date.first()?);
            let blocks = stored.blocks.get_or_init(|| Blocks::new(whole, timeframe.ms()));
            Some(blocks.hash(whole, timeframe.ms(), first..first + cut.len()))
        });
        *known.unwrap_or_else(|| hash_with_dates(cut)).as_bytes()
    }

    fn stored(&self, pair: &Pair, timeframe: Timeframe) -> Result<Arc<Stored>, DataError> {
        let slot = {
            let mut mended = self.mended.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(mended.entry((pair.clone(), timeframe)).or_default())
        };
        let read = || {
            let candles = Arc::unwrap_or_clone(self.source.candles(pair, timeframe)?);
            let odd = odd(&candles, timeframe);
            let candles = mend(candles, timeframe);
            Ok(Arc::new(Stored {
                candles,
                odd,
                decimals: OnceLock::new(),
                blocks: OnceLock::new(),
            }))
        };
        slot.get_or_init(read).clone()
    }
}

impl std::fmt::Debug for Frames<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Frames")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::candles::Candle;

    const HOUR: i64 = 3_600_000;

    struct One(Arc<Candles>);

    impl CandleSource for One {
        fn candles(&self, _: &Pair, _: Timeframe) -> Result<Arc<Candles>, DataError> {
            Ok(Arc::clone(&self.0))
        }
    }

    #[test]
    fn a_cut_of_the_mended_is_the_mended_cut() {
        let pair = Pair::parse("A/USDT").unwrap();
        let timeframe = Timeframe::parse("1h").unwrap();
        for hours in [
            (5..40).collect::<Vec<i64>>(),
            vec![3, 4, 7, 8, 9, 15, 40, 41],
            vec![0, 1, 30],
            vec![7],
            vec![5, 4, 6, 6, 9],
            vec![],
        ] {
            let mut candles = Candles::default();
            for hour in hours {
                let price = hour as f64;
                candles.push(Candle {
                    date: hour * HOUR,
                    open: price,
                    high: price + 1.0,
                    low: price - 1.0,
                    close: price + 0.5,
                    volume: 1.0,
                });
            }
            let source = One(Arc::new(candles));
            let frames = Frames::new(&source);
            for lower in (0..45).map(Some).chain([None]) {
                for upper in (0..45).map(Some).chain([None]) {
                    let (lower, upper) = (lower.map(|at| at * HOUR), upper.map(|at| at * HOUR));
                    let cut = frames.cut(&pair, timeframe, lower, upper).unwrap();
                    assert_eq!(cut, clean(&source.0, timeframe, lower, upper));
                    let tick = Precision::tick(0.01);
                    let steps = frames.price_steps(&pair, timeframe, &cut, tick);
                    assert_eq!(steps, PriceSteps::of(&cut, tick));
                }
            }
        }
    }
}
