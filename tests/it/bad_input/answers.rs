//! Answers that callbacks cannot give: `check` names the callback, its place, and what it must return.

use autoquant::check::{Surroundings, check};
use autoquant::diag::Severity;
use autoquant::job::ScriptText;
use autoquant::model::config::Config;
use serde_json::json;

/// Callbacks whose answer is a price or nothing.
const PRICES: [&str; 5] = [
    "adjust_entry_price",
    "adjust_exit_price",
    "adjust_order_price",
    "custom_entry_price",
    "custom_exit_price",
];

const FLAGS: [&str; 2] = ["check_entry_timeout", "check_exit_timeout"];

/// The last error of a strategy with a callback.
fn fault(callback: &str) -> (String, String, String, usize) {
    let text = format!(
        "const timeframe = \"1h\";\nconst position_adjustment_enable = true;\n\
         fn populate_indicators(df, metadata) {{ }}\n\
         fn populate_entry_trend(df, metadata) {{ df.loc(df[\"hour\"] == 3, \"enter_long\"); }}\n\
         fn populate_exit_trend(df, metadata) {{ df.loc(df[\"hour\"] == 9, \"exit_long\"); }}\n{callback}\n"
    );
    let config = json!({ "stake_amount": 10, "exchange": { "pair_whitelist": ["A/USDT"] } });
    let config = Config::from_json(&config).unwrap();
    let script = ScriptText { file: "S.rhai".into(), text, ..ScriptText::default() };
    let checked = check("S", &script, Surroundings::of(&config));
    let mut errors = checked.findings.into_iter().filter(|found| found.severity == Severity::Error);
    let error = errors.next_back().unwrap_or_else(|| panic!("nothing is wrong with {callback}"));
    let line = error.place.as_ref().map_or(0, |place| place.line);
    (error.code, error.message, error.help.unwrap_or_default(), line)
}

#[test]
fn answers_of_another_kind_name_the_callback_and_what_it_must_return() {
    let numbers = ["\"95\"", "true", "[95.0]", "#{ price: 95.0 }", "ctx.current_time"];
    let flags = ["\"yes\"", "1", "()", "[true]"];
    let stakes = [
        "\"50\"",
        "true",
        "[\"50\", \"half\"]",
        "[50.0, 7]",
        "[50.0, \"half\", 1]",
        "#{ stake: 50.0 }",
    ];
    let of = |names: &[&'static str], values: &[&'static str]| {
        let pairs = names.iter().flat_map(|name| values.iter().map(|value| (*name, *value)));
        pairs.collect::<Vec<_>>()
    };
    let all = [of(&PRICES, &numbers), of(&FLAGS, &flags), of(&["adjust_trade_position"], &stakes)];
    for (name, value) in all.concat() {
        let (code, message, help, line) = fault(&format!("fn {name}(ctx) {{ {value} }}"));
        assert_eq!((code.as_str(), line), ("AQ117", 6), "{name} with {value}: {message}");
        assert!(message.starts_with(&format!("`{name}` must return ")), "{value}: {message}");
        assert!(help.contains(name), "{value}: {help}");
    }
}
