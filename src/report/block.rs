//! Blocks: the text form of results, a contract that scripts rely on.

use std::fmt::Write as _;

use crate::backtest::metrics::{BuyAndHoldPair, Row};
use crate::job::{Completed, Failure, FuturesFigures, Status};
use crate::research::flags::Raised;
use crate::research::{Gate, Relation, Result, Round, Summary, Versus};

/// The width of a key with its colon.
const KEY: usize = 18;

/// The line that says what was found.
pub fn opening_line(names: &[&str]) -> String {
    let noun = if names.len() == 1 { "strategy" } else { "strategies" };
    format!("Discovered {} {noun}: {}", names.len(), names.join(", "))
}

/// The line that says how it went.
pub fn closing_line(round: &Round) -> String {
    format!("Done: {} backtests succeeded, {} failed.", round.succeeded(), round.failed())
}

/// The block of one result, with the empty line that ends it.
pub fn block(result: &Result) -> String {
    let mut block = Block(String::from("---\n"));
    block.text("strategy", &result.outcome.strategy);
    block.text("timerange_label", &result.label);
    match &result.outcome.status {
        Status::Completed(completed) => completed_lines(&mut block, completed, result),
        Status::Failed(failure) => failed_lines(&mut block, failure, &result.commit),
    }
    block.0.push('\n');
    block.0
}

/// The block of a strategy over all its timeranges, with the empty line that ends it.
pub fn summary_block(summary: &Summary) -> String {
    let mut block = Block(String::from("---\n"));
    block.text("strategy", &summary.strategy);
    block.text("timerange_label", "SUMMARY");
    block.text("commit", &summary.commit);
    let incomplete = incomplete(summary);
    let missing = incomplete.as_ref().map_or_else(String::new, |why| format!("; {why}"));
    let least = format!("   # min across declared timeranges{missing}");
    block.text("robust_sharpe", &format!("{}{least}", fixed(summary.robust_sharpe, 4)));
    block.number("worst_profit_pct", summary.worst_profit_pct);
    block.number("worst_dd_pct", summary.worst_dd_pct);
    block.number("avg_position_pct", summary.avg_position_pct);
    let gate = |gate: Gate, words: &str| {
        let verdict = if gate.passed { "PASS" } else { "FAIL" };
        format!("{verdict}   (threshold ≥ {:.1}%{words}{missing})", gate.threshold)
    };
    block.text("profit_floor", &gate(summary.profit_floor, " per timerange"));
    block.text("min_position_size", &gate(summary.min_position_size, ""));
    let dominated = match (&summary.pareto_dominated_by, &incomplete) {
        (Some(by), _) => by.clone(),
        (None, Some(why)) if !summary.failed.is_empty() => format!("not compared ({why})"),
        (None, _) => "none (non-dominated)".to_owned(),
    };
    block.text("pareto_dominated_by", &dominated);
    block.number("robust_equity_sharpe", summary.robust_equity_sharpe);
    block.number("worst_equity_dd_pct", summary.worst_equity_dd_pct);
    let trial = summary.trial.map_or("not written down".to_owned(), |trial| trial.to_string());
    block.text("trial", &trial);
    block.text("vs_last", &summary.vs_last.as_ref().map_or("none".to_owned(), versus));
    block.text("vs_kept", &summary.vs_kept.as_ref().map_or("none".to_owned(), versus));
    block.text("flags", &flags(&summary.flags));
    if let Some(marked) = &summary.marked {
        block.number("robust_marked_sharpe", marked.sharpe);
        block.number("worst_marked_dd_pct", marked.max_dd);
    }
    block.0.push('\n');
    block.0
}

/// What has changed since another run: the headline, and what it may have cost.
fn versus(other: &Versus) -> String {
    let of = format!("(trial {}, {})", other.trial, other.commit);
    let differs = match other.relation {
        Relation::Same => return format!("the same {of}"),
        Relation::Failed => return format!("that trial failed {of}"),
        Relation::OtherConfig => "; another config.json: not comparable",
        Relation::OtherTimeranges => "; other timeranges: not comparable",
        Relation::OtherCandles => "; other candles: not comparable",
        Relation::Comparable => "",
    };
    let signed = |value: f64, decimals: usize| {
        let text = fixed(value, decimals);
        if text.starts_with('-') || text == "nan" { text } else { format!("+{text}") }
    };
    format!(
        "sharpe={} profit_pct={} dd_pct={} {of}{differs}",
        signed(other.sharpe, 4),
        signed(other.profit_pct, 2),
        signed(other.dd_pct, 2),
    )
}

/// Flags on one line: `few-trades=12 one-pair=83.1%`.
fn flags(raised: &[Raised]) -> String {
    if raised.is_empty() {
        return "none".to_owned();
    }
    raised.iter().map(Raised::to_string).collect::<Vec<_>>().join(" ")
}

