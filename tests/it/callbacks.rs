//! What callbacks are asked, when, with which numbers, and what their answers do.

use autoquant::data::frames::Frames;
use autoquant::diag::Diagnostic;
use autoquant::job::{Failure, Prepared, Status, backtest, inspect};
use autoquant::model::candles::{Candle, Candles};
use autoquant::model::timerange::TimeRange;
use autoquant::model::trade::{Side, Trade};
use autoquant::strategy::callbacks::{Borrowing, Callbacks as _, Moment};
use autoquant::strategy::plan::{ParameterValue, Parameters};
use autoquant::strategy::script::Allowance;

use crate::support::memory::{Memory, job};

const HOUR: i64 = 3_600_000;
/// 2024-01-01 00:00.
const START: i64 = 1_704_067_200_000;

/// Candles of one pair: open, high, low, close of each hour. An entry is asked for on the first one,
/// so the trade opens at the open of the second.
fn source(rows: &[[f64; 4]]) -> Memory {
    let mut candles = Candles::default();
    for (at, [open, high, low, close]) in rows.iter().copied().enumerate() {
        let date = START + at as i64 * HOUR;
        candles.push(Candle { date, open, high, low, close, volume: at as f64 });
    }
    let mut source = Memory::default();
    source.add("A/USDT", "1h", candles);
    source
}

/// A strategy that enters on the first candle.
fn strategy(consts: &str, callbacks: &str) -> String {
    format!(
        "const timeframe = \"1h\";\n{consts}\n\
         fn populate_indicators(df, metadata) {{ df[\"twice\"] = df[\"close\"] * 2; df[\"up\"] = df[\"close\"] > 101; }}\n\
         fn populate_entry_trend(df, metadata) {{ df.loc(df[\"volume\"] == 0, \"enter_long\", \"first\"); }}\n\
         fn populate_exit_trend(df, metadata) {{ }}\n{callbacks}"
    )
}

/// Calm but for the fourth candle, which rises to 110 and closes there.
const ROWS: [[f64; 4]; 7] = [
    [100.25, 100.25, 100.25, 100.25],
    [100.0, 102.0, 99.0, 101.0],
    [101.0, 103.0, 100.0, 102.0],
    [102.0, 110.0, 101.0, 110.0],
    [110.0, 111.0, 104.0, 105.0],
    [105.0, 106.0, 95.0, 100.0],
    [100.0, 100.0, 100.0, 100.0],
];

fn run(rows: &[[f64; 4]], consts: &str, callbacks: &str) -> Result<Vec<Trade>, Box<Failure>> {
    match backtest(&job("S", &strategy(consts, callbacks), &["A/USDT"]), &source(rows)).status {
        Status::Completed(completed) => Ok(completed.trades),
        Status::Failed(failure) => Err(Box::new(failure)),
    }
}

/// The trades as `row..row reason rate -> rate`.
fn trades(consts: &str, callbacks: &str) -> Vec<String> {
    let row = |date: i64| (date - START) / HOUR;
    let line = |trade: &Trade| {
        format!(
            "{}..{} {} {} -> {}",
            row(trade.open_date),
            row(trade.close_date),
            trade.exit_reason,
            trade.open_rate,
            trade.close_rate
        )
    };
    run(&ROWS, consts, callbacks).unwrap().iter().map(line).collect()
}

#[test]
fn without_callbacks_the_trade_runs_to_the_end() {
    assert_eq!(trades("", ""), ["1..6 force_exit 100 -> 100"]);
}

#[test]
fn custom_exit_is_asked_at_the_open_and_gives_the_reason() {
    // The fifth candle opens at 110: the first open that is 5 % up.
    let exit = r#"fn custom_exit(ctx) { if ctx.current_profit > 0.05 { "five up" } else { () } }"#;
    assert_eq!(trades("", exit), ["1..4 five up 100 -> 110"]);
    assert_eq!(
        trades("", "fn custom_exit(ctx) { ctx.current_rate == 102.0 }"),
        ["1..3 custom_exit 100 -> 102"]
    );
    // On the candle of the entry too.
    assert_eq!(trades("", "fn custom_exit(ctx) { true }"), ["1..1 custom_exit 100 -> 100"]);
    for no in ["false", "()", "\"\""] {
        let exit = format!("fn custom_exit(ctx) {{ {no} }}");
        assert_eq!(trades("", &exit), ["1..6 force_exit 100 -> 100"]);
    }
    let off = "const use_exit_signal = false;";
    assert_eq!(trades(off, "fn custom_exit(ctx) { true }"), ["1..6 force_exit 100 -> 100"]);
}

