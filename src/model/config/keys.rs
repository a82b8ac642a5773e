//! The keys of a config, each with what it must be.

use serde_json::{Map, Value};

use super::{ConfigError, StakeAmount, TradingMode};
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;
use crate::model::timerange::TimeRange;

/// What a number of the config looks like.
fn example(key: &str) -> &'static str {
    match key {
        "fee" => "0.001",
        "tradable_balance_ratio" => "0.99",
        "last_stake_amount_min_ratio" => "0.5",
        "amount_reserve_percent" | "liquidation_buffer" => "0.05",
        "futures_funding_rate" => "0.0001",
        _ => "1000",
    }
}

/// The keys of one object of the config.
pub(super) struct Keys<'a> {
    pub(super) map: &'a Map<String, Value>,
    pub(super) prefix: &'a str,
}

impl<'a> Keys<'a> {
    pub(super) fn wrong(&self, key: &str, problem: &str, help: &str) -> ConfigError {
        ConfigError {
            key: format!("{}{key}", self.prefix),
            problem: problem.to_owned(),
            help: help.to_owned(),
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&'a Value> {
        self.map.get(key).filter(|value| !value.is_null())
    }

    fn expected(&self, key: &str, what: &str, example: &str) -> ConfigError {
        let found = self.map.get(key).map_or_else(String::new, |value| format!(", not {value}"));
        let problem = format!("`{}{key}` must be {what}{found}", self.prefix);
        self.wrong(key, &problem, &format!("write \"{key}\": {example}"))
    }

    pub(super) fn object(&self, key: &'static str) -> Result<Keys<'a>, ConfigError> {
        match self.get(key) {
            Some(Value::Object(map)) => Ok(Keys { map, prefix: "exchange." }),
            Some(_) => Err(self.expected(key, "an object", "{ … }")),
            None => Err(self.wrong(
                key,
                &format!("`{key}` is missing"),
                "write \"exchange\": { \"name\": \"binance\", \"pair_whitelist\": [\"BTC/USDT\"] }",
            )),
        }
    }

    pub(super) fn text(&self, key: &str) -> Result<Option<String>, ConfigError> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(self.expected(key, "a string", "\"…\"")),
        }
    }

    pub(super) fn flag(&self, key: &str) -> Result<Option<bool>, ConfigError> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(_) => Err(self.expected(key, "true or false", "true")),
        }
    }

    pub(super) fn number(
        &self,
        key: &str,
        what: &str,
        fine: fn(f64) -> bool,
    ) -> Result<Option<f64>, ConfigError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        match value.as_f64().filter(|number| number.is_finite() && fine(*number)) {
            Some(number) => Ok(Some(number)),
            None => Err(self.expected(key, what, example(key))),
        }
    }

    pub(super) fn positive(&self, key: &str) -> Result<Option<f64>, ConfigError> {
        self.number(key, "a number above 0", |number| number > 0.0)
    }

    pub(super) fn not_negative(&self, key: &str) -> Result<Option<f64>, ConfigError> {
        self.number(key, "a number, 0 or above", |number| number >= 0.0)
    }

    pub(super) fn stake_amount(&self) -> Result<StakeAmount, ConfigError> {
        match self.get("stake_amount") {
            None => Err(self.wrong(
                "stake_amount",
                "`stake_amount` is missing",
                "write \"stake_amount\": 100, or \"unlimited\" to divide the balance among the slots",
            )),
            Some(Value::String(text)) if text == "unlimited" => Ok(StakeAmount::Unlimited),
            Some(_) => match self.positive("stake_amount") {
                Ok(Some(stake)) => Ok(StakeAmount::Fixed(stake)),
                _ => Err(self.expected("stake_amount", "a number above 0 or \"unlimited\"", "100")),
            },
        }
    }

    pub(super) fn wallet(&self, currency: &str) -> Result<f64, ConfigError> {
        const KEY: &str = "dry_run_wallet";
        match self.get(KEY) {
            Some(Value::Object(map)) => {
                let wallets = Keys { map, prefix: "dry_run_wallet." };
                Ok(wallets.not_negative(currency)?.unwrap_or(0.0))
            }
            _ => Ok(self.positive(KEY)?.unwrap_or(1000.0)),
        }
    }

    pub(super) fn pairs(&self, key: &str) -> Result<Vec<Pair>, ConfigError> {
        let example = "[\"BTC/USDT\", \"ETH/USDT\"]";
        let entries = match self.get(key) {
            Some(Value::Array(entries)) if !entries.is_empty() => entries,
            None => {
                let problem = format!("`{}{key}` is missing", self.prefix);
                return Err(self.wrong(key, &problem, &format!("write \"{key}\": {example}")));
            }
            Some(_) => return Err(self.expected(key, "a list of pairs", example)),
        };
        let mut pairs = Vec::with_capacity(entries.len());
        for entry in entries {
            let text = entry.as_str().unwrap_or_default();
            let pair = Pair::parse(text).map_err(|_| {
                let problem = format!("{entry} in `{}{key}` is no pair", self.prefix);
                self.wrong(key, &problem, "write BASE/QUOTE, such as \"BTC/USDT\"")
            })?;
            if !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
        Ok(pairs)
    }

    pub(super) fn timerange(&self) -> Result<TimeRange, ConfigError> {
        let Some(text) = self.text("timerange")?.filter(|text| !text.is_empty()) else {
            return Ok(TimeRange::all());
        };
        TimeRange::parse(&text).map_err(|error| {
            self.wrong(
                "timerange",
                &error.to_string(),
                "write \"timerange\": \"20210101-20251231\"",
            )
        })
    }

    pub(super) fn timeframe(
        &self,
        key: &str,
        example: &str,
    ) -> Result<Option<Timeframe>, ConfigError> {
        let Some(text) = self.text(key)?.filter(|text| !text.is_empty()) else { return Ok(None) };
        Timeframe::parse(&text).map(Some).map_err(|error| {
            self.wrong(key, &error.to_string(), &format!("write \"{key}\": \"{example}\""))
        })
    }

    pub(super) fn trading_mode(&self) -> Result<TradingMode, ConfigError> {
        match self.text("trading_mode")?.as_deref() {
            None | Some("spot") => Ok(TradingMode::Spot),
            Some("futures") => Ok(TradingMode::Futures),
            Some(other) => Err(self.wrong(
                "trading_mode",
                &format!("trading mode `{other}` cannot be simulated"),
                "write \"trading_mode\": \"spot\" or \"futures\"",
            )),
        }
    }

    /// What is borrowed for a position is secured by its own stake: that alone is simulated. In spot it makes no
    /// difference what is written.
    pub(super) fn check_margin(&self, trading_mode: TradingMode) -> Result<(), ConfigError> {
        const KEY: &str = "margin_mode";
        let isolated = "write \"margin_mode\": \"isolated\"";
        let problem = match self.text(KEY)?.unwrap_or_default().as_str() {
            "isolated" => return Ok(()),
            "" | "cross" if trading_mode.is_spot() => return Ok(()),
            "" => "futures need a `margin_mode`",
            "cross" => "cross margin cannot be simulated: one wallet behind all positions",
            _ => return Err(self.expected(KEY, "\"isolated\"", "\"isolated\"")),
        };
        Err(self.wrong(KEY, problem, isolated))
    }

    pub(super) fn liquidation_buffer(&self) -> Result<Option<f64>, ConfigError> {
        let fine = |buffer| (0.0..=0.99).contains(&buffer);
        self.number("liquidation_buffer", "a number from 0 to 0.99", fine)
    }
}
