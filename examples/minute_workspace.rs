//! Writes a workspace with made-up one-minute candles and a strategy of forty nodes: to see how time and
//! memory grow with the candles.
//!
//! ```sh
//! cargo run --release --example minute_workspace -- /tmp/minutes 2600000 8
//! /usr/bin/time -v target/release/autoquant -C /tmp/minutes run
//! ```

use std::error::Error;
use std::fs;
use std::path::Path;

use autoquant::data::feather::write_candles;
use autoquant::model::candles::{Candle, Candles};

const MINUTE: i64 = 60_000;
/// 1 January 2021.
const START: i64 = 1_609_459_200_000;

const STRATEGY: &str = r#"//! Forty — a plan of forty nodes
const timeframe = "1m";
const minimal_roi = #{ "0": 0.03, "240": 0.01 };
const stoploss = -0.05;

fn populate_indicators(df, metadata) {
    df["ema"] = ta::EMA(df, 200);
    df["rsi"] = ta::RSI(df, 14);
    let bands = ta::BBANDS(df, 20, 2.0, 2.0);
    df["lower"] = bands.lowerband;
    df["upper"] = bands.upperband;
    df["atr"] = ta::ATR(df, 14);
    df["volume_mean"] = df["volume"].rolling(30).mean();
    df["highest"] = df["high"].rolling(60).max();
}

fn populate_entry_trend(df, metadata) {
    let dip = (df["rsi"] < 22) & (df["close"] < df["lower"]) & (df["close"] > 0.9 * df["ema"]);
    let calm = (df["atr"] / df["close"] < 0.01) & (df["volume"] > 1.5 * df["volume_mean"]);
    let fell = (df["close"] < df["close"].shift(5)) & (df["close"] < df["highest"] * 0.995);
    df.loc(dip & calm & fell & (df["volume"] > 0), "enter_long", "dip");
}

fn populate_exit_trend(df, metadata) {
    df.loc((df["rsi"] > 75) & (df["close"] > df["upper"]), "exit_long");
}
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: minute_workspace FOLDER [ROWS] [PAIRS]";
    let folder = arguments.next().ok_or(usage)?;
    let rows: usize = arguments.next().map_or(Ok(2_600_000), |text| text.parse())?;
    let pairs: usize = arguments.next().map_or(Ok(8), |text| text.parse())?;
    let folder = Path::new(&folder);
    let data = folder.join("user_data/data");
    fs::create_dir_all(&data)?;
    fs::create_dir_all(folder.join("user_data/strategies"))?;
    fs::write(folder.join("user_data/strategies/Forty.rhai"), STRATEGY)?;
    let names: Vec<String> = (0..pairs).map(|pair| format!("\"M{pair}/USDT\"")).collect();
    let config = format!(
        "{{ \"stake_amount\": 100, \"dry_run_wallet\": 10000, \"fee\": 0.001, \"max_open_trades\": 8,\n  \
         \"exchange\": {{ \"name\": \"made_up\", \"pair_whitelist\": [{}] }} }}\n",
        names.join(", ")
    );
    fs::write(folder.join("config.json"), config)?;
    for pair in 0..pairs {
        let file = data.join(format!("M{pair}_USDT-1m.feather"));
        write_candles(&file, &candles(rows, pair as u64))?;
    }
    Ok(())
}

/// A price that wanders, with two decimals.
fn candles(rows: usize, seed: u64) -> Candles {
    let mut candles = Candles::with_capacity(rows);
    let mut state = seed + 1;
    let mut noise = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let cents = |price: f64| (price * 100.0).round() / 100.0;
    let mut price: f64 = 1_000.0;
    for row in 0..rows {
        let open = price;
        let pull = (1_000.0 - price) * 1e-7;
        price = cents(price * (1.0 + (noise() + noise() - 1.0) * 0.002 + pull));
        let (top, bottom) = (open.max(price), open.min(price));
        candles.push(Candle {
            date: START + row as i64 * MINUTE,
            open,
            high: cents(top * (1.0 + noise() * 0.0005)),
            low: cents(bottom * (1.0 - noise() * 0.0005)).max(0.01),
            close: price,
            volume: cents(1.0 + 99.0 * noise() * noise()),
        });
    }
    candles
}
