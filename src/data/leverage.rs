//! `leverage_tiers.json`, beside the candles: in our form, or as FreqTrade caches it.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;

use serde_json::{Map, Value};

use super::DataError;
use super::store::Store;
use super::whole::write_whole;
use crate::model::config::Config;
use crate::model::decimal::Decimal;
use crate::model::leverage::{LeverageTier, LeverageTiers};
use crate::model::market::ExchangeRules;

/// The file, in the folder of candles.
pub const LEVERAGE_TIERS: &str = "leverage_tiers.json";

impl Store {
    /// Reads `leverage_tiers.json`; `None` when there is none.
    pub fn leverage_tiers(&self) -> Result<Option<LeverageTiers>, DataError> {
        let wrong = |problem: String| DataError::Tiers { path: self.tiers_shown(), problem };
        match fs::read_to_string(self.folder().join(LEVERAGE_TIERS)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(wrong(error.to_string())),
            Ok(text) => tiers_of(&text).map(Some).map_err(wrong),
        }
    }

    /// The rules of a config's pairs; nothing where there is no file.
    pub fn exchange_rules(&self, config: &Config) -> Result<ExchangeRules, DataError> {
        let markets = self.markets()?.unwrap_or_default();
        if config.trading_mode.is_spot() {
            return Ok(ExchangeRules { markets, ..ExchangeRules::default() });
        }
        let mut leverage_tiers = self.leverage_tiers()?.unwrap_or_default();
        let is_traded = |name: &str| config.pair_whitelist.iter().any(|pair| pair.as_str() == name);
        leverage_tiers.retain(|name, _| is_traded(name));
        Ok(ExchangeRules { markets, leverage_tiers })
    }

    /// Writes `leverage_tiers.json`.
    pub fn write_leverage_tiers(&self, tiers: &LeverageTiers) -> Result<(), DataError> {
        let text = serde_json::to_string_pretty(tiers).expect("plain data is written as JSON");
        let path = self.folder().join(LEVERAGE_TIERS);
        write_whole(&path, format!("{text}\n").as_bytes()).map_err(|error| DataError::NotWritten {
            path: self.tiers_shown(),
            problem: error.to_string(),
        })
    }

    fn tiers_shown(&self) -> String {
        format!("{}/{LEVERAGE_TIERS}", self.shown())
    }
}

/// Reads tiers, a list for each pair; what is wrong with them, in words.
pub fn tiers_of(text: &str) -> Result<LeverageTiers, String> {
    let lists: BTreeMap<String, Vec<Map<String, Value>>> = serde_json::from_str(text)
        .map_err(|error| format!("it holds no list of tiers for each pair ({error})"))?;
    if lists.is_empty() {
        return Err("it holds no pair".to_owned());
    }
    let mut tiers = LeverageTiers::new();
    for (pair, list) in lists {
        if list.is_empty() {
            return Err(format!("{pair} has no tier"));
        }
        let mut read: Vec<LeverageTier> = Vec::with_capacity(list.len());
        for (at, fields) in list.iter().enumerate() {
            let tier = tier_of(fields, read.last())
                .map_err(|problem| format!("{pair}, tier {}: {problem}", at + 1))?;
            read.push(tier);
        }
        tiers.insert(pair, read);
    }
    Ok(tiers)
}

/// One tier, held against the one below it.
fn tier_of(
    fields: &Map<String, Value>,
    below: Option<&LeverageTier>,
) -> Result<LeverageTier, String> {
    let needed = |name: &str| number(fields, name)?.ok_or_else(|| format!("{name} is missing"));
    let must = |fine: bool, name: &str, value: f64, what: &str| {
        if fine { Ok(()) } else { Err(format!("{name} is {value}, and must be {what}")) }
    };
    let min_notional = needed("minNotional")?;
    let max_notional = number(fields, "maxNotional")?;
    let rate = needed("maintenanceMarginRate")?;
    let max_leverage = needed("maxLeverage")?;
    must(min_notional >= 0.0, "minNotional", min_notional, "0 or more")?;
    if let Some(most) = max_notional {
        must(most > min_notional, "maxNotional", most, "more than minNotional")?;
    }
    must(rate > 0.0 && rate < 1.0, "maintenanceMarginRate", rate, "between 0 and 1")?;
    must(max_leverage >= 1.0, "maxLeverage", max_leverage, "1 or more")?;
    must(
        below.is_some() || min_notional == 0.0,
        "minNotional",
        min_notional,
        "0 in the first tier",
    )?;
    if let Some(below) = below {
        let least = below.maintenance_margin_rate;
        let what = format!("at least that of the tier below it, {least}");
        must(rate >= least, "maintenanceMarginRate", rate, &what)?;
        let end = below.max_notional.ok_or("the tier below it has no end")?;
        let what = format!("{end}, where the tier below it ends");
        must(min_notional == end, "minNotional", min_notional, &what)?;
    }
    let own = number(fields, "cum")?;
    let told = match fields.get("info").and_then(Value::as_object) {
        Some(info) if own.is_none() => number(info, "cum")?,
        _ => own,
    };
    let made = cum(min_notional, rate, below);
    let cum = told.unwrap_or(made);
    // Exchanges round it, and tiers that do not meet would jump.
    let what = format!("near {made}, which the rates come to");
    must((cum - made).abs() <= 1.0 + 0.01 * made.abs(), "cum", cum, &what)?;
    Ok(LeverageTier {
        min_notional,
        max_notional,
        maintenance_margin_rate: rate,
        max_leverage,
        cum,
    })
}

