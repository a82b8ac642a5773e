//! Orders that wait and get another price, or none.

use crate::support::sim::{Sim, sim};

/// An entry at 80 is placed on the second candle; the candles run from 99 to 101.
fn entry() -> Sim {
    sim().answers("custom_entry_price", &[(1, "80.0")], "()")
}

const CALM: &str = "100 101 99 100 enter=E
     5x 100 101 99 100";

/// The same, with another price on the third candle.
fn moved_to(price: &str) -> Sim {
    entry().answers("adjust_entry_price", &[(2, price)], "ctx.current_order_rate")
}

const REPLACED: &str = "canceled_entry_orders 1, replaced_entry_orders 1";
const REMOVED: &str = "canceled_entry_orders 1, canceled_trade_entries 1, replaced_entry_orders 1";

#[test]
fn an_entry_at_the_same_price_stays_where_it_is() {
    for price in ["ctx.current_order_rate", "80", "80.0"] {
        let kept = entry().asks("adjust_entry_price", price).candles(
            "100 101 99 100 enter=E
             2x 100 101 99 100
             100 101 79 100
             100 101 99 100",
        );
        kept.orders(
            "A 1..3 buy 1.25 @ 80 E
             A 4..4 sell 1.25 @ 100 force_exit",
        );
        kept.counts("");
    }
}

#[test]
fn an_entry_without_a_price_is_taken_away_and_its_trade_never_was() {
    for none in ["()", "0", "0.0"] {
        let gone = moved_to(none).candles(CALM);
        gone.trades("");
        gone.counts("canceled_entry_orders 1, canceled_trade_entries 1");
    }
}

#[test]
fn an_entry_gets_its_new_price_unrounded_and_the_tag_of_its_candle() {
    // 100 / 99.503 is 1.00499.
    let new = |rows: &str| moved_to("99.503").amount_step(0.001).candles(rows);
    let untagged = new(CALM);
    untagged.orders(
        "A 2..2 buy 1.004 @ 99.503
         A 5..5 sell 1.004 @ 100 force_exit",
    );
    untagged.counts(REPLACED);
    let tagged =
        new(&CALM.replace("5x 100 101 99 100", "100 101 99 100 enter=later\n4x 100 101 99 100"));
    tagged.orders(
        "A 2..2 buy 1.004 @ 99.503 later
         A 5..5 sell 1.004 @ 100 force_exit",
    );
    let trade = tagged.trade();
    assert_eq!((trade.enter_tag.as_str(), trade.open_rate.to_bits()), ("E", 99.5_f64.to_bits()));
    // The profit is that of the order's price, not of the rounded one.
    assert!((trade.profit_abs - 1.004 * 0.497).abs() < 1e-9, "{}", trade.profit_abs);
    tagged.trades("A 1..5 force_exit 99.5 -> 100");
}

#[test]
fn a_new_entry_price_may_lie_beyond_the_candle() {
    let above = moved_to("125.0").candles(
        "100 101 99 100 enter=E
         3x 100 101 99 100
         100 126 99 100
         100 101 99 100",
    );
    above.orders(
        "A 2..4 buy 0.8 @ 125
         A 5..5 sell 0.8 @ 100 force_exit",
    );
    above.counts(REPLACED);
    let below = moved_to("-5.0").candles(CALM);
    below.trades("");
    below.counts(REPLACED);
}

#[test]
fn an_entry_that_is_moved_often_shrinks_with_the_step_of_amounts() {
    // 1.1 at 90 is 99; 99 / 98 is 1.0; 98 / 97 is 1.0; 97 / 99.5 is 0.9.
    let moved = sim()
        .answers("custom_entry_price", &[(1, "90.0")], "()")
        .answers("adjust_entry_price", &[(2, "98.0"), (3, "97.0")], "99.5")
        .amount_step(0.1)
        .candles(CALM);
    moved.orders(
        "A 4..4 buy 0.9 @ 99.5
         A 5..5 sell 0.9 @ 100 force_exit",
    );
    moved.counts("canceled_entry_orders 3, replaced_entry_orders 3");
}

