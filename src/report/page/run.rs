//! The last run of a strategy, timerange by timerange.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::balance::{Balances, exposure, money, monthly_json};
use super::candles::Shelf;
use super::columns::ChartColumns;
use super::document::flags;
use super::rounded::rounded;
use super::trades::{add_futures, trades_json};
use crate::backtest::metrics::{Row, side_rows};
use crate::data::frames::Frames;
use crate::job::{Completed, Inspected};
use crate::model::trade::Trade;
use crate::research::{Again, Backtest, Review};

/// The most trades of a page.
const TRADES: usize = 60_000;

/// The most candles of a page: a megabyte.
const CANDLES: usize = 230_000;

/// The most values of columns of a page: another megabyte.
const VALUES: usize = 700_000;

/// How much of a page each backtest may have.
pub(super) struct Room {
    /// One of so many trades is told.
    step: usize,
    /// Values of all columns of a chart.
    values: usize,
    /// The most candles of all charts.
    pub candles: usize,
    /// How many files of candles there are.
    pub frames: usize,
}

impl Room {
    /// Shares a page, or a part of one, among backtests; what is no page has room for all trades.
    pub(super) fn of(runs: &[Again], page: Option<f64>) -> Self {
        let share = |most: usize| (most as f64 * page.unwrap_or(1.0)) as usize;
        let backtests = runs.iter().flat_map(|run| &run.backtests);
        let completed = || backtests.clone().filter_map(|one| one.completed.as_deref());
        let charts: usize = completed().map(|one| one.basket.len()).sum();
        let frames: BTreeSet<_> = completed()
            .flat_map(|one| one.basket.iter().map(|pair| (pair, one.timeframe)))
            .collect();
        let trades = completed().flat_map(|one| &one.trades);
        // A trade whose orders are told takes as much room as some.
        let trades: usize = trades.map(|trade| trade.orders.len().div_ceil(2).max(1)).sum();
        Self {
            candles: share(CANDLES),
            step: if page.is_some() { trades.div_ceil(share(TRADES).max(1)).max(1) } else { 1 },
            values: share(VALUES) / charts.max(1),
            frames: frames.len(),
        }
    }
}

/// What charts are made of: candles to read, and those that are shown.
pub(super) struct Charts<'a> {
    pub candles: &'a Frames<'a>,
    pub shelf: &'a mut Shelf,
}

/// A run with all that is drawn of it.
pub(super) fn run(
    again: &Again,
    review: &Review,
    room: &Room,
    mut charts: Option<&mut Charts<'_>>,
) -> Value {
    let Again { entry, .. } = again;
    let backtests = again.backtests.iter();
    let timeranges: Vec<Value> =
        backtests.map(|one| timerange(again, one, room, charts.as_deref_mut())).collect();
    let mut run = json!({
        "strategy": entry.strategy,
        "trial": entry.number,
        "commit": entry.commit,
        "date": entry.date,
        "what_if": entry.what_if.as_ref().map(ToString::to_string),
        "active": again.is_active,
        "same": again.is_same,
        "missing": again.missing,
        "summary": entry.summary,
        "thresholds": {
            "profit_floor_pct": review.gates.profit_floor_pct,
            "min_position_size_pct": review.gates.min_position_size_pct,
        },
        "flags": flags(&entry.shown_flags()),
    });
    // Moved, not copied: it is nearly all of the page.
    run["timeranges"] = Value::Array(timeranges);
    run
}

