//! Protections: when pairs are locked after losses, under FreqTrade's names.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::table::number;
use crate::diag::suggest::nearest;
use crate::model::timeframe::Timeframe;

/// One protection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Protection {
    /// What it looks for.
    pub method: Method,
    /// How far back it looks.
    pub lookback: Span,
    /// How long it locks.
    pub stop: Stop,
}

/// What a protection looks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Method {
    /// Any closed trade of the pair.
    CooldownPeriod,
    /// Stops that were hit.
    StoplossGuard {
        /// So many lock.
        trade_limit: usize,
        /// Whether each pair is locked alone.
        only_per_pair: bool,
        /// Whether each side is counted and locked alone.
        only_per_side: bool,
        /// Only losses below this ratio count.
        required_profit: f64,
    },
    /// A pair that earns too little.
    LowProfitPairs {
        /// So many trades are needed for a judgement.
        trade_limit: usize,
        /// Whether each side is judged and locked alone.
        only_per_side: bool,
        /// The least sum of ratios.
        required_profit: f64,
    },
    /// A fall of the balance.
    MaxDrawdown {
        /// So many trades are needed for a judgement.
        trade_limit: usize,
        /// A deeper fall locks, a ratio.
        max_allowed_drawdown: f64,
        /// What falls.
        calculation_mode: DrawdownMode,
    },
}

impl Method {
    /// FreqTrade's name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::CooldownPeriod => "CooldownPeriod",
            Self::StoplossGuard { .. } => "StoplossGuard",
            Self::LowProfitPairs { .. } => "LowProfitPairs",
            Self::MaxDrawdown { .. } => "MaxDrawdown",
        }
    }
}

/// What a drawdown is measured on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DrawdownMode {
    /// The sum of profit ratios.
    Ratios,
    /// The balance.
    Equity,
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Span {
    /// In base candles.
    Candles(i64),
    /// In minutes.
    Minutes(i64),
}

impl Span {
    /// Milliseconds, for candles of a length.
    pub fn ms(self, timeframe: Timeframe) -> i64 {
        match self {
            Self::Candles(count) => count.saturating_mul(timeframe.ms()),
            Self::Minutes(minutes) => minutes.saturating_mul(60_000),
        }
    }
}

/// How long a protection locks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stop {
    /// From the last trade that it looked at.
    For(Span),
    /// Until the next time that it is so many minutes after midnight, UTC.
    UnlockAt(i64),
}

/// What is wrong with a value, and what to write instead.
pub(super) struct Fault {
    pub problem: String,
    pub help: String,
    pub part: Option<Part>,
}

/// A part of a setting that is a list of maps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Which entry.
    pub entry: usize,
    /// Which key of it; all of it when absent.
    pub key: Option<String>,
}

fn fault<T>(problem: String, help: impl Into<String>) -> Result<T, Fault> {
    Err(Fault { problem, help: help.into(), part: None })
}

/// A fault of one key.
fn at_key<T>(key: &str, problem: String, help: impl Into<String>) -> Result<T, Fault> {
    let part = Some(Part { entry: 0, key: Some(key.to_owned()) });
    Err(Fault { problem, help: help.into(), part })
}

const METHODS: [&str; 4] = ["CooldownPeriod", "LowProfitPairs", "MaxDrawdown", "StoplossGuard"];

/// All keys; each method reads some of them, and FreqTrade passes over the others.
const KEYS: [&str; 12] = [
    "calculation_mode",
    "lookback_period",
    "lookback_period_candles",
    "max_allowed_drawdown",
    "method",
    "only_per_pair",
    "only_per_side",
    "required_profit",
    "stop_duration",
    "stop_duration_candles",
    "trade_limit",
    "unlock_at",
];

/// Those that every method reads: what it is, how far it looks back, how long it locks.
const SHARED_KEYS: [&str; 6] = [
    "method",
    "lookback_period",
    "lookback_period_candles",
    "stop_duration",
    "stop_duration_candles",
    "unlock_at",
];

/// The keys that a method reads.
pub fn protection_keys(method: &str) -> impl Iterator<Item = &'static str> + use<> {
    let own: &[&str] = match method {
        "LowProfitPairs" => &["trade_limit", "required_profit", "only_per_side"],
        "MaxDrawdown" => &["trade_limit", "max_allowed_drawdown", "calculation_mode"],
        "StoplossGuard" => &["trade_limit", "required_profit", "only_per_pair", "only_per_side"],
        _ => &[],
    };
    own.iter().chain(&SHARED_KEYS).copied()
}

/// The most protections of a strategy: each of them looks at many trades after every exit.
const MOST: usize = 20;

/// The longest span, minutes or candles.
const LONGEST: f64 = 1e8;

/// Reads a list of protections.
pub(super) fn protections(value: &Value) -> Result<Vec<Protection>, Fault> {
    let Some(entries) = value.as_array() else {
        return fault(
            format!("must be a list of maps, not {value}"),
            "write `[#{ method: \"CooldownPeriod\", stop_duration_candles: 2 }]`",
        );
    };
    if entries.len() > MOST {
        let problem = format!("are {}, and at most {MOST} are allowed", entries.len());
        return fault(problem, "keep those that lock for longest");
    }
    let read = |(at, entry)| {
        protection(at, entry).map_err(|fault| {
            let key = fault.part.and_then(|part| part.key);
            Fault { part: Some(Part { entry: at, key }), ..fault }
        })
    };
    entries.iter().enumerate().map(read).collect()
}

