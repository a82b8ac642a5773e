//! `balance-gap`: the balance that is told is not what was there.

use super::{Flag, Seen, Unit, Worse};

/// How far the balance may be off, percent of the starting balance.
const MOST_PCT: f64 = 5.0;

pub(super) const FLAG: Flag = Flag {
    name: "balance-gap",
    flatters: "The balance before each candle is FreqTrade's, and FreqTrade's wallet does not know \
               all: an order that adds to a position counts twice while it waits, an entry that was \
               placed anew not at all until the next order elsewhere, of several trades of a pair \
               only the last one. Drawdowns are hidden or made up, and so is `equity_sharpe`.",
    rule: "The balance that is told is once {0} % of the starting balance or more away from the \
           stake currency that is left and the value of all that is held.",
    thresholds: &[MOST_PCT],
    figure: "The largest distance, percent of the starting balance.",
    unit: Unit::Percent,
    worse: Worse::Higher,
    look_at: "Figures that begin with `equity_` say little here; `sharpe` and `max_drawdown_pct` \
              come from closed trades. Take orders back that wait for long, or leave \
              `position_stacking` alone.",
    find: Some(|seen: &Seen<'_>| {
        let figure = seen.completed.balance_gap / seen.starting_balance() * 100.0;
        (figure >= MOST_PCT).then_some(figure)
    }),
};

#[cfg(test)]
mod tests {
    use crate::research::samples::Sample;

    #[test]
    fn a_balance_that_is_off_is_told() {
        let mut sample = Sample::new(Vec::new());
        let start = sample.completed.figures.starting_balance;
        sample.completed.balance_gap = start * 0.04;
        assert_eq!(sample.figure("balance-gap"), None);
        sample.completed.balance_gap = start * 0.6;
        assert!((sample.figure("balance-gap").unwrap() - 60.0).abs() < 1e-9);
    }
}
