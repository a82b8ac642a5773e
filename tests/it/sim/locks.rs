//! Pairs that the strategy locks itself.

use crate::support::sim::{Sim, sim};

/// From row 3 on every candle asks for an entry: the first one is at row 4.
const ASKED_FROM_FOUR: &str = "3x 100 101 99 100
     12x 100 101 99 100 enter";

/// The strategy does something at the beginning of row 4.
fn at_four(what: &str) -> Sim {
    sim().asks("bot_loop_start", &format!("if ctx.current_time.hour == 4 {{ {what}; }}"))
}

/// The row of the first entry of a pair.
fn entry(sim: &Sim, pair: &str) -> Option<i64> {
    let simulation = sim.run();
    let first = simulation.trades.iter().find(|trade| trade.pair == pair)?;
    Some((first.open_date - simulation.backtest_start) / 3_600_000)
}

#[test]
fn a_lock_ends_with_the_candle_after_the_one_in_which_it_was_to_end() {
    for (minutes, ends, first) in [
        // Over already: it is there, and holds nothing back.
        (-180, 2, 4),
        (-61, 3, 4),
        (-60, 4, 4),
        (0, 5, 5),
        (1, 5, 5),
        (120, 7, 7),
        (150, 7, 7),
        (180, 8, 8),
    ] {
        let locked = at_four(&format!("lock_pair(\"A/USDT\", ctx.current_time + {minutes})"));
        let locked = locked.candles(ASKED_FROM_FOUR);
        locked.locks(&format!("A 4..{ends}"));
        assert_eq!(entry(&locked, "A/USDT"), Some(first), "{minutes}");
    }
}

#[test]
fn a_lock_is_of_one_pair_or_of_all_and_of_one_side_or_both() {
    let until_eight = |pair: &str, more: &str| {
        let lock = format!("lock_pair(\"{pair}\", ctx.current_time + 180{more})");
        at_four(&lock).candles(ASKED_FROM_FOUR).candles(ASKED_FROM_FOUR)
    };
    for (pair, more, a, b) in [
        ("A/USDT", "", 8, 4),
        ("B/USDT", "", 4, 8),
        ("*", "", 8, 8),
        ("C/USDT", "", 4, 4),
        ("A/USDT", ", \"why\"", 8, 4),
        ("A/USDT", ", \"\", \"long\"", 8, 4),
        ("A/USDT", ", \"\", \"*\"", 8, 4),
        ("A/USDT", ", \"\", \"short\"", 4, 4),
        ("*", ", \"\", \"short\"", 4, 4),
        ("*", ", \"\", \"long\"", 8, 8),
    ] {
        let locked = until_eight(pair, more);
        let entries = (entry(&locked, "A/USDT"), entry(&locked, "B/USDT"));
        assert_eq!(entries, (Some(a), Some(b)), "{pair}{more}");
        assert_eq!(locked.run().locks.len(), 1, "{pair}{more}");
    }
    until_eight("C/USDT", "").locks("C 4..8");
    until_eight("*", ", \"\", \"long\"").locks("* 4..8 long");
    assert_eq!(until_eight("A/USDT", ", \"why\"").run().locks[0].reason, "why");
}

#[test]
fn a_lock_of_no_pair_or_no_side_is_an_error() {
    for (lock, word) in [
        ("lock_pair(\"A\", ctx.current_time)", "`A`"),
        ("lock_pair(\"\", ctx.current_time)", "pair"),
        ("lock_pair(\"A/USDT\", ctx.current_time, \"\", \"up\")", "`up`"),
    ] {
        let fault = at_four(lock).candles(ASKED_FROM_FOUR).fault();
        assert!(fault.contains(word) && fault.contains("bot_loop_start"), "{fault}");
    }
}

#[test]
fn locks_of_the_strategy_are_all_kept_in_their_order() {
    let lock = |minutes: i64| format!("lock_pair(\"A/USDT\", ctx.current_time + {minutes}); ");
    let twice = at_four(&[lock(240), lock(60), lock(60)].concat()).candles(ASKED_FROM_FOUR);
    twice.locks(
        "A 4..9
         A 4..6
         A 4..6",
    );
    assert_eq!(entry(&twice, "A/USDT"), Some(9));
}

