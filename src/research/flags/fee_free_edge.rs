//! `fee-free-edge`: a profit that a little more cost would eat.

use super::{Flag, Seen, Unit, Worse};

/// The least fee that is taken off once more, a ratio: a config without a fee hides all costs.
const LEAST_FEE: f64 = 0.001;

pub(super) const FLAG: Flag = Flag {
    name: "fee-free-edge",
    flatters: "Fills at the asked price cost nothing here but the fee. Many trades with a tiny edge \
               each live on that; slippage and spread would take it.",
    rule: "The profit is above 0, and not above 0 once the fees are paid a second time: the sum \
           over all orders of amount × price × the fee, which counts as {0} at least. That the \
           balance would have grown less meanwhile (compounding) is left out.",
    thresholds: &[LEAST_FEE],
    figure: "The profit with the fees paid once more, percent of the starting balance, at least -100 %.",
    unit: Unit::Percent,
    worse: Worse::Lower,
    look_at: "`run NAME --fee` with twice the fee shows it with compounding. Trade less often, or \
              for larger moves.",
    find: Some(find),
};

fn find(seen: &Seen<'_>) -> Option<f64> {
    if seen.profit() <= 0.0 {
        return None;
    }
    let orders = seen.trades().iter().flat_map(|trade| &trade.orders);
    let volume: f64 = orders.map(|order| order.amount * order.price).sum();
    let left = seen.profit() - volume * seen.completed.fee.max(LEAST_FEE);
    // Nobody loses more than there is, and the sum does not know that.
    (left <= 0.0).then(|| (left / seen.starting_balance() * 100.0).max(-100.0))
}

#[cfg(test)]
mod tests {
    use crate::research::samples::{Sample, trades};

    /// Each trade has two orders of 100: 0.2 of fees at 0.1 %.
    fn figure(profit: f64, fee: f64) -> Option<f64> {
        let mut sample = Sample::new(trades(&[profit; 10]));
        sample.completed.fee = fee;
        sample.figure("fee-free-edge")
    }

    #[test]
    fn the_fees_once_more() {
        assert_eq!(figure(0.0021, 0.001), None);
        assert!((figure(0.001, 0.001).unwrap() + 0.1).abs() < 1e-9);
        assert!(figure(0.0039, 0.002).is_some());
        assert_eq!(figure(-0.01, 0.001), None);
    }

    #[test]
    fn every_order_of_a_trade_is_paid_for() {
        let mut sample = Sample::new(trades(&[0.0035; 10]));
        let order = sample.completed.trades[0].orders[0].clone();
        assert_eq!(sample.figure("fee-free-edge"), None);
        sample.completed.trades[0].orders.extend([order.clone(), order]);
        assert_eq!(sample.figure("fee-free-edge"), None);
        for trade in &mut sample.completed.trades {
            trade.orders = vec![trade.orders[0].clone(); 4];
        }
        assert!((sample.figure("fee-free-edge").unwrap() + 0.05).abs() < 1e-9);
    }

    #[test]
    fn a_config_without_a_fee_is_taken_one_from() {
        assert!(figure(0.0015, 0.0).is_some());
        assert_eq!(figure(0.0025, 0.0), None);
    }
}
