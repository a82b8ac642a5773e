//! One backtest as a pure function: a [`Job`] and candles in, an [`Outcome`] out.
//!
//! [`backtest`] reads no clock, no environment, no file and no global state. Whoever runs backtests
//! (a round, a cache, a worker on another machine) calls only this.

mod frames;
mod key;
mod market;
mod outcome;

pub use key::{JobKey, ScriptKey};
pub use outcome::{Completed, ErrorType, Failure, Outcome, Status};

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use self::frames::LoadedPair;
use crate::backtest::metrics::{Run, figures, wallet_stats};
use crate::backtest::{PairInput, Rules, Simulation, simulate};
use crate::data::tick::PriceSteps;
use crate::data::{CandleSource, DataError};
use crate::diag::suggest::nearest;
use crate::diag::{Diagnostic, Severity};
use crate::model::config::{Config, StakeAmount};
use crate::model::market::Markets;
use crate::model::pair::Pair;
use crate::model::timerange::TimeRange;
use crate::strategy::callbacks::{Defined, NoCallbacks};
use crate::strategy::plan::Parameters;
use crate::strategy::script::{Planned, Script, on_deep_stack};
use crate::strategy::settings::{LATER, SETTINGS, Settings};

/// The version of the form of [`Job`] and [`Outcome`].
pub const SCHEMA: u32 = 1;

/// The rules that trades are simulated by. Another set of rules gets another name.
pub const SEMANTICS: &str = "freqtrade-2026.9";

/// Everything that a backtest depends on, besides the candles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// [`SCHEMA`].
    pub schema: u32,
    /// [`SEMANTICS`].
    pub semantics: String,
    /// The strategy's name.
    pub strategy: String,
    /// The strategy's text.
    pub script: ScriptText,
    /// The evaluation contract.
    pub config: Config,
    /// What the exchange accepts.
    pub markets: Markets,
    /// Values of the strategy's parameters; absent ones have their defaults.
    pub parameters: Parameters,
    /// The candles that are tested.
    pub timerange: TimeRange,
}

/// A script and what it imports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptText {
    /// The file, as diagnostics show it.
    pub file: String,
    /// Its text.
    pub text: String,
    /// The texts of the scripts that it imports, by name.
    pub imports: BTreeMap<String, String>,
}

impl Job {
    /// A job with the schema and semantics of this version.
    pub fn new(
        strategy: &str,
        script: ScriptText,
        config: Config,
        markets: Markets,
        timerange: TimeRange,
    ) -> Self {
        Self {
            schema: SCHEMA,
            semantics: SEMANTICS.to_owned(),
            strategy: strategy.to_owned(),
            script,
            config,
            markets,
            parameters: Parameters::new(),
            timerange,
        }
    }
}

/// The timeranges that a script asks to be tested on, with their labels: one over the config's
/// timerange when it names none.
pub fn timeranges(
    script: &ScriptText,
    config: &Config,
) -> Result<Vec<(String, TimeRange)>, Failure> {
    let settings = on_deep_stack(|| {
        let script = Script::load(&script.file, &script.text).map_err(Failure::script)?;
        settings(&script, config, &mut Vec::new())
    })?;
    Ok(settings
        .test_timeranges
        .unwrap_or_else(|| vec![("full".to_owned(), config.timerange.clone())]))
}

/// Backtests one strategy on one timerange.
pub fn backtest(job: &Job, source: &dyn CandleSource) -> Outcome {
    let mut diagnostics = Vec::new();
    let mut outcome = match run(job, source, &mut diagnostics) {
        Ok(completed) => Outcome::completed(job, completed),
        Err(failure) => Outcome::failed(job, failure),
    };
    outcome.diagnostics = diagnostics;
    outcome
}

/// What a script says, for each pair of its basket.
struct Described {
    script: Script,
    settings: Settings,
    basket: Vec<Pair>,
    plans: Vec<Plan>,
    startup: usize,
}

/// A plan with its parameters bound.
struct Plan {
    planned: Planned,
    bound: Arc<[f64]>,
}

