//! `overdrawn`: more was bought than there was money for.

use super::{Flag, Seen, Unit, Worse};
use crate::model::trade::{Order, Trade};

/// How far below nothing the stake currency may come, percent of the starting balance: fees are not
/// reserved.
const LOWEST_PCT: f64 = -1.0;

pub(super) const FLAG: Flag = Flag {
    name: "overdrawn",
    flatters: "An order that adds to a position reserves nothing while it waits, in FreqTrade and \
               here. Several of them that are filled later buy with money that is not there, and \
               their profit is one that nobody could have made.",
    rule: "The stake currency that is left after all orders until then, fees paid, comes to {0} % \
           of the starting balance or below. On one candle exits are counted before entries. With \
           futures what is left is what is no collateral, fees of an entry are paid at its exit, and \
           the balance with open gains and losses must not come so low either: nobody goes on \
           trading who owes more than there is.",
    thresholds: &[LOWEST_PCT],
    figure: "The least that was left, percent of the starting balance.",
    unit: Unit::Percent,
    worse: Worse::Lower,
    look_at: "`adjust_trade_position` and `custom_entry_price`: add less than `ctx.max_stake`, or at \
              the open, where the order is filled at once and the next one knows of it.",
    find: Some(find),
};

fn find(seen: &Seen<'_>) -> Option<f64> {
    let start = seen.starting_balance();
    let worth = seen.completed.marked.iter().map(|sample| sample.equity);
    let least = worth.chain(least_left(seen)).reduce(f64::min)?;
    let figure = least / start * 100.0;
    (figure <= LOWEST_PCT).then_some(figure)
}

/// The least that was in no trade.
fn least_left(seen: &Seen<'_>) -> Option<f64> {
    // Whoever buys once and at once is held to what is free.
    if seen.trades().iter().all(Trade::is_plain) {
        return None;
    }
    let is_spot = seen.completed.trading_mode.is_spot();
    let mut payments: Vec<Payment> =
        seen.trades().iter().flat_map(|trade| payments(trade, is_spot)).collect();
    payments.sort_by_key(|payment| (payment.date, payment.is_entry));
    let start = seen.starting_balance();
    let pay = |(left, least): (f64, f64), payment: Payment| {
        let left = left + payment.amount;
        (left, least.min(left))
    };
    Some(payments.into_iter().fold((start, start), pay).1)
}

/// What an order took from the stake currency (below 0) or brought.
struct Payment {
    date: i64,
    is_entry: bool,
    amount: f64,
}

/// Entries take the stake and the fee. An exit brings back its part of the stakes and what was gained on it. With
/// futures fees are many times as large a part of the stake, and the wallet takes both at the exit.
fn payments(trade: &Trade, is_spot: bool) -> Vec<Payment> {
    let (sign, fee, part) = (trade.side.sign(), trade.fee_open, 1.0 / trade.leverage);
    let (at_entry, at_exit) = if is_spot { (fee, 0.0) } else { (0.0, fee) };
    let (mut held, mut cost) = (0.0, 0.0);
    let paid = |order: &Order| {
        let turnover = order.amount * order.price;
        let amount = if order.is_entry {
            held += order.amount;
            cost += turnover;
            -turnover * (part + at_entry)
        } else {
            let of_stakes = cost / held.max(order.amount) * order.amount;
            held -= order.amount;
            cost -= of_stakes;
            turnover * (sign - fee) + of_stakes * (part - sign - at_exit)
        };
        Payment { date: order.filled_date, is_entry: order.is_entry, amount }
    };
    trade.orders.iter().map(paid).collect()
}

#[cfg(test)]
mod tests {
    use crate::backtest::metrics::samples::ordered;
    use crate::model::trade::{Side, Trade};
    use crate::research::samples::Sample;

    #[test]
    fn who_buys_with_money_that_is_not_there_is_told() {
        // 1,000 in all: 600 twice at once, and half of it sold again.
        let steps = |second: f64| {
            vec![ordered(
                9,
                &[(true, 1, 10.0, 60.0), (true, 2, 10.0, second), (false, 9, 10.0, 60.0 + second)],
            )]
        };
        let figure = |second| Sample::new(steps(second)).figure("overdrawn");
        let start = Sample::new(Vec::new()).completed.figures.starting_balance;
        let second = |left: f64| (start - 600.0 - left) / 10.0;
        assert_eq!(figure(second(0.0)), None);
        let found = figure(second(-start / 2.0)).unwrap();
        assert!((found + 50.0).abs() < 1e-9, "{found}");
        // What is sold first on a candle pays for what is bought.
        let sold = ordered(3, &[(true, 1, 10.0, start / 10.0), (false, 3, 10.0, start / 10.0)]);
        let bought = ordered(
            5,
            &[
                (true, 3, 10.0, start / 20.0),
                (true, 3, 10.0, start / 20.0),
                (false, 5, 10.0, start / 10.0),
            ],
        );
        assert_eq!(Sample::new(vec![bought, sold]).figure("overdrawn"), None);
    }

    #[test]
    fn collateral_is_what_a_position_takes() {
        // 1,000 in all, moved three times over: sold first, half of it bought back, and sold again.
        let figure = |second: f64, back: f64| {
            let steps = [
                (true, 1, 10.0, 150.0),
                (false, 2, back, 75.0),
                (true, 3, 10.0, second),
                (false, 9, 10.0, 75.0 + second),
            ];
            let short = Trade { side: Side::Short, leverage: 3.0, ..ordered(9, &steps) };
            Sample::new(vec![short]).figure("overdrawn")
        };
        // 500 of stake, of which 250 are left; 750 are free. Bought back at 9 there are 75 more, at 12 150 less.
        assert_eq!(figure(225.0, 10.0), None);
        assert_eq!(figure(247.0, 9.0), None);
        assert!((figure(225.0, 12.0).unwrap() + 15.0).abs() < 1e-9);
        assert!((figure(255.0, 10.0).unwrap() + 10.0).abs() < 1e-9);
    }

    #[test]
    fn who_owes_more_than_there_is_is_told() {
        let figure =
            |marked| Sample::new(Vec::new()).marked(&[1000.0; 3], marked).figure("overdrawn");
        assert_eq!(figure(&[1000.0, 0.0, 1000.0]), None);
        assert!((figure(&[1000.0, -50.0, 1000.0]).unwrap() + 5.0).abs() < 1e-9);
    }
}
