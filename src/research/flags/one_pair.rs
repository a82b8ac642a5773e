//! `one-pair`: what pays is a pair, not the strategy.

use super::{Flag, Seen, Unit, Worse};

pub(super) const FLAG: Flag = Flag {
    name: "one-pair",
    flatters: "A single pair that rose can carry a strategy that earns nothing on the others: the \
               figures then tell of the pair.",
    rule: "The basket has n ≥ 2 pairs, the profit is above 0, and of all that the winning pairs \
           make the best one makes more than (1 + 1/n)/2: 75 % of two, 60 % of five. The losses of \
           other pairs are left out: three pairs that win alike are not one.",
    thresholds: &[],
    figure: "The best pair's share of what the winning pairs make.",
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
    let gains = rows.map(|row| row.profit_total_abs.max(0.0));
    let (best, all) = gains.fold((0.0_f64, 0.0), |(best, all), gain| (best.max(gain), all + gain));
    let share = best / all;
    // Half way between an equal share and all of it.
    let most = f64::midpoint(1.0, 1.0 / pairs as f64);
    (share > most).then_some(share * 100.0)
}

#[cfg(test)]
mod tests {
    use crate::research::samples::{Sample, trade};

    fn figure(first: f64, second: f64) -> Option<f64> {
        let trades = vec![trade("A/USDT", first, "roi"), trade("B/USDT", second, "roi")];
        let mut sample = Sample::new(trades);
        sample.completed.basket.truncate(2);
        sample.figure("one-pair")
    }

    #[test]
    fn three_quarters_of_two_pairs() {
        assert_eq!(figure(0.05, 0.05), None);
        assert_eq!(figure(0.074, 0.026), None);
        assert!((figure(0.08, 0.02).unwrap() - 80.0).abs() < 1e-9);
        assert!((figure(0.02, -0.01).unwrap() - 100.0).abs() < 1e-9);
        assert_eq!(figure(0.01, -0.05), None);
    }

    #[test]
    fn losses_of_other_pairs_do_not_make_a_share() {
        let pairs = [("A/USDT", 0.05), ("B/USDT", 0.05), ("C/USDT", -0.08)];
        let trades = pairs.map(|(pair, profit)| trade(pair, profit, "roi"));
        assert_eq!(Sample::new(trades.to_vec()).figure("one-pair"), None);
    }

    #[test]
    fn a_basket_of_one_has_no_other() {
        let mut sample = Sample::new(vec![trade("A/USDT", 0.1, "roi")]);
        sample.completed.basket.truncate(1);
        assert_eq!(sample.figure("one-pair"), None);
    }
}