#[test]
fn custom_exit_sees_the_last_closed_candle() {
    // `twice` of candle 2 is 204, seen at the open of candle 3.
    let exit = r#"fn custom_exit(ctx) { ctx.candle["twice"] == 204.0 }"#;
    assert_eq!(trades("", exit), ["1..3 custom_exit 100 -> 102"]);
    let exit = "fn custom_exit(ctx) { ctx.candle.up && ctx.candle_at(1).up }";
    assert_eq!(trades("", exit), ["1..4 custom_exit 100 -> 110"]);
    let exit = r#"fn custom_exit(ctx) { is_nan(ctx.candle_at(3)["close"]) }"#;
    assert_eq!(trades("", exit), ["1..1 custom_exit 100 -> 100"]);
    let exit = r#"fn custom_exit(ctx) { ctx.candle_at(1)["enter_tag"] == "first" }"#;
    assert_eq!(trades("", exit), ["1..2 custom_exit 100 -> 101"]);
    let exit = r#"fn custom_exit(ctx) { let c = "tw" + "ice"; ctx.candle[c] > 203 }"#;
    assert_eq!(trades("", exit), ["1..3 custom_exit 100 -> 102"]);
}

#[test]
fn times_are_minutes_apart() {
    let exit = "fn custom_exit(ctx) { ctx.current_time - ctx.trade.open_date >= 120 }";
    assert_eq!(trades("", exit), ["1..3 custom_exit 100 -> 102"]);
    let exit = "fn custom_exit(ctx) { \
                let t = ctx.current_time; let d = ctx.candle.date; \
                t.year == 2024 && t.month == 1 && t.day == 1 && t.hour == 3 && t.minute == 0 && \
                t.weekday == 0 && t.timestamp == 1704078000 && (t - d).total_seconds() == 3600.0 }";
    assert_eq!(trades("", exit), ["1..3 custom_exit 100 -> 102"]);
}

#[test]
fn custom_stoploss_follows_the_best_price() {
    // 5 % below the high of 110 is 104.5; the candle after it falls to 104.
    let stop = "fn custom_stoploss(ctx) { if ctx.current_profit > 0.05 { -0.05 } else { () } }";
    assert_eq!(trades("", stop), ["1..3 trailing_stop_loss 100 -> 104.5"]);
    // From the candle's best price: 3 % below 110, then hit in the same candle (low 101).
    let stop = "fn custom_stoploss(ctx) { if ctx.current_rate == 110.0 { 0.03 } else { 0 } }";
    assert_eq!(trades("", stop), ["1..3 trailing_stop_loss 100 -> 106.7"]);
    for nothing in ["0.0 / 0.0", "1.0 / 0.0", "0", "()"] {
        let stop = format!("fn custom_stoploss(ctx) {{ {nothing} }}");
        assert_eq!(trades("", &stop), ["1..6 force_exit 100 -> 100"]);
    }
    let stop = "fn custom_stoploss(ctx) { -0.01 }";
    assert_eq!(trades("const use_custom_stoploss = false;", stop), ["1..6 force_exit 100 -> 100"]);
}

#[test]
fn after_a_fill_the_stop_may_move_away_and_is_not_called_trailing() {
    let consts = "const stoploss = -0.005;";
    let stop = "fn custom_stoploss(ctx) { if ctx.after_fill { -0.045 } else { () } }";
    // Without it the entry candle falls to 99, below the stop of 0.5 %.
    assert_eq!(trades(consts, stop), ["1..1 stop_loss 100 -> 99.5"]);
    let consts = "const stoploss = -0.005; const stoploss_after_fill = true;";
    assert_eq!(trades(consts, stop), ["1..5 stop_loss 100 -> 95.5"]);
}

