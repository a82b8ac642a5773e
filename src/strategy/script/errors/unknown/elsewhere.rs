//! Names that mean something in TA-Lib, pandas or Python and nothing here: never a slip of the keyboard.

use crate::diag::Diagnostic;

/// Indicators by the names that other libraries and traders have for them, and what they are called here.
const INDICATORS: &[(&[&str], &str)] = &[
    (&["ICHIMOKU"], "yata::IchimokuCloud"),
    (&["KLINGER", "KVO", "KO"], "yata::KlingerVolumeOscillator"),
    (&["KST"], "yata::KnowSureThing"),
    (&["FISHER"], "yata::FisherTransform"),
    (&["HULL", "HULLMA"], "ta::HMA"),
    (&["EOM", "EMV"], "yata::EaseOfMovement"),
    (&["CKSP"], "yata::ChandeKrollStop"),
    (&["RVGI"], "yata::RelativeVigorIndex"),
    (&["WOODIES", "WCCI"], "yata::WoodiesCCI"),
    (&["ENVELOPE", "MAE"], "yata::Envelopes"),
    (&["SMMA", "WILDER", "WILDERS", "WWMA"], "ta::RMA"),
    (&["KELTNER", "KELTNER_CHANNELS", "KCH"], "ta::KC"),
    (&["DONCHIAN_CHANNELS", "DC", "DONCH"], "ta::DONCHIAN"),
    (&["BB", "BOLLINGER", "BOLLINGER_BANDS", "BOLL"], "ta::BBANDS"),
    (&["PSAR", "PARABOLIC_SAR"], "ta::SAR"),
    (&["UO"], "ta::ULTOSC"),
    (&["MASS", "MASS_INDEX"], "ta::MASSI"),
    (&["CHAIKIN", "CHAIKIN_OSCILLATOR", "ADOSCILLATOR"], "ta::ADOSC"),
    (&["ADL", "ACCDIST"], "ta::AD"),
    (&["STOCHASTIC", "STOCHASTICS", "SLOWSTOCH"], "ta::STOCH"),
    (&["STOCHASTIC_RSI", "SRSI"], "ta::STOCHRSI"),
    (&["LSMA"], "ta::LINEARREG"),
    (&["WILLIAMS", "WILLIAMS_R", "WPR"], "ta::WILLR"),
    (&["AWESOME", "AWESOME_OSCILLATOR"], "ta::AO"),
    (&["TRUE_RANGE", "TR"], "ta::TRANGE"),
    (&["ELDER_RAY", "ERI_INDEX"], "ta::ERI"),
    (&["SUPER_TREND", "ST"], "ta::SUPERTREND"),
    (&["CHANDE", "CHANDE_MOMENTUM"], "ta::CMO"),
    (&["FRACTALS"], "ta::FRACTAL"),
];

/// Indicators that others have, and nobody here.
const NOWHERE: &[&str] = &[
    "ALMA",
    "ATRTS",
    "CHOP",
    "CONNORS_RSI",
    "CRSI",
    "CTI",
    "EWO",
    "FRAMA",
    "HURST",
    "JMA",
    "LRSI",
    "MCGD",
    "PIVOT",
    "PIVOTS",
    "PMAX",
    "QQE",
    "RMI",
    "SQUEEZE",
    "SQZMI",
    "SSL",
    "SSLCHANNELS",
    "STC",
    "SWI",
    "VPVR",
    "WAVETREND",
    "ZIGZAG",
    "ZSCORE",
];

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
        &["timedelta", "Timedelta"],
        "AQ109",
        "",
        "times are minutes apart: `ctx.current_time + 120` is two hours later",
    ),
    (
        &["timestamp", "datetime", "now", "utcnow", "today", "time", "Timestamp"],
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

/// What to do about the name of an indicator of another library: it is no slip of the keyboard.
pub(super) fn indicator(name: &str) -> Option<String> {
    let upper = name.to_uppercase();
    let here = INDICATORS.iter().find(|(names, _)| names.contains(&upper.as_str()));
    let here = here.map(|(_, here)| format!("here it is `{here}`"));
    let nowhere = NOWHERE.contains(&upper.as_str());
    here.or_else(|| nowhere.then(|| "`autoquant api --search WORD` looks for what there is".into()))
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

#[cfg(test)]
mod tests {
    use super::{INDICATORS, NOWHERE, indicator};
    use crate::indicators::{function, functions};

    #[test]
    fn names_of_others_lead_to_functions_that_are_there() {
        for (names, here) in INDICATORS {
            let (module, name) = here.split_once("::").expect("a module and a name");
            assert!(function(module, name).is_some(), "{here}");
            for name in *names {
                assert!(indicator(&name.to_lowercase()).is_some_and(|help| help.contains(here)));
            }
        }
        for name in INDICATORS.iter().flat_map(|(names, _)| *names).chain(NOWHERE) {
            let is_here = functions().any(|known| known.operation.name.eq_ignore_ascii_case(name));
            assert!(!is_here, "{name} is there");
        }
    }
}
