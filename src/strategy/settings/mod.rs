//! The settings of a strategy: FreqTrade's attributes, from a script's consts and the config.

mod protections;
mod table;

pub use protections::{DrawdownMode, Method, Part, Protection, Span, Stop, protection_keys};
pub use table::{NO_EFFECT, SETTINGS, Setting};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::config::Config;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;
use crate::model::timerange::TimeRange;

/// Everything that a strategy sets besides its columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "FreqTrade's switches, one by one")]
pub struct Settings {
    /// Length of the base candles.
    pub timeframe: Timeframe,
    /// Profit targets by duration.
    pub minimal_roi: RoiTable,
    /// Distance of the stop from the entry, a ratio below 0.
    pub stoploss: f64,
    /// How the stop follows the price.
    pub trailing: Trailing,
    /// Whether exit signals close trades.
    pub use_exit_signal: bool,
    /// Whether exit signals close only trades in profit.
    pub exit_profit_only: bool,
    /// The profit ratio that counts as profit there.
    pub exit_profit_offset: f64,
    /// Whether an entry signal holds back the profit target.
    pub ignore_roi_if_entry_signal: bool,
    /// Whether the stop is the strategy's own.
    pub use_custom_stoploss: bool,
    /// Whether it is also asked for after each fill.
    pub stoploss_after_fill: bool,
    /// Whether the profit target is the strategy's own.
    pub use_custom_roi: bool,
    /// Candles before the first signal; what the plan needs when absent.
    pub startup_candle_count: Option<usize>,
    /// Whether short entries are traded.
    pub can_short: bool,
    /// How long an entry signal holds on detail candles behind the first one, milliseconds; for as long as its
    /// candle when absent.
    pub ignore_buying_expired_candle_after: Option<i64>,
    /// Slots; below 0 for any number.
    pub max_open_trades: i64,
    /// The pairs it trades; the whitelist when absent.
    pub pair_basket: Option<Vec<Pair>>,
    /// The labelled timeranges it is tested on; one over everything when absent.
    pub test_timeranges: Option<Vec<(String, TimeRange)>>,
    /// Whether entries and exits are limit or market orders.
    pub order_types: OrderTypes,
    /// When open orders are given up.
    pub unfilledtimeout: UnfilledTimeout,
    /// Whether `adjust_trade_position` is asked.
    pub position_adjustment_enable: bool,
    /// How often may be added to a position; below 0 for any number of times.
    pub max_entry_position_adjustment: i64,
    /// Whether a pair may have several trades at once.
    pub position_stacking: bool,
    /// When pairs are locked; they act where the config says so.
    pub protections: Vec<Protection>,
}

/// Profit targets by minutes since the entry order, ascending.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RoiTable(pub Vec<(i64, f64)>);

impl RoiTable {
    /// The entry that holds after `minutes`: that of the largest key that is not larger.
    pub fn at(&self, minutes: i64) -> Option<(i64, f64)> {
        self.0.iter().rev().find(|(key, _)| *key <= minutes).copied()
    }

    /// The smallest key that is larger than `minutes`.
    pub fn next(&self, minutes: i64) -> Option<i64> {
        self.0.iter().map(|(key, _)| *key).find(|key| *key > minutes)
    }
}

/// How the stop follows the price.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trailing {
    /// `trailing_stop`.
    pub stop: bool,
    /// `trailing_stop_positive`: the distance once the offset is passed.
    pub positive: Option<f64>,
    /// `trailing_stop_positive_offset`.
    pub positive_offset: f64,
    /// `trailing_only_offset_is_reached`.
    pub only_offset_is_reached: bool,
}

/// Whether orders rest at a limit or take the market.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OrderType {
    /// At a price.
    Limit,
    /// At the open.
    Market,
}

/// The order types that a backtest looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderTypes {
    /// Of entries.
    pub entry: OrderType,
    /// Of exits.
    pub exit: OrderType,
}

/// When open orders are given up, in milliseconds after they were placed; never when absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnfilledTimeout {
    /// Entry orders.
    pub entry_ms: Option<i64>,
    /// Exit orders.
    pub exit_ms: Option<i64>,
}

/// A setting with a value that it cannot have.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("`{name}` {problem}")]
pub struct SettingError {
    /// The setting.
    pub name: String,
    /// What is wrong with its value.
    pub problem: String,
    /// What to write instead.
    pub help: String,
    /// The value that was likely meant, as a script writes it.
    pub instead: Option<String>,
    /// Whether the value stands in the config.
    pub in_config: bool,
    /// The part of a list that is at fault.
    pub part: Option<Part>,
}

