//! What follows from trades beyond tables: days, periods, durations, drawdowns, the balance.

use serde_json::{Value, json};

use super::texts::{date, day_of_period, holding, mean_duration, span};
use crate::backtest::metrics::{Figures, Period, WalletStats, daily_profit, periodic_breakdown};
use crate::model::timerange::format_day;
use crate::model::trade::Trade;

/// Monday is the first.
const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Profits by period.
pub(super) fn periods(trades: &[Trade]) -> Value {
    let found = periodic_breakdown(trades);
    let dated = |periods: &[Period]| {
        periods.iter().map(|one| period(&day_of_period(one.date), one)).collect::<Vec<_>>()
    };
    let weekdays = found.weekday.iter().map(|one| period(WEEKDAYS[one.date as usize % 7], one));
    json!({
        "day": dated(&found.day),
        "week": dated(&found.week),
        "month": dated(&found.month),
        "year": dated(&found.year),
        "weekday": weekdays.collect::<Vec<_>>(),
    })
}

fn period(name: &str, period: &Period) -> Value {
    json!({
        "date": name,
        "date_ts": period.date,
        "profit_abs": period.profit_abs,
        "wins": period.wins,
        "draws": period.draws,
        "losses": period.losses,
        "trades": period.wins + period.draws + period.losses,
        "profit_factor": period.profit_factor,
    })
}

/// Profits by day. Without trades their list has another name.
pub(super) fn days(trades: &[Trade], figures: &Figures) -> Value {
    let days = &figures.days;
    let profits: Vec<(String, f64)> =
        daily_profit(trades).into_iter().map(|(day, profit)| (format_day(day), profit)).collect();
    let list = if trades.is_empty() { "daily_profit_list" } else { "daily_profit" };
    json!({
        "backtest_best_day": days.backtest_best_day,
        "backtest_worst_day": days.backtest_worst_day,
        "backtest_best_day_abs": days.backtest_best_day_abs,
        "backtest_worst_day_abs": days.backtest_worst_day_abs,
        "winning_days": days.winning_days,
        "draw_days": days.draw_days,
        "losing_days": days.losing_days,
        list: profits,
    })
}

/// Winners, losers and how long they were held.
pub(super) fn outcomes(figures: &Figures) -> Value {
    let held = &figures.holding;
    let trades = figures.total.trades;
    let winrate = if trades == 0 { 0.0 } else { figures.wins as f64 / trades as f64 };
    let mut outcomes = json!({
        "wins": figures.wins,
        "losses": figures.losses,
        "draws": figures.draws,
        "winrate": winrate,
        "holding_avg": mean_duration(held.holding_avg_s as i64),
    });
    if trades == 0 {
        outcomes["winner_holding_avg"] = json!(mean_duration(0));
        outcomes["loser_holding_avg"] = json!(mean_duration(0));
    } else {
        outcomes["holding_avg_s"] = json!(held.holding_avg_s);
        for (name, seconds) in [
            ("winner_holding_min", held.winner_holding_min_s),
            ("winner_holding_max", held.winner_holding_max_s),
            ("winner_holding_avg", held.winner_holding_avg_s),
            ("loser_holding_min", held.loser_holding_min_s),
            ("loser_holding_max", held.loser_holding_max_s),
            ("loser_holding_avg", held.loser_holding_avg_s),
        ] {
            outcomes[name] = json!(holding(seconds as i64));
            outcomes[format!("{name}_s")] = json!(seconds);
        }
    }
    outcomes["max_consecutive_wins"] = json!(figures.max_consecutive_wins);
    outcomes["max_consecutive_losses"] = json!(figures.max_consecutive_losses);
    outcomes
}

/// The drawdown of closed trades. Without trades its dates are the beginning of time, with its zone.
pub(super) fn drawdown(figures: &Figures) -> Value {
    let found = &figures.drawdown;
    let is_empty = figures.total.trades == 0;
    let day = |ms: i64| if is_empty { "1970-01-01T00:00:00+00:00".to_owned() } else { date(ms) };
    let mut drawdown = json!({
        "max_drawdown_account": found.max_drawdown_account,
        "max_relative_drawdown": found.max_relative_drawdown,
        "max_drawdown_abs": found.max_drawdown_abs,
        "drawdown_start": day(found.drawdown_start),
        "drawdown_start_ts": found.drawdown_start as f64,
        "drawdown_end": day(found.drawdown_end),
        "drawdown_end_ts": found.drawdown_end as f64,
        "max_drawdown_low": found.max_drawdown_low,
        "max_drawdown_high": found.max_drawdown_high,
        "csum_min": figures.csum_min,
        "csum_max": figures.csum_max,
    });
    if !is_empty {
        let seconds = (found.drawdown_end - found.drawdown_start) / 1000;
        drawdown["drawdown_duration"] = json!(span(seconds));
        drawdown["drawdown_duration_s"] = json!(seconds as f64);
    }
    drawdown
}

/// The statistics of the balance at `samples` steps; a single one has no drawdown.
pub(super) fn wallet(stats: Option<&WalletStats>, samples: usize) -> Value {
    let Some(stats) = stats else { return json!({}) };
    let found = (samples > 1).then_some(&stats.drawdown);
    let start = found.map(|found| found.drawdown_start);
    let end = found.map(|found| found.drawdown_end);
    let seconds = start.zip(end).map(|(start, end)| (end - start) / 1000);
    json!({
        "start_balance": stats.start_balance,
        "end_balance": stats.end_balance,
        "high_balance": stats.high_balance,
        "low_balance": stats.low_balance,
        "sharpe": stats.sharpe,
        "sortino": stats.sortino,
        "calmar": stats.calmar,
        "low_date": date(stats.low_date),
        "low_ts": stats.low_date,
        "high_date": date(stats.high_date),
        "high_ts": stats.high_date,
        "max_drawdown_account": stats.drawdown.max_drawdown_account,
        "max_relative_drawdown": stats.drawdown.max_relative_drawdown,
        "max_drawdown_abs": stats.drawdown.max_drawdown_abs,
        "drawdown_start": start.map(date),
        "drawdown_start_ts": start,
        "drawdown_end": end.map(date),
        "drawdown_end_ts": end,
        "drawdown_duration": seconds.map_or_else(|| mean_duration(0), span),
        "drawdown_duration_s": seconds.unwrap_or(0) as f64,
        "max_drawdown_low": stats.drawdown.max_drawdown_low,
        "max_drawdown_high": stats.drawdown.max_drawdown_high,
    })
}
