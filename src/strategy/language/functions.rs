//! Functions on columns, parameters, and what only callbacks use.

use super::{Kind, Word, pandas};

const fn word(
    name: &'static str,
    kind: Kind,
    signatures: &'static [&'static str],
    summary: &'static str,
    example: &'static str,
) -> Word {
    Word { name, kind, signatures, summary, example }
}

pub(super) static WORDS: &[Word] = &[
    word(
        "where",
        Kind::Function,
        &["where(cond: Series, a: Series | float, b: Series | float) -> Series"],
        "The first value where the condition holds, else the second.",
        "df[\"x\"] = where(df[\"close\"] > df[\"open\"], df[\"high\"], df[\"low\"]);",
    ),
    word(
        "max",
        Kind::Function,
        &[
            "max(a: Series | float, b: Series | float) -> Series",
            "max(a: float, b: float) -> float",
        ],
        "The larger of two values; NaN where one is missing.",
        "df[\"x\"] = max(df[\"close\"], df[\"open\"]);",
    ),
    word(
        "min",
        Kind::Function,
        &[
            "min(a: Series | float, b: Series | float) -> Series",
            "min(a: float, b: float) -> float",
        ],
        "The smaller of two values; NaN where one is missing.",
        "df[\"x\"] = min(df[\"close\"], df[\"open\"]);",
    ),
    pandas("bars_since", Kind::Function, &["bars_since(cond: Series) -> Series"]),
    word(
        "informative",
        Kind::Function,
        &[
            "informative(timeframe: string) -> DataFrame",
            "informative(timeframe: string, pair: string) -> DataFrame",
        ],
        "Candles of a longer timeframe or of another pair; their columns appear in `df` as `{column}_{tf}` and `{base}_{quote}_{column}_{tf}`.",
        "let d1 = informative(\"1d\"); d1[\"ema\"] = ta::EMA(d1, 50); df[\"up\"] = df[\"close\"] > df[\"ema_1d\"];",
    ),
    word(
        "int_param",
        Kind::Parameter,
        &[
            "int_param(name: string, low: int, high: int, default: int) -> Series",
            "int_param(name: string, low: int, high: int, default: int, step: int) -> Series",
        ],
        "Declares a whole number to tune; a plain number in callbacks.",
        "df[\"x\"] = ta::RSI(df, int_param(\"period\", 5, 30, 14));",
    ),
    word(
        "decimal_param",
        Kind::Parameter,
        &[
            "decimal_param(name: string, low: float, high: float, default: float) -> Series",
            "decimal_param(name: string, low: float, high: float, default: float, step: float) -> Series",
        ],
        "Declares a number to tune; a plain number in callbacks.",
        "df[\"x\"] = df[\"close\"] > df[\"open\"] * decimal_param(\"k\", 1.0, 1.1, 1.01);",
    ),
    word(
        "categorical_param",
        Kind::Parameter,
        &["categorical_param(name: string, choices: array, default: string) -> string"],
        "Declares a choice of words to tune.",
        "df[\"x\"] = if categorical_param(\"ma\", [\"EMA\", \"SMA\"], \"EMA\") == \"EMA\" { ta::EMA(df, 20) } else { ta::SMA(df, 20) };",
    ),
    word(
        "bool_param",
        Kind::Parameter,
        &["bool_param(name: string, default: bool) -> bool"],
        "Declares a switch to tune.",
        "if bool_param(\"use_volume\", true) { df[\"x\"] = df[\"volume\"] > 0; }",
    ),
    word(
        "value",
        Kind::Parameter,
        &["value -> int | float | string | bool"],
        "The number of a parameter itself, for a branch or a loop.",
        "for n in 1..=int_param(\"count\", 1, 5, 3).value { df[`ema${n}`] = ta::EMA(df, n * 10); }",
    ),
    word(
        "is_nan",
        Kind::Callback,
        &["is_nan(x: float) -> bool"],
        "Whether a value is missing.",
        "fn custom_exit(ctx) { !is_nan(ctx.candle[\"close\"]) && ctx.candle[\"close\"] > ctx.trade.open_rate * 1.1 }",
    ),
    word(
        "stoploss_from_open",
        Kind::Callback,
        &[
            "stoploss_from_open(open_relative_stop: float, current_profit: float) -> float",
            "stoploss_from_open(open_relative_stop: float, current_profit: float, is_short: bool) -> float",
            "stoploss_from_open(open_relative_stop: float, current_profit: float, is_short: bool, leverage: float) -> float",
        ],
        "A stop at a profit from the entry, as `custom_stoploss` answers it; without the last two arguments of a long trade without leverage.",
        "fn custom_stoploss(ctx) { if ctx.current_profit > 0.05 { stoploss_from_open(0.02, ctx.current_profit, ctx.trade.is_short, ctx.trade.leverage) } }",
    ),
    word(
        "stoploss_from_absolute",
        Kind::Callback,
        &[
            "stoploss_from_absolute(stop_rate: float, current_rate: float) -> float",
            "stoploss_from_absolute(stop_rate: float, current_rate: float, is_short: bool) -> float",
            "stoploss_from_absolute(stop_rate: float, current_rate: float, is_short: bool, leverage: float) -> float",
        ],
        "A stop at a rate, as `custom_stoploss` answers it; without the last two arguments of a long trade without leverage.",
        "fn custom_stoploss(ctx) { stoploss_from_absolute(ctx.candle[\"low\"], ctx.current_rate) }",
    ),
    word(
        "lock_pair",
        Kind::Callback,
        &[
            "lock_pair(pair: string, until: Time)",
            "lock_pair(pair: string, until: Time, reason: string)",
            "lock_pair(pair: string, until: Time, reason: string, side: string)",
        ],
        "Keeps a pair, or all with \"*\", from being entered until the end of the candle that a time lies in.",
        "fn order_filled(ctx) { if !ctx.order.is_entry && ctx.order.price < ctx.trade.open_rate { lock_pair(ctx.pair, ctx.current_time + 1440, \"a loss\") } }",
    ),
    word(
        "candle_at",
        Kind::Callback,
        &["ctx.candle_at(k: int) -> Candle"],
        "The candle so many before the last closed one; NaN beyond the first one and the last 1,000.",
        "fn custom_exit(ctx) { ctx.candle[\"close\"] < ctx.candle_at(1)[\"low\"] }",
    ),
    word(
        "candle",
        Kind::Callback,
        &[
            "ctx.candle[\"x\"] -> float | bool | string | Time",
            "ctx.candle.x -> float | bool | string | Time",
        ],
        "A column's value on the last closed candle.",
        "fn custom_exit(ctx) { ctx.candle[\"close\"] < ctx.candle.low * 1.001 }",
    ),
    word(
        "total_seconds",
        Kind::Callback,
        &["(a - b).total_seconds() -> float"],
        "The difference of two times in seconds; by itself it is in minutes.",
        "fn custom_exit(ctx) { (ctx.current_time - ctx.trade.open_date).total_seconds() > 86400.0 }",
    ),
];
