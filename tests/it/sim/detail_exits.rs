//! Exits on shorter candles inside those of the strategy, and what is seen of them.

use serde_json::json;

use crate::support::sim::{Sim, calm, sim};

/// A long trade from 1:00 on, of which these short candles are seen.
fn held(sim: Sim, detail: &str) -> Sim {
    sim.candles(&calm(&[(1, "enter")])).detail(detail)
}

#[test]
fn a_stop_is_hit_on_the_short_candle_that_reaches_it() {
    held(sim().set("stoploss", -0.1), "3:15 100 101 80 100")
        .trades("A 1..3:15 stop_loss 100 -> 90");
    // The long candle around them says nothing.
    sim()
        .set("stoploss", -0.1)
        .candles("100 101 99 100 enter\n 100 101 99 100\n 100 101 80 100\n 100 101 99 100")
        .detail(
            "2 100 101 99 100\n 2:15 100 101 99 100\n 2:30 100 101 99 100\n 2:45 100 101 99 100",
        )
        .trades("A 1..3 force_exit 100 -> 100");
    // A target before the stop is reached first.
    held(sim().set("stoploss", -0.1).roi(&[("0", 0.02)]), "3 100 103 99 100\n 3:15 100 101 80 100")
        .trades("A 1..3 roi 100 -> 102");
}

#[test]
fn spot_and_futures_are_followed_alike() {
    let both = |sim: Sim| held(sim.set("stoploss", -0.1), "3:15 100 101 80 100");
    both(sim()).trades("A 1..3:15 stop_loss 100 -> 90");
    both(sim().futures()).trades("A 1..3:15 stop_loss 100 -> 90");
    let liquidated = sim().futures().leverage("10.0");
    held(liquidated, "3:45 100 101 90.55 100").trades("A 1..3:45 liquidation 100 -> 90.93");
}

#[test]
fn an_exit_signal_is_tried_again_on_each_short_candle() {
    let signal = |sim: Sim| sim.candles(&calm(&[(1, "enter"), (3, "exit")]));
    signal(sim().answers("confirm_trade_exit", &[("3:45", "true")], "false"))
        .detail("3:45 100.4 101 99 100")
        .trades("A 1..3:45 exit_signal 100 -> 100.4");
    let earns = sim()
        .set("exit_profit_only", true)
        .set("exit_profit_offset", 0.02)
        .asks("custom_exit", "if ctx.current_time.hour == 3 { note(ctx, \"asked\"); } false");
    let earns = signal(earns).detail("3:15 102 104 101 103\n 3:30 103 104 102 103");
    earns.trades("A 1..3:30 exit_signal 100 -> 103");
    // Where there is a signal nothing else is asked.
    earns.notes("");
    let waits = sim()
        .set("unfilledtimeout", json!({ "exit": 10 }))
        .asks("custom_exit_price", "note(ctx, `${ctx.proposed_rate}`); 105.0");
    let waits = signal(waits).detail("3:30 103 106 102 103");
    waits.trades("A 1..3:30 exit_signal 100 -> 105");
    waits.notes("3 100.0\n3:15 100.0\n3:30 103.0");
    waits.counts("timedout_exit_orders 2");
}

#[test]
fn steps_of_targets_begin_with_candles_of_the_strategy() {
    let target = |roi: &[(&str, f64)], detail: &str, expected: &str| {
        held(sim().roi(roi), detail).trades(expected);
    };
    let half = [("0", 0.5), ("30", 0.02)];
    target(&half, "1:30 103 104 102.5 103", "A 1..1:30 roi 100 -> 102.5");
    let hour = [("0", 0.5), ("60", 0.02)];
    target(&hour, "2 103 104 101 103", "A 1..2 roi 100 -> 103");
    target(&[("30", -1.0)], "1:30 100.5 104 99.2 103", "A 1..1:30 roi 100 -> 99.2");
    target(&[("60", -1.0)], "2 100.5 104 99.2 103", "A 1..2 roi 100 -> 100.5");
    // An hour after an entry at 1:15.
    sim()
        .roi(&hour)
        .answers("confirm_trade_entry", &[("1:00", "false")], "true")
        .candles(&calm(&[(1, "enter")]))
        .detail("2:15 103 104 101 103")
        .trades("A 1:15..2:15 roi 100 -> 103");
}

