//! One backtest as a pure function: a [`Job`] and candles in, an [`Outcome`] out.
//!
//! [`backtest`] reads no clock, no environment, no file and no global state. Whoever runs backtests
//! (a round, a cache, a worker on another machine) calls only this.

mod beside;
mod bounds;
mod declared;
mod frames;
mod futures;
mod key;
mod market;
mod outcome;
mod panics;
mod prepared;

pub use beside::{files_beside, mark_prices};
pub use bounds::Share;
pub use declared::Declared;
pub use futures::FuturesFigures;
pub use key::{ConfigKey, DataKey, JobKey, ScriptKey};
pub use outcome::{Completed, ErrorType, Failure, Outcome, Rejected, Status};
pub(crate) use panics::caught;
pub use prepared::{BoundPlan, Prepared, unknown_parameter};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use self::beside::Beside;
use self::frames::{Loaded, LoadedPair, Need};
use crate::backtest::metrics::{Run, figures, held, wallet_stats};
use crate::backtest::{BEYOND_TIERS, PairInput, Rules, Signals, Simulation, simulate};
use crate::data::frames::Frames;
use crate::data::{CandleSource, DataError};
use crate::diag::Diagnostic;
use crate::model::candle_key::CandleKey;
use crate::model::config::Config;
use crate::model::leverage::LeverageTiers;
use crate::model::market::{ExchangeRules, Markets};
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;
use crate::model::timerange::TimeRange;
use crate::strategy::callbacks::{Defined, NoCallbacks};
use crate::strategy::plan::{Columns, Parameters};
use crate::strategy::script;
use crate::workers::{largest_first, on_workers};

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
    /// How much may be borrowed, by pair; none in spot.
    #[serde(default, skip_serializing_if = "LeverageTiers::is_empty")]
    pub leverage_tiers: LeverageTiers,
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

impl ScriptText {
    /// The longest script, bytes.
    pub const MOST_BYTES: usize = script::MOST_BYTES;

    /// The most scripts that one may import, those that are imported by others included.
    pub const MOST_IMPORTS: usize = script::MOST_IMPORTS;

    /// The file of a script beside another one, as diagnostics show it.
    pub fn beside(file: &str, name: &str) -> String {
        script::beside(file, name)
    }

    /// The names of the scripts that a text imports.
    pub fn imported(text: &str) -> Vec<String> {
        script::imported(text)
    }

    /// What is said of one that is longer.
    pub fn too_long(file: &str, bytes: u64) -> Diagnostic {
        script::too_long(file, bytes)
    }
}

impl Job {
    /// A job with the schema and semantics of this version.
    pub fn new(
        strategy: &str,
        script: ScriptText,
        config: Config,
        rules: ExchangeRules,
        timerange: TimeRange,
    ) -> Self {
        Self {
            schema: SCHEMA,
            semantics: SEMANTICS.to_owned(),
            strategy: strategy.to_owned(),
            script,
            config,
            markets: rules.markets,
            leverage_tiers: rules.leverage_tiers,
            parameters: Parameters::new(),
            timerange,
        }
    }
}

/// Backtests one strategy on one timerange.
pub fn backtest(job: &Job, source: &dyn CandleSource) -> Outcome {
    match Prepared::new(&job.script, &job.config, &job.parameters) {
        Ok(prepared) => {
            backtests(&[(job, &prepared)], &Frames::new(source)).pop().expect("one for each job")
        }
        Err(failure) => Outcome::failed(job, failure),
    }
}

/// One pair of a strategy with its columns, not traded.
#[derive(Clone, Debug)]
pub struct Inspected {
    /// The pair.
    pub pair: Pair,
    /// The first candle after warm-up.
    pub first: usize,
    /// What is asked for at each candle.
    pub signals: Signals,
    /// All columns.
    pub columns: Arc<Columns>,
}

/// Reads the candles of all pairs and computes what the strategy makes of them, without trading.
pub fn inspect(
    prepared: &Prepared,
    timerange: &TimeRange,
    candles: &Frames<'_>,
) -> Result<Vec<Inspected>, Failure> {
    let need = [Need { prepared, timerange }];
    let loaded = on_workers(|| load(&need, candles)).pop();
    let pairs = loaded.expect("one for each need")?;
    let inspected = |pair: LoadedPair| {
        let LoadedPair { pair, first, signals, columns, .. } = pair;
        Inspected { pair, first, signals, columns }
    };
    Ok(pairs.into_iter().flatten().map(inspected).collect())
}

