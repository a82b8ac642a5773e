//! Candle tables: a market situation in, trades out.

use std::fmt::Write as _;
use std::sync::Arc;

use autoquant::backtest::{PairInput, Rules, Signals, Simulation, simulate};
use autoquant::data::frames::Frames;
use autoquant::data::tick::PriceSteps;
use autoquant::job::{Prepared, ScriptText, inspect};
use autoquant::model::bits::Bits;
use autoquant::model::candles::{Candle, Candles};
use autoquant::model::config::Config;
use autoquant::model::lock::Lock;
use autoquant::model::market::Market;
use autoquant::model::precision::{AmountPrecision, Precision};
use autoquant::model::tags::Tags;
use autoquant::model::timerange::{TimeRange, parse_date};
use autoquant::model::trade::Trade;
use autoquant::strategy::callbacks::{Callbacks, NoCallbacks};
use autoquant::strategy::plan::Parameters;
use autoquant::strategy::script::Allowance;
use autoquant::strategy::settings::Settings;
use serde_json::{Value, json};

use super::memory::Memory;

/// The pair whose locks are notes: it is not traded.
const NOTES: &str = "NOTES/USDT";

/// What every script has: a note is a lock that holds nothing back.
const SCRIPT: &str = "
fn populate_indicators(df, metadata) { }
fn populate_entry_trend(df, metadata) { df.loc(df.volume > 0, \"enter_long\"); }
fn populate_exit_trend(df, metadata) { }
fn note(ctx, words) { lock_pair(\"NOTES/USDT\", ctx.current_time, words); }
";

const HOUR: i64 = 3_600_000;

/// A simulation to be: no fee, 1h candles, a wallet of 1000 and stakes of 100, a tick of 0.01 where
/// the candles show none, amounts without a step.
pub struct Sim {
    settings: Value,
    config: Value,
    functions: String,
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
            "exchange": { "name": "test", "pair_whitelist": [] },
        }),
        functions: String::new(),
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

    /// The smallest amount of an order.
    pub fn min_amount(mut self, amount: f64) -> Self {
        self.market.min_amount = Some(amount);
        self
    }

    /// The largest amount of an order.
    pub fn max_amount(mut self, amount: f64) -> Self {
        self.market.max_amount = Some(amount);
        self
    }

    /// The largest cost of an order.
    pub fn max_cost(mut self, cost: f64) -> Self {
        self.market.max_cost = Some(cost);
        self
    }

    /// The step of amounts.
    pub fn amount_step(mut self, step: f64) -> Self {
        self.market.amount_step = Some(step);
        self
    }

    /// Callbacks of the strategy. `note(ctx, words)` writes down that one was asked.
    pub fn script(mut self, functions: &str) -> Self {
        self.functions.push_str(functions);
        self.functions.push('\n');
        self
    }

    /// A callback with its body.
    pub fn asks(self, callback: &str, body: &str) -> Self {
        self.script(&format!("fn {callback}(ctx) {{ {body} }}"))
    }

    /// An answer of a callback that depends on the row: pairs of a row and what is answered there, and
    /// otherwise something else.
    pub fn answers(self, callback: &str, rows: &[(i64, &str)], otherwise: &str) -> Self {
        let mut body = String::new();
        for (row, answer) in rows {
            write!(body, "if ctx.current_time.hour == {row} {{ return {answer}; }} ").unwrap();
        }
        self.asks(callback, &format!("{body} {otherwise}"))
    }

    /// Lets the strategy change its positions by these answers of `adjust_trade_position`.
    pub fn adjusts(self, rows: &[(i64, &str)]) -> Self {
        self.set("position_adjustment_enable", true).answers("adjust_trade_position", rows, "()")
    }

    /// The protections, which are on.
    pub fn protections(self, list: impl Into<Value>) -> Self {
        self.config("enable_protections", true).set("protections", list)
    }

    /// The date of the first candle of the pairs that follow.
    pub fn start(mut self, date: &str) -> Self {
        self.start = parse_date(date).unwrap();
        self
    }

    /// A pair with its candles: `open high low close`, and behind them what the close asks for:
    /// `enter`, `exit`, `enter=tag`, `exit=tag`. `3x` before a candle: three of it.
    pub fn candles(self, table: &str) -> Self {
        self.late(0, table)
    }

    /// The same for a pair that is listed some hours later.
    pub fn late(mut self, hours: i64, table: &str) -> Self {
        let mut candles = Candles::default();
        let mut rows: Vec<Vec<String>> = Vec::new();
        for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let mut words: Vec<&str> = line.split_whitespace().collect();
            let times = words[0].strip_suffix('x').map_or(1, |times| times.parse().unwrap());
            words.drain(..usize::from(words[0].ends_with('x')));
            let price = |at: usize| words[at].parse::<f64>().unwrap();
            let [open, high, low, close] = [price(0), price(1), price(2), price(3)];
            assert!(low <= open.min(close) && high >= open.max(close), "no candle: {line}");
            for _ in 0..times {
                let date = self.start + (hours + rows.len() as i64) * HOUR;
                candles.push(Candle { date, open, high, low, close, volume: 1.0 });
                rows.push(words[4..].iter().map(|word| (*word).to_owned()).collect());
            }
        }
        let pair = format!("{}/USDT", (b'A' + self.pairs.len() as u8) as char);
        let fallback = Precision::tick(0.01);
        self.pairs.push(PairInput {
            pair,
            first: 0,
            signals: signals(&rows),
            price_steps: PriceSteps::of(&candles, fallback),
            candles: Arc::new(candles),
            amount_precision: AmountPrecision {
                step: Precision { value: self.market.amount_step, ..fallback },
                contract_size: 1.0,
            },
            market: self.market.clone(),
            detail: None,
            perpetual: None,
        });
        self
    }

    /// Runs it.
    pub fn run(&self) -> Simulation {
        self.attempt().unwrap()
    }

    /// Runs it, or says what is wrong with a callback.
    pub fn attempt(&self) -> Result<Simulation, String> {
        let mut config = self.config.clone();
        let names: Vec<&str> = self.pairs.iter().map(|pair| pair.pair.as_str()).collect();
        config["exchange"]["pair_whitelist"] = json!(names);
        let config = Config::from_json(&config).unwrap();
        if !self.functions.is_empty() {
            return self.attempt_with_script(&config);
        }
        let consts: Vec<(String, Value)> =
            self.settings.as_object().unwrap().clone().into_iter().collect();
        let (settings, _) = Settings::new(&consts, &config).unwrap();
        self.simulate(&settings, &config, &NoCallbacks)
    }

    fn attempt_with_script(&self, config: &Config) -> Result<Simulation, String> {
        let mut text = SCRIPT.to_owned();
        for (name, value) in self.settings.as_object().unwrap() {
            writeln!(text, "const {name} = {};", literal(value)).unwrap();
        }
        text.push_str(&self.functions);
        let text = ScriptText { file: "S.rhai".into(), text, ..ScriptText::default() };
        let prepared = Prepared::new(&text, config, &Parameters::new())
            .map_err(|failure| failure.diagnostic.message)?;
        let mut source = Memory::default();
        for pair in &self.pairs {
            source.add(&pair.pair, "1h", (*pair.candles).clone());
        }
        let read = inspect(&prepared, &TimeRange::all(), &Frames::new(&source)).unwrap();
        let pairs = read
            .into_iter()
            .zip(&self.pairs)
            .map(|(read, pair)| (read.pair, read.columns, pair.candles.len()))
            .collect();
        let allowance = Allowance::calling(1e3, 1.0);
        let callbacks =
            prepared.script.callbacks(pairs, Parameters::new(), &prepared.reads, allowance);
        self.simulate(&prepared.settings, config, &callbacks)
    }

    fn simulate(
        &self,
        settings: &Settings,
        config: &Config,
        callbacks: &dyn Callbacks,
    ) -> Result<Simulation, String> {
        let defined = callbacks.defined();
        let rules = Rules { settings, config, fee: self.fee, callbacks, defined };
        let ran = simulate(rules, &self.pairs).map_err(|fault| fault.message)?;
        Ok(ran.unwrap())
    }

    fn row(&self, date: i64) -> i64 {
        (date - self.start) / HOUR
    }

    /// Runs it and compares its trades: a line each, `A 1..3 roi 100 -> 102`: the pair, the rows of
    /// entry and exit, the reason, both rates.
    pub fn trades(&self, expected: &str) {
        let line = |trade: Trade| {
            let (open, close) = (self.row(trade.open_date), self.row(trade.close_date));
            let rates = format!("{} -> {}", trade.open_rate, trade.close_rate);
            format!("{} {open}..{close} {} {rates}", name(&trade.pair), trade.exit_reason)
        };
        same(self.run().trades.into_iter().map(line), expected);
    }

    /// Runs it and compares the orders of its trades: a line each, `A 1..3 buy 0.5 @ 100 tag`: the pair,
    /// the rows on which it was placed and filled, its amount and price, and its tag if it has one.
    pub fn orders(&self, expected: &str) {
        let mut lines = Vec::new();
        for trade in self.run().trades {
            for order in &trade.orders {
                let (placed, filled) = (self.row(order.order_date), self.row(order.filled_date));
                let side = if order.is_entry { "buy" } else { "sell" };
                let what = format!("{side} {} @ {}", order.amount, order.price);
                let line = format!("{} {placed}..{filled} {what} {}", name(&trade.pair), order.tag);
                lines.push(line.trim_end().to_owned());
            }
        }
        same(lines.into_iter(), expected);
    }

    /// Runs it and compares what was counted of orders and signals, as far as it is not 0:
    /// `canceled_entry_orders 1, replaced_entry_orders 1`.
    pub fn counts(&self, expected: &str) {
        let counters = serde_json::to_value(self.run().counters).unwrap();
        let others = ["entry_signals", "candles", "candles_in_trade"];
        let mut counted: Vec<String> = counters
            .as_object()
            .unwrap()
            .iter()
            .filter(|(name, count)| !others.contains(&name.as_str()) && **count != 0)
            .map(|(name, count)| format!("{name} {count}"))
            .collect();
        counted.sort();
        assert_eq!(counted.join(", "), expected);
    }

    /// Runs it and compares its locks: a line each, `A 5..8 long`: the pair or `*`, the row on which it was
    /// put, that of the first candle that it does not hold back, and the side unless it is both.
    pub fn locks(&self, expected: &str) {
        let locks = self.run().locks.into_iter().filter(|lock| lock.pair != NOTES);
        let line = |lock: Lock| {
            let side = serde_json::to_value(lock.side).unwrap();
            let side = side.as_str().unwrap().trim_start_matches('*').to_owned();
            let (put, until) = (self.row(lock.date), self.row(lock.until));
            format!("{} {put}..{until} {side}", name(&lock.pair)).trim_end().to_owned()
        };
        same(locks.map(line), expected);
    }

    /// Runs it and compares what its callbacks have noted: a line each, the row and the words.
    pub fn notes(&self, expected: &str) {
        let notes = self.run().locks.into_iter().filter(|lock| lock.pair == NOTES);
        same(notes.map(|note| format!("{} {}", self.row(note.date), note.reason)), expected);
    }

    /// Runs it and says what is wrong with a callback.
    pub fn fault(&self) -> String {
        self.attempt().err().unwrap_or_else(|| "it runs".to_owned())
    }

    /// Runs it and returns its only trade.
    pub fn trade(&self) -> Trade {
        let mut trades = self.run().trades;
        assert_eq!(trades.len(), 1, "{trades:?}");
        trades.remove(0)
    }
}

fn name(pair: &str) -> &str {
    pair.trim_end_matches("/USDT")
}

fn same(found: impl Iterator<Item = String>, expected: &str) {
    let expected: Vec<&str> = expected.lines().map(str::trim).collect();
    let found: Vec<String> = found.collect();
    assert_eq!(found.join("\n"), expected.join("\n").trim());
}

/// A value as a script writes it.
fn literal(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let entries = map.iter().map(|(key, value)| format!("\"{key}\": {}", literal(value)));
            format!("#{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Array(list) => {
            format!("[{}]", list.iter().map(literal).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
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
