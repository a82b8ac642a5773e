//! What a trade can be expected to earn, and what the gains are to the losses.

/// Wins and losses of some trades, by the sign of their profit in stake currency.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Outcomes {
    /// Trades with a profit.
    pub(super) wins: usize,
    /// Trades with neither profit nor loss.
    pub(super) draws: usize,
    /// Trades with a loss.
    pub(super) losses: usize,
    /// The sum of the profits, stake currency.
    gained: f64,
    /// The sum of the losses, stake currency, not negative.
    lost: f64,
}

impl Outcomes {
    /// Counts and sums profits in stake currency.
    pub(super) fn of(profits: impl Iterator<Item = f64>) -> Self {
        let mut outcomes = Self::default();
        for profit in profits {
            if profit > 0.0 {
                outcomes.wins += 1;
                outcomes.gained += profit;
            } else if profit < 0.0 {
                outcomes.losses += 1;
                outcomes.lost -= profit;
            } else {
                outcomes.draws += 1;
            }
        }
        outcomes
    }

    /// Winning trades over all trades; 0 without trades.
    pub(super) fn winrate(&self) -> f64 {
        self.part(self.wins)
    }

    /// `winrate · average win − lossrate · average loss` in stake currency, draws being trades
    /// too; 0 without trades.
    pub(super) fn expectancy(&self) -> f64 {
        self.winrate() * self.average_win() - self.part(self.losses) * self.average_loss()
    }

    /// `(1 + average win / average loss) · winrate − 1`; 100 without a loss.
    pub(super) fn expectancy_ratio(&self) -> f64 {
        if self.losses == 0 {
            return 100.0;
        }
        (1.0 + self.average_win() / self.average_loss()) * self.winrate() - 1.0
    }

    /// Sum of the wins over the sum of the losses; 0 without a loss.
    pub(super) fn profit_factor(&self) -> f64 {
        if self.losses == 0 { 0.0 } else { self.gained / self.lost }
    }

    /// `count` over all trades.
    fn part(&self, count: usize) -> f64 {
        ratio(count as f64, self.wins + self.draws + self.losses)
    }

    /// The mean of the wins, stake currency.
    fn average_win(&self) -> f64 {
        ratio(self.gained, self.wins)
    }

    /// The mean of the losses, stake currency, not negative.
    fn average_loss(&self) -> f64 {
        ratio(self.lost, self.losses)
    }
}

/// `value / count`; 0 for a count of 0.
fn ratio(value: f64, count: usize) -> f64 {
    if count == 0 { 0.0 } else { value / count as f64 }
}

#[cfg(test)]
mod tests {
    use super::Outcomes;
    use crate::backtest::metrics::samples::assert_close;

    fn outcomes(profits: &[f64]) -> Outcomes {
        Outcomes::of(profits.iter().copied())
    }

    #[test]
    fn two_wins_and_a_loss() {
        let outcomes = outcomes(&[10.0, -5.0, 1.0]);
        assert_eq!((outcomes.wins, outcomes.draws, outcomes.losses), (2, 0, 1));
        assert_close(outcomes.winrate(), 2.0 / 3.0);
        assert_close(outcomes.expectancy(), 2.0);
        assert_close(outcomes.expectancy_ratio(), 0.4);
        assert_close(outcomes.profit_factor(), 2.2);
    }

    #[test]
    fn draws_count_as_trades() {
        let outcomes = outcomes(&[10.0, -5.0, 1.0, 0.0]);
        assert_eq!((outcomes.wins, outcomes.draws, outcomes.losses), (2, 1, 1));
        assert_close(outcomes.winrate(), 0.5);
        assert_close(outcomes.expectancy(), 1.5);
        assert_close(outcomes.expectancy_ratio(), (1.0 + 5.5 / 5.0) * 0.5 - 1.0);
    }

    #[test]
    fn nothing_only_draws_and_only_wins() {
        for (profits, expectancy) in
            [(&[] as &[f64], 0.0), (&[0.0, 0.0, 0.0], 0.0), (&[3.0, 3.0, 4.0], 10.0 / 3.0)]
        {
            let outcomes = outcomes(profits);
            assert_close(outcomes.expectancy(), expectancy);
            assert_close(outcomes.expectancy_ratio(), 100.0);
            assert_close(outcomes.profit_factor(), 0.0);
        }
    }

    #[test]
    fn only_losses() {
        let outcomes = outcomes(&[-2.0, -4.0]);
        assert_close(outcomes.expectancy(), -3.0);
        assert_close(outcomes.expectancy_ratio(), -1.0);
        assert_close(outcomes.profit_factor(), 0.0);
    }
}
