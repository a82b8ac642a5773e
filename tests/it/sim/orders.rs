//! Orders that wait for their price: filled, given up, moved to another price, taken away.

use serde_json::json;

use crate::support::sim::{Sim, sim};

/// An entry that is asked for once and placed on the second candle, which runs from 99 to 101.
const CALM: &str = "100 101 99 100 enter=E
     5x 100 101 99 100";

/// An entry order at a price below the candles.
fn entry_at(price: &str) -> Sim {
    sim().answers("custom_entry_price", &[(1, price)], "()")
}

/// An exit order at a price above the candles; the exit is asked for on the second candle.
fn exit_at(price: &str) -> Sim {
    sim().answers("custom_exit_price", &[(2, price)], "()")
}

const EXIT_ASKED_FOR: &str = "100 101 99 100 enter=E
     100 101 99 100 exit=X
     4x 100 101 99 100";

#[test]
fn an_entry_below_the_candle_waits_for_its_price() {
    let waits = entry_at("80.0").candles(
        "100 101 99 100 enter=E
         100 101 99 100
         100 101 81 100
         90 91 79 90
         90 91 89 90",
    );
    waits.trades("A 1..4 force_exit 80 -> 90");
    waits.orders(
        "A 1..3 buy 1.25 @ 80 E
         A 4..4 sell 1.25 @ 90 force_exit",
    );
    waits.counts("");
}

#[test]
fn an_order_fills_at_the_edges_of_a_candle_and_not_beyond() {
    let entry = |price| entry_at(price).candles(CALM);
    entry("99.0").trades("A 1..5 force_exit 99 -> 100");
    entry("101.0").trades("A 1..5 force_exit 101 -> 100");
    entry("98.99").trades("");
}

#[test]
fn trap_18_a_candle_that_jumps_over_a_price_does_not_fill_it() {
    let jumped = entry_at("98.0").candles(
        "100 101 99 100 enter
         100 101 99 100
         97 97.5 96 97
         97 97.5 96 97",
    );
    jumped.trades("");
    jumped.counts("");
    assert_eq!(jumped.run().final_balance.to_bits(), 1000_f64.to_bits());
    exit_at("105.0")
        .candles(
            "100 101 99 100 enter
             100 101 99 100 exit
             100 101 99 100
             106 108 105.5 107
             107 107 107 107",
        )
        .trades("A 1..4 force_exit 100 -> 107");
}

#[test]
fn an_entry_price_is_rounded_to_the_nearest_step_and_at_most_the_high() {
    for (price, rounded) in [
        ("99.87654", 99.88),
        ("99.505", 99.51),
        ("99.504999", 99.5),
        ("150", 101.0),
        ("101.001", 101.0),
    ] {
        let rate = entry_at(price).candles(CALM).trade().open_rate;
        assert!((rate - rounded).abs() < 1e-12, "{price}: {rate}");
    }
    // Candles with one digit have a step of one digit.
    let coarse = entry_at("99.55").candles(&CALM.replace("5x 100", "5x 100.1"));
    assert!((coarse.trade().open_rate - 99.6).abs() < 1e-12);
}

#[test]
fn an_exit_price_is_rounded_and_at_least_the_low() {
    for (price, rate) in [("100.123456", 100.12), ("98.0", 99.0), ("-5", 99.0), ("0.0", 99.0)] {
        let trade = exit_at(price).candles(EXIT_ASKED_FOR).trade();
        assert_eq!(trade.exit_reason, "X", "{price}");
        assert!((trade.close_rate - rate).abs() < 1e-12, "{price}: {}", trade.close_rate);
    }
    // Above the high it waits, until the end if need be.
    exit_at("150.0").candles(EXIT_ASKED_FOR).trades("A 1..5 force_exit 100 -> 100");
    let later = EXIT_ASKED_FOR.replace("4x 100 101", "4x 100 110.01");
    exit_at("110.007").candles(&later).trades("A 1..2 X 100 -> 110.01");
}

