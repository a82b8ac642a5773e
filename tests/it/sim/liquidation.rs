//! When the exchange closes a position whose collateral is used up.

use serde_json::json;

use crate::support::sim::{Sim, sim};

/// A stake of 100 that moves 1,000.
fn tenfold() -> Sim {
    sim().futures().leverage("10.0")
}

/// A long trade from row 1 on, and what comes on row 2.
fn then(candle: &str) -> String {
    format!("100 101 99 100 enter\n 100 101 99 100\n {candle}\n 2x 100 101 99 100")
}

/// The liquidation prices of a trade after its entry, an addition, a part that is given back, and a second addition.
fn after_each_order(exchange: &str, is_short: bool) -> Vec<f64> {
    let futures = if exchange == "hyperliquid" {
        sim().futures().tiers(&[]).max_leverage(50.0)
    } else {
        sim().futures()
    };
    let (word, prices) =
        if is_short { ("short", [104, 103, 102]) } else { ("enter", [96, 97, 98]) };
    let candle = |price: i64| format!("{price} {} {} {price}", price + 1, price - 1);
    let [second, third, fifth] = prices.map(candle);
    let trade = futures
        .exchange(exchange)
        .fee(0.001)
        .taker(0.0007)
        .amount_step(0.00001)
        .leverage("10.0")
        .adjusts(&[(2, "50"), (3, "-60"), (5, "40")])
        .asks("custom_exit", "note(ctx, `${ctx.trade.liquidation_price}`); false")
        .candles(&format!(
            "100 101 99 100 {word}\n 100 101 99 100\n {second}\n {third}\n {third}\n {fifth}\n {fifth}"
        ));
    let prices = trade.run().locks;
    let prices: Vec<f64> = prices.iter().map(|note| note.reason.parse().unwrap()).collect();
    assert_eq!((prices.len(), prices[2], prices[4]), (6, prices[3], prices[5]), "{prices:?}");
    assert_eq!(trade.liquidation_prices(), [Some(prices[4])]);
    vec![prices[0], prices[1], prices[2], prices[4]]
}

#[test]
fn each_exchange_has_its_own_price_and_it_follows_each_order() {
    let usual = ([90.99, 89.74, 89.74, 89.57], [108.91, 110.32, 110.32, 110.55]);
    for (exchange, (long, short)) in [
        ("binance", ([90.93, 89.68, 89.68, 89.51], [108.98, 110.40, 110.40, 110.63])),
        ("okx", usual),
        ("gate", usual),
        ("kraken", usual),
        ("bitget", usual),
        ("bybit", ([90.98, 89.73, 89.73, 89.56], [109.03, 110.44, 110.44, 110.67])),
        ("hyperliquid", ([91.36, 90.11, 90.11, 89.94], [108.47, 109.88, 109.88, 110.10])),
    ] {
        assert_eq!(after_each_order(exchange, false), long, "{exchange} long");
        assert_eq!(after_each_order(exchange, true), short, "{exchange} short");
    }
}

/// Where a position is liquidated.
fn price_of(sim: &Sim) -> f64 {
    sim.liquidation_prices()[0].unwrap()
}

#[test]
fn only_binance_takes_the_maintenance_amount_off() {
    for (exchange, long, short) in [
        ("binance", 80.72, 118.89),
        ("okx", 80.89, 118.69),
        ("gate", 80.89, 118.69),
        ("bitget", 80.89, 118.69),
        ("bybit", 81.0, 119.0),
        ("hyperliquid", 81.01, 118.52),
    ] {
        for (word, expected) in [("enter", long), ("short", short)] {
            let futures = if exchange == "hyperliquid" {
                sim().futures().tiers(&[]).max_leverage(40.0)
            } else {
                sim().futures()
            };
            let trade = futures
                .exchange(exchange)
                .config("dry_run_wallet", 10_000)
                .config("stake_amount", 6_000)
                .config("liquidation_buffer", 0)
                .leverage("5.0")
                .candles(&format!("100 101 99 100 {word}\n 2x 100 101 99 100"));
            assert_eq!(price_of(&trade), expected, "{exchange} {word}");
        }
    }
}

#[test]
fn the_buffer_brings_the_price_nearer_to_the_entry() {
    let calm = then("100 101 99 100");
    for (buffer, expected) in [(0.0, 90.45), (0.05, 90.93), (0.5, 95.23)] {
        let trade = tenfold().config("liquidation_buffer", buffer).candles(&calm);
        assert_eq!(price_of(&trade), expected, "{buffer}");
        trade.trades("A 1..4 force_exit 100 -> 100");
    }
    tenfold()
        .config("liquidation_buffer", 0.99)
        .candles(&calm)
        .trades("A 1..1 liquidation 100 -> 99.9");
}

#[test]
fn the_price_is_rounded_to_the_nearest_step() {
    let fine = "1.2345 1.25 1.22 1.2345";
    let trade = tenfold().candles(&format!("{fine} enter\n {fine}\n {fine}"));
    assert_eq!(price_of(&trade), 1.1225);
}

