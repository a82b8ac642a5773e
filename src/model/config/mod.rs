//! FreqTrade's `config.json`: the part that decides a backtest.

mod keys;
mod trading_mode;

pub use trading_mode::{NotTraded, TradingMode};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use self::keys::Keys;
use super::pair::Pair;
use super::timeframe::Timeframe;
use super::timerange::TimeRange;

/// The evaluation contract: everything of a config that a backtest depends on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Config {
    /// Name of the exchange.
    pub exchange: String,
    /// What is traded.
    #[serde(default, skip_serializing_if = "TradingMode::is_spot")]
    pub trading_mode: TradingMode,
    /// The pairs, in the order in which they are processed.
    pub pair_whitelist: Vec<Pair>,
    /// The currency of stakes, balances and profits.
    pub stake_currency: String,
    /// How much goes into a trade.
    pub stake_amount: StakeAmount,
    /// The starting balance, stake currency.
    pub dry_run_wallet: f64,
    /// The part of the wallet that may be staked.
    pub tradable_balance_ratio: f64,
    /// The capital that may be staked, instead of a part of the wallet.
    pub available_capital: Option<f64>,
    /// Whether the last stake may be smaller than asked for.
    pub amend_last_stake_amount: bool,
    /// How small the last stake may be, as a ratio of what was asked for.
    pub last_stake_amount_min_ratio: f64,
    /// What is kept in reserve above the exchange's minimum, a ratio.
    pub amount_reserve_percent: f64,
    /// Whether the protections of strategies act.
    #[serde(default, skip_serializing_if = "is_off")]
    pub enable_protections: bool,
    /// Fee ratio of entries and exits; from the market rules when absent.
    pub fee: Option<f64>,
    /// The candles whose open time lies in it are tested.
    pub timerange: TimeRange,
    /// The timeframe, when the config sets it for all strategies.
    pub timeframe: Option<Timeframe>,
    /// The length of shorter candles that trades are followed on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeframe_detail: Option<Timeframe>,
    /// How far before the exchange's own price a position counts as liquidated, as a part of the way there from its
    /// entry.
    #[serde(default = "liquidation_buffer", skip_serializing_if = "is_usual_buffer")]
    pub liquidation_buffer: f64,
    /// The funding rate where none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub futures_funding_rate: Option<f64>,
    /// Strategy settings that the config overrides, as they were written.
    pub overrides: BTreeMap<String, Value>,
}

/// Whether a switch is off, and left out where it is written down.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
fn is_off(flag: &bool) -> bool {
    !flag
}

/// FreqTrade's `liquidation_buffer`.
fn liquidation_buffer() -> f64 {
    0.05
}

/// Whether it is left out where it is written down.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
fn is_usual_buffer(buffer: &f64) -> bool {
    *buffer == liquidation_buffer()
}

/// How much goes into a trade.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StakeAmount {
    /// The balance divided by the number of slots.
    Unlimited,
    /// The same for every trade, stake currency.
    Fixed(f64),
}

/// A config that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct ConfigError {
    /// The key at fault, with dots between levels; empty for the whole file.
    pub key: String,
    /// What is wrong with it.
    pub problem: String,
    /// What to write instead.
    pub help: String,
}

/// The settings of a strategy that a config may override, under FreqTrade's names.
pub const OVERRIDES: &[&str] = &[
    "minimal_roi",
    "stoploss",
    "trailing_stop",
    "trailing_stop_positive",
    "trailing_stop_positive_offset",
    "trailing_only_offset_is_reached",
    "use_custom_stoploss",
    "use_exit_signal",
    "exit_profit_only",
    "exit_profit_offset",
    "ignore_roi_if_entry_signal",
    "startup_candle_count",
    "ignore_buying_expired_candle_after",
    "max_open_trades",
    "order_types",
    "unfilledtimeout",
    "position_adjustment_enable",
    "max_entry_position_adjustment",
    "position_stacking",
];

impl Config {
    /// Reads the keys that matter; all others are kept by whoever holds the file, and ignored here.
    pub fn from_json(json: &Value) -> Result<Self, ConfigError> {
        let Value::Object(map) = json else {
            return Err(ConfigError {
                key: String::new(),
                problem: "the config is no JSON object".into(),
                help: "write `{ … }` with FreqTrade's keys".into(),
            });
        };
        let root = Keys { map, prefix: "" };
        let exchange = root.object("exchange")?;
        let trading_mode = root.trading_mode()?;
        root.check_margin(trading_mode)?;
        if root.get("protections").is_some() {
            return Err(root.wrong(
                "protections",
                "`protections` belong to a strategy, in FreqTrade too",
                "write `const protections = […];` into the strategy, and \"enable_protections\": true here",
            ));
        }
        let stake_currency = root.text("stake_currency")?.unwrap_or_else(|| "USDT".into());
        let dry_run_wallet = root.wallet(&stake_currency)?;
        let config = Self {
            exchange: exchange.text("name")?.unwrap_or_default().to_lowercase(),
            trading_mode,
            pair_whitelist: exchange.pairs("pair_whitelist")?,
            stake_amount: root.stake_amount()?,
            stake_currency,
            dry_run_wallet,
            tradable_balance_ratio: root.positive("tradable_balance_ratio")?.unwrap_or(0.99),
            available_capital: root.positive("available_capital")?,
            amend_last_stake_amount: root.flag("amend_last_stake_amount")?.unwrap_or(false),
            last_stake_amount_min_ratio: root
                .not_negative("last_stake_amount_min_ratio")?
                .unwrap_or(0.5),
            amount_reserve_percent: root.not_negative("amount_reserve_percent")?.unwrap_or(0.05),
            enable_protections: root.flag("enable_protections")?.unwrap_or(false),
            fee: root.not_negative("fee")?,
            timerange: root.timerange()?,
            timeframe: root.timeframe("timeframe", "1h")?,
            timeframe_detail: root.timeframe("timeframe_detail", "15m")?,
            liquidation_buffer: root.liquidation_buffer()?.unwrap_or_else(liquidation_buffer),
            futures_funding_rate: root.number("futures_funding_rate", "a number", |_| true)?,
            overrides: OVERRIDES
                .iter()
                .filter_map(|key| {
                    let value = map.get(*key).filter(|value| !value.is_null())?;
                    Some(((*key).to_owned(), value.clone()))
                })
                .collect(),
        };
        config.check_stake()?;
        Ok(config)
    }