#[test]
fn custom_roi_lowers_the_target_only() {
    let consts = r#"const minimal_roi = #{ "0": 0.08 };"#;
    assert_eq!(trades(consts, ""), ["1..3 roi 100 -> 108"]);
    let roi = "fn custom_roi(ctx) { if ctx.trade_duration >= 60 { 0.025 } else { () } }";
    assert_eq!(trades(consts, roi), ["1..2 roi 100 -> 102.5"]);
    assert_eq!(trades(consts, "fn custom_roi(ctx) { 0.5 }"), ["1..3 roi 100 -> 108"]);
    assert_eq!(trades("", "fn custom_roi(ctx) { 0.09 }"), ["1..3 roi 100 -> 109"]);
    let off = "const use_custom_roi = false;";
    assert_eq!(trades(off, "fn custom_roi(ctx) { 0.01 }"), ["1..6 force_exit 100 -> 100"]);
    assert_eq!(trades("", "fn custom_roi(ctx) { 0.0 / 0.0 }"), ["1..6 force_exit 100 -> 100"]);
}

#[test]
fn a_refused_exit_leaves_the_next_reason_its_turn() {
    let consts = "const stoploss = -0.04;";
    assert_eq!(trades(consts, ""), ["1..5 stop_loss 100 -> 96"]);
    let confirm = r#"
        fn custom_exit(ctx) { "mine" }
        fn confirm_trade_exit(ctx) { ctx.exit_reason != "mine" && ctx.rate == 96.0 && ctx.amount == 1.0 }
    "#;
    assert_eq!(trades(consts, confirm), ["1..5 stop_loss 100 -> 96"]);
    let never = "fn confirm_trade_exit(ctx) { false }";
    assert_eq!(trades(consts, never), ["1..6 force_exit 100 -> 100"]);
}

#[test]
fn an_entry_is_sized_and_confirmed() {
    let amount =
        |callbacks: &str| run(&ROWS, "", callbacks).unwrap().first().map(|trade| trade.amount);
    assert_eq!(amount("fn custom_stake_amount(ctx) { ctx.proposed_stake / 2 }"), Some(0.5));
    assert_eq!(amount("fn custom_stake_amount(ctx) { () }"), Some(1.0));
    assert_eq!(amount("fn custom_stake_amount(ctx) { ctx.max_stake * 2 }"), Some(99.0));
    for none in ["0", "-5", "0.0 / 0.0", "1.0 / 0.0"] {
        assert_eq!(amount(&format!("fn custom_stake_amount(ctx) {{ {none} }}")), None);
    }
    let asked = r#"fn confirm_trade_entry(ctx) {
        ctx.rate == 100.0 && ctx.amount == 1.0 && ctx.entry_tag == "first" && ctx.side == "long" }"#;
    assert_eq!(amount(asked), Some(1.0));
    assert_eq!(amount("fn confirm_trade_entry(ctx) { false }"), None);
    let asked = r#"fn custom_stake_amount(ctx) {
        if ctx.current_rate == 100.0 && ctx.min_stake == 0.0 && ctx.leverage == 1.0 &&
           ctx.pair == "A/USDT" && ctx.candle.close == 100.25 { 200 } else { 0 } }"#;
    assert_eq!(amount(asked), Some(2.0));
}

/// What `leverage` answers at the open of the second candle, of a short trade.
fn leverage(callback: &str) -> Result<f64, Box<Diagnostic>> {
    let job = job("S", &strategy("", callback), &["A/USDT"]);
    let prepared = Prepared::new(&job.script, &job.config, &Parameters::new()).unwrap();
    let source = source(&ROWS);
    let read = inspect(&prepared, &TimeRange::all(), &Frames::new(&source)).unwrap();
    let pairs = read.into_iter().map(|read| (read.pair, read.columns, ROWS.len())).collect();
    let allowance = Allowance::calling(1e3, 1.0);
    let callbacks = prepared.script.callbacks(pairs, Parameters::new(), &prepared.reads, allowance);
    assert!(callbacks.defined().leverage);
    let asked =
        Borrowing { rate: 100.0, max_leverage: 20.0, entry_tag: "first", side: Side::Short };
    callbacks.leverage(Moment { pair: 0, now: START + HOUR, candle: 0 }, &asked)
}

