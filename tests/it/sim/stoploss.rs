//! Where the stop stands, when it is hit, and at which price.

use crate::support::sim::sim;

#[test]
fn trap_01_the_step_of_prices_is_that_of_the_candles() {
    sim()
        .set("stoploss", -0.0333)
        .candles(
            "100.1 100.1 100.1 100.1 enter
             100.0 100.0 100.0 100.0
             100.0 100.0 90.0 91.0
             91.0 91.0 91.0 91.0",
        )
        .trades("A 1..2 stop_loss 100 -> 96.7");
}

#[test]
fn trap_02_noise_in_the_last_bit_moves_a_stop_up_a_whole_step() {
    sim()
        .set("stoploss", -0.1)
        .candles(
            "1.10 1.10 1.10 1.10 enter
             1.10 1.11 1.10 1.10
             1.10 1.10 0.99 0.99
             0.99 0.99 0.99 0.99",
        )
        .trades("A 1..2 stop_loss 1.1 -> 1");
    let far = sim().set("stoploss", -0.99).candles(
        "100 100 100 100 enter
         100 100 100 100
         100 100 100 100",
    );
    assert_eq!(far.run().trades[0].initial_stop_loss_abs.to_bits(), 1.01_f64.to_bits());
}

#[test]
fn trap_03_a_step_frozen_at_the_entry_keeps_the_trade_from_leaving() {
    // January has one decimal, February two: an exit at 100.04 rounds to 100.0, below the candle.
    let frozen = sim()
        .start("20240131T2100")
        .set("unfilledtimeout", serde_json::json!({ "entry": 10, "exit": 10 }))
        .candles(
            "100.1 100.1 100.1 100.1 enter
             100.1 100.1 100.1 100.1
             100.1 100.1 100.1 100.1 exit
             100.04 100.08 100.04 100.06
             100.04 100.08 100.04 100.06
             100.04 100.08 100.04 100.06",
        );
    frozen.trades("");
    let simulation = frozen.run();
    assert_eq!(simulation.counters.timedout_exit_orders, 1);
    // What was staked is missing at the end.
    assert!(simulation.final_balance < 901.0);
}

#[test]
fn the_stop_is_hit_when_the_low_touches_it() {
    sim()
        .set("stoploss", -0.05)
        .candles(
            "100 100 100 100 enter
             100 100 96 97
             97 97 95 96
             96 96 96 96",
        )
        .trades("A 1..2 stop_loss 100 -> 95");
    sim()
        .set("stoploss", -0.05)
        .candles(
            "100 100 100 100 enter
             100 100 96 97
             97 97 95.01 96
             96 96 96 96",
        )
        .trades("A 1..3 force_exit 100 -> 96");
}

#[test]
fn the_stop_may_be_hit_on_the_candle_of_the_entry() {
    sim()
        .set("stoploss", -0.05)
        .candles(
            "100 100 100 100 enter
             100 101 94 96
             96 96 96 96",
        )
        .trades("A 1..1 stop_loss 100 -> 95");
}

#[test]
fn trap_12_a_candle_wholly_below_the_stop_closes_at_its_open() {
    sim()
        .set("stoploss", -0.05)
        .candles(
            "100 100 100 100 enter
             100 100 100 100
             94 94.5 93 94
             94 94 94 94",
        )
        .trades("A 1..2 stop_loss 100 -> 94");
}

#[test]
fn trap_12_a_candle_that_opens_below_the_stop_and_reaches_it_closes_at_the_stop() {
    sim()
        .set("stoploss", -0.05)
        .candles(
            "100 100 100 100 enter
             100 100 100 100
             94 96 93 94
             94 94 94 94",
        )
        .trades("A 1..2 stop_loss 100 -> 95");
}
