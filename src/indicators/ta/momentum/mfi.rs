//! MFI: the money flow index.

use super::GROUP;
use super::trail::Trail;
use crate::indicators::ta::equal::are_equal;
use crate::indicators::ta::standstill::Standstill;
use crate::indicators::ta::{CANDLE_AND_VOLUME, REAL, timeperiod, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation};

/// The money flow index: the flow of rising typical prices in percent of all flow, flow being the
/// typical price times the volume, of the window.
///
/// A row whose typical price is that of the row before has no flow; 0 where nothing has flowed.
pub(crate) static MFI: Operation = Operation {
    name: "MFI",
    version: 2,
    group: GROUP,
    inputs: CANDLE_AND_VOLUME,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]),
    memory: Memory::Window,
    cost: |_| 5.0,
    kernel,
    summary: "Money flow index: an RSI that is weighted by volume, 0 to 100.",
    formula: "tp = (high + low + close) / 3; flow = tp · volume; mfi = 100 · sum(flow of rising tp, n) / sum(flow of rising and falling tp, n); 0 where nothing flowed",
    source: "Gene Quong and Avrum Soudack, Stocks & Commodities, 1989",
    example: "df.mfi = ta::MFI(df, 14);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let period = warm_up::rows(parameters[0]);
    let begin = warm_up::first_row(inputs);
    let Some((first, _)) = warm_up::split_off(outputs[0], begin, period) else { return };
    let candles = [0, 1, 2, 3].map(|at| &inputs[at][begin..]);
    let out = &mut outputs[0][begin + 1..];
    let mut flows = Flows::new(period);
    let mut row = 0;
    for out in out.chunks_mut(Trail::piece(period)) {
        let rows = row..row + out.len() + 1;
        vectorized(
            #[inline(always)]
            || flows.write(candles.map(|column| &column[rows.clone()]), out),
        );
        row += out.len();
    }
    outputs[0][begin..first].fill(f64::NAN);
}

/// The flows of the window and their running sums: TA-Lib's arithmetic, to the bit.
struct Flows {
    period: usize,
    rising: Trail,
    falling: Trail,
    sums: (f64, f64),
    /// Of flows.
    still: Standstill,
}

impl Flows {
    fn new(period: usize) -> Self {
        let [rising, falling] = [Trail::new(period), Trail::new(period)];
        Self { period, rising, falling, sums: (0.0, 0.0), still: Standstill::default() }
    }

    /// Writes the index of all rows but the first of these, which is the one before them.
    #[inline(always)]
    fn write(&mut self, [high, low, close, volume]: [&[f64]; 4], out: &mut [f64]) {
        let rows = out.len();
        for (((out, high), low), close) in
            out.iter_mut().zip(&high[1..]).zip(&low[1..]).zip(&close[1..])
        {
            *out = (high + low + close) / 3.0;
        }
        let (rising, falling) = (self.rising.piece_mut(rows), self.falling.piece_mut(rows));
        let mut before = (high[0] + low[0] + close[0]) / 3.0;
        for (((rising, falling), price), volume) in
            rising.iter_mut().zip(falling).zip(out.iter()).zip(&volume[1..])
        {
            let flow = if are_equal(*price, before) { 0.0 } else { price * volume };
            (*rising, *falling) = if *price < before { (0.0, flow) } else { (flow, 0.0) };
            before = *price;
        }
        self.add_up(out);
        self.rising.advance(rows);
        self.falling.advance(rows);
    }

    /// Moves the window on row by row and writes the index.
    #[inline(always)]
    fn add_up(&mut self, out: &mut [f64]) {
        let (mut rising, mut falling) = self.sums;
        let newest = self.rising.back(0).iter().zip(self.falling.back(0));
        let oldest = self.rising.back(self.period).iter().zip(self.falling.back(self.period));
        for (out, (newest, oldest)) in out.iter_mut().zip(newest.zip(oldest)) {
            rising = rising - oldest.0 + newest.0;
            falling = falling - oldest.1 + newest.1;
            self.still.count(*newest.0 == 0.0 && *newest.1 == 0.0);
            if self.still.fills(self.period) {
                (rising, falling) = (0.0, 0.0);
            }
            *out = index(rising, falling);
        }
        self.sums = (rising, falling);
    }
}

/// The share of the rising flow, percent. Sums from which flows were taken off may leave the range.
#[inline(always)]
fn index(rising: f64, falling: f64) -> f64 {
    let all = rising + falling;
    let most = if rising > all { all } else { rising };
    let rising = if rising < 0.0 { 0.0 } else { most };
    if all <= 0.0 { 0.0 } else { 100.0 * (rising / all) }
}

#[cfg(test)]
mod tests {
    use super::MFI;

    #[test]
    fn an_unchanged_price_has_no_flow() {
        let price = [3.0, 5.0, 5.0, 3.0, 7.0, 7.0, 7.0];
        let volume = [1.0, 1.0, 9.0, 7.0, 9.0, 9.0, 9.0];
        let mut out = [0.0; 7];
        (MFI.kernel)(&[&price, &price, &price, &volume], &[2.0], &mut [&mut out]);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        // 5 up and none; none and 21 down; 21 down and 63 up; 63 up and none; none at all.
        assert_eq!(out[2..], [100.0, 0.0, 75.0, 100.0, 0.0]);
    }
}
