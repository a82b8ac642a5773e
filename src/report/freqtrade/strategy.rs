//! The figures of one strategy.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::row::{mix_row, row, rows};
use super::texts::date;
use super::{Backtest, Tested, lock, settings, statistics, trade};
use crate::backtest::metrics::{Row, left_open_total, mix_tag_stats};
use crate::model::trade::Trade;

/// Everything that is told of a strategy.
///
/// Trades are written one by one: as values, half a million of them take more memory than there is.
pub(super) struct Strategy<'a> {
    trades: &'a [Trade],
    /// All that follows them.
    rest: Map<String, Value>,
}

impl<'a> Strategy<'a> {
    pub(super) fn of(backtest: &Backtest<'_>, tested: &'a Tested<'_>) -> Self {
        let completed = tested.completed;
        let (figures, trades) = (&completed.figures, &completed.trades);
        let pairs = figures.results_per_pair.len();
        let parts = [
            json!({ "locks": completed.locks.iter().map(lock::lock).collect::<Vec<_>>() }),
            tables(tested),
            totals(tested),
            run(backtest, tested),
            settings::wallet(backtest, &tested.settings, pairs),
            settings::settings(backtest, tested),
            json!({ "periodic_breakdown": statistics::periods(trades) }),
            statistics::days(trades, figures),
            statistics::outcomes(figures),
            statistics::drawdown(figures),
        ];
        let mut rest = Map::new();
        for part in parts {
            let Value::Object(part) = part else { continue };
            rest.extend(part);
        }
        Self { trades, rest }
    }
}

impl Serialize for Strategy<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1 + self.rest.len()))?;
        map.serialize_entry("trades", &Trades(self.trades))?;
        for (key, value) in &self.rest {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

struct Trades<'a>(&'a [Trade]);

impl Serialize for Trades<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|one| trade::trade(one, trade::order)))
    }
}

fn tables(tested: &Tested<'_>) -> Value {
    let completed = tested.completed;
    let (figures, trades) = (&completed.figures, &completed.trades);
    let pairs = &figures.results_per_pair;
    let profit = |a: &&Row, b: &&Row| a.profit_total_abs.total_cmp(&b.profit_total_abs);
    let mut mixed: Vec<Value> = mix_tag_stats(trades, figures).iter().map(mix_row).collect();
    mixed.push(row(&figures.total));
    json!({
        "best_pair": pairs.first().map(row),
        "worst_pair": pairs.iter().min_by(profit).map(row),
        "results_per_pair": rows(pairs, &figures.total),
        "results_per_enter_tag": rows(&figures.results_per_enter_tag, &figures.total),
        "exit_reason_summary": rows(&figures.exit_reason_summary, &figures.total),
        "mix_tag_stats": mixed,
        "left_open_trades": rows(&figures.left_open_trades, &left_open_total(trades, figures)),
    })
}

fn totals(tested: &Tested<'_>) -> Value {
    let completed = tested.completed;
    let (figures, total) = (&completed.figures, &completed.figures.total);
    let start = figures.starting_balance;
    json!({
        "total_trades": total.trades,
        "trade_count_long": figures.trade_count_long,
        "trade_count_short": figures.trade_count_short,
        "total_volume": figures.total_volume,
        "avg_stake_amount": figures.avg_stake_amount,
        "profit_mean": total.profit_mean,
        "profit_median": figures.profit_median,
        "profit_total": total.profit_total,
        "profit_total_long": figures.profit_total_long_abs / start,
        "profit_total_short": figures.profit_total_short_abs / start,
        "profit_total_abs": total.profit_total_abs,
        "profit_total_long_abs": figures.profit_total_long_abs,
        "profit_total_short_abs": figures.profit_total_short_abs,
        "cagr": figures.cagr,
        "expectancy": total.expectancy,
        "expectancy_ratio": total.expectancy_ratio,
        "sortino": total.sortino,
        "sharpe": total.sharpe,
        "calmar": total.calmar,
        "sqn": total.sqn,
        "p_value": total.p_value,
        "wallet_stats":
            statistics::wallet(completed.wallet_stats.as_ref(), completed.equity.len()),
        "profit_factor": total.profit_factor,
    })
}

/// When and on what it was run. It took less than a second, or none that is known.
fn run(backtest: &Backtest<'_>, tested: &Tested<'_>) -> Value {
    let completed = tested.completed;
    let (figures, counters) = (&completed.figures, &completed.counters);
    let pairs: Vec<&str> = tested.pairs.iter().map(|pair| pair.pair.as_str()).collect();
    json!({
        "backtest_start": date(figures.backtest_start),
        "backtest_start_ts": figures.backtest_start,
        "backtest_end": date(figures.backtest_end),
        "backtest_end_ts": figures.backtest_end,
        "backtest_days": figures.backtest_days,
        "backtest_run_start_ts": backtest.date.seconds(),
        "backtest_run_end_ts": backtest.date.seconds(),
        "trades_per_day": figures.trades_per_day,
        "market_change": figures.market_change,
        "pairlist": pairs,
        "final_balance": figures.final_balance,
        "rejected_signals": counters.rejected_signals,
        "timedout_entry_orders": counters.timedout_entry_orders,
        "timedout_exit_orders": counters.timedout_exit_orders,
        "canceled_trade_entries": counters.canceled_trade_entries,
        "canceled_entry_orders": counters.canceled_entry_orders,
        "replaced_entry_orders": counters.replaced_entry_orders,
    })
}
