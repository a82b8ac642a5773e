//! The table of settings: the name of each, what its value may be, and how it is read.

use serde_json::{Map, Value};

use super::protections::{Fault, protections};
use super::{OrderType, OrderTypes, RoiTable, SettingError, Settings, UnfilledTimeout};
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;
use crate::model::timerange::TimeRange;

/// One setting: an entry of [`SETTINGS`].
#[derive(Debug)]
pub struct Setting {
    /// FreqTrade's name.
    pub name: &'static str,
    /// What its value is, for messages: `a number below 0`.
    pub value: &'static str,
    /// What it is when neither the script nor the config sets it, as it is written or in words.
    pub default: &'static str,
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
        default: "the config's",
        example: "\"1h\"",
        summary: "Length of the candles that signals are computed on.",
        set: |to, value| set(&mut to.timeframe, Timeframe::parse(value.as_str()?).ok()),
    },
    Setting {
        name: "minimal_roi",
        value: "a map of minutes to ratios",
        default: "#{}",
        example: "#{ \"0\": 0.10, \"1440\": 0.02 }",
        summary: "Profit targets by minutes since the entry, ratios of the stake.",
        set: |to, value| set(&mut to.minimal_roi, roi_table(value)),
    },
    Setting {
        name: "stoploss",
        value: "a ratio below 0",
        default: "-0.99",
        example: "-0.10",
        summary: "Distance of the stop from the entry, a ratio of the stake: at leverage 3, -0.3 is a move of 10 %.",
        set: |to, value| set(&mut to.stoploss, number(value).filter(|ratio| *ratio < 0.0)),
    },
    Setting {
        name: "trailing_stop",
        value: "true or false",
        default: "false",
        example: "true",
        summary: "Whether the stop follows the price.",
        set: |to, value| set(&mut to.trailing.stop, value.as_bool()),
    },
    Setting {
        name: "trailing_stop_positive",
        value: "a ratio above 0",
        default: "none",
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
        default: "0.0",
        example: "0.03",
        summary: "The profit from which `trailing_stop_positive` holds.",
        set: |to, value| set(&mut to.trailing.positive_offset, number(value).filter(|n| *n >= 0.0)),
    },
    Setting {
        name: "trailing_only_offset_is_reached",
        value: "true or false",
        default: "false",
        example: "true",
        summary: "Whether the stop stays where it is until the offset is reached.",
        set: |to, value| set(&mut to.trailing.only_offset_is_reached, value.as_bool()),
    },
    Setting {
        name: "use_exit_signal",
        value: "true or false",
        default: "true",
        example: "true",
        summary: "Whether exit signals close trades.",
        set: |to, value| set(&mut to.use_exit_signal, value.as_bool()),
    },
    Setting {
        name: "exit_profit_only",
        value: "true or false",
        default: "false",
        example: "false",
        summary: "Whether exit signals close only trades in profit.",
        set: |to, value| set(&mut to.exit_profit_only, value.as_bool()),
    },
    Setting {
        name: "exit_profit_offset",
        value: "a ratio",
        default: "0.0",
        example: "0.01",
        summary: "The profit that a trade must exceed for `exit_profit_only`.",
        set: |to, value| set(&mut to.exit_profit_offset, number(value)),
    },
    Setting {
        name: "ignore_roi_if_entry_signal",
        value: "true or false",
        default: "false",
        example: "false",
        summary: "Whether an entry signal holds back the profit target.",
        set: |to, value| set(&mut to.ignore_roi_if_entry_signal, value.as_bool()),
    },
    Setting {
        name: "use_custom_stoploss",
        value: "true or false",
        default: "true where `custom_stoploss` is defined",
        example: "true",
        summary: "Whether `custom_stoploss` moves the stop; on where it is defined.",
        set: |to, value| set(&mut to.use_custom_stoploss, value.as_bool()),
    },
    Setting {
        name: "stoploss_after_fill",
        value: "true or false",
        default: "false",
        example: "true",
        summary: "Whether `custom_stoploss` is also asked after each fill.",
        set: |to, value| set(&mut to.stoploss_after_fill, value.as_bool()),
    },
    Setting {
        name: "use_custom_roi",
        value: "true or false",
        default: "true where `custom_roi` is defined",
        example: "true",
        summary: "Whether `custom_roi` lowers the profit target; on where it is defined.",
        set: |to, value| set(&mut to.use_custom_roi, value.as_bool()),
    },
    Setting {
        name: "startup_candle_count",
        value: "a whole number from 0 to 100000",
        default: "what the plan needs",
        example: "200",
        summary: "Candles before the first signal, of each timeframe.",
        set: |to, value| {
            let count = whole(value).filter(|count| (0..=100_000).contains(count))?;
            set(&mut to.startup_candle_count, Some(usize::try_from(count).ok()))
        },
    },
    Setting {
        name: "can_short",
        value: "true or false",
        default: "false",
        example: "true",
        summary: "Whether short entries are traded; needs \"trading_mode\": \"futures\" in the config.",
        set: |to, value| set(&mut to.can_short, value.as_bool()),
    },
    Setting {
        name: "ignore_buying_expired_candle_after",
        value: "a number of seconds, 0 or more",
        default: "never",
        example: "1200",
        summary: "How long an entry signal holds on detail candles, seconds; needs \"timeframe_detail\" in the config.",
        set: |to, value| {
            let seconds = number(value).filter(|seconds| *seconds >= 0.0)?;
            set(&mut to.ignore_buying_expired_candle_after, Some(Some((seconds * 1_000.0) as i64)))
        },
    },
    Setting {
        name: "max_open_trades",
        value: "a whole number, -1 for any number of trades",
        default: "the config's",
        example: "3",
        summary: "Slots: how many trades may be open at once.",
        set: |to, value| set(&mut to.max_open_trades, whole(value).filter(|count| *count >= -1)),
    },
    Setting {
        name: "pair_basket",
        value: "a list of pairs of the whitelist",
        default: "the whitelist",
        example: "[\"BTC/USDT\", \"ETH/USDT\"]",
        summary: "The pairs to trade, in the order in which they are processed.",
        set: |to, value| set(&mut to.pair_basket, pairs(value).map(Some)),
    },
    Setting {
        name: "test_timeranges",
        value: "a list of [label, timerange] with labels of letters, digits, `_` and `-`, each once, none SUMMARY",
        default: "the config's timerange, labelled `full`",
        example: "[[\"bull_2021\", \"20210101-20211231\"]]",
        summary: "The timeranges to test, each a block of its own.",
        set: |to, value| set(&mut to.test_timeranges, timeranges(value).map(Some)),
    },
    Setting {
        name: "order_types",
        value: "a map of `entry` and `exit` to \"limit\" or \"market\"",
        default: "#{ entry: \"limit\", exit: \"limit\" }",
        example: "#{ entry: \"limit\", exit: \"limit\" }",
        summary: "Whether orders rest at a limit or take the market.",
        set: |to, value| set(&mut to.order_types, order_types(value)),
    },
    Setting {
        name: "unfilledtimeout",
        value: "a map of `entry` and `exit` to numbers, 1 or more, with `unit` \"minutes\" or \"seconds\"",
        default: "never",
        example: "#{ entry: 10, exit: 10, unit: \"minutes\" }",
        summary: "When open orders are given up.",
        set: |to, value| set(&mut to.unfilledtimeout, unfilledtimeout(value)),
    },
    Setting {
        name: "position_adjustment_enable",
        value: "true or false",
        default: "false",
        example: "true",
        summary: "Whether `adjust_trade_position` is asked on every candle.",
        set: |to, value| set(&mut to.position_adjustment_enable, value.as_bool()),
    },
    Setting {
        name: "max_entry_position_adjustment",
        value: "a whole number, -1 for any number of entries",
        default: "-1",
        example: "3",
        summary: "How many entries may be added to the first one of a trade.",
        set: |to, value| {
            let count = whole(value).filter(|count| *count >= -1);
            set(&mut to.max_entry_position_adjustment, count)
        },
    },
    Setting {
        name: "position_stacking",
        value: "true or false",
        default: "false",
        example: "true",
        summary: "Whether a pair may have several trades at once.",
        set: |to, value| set(&mut to.position_stacking, value.as_bool()),
    },
    Setting {
        name: "protections",
        value: "a list of maps with a `method` each",
        default: "[]",
        example: "[#{ method: \"CooldownPeriod\", stop_duration_candles: 2 }]",
        summary: "When pairs are locked after losses, where the config has \"enable_protections\": true: CooldownPeriod; StoplossGuard (trade_limit, required_profit, only_per_pair, only_per_side); LowProfitPairs (trade_limit, required_profit, only_per_side); MaxDrawdown (trade_limit, max_allowed_drawdown, calculation_mode \"ratios\" or \"equity\"); each with lookback_period or lookback_period_candles, and stop_duration, stop_duration_candles or unlock_at.",
        set: |to, value| set(&mut to.protections, protections(value).ok()),
    },
];

