//! Trades that earn when the price falls: everything is the mirror image of a long trade.

use serde_json::json;

use crate::support::sim::{Sim, sim};

#[test]
fn a_short_trade_sells_first_and_earns_what_the_price_falls() {
    let falls = sim().futures().roi(&[("0", 0.02)]).candles(
        "100 101 99 100 short=S
         100 101 99 100
         100 101 97 99
         99 100 98 99",
    );
    falls.trades("A short 1..2 roi 100 -> 98");
    falls.orders("A 1..1 sell 1 @ 100 S\nA 2..2 buy 1 @ 98 roi");
    let trade = falls.trade();
    assert_eq!((trade.profit_abs, trade.profit_ratio), (2.0, 0.02));
    assert_eq!((trade.enter_tag.as_str(), falls.run().final_balance), ("S", 1002.0));
}

#[test]
fn signals_of_both_sides_count_as_entries_where_they_can_be_traded() {
    let table = "100 101 99 100 enter
                 100 101 99 100 short
                 100 101 99 100 enter short
                 100 101 99 100";
    let count = |sim: Sim| sim.candles(table).run().counters.entry_signals;
    assert_eq!(count(sim().futures()), 3);
    assert_eq!(count(sim().futures().set("can_short", false)), 2);
}

/// What is opened where the close asks for these.
fn opened(sim: Sim, words: &str) -> &'static str {
    let candles = format!("100 101 99 100 {words}\n 100 101 99 100\n 100 101 99 100");
    match sim.candles(&candles).run().trades.first() {
        None => "nothing",
        Some(trade) if trade.side.is_short() => "short",
        Some(_) => "long",
    }
}

#[test]
fn an_entry_is_taken_where_neither_its_exit_nor_the_other_side_is_asked_for() {
    for (words, expected) in [
        ("enter short", "nothing"),
        ("short exit_short", "nothing"),
        ("enter exit", "nothing"),
        ("short exit", "short"),
        ("enter exit_short", "long"),
        ("enter short exit exit_short", "nothing"),
    ] {
        assert_eq!(opened(sim().futures(), words), expected, "{words}");
    }
}

#[test]
fn a_strategy_that_cannot_short_has_no_short_signals() {
    for (words, expected) in [
        ("enter short", "long"),
        ("short", "nothing"),
        ("enter exit_short", "long"),
        ("enter exit", "nothing"),
    ] {
        assert_eq!(opened(sim().futures().set("can_short", false), words), expected, "{words}");
    }
}

#[test]
fn an_exit_signal_closes_the_side_that_it_is_for() {
    sim()
        .futures()
        .candles(
            "100 101 99 100 short
             100 101 99 100 exit
             100 101 99 100 exit_short=X
             98 99 97 98
             98 99 97 98",
        )
        .trades("A short 1..3 X 100 -> 98");
    sim()
        .futures()
        .candles(
            "100 101 99 100 enter
             100 101 99 100 exit_short
             100 101 99 100 exit
             98 99 97 98
             98 99 97 98",
        )
        .trades("A 1..3 exit_signal 100 -> 98");
}

#[test]
fn an_exit_signal_beside_a_short_entry_closes_nothing() {
    sim()
        .futures()
        .candles("100 101 99 100 short\n 100 101 99 100 short exit_short\n 3x 100 101 99 100")
        .trades("A short 1..4 force_exit 100 -> 100");
}

#[test]
fn an_entry_of_the_other_side_closes_nothing_and_is_not_rejected() {
    for (slots, first, second) in
        [(1, "enter", "short"), (3, "enter", "short"), (1, "short", "enter")]
    {
        let stays = sim().futures().set("max_open_trades", slots).candles(&format!(
            "100 101 99 100 {first}\n 100 101 99 100 {second}\n 3x 100 101 99 100"
        ));
        stays.counts("");
        assert_eq!(stays.each(|trade| trade.exit_reason.clone()), ["force_exit"]);
    }
}

#[test]
fn a_stop_lies_above_the_entry_and_is_rounded_down_to_it() {
    let stop = |stoploss: f64, candles: &str| {
        let candles = format!("{candles} short\n {candles}\n {candles}");
        let trade = sim().futures().set("stoploss", stoploss).candles(&candles).trade();
        trade.initial_stop_loss_abs
    };
    assert_eq!(stop(-0.05, "100 101 99 100"), 105.0);
    assert_eq!(stop(-0.0333, "100.37 101 99 100"), 103.71);
    // Rounding down forgives the noise of 1.1 · 1.1, which is above 1.21.
    assert_eq!(stop(-0.1, "1.1 1.15 1.05 1.1"), 1.21);
}

