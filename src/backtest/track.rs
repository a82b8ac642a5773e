//! How far each pair has been walked, and the candle that comes next (simulation spec 2).

use std::ops::Range;

use super::PairInput;
use crate::model::bits::Bits;
use crate::model::candles::{CandleView, Candles};
use crate::model::trade::Side;

/// One candle, and where the signals that are acted on at its open stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub date: i64,
    pub open: f64,
    pub high: f64,
    pub low: f64,
    pub close: f64,
    /// The candle before: its close gave the signal.
    pub signal: usize,
}

impl Row {
    pub(super) fn of(candles: &CandleView<'_>, at: usize, signal: usize) -> Self {
        Self {
            date: candles.date.at(at),
            open: candles.open[at],
            high: candles.high[at],
            low: candles.low[at],
            close: candles.close[at],
            signal,
        }
    }
}

/// How far a pair has been walked.
pub(super) struct Track<'a> {
    pub candles: CandleView<'a>,
    /// Shorter candles inside of these.
    pub details: Option<CandleView<'a>>,
    entries: [Option<&'a Bits>; 2],
    /// Whether candles on which nothing can happen may be passed over. Where the candles of all pairs
    /// do not stand side by side each one takes its turn.
    pub jumps: bool,
    /// The candle that comes next: of a pair without a trade the next one that may open one, of
    /// another the next one on which something may happen to the trade.
    pub next: usize,
}

impl<'a> Track<'a> {
    /// The first candle after warm-up has no signal before it that could be acted on.
    pub(super) fn new(pair: &'a PairInput, jumps: bool, can_short: bool) -> Self {
        let signals = &pair.signals;
        let entries = [signals.enter(Side::Long), signals.enter(Side::Short).filter(|_| can_short)];
        let details = pair.detail.as_deref().map(Candles::view);
        let candles = pair.candles.view();
        let mut track = Self { candles, details, entries, jumps, next: 0 };
        track.seek(pair.first);
        track
    }

    /// The date of the candle that comes next; never, where none is left.
    pub(super) fn due(&self) -> i64 {
        self.candles.date.get(self.next).unwrap_or(i64::MAX)
    }

    pub(super) fn row(&self, at: usize) -> Row {
        Row::of(&self.candles, at, at - 1)
    }

    /// The shorter candles of a span of time.
    pub(super) fn details_of(&self, span: Range<i64>) -> Range<usize> {
        let Some(details) = &self.details else { return 0..0 };
        details.date.before(span.start)..details.date.before(span.end)
    }

    /// One of them, with the signal of the candle around it.
    pub(super) fn detail_row(&self, at: usize, signal: usize) -> Option<Row> {
        self.details.as_ref().map(|details| Row::of(details, at, signal))
    }

    /// The opens from a date on; none behind the last candle.
    pub(super) fn opens_from(&self, now: i64) -> &'a [f64] {
        let row = if self.jumps { self.candles.date.before(now) } else { self.next };
        self.candles.open.get(row..).unwrap_or_default()
    }

    /// The last open at or before a date; the first one where there is none.
    pub(super) fn last_open(&self, now: i64) -> f64 {
        let last = self.candles.date.until(now).saturating_sub(1);
        self.candles.open.get(last).copied().unwrap_or(f64::NAN)
    }

    /// Goes on, without a trade, behind the candle `at`.
    pub(super) fn seek(&mut self, at: usize) {
        let rows = self.candles.date.len();
        let signal = if self.jumps {
            let next = self.entries.iter().flatten().filter_map(|bits| bits.next_one(at, rows));
            next.min().unwrap_or(rows)
        } else {
            at
        };
        self.next = signal + 1;
    }
}
