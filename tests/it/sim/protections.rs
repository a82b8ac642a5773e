//! Pairs that are locked after exits and losses.

use serde_json::{Value, json};

use crate::support::sim::{Sim, sim};

/// A trade is closed by its signal at row 5; from then on every candle asks for an entry.
const CLOSED_AT_FIVE: &str = "100 101 99 100 enter
     3x 100 101 99 100
     100 101 99 100 exit
     12x 100 101 99 100 enter";

/// The row of the second entry.
fn next_entry(sim: &Sim) -> i64 {
    let simulation = sim.run();
    (simulation.trades[1].open_date - simulation.backtest_start) / 3_600_000
}

fn cooldown(options: Value) -> Sim {
    let mut protection = options;
    protection["method"] = json!("CooldownPeriod");
    sim().protections(json!([protection])).candles(CLOSED_AT_FIVE)
}

#[test]
fn trap_25_a_cooldown_ends_with_the_candle_after_its_last_one() {
    for (options, entry) in [
        (json!({ "stop_duration_candles": 0 }), 6),
        (json!({ "stop_duration_candles": 1 }), 7),
        (json!({ "stop_duration_candles": 2 }), 8),
        (json!({ "stop_duration_candles": 1.7 }), 7),
        (json!({ "stop_duration": 0 }), 6),
        (json!({ "stop_duration": 1 }), 6),
        (json!({ "stop_duration": 59 }), 6),
        (json!({ "stop_duration": 60 }), 7),
        (json!({ "stop_duration": 90 }), 7),
        (json!({ "stop_duration": 90.9 }), 7),
        // An hour is the default.
        (json!({}), 7),
        (json!({ "unlock_at": "12:00" }), 13),
        (json!({ "unlock_at": "12:30" }), 13),
        (json!({ "unlock_at": "7:5" }), 8),
        // Not over yet.
        (json!({ "unlock_at": "05:00" }), 6),
    ] {
        assert_eq!(next_entry(&cooldown(options.clone())), entry, "{options}");
    }
    // Over: the next day.
    cooldown(json!({ "unlock_at": "04:00" })).locks("A 5..29");
    cooldown(json!({ "stop_duration_candles": 2, "lookback_period_candles": 4 })).locks(
        "A 5..8
         A 16..19",
    );
    // A window that is empty at the exit itself locks nothing.
    cooldown(json!({ "lookback_period": 0 })).locks("");
}

#[test]
fn protections_act_only_where_they_are_enabled() {
    let list = json!([{ "method": "CooldownPeriod", "stop_duration_candles": 5 }]);
    let off = sim().set("protections", list.clone()).candles(CLOSED_AT_FIVE);
    off.locks("");
    assert_eq!(next_entry(&off), 6);
    let off = off.config("enable_protections", false);
    assert_eq!(next_entry(&off), 6);
    assert_eq!(next_entry(&off.config("enable_protections", true)), 11);
}

#[test]
fn a_locked_entry_is_not_counted_as_one_without_a_slot() {
    let list = json!([{ "method": "CooldownPeriod", "stop_duration_candles": 3 }]);
    let locked = sim().protections(list).set("max_open_trades", 1);
    let locked = locked.candles(CLOSED_AT_FIVE).candles(
        "4x 100 101 99 100
         100 101 99 100 enter
         12x 100 101 99 100",
    );
    // B has the slot from row 5 on; A is locked up to row 8, and then finds none in rows 9 to 15.
    locked.trades(
        "A 1..5 exit_signal 100 -> 100
         B 5..16 force_exit 100 -> 100",
    );
    locked.counts("rejected_signals 7");
}

/// Stops are hit at rows 5 and 8; from row 8 on every candle asks for an entry.
const STOPPED_TWICE: &str = "100 101 99 100 enter
     4x 100 101 99 100
     100 101 94 100 enter
     100 101 99 100
     100 101 99 100
     100 101 94 100 enter
     9x 100 101 99 100 enter";

fn guard(options: Value) -> Sim {
    let mut protection = json!({
        "method": "StoplossGuard",
        "trade_limit": 2,
        "lookback_period_candles": 4,
        "stop_duration_candles": 3,
    });
    let Value::Object(options) = options else { panic!("no options: {options}") };
    for (name, value) in options {
        protection[name] = value;
    }
    // What is null is left out.
    protection.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    sim().protections(json!([protection])).set("stoploss", -0.05).candles(STOPPED_TWICE)
}

