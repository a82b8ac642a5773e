//! `rolling`, `ewm` and `expanding`, and what can be asked of them.

use super::{Kind, Word, pandas};

const fn window(
    name: &'static str,
    signatures: &'static [&'static str],
    summary: &'static str,
    example: &'static str,
) -> Word {
    Word { name, kind: Kind::Window, signatures, summary, example }
}

pub(super) static WORDS: &[Word] = &[
    window(
        "rolling",
        &["rolling(n: int) -> Window", "rolling(n: int, options: map) -> Window"],
        "The last n values; `#{ min_periods: m }` for a result from m values on.",
        "df[\"x\"] = df[\"close\"].rolling(20, #{ min_periods: 5 }).mean();",
    ),
    window(
        "ewm",
        &["ewm(options: map) -> Window"],
        "All values so far, with fading weights: one of `span`, `alpha`, `com`, `halflife`, and `adjust`, `min_periods`.",
        "df[\"x\"] = df[\"close\"].ewm(#{ span: 20, adjust: false }).mean();",
    ),
    window(
        "expanding",
        &["expanding() -> Window", "expanding(options: map) -> Window"],
        "All values so far; `#{ min_periods: m }` for a result from m values on.",
        "df[\"x\"] = df[\"close\"].expanding().max();",
    ),
    pandas("rolling.mean", Kind::Rolling, &["mean() -> Series"]),
    pandas("rolling.sum", Kind::Rolling, &["sum() -> Series"]),
    pandas("rolling.std", Kind::Rolling, &["std() -> Series"]),
    pandas("rolling.var", Kind::Rolling, &["var() -> Series"]),
    pandas("rolling.min", Kind::Rolling, &["min() -> Series"]),
    pandas("rolling.max", Kind::Rolling, &["max() -> Series"]),
    pandas("rolling.median", Kind::Rolling, &["median() -> Series"]),
    pandas("rolling.quantile", Kind::Rolling, &["quantile(q: float) -> Series"]),
    pandas("rolling.skew", Kind::Rolling, &["skew() -> Series"]),
    pandas("rolling.kurt", Kind::Rolling, &["kurt() -> Series"]),
    pandas("rolling.rank", Kind::Rolling, &["rank() -> Series"]),
    pandas("rolling.count", Kind::Rolling, &["count() -> Series"]),
    pandas("rolling.corr", Kind::Rolling, &["corr(other: Series) -> Series"]),
    pandas("rolling.cov", Kind::Rolling, &["cov(other: Series) -> Series"]),
    pandas("ewm.mean", Kind::Ewm, &["mean() -> Series"]),
    pandas("ewm.std", Kind::Ewm, &["std() -> Series"]),
    pandas("ewm.var", Kind::Ewm, &["var() -> Series"]),
    pandas("expanding.mean", Kind::Expanding, &["mean() -> Series"]),
    pandas("expanding.sum", Kind::Expanding, &["sum() -> Series"]),
    pandas("expanding.min", Kind::Expanding, &["min() -> Series"]),
    pandas("expanding.max", Kind::Expanding, &["max() -> Series"]),
    pandas("expanding.std", Kind::Expanding, &["std() -> Series"]),
];
