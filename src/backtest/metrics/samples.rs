//! Trades for the tests of the metrics.

use crate::model::trade::{Side, Trade};

/// An hour in milliseconds.
pub(super) const HOUR: i64 = 3_600_000;

/// A trade of one hour on a stake of 100 that makes `profit_abs` and closes at `close_hour`.
pub(super) fn trade(profit_abs: f64, close_hour: i64) -> Trade {
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
        orders: Vec::new(),
    }
}

/// Trades with these profits that close ten hours after one another, the first at hour 0.
pub(super) fn trades(profits: &[f64]) -> Vec<Trade> {
    profits.iter().zip(0..).map(|(&profit, row)| trade(profit, 10 * row)).collect()
}

/// Fails unless both are equal to nine digits.
#[track_caller]
pub(super) fn assert_close(value: f64, expected: f64) {
    let limit = 1e-9 * expected.abs().max(1e-3);
    assert!((value - expected).abs() <= limit, "{value} is not {expected}");
}
