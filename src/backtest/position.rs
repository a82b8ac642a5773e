//! A trade in the making: its orders, and everything that is recomputed from them after a fill.

use std::sync::Arc;

use super::funding::Funding;
use super::ledger::{Ledger, entry_value, exit_value};
use super::track::Row;
use super::{PairInput, Rules};
use crate::model::precision::{AmountPrecision, Direction, Precision, round8};
use crate::model::trade::{OpenOrder, Order, Side, Trade};
use crate::strategy::callbacks::{Answer, Moment, OpenTrade};

/// A trade that is open, or waits for its entry.
#[derive(Clone, Debug)]
pub(super) struct Position {
    /// Index of the pair in the simulation's inputs.
    pub pair: usize,
    pub side: Side,
    pub leverage: f64,
    pub fee: f64,
    /// The price step at the entry order's time; all later roundings use it.
    pub price_step: Precision,
    pub amount_precision: AmountPrecision,
    /// When the first entry order was placed.
    pub open_date: i64,
    pub enter_tag: Arc<str>,
    /// Average entry price, rounded; the order's price while nothing is filled.
    pub open_rate: f64,
    /// What is held; 0 while nothing is filled.
    pub amount: f64,
    /// What the wallet knows of that.
    pub in_wallet: f64,
    pub stake_amount: f64,
    pub max_stake_amount: f64,
    /// What was paid for `amount`, fee included.
    pub open_value: f64,
    pub realized_profit: f64,
    pub stop_loss: f64,
    pub stop_loss_pct: f64,
    pub initial_stop_loss: f64,
    pub initial_stop_loss_pct: f64,
    /// Where the exchange closes the position; none in spot.
    pub liquidation_price: Option<f64>,
    pub funding: Funding,
    /// Whether the stop ever moved: its exits are then called trailing.
    pub stop_moved: bool,
    /// The best rate that the stop has followed.
    pub trailed_from: Option<f64>,
    pub max_rate: Option<f64>,
    pub min_rate: Option<f64>,
    pub open_order: Option<OpenOrder>,
    /// Why it was to be sold last, whether or not that order was filled.
    pub exit_reason: String,
    /// Shared with those who look at the trade while it is open.
    pub filled: Arc<Vec<Order>>,
    /// The sums over them.
    pub ledger: Ledger,
}

impl Position {
    /// Itself as callbacks see it.
    pub(super) fn view(&self) -> OpenTrade {
        OpenTrade {
            open_rate: self.open_rate,
            open_date: self.open_date,
            enter_tag: Arc::clone(&self.enter_tag),
            side: self.side,
            leverage: self.leverage,
            amount: self.amount,
            stake_amount: self.stake_amount,
            max_stake_amount: self.max_stake_amount,
            stop_loss: self.stop_loss,
            initial_stop_loss: self.initial_stop_loss,
            max_rate: self.max_rate.unwrap_or(self.open_rate),
            min_rate: self.min_rate.unwrap_or(self.open_rate),
            realized_profit: self.realized_profit,
            liquidation_price: self.liquidation_price,
            orders: Arc::clone(&self.filled),
            entries: self.ledger.filled_entries,
            open_order: self.open_order.clone(),
        }
    }

    /// The stake of an entry order that waits.
    pub(super) fn waiting_stake(&self) -> Option<f64> {
        let order = self.open_order.as_ref().filter(|order| order.is_entry)?;
        Some(order.stake_amount(self.leverage))
    }

    /// The moment of a candle.
    pub(super) fn moment(&self, row: &Row) -> Moment {
        Moment { pair: self.pair, now: row.date, candle: row.signal }
    }

    /// `1` for a long trade, `-1` for a short one.
    pub(super) fn sign(&self) -> f64 {
        self.side.sign()
    }

    /// What an amount brings at the exit, fee taken off and funding added.
    pub(super) fn exit_value(&self, amount: f64, rate: f64) -> f64 {
        exit_value(amount, rate, self.fee, self.side) + self.sign() * self.funding.fees
    }

    /// The running profit ratio at a rate, rounded to 8 places: what every exit rule looks at.
    pub(super) fn profit_ratio(&self, rate: f64) -> f64 {
        if self.open_value == 0.0 {
            return 0.0;
        }
        let ratio = |value: f64| match self.side {
            Side::Long => (value / self.open_value - 1.0) * self.leverage,
            Side::Short => (1.0 - value / self.open_value) * self.leverage,
        };
        // Plain doubles are off by less than 1e-14. Where that cannot change the eighth place, they
        // are as good as the exact value.
        let turnover = self.amount * rate;
        let value = turnover - self.sign() * (turnover * self.fee - self.funding.fees);
        let scaled = ratio(value) * 1e8;
        let nearest = scaled.round_ties_even();
        if (scaled - nearest).abs() < 0.4999 && nearest.abs() < 1e14 {
            return nearest / 1e8;
        }
        round8(ratio(self.exit_value(self.amount, rate)))
    }

