//! Trades for the tests of the metrics.

use crate::model::trade::{Order, Side, Trade};

/// An hour in milliseconds.
pub(crate) const HOUR: i64 = 3_600_000;

/// A trade of one hour on a stake of 100 that makes `profit_abs` and closes at `close_hour`.
pub(crate) fn trade(profit_abs: f64, close_hour: i64) -> Trade {
    Trade {
        pair: "BTC/USDT".to_owned(),
        side: Side::Long,
        leverage: 1.0,
        open_date: (close_hour - 1) * HOUR,
        close_date: close_hour * HOUR,
        open_rate: 10.0,
        close_rate: 10.0,
        amount: 10.0,
        stake_amount: 100.0,
        max_stake_amount: 100.0,
        fee_open: 0.0,
        fee_close: 0.0,
        profit_abs,
        profit_ratio: profit_abs / 100.0,
        exit_reason: "roi".to_owned(),
        enter_tag: String::new(),
        min_rate: Some(10.0),
        max_rate: Some(10.0),
        stop_loss_abs: 9.0,
        stop_loss_ratio: -0.1,
        initial_stop_loss_abs: 9.0,
        initial_stop_loss_ratio: -0.1,
        funding_fees: 0.0,
        liquidation_price: None,
        orders: Vec::new(),
    }
}

/// Trades with these profits that close ten hours after one another, the first at hour 0.
pub(crate) fn trades(profits: &[f64]) -> Vec<Trade> {
    profits.iter().zip(0..).map(|(&profit, row)| trade(profit, 10 * row)).collect()
}

/// A trade that closes at `close_hour` with these orders: whether they buy, hour of the fill, price, amount. The
/// first one is placed when it is filled, and the average price is 10.
pub(crate) fn ordered(close_hour: i64, orders: &[(bool, i64, f64, f64)]) -> Trade {
    let order = |&(is_entry, hour, price, amount): &(bool, i64, f64, f64)| Order {
        is_entry,
        order_date: hour * HOUR,
        filled_date: hour * HOUR,
        price,
        amount,
        cost: price * amount,
        tag: (if is_entry { "more" } else { "part" }).to_owned(),
    };
    let orders: Vec<Order> = orders.iter().map(order).collect();
    Trade { open_date: orders[0].filled_date, orders, ..trade(1.0, close_hour) }
}

/// Fails unless both are equal to nine digits.
#[track_caller]
pub(crate) fn assert_close(value: f64, expected: f64) {
    let limit = 1e-9 * expected.abs().max(1e-3);
    assert!((value - expected).abs() <= limit, "{value} is not {expected}");
}
