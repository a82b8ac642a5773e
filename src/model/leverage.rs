//! How much may be borrowed for a position, and what must be kept for it: the content of
//! `leverage_tiers.json`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The tiers of pairs, each list ascending.
pub type LeverageTiers = BTreeMap<String, Vec<LeverageTier>>;

/// What holds for positions of some size, under FreqTrade's names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LeverageTier {
    /// The smallest value of a position, settlement currency.
    pub min_notional: f64,
    /// The largest one; `None` for any.
    pub max_notional: Option<f64>,
    /// The part of it that must be kept.
    pub maintenance_margin_rate: f64,
    /// The highest leverage.
    pub max_leverage: f64,
    /// What is taken off that part, settlement currency.
    pub cum: f64,
}
