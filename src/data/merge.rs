//! Candles of one pair from two places, as one.

use crate::model::candles::Candles;

/// What became of two sets of candles.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// All of them, in ascending order of dates.
    pub candles: Candles,
    /// How many of the second set are new.
    pub added: usize,
    /// Dates that both have, with other values: the first set's count.
    pub differing: Vec<i64>,
    /// Whether the first set's last candle gave way: more was traded in the other one's, so it had not been over.
    pub replaced: bool,
}

/// Puts candles that ascend together with others that do. Where both have a date, the first set's candle
/// stays; only its last one may have been taken too early, and gives way to one with more volume.
pub fn merge(here: &Candles, more: &Candles) -> Merged {
    let (mut differing, mut replaced) = (Vec::new(), false);
    // Rows of the second set come behind those of the first one.
    let (own, all) = (here.len(), here.len() + more.len());
    let mut rows = Vec::with_capacity(all);
    let (mut one, mut other) = (0, 0);
    while let (Some(first), Some(second)) = (here.date.get(one), more.date.get(other)) {
        if first <= second {
            rows.push(one);
            one += 1;
            if first == second {
                if !is_same(here, one - 1, more, other) {
                    if one == own && more.volume[other] > here.volume[one - 1] {
                        replaced = true;
                        rows.pop();
                        rows.push(own + other);
                    } else {
                        differing.push(first);
                    }
                }
                other += 1;
            }
        } else {
            rows.push(own + other);
            other += 1;
        }
    }
    rows.extend(one..own);
    rows.extend((other..more.len()).map(|row| own + row));
    let added = rows.len() - own;
    if added == 0 && !replaced {
        return Merged { candles: here.clone(), added, differing, replaced };
    }
    let column = |one: &[f64], other: &[f64]| {
        rows.iter().map(|row| if *row < own { one[*row] } else { other[*row - own] }).collect()
    };
    let date = |row: &usize| match row.checked_sub(own) {
        None => here.date.at(*row),
        Some(row) => more.date.at(row),
    };
    let candles = Candles {
        date: rows.iter().map(date).collect::<Vec<_>>().into(),
        open: column(&here.open, &more.open),
        high: column(&here.high, &more.high),
        low: column(&here.low, &more.low),
        close: column(&here.close, &more.close),
        volume: column(&here.volume, &more.volume),
    };
    Merged { candles, added, differing, replaced }
}

/// The same candles in ascending order of dates, the first one of each date.
pub fn in_order(candles: &Candles) -> Candles {
    if candles.date.is_ascending() {
        return candles.clone();
    }
    let mut rows: Vec<usize> = (0..candles.len()).collect();
    rows.sort_by_key(|row| candles.date.at(*row));
    rows.dedup_by_key(|row| candles.date.at(*row));
    let column = |values: &[f64]| rows.iter().map(|row| values[*row]).collect();
    Candles {
        date: rows.iter().map(|row| candles.date.at(*row)).collect::<Vec<_>>().into(),
        open: column(&candles.open),
        high: column(&candles.high),
        low: column(&candles.low),
        close: column(&candles.close),
        volume: column(&candles.volume),
    }
}

/// How far volumes may be from each other, as a ratio: sums of the same ones differ in their last digits.
const CLOSE_ENOUGH: f64 = 1e-9;

fn is_same(one: &Candles, row: usize, other: &Candles, at: usize) -> bool {
    let prices = |candles: &Candles, row: usize| {
        [&candles.open, &candles.high, &candles.low, &candles.close]
            .map(|column| column[row].to_bits())
    };
    let (volume, another) = (one.volume[row], other.volume[at]);
    let is_close = (volume - another).abs() <= CLOSE_ENOUGH * volume.abs();
    prices(one, row) == prices(other, at) && (is_close || volume.to_bits() == another.to_bits())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::candles::Candle;

    fn candles(rows: &[(i64, f64)]) -> Candles {
        let mut candles = Candles::default();
        for (date, price) in rows {
            let price = *price;
            candles.push(Candle {
                date: *date,
                open: price,
                high: price,
                low: price,
                close: price,
                volume: 1.0,
            });
        }
        candles
    }

    #[test]
    fn both_sets_are_there_and_the_first_one_counts() {
        let here = candles(&[(2, 1.0), (4, 1.0), (5, 1.0)]);
        let more = candles(&[(1, 2.0), (3, 2.0), (4, 2.0), (5, 1.0), (9, 2.0)]);
        let merged = merge(&here, &more);
        let expected = [(1, 2.0), (2, 1.0), (3, 2.0), (4, 1.0), (5, 1.0), (9, 2.0)];
        assert_eq!(merged.candles, candles(&expected));
        assert_eq!((merged.added, merged.differing), (3, vec![4]));
        assert_eq!(merge(&Candles::default(), &more).candles, more);
        assert_eq!(merge(&here, &Candles::default()).candles, here);
        assert_eq!(merge(&here, &here).added, 0);
    }

    #[test]
    fn a_last_candle_that_was_not_over_gives_way() {
        let here = candles(&[(1, 1.0), (2, 1.0)]);
        let mut more = candles(&[(1, 5.0), (2, 7.0)]);
        let merged = merge(&here, &more);
        assert_eq!((merged.differing, merged.replaced), (vec![1, 2], false));
        more.volume[1] = 9.0;
        let merged = merge(&here, &more);
        assert_eq!((merged.added, merged.differing, merged.replaced), (0, vec![1], true));
        assert_eq!((merged.candles.row(0), merged.candles.row(1)), (here.row(0), more.row(1)));
    }

    #[test]
    fn the_last_digits_of_a_sum_make_no_other_candle() {
        let here = candles(&[(1, 1.0), (2, 1.0)]);
        let mut more = here.clone();
        more.volume[0] = 1.0_f64.next_up();
        more.volume[1] = 0.999_999;
        let merged = merge(&here, &more);
        assert_eq!((merged.differing, merged.candles), (vec![2], here));
    }

    #[test]
    fn rows_out_of_order_are_sorted_and_the_first_of_a_date_stays() {
        let sorted = in_order(&candles(&[(3, 1.0), (1, 2.0), (3, 4.0), (2, 3.0)]));
        assert_eq!(sorted, candles(&[(1, 2.0), (2, 3.0), (3, 1.0)]));
    }
}