#[test]
fn only_the_short_candle_of_the_entry_is_that_of_the_entry() {
    let trails = |detail: &str, expected: &str| {
        held(sim().set("stoploss", -0.05).set("trailing_stop", true), detail).trades(expected);
    };
    trails("1:15 100 104 97 100", "A 1..1:15 trailing_stop_loss 100 -> 98.8");
    // A price before a better entry is none, but on that candle only.
    let better = |detail: &str, expected: &str| {
        let sim =
            sim().roi(&[("0", 0.01)]).answers("custom_entry_price", &[("1:00", "98.5")], "()");
        held(sim, detail).trades(expected);
    };
    better(
        "1 100 101 98 98.2\n 1:15 98 99.5 97 98\n 1:30 98 98.4 97 98",
        "A 1..1:15 roi 98.5 -> 99.49",
    );
}

#[test]
fn pairs_are_looked_at_in_an_order_that_is_made_for_each_short_candle() {
    let enters = |row| calm(&[(row, "enter")]);
    let order = sim()
        .asks(
            "confirm_trade_entry",
            "if ctx.current_time.hour == 2 { note(ctx, `${ctx.pair} tries`); }
             let from = switch ctx.pair { \"A/USDT\" => 30, \"B/USDT\" => 0, _ => 15 };
             ctx.current_time.minute >= from",
        )
        .asks("custom_exit", "if ctx.current_time.hour == 2 { note(ctx, ctx.pair); } false")
        .candles(&enters(2))
        .detail("")
        .candles(&enters(1))
        .detail("")
        .candles(&enters(2))
        .detail("");
    order.notes(
        "2 B/USDT
         2 A/USDT tries
         2 C/USDT tries
         2:15 B/USDT
         2:15 A/USDT tries
         2:15 C/USDT tries
         2:15 C/USDT
         2:30 B/USDT
         2:30 C/USDT
         2:30 A/USDT tries
         2:30 A/USDT
         2:45 B/USDT
         2:45 C/USDT
         2:45 A/USDT",
    );
}

#[test]
fn a_slot_that_is_freed_is_used_on_the_same_short_candle() {
    let freed = sim()
        .set("max_open_trades", 1)
        .asks(
            "custom_exit",
            "ctx.pair == \"B/USDT\" && ctx.current_time.hour == 2 && ctx.current_time.minute == 15",
        )
        .candles(&calm(&[(2, "enter")]))
        .detail("")
        .candles(&calm(&[(1, "enter")]))
        .detail("");
    freed.trades("B 1..2:15 custom_exit 100 -> 100\nA 2:15..7 force_exit 100 -> 100");
    freed.counts("rejected_signals 1");
}

/// Asks to confirm each entry of a pair without short candles, beside one that has them.
fn beside(words: &[(usize, &str)], sim: Sim) -> Sim {
    sim.candles(&calm(words)).candles(&calm(&[])).detail("")
}

#[test]
fn a_pair_without_short_candles_is_looked_at_once() {
    let tries = "note(ctx, \"tries\"); false";
    beside(&[(2, "enter")], sim().asks("confirm_trade_entry", tries)).notes("2 tries");
    let exits = "note(ctx, \"looks\"); false";
    let looks = beside(&[(5, "enter")], sim().asks("custom_exit", exits));
    looks.notes("5 looks\n6 looks\n7 looks");
    // Its orders are not given up in between.
    let waits =
        sim().set("unfilledtimeout", json!({ "entry": 15 })).asks("custom_entry_price", "98.5");
    beside(&[(2, "enter")], waits).counts("timedout_entry_orders 1");
    // It is not entered on the last candle.
    beside(&[(7, "enter")], sim()).trades("");
}

#[test]
fn where_short_candles_are_missing_later_ones_come_earlier() {
    let tries = |words: &[(usize, &str)], detail: &str| {
        sim()
            .asks("confirm_trade_entry", "note(ctx, \"tries\"); false")
            .candles(&calm(words))
            .detail(detail)
    };
    // They begin at 2:30: those two are all there is of that candle.
    tries(&[(2, "enter")], "..2:30 -").notes("2:30 tries\n2:45 tries");
    tries(&[(1, "enter")], "..2:30 -").notes("1 tries");
    // They end with 2:15.
    tries(&[(2, "enter"), (3, "enter")], "2:30.. -").notes("2 tries\n2:15 tries\n3 tries");
    // A trade of a candle that has none is followed on those that come.
    let entered = |detail: &str| {
        sim()
            .asks("custom_exit", "if ctx.current_time.hour < 4 { note(ctx, \"looks\"); } false")
            .candles(&calm(&[(1, "enter")]))
            .detail(detail)
    };
    entered("..2:30 -").notes(
        "1 looks
         2:30 looks
         2:45 looks
         3 looks
         3:15 looks
         3:30 looks
         3:45 looks",
    );
    // The place decides when it is looked at: before 2:00 of the other pair.
    let two = sim()
        .asks("confirm_trade_entry", "note(ctx, ctx.pair); false")
        .candles(&calm(&[(2, "enter")]))
        .detail("..2:30 -")
        .candles(&calm(&[(2, "enter")]))
        .detail("");
    two.notes(
        "2:30 A/USDT
         2 B/USDT
         2:45 A/USDT
         2:15 B/USDT
         2:30 B/USDT
         2:45 B/USDT",
    );
}

#[test]
fn trap_29_the_last_candle_may_enter_on_its_later_short_candles() {
    let last = |detail: &str| sim().candles(&calm(&[(7, "enter")])).detail(detail);
    let negative = last("7:15 103 104 102 103\n 7:30 102 105 101 102");
    // The end is the open of the candle around it.
    negative.trades("A 7:15..7 force_exit 103 -> 100");
    assert_eq!(negative.trade().trade_duration(), -15);
    // 7:15 to 7:45 were seen.
    let trade = negative.trade();
    assert_eq!((trade.min_rate, trade.max_rate), (Some(99.0), Some(105.0)));
    // Not at its first time, whatever short candle has its place.
    last("7..7:30 -").trades("A 7:45..7 force_exit 100 -> 100");
    let stopped = sim().set("stoploss", -0.1).candles(&calm(&[(7, "enter")]));
    let stopped = stopped.detail("7:45 100 101 80 100");
    stopped.trades("A 7:15..7:45 stop_loss 100 -> 90");
    assert_eq!(stopped.trade().trade_duration(), 30);
    // An order that waits is none.
    let waits = sim().asks("custom_entry_price", "90.0").candles(&calm(&[(7, "enter")]));
    waits.detail("").trades("");
}

#[test]
fn the_end_is_a_price_of_the_long_candle() {
    // 120 lies in the long candle alone.
    let ends = "100 101 99 100\n 5x 100 101 99 100\n 100 101 99 100 enter\n 120 121 119 120";
    sim().candles(ends).detail("7:15 103 104 102 103").trades("A 7:15..7 force_exit 103 -> 120");
}

#[test]
fn an_older_trade_is_followed_to_the_end_of_the_last_candle() {
    let exits = sim().answers("custom_exit", &[("7:30", "true")], "false");
    let trade = held(exits, "");
    trade.trades("A 1..7:30 custom_exit 100 -> 100");
    assert_eq!(trade.trade().trade_duration(), 390);
}

#[test]
fn the_last_candle_reverses_on_its_later_short_candles() {
    let reverses = |detail: &str| {
        sim()
            .futures()
            .set("stoploss", -0.1)
            .candles(&calm(&[(1, "enter"), (7, "short")]))
            .detail(detail)
    };
    reverses("7 100 101 80 100").trades("A 1..7 stop_loss 100 -> 90");
    reverses("7:15 100 101 80 100").trades(
        "A 1..7:15 stop_loss 100 -> 90
         A short 7:15..7 force_exit 100 -> 100",
    );
}

#[test]
fn a_trade_that_ends_before_it_began_pays_nothing() {
    let negative = sim().futures().candles(&calm(&[(7, "enter")])).detail("");
    let negative = negative.hourly_funding(0.01);
    negative.trades("A 7:15..7 force_exit 100 -> 100");
    assert_eq!(negative.funding_fees(), [0.0]);
}

#[test]
fn full_hours_are_paid_on_their_short_candle() {
    let pays = |sim: Sim, detail: &str| held(sim.futures(), detail).hourly_funding(0.01);
    let noted = sim().asks(
        "custom_exit",
        "if ctx.current_time.hour == 2 { note(ctx, `${ctx.current_profit}`); } false",
    );
    pays(noted, "").notes("2 -0.02\n2:15 -0.02\n2:30 -0.02\n2:45 -0.02");
    let stopped = pays(sim().set("stoploss", -0.1), "3:45 100 101 80 100");
    assert_eq!(stopped.funding_fees(), [-3.0]);
    // An addition that waits makes the profit forget it until the next hour.
    let waits = sim()
        .futures()
        .answers("custom_entry_price", &[("3:15", "90.0")], "()")
        .set("position_adjustment_enable", true)
        .answers("adjust_trade_position", &[("3:15", "50")], "()")
        .asks(
            "custom_exit",
            "if ctx.current_time.hour > 2 { note(ctx, `${ctx.current_profit}`); } false",
        )
        .candles("100 101 99 100 enter\n 4x 100 101 99 100")
        .detail("4:15.. -")
        .hourly_funding(0.01);
    waits.notes("3 -0.03\n3:15 0.0\n3:30 0.0\n3:45 0.0\n4 -0.04");
    // Orders between hours pay no hour twice: 1 until 2:15, then 2 at 3:00 and 4:00.
    let adds = sim()
        .futures()
        .set("position_adjustment_enable", true)
        .answers("adjust_trade_position", &[("2:15", "100")], "()")
        .answers("confirm_trade_entry", &[("1:00", "false")], "true")
        .candles(&calm(&[(1, "enter"), (5, "exit")]))
        .detail("")
        .funding(&[(1, 0.01, 100.0), (2, 0.01, 100.0), (3, 0.01, 100.0), (4, 0.01, 100.0)]);
    adds.trades("A 1:15..5 exit_signal 100 -> 100");
    assert_eq!(adds.funding_fees(), [-5.0]);
}

#[test]
fn locks_are_counted_in_candles_of_the_strategy_from_the_short_one() {
    let words = [(1, "enter"), (4, "enter"), (5, "enter"), (6, "enter")];
    for (minutes, next) in [(0, "4"), (15, "4"), (60, "5"), (90, "5")] {
        let cooldown = json!([{ "method": "CooldownPeriod", "stop_duration": minutes }]);
        sim()
            .set("stoploss", -0.1)
            .protections(cooldown)
            .candles(&calm(&words))
            .detail("3:15 100 101 80 100")
            .trades(&format!(
                "A 1..3:15 stop_loss 100 -> 90
                 A {next}..7 force_exit 100 -> 100"
            ));
    }
}

#[test]
fn a_lock_holds_from_the_short_candle_on_which_it_is_put() {
    let locked = sim()
        .asks("confirm_trade_entry", "note(ctx, ctx.pair); ctx.pair == \"B/USDT\"")
        .asks(
            "custom_exit",
            "if ctx.current_time.hour == 4 && ctx.current_time.minute == 30 {
                 lock_pair(\"A/USDT\", ctx.current_time + 60);
             }
             false",
        )
        .candles(&calm(&[(4, "enter")]))
        .detail("")
        .candles(&calm(&[(1, "enter")]))
        .detail("");
    locked.notes("1 B/USDT\n4 A/USDT\n4:15 A/USDT");
    // That of the exit holds back the reversal on its own short candle.
    sim()
        .futures()
        .set("stoploss", -0.1)
        .protections(json!([{ "method": "CooldownPeriod", "stop_duration": 15 }]))
        .candles(&calm(&[(1, "enter"), (3, "short")]))
        .detail("3:15 100 101 80 100")
        .trades("A 1..3:15 stop_loss 100 -> 90");
}

#[test]
fn callbacks_see_the_short_candle_and_the_long_one_before_it() {
    let seen = sim()
        .futures()
        .set("position_adjustment_enable", true)
        .asks("bot_loop_start", "note(ctx, \"bot_loop_start\");")
        .asks(
            "custom_entry_price",
            "note(ctx, `price ${ctx.proposed_rate} ${ctx.candle.close}`); ()",
        )
        .leverage("note(ctx, `leverage ${ctx.current_rate}`); 1.0")
        .asks("custom_stake_amount", "note(ctx, `stake ${ctx.current_rate}`); ()")
        .asks(
            "confirm_trade_entry",
            "note(ctx, `confirm ${ctx.rate}`); ctx.current_time.minute == 15",
        )
        .asks("order_filled", "note(ctx, `filled ${ctx.order.price}`);")
        .asks("adjust_trade_position", "note(ctx, `adjust ${ctx.current_rate}`);")
        .asks("custom_stoploss", "note(ctx, `stop ${ctx.current_rate}`);")
        .asks("custom_roi", "note(ctx, `roi ${ctx.trade_duration}`);")
        .asks(
            "custom_exit",
            "note(ctx, `exit ${ctx.current_rate} ${ctx.candle.close}`); ctx.current_time.hour == 2",
        )
        .candles("100 101 99 100.25 enter\n 100 101 99 100.5\n 100 101 99 100.75\n 100 101 99 100")
        .detail("1:15 100.1 101 99 100\n 1:30 100.2 102 99 100");
    seen.notes(
        "1 bot_loop_start
         1 price 100.0 100.25
         1 leverage 100.0
         1 stake 100.0
         1 confirm 100.0
         1:15 price 100.1 100.25
         1:15 leverage 100.1
         1:15 stake 100.1
         1:15 confirm 100.1
         1:15 filled 100.1
         1:15 adjust 100.1
         1:15 stop 101.0
         1:15 roi 0
         1:15 exit 100.1 100.25
         1:30 adjust 100.2
         1:30 stop 102.0
         1:30 roi 15
         1:30 exit 100.2 100.25
         1:45 adjust 100.0
         1:45 stop 101.0
         1:45 roi 30
         1:45 exit 100.0 100.25
         2 bot_loop_start
         2 adjust 100.0
         2 stop 101.0
         2 roi 45
         2 exit 100.0 100.5
         2 filled 100.0
         3 bot_loop_start",
    );
}

#[test]
fn balances_are_taken_once_for_each_candle_of_the_strategy() {
    let entered = sim()
        .answers("confirm_trade_entry", &[("1:00", "false")], "true")
        .candles("100 101 99 100 enter\n 100 101 99 100\n 110 111 109 110\n 120 121 119 120")
        .detail("2:15 90 91 89 90")
        .run();
    let equity: Vec<f64> = entered.equity.iter().map(|sample| sample.equity).collect();
    assert_eq!(equity, [1000.0, 1010.0, 1020.0]);
}

#[test]
fn the_step_of_prices_is_that_of_the_long_candles() {
    let fine = sim()
        .amount_step(0.00001)
        .answers("custom_entry_price", &[("1:00", "99.87654")], "()")
        .candles("100 101.55 99 100 enter\n 100 101 99 100 exit\n 3x 100 101 99 100")
        .detail("2 100.127 101 99 100.12345");
    fine.trades("A 1..2 exit_signal 99.88 -> 100.13");
    // An open is not rounded, but what is reported is.
    sim()
        .amount_step(0.00001)
        .candles("100 101.55 99 100 enter\n 3x 100 101 99 100")
        .detail("1 100.123 101 99 100")
        .orders(
            "A 1..1 buy 0.99877 @ 100.123
             A 3..3 sell 0.99877 @ 100 force_exit",
        );
}
