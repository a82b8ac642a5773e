//! Entries on shorter candles inside those of the strategy.

use serde_json::json;

use crate::support::sim::{Sim, calm, sim};

fn stops() -> Sim {
    sim().set("stoploss", -0.1)
}

/// Asks to confirm each entry, and refuses it.
fn tries(sim: Sim) -> Sim {
    sim.asks("confirm_trade_entry", "note(ctx, \"tries\"); false")
}

#[test]
fn a_pair_is_not_entered_again_on_the_candle_on_which_its_trade_was_closed() {
    stops()
        .candles(&calm(&[(1, "enter")]))
        .detail("1:15 100 101 80 100")
        .trades("A 1..1:15 stop_loss 100 -> 90");
    stops()
        .answers("confirm_trade_entry", &[("1:00", "false")], "true")
        .candles(&calm(&[(1, "enter")]))
        .detail("1:30 100 101 80 100")
        .trades("A 1:15..1:30 stop_loss 100 -> 90");
    stops()
        .candles(&calm(&[(1, "enter"), (3, "enter")]))
        .detail("3:15 100 101 80 100")
        .trades("A 1..3:15 stop_loss 100 -> 90");
}

#[test]
fn the_next_candle_may_enter_again() {
    stops()
        .candles(&calm(&[(1, "enter"), (2, "enter")]))
        .detail("1:15 100 101 80 100")
        .trades("A 1..1:15 stop_loss 100 -> 90\nA 2..7 force_exit 100 -> 100");
}

#[test]
fn a_trade_that_was_opened_and_closed_on_one_short_candle_does_not_count() {
    stops()
        .candles(&calm(&[(1, "enter")]))
        .detail("1:00 100 101 80 100")
        .trades("A 1..1 stop_loss 100 -> 90\nA 1:15..7 force_exit 100 -> 100");
    stops()
        .answers("confirm_trade_entry", &[("1:00", "false")], "true")
        .candles(&calm(&[(1, "enter")]))
        .detail("1:15 100 101 80 100")
        .trades("A 1:15..1:15 stop_loss 100 -> 90\nA 1:30..7 force_exit 100 -> 100");
    // The pessimist's price of a trailing stop is that of the short candle of the entry.
    sim()
        .set("stoploss", -0.05)
        .set("trailing_stop", true)
        .candles(&calm(&[(1, "enter")]))
        .detail("1:00 100 104 97 100")
        .trades("A 1..1 trailing_stop_loss 100 -> 97\nA 1:15..7 force_exit 100 -> 100");
    // Without shorter candles there is nothing left of its candle.
    stops()
        .candles("100 101 99 100 enter\n 100 101 80 100\n 2x 100 101 99 100")
        .trades("A 1..1 stop_loss 100 -> 90");
}

#[test]
fn an_order_that_waits_is_a_trade_that_was_open() {
    let waits = |sim: Sim| {
        sim.set("stoploss", -0.1)
            .set("unfilledtimeout", json!({ "entry": 15 }))
            .asks("custom_entry_price", "98.5")
    };
    let refused = waits(sim())
        .asks("confirm_trade_entry", "note(ctx, \"tries\"); ctx.current_time.minute != 15");
    let refused = refused.candles(&calm(&[(2, "enter")])).detail("");
    refused.notes("2 tries\n2:15 tries");
    // An order of the candle before that is filled and stopped on one short candle, too.
    stops()
        .answers("custom_entry_price", &[(2, "97.0")], "()")
        .candles(&calm(&[(2, "enter"), (3, "enter")]))
        .detail("3:15 100 101 80 100")
        .trades("A 2..3:15 stop_loss 97 -> 87.3");
}

#[test]
fn an_entry_is_tried_again_on_each_short_candle() {
    tries(stops()).candles(&calm(&[(2, "enter")])).detail("").notes(
        "2 tries
         2:15 tries
         2:30 tries
         2:45 tries",
    );
    // At that candle's open.
    stops()
        .answers("confirm_trade_entry", &[("2:00", "false"), ("2:15", "false")], "true")
        .candles(&calm(&[(2, "enter")]))
        .detail("2:30 103 104 102 103")
        .trades("A 2:30..7 force_exit 103 -> 100");
}

#[test]
fn each_try_without_a_slot_counts() {
    let two = sim()
        .set("max_open_trades", 1)
        .candles(&calm(&[(2, "enter")]))
        .detail("")
        .candles(&calm(&[(2, "enter")]))
        .detail("");
    two.trades("A 2..7 force_exit 100 -> 100");
    two.counts("rejected_signals 4");
}