/// Reads all candles that prepared scripts need under a config, each file once and all side by side.
/// Those that cannot be read fail where they are used.
pub fn read_ahead<'a>(
    prepared: impl Iterator<Item = &'a Prepared>,
    config: &Config,
    candles: &Frames<'_>,
) {
    let mut files = BTreeSet::new();
    for one in prepared {
        files.extend(one.candles());
        files.extend(files_beside(config, one.basket.iter()));
        files.extend(one.basket.iter().map(|pair| CandleKey::trades(pair, Timeframe::DAY)));
    }
    // Short candles are many.
    let size = |key: &CandleKey| usize::MAX - key.timeframe.ms() as usize;
    largest_first(files.into_iter().collect(), size, |key| {
        // A failure is reported by whoever needs the candles.
        let _ = candles.cut(&key, None, None);
    });
}

/// Several backtests whose scripts were made ready before. Each outcome is the one that its job has
/// alone; what they have in common is read and computed once.
pub fn backtests(jobs: &[(&Job, &Prepared)], candles: &Frames<'_>) -> Vec<Outcome> {
    let needs: Vec<Need<'_>> =
        jobs.iter().map(|(job, prepared)| Need { prepared, timerange: &job.timerange }).collect();
    let one = |((job, prepared), loaded): (&(&Job, &Prepared), Loaded)| {
        let mut diagnostics = prepared.diagnostics.clone();
        let ran = panics::caught(|| run(job, prepared, loaded, candles, &mut diagnostics));
        let mut outcome = match ran {
            Ok(completed) => Outcome::completed(job, completed),
            Err(failure) => Outcome::failed(job, failure),
        };
        outcome.diagnostics = diagnostics;
        outcome
    };
    let loaded = on_workers(|| load(&needs, candles));
    let size = |(_, loaded): &(&(&Job, &Prepared), Loaded)| {
        let pairs = loaded.iter().flatten().flatten();
        pairs.map(|pair| pair.candles.len() - pair.first).sum()
    };
    largest_first(jobs.iter().zip(loaded).collect(), size, one)
}

