//! Additions and reductions whose orders wait for their price.

use crate::support::sim::{Sim, sim};

/// 1 at 100 is bought on the second candle; the candles run from 99 to 101.
const CALM: &str = "100 101 99 100 enter=E
     5x 100 101 99 100";

/// Additions have a price of their own.
fn added_at(price: &str) -> Sim {
    sim().asks("custom_entry_price", &format!("if ctx.trade != () {{ {price} }}"))
}

#[test]
fn an_addition_waits_for_its_price() {
    let waits = added_at("90.0").adjusts(&[(2, "[45, \"ADD\"]")]).candles(
        "100 101 99 100 enter=E
         3x 100 101 99 100
         100 101 89 100
         100 101 99 100",
    );
    waits.orders(
        "A 1..1 buy 1 @ 100 E
         A 2..4 buy 0.5 @ 90 ADD
         A 5..5 sell 1.5 @ 100 force_exit",
    );
    waits.counts("");
}

#[test]
fn the_same_addition_again_changes_nothing() {
    let again = added_at("90.0").adjusts(&[(2, "[45, \"first\"]"), (3, "[45, \"second\"]")]);
    let again = again.candles(
        "100 101 99 100 enter=E
         3x 100 101 99 100
         100 101 89 100
         100 101 99 100",
    );
    again.orders(
        "A 1..1 buy 1 @ 100 E
         A 2..4 buy 0.5 @ 90 first
         A 5..5 sell 1.5 @ 100 force_exit",
    );
    again.counts("");
}

#[test]
fn an_addition_that_waits_is_no_entry_yet_and_gives_way_to_another_one() {
    let moved = added_at("88.0 + ctx.current_time.hour")
        .set("max_entry_position_adjustment", 1)
        .set("position_adjustment_enable", true)
        .asks("adjust_trade_position", "if ctx.current_time.hour > 1 { 46.0 }")
        .candles(
            "100 101 99 100 enter=E
             3x 100 101 99 100
             100 101 91.5 100
             100 101 89 100
             100 101 99 100",
        );
    moved.orders(
        "A 1..1 buy 1 @ 100 E
         A 4..4 buy 0.5 @ 92
         A 6..6 sell 1.5 @ 100 force_exit",
    );
    moved.counts("canceled_entry_orders 2");
}

#[test]
fn a_reduction_takes_the_place_of_an_addition_that_waits_and_the_other_way_round() {
    let reduced = added_at("90.0").adjusts(&[(2, "45"), (3, "-40")]);
    let reduced = reduced.candles(
        "100 101 99 100 enter=E
         3x 100 101 99 100
         100 101 89 100
         100 101 99 100",
    );
    reduced.orders(
        "A 1..1 buy 1 @ 100 E
         A 3..3 sell 0.4 @ 100 partial_exit
         A 5..5 sell 0.6 @ 100 force_exit",
    );
    reduced.counts("canceled_entry_orders 1");
    let added = sim()
        .answers("custom_exit_price", &[(2, "105.0")], "()")
        .adjusts(&[(2, "-40"), (3, "50")])
        .candles(
            "100 101 99 100 enter=E
             3x 100 101 99 100
             100 106 99 100
             100 101 99 100",
        );
    added.orders(
        "A 1..1 buy 1 @ 100 E
         A 3..3 buy 0.5 @ 100
         A 5..5 sell 1.5 @ 100 force_exit",
    );
    added.counts("");
}

#[test]
fn an_exit_of_everything_takes_an_addition_away() {
    let with =
        |rows: &str| added_at("90.0").set("stoploss", -0.05).adjusts(&[(2, "45")]).candles(rows);
    for (rows, trade) in [
        (CALM.to_owned(), "A 1..5 force_exit 100 -> 100"),
        (
            CALM.replace("5x", "100 101 99 100\n 100 101 99 100 exit\n 3x"),
            "A 1..3 exit_signal 100 -> 100",
        ),
        (
            CALM.replace("5x", "100 101 99 100\n 100 101 99 100\n 100 101 94 95\n 2x"),
            "A 1..3 stop_loss 100 -> 95",
        ),
    ] {
        let closed = with(&rows);
        closed.trades(trade);
        closed.counts("canceled_entry_orders 1");
        assert_eq!(closed.trade().orders.len(), 2);
    }
}

#[test]
fn an_addition_that_is_given_up_leaves_the_trade() {
    let over = added_at("90.0")
        .set("unfilledtimeout", serde_json::json!({ "entry": 60 }))
        .adjusts(&[(2, "45")])
        .candles(
            "100 101 99 100 enter=E
             2x 100 101 99 100
             100 101 89 100
             100 101 99 100",
        );
    over.orders(
        "A 1..1 buy 1 @ 100 E
         A 4..4 sell 1 @ 100 force_exit",
    );
    over.counts("timedout_entry_orders 1");
}

