//! A symbol: how it is described, and which candles it has.

use std::iter::successors;
use std::ops::Range;

use super::candle::{Candle, UNIT, Walk, mix};
use super::interval::{Interval, utc_ms};
use super::world::{Market, Series};

/// What a client asks for: times are inclusive.
pub(super) struct Ask {
    /// Without it the last rows are meant.
    pub(super) from_ms: Option<i64>,
    pub(super) to_ms: i64,
    pub(super) limit: usize,
}

impl Ask {
    /// Everything from a moment up to, and without, another.
    pub(super) fn all(from_ms: i64, until_ms: i64) -> Self {
        Self { from_ms: Some(from_ms), to_ms: until_ms - 1, limit: usize::MAX }
    }
}

/// A symbol of one market. Its rows follow from its name, its market and its seed.
#[derive(Clone, Debug)]
pub struct Symbol {
    pub(super) market: Market,
    pub(super) base: String,
    pub(super) quote: String,
    pub(super) step_ms: i64,
    pub(super) listed_ms: i64,
    pub(super) delisted_ms: i64,
    seed: u64,
    price: Option<i64>,
    pub(super) price_places: u32,
    pub(super) old_rules: bool,
    pub(super) funding_hours: Vec<(i64, i64)>,
    outages: Vec<(Series, Range<i64>)>,
    unarchived: Vec<(Series, Range<i64>)>,
}

impl Symbol {
    /// A symbol such as `BTCUSDT`, listed since 2020, with hourly candles.
    pub fn spot(base: &str, quote: &str) -> Self {
        Self::new(Market::Spot, base, quote)
    }

    /// A perpetual future, with a mark price and a funding rate every eight hours.
    pub fn futures(base: &str, quote: &str) -> Self {
        Self::new(Market::Futures, base, quote)
    }

    fn new(market: Market, base: &str, quote: &str) -> Self {
        Self {
            market,
            base: base.to_owned(),
            quote: quote.to_owned(),
            step_ms: 3_600_000,
            listed_ms: utc_ms(2020, 1, 1),
            delisted_ms: i64::MAX,
            seed: 0,
            price: None,
            price_places: 4,
            old_rules: false,
            funding_hours: vec![(0, 8)],
            outages: Vec::new(),
            unarchived: Vec::new(),
        }
    }

    /// Sets the interval of the finest candles, such as `1m`; longer ones are made of them.
    #[must_use]
    pub fn finest(mut self, interval: &str) -> Self {
        let interval = Interval::named(interval).expect("an interval of the exchange");
        self.step_ms = interval.longest_ms();
        self
    }

    /// Sets when trading began.
    #[must_use]
    pub fn listed(mut self, at_ms: i64) -> Self {
        self.listed_ms = at_ms;
        self
    }

    /// Sets when trading ends: candles that open from then on do not exist.
    #[must_use]
    pub fn delisted(mut self, at_ms: i64) -> Self {
        self.delisted_ms = at_ms;
        self
    }

    /// Sets the seed of the rows.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Sets what the price moves around, such as `41507.25`; its places are those of the tick.
    #[must_use]
    pub fn price(mut self, price: &str) -> Self {
        let places = price.split_once('.').map_or(0, |(_, fraction)| fraction.len() as u32);
        let ticks: i64 = price.replace('.', "").parse().expect("a decimal number");
        self.price_places = places;
        self.price = Some(ticks * 10_i64.pow(8 - places));
        self
    }

    /// Gives a spot symbol the filter `MIN_NOTIONAL` of older days instead of `NOTIONAL`.
    #[must_use]
    pub fn old_rules(mut self) -> Self {
        self.old_rules = true;
        self
    }

    /// Takes the rows of a time away, everywhere.
    #[must_use]
    pub fn outage(mut self, series: Series, times_ms: Range<i64>) -> Self {
        self.outages.push((series, times_ms));
        self
    }

