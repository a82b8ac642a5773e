//! How much goes into a trade, and what comes out.

use crate::support::sim::sim;

const TWO_HOURS: &str = "100 100 100 100 enter
     100 100 100 100
     100 100 100 100";

fn stake(sim: &crate::support::sim::Sim) -> Option<f64> {
    sim.run().trades.first().map(|trade| trade.stake_amount)
}

#[test]
fn trap_21_the_smallest_stake_has_a_fixed_reserve() {
    let smallest = 5.0 * 1.05 / 0.95;
    let with = |amount: f64| sim().min_cost(5.0).config("stake_amount", amount).candles(TWO_HOURS);
    assert_eq!(stake(&with(4.0)), None);
    assert!((stake(&with(4.5)).unwrap() - smallest).abs() < 1e-9);
    assert!((stake(&with(6.0)).unwrap() - 6.0).abs() < 1e-9);
}

#[test]
fn trap_21_the_reserve_does_not_depend_on_the_stoploss() {
    let wide = sim().min_cost(5.0).set("stoploss", -0.5).config("stake_amount", 4.5);
    assert!((stake(&wide.candles(TWO_HOURS)).unwrap() - 5.0 * 1.05 / 0.95).abs() < 1e-9);
}

#[test]
fn trap_22_an_unlimited_stake_divides_what_is_tied_and_what_is_free() {
    // 1000, two slots: A 495 and B 495. A closes with 49.5; then it gets 519.5025.
    let trades = sim()
        .set("max_open_trades", 2)
        .config("stake_amount", "unlimited")
        .candles(
            "100 100 100 100 enter
             100 100 100 100 exit
             110 110 110 110 enter
             100 100 100 100
             100 100 100 100",
        )
        .candles(
            "100 100 100 100 enter
             100 100 100 100
             100 100 100 100
             100 100 100 100
             100 100 100 100",
        )
        .run()
        .trades;
    let stakes: Vec<f64> = trades.iter().map(|trade| trade.stake_amount).collect();
    for (stake, expected) in stakes.iter().zip([495.0, 519.5025, 495.0]) {
        assert!((stake - expected).abs() < 1e-9, "{stakes:?}");
    }
    assert_eq!(stakes.len(), 3);
}

#[test]
fn a_wallet_that_cannot_pay_the_stake_opens_nothing() {
    let many = sim().config("stake_amount", 600).candles(TWO_HOURS).candles(TWO_HOURS);
    let simulation = many.run();
    assert_eq!((simulation.trades.len(), simulation.counters.rejected_signals), (1, 0));
}

#[test]
fn the_last_stake_may_be_amended() {
    let amended = sim()
        .config("stake_amount", 600)
        .config("amend_last_stake_amount", true)
        .candles(TWO_HOURS)
        .candles(TWO_HOURS);
    let stakes: Vec<f64> = amended.run().trades.iter().map(|trade| trade.stake_amount).collect();
    assert!((stakes[1] - 390.0).abs() < 1e-9, "{stakes:?}");
}

#[test]
fn trap_23_the_ratio_has_the_entry_fee_below_it_and_is_not_rounded() {
    let trade = sim().fee(0.001).candles(TWO_HOURS).run().trades.remove(0);
    assert!((trade.profit_abs + 0.2).abs() < 1e-12);
    assert!((trade.profit_ratio + 0.2 / 100.1).abs() < 1e-15, "{}", trade.profit_ratio);
}

#[test]
fn slots_are_counted_live_and_refused_entries_are_counted() {
    let full = sim().set("max_open_trades", 1).candles(TWO_HOURS).candles(TWO_HOURS);
    let simulation = full.run();
    assert_eq!((simulation.trades.len(), simulation.counters.rejected_signals), (1, 1));
    assert_eq!(simulation.counters.entry_signals, 2);
}

#[test]
fn the_balance_is_marked_to_market_at_each_open() {
    let simulation = sim()
        .candles(
            "100 100 100 100 enter
             100 100 100 100
             90 90 90 90
             120 120 120 120",
        )
        .run();
    let equity: Vec<f64> = simulation.equity.iter().map(|sample| sample.equity).collect();
    assert_eq!(equity, [1000.0, 990.0, 1020.0]);
    assert!((simulation.final_balance - 1020.0).abs() < 1e-9);
    assert_eq!((simulation.counters.candles, simulation.counters.candles_in_trade), (4, 3));
}