#[test]
fn a_locked_signal_is_not_counted_with_or_without_a_slot() {
    // B has the only slot from row 2 on; A is locked until row 7, and finds none from then on.
    let locked = at_four("lock_pair(\"A/USDT\", ctx.current_time + 120)")
        .set("max_open_trades", 1)
        .candles("3x 100 101 99 100\n 6x 100 101 99 100 enter\n 2x 100 101 99 100")
        .candles("100 101 99 100\n 100 101 99 100 enter\n 9x 100 101 99 100");
    locked.trades("B 2..10 force_exit 100 -> 100");
    locked.counts("rejected_signals 3");
}

#[test]
fn a_lock_holds_neither_additions_nor_orders_that_wait() {
    let locked_from = |row: i64| {
        let lock = "lock_pair(\"*\", ctx.current_time + 6000)";
        sim()
            .asks("bot_loop_start", &format!("if ctx.current_time.hour >= {row} {{ {lock}; }}"))
            .answers("custom_entry_price", &[(1, "80.0")], "()")
            .answers("adjust_entry_price", &[(3, "100.0")], "ctx.current_order_rate")
            .adjusts(&[(4, "50.0")])
            .candles("100 101 99 100 enter=E\n 5x 100 101 99 100")
    };
    locked_from(1).trades("");
    locked_from(2).orders(
        "A 3..3 buy 1 @ 100
         A 4..4 buy 0.5 @ 100
         A 5..5 sell 1.5 @ 100 force_exit",
    );
}

#[test]
fn a_lock_from_the_fill_of_an_exit_holds_the_entries_after_it() {
    let locked = sim()
        .asks(
            "order_filled",
            "if !ctx.order.is_entry { lock_pair(ctx.pair, ctx.current_time + 60) }",
        )
        .candles(
            "100 101 99 100 enter
             2x 100 101 99 100
             100 101 99 100 exit
             6x 100 101 99 100 enter",
        );
    locked.trades(
        "A 1..4 exit_signal 100 -> 100
         A 6..9 force_exit 100 -> 100",
    );
    locked.locks(
        "A 4..6
         A 9..11",
    );
}

#[test]
fn a_lock_from_any_callback_holds_pairs_that_come_later_on_the_same_candle() {
    for callback in ["custom_exit", "custom_stoploss", "custom_roi"] {
        let body = "if ctx.current_time.hour == 4 { lock_pair(\"*\", ctx.current_time + 60); } ()";
        let locked = sim()
            .asks(callback, body)
            .candles("100 101 99 100 enter\n 9x 100 101 99 100")
            .candles("3x 100 101 99 100\n 5x 100 101 99 100 enter\n 2x 100 101 99 100");
        assert_eq!(entry(&locked, "B/USDT"), Some(6), "{callback}");
    }
}

#[test]
fn a_later_lock_of_the_strategy_makes_that_of_a_protection_superfluous() {
    let with = |minutes: i64| {
        at_four(&format!("lock_pair(\"A/USDT\", ctx.current_time + {minutes})"))
            .protections(serde_json::json!([{ "method": "CooldownPeriod" }]))
            .candles(
                "100 101 99 100 enter
                 3x 100 101 99 100
                 100 101 99 100 exit
                 5x 100 101 99 100",
            )
    };
    // The cooldown of the exit at row 5 is asked for until row 6.
    with(120).locks("A 4..7");
    with(60).locks(
        "A 4..6
         A 5..7",
    );
    // Without protections the strategy's own hold as well.
    let alone = with(600).config("enable_protections", false);
    alone.locks("A 4..15");
}

#[test]
fn a_lock_for_ever_holds_for_ever_and_one_that_was_over_long_ago_holds_nothing() {
    for (minutes, first) in
        [("1e300", None), ("9e18", None), ("0.0 / 0.0", Some(5)), ("-1e300", Some(4))]
    {
        let locked = at_four(&format!("lock_pair(\"*\", ctx.current_time + {minutes})"));
        let locked = locked.candles(ASKED_FROM_FOUR);
        assert_eq!(entry(&locked, "A/USDT"), first, "{minutes}");
    }
}