#[test]
fn an_addition_may_get_another_price_or_none() {
    let moved = |answer: &str| {
        let body = format!("note(ctx, `${{ctx.entry_tag}} ${{ctx.order.tag}}`); {answer}");
        added_at("80.0").asks("adjust_entry_price", &body).adjusts(&[(2, "[40, \"ADD\"]")])
    };
    let candles = CALM.replace("5x", "100 101 99 100\n 100 101 99 100 enter=row\n 3x");
    for none in ["()", "0"] {
        let gone = moved(none).candles(&candles);
        gone.orders(
            "A 1..1 buy 1 @ 100 E
             A 5..5 sell 1 @ 100 force_exit",
        );
        gone.counts("canceled_entry_orders 1");
    }
    // 40 at 100: the name of the order is lost to that of the candle.
    let at_once = moved("100.0").candles(&candles);
    at_once.orders(
        "A 1..1 buy 1 @ 100 E
         A 3..3 buy 0.4 @ 100 row
         A 5..5 sell 1.4 @ 100 force_exit",
    );
    at_once.counts("canceled_entry_orders 1, replaced_entry_orders 1");
    at_once.notes("3 E ADD");
    for never in ["160.0", "-5.0"] {
        let waits = moved(&format!(
            "if ctx.current_time.hour == 3 {{ {never} }} else {{ ctx.current_order_rate }}"
        ));
        let waits = waits.candles(&candles);
        assert_eq!(waits.trade().orders.len(), 2, "{never}");
        // The end takes it away as well.
        waits.counts("canceled_entry_orders 2, replaced_entry_orders 1");
    }
}

#[test]
fn a_reduction_that_waits_closes_the_trade_when_it_sells_all_of_it() {
    let all = sim()
        .answers("custom_exit_price", &[(2, "115.0")], "()")
        .adjusts(&[(2, "[-100, \"ALL\"]")])
        .candles(
            "100 101 99 100 enter
             2x 100 101 99 100
             100 116 99 100
             100 101 99 100",
        );
    all.trades("A 1..3 ALL 100 -> 115");
    all.orders(
        "A 1..1 buy 1 @ 100
         A 2..3 sell 1 @ 115 ALL",
    );
}

#[test]
fn a_reduction_that_waits_does_not_shield_the_trade() {
    let hit = sim()
        .set("stoploss", -0.05)
        .asks("custom_exit_price", "105.0")
        .adjusts(&[(2, "-20")])
        .candles(
            "100 101 99 100 enter
             100 101 99 100
             100 103 94 100
             100 106 99 100",
        );
    hit.trades("A 1..2 stop_loss 100 -> 95");
    hit.orders(
        "A 1..1 buy 1 @ 100
         A 2..2 sell 1 @ 95 stop_loss",
    );
}

/// Exits wait at 105, which the sixth candle reaches.
fn exits_at_105(rows: &[(i64, &str)], fourth: &str) -> Sim {
    sim().asks("custom_exit_price", "105.0").adjusts(rows).candles(&format!(
        "100 101 99 100 enter
         100 101 99 100
         100 101 99 100 {fourth}
         2x 100 101 99 100
         100 106 99 100
         100 101 99 100"
    ))
}

#[test]
fn the_same_reduction_again_changes_nothing() {
    let again = exits_at_105(&[(2, "[-40, \"first\"]"), (3, "[-40, \"second\"]")], "");
    again.orders(
        "A 1..1 buy 1 @ 100
         A 2..5 sell 0.4 @ 105 first
         A 6..6 sell 0.6 @ 100 force_exit",
    );
}

#[test]
fn an_exit_takes_the_place_of_a_reduction_unless_it_is_the_same_order() {
    let part = exits_at_105(&[(2, "-40")], "exit=X");
    part.trades("A 1..5 X 100 -> 105");
    part.orders(
        "A 1..1 buy 1 @ 100
         A 3..5 sell 1 @ 105 X",
    );
    // The order keeps its name, the trade takes that of the signal.
    let all = exits_at_105(&[(2, "[-100, \"ALL\"]")], "exit=X");
    all.orders(
        "A 1..1 buy 1 @ 100
         A 2..5 sell 1 @ 105 ALL",
    );
    all.trades("A 1..5 X 100 -> 105");
}

#[test]
fn an_addition_takes_an_exit_away_that_waits() {
    let added = exits_at_105(&[(4, "50")], "exit=X");
    added.orders(
        "A 1..1 buy 1 @ 100
         A 4..4 buy 0.5 @ 100
         A 6..6 sell 1.5 @ 100 force_exit",
    );
    // One that fills on the candle of an exit is sold with the rest.
    let sold = added_at("90.0").adjusts(&[(2, "45")]).candles(
        "100 101 99 100 enter
         100 101 99 100
         100 101 99 100 exit=X
         100 101 89 100
         100 101 99 100",
    );
    sold.trades("A 1..3 X 96.67 -> 100");
    sold.orders(
        "A 1..1 buy 1 @ 100
         A 2..3 buy 0.5 @ 90
         A 3..3 sell 1.5 @ 100 X",
    );
}

