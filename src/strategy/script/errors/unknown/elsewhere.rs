//! Names that mean something in TA-Lib, pandas or Python and nothing here: never a slip of the keyboard.

use crate::diag::Diagnostic;

/// TA-Lib's functions, and indicators that other libraries have.
const INDICATORS: &str = "\
    AD ADOSC ADX ADXR APO AROON AROONOSC ATR AVGPRICE AVGDEV BBANDS BETA BOP CCI CMO CORREL DEMA DX EMA \
    HT_DCPERIOD HT_DCPHASE HT_PHASOR HT_SINE HT_TRENDLINE HT_TRENDMODE IMI KAMA LINEARREG LINEARREG_ANGLE \
    LINEARREG_INTERCEPT LINEARREG_SLOPE MA MACD MACDEXT MACDFIX MAMA MAVP MAX MAXINDEX MEDPRICE MFI MIDPOINT \
    MIDPRICE MIN MININDEX MINMAX MINMAXINDEX MINUS_DI MINUS_DM MOM NATR OBV PLUS_DI PLUS_DM PPO ROC ROCP ROCR \
    ROCR100 RSI SAR SAREXT SMA STDDEV STOCH STOCHF STOCHRSI SUM T3 TEMA TRANGE TRIMA TRIX TSF TYPPRICE ULTOSC \
    VAR WCLPRICE WILLR WMA ACOS ASIN ATAN CEIL COS COSH EXP FLOOR LN LOG10 SIN SINH SQRT TAN TANH ADD DIV \
    MULT SUB \
    SUPERTREND VWAP VWMA HMA ZLEMA ALMA FRAMA VIDYA RMA ICHIMOKU KELTNER DONCHIAN CMF EFI PVT KST TSI AO \
    CHOP VORTEX FISHER HEIKINASHI PIVOT PSAR QQE SSL STC UO DPO MASSI COPPOCK HURST ZSCORE";

/// Names with a code, what is said of them (`""`: that there is no such function), and what to do.
type Told = (&'static [&'static str], &'static str, &'static str, &'static str);

/// Functions of pandas, Python and Rhai.
const FUNCTIONS: &[Told] = &[
    (
        &[
            "last",
            "first",
            "item",
            "to_numpy",
            "tolist",
            "to_list",
            "squeeze",
            "unique",
            "nunique",
            "value_counts",
            "describe",
            "idxmax",
            "idxmin",
            "argmax",
            "argmin",
            "get",
        ],
        "AQ130",
        "a script never reads single values",
        "a column stands for each candle's value; look back with `.shift(n)`",
    ),
    (
        &["any"],
        "AQ102",
        "a column has no single value",
        "whether it held on one of 20 candles: `cond.rolling(20).max() == 1`",
    ),
    (
        &["all"],
        "AQ102",
        "a column has no single value",
        "whether it held on each of 20 candles: `cond.rolling(20).min() == 1`",
    ),
    (
        &["len", "size", "length"],
        "AQ109",
        "",
        "a script does not know how many candles there are; count some: `cond.rolling(20).sum()`",
    ),
    (
        &["rand", "random", "randint", "uniform", "normal", "seed", "shuffle", "sample", "choice"],
        "AQ109",
        "",
        "nothing is left to chance: a script gives the same plan every time",
    ),
    (
        &[
            "timedelta",
            "timestamp",
            "datetime",
            "now",
            "utcnow",
            "today",
            "time",
            "Timestamp",
            "Timedelta",
        ],
        "AQ109",
        "",
        "a callback reads `ctx.current_time`, and two times differ by a number of minutes",
    ),
    (
        &["total_minutes", "total_hours", "total_days", "minutes", "hours", "days", "seconds"],
        "AQ109",
        "",
        "two times differ by a number of minutes: `ctx.current_time - ctx.trade.open_date > 120`",
    ),
    (
        &["clamp"],
        "AQ109",
        "",
        "numbers of a callback: `min(max(x, 0.02), 0.1)`; a column: `x.clip(0.02, 0.1)`",
    ),
    (&["avg", "average", "nanmean"], "AQ109", "", "write `.rolling(20).mean()`"),
    (&["hour", "minute", "day", "month"], "AQ109", "", "read the column: `df[\"hour\"]`"),
    (&["weekday", "dayofweek", "day_name"], "AQ109", "", "read the column: `df[\"dayofweek\"]`"),
    (
        &["replace", "mask", "map", "combine_first"],
        "AQ109",
        "",
        "choose with a condition: `where(df[\"x\"] == 0, 1, df[\"x\"])`",
    ),
    (&["insert", "assign", "eval", "rename"], "AQ109", "", "write `df[\"name\"] = …`"),
    (
        &["groupby", "resample", "asfreq", "merge", "join", "concat", "append", "merge_asof"],
        "AQ109",
        "",
        "candles of another timeframe or pair: `informative(\"4h\")`, `informative(\"4h\", \"ETH/USDT\")`",
    ),
    (&["interpolate"], "AQ250", "`interpolate` would read the future", "fill forward: `.ffill()`"),
    (
        &[
            "sort",
            "sort_values",
            "sort_index",
            "reset_index",
            "set_index",
            "reindex",
            "reverse",
            "transpose",
        ],
        "AQ109",
        "",
        "candles stay in their order: leave it out",
    ),
    (
        &["agg", "aggregate", "transform", "applymap", "pipe", "query", "melt", "pivot"],
        "AQ109",
        "",
        "describe the column with operators, `where` and `rolling`",
    ),
    (&["nlargest", "nsmallest", "mode", "sem", "prod"], "AQ109", "", "see `autoquant api rolling`"),
];

