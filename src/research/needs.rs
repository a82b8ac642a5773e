//! The candles that a workspace needs: those of its config, and those that its strategies ask for beyond it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::workspace::Workspace;
use crate::fetch::Wanted;
use crate::job::{Prepared, mark_prices};
use crate::model::candle_key::CandleKey;
use crate::model::candle_type::CandleType;
use crate::model::config::{Config, NotTraded};
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;
use crate::model::timerange::TimeRange;
use crate::strategy::plan::Parameters;

/// Candles before a timerange, of each timeframe: room for indicators that strategies do not have yet.
const WARM_UP: i64 = 500;

/// 2017-07-01: the exchange had no candles before.
const BEGINNING: i64 = 1_498_867_200_000;

/// What a workspace needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The candles, by pair, timeframe and kind.
    pub candles: Vec<Wanted>,
    /// The pairs that are traded.
    pub pairs: Vec<Pair>,
    /// The strategies that cannot be read: what they need is not known.
    pub unknown: Vec<String>,
}

/// Needs that make no sense.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NeedsError {
    /// Nobody says in which timeframes.
    #[error("config.json says no timeframes, and there is no strategy that does")]
    NoTimeframes,
    /// A pair of the other market.
    #[error(transparent)]
    Pair(#[from] NotTraded),
    /// The timerange has not begun.
    #[error("the timerange {timerange} lies in the future")]
    Future {
        /// The timerange.
        timerange: String,
    },
}

impl NeedsError {
    /// The mend.
    pub fn help(&self) -> String {
        match self {
            Self::NoTimeframes => {
                "write \"autoquant\": { \"timeframes\": [\"1h\", \"4h\", \"1d\"] } into config.json"
                    .into()
            }
            Self::Pair(error) => error.help(),
            Self::Future { .. } => {
                "choose a \"timerange\" in config.json that begins before today".into()
            }
        }
    }
}

impl Needs {
    /// What a workspace needs at a time.
    pub fn of(workspace: &Workspace, now: i64) -> Result<Self, NeedsError> {
        let config = &workspace.config;
        for pair in &config.pair_whitelist {
            config.trading_mode.check(pair)?;
        }
        let mut reach = Reach::default();
        let mut pairs = config.pair_whitelist.clone();
        let own = config.timeframe.iter().chain(&workspace.timeframes);
        for timeframe in own {
            for pair in &config.pair_whitelist {
                reach.add(pair, *timeframe, &config.timerange, WARM_UP);
                reach.trade(pair, &config.timerange, config);
            }
        }
        let mut unknown = Vec::new();
        for strategy in workspace.active_or_none().unwrap_or_default() {
            let script = strategy.read().ok();
            let prepared =
                script.and_then(|script| Prepared::new(&script, config, &Parameters::new()).ok());
            let Some(prepared) = prepared else {
                unknown.push(strategy.name);
                continue;
            };
            let warm_up = WARM_UP.max(i64::try_from(prepared.startup).unwrap_or(WARM_UP));
            for (_, timerange) in prepared.timeranges(config) {
                for CandleKey { pair, timeframe, .. } in prepared.candles() {
                    reach.add(&pair, timeframe, &timerange, warm_up);
                }
                for pair in &prepared.basket {
                    reach.trade(pair, &timerange, config);
                }
            }
            pairs.extend(prepared.basket.iter().cloned());
        }
        pairs.sort();
        pairs.dedup();
        let candles = reach.wanted(config, now)?;
        Ok(Self { candles, pairs, unknown })
    }
}

/// How far candles reach: from the earliest start to the latest stop.
#[derive(Default)]
struct Reach {
    candles: BTreeMap<(Pair, i64), (Timeframe, Range<i64>)>,
    /// Between which dates pairs are traded.
    traded: BTreeMap<Pair, Range<i64>>,
}

impl Reach {
    fn add(&mut self, pair: &Pair, timeframe: Timeframe, timerange: &TimeRange, warm_up: i64) {
        let floor = |date: i64| timeframe.floor(date).unwrap_or(date);
        let start = timerange
            .start()
            .map_or(BEGINNING, |start| floor(start - warm_up * timeframe.ms()).max(BEGINNING));
        // Both ends are in.
        let end = timerange.stop().map_or(i64::MAX, |stop| timeframe.after(floor(stop)));
        let known = self.candles.entry((pair.clone(), timeframe.ms()));
        let (_, span) = known.or_insert_with(|| (timeframe, start..end));
        *span = span.start.min(start)..span.end.max(end);
    }

