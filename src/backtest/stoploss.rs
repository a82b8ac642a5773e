//! Where the stop stands, how it follows the price, and when it is hit (simulation spec 6.2 to 6.4).

use super::Rules;
use super::position::Position;
use super::sim::Row;

impl Position {
    /// The distance from a price that a stop of `pct` stands at.
    fn stop_at(&self, price: f64, pct: f64) -> f64 {
        self.round_stop(price * (1.0 - self.sign() * (pct / self.leverage).abs()))
    }

    /// The stop of a trade whose first entry was filled.
    pub(super) fn start_stop(&mut self, stoploss: f64) {
        self.stop_loss = self.stop_at(self.open_rate, stoploss);
        self.initial_stop_loss = self.stop_loss;
        self.stop_loss_pct = -stoploss.abs();
        self.stop_moved = false;
    }

    /// Moves the stop to `pct` from a price, if that is better than where it stands.
    pub(super) fn ratchet(&mut self, price: f64, pct: f64) {
        let stop = self.stop_at(price, pct);
        if self.is_beyond(stop, self.stop_loss) {
            self.stop_loss = stop;
            self.stop_loss_pct = -pct.abs();
            self.stop_moved = true;
        }
    }

    /// Whether `a` is strictly further on the profitable side than `b`.
    pub(super) fn is_beyond(&self, a: f64, b: f64) -> bool {
        if self.side.is_short() { a < b } else { a > b }
    }

    /// The most profitable rate of a candle: it is assumed to be reached first.
    pub(super) fn best(&self, row: &Row) -> f64 {
        if self.side.is_short() { row.low } else { row.high }
    }

    /// The least profitable rate of a candle: it is assumed to be reached last.
    pub(super) fn worst(&self, row: &Row) -> f64 {
        if self.side.is_short() { row.high } else { row.low }
    }

    /// Moves a trailing stop for one candle. A candle that touches the stop where it stood before
    /// moves nothing.
    pub(super) fn trail(&mut self, rules: &Rules<'_>, row: &Row, best_profit: f64) {
        let trailing = &rules.settings.trailing;
        if !trailing.stop || !self.is_beyond(self.worst(row), self.stop_loss) {
            return;
        }
        let offset = trailing.positive_offset;
        if trailing.only_offset_is_reached && best_profit < offset {
            return;
        }
        let pct =
            trailing.positive.filter(|_| best_profit > offset).unwrap_or(rules.settings.stoploss);
        self.ratchet(self.best(row), pct);
    }

    /// Whether a candle touches the stop.
    pub(super) fn stop_is_hit(&self, row: &Row) -> bool {
        !self.is_beyond(self.worst(row), self.stop_loss)
    }

    /// The price of a stop that is hit, before rounding.
    pub(super) fn stop_price(&self, rules: &Rules<'_>, row: &Row, minutes: i64) -> f64 {
        if self.is_beyond(self.stop_loss, self.best(row)) {
            // The whole candle lies beyond the stop: nobody traded there.
            return row.open;
        }
        if self.stop_moved && minutes == 0 {
            return self.trailing_price_on_the_entry_candle(rules, row);
        }
        self.stop_loss
    }

    /// The pessimist's view of a trailing stop that is hit on the candle of the entry: the price went
    /// just as far as it took to move the stop, and came back at once.
    fn trailing_price_on_the_entry_candle(&self, rules: &Rules<'_>, row: &Row) -> f64 {
        let trailing = &rules.settings.trailing;
        let (sign, leverage) = (self.sign(), self.leverage);
        let price = match trailing.positive {
            Some(positive) if trailing.stop && trailing.only_offset_is_reached => {
                let up = sign * trailing.positive_offset.abs();
                row.open * (1.0 + up - sign * (positive / leverage).abs())
            }
            _ => row.open * (1.0 - sign * (self.stop_loss_pct / leverage).abs()),
        };
        if self.side.is_short() { price.min(row.high) } else { price.max(row.low) }
    }
}
