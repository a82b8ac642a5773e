//! Positions that are added to and partly sold while they are open.

use crate::support::sim::{Sim, sim};

/// 1 at 100 is bought on the second candle; the candles run from 99 to 101.
const CALM: &str = "100 101 99 100 enter=E
     5x 100 101 99 100";

/// An exchange with a smallest cost of 5, and a wallet that may be staked to the last coin.
fn exchange() -> Sim {
    sim().min_cost(5.0).amount_step(0.00001).config("tradable_balance_ratio", 1.0)
}

/// Compares the orders of the trade between its first entry and the end.
fn changes(sim: &Sim, expected: &str) {
    let trade = sim.trade();
    let orders = trade.orders.iter().skip(1).filter(|order| order.tag != "force_exit");
    let orders = orders.map(|order| {
        let side = if order.is_entry { "buy" } else { "sell" };
        format!("{side} {} @ {} {}", order.amount, order.price, order.tag).trim_end().to_owned()
    });
    assert_eq!(orders.collect::<Vec<_>>().join(", "), expected);
}

#[test]
fn a_position_is_changed_only_where_that_is_enabled() {
    let asked = || sim().asks("adjust_trade_position", "note(ctx, `at ${ctx.current_rate}`); 50.0");
    let off = asked().set("max_entry_position_adjustment", 3).candles(CALM);
    off.notes("");
    changes(&off, "");
    let on = asked().set("position_adjustment_enable", true);
    let on = on.candles("100 101 99 100 enter=E\n 3x 100 101 99 100");
    // On the candle of the entry too, and on the last one.
    on.notes(
        "1 at 100.0
         2 at 100.0
         3 at 100.0",
    );
    on.orders(
        "A 1..1 buy 1 @ 100 E
         A 1..1 buy 0.5 @ 100 E
         A 2..2 buy 0.5 @ 100
         A 3..3 buy 0.5 @ 100
         A 3..3 sell 2.5 @ 100 force_exit",
    );
}

