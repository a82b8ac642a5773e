//! How much the demo lends: large positions get less leverage, and so do pairs that are traded less.

use super::walk::round;
use crate::model::leverage::LeverageTier;

/// The largest position in multiples of a pair's depth, the part of it that must be kept, and the highest
/// leverage.
const LADDER: [(f64, f64, f64); 10] = [
    (1.0, 0.004, 125.0),
    (5.0, 0.005, 100.0),
    (20.0, 0.01, 50.0),
    (100.0, 0.025, 20.0),
    (200.0, 0.05, 10.0),
    (400.0, 0.1, 5.0),
    (600.0, 0.125, 4.0),
    (1_000.0, 0.15, 3.0),
    (2_000.0, 0.25, 2.0),
    (3_000.0, 0.5, 1.0),
];

/// The tiers of a pair, without those that it has too little trade for.
pub(super) fn tiers(depth: f64, without: usize) -> Vec<LeverageTier> {
    let mut tiers: Vec<LeverageTier> = Vec::with_capacity(LADDER.len());
    for (most, rate, max_leverage) in LADDER.into_iter().skip(without) {
        // What is kept grows without a jump where two tiers meet.
        let (min_notional, cum) = tiers.last().map_or((0.0, 0.0), |below| {
            let end = below.max_notional.unwrap_or_default();
            (end, round(below.cum + end * (rate - below.maintenance_margin_rate), 4))
        });
        tiers.push(LeverageTier {
            min_notional,
            max_notional: Some(most * depth),
            maintenance_margin_rate: rate,
            max_leverage,
            cum,
        });
    }
    tiers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::leverage::tiers_of;

    #[test]
    fn tiers_are_read_as_they_are_written() {
        let all = [tiers(50_000.0, 0), tiers(5_000.0, 2)];
        for tiers in &all {
            let text = serde_json::to_string(tiers).unwrap();
            let read = tiers_of(&format!(r#"{{ "A/USDT:USDT": {text} }}"#)).unwrap();
            assert_eq!(read["A/USDT:USDT"], *tiers);
            // The exchange sells a position before it has lost all that was put in.
            let is_sound =
                |tier: &LeverageTier| tier.maintenance_margin_rate < 1.0 / tier.max_leverage;
            assert!(tiers.iter().all(is_sound));
        }
        let [large, small] = all;
        assert_eq!((large[1].min_notional, large[1].cum), (50_000.0, 50.0));
        assert_eq!((small[0].max_leverage, small[0].cum), (50.0, 0.0));
        assert_eq!(small.last().unwrap().max_notional, Some(15_000_000.0));
    }
}
