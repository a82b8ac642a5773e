//! What a script's consts mean under a config: its settings and its pairs.

use serde_json::Value;

use super::{ErrorType, Failure};
use crate::diag::suggest::{self, nearest};
use crate::diag::{Diagnostic, Edit};
use crate::model::config::{Config, StakeAmount};
use crate::model::pair::Pair;
use crate::strategy::script::{Const, Script};
use crate::strategy::settings::{NO_EFFECT, SETTINGS, SettingError, Settings};

/// The settings and pairs of a strategy.
#[derive(Clone, Debug)]
pub struct Declared {
    /// What it sets.
    pub settings: Settings,
    /// The pairs it trades, in their order.
    pub basket: Vec<Pair>,
    /// What runs and may mislead.
    pub warnings: Vec<Diagnostic>,
}

impl Declared {
    /// Reads the consts of a script, or says everything that is wrong with them.
    pub fn of(script: &Script, config: &Config) -> Result<Self, Vec<Failure>> {
        let (mut warnings, mut failures) = (Vec::new(), Vec::new());
        let mut consts = Vec::with_capacity(script.consts.len());
        for entry in &script.consts {
            match kind(entry) {
                Kind::Setting(value) => consts.push((entry.name.clone(), value)),
                Kind::NoEffect => warnings.push(no_effect(script, entry)),
                Kind::Own => warnings.extend(misspelt(script, entry)),
                Kind::Unknown => {}
            }
        }
        // Defining one of these switches it on.
        let defined = script.defined();
        for (name, is_defined) in [
            ("use_custom_stoploss", defined.custom_stoploss),
            ("use_custom_roi", defined.custom_roi),
        ] {
            if is_defined && !consts.iter().any(|(known, _)| known == name) {
                consts.push((name.to_owned(), Value::Bool(true)));
            }
        }
        let settings = match Settings::new(&consts, config) {
            Ok((settings, overridden)) => {
                warnings.extend(overridden.into_iter().map(|name| overridden_by(script, name)));
                settings
            }
            Err(errors) => {
                failures.extend(errors.into_iter().map(|error| refused(script, error)));
                return Err(failures);
            }
        };
        failures.extend(market(script, &settings, config));
        failures.extend(detail(&settings, config));
        if config.stake_amount == StakeAmount::Unlimited && settings.max_open_trades < 0 {
            let message =
                "config.json: an unlimited `stake_amount` needs a limited `max_open_trades`";
            failures.push(Failure::new(
                ErrorType::Config,
                Diagnostic::error("AQ403", message).with_help(
                    "set \"max_open_trades\" in the config, or a fixed \"stake_amount\"",
                ),
            ));
        }
        let basket = basket(script, &settings, config, &mut failures, &mut warnings);
        if failures.is_empty() { Ok(Self { settings, basket, warnings }) } else { Err(failures) }
    }
}

/// A pair of the other market, and shorts where there are none.
fn market(script: &Script, settings: &Settings, config: &Config) -> Option<Failure> {
    let not_traded =
        config.pair_whitelist.iter().find_map(|pair| config.trading_mode.check(pair).err());
    if let Some(error) = not_traded {
        let fault = Diagnostic::error("AQ414", format!("config.json: {error}"));
        return Some(Failure::new(ErrorType::Config, fault.with_help(error.help())));
    }
    let is_short = settings.can_short && config.trading_mode.is_spot();
    is_short.then(|| {
        let message = "`can_short` is on, and config.json trades on the spot market, where nothing is sold short";
        Failure::script(
            Diagnostic::error("AQ311", message)
                .at(script.place_of_const("can_short"))
                .with_help("leave it out to trade the long side alone, or write \"trading_mode\": \"futures\""),
        )
    })
}

/// Shorter candles that do not fit into those of the strategy.
fn detail(settings: &Settings, config: &Config) -> Option<Failure> {
    let (detail, base) = (config.timeframe_detail?, settings.timeframe);
    let problem = if detail.ms() >= base.ms() {
        "is not shorter than"
    } else if !detail.is_regular() || !base.is_regular() || base.ms() % detail.ms() != 0 {
        "does not divide"
    } else {
        return None;
    };
    let message = format!(
        "config.json: `timeframe_detail` {detail} {problem} the strategy's timeframe, {base}"
    );
    let help =
        "choose one that is shorter and divides it, such as \"5m\" for \"1h\", or leave it out";
    Some(Failure::new(ErrorType::Config, Diagnostic::error("AQ411", message).with_help(help)))
}

