//! What holders of a contract pay each other while they hold it.

use serde_json::json;

use crate::support::sim::{Sim, sim};

/// A long trade from row 1 on, on calm candles.
fn calm(rows: usize) -> String {
    format!("100 101 99 100 enter\n {rows}x 100 101 99 100")
}

/// The same, which pays 1 at each full hour.
fn pays_hourly(sim: Sim, candles: &str) -> Sim {
    sim.futures().candles(candles).hourly_funding(0.01)
}

fn near(found: &[f64], expected: &[f64]) {
    let close = found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9);
    assert!(close && found.len() == expected.len(), "{found:?} is not {expected:?}");
}

/// What a callback has noted as numbers.
fn numbers(sim: &Sim) -> Vec<f64> {
    sim.run().locks.iter().map(|note| note.reason.parse().unwrap()).collect()
}

/// The running profit at the open of each candle with a position, in percent of the stake.
fn profits(sim: Sim, candles: &str, events: &[(&str, f64, f64)]) -> Vec<f64> {
    let asked = sim
        .futures()
        .asks("custom_exit", "note(ctx, `${ctx.current_profit * 100.0}`); false")
        .candles(candles)
        .funding(events);
    numbers(&asked)
}

#[test]
fn trap_26_the_hour_of_the_entry_and_that_of_the_exit_are_paid() {
    let candles = "100 101 99 100
                   6x 100 101 99 100
                   100 101 99 100 enter
                   7x 100 101 99 100
                   100 101 99 100 exit
                   2x 100 101 99 100";
    let held = sim().futures().candles(candles);
    let held = held.funding(&[("0", 0.01, 100.0), ("8", 0.01, 100.0), ("16", 0.01, 100.0)]);
    held.trades("A 8..16 exit_signal 100 -> 100");
    assert_eq!(held.funding_fees(), [-2.0]);
    assert_eq!((held.trade().profit_abs, held.trade().profit_ratio), (-2.0, -0.02));
    assert_eq!(held.run().final_balance, 998.0);
}

#[test]
fn trap_26_what_is_added_at_an_event_pays_it_again_with_all_there_is() {
    // 1 for the old size, 2 for the new one.
    let adds = sim()
        .futures()
        .adjusts(&[(8, "100")])
        .candles(&format!("7x 100 101 99 100\n {}", calm(5)))
        .funding(&[(8, 0.01, 100.0)]);
    assert_eq!(adds.funding_fees(), [-3.0]);
    // The other way round: only the entry is at the event.
    let adds = sim()
        .futures()
        .adjusts(&[(9, "100")])
        .candles(&format!("7x 100 101 99 100\n {}", calm(5)))
        .funding(&[(8, 0.01, 100.0)]);
    assert_eq!(adds.funding_fees(), [-1.0]);
}

#[test]
fn shorts_receive_what_longs_pay() {
    for (word, rate, expected) in
        [("enter", 0.01, -3.0), ("short", 0.01, 3.0), ("enter", -0.01, 3.0), ("short", -0.01, -3.0)]
    {
        let held = sim().futures().candles(&format!("100 101 99 100 {word}\n 3x 100 101 99 100"));
        let held = held.hourly_funding(rate);
        assert_eq!(held.funding_fees(), [expected], "{word} {rate}");
        assert_eq!(held.trade().profit_abs, expected, "{word} {rate}");
    }
}

#[test]
fn the_mark_price_decides_what_a_rate_is_worth_and_leverage_how_much_is_held() {
    let held = sim().futures().leverage("5.0").candles(&calm(3)).funding(&[(2, 0.01, 90.0)]);
    near(&held.funding_fees(), &[-4.5]);
}

#[test]
fn spot_trades_pay_nothing() {
    assert_eq!(sim().candles(&calm(3)).funding_fees(), [0.0]);
}

#[test]
fn a_rate_between_mark_prices_is_lost() {
    let marks: Vec<(i64, f64)> = (0..6).map(|hour| (hour, 100.0)).collect();
    let held = sim().futures().candles(&calm(5));
    let held = held.funding_of(&marks, &[("2", 0.01), ("3:30", 0.01), ("4", 0.01)], None);
    assert_eq!(held.funding_fees(), [-2.0]);
}