impl Settings {
    /// A script's consts under a config: the config's values win, what neither sets has FreqTrade's
    /// default. The names of consts that the config overrides come with it; where values are none, all of
    /// those do.
    pub fn new(
        consts: &[(String, Value)],
        config: &Config,
    ) -> Result<(Self, Vec<&'static str>), Vec<SettingError>> {
        let mut settings = Self::defaults(config);
        let (mut overridden, mut errors) = (Vec::new(), Vec::new());
        let mut timeframe_is_set = config.timeframe.is_some();
        for setting in SETTINGS {
            let of_script = consts.iter().find(|(name, _)| name == setting.name).map(|(_, v)| v);
            let of_config = match (setting.name, config.timeframe) {
                ("timeframe", Some(timeframe)) => Some(Value::String(timeframe.to_string())),
                _ => config.overrides.get(setting.name).cloned(),
            };
            if let Some(value) = of_script {
                errors.extend(setting.apply(&mut settings, value, false).err());
                timeframe_is_set |= setting.name == "timeframe";
                if of_config.as_ref().is_some_and(|config| !same(config, value)) {
                    overridden.push(setting.name);
                }
            }
            if let Some(value) = of_config {
                errors.extend(setting.apply(&mut settings, &value, true).err());
            }
        }
        if !timeframe_is_set {
            errors.push(SettingError {
                name: "timeframe".into(),
                problem: "is set neither by the script nor by the config".into(),
                help: "write `const timeframe = \"1h\";`".into(),
                instead: None,
                in_config: false,
                part: None,
            });
        }
        if errors.is_empty() {
            let is_of_config = |name: &str| config.overrides.contains_key(name);
            errors.extend(settings.check_trailing(&is_of_config).err());
        }
        if errors.is_empty() { Ok((settings, overridden)) } else { Err(errors) }
    }

    /// How many trades of one pair are likely to be open at once, at most.
    pub fn most_trades_of_a_pair(&self) -> usize {
        const LIKELY: i64 = 10;
        match self.max_open_trades {
            _ if !self.position_stacking => 1,
            slots if slots < 1 => LIKELY as usize,
            slots => slots.min(LIKELY) as usize,
        }
    }

    fn defaults(config: &Config) -> Self {
        Self { timeframe: config.timeframe.unwrap_or(Timeframe::DAY), ..Self::blank() }
    }

    /// FreqTrade's defaults.
    fn blank() -> Self {
        Self {
            timeframe: Timeframe::DAY,
            minimal_roi: RoiTable::default(),
            stoploss: -0.99,
            trailing: Trailing::default(),
            use_exit_signal: true,
            exit_profit_only: false,
            exit_profit_offset: 0.0,
            ignore_roi_if_entry_signal: false,
            use_custom_stoploss: false,
            stoploss_after_fill: false,
            use_custom_roi: false,
            startup_candle_count: None,
            can_short: false,
            ignore_buying_expired_candle_after: None,
            max_open_trades: -1,
            pair_basket: None,
            test_timeranges: None,
            order_types: OrderTypes { entry: OrderType::Limit, exit: OrderType::Limit },
            unfilledtimeout: UnfilledTimeout::default(),
            position_adjustment_enable: false,
            max_entry_position_adjustment: -1,
            position_stacking: false,
            protections: Vec::new(),
        }
    }

    /// The combinations that the reference refuses.
    fn check_trailing(&self, is_of_config: &dyn Fn(&str) -> bool) -> Result<(), SettingError> {
        let Trailing { stop, positive, positive_offset, only_offset_is_reached } = self.trailing;
        let wrong = |name: &str, problem: &str, help: &str| {
            Err(SettingError {
                name: name.into(),
                problem: problem.into(),
                help: help.into(),
                instead: None,
                in_config: is_of_config(name),
                part: None,
            })
        };
        match positive {
            _ if !stop => Ok(()),
            Some(0.0) => wrong(
                "trailing_stop_positive",
                "must not be 0",
                "leave it out, or give the distance as a ratio, such as 0.02",
            ),
            None if only_offset_is_reached => wrong(
                "trailing_only_offset_is_reached",
                "needs `trailing_stop_positive`",
                if is_of_config("trailing_only_offset_is_reached") {
                    "write \"trailing_stop_positive\": 0.02"
                } else {
                    "write `const trailing_stop_positive = 0.02;`"
                },
            ),
            Some(positive) if positive_offset > 0.0 && positive_offset <= positive => wrong(
                "trailing_stop_positive_offset",
                "must be greater than `trailing_stop_positive`",
                "raise the offset above the distance",
            ),
            _ => Ok(()),
        }
    }
}