fn protection(at: usize, entry: &Value) -> Result<Protection, Fault> {
    let Some(map) = entry.as_object() else {
        return fault(
            format!("must hold maps, and number {} is {entry}", at + 1),
            "write `#{ method: \"CooldownPeriod\", stop_duration_candles: 2 }`",
        );
    };
    let Some(method) = map.get("method").and_then(Value::as_str) else {
        return fault(
            format!("needs a `method` in its number {}", at + 1),
            format!("write one of {}", METHODS.join(", ")),
        );
    };
    if !METHODS.contains(&method) {
        let help = meant(method, &METHODS);
        return at_key("method", format!("knows no method \"{method}\""), help);
    }
    if let Some(key) = map.keys().find(|key| !KEYS.contains(&key.as_str())) {
        let own: Vec<&str> = protection_keys(method).collect();
        return at_key(key, format!("of {method} have no key `{key}`"), meant(key, &own));
    }
    if let Some((key, _)) = map.iter().find(|(_, value)| value.is_null()) {
        return at_key(key, format!("of {method} have no value for `{key}`"), "leave it out");
    }
    let keys = Keys { map, method };
    Ok(Protection {
        method: keys.method()?,
        lookback: keys.span("lookback_period", "lookback_period_candles")?,
        stop: keys.stop()?,
    })
}

fn meant(word: &str, known: &[&'static str]) -> String {
    match nearest(word, known.iter().copied()).first() {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", known.join(", ")),
    }
}

/// One protection as it is written.
struct Keys<'a> {
    map: &'a Map<String, Value>,
    method: &'a str,
}

impl Keys<'_> {
    fn get<T>(
        &self,
        key: &str,
        what: &str,
        default: T,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Result<T, Fault> {
        match self.map.get(key) {
            None => Ok(default),
            Some(value) => match read(value) {
                Some(value) => Ok(value),
                None => at_key(
                    key,
                    format!("of {} cannot have {value} for `{key}`", self.method),
                    format!("`{key}` is {what}"),
                ),
            },
        }
    }

    fn method(&self) -> Result<Method, Fault> {
        Ok(match self.method {
            "StoplossGuard" => Method::StoplossGuard {
                trade_limit: self.trade_limit(10)?,
                only_per_pair: self.flag("only_per_pair")?,
                only_per_side: self.flag("only_per_side")?,
                required_profit: self.ratio("required_profit")?,
            },
            "LowProfitPairs" => Method::LowProfitPairs {
                trade_limit: self.trade_limit(1)?,
                only_per_side: self.flag("only_per_side")?,
                required_profit: self.ratio("required_profit")?,
            },
            "MaxDrawdown" => Method::MaxDrawdown {
                trade_limit: self.trade_limit(1)?,
                max_allowed_drawdown: self.ratio("max_allowed_drawdown")?,
                calculation_mode: self.calculation_mode()?,
            },
            _ => Method::CooldownPeriod,
        })
    }

    fn trade_limit(&self, default: usize) -> Result<usize, Fault> {
        let what = "a number of trades, 1 or more";
        // One and a half trades are two.
        let read = |value: &Value| Some(number(value)?.ceil()).filter(|count| *count >= 1.0);
        self.get("trade_limit", what, default, |value| Some(read(value)? as usize))
    }

    fn flag(&self, key: &str) -> Result<bool, Fault> {
        self.get(key, "true or false", false, Value::as_bool)
    }

    fn ratio(&self, key: &str) -> Result<f64, Fault> {
        self.get(key, "a ratio, such as 0.05", 0.0, number)
    }

    fn calculation_mode(&self) -> Result<DrawdownMode, Fault> {
        let what = "\"ratios\" or \"equity\"";
        self.get("calculation_mode", what, DrawdownMode::Ratios, |value| match value.as_str()? {
            "ratios" => Some(DrawdownMode::Ratios),
            "equity" => Some(DrawdownMode::Equity),
            _ => None,
        })
    }

    /// A span that is given in minutes or in candles, an hour where it is in neither.
    fn span(&self, in_minutes: &str, in_candles: &str) -> Result<Span, Fault> {
        let has = |key: &str| self.map.contains_key(key);
        if has(in_minutes) && has(in_candles) {
            return at_key(
                in_candles,
                format!("of {} have both `{in_minutes}` and `{in_candles}`", self.method),
                "keep one of them",
            );
        }
        let what = "a number, 0 or more";
        // What is behind the point is cut off, as in the reference.
        let read = |value: &Value| {
            let number = number(value).filter(|number| (0.0..=LONGEST).contains(number))?;
            Some(number as i64)
        };
        if has(in_candles) {
            return Ok(Span::Candles(self.get(in_candles, what, 1, read)?));
        }
        Ok(Span::Minutes(self.get(in_minutes, what, 60, read)?))
    }

    fn stop(&self) -> Result<Stop, Fault> {
        let at = self.get("unlock_at", "a time of day, such as \"06:00\"", None, |value| {
            Some(Some(minutes_of_day(value.as_str()?)?))
        })?;
        let Some(at) = at else {
            return Ok(Stop::For(self.span("stop_duration", "stop_duration_candles")?));
        };
        for key in ["stop_duration", "stop_duration_candles"] {
            if self.map.contains_key(key) {
                return at_key(
                    key,
                    format!("of {} have both `unlock_at` and `{key}`", self.method),
                    "keep one of them",
                );
            }
        }
        Ok(Stop::UnlockAt(at))
    }
}

/// The minutes after midnight of `06:00`.
fn minutes_of_day(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    let part = |text: &str, most: i64| {
        let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<i64>().ok().filter(|number| digits && *number <= most)
    };
    Some(part(hours, 23)? * 60 + part(minutes, 59)?)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_key_is_read_by_a_method_and_no_other_one() {
        let read: BTreeSet<&str> = METHODS.into_iter().flat_map(protection_keys).collect();
        assert_eq!(read, KEYS.into_iter().collect());
    }
}