#[test]
fn an_entry_pays_from_its_fill_on_and_an_exit_until_its_fill() {
    let late = sim()
        .futures()
        .answers("custom_entry_price", &[(1, "98.0")], "()")
        .candles("100 101 99 100 enter\n 2x 100 101 99 100\n 99 100 98 99\n 2x 100 101 99 100")
        .hourly_funding(0.01);
    // 1.0204 of it, on rows 3 to 5.
    near(&late.funding_fees(), &[-3.0 / 0.98]);
    let waits = sim()
        .futures()
        .answers("custom_exit_price", &[(3, "105.0")], "()")
        .candles(
            "100 101 99 100 enter
             100 101 99 100
             100 101 99 100 exit
             2x 100 101 99 100
             100 105 99 100
             2x 100 101 99 100",
        )
        .hourly_funding(0.01);
    waits.trades("A 1..5 exit_signal 100 -> 105");
    assert_eq!(waits.funding_fees(), [-5.0]);
}

#[test]
fn the_exit_at_the_end_pays_its_hour_once() {
    assert_eq!(pays_hourly(sim(), &calm(5)).funding_fees(), [-5.0]);
}

#[test]
fn a_reversal_pays_and_receives_the_same_hour() {
    let reversed = sim()
        .futures()
        .candles(
            "100 101 99 100 enter
             100 101 99 100
             100 101 99 100 exit short
             100 101 99 100
             100 101 99 100",
        )
        .funding(&[(3, 0.01, 100.0)]);
    reversed.trades("A 1..3 exit_signal 100 -> 100\nA short 3..4 force_exit 100 -> 100");
    assert_eq!(reversed.funding_fees(), [-1.0, 1.0]);
}

#[test]
fn candles_between_hours_change_nothing_and_long_ones_pay_all_hours_at_once() {
    let quarters = "4x 100 101 99 100\n 100 101 99 100 enter\n 8x 100 101 99 100";
    let hourly = [("1", 0.01, 100.0), ("2", 0.01, 100.0), ("3", 0.02, 100.0)];
    let found = profits(sim().timeframe("15m"), quarters, &hourly);
    // From 1:15 to 3:00.
    near(&found, &[0.0, 0.0, 0.0, -1.0, -1.0, -1.0, -1.0, -3.0]);
    let events: Vec<(&str, f64, f64)> =
        ["4", "5", "7", "12"].map(|row| (row, 0.01, 100.0)).to_vec();
    let found = profits(sim().timeframe("4h"), &calm(3), &events);
    // At 4:00, 8:00 and 12:00.
    near(&found, &[-1.0, -3.0, -4.0]);
}

#[test]
fn the_sum_is_made_event_by_event_from_the_first_one() {
    let rates = [(2, 0.000_123), (3, -0.00037), (4, 0.00011), (5, 0.00077), (7, 0.000_313)];
    for (word, sign) in [("enter", 1.0), ("short", -1.0)] {
        let marks: Vec<(i64, f64)> =
            (0..9).map(|hour| (hour, 100.1 + 0.37 * hour as f64)).collect();
        let held = sim()
            .futures()
            .config("stake_amount", 77.7)
            .candles(&format!("100 101 99 100 {word}\n 8x 100 101 99 100"))
            .funding_of(&marks, &rates, None);
        let trade = held.trade();
        assert_eq!(trade.amount, 0.777);
        assert_eq!(
            trade.funding_fees.to_bits(),
            (sign * -0.075_192_535_53_f64).to_bits(),
            "{word}"
        );
        assert_eq!(trade.profit_abs.to_bits(), (sign * -0.075_192_54_f64).to_bits(), "{word}");
        let ratio: f64 = sign * -0.000_967_728_957_528_957_5;
        assert_eq!(trade.profit_ratio.to_bits(), ratio.to_bits(), "{word}");
    }
}

/// 1 bought on row 1, 0.4 sold on row 3, 1 bought on row 5, 0.6 sold on row 7, and the rest on row 9.
fn in_parts(word: &str) -> Sim {
    let exit = if word == "short" { "exit_short" } else { "exit" };
    sim().futures().adjusts(&[(3, "-40"), (5, "100"), (7, "-60")]).candles(&format!(
        "100 101 99 100 {word}\n 7x 100 101 99 100\n 100 101 99 100 {exit}\n 3x 100 101 99 100"
    ))
}

#[test]
fn each_order_takes_what_has_run_up_since_the_one_before() {
    let parts = in_parts("enter").hourly_funding(0.01);
    parts.orders(
        "A 1..1 buy 1 @ 100
         A 3..3 sell 0.4 @ 100 partial_exit
         A 5..5 buy 1 @ 100
         A 7..7 sell 0.6 @ 100 partial_exit
         A 9..9 sell 1 @ 100 exit_signal",
    );
    // 3, 1.8, 4.8 and 3: on rows 3, 5 and 7 the event is paid by what was there before and by what is there then.
    assert_eq!(parts.funding_fees(), [-12.600_000_000_000_001]);
    near(&[parts.trade().profit_abs], &[-12.6]);
    let short = in_parts("short").hourly_funding(0.01);
    assert_eq!(short.funding_fees(), [12.600_000_000_000_001]);
    near(&[short.trade().profit_abs], &[12.6]);
}

