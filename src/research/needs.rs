//! The candles that a workspace needs: those of its config, and those that its strategies ask for beyond it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::workspace::Workspace;
use crate::fetch::Wanted;
use crate::job::Prepared;
use crate::model::candle_key::CandleKey;
use crate::model::candle_type::CandleType;
use crate::model::config::{Config, TradingMode};
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;
use crate::model::timerange::TimeRange;
use crate::strategy::plan::Parameters;

/// Candles before a timerange, of each timeframe: room for indicators that strategies do not have yet.
const WARM_UP: i64 = 500;

/// 2017-07-01: the exchange had no candles before.
const BEGINNING: i64 = 1_498_867_200_000;

/// The timeframe of mark prices and funding rates, as FreqTrade keeps them.
const FUNDING: &str = "1h";

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
    #[error("{pair} is no pair of the {market} market")]
    Market {
        /// The pair.
        pair: String,
        /// The market.
        market: &'static str,
        /// A pair as it would be.
        like: String,
    },
    /// A future that is settled in something else than its quote currency.
    #[error(
        "{pair} is settled in another currency than it is quoted in, and such futures are not known here"
    )]
    Settlement {
        /// The pair.
        pair: String,
    },
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
            Self::Market { like, .. } => format!(
                "write \"{like}\" in exchange.pair_whitelist of config.json, or choose another \"trading_mode\""
            ),
            Self::Settlement { .. } => {
                "name pairs such as \"BTC/USDT:USDT\" in exchange.pair_whitelist of config.json"
                    .into()
            }
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
        let mut reach = Reach::default();
        let mut pairs = config.pair_whitelist.clone();
        let own = config.timeframe.iter().chain(&workspace.timeframes);
        for timeframe in own {
            for pair in &config.pair_whitelist {
                reach.add(pair, *timeframe, &config.timerange, WARM_UP);
            }
        }
        let mut unknown = Vec::new();
        // Its plan is the same in both markets.
        let spot = Config { trading_mode: TradingMode::Spot, ..config.clone() };
        for strategy in workspace.active_or_none().unwrap_or_default() {
            let script = strategy.read().ok();
            let prepared =
                script.and_then(|script| Prepared::new(&script, &spot, &Parameters::new()).ok());
            let Some(prepared) = prepared else {
                unknown.push(strategy.name);
                continue;
            };
            let warm_up = WARM_UP.max(i64::try_from(prepared.startup).unwrap_or(WARM_UP));
            for CandleKey { pair, timeframe, .. } in prepared.candles() {
                for (_, timerange) in prepared.timeranges(config) {
                    reach.add(&pair, timeframe, &timerange, warm_up);
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
struct Reach(BTreeMap<(Pair, i64), (Timeframe, Range<i64>)>);

impl Reach {
    fn add(&mut self, pair: &Pair, timeframe: Timeframe, timerange: &TimeRange, warm_up: i64) {
        let floor = |date: i64| timeframe.floor(date).unwrap_or(date);
        let start = timerange
            .start()
            .map_or(BEGINNING, |start| floor(start - warm_up * timeframe.ms()).max(BEGINNING));
        // Both ends are in.
        let end = timerange.stop().map_or(i64::MAX, |stop| timeframe.after(floor(stop)));
        let known = self.0.entry((pair.clone(), timeframe.ms()));
        let (_, span) = known.or_insert_with(|| (timeframe, start..end));
        *span = span.start.min(start)..span.end.max(end);
    }

    fn wanted(self, config: &Config, now: i64) -> Result<Vec<Wanted>, NeedsError> {
        if self.0.is_empty() {
            return Err(NeedsError::NoTimeframes);
        }
        let timerange = &config.timerange;
        if timerange.start().is_some_and(|start| start > now) {
            return Err(NeedsError::Future { timerange: timerange.to_string() });
        }
        let is_futures = config.trading_mode == TradingMode::Futures;
        let mut candles = Vec::new();
        let mut hulls: BTreeMap<Pair, Range<i64>> = BTreeMap::new();
        for ((pair, _), (timeframe, span)) in self.0 {
            check_market(&pair, is_futures)?;
            let over = timeframe.floor(now).unwrap_or(now);
            let span = span.start..span.end.min(over);
            if span.is_empty() {
                continue;
            }
            let hull = hulls.entry(pair.clone()).or_insert_with(|| span.clone());
            *hull = hull.start.min(span.start)..hull.end.max(span.end);
            let candle_type = if is_futures { CandleType::Futures } else { CandleType::Spot };
            candles.push(Wanted { key: CandleKey { pair, timeframe, candle_type }, span });
        }
        if is_futures {
            let timeframe = Timeframe::parse(FUNDING).expect("it is one");
            for (pair, span) in hulls {
                // They are needed while something is held: no warm-up.
                let start = timerange.start().map_or(span.start, |start| start.max(span.start));
                for (candle_type, now) in [
                    (CandleType::Mark, timeframe.floor(now).unwrap_or(now)),
                    (CandleType::FundingRate, now),
                ] {
                    let end = timerange.stop().map_or(now, |stop| now.min(stop + timeframe.ms()));
                    let (pair, span) = (pair.clone(), start..end);
                    candles.push(Wanted { key: CandleKey { pair, timeframe, candle_type }, span });
                }
            }
            candles.retain(|wanted| !wanted.span.is_empty());
        }
        Ok(candles)
    }
}

/// A future names the currency it is settled in, and only those are known that are settled in their quote.
fn check_market(pair: &Pair, is_futures: bool) -> Result<(), NeedsError> {
    let (base, quote) = (pair.base(), pair.quote());
    match pair.settle() {
        Some(settle) if is_futures && settle != quote => {
            return Err(NeedsError::Settlement { pair: pair.to_string() });
        }
        settle if settle.is_some() == is_futures => return Ok(()),
        _ => {}
    }
    let market = if is_futures { "futures" } else { "spot" };
    let like =
        if is_futures { format!("{base}/{quote}:{quote}") } else { format!("{base}/{quote}") };
    Err(NeedsError::Market { pair: pair.to_string(), market, like })
}