#[test]
fn a_new_entry_price_is_confirmed_with_the_tag_of_its_candle() {
    let candles = "100 101 99 100 enter=first
         100 101 99 100 enter=second
         3x 100 101 99 100";
    let confirm = |answer: &str| {
        let body =
            format!("note(ctx, `${{ctx.entry_tag}} ${{ctx.amount}} at ${{ctx.rate}}`); {answer}");
        moved_to("99.503").amount_step(0.001).asks("confirm_trade_entry", &body).candles(candles)
    };
    let asked = confirm("true");
    asked.notes(
        "1 first 1.25 at 80.0
         2 second 1.004 at 99.503",
    );
    asked.counts(REPLACED);
    // Refused: the trade is gone, and the signal of this candle has its turn.
    let refused = confirm("ctx.rate != 99.503");
    refused.notes(
        "1 first 1.25 at 80.0
         2 second 1.004 at 99.503
         2 second 1.0 at 100.0",
    );
    refused.orders(
        "A 2..2 buy 1 @ 100 second
         A 4..4 sell 1 @ 100 force_exit",
    );
    refused.counts(REMOVED);
}

#[test]
fn a_moved_entry_must_be_worth_the_smallest_stake() {
    // 1 at 90 is less than 90.4 · 1.05; the new trade was worth 100, more than 90.4 · 1.05 / 0.95.
    let gone = sim()
        .answers("custom_entry_price", &[(1, "90.0")], "()")
        .answers("adjust_entry_price", &[(2, "99.5")], "ctx.current_order_rate")
        .script("fn confirm_trade_entry(ctx) { note(ctx, \"asked\"); true }")
        .min_cost(90.4)
        .amount_step(0.5)
        .candles(CALM);
    gone.trades("");
    gone.counts(REMOVED);
    gone.notes("1 asked");
    // 90 is enough for 85.7 · 1.05 = 89.985.
    let stays = sim()
        .answers("custom_entry_price", &[(1, "90.0")], "()")
        .answers("adjust_entry_price", &[(2, "91.0")], "ctx.current_order_rate")
        .min_cost(85.7)
        .amount_step(0.5);
    stays.candles(CALM).counts(REPLACED);
}

#[test]
fn the_smallest_stake_of_a_moved_entry_is_that_of_the_price_of_a_new_one() {
    // The order is worth 100 and moves to 95. An amount of 1 with the reserve is 94.5 at 90, 98.7 at 94,
    // 100.8 at 96, and 105 at the open.
    let moved = |price: &str| {
        sim()
            .answers("custom_entry_price", &[(1, "80.0"), (2, price)], "()")
            .answers("adjust_entry_price", &[(2, "95.0")], "ctx.current_order_rate")
            .min_amount(1.0)
            .candles(CALM)
    };
    for (price, counts) in
        [("90.0", REPLACED), ("94.0", REPLACED), ("96.0", REMOVED), ("()", REMOVED)]
    {
        moved(price).counts(counts);
    }
}

#[test]
fn a_moved_entry_that_fills_at_once_is_in_the_balance_with_the_next_order_only() {
    let rows = "100 101 99 100 enter=E
         2x 100 101 99 100
         110 110 110 110
         120 120 120 120
         130 130 130 130";
    let equity = |sim: Sim| -> Vec<f64> {
        sim.candles(rows).run().equity.iter().map(|sample| sample.equity).collect()
    };
    assert_eq!(equity(moved_to("100.0")), [1000.0; 5]);
    assert_eq!(equity(sim()), [1000.0, 1000.0, 1010.0, 1020.0, 1030.0]);
}

