//! The four columns, block by block.

use super::candle::Candle;

/// How many rows are looked at together.
pub(super) const ROWS: usize = 64;

/// How many rows before its own a block shows: a pattern looks back 4 candles, and an average 10
/// more.
pub(super) const BEFORE: usize = 16;

/// How many rows a block shows.
pub(super) const SPAN: usize = BEFORE + ROWS;

/// The columns of a candle's prices.
#[derive(Clone, Copy)]
pub(super) struct Columns<'a> {
    open: &'a [f64],
    high: &'a [f64],
    low: &'a [f64],
    close: &'a [f64],
}

impl<'a> Columns<'a> {
    /// The inputs in their order.
    pub(super) fn new(inputs: &[&'a [f64]]) -> Self {
        Self { open: inputs[0], high: inputs[1], low: inputs[2], close: inputs[3] }
    }

    /// The candle of a row.
    pub(super) fn candle(self, row: usize) -> Candle {
        Candle {
            open: self.open[row],
            high: self.high[row],
            low: self.low[row],
            close: self.close[row],
        }
    }
}

/// [`ROWS`] rows and the [`BEFORE`] rows before them.
///
/// Its lengths are known to the compiler, which needs no checks and looks at several rows at once.
pub(super) struct Block<'a> {
    open: &'a [f64; SPAN],
    high: &'a [f64; SPAN],
    low: &'a [f64; SPAN],
    close: &'a [f64; SPAN],
}

impl<'a> Block<'a> {
    /// The block that begins with a row. What it shows beyond the ends of the columns means nothing.
    #[inline(always)]
    pub(super) fn new(columns: Columns<'a>, row: usize, spare: &'a mut [[f64; SPAN]; 4]) -> Self {
        let [open, high, low, close] = spare;
        Self {
            open: span(columns.open, row, open),
            high: span(columns.high, row, high),
            low: span(columns.low, row, low),
            close: span(columns.close, row, close),
        }
    }

    /// The candle `age` candles before a row of the block.
    #[inline(always)]
    pub(super) fn candle(&self, row: usize, age: usize) -> Candle {
        self.at(BEFORE + row - age)
    }

    /// Writes a value of each candle that the block shows.
    #[inline(always)]
    pub(super) fn map(&self, value: impl Fn(Candle) -> f64, out: &mut [f64; SPAN]) {
        for (at, out) in out.iter_mut().enumerate() {
            *out = value(self.at(at));
        }
    }

    #[inline(always)]
    fn at(&self, at: usize) -> Candle {
        Candle {
            open: self.open[at],
            high: self.high[at],
            low: self.low[at],
            close: self.close[at],
        }
    }
}

/// What the block that begins with a row shows of a column; a copy where that reaches over an end.
#[inline(always)]
fn span<'a>(column: &'a [f64], row: usize, spare: &'a mut [f64; SPAN]) -> &'a [f64; SPAN] {
    let whole = row.checked_sub(BEFORE).and_then(|from| column[from..].first_chunk());
    whole.unwrap_or_else(|| {
        let from = row.saturating_sub(BEFORE);
        let rows = &column[from..column.len().min(row + ROWS)];
        spare[from + BEFORE - row..][..rows.len()].copy_from_slice(rows);
        spare
    })
}
