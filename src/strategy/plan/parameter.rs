//! Tunable parameters: what is declared, what values they take, and what they were given.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A declared parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParameterSpec {
    /// Its name.
    pub name: String,
    /// What values it takes.
    pub domain: Domain,
    /// Whether another value builds another plan.
    pub structural: bool,
}

impl ParameterSpec {
    /// The value that was given, where its domain admits it; its default otherwise.
    pub fn value(&self, given: &Parameters) -> ParameterValue {
        let given = given.get(&self.name).and_then(|value| self.domain.admit(value));
        given.unwrap_or_else(|| self.domain.default_value())
    }
}

/// The values that a parameter takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Domain {
    /// Whole numbers from `low` to `high`.
    Int {
        /// The smallest.
        low: i64,
        /// The largest.
        high: i64,
        /// Without a setting.
        default: i64,
        /// The distance of neighbours in a search.
        step: i64,
    },
    /// Numbers from `low` to `high`.
    Decimal {
        /// The smallest.
        low: f64,
        /// The largest.
        high: f64,
        /// Without a setting.
        default: f64,
        /// The distance of neighbours in a search.
        step: Option<f64>,
    },
    /// One of several words.
    Categorical {
        /// The words.
        choices: Vec<String>,
        /// Without a setting.
        default: String,
    },
    /// True or false.
    Bool {
        /// Without a setting.
        default: bool,
    },
}

/// A value of a parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ParameterValue {
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number.
    Decimal(f64),
    /// A word.
    Text(String),
}

/// Below it every whole number is a decimal too.
const MOST_WHOLE: f64 = 9_007_199_254_740_992.0;

impl Domain {
    /// The value without a setting.
    pub fn default_value(&self) -> ParameterValue {
        match self {
            Self::Int { default, .. } => ParameterValue::Int(*default),
            Self::Decimal { default, .. } => ParameterValue::Decimal(*default),
            Self::Categorical { default, .. } => ParameterValue::Text(default.clone()),
            Self::Bool { default } => ParameterValue::Bool(*default),
        }
    }

    /// A given value in this domain's own form; `None` when it lies outside.
    pub fn admit(&self, value: &ParameterValue) -> Option<ParameterValue> {
        match (self, value) {
            (Self::Int { low, high, .. }, ParameterValue::Int(value)) => {
                (low..=high).contains(&value).then_some(ParameterValue::Int(*value))
            }
            // A whole number may be written as a decimal: `1e2`.
            (Self::Int { .. }, ParameterValue::Decimal(value))
                if value.fract() == 0.0 && value.abs() < MOST_WHOLE =>
            {
                self.admit(&ParameterValue::Int(*value as i64))
            }
            (Self::Decimal { low, high, .. }, value) => {
                let value = value.as_f64()?;
                (*low <= value && value <= *high).then_some(ParameterValue::Decimal(value))
            }
            (Self::Categorical { choices, .. }, ParameterValue::Text(text)) => {
                choices.contains(text).then(|| value.clone())
            }
            (Self::Bool { .. }, ParameterValue::Bool(_)) => Some(value.clone()),
            _ => None,
        }
    }
}

/// In words: `a whole number from 10 to 40`.
impl std::fmt::Display for Domain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Int { low, high, .. } => write!(f, "a whole number from {low} to {high}"),
            Self::Decimal { low, high, .. } => write!(f, "a number from {low} to {high}"),
            Self::Categorical { choices, .. } => write!(f, "one of {}", choices.join(", ")),
            Self::Bool { .. } => f.write_str("true or false"),
        }
    }
}

impl ParameterValue {
    /// The value that a text stands for: a bool, a number or a word.
    pub fn parse(text: &str) -> Self {
        let flag = || text.parse().ok().map(Self::Bool);
        let whole = || text.parse().ok().map(Self::Int);
        let number = || text.parse().ok().filter(|n: &f64| n.is_finite()).map(Self::Decimal);
        flag().or_else(whole).or_else(number).unwrap_or_else(|| Self::Text(text.to_owned()))
    }

    /// The number it is, if it is one.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Int(value) => Some(*value as f64),
            Self::Decimal(value) => Some(*value),
            Self::Bool(_) | Self::Text(_) => None,
        }
    }
}

/// Values of parameters by name; a parameter that is absent has its default.
pub type Parameters = BTreeMap<String, ParameterValue>;