#[test]
fn stops_count_together_within_the_window_alone() {
    let both = guard(json!({}));
    both.trades(
        "A 1..5 stop_loss 100 -> 95
         A 6..8 stop_loss 100 -> 95
         A 12..17 force_exit 100 -> 100",
    );
    // The pair's own, and that of all.
    both.locks(
        "A 8..12
         * 8..12",
    );
    // Row 5 is not later than row 8 less 3 candles.
    for one in [json!({ "lookback_period_candles": 3 }), json!({ "trade_limit": 3 })] {
        let none = guard(one);
        none.locks("");
        none.trades(
            "A 1..5 stop_loss 100 -> 95
             A 6..8 stop_loss 100 -> 95
             A 9..17 force_exit 100 -> 100",
        );
    }
    let minutes = json!({ "lookback_period_candles": null, "lookback_period": 181 });
    guard(minutes).locks("A 8..12\n* 8..12");
    let minutes = json!({ "lookback_period_candles": null, "lookback_period": 180 });
    guard(minutes).locks("");
    // One and a half are two, and without a limit it takes ten.
    guard(json!({ "trade_limit": 1.5 })).locks("A 8..12\n* 8..12");
    guard(json!({ "trade_limit": null })).locks("");
    guard(json!({ "trade_limit": 1 })).locks(
        "A 5..9
         * 5..9",
    );
}

#[test]
fn a_guard_may_be_of_each_pair_and_of_each_side_alone() {
    guard(json!({ "only_per_pair": true })).locks("A 8..12");
    guard(json!({ "only_per_side": true })).locks(
        "A 8..12 long
         * 8..12 long",
    );
    let both = guard(json!({ "only_per_side": true, "only_per_pair": true }));
    both.locks("A 8..12 long");
    both.trades(
        "A 1..5 stop_loss 100 -> 95
         A 6..8 stop_loss 100 -> 95
         A 12..17 force_exit 100 -> 100",
    );
}

#[test]
fn a_guard_counts_stops_below_a_profit() {
    guard(json!({ "required_profit": -0.2 })).locks("");
    guard(json!({ "required_profit": -0.04 })).locks("A 8..12\n* 8..12");
    // A loss that no stop made does not count.
    let exits =
        sim().protections(json!([{ "method": "StoplossGuard", "trade_limit": 1 }])).candles(
            "100 101 99 100 enter
             100 101 99 100 exit
             90 91 89 90
             90 91 89 90",
        );
    exits.trades("A 1..2 exit_signal 100 -> 90");
    exits.locks("");
}

#[test]
fn a_guard_counts_stops_that_have_moved_but_none_that_came_out_even() {
    // 20 % below 125 is the entry itself, 20 % below 130 is 104.
    let trailed = |high: &str, required: f64| {
        sim()
            .protections(json!([{
                "method": "StoplossGuard",
                "trade_limit": 1,
                "required_profit": required,
                "only_per_pair": true,
            }]))
            .set("stoploss", -0.2)
            .set("trailing_stop", true)
            .candles(&format!(
                "100 101 99 100 enter
                 100 101 99 100
                 110 {high} 110 110
                 110 110 99 100
                 100 101 99 100"
            ))
    };
    let even = trailed("125", 0.01);
    even.trades("A 1..3 trailing_stop_loss 100 -> 100");
    even.locks("");
    let up = trailed("130", 0.05);
    up.trades("A 1..3 trailing_stop_loss 100 -> 104");
    up.locks("A 3..5");
    trailed("130", 0.04).locks("");
}

