//! The thresholds of the research contract: what lives under `"autoquant"` in the config.

use serde::Serialize;
use serde_json::Value;

use crate::model::config::ConfigError;
use crate::model::timeframe::Timeframe;

/// What a round is measured by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gates {
    /// How many strategies a round may have.
    pub max_active_strategies: usize,
    /// How many rounds in a row a strategy may be left as it is.
    pub stagnation_rounds: usize,
    /// The profit that every timerange must reach, percent.
    pub profit_floor_pct: f64,
    /// The mean stake that is no tiny position, percent of the starting balance.
    pub min_position_size_pct: f64,
    /// The figure that strategies are compared by.
    pub headline: Headline,
}

/// The figure that strategies are compared by, and with it the family of its drawdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Headline {
    /// Of the daily mark-to-market balance.
    EquitySharpe,
    /// Of closed trades, as FreqTrade reports it.
    Sharpe,
}

impl Default for Gates {
    fn default() -> Self {
        Self {
            max_active_strategies: 3,
            stagnation_rounds: 3,
            profit_floor_pct: 20.0,
            min_position_size_pct: 5.0,
            headline: Headline::EquitySharpe,
        }
    }
}

impl Gates {
    /// Reads the section; what is absent has its default.
    pub(super) fn from_json(config: &Value) -> Result<Self, ConfigError> {
        let mut gates = Self::default();
        let own = match config.get("autoquant") {
            None | Some(Value::Null) => return Ok(gates),
            Some(Value::Object(own)) => own,
            Some(_) => return Err(wrong("", "an object", "{ \"max_active_strategies\": 3 }")),
        };
        let get = |key: &str| own.get(key).filter(|value| !value.is_null());
        for (key, place) in [
            ("max_active_strategies", &mut gates.max_active_strategies),
            ("stagnation_rounds", &mut gates.stagnation_rounds),
        ] {
            if let Some(value) = get(key) {
                let count = value.as_u64().filter(|count| *count > 0);
                let count = count.ok_or_else(|| wrong(key, "a whole number above 0", "3"))?;
                *place = usize::try_from(count).unwrap_or(usize::MAX);
            }
        }
        for (key, place) in [
            ("profit_floor_pct", &mut gates.profit_floor_pct),
            ("min_position_size_pct", &mut gates.min_position_size_pct),
        ] {
            if let Some(value) = get(key) {
                *place = value.as_f64().ok_or_else(|| wrong(key, "a number of percent", "20"))?;
            }
        }
        if let Some(value) = get("headline") {
            gates.headline = match value.as_str() {
                Some("equity_sharpe") => Headline::EquitySharpe,
                Some("sharpe") => Headline::Sharpe,
                _ => {
                    let what = "\"equity_sharpe\" or \"sharpe\"";
                    return Err(wrong("headline", what, "\"equity_sharpe\""));
                }
            };
        }
        Ok(gates)
    }
}

/// The timeframes that candles are fetched in; none where the config does not say.
pub(super) fn timeframes(config: &Value) -> Result<Vec<Timeframe>, ConfigError> {
    let list = config.get("autoquant").and_then(|own| own.get("timeframes"));
    let Some(list) = list.filter(|list| !list.is_null()) else { return Ok(Vec::new()) };
    let one = |value: &Value| Timeframe::parse(value.as_str()?).ok();
    let all = list.as_array().and_then(|list| list.iter().map(one).collect::<Option<Vec<_>>>());
    all.ok_or_else(|| wrong("timeframes", "a list of timeframes", "[\"1h\", \"4h\", \"1d\"]"))
}

fn wrong(key: &str, what: &str, example: &str) -> ConfigError {
    let name = if key.is_empty() { "autoquant".to_owned() } else { format!("autoquant.{key}") };
    ConfigError {
        problem: format!("`{name}` must be {what}"),
        help: format!("write \"{}\": {example}", key.rsplit('.').next().unwrap_or(key)),
        key: name,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_absent_has_its_default_and_what_is_wrong_is_named() {
        assert_eq!(Gates::from_json(&json!({})), Ok(Gates::default()));
        let own = json!({ "autoquant": { "headline": "sharpe", "profit_floor_pct": 5 } });
        let gates = Gates::from_json(&own).unwrap();
        assert_eq!(gates.headline, Headline::Sharpe);
        assert!((gates.profit_floor_pct - 5.0).abs() < 1e-12);
        for (key, value) in [
            ("headline", json!("sortino")),
            ("profit_floor_pct", json!("20")),
            ("max_active_strategies", json!(0)),
            ("stagnation_rounds", json!(-1)),
        ] {
            let error = Gates::from_json(&json!({ "autoquant": { key: value } })).unwrap_err();
            assert_eq!(error.key, format!("autoquant.{key}"));
        }
        let listed = |value| timeframes(&json!({ "autoquant": { "timeframes": value } }));
        assert_eq!(listed(json!(["1h", "1d"])).map(|list| list.len()), Ok(2));
        assert_eq!(listed(json!(["1h", "hour"])).unwrap_err().key, "autoquant.timeframes");
        assert_eq!(timeframes(&json!({})), Ok(Vec::new()));
    }
}
