//! The settings of a strategy: FreqTrade's attributes, from a script's consts and the config.

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
    /// Whether the value stands in the config.
    pub in_config: bool,
}

/// One setting: an entry of [`SETTINGS`].
#[derive(Debug)]
pub struct Setting {
    /// FreqTrade's name.
    pub name: &'static str,
    /// What its value is, for messages: `a number below 0`.
    pub value: &'static str,
    /// How it is written.
    pub example: &'static str,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// Puts a value in its place, or says that it is none.
    set: fn(&mut Settings, &Value) -> Option<()>,
}

/// All settings.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "timeframe",
        value: "a timeframe",
        example: "\"1h\"",
        summary: "Length of the candles that signals are computed on.",
        set: |to, value| set(&mut to.timeframe, Timeframe::parse(value.as_str()?).ok()),
    },
    Setting {
        name: "minimal_roi",
        value: "a map of minutes to ratios",
        example: "#{ \"0\": 0.10, \"1440\": 0.02 }",
        summary: "Profit targets by minutes since the entry.",
        set: |to, value| set(&mut to.minimal_roi, roi_table(value)),
    },
    Setting {
        name: "stoploss",
        value: "a ratio below 0",
        example: "-0.10",
        summary: "Distance of the stop from the entry.",
        set: |to, value| set(&mut to.stoploss, number(value).filter(|ratio| *ratio < 0.0)),
    },
    Setting {
        name: "trailing_stop",
        value: "true or false",
        example: "true",
        summary: "Whether the stop follows the price.",
        set: |to, value| set(&mut to.trailing.stop, value.as_bool()),
    },
    Setting {
        name: "trailing_stop_positive",
        value: "a ratio above 0",
        example: "0.02",
        summary: "Distance of the trailing stop once the offset is passed.",
        set: |to, value| {
            // FreqTrade's `None`.
            let positive = if value.is_null() { Some(None) } else { number(value).map(Some) };
            set(&mut to.trailing.positive, positive)
        },
    },
    Setting {
        name: "trailing_stop_positive_offset",
        value: "a ratio, 0 or above",
        example: "0.03",
        summary: "The profit from which `trailing_stop_positive` holds.",
        set: |to, value| set(&mut to.trailing.positive_offset, number(value).filter(|n| *n >= 0.0)),
    },
    Setting {
        name: "trailing_only_offset_is_reached",
        value: "true or false",
        example: "true",
        summary: "Whether the stop stays where it is until the offset is reached.",
        set: |to, value| set(&mut to.trailing.only_offset_is_reached, value.as_bool()),
    },
    Setting {
        name: "use_exit_signal",
        value: "true or false",
        example: "true",
        summary: "Whether exit signals close trades.",
        set: |to, value| set(&mut to.use_exit_signal, value.as_bool()),
    },
    Setting {
        name: "exit_profit_only",
        value: "true or false",
        example: "false",
        summary: "Whether exit signals close only trades in profit.",
        set: |to, value| set(&mut to.exit_profit_only, value.as_bool()),
    },
    Setting {
        name: "exit_profit_offset",
        value: "a ratio",
        example: "0.01",
        summary: "The profit that a trade must exceed for `exit_profit_only`.",
        set: |to, value| set(&mut to.exit_profit_offset, number(value)),
    },
    Setting {
        name: "ignore_roi_if_entry_signal",
        value: "true or false",
        example: "false",
        summary: "Whether an entry signal holds back the profit target.",
        set: |to, value| set(&mut to.ignore_roi_if_entry_signal, value.as_bool()),
    },
    Setting {
        name: "use_custom_stoploss",
        value: "true or false",
        example: "true",
        summary: "Whether `custom_stoploss` moves the stop; on where it is defined.",
        set: |to, value| set(&mut to.use_custom_stoploss, value.as_bool()),
    },
    Setting {
        name: "stoploss_after_fill",
        value: "true or false",
        example: "true",
        summary: "Whether `custom_stoploss` is also asked after each fill.",
        set: |to, value| set(&mut to.stoploss_after_fill, value.as_bool()),
    },
    Setting {
        name: "use_custom_roi",
        value: "true or false",
        example: "true",
        summary: "Whether `custom_roi` lowers the profit target; on where it is defined.",
        set: |to, value| set(&mut to.use_custom_roi, value.as_bool()),
    },
    Setting {
        name: "startup_candle_count",
        value: "a whole number from 0 to 100000",
        example: "200",
        summary: "Candles before the first signal, of each timeframe.",
        set: |to, value| {
            let count = whole(value).filter(|count| (0..=100_000).contains(count))?;
            set(&mut to.startup_candle_count, Some(usize::try_from(count).ok()))
        },
    },
    Setting {
        name: "max_open_trades",
        value: "a whole number, -1 for any number of trades",
        example: "3",
        summary: "Slots: how many trades may be open at once.",
        set: |to, value| set(&mut to.max_open_trades, whole(value).filter(|count| *count >= -1)),
    },
    Setting {
        name: "pair_basket",
        value: "a list of pairs of the whitelist",
        example: "[\"BTC/USDT\", \"ETH/USDT\"]",
        summary: "The pairs to trade, in the order in which they are processed.",
        set: |to, value| set(&mut to.pair_basket, pairs(value).map(Some)),
    },
    Setting {
        name: "test_timeranges",
        value: "a list of [label, timerange] with labels of letters, digits, `_` and `-`, each once",
        example: "[[\"bull_2021\", \"20210101-20211231\"]]",
        summary: "The timeranges to test, each a block of its own.",
        set: |to, value| set(&mut to.test_timeranges, timeranges(value).map(Some)),
    },
    Setting {
        name: "order_types",
        value: "a map of `entry` and `exit` to \"limit\" or \"market\"",
        example: "#{ entry: \"limit\", exit: \"limit\" }",
        summary: "Whether orders rest at a limit or take the market.",
        set: |to, value| set(&mut to.order_types, order_types(value)),
    },
    Setting {
        name: "unfilledtimeout",
        value: "a map of `entry` and `exit` to numbers, with `unit` \"minutes\" or \"seconds\"",
        example: "#{ entry: 10, exit: 10, unit: \"minutes\" }",
        summary: "When open orders are given up.",
        set: |to, value| set(&mut to.unfilledtimeout, unfilledtimeout(value)),
    },
];