#[test]
fn a_balance_with_open_gains_counts_what_was_paid_once() {
    let marked = in_parts("enter").hourly_funding(0.01).run().marked;
    let balances: Vec<f64> = marked.iter().take(9).map(|sample| sample.equity).collect();
    // Behind each fill its hour is paid by what was there, and an hour later by what is there then.
    near(&balances, &[1000.0, 999.0, 998.0, 996.0, 995.8, 993.6, 992.0, 988.8, 988.4]);
}

#[test]
fn the_profit_that_rules_see_has_all_of_it_also_the_part_that_was_realized() {
    let parts = in_parts("enter")
        .asks("custom_exit", "note(ctx, `${ctx.current_profit}`); false")
        .hourly_funding(0.01);
    // Before the signal of row 9: at 3 the sum over the orders alone, at 4 with the hours of 0.6 since then.
    let (first, rest) = (1.0, 0.6);
    let expected = [
        -1.0 / 100.0 / first,
        -2.0 / 100.0 / first,
        -3.0 / 100.0 / rest,
        -4.2 / 100.0 / rest,
        -4.8 / 100.0 / 1.6,
        -8.0 / 100.0 / 1.6,
        -9.6 / 100.0,
        -11.6 / 100.0,
    ];
    let found = numbers(&parts);
    let close = found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-8);
    assert!(close && found.len() == expected.len(), "{found:?} is not {expected:?}");
}

#[test]
fn a_part_and_the_rest_on_one_candle_pay_its_hour_with_all_there_was() {
    // 3 for the part, and 1 for the rest: its hour is that of the size before.
    let both = sim()
        .futures()
        .adjusts(&[(3, "-40")])
        .candles("100 101 99 100 enter\n 100 101 99 100\n 100 101 99 100 exit\n 2x 100 101 99 100")
        .hourly_funding(0.01);
    both.trades("A 1..3 exit_signal 100 -> 100");
    assert_eq!(both.funding_fees(), [-4.0]);
    assert_eq!(both.trade().profit_abs, -4.0);
    let added = sim()
        .futures()
        .adjusts(&[(3, "100")])
        .candles("100 101 99 100 enter\n 100 101 99 100\n 100 101 99 100 exit\n 2x 100 101 99 100")
        .hourly_funding(0.01);
    assert_eq!(added.funding_fees(), [-5.0]);
}

#[test]
fn an_addition_that_is_placed_makes_the_profit_forget_what_has_run_up_until_the_next_hour() {
    let adds = |price: &str| {
        sim()
            .futures()
            .adjusts(&[(3, "50")])
            .asks("custom_entry_price", &format!("if ctx.trade != () {{ {price} }}"))
            .asks("custom_exit", "note(ctx, `${ctx.current_profit}`); false")
            .candles(&calm(5))
            .hourly_funding(0.01)
    };
    near(&numbers(&adds("100.0")), &[-0.01, -0.02, -3.0 / 150.0, -6.0 / 150.0, -7.5 / 150.0]);
    near(&numbers(&adds("90.0")), &[-0.01, -0.02, 0.0, -0.04, -0.05]);
    assert_eq!(adds("90.0").funding_fees(), [-5.0]);
}

#[test]
fn a_change_of_the_position_is_asked_about_once_the_hour_is_paid() {
    let asked = sim()
        .futures()
        .set("position_adjustment_enable", true)
        .asks("adjust_trade_position", "note(ctx, `${ctx.current_profit}`);")
        .candles(&calm(3))
        .hourly_funding(0.01);
    near(&numbers(&asked), &[-0.01, -0.02, -0.03]);
}

#[test]
fn the_hour_of_the_entry_is_paid_before_the_stop_is_asked_for() {
    let asked = sim()
        .futures()
        .set("stoploss_after_fill", true)
        .asks("custom_stoploss", "if ctx.after_fill { note(ctx, `${ctx.current_profit}`); }")
        .candles(&calm(2))
        .hourly_funding(0.01);
    near(&numbers(&asked), &[-0.01]);
}