    /// The rate that is nearer to the entry among stop prices: long stops round up, short ones down.
    pub(super) fn round_stop(&self, price: f64) -> f64 {
        let direction = if self.side.is_short() { Direction::Down } else { Direction::Up };
        self.price_step.directional(price, direction)
    }

    /// Fills the open order at its price, and recomputes the trade from all its orders.
    /// Returns the closed trade when nothing is left.
    pub(super) fn fill(
        &mut self,
        rules: &Rules<'_>,
        row: &Row,
        input: &PairInput,
    ) -> Answer<Option<Trade>> {
        let Some(order) = self.open_order.take() else { return Ok(None) };
        let OpenOrder { is_entry, date, price, amount, tag } = order;
        let closes = !is_entry && amount == self.amount;
        let order = Order {
            is_entry,
            order_date: date,
            filled_date: row.date,
            price,
            amount,
            cost: amount * price * (1.0 + self.fee),
            tag,
        };
        let funding = self.settle_funding(input, row.date);
        self.ledger.take(&order, self.fee, self.side, funding);
        Arc::make_mut(&mut self.filled).push(order);
        if is_entry {
            self.take_over(rules);
        }
        self.count_funding(input, row.date);
        // Of an exit the strategy hears while the trade still is what it was.
        if rules.defined.order_filled {
            rules.callbacks.order_filled(self.moment(row), &self.view())?;
        }
        if closes {
            self.funding.forget_running();
            return Ok(Some(self.closed(row.date, price, &input.pair)));
        }
        if let Some(contract) = &input.perpetual {
            self.renew_liquidation(rules, contract);
        }
        if rules.settings.stoploss_after_fill && rules.defined.custom_stoploss {
            self.stop_after_fill(rules, row, price)?;
        }
        if !is_entry {
            self.take_over(rules);
        }
        Ok(None)
    }

    /// Becomes what its orders make of it; the stop follows the average price.
    fn take_over(&mut self, rules: &Rules<'_>) {
        self.recompute();
        self.funding.forget_running();
        if self.filled.len() == 1 {
            self.start_stop(rules.settings.stoploss);
        } else {
            self.ratchet(self.open_rate, self.stop_loss_pct);
            // From another average the same price is another profit.
            self.trailed_from = None;
        }
    }

    fn recompute(&mut self) {
        let ledger = &self.ledger;
        let amount = self.amount_precision.truncate(ledger.amount.to_f64());
        if amount > 0.0 {
            self.amount = amount;
            let average = if self.filled.len() == 1 {
                ledger.average.to_f64()
            } else {
                ledger.cost.div(&ledger.amount).to_f64()
            };
            self.open_rate = self.price_step.nearest(average);
            self.stake_amount = ledger.cost.to_f64() / self.leverage;
            self.max_stake_amount = ledger.entries.to_f64() / self.leverage;
            self.open_value = entry_value(self.amount, self.open_rate, self.fee, self.side);
        }
        // Parts whose profits cancel out leave what was told before, as in the reference.
        if ledger.profit != 0.0 {
            self.realized_profit = ledger.profit;
        }
    }

