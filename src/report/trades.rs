//! Trades as CSV, with FreqTrade's columns.

use crate::model::precision::round8;
use crate::model::timerange::format_date;
use crate::model::trade::Trade;

const COLUMNS: [&str; 22] = [
    "pair",
    "is_short",
    "leverage",
    "open_date",
    "close_date",
    "open_rate",
    "close_rate",
    "amount",
    "stake_amount",
    "max_stake_amount",
    "fee_open",
    "fee_close",
    "profit_abs",
    "profit_ratio",
    "exit_reason",
    "enter_tag",
    "min_rate",
    "max_rate",
    "stop_loss_abs",
    "initial_stop_loss_abs",
    "trade_duration",
    "funding_fees",
];

/// The trades, one a row, in closing order. Amounts are rounded to 8 decimals as FreqTrade exports
/// them, all other numbers are the shortest that read back to the same value.
pub fn trades_csv(trades: &[Trade]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).expect("memory takes all rows");
    for trade in trades {
        writer.write_record(row(trade)).expect("memory takes all rows");
    }
    writer.into_inner().expect("memory takes all rows")
}

fn row(trade: &Trade) -> [String; 22] {
    let number = |value: f64| format!("{value}");
    [
        trade.pair.clone(),
        (if trade.side.is_short() { "True" } else { "False" }).to_owned(),
        number(trade.leverage),
        format_date(trade.open_date),
        format_date(trade.close_date),
        number(trade.open_rate),
        number(trade.close_rate),
        number(round8(trade.amount)),
        number(round8(trade.stake_amount)),
        number(round8(trade.max_stake_amount)),
        number(trade.fee_open),
        number(trade.fee_close),
        number(trade.profit_abs),
        number(trade.profit_ratio),
        trade.exit_reason.clone(),
        trade.enter_tag.clone(),
        trade.min_rate.map(number).unwrap_or_default(),
        trade.max_rate.map(number).unwrap_or_default(),
        number(trade.stop_loss_abs),
        number(trade.initial_stop_loss_abs),
        trade.trade_duration().to_string(),
        number(trade.funding_fees),
    ]
}
