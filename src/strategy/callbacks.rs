//! What a strategy is asked while a trade is opened, held and closed (simulation spec 15).
//!
//! The simulator knows callbacks only by the trait [`Callbacks`]: plain numbers go in, plain numbers
//! come out. Who answers, and in which language, is not its business.

use std::fmt::Debug;
use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::model::trade::{Order, Side};

/// What a callback answers, or the fault that it ends the backtest with.
pub type Answer<T> = Result<T, Box<Diagnostic>>;

/// Which callbacks are to be asked; one that is not costs nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one switch for each callback")]
pub struct Defined {
    /// `custom_stake_amount`.
    pub custom_stake_amount: bool,
    /// `custom_exit`.
    pub custom_exit: bool,
    /// `custom_stoploss`.
    pub custom_stoploss: bool,
    /// `custom_roi`.
    pub custom_roi: bool,
    /// `confirm_trade_entry`.
    pub confirm_trade_entry: bool,
    /// `confirm_trade_exit`.
    pub confirm_trade_exit: bool,
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
    /// The profit of what was taken out already.
    pub realized_profit: f64,
    /// The filled orders.
    pub orders: Arc<Vec<Order>>,
}

/// The callbacks of a strategy.
pub trait Callbacks: Debug {
    /// Which of them are to be asked.
    fn defined(&self) -> Defined;

    /// The stake of a new trade, or `None` for the proposed one. Anything that is no positive number
    /// means no entry.
    fn custom_stake_amount(&self, at: Moment, entry: &Entry<'_>) -> Answer<Option<f64>>;

    /// Whether the entry order may be placed.
    fn confirm_trade_entry(&self, at: Moment, entry: &Entry<'_>, amount: f64) -> Answer<bool>;

    /// A reason to close the trade now.
    fn custom_exit(
        &self,
        at: Moment,
        trade: &OpenTrade,
        current_rate: f64,
        current_profit: f64,
    ) -> Answer<Option<String>>;

    /// The distance of the stop from the current rate, or `None` to leave it where it is.
    fn custom_stoploss(
        &self,
        at: Moment,
        trade: &OpenTrade,
        current_rate: f64,
        current_profit: f64,
        after_fill: bool,
    ) -> Answer<Option<f64>>;

    /// The profit target, or `None` for that of the table.
    fn custom_roi(&self, at: Moment, trade: &OpenTrade, minutes: i64) -> Answer<Option<f64>>;

    /// Whether the exit order may be placed.
    fn confirm_trade_exit(
        &self,
        at: Moment,
        trade: &OpenTrade,
        amount: f64,
        rate: f64,
        exit_reason: &str,
    ) -> Answer<bool>;
}

/// A strategy without callbacks.
#[derive(Clone, Copy, Debug)]
pub struct NoCallbacks;

impl Callbacks for NoCallbacks {
    fn defined(&self) -> Defined {
        Defined::default()
    }

    fn custom_stake_amount(&self, _: Moment, _: &Entry<'_>) -> Answer<Option<f64>> {
        Ok(None)
    }

    fn confirm_trade_entry(&self, _: Moment, _: &Entry<'_>, _: f64) -> Answer<bool> {
        Ok(true)
    }

    fn custom_exit(&self, _: Moment, _: &OpenTrade, _: f64, _: f64) -> Answer<Option<String>> {
        Ok(None)
    }

    fn custom_stoploss(
        &self,
        _: Moment,
        _: &OpenTrade,
        _: f64,
        _: f64,
        _: bool,
    ) -> Answer<Option<f64>> {
        Ok(None)
    }

    fn custom_roi(&self, _: Moment, _: &OpenTrade, _: i64) -> Answer<Option<f64>> {
        Ok(None)
    }

    fn confirm_trade_exit(
        &self,
        _: Moment,
        _: &OpenTrade,
        _: f64,
        _: f64,
        _: &str,
    ) -> Answer<bool> {
        Ok(true)
    }
}
