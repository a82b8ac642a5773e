//! What a strategy is asked while a trade is opened, held and closed (simulation spec 15).
//!
//! The simulator knows callbacks only by the trait [`Callbacks`]: plain numbers go in, plain numbers
//! come out. Who answers, and in which language, is not its business.

use std::fmt::Debug;
use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::model::lock::LockSide;
use crate::model::trade::{OpenOrder, Order, Side};

/// What a callback answers, or the fault that it ends the backtest with.
pub type Answer<T> = Result<T, Box<Diagnostic>>;

/// Which callbacks are to be asked; one that is not costs nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one switch for each callback")]
pub struct Defined {
    /// `adjust_entry_price`.
    pub adjust_entry_price: bool,
    /// `adjust_exit_price`.
    pub adjust_exit_price: bool,
    /// `adjust_order_price`.
    pub adjust_order_price: bool,
    /// `adjust_trade_position`.
    pub adjust_trade_position: bool,
    /// `bot_loop_start`.
    pub bot_loop_start: bool,
    /// `check_entry_timeout`.
    pub check_entry_timeout: bool,
    /// `check_exit_timeout`.
    pub check_exit_timeout: bool,
    /// `confirm_trade_entry`.
    pub confirm_trade_entry: bool,
    /// `confirm_trade_exit`.
    pub confirm_trade_exit: bool,
    /// `custom_entry_price`.
    pub custom_entry_price: bool,
    /// `custom_exit`.
    pub custom_exit: bool,
    /// `custom_exit_price`.
    pub custom_exit_price: bool,
    /// `custom_roi`.
    pub custom_roi: bool,
    /// `custom_stake_amount`.
    pub custom_stake_amount: bool,
    /// `custom_stoploss`.
    pub custom_stoploss: bool,
    /// `leverage`.
    pub leverage: bool,
    /// `order_filled`.
    pub order_filled: bool,
}

impl Defined {
    /// By the names of those that are defined.
    pub fn of(is_defined: impl Fn(&str) -> bool) -> Self {
        Self {
            adjust_entry_price: is_defined("adjust_entry_price"),
            adjust_exit_price: is_defined("adjust_exit_price"),
            adjust_order_price: is_defined("adjust_order_price"),
            adjust_trade_position: is_defined("adjust_trade_position"),
            bot_loop_start: is_defined("bot_loop_start"),
            check_entry_timeout: is_defined("check_entry_timeout"),
            check_exit_timeout: is_defined("check_exit_timeout"),
            confirm_trade_entry: is_defined("confirm_trade_entry"),
            confirm_trade_exit: is_defined("confirm_trade_exit"),
            custom_entry_price: is_defined("custom_entry_price"),
            custom_exit: is_defined("custom_exit"),
            custom_exit_price: is_defined("custom_exit_price"),
            custom_roi: is_defined("custom_roi"),
            custom_stake_amount: is_defined("custom_stake_amount"),
            custom_stoploss: is_defined("custom_stoploss"),
            leverage: is_defined("leverage"),
            order_filled: is_defined("order_filled"),
        }
    }

    /// Whether somebody is asked for another price of an order that rests.
    pub fn adjusts(self, is_entry: bool) -> bool {
        let own = if is_entry { self.adjust_entry_price } else { self.adjust_exit_price };
        self.adjust_order_price || own
    }

    /// Whether somebody is asked if the time of an order is over.
    pub fn checks(self, is_entry: bool) -> bool {
        if is_entry { self.check_entry_timeout } else { self.check_exit_timeout }
    }
}

/// When and where a callback is asked.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// Index of the pair in the simulation's inputs.
    pub pair: usize,
    /// The open time of the candle that is walked, epoch milliseconds.
    pub now: i64,
    /// The last closed candle: an index into the pair's candles.
    pub candle: usize,
}

/// An entry that is about to be ordered.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The entry price.
    pub rate: f64,
    /// What a full position costs, by the config; stake currency.
    pub proposed_stake: f64,
    /// The smallest stake that the exchange takes; 0 without one.
    pub min_stake: f64,
    /// The largest stake that the exchange and the wallet allow.
    pub max_stake: f64,
    /// 1 in spot.
    pub leverage: f64,
    /// The tag of the entry signal.
    pub entry_tag: &'a str,
    /// Long or short.
    pub side: Side,
}

/// An open trade, as callbacks see it. Changing it changes nothing.
#[derive(Clone, Debug)]
pub struct OpenTrade {
    /// Average entry price.
    pub open_rate: f64,
    /// When the first entry order was placed, epoch milliseconds.
    pub open_date: i64,
    /// The tag of the entry.
    pub enter_tag: Arc<str>,
    /// Long or short.
    pub side: Side,
    /// 1 in spot.
    pub leverage: f64,
    /// What is held, base currency.
    pub amount: f64,
    /// What it was bought for, stake currency.
    pub stake_amount: f64,
    /// What was ever put in, stake currency.
    pub max_stake_amount: f64,
    /// Where the stop stands.
    pub stop_loss: f64,
    /// Where it stood first.
    pub initial_stop_loss: f64,
    /// The highest rate since the entry.
    pub max_rate: f64,
    /// The lowest rate since the entry.
    pub min_rate: f64,
    /// Where the exchange closes it; none in spot.
    pub liquidation_price: Option<f64>,
    /// The profit of what was taken out already.
    pub realized_profit: f64,
    /// The filled orders.
    pub orders: Arc<Vec<Order>>,
    /// How many of them bought into the trade.
    pub entries: usize,
    /// The order that waits for its price.
    pub open_order: Option<OpenOrder>,
}

