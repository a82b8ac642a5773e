//! `tiny-positions`: stakes so small that nothing can happen.

use super::seen::median;
use super::{Flag, Seen, Unit, Worse};
use crate::model::trade::Trade;

pub(super) const FLAG: Flag = Flag {
    name: "tiny-positions",
    flatters: "Closed-trade figures measure each trade against the whole balance, so small stakes \
               shrink drawdown and the spread of returns: `sharpe` rises and nothing is earned.",
    rule: "The mean or the median stake is below `autoquant.min_position_size_pct` of the starting \
           balance, or of what is left of it at that time. The median sees few large trades among \
           many tiny ones, which lift the mean. The stake of a trade of several entries or exits is the \
           most that was in it at once; with futures it counts with its leverage, as what it moves.",
    thresholds: &[],
    figure: "The smaller of mean and median stake, percent of the starting balance or what is left of it.",
    unit: Unit::Percent,
    worse: Worse::Lower,
    look_at: "`custom_stake_amount` and `max_open_trades`. `equity_sharpe` hardly moves with the \
              stake: compare by it, and let stakes be what the strategy would trade with.",
    find: Some(find),
};

fn find(seen: &Seen<'_>) -> Option<f64> {
    let mut shares = shares_pct(seen);
    let mean = shares.iter().sum::<f64>() / shares.len() as f64;
    let smaller = median(&mut shares)?.min(mean);
    (smaller < seen.gates.min_position_size_pct).then_some(smaller)
}

/// The stake of each trade. Whoever loses half of the balance stakes half as much, and hides nothing.
fn shares_pct(seen: &Seen<'_>) -> Vec<f64> {
    let start = seen.starting_balance();
    let mut balance = start;
    let share = |trade: &Trade| {
        let share = trade.peak_stake() * trade.leverage / balance.min(start) * 100.0;
        balance += trade.profit_abs;
        share
    };
    seen.trades().iter().map(share).collect()
}

#[cfg(test)]
mod tests {
    use crate::research::samples::{Sample, trades};

    fn figure(stakes: &[f64]) -> Option<f64> {
        let mut trades = trades(&vec![0.0; stakes.len()]);
        for (trade, stake) in trades.iter_mut().zip(stakes) {
            trade.stake_amount = *stake;
        }
        Sample::new(trades).figure("tiny-positions")
    }

    #[test]
    fn below_five_percent_of_the_starting_balance() {
        assert_eq!(figure(&[100.0, 50.0]), None);
        assert_eq!(figure(&[40.0, 50.0]), Some(4.5));
        assert_eq!(figure(&[]), None);
    }

    #[test]
    fn a_balance_that_melts_takes_stakes_along() {
        let mut trades = trades(&[-1.0; 9]);
        for (trade, lost) in trades.iter_mut().zip(0..) {
            trade.stake_amount = f64::from(10 - lost) * 10.0;
            trade.profit_abs = -100.0;
        }
        assert_eq!(Sample::new(trades).figure("tiny-positions"), None);
    }

    #[test]
    fn the_most_that_was_at_stake_is_neither_the_rest_nor_the_sum() {
        use crate::backtest::metrics::samples::ordered;
        use crate::model::trade::Trade;
        let steps = [
            (true, 1, 10.0, 10.0),
            (false, 2, 12.0, 9.0),
            (true, 3, 10.0, 4.0),
            (false, 4, 11.0, 5.0),
        ];
        let stake = |trade: &Trade| trade.peak_stake();
        assert!((stake(&ordered(4, &steps)) - 100.0).abs() < 1e-9);
        let more = [(true, 1, 10.0, 10.0), (true, 2, 8.0, 10.0), (false, 3, 9.0, 20.0)];
        assert!((stake(&ordered(3, &more)) - 180.0).abs() < 1e-9);
        assert!((stake(&Trade { leverage: 3.0, ..ordered(3, &more) }) - 60.0).abs() < 1e-9);
        let rest = Trade { stake_amount: 10.0, ..ordered(4, &steps) };
        assert_eq!(Sample::new(vec![rest]).figure("tiny-positions"), None);
    }

    #[test]
    fn what_a_stake_moves_counts() {
        let figure = |leverage: f64| {
            let mut trades = trades(&[0.0; 3]);
            for trade in &mut trades {
                (trade.stake_amount, trade.leverage) = (10.0, leverage);
            }
            Sample::new(trades).figure("tiny-positions")
        };
        assert_eq!(figure(3.0), Some(3.0));
        assert_eq!(figure(5.0), None);
    }

    #[test]
    fn few_large_ones_do_not_hide_many_tiny_ones() {
        assert_eq!(figure(&[1.0, 900.0, 1.0, 1.0]), Some(0.1));
    }
}
