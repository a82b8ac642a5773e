//! `HT_DCPERIOD`: the period of the dominant cycle.

use super::{GROUP, MEMORY};
use crate::indicators::Operation;
use crate::indicators::ta::{PRICE, REAL, hilbert};

/// How many candles the dominant cycle takes, 6 to 50, by Ehlers' Hilbert transform.
pub(crate) static HT_DCPERIOD: Operation = Operation {
    name: "HT_DCPERIOD",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 32,
    memory: MEMORY,
    cost: |_| 70.0,
    kernel: |inputs, _, outputs| {
        hilbert::follow(&HT_DCPERIOD, inputs, outputs, |_, cycle| [cycle.period]);
    },
    summary: "Period of the dominant cycle: how many candles the price takes from wave to wave.",
    formula: "the price, smoothed and detrended, and the same a quarter of a cycle later by a Hilbert transform, are a phasor; the period is 360° over its mean turn per candle, 6 to 50, and smoothed twice",
    source: "John Ehlers, Rocket Science for Traders, 2001",
    example: "df.period = ta::HT_DCPERIOD(df);",
};
