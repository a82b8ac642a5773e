//! Candles in memory, and jobs on them.

use std::collections::BTreeMap;
use std::sync::Arc;

use autoquant::data::{CandleSource, DataError};
use autoquant::job::{Job, ScriptText};
use autoquant::model::candle_key::CandleKey;
use autoquant::model::candles::Candles;
use autoquant::model::config::Config;
use autoquant::model::market::ExchangeRules;
use autoquant::model::pair::Pair;
use autoquant::model::timeframe::Timeframe;
use serde_json::json;

/// Candles by what they are of.
#[derive(Default)]
pub struct Memory(BTreeMap<CandleKey, Arc<Candles>>);

impl Memory {
    /// Adds the candles of a pair.
    pub fn add(&mut self, pair: &str, timeframe: &str, candles: Candles) {
        let pair = Pair::parse(pair).unwrap();
        self.put(CandleKey::trades(&pair, Timeframe::parse(timeframe).unwrap()), candles);
    }

    /// Puts candles of any kind in the place of those that are there.
    pub fn put(&mut self, key: CandleKey, candles: Candles) {
        self.0.insert(key, Arc::new(candles));
    }
}

impl CandleSource for Memory {
    fn candles(&self, key: &CandleKey) -> Result<Arc<Candles>, DataError> {
        let missing = || DataError::missing(key, "memory".into());
        self.0.get(key).cloned().ok_or_else(missing)
    }
}

/// A job on pairs with a fixed stake, any number of trades and no fee.
pub fn job(name: &str, script: &str, pairs: &[&str]) -> Job {
    let config = Config::from_json(&json!({
        "stake_amount": 100,
        "dry_run_wallet": 10000,
        "fee": 0,
        "exchange": { "name": "test", "pair_whitelist": pairs },
    }));
    let config = config.unwrap();
    let timerange = config.timerange.clone();
    let script =
        ScriptText { file: format!("{name}.rhai"), text: script.into(), ..ScriptText::default() };
    Job::new(name, script, config, ExchangeRules::default(), timerange)
}
