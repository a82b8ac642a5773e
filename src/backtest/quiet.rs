//! Candles on which nothing can happen to an open trade: they are passed over without a look at the
//! reasons to leave.
//!
//! The bounds are a little narrower than the rules: a candle that is looked at without need costs time,
//! one that is passed over in error would cost a trade.

use std::ops::Range;

use super::position::Position;
use super::track::Track;
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
        track: &Track<'_>,
        from: usize,
    ) -> usize {
        let Some(date) = track.candles.date.get(from) else { return from };
        let (candles, first) = match &track.details {
            None => (&track.candles, from),
            Some(details) => (details, details.date.before(date)),
        };
        let ends = date + rules.settings.timeframe.ms();
        // A candle that has no shorter ones is followed itself.
        let first_date = candles.date.get(first).filter(|first| *first < ends);
        let Some(quiet) = first_date.and_then(|date| self.quiet(rules, pair, date)) else {
            return from;
        };
        let asked = self.exit_asked(rules, pair, track, from);
        // What lies behind the candle that is the last is walked by nobody.
        let dates = &track.candles.date;
        let over = dates.last().map_or(i64::MAX, |last| last + rules.settings.timeframe.ms());
        let end = candles.date.before(quiet.until.min(asked).min(over));
        let next = self.pass_rows(candles, first..end, &quiet);
        if track.details.is_none() {
            return next;
        }
        // The candle around it, or around the last one.
        let next = candles.date.get(next).or(candles.date.last());
        next.map_or(from, |next| track.candles.date.until(next).saturating_sub(1).max(from))
    }

    /// When an exit signal is acted on next, from a candle on; never, where there is none.
    fn exit_asked(
        &self,
        rules: &Rules<'_>,
        pair: &PairInput,
        track: &Track<'_>,
        from: usize,
    ) -> i64 {
        let exit = pair.signals.exit(self.side).filter(|_| rules.settings.use_exit_signal);
        let dates = &track.candles.date;
        // The signal of a candle is acted on at the next one.
        let asked = exit.and_then(|bits| bits.next_one(from - 1, dates.len()));
        asked.and_then(|row| dates.get(row + 1)).unwrap_or(i64::MAX)
    }

    /// Passes over candles as long as they are quiet; the first one that is not, or their end.
    fn pass_rows(&mut self, candles: &CandleView<'_>, rows: Range<usize>, quiet: &Quiet) -> usize {
        let (from, end) = (rows.start, rows.end);
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
    fn quiet(&self, rules: &Rules<'_>, pair: &PairInput, date: i64) -> Option<Quiet> {
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
        let until = until.min(pair.perpetual.as_ref().map_or(i64::MAX, |it| self.funding.next(it)));
        let good = self.short_of(target);
        let good = if settings.trailing.stop {
            self.nearer(good, self.trails_at(settings)?)
        } else {
            good
        };
        let bad = match self.liquidation_price {
            Some(price) if self.is_beyond(price, self.stop_loss) => price,
            _ => self.stop_loss,
        };
        let (above, below) = if self.side.is_short() { (good, bad) } else { (bad, good) };
        Some(Quiet { above, below, until })
    }

    /// A rate at which the running profit is certainly not beyond `ratio`, but hardly short of it.
    fn short_of(&self, ratio: f64) -> f64 {
        let ratio = (ratio - ROUNDING) / self.leverage;
        let (sign, amount) = (self.sign(), self.amount);
        let value = (1.0 + sign * ratio) * self.open_value - sign * self.funding.fees;
        let rate = value / (amount * (1.0 - sign * self.fee));
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
