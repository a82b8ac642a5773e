//! `tiny-positions`: stakes so small that nothing can happen.

use super::seen::median;
use super::{Flag, Seen, Unit, Worse};

pub(super) const FLAG: Flag = Flag {
    name: "tiny-positions",
    flatters: "Closed-trade figures measure each trade against the whole balance, so small stakes \
               shrink drawdown and the spread of returns: `sharpe` rises and nothing is earned.",
    rule: "The mean or the median stake is below `autoquant.min_position_size_pct` of the starting \
           balance. The median sees few large trades among many tiny ones, which lift the mean.",
    thresholds: &[],
    figure: "The smaller of mean and median stake, percent of the starting balance.",
    unit: Unit::Percent,
    worse: Worse::Lower,
    look_at: "`custom_stake_amount` and `max_open_trades`. `equity_sharpe` hardly moves with the \
              stake: compare by it, and let stakes be what the strategy would trade with.",
    find: Some(find),
};

fn find(seen: &Seen<'_>) -> Option<f64> {
    let mut stakes: Vec<f64> = seen.trades().iter().map(|trade| trade.stake_amount).collect();
    let mean = stakes.iter().sum::<f64>() / stakes.len() as f64;
    let smaller = median(&mut stakes)?.min(mean) / seen.starting_balance() * 100.0;
    (smaller < seen.gates.min_position_size_pct).then_some(smaller)
}

#[cfg(test)]
mod tests {
    use crate::research::samples::{Sample, trades};

    fn figure(stakes: &[f64]) -> Option<f64> {
        let mut trades = trades(&vec![0.01; stakes.len()]);
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
    fn few_large_ones_do_not_hide_many_tiny_ones() {
        assert_eq!(figure(&[1.0, 900.0, 1.0, 1.0]), Some(0.1));
    }
}