/// An entry price that is about to be ordered.
#[derive(Clone, Copy, Debug)]
pub struct EntryPrice<'a> {
    /// The trade that is added to; none for a new one.
    pub trade: Option<&'a OpenTrade>,
    /// The price without the callback.
    pub proposed_rate: f64,
    /// The tag of the entry.
    pub entry_tag: &'a str,
    /// Long or short.
    pub side: Side,
}

/// A new trade that may borrow.
#[derive(Clone, Copy, Debug)]
pub struct Borrowing<'a> {
    /// The price at which the question is asked.
    pub rate: f64,
    /// The highest leverage that the exchange allows for the proposed stake.
    pub max_leverage: f64,
    /// The tag of the entry signal.
    pub entry_tag: &'a str,
    /// Long or short.
    pub side: Side,
}

/// What a position may be changed by.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// The price at which the question is asked.
    pub rate: f64,
    /// The profit there.
    pub profit: f64,
    /// The smallest stake that the exchange takes; 0 without one.
    pub min_stake: f64,
    /// The largest stake that the exchange and the wallet allow.
    pub max_stake: f64,
}

/// What is to be added to a position (above 0) or taken out of it (below 0), stake currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Adjustment {
    /// How much.
    pub stake: f64,
    /// The name of the order, if it has one.
    pub tag: Option<String>,
}

/// A lock that a callback asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockRequest {
    /// The pair that is not to be entered; `*` for all of them.
    pub pair: String,
    /// Until when, epoch milliseconds.
    pub until: i64,
    /// Which entries.
    pub side: LockSide,
    /// Why, in the strategy's words; empty without any.
    pub reason: String,
    /// When it was asked for: the open time of the candle that is walked, epoch milliseconds.
    pub now: i64,
}

/// The callbacks of a strategy. By default each answers what happens without it.
pub trait Callbacks: Debug {
    /// Which of them are to be asked.
    fn defined(&self) -> Defined {
        Defined::default()
    }

    /// Told once before each step, with the open time of its candles, epoch milliseconds.
    fn bot_loop_start(&self, _now: i64) -> Answer<()> {
        Ok(())
    }

    /// The price of an entry order, or `None` for the proposed one.
    fn custom_entry_price(&self, _at: Moment, _asked: &EntryPrice<'_>) -> Answer<Option<f64>> {
        Ok(None)
    }

    /// The leverage of a new trade, brought into what the exchange allows.
    fn leverage(&self, _at: Moment, _asked: &Borrowing<'_>) -> Answer<f64> {
        Ok(1.0)
    }

    /// The stake of a new trade, or `None` for the proposed one. Anything that is no positive number
    /// means no entry.
    fn custom_stake_amount(&self, _at: Moment, _entry: &Entry<'_>) -> Answer<Option<f64>> {
        Ok(None)
    }

    /// Whether the entry order may be placed.
    fn confirm_trade_entry(&self, _at: Moment, _entry: &Entry<'_>, _amount: f64) -> Answer<bool> {
        Ok(true)
    }

    /// How the position is to be changed, or `None` to leave it as it is.
    fn adjust_trade_position(
        &self,
        _at: Moment,
        _trade: &OpenTrade,
        _room: &Room,
    ) -> Answer<Option<Adjustment>> {
        Ok(None)
    }

    /// A reason to close the trade now.
    fn custom_exit(
        &self,
        _at: Moment,
        _trade: &OpenTrade,
        _current_rate: f64,
        _current_profit: f64,
    ) -> Answer<Option<String>> {
        Ok(None)
    }

    /// The price of an exit order, or `None` for the proposed one.
    fn custom_exit_price(
        &self,
        _at: Moment,
        _trade: &OpenTrade,
        _proposed_rate: f64,
        _current_profit: f64,
        _exit_tag: &str,
    ) -> Answer<Option<f64>> {
        Ok(None)
    }

    /// The distance of the stop from the current rate, or `None` to leave it where it is.
    fn custom_stoploss(
        &self,
        _at: Moment,
        _trade: &OpenTrade,
        _current_rate: f64,
        _current_profit: f64,
        _after_fill: bool,
    ) -> Answer<Option<f64>> {
        Ok(None)
    }

    /// The profit target, or `None` for that of the table.
    fn custom_roi(&self, _at: Moment, _trade: &OpenTrade, _minutes: i64) -> Answer<Option<f64>> {
        Ok(None)
    }

    /// Whether the exit order may be placed.
    fn confirm_trade_exit(
        &self,
        _at: Moment,
        _trade: &OpenTrade,
        _amount: f64,
        _rate: f64,
        _exit_reason: &str,
    ) -> Answer<bool> {
        Ok(true)
    }

    /// Whether the open order of a trade is given up.
    fn check_timeout(&self, _at: Moment, _trade: &OpenTrade) -> Answer<bool> {
        Ok(false)
    }

    /// The price of the open order of a trade from now on; `None` takes the order away.
    fn adjust_order_price(
        &self,
        _at: Moment,
        trade: &OpenTrade,
        _proposed_rate: f64,
    ) -> Answer<Option<f64>> {
        Ok(trade.open_order.as_ref().map(|order| order.price))
    }

    /// Told of the order that was filled last.
    fn order_filled(&self, _at: Moment, _trade: &OpenTrade) -> Answer<()> {
        Ok(())
    }

    /// The locks that callbacks have asked for since the last time.
    fn take_locks(&self) -> Vec<LockRequest> {
        Vec::new()
    }
}

/// A strategy without callbacks.
#[derive(Clone, Copy, Debug)]
pub struct NoCallbacks;

impl Callbacks for NoCallbacks {}
