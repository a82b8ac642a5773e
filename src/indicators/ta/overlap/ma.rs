//! MA: the moving average of a kind.

use super::GROUP;
use crate::indicators::ta::{PRICE, REAL, average, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The moving average that `matype` names, over `timeperiod` rows; MAMA takes no period, and one row
/// is its own average, whichever kind is named.
pub(crate) static MA: Operation = Operation {
    name: "MA",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(1.0, 30.0), average::matype("matype", 0.0)],
    outputs: REAL,
    lookback: |parameters| average::lookback(parameters[1], warm_up::rows(parameters[0])),
    memory: Memory::Fading(|parameters| average::memory(parameters[1], parameters[0])),
    cost: |parameters| average::cost(parameters[1], warm_up::rows(parameters[0])),
    kernel: |inputs, parameters, outputs| {
        average::compute(parameters[1], inputs[0], warm_up::rows(parameters[0]), outputs[0]);
    },
    summary: "Moving average of a kind that is named by a number.",
    formula: "matype 0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6 KAMA, 7 MAMA, 8 T3, 9 HMA, 10 the price itself, 11 SMA, 12 ZLEMA, 13 RMA",
    source: "TA-Lib",
    example: "df.ma = ta::MA(df, 30, 1);",
};