    /// Takes the rows of a time away from the archive's files only.
    #[must_use]
    pub fn not_archived(mut self, series: Series, times_ms: Range<i64>) -> Self {
        self.unarchived.push((series, times_ms));
        self
    }

    /// Sets the hours between two funding rates from a moment on; calls are in order of time.
    #[must_use]
    pub fn funding_hours(mut self, from_ms: i64, hours: i64) -> Self {
        self.funding_hours.push((from_ms, hours));
        self
    }

    pub(super) fn name(&self) -> String {
        format!("{}{}", self.base, self.quote)
    }

    pub(super) fn tick(&self) -> i64 {
        10_i64.pow(8 - self.price_places)
    }

    pub(super) fn is_out(&self, series: Series, at_ms: i64) -> bool {
        holds(&self.outages, series, at_ms)
    }

    pub(super) fn is_archived(&self, series: Series, at_ms: i64) -> bool {
        !holds(&self.unarchived, series, at_ms)
    }

    pub(super) fn walk(&self, series: Series) -> Walk {
        let name = self.name().bytes().fold(self.seed, |seed, byte| mix(seed ^ u64::from(byte)));
        let from_name = UNIT + (mix(name) % 1_000_000) as i64 * (UNIT / 10_000);
        let is_mark = series == Series::Mark;
        // A mark price stays near the price of the trades.
        let near = if is_mark { Series::Futures } else { series };
        Walk {
            seed: mix(name ^ near as u64),
            middle: self.price.unwrap_or(from_name),
            tick: if is_mark { 1 } else { self.tick() },
            step_ms: self.step_ms,
            is_mark,
        }
    }

    /// The candles asked for, ascending; the last may still be open.
    pub(super) fn candles(
        &self,
        series: Series,
        interval: Interval,
        ask: &Ask,
        now_ms: i64,
    ) -> Vec<Candle> {
        let made = Made { symbol: self, series, interval, walk: self.walk(series), now_ms };
        let last = ask.to_ms.min(now_ms).min(self.delisted_ms - 1);
        let first = interval.open_of(self.listed_ms);
        let onward = |open: &i64| Some(interval.next(*open));
        let back = |open: &i64| Some(interval.open_of(open - 1));
        if let Some(from_ms) = ask.from_ms {
            let opens = successors(Some(interval.open_from(from_ms.max(first))), onward);
            let opens = opens.take_while(|open| *open <= last);
            return opens.filter_map(|open| made.candle(open)).take(ask.limit).collect();
        }
        let opens = successors(Some(interval.open_of(last)), back);
        let opens = opens.take_while(|open| *open >= first);
        let mut candles: Vec<Candle> =
            opens.filter_map(|open| made.candle(open)).take(ask.limit).collect();
        candles.reverse();
        candles
    }
}

/// Candles of one interval, made of the finest ones there are.
struct Made<'s> {
    symbol: &'s Symbol,
    series: Series,
    interval: Interval,
    walk: Walk,
    now_ms: i64,
}

impl Made<'_> {
    fn candle(&self, open_ms: i64) -> Option<Candle> {
        let Symbol { step_ms, listed_ms, delisted_ms, .. } = self.symbol;
        let next_ms = self.interval.next(open_ms);
        let first = open_ms.max(*listed_ms);
        let first = first + (-first).rem_euclid(*step_ms);
        let end = next_ms.min(*delisted_ms).min(self.now_ms + 1);
        let opens = (first..end).step_by(*step_ms as usize);
        let opens = opens.filter(|open| !self.symbol.is_out(self.series, *open));
        let mut finest = opens.map(|open| self.walk.candle(open, self.now_ms));
        let mut candle = finest.next()?;
        finest.for_each(|later| candle.absorb(&later));
        candle.open_time = open_ms;
        candle.close_time = next_ms - 1;
        Some(candle)
    }
}

fn holds(ranges: &[(Series, Range<i64>)], series: Series, at_ms: i64) -> bool {
    ranges.iter().any(|(of, range)| *of == series && range.contains(&at_ms))
}
