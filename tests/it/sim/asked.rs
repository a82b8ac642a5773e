//! When callbacks are asked on a candle, and what they see.

use crate::support::sim::{Sim, sim};

/// Every callback says that it was asked; what is answered follows from four functions of the hour.
const ALL: &str = r#"
fn bot_loop_start(ctx) { note(ctx, "bot_loop_start"); }
fn custom_entry_price(ctx) {
    note(ctx, `custom_entry_price ${ctx.proposed_rate} ${ctx.entry_tag} ${ctx.trade == ()}`);
    entry_price(ctx.current_time.hour)
}
fn custom_stake_amount(ctx) { note(ctx, `custom_stake_amount ${ctx.current_rate}`); }
fn confirm_trade_entry(ctx) {
    note(ctx, `confirm_trade_entry ${ctx.amount} ${ctx.rate} ${ctx.entry_tag}`);
    true
}
fn order_filled(ctx) { note(ctx, `order_filled ${ctx.order.is_entry} ${ctx.order.price}`); }
fn custom_stoploss(ctx) { note(ctx, `custom_stoploss ${ctx.current_rate} ${ctx.after_fill}`); }
fn adjust_trade_position(ctx) {
    note(ctx, `adjust_trade_position ${ctx.current_rate}`);
    change(ctx.current_time.hour)
}
fn custom_roi(ctx) { note(ctx, `custom_roi ${ctx.trade_duration}`); target(ctx.current_time.hour) }
fn custom_exit(ctx) { note(ctx, `custom_exit ${ctx.current_rate}`); }
fn custom_exit_price(ctx) {
    note(ctx, `custom_exit_price ${ctx.proposed_rate} ${ctx.exit_tag}`);
    exit_price(ctx.current_time.hour)
}
fn confirm_trade_exit(ctx) {
    note(ctx, `confirm_trade_exit ${ctx.amount} ${ctx.rate} ${ctx.exit_reason}`);
    true
}
fn check_entry_timeout(ctx) { note(ctx, `check_entry_timeout ${ctx.order.price}`); false }
fn check_exit_timeout(ctx) { note(ctx, `check_exit_timeout ${ctx.order.price}`); false }
fn adjust_entry_price(ctx) {
    note(ctx, `adjust_entry_price ${ctx.current_order_rate} ${ctx.proposed_rate} ${ctx.entry_tag}`);
    if ctx.current_time.hour == 2 { 50.0 } else { ctx.current_order_rate }
}
fn adjust_exit_price(ctx) {
    note(ctx, `adjust_exit_price ${ctx.current_order_rate} ${ctx.proposed_rate} ${ctx.entry_tag}`);
    ctx.current_order_rate
}
"#;

/// A strategy with all callbacks. What the functions answer: prices of entries and exits, changes of the
/// position, targets.
fn all(answers: [&str; 4]) -> Sim {
    let names = ["entry_price", "exit_price", "change", "target"];
    let functions = names.iter().zip(answers);
    let functions = functions.map(|(name, body)| format!("fn {name}(hour) {{ {body} }}\n"));
    sim()
        .set("position_adjustment_enable", true)
        .set("stoploss_after_fill", true)
        .script(ALL)
        .script(&functions.collect::<String>())
}

#[test]
fn an_entry_is_priced_sized_and_confirmed_and_then_the_position_is_looked_at() {
    all([""; 4]).candles("100 101 99 100 enter=E\n 2x 100 101 99 100").notes(
        "1 bot_loop_start
         1 custom_entry_price 100.0 E true
         1 custom_stake_amount 100.0
         1 confirm_trade_entry 1.0 100.0 E
         1 order_filled true 100.0
         1 custom_stoploss 100.0 true
         1 adjust_trade_position 100.0
         1 custom_stoploss 101.0 false
         1 custom_roi 0
         1 custom_exit 100.0
         2 bot_loop_start
         2 adjust_trade_position 100.0
         2 custom_stoploss 101.0 false
         2 custom_roi 60
         2 custom_exit 100.0
         2 order_filled false 100.0",
    );
}

