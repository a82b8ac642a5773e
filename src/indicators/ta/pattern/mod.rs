//! Candlestick patterns.
//!
//! A file is a rule about a few candles, the newest last, and the measures that say what is long,
//! short, near or equal beside the candles before them. 100 is a bullish pattern, −100 a bearish
//! one, where it has a direction at all, and 0 none. What the rules share is one loop in [`scan`].
#![expect(clippy::inline_always, reason = "loops for the vector unit stay whole: see `vectorized`")]

mod block;
mod candle;
mod cdl2crows;
mod cdl3blackcrows;
mod cdl3inside;
mod cdl3linestrike;
mod cdl3outside;
mod cdl3starsinsouth;
mod cdl3whitesoldiers;
mod cdlabandonedbaby;
mod cdladvanceblock;
mod cdlbelthold;
mod cdlbreakaway;
mod cdlclosingmarubozu;
mod cdlconcealbabyswall;
mod cdlcounterattack;
mod cdldarkcloudcover;
mod cdldoji;
mod cdldojistar;
mod cdldragonflydoji;
mod cdlengulfing;
mod cdleveningdojistar;
mod cdleveningstar;
mod cdlgapsidesidewhite;
mod cdlgravestonedoji;
mod cdlhammer;
mod cdlhangingman;
mod cdlharami;
mod cdlharamicross;
mod cdlhighwave;
mod cdlhikkake;
mod cdlhikkakemod;
mod cdlhomingpigeon;
mod cdlidentical3crows;
mod cdlinneck;
mod cdlinvertedhammer;
mod cdlkicking;
mod cdlkickingbylength;
mod cdlladderbottom;
mod cdllongleggeddoji;
mod cdllongline;
mod cdlmarubozu;
mod cdlmatchinglow;
mod cdlmathold;
mod cdlmorningdojistar;
mod cdlmorningstar;
mod cdlonneck;
mod cdlpiercing;
mod cdlrickshawman;
mod cdlrisefall3methods;
mod cdlseparatinglines;
mod cdlshootingstar;
mod cdlshortline;
mod cdlspinningtop;
mod cdlstalledpattern;
mod cdlsticksandwich;
mod cdltakuri;
mod cdltasukigap;
mod cdlthrusting;
mod cdltristar;
mod cdlunique3river;
mod cdlupsidegap2crows;
mod cdlxsidegap3methods;
mod measure;
mod scan;

use candle::{Candle, all, any, higher, within};
use measure::{
    BODY_DOJI, BODY_LONG, BODY_SHORT, EQUAL, FAR, Measure, NEAR, SHADOW_SHORT, SHADOW_VERY_SHORT,
};
use scan::{lookback, scan, scan_from};

use crate::indicators::{Kind, Operation, Parameter};

/// TA-Lib's heading.
const GROUP: &str = "Pattern Recognition";

/// How deep into the first body a later candle has to go, or may go, as a part of that body.
const fn penetration(default: f64) -> Parameter {
    let name = "penetration";
    Parameter { name, kind: Kind::Real, low: 0.0, high: 3e37, default: Some(default) }
}

/// The functions, by name.
pub(super) static TABLE: &[&Operation] = &[
    &cdl2crows::CDL2CROWS,
    &cdl3blackcrows::CDL3BLACKCROWS,
    &cdl3inside::CDL3INSIDE,
    &cdl3linestrike::CDL3LINESTRIKE,
    &cdl3outside::CDL3OUTSIDE,
    &cdl3starsinsouth::CDL3STARSINSOUTH,
    &cdl3whitesoldiers::CDL3WHITESOLDIERS,
    &cdlabandonedbaby::CDLABANDONEDBABY,
    &cdladvanceblock::CDLADVANCEBLOCK,
    &cdlbelthold::CDLBELTHOLD,
    &cdlbreakaway::CDLBREAKAWAY,
    &cdlclosingmarubozu::CDLCLOSINGMARUBOZU,
    &cdlconcealbabyswall::CDLCONCEALBABYSWALL,
    &cdlcounterattack::CDLCOUNTERATTACK,
    &cdldarkcloudcover::CDLDARKCLOUDCOVER,
    &cdldoji::CDLDOJI,
    &cdldojistar::CDLDOJISTAR,
    &cdldragonflydoji::CDLDRAGONFLYDOJI,
    &cdlengulfing::CDLENGULFING,
    &cdleveningdojistar::CDLEVENINGDOJISTAR,
    &cdleveningstar::CDLEVENINGSTAR,
    &cdlgapsidesidewhite::CDLGAPSIDESIDEWHITE,
    &cdlgravestonedoji::CDLGRAVESTONEDOJI,
    &cdlhammer::CDLHAMMER,
    &cdlhangingman::CDLHANGINGMAN,
    &cdlharami::CDLHARAMI,
    &cdlharamicross::CDLHARAMICROSS,
    &cdlhighwave::CDLHIGHWAVE,
    &cdlhikkake::CDLHIKKAKE,
    &cdlhikkakemod::CDLHIKKAKEMOD,
    &cdlhomingpigeon::CDLHOMINGPIGEON,
    &cdlidentical3crows::CDLIDENTICAL3CROWS,
    &cdlinneck::CDLINNECK,
    &cdlinvertedhammer::CDLINVERTEDHAMMER,
    &cdlkicking::CDLKICKING,
    &cdlkickingbylength::CDLKICKINGBYLENGTH,
    &cdlladderbottom::CDLLADDERBOTTOM,
    &cdllongleggeddoji::CDLLONGLEGGEDDOJI,
    &cdllongline::CDLLONGLINE,
    &cdlmarubozu::CDLMARUBOZU,
    &cdlmatchinglow::CDLMATCHINGLOW,
    &cdlmathold::CDLMATHOLD,
    &cdlmorningdojistar::CDLMORNINGDOJISTAR,
    &cdlmorningstar::CDLMORNINGSTAR,
    &cdlonneck::CDLONNECK,
    &cdlpiercing::CDLPIERCING,
    &cdlrickshawman::CDLRICKSHAWMAN,
    &cdlrisefall3methods::CDLRISEFALL3METHODS,
    &cdlseparatinglines::CDLSEPARATINGLINES,
    &cdlshootingstar::CDLSHOOTINGSTAR,
    &cdlshortline::CDLSHORTLINE,
    &cdlspinningtop::CDLSPINNINGTOP,
    &cdlstalledpattern::CDLSTALLEDPATTERN,
    &cdlsticksandwich::CDLSTICKSANDWICH,
    &cdltakuri::CDLTAKURI,
    &cdltasukigap::CDLTASUKIGAP,
    &cdlthrusting::CDLTHRUSTING,
    &cdltristar::CDLTRISTAR,
    &cdlunique3river::CDLUNIQUE3RIVER,
    &cdlupsidegap2crows::CDLUPSIDEGAP2CROWS,
    &cdlxsidegap3methods::CDLXSIDEGAP3METHODS,
];
