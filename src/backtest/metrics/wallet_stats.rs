//! Statistics of the mark-to-market balance: they see what a position held open costs.

use serde::{Deserialize, Serialize};

use super::basis::{utc_day, whole_days};
use super::calmar::calmar;
use super::drawdown::DrawdownScan;
use super::figures::WalletStats;
use super::sharpe::daily_sharpe;
use super::sortino::daily_sortino;

/// The balance at one step of the run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// When, epoch milliseconds.
    pub date: i64,
    /// Stake currency and the value of all positions, stake currency.
    pub equity: f64,
}

/// The statistics of balances in ascending order of dates; `None` without a sample.
///
/// - Balances: first, last, highest and lowest, the latter two with their first dates.
/// - Drawdown: as that of closed trades, of the changes from sample to sample, the first balance
///   being the one to start from.
/// - `sharpe`, `sortino`: of the relative changes between the last balances of UTC days. Days
///   without a sample are skipped, so a change may span several days. 0 with fewer than two days.
/// - `calmar`: the relative change over the whole days (at least 1) from the first to the last
///   sample, against the relative drawdown. 0 with a single sample.
pub fn wallet_stats(samples: &[Sample]) -> Option<WalletStats> {
    let (first, last) = (*samples.first()?, *samples.last()?);
    let (mut high, mut low) = (first, first);
    let mut scan = DrawdownScan::new(first.equity, first.date);
    let mut returns = DailyReturns::default();
    let mut before = first;
    for &sample in samples {
        if sample.equity > high.equity {
            high = sample;
        }
        if sample.equity < low.equity {
            low = sample;
        }
        if utc_day(before.date) != utc_day(sample.date) {
            returns.push(before);
        }
        scan.push(sample.date, sample.equity - before.equity);
        before = sample;
    }
    returns.push(last);
    let drawdown = scan.finish();
    let change = (last.equity - first.equity) / first.equity;
    let days = whole_days(first.date, last.date) as f64;
    let calmar = match samples.len() {
        1 => 0.0,
        _ => calmar(change, days, drawdown.max_drawdown_account),
    };
    Some(WalletStats {
        start_balance: first.equity,
        end_balance: last.equity,
        high_balance: high.equity,
        high_date: high.date,
        low_balance: low.equity,
        low_date: low.date,
        sharpe: daily_sharpe(&returns.returns),
        sortino: daily_sortino(&returns.returns),
        calmar,
        drawdown,
    })
}

/// The relative changes between the last balances of UTC days, each with its day counted from 1970-01-01:
/// what `sharpe` and `sortino` of [`wallet_stats`] are computed from.
pub fn daily_returns(samples: &[Sample]) -> Vec<(i64, f64)> {
    let mut returns = DailyReturns::default();
    for pair in samples.windows(2) {
        if utc_day(pair[0].date) != utc_day(pair[1].date) {
            returns.push(pair[0]);
        }
    }
    samples.last().iter().for_each(|last| returns.push(**last));
    returns.days.into_iter().zip(returns.returns).collect()
}

/// The relative changes between the balances of days.
#[derive(Default)]
struct DailyReturns {
    before: Option<f64>,
    days: Vec<i64>,
    returns: Vec<f64>,
}

impl DailyReturns {
    /// Takes the last balance of the next day. Nothing out of nothing is no change at all.
    fn push(&mut self, Sample { date, equity }: Sample) {
        if let Some(before) = self.before {
            let change = equity / before - 1.0;
            if !change.is_nan() {
                self.days.push(utc_day(date));
                self.returns.push(change);
            }
        }
        self.before = Some(equity);
    }
}

#[cfg(test)]
mod tests {
    use super::{Sample, WalletStats, daily_returns, wallet_stats};
    use crate::backtest::metrics::samples::{HOUR, assert_close};
    use crate::backtest::metrics::sharpe::daily_sharpe;

    fn stats(points: &[(i64, f64)]) -> WalletStats {
        let samples: Vec<Sample> =
            points.iter().map(|&(hour, equity)| Sample { date: hour * HOUR, equity }).collect();
        wallet_stats(&samples).unwrap()
    }

