//! `few-trades`: so few that luck explains the figures.

use super::{Flag, Seen, Unit, Worse};

/// From so many trades on chance begins to even out.
const ENOUGH_TRADES: usize = 30;

pub(super) const FLAG: Flag = Flag {
    name: "few-trades",
    flatters: "A handful of trades can have any Sharpe ratio by luck, and rare entries are easily \
               fitted to the few good moments of a timerange.",
    rule: "Fewer than {0} trades in a timerange, none at all too.",
    thresholds: &[ENOUGH_TRADES as f64],
    figure: "The number of trades.",
    unit: Unit::Count,
    worse: Worse::Lower,
    look_at: "`trade_count`, and how many conditions an entry needs. Loosen the rarest one, use a \
              longer timerange or more pairs, and compare again.",
    find: Some(find),
};

fn find(seen: &Seen<'_>) -> Option<f64> {
    let trades = seen.trades().len();
    (trades < ENOUGH_TRADES).then_some(trades as f64)
}

#[cfg(test)]
mod tests {
    use crate::research::samples::{Sample, trades};

    #[test]
    fn thirty_are_enough() {
        let figure = |count| Sample::new(trades(&vec![0.01; count])).figure("few-trades");
        assert_eq!(figure(30), None);
        assert_eq!(figure(29), Some(29.0));
        assert_eq!(figure(0), Some(0.0));
    }
}
