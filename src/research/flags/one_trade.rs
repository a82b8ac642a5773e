//! `one-trade`: what pays is a single lucky trade.

use super::{Flag, Seen, Unit, Worse};

/// The share of the profit that no single trade may pass, percent.
const MOST_SHARE_PCT: f64 = 50.0;

pub(super) const FLAG: Flag = Flag {
    name: "one-trade",
    flatters: "One lucky trade makes the profit of the whole timerange; without it there is no \
               edge to see, and it will not come again.",
    rule: "The profit is above 0, and the best trade makes more than {0} % of it.",
    thresholds: &[MOST_SHARE_PCT],
    figure: "The best trade's share of the profit; above 100 % the others lose together.",
    unit: Unit::Percent,
    worse: Worse::Higher,
    look_at: "`run --export trades`, sorted by `profit_abs`: when was it, and would a rule written \
              before have taken it? A follower of trends lives on few trades, in weak years on \
              one: look at a longer timerange then.",
    find: Some(find),
};

fn find(seen: &Seen<'_>) -> Option<f64> {
    if seen.profit() <= 0.0 {
        return None;
    }
    let best = seen.trades().iter().map(|trade| trade.profit_abs).reduce(f64::max)?;
    let share = best / seen.profit() * 100.0;
    (share > MOST_SHARE_PCT).then_some(share)
}

#[cfg(test)]
mod tests {
    use crate::research::samples::{Sample, trades};

    fn figure(profits: &[f64]) -> Option<f64> {
        Sample::new(trades(profits)).figure("one-trade")
    }

    #[test]
    fn more_than_half_of_the_profit() {
        assert_eq!(figure(&[0.05, 0.05, 0.01]), None);
        assert!((figure(&[0.06, 0.02, 0.02]).unwrap() - 60.0).abs() < 1e-9);
        assert!((figure(&[0.06, -0.03]).unwrap() - 200.0).abs() < 1e-9);
        assert_eq!(figure(&[0.06, -0.07]), None);
        assert_eq!(figure(&[]), None);
    }
}
