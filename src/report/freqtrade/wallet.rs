//! What was in the wallet before each step.

use std::collections::BTreeMap;

use super::Tested;
use crate::data::feather::{Cells, table};
use crate::model::candles::Candles;
use crate::model::config::Config;
use crate::model::trade::{Order, Trade};

/// A row for each currency at each step: the stake currency first, then what was bought and not yet sold, in
/// the order of opening. In futures nothing is bought.
pub(super) fn wallet(tested: &Tested<'_>, config: &Config) -> Result<Vec<u8>, String> {
    let mut rows = Rows::default();
    let candles: BTreeMap<&str, &Candles> =
        tested.pairs.iter().map(|pair| (pair.pair.as_str(), &**pair.columns.candles())).collect();
    let trades = if config.trading_mode.is_spot() { &*tested.completed.trades } else { &[] };
    let pairs: Vec<&str> = tested.pairs.iter().map(|pair| pair.pair.as_str()).collect();
    let mut held = Held::new(trades, &pairs);
    let mut stake = None;
    for sample in &tested.completed.equity {
        let has_changed = held.go_to(sample.date);
        let first = rows.date.len();
        rows.push(sample.date, &config.stake_currency, 1.0, 0.0);
        for Holding { trade, amount, .. } in &held.open {
            let open = candles.get(trade.pair.as_str()).and_then(|all| open_at(all, sample.date));
            if let Some(open) = open {
                rows.push(sample.date, currency(&trade.pair), open, *amount);
            }
        }
        // Between two orders it stays what it is, to the last digit.
        if has_changed || stake.is_none() {
            let bought: f64 = rows.value[first + 1..].iter().sum();
            stake = Some(sample.equity - bought);
        }
        let balance = stake.unwrap_or(sample.equity);
        (rows.balance[first], rows.value[first]) = (balance, balance);
    }
    rows.table()
}

#[derive(Default)]
struct Rows<'a> {
    date: Vec<i64>,
    currency: Vec<&'a str>,
    rate: Vec<f64>,
    balance: Vec<f64>,
    value: Vec<f64>,
}

impl<'a> Rows<'a> {
    fn push(&mut self, date: i64, currency: &'a str, rate: f64, balance: f64) {
        self.date.push(date);
        self.currency.push(currency);
        self.rate.push(rate);
        self.balance.push(balance);
        self.value.push(rate * balance);
    }

    fn table(&self) -> Result<Vec<u8>, String> {
        let index: Vec<i64> = (0..self.date.len() as i64).collect();
        table(&[
            ("index", Cells::Integers(&index)),
            ("date", Cells::Dates(&self.date)),
            ("currency", Cells::Words(&self.currency)),
            ("rate", Cells::Numbers(&self.rate)),
            ("balance", Cells::Numbers(&self.balance)),
            ("total_quote", Cells::Numbers(&self.value)),
        ])
    }
}

/// The trades that are open, as time goes on.
struct Held<'a> {
    /// With what is held of each, in the order of their opening.
    open: Vec<Holding<'a>>,
    /// All filled orders, the last one first.
    orders: Vec<Filled<'a>>,
}

/// A trade and what is held of it.
struct Holding<'a> {
    opening: (i64, usize),
    trade: &'a Trade,
    amount: f64,
}

/// A filled order.
struct Filled<'a> {
    /// Trades that open on one candle do so in the order of their pairs.
    opening: (i64, usize),
    trade: &'a Trade,
    order: &'a Order,
}

impl<'a> Held<'a> {
    fn new(trades: &'a [Trade], pairs: &[&str]) -> Self {
        let place =
            |pair: &str| pairs.iter().position(|known| *known == pair).unwrap_or(pairs.len());
        let of_trade = |trade: &'a Trade| {
            let opening = (trade.open_date, place(&trade.pair));
            trade.orders.iter().map(move |order| Filled { opening, trade, order })
        };
        let mut orders: Vec<Filled<'a>> = trades.iter().flat_map(of_trade).collect();
        orders.sort_by_key(|filled| (filled.order.filled_date, filled.opening));
        orders.reverse();
        Self { open: Vec::new(), orders }
    }

    /// Fills all orders before a date; whether there were any.
    fn go_to(&mut self, date: i64) -> bool {
        let before = self.orders.len();
        while let Some(Filled { opening, trade, order }) =
            self.orders.pop_if(|filled| filled.order.filled_date < date)
        {
            let change = if order.is_entry { order.amount } else { -order.amount };
            match self.open.iter_mut().find(|holding| std::ptr::eq(holding.trade, trade)) {
                Some(holding) => holding.amount += change,
                None => self.open.push(Holding { opening, trade, amount: change }),
            }
        }
        self.open.retain(|holding| holding.trade.close_date >= date);
        self.open.sort_by_key(|holding| holding.opening);
        self.orders.len() != before
    }
}

fn open_at(candles: &Candles, date: i64) -> Option<f64> {
    let row = candles.date.before(date);
    (candles.date.get(row) == Some(date)).then(|| candles.open[row])
}

/// What is bought of a pair: `BTC` of `BTC/USDT`.
fn currency(pair: &str) -> &str {
    pair.split('/').next().unwrap_or(pair)
}
