//! `sharpe-up-profit-down`: an evolution that polishes the headline.

use super::{Flag, Raised, Unit, Worse};

/// The rise of the headline that counts as one.
const LEAST_RISE: f64 = 0.01;
/// The fall of the profit that counts as one, points.
const LEAST_FALL_POINTS: f64 = 1.0;
/// The fall of the profit that counts as one, percent of the profit before.
const LEAST_FALL_PCT: f64 = 10.0;

pub(super) const FLAG: Flag = Flag {
    name: "sharpe-up-profit-down",
    flatters: "The headline rises because less is risked, not because more is earned: smaller \
               stakes, fewer trades, clipped gains.",
    rule: "SUMMARY only, against the last logged row of the same strategy: the headline's robust \
           Sharpe ratio is up by more than {0}, while `worst_profit_pct` is down by more than {1} \
           point and by more than {2} % of what it was.",
    thresholds: &[LEAST_RISE, LEAST_FALL_POINTS, LEAST_FALL_PCT],
    figure: "The change of `worst_profit_pct`, in percentage points.",
    unit: Unit::Points,
    worse: Worse::Lower,
    look_at: "What the change did to `exposure_pct`, `avg_position_pct` and `trade_count`. Keep it \
              if less risk was the aim, and say so in the note.",
    find: None,
};

/// What a strategy came to, by the figures that are compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// The headline's robust Sharpe ratio.
    pub sharpe: f64,
    /// The worst profit of its timeranges, percent.
    pub worst_profit_pct: f64,
}

/// The flag of a strategy whose headline rose, from its last logged row to now, while its profit fell.
/// Where a timerange failed there is nothing to compare.
pub fn against(before: &Standing, now: &Standing) -> Option<Raised> {
    let rise = now.sharpe - before.sharpe;
    let change = now.worst_profit_pct - before.worst_profit_pct;
    let least = (before.worst_profit_pct.abs() * LEAST_FALL_PCT / 100.0).max(LEAST_FALL_POINTS);
    let flag = Flag::named(FLAG.name)?;
    (rise > LEAST_RISE && -change > least).then_some(Raised { flag, figure: change })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(before: (f64, f64), now: (f64, f64)) -> Option<f64> {
        let standing = |(sharpe, worst_profit_pct)| Standing { sharpe, worst_profit_pct };
        against(&standing(before), &standing(now)).map(|raised| raised.figure)
    }

    #[test]
    fn the_headline_rises_and_the_profit_falls() {
        assert_eq!(figure((0.5, 40.0), (0.8, 30.0)), Some(-10.0));
        assert_eq!(figure((0.5, -5.0), (0.8, -7.0)), Some(-2.0));
        // The profit falls by less than a tenth, or by less than a point.
        assert_eq!(figure((0.5, 40.0), (0.8, 37.0)), None);
        assert_eq!(figure((0.5, 2.0), (0.8, 1.2)), None);
        // The headline does not rise.
        assert_eq!(figure((0.5, 40.0), (0.505, 10.0)), None);
        assert_eq!(figure((0.5, 40.0), (0.4, 10.0)), None);
        // A timerange failed.
        assert_eq!(figure((0.5, 40.0), (f64::NAN, f64::NAN)), None);
    }
}
