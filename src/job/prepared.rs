//! A script made ready to run: its settings, its pairs and a plan for each of them.

use std::sync::Arc;

use super::{ErrorType, Failure, ScriptText};
use crate::diag::Diagnostic;
use crate::diag::suggest::nearest;
use crate::model::config::{Config, StakeAmount};
use crate::model::pair::Pair;
use crate::model::timerange::TimeRange;
use crate::strategy::plan::{ParameterSpec, Parameters, Plan};
use crate::strategy::script::{Planned, Script};
use crate::strategy::settings::{LATER, SETTINGS, Settings};
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

impl Prepared {
    /// Compiles a script and runs its functions for each pair.
    pub fn new(
        text: &ScriptText,
        config: &Config,
        parameters: &Parameters,
    ) -> Result<Self, Failure> {
        on_workers(|| Self::here(text, config, parameters))
    }

    fn here(text: &ScriptText, config: &Config, parameters: &Parameters) -> Result<Self, Failure> {
        let mut diagnostics = Vec::new();
        if text.text.trim().is_empty() {
            return Err(Failure::script(
                Diagnostic::error("AQ118", format!("{} is empty", text.file))
                    .with_help("begin with one of the examples that `autoquant demo DIR` writes"),
            ));
        }
        let script = Script::load(&text.file, &text.text).map_err(Failure::script)?;
        let settings = settings(&script, config, &mut diagnostics)?;
        let basket = basket(&script, &settings, config)?;
        let mut plans = Vec::with_capacity(basket.len());
        for pair in &basket {
            let planned =
                script.plan(settings.timeframe, pair, parameters).map_err(Failure::script)?;
            check_values(&planned.plan, parameters).map_err(Failure::script)?;
            let bound = planned.plan.bind(parameters).map_err(|error| {
                let place = script.place_of(&planned, error.node);
                Failure::script(
                    Diagnostic::error("AQ211", error.message).at(place).with_help(error.help),
                )
            })?;
            plans.push(BoundPlan { planned, bound: bound.into() });
        }
        let reach = |plan: &BoundPlan| plan.planned.plan.startup_candle_count(&plan.bound);
        let needed = || plans.iter().map(reach).max().unwrap_or(0);
        let startup = settings.startup_candle_count.unwrap_or_else(needed);
        let reads = script.words_of_callbacks();
        Ok(Self { script, settings, basket, plans, startup, reads, diagnostics })
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
        let file = if error.in_config { "config.json: " } else { "" };
        let diagnostic = Diagnostic::error(code, format!("{file}{error}"))
            .at(place)
            .with_help(error.help.clone());
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
        let message = "config.json: an unlimited `stake_amount` needs a limited `max_open_trades`";
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