#[test]
fn what_was_paid_moves_the_price_of_a_target() {
    let pays = [(1, 0.01, 100.0), (2, 0.01, 100.0), (3, 0.01, 100.0)];
    let held = sim()
        .futures()
        .roi(&[("0", 0.02)])
        .candles(
            "100 101 99 100 enter
             2x 100 101 99 100
             100 104 99 100
             100 107 99 100
             100 101 99 100",
        )
        .funding(&pays);
    held.trades("A 1..4 roi 100 -> 105");
    assert_eq!(held.trade().profit_ratio, 0.02);
    // What is received is profit without a move of the price.
    let receives = sim()
        .futures()
        .roi(&[("0", 0.02)])
        .candles(&calm(5))
        .funding(&[(2, -0.01, 100.0), (3, -0.01, 100.0)]);
    receives.trades("A 1..3 roi 100 -> 100");
    assert_eq!(receives.trade().profit_ratio, 0.02);
    let leveraged = sim()
        .futures()
        .fee(0.001)
        .leverage("10.0")
        .roi(&[("0", 0.2)])
        .candles("100 101 99 100 enter\n 3x 100 101 99 100\n 100 107 99 100\n 100 101 99 100")
        .funding(&[(3, 0.01, 100.0)]);
    leveraged.trades("A 1..4 roi 100 -> 103.21");
    let trade = leveraged.trade();
    assert_eq!((trade.profit_abs, trade.profit_ratio), (20.0679, 0.200_478_521_478_521_5));
}

#[test]
fn a_rate_that_is_no_number_makes_nothing_of_all_since_the_last_fill() {
    let events = [("2", 0.01, 100.0), ("3", f64::NAN, 100.0), ("6", 0.03, 100.0)];
    let found = profits(sim(), &calm(7), &events);
    near(&found, &[0.0, -1.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    let held = sim().futures().candles(&calm(7)).funding(&events);
    assert_eq!(held.funding_fees(), [0.0]);
    assert_eq!(held.trade().profit_abs, 0.0);
    // Another fill begins anew: 2 pay 3 each.
    let adds = sim().futures().adjusts(&[(5, "100")]).candles(&calm(7)).funding(&events);
    assert_eq!(adds.funding_fees(), [-6.0]);
}

#[test]
fn a_rate_to_fall_back_on_is_paid_at_each_mark_price_before_the_first_payment() {
    let marks: Vec<(i64, f64)> = (0..8).map(|hour| (hour, 100.0)).collect();
    let fees = |rates: &[(&str, f64)], fallback: f64| {
        let held = sim().futures().candles(&calm(7));
        held.funding_of(&marks, rates, Some(fallback)).funding_fees()[0]
    };
    assert_eq!(fees(&[], 0.01), -7.0);
    assert_eq!(fees(&[("3", 0.02), ("6", 0.03)], 0.01), -7.0);
    // One that meets no mark price, or is no number, is not the first.
    assert_eq!(fees(&[("3:30", 0.02), ("6", 0.03)], 0.01), -8.0);
    assert_eq!(fees(&[("3", f64::NAN), ("6", 0.03)], 0.01), -8.0);
    assert_eq!(fees(&[("2", 0.02), ("4", f64::NAN), ("6", 0.03)], 0.01), -6.0);
    assert_eq!(fees(&[("3", 0.02)], 0.0), -2.0);
}

#[test]
fn candles_that_are_passed_over_pay_like_those_that_are_looked_at() {
    let candles = "100 101 99 100 enter
                   100 101 99 100
                   20x 100 101 99 100
                   100 103.4 99 100
                   100 101 93 100 short
                   30x 100 101 99 100
                   100 101 97.4 100
                   9x 100 101 99 100";
    let rates: Vec<(i64, f64, f64)> =
        (0..64).map(|hour| (hour, 0.0002 * (hour % 7 - 2) as f64, 100.0 + hour as f64)).collect();
    let run = |sim: Sim| {
        let sim = sim
            .futures()
            .leverage("3.0")
            .fee(0.0005)
            .set("stoploss", -0.2)
            .roi(&[("0", 0.1), ("1200", 0.05)])
            .candles(candles);
        sim.funding(&rates).run().trades
    };
    let passed = run(sim());
    assert_eq!(passed, run(sim().asks("custom_exit", "false")));
    assert_eq!(passed.len(), 2);
    assert!(passed.iter().all(|trade| trade.funding_fees != 0.0));
}

#[test]
fn protections_count_what_was_paid() {
    // The price came back to where it was: the loss is funding alone.
    sim()
        .futures()
        .protections(json!([{ "method": "LowProfitPairs", "trade_limit": 1, "required_profit": 0.0,
            "stop_duration": 60, "lookback_period": 600 }]))
        .candles("100 101 99 100 enter\n 100 101 99 100 exit\n 3x 100 101 99 100")
        .hourly_funding(0.001)
        .locks("A 2..4");
}
