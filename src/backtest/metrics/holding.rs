//! How long trades were held.

use super::figures::Holding;
use crate::model::trade::Trade;

/// Durations of all trades, of those with `profit_ratio > 0` and of those with
/// `profit_ratio < 0`, in seconds of whole minutes.
pub(super) fn holding(trades: &[Trade]) -> Holding {
    let winners = Durations::of(trades.iter().filter(|trade| trade.profit_ratio > 0.0));
    let losers = Durations::of(trades.iter().filter(|trade| trade.profit_ratio < 0.0));
    Holding {
        holding_avg_s: seconds(Durations::of(trades.iter()).average()),
        winner_holding_min_s: seconds(winners.shortest as f64),
        winner_holding_max_s: seconds(winners.longest as f64),
        winner_holding_avg_s: seconds(winners.average()),
        loser_holding_min_s: seconds(losers.shortest as f64),
        loser_holding_max_s: seconds(losers.longest as f64),
        loser_holding_avg_s: seconds(losers.average()),
    }
}

/// The durations of some trades, in minutes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Durations {
    count: usize,
    sum: i64,
    shortest: i64,
    longest: i64,
}

impl Durations {
    /// Collects the `trade_duration` of each trade.
    pub(super) fn of<'a>(trades: impl Iterator<Item = &'a Trade>) -> Self {
        let mut durations = Self::default();
        for minutes in trades.map(Trade::trade_duration) {
            durations.shortest =
                if durations.count == 0 { minutes } else { durations.shortest.min(minutes) };
            durations.longest = durations.longest.max(minutes);
            durations.count += 1;
            durations.sum += minutes;
        }
        durations
    }

    /// The mean, rounded half to even to whole minutes; 0 without trades.
    pub(super) fn average(&self) -> f64 {
        if self.count == 0 {
            return 0.0;
        }
        (self.sum as f64 / self.count as f64).round_ties_even()
    }
}

/// Minutes as seconds.
fn seconds(minutes: f64) -> f64 {
    minutes * 60.0
}

#[cfg(test)]
mod tests {
    use super::{Durations, Holding, holding};
    use crate::backtest::metrics::samples::{assert_close, trade};
    use crate::model::trade::Trade;

    fn lasting(minutes: i64, profit: f64) -> Trade {
        let trade = trade(profit, 1000);
        Trade { open_date: trade.close_date - minutes * 60_000, ..trade }
    }

    #[test]
    fn winners_and_losers_apart_and_draws_in_neither() {
        let trades = [lasting(60, 1.0), lasting(180, 1.0), lasting(120, -1.0), lasting(600, 0.0)];
        let expected = Holding {
            holding_avg_s: 14400.0,
            winner_holding_min_s: 3600.0,
            winner_holding_max_s: 10800.0,
            winner_holding_avg_s: 7200.0,
            loser_holding_min_s: 7200.0,
            loser_holding_max_s: 7200.0,
            loser_holding_avg_s: 7200.0,
        };
        assert_eq!(holding(&trades), expected);
        assert_eq!(holding(&[]), Holding::default());
    }

    #[test]
    fn means_go_to_the_even_minute() {
        let mean = |minutes: [i64; 2]| {
            Durations::of(minutes.map(|minutes| lasting(minutes, 1.0)).iter()).average()
        };
        assert_close(mean([2, 3]), 2.0);
        assert_close(mean([3, 4]), 4.0);
    }
}