#[test]
fn an_order_that_is_given_up_is_placed_again_on_the_next_short_candle() {
    let waits = |minutes: i64| {
        stops()
            .set("unfilledtimeout", json!({ "entry": minutes }))
            .asks("custom_entry_price", "98.5")
            .asks("confirm_trade_entry", "note(ctx, \"tries\"); true")
            .candles(&calm(&[(2, "enter")]))
    };
    for minutes in [10, 15] {
        let never = waits(minutes).detail("");
        never.notes("2 tries\n2:15 tries\n2:30 tries\n2:45 tries");
        never.counts("timedout_entry_orders 4");
    }
    let filled = waits(16).detail("2:45 99 99 98 99");
    filled.orders(
        "A 2:30..2:45 buy 1.015228426395939 @ 98.5\nA 7..7 sell 1.015228426395939 @ 100 force_exit",
    );
    filled.counts("timedout_entry_orders 1");
    filled.trades("A 2:30..7 force_exit 98.5 -> 100");
}

#[test]
fn an_order_without_a_price_is_taken_away_and_placed_again() {
    let taken = sim()
        .asks("custom_entry_price", "98.5")
        .asks("adjust_entry_price", "note(ctx, \"gone\"); ()")
        .candles(&calm(&[(2, "enter")]))
        .detail("");
    taken.notes("2:15 gone\n2:30 gone\n2:45 gone\n3 gone");
    taken.counts("canceled_entry_orders 4, canceled_trade_entries 4");
}

#[test]
fn a_stake_is_asked_for_anew_at_the_open_of_each_short_candle() {
    let asked = sim()
        .answers("custom_stake_amount", &[("2:45", "100")], "note(ctx, `${ctx.current_rate}`); 0")
        .candles(&calm(&[(2, "enter")]))
        .detail("2:15 100.5 101 99 100\n 2:45 99.5 101 99 100");
    asked.notes("2 100.0\n2:15 100.5\n2:30 100.0");
    asked.trades("A 2:45..7 force_exit 99.5 -> 100");
}

#[test]
fn an_entry_signal_expires_when_more_than_its_time_has_passed() {
    let holds = |seconds: i64| {
        let sim = sim().set("ignore_buying_expired_candle_after", seconds);
        tries(sim).candles(&calm(&[(2, "enter")]))
    };
    let first = "2 tries";
    holds(900).detail("").notes("2 tries\n2:15 tries");
    holds(899).detail("").notes(first);
    holds(1_800).detail("").notes("2 tries\n2:15 tries\n2:30 tries");
    holds(1).detail("").notes(first);
    // 0 is not at once, but never.
    holds(0).detail("").notes("2 tries\n2:15 tries\n2:30 tries\n2:45 tries");
    // The time that counts is that of the place of a candle, not its own.
    holds(900).detail("..2:30 -").notes("2:30 tries\n2:45 tries");
    holds(899).detail("..2:30 -").notes("2:30 tries");
    // Without shorter candles it has no effect.
    holds(1).notes(first);
}

#[test]
fn a_signal_that_has_expired_still_holds_a_target_back_and_its_exit_goes_on() {
    let held = sim()
        .set("ignore_buying_expired_candle_after", 1)
        .set("ignore_roi_if_entry_signal", true)
        .roi(&[("0", 0.02)])
        .candles(&calm(&[(1, "enter"), (3, "enter")]))
        .detail("3:30 100.4 104 99 100\n 4:15 100.4 104 99 100");
    held.trades("A 1..4:15 roi 100 -> 102");
    sim()
        .set("ignore_buying_expired_candle_after", 1)
        .answers("confirm_trade_exit", &[("3:45", "true")], "false")
        .candles(&calm(&[(1, "enter"), (3, "exit")]))
        .detail("")
        .trades("A 1..3:45 exit_signal 100 -> 100");
}

#[test]
fn a_reversal_comes_at_the_open_of_its_short_candle() {
    let reverses = |detail: &str| {
        stops().futures().candles(&calm(&[(1, "enter"), (3, "short")])).detail(detail)
    };
    reverses("3:30 95 101 80 95").orders(
        "A 1..1 buy 1 @ 100
         A 3:30..3:30 sell 1 @ 90 stop_loss
         A 3:30..3:30 sell 1.0526315789473684 @ 95
         A 7..7 buy 1.0526315789473684 @ 100 force_exit",
    );
}