#[test]
fn the_less_is_borrowed_the_further_away_it_is() {
    for (leverage, long, short) in [
        ("1.0", 5.0, 194.05),
        ("1.5", 36.83, 162.55),
        ("2.0", 52.74, 146.79),
        ("3.0", 68.65, 131.04),
    ] {
        for (word, expected) in [("enter", long), ("short", short)] {
            let trade = sim()
                .futures()
                .leverage(leverage)
                .candles(&format!("100 101 99 100 {word}\n 2x 100 101 99 100"));
            assert_eq!(price_of(&trade), expected, "{leverage} {word}");
        }
    }
}

#[test]
fn without_a_buffer_what_is_not_borrowed_is_liquidated_at_nothing() {
    let of = |exchange: &str, word: &str| {
        let candles =
            format!("100 101 99 100 {word}\n 100 101 99 100\n 100 101 0.01 100\n 100 101 99 100");
        let unborrowed = sim().futures().exchange(exchange).config("liquidation_buffer", 0);
        let trade = unborrowed.candles(&candles).trade();
        (trade.liquidation_price, trade.exit_reason)
    };
    for exchange in ["binance", "okx", "bitget"] {
        assert_eq!(of(exchange, "enter"), (Some(0.0), "stop_loss".into()), "{exchange}");
    }
    assert_eq!(of("bybit", "enter"), (Some(0.5), "stop_loss".into()));
    for (exchange, price) in [("okx", 198.81), ("bitget", 198.81), ("bybit", 199.5)] {
        assert_eq!(of(exchange, "short").0, Some(price), "{exchange}");
    }
}

#[test]
fn spot_trades_are_not_liquidated() {
    assert_eq!(sim().candles(&then("100 101 99 100")).liquidation_prices(), [None]);
}

#[test]
fn trap_28_the_tier_is_that_of_the_stake_and_not_of_what_it_moves() {
    let of = |stake: f64, adds: &str| {
        price_of(
            &tenfold()
                .config("dry_run_wallet", 20_000)
                .config("stake_amount", stake)
                .adjusts(&[(2, adds)])
                .candles(&then("100 101 99 100")),
        )
    };
    assert_eq!(of(4_990.0, "()"), 90.93);
    // Exactly the smallest stake of a tier is in it.
    assert_eq!(of(5_000.0, "()"), 91.32);
    assert_eq!(of(5_500.0, "()"), 91.32);
    // Looked up anew after each order.
    assert_eq!(of(4_990.0, "20"), 91.32);
}

#[test]
fn trap_27_the_stop_counts_where_both_are_crossed_however_much_worse_it_is() {
    let of = |stoploss: f64| tenfold().set("stoploss", stoploss);
    of(-0.5).candles(&then("100 101 85 90")).trades("A 1..2 stop_loss 100 -> 95");
    of(-0.99).candles(&then("100 101 85 90")).trades("A 1..2 stop_loss 100 -> 90.11");
    of(-0.99).candles(&then("100 101 90.55 91")).trades("A 1..2 liquidation 100 -> 90.93");
    // More than everything is lost.
    let trade = of(-0.99).fee(0.001).candles(&then("100 101 85 90")).trade();
    assert!((trade.profit_ratio + 100.8011 / 1001.0 * 10.0).abs() < 1e-12);
    assert!(trade.profit_ratio < -1.0);
}

#[test]
fn a_liquidation_loses_nearly_all() {
    let of = |fee: f64| {
        let trade = tenfold().set("stoploss", -2.5).fee(fee).candles(&then("100 101 85 90"));
        trade.trades("A 1..2 liquidation 100 -> 90.93");
        trade.trade()
    };
    assert!((of(0.0).profit_ratio + 0.907).abs() < 1e-12);
    let trade = of(0.001);
    assert_eq!((trade.profit_abs, trade.profit_ratio), (-92.6093, -0.925_167_832_167_832_3));
    let short = tenfold()
        .candles("100 101 99 100 short\n 100 101 99 100\n 100 109 99 100\n 100 101 99 100");
    short.trades("A short 1..2 liquidation 100 -> 108.98");
}

#[test]
fn a_candle_wholly_beyond_the_price_closes_at_its_open() {
    let of = |candle: &str| tenfold().set("stoploss", -2.5).candles(&then(candle));
    of("85 86 84 85").trades("A 1..2 liquidation 100 -> 85");
    assert!((of("85 86 84 85").trade().profit_ratio + 1.5).abs() < 1e-12);
    of("85 91 84 85").trades("A 1..2 liquidation 100 -> 90.93");
    tenfold()
        .set("stoploss", -2.5)
        .candles("100 101 99 100 short\n 100 101 99 100\n 115 116 114 115\n 100 101 99 100")
        .trades("A short 1..2 liquidation 100 -> 115");
}

