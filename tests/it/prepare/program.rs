//! The command: what it prints, what it asks of whom, and its exit codes.

use std::fs;

use autoquant::data::feather::write_candles;

use super::killed::{project, world};
use crate::support::exchange::{Exchange, Fault, FaultKind, Options};
use crate::support::project::{Project, autoquant, stderr};

/// What is fetched.
const RANGE: &str = "20221001-20240228";

const GOOD: &str = r#"
    const timeframe = "1h";
    fn populate_indicators(df, metadata) { df["mean"] = df["close"].rolling(50).mean(); }
    fn populate_entry_trend(df, metadata) { df.loc(df["close"] > df["mean"], "enter_long"); }
    fn populate_exit_trend(df, metadata) { df.loc(df["close"] < df["mean"], "exit_long"); }
"#;

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn one_command_brings_all_and_another_finds_it_intact() {
    let exchange = Exchange::start(world(), Options::default());
    let project = project(&exchange, RANGE, "auto").strategy(
        "Other",
        r#"
        const timeframe = "1h";
        const startup_candle_count = 700;
        fn populate_indicators(df, metadata) {
            let day = informative("4h");
            day["mean"] = day["close"].rolling(3).mean();
        }
        fn populate_entry_trend(df, metadata) { df.loc(df["close"] > df["mean_4h"], "enter_long"); }
        fn populate_exit_trend(df, metadata) { df.loc(df["close"] < df["mean_4h"], "exit_long"); }
        "#,
    );
    let output = project.run(&["prepare"]);
    insta::assert_snapshot!(text(&output.stdout), @r"
    BTC/USDT 15m: 49941 candles, 49941 new
    BTC/USDT 1h: 13061 candles, 13061 new
    BTC/USDT 4h: 3791 candles, 3791 new
    BTC/USDT 1d: 1016 candles, 1016 new
    ETH/USDT 15m: 37249 candles, 37249 new
    ETH/USDT 1h: 9313 candles, 9313 new
    ETH/USDT 4h: 2329 candles, 2329 new
    ETH/USDT 1d: 389 candles, 389 new
    ETH/USDT 15m: note[coverage]: it begins at 2023-02-05 00:00, and the timerange at 2022-10-01 00:00
    ETH/USDT 1h: note[coverage]: it begins at 2023-02-05 00:00, and the timerange at 2022-10-01 00:00
    ETH/USDT 4h: note[coverage]: it begins at 2023-02-05 00:00, and the timerange at 2022-10-01 00:00
    ETH/USDT 1d: note[coverage]: it begins at 2023-02-05 00:00, and the timerange at 2022-10-01 00:00
    Checked 8 files in user_data/data/binance: 4 notes.
    ");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let told = stderr(&output);
    assert!(told.contains("BTC/USDT 15m: about ") && told.contains("BTC/USDT 15m: complete"));
    let asked = exchange.requests().len();
    let again = project.run(&["prepare"]);
    assert_eq!(text(&again.stdout), project.stdout(&["prepare", "--check"]));
    assert_eq!(exchange.requests().len(), asked);
    // What `run` needs is there.
    let run = project.run(&["run"]);
    assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    assert!(!stderr(&run).contains("AQ408"));
    let json = project.run(&["prepare", "--json"]);
    let document = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(crate::support::schema::faults("data", &document), Vec::<String>::new());
}

#[test]
fn what_could_not_be_had_is_told_and_the_rest_is_there() {
    let exchange = Exchange::start(world(), Options::default());
    let project = project(&exchange, RANGE, "auto");
    let config = fs::read_to_string(project.path().join("config.json")).unwrap();
    let project = project.config(&config.replace("ETH/USDT", "ETHH/USDT"));
    let output = project.run(&["prepare", "--quiet"]);
    assert_eq!(output.status.code(), Some(3));
    insta::assert_snapshot!(stderr(&output), @r"
    error: ETHH/USDT 15m: the exchange knows no ETHHUSDT (ETHH/USDT)
     = help: mend the pair in exchange.pair_whitelist of config.json, or take it out
    ");
    insta::assert_snapshot!(text(&output.stdout), @r"
    BTC/USDT 15m: 49941 candles, 49941 new
    BTC/USDT 1h: 12861 candles, 12861 new
    BTC/USDT 1d: 1016 candles, 1016 new
    ETHH/USDT 15m: error[missing]: there is no file
    ETHH/USDT 1h: error[missing]: there is no file
    ETHH/USDT 1d: error[missing]: there is no file
    Checked 3 files in user_data/data/binance: 3 errors; 3 could not be fetched.
    ");
}

#[test]
fn an_exchange_that_refuses_is_told_with_the_mend() {
    let faults = vec![Fault::new("/api/", FaultKind::Status(451, None, "restricted")).times(1_000)];
    let exchange = Exchange::start(world(), Options { faults, ..Options::default() });
    let output = project(&exchange, RANGE, "auto").run(&["prepare"]);
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(3), ""));
    let host = exchange.url().replace("http://", "");
    insta::assert_snapshot!(stderr(&output).replace(&host, "HOST"), @r#"
    error: HOST does not serve this region (HTTP 451)
     = help: write the address of a mirror into autoquant.download of config.json ("spot_url": "https://data-api.binance.vision", or another "futures_url"), or take all from the archive with "source": "archive" there
    "#);
}

#[test]
fn what_cannot_be_fetched_is_told_before_anybody_is_asked() {
    let config = |timerange: &str, exchange: &str, pair: &str, own: &str| {
        format!(
            r#"{{ "stake_amount": 100, "timerange": "{timerange}",
                  "exchange": {{ "name": "{exchange}", "pair_whitelist": ["{pair}"] }},
                  "autoquant": {{ {own} }} }}"#
        )
    };
    let hours = r#""timeframes": ["1h"]"#;
    let mut told = String::new();
    for config in [
        config("20990101-", "binance", "BTC/USDT", hours),
        config("20240101-", "kraken", "BTC/USDT", hours),
        config("20240101-", "demo", "BTC/USDT", hours),
        config("20240101-", "binance", "BTC/USDT:USDT", hours),
        config("20240101-", "binance", "BTC/USD:BTC", hours)
            .replace("100,", r#"100, "trading_mode": "futures", "margin_mode": "isolated","#),
        config("20240101-", "binance", "BTC/USDT", ""),
        config(
            "20240101-",
            "binance",
            "BTC/USDT",
            r#""timeframes": ["1h"], "download": { "url": "x" }"#,
        ),
        config(
            "20240101-",
            "binance",
            "BTC/USDT",
            r#""timeframes": ["1h"], "download": { "spot_url": "x" }"#,
        ),
        config(
            "20240101-",
            "binance",
            "BTC/USDT",
            r#""timeframes": ["1h"], "download": { "spot_url": "" }"#,
        ),
    ] {
        let output = Project::new().config(&config).run(&["prepare"]);
        assert_eq!(output.status.code(), Some(3));
        told += &stderr(&output);
    }
    insta::assert_snapshot!(told, @r#"
    error: the timerange 20990101- lies in the future
     = help: choose a "timerange" in config.json that begins before today
    error: candles of the exchange `kraken` cannot be fetched, only those of binance and binanceus
     = help: fetch them with FreqTrade's download-data, and take them over with `autoquant prepare --from DIR`; or name an exchange with the same interface in autoquant.download ("spot_url")
    error: the demo's candles are generated, not fetched
     = help: write "exchange": { "name": "binance" } into config.json for real ones
    error: BTC/USDT:USDT is no pair of the spot market
     = help: write "BTC/USDT" in exchange.pair_whitelist of config.json, or choose another "trading_mode"
    error: BTC/USD:BTC is settled in another currency than it is quoted in, and such futures are not known here
     = help: name pairs such as "BTC/USDT:USDT" in exchange.pair_whitelist of config.json
    error: config.json says no timeframes, and there is no strategy that does
     = help: write "autoquant": { "timeframes": ["1h", "4h", "1d"] } into config.json
    error: config.json: there is no `autoquant.download.url`
     = help: there are: source, spot_url, futures_url, archive_url
    error: config.json: `autoquant.download.spot_url` must be an address
     = help: write "spot_url": "https://api.binance.com"
    error: config.json names no address to fetch these candles from (`autoquant.download.spot_url`)
     = help: write "autoquant": { "download": { "spot_url": "https://…" } }
    "#);
}

#[test]
fn another_demo_is_another_market_and_the_same_number_the_same() {
    let project = Project::new().strategy("Good", GOOD);
    let run = |project: &Project| project.stdout(&["run"]);
    let first = run(&project);
    let seeded = |seed: &str| {
        let output = project.run(&["prepare", "--demo", "--seed", seed]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(stderr(&output).contains("they are no history"));
        let run = project.run(&["run"]);
        assert!(!stderr(&run).contains("AQ408"));
        text(&run.stdout)
    };
    let (one, other, again) = (seeded("7"), seeded("8"), seeded("7"));
    assert!(one != other && one != first && figures(&one) == figures(&again));
    assert_eq!(figures(&seeded("2021")), figures(&first));
    // Not beside real ones, and not without its switch.
    let real = Project::new().config(
        r#"{ "stake_amount": 9, "exchange": { "name": "binance", "pair_whitelist": ["BTC/USDT"] } }"#,
    );
    let output = real.run(&["prepare", "--demo"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("generated candles are for the exchange `demo`"));
    assert_eq!(real.run(&["prepare", "--seed", "7"]).status.code(), Some(2));
    assert_eq!(real.run(&["prepare", "--demo", "--check"]).status.code(), Some(2));
}

/// A run without what the books say of the runs before it.
fn figures(run: &str) -> Vec<&str> {
    let is_figure =
        |line: &&str| !["trial:", "vs_last:", "vs_kept:"].iter().any(|key| line.starts_with(key));
    run.lines().filter(is_figure).collect()
}

#[test]
fn a_proxy_that_is_misspelt_is_not_passed_by() {
    let exchange = Exchange::start(world(), Options::default());
    let project = project(&exchange, RANGE, "api");
    for value in ["nonsense://x", "::::", "http://"] {
        let output = autoquant(project.path(), &["prepare"], &[("ALL_PROXY", value)]);
        assert_eq!(output.status.code(), Some(3));
        insta::allow_duplicates! {
            insta::assert_snapshot!(stderr(&output), @r"
            error: the environment's ALL_PROXY is no address of a proxy
             = help: write such as http://127.0.0.1:8080 or socks5h://127.0.0.1:1080, or unset it
            ");
        }
    }
    assert!(exchange.requests().is_empty());
    // To this machine itself nobody stands between.
    let output =
        autoquant(project.path(), &["prepare", "--quiet"], &[("ALL_PROXY", "127.0.0.1:9")]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn what_is_wrong_is_in_the_document_too() {
    let exchange = Exchange::start(world(), Options::default());
    let project = project(&exchange, RANGE, "auto");
    let config = fs::read_to_string(project.path().join("config.json")).unwrap();
    let project = project.config(&config.replace("ETH/USDT", "ETHH/USDT"));
    let json = |arguments: &[&str]| -> serde_json::Value {
        let output = project.run(arguments);
        assert_eq!(output.status.code(), Some(3));
        let document = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(crate::support::schema::faults("data", &document), Vec::<String>::new());
        document
    };
    let document = json(&["prepare", "--json"]);
    let faults = document["faults"].as_array().unwrap();
    assert_eq!((faults.len(), faults[0]["candles"].as_str()), (3, Some("ETHH/USDT 15m")));
    // One that somebody has changed is told on stdout as by --check.
    let path = project.path().join("user_data/data/binance/BTC_USDT-1d.feather");
    let candles = autoquant::data::feather::read_candles(&path).unwrap();
    write_candles(&path, &candles.slice(3..candles.len())).unwrap();
    let stdout = project.stdout(&["prepare"]);
    assert!(stdout.contains("BTC/USDT 1d: error[changed]"), "{stdout}");
    assert!(stdout.ends_with("; 4 could not be fetched.\n"), "{stdout}");
}
