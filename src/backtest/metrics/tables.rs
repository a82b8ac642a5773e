//! The result tables: trades grouped by pair, by entry tag, by exit reason.

use super::basis::Basis;
use super::figures::{Figures, MixRow, Row};
use super::row::row;
use crate::model::trade::Trade;
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

/// The exit reason of trades that the end of the run closed.
const FORCE_EXIT: &str = "force_exit";

/// A row for each of `pairs`, those without trades too, best profit first; equal profits keep
/// the order of `pairs`.
pub(super) fn pair_rows(trades: &[Trade], pairs: &[String], basis: &Basis) -> Vec<Row> {
    let groups = by_pair(trades.iter(), pairs);
    best_first(pairs.iter().zip(&groups).map(|(pair, trades)| row(pair, trades, basis)))
}

/// The same for trades that were still open at the end, and pairs with such trades only.
pub(super) fn left_open_rows(trades: &[Trade], pairs: &[String], basis: &Basis) -> Vec<Row> {
    let left = trades.iter().filter(|trade| trade.exit_reason == FORCE_EXIT);
    let groups = by_pair(left, pairs);
    let with_trades = pairs.iter().zip(&groups).filter(|(_, trades)| !trades.is_empty());
    best_first(with_trades.map(|(pair, trades)| row(pair, trades, basis)))
}

/// A row for each value of `tag`, best profit first; equal profits in ascending order of tags.
pub(super) fn tag_rows(trades: &[Trade], tag: fn(&Trade) -> &str, basis: &Basis) -> Vec<Row> {
    let mut groups: BTreeMap<&str, Vec<&Trade>> = BTreeMap::new();
    for trade in trades {
        groups.entry(tag(trade)).or_default().push(trade);
    }
    best_first(groups.into_iter().map(|(tag, trades)| row(tag, &trades, basis)))
}

/// A row for each side that was traded, best profit first.
pub fn side_rows(trades: &[Trade], figures: &Figures) -> Vec<Row> {
    let side = |trade: &Trade| if trade.side.is_short() { "short" } else { "long" };
    tag_rows(trades, side, &Basis::of(figures))
}

/// A row for each entry tag with each exit reason, best profit first; equal profits in ascending order of
/// both. The key of each row is empty.
pub fn mix_tag_stats(trades: &[Trade], figures: &Figures) -> Vec<MixRow> {
    let basis = Basis::of(figures);
    let mut groups: BTreeMap<(&str, &str), Vec<&Trade>> = BTreeMap::new();
    for trade in trades {
        groups.entry((&trade.enter_tag, &trade.exit_reason)).or_default().push(trade);
    }
    let mut rows: Vec<MixRow> = groups
        .into_iter()
        .map(|((enter_tag, exit_reason), trades)| MixRow {
            enter_tag: enter_tag.to_owned(),
            exit_reason: exit_reason.to_owned(),
            row: row("", &trades, &basis),
        })
        .collect();
    rows.sort_by(|a, b| descending(&a.row, &b.row));
    rows
}

/// All trades together that were still open at the end.
pub fn left_open_total(trades: &[Trade], figures: &Figures) -> Row {
    let left: Vec<&Trade> = trades.iter().filter(|trade| trade.exit_reason == FORCE_EXIT).collect();
    row("TOTAL", &left, &Basis::of(figures))
}

/// The trades of each pair, in the order of `pairs`.
fn by_pair<'a>(trades: impl Iterator<Item = &'a Trade>, pairs: &[String]) -> Vec<Vec<&'a Trade>> {
    let index: HashMap<&str, usize> = pairs.iter().map(String::as_str).zip(0..).collect();
    let mut groups = vec![Vec::new(); pairs.len()];
    for trade in trades {
        if let Some(&pair) = index.get(trade.pair.as_str()) {
            groups[pair].push(trade);
        }
    }
    groups
}

/// The rows by descending profit; equal ones keep their order.
fn best_first(rows: impl Iterator<Item = Row>) -> Vec<Row> {
    let mut rows: Vec<Row> = rows.collect();
    rows.sort_by(descending);
    rows
}

