//! yata's indicators: values of candles, and the signals that yata reads from them.
//!
//! A signal is a number from −1 (sell) to 1 (buy), and 0 where yata gives none.

mod aroon;
mod average_directional_index;
mod awesome_oscillator;
mod bollinger_bands;
mod chaikin_money_flow;
mod chaikin_oscillator;
mod chande_kroll_stop;
mod chande_momentum_oscillator;
mod commodity_channel_index;
mod coppock_curve;
mod detrended_price_oscillator;
mod donchian_channel;
mod ease_of_movement;
mod elders_force_index;
mod envelopes;
mod fisher_transform;
mod hull_moving_average;
mod ichimoku_cloud;
mod kaufman;
mod keltner_channel;
mod klinger_volume_oscillator;
mod know_sure_thing;
mod macd;
mod momentum_index;
mod money_flow_index;
mod parabolic_sar;
mod pivot_reversal_strategy;
mod price_channel_strategy;
mod relative_strength_index;
mod relative_vigor_index;
mod smi_ergodic_indicator;
mod stochastic_oscillator;
mod trend_strength_index;
mod trix;
mod true_strength_index;
mod woodies_cci;

use yata::core::{Error, IndicatorConfig, IndicatorInstance, IndicatorResult};
use yata::indicators::{
    AverageDirectionalIndex, AwesomeOscillator, ChaikinOscillator, ChandeKrollStop, CoppockCurve,
    IchimokuCloud, Kaufman, KlingerVolumeOscillator, KnowSureThing, MACD, MomentumIndex,
    ParabolicSAR, RelativeVigorIndex, SMIErgodicIndicator, TrendStrengthIndex, TrueStrengthIndex,
    WoodiesCCI,
};

use super::average::Average;
use super::rows::{Results, walk};
use super::signal;
use crate::indicators::{Input, Operation};

/// The heading.
const GROUP: &str = "yata indicators";

/// The indicators, by name.
pub(super) static TABLE: &[&Operation] = &[
    &aroon::AROON,
    &average_directional_index::AVERAGE_DIRECTIONAL_INDEX,
    &awesome_oscillator::AWESOME_OSCILLATOR,
    &bollinger_bands::BOLLINGER_BANDS,
    &chaikin_money_flow::CHAIKIN_MONEY_FLOW,
    &chaikin_oscillator::CHAIKIN_OSCILLATOR,
    &chande_kroll_stop::CHANDE_KROLL_STOP,
    &chande_momentum_oscillator::CHANDE_MOMENTUM_OSCILLATOR,
    &commodity_channel_index::COMMODITY_CHANNEL_INDEX,
    &coppock_curve::COPPOCK_CURVE,
    &detrended_price_oscillator::DETRENDED_PRICE_OSCILLATOR,
    &donchian_channel::DONCHIAN_CHANNEL,
    &ease_of_movement::EASE_OF_MOVEMENT,
    &elders_force_index::ELDERS_FORCE_INDEX,
    &envelopes::ENVELOPES,
    &fisher_transform::FISHER_TRANSFORM,
    &hull_moving_average::HULL_MOVING_AVERAGE,
    &ichimoku_cloud::ICHIMOKU_CLOUD,
    &kaufman::KAUFMAN,
    &keltner_channel::KELTNER_CHANNEL,
    &klinger_volume_oscillator::KLINGER_VOLUME_OSCILLATOR,
    &know_sure_thing::KNOW_SURE_THING,
    &macd::MACD,
    &momentum_index::MOMENTUM_INDEX,
    &money_flow_index::MONEY_FLOW_INDEX,
    &parabolic_sar::PARABOLIC_SAR,
    &pivot_reversal_strategy::PIVOT_REVERSAL_STRATEGY,
    &price_channel_strategy::PRICE_CHANNEL_STRATEGY,
    &relative_strength_index::RELATIVE_STRENGTH_INDEX,
    &relative_vigor_index::RELATIVE_VIGOR_INDEX,
    &smi_ergodic_indicator::SMI_ERGODIC_INDICATOR,
    &stochastic_oscillator::STOCHASTIC_OSCILLATOR,
    &trend_strength_index::TREND_STRENGTH_INDEX,
    &trix::TRIX,
    &true_strength_index::TRUE_STRENGTH_INDEX,
    &woodies_cci::WOODIES_CCI,
];

/// Why parameters do not go together, if they do not.
type Rule = fn(parameters: &[f64]) -> Option<&'static str>;

