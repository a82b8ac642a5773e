//! Positions that grow and shrink while they are open (simulation spec 8).

use super::sim::Sim;
use super::track::Row;
use super::wallet::{Reserve, StakeLimits, stake_limits};
use crate::model::decimal::Decimal;
use crate::model::trade::OpenOrder;
use crate::strategy::callbacks::{Answer, Room};

/// The reason of an exit that has no name.
const PARTIAL_EXIT: &str = "partial_exit";

impl Sim<'_> {
    /// Asks how a position is to be changed, and changes it. Whether the trade is over.
    pub(super) fn adjust(&mut self, at: usize, row: &Row) -> Answer<bool> {
        let settings = self.rules.settings;
        if !settings.position_adjustment_enable || !self.rules.defined.adjust_trade_position {
            return Ok(false);
        }
        let (config, trade) = (self.rules.config, &self.open[at]);
        let input = &self.pairs[trade.pair];
        // Without the leverage of the trade, as in the reference.
        let limits = stake_limits(input, config, row.open, Reserve::Adjustment, 1.0);
        let room = Room {
            rate: row.open,
            profit: trade.profit_ratio(row.open),
            min_stake: limits.min.unwrap_or(0.0),
            max_stake: limits.max.min(self.wallet.available(config, &self.open)),
        };
        let callbacks = self.rules.callbacks;
        let asked = callbacks.adjust_trade_position(trade.moment(row), &trade.view(), &room)?;
        let Some(asked) = asked else { return Ok(false) };
        let tag = asked.tag.as_deref().filter(|tag| !tag.is_empty());
        if asked.stake > 0.0 {
            let most = settings.max_entry_position_adjustment;
            if most < 0 || trade.ledger.filled_entries as i64 <= most {
                self.add(at, row, asked.stake, tag)?;
            }
            return Ok(false);
        }
        if asked.stake < 0.0 {
            return self.reduce(at, row, -asked.stake, limits, tag.unwrap_or(PARTIAL_EXIT));
        }
        Ok(false)
    }

    /// Sells what a stake is worth of a position, if what is left is nothing or enough. Whether the trade is
    /// over.
    fn reduce(
        &mut self,
        at: usize,
        row: &Row,
        stake: f64,
        limits: StakeLimits,
        reason: &str,
    ) -> Answer<bool> {
        let trade = &self.open[at];
        let part = (&Decimal::from_f64(stake) * &Decimal::from_f64(trade.amount))
            .div(&Decimal::from_f64(trade.stake_amount));
        let amount = trade.amount_precision.truncate(part.to_f64());
        let left = (trade.amount - amount) * row.open;
        // More than there is cannot be sold.
        if amount <= 0.0 || left < 0.0 || (left != 0.0 && limits.min.is_some_and(|min| left < min))
        {
            return Ok(false);
        }
        let price = self.exit_price(at, row, row.open, reason)?;
        let price = self.open[at].price_step.nearest(price);
        let tag = reason.to_owned();
        let order = OpenOrder { is_entry: false, date: row.date, price, amount, tag };
        // One that waits already goes on waiting.
        if !self.place_exit_order(at, order) {
            return Ok(false);
        }
        self.fill_exit(at, row)
    }
}
