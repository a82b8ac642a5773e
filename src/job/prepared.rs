//! A script made ready to run: its settings, its pairs and a plan for each of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::bounds::{Share, check_steps};
use super::declared::Declared;
use super::{Failure, ScriptText, panics};
use crate::diag::suggest::did_you_mean;
use crate::diag::{Diagnostic, Place};
use crate::model::candle_key::CandleKey;
use crate::model::config::Config;
use crate::model::pair::Pair;
use crate::model::timerange::TimeRange;
use crate::strategy::plan::{FrameId, ParameterSpec, Parameters, Plan};
use crate::strategy::script::{Allowance, Planned, Script};
use crate::strategy::settings::Settings;
use crate::workers::on_workers;

/// What a script says under a config and parameters, for each pair of its basket. It serves any
/// timerange.
#[derive(Debug)]
pub struct Prepared {
    /// The script.
    pub script: Script,
    /// What it sets.
    pub settings: Settings,
    /// The pairs, in their order.
    pub basket: Vec<Pair>,
    /// A plan for each pair.
    pub plans: Vec<BoundPlan>,
    /// Candles before the first signal, of each timeframe.
    pub startup: usize,
    /// Names of columns that callbacks may read, and other words.
    pub reads: Vec<String>,
    /// What each of its timeranges may take.
    pub share: Share,
    /// The steps that the most expensive plan takes for each candle.
    pub steps: u64,
    /// The pairs that the config lists.
    pub whitelist: Vec<Pair>,
    /// Warnings about the script.
    pub diagnostics: Vec<Diagnostic>,
}

/// A plan with its parameters bound.
#[derive(Debug)]
pub struct BoundPlan {
    /// The plan and where it stands in the script.
    pub planned: Planned,
    /// The values of its scalars.
    pub bound: Arc<[f64]>,
}

impl BoundPlan {
    /// The candles of each timeframe that its columns reach back.
    pub fn needed(&self) -> usize {
        self.planned.plan.startup_candle_count(&self.bound)
    }
}

impl Prepared {
    /// Compiles a script and runs its functions for each pair.
    pub fn new(
        text: &ScriptText,
        config: &Config,
        parameters: &Parameters,
    ) -> Result<Self, Failure> {
        on_workers(|| panics::caught(|| Self::here(text, config, parameters)))
    }

    fn here(text: &ScriptText, config: &Config, parameters: &Parameters) -> Result<Self, Failure> {
        if text.text.trim().is_empty() {
            return Err(Failure::script(
                Diagnostic::error("AQ118", format!("{} is empty", text.file))
                    .with_help("begin with one of the examples that `autoquant demo DIR` writes"),
            ));
        }
        let script =
            Script::load(&text.file, &text.text, &text.imports).map_err(Failure::script)?;
        let Declared { settings, basket, warnings } =
            Declared::of(&script, config).map_err(|mut failures| failures.swap_remove(0))?;
        let mut plans = Vec::with_capacity(basket.len());
        let share = Share::of(settings.test_timeranges.as_deref().unwrap_or_default());
        let share = share
            .map_err(|error| Failure::script(error.at(script.place_of_const("test_timeranges"))))?;
        let reads = script.words_of_callbacks();
        let (mut allowance, mut steps) = (Allowance::building(), 0);
        for pair in &basket {
            let planned = script
                .plan(settings.timeframe, pair, parameters, &mut allowance)
                .map_err(Failure::script)?;
            check_values(&planned.plan, parameters).map_err(Failure::script)?;
            let bound = planned.plan.bind(parameters).map_err(|error| {
                let place = script.place_of(&planned, error.node);
                Failure::script(
                    Diagnostic::error("AQ211", error.message).at(place).with_help(error.help),
                )
            })?;
            let wanted = planned.plan.asked(&reads);
            let taken = check_steps(&planned.plan, &bound, &wanted, share);
            steps = steps.max(taken.map_err(Failure::script)?);
            plans.push(BoundPlan { planned, bound: bound.into() });
        }
        let needed = || plans.iter().map(BoundPlan::needed).max().unwrap_or(0);
        let startup = settings.startup_candle_count.unwrap_or_else(needed);
        let (diagnostics, whitelist) = (warnings, config.pair_whitelist.clone());
        Ok(Self {
            script,
            settings,
            basket,
            plans,
            startup,
            reads,
            share,
            steps,
            whitelist,
            diagnostics,
        })
    }

    /// Where a frame of the plan of a pair is described.
    pub(super) fn place_of_frame(&self, pair: usize, frame: FrameId) -> Option<Place> {
        let frames = &self.plans[pair].planned.notes.frames;
        let (_, place) = frames.iter().find(|(described, _)| *described == frame)?;
        Some(self.script.place_at((*place)?))
    }

    /// The candles that its columns are made of.
    pub fn candles(&self) -> BTreeSet<CandleKey> {
        let pairs = self.basket.iter().zip(&self.plans);
        pairs
            .flat_map(|(pair, plan)| {
                let frames = plan.planned.plan.frames.iter();
                frames.map(move |spec| {
                    let of = spec.pair.as_ref().unwrap_or(pair);
                    CandleKey::trades(of, spec.timeframe)
                })
            })
            .collect()
    }

    /// The timeranges that the script asks to be tested on, with their labels: one over the config's
    /// timerange when it names none.
    pub fn timeranges(&self, config: &Config) -> Vec<(String, TimeRange)> {
        let own = self.settings.test_timeranges.clone();
        own.unwrap_or_else(|| vec![("full".to_owned(), config.timerange.clone())])
    }

    /// The value of each parameter that the script declares.
    pub fn values(&self, given: &Parameters) -> Parameters {
        self.parameters().iter().map(|spec| (spec.name.clone(), spec.value(given))).collect()
    }

    /// The parameters that the script declares.
    pub fn parameters(&self) -> &[ParameterSpec] {
        self.plans.first().map_or(&[], |plan| &plan.planned.plan.parameters)
    }
}

/// A name that was given a value and is none of the declared parameters.
pub fn unknown_parameter<'a>(
    declared: impl Iterator<Item = &'a ParameterSpec>,
    given: &Parameters,
) -> Option<Diagnostic> {
    let declared: Vec<&str> = declared.map(|spec| spec.name.as_str()).collect();
    let unknown = given.keys().find(|name| !declared.contains(&name.as_str()))?;
    let help = did_you_mean(unknown, declared.iter().copied()).unwrap_or_else(|| {
        if declared.is_empty() {
            "declare it where it is used: `int_param(\"rsi_low\", 10, 40, 25)`".into()
        } else {
            format!("there are: {}", declared.join(", "))
        }
    });
    let message = format!("there is no parameter `{unknown}`");
    Some(Diagnostic::error("AQ224", message).with_help(help))
}

/// A value that was given for a declared parameter must be one of its values.
fn check_values(plan: &Plan, given: &Parameters) -> Result<(), Diagnostic> {
    for spec in &plan.parameters {
        let Some(value) = given.get(&spec.name) else { continue };
        if spec.domain.admit(value).is_none() {
            let message = format!("parameter `{}` cannot be {value}", spec.name);
            return Err(
                Diagnostic::error("AQ223", message).with_help(format!("give {}", spec.domain))
            );
        }
    }
    Ok(())
}