/// The notes of one candle.
fn notes_of(row: i64, sim: &Sim) -> String {
    let notes = sim.run().locks.into_iter().filter(|lock| lock.pair == "NOTES/USDT");
    let start = sim.run().backtest_start;
    let notes = notes.filter(|note| note.date == start + row * 3_600_000);
    notes.map(|note| note.reason).collect::<Vec<_>>().join("\n")
}

fn asked_on(row: i64, sim: &Sim, expected: &str) {
    let expected: Vec<&str> = expected.lines().map(str::trim).collect();
    assert_eq!(notes_of(row, sim), expected.join("\n"));
}

#[test]
fn an_addition_is_priced_but_neither_sized_nor_confirmed() {
    let adds = all(["", "", "if hour == 2 { [50, \"ADD\"] }", ""]);
    asked_on(
        2,
        &adds.candles("100 101 99 100 enter=E\n 3x 100 101 99 100"),
        "bot_loop_start
         adjust_trade_position 100.0
         custom_entry_price 100.0 ADD false
         order_filled true 100.0
         custom_stoploss 100.0 true
         custom_stoploss 101.0 false
         custom_roi 60
         custom_exit 100.0",
    );
}

#[test]
fn a_part_is_sold_without_confirmation_and_before_the_exits_are_looked_at() {
    let sells = all(["", "", "if hour == 2 { [-40, \"PART\"] }", ""]);
    asked_on(
        2,
        &sells.candles("100 101 99 100 enter=E\n 100 101 99 100 exit=X\n 2x 100 101 99 100"),
        "bot_loop_start
         adjust_trade_position 100.0
         custom_exit_price 100.0 PART
         order_filled false 100.0
         custom_stoploss 100.0 true
         custom_stoploss 101.0 false
         custom_roi 60
         custom_exit_price 100.0 X
         confirm_trade_exit 0.6 100.0 X
         order_filled false 100.0",
    );
}

#[test]
fn an_entry_that_waits_is_asked_about_alone() {
    let waits = all(["if hour == 1 { 80.0 }", "", "", ""]).candles(
        "100 101 99 100 enter=E
         100 101 99 100 enter=ROW
         100 101 99 100
         60 61 50 60
         60 61 59 60",
    );
    asked_on(
        1,
        &waits,
        "bot_loop_start
         custom_entry_price 100.0 E true
         custom_stake_amount 80.0
         confirm_trade_entry 1.25 80.0 E",
    );
    // The price that is asked for here is not taken.
    asked_on(
        2,
        &waits,
        "bot_loop_start
         check_entry_timeout 80.0
         adjust_entry_price 80.0 100.0 E
         custom_entry_price 100.0 ROW false
         confirm_trade_entry 2.0 50.0 ROW",
    );
    asked_on(
        3,
        &waits,
        "bot_loop_start
         check_entry_timeout 50.0
         adjust_entry_price 50.0 60.0 E
         order_filled true 50.0
         custom_stoploss 50.0 true
         adjust_trade_position 60.0
         custom_stoploss 61.0 false
         custom_roi 120
         custom_exit 60.0",
    );
}

#[test]
fn an_exit_that_waits_keeps_nothing_from_being_asked() {
    let waits = all(["", "if hour == 2 { 110.0 }", "", ""])
        .candles("100 101 99 100 enter=E\n 100 101 99 100 exit=X\n 3x 100 101 99 100");
    asked_on(
        3,
        &waits,
        "bot_loop_start
         check_exit_timeout 110.0
         adjust_exit_price 110.0 100.0 E
         adjust_trade_position 100.0
         custom_stoploss 101.0 false
         custom_roi 120
         custom_exit 100.0",
    );
}