/// The indicators whose parameters have to go together, and how.
pub(super) static RULES: &[(&Operation, Rule)] = &[
    (
        &average_directional_index::AVERAGE_DIRECTIONAL_INDEX,
        refuses::<AverageDirectionalIndex<Average>>,
    ),
    (&awesome_oscillator::AWESOME_OSCILLATOR, refuses::<AwesomeOscillator<Average>>),
    (&chaikin_oscillator::CHAIKIN_OSCILLATOR, refuses::<ChaikinOscillator<Average>>),
    (&chande_kroll_stop::CHANDE_KROLL_STOP, refuses::<ChandeKrollStop<Average>>),
    (&coppock_curve::COPPOCK_CURVE, refuses::<CoppockCurve<Average>>),
    (&ichimoku_cloud::ICHIMOKU_CLOUD, refuses::<IchimokuCloud>),
    (&kaufman::KAUFMAN, refuses::<Kaufman>),
    (
        &klinger_volume_oscillator::KLINGER_VOLUME_OSCILLATOR,
        refuses::<KlingerVolumeOscillator<Average>>,
    ),
    (&know_sure_thing::KNOW_SURE_THING, refuses::<KnowSureThing<Average>>),
    (&macd::MACD, refuses::<MACD<Average>>),
    (&momentum_index::MOMENTUM_INDEX, refuses::<MomentumIndex>),
    (&parabolic_sar::PARABOLIC_SAR, refuses::<ParabolicSAR>),
    (&relative_vigor_index::RELATIVE_VIGOR_INDEX, refuses::<RelativeVigorIndex<Average>>),
    (&smi_ergodic_indicator::SMI_ERGODIC_INDICATOR, refuses::<SMIErgodicIndicator<Average>>),
    (&trend_strength_index::TREND_STRENGTH_INDEX, refuses::<TrendStrengthIndex>),
    (&true_strength_index::TRUE_STRENGTH_INDEX, refuses::<TrueStrengthIndex>),
    (&woodies_cci::WOODIES_CCI, refuses::<WoodiesCCI>),
];

/// One of yata's indicators, as the registry lists it.
trait Indicator: IndicatorConfig {
    /// The columns that it reads.
    const INPUTS: &'static [Input];

    /// What its parameters have to keep beyond their ranges.
    const RULE: &'static str = "";

    /// The indicator with bound parameters.
    fn bind(parameters: &[f64]) -> Self;

    /// Whether its parameters go together.
    fn is_sound(&self) -> bool {
        self.validate()
    }

    /// How many candles before its own the first one needs whose windows are all full.
    fn lookback(&self) -> u32;

    /// How many candles until the first value weighs less than 1 %, for those that fade.
    fn memory(&self) -> f64 {
        f64::from(self.lookback())
    }

    /// About how many nanoseconds a candle takes.
    fn cost(&self) -> f64;
}

fn lookback<I: Indicator>(parameters: &[f64]) -> usize {
    I::bind(parameters).lookback() as usize
}

fn fading<I: Indicator>(parameters: &[f64]) -> f64 {
    I::bind(parameters).memory()
}

fn cost<I: Indicator>(parameters: &[f64]) -> f64 {
    I::bind(parameters).cost()
}

fn refuses<I: Indicator>(parameters: &[f64]) -> Option<&'static str> {
    (!I::bind(parameters).is_sound()).then_some(I::RULE)
}

fn kernel<I: Indicator>(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let indicator = I::bind(parameters);
    let lookback = indicator.lookback() as usize;
    let begin = |row: &[f64; 5]| {
        if indicator.is_sound() { indicator.init(row) } else { Err(Error::WrongConfig) }
    };
    let next = |instance: &mut I::Instance, row: &[f64; 5]| instance.next(row);
    walk(candle(I::INPUTS, inputs), lookback, outputs, begin, next);
}

/// The five columns of candles. For one that is not read, any will do.
fn candle<'a>(names: &[Input], columns: &[&'a [f64]]) -> [&'a [f64]; 5] {
    ["open", "high", "low", "close", "volume"].map(|name| {
        let at = names.iter().position(|input| input.name == name);
        columns[at.unwrap_or(0)]
    })
}

impl Results for IndicatorResult {
    #[inline]
    fn write(&self, outputs: &mut [&mut [f64]], row: usize) {
        let (values, signals) = outputs.split_at_mut(usize::from(self.values_length()));
        for (at, out) in values.iter_mut().enumerate() {
            out[row] = self.value(at);
        }
        for (at, out) in signals.iter_mut().enumerate() {
            out[row] = signal(self.signal(at));
        }
    }
}

#[cfg(test)]
mod tests;
