//! Perpetual contracts: how much may be borrowed, and what is paid for it.

use std::fmt::Display;
use std::sync::Arc;

use autoquant::backtest::Perpetual;
use autoquant::data::funding::FundingEvents;
use autoquant::model::candles::{Candle, Candles};
use autoquant::model::leverage::LeverageTier;

use super::{HOUR, Sim};

/// A tier: the smallest and the largest position (infinite for any), the part that must be kept, the highest
/// leverage, and what is taken off that part.
pub type Tier = (f64, f64, f64, f64, f64);

/// The tiers where a test names none.
const TIERS: &[Tier] = &[
    (0.0, 5_000.0, 0.005, 50.0, 0.0),
    (5_000.0, 50_000.0, 0.01, 20.0, 25.0),
    (50_000.0, 500_000.0, 0.025, 10.0, 775.0),
    (500_000.0, 5_000_000.0, 0.05, 5.0, 13_275.0),
];

impl Sim {
    /// The pairs that follow are contracts, whose short side is traded too: on Binance, with the tiers above, a
    /// taker fee of 0.001 where the exchange reckons with one, and no funding.
    pub fn futures(mut self) -> Self {
        self.contract = Some(Perpetual {
            tiers: Vec::new(),
            funding: Arc::default(),
            max_leverage: None,
            taker: 0.001,
        });
        self.config("trading_mode", "futures")
            .config("margin_mode", "isolated")
            .exchange("binance")
            .set("can_short", true)
            .tiers(TIERS)
    }

    /// The exchange.
    pub fn exchange(mut self, name: &str) -> Self {
        self.config["exchange"]["name"] = name.into();
        self
    }

    fn contract(&mut self) -> &mut Perpetual {
        self.contract.as_mut().expect("`futures` comes first")
    }

    /// The leverage tiers of the pairs that follow.
    pub fn tiers(mut self, tiers: &[Tier]) -> Self {
        let tier = |&(min_notional, most, maintenance_margin_rate, max_leverage, cum): &Tier| {
            let max_notional = most.is_finite().then_some(most);
            LeverageTier { min_notional, max_notional, maintenance_margin_rate, max_leverage, cum }
        };
        self.contract().tiers = tiers.iter().map(tier).collect();
        self
    }

    /// The highest leverage of the pairs that follow, as Hyperliquid tells it.
    pub fn max_leverage(mut self, most: f64) -> Self {
        self.contract().max_leverage = Some(most);
        self
    }

    /// The taker fee that liquidations are reckoned with.
    pub fn taker(mut self, fee: f64) -> Self {
        self.contract().taker = fee;
        self
    }

    /// How much the strategy borrows: an expression.
    pub fn leverage(self, answer: &str) -> Self {
        self.asks("leverage", answer)
    }

    /// How much of the base currency is in one contract, of the pairs that follow.
    pub fn contract_size(mut self, size: f64) -> Self {
        self.market.contract_size = Some(size);
        self
    }

    /// What holders of the last pair pay each other: rows, rates and mark prices.
    pub fn funding(self, events: &[(impl Display, f64, f64)]) -> Self {
        let marks: Vec<(String, f64)> =
            events.iter().map(|(row, _, mark)| (row.to_string(), *mark)).collect();
        let rates: Vec<(String, f64)> =
            events.iter().map(|(row, rate, _)| (row.to_string(), *rate)).collect();
        self.funding_of(&marks, &rates, None)
    }

    /// The same rate at each hour of the last pair, on mark prices of 100.
    pub fn hourly_funding(mut self, rate: f64) -> Self {
        let (first, last) = {
            let dates = &self.last().candles.date;
            (dates.at(0), dates.at(dates.len() - 1))
        };
        let hours: Vec<i64> = (0..=(last - first) / HOUR).collect();
        let first = (first - self.start) / HOUR;
        let events: Vec<_> = hours.iter().map(|hour| (first + hour, rate, 100.0)).collect();
        self.funding(&events)
    }

    /// Mark prices and funding rates of the last pair by their rows, and a rate to fall back on.
    pub fn funding_of(
        mut self,
        marks: &[(impl Display, f64)],
        rates: &[(impl Display, f64)],
        fallback: Option<f64>,
    ) -> Self {
        let mut mark = Candles::default();
        for (row, price) in marks {
            let (date, open) = (self.date(row), *price);
            mark.push(Candle { date, open, high: open, low: open, close: open, volume: 0.0 });
        }
        let dates = rates.iter().map(|(row, _)| self.date(row)).collect();
        let rates = Candles::of_rates(dates, rates.iter().map(|(_, rate)| *rate).collect());
        let events = Arc::new(FundingEvents::new(&mark, &rates, fallback));
        self.last().perpetual.as_mut().expect("`futures` comes first").funding = events;
        self
    }
}