#[test]
fn a_reduction_has_a_price_of_its_own_that_is_rounded_and_at_least_the_low() {
    let prices = [(2, "98.0"), (3, "101.0"), (4, "100.503"), (5, "150.0")];
    let parts = sim()
        .answers("custom_exit_price", &prices, "()")
        .set("position_adjustment_enable", true)
        .asks(
            "adjust_trade_position",
            "let hour = ctx.current_time.hour; if hour > 1 { [-20.0, `part ${hour}`] }",
        )
        .candles("100 101 99 100 enter=E\n 5x 100 101 99 100");
    parts.orders(
        "A 1..1 buy 1 @ 100 E
         A 2..2 sell 0.2 @ 99 part 2
         A 3..3 sell 0.2 @ 101 part 3
         A 4..4 sell 0.2 @ 100.5 part 4
         A 5..5 sell 0.4 @ 100 force_exit",
    );
}

#[test]
fn a_reduction_that_is_given_up_or_moved_keeps_the_rest_of_the_trade() {
    let waits = || {
        sim().answers("custom_exit_price", &[(2, "105.0")], "()").adjusts(&[(2, "[-40, \"part\"]")])
    };
    let over = waits().set("unfilledtimeout", serde_json::json!({ "exit": 60 })).candles(CALM);
    over.orders(
        "A 1..1 buy 1 @ 100 E
         A 5..5 sell 1 @ 100 force_exit",
    );
    over.counts("timedout_exit_orders 1");
    let moved = waits().asks("adjust_exit_price", "100.503").candles(CALM);
    moved.orders(
        "A 1..1 buy 1 @ 100 E
         A 3..3 sell 0.4 @ 100.5 part
         A 5..5 sell 0.6 @ 100 force_exit",
    );
}

#[test]
fn the_balance_counts_an_addition_that_waits_on_top() {
    let equity = added_at("90.0").adjusts(&[(2, "45")]).candles(
        "100 101 99 100 enter=E
         3x 100 101 99 100
         100 101 89 100
         100 101 99 100",
    );
    let samples: Vec<f64> = equity.run().equity.iter().map(|sample| sample.equity).collect();
    // 45 too much while it waits; then 855, and 1.5 at 100.
    assert_eq!(samples, [1000.0, 1000.0, 1045.0, 1045.0, 1005.0]);
    let rest = added_at("90.0")
        .set("position_adjustment_enable", true)
        .asks(
            "adjust_trade_position",
            "note(ctx, `${ctx.max_stake}`); if ctx.current_time.hour == 2 { 45.0 }",
        )
        .candles("100 101 99 100 enter=E\n 3x 100 101 99 100");
    rest.notes(
        "1 890.0
         2 890.0
         3 890.0",
    );
}

#[test]
fn a_stop_set_after_a_fill_is_drawn_up_to_the_average_only_on_the_candle_of_the_order() {
    // 1 at 100 and 1.11111 at 90 are 94.74 on average. The answer of 10 % below 90 is 81; on the candle on
    // which the order was placed 10 % below the average comes after it, and that is called trailing.
    let filled = |third: &str, fourth: &str| {
        added_at("90.0")
            .amount_step(0.00001)
            .set("stoploss", -0.2)
            .set("stoploss_after_fill", true)
            .asks("custom_stoploss", "if ctx.after_fill && ctx.current_rate == 90.0 { -0.1 }")
            .adjusts(&[(2, "100.0")])
            .candles(&format!(
                "100 101 99 100 enter
                 100 101 99 100
                 {third}
                 {fourth}
                 91 92 90 91
                 91 92 70 80
                 91 92 90 91"
            ))
    };
    filled("91 92 90 91", "91 92 90 91").trades("A 1..5 trailing_stop_loss 94.74 -> 85.27");
    filled("100 101 99 100", "91 92 90 91").trades("A 1..5 stop_loss 94.74 -> 81");
}

#[test]
fn an_addition_that_waits_draws_the_stop_up_to_the_average_too() {
    // As above, and 50 more at 90 are ordered, which no candle reaches: the stop of 81, set after the fill, goes
    // to 85.27, 10 % below the average of 94.74.
    added_at("90.0")
        .amount_step(0.00001)
        .set("stoploss", -0.2)
        .set("stoploss_after_fill", true)
        .asks("custom_stoploss", "if ctx.after_fill && ctx.current_rate == 90.0 { -0.1 }")
        .adjusts(&[(2, "100.0"), (4, "50.0")])
        .candles(
            "100 101 99 100 enter
             100 101 99 100
             100 101 99 100
             91 92 90 91
             92 93 91 92
             91 92 91 91
             88 89 85 86
             91 92 91 91",
        )
        .trades("A 1..6 trailing_stop_loss 94.74 -> 85.27");
}
