//! What flags look at: a backtest, what the strategy sets, and the gates.

use std::collections::BTreeMap;

use crate::job::Completed;
use crate::model::trade::Trade;
use crate::research::gates::Gates;
use crate::strategy::settings::Settings;

/// The reason of an exit that the end of the candles forced.
const FORCED: &str = "force_exit";

/// A backtest, as flags look at it.
pub(in crate::research) struct Seen<'a> {
    /// The backtest.
    pub(super) completed: &'a Completed,
    /// Trades that the strategy closed itself.
    pub(super) own: &'a [Trade],
    /// Trades that were open at the end.
    pub(super) left: &'a [Trade],
    /// Whether exit signals close only trades in profit.
    pub(super) exit_profit_only: bool,
    /// The thresholds of the contract.
    pub(super) gates: &'a Gates,
}

impl<'a> Seen<'a> {
    pub(in crate::research) fn new(
        completed: &'a Completed,
        settings: &Settings,
        gates: &'a Gates,
    ) -> Self {
        let (own, left) = completed.trades.split_at(forced_from(&completed.trades));
        let exit_profit_only = settings.exit_profit_only;
        Self { completed, own, left, exit_profit_only, gates }
    }

    /// The trades, in closing order.
    pub(super) fn trades(&self) -> &'a [Trade] {
        &self.completed.trades
    }

    /// The balance at the start, stake currency.
    pub(super) fn starting_balance(&self) -> f64 {
        self.completed.figures.starting_balance
    }

    /// The profit of all trades, stake currency.
    pub(super) fn profit(&self) -> f64 {
        self.completed.figures.total.profit_total_abs
    }

    /// The profit of all trades, percent of the starting balance.
    pub(super) fn profit_pct(&self) -> f64 {
        self.completed.figures.total.profit_total * 100.0
    }
}

/// Where the trades that were open at the end begin: they are the last ones, and those of a pair are closed
/// together. The reason alone does not tell them, since a script may give it as its own.
fn forced_from(trades: &[Trade]) -> usize {
    let mut ends: BTreeMap<&str, i64> = BTreeMap::new();
    let mut from = trades.len();
    for trade in trades.iter().rev() {
        let end = *ends.entry(&trade.pair).or_insert(trade.close_date);
        if trade.exit_reason != FORCED || trade.close_date != end {
            break;
        }
        from -= 1;
    }
    from
}

/// The middle value; of an even number the upper one of the two. The values are put out of order.
pub(super) fn median(values: &mut [f64]) -> Option<f64> {
    let middle = values.len() / 2;
    (!values.is_empty()).then(|| *values.select_nth_unstable_by(middle, f64::total_cmp).1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::research::samples::{DAY, trade};

    #[test]
    fn only_what_is_closed_with_the_last_trade_of_a_pair_was_open_at_the_end() {
        let mut trades = [
            trade("A/USDT", 0.01, "force_exit"),
            trade("A/USDT", 0.01, "force_exit"),
            trade("A/USDT", 0.01, "force_exit"),
            trade("B/USDT", 0.01, "force_exit"),
        ];
        assert_eq!(forced_from(&trades), 0, "stacked ones");
        trades[0].close_date -= DAY;
        assert_eq!(forced_from(&trades), 1);
        assert_eq!(forced_from(&trades[1..2]), 0);
        assert_eq!(forced_from(&[trade("A/USDT", 0.01, "roi")]), 1);
        assert_eq!(forced_from(&[]), 0);
    }

    #[test]
    fn the_value_in_the_middle() {
        assert_eq!(median(&mut [3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&mut [4.0, 1.0]), Some(4.0));
        assert_eq!(median(&mut []), None);
    }
}
