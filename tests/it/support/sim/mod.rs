//! Candle tables: a market situation in, trades out.

mod compare;
mod detail;
mod futures;
mod table;

use std::fmt::{Display, Write as _};
use std::sync::Arc;

use autoquant::backtest::{PairInput, Perpetual, Rules, Simulation, simulate};
use autoquant::data::frames::Frames;
use autoquant::data::tick::PriceSteps;
use autoquant::job::{Prepared, ScriptText, inspect};
use autoquant::model::config::Config;
use autoquant::model::market::Market;
use autoquant::model::precision::{AmountPrecision, Precision};
use autoquant::model::timeframe::Timeframe;
use autoquant::model::timerange::{TimeRange, parse_date};
use autoquant::strategy::callbacks::{Callbacks, NoCallbacks};
use autoquant::strategy::plan::Parameters;
use autoquant::strategy::script::Allowance;
use autoquant::strategy::settings::Settings;
use serde_json::{Value, json};

use super::memory::Memory;
pub use table::calm;
use table::{Table, ms};

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
    contract: Option<Perpetual>,
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
        contract: None,
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
    /// otherwise something else. A row is an hour, or a time such as `3:15`.
    pub fn answers(self, callback: &str, rows: &[(impl Display, &str)], otherwise: &str) -> Self {
        let mut body = String::new();
        for (row, answer) in rows {
            let row = row.to_string();
            let time = match row.split_once(':') {
                None => format!("ctx.current_time.hour == {row}"),
                Some((hour, minute)) => {
                    let minute: i64 = minute.parse().unwrap();
                    format!(
                        "ctx.current_time.hour == {hour} && ctx.current_time.minute == {minute}"
                    )
                }
            };
            write!(body, "if {time} {{ return {answer}; }} ").unwrap();
        }
        self.asks(callback, &format!("{body} {otherwise}"))
    }

    /// Lets the strategy change its positions by these answers of `adjust_trade_position`.
    pub fn adjusts(self, rows: &[(impl Display, &str)]) -> Self {
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

    /// The timeframe, instead of 1h.
    pub fn timeframe(self, timeframe: &str) -> Self {
        self.set("timeframe", timeframe)
    }

    fn step(&self) -> i64 {
        Timeframe::parse(self.settings["timeframe"].as_str().unwrap()).unwrap().ms()
    }

    /// A pair with its candles: `open high low close`, and behind them what the close asks for:
    /// `enter`, `exit`, `short`, `exit_short`, and with a tag `enter=tag`. `3x` before a candle: three of it.
    pub fn candles(self, table: &str) -> Self {
        self.late(0, table)
    }

    /// The same for a pair that is listed some hours later.
    pub fn late(mut self, hours: i64, table: &str) -> Self {
        let Table { candles, signals } = Table::read(table, self.start + hours * HOUR, self.step());
        let name = (b'A' + self.pairs.len() as u8) as char;
        let settle = if self.contract.is_some() { ":USDT" } else { "" };
        let fallback = Precision::tick(0.01);
        self.pairs.push(PairInput {
            pair: format!("{name}/USDT{settle}"),
            first: 0,
            signals,
            price_steps: PriceSteps::of(&candles, fallback),
            candles: Arc::new(candles),
            amount_precision: AmountPrecision {
                step: Precision { value: self.market.amount_step, ..fallback },
                contract_size: self.market.contract_size.unwrap_or(1.0),
            },
            market: self.market.clone(),
            detail: None,
            perpetual: self.contract.clone(),
        });
        self
    }

    fn last(&mut self) -> &mut PairInput {
        self.pairs.last_mut().expect("a pair comes before what belongs to it")
    }

    /// When a row begins, of the pairs that start like the last one.
    fn date(&self, row: impl Display) -> i64 {
        self.start + ms(&row.to_string())
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
            let timeframe = self.settings["timeframe"].as_str().unwrap();
            source.add(&pair.pair, timeframe, (*pair.candles).clone());
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