fn describe(job: &Job, diagnostics: &mut Vec<Diagnostic>) -> Result<Described, Failure> {
    if job.schema != SCHEMA || job.semantics != SEMANTICS {
        let message = format!(
            "this job is of schema {} and semantics {}, here are {SCHEMA} and {SEMANTICS}",
            job.schema, job.semantics
        );
        return Err(Failure::new(ErrorType::Config, Diagnostic::error("AQ401", message)));
    }
    let script = Script::load(&job.script.file, &job.script.text).map_err(Failure::script)?;
    let settings = settings(&script, &job.config, diagnostics)?;
    let basket = basket(&script, &settings, &job.config)?;
    let mut plans = Vec::with_capacity(basket.len());
    for pair in &basket {
        let planned =
            script.plan(settings.timeframe, pair, &job.parameters).map_err(Failure::script)?;
        let bound = planned.plan.bind(&job.parameters).map_err(|error| {
            let place = script.place_of(&planned, error.node);
            Failure::script(
                Diagnostic::error("AQ211", error.message).at(place).with_help(error.help),
            )
        })?;
        plans.push(Plan { planned, bound: bound.into() });
    }
    let reach = |plan: &Plan| plan.planned.plan.startup_candle_count(&plan.bound);
    let startup =
        settings.startup_candle_count.unwrap_or_else(|| plans.iter().map(reach).max().unwrap_or(0));
    Ok(Described { script, settings, basket, plans, startup })
}

