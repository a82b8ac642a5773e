//! The entries against yata's own indicators, which are fed directly and set by name.

use std::fmt::Debug;

use yata::core::{Candle, IndicatorConfig};
use yata::helpers::MA;
use yata::indicators::*;

use super::TABLE;
use crate::indicators::yata::{find, refuses, signal};
use crate::indicators::{Kind, Operation, Parameter};

/// Candles that go up and down, none of them like another.
fn candles(len: usize) -> Vec<Candle> {
    let mut state = 7_u64;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut close = 100.0;
    let mut candle = || {
        let open = close;
        close *= 0.95 + 0.1 * next();
        let (high, low) = (open.max(close) + next(), open.min(close) - next());
        Candle { open, high, low, close, volume: 10.0 + 90.0 * next() }
    };
    (0..len).map(|_| candle()).collect()
}

/// Parameters to compare with: the defaults, and others with all of yata's averages. They rise or fall
/// from one to the next, for those that have to go together.
fn settings(operation: &Operation) -> Vec<Vec<f64>> {
    let default = |parameter: &Parameter| parameter.default.expect("indicators have defaults");
    let mut settings = vec![operation.parameters.iter().map(default).collect::<Vec<f64>>()];
    for kind in 0..15 {
        for (length, step) in [(3.0, 1.0), (5.0, 2.0), (9.0, 3.0), (25.0, -2.0), (40.0, 1.0)] {
            let value = |(at, parameter): (usize, &Parameter)| {
                let wish = length + step * at as f64;
                let wish = match parameter.kind {
                    Kind::Whole | Kind::Named(_) => wish,
                    Kind::Real => default(parameter) * (1.0 + 0.1 * step),
                    Kind::Word(_) if parameter.high > 10.0 => wish + 131_072.0 * f64::from(kind),
                    Kind::Word(_) => wish % (parameter.high + 1.0),
                };
                wish.clamp(parameter.low, parameter.high)
            };
            settings.push(operation.parameters.iter().enumerate().map(value).collect());
        }
    }
    settings.retain(|parameters| refuses(operation, parameters).is_none());
    settings
}

/// What yata does not set by name.
const UNNAMED: [&str; 2] = ["conseq_peaks", "window"];

/// yata's own indicator with some parameters. Those that it does not set by name keep their default, here
/// and in `parameters`.
fn plain<C: IndicatorConfig + Default>(operation: &Operation, parameters: &mut [f64]) -> C {
    let mut config = C::default();
    for (parameter, value) in operation.parameters.iter().zip(parameters) {
        let word = match parameter.kind {
            Kind::Word(words) => (words.show)(*value),
            _ => value.to_string(),
        };
        if UNNAMED.contains(&parameter.name) {
            *value = parameter.default.expect("indicators have defaults");
        } else {
            config.set(parameter.name, word).expect(parameter.name);
        }
    }
    config
}

/// Holds an entry with some parameters against yata's own indicator.
fn agrees<C: IndicatorConfig + Debug>(parameters: &[f64], config: C) {
    let operation = find(C::NAME).unwrap_or_else(|| panic!("{} is not listed", C::NAME));
    let candles = candles(250);
    let column = |name: &str| -> Vec<f64> {
        let value = |candle: &Candle| match name {
            "open" => candle.open,
            "high" => candle.high,
            "low" => candle.low,
            "close" => candle.close,
            _ => candle.volume,
        };
        candles.iter().map(value).collect()
    };
    let columns: Vec<_> = operation.inputs.iter().map(|input| column(input.column)).collect();
    let inputs: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let mut outputs = vec![vec![0.0; candles.len()]; operation.outputs.len()];
    let mut slices: Vec<&mut [f64]> = outputs.iter_mut().map(Vec::as_mut_slice).collect();
    (operation.kernel)(&inputs, parameters, &mut slices);

    let lookback = (operation.lookback)(parameters);
    let setting = format!("{config:?}");
    for (row, result) in config.over(&candles).expect(&setting).iter().enumerate() {
        let signals = result.signals().iter().map(|action| signal(*action));
        let numbers: Vec<f64> = result.values().iter().copied().chain(signals).collect();
        assert_eq!(numbers.len(), outputs.len(), "{setting}");
        for (output, number) in outputs.iter().zip(numbers) {
            let number = if row < lookback { f64::NAN } else { number };
            let equal = output[row] == number || output[row].is_nan() && number.is_nan();
            assert!(equal, "{setting}, row {row}: {} is not {number}", output[row]);
        }
    }
}

