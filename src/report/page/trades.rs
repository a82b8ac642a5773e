//! The trades of a backtest as columns.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::rounded::rounded;
use crate::backtest::metrics::{Excursions, excursions};
use crate::model::trade::Trade;

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
    })
}

/// Names, and where each stands among them.
#[derive(Default)]
struct Names {
    places: BTreeMap<String, usize>,
}

impl Names {
    /// The place of each trade's name.
    fn column(&mut self, trades: &[&Trade], name: impl Fn(&Trade) -> &String) -> Vec<usize> {
        let place = |trade: &&Trade| {
            let next = self.places.len();
            *self.places.entry(name(trade).clone()).or_insert(next)
        };
        trades.iter().map(place).collect()
    }

    /// The names in the order of their places.
    fn take(&mut self) -> Vec<String> {
        let mut names: Vec<(String, usize)> =
            std::mem::take(&mut self.places).into_iter().collect();
        names.sort_unstable_by_key(|(_, place)| *place);
        names.into_iter().map(|(name, _)| name).collect()
    }
}
