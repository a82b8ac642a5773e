//! Candles on which nothing can happen are passed over: nobody may notice.

use std::fmt::Write as _;

use crate::support::sim::{Sim, sim};

/// Numbers that look like chance, the same ones each time.
struct Chance(u64);

impl Chance {
    /// One of `0..below`.
    fn below(&mut self, below: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

/// A walk of 15-minute candles, and of the hours around them with signals now and then.
fn walk(seed: u64, hours: usize) -> (String, String) {
    let mut chance = Chance(seed);
    let (mut table, mut detail) = (String::new(), String::new());
    let mut price = 10_000_i64;
    for hour in 0..hours {
        let (open, mut high, mut low) = (price, price, price);
        for minute in [0, 15, 30, 45] {
            let first = price;
            price += chance.below(161) as i64 - 80;
            let top = first.max(price) + chance.below(40) as i64;
            let bottom = first.min(price) - chance.below(40) as i64;
            (high, low) = (high.max(top), low.min(bottom));
            let cents = [first, top, bottom, price].map(|cents| cents as f64 / 100.0);
            let [first, top, bottom, last] = cents;
            writeln!(detail, "{hour}:{minute:02} {first} {top} {bottom} {last}").unwrap();
        }
        let words =
            ["enter", "short", "exit", "exit_short"].map(|word| (word, chance.below(12) == 0));
        let words: Vec<&str> =
            words.iter().filter(|(_, is_on)| *is_on).map(|(word, _)| *word).collect();
        let [open, high, low, close] = [open, high, low, price].map(|cents| cents as f64 / 100.0);
        writeln!(table, "{open} {high} {low} {close} {}", words.join(" ")).unwrap();
    }
    (table, detail)
}

/// Two pairs with other settings for each seed.
fn of(seed: u64, is_inside: bool) -> Sim {
    let mut chance = Chance(seed ^ 0x5eed);
    let leverage = ["1.0", "5.0", "20.0"][chance.below(3) as usize];
    let stoploss = [-0.02, -0.2, -0.9][chance.below(3) as usize];
    let mut sim = sim().futures().leverage(leverage).fee(0.0005).set("stoploss", stoploss);
    if chance.below(2) == 0 {
        sim = sim.roi(&[("0", 0.3), ("75", 0.05), ("180", 0.01), ("600", -0.01)]);
    }
    if chance.below(2) == 0 {
        sim = sim.set("trailing_stop", true);
        if chance.below(2) == 0 {
            sim =
                sim.set("trailing_stop_positive", 0.01).set("trailing_stop_positive_offset", 0.02);
            sim = sim.set("trailing_only_offset_is_reached", chance.below(2) == 0);
        }
    }
    for pair in 0..2 {
        let (table, detail) = walk(seed * 2 + pair, 100);
        sim = sim.candles(&table);
        if is_inside && (pair == 0 || chance.below(2) == 0) {
            sim = sim.detail(&detail);
        }
        let rates: Vec<(u64, f64, f64)> = (0..100)
            .filter(|_| chance.below(3) == 0)
            .map(|hour| (hour, (hour % 7) as f64 * 0.0003 - 0.0008, 100.0 + hour as f64 / 10.0))
            .collect();
        sim = sim.funding(&rates);
    }
    sim
}

#[test]
fn a_candle_that_is_passed_over_is_one_on_which_nothing_happens() {
    let mut reasons = std::collections::BTreeSet::new();
    for is_inside in [false, true] {
        for seed in 0..60 {
            let passed = of(seed, is_inside).run();
            // Whoever asks on each candle looks at each candle.
            let looked = of(seed, is_inside).asks("custom_exit", "false").run();
            assert_eq!(passed.trades, looked.trades, "{seed} {is_inside}");
            assert_eq!(passed.equity, looked.equity, "{seed} {is_inside}");
            assert_eq!(passed.marked, looked.marked, "{seed} {is_inside}");
            assert_eq!(passed.counters, looked.counters, "{seed} {is_inside}");
            reasons.extend(passed.trades.into_iter().map(|trade| trade.exit_reason));
        }
    }
    let all =
        ["exit_signal", "force_exit", "liquidation", "roi", "stop_loss", "trailing_stop_loss"];
    assert!(reasons.iter().eq(all), "{reasons:?}");
}
