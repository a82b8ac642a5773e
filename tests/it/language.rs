//! The table of the language is true: every example runs, every field has the type that it says.

use std::fmt::Write as _;
use std::sync::LazyLock;

use autoquant::indicators::{functions, pandas};
use autoquant::job::{Job, Status, backtest};
use autoquant::model::candles::{Candle, Candles};
use autoquant::model::config::TradingMode;
use autoquant::model::leverage::LeverageTier;
use autoquant::model::timeframe::Timeframe;
use autoquant::strategy::header::Header;
use autoquant::strategy::language::{
    CALLBACKS, CTX, Callback, Field, Kind, METADATA, ORDER, TIME, TRADE, words,
};
use autoquant::strategy::settings::SETTINGS;
use serde_json::Value;

use crate::support::memory::{Memory, job};

/// The pair of questions that only futures ask.
const FUTURES: &str = "A/USDT:USDT";

/// Three hundred candles that rise and fall.
fn source() -> &'static Memory {
    static SOURCE: LazyLock<Memory> = LazyLock::new(|| {
        let mut hourly = Candles::default();
        for row in 0..300_i64 {
            let wave = 100.0 + (row as f64 / 7.0).sin() * 5.0;
            hourly.push(Candle {
                date: 1_704_067_200_000 + row * 3_600_000,
                open: wave,
                high: wave + 1.0,
                low: wave - 1.0,
                close: wave + 0.5,
                volume: 10.0,
            });
        }
        let daily = hourly.aggregate(Timeframe::DAY);
        let mut source = Memory::default();
        for pair in ["A/USDT", FUTURES] {
            source.add(pair, "1h", hourly.clone());
            source.add(pair, "1d", daily.clone());
        }
        source
    });
    &SOURCE
}

/// A strategy that opens a trade on every candle without one, with other functions and lines.
fn script(consts: &str, indicators: &str, functions: &str) -> String {
    let mut text = consts.to_owned();
    if !consts.contains("const timeframe") {
        text.push_str("const timeframe = \"1h\";\n");
    }
    writeln!(text, "{functions}").unwrap();
    for (name, body) in [
        ("populate_indicators", indicators),
        ("populate_entry_trend", "df.loc(df.volume > 0, \"enter_long\", \"all\");"),
        ("populate_exit_trend", ""),
    ] {
        if !functions.contains(&format!("fn {name}(")) {
            writeln!(text, "fn {name}(df, metadata) {{\n{body}\n}}").unwrap();
        }
    }
    text
}

/// A job of futures, whose trades may have ten times their stake.
fn futures(text: &str) -> Job {
    let tier = LeverageTier {
        min_notional: 0.0,
        max_notional: None,
        maintenance_margin_rate: 0.005,
        max_leverage: 10.0,
        cum: 0.0,
    };
    let mut job = job("S", text, &[FUTURES]);
    job.config.trading_mode = TradingMode::Futures;
    job.leverage_tiers = [(FUTURES.to_owned(), vec![tier])].into();
    job
}

/// Why a script does not run; nothing when it does.
fn fault(text: &str) -> Option<String> {
    let needs_futures = ["fn leverage(", "const can_short"].iter().any(|part| text.contains(part));
    let job = if needs_futures { futures(text) } else { job("S", text, &["A/USDT"]) };
    match backtest(&job, source()).status {
        Status::Completed(_) => None,
        Status::Failed(failure) => Some(format!("{}\n{text}", failure.diagnostic)),
    }
}

#[test]
fn every_example_of_a_word_runs() {
    for word in words() {
        let text = match word.kind {
            Kind::Header => script(&format!("{}\n", word.example), "", ""),
            _ if word.example.starts_with("fn ") => script("", "", word.example),
            _ => script("", word.example, ""),
        };
        assert_eq!(fault(&text), None, "{}", word.name);
        let called = word.name;
        assert!(word.example.contains(called), "the example of {called} does not show it");
    }
}

#[test]
fn every_header_field_is_read() {
    for word in words().filter(|word| word.kind == Kind::Header) {
        assert_ne!(Header::parse([word.example]), Header::default(), "{}", word.name);
    }
}

#[test]
fn every_example_of_an_indicator_and_a_method_runs() {
    for operation in
        functions().map(|function| function.operation).chain(pandas::TABLE.iter().copied())
    {
        assert_eq!(fault(&script("", operation.example, "")), None, "{}", operation.name);
    }
}

#[test]
fn every_example_of_a_setting_runs() {
    for setting in SETTINGS {
        let mut consts = format!("const {} = {};\n", setting.name, setting.example);
        // These mean something only beside others.
        match setting.name {
            "trailing_stop_positive" => consts.push_str("const trailing_stop = true;\n"),
            "trailing_stop_positive_offset" | "trailing_only_offset_is_reached" => consts
                .push_str("const trailing_stop = true; const trailing_stop_positive = 0.02;\n"),
            "pair_basket" => consts = consts.replace("BTC", "A").replace(", \"ETH/USDT\"", ""),
            _ => {}
        }
        assert_eq!(fault(&script(&consts, "", "")), None, "{}", setting.name);
    }
}

