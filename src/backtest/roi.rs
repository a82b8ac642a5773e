//! When a profit target is reached, and at which price (simulation spec 6.5).

use super::Rules;
use super::position::Position;
use super::track::Row;
use crate::strategy::callbacks::Answer;

/// A profit target that is reached on a candle.
#[derive(Clone, Copy, Debug)]
pub(super) struct RoiTarget {
    /// The minutes from which it holds.
    key: i64,
    /// The profit ratio.
    ratio: f64,
}

impl Position {
    /// The target that the candle's best rate exceeds. Equality is not enough.
    pub(super) fn roi_reached(
        &self,
        rules: &Rules<'_>,
        row: &Row,
        minutes: i64,
        best_profit: f64,
        entry_signal: bool,
    ) -> Answer<Option<RoiTarget>> {
        let Some(target) = self.roi_target(rules, row, minutes)? else { return Ok(None) };
        let held_back = entry_signal && rules.settings.ignore_roi_if_entry_signal;
        Ok(Some(target).filter(|target| best_profit > target.ratio && !held_back))
    }

    /// The lower one of the table's target and the strategy's own, which holds from this minute.
    fn roi_target(&self, rules: &Rules<'_>, row: &Row, minutes: i64) -> Answer<Option<RoiTarget>> {
        let table = rules.settings.minimal_roi.at(minutes);
        let table = table.map(|(key, ratio)| RoiTarget { key, ratio });
        if !(rules.settings.use_custom_roi && rules.defined.custom_roi) {
            return Ok(table);
        }
        let at = self.moment(row);
        let custom = rules.callbacks.custom_roi(at, &self.view(), minutes)?;
        let lower =
            |ratio: &f64| ratio.is_finite() && table.is_none_or(|table| *ratio < table.ratio);
        let custom = custom.filter(lower).map(|ratio| RoiTarget { key: minutes, ratio });
        Ok(custom.or(table))
    }

    /// The price of that exit before rounding; `None` where the candle cannot have had it.
    pub(super) fn roi_price(
        &self,
        target: RoiTarget,
        rules: &Rules<'_>,
        row: &Row,
        minutes: i64,
    ) -> Option<f64> {
        let on_a_candle = target.key % rules.settings.timeframe.minutes().max(1) == 0;
        if target.ratio == -1.0 && on_a_candle {
            return Some(row.open);
        }
        let rate = self.rate_of(target.ratio);
        if minutes > 0 && minutes == target.key && on_a_candle && self.is_beyond(row.open, rate) {
            // The target came down to the price, not the price up to the target.
            return Some(row.open);
        }
        if minutes == 0
            && self.is_beyond(row.open, row.close)
            && self.is_beyond(row.open, self.open_rate)
            && self.is_beyond(rate, row.close)
        {
            // The entry lies below the open, so the good price may have come before it.
            return None;
        }
        Some(rate.max(row.low).min(row.high))
    }

    /// The exit rate that gives a profit ratio.
    fn rate_of(&self, ratio: f64) -> f64 {
        let at_zero = self.exit_value(self.amount, 0.0);
        let at_one = self.exit_value(self.amount, 1.0);
        let wanted = (1.0 + self.sign() * (ratio / self.leverage)) * self.open_value;
        (wanted - at_zero) / (at_one - at_zero)
    }
}

#[cfg(test)]
mod tests {
    use super::super::position::tests::{fill, waiting};
    use super::*;
    use crate::model::config::Config;
    use crate::model::trade::Side;
    use crate::strategy::callbacks::{Defined, NoCallbacks};
    use crate::strategy::settings::Settings;
    use serde_json::json;

    #[test]
    fn a_good_price_before_a_better_entry_is_none() {
        let config = json!({ "stake_amount": 1, "exchange": { "pair_whitelist": ["A/B"] } });
        let config = Config::from_json(&config).unwrap();
        let consts = [("timeframe".to_owned(), json!("1h"))];
        let (settings, _) = Settings::new(&consts, &config).unwrap();
        let rules = Rules {
            settings: &settings,
            config: &config,
            fee: 0.0,
            callbacks: &NoCallbacks,
            defined: Defined::default(),
        };
        let mut trade = waiting(Side::Long, 1.0, 0.0);
        fill(&mut trade, true, 1.0, 98.0);
        let target = RoiTarget { key: 0, ratio: 0.01 };
        let price = |close: f64, minutes: i64| {
            let row = Row { date: 0, open: 100.0, high: 101.0, low: 97.0, close, signal: 0 };
            trade.roi_price(target, &rules, &row, minutes)
        };
        // Bought at 98 on a candle that opened at 100 and closed at 98.5: the 98.98 lie before it.
        assert_eq!(price(98.5, 0), None);
        assert_eq!(price(99.5, 0), Some(trade.rate_of(0.01)));
        assert!(price(98.5, 60).is_some());
    }
}
