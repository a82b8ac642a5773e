//! The identity of a script and of a job: what they contain, never when or where they ran.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::beside::Beside;
use super::{Job, Prepared, SEMANTICS, ScriptText, frames};
use crate::data::frames::Frames;
use crate::model::candle_key::CandleKey;
use crate::model::config::Config;

macro_rules! key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The digits.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

key! {
    /// 128 bits, in hexadecimal, of a hash over a script's text and the texts that it imports.
    ScriptKey
}
key! {
    /// 128 bits, in hexadecimal, of a hash over the config that a backtest runs under.
    ConfigKey
}
key! {
    /// 128 bits, in hexadecimal, of a hash over all candles and market rules that a backtest reads.
    DataKey
}
key! {
    /// 128 bits, in hexadecimal, of a hash over everything that an outcome depends on.
    JobKey
}

impl ScriptKey {
    /// The key of a script.
    pub fn of(script: &ScriptText) -> Self {
        let mut hasher = Hasher::new("script");
        hasher.text(&script.text);
        for (name, text) in &script.imports {
            hasher.text(name);
            hasher.text(text);
        }
        Self(hasher.finish())
    }
}

impl ConfigKey {
    /// The key of a config.
    pub fn of(config: &Config) -> Self {
        let mut hasher = Hasher::new("config");
        hasher.json(config);
        Self(hasher.finish())
    }
}

impl DataKey {
    /// The key of what a job reads from a source; `None` when some candles cannot be read.
    pub fn of(job: &Job, prepared: &Prepared, candles: &Frames<'_>) -> Option<Self> {
        let mut hasher = Hasher::new("data");
        hasher.json(&job.markets.precision_mode);
        let range = frames::Range { timerange: &job.timerange, startup: prepared.startup };
        for (pair, plan) in prepared.basket.iter().zip(&prepared.plans) {
            hasher.json(&job.markets.market(pair.as_str()));
            for spec in &plan.planned.plan.frames {
                let of = spec.pair.as_ref().unwrap_or(pair);
                let key = CandleKey::trades(of, spec.timeframe);
                let rows = range.cut(&key, candles).ok()?;
                // A frame is its pair, its timeframe, its first row and its content.
                hasher.text(of.as_str());
                hasher.text(&spec.timeframe.to_string());
                hasher.bytes(&candles.content(&key, &rows));
            }
        }
        // What is not read adds nothing: the keys of spot stay what they are.
        let beside = Beside::of(job, prepared, candles).ok()?;
        for pair in &prepared.basket {
            if let Some(rows) = beside.detail(pair).ok()? {
                let key = CandleKey::trades(pair, job.config.timeframe_detail?);
                hasher.text(&key.to_string());
                hasher.bytes(&candles.content(&key, &rows));
            }
            if let Some(funding) = beside.funding(pair).ok()? {
                hasher.text(pair.as_str());
                hasher.json(&beside.tiers(pair));
                hasher.bytes(&funding.content());
            }
        }
        Some(Self(hasher.finish()))
    }
}

impl JobKey {
    /// The key of a job that reads the candles of a key. A parameter that is given the value that it has
    /// anyway changes nothing.
    pub fn of(job: &Job, prepared: &Prepared, data: &DataKey) -> Self {
        let mut hasher = Hasher::new("job");
        hasher.text(SEMANTICS);
        hasher.text(&ScriptKey::of(&job.script).0);
        hasher.text(&ConfigKey::of(&job.config).0);
        hasher.json(&prepared.values(&job.parameters));
        hasher.json(&job.timerange);
        hasher.text(&data.0);
        Self(hasher.finish())
    }
}

/// Collects the parts of a key, each with its length.
struct Hasher(blake3::Hasher);

impl Hasher {
    fn new(what: &str) -> Self {
        let mut hasher = Self(blake3::Hasher::new());
        hasher.text(what);
        hasher
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn json(&mut self, value: &impl Serialize) {
        let bytes = serde_json::to_vec(value).expect("plain data is written as JSON");
        self.bytes(&bytes);
    }

    fn finish(self) -> String {
        self.0.finalize().to_hex()[..32].to_owned()
    }
}
