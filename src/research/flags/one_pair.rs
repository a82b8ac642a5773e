//! `one-pair`: what pays is a pair, not the strategy.

use super::{Flag, Seen, Unit, Worse};

pub(super) const FLAG: Flag = Flag {
    name: "one-pair",
    flatters: "A single pair that rose can carry a strategy that earns nothing on the others: the \
               figures then tell of the pair.",
    rule: "The basket has n ≥ 2 pairs, the profit is above 0, and the best pair makes more than \
           (1 + 1/n)/2 of it: 75 % of two, 60 % of five. Pairs that lose let the share pass 100 %.",
    thresholds: &[],
    figure: "The best pair's share of the profit.",
    unit: Unit::Percent,
    worse: Worse::Higher,
    look_at: "The `per_pair` lines. Take that pair out of `pair_basket` for a run: what is left is \
              what the idea earns. A basket of one pair is not judged; it has the same weakness.",
    find: Some(find),
};

fn find(seen: &Seen<'_>) -> Option<f64> {
    let pairs = seen.completed.basket.len();
    if pairs < 2 || seen.profit() <= 0.0 {
        return None;
    }
    let rows = seen.completed.figures.results_per_pair.iter();
    let best = rows.map(|row| row.profit_total_abs).reduce(f64::max)?;
    let share = best / seen.profit();
    // Half way between an equal share and all of it.
    let most = f64::midpoint(1.0, 1.0 / pairs as f64);
    (share > most).then_some(share * 100.0)
}

#[cfg(test)]
mod tests {
    use crate::research::samples::{Sample, trade};

    fn figure(first: f64, second: f64) -> Option<f64> {
        let trades = vec![trade("A/USDT", first, "roi"), trade("B/USDT", second, "roi")];
        Sample::new(trades).figure("one-pair")
    }

    #[test]
    fn three_quarters_of_two_pairs() {
        assert_eq!(figure(0.05, 0.05), None);
        assert_eq!(figure(0.074, 0.026), None);
        assert!((figure(0.08, 0.02).unwrap() - 80.0).abs() < 1e-9);
        assert!((figure(0.02, -0.01).unwrap() - 200.0).abs() < 1e-9);
        assert_eq!(figure(0.01, -0.05), None);
    }

    #[test]
    fn a_basket_of_one_has_no_other() {
        let mut sample = Sample::new(vec![trade("A/USDT", 0.1, "roi")]);
        sample.completed.basket.truncate(1);
        assert_eq!(sample.figure("one-pair"), None);
    }
}
