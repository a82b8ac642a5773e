//! Pairs with several trades at once.

use serde_json::json;

use crate::support::sim::{Sim, sim};

fn stacked() -> Sim {
    sim().set("position_stacking", true)
}

#[test]
fn a_pair_has_one_trade_at_a_time_unless_they_are_stacked() {
    let rows = "3x 100 101 99 100 enter
         3x 100 101 99 100";
    sim().candles(rows).trades("A 1..5 force_exit 100 -> 100");
    sim().set("position_stacking", false).candles(rows).trades("A 1..5 force_exit 100 -> 100");
    let three = "A 1..5 force_exit 100 -> 100
         A 2..5 force_exit 100 -> 100
         A 3..5 force_exit 100 -> 100";
    stacked().candles(rows).trades(three);
    sim().config("position_stacking", true).candles(rows).trades(three);
}

#[test]
fn stacked_trades_take_a_slot_each() {
    let slots = stacked().set("max_open_trades", 3).candles("6x 100 101 99 100 enter");
    slots.trades(
        "A 1..5 force_exit 100 -> 100
         A 2..5 force_exit 100 -> 100
         A 3..5 force_exit 100 -> 100",
    );
    // At row 4; nothing is begun on the last one.
    slots.counts("rejected_signals 1");
    // Those whose entry waits as well.
    let waits = stacked().set("max_open_trades", 3).asks("custom_entry_price", "80.0");
    let waits = waits.candles("6x 100 101 99 100 enter");
    waits.trades("");
    waits.counts("rejected_signals 1");
}

#[test]
fn the_entry_of_a_candle_comes_before_its_exits() {
    let rows = "3x 100 101 99 100 enter
         100 101 99 100 enter
         100 101 94 100 enter
         100 101 99 100 enter
         2x 100 101 99 100";
    // With a single slot: stopped at row 4, and the entry of row 4 found no slot; that of row 5 does.
    let one = stacked().set("stoploss", -0.05).set("max_open_trades", 1).candles(rows);
    one.trades(
        "A 1..4 stop_loss 100 -> 95
         A 5..7 force_exit 100 -> 100",
    );
    one.counts("rejected_signals 4");
    // With a free slot the trade of row 4 is begun at the open and stopped as well.
    let many = stacked().set("stoploss", -0.05).set("max_open_trades", 2);
    let many = many.candles(
        "100 101 99 100 enter
         2x 100 101 99 100
         100 101 99 100 enter
         99 101 94 100
         2x 100 101 99 100",
    );
    many.trades(
        "A 1..4 stop_loss 100 -> 95
         A 4..4 stop_loss 99 -> 94.05",
    );
}

#[test]
fn an_exit_signal_closes_all_trades_of_the_pair_in_their_order() {
    let rows = "100 101 99 100 enter=one
         100 101 99 100 enter=two
         100 101 99 100 exit
         3x 100 101 99 100";
    let all = stacked().candles(rows);
    all.trades(
        "A 1..3 exit_signal 100 -> 100
         A 2..3 exit_signal 100 -> 100",
    );
    let tags: Vec<String> = all.run().trades.into_iter().map(|trade| trade.enter_tag).collect();
    assert_eq!(tags, ["one", "two"]);
    // Beside an entry signal it does nothing, and neither does that.
    stacked().candles(&rows.replace("100 exit", "100 exit enter")).trades(
        "A 1..5 force_exit 100 -> 100
         A 2..5 force_exit 100 -> 100",
    );
}

#[test]
fn each_stacked_trade_has_its_own_order_that_waits() {
    let waits = stacked()
        .asks("custom_entry_price", "95.1 + ctx.current_time.hour * 0.1")
        .asks("check_entry_timeout", "note(ctx, `${ctx.order.price}`); false")
        .candles(
            "3x 100 101 99 100 enter
             100 101 99 100
             100 101 95.25 100
             100 101 99 100",
        );
    // 95.2 is not reached.
    waits.trades(
        "A 2..5 force_exit 95.3 -> 100
         A 3..5 force_exit 95.4 -> 100",
    );
    waits.notes(
        "2 95.2
         3 95.2
         3 95.3
         4 95.2
         4 95.3
         4 95.4
         5 95.2",
    );
}