    // The ratios below are those of the same balances resampled by day with pandas.

    #[test]
    fn the_last_balance_of_a_day_counts() {
        let stats = stats(&[
            (5, 1000.0),
            (10, 1010.0),
            (23, 1020.0),
            (24, 1000.0),
            (47, 1030.0),
            (49, 900.0),
            (60, 1100.0),
        ]);
        assert_close(stats.sharpe, 25.546_257_092_637_4);
        assert_close(stats.sortino, -100.0);
        assert_close(stats.calmar, 756.850_860_376_118_6);
        assert_close(stats.start_balance, 1000.0);
        assert_close(stats.end_balance, 1100.0);
        assert_close(stats.high_balance, 1100.0);
        assert_close(stats.low_balance, 900.0);
        assert_eq!((stats.high_date, stats.low_date), (60 * HOUR, 49 * HOUR));
        let drawdown = stats.drawdown;
        assert_close(drawdown.max_drawdown_abs, 130.0);
        assert_close(drawdown.max_drawdown_account, 130.0 / 1030.0);
        assert_close(drawdown.max_drawdown_high, 30.0);
        assert_close(drawdown.max_drawdown_low, -100.0);
        assert_eq!((drawdown.drawdown_start, drawdown.drawdown_end), (47 * HOUR, 49 * HOUR));
    }

    #[test]
    fn daily_returns_are_what_the_ratios_are_made_of() {
        let points = [(5, 1000.0), (23, 1020.0), (24, 1000.0), (49, 900.0), (60, 1100.0)];
        let samples = points.map(|(hour, equity)| Sample { date: hour * HOUR, equity });
        let daily = daily_returns(&samples);
        assert_eq!(daily.iter().map(|(day, _)| *day).collect::<Vec<_>>(), [1, 2]);
        assert_close(daily[0].1, 1000.0 / 1020.0 - 1.0);
        let returns: Vec<f64> = daily.iter().map(|(_, change)| *change).collect();
        assert_close(daily_sharpe(&returns), stats(&points).sharpe);
        assert!(daily_returns(&[]).is_empty());
    }

    #[test]
    fn days_without_samples_are_skipped() {
        let stats =
            stats(&[(0, 1000.0), (24, 1100.0), (4 * 24, 990.0), (5 * 24, 1000.0), (9 * 24, 800.0)]);
        assert_close(stats.sharpe, -8.025_747_462_307_768);
        assert_close(stats.sortino, -18.140_075_539_464_863);
        assert_close(stats.calmar, -155.670_151_792_570_98);
    }

    #[test]
    fn highs_and_lows_are_dated_at_their_first_sample() {
        let stats = stats(&[(0, 5.0), (1, 9.0), (2, 9.0), (3, 4.0), (4, 4.0), (5, 5.0)]);
        assert_eq!((stats.high_date, stats.low_date), (HOUR, 3 * HOUR));
    }

    #[test]
    fn too_few_samples_and_a_flat_balance() {
        assert!(wallet_stats(&[]).is_none());
        let one = stats(&[(7, 1000.0)]);
        assert_eq!((one.high_date, one.drawdown.drawdown_end), (7 * HOUR, 7 * HOUR));
        for ratio in [one.sharpe, one.sortino, one.calmar] {
            assert_close(ratio, 0.0);
        }
        let one_day = stats(&[(0, 1000.0), (5, 1100.0)]);
        assert_close(one_day.sharpe, 0.0);
        assert_close(one_day.sortino, 0.0);
        assert_close(one_day.calmar, -100.0);
        let flat = stats(&[(0, 1000.0), (24, 1000.0), (48, 1000.0)]);
        for ratio in [flat.sharpe, flat.sortino, flat.calmar] {
            assert_close(ratio, -100.0);
        }
    }

    #[test]
    fn a_day_of_nothing_after_nothing_has_no_return() {
        let stats = stats(&[(0, 1000.0), (24, 0.0), (48, 0.0)]);
        assert_close(stats.sharpe, -100.0);
        assert_close(stats.drawdown.max_relative_drawdown, 1.0);
    }
}
