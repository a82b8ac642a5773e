//! Candles out of nothing: a price walk that is a function of the seed and the time alone.

/// One unit of a price or an amount; both are whole numbers of 0.00000001.
pub(super) const UNIT: i64 = 100_000_000;

/// The step of an amount, 0.001.
pub(super) const AMOUNT_STEP: i64 = UNIT / 1_000;

/// What all of the walk's layers can add up to, in shares of `NOISE`.
const WEIGHTS: i64 = (1 << LAYERS) - 1;
const LAYERS: u32 = 9;
const NOISE: i64 = 1 << 20;

/// A candle, in units.
#[derive(Clone, Debug)]
pub(super) struct Candle {
    pub(super) open_time: i64,
    pub(super) close_time: i64,
    pub(super) open: i64,
    pub(super) high: i64,
    pub(super) low: i64,
    pub(super) close: i64,
    pub(super) volume: i64,
    pub(super) quote_volume: i128,
    pub(super) trades: u64,
    pub(super) taker_volume: i64,
    pub(super) taker_quote_volume: i128,
}

impl Candle {
    /// Takes in a later candle; the times stay.
    pub(super) fn absorb(&mut self, later: &Self) {
        self.high = self.high.max(later.high);
        self.low = self.low.min(later.low);
        self.close = later.close;
        self.volume += later.volume;
        self.quote_volume += later.quote_volume;
        self.trades += later.trades;
        self.taker_volume += later.taker_volume;
        self.taker_quote_volume += later.taker_quote_volume;
    }
}

/// The prices of one series of one symbol.
pub(super) struct Walk {
    pub(super) seed: u64,
    /// What the price moves around, by half of it at most.
    pub(super) middle: i64,
    pub(super) tick: i64,
    pub(super) step_ms: i64,
    /// Whether it is a mark price: a little off that of the trades, and without an amount.
    pub(super) is_mark: bool,
}

impl Walk {
    /// The finest candle that opens at a moment. While it is open it has only its first trade, so
    /// that a client which stores it is found out.
    pub(super) fn candle(&self, open_time: i64, now_ms: i64) -> Candle {
        let close_time = open_time + self.step_ms - 1;
        let open = self.price(open_time);
        let is_open = close_time >= now_ms;
        let close = if is_open { open } else { self.price(open_time + self.step_ms) };
        let reach = if is_open { 1 } else { self.middle / self.tick / 1_000 + 1 };
        let high = open.max(close) + self.tick * self.below(reach, open_time, 1);
        let low = open.min(close) - self.tick * self.below(reach, open_time, 2);
        let mut candle = Candle {
            open_time,
            close_time,
            open,
            high,
            low,
            close,
            volume: 0,
            quote_volume: 0,
            trades: 60,
            taker_volume: 0,
            taker_quote_volume: 0,
        };
        if !self.is_mark {
            self.trade(&mut candle, if is_open { 1 } else { 99_999 });
        }
        candle
    }

    /// The price at a moment, in whole ticks: slow waves under quick ones.
    pub(super) fn price(&self, at_ms: i64) -> i64 {
        let step = at_ms.div_euclid(self.step_ms);
        let moved: i64 = (0..LAYERS).map(|layer| self.wave(layer, step) << layer).sum();
        let share = i128::from(moved) * i128::from(self.middle);
        let price = self.middle + (share / i128::from(2 * NOISE * WEIGHTS)) as i64;
        let off = if self.is_mark { price / 1_000 * (self.below(3, at_ms, 10) - 1) } else { 0 };
        (price + off) / self.tick * self.tick
    }

    /// One layer: a random height every `4^layer` steps, straight lines between.
    fn wave(&self, layer: u32, step: i64) -> i64 {
        let period = 1_i64 << (2 * layer);
        let knot = step.div_euclid(period);
        let height = |knot| self.below(2 * NOISE + 1, knot, 16 + u64::from(layer)) - NOISE;
        let from = height(knot);
        from + (height(knot + 1) - from) * step.rem_euclid(period) / period
    }

    fn trade(&self, candle: &mut Candle, most_steps: i64) {
        let steps = 1 + self.below(most_steps, candle.open_time, 3);
        let taken = self.below(steps + 1, candle.open_time, 4);
        let average = i128::from(i64::midpoint(candle.low, candle.high));
        let quote = |amount: i64| i128::from(amount) * average / i128::from(UNIT);
        candle.volume = steps * AMOUNT_STEP;
        candle.taker_volume = taken * AMOUNT_STEP;
        candle.quote_volume = quote(candle.volume);
        candle.taker_quote_volume = quote(candle.taker_volume);
        candle.trades = 1 + self.below(steps, candle.open_time, 5) as u64;
    }

    /// A random number from 0 up to `end`, its own for each moment and purpose.
    pub(super) fn below(&self, end: i64, at: i64, purpose: u64) -> i64 {
        (mix(self.seed ^ mix(at as u64 ^ (purpose << 56))) % end as u64) as i64
    }
}

/// Spreads the bits of a number (splitmix64).
pub(super) fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// Units as the exchange writes them, cut after so many places.
pub(super) fn decimal(units: i128, places: u32) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let units = units.unsigned_abs() / 10_u128.pow(8 - places);
    let one = 10_u128.pow(places);
    if places == 0 {
        return format!("{sign}{units}");
    }
    format!("{sign}{}.{:0width$}", units / one, units % one, width = places as usize)
}

/// The number that the text of units says: both parts are exact below 2^53, the quotient is rounded
/// once.
pub(super) fn number(units: i64) -> f64 {
    assert!(units.abs() < 1 << 53, "an amount that f64 cannot hold");
    units as f64 / UNIT as f64
}