#[test]
fn a_stop_is_hit_where_the_high_touches_it() {
    let stopped = |candle: &str, expected: &str| {
        sim()
            .futures()
            .set("stoploss", -0.05)
            .candles(&format!("100 101 99 100 short\n 100 101 99 100\n {candle}\n 105 106 104 105"))
            .trades(expected);
    };
    stopped("100 104.99 99 104", "A short 1..3 stop_loss 100 -> 105");
    stopped("100 105 99 104", "A short 1..2 stop_loss 100 -> 105");
    // A candle that opened beyond it and comes back closes at the stop, one wholly beyond at its open.
    stopped("106 107 104 106", "A short 1..2 stop_loss 100 -> 105");
    stopped("106 107 105.5 106", "A short 1..2 stop_loss 100 -> 106");
}

#[test]
fn a_stop_trails_the_low_down() {
    let trails = || sim().futures().set("stoploss", -0.05).set("trailing_stop", true);
    // 5 % above 94; the high comes after the low.
    trails()
        .candles(
            "100 101 99 100 short
             2x 100 101 99 100
             100 101 94 95
             95 96 94 95",
        )
        .trades("A short 1..3 trailing_stop_loss 100 -> 98.7");
    // The old stop is touched, so it does not move.
    trails()
        .candles(
            "100 101 99 100 short
             100 100 100 100
             100 105 90 95
             95 96 94 95",
        )
        .trades("A short 1..2 stop_loss 100 -> 105");
    // On the candle of the entry 5 % from the open, at most the high: the stop had come down to 100.8.
    trails()
        .candles(
            "100 101 99 100 short
             100 103 96 100
             100 101 99 100",
        )
        .trades("A short 1..1 trailing_stop_loss 100 -> 103");
}

#[test]
fn a_stop_trails_closer_when_its_offset_is_reached() {
    let trails = sim()
        .futures()
        .set("stoploss", -0.1)
        .set("trailing_stop", true)
        .set("trailing_stop_positive", 0.01)
        .set("trailing_stop_positive_offset", 0.03)
        .set("trailing_only_offset_is_reached", true);
    trails
        .candles(
            "100 101 99 100 short
             100 101 99 100
             99 99 97.55 98
             98 98 96.5 97.4
             97 98 97 98",
        )
        .trades("A short 1..3 trailing_stop_loss 100 -> 97.46");
}

#[test]
fn a_custom_stop_is_a_distance_above_the_low() {
    sim()
        .futures()
        .answers("custom_stoploss", &[(2, "-0.01")], "()")
        .candles(
            "100 101 99 100 short
             100 101 99 100
             97 97.55 97 97
             97 98 97 97
             97 98 97 97",
        )
        .trades("A short 1..3 trailing_stop_loss 100 -> 97.97");
}

#[test]
fn a_target_lies_below_the_entry() {
    let target = |roi: &[(&str, f64)], candle: &str, expected: &str| {
        sim()
            .futures()
            .roi(roi)
            .candles(&format!("100 101 99 100 short\n 100 101 99 100\n {candle}\n 100 101 99 100"))
            .trades(expected);
    };
    let at_once: &[(&str, f64)] = &[("0", 0.02)];
    target(at_once, "100 101 98 99", "A short 1..3 force_exit 100 -> 100");
    target(at_once, "100 101 97 99", "A short 1..2 roi 100 -> 98");
    // A candle wholly below it closes at its high.
    target(at_once, "95 96 94 95", "A short 1..2 roi 100 -> 96");
    // A step that begins with the candle closes at its open, and one between candles within the candle.
    target(&[("0", 0.2), ("60", 0.01)], "98.5 98.8 98 98.5", "A short 1..2 roi 100 -> 98.5");
    target(&[("0", 0.2), ("30", 0.01)], "98.5 98.8 98 98.5", "A short 1..2 roi 100 -> 98.8");
    target(&[("0", 0.2), ("60", -1.0)], "102 103 101 102", "A short 1..2 roi 100 -> 102");
    target(&[("0", 0.2), ("30", -1.0)], "102 103 101 102", "A short 1..2 roi 100 -> 103");
}

#[test]
fn a_target_pays_the_fees_of_both_orders() {
    // 0.98 · 99.9 / 1.001 = 97.8042.
    let trade = sim()
        .futures()
        .fee(0.001)
        .roi(&[("0", 0.02)])
        .candles("100 101 99 100 short\n 100 101 99 100\n 100 101 97 98\n 98 99 97 98");
    trade.trades("A short 1..2 roi 100 -> 97.8");
    // (99.9 − 97.8 · 1.001) / 99.9.
    assert!((trade.trade().profit_ratio - 2.0022 / 99.9).abs() < 1e-12);
}

