//! Longer candles from shorter ones.

use std::collections::BTreeMap;

use super::ImportError;
use crate::data::examine::{far_off, impossible};
use crate::data::store::{CandleFile, Store};
use crate::model::candle_key::CandleKey;
use crate::model::candles::Candles;
use crate::model::timeframe::Timeframe;

/// The candles of `longer` that all shorter ones are there for: one that began before the first of them, or is
/// not over with the last, is left out. Those that are missing in between were not traded.
pub(super) fn resample(candles: &Candles, shorter: Timeframe, longer: Timeframe) -> Candles {
    let whole = candles.aggregate(longer);
    let (Some(first), Some(last)) = (candles.date.first(), candles.date.last()) else {
        return whole;
    };
    let begins_late = whole.date.first().is_some_and(|date| date < first);
    let is_under_way =
        whole.date.last().is_some_and(|date| longer.after(date) > shorter.after(last));
    let rows = usize::from(begins_late)..whole.len() - usize::from(is_under_way);
    whole.slice(rows.start.min(rows.end)..rows.end)
}

/// Makes candles of the stored ones that they consist of, and says which those are. Where several timeframes
/// have parts of a candle, the one counts that has most of it, and of those the shortest.
pub fn made(
    store: &Store,
    files: &[CandleFile],
    key: &CandleKey,
) -> Result<(Candles, String), ImportError> {
    let mut sources = sources(key, files);
    sources.sort_by_key(|file| file.timeframe.ms());
    if sources.is_empty() {
        let is_alike = |file: &&CandleFile| is_alike(file, key);
        let stored = files.iter().filter(is_alike).map(|file| file.timeframe.to_string());
        return Err(ImportError::NoSource { wanted: key.to_string(), stored: stored.collect() });
    }
    let (mut best, mut fault) = (BTreeMap::new(), None);
    for file in sources {
        let candles = match stored(store, file) {
            Ok(candles) => candles,
            Err(error) => {
                fault = Some(error);
                continue;
            }
        };
        let made = resample(&candles, file.timeframe, key.timeframe);
        for row in 0..made.len() {
            let candle = made.row(row);
            let parts = candles.date.before(key.timeframe.after(candle.date))
                - candles.date.before(candle.date);
            let covered = parts as i64 * file.timeframe.ms();
            // One of a longer timeframe may lack a part itself: it must have more by one at least.
            let least = best
                .get(&candle.date)
                .map_or(0, |(covered, _, _)| covered + file.timeframe.ms() - 1);
            if covered > least {
                best.insert(candle.date, (covered, file.timeframe, candle));
            }
        }
    }
    if let (true, Some(fault)) = (best.is_empty(), fault) {
        return Err(fault);
    }
    let mut used: Vec<Timeframe> = best.values().map(|(_, timeframe, _)| *timeframe).collect();
    used.sort_by_key(|timeframe| timeframe.ms());
    used.dedup();
    let used: Vec<String> = used.iter().map(ToString::to_string).collect();
    let mut candles = Candles::with_capacity(best.len());
    for (_, _, candle) in best.into_values() {
        candles.push(candle);
    }
    Ok((candles, used.join(", ")))
}

/// Whether there are candles that others can be made of.
pub fn has_source(wanted: &CandleKey, files: &[CandleFile]) -> bool {
    !sources(wanted, files).is_empty()
}

/// The files that candles can be made of.
fn sources<'a>(wanted: &CandleKey, files: &'a [CandleFile]) -> Vec<&'a CandleFile> {
    let is_source =
        |file: &&CandleFile| is_alike(file, wanted) && divides(file.timeframe, wanted.timeframe);
    files.iter().filter(is_source).collect()
}

/// Whether a file has candles of the same pair and kind.
fn is_alike(file: &CandleFile, key: &CandleKey) -> bool {
    file.pair == key.pair && file.candle_type == key.candle_type
}

