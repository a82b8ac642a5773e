//! `funding-alone`: what pays is the other side, not the moves of the market.

use super::{Flag, Seen, Unit, Worse};

pub(super) const FLAG: Flag = Flag {
    name: "funding-alone",
    flatters: "The profit is what other traders paid for holding their positions. That may be meant, but it is another \
               business than foreseeing prices: it ends when the rates turn, and a rate that the config makes up \
               (`futures_funding_rate`) pays here and nowhere else.",
    rule: "Futures only. The profit is above 0, and not above 0 without the funding that was received and paid.",
    thresholds: &[],
    figure: "The profit without funding, percent of the starting balance.",
    unit: Unit::Percent,
    worse: Worse::Lower,
    look_at: "`funding_pct` beside `total_profit_pct`, and `funding_fees` of the trades in `run --export trades`.",
    find: Some(find),
};

fn find(seen: &Seen<'_>) -> Option<f64> {
    let funding = seen.completed.futures()?.funding_pct;
    let without = seen.profit_pct() - funding;
    (seen.profit() > 0.0 && without <= 0.0).then_some(without)
}

#[cfg(test)]
mod tests {
    use crate::research::samples::{Sample, trades};

    /// Ten trades of a tenth of the balance each.
    fn figure(profit: f64, funding_fees: f64) -> Option<f64> {
        let mut all = trades(&[profit; 10]);
        for trade in &mut all {
            trade.funding_fees = funding_fees;
        }
        let balances = [1000.0, 1000.0];
        Sample::new(all).marked(&balances, &balances).figure("funding-alone")
    }

    #[test]
    fn a_profit_that_is_funding() {
        assert!((figure(0.02, 3.0).unwrap() + 1.0).abs() < 1e-9);
        assert_eq!(figure(0.02, 1.9), None);
        assert_eq!(figure(0.02, -3.0), None);
        // A loss needs no explanation.
        assert_eq!(figure(-0.02, 3.0), None);
    }
}
