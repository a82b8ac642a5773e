//! `liquidations`: the exchange has closed positions.

use super::{Flag, Seen, Unit, Worse};

/// So many are told.
const LEAST: usize = 1;

pub(super) const FLAG: Flag = Flag {
    name: "liquidations",
    flatters: "The exchange closed positions because their collateral was used up. Here that happens at a price a little \
               before the exchange's (`liquidation_buffer` of the config), and nothing is charged for it. On an exchange \
               all the collateral is gone, and no stop behind that price is ever reached.",
    rule: "{0} trade or more left by `liquidation`.",
    thresholds: &[LEAST as f64],
    figure: "The number of these trades.",
    unit: Unit::Count,
    worse: Worse::Higher,
    look_at: "`leverage`, and a `stoploss` that is nearer than the liquidation price: at a leverage of 10 that is some 9 % \
              of the price away. `stoploss` counts in the stake, so -0.5 there is 5 % of the price.",
    find: Some(find),
};

fn find(seen: &Seen<'_>) -> Option<f64> {
    let count = seen.completed.liquidated().count();
    (count >= LEAST).then_some(count as f64)
}

#[cfg(test)]
mod tests {
    use crate::research::samples::{Sample, trade};

    #[test]
    fn each_position_that_the_exchange_closed_counts() {
        let mut trades = vec![trade("A/USDT", 0.1, "roi"), trade("A/USDT", -0.9, "stop_loss")];
        assert_eq!(Sample::new(trades.clone()).figure("liquidations"), None);
        trades.extend([trade("A/USDT", -0.9, "liquidation"), trade("B/USDT", -1.5, "liquidation")]);
        assert_eq!(Sample::new(trades).figure("liquidations"), Some(2.0));
    }
}
