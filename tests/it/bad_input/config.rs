//! Configs that cannot be used, and settings that a script and a config share.

use serde_json::{Value, json};

use super::Fault::{Config, ConfigText, Lines};
use super::Row;

#[expect(clippy::too_many_lines, reason = "one table, a row for each fault")]
pub fn rows() -> Vec<Row> {
    vec![
        (
            ConfigText("fee: 0.001"),
            3,
            r"
error: config.json:1:1: this is no JSON: Unexpected word
 = help: mend the file at that place; comments and trailing commas are fine
",
        ),
        (
            ConfigText("[1]"),
            3,
            r"
error: config.json: the config is no JSON object
 = help: write `{ … }` with FreqTrade's keys
",
        ),
        (
            Config("stake_amount", Value::Null),
            3,
            r#"
error: config.json: `stake_amount` is missing
 = help: write "stake_amount": 100, or "unlimited" to divide the balance among the slots
"#,
        ),
        (
            Config("exchange", Value::Null),
            3,
            r#"
error: config.json: `exchange` is missing
 = help: write "exchange": { "name": "binance", "pair_whitelist": ["BTC/USDT"] }
"#,
        ),
        (
            Config("exchange.pair_whitelist", Value::Null),
            3,
            r#"
error: config.json: `exchange.pair_whitelist` is missing
 = help: write "pair_whitelist": ["BTC/USDT", "ETH/USDT"]
"#,
        ),
        (
            Config("dry_run_wallet", json!("much")),
            3,
            r#"
error: config.json: `dry_run_wallet` must be a number above 0, not "much"
 = help: write "dry_run_wallet": 1000
"#,
        ),
        (
            Config("fee", json!(-0.001)),
            3,
            r#"
error: config.json: `fee` must be a number, 0 or above, not -0.001
 = help: write "fee": 0.001
"#,
        ),
        (
            Config("fee", json!("0.1 %")),
            3,
            r#"
error: config.json: `fee` must be a number, 0 or above, not "0.1 %"
 = help: write "fee": 0.001
"#,
        ),
        (
            Config("exchange.pair_whitelist", json!(["A/USDT", "bitcoin"])),
            3,
            r#"
error: config.json: "bitcoin" in `exchange.pair_whitelist` is no pair
 = help: write BASE/QUOTE, such as "BTC/USDT"
"#,
        ),
        (
            Config("exchange.pair_whitelist", json!(["A/USDT", "C/USDT"])),
            3,
            r"
error[AQ410]: no 1h candles of C/USDT: user_data/data/C_USDT-1h.feather does not exist
 = help: fetch them with `autoquant prepare`
",
        ),
        (
            Config("stoploss", json!(0)),
            3,
            r#"
error[AQ402]: config.json: `stoploss` must be a ratio below 0, not 0
 = help: mend "stoploss" in the config
"#,
        ),
        (Config("max_open_trades", json!(-1)), 0, ""),
        (Config("stake_amount", json!("unlimited")), 0, ""),
        (
            ConfigText(
                r#"{ "stake_amount": "unlimited", "max_open_trades": -1, "fee": 0,
                  "exchange": { "pair_whitelist": ["A/USDT"] } }"#,
            ),
            3,
            r#"
error[AQ403]: config.json: an unlimited `stake_amount` needs a limited `max_open_trades`
 = help: set "max_open_trades" in the config, or a fixed "stake_amount"
"#,
        ),
        (
            ConfigText(
                r#"{ "stake_amount": 10, "dry_run_wallet": 1000, "fee": 0, "trailing_stop": true,
                  "trailing_stop_positive": 0.02, "trailing_stop_positive_offset": 0.01,
                  "exchange": { "pair_whitelist": ["A/USDT"] } }"#,
            ),
            3,
            r"
error[AQ402]: config.json: `trailing_stop_positive_offset` must be greater than `trailing_stop_positive`
 = help: raise the offset above the distance
",
        ),
        (
            ConfigText(
                r#"{ "stake_amount": 10, "dry_run_wallet": 1000, "fee": 0, "trailing_stop": true,
                  "trailing_only_offset_is_reached": true,
                  "exchange": { "pair_whitelist": ["A/USDT"] } }"#,
            ),
            3,
            r#"
error[AQ402]: config.json: `trailing_only_offset_is_reached` needs `trailing_stop_positive`
 = help: write "trailing_stop_positive": 0.02