fn timerange(
    again: &Again,
    backtest: &Backtest,
    room: &Room,
    drawn: Option<&mut Charts<'_>>,
) -> Value {
    let Backtest { entry, completed } = backtest;
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("label", json!(entry.label));
    put("timerange", json!(entry.timerange));
    let error = entry.error.as_ref();
    put("error", json!(error.map(|fault| format!("{}: {}", fault.code, fault.message))));
    put("flags", json!(flags(&entry.shown_flags())));
    let mut figures = entry.figures.clone();
    if let Some(completed) = completed.as_deref() {
        if let Some(figures) = &mut figures {
            figures.insert("exposure_pct".into(), json!(exposure_pct(completed)));
        }
        let balances = Balances::of(completed);
        put("timeframe", json!(completed.timeframe));
        if let Some(detail) = completed.timeframe_detail {
            put("timeframe_detail", json!(detail));
        }
        put("money", money(completed));
        put("equity", balances.equity_json());
        put("underwater", balances.underwater_json());
        put("exposure", exposure(&completed.trades));
        put("monthly", monthly_json(completed));
        put("pairs", pairs(completed));
        put("exits", completed.figures.exit_reason_summary.iter().map(row).collect());
        put("tags", completed.figures.results_per_enter_tag.iter().map(row).collect());
        let mut trades = trades_json(&completed.trades, room.step);
        if !completed.trading_mode.is_spot() {
            put("trading_mode", json!(completed.trading_mode));
            let sides = side_rows(&completed.trades, &completed.figures);
            put("sides", sides.iter().map(row).collect());
            add_futures(&mut trades, &completed.trades, room.step);
        }
        put("trades", trades);
        if let Some(drawn) = drawn {
            let pairs = again.pairs(backtest, drawn.candles);
            put("charts", charts(pairs, completed, room.values, drawn.shelf));
        }
    }
    put("figures", json!(figures));
    Value::Object(object)
}

/// The share of candles with an open trade, percent.
fn exposure_pct(completed: &Completed) -> f64 {
    let candles = completed.counters.candles.max(1) as f64;
    100.0 * completed.counters.candles_in_trade as f64 / candles
}

/// A row of a table, percent rounded.
fn row(row: &Row) -> Value {
    let figures = rounded([row.profit_total, row.profit_mean].iter().map(|ratio| 100.0 * ratio));
    json!({
        "key": row.key,
        "trades": row.trades,
        "wins": row.wins,
        "draws": row.draws,
        "losses": row.losses,
        "profit_pct": figures[0],
        "mean_pct": figures[1],
        "duration_min": row.duration_avg_min,
    })
}

/// The rows of the pairs, in the order of the basket, each beside what holding it would have brought.
fn pairs(completed: &Completed) -> Value {
    let of_pair = |pair: &crate::model::pair::Pair| {
        let rows = &completed.figures.results_per_pair;
        let own = rows.iter().find(|row| row.key == pair.as_str())?;
        let mut value = row(own);
        value["dd_pct"] = json!(-100.0 * own.max_drawdown_account);
        value["sharpe"] = json!(own.sharpe);
        value["profit_factor"] = json!(own.profit_factor);
        let held = completed.buy_and_hold.pairs.iter().find(|held| held.pair == pair.as_str());
        value["bah_profit_pct"] = json!(held.map(|held| 100.0 * held.profit_ratio));
        value["bah_dd_pct"] = json!(held.map(|held| 100.0 * held.drawdown_ratio));
        Some(value)
    };
    completed.basket.iter().filter_map(of_pair).collect()
}

/// A chart for each pair. Its columns are gone before those of the next one are computed.
fn charts(pairs: Vec<Inspected>, completed: &Completed, values: usize, shelf: &mut Shelf) -> Value {
    let chart = |pair: Inspected| {
        let candles = pair.columns.candles();
        let first = pair.first.min(candles.len());
        let name = shelf.put(&pair.pair, completed.timeframe, candles, first);
        let of_pair = completed.trades.iter().filter(|trade| trade.pair == pair.pair.as_str());
        let of_pair: Vec<&Trade> = of_pair.collect();
        let columns = ChartColumns::of(&pair);
        let most = values / columns.count().max(1);
        let left_out = columns.left_out().to_vec();
        let (columns, rows, step) = columns.json(candles, first, &of_pair, most);
        let mut chart = json!({
            "pair": pair.pair,
            "candles": name,
            "from": candles.date.get(first),
            "to": candles.date.last(),
            "step": step,
            "left_out": left_out,
        });
        chart["columns"] = columns;
        chart["rows"] = rows;
        chart
    };
    pairs.into_iter().map(chart).collect()
}