#[test]
fn stacked_trades_are_looked_at_one_after_another() {
    let asked = stacked()
        .set("position_adjustment_enable", true)
        .asks("adjust_trade_position", "note(ctx, `change ${ctx.trade.open_rate}`);")
        .asks("custom_exit", "note(ctx, `exit ${ctx.trade.open_rate}`); ctx.current_time.hour == 3")
        .asks("order_filled", "note(ctx, `filled ${ctx.trade.open_rate}`);")
        .candles(
            "100 101 99 100 enter
             100 101 99 100 enter
             101 101 99 100
             102 102 99 100
             100 101 99 100",
        );
    asked.notes(
        "1 filled 100.0
         1 change 100.0
         1 exit 100.0
         2 filled 101.0
         2 change 100.0
         2 exit 100.0
         2 change 101.0
         2 exit 101.0
         3 change 100.0
         3 exit 100.0
         3 filled 100.0
         3 change 101.0
         3 exit 101.0
         3 filled 101.0",
    );
}

#[test]
fn pairs_come_in_the_order_of_their_oldest_trade_and_end_in_that_of_the_list() {
    let rows = |from: usize, to: usize| -> String {
        let row = |row| {
            if (from..=to).contains(&row) { "100 101 99 100 enter\n" } else { "100 101 99 100\n" }
        };
        (0..6).map(row).collect()
    };
    let both = stacked()
        .asks("custom_exit", "note(ctx, `${ctx.pair} ${ctx.trade.open_date.hour}`); false")
        .candles(&rows(1, 2))
        .candles(&rows(0, 0));
    both.trades(
        "A 2..5 force_exit 100 -> 100
         A 3..5 force_exit 100 -> 100
         B 1..5 force_exit 100 -> 100",
    );
    both.notes(
        "1 B/USDT 1
         2 B/USDT 1
         2 A/USDT 2
         3 B/USDT 1
         3 A/USDT 2
         3 A/USDT 3
         4 B/USDT 1
         4 A/USDT 2
         4 A/USDT 3
         5 B/USDT 1
         5 A/USDT 2
         5 A/USDT 3",
    );
}

#[test]
fn the_balance_knows_the_coins_of_the_last_trade_of_a_pair_alone() {
    let sizes = stacked()
        .asks("custom_stake_amount", "if ctx.current_time.hour == 1 { 100.0 } else { 30.0 }")
        .set("stoploss", -0.05)
        .candles(
            "100 101 99 100 enter
             100 101 99 100 enter
             100 101 99 100
             100 101 99 100 exit
             100 101 99 100
             100 101 99 100",
        );
    let simulation = sizes.run();
    let samples: Vec<f64> = simulation.equity.iter().map(|sample| sample.equity).collect();
    // 900 and 1 at 100; then 870 and 0.3 at 100.
    assert_eq!(samples, [1000.0, 1000.0, 900.0, 900.0, 1000.0]);
    assert!((simulation.final_balance - 1000.0).abs() < 1e-9);
}

#[test]
fn protections_and_locks_hold_stacked_entries_too() {
    let list = json!([{ "method": "CooldownPeriod", "stop_duration_candles": 2 }]);
    let locked = stacked().protections(list).set("stoploss", -0.05).candles(
        "100 101 99 100 enter
         100 101 99 100
         100 101 94 100
         7x 100 101 99 100 enter",
    );
    // Stopped at row 2, locked until row 5; then there is one on each candle.
    let simulation = locked.run();
    let rows = |date: i64| (date - simulation.backtest_start) / 3_600_000;
    let opened: Vec<i64> = simulation.trades.iter().map(|trade| rows(trade.open_date)).collect();
    assert_eq!(opened, [1, 5, 6, 7, 8]);
}
