//! `roi-clipping`: gains cut at one size make the returns look even.

use super::seen::median;
use super::{Flag, Seen, Unit, Worse};
use crate::model::trade::Trade;

/// From so many trades on a pattern is one.
const LEAST_TRADES: usize = 10;
/// The share of trades that may end so, percent.
const MOST_SHARE_PCT: f64 = 65.0;
/// How far from the usual gain an exit counts as clipped, percent of the stake.
const BAND_PCT: f64 = 0.5;

pub(super) const FLAG: Flag = Flag {
    name: "roi-clipping",
    flatters: "A tight `minimal_roi` cuts every gain at the same small size. The spread of returns \
               shrinks and with it the divisor of the Sharpe ratio; the losses stay as they are.",
    rule: "At least {0} trades, more than {1} % of them leave by `roi` with a profit within {2} \
           points of the median of those exits, and that median is smaller than the mean loss of \
           the trades that lose. A profit target as wide as the losses is a bracket and not told.",
    thresholds: &[LEAST_TRADES as f64, MOST_SHARE_PCT, BAND_PCT],
    figure: "The share of trades that leave so.",
    unit: Unit::Percent,
    worse: Worse::Higher,
    look_at: "The mean win beside the mean loss, and `equity_sharpe`. Widen `minimal_roi`, and see \
              whether the exits of the strategy itself earn anything.",
    find: Some(find),
};

fn find(seen: &Seen<'_>) -> Option<f64> {
    let trades = seen.trades();
    if trades.len() < LEAST_TRADES {
        return None;
    }
    let by_roi = trades.iter().filter(|trade| trade.exit_reason == "roi");
    let mut gains: Vec<f64> = by_roi.map(|trade| trade.profit_ratio).collect();
    let usual = median(&mut gains)?;
    let clipped = gains.iter().filter(|gain| (*gain - usual).abs() * 100.0 <= BAND_PCT).count();
    let share = clipped as f64 / trades.len() as f64 * 100.0;
    let is_small = mean_loss(trades).is_none_or(|loss| usual < loss);
    (share > MOST_SHARE_PCT && is_small).then_some(share)
}

/// How much of its stake a losing trade loses on average.
fn mean_loss(trades: &[Trade]) -> Option<f64> {
    let losses = trades.iter().map(|trade| -trade.profit_ratio).filter(|loss| *loss > 0.0);
    let (count, sum) = losses.fold((0, 0.0), |(count, sum), loss| (count + 1, sum + loss));
    (count > 0).then(|| sum / f64::from(count))
}

#[cfg(test)]
mod tests {
    use crate::research::samples::{Sample, trade};

    fn figure(trades: &[(f64, &str, usize)]) -> Option<f64> {
        let one = |(profit, reason, count): &(f64, &str, usize)| {
            vec![trade("A/USDT", *profit, reason); *count]
        };
        Sample::new(trades.iter().flat_map(one).collect()).figure("roi-clipping")
    }

    #[test]
    fn small_gains_of_one_size_and_large_losses() {
        assert_eq!(figure(&[(0.01, "roi", 9), (-0.05, "stop_loss", 3)]), Some(75.0));
        assert_eq!(figure(&[(0.01, "roi", 10)]), Some(100.0));
    }

    #[test]
    fn a_bracket_is_honest() {
        assert_eq!(figure(&[(0.06, "roi", 9), (-0.05, "stop_loss", 6)]), None);
    }

    #[test]
    fn part_of_the_trades_or_gains_of_many_sizes_are_none() {
        assert_eq!(figure(&[(0.01, "roi", 6), (-0.05, "exit_signal", 4)]), None);
        let wide = [(0.01, "roi", 4), (0.02, "roi", 4), (0.03, "roi", 4), (-0.05, "stop_loss", 2)];
        assert_eq!(figure(&wide), None);
        assert_eq!(figure(&[(0.01, "roi", 9)]), None);
    }

    #[test]
    fn gains_of_signals_are_not_clipped() {
        assert_eq!(figure(&[(0.01, "exit_signal", 20), (-0.05, "stop_loss", 3)]), None);
    }
}