#[test]
fn the_smallest_stake_has_a_reserve_that_depends_on_the_question() {
    // 5 · 1.05 / 0.95 for a new trade, 5 · 1.05 / 0.9 for the question, 5 · 1.05 for the addition.
    let asked = exchange()
        .set("position_adjustment_enable", true)
        .asks(
            "custom_stake_amount",
            "if ctx.min_stake > 5.52631 && ctx.min_stake < 5.52632 { note(ctx, \"new\"); }
             if ctx.max_stake == 1000.0 { note(ctx, \"all\"); } 100.0",
        )
        .asks(
            "adjust_trade_position",
            "if ctx.min_stake > 5.83333 && ctx.min_stake < 5.83334 { note(ctx, \"asked\"); }
             if ctx.max_stake == 900.0 { note(ctx, \"the rest\"); }",
        )
        .candles("100 101 99 100 enter=E\n 2x 100 101 99 100");
    asked.notes(
        "1 new
         1 all
         1 asked
         1 the rest
         2 asked
         2 the rest",
    );
    for (stake, bought) in [
        ("5.9", "buy 0.059 @ 100"),
        ("5.25", "buy 0.0525 @ 100"),
        ("5.2", "buy 0.0525 @ 100"),
        ("4.1", "buy 0.0525 @ 100"),
        // 4 · 1.3 is less than 5.25.
        ("4.0", ""),
        ("1.0", ""),
    ] {
        changes(&exchange().adjusts(&[(2, stake)]).candles(CALM), bought);
    }
    // An amount of 0.1 at 100 with the reserve of 5 % is 10.5.
    for (stake, bought) in [("8.0", ""), ("8.1", "buy 0.105 @ 100"), ("10.6", "buy 0.106 @ 100")] {
        changes(
            &sim().min_amount(0.1).amount_step(0.001).adjusts(&[(2, stake)]).candles(CALM),
            bought,
        );
    }
}

#[test]
fn no_more_is_added_than_there_is() {
    for most in ["900.0", "5000.0", "1.0 / 0.0"] {
        let all = exchange().adjusts(&[(2, most)]).candles(CALM);
        changes(&all, "buy 9 @ 100");
        assert_eq!(all.trade().max_stake_amount.to_bits(), 1000_f64.to_bits());
    }
    // With the default ratio a hundredth stays: 990 − 100.
    changes(&sim().adjusts(&[(2, "5000.0")]).candles(CALM), "buy 8.9 @ 100");
}

#[test]
fn answers_that_are_no_stake_change_nothing() {
    for nothing in ["()", "0", "0.0", "0.0 / 0.0", "[0.0 / 0.0, \"t\"]", "[(), \"t\"]"] {
        changes(&exchange().adjusts(&[(2, nothing)]).candles(CALM), "");
    }
}

#[test]
fn an_addition_has_its_own_tag_or_that_of_its_candle() {
    let candles = "100 101 99 100 enter=E
         100 101 99 100 enter=row
         2x 100 101 99 100";
    for (answer, tag) in [
        ("[50, \"ADD\"]", " ADD"),
        ("50", " row"),
        ("50.0", " row"),
        ("[50]", " row"),
        ("[50, ()]", " row"),
        ("[50, \"\"]", " row"),
    ] {
        let added = sim().adjusts(&[(2, answer)]).candles(candles);
        changes(&added, &format!("buy 0.5 @ 100{tag}"));
    }
    changes(&sim().adjusts(&[(2, "50")]).candles(CALM), "buy 0.5 @ 100");
    // Of the entry's own candle it is the entry's.
    changes(&sim().adjusts(&[(1, "50")]).candles(CALM), "buy 0.5 @ 100 E");
}

#[test]
fn entries_may_be_added_so_many_times() {
    let with = |sim: Sim| {
        sim.set("position_adjustment_enable", true)
            .answers("adjust_trade_position", &[(4, "-40.0")], "20.0")
            .candles(CALM)
    };
    let most = |count: i64| with(sim().set("max_entry_position_adjustment", count));
    let (buy, sell) = ("buy 0.2 @ 100", "sell 0.4 @ 100 partial_exit");
    changes(&most(0), sell);
    changes(&most(1), &format!("{buy} E, {sell}"));
    changes(&most(2), &format!("{buy} E, {buy}, {sell}"));
    let any = format!("{buy} E, {buy}, {buy}, {sell}, {buy}");
    changes(&most(-1), &any);
    changes(&with(sim()), &any);
    // The config has the last word.
    let config = sim().set("max_entry_position_adjustment", 3);
    changes(&with(config.config("max_entry_position_adjustment", 0)), sell);
}

#[test]
fn what_is_sold_leaves_nothing_or_enough() {
    let all = "sell 1 @ 100 partial_exit";
    for (stake, sold) in [
        ("-100.0", all),
        ("-100", all),
        ("-ctx.trade.stake_amount", all),
        ("[-100.0, \"ALL\"]", "sell 1 @ 100 ALL"),
        // More than there is.
        ("-100.001", ""),
        ("-5000.0", ""),
        // 4 and 5 are left, less than 5.8333.
        ("-96.0", ""),
        ("-95.0", ""),
        ("-94.0", "sell 0.94 @ 100 partial_exit"),
        // What is sold has no minimum but the step.
        ("-4.0", "sell 0.04 @ 100 partial_exit"),
        ("-0.002", "sell 0.00002 @ 100 partial_exit"),
        ("-0.001", "sell 0.00001 @ 100 partial_exit"),
        ("-0.0005", ""),
        ("[-40.0, \"\"]", "sell 0.4 @ 100 partial_exit"),
        ("[-40.0, ()]", "sell 0.4 @ 100 partial_exit"),
        ("[-40.0, \"half\"]", "sell 0.4 @ 100 half"),
    ] {
        let reduced = exchange().adjusts(&[(2, stake)]).candles(CALM);
        let found = reduced.run();
        assert_eq!(found.trades.len(), 1, "{stake}");
        changes(&reduced, sold);
    }
    let long = "t".repeat(300);
    let tagged = exchange().adjusts(&[(2, &format!("[-100.0, \"{long}\"]"))]).candles(CALM);
    assert_eq!(tagged.trade().exit_reason, long);
}

#[test]
fn more_than_there_is_is_not_sold_where_nothing_is_too_little_either() {
    let free = || sim().amount_step(0.00001);
    // Down to the step of amounts it is everything.
    changes(&free().adjusts(&[(2, "-100.0009")]).candles(CALM), "sell 1 @ 100 partial_exit");
    changes(&free().adjusts(&[(2, "-100.001")]).candles(CALM), "");
    changes(&free().adjusts(&[(2, "-150.0")]).candles(CALM), "");
    changes(&free().adjusts(&[(2, "-99.999")]).candles(CALM), "sell 0.99999 @ 100 partial_exit");
}

#[test]
fn selling_everything_ends_the_trade_before_its_exits_are_asked_about() {
    let sold = sim()
        .adjusts(&[(2, "[-100.0, \"ALL\"]")])
        .set("stoploss", -0.05)
        .asks("custom_exit", "note(ctx, \"asked\"); false")
        .candles(
            "100 101 99 100 enter
             100 101 99 100
             100 115 90 100
             100 101 99 100",
        );
    sold.trades("A 1..2 ALL 100 -> 100");
    sold.notes("1 asked");
    // The candle on which it ended is none of its candles.
    let trade = sold.trade();
    assert_eq!(
        (trade.max_rate.map(f64::to_bits), trade.min_rate.map(f64::to_bits)),
        (Some(101_f64.to_bits()), Some(99_f64.to_bits()))
    );
}

#[test]
fn what_is_sold_in_parts_is_one_trade() {
    let parts = sim().adjusts(&[(2, "[-40.0, \"PART\"]"), (3, "-ctx.trade.stake_amount")]).candles(
        "100 101 99 100 enter
             100 101 99 100
             110 111 109 110
             90 91 89 90
             90 91 89 90",
    );
    parts.trades("A 1..3 partial_exit 100 -> 90");
    parts.orders(
        "A 1..1 buy 1 @ 100
         A 2..2 sell 0.4 @ 110 PART
         A 3..3 sell 0.6 @ 90 partial_exit",
    );
    let trade = parts.trade();
    let found = [trade.profit_abs, trade.profit_ratio, trade.amount, trade.stake_amount];
    for (found, expected) in found.into_iter().zip([-2.0, -0.02, 0.6, 60.0]) {
        assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
    }
    assert_eq!(trade.max_stake_amount.to_bits(), 100_f64.to_bits());
    assert!((parts.run().final_balance - 998.0).abs() < 1e-9);
}

#[test]
fn the_worked_example_of_additions_and_reductions() {
    // 1 at 100, 0.5102 more at 98; 0.20136 are sold at 97, the rest at 96.
    let trade = sim()
        .fee(0.001)
        .amount_step(0.00001)
        .adjusts(&[(2, "49.99965"), (3, "-20.0")])
        .candles(
            "100 101 99 100 enter
             100 101 99 100
             98 99 97 98
             97 98 96 97 exit
             96 97 95 96
             96 97 95 96",
        )
        .trade();
    let amounts: Vec<f64> = trade.orders.iter().map(|order| order.amount).collect();
    assert_eq!(amounts, [1.0, 0.5102, 0.20136, 1.30884]);
    assert!((trade.profit_abs + 5.114_220_16).abs() < 1e-9, "{}", trade.profit_abs);
    assert!((trade.profit_ratio + 5.114_220_16 / 150.149_599_6).abs() < 1e-12);
    // 99.3243… is the average; the rates of the trade are on the step.
    assert!((trade.open_rate - 99.32).abs() < 1e-12, "{}", trade.open_rate);
}

#[test]
fn trap_24_what_is_added_at_a_higher_price_makes_the_stop_a_trailing_one() {
    let adds = |open: u32, low: &str, stoploss: f64| {
        sim().set("stoploss", stoploss).amount_step(0.00001).adjusts(&[(2, "100.0")]).candles(
            &format!(
                "100 101 99 100 enter
                 100 101 99 100
                 {open} 111 99 {open}
                 100 101 {low} 100
                 100 101 99 100"
            ),
        )
    };
    // 104.76 is the average, and 10 % below it 94.284.
    adds(110, "94.29", -0.1).trades("A 1..3 trailing_stop_loss 104.76 -> 94.29");
    adds(110, "94.31", -0.1).trades("A 1..4 force_exit 104.76 -> 100");
    // Bought lower, the first stop stays where it is and keeps its name.
    adds(99, "90", -0.05).trades("A 1..3 stop_loss 99.5 -> 95");
}

#[test]
fn what_may_be_added_is_bounded_by_wallet_capital_and_exchange() {
    let max = |sim: Sim| {
        sim.amount_step(0.00001)
            .set("position_adjustment_enable", true)
            .asks("adjust_trade_position", "note(ctx, `${ctx.max_stake}`); 100.0")
            .set("max_entry_position_adjustment", 1)
            .candles("100 101 99 100 enter=E\n 3x 100 101 99 100")
    };
    let full = || sim().config("tradable_balance_ratio", 1.0);
    // The amended last stake is for new trades.
    for amended in [false, true] {
        let small = full()
            .config("dry_run_wallet", 150)
            .config("amend_last_stake_amount", amended)
            .config("last_stake_amount_min_ratio", 0.9);
        changes(&max(small), "buy 0.5 @ 100 E");
    }
    let capital = |capital: i64| max(full().config("available_capital", capital));
    changes(&capital(130), "buy 0.3 @ 100 E");
    capital(130).notes("1 30.0\n2 0.0\n3 0.0");
    changes(&capital(100), "");
    // An order of the exchange costs at most 120, and so does all of a trade.
    let most = max(full().max_cost(120.0));
    changes(&most, "buy 0.2 @ 100 E");
    most.notes("1 120.0\n2 120.0\n3 120.0");
}

#[test]
fn what_a_part_has_earned_is_not_staked_before_the_trade_ends() {
    let max = |sim: Sim| {
        sim.set("position_adjustment_enable", true)
            .asks(
                "adjust_trade_position",
                "note(ctx, `${ctx.max_stake}`); if ctx.current_time.hour == 2 { -40.0 }",
            )
            .candles(
                "100 101 99 100 enter
                 100 101 99 100
                 110 111 109 110
                 110 111 109 110",
            )
    };
    // 130 − 60: the profit of 4 is not there yet.
    max(sim().config("available_capital", 130)).notes("1 30.0\n2 30.0\n3 70.0");
    // A part of the wallet has it: half of 60 + 944, without the 60.
    max(sim().config("tradable_balance_ratio", 0.5)).notes("1 400.0\n2 400.0\n3 442.0");
}

#[test]
fn the_balance_has_what_a_part_brought() {
    let equity = sim()
        .adjusts(&[(2, "-40.0")])
        .candles(
            "100 101 99 100 enter
             100 101 99 100
             110 110 110 110
             110 110 110 110
             120 120 120 120",
        )
        .run();
    let samples: Vec<f64> = equity.equity.iter().map(|sample| sample.equity).collect();
    // 944 and 0.6 at 110, then at 120.
    assert_eq!(samples, [1000.0, 1010.0, 1010.0, 1016.0]);
    assert!((equity.final_balance - 1016.0).abs() < 1e-9);
}

#[test]
fn parts_whose_profits_cancel_out_leave_what_was_realized_before() {
    // 0.2 are sold 10 above the entry and 0.2 ten below: 2 are told after the first, and go on being told.
    let sold = sim()
        .adjusts(&[(2, "-20.0"), (3, "-20.0")])
        .set("stoploss", -0.5)
        .asks("custom_exit", "note(ctx, ctx.trade.realized_profit.to_string()); false")
        .candles(
            "100 101 99 100 enter
             100 101 99 100
             110 111 109 110
             90 91 89 90
             100 101 99 100",
        );
    sold.notes(
        "1 0.0
         2 2.0
         3 2.0
         4 2.0",
    );
    assert!(sold.trade().profit_abs.abs() < 1e-12);
}