/// Consts of the API that change nothing yet; a script that sets one cannot be simulated faithfully.
pub const LATER: &[&str] =
    &["can_short", "position_adjustment_enable", "position_stacking", "protections"];

impl Settings {
    /// A script's consts under a config: the config's values win, what neither sets has FreqTrade's
    /// default. The names of consts that the config overrides come with it.
    pub fn new(
        consts: &[(String, Value)],
        config: &Config,
    ) -> Result<(Self, Vec<&'static str>), SettingError> {
        let mut settings = Self::defaults(config);
        let mut overridden = Vec::new();
        let mut timeframe_is_set = config.timeframe.is_some();
        for setting in SETTINGS {
            let of_script = consts.iter().find(|(name, _)| name == setting.name).map(|(_, v)| v);
            let of_config = match (setting.name, config.timeframe) {
                ("timeframe", Some(timeframe)) => Some(Value::String(timeframe.to_string())),
                _ => config.overrides.get(setting.name).cloned(),
            };
            if let Some(value) = of_script {
                setting.apply(&mut settings, value, false)?;
                timeframe_is_set |= setting.name == "timeframe";
                if of_config.as_ref().is_some_and(|config| !same(config, value)) {
                    overridden.push(setting.name);
                }
            }
            if let Some(value) = of_config {
                setting.apply(&mut settings, &value, true)?;
            }
        }
        if !timeframe_is_set {
            return Err(SettingError {
                name: "timeframe".into(),
                problem: "is set neither by the script nor by the config".into(),
                help: "write `const timeframe = \"1h\";`".into(),
                in_config: false,
            });
        }
        settings.check_trailing(&|name| config.overrides.contains_key(name))?;
        Ok((settings, overridden))
    }