#[test]
fn every_example_of_a_callback_runs() {
    for callback in CALLBACKS {
        let start = format!("fn {}(ctx)", callback.name);
        assert!(callback.example.starts_with(&start), "{}", callback.name);
        assert_eq!(fault(&asked(callback, callback.example)), None, "{}", callback.name);
    }
}

/// A script in which a callback is asked.
fn asked(callback: &Callback, function: &str) -> String {
    let exits = "fn custom_exit(ctx) { ctx.current_profit > 0.001 }";
    let waits = "fn custom_entry_price(ctx) { ctx.proposed_rate * 0.5 }";
    let stays = "fn custom_exit_price(ctx) { ctx.proposed_rate * 2.0 }";
    let (consts, others) = match callback.name {
        "confirm_trade_exit" | "custom_exit_price" => ("", exits.to_owned()),
        "adjust_entry_price" | "adjust_order_price" | "check_entry_timeout" => {
            ("", waits.to_owned())
        }
        "adjust_exit_price" | "check_exit_timeout" => ("", format!("{exits}\n{stays}")),
        "adjust_trade_position" => ("const position_adjustment_enable = true;\n", String::new()),
        _ => ("", String::new()),
    };
    let consts = format!("const stoploss = -0.5;\n{consts}");
    script(&consts, "", &format!("{function}\n{others}"))
}

/// What `ctx` always has: of a question about all pairs less.
fn always(callback: &Callback) -> Vec<Field> {
    let of_pairs = |field: &&Field| callback.name != "bot_loop_start" || field.kind == "Time";
    CTX.fields.iter().filter(of_pairs).copied().collect()
}

/// Statements that throw when a field is not there or of another type.
fn checks(value: &str, fields: &[Field]) -> String {
    fields.iter().fold(String::new(), |mut text, field| {
        let name = field.name;
        let kinds = field.kind.split(" | ").map(|kind| match kind {
            "float" => "\"f64\"".to_owned(),
            "int" => "\"i64\"".to_owned(),
            kind => format!("\"{kind}\""),
        });
        let kinds: Vec<String> = kinds.collect();
        writeln!(
            text,
            "if !([{}].contains(type_of({value}.{name}))) {{ throw \"{name} is \" + type_of({value}.{name}) }}",
            kinds.join(", ")
        )
        .unwrap();
        text
    })
}

#[test]
fn every_field_is_there_with_its_type() {
    for callback in CALLBACKS {
        let name = callback.name;
        let mut body = checks("ctx", callback.fields) + checks("ctx", &always(callback)).as_str();
        body += checks("ctx.current_time", TIME.fields).as_str();
        if callback.fields.iter().any(|field| field.name == "trade") {
            body += "if ctx.trade != () {";
            body += checks("ctx.trade", TRADE.fields).as_str();
            body += "if ctx.trade.orders.len() > 0 {";
            body += checks("ctx.trade.orders[0]", ORDER.fields).as_str();
            body += "} }";
        }
        if callback.fields.iter().any(|field| field.name == "order") {
            body += checks("ctx.order", ORDER.fields).as_str();
        }
        let answer = match name {
            "confirm_trade_entry" | "confirm_trade_exit" => "true",
            "check_entry_timeout" | "check_exit_timeout" => "false",
            _ => "()",
        };
        let function = format!("fn {name}(ctx) {{ {body}\n{answer} }}");
        assert_eq!(fault(&asked(callback, &function)), None, "{name}");
        // It is really asked: otherwise nothing was checked.
        let throws = format!("fn {name}(ctx) {{ throw \"asked\" }}");
        assert!(
            fault(&asked(callback, &throws)).is_some_and(|fault| fault.contains("asked")),
            "{name}"
        );
    }
    assert_eq!(fault(&script("", &checks("metadata", METADATA.fields), "")), None);
}

/// A question to a callback names all its fields when it is asked for one that is not there.
#[test]
fn no_field_is_kept_secret() {
    for callback in CALLBACKS {
        let function = format!("fn {}(ctx) {{ ctx.zzz }}", callback.name);
        let said = fault(&asked(callback, &function)).unwrap();
        let own = callback.fields.iter().map(|field| field.name);
        let always = always(callback).into_iter().map(|field| field.name);
        let mut names: Vec<&str> = own.chain(always).collect();
        names.sort_unstable();
        let list = format!("there are: {}\n", names.join(", "));
        assert!(said.contains(&list), "{}: {said}", callback.name);
    }
    let json: Value = serde_json::to_value(words().collect::<Vec<_>>()).unwrap();
    assert_eq!(json[0]["name"], "Paradigm");
}
