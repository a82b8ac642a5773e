//! The trades of a backtest as columns.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::rounded::rounded;
use crate::backtest::metrics::{Excursions, excursions};
use crate::model::trade::{Order, Trade};

/// The columns of one in so many trades.
pub(super) fn trades_json(trades: &[Trade], step: usize) -> Value {
    let shown: Vec<&Trade> = trades.iter().step_by(step).collect();
    let mut names = Names::default();
    let pair = names.column(&shown, |trade| &trade.pair);
    let (pair, pairs) = (pair, names.take());
    let reason = names.column(&shown, |trade| &trade.exit_reason);
    let reasons = names.take();
    let tag = names.column(&shown, |trade| &trade.enter_tag);
    let tags = names.take();
    let numbers = |figure: &dyn Fn(&Trade) -> f64| {
        let values: Vec<f64> = shown.iter().map(|trade| figure(trade)).collect();
        values
    };
    let percent = |figure: &dyn Fn(&Trade) -> f64| {
        rounded(numbers(figure).into_iter().map(|ratio| 100.0 * ratio))
    };
    let dates = |date: &dyn Fn(&Trade) -> i64| -> Vec<i64> {
        shown.iter().map(|trade| date(trade)).collect()
    };
    let gone = |trade: &Trade| -> Excursions { excursions(trade) };
    json!({
        "total": trades.len(),
        "shown": shown.len(),
        "pairs": pairs,
        "reasons": reasons,
        "tags": tags,
        "pair": pair,
        "reason": reason,
        "tag": tag,
        "short": dates(&|trade| i64::from(trade.side.is_short())),
        "open_date": dates(&|trade| trade.open_date),
        "close_date": dates(&|trade| trade.close_date),
        "open_rate": numbers(&|trade| trade.open_rate),
        "close_rate": numbers(&|trade| trade.close_rate),
        "profit_pct": percent(&|trade| trade.profit_ratio),
        "profit_abs": rounded(numbers(&|trade| trade.profit_abs).into_iter()),
        "mae_pct": percent(&|trade| gone(trade).adverse),
        "mfe_pct": percent(&|trade| gone(trade).favourable),
        "fills": fills(&shown),
    })
}

/// Adds the columns that only futures have: what was borrowed, what was paid for it, and where the exchange would have
/// closed the trade.
pub(super) fn add_futures(json: &mut Value, trades: &[Trade], step: usize) {
    let shown = || trades.iter().step_by(step);
    json["leverage"] = shown().map(|trade| trade.leverage).collect();
    json["funding_abs"] = json!(rounded(shown().map(|trade| trade.funding_fees)));
    let prices = shown().map(|trade| trade.liquidation_price);
    json["liquidation"] = json!(prices.collect::<Vec<_>>());
}

/// The filled orders of all trades that are more than an entry at their opening and an exit at their close;
/// `trade` is the place of theirs.
fn fills(shown: &[&Trade]) -> Value {
    let several = shown.iter().enumerate().filter(|(_, trade)| !trade.is_plain());
    // Beside each order how much of all entries it is, in percent: the exits sum up to it.
    let orders: Vec<(usize, &Order, f64)> = several
        .flat_map(|(place, trade)| {
            let entries = trade.orders.iter().filter(|order| order.is_entry);
            let entered: f64 = entries.map(|order| order.amount).sum();
            trade.orders.iter().map(move |order| (place, order, 100.0 * order.amount / entered))
        })
        .collect();
    let mut names = Names::default();
    let tag = names.column(&orders, |(_, order, _)| &order.tag);
    json!({
        "tags": names.take(),
        "trade": orders.iter().map(|(place, ..)| *place).collect::<Vec<_>>(),
        "date": orders.iter().map(|(_, order, _)| order.filled_date).collect::<Vec<_>>(),
        "entry": orders.iter().map(|(_, order, _)| i64::from(order.is_entry)).collect::<Vec<_>>(),
        "rate": orders.iter().map(|(_, order, _)| order.price).collect::<Vec<_>>(),
        "part_pct": rounded(orders.iter().map(|(.., part)| *part)),
        "tag": tag,
    })
}

/// Names, and where each stands among them.
#[derive(Default)]
struct Names {
    places: BTreeMap<String, usize>,
}

impl Names {
    /// The place of each one's name.
    fn column<T>(&mut self, all: &[T], name: impl Fn(&T) -> &String) -> Vec<usize> {
        let place = |one: &T| {
            let next = self.places.len();
            *self.places.entry(name(one).clone()).or_insert(next)
        };
        all.iter().map(place).collect()
    }

    /// The names in the order of their places.
    fn take(&mut self) -> Vec<String> {
        let mut names: Vec<(String, usize)> =
            std::mem::take(&mut self.places).into_iter().collect();
        names.sort_unstable_by_key(|(_, place)| *place);
        names.into_iter().map(|(name, _)| name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backtest::metrics::samples::{HOUR, ordered, trade};

    #[test]
    fn orders_are_told_of_trades_that_have_several() {
        let orders = [
            (true, 1, 10.0, 6.0),
            (true, 3, 8.0, 2.0),
            (false, 4, 9.0, 2.0),
            (false, 5, 11.0, 6.0),
        ];
        let late =
            Trade { open_date: 0, ..ordered(9, &[(true, 2, 9.5, 1.0), (false, 9, 9.0, 1.0)]) };
        let found = trades_json(&[trade(1.0, 5), ordered(5, &orders), late], 1);
        let expected = json!({
            "tags": ["more", "part"],
            "trade": [1, 1, 1, 1, 2, 2],
            "date": ([1, 3, 4, 5, 2, 9].map(|hour| hour * HOUR)),
            "entry": [1, 1, 0, 0, 1, 0],
            "rate": [10.0, 8.0, 9.0, 11.0, 9.5, 9.0],
            "part_pct": [75.0, 25.0, 25.0, 75.0, 100.0, 100.0],
            "tag": [0, 0, 1, 1, 0, 1],
        });
        assert_eq!(found["fills"], expected);
    }
}