fn settings(
    script: &Script,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Settings, Failure> {
    let mut consts = Vec::with_capacity(script.consts.len());
    for entry in &script.consts {
        let place = || script.place_of_const(&entry.name);
        let value = entry.json();
        if LATER.contains(&entry.name.as_str()) {
            let is_off = value.as_ref().is_some_and(|value| {
                *value == serde_json::Value::Bool(false)
                    || value.as_array().is_some_and(Vec::is_empty)
            });
            if !is_off {
                let message = format!("`{}` cannot be simulated yet", entry.name);
                return Err(Failure::script(
                    Diagnostic::error("AQ302", message)
                        .at(place())
                        .with_help("remove it, or wait for a version that knows it"),
                ));
            }
            continue;
        }
        if SETTINGS.iter().any(|setting| setting.name == entry.name) {
            consts.push((entry.name.clone(), value.unwrap_or(serde_json::Value::Null)));
            continue;
        }
        let names = SETTINGS.iter().map(|setting| setting.name);
        if let Some(near) = nearest(&entry.name, names).first() {
            let message = format!("`{}` is no setting and changes nothing", entry.name);
            diagnostics.push(
                Diagnostic::warning("AQ303", message)
                    .at(place())
                    .with_help(format!("did you mean `{near}`?")),
            );
        }
    }
    // Defining one of these switches it on.
    let defined = script.defined();
    for (name, is_defined) in
        [("use_custom_stoploss", defined.custom_stoploss), ("use_custom_roi", defined.custom_roi)]
    {
        if is_defined && !consts.iter().any(|(known, _)| known == name) {
            consts.push((name.to_owned(), serde_json::Value::Bool(true)));
        }
    }
    let (settings, overridden) = Settings::new(&consts, config).map_err(|error| {
        let place = script.place_of_const(&error.name).filter(|_| !error.in_config);
        let code = if error.in_config { "AQ402" } else { "AQ304" };
        let diagnostic =
            Diagnostic::error(code, error.to_string()).at(place).with_help(error.help.clone());
        Failure::new(
            if error.in_config { ErrorType::Config } else { ErrorType::Script },
            diagnostic,
        )
    })?;
    for name in overridden {
        diagnostics.push(
            Diagnostic::warning("AQ305", format!("`{name}` is overridden by the config"))
                .at(script.place_of_const(name))
                .with_help(format!("remove \"{name}\" from the config to use this value")),
        );
    }
    if config.stake_amount == StakeAmount::Unlimited && settings.max_open_trades < 0 {
        let message = "an unlimited stake needs a limited number of trades";
        return Err(Failure::new(
            ErrorType::Config,
            Diagnostic::error("AQ403", message)
                .with_help("set \"max_open_trades\" in the config, or a fixed \"stake_amount\""),
        ));
    }
    Ok(settings)
}

fn basket(script: &Script, settings: &Settings, config: &Config) -> Result<Vec<Pair>, Failure> {
    let Some(basket) = &settings.pair_basket else { return Ok(config.pair_whitelist.clone()) };
    let mut unique: Vec<Pair> = Vec::with_capacity(basket.len());
    for pair in basket {
        if !config.pair_whitelist.contains(pair) {
            let list: Vec<&str> = config.pair_whitelist.iter().map(Pair::as_str).collect();
            let message = format!("{pair} of `pair_basket` is not in the config's pair_whitelist");
            return Err(Failure::script(
                Diagnostic::error("AQ306", message)
                    .at(script.place_of_const("pair_basket"))
                    .with_help(format!("the whitelist has {}", list.join(", "))),
            ));
        }
        if !unique.contains(pair) {
            unique.push(pair.clone());
        }
    }
    Ok(unique)
}

fn fee(job: &Job, basket: &[Pair]) -> Result<f64, Failure> {
    let of_market = || {
        let market = job.markets.market(basket.first()?.as_str());
        market.maker.into_iter().chain(market.taker).reduce(f64::max)
    };
    job.config.fee.or_else(of_market).ok_or_else(|| {
        let message = "the fee is known neither from the config nor from markets.json";
        Failure::new(
            ErrorType::Config,
            Diagnostic::error("AQ404", message)
                .with_help("write \"fee\": 0.001 into the config, or fetch the market rules with `autoquant prepare`"),
        )
    })
}

fn run(
    job: &Job,
    source: &dyn CandleSource,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Completed, Failure> {
    let described = on_deep_stack(|| describe(job, diagnostics))?;
    let fee = fee(job, &described.basket)?;
    let loaded = load(job, &described, source, diagnostics)?;
    let inputs: Vec<PairInput> = loaded.iter().map(|pair| input(job, pair)).collect();
    let empty = || {
        let pairs: Vec<&str> = described.basket.iter().map(Pair::as_str).collect();
        Failure::data(&DataError::Empty {
            pairs: pairs.join(", "),
            timeframe: described.settings.timeframe.to_string(),
            timerange: job.timerange.to_string(),
        })
    };
    let simulation = walk(job, &described, &loaded, &inputs, fee)?.ok_or_else(empty)?;
    let names: Vec<String> = inputs.iter().map(|input| input.pair.clone()).collect();
    let figures = figures(&Run {
        trades: &simulation.trades,
        pairs: &names,
        starting_balance: job.config.dry_run_wallet,
        final_balance: simulation.final_balance,
        backtest_start: simulation.backtest_start,
        backtest_end: simulation.backtest_end,
        market_change: market::change(&inputs, simulation.backtest_start),
    });
    Ok(Completed {
        timerange: job.timerange.clone(),
        timeframe: described.settings.timeframe,
        startup_candle_count: described.startup,
        basket: described.basket,
        fee,
        figures,
        wallet_stats: wallet_stats(&simulation.equity),
        buy_and_hold: market::buy_and_hold(&inputs, &job.timerange, source)?,
        counters: simulation.counters,
        trades: simulation.trades,
        equity: simulation.equity,
    })
}

/// Simulates the trades, with the script's callbacks where it has any.
fn walk(
    job: &Job,
    described: &Described,
    loaded: &[LoadedPair],
    inputs: &[PairInput],
    fee: f64,
) -> Result<Option<Simulation>, Failure> {
    let (settings, config) = (&described.settings, &job.config);
    let defined = described.script.defined();
    if defined == Defined::default() {
        let rules = Rules { settings, config, fee, callbacks: &NoCallbacks, defined };
        return simulate(rules, inputs).map_err(|fault| Failure::script(*fault));
    }
    let pairs = loaded.iter().map(|pair| (pair.pair.clone(), Arc::clone(&pair.columns))).collect();
    on_deep_stack(|| {
        let callbacks = described.script.callbacks(pairs);
        let rules = Rules { settings, config, fee, callbacks: &callbacks, defined };
        simulate(rules, inputs).map_err(|fault| Failure::script(*fault))
    })
}

/// Reads and evaluates all pairs, side by side. A pair without a candle in the range is dropped.
fn load(
    job: &Job,
    described: &Described,
    source: &dyn CandleSource,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Vec<LoadedPair>, Failure> {
    let pairs: Vec<Result<Option<LoadedPair>, DataError>> = described
        .basket
        .par_iter()
        .zip(&described.plans)
        .map(|(pair, plan)| {
            let range = frames::Range { timerange: &job.timerange, startup: described.startup };
            frames::load(pair, &plan.planned.plan, &plan.bound, &range, source)
        })
        .collect();
    let mut loaded = Vec::with_capacity(pairs.len());
    for (pair, result) in described.basket.iter().zip(pairs) {
        match result.map_err(|error| Failure::data(&error))? {
            Some(pair) => loaded.push(pair),
            None => diagnostics.push(Diagnostic {
                severity: Severity::Warning,
                ..Diagnostic::error(
                    "AQ405",
                    format!(
                        "{pair} has no candles after warm-up in this timerange and is left out"
                    ),
                )
            }),
        }
    }
    Ok(loaded)
}

fn input(job: &Job, loaded: &LoadedPair) -> PairInput {
    let name = loaded.pair.as_str();
    PairInput {
        pair: name.to_owned(),
        candles: loaded.candles.clone(),
        first: loaded.first,
        signals: loaded.signals.clone(),
        price_steps: PriceSteps::of(&loaded.candles, job.markets.price_precision(name)),
        amount_precision: job.markets.amount_precision(name),
        market: job.markets.market(name),
    }
}
