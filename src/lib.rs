//! autoquant: a backtest engine and research loop for strategies that an LLM agent writes.
//!
//! One run goes from a script to figures: a `.rhai` strategy is read and leaves a plan of columns
//! ([`strategy`]), the plan is evaluated over candles ([`data`], [`indicators`]), its signals are
//! simulated trade for trade as FreqTrade does ([`backtest`]), and the figures are shown
//! ([`report`]). [`job::backtest`] is that whole path as one pure function.
//!
//! Modules import only from modules further down this list: `cli`, `report`, `research`, `demo`,
//! `templates`, `check`, `job`, `backtest`, `strategy`, `fetch`, `import`, `data`, `indicators`,
//! `diag`, `model`, `workers`, `memory`.

pub mod backtest;
pub mod check;
pub mod cli;
pub mod data;
pub mod demo;
pub mod diag;
pub mod fetch;
pub mod import;
pub mod indicators;
pub mod job;
pub mod memory;
pub mod model;
pub mod report;
pub mod research;
pub mod strategy;
pub mod templates;
pub mod workers;