#[test]
fn a_target_that_is_reached_is_confirmed_after_all_reasons_were_looked_for() {
    let target = all(["", "", "", "if hour == 2 { 0.005 }"]);
    // 1.005 · 100 in doubles; the order is rounded.
    asked_on(
        2,
        &target.candles("100 101 99 100 enter=E\n 3x 100 101 99 100"),
        "bot_loop_start
         adjust_trade_position 100.0
         custom_stoploss 101.0 false
         custom_roi 60
         custom_exit 100.0
         confirm_trade_exit 1.0 100.49999999999999 roi
         order_filled false 100.5",
    );
}

#[test]
fn bot_loop_start_is_called_on_each_step_also_where_no_pair_has_a_candle() {
    let steps = sim()
        .asks("bot_loop_start", "note(ctx, \"step\")")
        .candles("3x 100 101 99 100")
        .late(4, "3x 100 101 99 100");
    steps.notes("1 step\n2 step\n3 step\n4 step\n5 step\n6 step");
}

/// Writes down what `ctx.trade` and its orders are.
const SEEN: &str = r#"
fn seen(ctx) {
    let t = ctx.trade;
    note(ctx, `${t.amount} @ ${t.open_rate}, stake ${t.stake_amount} of ${t.max_stake_amount}, ` +
        `stop ${t.stop_loss}, ${t.nr_of_successful_entries} in ${t.nr_of_successful_exits} out, ` +
        `earned ${t.realized_profit}`);
    for o in t.orders {
        let filled = if o.filled_date == () { "waits" } else { `filled ${o.filled_date.hour}` };
        note(ctx, `- ${o.is_entry} ${o.filled} of ${o.amount} @ ${o.price}, ${o.stake_amount}, ` +
            `${o.date.hour} ${filled} ${o.tag}`);
    }
}
"#;

#[test]
fn a_trade_whose_entry_waits_has_no_position_and_keeps_the_numbers_of_its_first_order() {
    let waits = sim()
        .script(SEEN)
        .set("stoploss", -0.5)
        .answers("custom_entry_price", &[(1, "80.0")], "()")
        .answers("adjust_entry_price", &[(2, "50.0")], "ctx.current_order_rate")
        .asks("check_entry_timeout", "seen(ctx); false")
        .asks("custom_exit", "seen(ctx); false")
        .candles(
            "100 101 99 100 enter=E
             100 101 99 100 enter=ROW
             2x 100 101 99 100
             60 61 50 60",
        );
    waits.notes(
        "2 0.0 @ 80.0, stake 100.0 of 0.0, stop 40.0, 0 in 0 out, earned 0.0
         2 - true 0.0 of 1.25 @ 80.0, 100.0, 1 waits E
         3 0.0 @ 80.0, stake 100.0 of 0.0, stop 40.0, 0 in 0 out, earned 0.0
         3 - true 0.0 of 2.0 @ 50.0, 100.0, 2 waits ROW
         4 0.0 @ 80.0, stake 100.0 of 0.0, stop 40.0, 0 in 0 out, earned 0.0
         4 - true 0.0 of 2.0 @ 50.0, 100.0, 2 waits ROW
         4 2.0 @ 50.0, stake 100.0 of 100.0, stop 25.0, 1 in 0 out, earned 0.0
         4 - true 2.0 of 2.0 @ 50.0, 100.0, 2 filled 4 ROW",
    );
}

