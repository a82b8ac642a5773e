//! What each callback finds in its `ctx`.

/// The fields that only some callbacks have.
const OWN: &[(&str, &[&str])] = &[
    (
        "custom_stake_amount",
        &[
            "current_rate",
            "proposed_stake",
            "min_stake",
            "max_stake",
            "leverage",
            "entry_tag",
            "side",
        ],
    ),
    ("custom_exit", &["trade", "current_rate", "current_profit"]),
    ("custom_stoploss", &["trade", "current_rate", "current_profit", "after_fill"]),
    ("custom_roi", &["trade", "trade_duration", "entry_tag", "side"]),
    ("confirm_trade_entry", &["amount", "rate", "entry_tag", "side"]),
    ("confirm_trade_exit", &["trade", "amount", "rate", "exit_reason"]),
];

/// The fields that all have.
const ALL: &[&str] = &["pair", "current_time", "candle"];

/// The names of the fields of a callback; nothing for other functions.
pub(super) fn of(function: &str) -> Vec<&'static str> {
    let own = OWN.iter().find(|(name, _)| *name == function);
    own.map(|(_, own)| own.iter().chain(ALL).copied().collect()).unwrap_or_default()
}
