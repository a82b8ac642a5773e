//! ULTOSC: the ultimate oscillator.

use super::GROUP;
use super::trail::Trail;
use crate::indicators::ta::standstill::Standstill;
use crate::indicators::ta::{CANDLE, REAL, period, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation};

/// The ultimate oscillator: how far closes got above the true low, as a part of the true range, over
/// three windows, of which the shortest weighs 4, the middle one 2 and the longest 1.
///
/// A window without a range counts as 0.
pub(crate) static ULTOSC: Operation = Operation {
    name: "ULTOSC",
    version: 1,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[
        period("timeperiod1", 1.0, 7.0),
        period("timeperiod2", 1.0, 14.0),
        period("timeperiod3", 1.0, 28.0),
    ],
    outputs: REAL,
    lookback: |parameters| periods(parameters)[2],
    memory: Memory::Window,
    cost: |_| 5.0,
    kernel,
    summary: "Ultimate oscillator: how far closes get up in their range, over three windows, 0 to 100.",
    formula: "100 · (4 · part(shortest) + 2 · part(middle) + part(longest)) / 7 with part(n) = sum(close − min(low, close[1]), n) / sum(true range, n)",
    source: "Larry Williams, Stocks & Commodities, 1985",
    example: "df.ultosc = ta::ULTOSC(df, 7, 14, 28);",
};

/// The lengths of the windows, the shortest first.
fn periods(parameters: &[f64]) -> [usize; 3] {
    let mut periods = [0, 1, 2].map(|at| warm_up::rows(parameters[at]));
    periods.sort_unstable();
    periods
}

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let periods = periods(parameters);
    let begin = warm_up::first_row(inputs);
    let Some((first, known)) = warm_up::split_off(outputs[0], begin, periods[2]) else { return };
    // A row reaches back to the close before.
    let candles = |from: usize, to: usize| {
        [&inputs[0][from..to], &inputs[1][from..to], &inputs[2][from - 1..to]]
    };
    let mut windows = Windows::new(periods);
    windows.prime(candles(begin + 1, first));
    let mut row = first;
    for out in known.chunks_mut(Trail::piece(periods[2])) {
        let piece = candles(row, row + out.len());
        vectorized(
            #[inline(always)]
            || windows.write(piece, out),
        );
        row += out.len();
    }
}

/// What three windows add up: TA-Lib's arithmetic, to the bit.
struct Windows {
    periods: [usize; 3],
    pressure: Trail,
    range: Trail,
    sums: Sums,
}

/// The sums over the windows.
#[derive(Clone, Copy, Default)]
struct Sums {
    pressures: [f64; 3],
    ranges: [f64; 3],
    /// Of rows that have neither pressure nor range.
    still: Standstill,
}

impl Windows {
    fn new(periods: [usize; 3]) -> Self {
        let [pressure, range] = [Trail::new(periods[2]), Trail::new(periods[2])];
        Self { periods, pressure, range, sums: Sums::default() }
    }

    /// Adds up the rows before the longest window is whole.
    fn prime(&mut self, candles: [&[f64]; 3]) {
        let rows = candles[0].len();
        self.measure(candles, rows);
        let [pressures, ranges] = [&self.pressure.back(0)[..rows], &self.range.back(0)[..rows]];
        let sum = |values: &[f64]| values.iter().fold(0.0, |sum, value| sum + value);
        let last = self.periods.map(|period| rows + 1 - period..rows);
        self.sums.pressures = last.clone().map(|rows| sum(&pressures[rows]));
        self.sums.ranges = last.map(|rows| sum(&ranges[rows]));
        for (pressure, range) in pressures.iter().zip(ranges) {
            self.sums.still.count(*pressure == 0.0 && *range == 0.0);
        }
        self.pressure.advance(rows);
        self.range.advance(rows);
    }

    /// The buying pressure and the true range of each row.
    #[inline(always)]
    fn measure(&mut self, [high, low, close]: [&[f64]; 3], rows: usize) {
        let out = self.pressure.piece_mut(rows).iter_mut().zip(self.range.piece_mut(rows));
        let closes = close.iter().zip(&close[1..]);
        for (((pressure, range), (high, low)), (before, close)) in
            out.zip(high.iter().zip(low)).zip(closes)
        {
            *pressure = close - if low < before { *low } else { *before };
            let (up, down) = ((before - high).abs(), (before - low).abs());
            let widest = high - low;
            let widest = if up > widest { up } else { widest };
            *range = if down > widest { down } else { widest };
        }
    }

    /// Writes the oscillator of the next rows.
    #[inline(always)]
    fn write(&mut self, candles: [&[f64]; 3], out: &mut [f64]) {
        let rows = out.len();
        self.measure(candles, rows);
        let mut sums = self.sums;
        let newest = self.pressure.back(0).iter().zip(self.range.back(0));
        let [short, middle, long] = self
            .periods
            .map(|period| self.pressure.back(period - 1).iter().zip(self.range.back(period - 1)));
        let oldest = short.zip(middle).zip(long);
        for ((out, newest), ((short, middle), long)) in out.iter_mut().zip(newest).zip(oldest) {
            sums.add(self.periods, newest);
            *out = sums.weighed();
            sums.take_off([short, middle, long]);
        }
        self.sums = sums;
        for out in out {
            *out = 100.0 * (*out / 7.0);
        }
        self.pressure.advance(rows);
        self.range.advance(rows);
    }
}

impl Sums {
    /// Adds a row. A window that stood still holds nothing, whatever rounding has left.
    #[inline(always)]
    fn add(&mut self, periods: [usize; 3], (pressure, range): (&f64, &f64)) {
        for window in 0..3 {
            self.pressures[window] += pressure;
            self.ranges[window] += range;
        }
        self.still.count(*pressure == 0.0 && *range == 0.0);
        if self.still.fills(periods[0]) {
            for window in (0..3).filter(|window| self.still.fills(periods[*window])) {
                (self.pressures[window], self.ranges[window]) = (0.0, 0.0);
            }
        }
    }

    /// What the windows say together, 0 to 7.
    #[inline(always)]
    fn weighed(&self) -> f64 {
        let part = |window: usize| {
            let (pressure, range) = (self.pressures[window], self.ranges[window]);
            if range > 0.0 { pressure / range } else { 0.0 }
        };
        4.0 * part(0) + 2.0 * part(1) + part(2)
    }

    /// Takes off the row that leaves each window.
    #[inline(always)]
    fn take_off(&mut self, oldest: [(&f64, &f64); 3]) {
        for (window, (pressure, range)) in oldest.into_iter().enumerate() {
            self.pressures[window] -= pressure;
            self.ranges[window] -= range;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ULTOSC;

    #[test]
    fn closes_on_the_high_are_100_and_flat_candles_0() {
        let ultosc = |high: &[f64], low: &[f64], close: &[f64]| {
            let mut out = vec![0.0; close.len()];
            (ULTOSC.kernel)(&[high, low, close], &[3.0, 1.0, 2.0], &mut [&mut out]);
            out
        };
        let (high, low) = ([2.0, 3.0, 4.0, 5.0], [1.0, 2.0, 3.0, 4.0]);
        let out = ultosc(&high, &low, &high);
        assert!(out[..3].iter().all(|value| value.is_nan()));
        assert_eq!(out[3], 100.0);
        assert_eq!(ultosc(&[0.1; 6], &[0.1; 6], &[0.1; 6])[3..], [0.0; 3]);
    }
}
