//! Futures and shorter candles that lack something, or do not fit.

use std::fmt::Write as _;
use std::path::PathBuf;

use autoquant::data::feather::write_table;
use autoquant::data::store::Store;
use autoquant::model::candle_key::CandleKey;
use autoquant::model::candles::{Candle, Candles};
use autoquant::model::pair::Pair;
use autoquant::model::timeframe::Timeframe;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{HOUR, START, STRATEGY, candles, said_in};

/// Two futures with everything that they need.
pub struct Bench {
    folder: TempDir,
    config: Value,
    lines: &'static str,
}

/// What is done to them, the exit code, and the words.
type Row = (fn(&mut Bench), i32, &'static str);

impl Bench {
    fn new() -> Self {
        let bench = Self {
            folder: TempDir::new().unwrap(),
            config: json!({
                "stake_amount": 100,
                "dry_run_wallet": 1000,
                "max_open_trades": 2,
                "fee": 0.001,
                "trading_mode": "futures",
                "margin_mode": "isolated",
                "timerange": "20240102-20240104",
                "exchange": { "name": "made_up", "pair_whitelist": ["A/USDT:USDT", "B/USDT:USDT"] }
            }),
            lines: "const can_short = true;",
        };
        for folder in ["user_data/strategies", "user_data/data/futures"] {
            std::fs::create_dir_all(bench.folder.path().join(folder)).unwrap();
        }
        for pair in ["A", "B"] {
            bench.put(&trades(pair, "1h"), &candles());
            bench.put(&mark(pair), &candles());
            bench.put(&funding(pair), &rates(0));
        }
        let tiers = json!([{
            "minNotional": 0, "maxNotional": 10_000, "maintenanceMarginRate": 0.01, "maxLeverage": 20, "cum": 0
        }]);
        bench.tiers(&json!({ "A/USDT:USDT": tiers, "B/USDT:USDT": tiers }).to_string());
        bench
    }

    fn path(&self, key: &CandleKey) -> PathBuf {
        self.folder.path().join("user_data/data").join(Store::file_name(key))
    }

    fn put(&self, key: &CandleKey, candles: &Candles) {
        write_table(&self.path(key), candles, key.candle_type).unwrap();
    }

    fn remove(&self, key: &CandleKey) {
        std::fs::remove_file(self.path(key)).unwrap();
    }

    fn tiers(&self, text: &str) {
        let path = self.folder.path().join("user_data/data/leverage_tiers.json");
        std::fs::write(path, text).unwrap();
    }

    fn said(&self) -> (Option<i32>, String) {
        let folder = self.folder.path();
        std::fs::write(folder.join("config.json"), self.config.to_string()).unwrap();
        let text = STRATEGY.replace('%', self.lines);
        std::fs::write(folder.join("user_data/strategies/S.rhai"), text).unwrap();
        said_in(folder)
    }
}

fn pair(name: &str) -> Pair {
    Pair::parse(&format!("{name}/USDT:USDT")).unwrap()
}

fn trades(name: &str, timeframe: &str) -> CandleKey {
    CandleKey::trades(&pair(name), Timeframe::parse(timeframe).unwrap())
}

fn mark(name: &str) -> CandleKey {
    CandleKey::mark(&pair(name))
}

fn funding(name: &str) -> CandleKey {
    CandleKey::funding_rates(&pair(name))
}

/// A rate every eight hours, some milliseconds late.
fn rates(late: i64) -> Candles {
    let dates: Vec<i64> = (0..13).map(|at| START + at * 8 * HOUR + late).collect();
    let rates = vec![0.0001; dates.len()];
    Candles::of_rates(dates, rates)
}

/// Candles of a quarter of an hour.
fn quarters() -> Candles {
    let mut quarters = Candles::default();
    for at in 0..400 {
        let date = START + at * HOUR / 4;
        quarters.push(Candle {
            date,
            open: 100.0,
            high: 101.0,
            low: 99.0,
            close: 100.0,
            volume: 1.0,
        });
    }
    quarters
}

#[test]
fn each_fault_of_futures_is_named_with_its_mend() {
    let mut wrong = String::new();
    for (at, (change, code, words)) in rows().into_iter().enumerate() {
        let mut bench = Bench::new();
        change(&mut bench);
        let (found, text) = bench.said();
        if (found, text.as_str()) != (Some(code), words.trim()) {
            writeln!(wrong, "── row {at}: {found:?}\n{text}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[expect(clippy::too_many_lines, reason = "one table, a row for each fault")]
fn rows() -> Vec<Row> {
    vec![
        (|_| {}, 0, ""),
        (
            |bench| drop(bench.config.as_object_mut().unwrap().remove("margin_mode")),
            3,
            r#"
error: config.json: futures need a `margin_mode`
 = help: write "margin_mode": "isolated"
"#,
        ),
        (
            |bench| bench.config["margin_mode"] = json!("cross"),
            3,
            r#"
error: config.json: cross margin cannot be simulated: one wallet behind all positions
 = help: write "margin_mode": "isolated"
"#,
        ),
        (
            |bench| bench.config["margin_mode"] = json!("Isolated"),
            3,
            r#"
error: config.json: `margin_mode` must be "isolated", not "Isolated"
 = help: write "margin_mode": "isolated"
"#,
        ),
        (
            |bench| bench.config["trading_mode"] = json!("margin"),
            3,
            r#"
error: config.json: trading mode `margin` cannot be simulated
 = help: write "trading_mode": "spot" or "futures"
"#,
        ),
        (
            |bench| bench.config["liquidation_buffer"] = json!(1),
            3,
            r#"
error: config.json: `liquidation_buffer` must be a number from 0 to 0.99, not 1
 = help: write "liquidation_buffer": 0.05
"#,
        ),
        (|bench| bench.config["liquidation_buffer"] = json!(0.99), 0, ""),
        (
            |bench| bench.config["futures_funding_rate"] = json!("0.01 %"),
            3,
            r#"
error: config.json: `futures_funding_rate` must be a number, not "0.01 %"
 = help: write "futures_funding_rate": 0.0001
"#,
        ),
        // Pairs of another market, and shorts where there are none.
        (
            |bench| bench.config["exchange"]["pair_whitelist"] = json!(["A/USDT"]),
            3,
            r#"
error[AQ414]: config.json: A/USDT is no pair of the futures market
 = help: write "A/USDT:USDT" in exchange.pair_whitelist of config.json, or choose another "trading_mode"
"#,
        ),
        (
            |bench| bench.config["exchange"]["pair_whitelist"] = json!(["A/USD:A"]),
            3,
            r#"
error[AQ414]: config.json: A/USD:A is settled in another currency than it is quoted in, and such futures are not known here
 = help: name pairs such as "BTC/USDT:USDT" in exchange.pair_whitelist of config.json
"#,
        ),
        (
            |bench| bench.config["trading_mode"] = json!("spot"),
            3,
            r#"
error[AQ414]: config.json: A/USDT:USDT is no pair of the spot market
 = help: write "A/USDT" in exchange.pair_whitelist of config.json, or choose another "trading_mode"
"#,
        ),
        (
            |bench| {
                bench.config["trading_mode"] = json!("spot");
                bench.config["exchange"]["pair_whitelist"] = json!(["A/USDT"]);
            },
            1,
            r#"
error[AQ311]: `can_short` is on, and config.json trades on the spot market, where nothing is sold short
 --> user_data/strategies/S.rhai:5:7
  |
5 | const can_short = true;
  |       ^^^^^^^^^
  = help: leave it out to trade the long side alone, or write "trading_mode": "futures"
"#,
        ),
        // Funding.
        (
            |bench| bench.remove(&funding("A")),
            0,
            r#"
warning[AQ409]: A/USDT:USDT: there are no funding rates in 20240102-20240104: its trades neither pay nor receive any there
 = help: fetch mark prices and funding rates with `autoquant prepare`, or write "futures_funding_rate" into the config
"#,
        ),
        (
            |bench| ["A", "B"].iter().for_each(|pair| bench.remove(&funding(pair))),
            0,
            r#"
warning[AQ409]: A/USDT:USDT: there are no funding rates in 20240102-20240104: its trades neither pay nor receive any there
 = help: fetch mark prices and funding rates with `autoquant prepare`, or write "futures_funding_rate" into the config
warning[AQ409]: B/USDT:USDT: there are no funding rates in 20240102-20240104: its trades neither pay nor receive any there
 = help: fetch mark prices and funding rates with `autoquant prepare`, or write "futures_funding_rate" into the config
"#,
        ),
        (
            |bench| bench.remove(&mark("B")),
            0,
            r#"
warning[AQ409]: B/USDT:USDT: no funding is known, as there are no 1h mark prices in 20240102-20240104: its trades neither pay nor receive any there
 = help: fetch mark prices and funding rates with `autoquant prepare`, or write "futures_funding_rate" into the config
"#,
        ),
        (|bench| bench.put(&funding("A"), &rates(999)), 0, ""),
        (
            |bench| bench.put(&funding("A"), &rates(1_000)),
            0,
            r#"
warning[AQ409]: A/USDT:USDT: no funding rate has the date of a mark price in 20240102-20240104: its trades neither pay nor receive any there
 = help: fetch mark prices and funding rates with `autoquant prepare`, or write "futures_funding_rate" into the config
"#,
        ),
        (
            |bench| bench.put(&funding("A"), &rates(0).slice(0..6)),
            0,
            r#"
warning[AQ409]: A/USDT:USDT: funding is known from 2024-01-02 00:00 to 2024-01-02 16:00, and candles are tested from 2024-01-02 00:00 to 2024-01-04 00:00: its trades neither pay nor receive any there
 = help: fetch mark prices and funding rates with `autoquant prepare`, or write "futures_funding_rate" into the config
"#,
        ),
        (
            |bench| {
                bench.remove(&funding("A"));
                bench.config["futures_funding_rate"] = json!(0.0001);
            },
            0,
            "",
        ),
        (
            |bench| {
                let rates = Candles::of_rates(vec![START, START + HOUR], vec![0.1, f64::NAN]);
                bench.put(&funding("A"), &rates);
            },
            3,
            r"
error[AQ410]: the funding rates of A/USDT:USDT cannot be read: user_data/data/futures/A_USDT_USDT-1h-funding_rate.feather: row 2 (2024-01-01 01:00:00+00:00) has no rate
 = help: fetch the file anew with `autoquant prepare`, or remove it
",
        ),
        (
            |bench| std::fs::write(bench.path(&funding("A")), "").unwrap(),
            3,
            r"
error[AQ410]: the funding rates of A/USDT:USDT cannot be read: user_data/data/futures/A_USDT_USDT-1h-funding_rate.feather: it is empty
 = help: fetch the file anew with `autoquant prepare`, or remove it
",
        ),
        (
            |bench| std::fs::write(bench.path(&mark("A")), "none").unwrap(),
            3,
            r"
error[AQ410]: the 1h mark prices of A/USDT:USDT cannot be read: user_data/data/futures/A_USDT_USDT-1h-mark.feather: it is no feather file, or cut off (Invalid argument (os error 22))
 = help: fetch the file anew with `autoquant prepare`, or remove it
",
        ),
        (
            |bench| {
                let mut dates: Vec<i64> = candles().date.iter().collect();
                dates.swap(3, 4);
                bench.put(&mark("A"), &Candles { date: dates.into(), ..candles() });
            },
            0,
            r"
warning[AQ406]: futures/A_USDT_USDT-1h-mark.feather: row 5 (2024-01-01 03:00:00+00:00) is earlier than the row before it: the candles are sorted
 = help: fetch the file anew if it is not meant
",
        ),
        // Leverage tiers.
        (
            |bench| {
                let path = bench.folder.path().join("user_data/data/leverage_tiers.json");
                std::fs::remove_file(path).unwrap();
            },
            3,
            r"
error[AQ412]: A/USDT:USDT, B/USDT:USDT have no leverage tiers in leverage_tiers.json
 = help: take those of the exchange over with `autoquant prepare --tiers FILE`, or take the pairs out of exchange.pair_whitelist
",
        ),
        (
            |bench| {
                let path = bench.folder.path().join("user_data/data/leverage_tiers.json");
                let text = std::fs::read_to_string(path).unwrap();
                bench.tiers(&text.replace("A/USDT", "C/USDT"));
            },
            3,
            r"
error[AQ412]: A/USDT:USDT has no leverage tiers in leverage_tiers.json
 = help: take those of the exchange over with `autoquant prepare --tiers FILE`, or take the pairs out of exchange.pair_whitelist
",
        ),
        (
            |bench| bench.tiers("{ \"A/USDT:USDT\": [{ \"minNotional\": 0 }] }"),
            3,
            r"
error: the leverage tiers cannot be read: user_data/data/leverage_tiers.json: A/USDT:USDT, tier 1: maintenanceMarginRate is missing
 = help: mend the file, or remove it
",
        ),
        (
            |bench| bench.tiers("[]"),
            3,
            r"
error: the leverage tiers cannot be read: user_data/data/leverage_tiers.json: it holds no list of tiers for each pair (invalid type: sequence, expected a map at line 1 column 0)
 = help: mend the file, or remove it
",
        ),
        // Shorter candles.
        (
            |bench| bench.config["timeframe_detail"] = json!("15x"),
            3,
            r#"
error: config.json: `15x` is no timeframe (write a number and one of s m h d w M y, such as 1h)
 = help: write "timeframe_detail": "15m"
"#,
        ),
        (|bench| bench.config["timeframe_detail"] = json!(""), 0, ""),
        (
            |bench| bench.config["timeframe_detail"] = json!("1h"),
            3,
            r#"
error[AQ411]: config.json: `timeframe_detail` 1h is not shorter than the strategy's timeframe, 1h
 = help: choose one that is shorter and divides it, such as "5m" for "1h", or leave it out
"#,
        ),
        (
            |bench| bench.config["timeframe_detail"] = json!("4h"),
            3,
            r#"
error[AQ411]: config.json: `timeframe_detail` 4h is not shorter than the strategy's timeframe, 1h
 = help: choose one that is shorter and divides it, such as "5m" for "1h", or leave it out
"#,
        ),
        (
            |bench| bench.config["timeframe_detail"] = json!("45m"),
            3,
            r#"
error[AQ411]: config.json: `timeframe_detail` 45m does not divide the strategy's timeframe, 1h
 = help: choose one that is shorter and divides it, such as "5m" for "1h", or leave it out
"#,
        ),
        (
            |bench| bench.config["timeframe_detail"] = json!("15m"),
            3,
            r"
error[AQ410]: no 15m candles of A/USDT:USDT: user_data/data/futures/A_USDT_USDT-15m-futures.feather does not exist
 = help: fetch them with `autoquant prepare`
",
        ),
        (
            |bench| {
                bench.config["timeframe_detail"] = json!("15m");
                bench.put(&trades("A", "15m"), &quarters());
                bench.put(&trades("B", "15m"), &quarters());
            },
            0,
            "",
        ),
        (
            |bench| {
                bench.config["timeframe_detail"] = json!("15m");
                bench.put(&trades("B", "15m"), &quarters());
            },
            0,
            r"
warning[AQ413]: A/USDT:USDT has no 15m candles in 20240102-20240104: there its trades are followed on its own candles
 = help: fetch them with `autoquant prepare`
",
        ),
        (
            |bench| {
                bench.config["timeframe_detail"] = json!("15m");
                // They end before the timerange begins.
                bench.put(&trades("A", "15m"), &quarters().slice(0..90));
                bench.put(&trades("B", "15m"), &quarters().slice(0..90));
            },
            3,
            r"
error[AQ410]: no 15m candles of A/USDT:USDT, B/USDT:USDT in the timerange 20240102-20240104
 = help: choose another timerange, or fetch more candles with `autoquant prepare`
",
        ),
        (
            |bench| {
                bench.config["timeframe_detail"] = json!("15m");
                bench.put(&trades("A", "15m"), &quarters());
                std::fs::write(bench.path(&trades("B", "15m")), "none").unwrap();
            },
            3,
            r"
error[AQ410]: the 15m candles of B/USDT:USDT cannot be read: user_data/data/futures/B_USDT_USDT-15m-futures.feather: it is no feather file, or cut off (Invalid argument (os error 22))
 = help: fetch the file anew with `autoquant prepare`, or remove it
",
        ),
    ]
}