/// FreqTrade's attributes that change nothing in a backtest.
pub const NO_EFFECT: &[&str] = &[
    "INTERFACE_VERSION",
    "author",
    "disable_dataframe_checks",
    "order_time_in_force",
    "plot_config",
    "process_only_new_candles",
    "stoploss_on_exchange",
    "version",
];

impl Setting {
    pub(super) fn apply(
        &self,
        to: &mut Settings,
        value: &Value,
        in_config: bool,
    ) -> Result<(), SettingError> {
        (self.set)(to, value).ok_or_else(|| {
            // Of a value with parts, the part at fault.
            let part = if self.name == "protections" { protections(value).err() } else { None };
            let Fault { problem, help, part } =
                part.unwrap_or_else(|| self.fault(value, in_config));
            let instead = self.instead(value).filter(|_| !in_config);
            SettingError { name: self.name.into(), problem, help, instead, in_config, part }
        })
    }

    fn fault(&self, value: &Value, in_config: bool) -> Fault {
        Fault {
            problem: format!("must be {}, not {value}", self.value),
            help: if in_config {
                format!("mend \"{}\" in the config", self.name)
            } else {
                format!("write `const {} = {};`", self.name, self.example)
            },
            part: None,
        }
    }
}

impl Setting {
    /// The value that was likely meant: with the other sign, without quotes, as a whole number.
    fn instead(&self, value: &Value) -> Option<String> {
        let text = value.as_str().map(str::trim);
        let number = value.as_f64().or_else(|| text?.parse().ok());
        let flag = match (value, text.map(str::to_lowercase).as_deref()) {
            (_, Some("true")) => Some(true),
            (_, Some("false")) => Some(false),
            (Value::Number(n), _) if n.as_f64() == Some(1.0) => Some(true),
            (Value::Number(n), _) if n.as_f64() == Some(0.0) => Some(false),
            _ => None,
        };
        // A ratio with the other sign; a whole number means something else.
        let turned = number.filter(|n| n.abs() < 1.0).map(|n| -n);
        let numbers = number.into_iter().chain(turned).map(Value::from);
        let wholes = number.into_iter().map(|n| Value::from(n.round() as i64));
        let words = text.into_iter().map(|text| Value::from(text.to_lowercase()));
        let mut meant = flag.into_iter().map(Value::from).chain(wholes).chain(numbers).chain(words);
        let mut scratch = Settings::blank();
        let fits = |value: &Value| (self.set)(&mut scratch, value).is_some();
        meant.find(fits).map(|value| value.to_string())
    }
}