#[test]
fn the_trade_of_a_reversal_lives_on_and_ends_its_candle_when_it_is_closed() {
    let reverses = |detail: &str, expected: &str| {
        stops()
            .futures()
            .candles(&calm(&[(1, "enter"), (3, "short")]))
            .detail(detail)
            .trades(expected);
    };
    let stopped = "A 1..3:15 stop_loss 100 -> 90\n";
    reverses(
        "3:15 100 101 80 100\n 3:45 100 120 99 100",
        &format!("{stopped}A short 3:15..3:45 stop_loss 100 -> 110"),
    );
    reverses(
        "3:15 100 101 80 100\n 3:30 100 120 99 100",
        &format!("{stopped}A short 3:15..3:30 stop_loss 100 -> 110"),
    );
    reverses("3:15 100 120 80 100", &format!("{stopped}A short 3:15..3:15 stop_loss 100 -> 110"));
    reverses(
        "3:30 95 120 80 95",
        "A 1..3:30 stop_loss 100 -> 90\nA short 3:30..3:30 stop_loss 95 -> 104.5",
    );
}

#[test]
fn a_reversal_that_is_refused_is_not_asked_about_again() {
    let refused = stops()
        .futures()
        .asks("confirm_trade_entry", "note(ctx, ctx.side); ctx.side == \"long\"")
        .candles(&calm(&[(1, "enter"), (3, "short")]))
        .detail("3:15 100 101 80 100");
    refused.notes("1 long\n3:15 short");
    refused.trades("A 1..3:15 stop_loss 100 -> 90");
}

#[test]
fn a_reversal_needs_a_signal_that_has_not_expired_and_no_second_slot() {
    let reverses =
        |sim: Sim| sim.candles(&calm(&[(1, "enter"), (3, "short")])).detail("3:15 100 101 80 100");
    reverses(stops().futures().set("ignore_buying_expired_candle_after", 1))
        .trades("A 1..3:15 stop_loss 100 -> 90");
    reverses(stops().futures().set("max_open_trades", 1)).trades(
        "A 1..3:15 stop_loss 100 -> 90
         A short 3:15..7 force_exit 100 -> 100",
    );
}

#[test]
fn stacked_pairs_have_a_trade_more_on_each_short_candle() {
    let stacked = |slots: i64| {
        sim()
            .set("position_stacking", true)
            .set("max_open_trades", slots)
            .candles(&calm(&[(2, "enter")]))
            .detail("")
    };
    stacked(6).trades(
        "A 2..7 force_exit 100 -> 100
         A 2:15..7 force_exit 100 -> 100
         A 2:30..7 force_exit 100 -> 100
         A 2:45..7 force_exit 100 -> 100",
    );
    assert_eq!(stacked(3).run().trades.len(), 3);
    stacked(3).counts("rejected_signals 1");
    let once = sim().set("position_stacking", true).set("ignore_buying_expired_candle_after", 1);
    once.candles(&calm(&[(2, "enter")])).detail("").trades("A 2..7 force_exit 100 -> 100");
}

#[test]
fn a_stacked_pair_goes_on_while_any_of_its_trades_is_open() {
    // Three trades of row 1. One is closed at 4:15 after the entry had no slot, and 4:30 has one.
    let goes_on = sim()
        .set("position_stacking", true)
        .set("max_open_trades", 3)
        .asks(
            "custom_exit",
            "ctx.current_time.hour == 4 && ctx.current_time.minute == 15
                 && ctx.trade.open_date.minute == 0",
        )
        .candles(&calm(&[(1, "enter"), (4, "enter")]))
        .detail("");
    goes_on.trades(
        "A 1..4:15 custom_exit 100 -> 100
         A 1:15..7 force_exit 100 -> 100
         A 1:30..7 force_exit 100 -> 100
         A 4:30..7 force_exit 100 -> 100",
    );
    goes_on.counts("rejected_signals 4");
    // With the last one closed it is ignored, unless that one was opened on the same short candle.
    let one = |detail: &str| {
        stops()
            .set("position_stacking", true)
            .set("max_open_trades", 1)
            .candles(&calm(&[(1, "enter")]))
            .detail(detail)
    };
    one("1:15 100 101 80 100").trades("A 1..1:15 stop_loss 100 -> 90");
    one("1:00 100 101 80 100")
        .trades("A 1..1 stop_loss 100 -> 90\nA 1:15..7 force_exit 100 -> 100");
}
