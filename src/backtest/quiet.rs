//! Candles on which nothing can happen to an open trade: they are passed over without a look at the
//! reasons to leave.
//!
//! The bounds are a little narrower than the rules: a candle that is looked at without need costs time,
//! one that is passed over in error would cost a trade.

use super::position::Position;
use super::{PairInput, Rules};
use crate::model::candles::CandleView;
use crate::strategy::settings::Settings;

/// How far the rounding of a running profit ratio to 8 places may carry it, twice over.
const ROUNDING: f64 = 2e-8;

/// As long as prices stay between two bounds, until a date, nothing happens.
#[derive(Clone, Copy, Debug)]
struct Quiet {
    above: f64,
    below: f64,
    /// The next step of the profit targets, epoch milliseconds.
    until: i64,
}

impl Position {
    /// The first candle from `from` on that has to be looked at, none where all can be passed over.
    /// The highest and the lowest rate follow the candles that are.
    pub(super) fn pass_over(
        &mut self,
        rules: &Rules<'_>,
        pair: &PairInput,
        candles: &CandleView<'_>,
        from: usize,
    ) -> usize {
        let rows = candles.date.len();
        let Some(quiet) = candles.date.get(from).and_then(|date| self.quiet(rules, date)) else {
            return from;
        };
        let mut end = candles.date.before(quiet.until).min(rows);
        if rules.settings.use_exit_signal {
            let exit = if self.side.is_short() {
                &pair.signals.exit_short
            } else {
                &pair.signals.exit_long
            };
            // The signal of a candle is acted on at the next one.
            let asked = exit.as_ref().and_then(|bits| bits.next_one(from - 1, rows));
            end = asked.map_or(end, |row| end.min(row + 1));
        }
        let (mut high, mut low) = (f64::NEG_INFINITY, f64::INFINITY);
        let mut row = from;
        while row < end {
            let (top, bottom) = (candles.high[row], candles.low[row]);
            if !(bottom > quiet.above && top < quiet.below) {
                break;
            }
            (high, low) = (high.max(top), low.min(bottom));
            row += 1;
        }
        if row > from {
            self.max_rate = Some(self.max_rate.unwrap_or(self.open_rate).max(high));
            self.min_rate = Some(self.min_rate.unwrap_or(self.open_rate).min(low));
        }
        row
    }

    /// From a date on; `None` where each candle has to be looked at.
    fn quiet(&self, rules: &Rules<'_>, date: i64) -> Option<Quiet> {
        let (settings, defined) = (rules.settings, rules.defined);
        let is_asked = settings.use_custom_stoploss
            || (settings.use_custom_roi && defined.custom_roi)
            || (settings.use_exit_signal && defined.custom_exit)
            || (settings.position_adjustment_enable && defined.adjust_trade_position);
        // The wallet hears of it while somebody looks.
        let is_known = self.in_wallet == self.amount;
        if is_asked
            || !is_known
            || self.open_order.is_some()
            || self.amount <= 0.0
            || self.open_value <= 0.0
        {
            return None;
        }
        let minutes = (date - self.open_date).div_euclid(60_000);
        let target = settings.minimal_roi.at(minutes).map_or(f64::INFINITY, |(_, ratio)| ratio);
        let next = settings.minimal_roi.next(minutes);
        let until = next.map_or(i64::MAX, |key| self.open_date.saturating_add(key * 60_000));
        let good = self.short_of(target);
        let good = if settings.trailing.stop {
            self.nearer(good, self.trails_at(settings)?)
        } else {
            good
        };
        let (above, below) =
            if self.side.is_short() { (good, self.stop_loss) } else { (self.stop_loss, good) };
        Some(Quiet { above, below, until })
    }

    /// A rate at which the running profit is certainly not beyond `ratio`, but hardly short of it.
    fn short_of(&self, ratio: f64) -> f64 {
        let ratio = (ratio - ROUNDING) / self.leverage;
        let (sign, amount) = (self.sign(), self.amount);
        let rate = (1.0 + sign * ratio) * self.open_value / (amount * (1.0 - sign * self.fee));
        rate * (1.0 - sign * 1e-12)
    }

    /// The rate beyond which the stop may follow the price. `None` where it may anywhere.
    fn trails_at(&self, settings: &Settings) -> Option<f64> {
        let trailing = &settings.trailing;
        // A wider distance behind the offset would let the stop follow a price that falls back.
        if trailing.positive.is_some_and(|positive| positive.abs() > settings.stoploss.abs()) {
            return None;
        }
        let begin =
            trailing.only_offset_is_reached.then(|| self.short_of(trailing.positive_offset));
        // From a price that is no better than the best so far the stop does not move.
        match (begin, self.trailed_from) {
            (Some(begin), Some(best)) => {
                Some(if self.is_beyond(begin, best) { begin } else { best })
            }
            (begin, best) => begin.or(best),
        }
    }

    /// Of two rates that one which comes first.
    fn nearer(&self, a: f64, b: f64) -> f64 {
        if self.is_beyond(a, b) { b } else { a }
    }
}
