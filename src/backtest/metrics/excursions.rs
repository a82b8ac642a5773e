//! How far a trade went for and against its owner while it was open.

use crate::model::trade::{Side, Trade};

/// The furthest that a trade stood from its entry, as ratios of the stake before fees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Excursions {
    /// Maximum adverse excursion: the worst, at most 0.
    pub adverse: f64,
    /// Maximum favourable excursion: the best, at least 0.
    pub favourable: f64,
}

/// The excursions of a trade: from its average entry to the lowest and the highest price while it was open,
/// times its leverage.
pub fn excursions(trade: &Trade) -> Excursions {
    let away = |rate: f64| trade.leverage * trade.side.sign() * (rate / trade.open_rate - 1.0);
    let (worst, best) = match trade.side {
        Side::Long => (trade.min_rate, trade.max_rate),
        Side::Short => (trade.max_rate, trade.min_rate),
    };
    Excursions {
        adverse: away(worst.unwrap_or(trade.open_rate)).min(0.0),
        favourable: away(best.unwrap_or(trade.open_rate)).max(0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backtest::metrics::samples::{assert_close, trade};

    #[test]
    fn long_and_short_trades_go_opposite_ways() {
        let long = Trade { min_rate: Some(9.0), max_rate: Some(12.0), ..trade(1.0, 1) };
        let Excursions { adverse, favourable } = excursions(&long);
        assert_close(adverse, -0.1);
        assert_close(favourable, 0.2);
        let short = Trade { side: Side::Short, leverage: 3.0, ..long };
        let Excursions { adverse, favourable } = excursions(&short);
        assert_close(adverse, -0.6);
        assert_close(favourable, 0.3);
    }

    #[test]
    fn who_never_stood_below_the_entry_has_no_adverse_excursion() {
        let up = Trade { min_rate: Some(10.5), max_rate: Some(12.0), ..trade(1.0, 1) };
        assert_close(excursions(&up).adverse, 0.0);
    }
}
