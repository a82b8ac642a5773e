//! What the name of a file says about the candles in it.

use std::path::Path;

use crate::data::store::stem_parts;
use crate::model::candle_key::CandleKey;
use crate::model::candle_type::CandleType;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;

/// How a file is written, the best one first where there are several of the same candles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Format {
    Feather,
    Parquet,
    JsonGz,
    Json,
    CsvGz,
    Csv,
}

impl Format {
    /// The ends of names.
    const ENDS: [(&'static str, Self); 6] = [
        (".feather", Self::Feather),
        (".parquet", Self::Parquet),
        (".json.gz", Self::JsonGz),
        (".json", Self::Json),
        (".csv.gz", Self::CsvGz),
        (".csv", Self::Csv),
    ];

    /// By the end of a name, with what stands before it.
    pub(super) fn of(name: &str) -> Option<(&str, Self)> {
        Self::ENDS.into_iter().find_map(|(end, format)| Some((name.strip_suffix(end)?, format)))
    }

    /// Why a file of the same candles is not read.
    pub(super) fn instead(self) -> String {
        let end = Self::ENDS.into_iter().find(|(_, format)| *format == self);
        format!("the same candles are taken from {}", end.map_or("", |(end, _)| end))
    }

    /// Whether it is a table with a line for each candle.
    pub(super) fn is_table(self) -> bool {
        matches!(self, Self::CsvGz | Self::Csv)
    }
}

/// The last part of a path, as text.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What FreqTrade's name of a file says without its end, wherever the file lies.
pub(super) fn key_of(stem: &str, pairs: &[Pair]) -> Option<CandleKey> {
    let kind = |stem: &str| CandleType::parse(stem.rsplit_once('-')?.1);
    let (pair, timeframe, candle_type) = match kind(stem) {
        Some(CandleType::Spot) | None => stem_parts(stem)?,
        Some(_) => stem_parts(&format!("futures/{stem}"))?,
    };
    // A sign in a pair may have become `_`: those that are known are meant first.
    let known = stem.rsplit_once('-').and_then(|(rest, _)| match candle_type {
        CandleType::Spot => Some(rest),
        _ => rest.rsplit_once('-').map(|(rest, _)| rest),
    });
    let known = pairs.iter().find(|pair| Some(pair.file_stem().as_str()) == known);
    let pair = known.cloned().unwrap_or(pair);
    let candle_type = match (candle_type, pair.settle()) {
        (CandleType::Spot, Some(_)) => CandleType::Futures,
        (other, _) => other,
    };
    Some(CandleKey { pair, timeframe, candle_type })
}

/// What a name may say: the exchange's symbol and a timeframe, as in Binance's archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Symbol {
    /// The one pair that has this symbol.
    pub pair: Option<Pair>,
    /// The timeframe.
    pub timeframe: Option<Timeframe>,
}

/// Reads `BTCUSDT-1h-2024-01` and `BTCUSDT-1h`.
pub(super) fn symbol_of(stem: &str, pairs: &[Pair]) -> Symbol {
    let mut parts = stem.split('-');
    let (Some(symbol), Some(timeframe)) = (parts.next(), parts.next()) else {
        return Symbol::default();
    };
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if symbol.is_empty() || !parts.all(is_number) {
        return Symbol::default();
    }
    let mut of_symbol =
        pairs.iter().filter(|pair| format!("{}{}", pair.base(), pair.quote()) == symbol);
    let pair = of_symbol.next().filter(|_| of_symbol.next().is_none());
    // A month would be a minute on some file systems.
    let timeframe = Timeframe::parse(&timeframe.replace("mo", "M")).ok();
    Symbol { pair: pair.cloned(), timeframe }
}

/// Why a file of this name holds no candles that are read; `None` where nothing speaks against it.
pub(super) fn why_not(name: &str) -> Option<&'static str> {
    if matches!(name.rsplit_once('.'), Some((_, "h5" | "hdf5"))) {
        return Some(
            "HDF5 is not read (an older FreqTrade turns it into feather: `freqtrade convert-data`)",
        );
    }
    let (stem, _) = Format::of(name)?;
    match stem.rsplit_once('-')?.1 {
        "trades" => Some("these are single trades, and no candles"),
        "index" | "premiumIndex" | "open_interest" => Some("candles of this kind are not used"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(names: &[&str]) -> Vec<Pair> {
        names.iter().map(|name| Pair::parse(name).unwrap()).collect()
    }

    #[test]
    fn names_of_freqtrade_are_read_wherever_they_lie() {
        let known = pairs(&["BTC/USDT:USDT", "A.X/USDT"]);
        let told = |stem| key_of(stem, &known).map(|key| key.to_string()).unwrap_or_default();
        assert_eq!(told("ETH_USDT-1h"), "ETH/USDT 1h");
        assert_eq!(told("ETH_USDT-1Mo"), "ETH/USDT 1M");
        assert_eq!(told("ETH_USDT_USDT-1h-mark"), "ETH/USDT:USDT 1h mark");
        assert_eq!(told("A_X_USDT-1d"), "A.X/USDT 1d");
        assert_eq!(told("BTC_USDT_USDT-5m"), "BTC/USDT:USDT 5m");
        assert_eq!(key_of("BTC_USDT_USDT-5m", &known).unwrap().candle_type, CandleType::Futures);
        for stem in ["notes", "BTCUSDT-1h-2024-01", "BTC_USDT-1x", "BTC_USDT-trades", "-", ""] {
            assert_eq!(key_of(stem, &known), None, "{stem}");
        }
    }

    #[test]
    fn symbols_are_those_of_one_known_pair() {
        let known = pairs(&["BTC/USDT", "BT/CUSDT", "ETH/USDT:USDT"]);
        let told = |stem| {
            let Symbol { pair, timeframe } = symbol_of(stem, &known);
            (pair.map(|pair| pair.to_string()), timeframe.map(|own| own.to_string()))
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(told("ETHUSDT-1h-2024-01"), (some("ETH/USDT:USDT"), some("1h")));
        assert_eq!(told("ETHUSDT-1mo-2024-01-31"), (some("ETH/USDT:USDT"), some("1M")));
        // Two pairs have it, or none.
        assert_eq!(told("BTCUSDT-4h"), (None, some("4h")));
        assert_eq!(told("XRPUSDT-4h-2024"), (None, some("4h")));
        assert_eq!(told("ETHUSDT-1h-spot"), (None, None));
        assert_eq!(told("prices"), (None, None));
    }
}