/// Which timeranges keep the summary from being whole.
fn incomplete(summary: &Summary) -> Option<String> {
    let of = |labels: &[String], what: &str| {
        (!labels.is_empty()).then(|| format!("{}: {what}", labels.join(", ")))
    };
    let parts = [of(&summary.failed, "failed"), of(&summary.empty, "no trades")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Lines of keys and values.
#[derive(Default)]
pub(super) struct Block(String);

impl Block {
    /// A line as it is.
    pub(super) fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }

    pub(super) fn text(&mut self, key: &str, value: &str) {
        let key = format!("{key}:");
        // A key that fills the column keeps its distance.
        let space = if key.len() < KEY { "" } else { " " };
        writeln!(self.0, "{key:KEY$}{space}{value}").expect("a string takes all text");
    }

    fn number(&mut self, key: &str, value: f64) {
        self.text(key, &fixed(value, 4));
    }

    fn count(&mut self, key: &str, value: usize) {
        self.text(key, &value.to_string());
    }
}

/// A number with fixed decimals; zero has no sign.
fn fixed(value: f64, decimals: usize) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    let text = format!("{value:.decimals$}");
    let is_zero = text.trim_start_matches('-').chars().all(|c| c == '0' || c == '.');
    if is_zero { text.trim_start_matches('-').to_owned() } else { text }
}

fn completed_lines(block: &mut Block, completed: &Completed, result: &Result) {
    let Completed { figures, wallet_stats, buy_and_hold, counters, .. } = completed;
    let total = &figures.total;
    block.text("timerange", &completed.timerange.to_string());
    block.text("commit", &result.commit);
    let basket: Vec<&str> =
        completed.basket.iter().map(super::super::model::pair::Pair::as_str).collect();
    block.text("basket", &basket.join(","));
    block.number("sharpe", total.sharpe);
    block.number("sortino", total.sortino);
    block.number("calmar", total.calmar);
    block.number("total_profit_pct", total.profit_total * 100.0);
    block.number("max_drawdown_pct", -figures.drawdown.max_drawdown_account * 100.0);
    block.count("trade_count", total.trades);
    block.number("win_rate_pct", total.winrate * 100.0);
    block.number("profit_factor", total.profit_factor);
    block.number("bah_sharpe", buy_and_hold.sharpe);
    block.number("bah_profit_pct", buy_and_hold.profit_ratio * 100.0);
    block.number("bah_dd_pct", buy_and_hold.drawdown_ratio * 100.0);
    let equity = wallet_stats.as_ref();
    block.number("equity_sharpe", equity.map_or(0.0, |stats| stats.sharpe));
    let drawdown = equity.map_or(0.0, |stats| stats.drawdown.max_drawdown_account);
    block.number("equity_dd_pct", -drawdown * 100.0);
    let candles = counters.candles.max(1) as f64;
    block.number("exposure_pct", counters.candles_in_trade as f64 / candles * 100.0);
    block.count("entry_signals", counters.entry_signals);
    block.count("rejected_signals", counters.rejected_signals);
    block.text("flags", &flags(&result.flags));
    block.number("hold_profit_pct", figures.market_change * 100.0);
    if let Some(data) = &result.data_key {
        block.text("data_hash", data.as_str());
    }
    if let Some(detail) = completed.timeframe_detail {
        block.text("timeframe_detail", &detail.to_string());
    }
    if let Some(figures) = completed.futures() {
        futures_lines(block, &figures);
    }
    block.0.push_str("per_pair:\n");
    for pair in &completed.basket {
        let row = figures.results_per_pair.iter().find(|row| row.key == pair.as_str());
        let held = buy_and_hold.pairs.iter().find(|held| held.pair == pair.as_str());
        if let (Some(row), Some(held)) = (row, held) {
            block.0.push_str(&pair_line(row, held));
        }
    }
}

/// What only futures have.
fn futures_lines(block: &mut Block, figures: &FuturesFigures) {
    block.text("trading_mode", "futures");
    block.count("short_count", figures.short_count);
    block.number("long_profit_pct", figures.long_profit_pct);
    block.number("short_profit_pct", figures.short_profit_pct);
    block.number("avg_leverage", figures.avg_leverage);
    block.number("funding_pct", figures.funding_pct);
    block.count("liquidations", figures.liquidations);
    block.number("marked_sharpe", figures.marked_sharpe);
    block.number("marked_dd_pct", figures.marked_dd_pct);
}

fn pair_line(row: &Row, held: &BuyAndHoldPair) -> String {
    format!(
        "  {}: sharpe={} trades={} profit_pct={} dd_pct={} wr={} pf={} (bah_profit={} bah_dd={})\n",
        row.key,
        fixed(row.sharpe, 4),
        row.trades,
        fixed(row.profit_total * 100.0, 2),
        fixed(-row.max_drawdown_account * 100.0, 2),
        fixed(row.winrate * 100.0, 1),
        fixed(row.profit_factor, 2),
        fixed(held.profit_ratio * 100.0, 1),
        fixed(held.drawdown_ratio * 100.0, 1),
    )
}

fn failed_lines(block: &mut Block, failure: &Failure, commit: &str) {
    block.text("commit", commit);
    block.text("status", "ERROR");
    block.text("error_type", &failure.error_type.to_string());
    block.text("error_msg", &failure.diagnostic.message);
    for line in failure.diagnostic.to_string().lines().filter(|line| !line.trim().is_empty()) {
        block.0.push_str(line.trim_end());
        block.0.push('\n');
    }
}