fn same(a: &Value, b: &Value) -> bool {
    a == b || a.as_f64().is_some_and(|a| Some(a) == b.as_f64())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn config(overrides: &Value) -> Config {
        let mut json =
            json!({ "stake_amount": 10, "exchange": { "pair_whitelist": ["BTC/USDT"] } });
        for (key, value) in overrides.as_object().unwrap() {
            json[key] = value.clone();
        }
        Config::from_json(&json).unwrap()
    }

    fn read(
        consts: &Value,
        overrides: &Value,
    ) -> Result<(Settings, Vec<&'static str>), Vec<SettingError>> {
        let consts: Vec<_> =
            consts.as_object().unwrap().iter().map(|(k, v)| (k.clone(), v.clone())).collect();
        Settings::new(&consts, &config(overrides))
    }

    #[test]
    fn the_largest_reached_key_holds() {
        let consts =
            json!({ "timeframe": "1h", "minimal_roi": { "240": 0.04, "0": 0.08, "30": 0.05 } });
        let roi = read(&consts, &json!({})).unwrap().0.minimal_roi;
        assert_eq!(roi.at(0), Some((0, 0.08)));
        assert_eq!(roi.at(30), Some((30, 0.05)));
        assert_eq!(roi.at(239), Some((30, 0.05)));
        assert_eq!(RoiTable(vec![(60, 0.1)]).at(59), None);
        assert_eq!(
            [0, 29, 30, 240].map(|minutes| roi.next(minutes)),
            [Some(30), Some(30), Some(240), None]
        );
    }

    #[test]
    fn the_config_wins_and_says_so() {
        let consts = json!({ "timeframe": "1h", "stoploss": -0.1, "trailing_stop": true });
        let overrides = json!({ "stoploss": -0.2, "trailing_stop": true, "max_open_trades": 3 });
        let (settings, overridden) = read(&consts, &overrides).unwrap();
        assert!((settings.stoploss + 0.2).abs() < 1e-12 && settings.max_open_trades == 3);
        assert_eq!(overridden, ["stoploss"]);
    }

    #[test]
    fn what_the_reference_refuses_is_refused() {
        for consts in [
            json!({ "timeframe": "1h", "stoploss": 0 }),
            json!({ "timeframe": "1h", "stoploss": 0.1 }),
            json!({ "timeframe": "60" }),
            json!({}),
            json!({ "timeframe": "1h", "trailing_stop": true, "trailing_stop_positive": 0 }),
            json!({ "timeframe": "1h", "trailing_stop": true, "trailing_only_offset_is_reached": true }),
            json!({ "timeframe": "1h", "trailing_stop": true, "trailing_stop_positive": 0.02,
                "trailing_stop_positive_offset": 0.02 }),
            json!({ "timeframe": "1h", "minimal_roi": { "x": 1 } }),
            json!({ "timeframe": "1h", "test_timeranges": [["a", "20210101-"], ["a", "20220101-"]] }),
            json!({ "timeframe": "1h", "startup_candle_count": 1.5 }),
            json!({ "timeframe": "1h", "unfilledtimeout": { "unit": "hours" } }),
        ] {
            assert!(read(&consts, &json!({})).is_err(), "{consts}");
        }
    }

    #[test]
    fn the_default_in_words_is_the_default() {
        let defaults = Settings::defaults(&config(&json!({})));
        let mut tried = 0;
        for setting in SETTINGS {
            let json =
                setting.default.replace("#{ entry", "{ \"entry\"").replace(", exit", ", \"exit\"");
            let Ok(value) = serde_json::from_str::<Value>(&json.replace("#{}", "{}")) else {
                continue;
            };
            let mut settings = defaults.clone();
            setting.apply(&mut settings, &value, false).unwrap();
            assert_eq!(settings, defaults, "{}", setting.name);
            tried += 1;
        }
        assert_eq!(tried, 16);
    }

    #[test]
    fn every_setting_stands_once() {
        let names: Vec<_> = SETTINGS.iter().map(|setting| setting.name).collect();
        for (at, name) in names.iter().enumerate() {
            assert!(!names[..at].contains(name), "{name} stands twice");
        }
    }
}
