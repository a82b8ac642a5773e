//! Rows of tables.

use serde_json::{Value, json};

use super::Tested;
use super::texts::{amount, mean_duration};
use crate::backtest::metrics::{MixRow, Row, round_scaled};

/// A row under its own key.
pub(super) fn row(row: &Row) -> Value {
    keyed(&json!(row.key), row)
}

/// A row of an entry tag with an exit reason.
pub(super) fn mix_row(mix: &MixRow) -> Value {
    keyed(&json!([mix.enter_tag, mix.exit_reason]), &mix.row)
}

/// All rows, and the one of all trades behind them.
pub(super) fn rows(rows: &[Row], total: &Row) -> Vec<Value> {
    rows.iter().chain([total]).map(row).collect()
}

/// The row of a strategy beside others.
pub(super) fn comparison(tested: &Tested<'_>, currency: &str) -> Value {
    let figures = &tested.completed.figures;
    let mut row = keyed(&json!(tested.name()), &figures.total);
    row["max_drawdown_account"] = json!(figures.drawdown.max_drawdown_account);
    row["max_drawdown_abs"] = json!(amount(figures.drawdown.max_drawdown_abs, currency));
    row
}

fn keyed(key: &Value, row: &Row) -> Value {
    let duration = match row.trades {
        0 => "0:00".to_owned(),
        _ => mean_duration(60 * row.duration_avg_min),
    };
    json!({
        "key": key,
        "trades": row.trades,
        "profit_mean": row.profit_mean,
        "profit_mean_pct": round_scaled(100.0 * row.profit_mean, 2),
        "profit_total_abs": row.profit_total_abs,
        "profit_total": row.profit_total,
        "profit_total_pct": round_scaled(100.0 * row.profit_total, 2),
        "duration_avg": duration,
        "wins": row.wins,
        "draws": row.draws,
        "losses": row.losses,
        "winrate": row.winrate,
        "cagr": row.cagr,
        "expectancy": row.expectancy,
        "expectancy_ratio": row.expectancy_ratio,
        "sortino": row.sortino,
        "sharpe": row.sharpe,
        "calmar": row.calmar,
        "sqn": row.sqn,
        "p_value": row.p_value,
        "profit_factor": row.profit_factor,
        "max_drawdown_account": row.max_drawdown_account,
        "max_drawdown_abs": row.max_drawdown_abs,
    })
}
