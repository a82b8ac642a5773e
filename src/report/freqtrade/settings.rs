//! What a strategy was run with.

use serde_json::{Map, Value, json};

use super::texts::decimals;
use super::{Backtest, Tested};
use crate::model::config::StakeAmount;
use crate::strategy::settings::Settings;

/// Stake and slots.
pub(super) fn wallet(backtest: &Backtest<'_>, settings: &Settings, pairs: usize) -> Value {
    let config = backtest.config;
    let slots = settings.max_open_trades;
    let setting = if slots < 0 { -1 } else { slots };
    json!({
        "stake_amount": match config.stake_amount {
            StakeAmount::Unlimited => json!("unlimited"),
            StakeAmount::Fixed(stake) => json!(stake),
        },
        "stake_currency": config.stake_currency,
        "stake_currency_decimals": decimals(&config.stake_currency),
        "starting_balance": config.dry_run_wallet,
        "dry_run_wallet": config.dry_run_wallet,
        "max_open_trades": if slots < 0 { pairs as i64 } else { slots.min(pairs as i64) },
        "max_open_trades_setting": setting,
    })
}

/// The strategy's attributes, and whether its protections act. Machine learning there is none.
pub(super) fn settings(backtest: &Backtest<'_>, tested: &Tested<'_>) -> Value {
    let (settings, completed) = (&tested.settings, tested.completed);
    let trailing = &settings.trailing;
    let detail = completed.timeframe_detail.map_or_else(String::new, |detail| detail.to_string());
    let targets: Map<String, Value> = settings
        .minimal_roi
        .0
        .iter()
        .map(|(minutes, ratio)| (minutes.to_string(), json!(ratio)))
        .collect();
    json!({
        "timeframe": settings.timeframe,
        "timeframe_detail": detail,
        "timerange": backtest.timerange().unwrap_or_default(),
        "enable_protections": backtest.config.enable_protections,
        "strategy_name": tested.name(),
        "freqaimodel": null,
        "freqai_identifier": null,
        "stoploss": settings.stoploss,
        "trailing_stop": trailing.stop,
        "trailing_stop_positive": trailing.positive,
        "trailing_stop_positive_offset": trailing.positive_offset,
        "trailing_only_offset_is_reached": trailing.only_offset_is_reached,
        "use_custom_stoploss": settings.use_custom_stoploss,
        "minimal_roi": targets,
        "use_exit_signal": settings.use_exit_signal,
        "exit_profit_only": settings.exit_profit_only,
        "exit_profit_offset": settings.exit_profit_offset,
        "ignore_roi_if_entry_signal": settings.ignore_roi_if_entry_signal,
        "trading_mode": completed.trading_mode,
        "margin_mode": backtest.json.get("margin_mode").and_then(Value::as_str).unwrap_or_default(),
    })
}
