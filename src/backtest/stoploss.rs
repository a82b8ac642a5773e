//! Where the stop stands, how it follows the price, and when it is hit (simulation spec 6.2 to 6.4).

use super::Rules;
use super::position::Position;
use super::track::Row;
use crate::strategy::callbacks::Answer;

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
        self.initial_stop_loss_pct = self.stop_loss_pct;
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

    /// Moves the stop for one candle. A candle that touches the stop where it stood before moves
    /// nothing.
    pub(super) fn trail(&mut self, rules: &Rules<'_>, row: &Row, best_profit: f64) -> Answer<()> {
        let settings = rules.settings;
        if !(settings.trailing.stop || settings.use_custom_stoploss)
            || !self.is_beyond(self.worst(row), self.stop_loss)
        {
            return Ok(());
        }
        let best = self.best(row);
        let custom = self.custom_stoploss(rules, row, best, best_profit, false)?;
        if let Some(pct) = custom {
            self.ratchet(best, pct);
        }
        self.trail_from(rules, best, best_profit, custom);
        Ok(())
    }

    /// Asks for the stop after an order was filled. Only here may it move away from the price, and it
    /// is not called trailing for that.
    pub(super) fn stop_after_fill(
        &mut self,
        rules: &Rules<'_>,
        row: &Row,
        rate: f64,
    ) -> Answer<()> {
        if !self.is_beyond(rate, self.stop_loss) {
            return Ok(());
        }
        let profit = self.profit_ratio(rate);
        let custom = self.custom_stoploss(rules, row, rate, profit, true)?;
        if let Some(pct) = custom {
            self.stop_loss = self.stop_at(rate, pct);
            self.stop_loss_pct = -pct.abs();
        }
        self.trail_from(rules, rate, profit, custom);
        Ok(())
    }

    /// The distance that `custom_stoploss` asks for; its sign means nothing. Switched on without being
    /// defined it is the strategy's own stoploss, as in the reference.
    fn custom_stoploss(
        &self,
        rules: &Rules<'_>,
        row: &Row,
        rate: f64,
        profit: f64,
        after_fill: bool,
    ) -> Answer<Option<f64>> {
        if !rules.settings.use_custom_stoploss {
            return Ok(None);
        }
        if !rules.defined.custom_stoploss {
            return Ok(Some(rules.settings.stoploss));
        }
        let at = self.moment(row);
        let asked = rules.callbacks.custom_stoploss(at, &self.view(), rate, profit, after_fill)?;
        Ok(asked.filter(|pct| pct.is_finite() && *pct != 0.0))
    }

    /// Lets the stop follow a rate by the trailing settings.
    fn trail_from(&mut self, rules: &Rules<'_>, rate: f64, profit: f64, custom: Option<f64>) {
        let trailing = &rules.settings.trailing;
        let offset = trailing.positive_offset;
        if !trailing.stop || (trailing.only_offset_is_reached && profit < offset) {
            return;
        }
        if self.trailed_from.is_none_or(|best| self.is_beyond(rate, best)) {
            self.trailed_from = Some(rate);
        }
        let distance = custom.unwrap_or(rules.settings.stoploss);
        self.ratchet(rate, trailing.positive.filter(|_| profit > offset).unwrap_or(distance));
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

    /// The price of a liquidation, before rounding.
    pub(super) fn liquidation_rate(&self, row: &Row) -> Option<f64> {
        let price = self.liquidation_price?;
        Some(if self.is_beyond(price, self.best(row)) { row.open } else { price })
    }

    /// The pessimist's view of a trailing stop that is hit on the candle of the entry: the price went
    /// just as far as it took to move the stop, and came back at once.
    fn trailing_price_on_the_entry_candle(&self, rules: &Rules<'_>, row: &Row) -> f64 {
        let trailing = &rules.settings.trailing;
        let (sign, leverage) = (self.sign(), self.leverage);
        let price = match trailing.positive {
            Some(positive)
                if trailing.stop
                    && trailing.only_offset_is_reached
                    && !rules.settings.use_custom_stoploss =>
            {
                let up = sign * trailing.positive_offset.abs();
                row.open * (1.0 + up - sign * (positive / leverage).abs())
            }
            _ => row.open * (1.0 - sign * (self.stop_loss_pct / leverage).abs()),
        };
        if self.side.is_short() { price.min(row.high) } else { price.max(row.low) }
    }
}
