//! The arguments of what is tried without an edit, and how they are read.

use super::error::{CommandError, USAGE};
use crate::model::timerange::TimeRange;
use crate::strategy::plan::{ParameterValue, Parameters};

/// What is tried without an edit.
#[derive(Debug, Default, clap::Args)]
pub(super) struct WhatIf {
    /// A value for a parameter; may be repeated.
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = setting)]
    pub parameters: Vec<(String, ParameterValue)>,

    /// The fee of entries and exits as a ratio, instead of the config's: 0.001 is 0.1 %.
    #[arg(long, value_name = "RATIO", value_parser = fee)]
    pub fee: Option<f64>,

    /// One timerange, labelled `cli`, instead of the strategies' own.
    #[arg(long, value_name = "START-STOP", value_parser = timerange, allow_hyphen_values = true)]
    pub timerange: Option<TimeRange>,
}

impl WhatIf {
    /// The values by name. One name has one value.
    pub(super) fn parameters(&self) -> Result<Parameters, CommandError> {
        let mut values = Parameters::new();
        for (name, value) in &self.parameters {
            let before = values.insert(name.clone(), value.clone());
            if let Some(before) = before.filter(|before| before != value) {
                return Err(CommandError {
                    message: format!("--set gives `{name}` two values: {before} and {value}"),
                    help: "give each parameter one value".into(),
                    code: USAGE,
                });
            }
        }
        Ok(values)
    }
}

fn setting(text: &str) -> Result<(String, ParameterValue), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() && !value.trim().is_empty() => {
            Ok((name.trim().to_owned(), ParameterValue::parse(value.trim())))
        }
        _ => Err("write NAME=VALUE, such as rsi_low=25".to_owned()),
    }
}

fn fee(text: &str) -> Result<f64, String> {
    let fee = text.parse::<f64>().ok().filter(|fee| (0.0..1.0).contains(fee));
    fee.ok_or_else(|| "a fee is a ratio from 0 to below 1, such as 0.001".to_owned())
}

fn timerange(text: &str) -> Result<TimeRange, String> {
    TimeRange::parse(text).map_err(|error| error.to_string())
}
