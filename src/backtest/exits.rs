//! Why a trade ends: all reasons of one candle in their order (simulation spec 6.1, 6.6, 6.7).

use super::position::{OpenOrder, Position};
use super::roi::RoiTarget;
use super::track::Row;
use super::{Rules, Signals, on};
use crate::strategy::callbacks::Answer;

/// A reason to close a trade.
#[derive(Clone, Debug)]
enum Reason {
    ExitSignal,
    /// With the words of `custom_exit`.
    CustomExit(String),
    StopLoss,
    Roi(RoiTarget),
    TrailingStopLoss,
}

impl Position {
    /// Looks for reasons to close the trade on a candle, and places the order of the first one that
    /// has a price.
    pub(super) fn decide_exit(
        &mut self,
        rules: &Rules<'_>,
        signals: &Signals,
        row: &Row,
    ) -> Answer<()> {
        let minutes = (row.date - self.open_date).div_euclid(60_000);
        let best_profit = self.profit_ratio(self.best(row));
        self.max_rate = Some(self.max_rate.unwrap_or(self.open_rate).max(row.high));
        self.min_rate = Some(self.min_rate.unwrap_or(self.open_rate).min(row.low));
        self.trail(rules, row, best_profit)?;
        let (enter, exit) = if self.side.is_short() {
            (signals.enter_short.as_ref(), signals.exit_short.as_ref())
        } else {
            (signals.enter_long.as_ref(), signals.exit_long.as_ref())
        };
        let (enter, exit) = (on(enter, row.signal), on(exit, row.signal));
        let stop = self.stop_is_hit(row).then_some(self.stop_moved);
        let roi = self.roi_reached(rules, row, minutes, best_profit, enter)?;
        let reasons = [
            self.exit_asked_for(rules, row, exit && !enter)?,
            stop.filter(|moved| !moved).map(|_| Reason::StopLoss),
            roi.map(Reason::Roi),
            stop.filter(|moved| *moved).map(|_| Reason::TrailingStopLoss),
        ];
        for reason in reasons.into_iter().flatten() {
            if self.place_exit(&reason, rules, signals, row, minutes)? {
                break;
            }
        }
        Ok(())
    }

    /// The exit signal, or what `custom_exit` says where there is none.
    fn exit_asked_for(&self, rules: &Rules<'_>, row: &Row, signal: bool) -> Answer<Option<Reason>> {
        let settings = rules.settings;
        if !settings.use_exit_signal || !(signal || rules.defined.custom_exit) {
            return Ok(None);
        }
        let profit = || self.profit_ratio(row.open);
        if signal {
            let accepted = !settings.exit_profit_only || profit() > settings.exit_profit_offset;
            return Ok(accepted.then_some(Reason::ExitSignal));
        }
        let at = self.moment(row);
        let said = rules.callbacks.custom_exit(at, &self.view(), row.open, profit())?;
        Ok(said.map(Reason::CustomExit))
    }

    fn place_exit(
        &mut self,
        reason: &Reason,
        rules: &Rules<'_>,
        signals: &Signals,
        row: &Row,
        minutes: i64,
    ) -> Answer<bool> {
        let (price, name) = match reason {
            Reason::ExitSignal => (Some(row.open), "exit_signal"),
            Reason::CustomExit(said) => (Some(row.open), said.as_str()),
            Reason::StopLoss => (Some(self.stop_price(rules, row, minutes)), "stop_loss"),
            Reason::Roi(target) => (self.roi_price(*target, rules, row, minutes), "roi"),
            Reason::TrailingStopLoss => {
                (Some(self.stop_price(rules, row, minutes)), "trailing_stop_loss")
            }
        };
        let Some(price) = price else { return Ok(false) };
        let tag = match (reason, signals.exit_tag.at(row.signal)) {
            (Reason::ExitSignal, tag) if !tag.is_empty() => tag,
            _ => name,
        };
        if rules.defined.confirm_trade_exit {
            let at = self.moment(row);
            let callbacks = rules.callbacks;
            if !callbacks.confirm_trade_exit(at, &self.view(), self.amount, price, tag)? {
                return Ok(false);
            }
        }
        Ok(self.place(OpenOrder {
            is_entry: false,
            date: row.date,
            price: self.price_step.nearest(price),
            amount: self.amount,
            tag: tag.to_owned(),
        }))
    }
}