    fn defaults(config: &Config) -> Self {
        Self {
            timeframe: config.timeframe.unwrap_or(Timeframe::DAY),
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
            max_open_trades: -1,
            pair_basket: None,
            test_timeranges: None,
            order_types: OrderTypes { entry: OrderType::Limit, exit: OrderType::Limit },
            unfilledtimeout: UnfilledTimeout::default(),
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
                in_config: is_of_config(name),
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

impl Setting {
    fn apply(&self, to: &mut Settings, value: &Value, in_config: bool) -> Result<(), SettingError> {
        (self.set)(to, value).ok_or_else(|| SettingError {
            name: self.name.into(),
            problem: format!("must be {}, not {value}", self.value),
            help: if in_config {
                format!("mend \"{}\" in the config", self.name)
            } else {
                format!("write `const {} = {};`", self.name, self.example)
            },
            in_config,
        })
    }
}

fn set<T>(place: &mut T, value: Option<T>) -> Option<()> {
    *place = value?;
    Some(())
}

fn same(a: &Value, b: &Value) -> bool {
    a == b || a.as_f64().is_some_and(|a| Some(a) == b.as_f64())
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().filter(|number| number.is_finite())
}

fn whole(value: &Value) -> Option<i64> {
    let number = number(value).filter(|n| n.fract() == 0.0 && n.abs() < 9.0e15)?;
    Some(number as i64)
}

fn roi_table(value: &Value) -> Option<RoiTable> {
    let mut steps = Vec::new();
    for (minutes, ratio) in value.as_object()? {
        steps.push((minutes.trim().parse::<i64>().ok().filter(|m| *m >= 0)?, number(ratio)?));
    }
    steps.sort_by_key(|(minutes, _)| *minutes);
    Some(RoiTable(steps))
}

fn pairs(value: &Value) -> Option<Vec<Pair>> {
    let pairs: Option<Vec<Pair>> =
        value.as_array()?.iter().map(|pair| Pair::parse(pair.as_str()?).ok()).collect();
    pairs.filter(|pairs| !pairs.is_empty())
}

fn timeranges(value: &Value) -> Option<Vec<(String, TimeRange)>> {
    let mut ranges: Vec<(String, TimeRange)> = Vec::new();
    for entry in value.as_array()? {
        let [label, range] = entry.as_array()?.as_slice() else { return None };
        let label = label.as_str()?;
        let fine = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let new = !ranges.iter().any(|(other, _)| other == label);
        if label.is_empty() || !label.chars().all(fine) || !new {
            return None;
        }
        ranges.push((label.to_owned(), TimeRange::parse(range.as_str()?).ok()?));
    }
    (!ranges.is_empty()).then_some(ranges)
}

fn order_types(value: &Value) -> Option<OrderTypes> {
    let map = value.as_object()?;
    let side = |key| match map.get(key).map_or(Some("limit"), Value::as_str)? {
        "limit" => Some(OrderType::Limit),
        "market" => Some(OrderType::Market),
        _ => None,
    };
    Some(OrderTypes { entry: side("entry")?, exit: side("exit")? })
}

fn unfilledtimeout(value: &Value) -> Option<UnfilledTimeout> {
    let map = value.as_object()?;
    let unit = match map.get("unit").map_or(Some("minutes"), Value::as_str)? {
        "minutes" => 60_000.0,
        "seconds" => 1_000.0,
        _ => return None,
    };
    let side = |key| match map.get(key).filter(|value| !value.is_null()) {
        None => Some(None),
        Some(value) => number(value).filter(|n| *n >= 0.0).map(|n| Some((n * unit) as i64)),
    };
    Some(UnfilledTimeout { entry_ms: side("entry")?, exit_ms: side("exit")? })
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
    ) -> Result<(Settings, Vec<&'static str>), SettingError> {
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
    fn every_setting_stands_once() {
        let names: Vec<_> = SETTINGS.iter().map(|setting| setting.name).collect();
        for (at, name) in names.iter().enumerate() {
            assert!(!names[..at].contains(name), "{name} stands twice");
        }
    }
}
