//! A stake that moves several times its worth: how much is borrowed, what the exchange allows, and what it makes of
//! amounts, stops and profits.

use crate::support::sim::{Sim, sim};

const CALM: &str = "100 101 99 100 enter\n 7x 100 101 99 100";

#[test]
fn a_stake_moves_what_leverage_makes_of_it_and_stops_and_targets_are_of_the_stake() {
    let trade = |sim: Sim| sim.futures().leverage("3.0");
    let falls = "100 101 99 100 WORD\n 100 101 99 100\n 100 101 89 95\n 95 96 94 95";
    let rises = "100 101 99 100 WORD\n 100 101 99 100\n 100 111 99 105\n 105 106 104 105";
    let stopped = trade(sim().set("stoploss", -0.3)).candles(&falls.replace("WORD", "enter"));
    stopped.orders("A 1..1 buy 3 @ 100\nA 2..2 sell 3 @ 90 stop_loss");
    let trade_of = stopped.trade();
    assert_eq!(
        (trade_of.leverage, trade_of.stake_amount, trade_of.profit_abs),
        (3.0, 100.0, -30.0)
    );
    assert!((trade_of.profit_ratio + 0.3).abs() < 1e-15);
    trade(sim().set("stoploss", -0.3))
        .candles(&rises.replace("WORD", "short"))
        .trades("A short 1..2 stop_loss 100 -> 110");
    trade(sim().roi(&[("0", 0.06)]))
        .candles(&rises.replace("WORD", "enter"))
        .trades("A 1..2 roi 100 -> 102");
    trade(sim().roi(&[("0", 0.06)]))
        .candles(&falls.replace("WORD", "short"))
        .trades("A short 1..2 roi 100 -> 98");
    // A third of 90 % away.
    let far = trade(sim().set("stoploss", -0.9)).candles(&CALM.replace("enter", "short"));
    assert_eq!(far.trade().initial_stop_loss_abs, 130.0);
}

#[test]
fn the_worked_example_of_a_leveraged_short() {
    let trade = sim()
        .futures()
        .fee(0.001)
        .leverage("3.0")
        .candles("100 101 99 100 short\n 100 101 99 100\n 90 91 89 90")
        .trade();
    assert_eq!((trade.amount, trade.stake_amount, trade.close_rate), (3.0, 100.0, 90.0));
    assert!((trade.profit_abs - 29.43).abs() < 1e-9, "{}", trade.profit_abs);
    assert!((trade.profit_ratio - 29.43 / 299.7 * 3.0).abs() < 1e-12, "{}", trade.profit_ratio);
}

#[test]
fn the_same_move_earns_both_sides_leverage_times_as_much() {
    for (word, close) in [("enter", 102), ("short", 98)] {
        let candles =
            format!("100 101 99 100 {word}\n 100 101 99 100\n {close} {close} {close} {close}");
        for leverage in [1.0, 2.0, 5.0] {
            let trade =
                sim().futures().leverage(&format!("{leverage:.1}")).candles(&candles).trade();
            assert!((trade.profit_abs - 2.0 * leverage).abs() < 1e-9, "{word} {leverage}");
            assert!((trade.profit_ratio - 0.02 * leverage).abs() < 1e-12, "{word} {leverage}");
            assert_eq!(trade.stake_amount, 100.0);
        }
    }
}

#[test]
fn an_exit_of_the_entry_candle_may_lie_outside_of_it_and_wait() {
    // The pessimist's price is the open with the whole offset and a third of the distance: beyond the candle.
    let trails = |word: &str, candle: &str| {
        sim()
            .futures()
            .leverage("3.0")
            .set("stoploss", -0.3)
            .set("trailing_stop", true)
            .set("trailing_stop_positive", 0.03)
            .set("trailing_stop_positive_offset", 0.06)
            .set("trailing_only_offset_is_reached", true)
            .asks(
                "adjust_exit_price",
                "note(ctx, `${ctx.current_order_rate}`); ctx.current_order_rate",
            )
            .candles(&format!("100 101 99 100 {word}\n {candle}\n 2x 100 101 99 100"))
    };
    trails("short", "100 103 96 100").trades("A short 1..2 trailing_stop_loss 100 -> 100");
    trails("short", "100 103 96 100").notes("2 95.0");
    trails("enter", "100 104 97 100").trades("A 1..2 trailing_stop_loss 100 -> 100");
    trails("enter", "100 104 97 100").notes("2 105.0");
}

