//! Which of several reasons ends a trade.

use crate::support::sim::sim;

#[test]
fn trap_10_the_exit_signal_outranks_the_stop() {
    sim()
        .set("stoploss", -0.05)
        .candles(
            "100 100 100 100 enter
             100 100 100 100 exit
             100 100 94 95
             95 95 95 95",
        )
        .trades("A 1..2 exit_signal 100 -> 100");
}

#[test]
fn trap_11_the_target_outranks_a_trailing_stop() {
    sim()
        .set("stoploss", -0.05)
        .set("trailing_stop", true)
        .roi(&[("0", 0.02)])
        .candles(
            "100 100 100 100 enter
             100 100 100 100
             100 110 100 105
             105 105 105 105",
        )
        .trades("A 1..2 roi 100 -> 102");
}

#[test]
fn trap_11_the_stop_outranks_the_target() {
    sim()
        .set("stoploss", -0.05)
        .roi(&[("0", 0.02)])
        .candles(
            "100 100 100 100 enter
             100 100 100 100
             100 103 94 100
             100 100 100 100",
        )
        .trades("A 1..2 stop_loss 100 -> 95");
}

#[test]
fn an_exit_signal_beside_an_entry_signal_closes_nothing() {
    sim()
        .candles(
            "100 100 100 100 enter
             100 100 100 100 enter exit
             101 101 101 101 exit
             102 102 102 102
             103 103 103 103",
        )
        .trades("A 1..3 exit_signal 100 -> 102");
}

#[test]
fn exit_signals_may_be_switched_off() {
    sim()
        .set("use_exit_signal", false)
        .candles(
            "100 100 100 100 enter
             100 100 100 100 exit
             101 101 101 101
             102 102 102 102",
        )
        .trades("A 1..3 force_exit 100 -> 102");
}

#[test]
fn exit_signals_may_be_for_profits_above_an_offset_only() {
    let candles = "100 100 100 100 enter
         100 100 100 100 exit
         101 101 101 101 exit
         102 102 102 102
         103 103 103 103";
    let only = || sim().set("exit_profit_only", true);
    only().candles(candles).trades("A 1..2 exit_signal 100 -> 101");
    let offset = only().set("exit_profit_offset", 0.01);
    offset.candles(candles).trades("A 1..3 exit_signal 100 -> 102");
}

#[test]
fn an_exit_signal_that_is_refused_leaves_room_for_the_stop() {
    sim()
        .set("exit_profit_only", true)
        .set("stoploss", -0.05)
        .candles(
            "100 100 100 100 enter
             100 100 100 100 exit
             99 99 94 95
             95 95 95 95",
        )
        .trades("A 1..2 stop_loss 100 -> 95");
}

#[test]
fn highest_and_lowest_rate_are_those_of_entry_and_exit_candle_too() {
    let trade = sim()
        .set("stoploss", -0.05)
        .candles(
            "100 100 100 100 enter
             100 104 99 100
             100 103 94 95
             95 95 95 95",
        )
        .run()
        .trades
        .remove(0);
    assert_eq!(
        (trade.max_rate.map(f64::to_bits), trade.min_rate.map(f64::to_bits)),
        (Some(104_f64.to_bits()), Some(94_f64.to_bits()))
    );
}
