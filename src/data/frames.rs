//! Frames of candles for many backtests: each file is read and mended once, and cut without copying.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::clean::{Mended, clean, mend};
use super::content::{Blocks, hash_with_dates};
use super::examine::odd;
use super::funding::{FundingEvents, FundingKey};
use super::merge::in_order;
use super::store::Store;
use super::tick::{MonthDecimals, PriceSteps};
use super::{CandleSource, DataError};
use crate::model::candle_key::CandleKey;
use crate::model::candles::Candles;
use crate::model::precision::Precision;

/// The candles of a source, cut and mended.
pub struct Frames<'a> {
    source: &'a dyn CandleSource,
    mended: Mutex<BTreeMap<CandleKey, Slot>>,
    pub(super) funding: Mutex<BTreeMap<FundingKey, Arc<FundingEvents>>>,
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
        Self { source, mended: Mutex::default(), funding: Mutex::default() }
    }

    /// The candles with `lower ≤ date ≤ upper`, mended: what [`clean`] makes of the stored ones.
    pub fn cut(
        &self,
        key: &CandleKey,
        lower: Option<i64>,
        upper: Option<i64>,
    ) -> Result<Candles, DataError> {
        let stored = self.stored(key)?;
        let Mended { candles, runs } = match &stored.candles {
            Ok(mended) => mended,
            Err(raw) => return Ok(clean(raw, key.timeframe, lower, upper)),
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

    /// The same; `None` where there is no file, or nothing of it is left.
    pub fn cut_if_any(
        &self,
        key: &CandleKey,
        lower: Option<i64>,
        upper: Option<i64>,
    ) -> Result<Option<Candles>, DataError> {
        match self.cut(key, lower, upper) {
            Err(DataError::Missing { .. }) => Ok(None),
            cut => cut.map(|candles| Some(candles).filter(|candles| !candles.is_empty())),
        }
    }

    /// Whether a cut with a later end begins with the same candles: not where mending looks at
    /// all of a cut.
    pub fn grows_at_its_end(&self, key: &CandleKey) -> bool {
        self.stored(key).is_ok_and(|stored| stored.candles.is_ok())
    }

    /// What is mended in a file besides gaps: `BTC_USDT-1h.feather: row 17 …`.
    pub fn odd(&self, key: &CandleKey) -> Option<String> {
        let stored = self.stored(key).ok()?;
        Some(format!("{}: {}", Store::file_name(key), stored.odd.as_ref()?))
    }

    /// The price steps of a cut.
    pub fn price_steps(&self, key: &CandleKey, cut: &Candles, fallback: Precision) -> PriceSteps {
        let stored = self.stored(key).ok();
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
    pub fn content(&self, key: &CandleKey, cut: &Candles) -> [u8; 32] {
        let stored = self.stored(key).ok();
        let stored = stored.as_ref().filter(|_| key.candle_type.has_grid());
        let known = stored.and_then(|stored| {
            let whole = &stored.candles.as_ref().ok()?.candles;
            let (first, step) = (whole.date.before(cut.date.first()?), key.timeframe.ms());
            let blocks = stored.blocks.get_or_init(|| Blocks::new(whole, step));
            Some(blocks.hash(whole, step, first..first + cut.len()))
        });
        *known.unwrap_or_else(|| hash_with_dates(cut)).as_bytes()
    }

    fn stored(&self, key: &CandleKey) -> Result<Arc<Stored>, DataError> {
        let slot = {
            let mut mended = self.mended.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(mended.entry(key.clone()).or_default())
        };
        let read = || {
            let candles = Arc::unwrap_or_clone(self.source.candles(key)?);
            let (odd, candles) = if key.candle_type.has_grid() {
                (odd(&candles, key.timeframe), mend(candles, key.timeframe))
            } else {
                (None, Ok(rates(candles)))
            };
            let (decimals, blocks) = (OnceLock::new(), OnceLock::new());
            Ok(Arc::new(Stored { candles, odd, decimals, blocks }))
        };
        slot.get_or_init(read).clone()
    }
}

/// Funding rates, in order and none of them invented. They are due at whole seconds, and exchanges tell the
/// milliseconds until they had paid.
fn rates(mut stored: Candles) -> Mended {
    let second = |date: i64| date - date.rem_euclid(1_000);
    stored.date = stored.date.iter().map(second).collect();
    let candles = in_order(&stored);
    let runs = std::iter::once(0..candles.len()).collect();
    Mended { candles, runs }
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
    use crate::model::pair::Pair;
    use crate::model::timeframe::Timeframe;

    const HOUR: i64 = 3_600_000;

    struct One(Arc<Candles>);

    impl CandleSource for One {
        fn candles(&self, _: &CandleKey) -> Result<Arc<Candles>, DataError> {
            Ok(Arc::clone(&self.0))
        }
    }

    #[test]
    fn a_cut_of_the_mended_is_the_mended_cut() {
        let timeframe = Timeframe::HOUR;
        let key = CandleKey::trades(&Pair::parse("A/USDT").unwrap(), timeframe);
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
                    let cut = frames.cut(&key, lower, upper).unwrap();
                    assert_eq!(cut, clean(&source.0, timeframe, lower, upper));
                    let tick = Precision::tick(0.01);
                    let steps = frames.price_steps(&key, &cut, tick);
                    assert_eq!(steps, PriceSteps::of(&cut, tick));
                }
            }
        }
    }

    #[test]
    fn funding_rates_are_due_at_whole_seconds_and_none_is_invented() {
        let key = CandleKey::funding_rates(&Pair::parse("A/USDT:USDT").unwrap());
        let dates = vec![8 * HOUR + 7, 0, 24 * HOUR + 999, 8 * HOUR];
        let source = One(Arc::new(Candles::of_rates(dates, vec![0.1, 0.2, 0.3, 0.4])));
        let frames = Frames::new(&source);
        let cut = |lower, upper| frames.cut(&key, lower, upper).unwrap();
        let all = cut(None, None);
        assert_eq!(all.date, [0, 8 * HOUR, 24 * HOUR]);
        // Of two that are due at once the first one counts.
        assert_eq!(all.open[..], [0.2, 0.1, 0.3]);
        assert_eq!(cut(Some(1), Some(23 * HOUR)).date, [8 * HOUR]);
        assert!(cut(Some(9 * HOUR), Some(23 * HOUR)).is_empty());
        // Their dates count, which no timeframe tells.
        let later = One(Arc::new(Candles::of_rates(vec![0, 4 * HOUR], vec![0.2, 0.1])));
        let later = Frames::new(&later);
        let two = cut(None, Some(8 * HOUR));
        let other = later.cut(&key, None, None).unwrap();
        assert_ne!(frames.content(&key, &two), later.content(&key, &other));
    }
}
