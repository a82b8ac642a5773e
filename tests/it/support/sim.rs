//! Candle tables: a market situation in, trades out.

use std::fmt::Write as _;
use std::sync::Arc;

use autoquant::backtest::{PairInput, Rules, Signals, Simulation, simulate};
use autoquant::data::tick::PriceSteps;
use autoquant::model::bits::Bits;
use autoquant::model::candles::{Candle, Candles};
use autoquant::model::config::Config;
use autoquant::model::market::Market;
use autoquant::model::precision::Precision;
use autoquant::model::tags::Tags;
use autoquant::model::timerange::parse_date;
use autoquant::strategy::callbacks::{Callbacks, NoCallbacks};
use autoquant::strategy::settings::Settings;
use serde_json::{Value, json};

const HOUR: i64 = 3_600_000;

/// A simulation to be: no fee, 1h candles, a wallet of 1000 and stakes of 100, a tick of 0.01 where
/// the candles show none, amounts without a step.
pub struct Sim {
    settings: Value,
    config: Value,
    fee: f64,
    start: i64,
    market: Market,
    pairs: Vec<PairInput>,
}

/// Starts a simulation.
pub fn sim() -> Sim {
    Sim {
        settings: json!({ "timeframe": "1h", "stoploss": -0.99 }),
        config: json!({
            "stake_amount": 100,
            "dry_run_wallet": 1000,
            "exchange": { "name": "test", "pair_whitelist": ["A/USDT"] },
        }),
        fee: 0.0,
        start: parse_date("20240102").unwrap(),
        market: Market::default(),
        pairs: Vec::new(),
    }
}

impl Sim {
    /// A setting of the strategy.
    pub fn set(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.settings[name] = value.into();
        self
    }

    /// The profit targets.
    pub fn roi(self, steps: &[(&str, f64)]) -> Self {
        let table = steps.iter().map(|(minutes, ratio)| ((*minutes).to_owned(), json!(ratio)));
        let table: serde_json::Map<String, Value> = table.collect();
        self.set("minimal_roi", table)
    }

    /// A key of the config.
    pub fn config(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.config[name] = value.into();
        self
    }

    /// The fee ratio.
    pub fn fee(mut self, fee: f64) -> Self {
        self.fee = fee;
        self
    }

    /// The smallest cost of an order.
    pub fn min_cost(mut self, cost: f64) -> Self {
        self.market.min_cost = Some(cost);
        self
    }

    /// The date of the first candle of the pairs that follow.
    pub fn start(mut self, date: &str) -> Self {
        self.start = parse_date(date).unwrap();
        self
    }

    /// A pair with its candles: `open high low close`, and behind them what the close asks for:
    /// `enter`, `exit`, `enter=tag`, `exit=tag`.
    pub fn candles(self, table: &str) -> Self {
        self.late(0, table)
    }

    /// The same for a pair that is listed some hours later.
    pub fn late(mut self, hours: i64, table: &str) -> Self {
        let mut candles = Candles::default();
        let mut rows: Vec<Vec<String>> = Vec::new();
        for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let price = |at: usize| words[at].parse::<f64>().unwrap();
            let [open, high, low, close] = [price(0), price(1), price(2), price(3)];
            assert!(low <= open.min(close) && high >= open.max(close), "no candle: {line}");
            let date = self.start + (hours + rows.len() as i64) * HOUR;
            candles.push(Candle { date, open, high, low, close, volume: 1.0 });
            rows.push(words[4..].iter().map(|word| (*word).to_owned()).collect());
        }
        let pair = format!("{}/USDT", (b'A' + self.pairs.len() as u8) as char);
        let fallback = Precision::tick(0.01);
        self.pairs.push(PairInput {
            pair,
            first: 0,
            signals: signals(&rows),
            price_steps: PriceSteps::of(&candles, fallback),
            candles: Arc::new(candles),
            amount_precision: Precision { value: None, ..fallback },
            market: self.market.clone(),
        });
        self
    }

    /// Runs it.
    pub fn run(&self) -> Simulation {
        let config = Config::from_json(&self.config).unwrap();
        let consts: Vec<(String, Value)> =
            self.settings.as_object().unwrap().clone().into_iter().collect();
        let (settings, _) = Settings::new(&consts, &config).unwrap();
        let callbacks = NoCallbacks;
        let rules = Rules {
            settings: &settings,
            config: &config,
            fee: self.fee,
            callbacks: &callbacks,
            defined: callbacks.defined(),
        };
        simulate(rules, &self.pairs).unwrap().unwrap()
    }

    /// Runs it and compares its trades: a line each, `A 1..3 roi 100 -> 102`: the pair, the rows of
    /// entry and exit, the reason, both rates.
    pub fn trades(&self, expected: &str) {
        let mut found = String::new();
        for trade in self.run().trades {
            let row = |date: i64| (date - self.start) / HOUR;
            let pair = trade.pair.trim_end_matches("/USDT");
            let (open, close) = (row(trade.open_date), row(trade.close_date));
            let rates = format!("{} -> {}", trade.open_rate, trade.close_rate);
            writeln!(found, "{pair} {open}..{close} {} {rates}", trade.exit_reason).unwrap();
        }
        let expected: Vec<&str> = expected.lines().map(str::trim).collect();
        let expected = expected.join("\n");
        assert_eq!(found.trim_end(), expected.trim());
    }
}

fn signals(rows: &[Vec<String>]) -> Signals {
    let has = |word: &str| {
        let tagged = format!("{word}=");
        let asks = |name: &String| name == word || name.starts_with(&tagged);
        Some(Arc::new(Bits::from_fn(rows.len(), |row| rows[row].iter().any(asks))))
    };
    let tags = |word: &str| {
        let tagged = format!("{word}=");
        let mut rules = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            for tag in row.iter().filter_map(|name| name.strip_prefix(&tagged)) {
                let here = Bits::from_fn(rows.len(), |row| row == at);
                rules.push((Some(Arc::new(here)), tag.to_owned()));
            }
        }
        Tags(rules)
    };
    Signals {
        enter_long: has("enter"),
        exit_long: has("exit"),
        enter_tag: tags("enter"),
        exit_tag: tags("exit"),
        ..Signals::default()
    }
}