    fn closed(&mut self, close_date: i64, close_rate: f64, pair: &str) -> Trade {
        Trade {
            pair: pair.to_owned(),
            side: self.side,
            leverage: self.leverage,
            open_date: self.open_date,
            close_date,
            open_rate: self.open_rate,
            close_rate,
            amount: self.amount,
            stake_amount: self.stake_amount,
            max_stake_amount: self.max_stake_amount,
            fee_open: self.fee,
            fee_close: self.fee,
            profit_abs: self.ledger.profit,
            profit_ratio: self.ledger.profit / self.ledger.paid * self.leverage,
            exit_reason: std::mem::take(&mut self.exit_reason),
            enter_tag: self.enter_tag.to_string(),
            min_rate: self.min_rate,
            max_rate: self.max_rate,
            stop_loss_abs: self.stop_loss,
            stop_loss_ratio: self.stop_loss_pct,
            initial_stop_loss_abs: self.initial_stop_loss,
            initial_stop_loss_ratio: self.initial_stop_loss_pct,
            funding_fees: self.funding.fees,
            liquidation_price: self.liquidation_price,
            orders: Arc::unwrap_or_clone(std::mem::take(&mut self.filled)),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::super::Signals;
    use super::*;
    use crate::data::tick::PriceSteps;
    use crate::model::candles::Candles;
    use crate::model::config::Config;
    use crate::model::market::Market;
    use crate::strategy::callbacks::{Defined, NoCallbacks};
    use crate::strategy::settings::Settings;

    /// A trade that waits for the fill of its entry.
    pub(crate) fn waiting(side: Side, leverage: f64, fee: f64) -> Position {
        Position {
            pair: 0,
            side,
            leverage,
            fee,
            price_step: Precision::tick(0.01),
            amount_precision: AmountPrecision {
                step: Precision::tick(0.00001),
                contract_size: 1.0,
            },
            open_date: 0,
            enter_tag: "".into(),
            open_rate: 0.0,
            amount: 0.0,
            in_wallet: 0.0,
            stake_amount: 0.0,
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
            open_order: None,
            exit_reason: String::new(),
            filled: Arc::default(),
            ledger: Ledger::default(),
        }
    }

    fn spot() -> PairInput {
        let step = Precision::tick(0.01);
        PairInput {
            pair: "A/B".into(),
            candles: Arc::default(),
            first: 0,
            signals: Signals::default(),
            price_steps: PriceSteps::of(&Candles::default(), step),
            amount_precision: AmountPrecision { step, contract_size: 1.0 },
            market: Market::default(),
            detail: None,
            perpetual: None,
        }
    }

    /// Places an order and fills it.
    pub(crate) fn fill(
        trade: &mut Position,
        is_entry: bool,
        amount: f64,
        price: f64,
    ) -> Option<Trade> {
        let config = json!({ "stake_amount": 1, "exchange": { "pair_whitelist": ["A/B"] } });
        let config = Config::from_json(&config).unwrap();
        let consts = [("timeframe".to_owned(), json!("1h")), ("stoploss".to_owned(), json!(-0.1))];
        let (settings, _) = Settings::new(&consts, &config).unwrap();
        let rules = Rules {
            settings: &settings,
            config: &config,
            fee: 0.0,
            callbacks: &NoCallbacks,
            defined: Defined::default(),
        };
        let row =
            Row { date: 60_000, open: price, high: price, low: price, close: price, signal: 0 };
        trade.open_order = Some(OpenOrder { is_entry, date: 0, price, amount, tag: "x".into() });
        trade.fill(&rules, &row, &spot()).unwrap()
    }

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() <= 1e-12 * b.abs(), "{a} is not {b}");
    }

    #[test]
    fn the_worked_example_of_a_spot_trade() {
        let mut trade = waiting(Side::Long, 1.0, 0.001);
        assert!(fill(&mut trade, true, 0.99403, 100.6).is_none());
        assert_eq!(trade.open_value.to_bits(), 100.099_417_418_f64.to_bits());
        let closed = fill(&mut trade, false, 0.99403, 100.64).unwrap();
        assert_eq!(closed.profit_abs.to_bits(), (-0.160_277_4_f64).to_bits());
        close(closed.profit_ratio, -0.160_277_4 / 100.099_417_418);
    }

    #[test]
    fn the_worked_example_of_a_leveraged_short() {
        let mut trade = waiting(Side::Short, 3.0, 0.001);
        fill(&mut trade, true, 3.0, 100.0);
        close(trade.open_value, 299.7);
        close(trade.stake_amount, 100.0);
        let closed = fill(&mut trade, false, 3.0, 90.0).unwrap();
        close(closed.profit_abs, 29.43);
        close(closed.profit_ratio, 29.43 / 299.7 * 3.0);
    }

    #[test]
    fn the_worked_example_of_several_orders() {
        let mut trade = waiting(Side::Long, 1.0, 0.001);
        fill(&mut trade, true, 1.0, 100.0);
        fill(&mut trade, true, 0.5102, 98.0);
        fill(&mut trade, false, 0.20136, 97.0);
        let closed = fill(&mut trade, false, 1.30884, 96.0).unwrap();
        close(closed.profit_abs, -5.114_220_16);
        close(closed.profit_ratio, -5.114_220_16 / 150.149_599_6);
        assert_eq!(closed.orders.len(), 4);
    }

    #[test]
    fn the_running_ratio_is_the_exact_one_rounded() {
        let mut trade = waiting(Side::Long, 1.0, 0.001);
        fill(&mut trade, true, 0.23266, 42_550.0);
        for step in 0..20_000 {
            let rate = 40_000.0 + f64::from(step) * 0.37;
            let exact = trade.exit_value(trade.amount, rate) / trade.open_value - 1.0;
            assert_eq!(trade.profit_ratio(rate).to_bits(), round8(exact).to_bits(), "{rate}");
        }
    }

    #[test]
    fn a_stop_is_rounded_toward_the_entry_noise_included() {
        let mut trade = waiting(Side::Long, 1.0, 0.0);
        fill(&mut trade, true, 10.0, 1.1);
        close(trade.stop_loss, 1.0);
    }
}