fn set<T>(place: &mut T, value: Option<T>) -> Option<()> {
    *place = value?;
    Some(())
}

pub(super) fn number(value: &Value) -> Option<f64> {
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
        // A block of that label is there already.
        let free = !label.is_empty() && label != "SUMMARY";
        if !free || !label.chars().all(fine) || !new {
            return None;
        }
        ranges.push((label.to_owned(), TimeRange::parse(range.as_str()?).ok()?));
    }
    (!ranges.is_empty()).then_some(ranges)
}

/// The keys of the reference, most of which a backtest passes over.
const ORDER_TYPES: [&str; 9] = [
    "entry",
    "exit",
    "emergency_exit",
    "force_entry",
    "force_exit",
    "stoploss",
    "stoploss_on_exchange",
    "stoploss_on_exchange_interval",
    "stoploss_on_exchange_limit_ratio",
];
const UNFILLED_TIMEOUT: [&str; 4] = ["entry", "exit", "exit_timeout_count", "unit"];

/// A map without keys that are none.
fn map_of<'a>(value: &'a Value, known: &[&str]) -> Option<&'a Map<String, Value>> {
    value.as_object().filter(|map| map.keys().all(|key| known.contains(&key.as_str())))
}

fn order_types(value: &Value) -> Option<OrderTypes> {
    let map = map_of(value, &ORDER_TYPES)?;
    let side = |key| match map.get(key).map_or(Some("limit"), Value::as_str)? {
        "limit" => Some(OrderType::Limit),
        "market" => Some(OrderType::Market),
        _ => None,
    };
    Some(OrderTypes { entry: side("entry")?, exit: side("exit")? })
}

fn unfilledtimeout(value: &Value) -> Option<UnfilledTimeout> {
    let map = map_of(value, &UNFILLED_TIMEOUT)?;
    let unit = match map.get("unit").map_or(Some("minutes"), Value::as_str)? {
        "minutes" => 60_000.0,
        "seconds" => 1_000.0,
        _ => return None,
    };
    let side = |key| match map.get(key).filter(|value| !value.is_null()) {
        None => Some(None),
        // Shorter ones the reference refuses.
        Some(value) => number(value).filter(|n| *n >= 1.0).map(|n| Some((n * unit) as i64)),
    };
    Some(UnfilledTimeout { entry_ms: side("entry")?, exit_ms: side("exit")? })
}
