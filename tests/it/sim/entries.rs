//! When a trade begins.

use crate::support::sim::sim;

#[test]
fn trap_05_the_first_signal_is_that_of_the_first_candle_after_warm_up() {
    sim()
        .candles(
            "100 100 100 100 enter
             101 101 101 101
             102 102 102 102",
        )
        .trades("A 1..2 force_exit 101 -> 102");
}

#[test]
fn trap_06_the_last_candle_closes_at_its_open_and_opens_nothing() {
    sim()
        .candles(
            "100 100 100 100 enter
             100 100 100 100
             100 120 100 120",
        )
        .trades("A 1..2 force_exit 100 -> 100");
    sim()
        .candles(
            "100 100 100 100
             100 100 100 100 enter
             100 120 100 120",
        )
        .trades("");
}

#[test]
fn trap_06_the_last_candle_is_still_checked_for_the_stop() {
    sim()
        .set("stoploss", -0.05)
        .candles(
            "100 100 100 100 enter
             100 100 100 100
             100 100 94 95",
        )
        .trades("A 1..2 stop_loss 100 -> 95");
}

#[test]
fn trap_07_a_pair_that_ends_early_may_enter_on_its_last_candle() {
    sim()
        .candles(
            "100 100 100 100
             100 100 100 100
             100 100 100 100
             100 100 100 100",
        )
        .candles(
            "50 50 50 50
             50 50 50 50 enter
             50 51 50 51",
        )
        .trades("B 2..2 force_exit 50 -> 50");
}

#[test]
fn trap_07_a_trade_of_a_pair_that_ended_blocks_its_slot() {
    let blocked = sim()
        .set("max_open_trades", 1)
        .candles(
            "100 100 100 100
             100 100 100 100
             100 100 100 100 enter
             100 100 100 100 enter
             100 100 100 100",
        )
        .candles(
            "50 50 50 50 enter
             50 51 50 51
             51 51 51 51",
        );
    blocked.trades("B 1..2 force_exit 50 -> 51");
    let simulation = blocked.run();
    assert_eq!(simulation.counters.rejected_signals, 1);
    let third = simulation.backtest_start + 3 * 3_600_000;
    assert_eq!(simulation.rejected, [vec![third], vec![]]);
}

#[test]
fn trap_08_a_slot_that_becomes_free_is_used_in_the_same_step() {
    sim()
        .set("max_open_trades", 1)
        .candles(
            "100 100 100 100
             100 100 100 100
             100 100 100 100 enter
             101 101 101 101
             102 102 102 102",
        )
        .candles(
            "50 50 50 50 enter
             50 50 50 50
             50 50 50 50 exit
             51 51 51 51
             52 52 52 52",
        )
        .trades(
            "B 1..3 exit_signal 50 -> 51
             A 3..4 force_exit 101 -> 102",
        );
}

#[test]
fn trap_09_no_second_entry_on_the_candle_of_an_exit() {
    sim()
        .set("stoploss", -0.05)
        .candles(
            "100 100 100 100 enter
             100 100 100 100 enter
             100 100 90 95 enter
             95 96 95 96
             96 96 96 96",
        )
        .trades(
            "A 1..2 stop_loss 100 -> 95
             A 3..4 force_exit 95 -> 96",
        );
}

#[test]
fn an_exit_signal_on_the_same_candle_blocks_the_entry() {
    sim()
        .candles(
            "100 100 100 100 enter exit
             100 100 100 100 enter
             101 101 101 101
             102 102 102 102",
        )
        .trades("A 2..3 force_exit 101 -> 102");
}

#[test]
fn pairs_that_hold_a_trade_are_served_before_flat_ones() {
    // Both want an entry at row 3; B, which holds a trade until then, leaves it and cannot come back.
    sim()
        .set("max_open_trades", 1)
        .set("stoploss", -0.05)
        .candles(
            "100 100 100 100
             100 100 100 100
             100 100 100 100 enter
             101 101 101 101
             102 102 102 102",
        )
        .candles(
            "50 50 50 50 enter
             50 50 50 50
             50 50 50 50 enter
             50 50 40 45
             45 45 45 45",
        )
        .trades(
            "B 1..3 stop_loss 50 -> 47.5
             A 3..4 force_exit 101 -> 102",
        );
}

#[test]
fn the_tag_of_the_signal_names_the_trade() {
    let tagged = sim().candles(
        "100 100 100 100 enter=dip
         100 100 100 100 exit=done
         101 101 101 101
         101 101 101 101",
    );
    tagged.trades("A 1..2 done 100 -> 101");
    assert_eq!(tagged.run().trades[0].enter_tag, "dip");
}

#[test]
fn at_the_end_pairs_are_closed_in_the_order_in_which_they_began() {
    sim()
        .late(
            1,
            "100 100 100 100 enter
             100 100 100 100
             100 100 100 100",
        )
        .candles(
            "50 50 50 50
             50 50 50 50 enter
             50 50 50 50
             50 50 50 50",
        )
        .late(
            1,
            "20 20 20 20 enter
             20 20 20 20
             20 20 20 20",
        )
        .trades(
            "B 2..3 force_exit 50 -> 50
             A 2..3 force_exit 100 -> 100
             C 2..3 force_exit 20 -> 20",
        );
}
