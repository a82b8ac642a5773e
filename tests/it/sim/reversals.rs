//! A trade of the other side on the candle on which one was closed.

use serde_json::json;

use crate::support::sim::{Sim, sim};

/// A long trade with a stop at 95 from row 1 on, and a candle on row 3 at whose open these words are acted on.
fn long_until(words: &str, candle: &str) -> String {
    format!(
        "100 101 99 100 enter
         100 101 99 100
         100 101 99 100 {words}
         {candle}
         2x 100 101 99 100"
    )
}

fn reverses() -> Sim {
    sim().futures().set("stoploss", -0.05)
}

const STOPPED: &str = "100 101 90 100";

#[test]
fn trap_09_a_stop_makes_room_for_a_short_trade_at_the_open_of_its_candle() {
    reverses().candles(&long_until("short", STOPPED)).trades(
        "A 1..3 stop_loss 100 -> 95
         A short 3..5 force_exit 100 -> 100",
    );
    reverses()
        .candles(
            "100 101 99 100 short
             100 101 99 100
             100 101 99 100 enter
             100 110 99 100
             2x 100 101 99 100",
        )
        .trades(
            "A short 1..3 stop_loss 100 -> 105
             A 3..5 force_exit 100 -> 100",
        );
}

#[test]
fn the_same_side_is_not_entered_again_on_that_candle() {
    reverses().candles(&long_until("enter", STOPPED)).trades("A 1..3 stop_loss 100 -> 95");
}

#[test]
fn an_exit_signal_or_a_target_makes_room_as_well() {
    reverses().candles(&long_until("exit short", "100 101 99 100")).trades(
        "A 1..3 exit_signal 100 -> 100
         A short 3..5 force_exit 100 -> 100",
    );
    reverses().roi(&[("0", 0.02)]).candles(&long_until("short", "100 103 99 100")).trades(
        "A 1..3 roi 100 -> 102
         A short 3..5 force_exit 100 -> 100",
    );
}

#[test]
fn the_new_trade_is_looked_at_on_the_same_candle() {
    reverses().roi(&[("0", 0.02)]).candles(&long_until("short", "100 103 97 99")).trades(
        "A 1..3 roi 100 -> 102
         A short 3..3 roi 100 -> 98",
    );
    reverses().candles(&long_until("short", "100 106 94 100")).trades(
        "A 1..3 stop_loss 100 -> 95
         A short 3..3 stop_loss 100 -> 105",
    );
}

#[test]
fn a_short_entry_beside_its_own_exit_makes_no_trade() {
    reverses()
        .candles(&long_until("exit short exit_short", "100 101 99 100"))
        .trades("A 1..3 exit_signal 100 -> 100");
}

#[test]
fn an_exit_that_waited_makes_room_on_the_candle_that_fills_it() {
    reverses()
        .answers("custom_exit_price", &[(3, "105.0")], "()")
        .candles(
            "100 101 99 100 enter
             100 101 99 100
             100 101 99 100 exit
             100 101 99 100
             100 101 99 100 short
             100 106 99 100
             100 101 99 100",
        )
        .trades(
            "A 1..5 exit_signal 100 -> 105
             A short 5..5 stop_loss 100 -> 105",
        );
}

#[test]
fn a_lock_of_both_sides_holds_it_back_and_one_of_the_first_side_does_not() {
    let candles = "100 101 99 100 enter
                   100 101 99 100
                   100 101 99 100 short
                   100 101 90 100 short
                   2x 100 101 99 100 short
                   100 101 99 100";
    reverses()
        .protections(json!([{ "method": "CooldownPeriod", "stop_duration": 60 }]))
        .candles(candles)
        .trades(
            "A 1..3 stop_loss 100 -> 95
             A short 5..6 force_exit 100 -> 100",
        );
    let guard = json!([{
        "method": "StoplossGuard", "trade_limit": 1, "only_per_side": true, "only_per_pair": true,
        "stop_duration": 60, "lookback_period": 600,
    }]);
    reverses().protections(guard).candles(candles).trades(
        "A 1..3 stop_loss 100 -> 95
         A short 3..6 force_exit 100 -> 100",
    );
}

#[test]
fn it_takes_the_slot_that_was_freed_before_flat_pairs_can() {
    let both = reverses()
        .set("max_open_trades", 1)
        .candles("2x 100 101 99 100\n 100 101 99 100 enter\n 3x 100 101 99 100")
        .candles(&long_until("short", STOPPED));
    both.trades(
        "B 1..3 stop_loss 100 -> 95
         B short 3..5 force_exit 100 -> 100",
    );
    both.counts("rejected_signals 1");
}

#[test]
fn it_must_be_paid_like_any_other() {
    // 950.5 are left.
    let poor = reverses().config("stake_amount", 990).candles(&long_until("short", STOPPED));
    poor.trades("A 1..3 stop_loss 100 -> 95");
    poor.counts("");
}

#[test]
fn the_last_candle_of_all_has_none_and_the_pairs_own_last_one_may() {
    let ends = "100 101 99 100 enter\n 100 101 99 100\n 100 101 99 100 short\n 100 101 90 100";
    reverses().candles(ends).trades("A 1..3 stop_loss 100 -> 95");
    reverses().candles(ends).candles("6x 100 101 99 100").trades(
        "A 1..3 stop_loss 100 -> 95
         A short 3..3 force_exit 100 -> 100",
    );
}

#[test]
fn stacked_trades_are_not_reversed() {
    let stacked = |slots: i64| {
        reverses()
            .set("position_stacking", true)
            .set("max_open_trades", slots)
            .candles(&long_until("short", STOPPED))
    };
    stacked(1).trades("A 1..3 stop_loss 100 -> 95");
    stacked(1).counts("rejected_signals 1");
    // The entry of a candle comes before its exits.
    stacked(2).trades(
        "A 1..3 stop_loss 100 -> 95
         A short 3..5 force_exit 100 -> 100",
    );
}

#[test]
fn a_long_entry_that_is_given_up_counts_as_closed() {
    let refused = sim()
        .futures()
        .set("unfilledtimeout", json!({ "entry": 60 }))
        .asks("custom_entry_price", "if ctx.side == \"long\" { 90.0 }")
        .asks("confirm_trade_entry", "note(ctx, ctx.side); ctx.side == \"long\"")
        .candles(
            "100 101 99 100\n 100 101 99 100 enter\n 100 101 99 100 short\n 3x 100 101 99 100",
        );
    refused.notes("2 long\n3 short\n3 short");
    refused.trades("");
    refused.counts("timedout_entry_orders 1");
}

#[test]
fn a_trade_that_stays_open_is_not_reversed() {
    let stays = reverses().candles(&long_until("short", "100 101 95.01 100"));
    stays.trades("A 1..5 force_exit 100 -> 100");
    stays.counts("");
}
