//! What chance alone would have found: who tries often enough finds something that looks good.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF as _, Normal};

use super::{Experiment, Fate};

/// Fewer trials than this say nothing about their scatter.
const LEAST: usize = 5;

/// A ratio without a deviation to divide by; it is no draw from anything.
const NO_RATIO: f64 = -100.0;

/// The Euler–Mascheroni constant.
const EULER: f64 = 0.577_215_664_901_532_9;

/// The headline that the best of so many trials without any skill would show.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Chance {
    /// How many trials came to a headline.
    pub trials: usize,
    /// How far apart their headlines are: the standard deviation.
    pub scatter: f64,
    /// The best that chance alone would have found.
    pub best: f64,
    /// The best that was kept.
    pub found: Option<f64>,
}

impl Chance {
    /// What all trials together say; `None` where they are few.
    ///
    /// The expected highest of `n` independent draws without a mean, after Bailey and López de Prado (The
    /// Deflated Sharpe Ratio, 2014): `σ ((1 − γ) z(1 − 1/n) + γ z(1 − 1/(n e)))`, with σ the deviation of
    /// all headlines, z the quantile of the normal distribution and γ Euler's constant. Trials that resemble
    /// each other are fewer than they are many: it is an upper guide.
    pub(super) fn of(experiments: &[Experiment]) -> Option<Self> {
        let headlines: Vec<f64> = experiments
            .iter()
            .filter_map(|one| one.sharpe)
            .filter(|sharpe| sharpe.is_finite() && *sharpe > NO_RATIO)
            .collect();
        if headlines.len() < LEAST {
            return None;
        }
        let count = headlines.len() as f64;
        let mean = headlines.iter().sum::<f64>() / count;
        let squares: f64 = headlines.iter().map(|one| (one - mean).powi(2)).sum();
        let scatter = (squares / (count - 1.0)).sqrt();
        let kept = experiments.iter().filter(|one| one.fate == Fate::Kept);
        let found = kept.filter_map(|one| one.sharpe).reduce(f64::max);
        let best = scatter * expected_highest(count);
        Some(Self { trials: headlines.len(), scatter, best, found })
    }
}

/// The expected highest of so many independent standard normal draws.
fn expected_highest(count: f64) -> f64 {
    let normal = Normal::new(0.0, 1.0).expect("a deviation of 1 is one");
    let quantile = |beyond: f64| normal.inverse_cdf(1.0 - beyond);
    (1.0 - EULER) * quantile(1.0 / count) + EULER * quantile(1.0 / (count * std::f64::consts::E))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::research::review::experiments::tests::experiment;

    #[test]
    fn more_draws_have_a_higher_highest() {
        // The exact expectations are 1.5388, 2.5076 and 3.2414; the formula is an approximation.
        for (count, expected) in [(10.0, 1.5746), (100.0, 2.5306), (1000.0, 3.2551)] {
            let highest = expected_highest(count);
            assert!((highest - expected).abs() < 2e-3, "{count}: {highest}");
        }
    }

    #[test]
    fn few_trials_say_nothing_and_what_is_no_ratio_does_not_count() {
        let some = |sharpes: &[f64]| -> Vec<Experiment> {
            sharpes.iter().map(|sharpe| experiment(Fate::Kept, *sharpe, -1.0)).collect()
        };
        assert_eq!(Chance::of(&some(&[0.1, 0.2, 0.3, 0.4])), None);
        assert_eq!(Chance::of(&some(&[0.1, 0.2, 0.3, 0.4, -100.0])), None);
        let chance = Chance::of(&some(&[0.1, 0.2, 0.3, 0.4, 0.5, -100.0])).unwrap();
        assert_eq!((chance.trials, chance.found), (5, Some(0.5)));
        assert!((chance.scatter - 0.025_f64.sqrt()).abs() < 1e-12);
        assert!((chance.best / chance.scatter - expected_highest(5.0)).abs() < 1e-12);
    }
}
