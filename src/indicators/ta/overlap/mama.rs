//! MAMA: the MESA adaptive moving average.

use super::GROUP;
use crate::indicators::ta::{PRICE, hilbert};
use crate::indicators::{Kind, Memory, Operation, Output, Parameter, memory};

/// The MESA adaptive moving average and the following one, FAMA.
///
/// MAMA is an exponential average whose newest price weighs `fastlimit`, divided by the degrees that
/// the phase of the dominant cycle fell since the last candle if they are more than one, but not less
/// than `slowlimit`. FAMA is the average of MAMA with half that weight.
pub(crate) static MAMA: Operation = Operation {
    name: "MAMA",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[limit("fastlimit", 0.5), limit("slowlimit", 0.05)],
    outputs: &[Output::real("mama"), Output::real("fama")],
    lookback: |_| 32,
    memory: Memory::Fading(|parameters| memory::exponential(4.0 / parameters[1])),
    cost: |_| 100.0,
    kernel,
    summary: "MESA adaptive moving average: it jumps when the price's cycle turns, and lingers else.",
    formula: "mama = mama[1] + alpha · (price − mama[1]); fama = fama[1] + alpha / 2 · (mama − fama[1]); alpha = fastlimit / (the fall of the cycle's phase in degrees, at least 1), at least slowlimit",
    source: "John Ehlers, MESA and Trading Market Cycles, 2001",
    example: "let m = ta::MAMA(df, 0.5, 0.05); df.mama = m.mama;",
};

/// The parameter of a weight.
const fn limit(name: &'static str, default: f64) -> Parameter {
    Parameter { name, kind: Kind::Real, low: 0.01, high: 0.99, default: Some(default) }
}

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (mut phase, mut mama, mut fama) = (0.0, 0.0, 0.0);
    hilbert::follow(
        &MAMA,
        inputs,
        outputs,
        #[inline(always)]
        |prices, cycle| {
            let before = phase;
            phase = if cycle.in_phase == 0.0 {
                0.0
            } else {
                (cycle.quadrature / cycle.in_phase).atan().to_degrees()
            };
            let fall = before - phase;
            let weight = if fall > 1.0 { parameters[0] / fall } else { parameters[0] };
            let weight = if fall > 1.0 && weight < parameters[1] { parameters[1] } else { weight };
            mama = (1.0 - weight).mul_add(mama, weight * prices[prices.len() - 1]);
            let half = weight * 0.5;
            fama = (1.0 - half).mul_add(fama, half * mama);
            [mama, fama]
        },
    );
}

/// The line MAMA alone, with the limits that it has where another function names it as its average.
pub(in crate::indicators::ta) fn line(source: &[f64], out: &mut [f64]) {
    kernel(&[source], &[0.5, 0.05], &mut [out, &mut vec![0.0; source.len()]]);
}

#[cfg(test)]
mod tests {
    use super::{MAMA, line};

    #[test]
    fn steady_prices_are_their_own_average() {
        let source = [8.0; 400];
        let (mut mama, mut fama) = ([0.0; 400], [0.0; 400]);
        (MAMA.kernel)(&[&source], &[0.5, 0.05], &mut [&mut mama, &mut fama]);
        assert!(mama[31].is_nan() && fama[31].is_nan());
        assert!(mama[399] == 8.0 && (fama[399] - 8.0).abs() < 1e-9);
        let mut alone = [0.0; 400];
        line(&source, &mut alone);
        assert_eq!(alone[32..], mama[32..]);
    }
}
