//! Trades and their orders, as they are reported.

use serde::{Deserialize, Serialize};

use super::decimal::Decimal;

/// The direction of a trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Bought first, sold later.
    Long,
    /// Sold first, bought back later.
    Short,
}

impl Side {
    /// `+1` for a long trade, `-1` for a short one.
    pub fn sign(self) -> f64 {
        match self {
            Self::Long => 1.0,
            Self::Short => -1.0,
        }
    }

    /// Whether this is the short side.
    pub fn is_short(self) -> bool {
        self == Self::Short
    }
}

/// An order that was filled, whole and at its price.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// Whether it opens or adds to the position (otherwise it reduces it).
    pub is_entry: bool,
    /// When it was placed, epoch milliseconds.
    pub order_date: i64,
    /// When it was filled, epoch milliseconds.
    pub filled_date: i64,
    /// The price, in stake currency.
    pub price: f64,
    /// The amount of the base currency.
    pub amount: f64,
    /// `amount · price · (1 + fee)`, in stake currency.
    pub cost: f64,
    /// The entry tag or exit reason it was placed with.
    pub tag: String,
}

/// An order that waits for its price.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenOrder {
    /// Whether it opens or adds to the position (otherwise it reduces it).
    pub is_entry: bool,
    /// When it was placed, epoch milliseconds.
    pub date: i64,
    /// The price, in stake currency.
    pub price: f64,
    /// The amount of the base currency.
    pub amount: f64,
    /// The entry tag or exit reason it was placed with.
    pub tag: String,
}

impl OpenOrder {
    /// What it is worth without leverage, computed in exact decimals.
    pub fn stake_amount(&self, leverage: f64) -> f64 {
        let turnover = &Decimal::from_f64(self.amount) * &Decimal::from_f64(self.price);
        turnover.div(&Decimal::from_f64(leverage)).to_f64()
    }
}

/// A closed trade.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trade {
    /// What was traded: `BTC/USDT`.
    pub pair: String,
    /// Long or short.
    pub side: Side,
    /// 1 in spot.
    pub leverage: f64,
    /// When the first entry order was placed, epoch milliseconds.
    pub open_date: i64,
    /// When the last exit order was filled, epoch milliseconds.
    pub close_date: i64,
    /// Average entry price, rounded to the price step.
    pub open_rate: f64,
    /// Price of the exit order that closed the trade.
    pub close_rate: f64,
    /// Amount of the base currency before the final exit.
    pub amount: f64,
    /// Stake before the final exit, in stake currency.
    pub stake_amount: f64,
    /// The sum of all entries, in stake currency.
    pub max_stake_amount: f64,
    /// Fee ratio of the entry.
    pub fee_open: f64,
    /// Fee ratio of the exit.
    pub fee_close: f64,
    /// Profit in stake currency, fees taken off.
    pub profit_abs: f64,
    /// Profit as a ratio of what was paid in, fees taken off.
    pub profit_ratio: f64,
    /// Why the trade ended: `roi`, `stop_loss`, `exit_signal`, a tag, …
    pub exit_reason: String,
    /// The tag of the signal that opened it; empty without one.
    pub enter_tag: String,
    /// Lowest price while the trade was open; none where it was sold before anybody looked.
    pub min_rate: Option<f64>,
    /// Highest price while the trade was open; none where it was sold before anybody looked.
    pub max_rate: Option<f64>,
    /// The stop price at the end.
    pub stop_loss_abs: f64,
    /// The distance that the stop was last set at, a ratio below 0.
    pub stop_loss_ratio: f64,
    /// The stop price at the entry.
    pub initial_stop_loss_abs: f64,
    /// Its distance from the entry, a ratio below 0.
    pub initial_stop_loss_ratio: f64,
    /// Funding received (positive) or paid, in stake currency.
    pub funding_fees: f64,
    /// The price at which the exchange would have closed it; none in spot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub liquidation_price: Option<f64>,
    /// All filled orders, in the order of their fills.
    pub orders: Vec<Order>,
}

impl Trade {
    /// Whole minutes from the entry order to the close.
    pub fn trade_duration(&self) -> i64 {
        (self.close_date - self.open_date).div_euclid(60_000)
    }

    /// When its first entry order was filled: from then on there was a position.
    pub fn entered_date(&self) -> i64 {
        self.orders.first().map_or(self.open_date, |order| order.filled_date)
    }

    /// Whether it was bought at once when it was opened, and sold at once when it was closed.
    pub fn is_plain(&self) -> bool {
        self.orders.len() <= 2 && self.entered_date() == self.open_date
    }

    /// The most that was at stake at once, in stake currency. `stake_amount` is only what partial exits left of
    /// it, and `max_stake_amount` counts what was sold and bought again twice.
    pub fn peak_stake(&self) -> f64 {
        if self.is_plain() {
            return self.stake_amount;
        }
        let (mut amount, mut cost, mut peak) = (0.0, 0.0, 0.0_f64);
        for order in &self.orders {
            if order.is_entry {
                amount += order.amount;
                cost += order.amount * order.price;
            } else if amount > 0.0 {
                cost -= cost / amount * order.amount.min(amount);
                amount -= order.amount.min(amount);
            }
            peak = peak.max(cost);
        }
        peak / self.leverage
    }
}