"#,
        ),
        (
            Config("stake_amount", json!(1_000)),
            3,
            r#"
error: config.json: a stake of 1000 is more than the wallet allows (990)
 = help: lower "stake_amount" or raise "dry_run_wallet"
"#,
        ),
        (
            Config("timerange", json!("20240201-20240101")),
            3,
            r#"
error: config.json: timerange `20240201-20240101` starts after it stops
 = help: write "timerange": "20210101-20251231"
"#,
        ),
        (
            Config("timerange", json!("2024")),
            3,
            r#"
error: config.json: `2024` is no timerange (write START-STOP, such as 20210101-20211231)
 = help: write "timerange": "20210101-20251231"
"#,
        ),
        (
            Config("timerange", json!("20250101-20250201")),
            3,
            r"
error[AQ410]: no 1h candles of A/USDT, B/USDT in the timerange 20250101-20250201
 = help: choose another timerange, or fetch more candles with `autoquant prepare`
",
        ),
        (
            Config("timeframe", json!("1 hour")),
            3,
            r#"
error: config.json: `1 hour` is no timeframe (write a number and one of s m h d w M y, such as 1h)
 = help: write "timeframe": "1h"
"#,
        ),
        (
            Config("trailing_stop", json!("yes")),
            3,
            r#"
error[AQ402]: config.json: `trailing_stop` must be true or false, not "yes"
 = help: mend "trailing_stop" in the config
"#,
        ),
        (Config("position_stacking", json!(true)), 0, ""),
        (
            Config("position_stacking", json!(1)),
            3,
            r#"
error[AQ402]: config.json: `position_stacking` must be true or false, not 1
 = help: mend "position_stacking" in the config
"#,
        ),
        (
            Config("enable_protections", json!("yes")),
            3,
            r#"
error: config.json: `enable_protections` must be true or false, not "yes"
 = help: write "enable_protections": true
"#,
        ),
        (
            Config("protections", json!([{ "method": "CooldownPeriod" }])),
            3,
            r#"
error: config.json: `protections` belong to a strategy, in FreqTrade too
 = help: write `const protections = […];` into the strategy, and "enable_protections": true here
"#,
        ),
        (
            Config("position_adjustment_enable", json!("true")),
            3,
            r#"
error[AQ402]: config.json: `position_adjustment_enable` must be true or false, not "true"
 = help: mend "position_adjustment_enable" in the config
"#,
        ),
        (
            Config("max_entry_position_adjustment", json!(1.5)),
            3,
            r#"
error[AQ402]: config.json: `max_entry_position_adjustment` must be a whole number, -1 for any number of entries, not 1.5
 = help: mend "max_entry_position_adjustment" in the config
"#,
        ),
        (
            Config("unfilledtimeout", json!({ "entry": 0, "exit": 10 })),
            3,
            r#"
error[AQ402]: config.json: `unfilledtimeout` must be a map of `entry` and `exit` to numbers, 1 or more, with `unit` "minutes" or "seconds", not {"entry":0,"exit":10}
 = help: mend "unfilledtimeout" in the config
"#,
        ),
        (
            Config("order_types", json!({ "entry": "limit", "exit": "stop" })),
            3,
            r#"
error[AQ402]: config.json: `order_types` must be a map of `entry` and `exit` to "limit" or "market", not {"entry":"limit","exit":"stop"}
 = help: mend "order_types" in the config
"#,
        ),
        (
            Config("timeframe_detail", json!("5m")),
            3,
            r"
error[AQ410]: no 5m candles of A/USDT: user_data/data/A_USDT-5m.feather does not exist
 = help: fetch them with `autoquant prepare`
",
        ),
        (
            Config("autoquant", json!({ "headline": "profit" })),
            3,
            r#"
error: config.json: `autoquant.headline` must be "equity_sharpe" or "sharpe"
 = help: write "headline": "equity_sharpe"
"#,
        ),
        (
            Lines("const trailing_stop = true;\nconst trailing_only_offset_is_reached = true;"),
            1,
            r"
error[AQ304]: `trailing_only_offset_is_reached` needs `trailing_stop_positive`
 --> user_data/strategies/S.rhai:6:7
  |
6 | const trailing_only_offset_is_reached = true;
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = help: write `const trailing_stop_positive = 0.02;`
",
        ),
        (
            Lines(
                "const trailing_stop = true;\nconst trailing_stop_positive = 0.02;\n\
                 const trailing_stop_positive_offset = 0.01;",
            ),
            1,
            r"
error[AQ304]: `trailing_stop_positive_offset` must be greater than `trailing_stop_positive`
 --> user_data/strategies/S.rhai:7:7
  |
7 | const trailing_stop_positive_offset = 0.01;
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = help: raise the offset above the distance
",
        ),
        (
            Lines("const trailing_stop = true;\nconst trailing_stop_positive = 0;"),
            1,
            r"
error[AQ304]: `trailing_stop_positive` must not be 0
 --> user_data/strategies/S.rhai:6:7
  |
6 | const trailing_stop_positive = 0;
  |       ^^^^^^^^^^^^^^^^^^^^^^
  = help: leave it out, or give the distance as a ratio, such as 0.02
",
        ),
    ]
}