#[test]
fn a_lock_of_all_pairs_holds_those_that_come_later_on_the_same_candle() {
    let candles = "100 101 99 100 enter
         4x 100 101 99 100
         100 101 94 100
         6x 100 101 99 100";
    let other = "4x 50 51 49 50
         5x 50 51 49 50 enter
         3x 50 51 49 50";
    let both = |only_per_pair: bool| {
        sim()
            .protections(json!([{
                "method": "StoplossGuard",
                "trade_limit": 1,
                "stop_duration_candles": 1,
                "only_per_pair": only_per_pair,
            }]))
            .set("stoploss", -0.05)
            .candles(candles)
            .candles(other)
    };
    both(false).trades(
        "A 1..5 stop_loss 100 -> 95
         B 7..11 force_exit 50 -> 50",
    );
    both(true).trades(
        "A 1..5 stop_loss 100 -> 95
         B 5..11 force_exit 50 -> 50",
    );
}

#[test]
fn stops_of_several_pairs_lock_all_and_none_of_them_alone() {
    let stopped_at = |row: usize| {
        format!(
            "100 101 99 100 enter\n {row}x 100 101 99 100\n 100 101 94 100\n {}x 100 101 99 100",
            9 - row
        )
    };
    let two = |method: Value| {
        let sim = sim().protections(json!([method])).set("stoploss", -0.05);
        sim.candles(&stopped_at(3)).candles(&stopped_at(5))
    };
    let with = |method: &str, limit: usize| json!({ "method": method, "trade_limit": limit, "lookback_period_candles": 5 });
    two(with("StoplossGuard", 2)).locks("* 6..8");
    two(with("LowProfitPairs", 2)).locks("");
    two(with("MaxDrawdown", 2)).locks("* 6..8");
    // 5 % and 5 %.
    let mut deep = with("MaxDrawdown", 1);
    deep["max_allowed_drawdown"] = json!(0.09);
    two(deep.clone()).locks("* 6..8");
    deep["max_allowed_drawdown"] = json!(0.11);
    two(deep).locks("");
}

/// Two trades: one with 10 % at row 3, one with −5 % at row 6.
const UP_AND_DOWN: &str = "100 101 99 100 enter
     100 101 99 100
     100 101 99 100 exit
     110 111 109 110 enter
     100 101 99 100
     100 101 99 100
     100 101 94 100
     6x 100 101 99 100";

fn after_up_and_down(method: &str, options: &Value) -> Sim {
    let mut protection = json!({
        "method": method,
        "lookback_period_candles": 6,
        "stop_duration_candles": 2,
    });
    for (name, value) in options.as_object().unwrap() {
        protection[name] = value.clone();
    }
    sim().protections(json!([protection])).set("stoploss", -0.05).candles(UP_AND_DOWN)
}

#[test]
fn a_pair_that_earns_too_little_is_locked() {
    let low = |options: Value| after_up_and_down("LowProfitPairs", &options);
    low(json!({})).trades(
        "A 1..3 exit_signal 100 -> 110
         A 4..6 stop_loss 100 -> 95",
    );
    // Together they have 5 %.
    low(json!({})).locks("");
    low(json!({ "required_profit": 0.049 })).locks("");
    low(json!({ "required_profit": 0.06 })).locks("A 6..9");
    // Already after the first one, and there is no second one then.
    low(json!({ "required_profit": 0.11 })).locks("A 3..6");
    low(json!({ "required_profit": 0.11, "trade_limit": 2 })).locks("A 6..9");
    low(json!({ "required_profit": 0.11, "trade_limit": 3 })).locks("");
    // The first one was closed 3 candles before.
    low(json!({ "lookback_period_candles": 3 })).locks("A 6..9");
    low(json!({ "lookback_period_candles": 3, "trade_limit": 2 })).locks("");
    low(json!({ "lookback_period_candles": 3, "only_per_side": true })).locks("A 6..9 long");
    // It is always of the pair alone.
    low(json!({ "lookback_period_candles": 3, "only_per_pair": false })).locks("A 6..9");
}

#[test]
fn a_fall_of_the_summed_ratios_locks_all_pairs() {
    let fall = |options: Value| after_up_and_down("MaxDrawdown", &options);
    // From 10 % down to 5 %.
    fall(json!({ "max_allowed_drawdown": 0.049 })).locks("* 6..9");
    fall(json!({ "max_allowed_drawdown": 0.051 })).locks("");
    fall(json!({ "max_allowed_drawdown": 0.049, "calculation_mode": "ratios" })).locks("* 6..9");
    fall(json!({})).locks("* 6..9");
    fall(json!({ "trade_limit": 2 })).locks("* 6..9");
    fall(json!({ "trade_limit": 3 })).locks("");
    // A single loss falls from nothing.
    fall(json!({ "lookback_period_candles": 3, "max_allowed_drawdown": 0.049 })).locks("* 6..9");
    // Below 0 every trade locks, one with a profit too.
    fall(json!({ "max_allowed_drawdown": -1.0 })).locks("* 3..6");
}