#[test]
fn an_order_that_waits_changes_nothing_about_the_position() {
    let adds = sim()
        .script(SEEN)
        .set("stoploss", -0.5)
        .asks("custom_entry_price", "if ctx.trade != () { 80.0 }")
        .adjusts(&[(2, "[40, \"ADD\"]")])
        .answers("custom_exit_price", &[(3, "110.0")], "()")
        .asks(
            "custom_exit",
            "if ctx.current_time.hour > 1 { seen(ctx); } ctx.current_time.hour == 3",
        )
        .candles("100 101 99 100 enter=E\n 4x 100 101 99 100");
    adds.notes(
        "2 1.0 @ 100.0, stake 100.0 of 100.0, stop 50.0, 1 in 0 out, earned 0.0
         2 - true 1.0 of 1.0 @ 100.0, 100.0, 1 filled 1 E
         2 - true 0.0 of 0.5 @ 80.0, 40.0, 2 waits ADD
         3 1.0 @ 100.0, stake 100.0 of 100.0, stop 50.0, 1 in 0 out, earned 0.0
         3 - true 1.0 of 1.0 @ 100.0, 100.0, 1 filled 1 E
         3 - true 0.0 of 0.5 @ 80.0, 40.0, 2 waits ADD
         4 1.0 @ 100.0, stake 100.0 of 100.0, stop 50.0, 1 in 0 out, earned 0.0
         4 - true 1.0 of 1.0 @ 100.0, 100.0, 1 filled 1 E
         4 - false 0.0 of 1.0 @ 110.0, 110.0, 3 waits custom_exit",
    );
}

#[test]
fn order_filled_sees_what_was_bought_and_not_yet_what_was_sold() {
    let filled = sim()
        .script(SEEN)
        .set("stoploss", -0.1)
        .amount_step(0.00001)
        .adjusts(&[(2, "50"), (3, "[-60, \"PART\"]")])
        .asks("order_filled", "if ctx.current_time.hour > 1 { seen(ctx); }")
        .asks("custom_exit", "if ctx.current_time.hour == 3 { seen(ctx); } false")
        .candles(
            "100 101 99 100 enter=E
             100 101 99 100
             110 111 109 110
             108 111 107 110
             108 111 107 110",
        );
    // 1 and 0.45454 at 110 are 149.9994 and 103.12 on average; 10 % below that is 92.808.
    let first = "- true 1.0 of 1.0 @ 100.0, 100.0, 1 filled 1 E";
    let second = "- true 0.45454 of 0.45454 @ 110.0, 49.9994, 2 filled 2";
    let notes = notes_of(2, &filled);
    let lines: Vec<&str> = notes.lines().map(str::trim).collect();
    assert_eq!(
        lines,
        [
            "1.45454 @ 103.12, stake 149.9994 of 149.9994, stop 92.81, 2 in 0 out, earned 0.0",
            first,
            second
        ]
    );
    let notes = notes_of(3, &filled);
    let lines: Vec<&str> = notes.lines().map(str::trim).collect();
    // Sold are 60 · 1.45454 / 149.9994.
    // Its stake is the exact product: in doubles it is 62.835480000000004.
    let sold = "- false 0.58181 of 0.58181 @ 108.0, 62.83548, 3 filled 3 PART";
    assert_eq!(
        lines[..4],
        [
            "1.45454 @ 103.12, stake 149.9994 of 149.9994, stop 92.81, 2 in 1 out, earned 0.0",
            first,
            second,
            sold
        ]
    );
    assert!(lines[4].starts_with("0.87273 @ 103.12, stake 90.000"), "{}", lines[4]);
    assert!(lines[4].contains("2 in 1 out, earned 2.836"), "{}", lines[4]);
    // The last one is told as well, of a trade that still has all.
    let notes = notes_of(4, &filled);
    assert!(notes.starts_with("0.87273 @ 103.12"), "{notes}");
    assert!(notes.contains("2 in 2 out"), "{notes}");
}

#[test]
fn the_highest_and_lowest_rate_move_after_the_position_was_adjusted() {
    let note = "note(ctx, `${ctx.trade.min_rate} ${ctx.trade.max_rate}`);";
    let rates = sim()
        .set("position_adjustment_enable", true)
        .asks("adjust_trade_position", note)
        .asks("custom_exit", &format!("{note} false"))
        .candles(
            "100 101 99 100 enter
             100 101 99 100
             100 130 80 100
             100 101 99 100",
        );
    rates.notes(
        "1 100.0 100.0
         1 99.0 101.0
         2 99.0 101.0
         2 80.0 130.0
         3 80.0 130.0
         3 80.0 130.0",
    );
}