#[test]
fn confirmations_are_asked_with_the_price_that_entries_round_and_exits_do_not() {
    let asked = sim()
        .asks("custom_entry_price", "99.505")
        .asks("custom_exit_price", "100.123456")
        .asks("confirm_trade_entry", "note(ctx, `entry ${ctx.rate}`); true")
        .asks("confirm_trade_exit", "note(ctx, `exit ${ctx.rate}`); true")
        .candles(EXIT_ASKED_FOR);
    asked.notes(
        "1 entry 99.51
         2 exit 100.123456",
    );
    asked.trades("A 1..2 X 99.51 -> 100.12");
}

#[test]
fn trap_17_the_clock_of_targets_starts_when_the_order_is_placed() {
    entry_at("98.0")
        .roi(&[("120", 0.01)])
        .candles(
            "100 101 99 100 enter
             100 101 99 100
             98 99.5 97 98
             98.5 99.5 98 98
             98 98 98 98",
        )
        // 1 % above 98 is 98.98, and the step of these candles is 0.1.
        .trades("A 1..3 roi 98 -> 99");
}

#[test]
fn trap_19_a_short_timeout_ends_an_order_before_the_next_candle_may_fill_it() {
    let candles = "100 101 99 100 enter
         100 101 99 100
         100 101 97 100
         100 101 99 100";
    let with = |timeout| entry_at("98.0").set("unfilledtimeout", timeout).candles(candles);
    for minutes in [10, 60] {
        let over = with(json!({ "entry": minutes }));
        over.trades("");
        over.counts("timedout_entry_orders 1");
    }
    for timeout in [
        json!({ "entry": 61, "unit": "minutes" }),
        json!({ "entry": 3601, "unit": "seconds" }),
        json!({ "exit": 10 }),
    ] {
        let fills = with(timeout);
        fills.trades("A 1..3 force_exit 98 -> 100");
        fills.counts("");
    }
}

#[test]
fn an_order_of_90_minutes_lives_for_two_candles() {
    let candles = "100 101 99 100 enter
         2x 100 101 99 100
         100 101 97 100
         100 101 99 100";
    let over = entry_at("98.0")
        .set("unfilledtimeout", json!({ "entry": 5400, "unit": "seconds" }))
        .candles(candles);
    over.trades("");
    over.counts("timedout_entry_orders 1");
}

#[test]
fn an_entry_that_is_given_up_leaves_its_candle_to_the_next_one() {
    let candles = "100 101 99 100 enter=first
         100 101 99 100 enter=second
         100 101 99 100
         100 101 99 100";
    let again = |sim: Sim| {
        let trade = sim.candles(candles).trade();
        assert_eq!(
            (trade.enter_tag.as_str(), trade.orders[0].order_date),
            ("second", trade.open_date)
        );
    };
    again(entry_at("80.0").set("unfilledtimeout", json!({ "entry": 60 })));
    again(entry_at("80.0").asks("check_entry_timeout", "true"));
    again(entry_at("80.0").asks("adjust_entry_price", "()"));
    // While it waits it holds its pair and its slot.
    let waits = sim()
        .asks("custom_entry_price", "if ctx.pair == \"A/USDT\" { 80.0 }")
        .set("max_open_trades", 1)
        .candles(candles)
        .candles(candles);
    waits.trades("");
    waits.counts("rejected_signals 2");
}

#[test]
fn an_exit_that_is_given_up_must_be_asked_for_again() {
    let candles = "100 101 99 100 enter
         100 101 99 100 exit=X
         100 101 99 100
         100 106 99 100
         100 106 99 100
         100 101 99 100";
    let sixty = json!({ "exit": 60 });
    let once = exit_at("105.0").set("unfilledtimeout", sixty.clone()).candles(candles);
    once.trades("A 1..5 force_exit 100 -> 100");
    once.counts("timedout_exit_orders 1");
    let twice = sim()
        .asks("custom_exit_price", "105.0")
        .set("unfilledtimeout", sixty)
        .candles(&candles.replacen("106 99 100", "106 99 100 exit=Y", 1));
    twice.trades("A 1..4 Y 100 -> 105");
    twice.counts("timedout_exit_orders 1");
    // Without a limit it is filled on the next candle that reaches it.
    exit_at("105.0").candles(candles).trades("A 1..3 X 100 -> 105");
}