/// What makes the maintenance amount of two tiers the same where they meet.
fn cum(min_notional: f64, rate: f64, below: Option<&LeverageTier>) -> f64 {
    let exact = Decimal::from_f64;
    let Some(below) = below else { return 0.0 };
    let steeper = &exact(rate) - &exact(below.maintenance_margin_rate);
    (&exact(below.cum) + &(&exact(min_notional) * &steeper)).to_f64()
}

/// A number, which exchanges also write as a text; `None` for none.
fn number(fields: &Map<String, Value>, name: &str) -> Result<Option<f64>, String> {
    let value = match fields.get(name) {
        None | Some(Value::Null) => return Ok(None),
        Some(value) => value,
    };
    let read = match value {
        Value::String(text) => text.trim().parse().ok(),
        value => value.as_f64(),
    };
    let read = read.filter(|number: &f64| number.is_finite());
    read.map(Some).ok_or_else(|| format!("{name} is {value}, and must be a number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(list: &str) -> Result<Vec<LeverageTier>, String> {
        tiers_of(&format!(r#"{{ "A/USDT:USDT": [{list}] }}"#)).map(|mut all| {
            let (_, tiers) = all.pop_first().unwrap();
            tiers
        })
    }

    #[test]
    fn both_forms_are_the_same() {
        let ours = one(r#"
            { "minNotional": 0, "maxNotional": 5000, "maintenanceMarginRate": 0.01, "maxLeverage": 50, "cum": 0 },
            { "minNotional": 5000, "maxNotional": null, "maintenanceMarginRate": 0.025, "maxLeverage": 20, "cum": 75 }
        "#);
        let freqtrade = one(r#"
            { "tier": 1.0, "symbol": "A/USDT:USDT", "currency": "USDT", "minNotional": 0.0, "maxNotional": 5000.0,
              "maintenanceMarginRate": 0.01, "maxLeverage": 50.0, "info": { "cum": "0.0" } },
            { "tier": 2.0, "minNotional": 5000.0, "maintenanceMarginRate": 0.025, "maxLeverage": 20.0,
              "info": { "cum": 75.0 } }
        "#);
        assert_eq!(ours, freqtrade);
        let without = one(r#"
            { "minNotional": 0, "maxNotional": 5000, "maintenanceMarginRate": 0.01, "maxLeverage": 50 },
            { "minNotional": 5000, "maintenanceMarginRate": 0.025, "maxLeverage": 20, "info": {} }
        "#);
        assert_eq!(ours, without);
        assert_eq!(ours.unwrap()[1].cum, 75.0);
    }

    #[test]
    fn what_cannot_be_is_told() {
        let tier = |minimum: &str, maximum: &str, rate: &str, leverage: &str| {
            format!(
                r#"{{ "minNotional": {minimum}, "maxNotional": {maximum}, "maintenanceMarginRate": {rate},
                     "maxLeverage": {leverage} }}"#
            )
        };
        let first = tier("0", "100", "0.1", "10");
        for (list, told) in [
            (String::new(), "A/USDT:USDT has no tier"),
            ("{}".into(), "A/USDT:USDT, tier 1: minNotional is missing"),
            (tier("0", "0", "0.1", "9"), "maxNotional is 0, and must be more than minNotional"),
            (tier("-1", "9", "0.1", "9"), "minNotional is -1, and must be 0 or more"),
            (tier("0", "9", "1", "9"), "maintenanceMarginRate is 1, and must be between 0 and 1"),
            (tier("0", "9", "0.1", "0.5"), "maxLeverage is 0.5, and must be 1 or more"),
            (tier("0", "9", "\"x\"", "9"), "maintenanceMarginRate is \"x\", and must be a number"),
            (
                format!("{first}, {}", tier("200", "300", "0.2", "5")),
                "tier 2: minNotional is 200, and must be 100, where the tier below it ends",
            ),
            (
                format!("{}, {first}", tier("0", "null", "0.1", "5")),
                "tier 2: the tier below it has no end",
            ),
        ] {
            let problem = one(&list).unwrap_err();
            assert!(problem.contains(told), "{problem}");
        }
        for text in ["", "[]", "{ \"A\": {} }", "{ \"A\": [1] }"] {
            assert!(tiers_of(text).unwrap_err().starts_with("it holds no list of tiers"), "{text}");
        }
    }
}
