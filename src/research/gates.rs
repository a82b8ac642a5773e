//! The thresholds of the research contract: what lives under `"autoquant"` in the config.

use serde::Serialize;
use serde_json::Value;

use super::books::SummaryFigures;
use super::ledger::Pair;
use crate::model::config::{ConfigError, TradingMode};
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
    /// Of the daily balance that `FreqTrade` reports: in spot with open gains and losses, with futures without.
    EquitySharpe,
    /// Of closed trades, as `FreqTrade` reports it.
    Sharpe,
    /// With futures of the daily balance with open gains and losses.
    MarkedSharpe,
}

impl Headline {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::EquitySharpe, Self::Sharpe, Self::MarkedSharpe];

    /// The one of a config that does not say. It sees a loser that is held: else holding losers would be what a
    /// search learns.
    fn of_mode(mode: TradingMode) -> Self {
        if mode.is_spot() { Self::EquitySharpe } else { Self::MarkedSharpe }
    }

    /// The one of a name; `None` where the mode has none of that name.
    fn named(name: &str, mode: TradingMode) -> Option<Self> {
        match name {
            "equity_sharpe" => Some(Self::EquitySharpe),
            "sharpe" => Some(Self::Sharpe),
            "marked_sharpe" if !mode.is_spot() => Some(Self::MarkedSharpe),
            _ => None,
        }
    }

    /// What a summary calls its Sharpe ratio and its drawdown.
    pub fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::EquitySharpe => ("robust_equity_sharpe", "worst_equity_dd_pct"),
            Self::Sharpe => ("robust_sharpe", "worst_dd_pct"),
            Self::MarkedSharpe => ("robust_marked_sharpe", "worst_marked_dd_pct"),
        }
    }

    /// The two of a run; `None` where a timerange failed.
    pub(super) fn of(self, figures: &SummaryFigures) -> Option<Pair> {
        let (sharpe, max_dd) = match self {
            Self::Sharpe => (figures.robust_sharpe, figures.worst_dd_pct),
            Self::EquitySharpe => (figures.robust_equity_sharpe, figures.worst_equity_dd_pct),
            // Of a run in spot, from before the config was of futures, the wallet's balance is the marked one.
            Self::MarkedSharpe => (
                figures.robust_marked_sharpe.or(figures.robust_equity_sharpe),
                figures.worst_marked_dd_pct.or(figures.worst_equity_dd_pct),
            ),
        };
        Some(Pair { sharpe: sharpe?, max_dd: max_dd? })
    }
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
    pub(super) fn from_json(config: &Value, mode: TradingMode) -> Result<Self, ConfigError> {
        let mut gates = Self { headline: Headline::of_mode(mode), ..Self::default() };
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
            let named = value.as_str().and_then(|name| Headline::named(name, mode));
            gates.headline = named.ok_or_else(|| wrong_headline(value, mode))?;
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

fn wrong_headline(value: &Value, mode: TradingMode) -> ConfigError {
    let (what, example) = match mode {
        TradingMode::Futures => {
            ("\"marked_sharpe\", \"equity_sharpe\" or \"sharpe\"", "\"marked_sharpe\"")
        }
        TradingMode::Spot if value == "marked_sharpe" => {
            ("\"equity_sharpe\" or \"sharpe\" in spot", "\"equity_sharpe\"")
        }
        TradingMode::Spot => ("\"equity_sharpe\" or \"sharpe\"", "\"equity_sharpe\""),
    };
    wrong("headline", what, example)
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
        assert_eq!(Gates::from_json(&json!({}), TradingMode::Spot), Ok(Gates::default()));
        let own = json!({ "autoquant": { "headline": "sharpe", "profit_floor_pct": 5 } });
        let gates = Gates::from_json(&own, TradingMode::Spot).unwrap();
        assert_eq!(gates.headline, Headline::Sharpe);
        assert!((gates.profit_floor_pct - 5.0).abs() < 1e-12);
        for (key, value) in [
            ("headline", json!("sortino")),
            ("profit_floor_pct", json!("20")),
            ("max_active_strategies", json!(0)),
            ("stagnation_rounds", json!(-1)),
        ] {
            let own = json!({ "autoquant": { key: value } });
            let error = Gates::from_json(&own, TradingMode::Spot).unwrap_err();
            assert_eq!(error.key, format!("autoquant.{key}"));
        }
        let listed = |value| timeframes(&json!({ "autoquant": { "timeframes": value } }));
        assert_eq!(listed(json!(["1h", "1d"])).map(|list| list.len()), Ok(2));
        assert_eq!(listed(json!(["1h", "hour"])).unwrap_err().key, "autoquant.timeframes");
        assert_eq!(timeframes(&json!({})), Ok(Vec::new()));
    }
    #[test]
    fn runs_in_spot_of_old_journals_have_a_pair_for_each_headline() {
        let mut told = json!({
            "robust_sharpe": 1.0, "worst_profit_pct": 5.0, "worst_dd_pct": -1.0, "avg_position_pct": 9.0,
            "profit_floor": false, "min_position_size": true, "pareto_dominated_by": null,
            "robust_equity_sharpe": 2.0, "worst_equity_dd_pct": -2.0,
        });
        let pair = |told: &Value, headline: Headline| {
            headline.of(&serde_json::from_value::<SummaryFigures>(told.clone()).unwrap())
        };
        let of = |sharpe, max_dd| Some(Pair { sharpe, max_dd });
        assert_eq!(pair(&told, Headline::Sharpe), of(1.0, -1.0));
        assert_eq!(pair(&told, Headline::EquitySharpe), of(2.0, -2.0));
        assert_eq!(pair(&told, Headline::MarkedSharpe), of(2.0, -2.0));
        told["robust_marked_sharpe"] = json!(0.5);
        told["worst_marked_dd_pct"] = json!(-30.0);
        assert_eq!(pair(&told, Headline::EquitySharpe), of(2.0, -2.0));
        assert_eq!(pair(&told, Headline::MarkedSharpe), of(0.5, -30.0));
        told["robust_equity_sharpe"] = Value::Null;
        assert_eq!(pair(&told, Headline::EquitySharpe), None);
    }

    #[test]
    fn futures_are_compared_with_open_gains_and_losses_unless_the_config_says_otherwise() {
        let read = |value: Value, mode| {
            let gates = Gates::from_json(&json!({ "autoquant": { "headline": value } }), mode);
            gates.map(|gates| gates.headline)
        };
        let none = |mode| Gates::from_json(&json!({}), mode).map(|gates| gates.headline);
        assert_eq!(none(TradingMode::Futures), Ok(Headline::MarkedSharpe));
        assert_eq!(none(TradingMode::Spot), Ok(Headline::EquitySharpe));
        assert_eq!(read(Value::Null, TradingMode::Futures), Ok(Headline::MarkedSharpe));
        for headline in Headline::ALL {
            let name = serde_json::to_value(headline).unwrap();
            assert_eq!(read(name, TradingMode::Futures), Ok(headline), "read as it is written");
        }
        let error = read(json!("marked_sharpe"), TradingMode::Spot).unwrap_err();
        assert_eq!(
            error.problem,
            "`autoquant.headline` must be \"equity_sharpe\" or \"sharpe\" in spot"
        );
        assert_eq!(error.help, "write \"headline\": \"equity_sharpe\"");
        let error = read(json!("profit"), TradingMode::Futures).unwrap_err();
        assert!(error.problem.contains("\"marked_sharpe\", \"equity_sharpe\" or \"sharpe\""));
    }
}
