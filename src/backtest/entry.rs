//! Opening a trade: price, stake, amount (simulation spec 4.2 to 5.3).

use std::sync::Arc;

use super::position::{OpenOrder, Position};
use super::sim::Sim;
use super::track::Row;
use super::wallet::{stake_limits, validate_stake};
use crate::model::trade::Side;
use crate::strategy::callbacks::{Answer, Entry, Moment};

impl Sim<'_> {
    /// Places the entry order of a new trade, if the wallet and the exchange's rules allow one.
    pub(super) fn enter(&self, pair: usize, row: &Row, side: Side) -> Answer<Option<Position>> {
        let input = &self.pairs[pair];
        // A limit order rests at the open, a market order takes it: the same price. It is never
        // beyond the candle's best.
        let price = match side {
            Side::Long => row.open.min(row.high),
            Side::Short => row.open.max(row.low),
        };
        let config = self.rules.config;
        let Some(proposed_stake) = self.wallet.proposed_stake(&self.rules, &self.open) else {
            return Ok(None);
        };
        let limits = stake_limits(&input.market, config, price);
        let available = self.wallet.available(config, &self.open);
        let leverage = 1.0;
        let entry = Entry {
            rate: price,
            proposed_stake,
            min_stake: limits.min.unwrap_or(0.0),
            max_stake: limits.max.min(available),
            leverage,
            entry_tag: input.signals.enter_tag.at(row.signal),
            side,
        };
        let at = Moment { pair, now: row.date, candle: row.signal };
        let mut stake = proposed_stake;
        if self.rules.defined.custom_stake_amount {
            stake = self.rules.callbacks.custom_stake_amount(at, &entry)?.unwrap_or(stake);
        }
        let Some(stake) = validate_stake(stake, limits, available) else { return Ok(None) };
        let amount = input.amount_precision.truncate(stake / price * leverage);
        if amount <= 0.0 || !amount.is_finite() {
            return Ok(None);
        }
        let defined = self.rules.defined;
        if defined.confirm_trade_entry
            && !self.rules.callbacks.confirm_trade_entry(at, &entry, amount)?
        {
            return Ok(None);
        }
        let tag = entry.entry_tag;
        let stake_amount = amount * price / leverage;
        Ok(Some(Position {
            pair,
            side,
            leverage,
            fee: self.rules.fee,
            price_step: input.price_steps.at(row.date),
            amount_precision: input.amount_precision,
            open_date: row.date,
            enter_tag: tag.into(),
            open_rate: price,
            amount: 0.0,
            stake_amount,
            max_stake_amount: stake_amount,
            open_value: 0.0,
            realized_profit: 0.0,
            stop_loss: 0.0,
            stop_loss_pct: 0.0,
            initial_stop_loss: 0.0,
            initial_stop_loss_pct: 0.0,
            stop_moved: false,
            trailed_from: None,
            max_rate: None,
            min_rate: None,
            open_order: Some(OpenOrder {
                is_entry: true,
                date: row.date,
                price,
                amount,
                tag: tag.to_owned(),
            }),
            filled: Arc::default(),
        }))
    }
}
