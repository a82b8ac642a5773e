//! `overdrawn`: more was bought than there was money for.

use super::{Flag, Seen, Unit, Worse};

/// How far below nothing the stake currency may come, percent of the starting balance: fees are not
/// reserved.
const LOWEST_PCT: f64 = -1.0;

pub(super) const FLAG: Flag = Flag {
    name: "overdrawn",
    flatters: "An order that adds to a position reserves nothing while it waits, in FreqTrade and \
               here. Several of them that are filled later buy with money that is not there, and \
               their profit is one that nobody could have made.",
    rule: "The stake currency that is left after all orders until then, fees paid, comes to {0} % \
           of the starting balance or below. On one candle exits are counted before entries.",
    thresholds: &[LOWEST_PCT],
    figure: "The least that was left, percent of the starting balance.",
    unit: Unit::Percent,
    worse: Worse::Lower,
    look_at: "`adjust_trade_position` and `custom_entry_price`: add less than `ctx.max_stake`, or at \
              the open, where the order is filled at once and the next one knows of it.",
    find: Some(find),
};

fn find(seen: &Seen<'_>) -> Option<f64> {
    // Whoever buys once and at once is held to what is free.
    if seen.trades().iter().all(crate::model::trade::Trade::is_plain) {
        return None;
    }
    let mut orders: Vec<_> = seen
        .trades()
        .iter()
        .flat_map(|trade| {
            let fee = trade.fee_open * trade.side.sign();
            trade.orders.iter().map(move |order| {
                let turnover = order.amount * order.price / trade.leverage;
                let paid = if order.is_entry { -(1.0 + fee) } else { 1.0 - fee };
                (order.filled_date, order.is_entry, turnover * paid)
            })
        })
        .collect();
    orders.sort_by_key(|(date, is_entry, _)| (*date, *is_entry));
    let start = seen.starting_balance();
    let (_, least) = orders
        .into_iter()
        .fold((start, start), |(left, least), (_, _, paid)| (left + paid, least.min(left + paid)));
    let figure = least / start * 100.0;
    (figure <= LOWEST_PCT).then_some(figure)
}

#[cfg(test)]
mod tests {
    use crate::backtest::metrics::samples::ordered;
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
}
