//! AD: Chaikin's accumulation/distribution line.

use super::GROUP;
use super::flow::flows;
use crate::indicators::ta::{CANDLE_AND_VOLUME, REAL, warm_up};
use crate::indicators::{Memory, Operation};

/// Chaikin's accumulation/distribution line: the sum of all money flows so far.
pub(crate) static AD: Operation = Operation {
    name: "AD",
    version: 1,
    group: GROUP,
    inputs: CANDLE_AND_VOLUME,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Endless,
    cost: |_| 1.5,
    kernel: |inputs, _, outputs| {
        let begin = warm_up::first_row(inputs);
        let Some((first, known)) = warm_up::split_off(outputs[0], begin, 0) else { return };
        let mut sum = 0.0;
        for (out, flow) in known.iter_mut().zip(flows(inputs, first)) {
            sum += flow;
            *out = sum;
        }
    },
    summary: "Accumulation/distribution line: rises with volume that closes near the high.",
    formula: "flow = ((close − low) − (high − close)) / (high − low) · volume; ad = ad[1] + flow",
    source: "Marc Chaikin",
    example: "df.ad = ta::AD(df);",
};