#[test]
fn a_strategy_is_asked_whether_an_order_is_over_unless_the_limit_says_so() {
    let body = "note(ctx, `${ctx.order.price}`); ctx.current_time.hour == 3";
    let entry = entry_at("80.0").asks("check_entry_timeout", body).candles(CALM);
    entry.notes(
        "2 80.0
         3 80.0",
    );
    entry.counts("timedout_entry_orders 1");
    let exit = exit_at("105.0").asks("check_exit_timeout", body).candles(EXIT_ASKED_FOR);
    exit.notes("3 105.0");
    exit.counts("timedout_exit_orders 1");
    let limit = json!({ "entry": 90 });
    let both = entry_at("80.0").set("unfilledtimeout", limit).asks("check_entry_timeout", body);
    both.candles(CALM).notes("2 80.0");
}

#[test]
fn trap_20_an_exit_order_that_waits_shields_the_trade_for_its_candle() {
    let with = |fourth: &str| {
        exit_at("105.0").set("stoploss", -0.05).candles(&format!(
            "100 101 99 100 enter
             100 101 99 100 exit=X
             100 103 94 100
             {fourth}
             100 101 99 100"
        ))
    };
    with("100 101 99 100").trades("A 1..4 force_exit 100 -> 100");
    // On the next candle the stop takes its place.
    let hit = with("100 101 94 95");
    hit.trades("A 1..3 stop_loss 100 -> 95");
    hit.orders(
        "A 1..1 buy 1 @ 100
         A 3..3 sell 1 @ 95 stop_loss",
    );
}

#[test]
fn the_same_exit_order_again_is_not_placed_and_leaves_the_stop_its_turn() {
    let candles = |low: u32| {
        format!(
            "100 101 99 100 enter
             100 101 99 100 exit=first
             100 101 99 100 exit=second
             100 101 {low} 100
             104 106 103 104
             100 101 99 100"
        )
    };
    let sim = || sim().set("stoploss", -0.05).asks("custom_exit_price", "105.0");
    // The order keeps its name, the trade takes that of the later reason.
    let kept = sim().candles(&candles(99));
    kept.trades("A 1..4 second 100 -> 105");
    kept.orders(
        "A 1..1 buy 1 @ 100
         A 2..4 sell 1 @ 105 first",
    );
    sim().candles(&candles(94)).trades("A 1..3 stop_loss 100 -> 95");
}

#[test]
fn another_exit_order_takes_the_place_of_the_one_that_waits() {
    let moved = sim().asks("custom_exit_price", "107.0 - ctx.current_time.hour").candles(
        "100 101 99 100 enter
         100 101 99 100 exit=first
         100 101 99 100 exit=second
         100 101 99 100
         100 106 99 100
         100 101 99 100",
    );
    moved.trades("A 1..4 second 100 -> 104");
    moved.orders(
        "A 1..1 buy 1 @ 100
         A 3..4 sell 1 @ 104 second",
    );
}