/// What a const is.
enum Kind {
    Setting(Value),
    /// One whose fault was told already.
    Unknown,
    NoEffect,
    /// The script's own.
    Own,
}

fn kind(entry: &Const) -> Kind {
    let name = entry.name.as_str();
    if entry.is_unknown() {
        return Kind::Unknown;
    }
    if SETTINGS.iter().any(|setting| setting.name == name) {
        return Kind::Setting(entry.json().unwrap_or(Value::Null));
    }
    if NO_EFFECT.contains(&name) { Kind::NoEffect } else { Kind::Own }
}

fn no_effect(script: &Script, entry: &Const) -> Diagnostic {
    Diagnostic::note("AQ307", format!("`{}` has no effect in a backtest", entry.name))
        .at(script.place_of_const(&entry.name))
        .with_help("leave it out; FreqTrade reads it when it trades")
        .with_edits(script.without_const(&entry.name))
}

fn misspelt(script: &Script, entry: &Const) -> Option<Diagnostic> {
    let names = || SETTINGS.iter().map(|setting| setting.name);
    let near = suggest::misspelt(&entry.name, names())?;
    let message = format!("`{}` is no setting and changes nothing", entry.name);
    let is_free = !script.consts.iter().any(|other| other.name == near);
    let edits = if is_free { script.renamed_const(&entry.name, near) } else { Vec::new() };
    Some(
        Diagnostic::warning("AQ303", message)
            .at(script.place_of_const(&entry.name))
            .with_help(format!("did you mean `{near}`?"))
            .with_edits(edits),
    )
}

fn overridden_by(script: &Script, name: &str) -> Diagnostic {
    Diagnostic::warning("AQ305", format!("`{name}` is overridden by the config"))
        .at(script.place_of_const(name))
        .with_help(format!("leave it out: it counts only where config.json has no \"{name}\""))
}

fn refused(script: &Script, error: SettingError) -> Failure {
    let part = error.part.as_ref().and_then(|part| script.place_in_const(&error.name, part));
    let place = part.or_else(|| script.place_of_const(&error.name)).filter(|_| !error.in_config);
    let (code, file, kind) = if error.in_config {
        ("AQ402", "config.json: ", ErrorType::Config)
    } else {
        ("AQ304", "", ErrorType::Script)
    };
    let edits = error.instead.as_ref().map(|value| script.changed_const(&error.name, value));
    let diagnostic = Diagnostic::error(code, format!("{file}{error}"))
        .at(place)
        .with_help(error.help)
        .with_edits(edits.unwrap_or_default());
    Failure::new(kind, diagnostic)
}

fn basket(
    script: &Script,
    settings: &Settings,
    config: &Config,
    failures: &mut Vec<Failure>,
    warnings: &mut Vec<Diagnostic>,
) -> Vec<Pair> {
    let Some(basket) = &settings.pair_basket else { return config.pair_whitelist.clone() };
    let whitelist: Vec<&str> = config.pair_whitelist.iter().map(Pair::as_str).collect();
    let mut unique: Vec<Pair> = Vec::with_capacity(basket.len());
    for pair in basket {
        if unique.contains(pair) {
            let finding =
                Diagnostic::warning("AQ308", format!("{pair} stands twice in `pair_basket`"))
                    .at(script.place_of_const("pair_basket"))
                    .with_help("name each pair once: it is traded once")
                    .with_edits(each_once(script, basket));
            warnings.push(finding);
            continue;
        }
        if !config.pair_whitelist.contains(pair) {
            let message = format!("{pair} of `pair_basket` is not in the config's pair_whitelist");
            let near = nearest(pair.as_str(), whitelist.iter().copied()).first().copied();
            let edits = near.map(|near| script.in_const("pair_basket", pair.as_str(), near));
            failures.push(Failure::script(
                Diagnostic::error("AQ306", message)
                    .at(script.place_of_const("pair_basket"))
                    .with_help(format!("the whitelist has {}", whitelist.join(", ")))
                    .with_edits(edits.unwrap_or_default()),
            ));
        }
        unique.push(pair.clone());
    }
    unique
}

/// The basket with each pair once.
fn each_once(script: &Script, basket: &[Pair]) -> Vec<Edit> {
    let firsts = basket.iter().enumerate().filter(|(at, pair)| !basket[..*at].contains(pair));
    let names: Vec<String> = firsts.map(|(_, pair)| format!("\"{pair}\"")).collect();
    script.changed_const("pair_basket", &format!("[{}]", names.join(", ")))
}