fn stored(store: &Store, file: &CandleFile) -> Result<Candles, ImportError> {
    let read = store.read(file).and_then(|candles| {
        let out_of_order =
            (!candles.date.is_ascending()).then(|| "its rows are not in order".into());
        let problem = out_of_order.or_else(|| impossible(&candles));
        problem.or_else(|| far_off(&candles, file.timeframe)).map_or(Ok(candles), Err)
    });
    read.map_err(|problem| ImportError::Unusable {
        path: format!("{}/{}", store.shown(), file.name),
        problem,
    })
}

/// Whether candles consist of shorter ones.
fn divides(shorter: Timeframe, longer: Timeframe) -> bool {
    let day = Timeframe::DAY.ms();
    // Longer ones than a day begin with one, but not always with one of several days.
    let unit = if longer.ms() > day { day } else { longer.ms() };
    shorter.ms() < longer.ms() && shorter.floor(0).is_some() && unit % shorter.ms() == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::candle_type::CandleType;
    use crate::model::candles::Candle;
    use crate::model::pair::Pair;

    const HOUR: i64 = 3_600_000;
    /// 2024-01-01, a Monday.
    const MONDAY: i64 = 1_704_067_200_000;

    fn tf(text: &str) -> Timeframe {
        Timeframe::parse(text).unwrap()
    }

    fn hours(hours: impl IntoIterator<Item = i64>) -> Candles {
        let mut candles = Candles::default();
        for hour in hours {
            let price = 100.0 + hour as f64;
            let (open, high, low, close) = (price, price + 1.0, price - 1.0, price);
            candles.push(Candle {
                date: MONDAY + hour * HOUR,
                open,
                high,
                low,
                close,
                volume: 2.0,
            });
        }
        candles
    }

    #[test]
    fn a_candle_that_is_not_whole_is_left_out_at_both_ends() {
        let made = |range: std::ops::Range<i64>| {
            let made = resample(&hours(range), tf("1h"), tf("4h"));
            made.date.iter().map(|date| (date - MONDAY) / HOUR).collect::<Vec<i64>>()
        };
        assert_eq!(made(0..12), [0, 4, 8]);
        assert_eq!(made(0..11), [0, 4]);
        assert_eq!(made(1..12), [4, 8]);
        assert_eq!(made(3..9), [4]);
        assert!(made(1..3).is_empty() && made(0..0).is_empty());
    }

    #[test]
    fn gaps_in_between_are_no_fault() {
        let made = resample(&hours([0, 3, 5, 12, 15]), tf("1h"), tf("4h"));
        assert_eq!(made.date, [0, 4, 12].map(|hour| MONDAY + hour * HOUR));
        assert_eq!((made.open[0], made.close[0], made.volume[0]), (100.0, 103.0, 4.0));
    }

    #[test]
    fn weeks_begin_on_mondays() {
        let made = resample(&hours(-24..15 * 24), tf("1h"), tf("1w"));
        assert_eq!(made.date, [MONDAY, MONDAY + 7 * 24 * HOUR]);
        assert_eq!(made.volume[..], [336.0, 336.0]);
    }

    #[test]
    fn the_longest_candles_that_divide_them_are_taken() {
        let file = |timeframe: &str, candle_type| CandleFile {
            pair: Pair::parse("A/USDT").unwrap(),
            timeframe: tf(timeframe),
            candle_type,
            name: timeframe.to_owned(),
            bytes: 0,
        };
        let stored = [
            file("5m", CandleType::Spot),
            file("1h", CandleType::Spot),
            file("3h", CandleType::Mark),
            file("7h", CandleType::Spot),
            file("1d", CandleType::Spot),
            file("3d", CandleType::Spot),
        ];
        let source = |timeframe: &str| {
            let key = CandleKey {
                pair: Pair::parse("A/USDT").unwrap(),
                timeframe: tf(timeframe),
                candle_type: CandleType::Spot,
            };
            let names = sources(&key, &stored).into_iter().map(|file| file.name.clone());
            names.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(["15m", "4h", "6h", "1d"].map(source), ["5m", "5m 1h", "5m 1h", "5m 1h"]);
        assert_eq!(["1w", "1M"].map(source), ["5m 1h 1d", "5m 1h 1d"]);
        assert_eq!(["5m", "7m"].map(source), ["", ""]);
    }
}
