//! What candles hold, as a hash: block by block, so that parts of one file are hashed once together.

use std::ops::Range;
use std::sync::OnceLock;

use blake3::{Hash, Hasher};

use crate::model::candles::Candles;

/// Candles of a block; blocks are counted from the epoch, so they are the same in any part.
const BLOCK: i64 = 1_024;

/// The hashes of the whole blocks of some evenly spaced candles.
#[derive(Debug)]
pub(super) struct Blocks {
    first: i64,
    hashes: Vec<OnceLock<Hash>>,
}

impl Blocks {
    /// Of candles one `step` from each other.
    pub(super) fn new(candles: &Candles, step: i64) -> Self {
        let block = |date: i64| date.div_euclid(step * BLOCK);
        let (first, last) = (candles.date.first().map(block), candles.date.last().map(block));
        let (Some(first), Some(last)) = (first, last) else {
            return Self { first: 0, hashes: Vec::new() };
        };
        Self { first, hashes: (first..=last).map(|_| OnceLock::new()).collect() }
    }

    /// The hash of some rows of those candles. It depends on their dates and values alone.
    pub(super) fn hash(&self, candles: &Candles, step: i64, rows: Range<usize>) -> Hash {
        let mut hasher = Hasher::new();
        hasher.update(&step.to_le_bytes());
        hasher.update(&(rows.len() as u64).to_le_bytes());
        let mut row = rows.start;
        while row < rows.end {
            let date = candles.date.at(row);
            if row == rows.start {
                hasher.update(&date.to_le_bytes());
            }
            let block = date.div_euclid(step * BLOCK);
            let next = candles.date.before((block + 1) * step * BLOCK).min(rows.end);
            let here = || hash_of(candles, row..next);
            let known = usize::try_from(block - self.first).ok().and_then(|at| self.hashes.get(at));
            let hash = match known {
                Some(known) if next - row == BLOCK as usize => *known.get_or_init(here),
                _ => here(),
            };
            hasher.update(hash.as_bytes());
            row = next;
        }
        hasher.finalize()
    }
}

/// The hash of candles in any order, dates included.
pub(super) fn hash_with_dates(candles: &Candles) -> Hash {
    let mut hasher = Hasher::new();
    candles.date.iter().for_each(|date| {
        hasher.update(&date.to_le_bytes());
    });
    hasher.update(hash_of(candles, 0..candles.len()).as_bytes());
    hasher.finalize()
}

/// Prices and volumes, column by column.
fn hash_of(candles: &Candles, rows: Range<usize>) -> Hash {
    let mut hasher = Hasher::new();
    let mut bytes = vec![0; rows.len() * 8];
    let columns = [&candles.open, &candles.high, &candles.low, &candles.close, &candles.volume];
    for column in columns {
        for (place, value) in bytes.chunks_exact_mut(8).zip(&column[rows.clone()]) {
            place.copy_from_slice(&value.to_bits().to_le_bytes());
        }
        hasher.update(&bytes);
    }
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::candles::Candle;

    const HOUR: i64 = 3_600_000;

    fn candles(rows: Range<i64>) -> Candles {
        let mut candles = Candles::default();
        for row in rows {
            let price = 100.0 + (row * row % 97) as f64;
            let (open, high, low, close) = (price, price + 2.0, price - 2.0, price + 1.0);
            candles.push(Candle { date: row * HOUR, open, high, low, close, volume: 3.0 });
        }
        candles
    }

    #[test]
    fn a_part_has_the_hash_that_it_has_alone() {
        let whole = candles(500..5_000);
        let blocks = Blocks::new(&whole, HOUR);
        for (start, end) in
            [(500, 5_000), (501, 4_000), (1_024, 2_048), (1_500, 1_501), (900, 3_072)]
        {
            let alone = candles(start..end);
            let expected = Blocks::new(&alone, HOUR).hash(&alone, HOUR, 0..alone.len());
            let rows = (start - 500) as usize..(end - 500) as usize;
            // The second time from what is known.
            for _ in 0..2 {
                assert_eq!(blocks.hash(&whole, HOUR, rows.clone()), expected, "{start}..{end}");
            }
        }
    }

    #[test]
    fn any_value_and_any_date_counts() {
        let whole = candles(0..3_000);
        let hash =
            |candles: &Candles| Blocks::new(candles, HOUR).hash(candles, HOUR, 0..candles.len());
        let original = hash(&whole);
        assert_ne!(hash(&candles(0..2_999)), original);
        for row in [0, 1_024, 2_999] {
            let mut changed = whole.clone();
            changed.volume[row] = changed.volume[row].next_up();
            assert_ne!(hash(&changed), original, "{row}");
        }
        let mut later = whole.clone();
        later.date = (1..3_001).map(|row| row * HOUR).collect();
        assert_ne!(hash(&later), original);
        assert_ne!(hash_with_dates(&later), hash_with_dates(&whole));
    }
}
