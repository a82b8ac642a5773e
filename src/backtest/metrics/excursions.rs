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
/// times its leverage. Of several entries the average of all is taken, so what was before the last one is told
/// as if that had been the entry from the beginning.
pub fn excursions(trade: &Trade) -> Excursions {
    let away = |rate: f64| trade.leverage * trade.side.sign() * (rate / trade.open_rate - 1.0);
    // The candle on which a partial exit closes a trade is in neither of the two rates.
    let exits = trade.orders.iter().filter(|order| !order.is_entry).map(|order| order.price);
    let lowest = exits.clone().fold(trade.min_rate.unwrap_or(trade.open_rate), f64::min);
    let highest = exits.fold(trade.max_rate.unwrap_or(trade.open_rate), f64::max);
    let (worst, best) = match trade.side {
        Side::Long => (lowest, highest),
        Side::Short => (highest, lowest),
    };
    Excursions { adverse: away(worst).min(0.0), favourable: away(best).max(0.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backtest::metrics::samples::{assert_close, ordered, trade};

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
    fn a_trade_went_at_least_as_far_as_it_was_sold() {
        let orders = [(true, 1, 10.0, 10.0), (false, 2, 11.5, 5.0), (false, 3, 9.5, 5.0)];
        let Excursions { adverse, favourable } = excursions(&ordered(3, &orders));
        assert_close(adverse, -0.05);
        assert_close(favourable, 0.15);
    }

    #[test]
    fn who_never_stood_below_the_entry_has_no_adverse_excursion() {
        let up = Trade { min_rate: Some(10.5), max_rate: Some(12.0), ..trade(1.0, 1) };
        assert_close(excursions(&up).adverse, 0.0);
    }
}
