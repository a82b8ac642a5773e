//! `open-profit`: the balance of futures does not tell what open positions have gained or lost.

use super::{Flag, Seen, Unit, Worse};

/// How much higher the Sharpe ratio of the balance without open positions may be.
const MORE_SHARPE: f64 = 0.1;
/// The same, percent of it.
const MORE_SHARPE_PCT: f64 = 10.0;
/// How much deeper the drawdown with open positions may be, points.
const DEEPER_POINTS: f64 = 5.0;

pub(super) const FLAG: Flag = Flag {
    name: "open-profit",
    flatters: "With futures FreqTrade's wallet knows of the collateral alone: what a position gains or loses while it \
               is open is in no balance. `equity_sharpe` and `equity_dd_pct` then see no more than closed trades do, \
               and a strategy is compared by them.",
    rule: "Futures only. Either: `equity_sharpe` is more than {0} and more than {1} % above `marked_sharpe`. Or: \
           `marked_dd_pct` is {2} points or more deeper than `equity_dd_pct`. The figures that begin with `marked_` are \
           of the balance with open gains and losses at each candle's open.",
    thresholds: &[MORE_SHARPE, MORE_SHARPE_PCT, DEEPER_POINTS],
    figure: "The largest open gain or loss at any step, percent of the balance that was told there.",
    unit: Unit::Percent,
    worse: Worse::Higher,
    look_at: "Believe `marked_sharpe` and `marked_dd_pct`, and `robust_marked_sharpe` in the summary. A shorter way to the \
              exit, a stop that is nearer or less leverage brings them together.",
    find: Some(find),
};

fn find(seen: &Seen<'_>) -> Option<f64> {
    let completed = seen.completed;
    let (told, marked) = (completed.wallet_stats.as_ref()?, completed.marked_stats.as_ref()?);
    let rise = told.sharpe - marked.sharpe;
    let flatters = rise > MORE_SHARPE && rise > told.sharpe.abs() * MORE_SHARPE_PCT / 100.0;
    let deeper = marked.drawdown.max_drawdown_account - told.drawdown.max_drawdown_account;
    let steps = completed.equity.iter().zip(&completed.marked);
    let away = steps.map(|(told, marked)| (marked.equity - told.equity).abs() / told.equity);
    let farthest = away.filter(|share| share.is_finite()).fold(0.0, f64::max) * 100.0;
    (flatters || deeper * 100.0 >= DEEPER_POINTS).then_some(farthest)
}

#[cfg(test)]
mod tests {
    use crate::research::samples::{Sample, trades};

    fn figure(told: &[f64], marked: &[f64]) -> Option<f64> {
        Sample::new(trades(&[0.1])).marked(told, marked).figure("open-profit")
    }

    #[test]
    fn a_fall_that_the_wallet_does_not_know() {
        let told = [1000.0, 1000.0, 1000.0, 1010.0];
        assert!((figure(&told, &[1000.0, 940.0, 1020.0, 1010.0]).unwrap() - 6.0).abs() < 1e-9);
        assert_eq!(figure(&told, &told), None);
        // A gain that is given back is a fall, too.
        assert!(figure(&told, &[1000.0, 1060.0, 1000.0, 1010.0]).is_some());
    }

    #[test]
    fn a_scatter_that_the_wallet_does_not_know() {
        let steady: Vec<f64> =
            (0..100).map(|day| 1000.0 + 3.0 * f64::from(day % 7 + day)).collect();
        let swings = |size: f64| {
            let swing = |(day, told): (i32, &f64)| told + size * f64::from(day % 2 * 2 - 1);
            (0..).zip(&steady).map(swing).collect::<Vec<_>>()
        };
        assert!((figure(&steady, &swings(20.0)).unwrap() - 2.0).abs() < 1e-9);
        assert_eq!(figure(&steady, &swings(0.1)), None);
    }

    #[test]
    fn in_spot_the_wallet_knows() {
        let sample = Sample::new(trades(&[0.1])).equity(&[1000.0, 900.0, 1100.0]);
        assert_eq!(sample.figure("open-profit"), None);
    }
}