    /// A pair is traded over a timerange: what its trades are followed on needs no warm-up.
    fn trade(&mut self, pair: &Pair, timerange: &TimeRange, config: &Config) {
        let mark = (!config.trading_mode.is_spot()).then(|| mark_prices(config, pair));
        let mark = mark.filter(|key| key.candle_type != CandleType::Mark);
        for timeframe in config.timeframe_detail.into_iter().chain(mark.map(|key| key.timeframe)) {
            self.add(pair, timeframe, timerange, 0);
        }
        let start = timerange.start().map_or(BEGINNING, |start| start.max(BEGINNING));
        let end = timerange.stop().map_or(i64::MAX, |stop| stop + Timeframe::HOUR.ms());
        let span = self.traded.entry(pair.clone()).or_insert_with(|| start..end);
        *span = span.start.min(start)..span.end.max(end);
    }

    fn wanted(self, config: &Config, now: i64) -> Result<Vec<Wanted>, NeedsError> {
        if self.candles.is_empty() {
            return Err(NeedsError::NoTimeframes);
        }
        let timerange = &config.timerange;
        if timerange.start().is_some_and(|start| start > now) {
            return Err(NeedsError::Future { timerange: timerange.to_string() });
        }
        let mut candles = Vec::new();
        for ((pair, _), (timeframe, span)) in self.candles {
            config.trading_mode.check(&pair)?;
            let over = timeframe.floor(now).unwrap_or(now);
            let span = span.start..span.end.min(over);
            candles.push(Wanted { key: CandleKey::trades(&pair, timeframe), span });
        }
        for (pair, span) in self.traded.iter().filter(|_| !config.trading_mode.is_spot()) {
            let (mark, rates) = (mark_prices(config, pair), CandleKey::funding_rates(pair));
            let over = mark.timeframe.floor(now).unwrap_or(now);
            for (key, now) in [(mark, over), (rates, now)] {
                if key.candle_type != CandleType::Futures {
                    candles.push(Wanted { key, span: span.start..span.end.min(now) });
                }
            }
        }
        candles.retain(|wanted| !wanted.span.is_empty());
        Ok(candles)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::timerange::{format_minute, parse_date};

    /// What a workspace without strategies needs, a line for each file.
    fn needs(keys: &str, pair: &str) -> String {
        let text = format!(
            r#"{{ "stake_amount": 100, "timerange": "20240101-20240201", {keys}
                  "exchange": {{ "name": "binance", "pair_whitelist": ["{pair}"] }},
                  "autoquant": {{ "timeframes": ["1h"] }} }}"#
        );
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::with_config(folder.path(), &text).unwrap();
        let needs = Needs::of(&workspace, parse_date("20240301").unwrap()).unwrap();
        let line = |wanted: Wanted| {
            let Wanted { key, span } = wanted;
            format!("{key}: {} to {}\n", format_minute(span.start), format_minute(span.end))
        };
        needs.candles.into_iter().map(line).collect()
    }

    #[test]
    fn what_trades_are_followed_on_needs_no_warm_up() {
        let detail = r#""timeframe_detail": "5m","#;
        insta::assert_snapshot!(needs(detail, "A/USDT"), @r"
        A/USDT 5m: 2024-01-01 00:00 to 2024-02-01 00:05
        A/USDT 1h: 2023-12-11 04:00 to 2024-02-01 01:00
        ");
        let futures = r#""trading_mode": "futures", "margin_mode": "isolated","#;
        insta::assert_snapshot!(needs(futures, "A/USDT:USDT"), @r"
        A/USDT:USDT 1h: 2023-12-11 04:00 to 2024-02-01 01:00
        A/USDT:USDT 1h mark: 2024-01-01 00:00 to 2024-02-01 01:00
        A/USDT:USDT 1h funding_rate: 2024-01-01 00:00 to 2024-02-01 01:00
        ");
    }
}
