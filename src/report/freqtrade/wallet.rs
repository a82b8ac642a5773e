//! What was in the wallet before each step.

use std::iter::Peekable;
use std::slice::Iter;

use super::Tested;
use crate::backtest::Holding;
use crate::backtest::metrics::Sample;
use crate::data::feather::{Cells, table};
use crate::model::candles::Candles;
use crate::model::config::Config;

/// Two balances are the same if they differ by less, as a share.
const NOISE: f64 = 1e-12;

/// A row for each currency at each step: the stake currency first, then what was bought and not yet sold, in
/// the order of opening. In futures nothing is bought.
pub(super) fn wallet(tested: &Tested<'_>, config: &Config) -> Result<Vec<u8>, String> {
    let completed = tested.completed;
    let holdings = if config.trading_mode.is_spot() { &*completed.holdings } else { &[] };
    let names: Vec<&str> = tested.pairs.iter().map(|pair| base(pair.pair.as_str())).collect();
    let price = |pair: usize, date| open_at(tested.pairs[pair].columns.candles(), date);
    rows(&completed.equity, holdings, &config.stake_currency, &names, price).table()
}

fn rows<'a>(
    equity: &[Sample],
    holdings: &[Holding],
    currency: &'a str,
    names: &[&'a str],
    price: impl Fn(usize, i64) -> Option<f64>,
) -> Rows<'a> {
    let mut rows = Rows::default();
    let mut held = Held { open: Vec::new(), changes: holdings.iter().peekable() };
    let mut stake = None;
    for sample in equity {
        held.go_to(sample.date);
        let first = rows.date.len();
        rows.push(sample.date, currency, 1.0, 0.0);
        for (pair, amount) in held.open.iter().filter(|(_, amount)| *amount != 0.0) {
            if let Some(open) = price(*pair, sample.date) {
                rows.push(sample.date, names[*pair], open, *amount);
            }
        }
        // What is left is in the stake currency, entry orders that wait among it. Where nothing happens it
        // stays what it is, to the last digit.
        let bought: f64 = rows.value[first + 1..].iter().sum();
        let left = sample.equity - bought;
        let is_same = |stake: &f64| (stake - left).abs() <= NOISE * sample.equity.abs();
        let balance = stake.filter(is_same).unwrap_or(left);
        (rows.balance[first], rows.value[first]) = (balance, balance);
        stake = Some(balance);
    }
    rows
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
        // `FreqTrade` counts the stake currency in whole numbers, until there is a price of something else.
        let whole = vec![1; self.date.len()];
        let has_bought = self.currency.windows(2).any(|pair| pair[0] != pair[1]);
        let rate = if has_bought { Cells::Numbers(&self.rate) } else { Cells::Integers(&whole) };
        table(&[
            ("index", Cells::Integers(&index)),
            ("date", Cells::Dates(&self.date)),
            ("currency", Cells::Words(&self.currency)),
            ("rate", rate),
            ("balance", Cells::Numbers(&self.balance)),
            ("total_quote", Cells::Numbers(&self.value)),
        ])
    }
}

/// What is held of the pairs with open trades, as time goes on.
struct Held<'a> {
    /// In the order in which their trades were opened.
    open: Vec<(usize, f64)>,
    changes: Peekable<Iter<'a, Holding>>,
}

impl Held<'_> {
    /// Makes all changes up to a date.
    fn go_to(&mut self, date: i64) {
        while let Some(Holding { pair, amount, .. }) =
            self.changes.next_if(|change| change.date <= date)
        {
            let at = self.open.iter().position(|(held, _)| held == pair);
            match (at, *amount) {
                (Some(at), Some(amount)) => self.open[at].1 = amount,
                (None, Some(amount)) => self.open.push((*pair, amount)),
                (Some(at), None) => drop(self.open.remove(at)),
                (None, None) => {}
            }
        }
    }
}

fn open_at(candles: &Candles, date: i64) -> Option<f64> {
    let row = candles.date.before(date);
    (candles.date.get(row) == Some(date)).then(|| candles.open[row])
}

/// What is bought of a pair: `BTC` of `BTC/USDT`.
fn base(pair: &str) -> &str {
    pair.split('/').next().unwrap_or(pair)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_the_balance_is_in_the_stake_currency() {
        let sample = |(date, equity)| Sample { date, equity };
        let equity = [(1, 100.0), (2, 100.0), (3, 104.0), (4, 102.0), (5, 103.5)].map(sample);
        let holding = |(date, pair, amount)| Holding { date, pair, amount };
        // The entry of the first waits while the second is opened; at last the first is gone.
        let holdings = [
            (2, 1, Some(0.0)),
            (2, 0, Some(2.0)),
            (3, 1, Some(1.0)),
            (5, 1, None),
            (5, 0, Some(1.0)),
        ];
        let price = |pair: usize, date: i64| (date != 4 || pair == 0).then(|| [10.0, 20.0][pair]);
        let rows = rows(&equity, &holdings.map(holding), "USDT", &["A", "B"], price);
        let found: Vec<_> = rows.date.iter().zip(&rows.currency).zip(&rows.balance).collect();
        let expected = [
            ((1, "USDT"), 100.0),
            ((2, "USDT"), 80.0),
            ((2, "A"), 2.0),
            ((3, "USDT"), 64.0),
            ((3, "B"), 1.0),
            ((3, "A"), 2.0),
            ((4, "USDT"), 82.0),
            ((4, "A"), 2.0),
            ((5, "USDT"), 93.5),
            ((5, "A"), 1.0),
        ];
        let told: Vec<_> = found
            .into_iter()
            .map(|((date, currency), balance)| ((*date, *currency), *balance))
            .collect();
        assert_eq!(told, expected);
    }
}
