//! `below-buy-and-hold`: doing nothing would have brought more.

use super::{Flag, Seen, Unit, Worse};

pub(super) const FLAG: Flag = Flag {
    name: "below-buy-and-hold",
    flatters: "In a rising market everything that buys earns. A profit that is smaller than that \
               of the basket itself is no edge, however high it is.",
    rule: "`total_profit_pct` is below `hold_profit_pct`: equal parts of every pair, bought at the \
           first candle after warm-up and held to the last.",
    thresholds: &[],
    figure: "`total_profit_pct` less `hold_profit_pct`, in percentage points.",
    unit: Unit::Points,
    worse: Worse::Lower,
    look_at: "`equity_sharpe` and `equity_dd_pct` beside `bah_sharpe` and `bah_dd_pct`: less profit \
              may be worth it where the risk is far lower. A low `exposure_pct` is a reason, too.",
    find: Some(find),
};

fn find(seen: &Seen<'_>) -> Option<f64> {
    let ahead = seen.profit_pct() - seen.completed.figures.market_change * 100.0;
    (ahead < 0.0).then_some(ahead)
}

#[cfg(test)]
mod tests {
    use crate::research::samples::{Sample, trades};

    #[test]
    fn against_the_market_change() {
        let mut sample = Sample::new(trades(&[0.1; 10]));
        sample.completed.figures.market_change = 0.09;
        assert_eq!(sample.figure("below-buy-and-hold"), None);
        sample.completed.figures.market_change = 0.12;
        assert!((sample.figure("below-buy-and-hold").unwrap() + 2.0).abs() < 1e-9);
    }
}
