//! How far each pair has been walked, and the candle that comes next (simulation spec 2).

use super::PairInput;
use crate::model::bits::Bits;
use crate::model::candles::CandleView;

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
    pub(super) fn of(candles: &CandleView<'_>, at: usize) -> Self {
        Self {
            date: candles.date.at(at),
            open: candles.open[at],
            high: candles.high[at],
            low: candles.low[at],
            close: candles.close[at],
            signal: at - 1,
        }
    }
}

/// How far a pair has been walked.
pub(super) struct Track<'a> {
    pub candles: CandleView<'a>,
    entries: Option<&'a Bits>,
    /// Whether candles on which nothing can happen may be passed over. Where the candles of all pairs
    /// do not stand side by side each one takes its turn.
    pub jumps: bool,
    /// The candle that comes next: of a pair without a trade the next one that may open one, of
    /// another the next one on which something may happen to the trade.
    pub next: usize,
}

impl<'a> Track<'a> {
    /// The first candle after warm-up has no signal before it that could be acted on.
    pub(super) fn new(pair: &'a PairInput, jumps: bool) -> Self {
        let entries = pair.signals.enter_long.as_deref();
        let mut track = Self { candles: pair.candles.view(), entries, jumps, next: 0 };
        track.seek(pair.first);
        track
    }

    /// The date of the candle that comes next; never, where none is left.
    pub(super) fn due(&self) -> i64 {
        self.candles.date.get(self.next).unwrap_or(i64::MAX)
    }

    pub(super) fn row(&self, at: usize) -> Row {
        Row::of(&self.candles, at)
    }

    /// The opens from a date on; none behind the last candle.
    pub(super) fn opens_from(&self, now: i64) -> &'a [f64] {
        let row = if self.jumps { self.candles.date.before(now) } else { self.next };
        self.candles.open.get(row..).unwrap_or_default()
    }

    /// Goes on, without a trade, behind the candle `at`.
    pub(super) fn seek(&mut self, at: usize) {
        let rows = self.candles.date.len();
        let signal = if self.jumps {
            self.entries.and_then(|bits| bits.next_one(at, rows)).unwrap_or(rows)
        } else {
            at
        };
        self.next = signal + 1;
    }
}
