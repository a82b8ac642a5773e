//! A round at a glance, for a person at a terminal.

use tabled::builder::Builder;
use tabled::settings::object::Columns;
use tabled::settings::{Alignment, Style};

use crate::job::Status;
use crate::research::Round;

/// One row for each backtest.
pub fn overview(round: &Round) -> String {
    let mut rows = Builder::default();
    rows.push_record([
        "strategy",
        "timerange",
        "trades",
        "profit %",
        "drawdown %",
        "sharpe",
        "held %",
    ]);
    for result in &round.results {
        let mut row = vec![result.strategy.name.clone(), result.label.clone()];
        match &result.outcome.status {
            Status::Failed(failure) => row.push(failure.error_type.to_string()),
            Status::Completed(completed) => {
                let figures = &completed.figures;
                let percent = |ratio: f64| format!("{:.2}", ratio * 100.0);
                row.extend([
                    figures.total.trades.to_string(),
                    percent(figures.total.profit_total),
                    percent(-figures.drawdown.max_drawdown_account),
                    format!("{:.2}", figures.total.sharpe),
                    percent(completed.buy_and_hold.profit_ratio),
                ]);
            }
        }
        rows.push_record(row);
    }
    let mut table = rows.build();
    table.with(Style::psql()).modify(Columns::new(2..), Alignment::right());
    table.to_string()
}
