//! Which candle of another frame each base candle sees (simulation spec 1.5).

use std::ops::Range;

use crate::model::dates::Dates;
use crate::model::timeframe::Timeframe;

/// For each base candle the row of the other frame that is visible there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visible {
    strides: Vec<Stride>,
    /// The number of base candles.
    rows: usize,
}

/// Base candles that see one row of the other frame after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stride {
    /// The first base candle.
    base: usize,
    /// What it sees.
    row: usize,
    /// So many base candles later the next row is seen.
    every: usize,
    /// How many rows are seen in turn.
    count: usize,
}

impl Visible {
    /// A candle becomes visible on the base candle that closes when it closes: on the base date
    /// `date + informative − base`. A base date that equals no such key repeats the row of the last
    /// one that did (a key between two base dates is therefore never seen). Before the first match
    /// stands the last row with a smaller key, if there is one.
    pub fn new(base: &Dates, timeframe: Timeframe, other: &Dates, informative: Timeframe) -> Self {
        let Some(stride) = stride(base, timeframe, other, informative) else {
            return Self::searched(base, timeframe, other, informative);
        };
        let mut visible = Self { strides: Vec::new(), rows: base.len() };
        if stride.base > 0 && stride.row > 0 {
            visible.push(0, stride.row - 1);
        }
        visible.strides.push(stride);
        visible
    }

    /// The same, for any dates.
    fn searched(base: &Dates, timeframe: Timeframe, other: &Dates, informative: Timeframe) -> Self {
        let mut visible = Self { strides: Vec::new(), rows: base.len() };
        for (at, row) in matches(base, timeframe, other, informative) {
            if visible.strides.is_empty() && at > 0 && row > 0 {
                visible.push(0, row - 1);
            }
            visible.push(at, row);
        }
        visible
    }

    /// Whether any base candle would see anything.
    pub fn any(base: &Dates, timeframe: Timeframe, other: &Dates, informative: Timeframe) -> bool {
        matches(base, timeframe, other, informative).next().is_some()
    }

    /// From the base candle `base` on `row` is seen.
    fn push(&mut self, base: usize, row: usize) {
        if let Some(last) = self.strides.last_mut()
            && row == last.row + last.count
        {
            if last.count == 1 {
                last.every = base - last.base;
            }
            if base == last.base + last.count * last.every {
                last.count += 1;
                return;
            }
        }
        self.strides.push(Stride { base, row, every: 1, count: 1 });
    }

    /// The number of base candles.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is no base candle.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Base candles in their order, and the row that they see; those before the first see nothing.
    pub fn runs(&self) -> impl Iterator<Item = (Range<usize>, usize)> + '_ {
        let end = |at: usize| self.strides.get(at + 1).map_or(self.rows, |next| next.base);
        self.strides.iter().enumerate().flat_map(move |(at, stride)| {
            (0..stride.count).map(move |step| {
                let from = stride.base + step * stride.every;
                let to = if step + 1 < stride.count { from + stride.every } else { end(at) };
                (from..to, stride.row + step)
            })
        })
    }
}

/// The one stride of two even grids, if each candle of the other frame closes with a base candle.
fn stride(
    base: &Dates,
    timeframe: Timeframe,
    other: &Dates,
    informative: Timeframe,
) -> Option<Stride> {
    let (step, every) = (base.step()?, other.step()?);
    let (start, end) = (base.first()?, base.last()?);
    let later = informative.ms() - timeframe.ms();
    let first = other.first()? + later - start;
    if !informative.is_regular() || every % step != 0 || first % step != 0 {
        return None;
    }
    let (row, rows) = (other.before(start - later), other.until(end - later));
    let at = other.get(row).filter(|_| row < rows)? + later - start;
    let (base, every) = ((at / step) as usize, (every / step) as usize);
    Some(Stride { base, row, every, count: rows - row })
}

