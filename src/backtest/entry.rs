//! Buying: price, stake and amount of a new trade, and of what is added to one (simulation spec 4.2 to
//! 5.3, 8).

use std::sync::Arc;

use super::funding::Funding;
use super::ledger::Ledger;
use super::position::Position;
use super::sim::Sim;
use super::track::Row;
use super::wallet::{Reserve, StakeLimits, stake_limits, validate_stake};
use crate::diag::Diagnostic;
use crate::model::trade::{OpenOrder, Side};
use crate::strategy::callbacks::{Answer, Borrowing, Entry, EntryPrice, Moment, OpenTrade};
use crate::strategy::settings::OrderType;

impl Sim<'_> {
    /// Places the entry order of a new trade, if the wallet and the exchange's rules allow one.
    pub(super) fn enter(&self, pair: usize, row: &Row, side: Side) -> Answer<Option<Position>> {
        let input = &self.pairs[pair];
        let (config, defined) = (self.rules.config, self.rules.defined);
        let callbacks = self.rules.callbacks;
        let at = Moment { pair, now: row.date, candle: row.signal };
        let entry_tag = input.signals.enter_tag.at(row.signal);
        let price = self.entry_price(at, row, None, side, entry_tag)?;
        let Some(proposed_stake) = self.wallet.proposed_stake(&self.rules, &self.open) else {
            return Ok(None);
        };
        let leverage = self.leverage(at, row, side, entry_tag, proposed_stake)?;
        let limits = stake_limits(input, config, price, Reserve::Entry, leverage);
        let available = self.wallet.available(config, &self.open);
        let entry = Entry {
            rate: price,
            proposed_stake,
            min_stake: limits.min.unwrap_or(0.0),
            max_stake: limits.max.min(available),
            leverage,
            entry_tag,
            side,
        };
        let mut stake = proposed_stake;
        if defined.custom_stake_amount {
            stake = callbacks.custom_stake_amount(at, &entry)?.unwrap_or(stake);
        }
        let Some(amount) = self.entry_amount(pair, stake, price, leverage, limits, 0.0) else {
            return Ok(None);
        };
        if defined.confirm_trade_entry && !callbacks.confirm_trade_entry(at, &entry, amount)? {
            return Ok(None);
        }
        let mut trade = Position {
            pair,
            side,
            leverage,
            fee: self.rules.fee,
            price_step: input.price_steps.at(row.date),
            amount_precision: input.amount_precision,
            open_date: row.date,
            enter_tag: entry_tag.into(),
            open_rate: price,
            amount: 0.0,
            in_wallet: 0.0,
            stake_amount: amount * price / leverage,
            max_stake_amount: 0.0,
            open_value: 0.0,
            realized_profit: 0.0,
            stop_loss: 0.0,
            stop_loss_pct: 0.0,
            initial_stop_loss: 0.0,
            initial_stop_loss_pct: 0.0,
            liquidation_price: None,
            funding: Funding::default(),
            stop_moved: false,
            trailed_from: None,
            max_rate: None,
            min_rate: None,
            open_order: Some(entry_order(row, price, amount, entry_tag)),
            exit_reason: String::new(),
            filled: Arc::default(),
            ledger: Ledger::default(),
        };
        trade.start_stop(self.rules.settings.stoploss);
        Ok(Some(trade))
    }

    /// The leverage of a new trade, within what the exchange allows for the stake that it is offered.
    fn leverage(
        &self,
        at: Moment,
        row: &Row,
        side: Side,
        entry_tag: &str,
        proposed_stake: f64,
    ) -> Answer<f64> {
        let input = &self.pairs[at.pair];
        let Some(contract) = &input.perpetual else { return Ok(1.0) };
        let Some(max_leverage) = contract.max_leverage(proposed_stake) else {
            return Err(Box::new(beyond_tiers(&input.pair, proposed_stake)));
        };
        if !self.rules.defined.leverage {
            return Ok(1.0);
        }
        let asked = Borrowing { rate: row.open, max_leverage, entry_tag, side };
        let leverage = self.rules.callbacks.leverage(at, &asked)?;
        Ok(leverage.max(1.0).min(max_leverage))
    }

    /// Places an order that adds a stake to a trade, if the wallet and the exchange's rules allow one. Without
    /// a tag of its own it has that of an entry on this candle.
    pub(super) fn add(
        &mut self,
        at: usize,
        row: &Row,
        stake: f64,
        tag: Option<&str>,
    ) -> Answer<()> {
        let trade = &self.open[at];
        let (pair, leverage) = (trade.pair, trade.leverage);
        let input = &self.pairs[pair];
        let tag = tag.unwrap_or_else(|| input.signals.enter_tag.at(row.signal));
        // Nobody may look at the trade any more when an order is filled: its orders would be copied.
        let price = {
            let view = self.rules.defined.custom_entry_price.then(|| trade.view());
            self.entry_price(trade.moment(row), row, view.as_ref(), trade.side, tag)?
        };
        let limits = stake_limits(input, self.rules.config, price, Reserve::Addition, leverage);
        let amount = self.entry_amount(pair, stake, price, leverage, limits, trade.stake_amount);
        if let Some(amount) = amount {
            // The same order again is nothing new, to the wallet too.
            if !self.place(at, entry_order(row, price, amount, tag)) {
                return Ok(());
            }
            self.fill_at_once(at, row)?;
        }
        self.refresh();
        Ok(())
    }

    /// The price of an entry order. A limit order rests at the open, a market order takes it: the same
    /// price, unless the strategy has another one. It is never beyond the candle's best.
    pub(super) fn entry_price(
        &self,
        at: Moment,
        row: &Row,
        trade: Option<&OpenTrade>,
        side: Side,
        entry_tag: &str,
    ) -> Answer<f64> {
        let mut price = row.open;
        if self.rules.settings.order_types.entry == OrderType::Limit
            && self.rules.defined.custom_entry_price
        {
            let asked = EntryPrice { trade, proposed_rate: price, entry_tag, side };
            let custom = self.rules.callbacks.custom_entry_price(at, &asked)?;
            if let Some(custom) = custom.filter(|custom| *custom != price) {
                price = self.pairs[at.pair].price_steps.at(row.date).nearest(custom);
            }
        }
        Ok(match side {
            Side::Long => price.min(row.high),
            Side::Short => price.max(row.low),
        })
    }

    /// The amount that a stake buys beside what is staked on a trade already, in steps of the exchange;
    /// `None` where there is no entry.
    fn entry_amount(
        &self,
        pair: usize,
        stake: f64,
        price: f64,
        leverage: f64,
        limits: StakeLimits,
        staked: f64,
    ) -> Option<f64> {
        let available = self.wallet.available(self.rules.config, &self.open);
        let stake = validate_stake(stake, limits, available, staked)?;
        let amount = self.pairs[pair].amount_precision.truncate(stake / price * leverage);
        (amount > 0.0 && amount.is_finite()).then_some(amount)
    }
}

/// The code of a stake that is beyond the last leverage tier.
pub const BEYOND_TIERS: &str = "AQ430";

/// The reference ends the backtest there, too.
fn beyond_tiers(pair: &str, stake: f64) -> Diagnostic {
    let message = format!("a stake of {stake} is beyond the last leverage tier of {pair}");
    Diagnostic::error(BEYOND_TIERS, message)
        .with_help("set a smaller \"stake_amount\" in config.json, or more slots")
}

fn entry_order(row: &Row, price: f64, amount: f64, tag: &str) -> OpenOrder {
    OpenOrder { is_entry: true, date: row.date, price, amount, tag: tag.to_owned() }
}