#[test]
fn a_good_price_before_a_better_entry_is_none() {
    // Sold at 101 on a candle that opened at 100 and closed at 101.5: the 99.99 lie before that.
    let entered = |close: &str, expected: &str| {
        sim()
            .futures()
            .roi(&[("0", 0.01), ("60", 0.5)])
            .answers("custom_entry_price", &[(1, "101.0")], "()")
            .candles(&format!(
                "100 101 99 100 short\n 100 102.05 98 {close}\n 101 101.4 100.5 101\n 101 102 100 101"
            ))
            .trades(expected);
    };
    entered("101.5", "A short 1..3 force_exit 101 -> 101");
    entered("99.5", "A short 1..1 roi 101 -> 99.99");
}

#[test]
fn an_entry_price_is_at_least_the_low_and_may_wait_above_the_high() {
    let at =
        |price: &str| {
            sim().futures().amount_step(0.00001).asks("custom_entry_price", price).candles(
                "100 101 99 100 short\n 2x 100 101 99 100\n 101 103 100 101\n 100 101 99 100",
            )
        };
    at("98.0").trades("A short 1..4 force_exit 99 -> 100");
    at("102.0").orders("A 1..3 sell 0.98039 @ 102\nA 4..4 buy 0.98039 @ 100 force_exit");
}

#[test]
fn an_exit_price_is_at_most_the_high_and_may_wait_below_the_low() {
    let at = |price: &str| {
        sim().futures().answers("custom_exit_price", &[(3, price)], "()").candles(
            "100 101 99 100 short
                 100 101 99 100
                 100 101 99 100 exit_short
                 100 101 99 100
                 99 100 97 98
                 98 99 97 98",
        )
    };
    at("102.0").trades("A short 1..3 exit_signal 100 -> 101");
    at("98.0").orders("A 1..1 sell 1 @ 100\nA 3..4 buy 1 @ 98 exit_signal");
}

#[test]
fn what_is_sold_lower_makes_the_stop_a_trailing_one() {
    let adds = |price: f64, next: &str| {
        sim()
            .futures()
            .amount_step(0.00001)
            .set("stoploss", -0.1)
            .adjusts(&[(2, "100")])
            .candles(&format!(
                "100 101 99 100 short\n 100 101 99 100\n {price} {price} {price} {price}\n {next}\n {next}"
            ))
    };
    // The average is 94.74, and 10 % above that 104.214.
    adds(90.0, "100 105 99 100").trades("A short 1..3 trailing_stop_loss 94.74 -> 104.21");
    adds(105.0, "105 111 104 105").trades("A short 1..3 stop_loss 102.44 -> 110");
}

#[test]
fn parts_are_bought_back() {
    let parts = sim()
        .futures()
        .fee(0.001)
        .adjusts(&[(2, "-40")])
        .candles("100 101 99 100 short\n 100 101 99 100\n 90 91 89 90\n 80 81 79 80");
    parts.orders(
        "A 1..1 sell 1 @ 100
         A 2..2 buy 0.4 @ 90 partial_exit
         A 3..3 buy 0.6 @ 80 force_exit",
    );
    // 0.4 · (99.9 − 90.09) and 0.6 · (99.9 − 80.08), over 99.9.
    let trade = parts.trade();
    assert!((trade.profit_abs - (3.924 + 11.892)).abs() < 1e-9, "{}", trade.profit_abs);
    assert!((trade.profit_ratio - 15.816 / 99.9).abs() < 1e-9, "{}", trade.profit_ratio);
}

#[test]
fn stacked_trades_of_both_sides_stand_side_by_side() {
    let both = sim().futures().set("position_stacking", true).candles(
        "100 101 99 100 enter
         100 101 99 100 short
         100 101 99 100 enter
         100 101 99 100 short
         100 101 99 100 exit
         100 101 99 100 exit_short
         2x 100 101 99 100",
    );
    both.trades(
        "A 1..5 exit_signal 100 -> 100
         A 3..5 exit_signal 100 -> 100
         A short 2..6 exit_signal 100 -> 100
         A short 4..6 exit_signal 100 -> 100",
    );
}

#[test]
fn protections_of_a_side_count_and_lock_that_side() {
    let guard = json!([{
        "method": "StoplossGuard", "trade_limit": 1, "only_per_side": true,
        "stop_duration": 60, "lookback_period": 600,
    }]);
    sim()
        .futures()
        .set("stoploss", -0.05)
        .protections(guard)
        .candles(
            "100 101 99 100 short
             100 101 99 100
             100 106 99 100
             100 101 99 100",
        )
        .locks("A 2..4 short\n* 2..4 short");
}