fn descending(a: &Row, b: &Row) -> Ordering {
    b.profit_total_abs.partial_cmp(&a.profit_total_abs).unwrap_or(Ordering::Equal)
}

#[cfg(test)]
mod tests {
    use super::{left_open_rows, left_open_total, mix_tag_stats, pair_rows, tag_rows};
    use crate::backtest::metrics::basis::{Basis, DAY_MS};
    use crate::backtest::metrics::figures::Row;
    use crate::backtest::metrics::samples::trade;
    use crate::backtest::metrics::{Run, figures};
    use crate::model::trade::Trade;

    const BASIS: Basis = Basis { starting_balance: 1000.0, days: 12.0, momentary: false };

    fn some_trades() -> Vec<Trade> {
        let rows = [
            (1.0, "A", "b", "force_exit"),
            (2.0, "B", "a", "force_exit"),
            (3.0, "A", "", "force_exit"),
            (-1.0, "C", "", "force_exit"),
            (0.0, "D", "", "roi"),
        ];
        rows.map(|(profit, pair, enter_tag, exit_reason)| Trade {
            pair: pair.to_owned(),
            enter_tag: enter_tag.to_owned(),
            exit_reason: exit_reason.to_owned(),
            ..trade(profit, 1)
        })
        .to_vec()
    }

    fn keys(rows: &[Row]) -> Vec<(&str, usize)> {
        rows.iter().map(|row| (row.key.as_str(), row.trades)).collect()
    }

    #[test]
    fn all_pairs_by_profit_and_ties_in_their_order() {
        let pairs = ["D", "E", "A", "B", "C"].map(String::from);
        let rows = pair_rows(&some_trades(), &pairs, &BASIS);
        assert_eq!(keys(&rows), [("A", 2), ("B", 1), ("D", 1), ("E", 0), ("C", 1)]);
        let rows = left_open_rows(&some_trades(), &pairs, &BASIS);
        assert_eq!(keys(&rows), [("A", 2), ("B", 1), ("C", 1)]);
    }

    #[test]
    fn tags_by_profit_and_ties_in_ascending_order() {
        let rows = tag_rows(&some_trades(), |trade| &trade.enter_tag, &BASIS);
        assert_eq!(keys(&rows), [("", 3), ("a", 1), ("b", 1)]);
        let rows = tag_rows(&some_trades(), |trade| &trade.exit_reason, &BASIS);
        assert_eq!(keys(&rows), [("force_exit", 4), ("roi", 1)]);
    }

    #[test]
    fn tags_with_reasons_by_profit_and_ties_in_ascending_order() {
        let trades = some_trades();
        let figures = figures(&Run {
            trades: &trades,
            pairs: &[],
            starting_balance: 1000.0,
            final_balance: 1005.0,
            backtest_start: 0,
            backtest_end: 12 * DAY_MS,
            market_change: 0.0,
        });
        let rows = mix_tag_stats(&trades, &figures);
        let keys: Vec<(&str, &str, usize)> = rows
            .iter()
            .map(|mix| (mix.enter_tag.as_str(), mix.exit_reason.as_str(), mix.row.trades))
            .collect();
        let force = "force_exit";
        assert_eq!(keys, [("", force, 2), ("a", force, 1), ("b", force, 1), ("", "roi", 1)]);
        let total = left_open_total(&trades, &figures);
        assert_eq!((total.key.as_str(), total.trades, total.profit_total_abs), ("TOTAL", 4, 5.0));
    }

    #[test]
    fn a_loss_of_nothing_is_no_less_than_nothing() {
        let trades = [
            Trade { pair: "A".to_owned(), ..trade(-0.0, 1) },
            Trade { pair: "B".to_owned(), ..trade(0.0, 1) },
        ];
        let basis = Basis::new(1000.0, 0, DAY_MS);
        let rows = pair_rows(&trades, &["A", "B"].map(String::from), &basis);
        assert_eq!(keys(&rows), [("A", 1), ("B", 1)]);
    }
}
