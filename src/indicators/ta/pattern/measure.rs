//! What counts as long, short, near or equal: TA-Lib's candle settings, as they are by default.
//!
//! Two of them look at one candle alone and need no average: [`Candle::long_shadow`] and
//! [`Candle::very_long_shadow`].

use super::block::{BEFORE, Block, Columns, ROWS, SPAN};
use super::candle::Candle;

/// A body longer than this is long.
pub(super) const BODY_LONG: Measure = Measure::new(Extent::Body, 10, 1.0);
/// A body shorter than this is short.
pub(super) const BODY_SHORT: Measure = Measure::new(Extent::Body, 10, 1.0);
/// A body not longer than this makes a doji.
pub(super) const BODY_DOJI: Measure = Measure::new(Extent::Range, 10, 0.1);
/// A shadow shorter than this is short: half of what both shadows are on average.
pub(super) const SHADOW_SHORT: Measure = Measure::new(Extent::Shadows, 10, 0.5);
/// A shadow shorter than this is very short.
pub(super) const SHADOW_VERY_SHORT: Measure = Measure::new(Extent::Range, 10, 0.1);
/// Prices not further apart than this are near.
pub(super) const NEAR: Measure = Measure::new(Extent::Range, 5, 0.2);
/// Lengths further apart than this are far.
pub(super) const FAR: Measure = Measure::new(Extent::Range, 5, 0.6);
/// Prices not further apart than this are equal.
pub(super) const EQUAL: Measure = Measure::new(Extent::Range, 5, 0.05);

/// A share of the average extent of the candles before a candle.
#[derive(Clone, Copy)]
pub(super) struct Measure {
    extent: Extent,
    /// How many candles are averaged.
    pub(super) period: usize,
    factor: f64,
    /// Which candle it is for: the one so many candles ago.
    age: usize,
}

/// What of a candle is averaged.
#[derive(Clone, Copy)]
enum Extent {
    Body,
    Range,
    Shadows,
}

impl Measure {
    const fn new(extent: Extent, period: usize, factor: f64) -> Self {
        Self { extent, period, factor, age: 0 }
    }

    /// The measure for the candle `age` candles ago.
    pub(super) const fn at(self, age: usize) -> Self {
        Self { age, ..self }
    }

    /// The extents of the candles that are averaged, added up as seen from a row.
    fn total(self, columns: Columns, row: usize) -> f64 {
        let extent = match self.extent {
            Extent::Body => Candle::body,
            Extent::Range => Candle::range,
            Extent::Shadows => Candle::shadows,
        };
        let end = row - self.age;
        let extents = (end - self.period..end).map(|row| extent(columns.candle(row)));
        extents.fold(0.0, |total, extent| total + extent)
    }

    /// Writes how the total changes from each row of a block to the next.
    #[inline(always)]
    fn changes(self, block: &Block, extents: &mut [f64; SPAN], out: &mut [f64; ROWS]) {
        match self.extent {
            Extent::Body => block.map(Candle::body, extents),
            Extent::Range => block.map(Candle::range, extents),
            Extent::Shadows => block.map(Candle::shadows, extents),
        }
        let newest = &extents[BEFORE - self.age..];
        let oldest = &extents[BEFORE - self.age - self.period..];
        for ((out, newest), oldest) in out.iter_mut().zip(newest).zip(oldest) {
            *out = newest - oldest;
        }
    }
}

/// The measures of a block's rows.
///
/// The totals behind them run on from row to row, to which the newest extent less the oldest is
/// added: TA-Lib's arithmetic, to the bit. A NaN stays in them.
pub(super) struct Measures<const N: usize> {
    each: [Measure; N],
    /// The totals of the row behind the block.
    next: [f64; N],
    /// The totals of the block's rows.
    totals: [[f64; ROWS]; N],
    /// Room for extents.
    extents: [f64; SPAN],
}

impl<const N: usize> Measures<N> {
    /// The measures before the block that begins with a row.
    pub(super) fn new(measures: [Measure; N], columns: Columns, row: usize) -> Self {
        let next = measures.map(|measure| measure.total(columns, row));
        Self { each: measures, next, totals: [[0.0; ROWS]; N], extents: [0.0; SPAN] }
    }

    /// Moves on to the next block.
    #[inline(always)]
    pub(super) fn advance(&mut self, block: &Block) {
        for (measure, changes) in self.each.iter().zip(&mut self.totals) {
            measure.changes(block, &mut self.extents, changes);
        }
        // One addition waits for the other, so all totals run side by side, and in registers.
        let mut next = self.next;
        for row in 0..ROWS {
            for (total, totals) in next.iter_mut().zip(&mut self.totals) {
                let change = totals[row];
                totals[row] = *total;
                *total += change;
            }
        }
        self.next = next;
    }

    /// The measures of a row of the block.
    #[inline(always)]
    pub(super) fn at(&self, row: usize) -> [f64; N] {
        std::array::from_fn(
            #[inline(always)]
            |at| {
                let measure = self.each[at];
                measure.factor * (self.totals[at][row] / measure.period as f64)
            },
        )
    }
}