/// The base candles whose dates are keys, and the rows of those.
fn matches(
    base: &Dates,
    timeframe: Timeframe,
    other: &Dates,
    informative: Timeframe,
) -> impl Iterator<Item = (usize, usize)> {
    // On even grids the next key is as far away as the one before.
    let (mut last, mut every) = (0, 0);
    other.iter().enumerate().filter_map(move |(row, date)| {
        let key = if informative.is_regular() {
            date + informative.ms() - timeframe.ms()
        } else {
            informative.after(date) - timeframe.ms()
        };
        let guess = last + every;
        let at = if base.get(guess) == Some(key) { guess } else { base.before(key) };
        (every, last) = (at - last, at);
        (base.get(at) == Some(key)).then_some((at, row))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    fn rows(base: (&str, std::ops::Range<i64>), other: (&str, Vec<i64>)) -> Vec<Option<usize>> {
        let base_tf = Timeframe::parse(base.0).unwrap();
        let base_dates: Dates = base.1.map(|step| step * base_tf.ms()).collect();
        let dates: Dates = other.1.into_iter().map(|hour| hour * HOUR).collect();
        let visible =
            Visible::new(&base_dates, base_tf, &dates, Timeframe::parse(other.0).unwrap());
        let mut seen = vec![None; visible.len()];
        for (run, row) in visible.runs() {
            assert!(run.clone().all(|base| seen[base].is_none()), "no candle is in two runs");
            seen[run].fill(Some(row));
        }
        seen
    }

    #[test]
    fn a_candle_is_seen_from_the_base_candle_that_closes_with_it() {
        let seen = rows(("1h", 6..15), ("4h", vec![0, 4, 8]));
        let expected = [0, 1, 1, 1, 1, 2, 2, 2, 2].map(Some);
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_key_between_two_base_dates_is_never_seen() {
        // 12h candles close at 12:00, in the middle of the 8h candle from 08:00.
        let seen = rows(("8h", 0..6), ("12h", vec![0, 12, 24, 36]));
        assert_eq!(seen, [0, 0, 1, 1, 1, 3].map(Some));
    }

    #[test]
    fn without_an_earlier_candle_the_first_base_candles_see_nothing() {
        assert_eq!(rows(("1h", 0..5), ("4h", vec![0])), [None, None, None, Some(0), Some(0)]);
        assert_eq!(rows(("1h", 0..3), ("4h", vec![0])), [None; 3]);
    }

    #[test]
    fn a_missing_candle_leaves_the_one_before_it_in_sight() {
        let seen = rows(("1h", 0..18), ("4h", vec![0, 4, 12]));
        let at = |hour: usize| seen[hour];
        assert_eq!(
            [at(2), at(3), at(6), at(7), at(14)],
            [None, Some(0), Some(0), Some(1), Some(1)]
        );
        assert_eq!([at(15), at(17)], [Some(2), Some(2)]);
    }

    #[test]
    fn even_grids_are_what_a_search_finds() {
        let hour = Timeframe::parse("1h").unwrap();
        for (text, step) in [("1h", 1), ("4h", 4), ("1d", 24)] {
            let informative = Timeframe::parse(text).unwrap();
            for (from, len) in [(0, 50), (5, 60), (24, 1), (30, 2), (47, 200), (100, 0), (3, 24)] {
                let base: Dates = (from..from + len).map(|at| at * HOUR).collect();
                for (start, count) in [(0, 80), (2, 3), (1, 1), (20, 9), (0, 2), (40, 0)] {
                    let dates: Vec<i64> =
                        (start..start + count).map(|at| at * step * HOUR).collect();
                    let even: Dates = dates.clone().into();
                    let found = Visible::new(&base, hour, &even, informative);
                    let searched = Visible::searched(&base, hour, &even, informative);
                    let runs = |visible: &Visible| visible.runs().collect::<Vec<_>>();
                    assert_eq!(
                        runs(&found),
                        runs(&searched),
                        "{text} {from} {len} {start} {count}"
                    );
                }
            }
        }
    }

    #[test]
    fn even_grids_take_one_stride() {
        let hour = Timeframe::parse("1h").unwrap();
        let base: Dates = (0..1_000).map(|at| at * HOUR).collect();
        for (text, step) in [("1h", 1), ("4h", 4), ("1d", 24)] {
            let other: Dates = (0..1_000 / step).map(|at| at * step * HOUR).collect();
            let visible = Visible::new(&base, hour, &other, Timeframe::parse(text).unwrap());
            assert_eq!(visible.strides.len(), 1, "{text}");
            assert_eq!(visible.runs().last().unwrap().0.end, 1_000);
        }
    }

    #[test]
    fn an_equal_timeframe_is_seen_at_once() {
        assert_eq!(rows(("1h", 0..3), ("1h", vec![0, 1, 2])), [Some(0), Some(1), Some(2)]);
    }
}
