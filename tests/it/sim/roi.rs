//! When a profit target is reached, and at which price.

use crate::support::sim::sim;

#[test]
fn a_target_inside_the_candle_is_the_price() {
    sim()
        .roi(&[("0", 0.02)])
        .candles(
            "100 100 100 100 enter
             100 100 100 100
             100 103 100 101
             101 101 101 101",
        )
        .trades("A 1..2 roi 100 -> 102");
}

#[test]
fn trap_16_the_profit_must_exceed_the_target() {
    sim()
        .roi(&[("0", 0.02)])
        .candles(
            "100 100 100 100 enter
             100 100 100 100
             100 102 100 101
             101 101 101 101",
        )
        .trades("A 1..3 force_exit 100 -> 101");
}

#[test]
fn trap_16_a_candle_wholly_above_the_target_closes_at_its_low() {
    sim()
        .roi(&[("0", 0.02)])
        .candles(
            "100 100 100 100 enter
             100 100 100 100
             105 106 104 105
             105 105 105 105",
        )
        .trades("A 1..2 roi 100 -> 104");
}

#[test]
fn trap_16_a_step_that_begins_with_the_candle_closes_at_its_open() {
    sim()
        .roi(&[("0", 0.05), ("60", 0.01)])
        .candles(
            "100 100 100 100 enter
             100 100 100 100
             101.5 102 101.2 102
             102 102 102 102",
        )
        .trades("A 1..2 roi 100 -> 101.5");
}

#[test]
fn trap_16_a_step_that_began_within_a_candle_is_clamped_into_the_next() {
    sim()
        .roi(&[("0", 0.05), ("30", 0.01)])
        .candles(
            "100 100 100 100 enter
             100 100 100 100
             101.5 102 101.2 102
             102 102 102 102",
        )
        .trades("A 1..2 roi 100 -> 101.2");
}

#[test]
fn trap_16_minus_one_closes_at_the_open_of_a_step_on_the_grid_and_at_the_low_beside_it() {
    let candles = "100 100 100 100 enter
         100 100 100 100
         99 99.5 98 99
         99 99 99 99";
    sim().roi(&[("60", -1.0)]).candles(candles).trades("A 1..2 roi 100 -> 99");
    sim().roi(&[("30", -1.0)]).candles(candles).trades("A 1..2 roi 100 -> 98");
}

#[test]
fn before_the_first_key_there_is_no_target() {
    sim()
        .roi(&[("120", 0.01)])
        .candles(
            "100 100 100 100 enter
             100 110 100 100
             100 110 100 100
             100 110 100 100
             100 100 100 100",
        )
        .trades("A 1..3 roi 100 -> 101");
}

#[test]
fn fees_move_the_target_and_rounding_the_result() {
    let with_fee = sim().fee(0.001).roi(&[("0", 0.02)]).candles(
        "100 100 100 100 enter
         100 100 100 100
         100 104 100 101
         101 101 101 101",
    );
    with_fee.trades("A 1..2 roi 100 -> 102.2");
    let ratio = with_fee.run().trades[0].profit_ratio;
    assert!((ratio - 0.019_958).abs() < 1e-6, "{ratio}");
}

#[test]
fn an_entry_signal_may_hold_the_target_back() {
    let candles = "100 100 100 100 enter
         100 100 100 100 enter
         100 103 100 101
         101 103 101 101
         101 101 101 101";
    let held = sim().roi(&[("0", 0.02)]).set("ignore_roi_if_entry_signal", true);
    held.candles(candles).trades("A 1..3 roi 100 -> 102");
    sim().roi(&[("0", 0.02)]).candles(candles).trades("A 1..2 roi 100 -> 102");
}

#[test]
fn a_target_on_the_candle_of_the_entry() {
    sim()
        .roi(&[("0", 0.02)])
        .candles(
            "100 100 100 100 enter
             100 103 100 101
             101 101 101 101",
        )
        .trades("A 1..1 roi 100 -> 102");
}