#[test]
fn it_may_happen_on_the_candle_of_the_entry() {
    tenfold()
        .candles("100 101 99 100 enter\n 100 101 90.55 100\n 100 101 99 100")
        .trades("A 1..1 liquidation 100 -> 90.93");
}

#[test]
fn the_price_is_touched_where_the_low_is_it() {
    tenfold().candles(&then("100 101 90.94 95")).trades("A 1..4 force_exit 100 -> 100");
    tenfold().candles(&then("100 101 90.93 95")).trades("A 1..2 liquidation 100 -> 90.93");
}

#[test]
fn nobody_confirms_a_liquidation() {
    tenfold()
        .asks("confirm_trade_exit", "note(ctx, ctx.exit_reason); false")
        .candles(&then("100 101 90.55 91"))
        .trades("A 1..2 liquidation 100 -> 90.93");
}

#[test]
fn a_stop_that_is_refused_keeps_the_liquidation_away_too() {
    let refused = tenfold()
        .set("stoploss", -0.5)
        .asks("confirm_trade_exit", "note(ctx, ctx.exit_reason); false")
        .candles(&then("100 101 85 90"));
    refused.trades("A 1..4 force_exit 100 -> 100");
    refused.notes("2 stop_loss");
}

#[test]
fn what_is_asked_for_at_the_open_comes_before_it() {
    let exits = |sim: Sim| {
        sim.candles("100 101 99 100 enter\n 100 101 99 100 exit\n 100 101 90.55 91\n 91 92 91 91")
    };
    exits(tenfold()).trades("A 1..2 exit_signal 100 -> 100");
    // Refused, it leaves room for it.
    exits(tenfold().asks("confirm_trade_exit", "false")).trades("A 1..2 liquidation 100 -> 90.93");
    tenfold()
        .answers("custom_exit", &[(2, "\"x\"")], "()")
        .candles(&then("100 101 90.55 91"))
        .trades("A 1..2 x 100 -> 100");
}

#[test]
fn it_comes_before_targets_and_before_a_stop_that_has_moved() {
    tenfold()
        .roi(&[("0", 0.2)])
        .candles(&then("100 103 90.55 91"))
        .trades("A 1..2 liquidation 100 -> 90.93");
    // The stop has moved to 77.25.
    tenfold()
        .set("stoploss", -2.5)
        .set("trailing_stop", true)
        .candles("100 101 99 100 enter\n 100 103 99 100\n 100 101 85 90\n 90 91 89 90")
        .trades("A 1..2 liquidation 100 -> 90.93");
}

#[test]
fn an_exit_that_waits_shields_the_position_on_the_candle_on_which_it_was_placed() {
    tenfold()
        .answers("custom_exit_price", &[(2, "105.0")], "()")
        .candles(
            "100 101 99 100 enter
             100 101 99 100 exit
             100 101 90.55 91
             91 92 90.55 91
             91 92 91 91",
        )
        .trades("A 1..3 liquidation 100 -> 90.93");
}

#[test]
fn an_addition_at_the_open_moves_the_price_away_in_time() {
    let adds = |stake: &str| {
        tenfold().amount_step(0.00001).adjusts(&[(2, stake)]).candles(&then("92 93 90.91 92"))
    };
    adds("()").trades("A 1..2 liquidation 100 -> 90.93");
    adds("100").trades("A 1..4 force_exit 95.83 -> 100");
    assert_eq!(price_of(&adds("100")), 87.14);
}

#[test]
fn a_part_that_is_sold_is_liquidated_no_earlier() {
    let sells = tenfold().adjusts(&[(2, "-50")]).candles(&then("100 101 99 100"));
    assert_eq!(sells.liquidation_prices(), [Some(90.93)]);
}

#[test]
fn the_strategy_sees_the_price_once_the_fill_was_told() {
    let seen = tenfold()
        .set("stoploss_after_fill", true)
        .amount_step(0.00001)
        .asks("order_filled", "note(ctx, `filled ${ctx.trade.liquidation_price}`);")
        .asks(
            "custom_stoploss",
            "if ctx.after_fill { note(ctx, `stop ${ctx.trade.liquidation_price}`); }",
        )
        .adjusts(&[(2, "50")])
        .candles("100 101 99 100 enter\n 100 101 99 100\n 96 97 95 96\n 96 97 95 96");
    seen.notes(
        "1 filled 0.0
         1 stop 90.93
         2 filled 90.93
         2 stop 89.68
         3 filled 89.68",
    );
}

#[test]
fn the_stop_is_asked_for_on_that_candle_too() {
    tenfold()
        .asks("custom_stoploss", "note(ctx, `${ctx.current_rate}`);")
        .candles(&then("100 101 90.55 91"))
        .notes("1 101.0\n2 101.0");
}

#[test]
fn a_guard_counts_a_liquidation_as_a_stop() {
    tenfold()
        .protections(json!([{
            "method": "StoplossGuard", "trade_limit": 1, "stop_duration": 60, "lookback_period": 600,
        }]))
        .candles(&then("100 101 90.55 91"))
        .locks("A 2..4\n* 2..4");
}
