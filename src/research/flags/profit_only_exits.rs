//! `profit-only-exits`: trades are closed when they win and kept when they lose.

use super::held_losers::left_losers;
use super::{Flag, Seen, Unit, Worse};

/// From so many exits on their shares tell.
const LEAST_EXITS: usize = 20;
/// So many are enough where something else tells the same.
const LEAST_EXITS_WITH_A_SIGN: usize = 3;
/// The share of exits that must lose, percent.
const LEAST_LOSERS_PCT: f64 = 2.0;
/// The losses that exits must realise, percent of the gains.
const LEAST_LOSSES_PCT: f64 = 2.0;

pub(super) const FLAG: Flag = Flag {
    name: "profit-only-exits",
    flatters: "Losers are never realised: every closed trade wins, so win rate, profit factor and \
               `sharpe` say nothing about what the strategy risks.",
    rule: "Among the trades that the strategy closed itself, less than {0} % lost by more than the \
           fees, or the losses are less than {1} % of the gains. There are at least {2} of them; \
           {3} are enough with `exit_profit_only`, or with a loser left open at the end (as \
           `held-losers` counts them).",
    thresholds: &[
        LEAST_LOSERS_PCT,
        LEAST_LOSSES_PCT,
        LEAST_EXITS as f64,
        LEAST_EXITS_WITH_A_SIGN as f64,
    ],
    figure: "The share of those exits that won.",
    unit: Unit::Percent,
    worse: Worse::Higher,
    look_at: "`exit_profit_only`, `custom_exit` that asks for `current_profit > 0`, a `stoploss` too \
              far to be reached. Let losers go by the same rule as winners, and compare again.",
    find: Some(find),
};

fn find(seen: &Seen<'_>) -> Option<f64> {
    let own = seen.own;
    let is_told = seen.exit_profit_only || left_losers(seen).next().is_some();
    let least = if is_told { LEAST_EXITS_WITH_A_SIGN } else { LEAST_EXITS };
    if own.len() < least {
        return None;
    }
    let count = own.len() as f64;
    let (mut wins, mut losers, mut gains, mut losses) = (0_u32, 0_u32, 0.0, 0.0);
    for trade in own {
        if trade.profit_abs > 0.0 {
            wins += 1;
            gains += trade.profit_abs;
        } else {
            losses -= trade.profit_abs;
        }
        // Who leaves where they came in has paid the fees and lost nothing else.
        let fees = trade.leverage * (trade.fee_open + trade.fee_close);
        losers += u32::from(trade.profit_ratio < -fees);
    }
    let few = f64::from(losers) / count * 100.0 < LEAST_LOSERS_PCT;
    let small = losses < gains * LEAST_LOSSES_PCT / 100.0;
    (wins > 0 && (few || small)).then(|| f64::from(wins) / count * 100.0)
}

#[cfg(test)]
mod tests {
    use crate::research::samples::{DAY, Sample, trade};

    fn sample(trades: &[(f64, &str, usize)]) -> Sample {
        let one = |(profit, reason, count): &(f64, &str, usize)| {
            vec![trade("A/USDT", *profit, reason); *count]
        };
        Sample::new(trades.iter().flat_map(one).collect())
    }

    fn figure(trades: &[(f64, &str, usize)]) -> Option<f64> {
        sample(trades).figure("profit-only-exits")
    }

    #[test]
    fn twenty_exits_that_win() {
        assert_eq!(figure(&[(0.01, "exit_signal", 20)]), Some(100.0));
        assert_eq!(figure(&[(0.01, "exit_signal", 19)]), None);
        assert_eq!(figure(&[(0.01, "exit_signal", 98), (-0.05, "stop_loss", 2)]), None);
        assert_eq!(figure(&[(0.01, "exit_signal", 99), (-0.05, "stop_loss", 1)]), Some(99.0));
        assert_eq!(figure(&[(-0.01, "exit_signal", 20)]), None);
    }

    #[test]
    fn losers_of_nothing_but_fees_or_of_next_to_nothing_do_not_count() {
        assert_eq!(figure(&[(0.01, "exit_signal", 18), (-0.002, "exit_signal", 2)]), Some(90.0));
        assert_eq!(figure(&[(0.05, "exit_signal", 18), (-0.003, "exit_signal", 2)]), Some(90.0));
        assert_eq!(figure(&[(0.01, "exit_signal", 18), (-0.03, "exit_signal", 2)]), None);
        // Fees are of all that is moved, and a profit is of the stake.
        let mut borrowed = sample(&[(0.05, "exit_signal", 18), (-0.03, "exit_signal", 2)]);
        assert_eq!(borrowed.figure("profit-only-exits"), None);
        for trade in &mut borrowed.completed.trades {
            trade.leverage = 20.0;
        }
        assert_eq!(borrowed.figure("profit-only-exits"), Some(90.0));
    }

    #[test]
    fn few_exits_and_a_loser_left_open() {
        let mut sample = sample(&[(0.01, "exit_signal", 3), (-0.02, "force_exit", 1)]);
        sample.completed.trades[3].open_date -= 30 * DAY;
        assert_eq!(sample.figure("profit-only-exits"), Some(100.0));
        sample.completed.trades[3].profit_abs = 1.0;
        assert_eq!(sample.figure("profit-only-exits"), None);
    }

    #[test]
    fn few_exits_of_a_strategy_that_says_so() {
        let mut sample = sample(&[(0.01, "exit_signal", 3)]);
        assert_eq!(sample.figure("profit-only-exits"), None);
        sample.exit_profit_only = true;
        assert_eq!(sample.figure("profit-only-exits"), Some(100.0));
    }
}
