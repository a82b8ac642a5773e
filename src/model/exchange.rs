//! Exchanges whose futures are not reckoned as those of all others.

/// Which exchange, as far as that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exchange {
    /// Binance.
    Binance,
    /// Bitget.
    Bitget,
    /// Bybit.
    Bybit,
    /// Hyperliquid: without leverage tiers, and with trades for mark prices.
    Hyperliquid,
    /// OKX: only its last leverage tier bounds a position.
    Okx,
    /// All others.
    Other,
}

impl Exchange {
    /// By the name that stands in a config, in lower case.
    pub fn of(name: &str) -> Self {
        match name {
            "binance" => Self::Binance,
            "bitget" => Self::Bitget,
            "bybit" => Self::Bybit,
            "hyperliquid" => Self::Hyperliquid,
            "okx" | "okxus" | "myokx" => Self::Okx,
            _ => Self::Other,
        }
    }
}