#[test]
fn leverage_is_brought_to_at_least_1_and_at_most_what_the_exchange_allows() {
    for (answer, expected) in [
        ("500.0", 50.0),
        ("50.0", 50.0),
        ("3", 3.0),
        ("2.345678912", 2.345_678_912),
        ("0.3", 1.0),
        ("0.0", 1.0),
        ("-3.0", 1.0),
        ("()", 1.0),
        ("ctx.max_leverage", 50.0),
        ("ctx.proposed_leverage", 1.0),
    ] {
        let trade = sim().futures().leverage(answer).candles(CALM).trade();
        assert_eq!(trade.leverage, expected, "{answer}");
    }
    assert_eq!(sim().futures().candles(CALM).trade().leverage, 1.0);
}

#[test]
fn nothing_is_borrowed_in_spot() {
    let spot = sim().leverage("note(ctx, \"asked\"); 3.0").candles(CALM);
    spot.notes("");
    assert_eq!(spot.trade().leverage, 1.0);
}

#[test]
fn leverage_is_asked_for_at_the_open_before_the_stake_and_not_for_additions() {
    sim()
        .futures()
        .asks("custom_entry_price", "99.0")
        .leverage("note(ctx, `leverage ${ctx.current_rate} ${ctx.side} ${ctx.entry_tag}`); 3.0")
        .asks(
            "custom_stake_amount",
            "note(ctx, `stake ${ctx.current_rate} ${ctx.leverage}`); ctx.proposed_stake",
        )
        .adjusts(&[(3, "50")])
        .candles("100 101 99 100 short=S\n 5x 100 101 99 100")
        .notes("1 leverage 100.0 short S\n1 stake 99.0 3.0");
}

#[test]
fn leverage_is_asked_for_also_where_the_stake_is_too_small() {
    let small = sim()
        .futures()
        .min_cost(5_000.0)
        .leverage("note(ctx, \"asked\"); 3.0")
        .candles("100 101 99 100 enter\n 2x 100 101 99 100");
    small.notes("1 asked");
    small.trades("");
}

#[test]
fn the_proposed_stake_decides_how_much_may_be_borrowed() {
    let most = |stake: f64| {
        sim()
            .futures()
            .config("dry_run_wallet", 40_000)
            .config("tradable_balance_ratio", 1.0)
            .config("stake_amount", stake)
            .asks("custom_stake_amount", "50.0")
            .leverage("note(ctx, `${ctx.max_leverage}`); 1.0")
            .candles(CALM)
    };
    for (stake, leverage) in
        [(100.0, "50.0"), (100.5, "20.0"), (400.0, "20.0"), (2_500.0, "20.0"), (2_500.5, "10.0")]
    {
        most(stake).notes(&format!("1 {leverage}"));
    }
    let unlimited = most(1.0).config("stake_amount", "unlimited").set("max_open_trades", 3);
    unlimited.notes("1 10.0");
}

/// Tiers that end at a position of 3,000.
fn small_tiers() -> Sim {
    sim().futures().config("dry_run_wallet", 10_000).tiers(&[
        (0.0, 200.0, 0.005, 20.0, 0.0),
        (200.0, 1_000.0, 0.01, 10.0, 0.0),
        (1_000.0, 3_000.0, 0.05, 5.0, 0.0),
    ])
}

#[test]
fn a_proposed_stake_beyond_the_last_tier_ends_the_backtest() {
    let of = |stake: f64| small_tiers().config("stake_amount", stake);
    assert_eq!(of(600.0).leverage("ctx.max_leverage").candles(CALM).trade().leverage, 5.0);
    for sim in [
        of(600.5),
        of(600.5).leverage("1.0"),
        // A smaller stake of the strategy comes too late.
        of(600.5).asks("custom_stake_amount", "50.0"),
    ] {
        let fault = sim.candles(CALM).fault();
        assert_eq!(fault, "a stake of 600.5 is beyond the last leverage tier of A/USDT:USDT");
    }
    let unlimited = of(1.0).config("stake_amount", "unlimited").set("max_open_trades", 6);
    let fault = unlimited.candles(CALM).fault();
    assert!(fault.starts_with("a stake of 1650 is beyond"), "{fault}");
}

#[test]
fn a_stake_of_the_strategy_is_cut_to_the_largest_position_of_its_leverage() {
    for (leverage, stake) in [("1.0", 3_000.0), ("3.0", 1_000.0), ("5.0", 600.0), ("10.0", 100.0)] {
        let trade = small_tiers()
            .config("stake_amount", 50)
            .asks("custom_stake_amount", "5000.0")
            .leverage(leverage)
            .candles(CALM)
            .trade();
        assert!((trade.stake_amount - stake).abs() < 1e-9, "{leverage}: {}", trade.stake_amount);
    }
}