    /// A stake that the wallet cannot pay is refused, as the reference does.
    fn check_stake(&self) -> Result<(), ConfigError> {
        let StakeAmount::Fixed(stake) = self.stake_amount else { return Ok(()) };
        let most = self.dry_run_wallet * self.tradable_balance_ratio;
        if stake <= most {
            return Ok(());
        }
        Err(ConfigError {
            key: "stake_amount".into(),
            problem: format!("a stake of {stake} is more than the wallet allows ({most})"),
            help: "lower \"stake_amount\" or raise \"dry_run_wallet\"".into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn minimal() -> Value {
        json!({ "stake_amount": 100, "exchange": { "pair_whitelist": ["BTC/USDT"] } })
    }

    fn with(key: &str, value: Value) -> Result<Config, ConfigError> {
        let mut config = minimal();
        config[key] = value;
        Config::from_json(&config)
    }

    #[test]
    fn what_is_absent_has_freqtrades_defaults() {
        let config = Config::from_json(&minimal()).unwrap();
        assert!((config.dry_run_wallet - 1000.0).abs() < f64::EPSILON);
        assert!((config.tradable_balance_ratio - 0.99).abs() < f64::EPSILON);
        assert_eq!((config.fee, config.timeframe), (None, None));
        assert_eq!(config.timerange, TimeRange::all());
        assert!(config.overrides.is_empty());
    }

    #[test]
    fn unknown_keys_are_ignored_and_overrides_kept() {
        let config = with("stoploss", json!(-0.1)).unwrap();
        assert_eq!(config.overrides["stoploss"], json!(-0.1));
        assert!(with("telegram", json!({ "enabled": true })).is_ok());
    }

    #[test]
    fn a_wallet_per_currency() {
        let config = with("dry_run_wallet", json!({ "BTC": 1, "USDT": 500 })).unwrap();
        assert!((config.dry_run_wallet - 500.0).abs() < f64::EPSILON);
    }

    #[test]
    fn futures_are_isolated() {
        let futures = |margin_mode: &str| {
            let mut config = minimal();
            config["trading_mode"] = json!("futures");
            config["margin_mode"] = json!(margin_mode);
            Config::from_json(&config)
        };
        assert_eq!(futures("isolated").unwrap().trading_mode, TradingMode::Futures);
        assert!(futures("cross").unwrap_err().problem.contains("cross margin"));
        assert_eq!(futures("").unwrap_err().key, "margin_mode");
        for margin_mode in ["isolated", "cross", ""] {
            assert!(with("margin_mode", json!(margin_mode)).is_ok(), "of no effect in spot");
        }
    }

    #[test]
    fn each_fault_names_its_key_and_mend() {
        for (key, value) in [
            ("stake_amount", json!(null)),
            ("stake_amount", json!(-1)),
            ("stake_amount", json!("all")),
            ("stake_amount", json!(991)),
            ("exchange", json!(null)),
            ("exchange", json!({ "pair_whitelist": [] })),
            ("exchange", json!({ "pair_whitelist": ["BTC"] })),
            ("fee", json!(-0.001)),
            ("fee", json!("0.1%")),
            ("timeframe", json!("1x")),
            ("timerange", json!("20250101-20240101")),
            ("trading_mode", json!("margin")),
            ("trading_mode", json!("futures")),
            ("margin_mode", json!("Isolated")),
            ("liquidation_buffer", json!(1)),
            ("liquidation_buffer", json!(-0.01)),
            ("futures_funding_rate", json!("0.01 %")),
            ("enable_protections", json!("yes")),
            ("timeframe_detail", json!("5x")),
            ("protections", json!([])),
            ("dry_run_wallet", json!(0)),
        ] {
            let error = with(key, value.clone()).expect_err(key);
            let key = if value == "futures" { "margin_mode" } else { key };
            assert!(error.key.starts_with(key), "{key}: {error:?}");
            assert!(!error.problem.is_empty() && !error.help.is_empty(), "{error:?}");
        }
    }
}