#[test]
fn leverage_is_a_number_as_it_was_answered() {
    for (answer, expected) in [
        ("2.5", 2.5),
        ("3", 3.0),
        ("()", 1.0),
        ("if ctx.side == \"long\" { 5.0 }", 1.0),
        // Whoever asks brings it to what is allowed.
        ("0", 0.0),
        ("ctx.max_leverage * 2", 40.0),
        ("ctx.proposed_leverage", 1.0),
        ("ctx.current_rate / 50", 2.0),
        ("ctx.candle.twice / 100.25", 2.0),
        ("if ctx.side == \"short\" && ctx.entry_tag == \"first\" { 4.0 } else { 0.0 / 0.0 }", 4.0),
    ] {
        let answered = leverage(&format!("fn leverage(ctx) {{ {answer} }}"));
        assert_eq!(answered.as_ref().ok(), Some(&expected), "{answer}: {answered:?}");
    }
}

#[test]
fn leverage_that_is_no_number_is_an_error() {
    for (answer, code, words) in [
        ("0.0 / 0.0", "AQ117", "must return a number or `()`, and this is NaN"),
        ("1.0 / 0.0", "AQ117", "and this is infinite"),
        ("-1.0 / 0.0", "AQ117", "and this is infinite"),
        ("\"3\"", "AQ117", "and this is a string"),
        ("true", "AQ117", "(in `leverage`, A/USDT at 2024-01-01 01:00)"),
        ("[3.0]", "AQ117", "and this is an array"),
        ("throw \"no\"", "AQ105", "`no`"),
        ("ctx.max_stake", "AQ260", "`max_stake`"),
        ("ctx.trade.leverage", "AQ260", "`trade`"),
    ] {
        let fault = leverage(&format!("fn leverage(ctx) {{ {answer} }}")).expect_err(answer);
        assert_eq!(fault.code, code, "{answer}: {}", fault.message);
        assert!(fault.message.contains(words), "{answer}: {}", fault.message);
        assert!(fault.place.is_some(), "{answer}");
    }
}

#[test]
fn the_trade_is_seen_as_it_stands() {
    let exit = r#"fn custom_exit(ctx) {
        let t = ctx.trade;
        let o = t.orders;
        t.pair == "A/USDT" && t.open_rate == 100.0 && t.enter_tag == "first" && !t.is_short
            && t.leverage == 1.0 && t.stake_amount == 100.0 && t.max_stake_amount == 100.0
            && t.amount == 1.0 && t.max_rate == 110.0 && t.min_rate == 99.0
            && t.realized_profit == 0.0 && t.nr_of_successful_entries == 1
            && t.nr_of_successful_exits == 0 && t.liquidation_price == 0.0
            && t.stop_loss == t.initial_stop_loss && t.open_date == t.open_date_utc
            && o.len() == 1 && o[0].is_entry && o[0].price == 100.0 && o[0].filled == 1.0 }"#;
    assert_eq!(trades("", exit), ["1..3 custom_exit 100 -> 102"]);
}

#[test]
fn nothing_written_in_one_call_is_seen_in_another() {
    let exit = "let count = 0; fn custom_exit(ctx) { let n = 0; n += 1; n > 1 }";
    assert_eq!(trades("", exit), ["1..6 force_exit 100 -> 100"]);
}