/// Holds an entry against yata's own indicator with many settings; how many there were.
fn compare<C: IndicatorConfig + Default + Debug>() -> usize {
    let operation = find(C::NAME).unwrap_or_else(|| panic!("{} is not listed", C::NAME));
    let mut compared = 0;
    for mut parameters in settings(operation) {
        let config: C = plain(operation, &mut parameters);
        if refuses(operation, &parameters).is_none() {
            agrees(&parameters, config);
            compared += 1;
        }
    }
    compared
}

/// The names of yata's fields and their defaults, in order, as `Debug` writes them.
fn fields<C: IndicatorConfig + Default + Debug>() -> Vec<(String, String)> {
    let text = format!("{:?}", C::default());
    let inside = text.split_once("{ ").and_then(|(_, rest)| rest.strip_suffix(" }"));
    let field = |field: &str| {
        let (name, value) = field.split_once(": ").expect("a name and a value");
        let value = value.replace('(', "-").replace(')', "").to_lowercase();
        (name.to_owned(), value)
    };
    inside.expect("fields").split(", ").map(field).collect()
}

/// Whether an entry has yata's names, order and defaults.
fn has_fields<C: IndicatorConfig + Default + Debug>() {
    let operation = find(C::NAME).unwrap_or_else(|| panic!("{} is not listed", C::NAME));
    let listed: Vec<_> = operation
        .parameters
        .iter()
        .map(|parameter| {
            let value = parameter.default.expect("indicators have defaults");
            let text = match parameter.kind {
                Kind::Word(words) => (words.show)(value),
                Kind::Whole | Kind::Named(_) => value.to_string(),
                Kind::Real => format!("{value:?}"),
            };
            (parameter.name.to_owned(), text)
        })
        .collect();
    assert_eq!(listed, fields::<C>(), "{}", C::NAME);
}

/// Does something with each of yata's indicators.
macro_rules! each {
    ($what:ident) => {
        [
            $what::<Aroon>(),
            $what::<AverageDirectionalIndex>(),
            $what::<AwesomeOscillator>(),
            $what::<BollingerBands>(),
            $what::<ChaikinMoneyFlow>(),
            $what::<ChaikinOscillator>(),
            $what::<ChandeKrollStop>(),
            $what::<ChandeMomentumOscillator>(),
            $what::<CommodityChannelIndex>(),
            $what::<CoppockCurve>(),
            $what::<DetrendedPriceOscillator>(),
            $what::<DonchianChannel>(),
            $what::<EaseOfMovement>(),
            $what::<EldersForceIndex>(),
            $what::<Envelopes>(),
            $what::<FisherTransform>(),
            $what::<HullMovingAverage>(),
            $what::<IchimokuCloud>(),
            $what::<Kaufman>(),
            $what::<KeltnerChannel>(),
            $what::<KlingerVolumeOscillator>(),
            $what::<KnowSureThing>(),
            $what::<MACD>(),
            $what::<MomentumIndex>(),
            $what::<MoneyFlowIndex>(),
            $what::<ParabolicSAR>(),
            $what::<PivotReversalStrategy>(),
            $what::<PriceChannelStrategy>(),
            $what::<RelativeStrengthIndex>(),
            $what::<RelativeVigorIndex>(),
            $what::<SMIErgodicIndicator>(),
            $what::<StochasticOscillator>(),
            $what::<TrendStrengthIndex>(),
            $what::<Trix>(),
            $what::<TrueStrengthIndex>(),
            $what::<WoodiesCCI>(),
        ]
    };
}

#[test]
fn values_are_yatas() {
    let compared = each!(compare);
    assert_eq!(compared.len(), TABLE.len());
    for (count, operation) in compared.iter().zip(TABLE) {
        assert!(*count > 10, "{}: {count}", operation.name);
    }
}

#[test]
fn values_are_yatas_without_names() {
    let peaks = |conseq_peaks| AwesomeOscillator { conseq_peaks, ..AwesomeOscillator::default() };
    agrees(&[34.0, 5.0, 4.0, 1.0, 1.0, 1.0], peaks(1));
    agrees(&[34.0, 5.0, 4.0, 1.0, 1.0, 3.0], peaks(3));
    let averages = (MA::SMA(3), MA::SMA(10));
    let oscillator = |window| ChaikinOscillator { ma1: averages.0, ma2: averages.1, window };
    agrees(&[3.0, 10.0, 0.0], oscillator(0));
    agrees(&[3.0, 10.0, 25.0], oscillator(25));
}

#[test]
fn parameters_are_yatas() {
    each!(has_fields);
}
