//! MFI: the money flow index.

use super::GROUP;
use crate::indicators::ta::{CANDLE_AND_VOLUME, REAL, seed, timeperiod};
use crate::indicators::{Memory, Operation};

/// The money flow index: `100 · rising / (rising + falling)` of typical price times volume, by
/// whether the typical price rose or fell; 0 where nothing has flowed.
pub(crate) static MFI: Operation = Operation {
    name: "MFI",
    version: 2,
    group: GROUP,
    inputs: CANDLE_AND_VOLUME,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| seed::rows(parameters[0]),
    memory: Memory::Window,
    cost: |_| 20.0,
    kernel,
    summary: "Money flow index: an RSI that is weighted by volume, 0 to 100.",
    formula: "tp = (high + low + close) / 3; flow = tp · volume; mfi = 100 · sum(flow of rising tp, n) / sum(flow of rising and falling tp, n)",
    source: "Gene Quong and Avrum Soudack, Stocks & Commodities, 1989",
    example: "df.mfi = ta::MFI(df, 14);",
};

/// What rounding may leave of the difference of equal prices, against their size.
const NOISE: f64 = 1e-14;

/// The flows of the window in a ring, and their running sums: TA-Lib's arithmetic, to the bit.
struct Flows {
    ring: Vec<(f64, f64)>,
    place: usize,
    rising: f64,
    falling: f64,
    /// How many rows in a row had no flow.
    quiet: usize,
}

impl Flows {
    /// Moves the window on by one row.
    fn push(&mut self, rising: f64, falling: f64) {
        let gone = std::mem::replace(&mut self.ring[self.place], (rising, falling));
        self.place = (self.place + 1) % self.ring.len();
        self.rising = self.rising - gone.0 + rising;
        self.falling = self.falling - gone.1 + falling;
        self.quiet = if rising == 0.0 && falling == 0.0 { self.quiet + 1 } else { 0 };
        if self.quiet >= self.ring.len() {
            (self.rising, self.falling) = (0.0, 0.0);
        }
    }

    fn index(&self) -> f64 {
        let all = self.rising + self.falling;
        if all <= 0.0 {
            return 0.0;
        }
        let rising = if self.rising < 0.0 {
            0.0
        } else if self.rising > all {
            all
        } else {
            self.rising
        };
        100.0 * (rising / all)
    }
}

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (high, low, close, volume) = (inputs[0], inputs[1], inputs[2], inputs[3]);
    let period = seed::rows(parameters[0]);
    let begin = seed::first_row(inputs);
    let Some((first, known)) = seed::warm_up(outputs[0], begin, period) else { return };
    let typical = |row: usize| (high[row] + low[row] + close[row]) / 3.0;
    let room = vec![(0.0, 0.0); period];
    let mut flows = Flows { ring: room, place: 0, rising: 0.0, falling: 0.0, quiet: 0 };
    let mut before = typical(begin);
    let mut next = |row: usize| {
        let price = typical(row);
        let (change, size) = (price - before, price.abs() + before.abs());
        before = price;
        let flow = if change.abs() <= NOISE * size { 0.0 } else { price * volume[row] };
        let (rising, falling) = if change < 0.0 { (0.0, flow) } else { (flow, 0.0) };
        flows.push(rising, falling);
        flows.index()
    };
    (begin + 1..first).for_each(|row| {
        next(row);
    });
    for (out, row) in known.iter_mut().zip(first..) {
        *out = next(row);
    }
}
