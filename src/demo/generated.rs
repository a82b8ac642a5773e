//! What is generated for a trading mode: candles of all kinds, and what the exchange says beside them.

use super::generate::{DemoPair, generate};
use super::perpetual::{DemoPerpetual, perpetuals};
use super::walk::HOUR;
use crate::model::candle_key::CandleKey;
use crate::model::candle_type::CandleType;
use crate::model::candles::Candles;
use crate::model::config::TradingMode;
use crate::model::leverage::LeverageTiers;
use crate::model::market::Markets;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;

/// Candles of less than an hour begin on 2025-01-01: five years of them would be most of the demo.
const SHORT_FROM: i64 = 1_735_689_600_000;

/// The markets of a seed.
pub(super) enum Generated {
    Spot(Vec<DemoPair>),
    Futures(Vec<DemoPerpetual>),
}

impl Generated {
    pub(super) fn of(trading_mode: TradingMode, seed: u64) -> Self {
        match trading_mode {
            TradingMode::Spot => Self::Spot(generate(seed)),
            TradingMode::Futures => Self::Futures(perpetuals(seed)),
        }
    }

    /// The candles that there are when trades are wanted in some timeframes.
    pub(super) fn keys(&self, timeframes: &[Timeframe]) -> Vec<CandleKey> {
        let hour = timeframe("1h");
        let trades =
            |candle_type| timeframes.iter().map(move |timeframe| (*timeframe, candle_type));
        let (pairs, kinds): (Vec<Pair>, Vec<_>) = match self {
            Self::Spot(pairs) => (
                pairs.iter().map(|demo| pair(demo.pair)).collect(),
                trades(CandleType::Spot).collect(),
            ),
            Self::Futures(perpetuals) => (
                perpetuals.iter().map(|demo| demo.pair.clone()).collect(),
                trades(CandleType::Futures)
                    .chain([(hour, CandleType::Mark), (hour, CandleType::FundingRate)])
                    .collect(),
            ),
        };
        let keys_of = |pair: &Pair| {
            let key = |(timeframe, candle_type): &(Timeframe, CandleType)| CandleKey {
                pair: pair.clone(),
                timeframe: *timeframe,
                candle_type: *candle_type,
            };
            kinds.iter().map(key).collect::<Vec<CandleKey>>()
        };
        pairs.iter().flat_map(keys_of).collect()
    }

    /// The candles of one of those keys.
    pub(super) fn candles(&self, key: &CandleKey) -> Candles {
        let known = "the key is one of those above";
        match self {
            Self::Spot(pairs) => {
                let demo = pairs.iter().find(|demo| demo.pair == key.pair.as_str()).expect(known);
                demo.hourly.aggregate(key.timeframe)
            }
            Self::Futures(perpetuals) => {
                let demo = perpetuals.iter().find(|demo| demo.pair == key.pair).expect(known);
                match key.candle_type {
                    CandleType::Mark => demo.mark.clone(),
                    CandleType::FundingRate => demo.funding.clone(),
                    CandleType::Spot | CandleType::Futures => trades(demo, key.timeframe),
                }
            }
        }
    }

    /// The exchange's rules.
    pub(super) fn markets(&self) -> Markets {
        let markets = match self {
            Self::Spot(pairs) => {
                pairs.iter().map(|demo| (demo.pair.to_owned(), demo.market.clone())).collect()
            }
            Self::Futures(perpetuals) => {
                perpetuals.iter().map(|demo| (demo.pair.to_string(), demo.market.clone())).collect()
            }
        };
        Markets { exchange: "demo".into(), markets, ..Markets::default() }
    }

    /// What it lends; `None` where it lends nothing.
    pub(super) fn tiers(&self) -> Option<LeverageTiers> {
        match self {
            Self::Spot(_) => None,
            Self::Futures(perpetuals) => {
                let tiers =
                    perpetuals.iter().map(|demo| (demo.pair.to_string(), demo.tiers.clone()));
                Some(tiers.collect())
            }
        }
    }
}

/// The candles of a perpetual's trades.
fn trades(demo: &DemoPerpetual, timeframe: Timeframe) -> Candles {
    let quarters = &demo.quarters;
    let first = if timeframe.ms() < HOUR { quarters.date.before(SHORT_FROM) } else { 0 };
    quarters.slice(first..quarters.len()).aggregate(timeframe)
}

/// Whether there are generated candles of a timeframe: of hours, for futures of quarters of an hour, and of
/// what they add up to.
pub fn has(trading_mode: TradingMode, wanted: Timeframe) -> bool {
    let shortest = timeframe(match trading_mode {
        TradingMode::Spot => "1h",
        TradingMode::Futures => "15m",
    });
    wanted.is_regular() && wanted.ms() % shortest.ms() == 0
}

pub(super) fn timeframe(text: &str) -> Timeframe {
    Timeframe::parse(text).expect("it is a timeframe")
}

fn pair(text: &str) -> Pair {
    Pair::parse(text).expect("the demo's pairs are pairs")
}