#[test]
fn what_is_free_after_a_moved_entry_is_what_was_free_before_it() {
    // A bought 3.7037 at 90 for 333.333, which is 3.35008 at 99.5 for 333.33296. B, on the same candle, is
    // offered a third of that and of the 666.667 that were free before.
    let offered = "let offered = ctx.proposed_stake;
        if offered > 333.333319 && offered < 333.333321 { note(ctx, \"a third\"); }
        let most = ctx.max_stake;
        if most > 666.666999 && most < 666.667001 { note(ctx, \"all\"); }";
    let moved = sim()
        .config("stake_amount", "unlimited")
        .config("tradable_balance_ratio", 1.0)
        .set("max_open_trades", 3)
        .amount_step(0.00001)
        .asks("custom_entry_price", "if ctx.pair == \"A/USDT\" { 90.0 }")
        .answers("adjust_entry_price", &[(3, "99.5")], "ctx.current_order_rate")
        .asks("custom_stake_amount", &format!("if ctx.pair == \"B/USDT\" {{ {offered} }}"))
        .candles(CALM)
        .candles("2x 100 101 99 100\n 100 101 99 100 enter\n 3x 100 101 99 100");
    moved.notes("3 a third\n3 all");
}

/// An exit order at 110 waits since the third candle.
fn exit_moved_to(price: &str) -> Sim {
    sim().answers("custom_exit_price", &[(2, "110.0")], "()").answers(
        "adjust_exit_price",
        &[(3, price)],
        "ctx.current_order_rate",
    )
}

const EXIT_ASKED_FOR: &str = "100 101 99 100 enter=E
     100 101 99 100 exit=X
     3x 100 101 99 100
     100 101 99 100";

#[test]
fn an_exit_gets_its_new_price_rounded_and_keeps_its_tag() {
    let moved = exit_moved_to("100.503").candles(EXIT_ASKED_FOR);
    moved.orders(
        "A 1..1 buy 1 @ 100 E
         A 3..3 sell 1 @ 100.5 X",
    );
    moved.trades("A 1..3 X 100 -> 100.5");
    moved.counts("");
    let later = exit_moved_to("105.0").candles(
        "100 101 99 100 enter=E
         100 101 99 100 exit=X
         3x 100 101 99 100
         100 106 99 100
         100 101 99 100",
    );
    later.orders(
        "A 1..1 buy 1 @ 100 E
         A 3..5 sell 1 @ 105 X",
    );
}

#[test]
fn an_exit_that_is_moved_asks_neither_for_a_price_nor_for_a_confirmation() {
    let asked = sim()
        .asks("custom_exit_price", "note(ctx, \"price\"); 110.0")
        .asks("confirm_trade_exit", "note(ctx, \"confirm\"); true")
        .asks(
            "adjust_exit_price",
            "note(ctx, `${ctx.current_order_rate} ${ctx.proposed_rate} ${ctx.entry_tag}`); 100.5",
        )
        .candles(EXIT_ASKED_FOR);
    asked.notes(
        "2 price
         2 confirm
         3 110.0 100.0 E",
    );
}

#[test]
fn an_exit_without_a_price_is_taken_away_and_must_be_asked_for_again() {
    for none in ["()", "0", "0.0"] {
        let gone = exit_moved_to(none).candles(
            "100 101 99 100 enter
             100 101 99 100 exit=X
             100 101 99 100
             100 101 99 100
             100 111 99 100
             100 101 99 100",
        );
        gone.trades("A 1..5 force_exit 100 -> 100");
        gone.counts("");
    }
    let again = exit_moved_to("()").candles(
        "100 101 99 100 enter
         100 101 99 100 exit=X
         100 101 99 100
         100 101 99 100 exit=Y
         2x 100 101 99 100",
    );
    again.trades("A 1..4 Y 100 -> 100");
}

#[test]
fn a_new_exit_price_is_not_raised_to_the_low() {
    for price in ["-5.0", "98.0", "150.0"] {
        exit_moved_to(price).candles(EXIT_ASKED_FOR).trades("A 1..5 force_exit 100 -> 100");
    }
}

#[test]
fn one_callback_may_move_entries_and_exits() {
    let both = sim()
        .answers("custom_entry_price", &[(1, "80.0")], "()")
        .answers("custom_exit_price", &[(4, "110.0")], "()")
        .asks(
            "adjust_order_price",
            "note(ctx, `${ctx.order.is_entry} ${ctx.current_order_rate} ${ctx.entry_tag} ${ctx.side}`);
             ctx.proposed_rate",
        )
        .candles(
            "100 101 99 100 enter=E
             2x 100 101 99 100
             100 101 99 100 exit=X
             3x 100 101 99 100",
        );
    both.notes(
        "2 true 80.0 E long
         5 false 110.0 E long",
    );
    both.trades("A 1..5 X 100 -> 100");
    both.counts(REPLACED);
}

#[test]
fn one_callback_for_all_orders_and_one_for_a_kind_cannot_both_be_meant() {
    for other in ["adjust_entry_price", "adjust_exit_price"] {
        let fault = sim()
            .asks("adjust_order_price", "ctx.current_order_rate")
            .asks(other, "ctx.current_order_rate")
            .candles(CALM)
            .fault();
        assert!(fault.contains("adjust_order_price"), "{other}: {fault}");
    }
}

#[test]
fn an_order_is_not_moved_on_the_candle_on_which_it_is_placed() {
    let note = "note(ctx, \"asked\"); ctx.current_order_rate";
    let entry = sim().asks("custom_entry_price", "80.0").asks("adjust_entry_price", note);
    entry.candles("100 101 99 100 enter\n 3x 100 101 99 100").notes("2 asked\n 3 asked");
    let exit = sim().asks("custom_exit_price", "110.0").asks("adjust_exit_price", note);
    exit.candles(EXIT_ASKED_FOR).notes("3 asked\n 4 asked\n 5 asked");
}
