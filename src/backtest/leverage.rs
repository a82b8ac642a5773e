//! How much may be borrowed for a position, and what must be kept for it (simulation spec 9.3).

use super::Perpetual;
use crate::model::leverage::LeverageTier;

impl Perpetual {
    /// The highest leverage for a stake; `None` where the stake is beyond the last tier.
    pub(super) fn max_leverage(&self, stake: f64) -> Option<f64> {
        if self.max_leverage.is_some() {
            return self.max_leverage;
        }
        if stake == 0.0 {
            return self.tiers.first().map(|tier| tier.max_leverage);
        }
        let holds = |tier: &&LeverageTier| {
            tier.max_notional.is_none_or(|most| stake <= most / tier.max_leverage)
        };
        self.tiers.iter().find(holds).map(|tier| tier.max_leverage)
    }

    /// The largest position at a leverage; `None` for any.
    pub(super) fn max_notional(&self, leverage: f64) -> Option<f64> {
        let tier = self.tiers.iter().rev().find(|tier| leverage <= tier.max_leverage)?;
        tier.max_notional
    }

    /// The largest position at any leverage; `None` for any.
    pub(super) fn last_notional(&self) -> Option<f64> {
        self.tiers.last()?.max_notional
    }

    /// The highest leverage of any stake.
    pub(super) fn most_leverage(&self) -> Option<f64> {
        self.max_leverage.or_else(|| self.max_leverage(0.0))
    }

    /// The tier that says what must be kept. It is looked up with the stake, not with what the stake moves, as in
    /// the reference.
    pub(super) fn maintenance(&self, stake: f64) -> Option<&LeverageTier> {
        self.tiers.iter().rev().find(|tier| tier.min_notional <= stake)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::Arc;

    use super::*;

    /// A contract of three tiers: up to 5,000 at leverage 50, 20,000 at 20, and beyond that at 5.
    pub(crate) fn contract() -> Perpetual {
        let tier = |min, max, rate, leverage, cum| LeverageTier {
            min_notional: min,
            max_notional: max,
            maintenance_margin_rate: rate,
            max_leverage: leverage,
            cum,
        };
        let tiers = vec![
            tier(0.0, Some(5_000.0), 0.01, 50.0, 0.0),
            tier(5_000.0, Some(20_000.0), 0.025, 20.0, 75.0),
            tier(20_000.0, Some(100_000.0), 0.1, 5.0, 1_575.0),
        ];
        Perpetual { tiers, funding: Arc::default(), max_leverage: None, taker: 0.0005 }
    }

    #[test]
    fn the_stake_decides_how_much_is_borrowed() {
        let contract = contract();
        for (stake, leverage) in [
            (0.0, Some(50.0)),
            (100.0, Some(50.0)),
            (100.5, Some(20.0)),
            (1_000.0, Some(20.0)),
            (1_001.0, Some(5.0)),
            (20_000.0, Some(5.0)),
            (20_001.0, None),
        ] {
            assert_eq!(contract.max_leverage(stake), leverage, "{stake}");
        }
    }

    #[test]
    fn the_leverage_decides_how_large_a_position_is() {
        let contract = contract();
        for (leverage, notional) in
            [(1.0, Some(100_000.0)), (5.0, Some(100_000.0)), (6.0, Some(20_000.0)), (51.0, None)]
        {
            assert_eq!(contract.max_notional(leverage), notional, "{leverage}");
        }
    }

    #[test]
    fn maintenance_is_looked_up_with_the_stake() {
        let contract = contract();
        let rate = |stake| contract.maintenance(stake).unwrap().maintenance_margin_rate;
        assert_eq!([4_999.0, 5_000.0, 55_000.0].map(rate), [0.01, 0.025, 0.1]);
    }
}