#[test]
fn parameters_of_callbacks_are_declared_listed_and_set() {
    let text = |callbacks: &str| {
        format!(
            "const timeframe = \"1h\";\nconst HIGH = 20;\n\
             fn populate_indicators(df, metadata) {{ }}\n\
             fn populate_entry_trend(df, metadata) {{ df.loc(df.volume == 0, \"enter_long\"); }}\n\
             fn populate_exit_trend(df, metadata) {{ }}\n{callbacks}"
        )
    };
    let held = |callbacks: &str, given: &[(&str, ParameterValue)]| {
        let mut job = job("S", &text(callbacks), &["A/USDT"]);
        job.parameters =
            given.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        match backtest(&job, &source(&ROWS)).status {
            Status::Completed(done) => {
                (done.trades[0].close_date - done.trades[0].open_date) / HOUR
            }
            Status::Failed(failure) => panic!("{}", failure.diagnostic),
        }
    };
    let hours = "fn custom_exit(ctx) { ctx.current_time - ctx.trade.open_date >= hours() * 60 }\n\
                 fn hours() { int_param(\"hours\", 1, HIGH, 2) }";
    assert_eq!(held(hours, &[]), 2);
    assert_eq!(held(hours, &[("hours", ParameterValue::Int(4))]), 4);
    let waits = "fn custom_exit(ctx) { bool_param(\"now\", false) || \
                 ctx.current_profit > decimal_param(\"most\", 0.0, 1.0, 0.05).value }";
    assert_eq!(held(waits, &[]), 3);
    assert_eq!(held(waits, &[("most", ParameterValue::Decimal(0.015))]), 2);
    assert_eq!(held(waits, &[("now", ParameterValue::Bool(true))]), 0);

    let fails = |callbacks: &str| {
        let failed = backtest(&job("S", &text(callbacks), &["A/USDT"]), &source(&ROWS)).status;
        let Status::Failed(failure) = failed else { panic!("{callbacks} runs") };
        assert!(failure.diagnostic.place.is_some(), "{callbacks}");
        failure.diagnostic.code
    };
    let twice = "fn custom_exit(ctx) { int_param(\"n\", 1, 5, 2) > int_param(\"n\", 1, 6, 2) }";
    assert_eq!(fails(twice), "AQ220");
    assert_eq!(fails("fn custom_exit(ctx) { int_param(\"n\", 5, 1, 2) > 3 }"), "AQ221");
    assert_eq!(fails("fn custom_exit(ctx) { int_param(\"n\" + ctx.pair, 1, 5, 2) > 3 }"), "AQ225");
}

#[test]
fn a_wrong_answer_is_an_error_with_its_moment() {
    for (callbacks, code, words) in [
        ("fn custom_exit(ctx) { 5 }", "AQ117", "a reason in words, `true`, `false` or `()`"),
        ("fn custom_stoploss(ctx) { \"x\" }", "AQ117", "a number or `()`, and this is a string"),
        ("fn custom_stake_amount(ctx) { true }", "AQ117", "a number or `()`"),
        ("fn custom_roi(ctx) { [] }", "AQ117", "a number or `()`"),
        ("fn confirm_trade_entry(ctx) { }", "AQ117", "`true` or `false`, and this is nothing"),
        (
            "fn custom_exit(ctx) { true } fn confirm_trade_exit(ctx) { 1 }",
            "AQ117",
            "(in `confirm_trade_exit`, A/USDT at 2024-01-01 01:00)",
        ),
        ("fn custom_exit(ctx) { throw \"no\" }", "AQ105", "`no`"),
        ("fn custom_exit(ctx) { ctx.curent_rate > 1 }", "AQ260", "`curent_rate`"),
        ("fn custom_exit(ctx) { ctx.trade.open_price > 1 }", "AQ260", "`open_price`"),
        ("fn custom_exit(ctx) { ctx.candle[\"twise\"] > 1 }", "AQ201", "`twise`"),
        ("fn custom_exit(ctx) { ctx.candle_at(-1).close > 1 }", "AQ261", "future"),
        ("fn custom_exit(ctx) { ctx.pair > 1 }", "AQ262", "a string cannot be compared"),
        ("fn custom_exit(ctx) { ctx.pair == 1 }", "AQ262", "a string cannot be compared"),
        ("fn custom_exit(ctx) { ta::RSI(ctx, 14) }", "AQ112", "populate_"),
        ("fn custom_exit(ctx) { loop { } }", "AQ292", "operations"),
        ("fn custom_exit(pair, trade, current_profit) { }", "AQ116", "1 argument"),
    ] {
        let failure = run(&ROWS, "", callbacks).expect_err(callbacks);
        let fault = failure.diagnostic;
        assert_eq!(fault.code, code, "{callbacks}: {}", fault.message);
        assert!(fault.message.contains(words), "{callbacks}: {}", fault.message);
        assert!(fault.place.is_some(), "{callbacks}");
    }
}