#[test]
fn a_fall_of_the_balance_is_measured_on_what_may_be_staked() {
    let fall = |options: Value| {
        let mut options = options;
        options["calculation_mode"] = json!("equity");
        after_up_and_down("MaxDrawdown", &options)
    };
    let locked = "* 6..9";
    // 990 and 10 are 1000, and 5 of it are lost.
    fall(json!({ "max_allowed_drawdown": 0.0049 })).locks(locked);
    fall(json!({ "max_allowed_drawdown": 0.00502 })).locks("");
    // What was earned before the window is there when it begins.
    let short = |allowed: f64| {
        fall(json!({ "lookback_period_candles": 3, "max_allowed_drawdown": allowed }))
    };
    short(0.0049).locks(locked);
    short(0.00502).locks("");
    // 100 and 10 are 110.
    let capital = |allowed: f64| {
        fall(json!({ "max_allowed_drawdown": allowed })).config("available_capital", 100)
    };
    capital(0.045).locks(locked);
    capital(0.046).locks("");
}

#[test]
fn a_lock_that_ends_later_makes_another_one_superfluous_and_an_equal_one_does_not() {
    let locks = |candles: &[u32]| {
        let list: Vec<Value> = candles
            .iter()
            .map(|count| json!({ "method": "CooldownPeriod", "stop_duration_candles": count }))
            .collect();
        sim().protections(list).candles(
            "100 101 99 100 enter
             3x 100 101 99 100
             100 101 99 100 exit
             5x 100 101 99 100",
        )
    };
    // The first one ends with row 7, that of the second is asked for until row 6.
    locks(&[2, 1]).locks("A 5..8");
    locks(&[2, 2]).locks("A 5..8");
    // Asked for until row 7, at whose beginning the first one ends.
    locks(&[1, 2]).locks("A 5..7\nA 5..8");
    locks(&[1, 3]).locks("A 5..7\nA 5..9");
}

#[test]
fn the_locks_of_a_pair_come_before_those_of_all_and_in_the_order_of_the_list() {
    let list = json!([
        { "method": "MaxDrawdown", "stop_duration_candles": 1 },
        { "method": "StoplossGuard", "trade_limit": 1, "stop_duration_candles": 2, "only_per_side": true },
        { "method": "CooldownPeriod", "stop_duration_candles": 4 },
    ]);
    let all = sim().protections(list).set("stoploss", -0.05).candles(
        "100 101 99 100 enter
         4x 100 101 99 100
         100 101 94 100
         4x 100 101 99 100",
    );
    all.locks(
        "A 5..8 long
         A 5..10
         * 5..7
         * 5..8 long",
    );
}

#[test]
fn the_exit_at_the_end_locks_as_well() {
    let list = json!([{ "method": "CooldownPeriod", "stop_duration_candles": 1 }]);
    let end = sim().protections(list).candles("100 101 99 100 enter\n 3x 100 101 99 100");
    end.trades("A 1..3 force_exit 100 -> 100");
    end.locks("A 3..5");
}

#[test]
fn a_part_that_is_sold_is_no_closed_trade() {
    let list = json!([
        { "method": "CooldownPeriod", "stop_duration_candles": 1 },
        { "method": "LowProfitPairs", "required_profit": 0.03, "stop_duration_candles": 2 },
        { "method": "MaxDrawdown", "stop_duration_candles": 1 },
    ]);
    let parts = sim().protections(list).adjusts(&[(2, "-40.0")]).candles(
        "100 101 99 100 enter
         100 101 99 100
         110 111 109 110 exit
         90 91 89 90
         3x 90 91 89 90",
    );
    // 4 − 6 of 100: nothing is locked at row 2.
    parts.trades("A 1..3 exit_signal 100 -> 90");
    parts.locks(
        "A 3..5
         A 3..6
         * 3..5",
    );
}