#[test]
fn on_okx_only_the_last_tier_bounds_a_position() {
    for (leverage, stake) in [("1.0", 3_000.0), ("10.0", 300.0), ("20.0", 150.0)] {
        let trade = small_tiers()
            .exchange("okx")
            .max_cost(500.0)
            .max_amount(4.0)
            .config("stake_amount", 5)
            .asks("custom_stake_amount", "5000.0")
            .leverage(leverage)
            .candles(CALM)
            .trade();
        assert!((trade.stake_amount - stake).abs() < 1e-9, "{leverage}: {}", trade.stake_amount);
    }
}

#[test]
fn an_addition_is_cut_to_what_is_left_of_that_position() {
    let adds = |stake: f64, leverage: &str| {
        small_tiers()
            .config("stake_amount", stake)
            .amount_step(0.00001)
            .leverage(leverage)
            .set("position_adjustment_enable", true)
            .asks(
                "adjust_trade_position",
                "if ctx.current_time.hour == 3 { note(ctx, `${ctx.max_stake}`); 2000 }",
            )
            .candles("100 101 99 100 enter\n 4x 100 101 99 100")
    };
    // The question knows of no leverage.
    adds(400.0, "3.0").notes("3 3000.0");
    adds(400.0, "3.0").orders(
        "A 1..1 buy 12 @ 100
         A 3..3 buy 18 @ 100
         A 4..4 sell 30 @ 100 force_exit",
    );
    adds(9.0, "20.0").orders(
        "A 1..1 buy 1.79999 @ 100
         A 3..3 buy 0.2 @ 100
         A 4..4 sell 1.99999 @ 100 force_exit",
    );
}

#[test]
fn a_last_tier_without_an_end_has_no_largest_position() {
    let endless = sim()
        .futures()
        .config("dry_run_wallet", 10_000)
        .config("stake_amount", 3_000)
        .tiers(&[(0.0, 200.0, 0.005, 20.0, 0.0), (200.0, f64::INFINITY, 0.01, 10.0, 0.0)])
        .leverage("3.0");
    assert_eq!(endless.candles(CALM).trade().stake_amount, 3_000.0);
}

#[test]
fn a_stake_between_two_tiers_is_of_the_higher_one() {
    let tiers = [(0.0, 200.0, 0.005, 20.0, 0.0), (500.0, 1_000.0, 0.01, 10.0, 0.0)];
    let trade = sim().futures().tiers(&tiers).config("stake_amount", 15).leverage("50.0");
    assert_eq!(trade.candles(CALM).trade().leverage, 10.0);
}

#[test]
fn hyperliquid_has_one_highest_leverage_and_tiers_only_limit_the_position() {
    let of = |sim: Sim| {
        let trade = sim
            .exchange("hyperliquid")
            .max_leverage(40.0)
            .config("dry_run_wallet", 10_000)
            .config("stake_amount", 6_000)
            .leverage("50.0")
            .candles(CALM)
            .trade();
        (trade.leverage, trade.stake_amount)
    };
    assert_eq!(of(sim().futures()), (40.0, 125.0));
    assert_eq!(of(sim().futures().tiers(&[])), (40.0, 6_000.0));
}

#[test]
fn the_smallest_stake_is_smaller_with_leverage_but_not_in_the_question() {
    let asked = |leverage: &str| {
        sim()
            .futures()
            .min_cost(5.0)
            .leverage(leverage)
            .asks("custom_stake_amount", "note(ctx, `${ctx.min_stake}`); ctx.proposed_stake")
            .set("position_adjustment_enable", true)
            .asks(
                "adjust_trade_position",
                "if ctx.current_time.hour == 1 { note(ctx, `${ctx.min_stake}`); }",
            )
            .candles("100 101 99 100 enter\n 2x 100 101 99 100")
    };
    // 5 · 1.05 / 0.95, and 5 · 1.05 / 0.9.
    let notes = |sim: Sim| -> Vec<f64> {
        sim.run().locks.iter().map(|note| note.reason.parse().unwrap()).collect()
    };
    let near = |found: Vec<f64>, expected: [f64; 2]| {
        let close = found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12);
        assert!(close && found.len() == 2, "{found:?}");
    };
    near(notes(asked("1.0")), [5.0 * 1.05 / 0.95, 5.0 * 1.05 / 0.9]);
    near(notes(asked("3.0")), [5.0 * 1.05 / 0.95 / 3.0, 5.0 * 1.05 / 0.9]);
}

#[test]
fn what_a_reduction_leaves_is_measured_without_leverage() {
    let sells = |stake: &str| {
        sim()
            .futures()
            .min_cost(5.0)
            .leverage("3.0")
            .adjusts(&[(2, stake)])
            .candles("100 101 99 100 enter\n 3x 100 101 99 100")
    };
    // 3 are left of 300, then 6; at least 5.83 are asked for.
    sells("-99").orders("A 1..1 buy 3 @ 100\nA 3..3 sell 3 @ 100 force_exit");
    sells("-98").orders(
        "A 1..1 buy 3 @ 100
         A 2..2 sell 2.94 @ 100 partial_exit
         A 3..3 sell 0.06 @ 100 force_exit",
    );
}