#[test]
fn market_orders_take_the_open_and_ask_for_no_price() {
    let market = |entry: &str, exit: &str| {
        sim()
            .set("order_types", json!({ "entry": entry, "exit": exit }))
            .asks("custom_entry_price", "80.0")
            .asks("custom_exit_price", "105.0")
            .candles(
                "100 101 99 100 enter
                 100 101 79 100 exit
                 100 101 99 100
                 100 106 99 100",
            )
    };
    market("market", "market").trades("A 1..2 exit_signal 100 -> 100");
    market("limit", "market").trades("A 1..2 exit_signal 80 -> 100");
    market("market", "limit").trades("A 1..3 exit_signal 100 -> 105");
    // Stops and targets have their prices all the same.
    let all = || sim().set("order_types", json!({ "entry": "market", "exit": "market" }));
    let candles = "100 101 99 100 enter
         100 101 99 100
         100 103 94 100
         100 100 100 100";
    all().set("stoploss", -0.05).candles(candles).trades("A 1..2 stop_loss 100 -> 95");
    all().roi(&[("0", 0.02)]).candles(candles).trades("A 1..2 roi 100 -> 102");
}

#[test]
fn an_amount_is_cut_to_its_step_and_the_stake_is_what_it_costs() {
    // 5.526316 is the smallest stake; what is left of it after the cut is accepted.
    let small = sim().min_cost(5.0).amount_step(0.00001).config("stake_amount", 4.5).candles(CALM);
    small.orders(
        "A 1..1 buy 0.05526 @ 100 E
         A 5..5 sell 0.05526 @ 100 force_exit",
    );
    assert!((small.trade().stake_amount - 5.526).abs() < 1e-12);
    // Less than a step is no entry.
    sim().amount_step(2.0).candles(CALM).trades("");
}

#[test]
fn the_timeout_of_the_config_replaces_the_strategys_as_a_whole() {
    let rows = "100 101 99 100 enter
         100 101 99 100
         100 101 97 100
         100 101 99 100";
    let strategy = || entry_at("98.0").set("unfilledtimeout", json!({ "entry": 10 }));
    strategy().candles(rows).counts("timedout_entry_orders 1");
    let replaced = strategy().config("unfilledtimeout", json!({ "exit": 120 }));
    replaced.candles(rows).trades("A 1..3 force_exit 98 -> 100");
}

#[test]
fn the_stake_of_an_entry_that_waits_is_neither_free_nor_lost() {
    let waits = sim()
        .config("stake_amount", 500)
        .asks("custom_entry_price", "if ctx.pair == \"A/USDT\" { 80.0 }")
        .asks("custom_stake_amount", "note(ctx, `${ctx.pair} ${ctx.max_stake}`);")
        .candles(CALM)
        .candles("100 101 99 100\n 100 101 99 100 enter\n 4x 100 101 99 100");
    // 990 − 500: less than B asks for.
    waits.notes("1 A/USDT 990.0");
    waits.trades("");
    let samples: Vec<f64> = waits.run().equity.iter().map(|sample| sample.equity).collect();
    assert_eq!(samples, [1000.0; 5]);
    waits.config("stake_amount", 490).notes("1 A/USDT 990.0\n2 B/USDT 500.0");
}

#[test]
fn an_entry_that_fills_late_is_looked_at_on_that_candle_and_on_the_last_one_too() {
    // The high of 102 is before the low of 93, but the stop of 93.1 is touched: it does not move.
    let stopped = entry_at("98.0").set("stoploss", -0.05).set("trailing_stop", true);
    stopped
        .candles(
            "100 101 99 100 enter
             2x 100 101 99 100
             100 102 93 100
             100 101 99 100",
        )
        .trades("A 1..3 stop_loss 98 -> 93.1");
    let last = entry_at("80.0").candles(
        "100 101 99 100 enter
         2x 100 101 99 100
         100 101 79 100",
    );
    last.orders(
        "A 1..3 buy 1.25 @ 80
         A 3..3 sell 1.25 @ 100 force_exit",
    );
}

#[test]
fn a_target_takes_the_place_of_an_exit_that_waits() {
    let target = exit_at("110.0").roi(&[("0", 0.02)]).candles(
        "100 101 99 100 enter
         100 101 99 100 exit
         100 101 99 100
         100 103 99 100
         100 111 99 100",
    );
    target.trades("A 1..3 roi 100 -> 102");
}