/// What has no value here where pandas has one: a property or a column of that name.
const PROPERTIES: &[Told] = &[
    (
        &["iloc", "iat", "at", "loc", "values", "index", "array", "T"],
        "AQ130",
        "a script never reads single values",
        "a column stands for each candle's value; look back with `.shift(n)`",
    ),
    (
        &["columns", "dtypes", "dtype"],
        "AQ130",
        "a script does not list its columns",
        "ask for one by its name: `\"rsi\" in df`",
    ),
    (
        &["shape", "empty", "size"],
        "AQ130",
        "a script does not know how many candles there are",
        "leave it out: candles are there when it runs",
    ),
    (&["ta"], "AQ129", "indicators are in a module", "write `ta::RSI(df, 14)`"),
    (
        &["dt"],
        "AQ134",
        "dates have no `.dt` here",
        "read `df[\"hour\"]`, `df[\"minute\"]`, `df[\"dayofweek\"]`, `df[\"day\"]`, `df[\"month\"]`",
    ),
    (
        &["str"],
        "AQ104",
        "a column holds no strings",
        "only the tags `enter_tag` and `exit_tag` are words",
    ),
];

/// Whether a name is that of an indicator, here or elsewhere.
pub(super) fn is_indicator(name: &str) -> bool {
    INDICATORS.split_whitespace().any(|known| known == name) || name.starts_with("CDL")
}

/// What is said of a function of pandas', Python's or Rhai's.
pub(super) fn function(name: &str) -> Option<Diagnostic> {
    let (_, code, message, help) =
        FUNCTIONS.iter().find(|(names, ..)| names.contains(&name)).or_else(|| of(name))?;
    let none = format!("there is no function `{name}`");
    let message = if message.is_empty() { none } else { (*message).to_owned() };
    Some(Diagnostic::error(code, message).with_help(*help))
}

/// What is said of a property of pandas'.
pub(in super::super) fn property(name: &str) -> Option<Diagnostic> {
    of(name).map(|(_, code, message, help)| Diagnostic::error(code, *message).with_help(*help))
}

fn of(name: &str) -> Option<&'static Told> {
    PROPERTIES.iter().find(|(names, ..)| names.contains(&name))
}
