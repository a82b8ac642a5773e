//! How the stop follows the price.

use crate::support::sim::{Sim, sim};

fn trailing() -> Sim {
    sim().set("stoploss", -0.05).set("trailing_stop", true)
}

#[test]
fn trap_13_the_stop_follows_the_high_of_the_same_candle() {
    trailing()
        .candles(
            "100 100 100 100 enter
             100 100 100 100
             104 110 103 104
             104 104 104 104",
        )
        .trades("A 1..2 trailing_stop_loss 100 -> 104.5");
}

#[test]
fn trap_13_a_candle_that_touches_the_old_stop_moves_nothing() {
    trailing()
        .candles(
            "100 100 100 100 enter
             100 100 100 100
             100 110 94 104
             104 104 104 104",
        )
        .trades("A 1..2 stop_loss 100 -> 95");
}

#[test]
fn trap_14_a_trailing_stop_on_the_candle_of_the_entry_is_pessimistic() {
    trailing()
        .candles(
            "100 100 100 100 enter
             100 104 97 100
             100 100 100 100",
        )
        .trades("A 1..1 trailing_stop_loss 100 -> 97");
}

#[test]
fn trap_14_never_below_the_low_of_that_candle() {
    let positive = trailing().set("trailing_stop_positive", 0.01);
    positive
        .set("trailing_stop_positive_offset", 0.02)
        .candles(
            "100 100 100 100 enter
             100 103 98 100
             100 100 100 100",
        )
        .trades("A 1..1 trailing_stop_loss 100 -> 99");
}

#[test]
fn trap_14_with_an_offset_that_must_be_reached_it_counts_from_the_offset() {
    let positive = trailing().set("trailing_stop_positive", 0.01);
    positive
        .set("trailing_stop_positive_offset", 0.02)
        .set("trailing_only_offset_is_reached", true)
        .candles(
            "100 100 100 100 enter
             100 103 98 100
             100 100 100 100",
        )
        .trades("A 1..1 trailing_stop_loss 100 -> 101");
}

fn only_offset() -> Sim {
    trailing()
        .set("trailing_stop_positive", 0.01)
        .set("trailing_stop_positive_offset", 0.02)
        .set("trailing_only_offset_is_reached", true)
}

#[test]
fn trap_15_at_the_offset_itself_the_stop_trails_at_its_plain_distance() {
    let at_offset = only_offset().candles(
        "100 100 100 100 enter
         100 100 100 100
         100 102 100 101
         101 101 101 101",
    );
    at_offset.trades("A 1..3 force_exit 100 -> 101");
    assert_eq!(at_offset.run().trades[0].stop_loss_abs.to_bits(), 96.9_f64.to_bits());
}

#[test]
fn below_the_offset_the_stop_stays() {
    let below = only_offset().candles(
        "100 100 100 100 enter
         100 100 100 100
         100 101.99 100 101
         101 101 101 101",
    );
    assert_eq!(below.run().trades[0].stop_loss_abs.to_bits(), 95.0_f64.to_bits());
}

#[test]
fn above_the_offset_the_stop_trails_at_the_positive_distance() {
    only_offset()
        .candles(
            "100 100 100 100 enter
             100 100 100 100
             100 103 100 102
             102 102 102 102",
        )
        .trades("A 1..2 trailing_stop_loss 100 -> 101.97");
}

#[test]
fn a_candle_wholly_below_a_moved_stop_closes_at_its_open() {
    trailing()
        .candles(
            "100 100 100 100 enter
             100 100 100 100
             107 110 106 109
             103 104 103 104
             104 104 104 104",
        )
        .trades("A 1..3 trailing_stop_loss 100 -> 103");
}

#[test]
fn a_stop_never_moves_back() {
    let rising = trailing().candles(
        "100 100 100 100 enter
         100 100 100 100
         107 110 106 109
         107 108 106 107
         107 107 107 107",
    );
    assert_eq!(rising.run().trades[0].stop_loss_abs.to_bits(), 104.5_f64.to_bits());
}

#[test]
fn a_trade_tells_at_which_distance_its_stop_was_set_last() {
    let ratios = |table: &str| {
        let trade = only_offset().candles(table).run().trades.swap_remove(0);
        (trade.initial_stop_loss_ratio, trade.stop_loss_ratio)
    };
    let below = "100 100 100 100 enter
                 100 100 100 100
                 100 101.99 100 101
                 101 101 101 101";
    let above = "100 100 100 100 enter
                 100 100 100 100
                 102 103 102 102
                 102 102 102 102
                 102 102 101 101";
    assert_eq!(ratios(below), (-0.05, -0.05));
    assert_eq!(ratios(above), (-0.05, -0.01));
}