#[test]
fn an_entry_that_is_moved_keeps_its_leverage() {
    sim()
        .futures()
        .leverage("3.0")
        .config("stake_amount", 90)
        .answers("custom_entry_price", &[(1, "90.0")], "()")
        .answers("adjust_entry_price", &[(2, "100.0")], "ctx.current_order_rate")
        .asks("confirm_trade_entry", "note(ctx, `${ctx.amount} @ ${ctx.rate}`); true")
        .candles("100 101 99 100 enter\n 3x 100 101 99 100")
        .notes("1 3.0 @ 90.0\n2 2.7 @ 100.0");
}

#[test]
fn amounts_are_whole_steps_of_contracts() {
    let orders = |size: f64, step: f64, expected: &str| {
        sim()
            .futures()
            .config("stake_amount", 151.5)
            .contract_size(size)
            .amount_step(step)
            .leverage("3.0")
            .adjusts(&[(2, "-33"), (4, "44")])
            .candles("100 101 99 100 enter\n 5x 100 101 99 100")
            .orders(expected);
    };
    let four = "A 1..1 buy 4 @ 100
                A 4..4 buy 1 @ 100
                A 5..5 sell 5 @ 100 force_exit";
    let tenths = "A 1..1 buy 4.5 @ 100
                  A 2..2 sell 0.9 @ 100 partial_exit
                  A 4..4 buy 1.3 @ 100
                  A 5..5 sell 4.9 @ 100 force_exit";
    orders(1.0, 1.0, four);
    orders(0.1, 1.0, tenths);
    orders(1.0, 0.1, tenths);
    orders(
        0.1,
        0.1,
        "A 1..1 buy 4.54 @ 100
         A 2..2 sell 0.99 @ 100 partial_exit
         A 4..4 buy 1.32 @ 100
         A 5..5 sell 4.87 @ 100 force_exit",
    );
    orders(10.0, 1.0, "");
    orders(10.0, 0.1, four);
    orders(
        10.0,
        0.00001,
        "A 1..1 buy 4.545 @ 100
         A 2..2 sell 0.99 @ 100 partial_exit
         A 4..4 buy 1.32 @ 100
         A 5..5 sell 4.875 @ 100 force_exit",
    );
}

/// A leveraged long trade that sells a part, and beside it a short entry that waits until row 5.
fn two_trades() -> Sim {
    sim()
        .futures()
        .config("tradable_balance_ratio", 1.0)
        .set("stoploss", -0.5)
        .amount_step(0.00001)
        .leverage("3.0")
        .asks("custom_entry_price", "if ctx.side == \"short\" { 105.0 }")
        .set("position_adjustment_enable", true)
        .asks(
            "adjust_trade_position",
            "note(ctx, `${ctx.max_stake}`); if ctx.current_time.hour == 3 { -40 }",
        )
        .candles(
            "100 101 99 100 enter
             2x 100 101 99 100
             2x 110 111 109 110
             110 111 109 110 exit
             110 111 109 110
             100 101 99 100",
        )
        .candles(
            "100 101 99 100
             100 101 99 100 short
             3x 100 101 99 100
             104 106 103 104
             2x 100 101 99 100",
        )
}

#[test]
fn stakes_stay_in_the_balance_and_open_profits_are_not_in_it() {
    let simulation = two_trades().run();
    let equity: Vec<f64> = simulation.equity.iter().map(|sample| sample.equity).collect();
    // 12 earned by the part, 18 by the rest.
    let expected = [1000.0, 1000.0, 1000.0, 1012.0, 1012.0, 1012.0, 1030.0];
    let is_near = equity.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9);
    assert!(is_near && equity.len() == expected.len(), "{equity:?}");
    // 2.85714 sold at 105.
    assert!((simulation.final_balance - 1044.2857).abs() < 1e-9, "{}", simulation.final_balance);
    assert!(simulation.holdings.is_empty(), "{:?}", simulation.holdings);
}

#[test]
fn all_stakes_are_tied_those_of_entries_that_wait_too() {
    let notes = two_trades().run().locks;
    let free: Vec<f64> = notes.iter().map(|note| note.reason.parse().unwrap()).collect();
    // Of rows 1 to 5: the long trade has 100, the short one asks for 99.9999, the part gives 40 back and 12.
    let expected = [900.0, 900.0, 800.0001, 852.0001, 852.0001];
    let is_near = free.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9);
    assert!(is_near, "{free:?}");
}
