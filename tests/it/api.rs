//! `autoquant api`: what it says, and that the pages made from it are fresh.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// Runs `autoquant` in a folder that is no workspace.
fn autoquant(arguments: &[&str]) -> Output {
    let folder = TempDir::new().unwrap();
    Command::new(env!("CARGO_BIN_EXE_autoquant"))
        .args(arguments)
        .current_dir(folder.path())
        .output()
        .unwrap()
}

fn said(arguments: &[&str]) -> String {
    let output = autoquant(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// A file of the repository, compared with what it is made from.
fn fresh(file: &str, made: &str, command: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let kept = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(kept == made, "{file} is stale: renew it with `{command} > {file}`");
}

#[test]
fn the_reference_page_is_fresh() {
    let command = "cargo run --release -- api --markdown";
    fresh("docs/strategy_api.md", &said(&["api", "--markdown"]), command);
}

#[test]
fn the_definitions_for_editors_are_fresh() {
    let command = "cargo run --release -- api --definitions";
    fresh("docs/autoquant.d.rhai", &said(&["api", "--definitions"]), command);
}

#[test]
fn the_page_of_indicators_and_its_pictures_are_fresh() {
    let command = "cargo run --release -- api --indicators docs";
    let folder = TempDir::new().unwrap();
    said(&["api", "--indicators", folder.path().to_str().unwrap()]);
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let page = "indicators.md";
    let mut made = pictures(folder.path());
    assert!(made.len() > 200, "{} pictures", made.len());
    assert_eq!(made, pictures(&kept), "pictures come and go: `{command}`, and remove the others");
    made.push(page.into());
    for file in made {
        let [made, kept] = [folder.path(), &kept].map(|root| {
            std::fs::read_to_string(root.join(&file)).unwrap_or_default().replace("\r\n", "\n")
        });
        assert!(made == kept, "docs/{} is stale: renew it with `{command}`", file.display());
    }
}

/// The pictures below a folder of the documentation, in order.
fn pictures(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["indicators", "indicators/yata"] {
        let Ok(entries) = std::fs::read_dir(root.join(folder)) else { continue };
        let names = entries.map(|entry| Path::new(folder).join(entry.unwrap().file_name()));
        found.extend(names.filter(|name| name.extension().is_some_and(|end| end == "svg")));
    }
    found.sort();
    found
}

#[test]
fn the_page_of_flags_is_fresh() {
    let command = "cargo run --release -- api --flags";
    fresh("docs/flags.md", &said(&["api", "--flags"]), command);
}

#[test]
fn a_flag_in_full_as_a_block_prints_it() {
    let shown = said(&["api", "one-trade=83.1%"]);
    insta::assert_snapshot!(shown, @r"
    one-trade
      One lucky trade makes the profit of the whole timerange; without it there is no edge to see, and it will not come again.
      family:      Flag of `run`
      raised when: The profit is above 0, and the best trade makes more than 50 % of it.
      figure:      The best trade's share of the profit; above 100 % the others lose together. Shown as `83.1%`.
      look at:     `run --export trades`, sorted by `profit_abs`: when was it, and would a rule written before have taken it? A follower of trends lives on few trades, in weak years on one: look at a longer timerange then.
    ");
    assert_eq!(shown, said(&["api", "one-trade"]));
}

#[test]
fn an_indicator_in_full() {
    insta::assert_snapshot!(said(&["api", "ta::STOCH"]), @r#"
    ta::STOCH(df, fastk_period, slowk_period, slowk_matype, slowd_period, slowd_matype)
      Stochastic oscillator: where the close stands in the range of the last candles, 0 to 100.
      family:      Momentum Indicators
      inputs:      high (df: high)
                   low (df: low)
                   close (df: close)
      parameters:  fastk_period: a whole number from 1 to 100000, default 5
                   slowk_period: a whole number from 1 to 100000, default 3
                   slowk_matype: a whole number from 0 to 13: 0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6 KAMA, 7 MAMA, 8 T3, 9 HMA, 10 none, 11 default, 12 ZLEMA, 13 RMA, default 0
                   slowd_period: a whole number from 1 to 100000, default 3
                   slowd_matype: a whole number from 0 to 13: 0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6 KAMA, 7 MAMA, 8 T3, 9 HMA, 10 none, 11 default, 12 ZLEMA, 13 RMA, default 0
      outputs:     slowk, slowd
      lookback:    8 candles with the defaults
      formula:     fastk = 100 · (close − lowest(low, fastk_period)) / (highest(high, fastk_period) − lowest(low, fastk_period)); slowk = MA(fastk, slowk_period); slowd = MA(slowk, slowd_period); fastk is 0 where the window is flat
      source:      George Lane, 1950s
      example:     let stoch = ta::STOCH(df, 14, 3, 0, 3, 0); df.k = stoch.slowk;
      by name:     ta::STOCH(df, #{ fastk_period: 5 })
    "#);
}

#[test]
fn a_method_in_full() {
    insta::assert_snapshot!(said(&["api", "rolling"]), @r#"
    column.rolling(n[, options])
      The last n values; `#{ min_periods: m }` for a result from m values on.
      family:      Windows
      signatures:  rolling(n: int) -> Window
                   rolling(n: int, options: map) -> Window
      example:     df["x"] = df["close"].rolling(20, #{ min_periods: 5 }).mean();
    "#);
}

#[test]
fn a_callback_in_full() {
    insta::assert_snapshot!(said(&["api", "confirm_trade_exit"]), @r#"
    fn confirm_trade_exit(ctx)
      Whether the exit order may be placed.
      family:      Callback
      returns:     bool
      ctx has:     trade: Trade  The open trade.
                   amount: float  The amount of the order, base currency.
                   rate: float  The price of the order.
                   exit_reason: string  Why the trade is closed.
      always:      pair, current_time, candle, candle_at(k)
      example:     fn confirm_trade_exit(ctx) { ctx.exit_reason != "exit_signal" || ctx.rate > ctx.trade.open_rate }
    "#);
}

#[test]
fn the_leverage_in_full() {
    insta::assert_snapshot!(said(&["api", "leverage"]), @r#"
    fn leverage(ctx)
      The leverage of a new trade on futures, brought to at least 1 and at most the highest one; `()` for 1.
      family:      Callback
      returns:     float | ()
      ctx has:     current_rate: float  The price at which the question is asked.
                   proposed_leverage: float  The leverage without the callback: 1.
                   max_leverage: float  The highest one that the exchange allows.
                   entry_tag: string  The tag of the entry; empty without one.
                   side: string  The direction, "long" or "short".
      always:      pair, current_time, candle, candle_at(k)
      example:     fn leverage(ctx) { min(3.0, 0.03 / (ctx.candle["high"] / ctx.candle["low"] - 1.0)) }

    ctx.trade.leverage
      How many times its stake it moves, 1 in spot.
      family:      ctx.trade
      type:        float
    "#);
}

#[test]
fn a_setting_in_full() {
    insta::assert_snapshot!(said(&["api", "max_open_trades"]), @r#"
    const max_open_trades = 3;
      Slots: how many trades may be open at once.
      family:      Setting
      value:       a whole number, -1 for any number of trades
      default:     the config's
    "#);
}

#[test]
fn a_search_looks_at_meanings_too() {
    insta::assert_snapshot!(said(&["api", "--search", "SuperTrend"]), @r#"
      ta::SUPERTREND(df, timeperiod, multiplier)    Supertrend: a trailing stop some average ranges away from prices, and the side it is on. (Overlap Studies)
    "#);
}

#[test]
fn the_list_and_the_short_page_name_everything() {
    let list = said(&["api"]);
    for words in
        ["Momentum Indicators\n", "  column.shift(n) ", "fn leverage(ctx)", "const can_short"]
    {
        assert!(list.contains(words), "{words}");
    }
    let short = said(&["api", "--short"]);
    assert!(short.len() <= 6_000, "{}", short.len());
}

#[test]
fn one_document_has_it_all() {
    let document: Value = serde_json::from_str(&said(&["api", "--json"])).unwrap();
    assert_eq!(document["indicators"].as_array().unwrap().len(), 201 + 63);
    let one = &document["indicators"][0];
    assert_eq!((&one["module"], &one["name"]), (&"ta".into(), &"HT_DCPERIOD".into()));
    assert_eq!(one["lookback"], 32);
    assert!(document["callbacks"].as_array().unwrap().len() >= 6);
    let one: Value = serde_json::from_str(&said(&["api", "RSI", "--json"])).unwrap();
    assert_eq!(one["indicators"].as_array().unwrap().len(), 1);
    assert_eq!(one["words"].as_array().unwrap().len(), 0);
    assert_eq!(document["flags"].as_array().unwrap().len(), 15);
    let flag: Value = serde_json::from_str(&said(&["api", "few-trades", "--json"])).unwrap();
    assert_eq!(flag["flags"][0]["name"], "few-trades");
    assert!(said(&["api", "--search", "luck"]).contains("few-trades"));
}

#[test]
fn every_shell_completes_every_command() {
    let help = said(&["--help"]);
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .map_while(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.len() > 5, "{help}");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = said(&["completions", shell]);
        for name in &commands {
            assert!(script.contains(name), "{shell}: {name}");
        }
    }
    assert_eq!(autoquant(&["completions", "tcsh"]).status.code(), Some(2));
}

#[test]
fn unknown_names_are_told_the_near_ones() {
    for (arguments, words) in [
        (["api", "roling"], "did you mean `rolling`?"),
        (["api", "ta::RSJ"], "did you mean `RSI`"),
        (["api", "few-trade"], "did you mean `few-trades` or `one-trade`?"),
        (["api", "ctx.curent_profit"], "did you mean `current_profit`?"),
        (["api", "--search=zzzz"], "nothing in the script API speaks of `zzzz`"),
    ] {
        let output = autoquant(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains(words), "{arguments:?}: {stderr}");
    }
    assert_eq!(autoquant(&["api", "RSI", "--short"]).status.code(), Some(2));
}
