//! What the exchange has, and the truth that a client must end up with.

use super::candle::number;
use super::interval::Interval;
use super::symbol::{Ask, Symbol};

/// One of the exchange's two markets; each has its own host, limits and rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Market {
    /// `/api/v3`.
    Spot,
    /// `/fapi/v1`.
    Futures,
}

/// One of the things that come as rows with a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Series {
    /// Candles of a spot symbol.
    Spot,
    /// Candles of a futures symbol.
    Futures,
    /// Mark price candles of a futures symbol.
    Mark,
    /// Funding rates of a futures symbol.
    Funding,
}

impl Series {
    pub(super) fn market(self) -> Market {
        if self == Self::Spot { Market::Spot } else { Market::Futures }
    }
}

/// A closed candle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// When it opened, in milliseconds.
    pub date: i64,
    /// The first price.
    pub open: f64,
    /// The highest price.
    pub high: f64,
    /// The lowest price.
    pub low: f64,
    /// The last price.
    pub close: f64,
    /// The amount traded, in the base currency.
    pub volume: f64,
}

/// The symbols, and the time on the exchange's clock, which stands still.
#[derive(Clone, Debug)]
pub struct World {
    pub(super) now_ms: i64,
    pub(super) symbols: Vec<Symbol>,
}

impl World {
    /// An exchange without symbols.
    pub fn new(now_ms: i64) -> Self {
        Self { now_ms, symbols: Vec::new() }
    }

    /// The same with one more symbol.
    #[must_use]
    pub fn with(mut self, symbol: Symbol) -> Self {
        self.symbols.push(symbol);
        self
    }

    /// The candles that are closed by now and open in `from_ms..until_ms`.
    pub fn rows(
        &self,
        series: Series,
        symbol: &str,
        interval: &str,
        from_ms: i64,
        until_ms: i64,
    ) -> Vec<Row> {
        let interval = Interval::named(interval).expect("an interval of the exchange");
        let symbol = self.symbol(series.market(), symbol).expect("a symbol of this world");
        let ask = Ask::all(from_ms, until_ms);
        let candles = symbol.candles(series, interval, &ask, self.now_ms).into_iter();
        let closed = candles.filter(|candle| candle.close_time < self.now_ms);
        closed
            .map(|candle| Row {
                date: candle.open_time,
                open: number(candle.open),
                high: number(candle.high),
                low: number(candle.low),
                close: number(candle.close),
                volume: number(candle.volume),
            })
            .collect()
    }

    /// The funding rates of `from_ms..until_ms` up to now, with their times as the exchange has
    /// them: some are a few milliseconds late.
    pub fn funding(&self, symbol: &str, from_ms: i64, until_ms: i64) -> Vec<(i64, f64)> {
        let symbol = self.symbol(Market::Futures, symbol).expect("a symbol of this world");
        let rates = symbol.funding(&Ask::all(from_ms, until_ms), self.now_ms);
        rates.into_iter().map(|rate| (rate.time, number(rate.rate))).collect()
    }

    pub(super) fn symbol(&self, market: Market, name: &str) -> Option<&Symbol> {
        self.of(market).find(|symbol| symbol.name() == name)
    }

    pub(super) fn of(&self, market: Market) -> impl Iterator<Item = &Symbol> {
        self.symbols.iter().filter(move |symbol| symbol.market == market)
    }
}