/// Candles and signals of all, or where that fails of each alone: what one of them breaks is its own.
fn load(needs: &[Need<'_>], candles: &Frames<'_>) -> Vec<Loaded> {
    panics::caught(|| Ok(frames::load(needs, candles))).unwrap_or_else(|_| {
        let alone =
            |need| panics::caught(|| frames::load(std::slice::from_ref(need), candles).remove(0));
        needs.iter().map(alone).collect()
    })
}

fn fee(job: &Job, basket: &[Pair]) -> Result<f64, Failure> {
    job.config.fee.or_else(|| job.markets.fee(basket)).ok_or_else(|| {
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
    described: &Prepared,
    loaded: Loaded,
    candles: &Frames<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Completed, Failure> {
    if job.schema != SCHEMA || job.semantics != SEMANTICS {
        let message = format!(
            "this job is of schema {} and semantics {}, here are {SCHEMA} and {SEMANTICS}",
            job.schema, job.semantics
        );
        return Err(Failure::new(ErrorType::Config, Diagnostic::error("AQ401", message)));
    }
    let fee = fee(job, &described.basket)?;
    let loaded = with_warnings(loaded, job, described, candles, diagnostics)?;
    let empty = || frames::nothing_left(described, &job.timerange, candles);
    if loaded.is_empty() {
        return Err(empty());
    }
    let unreadable = |error: DataError| Failure::data(&error);
    let beside = Beside::of(job, described, candles).map_err(unreadable)?;
    beside.check(&described.basket)?;
    let timeframe = described.settings.timeframe;
    let inputs = loaded.iter().map(|pair| input(job, timeframe, fee, pair, &beside, candles));
    let inputs: Vec<PairInput> = inputs.collect::<Result<_, _>>().map_err(unreadable)?;
    for (input, loaded) in inputs.iter().zip(&loaded) {
        diagnostics.extend(beside.warnings(input, &loaded.pair));
    }
    let simulation = walk(job, described, &loaded, &inputs, fee)?.ok_or_else(empty)?;
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
    let all = inputs.iter().map(|input| &*input.candles);
    let held = held(all, simulation.backtest_start, job.config.dry_run_wallet);
    Ok(Completed {
        timerange: job.timerange.clone(),
        timeframe: described.settings.timeframe,
        trading_mode: job.config.trading_mode,
        timeframe_detail: job.config.timeframe_detail,
        startup_candle_count: described.startup,
        basket: described.basket.clone(),
        fee,
        figures,
        wallet_stats: wallet_stats(&simulation.equity),
        marked_stats: wallet_stats(&simulation.marked),
        buy_and_hold: market::buy_and_hold(&inputs, &job.timerange, candles)?,
        counters: simulation.counters,
        rejected: rejected(names, simulation.rejected),
        trades: simulation.trades,
        locks: simulation.locks,
        equity: simulation.equity,
        marked: simulation.marked,
        holdings: simulation.holdings,
        balance_gap: simulation.balance_gap,
        held,
    })
}

/// The entries that found no free slot, of the pairs that had any.
fn rejected(pairs: Vec<String>, dates: Vec<Vec<i64>>) -> Vec<Rejected> {
    let all = pairs.into_iter().zip(dates).map(|(pair, dates)| Rejected { pair, dates });
    all.filter(|rejected| !rejected.dates.is_empty()).collect()
}

/// Simulates the trades, with the script's callbacks where it has any.
fn walk(
    job: &Job,
    described: &Prepared,
    loaded: &[LoadedPair],
    inputs: &[PairInput],
    fee: f64,
) -> Result<Option<Simulation>, Failure> {
    let (settings, config) = (&described.settings, &job.config);
    let defined = described.script.defined();
    if defined == Defined::default() {
        let rules = Rules { settings, config, fee, callbacks: &NoCallbacks, defined };
        return simulate(rules, inputs).map_err(|fault| fault_of(*fault));
    }
    let columns =
        |pair: &LoadedPair| (pair.pair.clone(), Arc::clone(&pair.columns), pair.candles.len());
    let pairs = loaded.iter().map(columns).collect();
    let candles: usize = inputs.iter().map(walked).sum();
    let candles = candles * described.settings.most_trades_of_a_pair();
    let values = described.values(&job.parameters);
    let allowance = described.share.calling(candles, described.steps);
    let callbacks = described.script.callbacks(pairs, values, &described.reads, allowance);
    let rules = Rules { settings, config, fee, callbacks: &callbacks, defined };
    simulate(rules, inputs).map_err(|fault| fault_of(*fault))
}

/// What ends a simulation lies in the script, but for a stake that the config gives.
fn fault_of(fault: Diagnostic) -> Failure {
    let error_type = if fault.code == BEYOND_TIERS { ErrorType::Config } else { ErrorType::Script };
    Failure::new(error_type, fault)
}

/// The candles on which the trades of a pair are followed.
fn walked(input: &PairInput) -> usize {
    let inside = input.detail.as_ref().map_or(0, |candles| candles.len());
    input.candles.len() - input.first + inside
}

/// The pairs that have candles, with warnings about the others and about files that were mended.
fn with_warnings(
    loaded: Loaded,
    job: &Job,
    described: &Prepared,
    candles: &Frames<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Vec<LoadedPair>, Failure> {
    let (config, timerange) = (&job.config, &job.timerange);
    let looked_at = described.basket.iter().zip(&described.plans).flat_map(|(pair, plan)| {
        let frames = plan.planned.plan.frames.iter();
        frames.map(|spec| CandleKey::trades(spec.pair.as_ref().unwrap_or(pair), spec.timeframe))
    });
    for key in looked_at.chain(files_beside(config, described.basket.iter())) {
        let odd = candles.odd(&key).map(|odd| {
            Diagnostic::warning("AQ406", odd).with_help("fetch the file anew if it is not meant")
        });
        diagnostics.extend(odd.filter(|odd| !diagnostics.contains(odd)));
    }
    let pairs = loaded?;
    let (mut loaded, mut empty) = (Vec::with_capacity(pairs.len()), Vec::new());
    for (pair, found) in described.basket.iter().zip(pairs) {
        match found {
            Some(pair) => loaded.push(pair),
            None => empty.push(
                Diagnostic::warning(
                    "AQ405",
                    format!("{pair} has no candles after warm-up in {timerange} and is left out"),
                )
                .with_help("fetch more with `autoquant prepare`, or take the pair out"),
            ),
        }
    }
    // Where no pair is left that is what is said.
    if !loaded.is_empty() {
        diagnostics.append(&mut empty);
    }
    Ok(loaded)
}

fn input(
    job: &Job,
    timeframe: Timeframe,
    fee: f64,
    loaded: &LoadedPair,
    beside: &Beside<'_>,
    candles: &Frames<'_>,
) -> Result<PairInput, DataError> {
    let name = loaded.pair.as_str();
    let precision = job.markets.price_precision(name);
    let key = CandleKey::trades(&loaded.pair, timeframe);
    Ok(PairInput {
        pair: name.to_owned(),
        candles: loaded.candles.clone(),
        first: loaded.first,
        signals: loaded.signals.clone(),
        price_steps: candles.price_steps(&key, &loaded.candles, precision),
        amount_precision: job.markets.amount_precision(name),
        market: job.markets.market_in_currencies(name),
        detail: beside.detail(&loaded.pair)?.map(Arc::new),
        perpetual: beside.perpetual(&loaded.pair, fee)?,
    })
}
