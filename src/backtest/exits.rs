//! Why a trade ends: all reasons of one candle in their order (simulation spec 6.1, 6.6, 6.7).

use super::position::Position;
use super::roi::RoiTarget;
use super::sim::Sim;
use super::track::Row;
use super::{Rules, on};
use crate::model::trade::{OpenOrder, Side};
use crate::strategy::callbacks::Answer;
use crate::strategy::settings::OrderType;

/// A reason to close a trade.
#[derive(Clone, Debug)]
enum Reason {
    ExitSignal,
    /// With the words of `custom_exit`.
    CustomExit(String),
    StopLoss,
    Liquidation,
    Roi(RoiTarget),
    TrailingStopLoss,
}

impl Sim<'_> {
    /// Looks for reasons to close a trade on a candle, and places the order of the first one that has a
    /// price.
    pub(super) fn decide_exit(&mut self, at: usize, row: &Row) -> Answer<()> {
        let (rules, trade) = (&self.rules, &mut self.open[at]);
        let signals = &self.pairs[trade.pair].signals;
        let minutes = (row.date - trade.open_date).div_euclid(60_000);
        let best_profit = trade.profit_ratio(trade.best(row));
        trade.max_rate = Some(trade.max_rate.unwrap_or(trade.open_rate).max(row.high));
        trade.min_rate = Some(trade.min_rate.unwrap_or(trade.open_rate).min(row.low));
        trade.trail(rules, row, best_profit)?;
        let enter = on(signals.enter(trade.side), row.signal);
        let exit = on(signals.exit(trade.side), row.signal);
        let stop = trade.stop_is_hit(row).then_some(trade.stop_moved);
        // Where both are crossed the stop counts, however much worse its price is.
        let liquidation = stop.is_none() && trade.is_liquidated(trade.worst(row));
        let roi = trade.roi_reached(rules, row, minutes, best_profit, enter)?;
        let reasons = [
            trade.exit_asked_for(rules, row, exit && !enter)?,
            stop.filter(|moved| !moved).map(|_| Reason::StopLoss),
            liquidation.then_some(Reason::Liquidation),
            roi.map(Reason::Roi),
            stop.filter(|moved| *moved).map(|_| Reason::TrailingStopLoss),
        ];
        for reason in reasons.into_iter().flatten() {
            if self.place_exit(at, &reason, row, minutes)? {
                break;
            }
        }
        Ok(())
    }

    fn place_exit(&mut self, at: usize, reason: &Reason, row: &Row, minutes: i64) -> Answer<bool> {
        let (rules, trade) = (&self.rules, &self.open[at]);
        let (price, name) = match reason {
            Reason::ExitSignal => (Some(row.open), "exit_signal"),
            Reason::CustomExit(said) => (Some(row.open), said.as_str()),
            Reason::StopLoss => (Some(trade.stop_price(rules, row, minutes)), "stop_loss"),
            Reason::Liquidation => (trade.liquidation_rate(row), "liquidation"),
            Reason::Roi(target) => (trade.roi_price(*target, rules, row, minutes), "roi"),
            Reason::TrailingStopLoss => {
                (Some(trade.stop_price(rules, row, minutes)), "trailing_stop_loss")
            }
        };
        let Some(mut price) = price else { return Ok(false) };
        let tag = match (reason, self.pairs[trade.pair].signals.exit_tag.at(row.signal)) {
            (Reason::ExitSignal, tag) if !tag.is_empty() => tag,
            _ => name,
        };
        if matches!(reason, Reason::ExitSignal | Reason::CustomExit(_)) {
            price = self.exit_price(at, row, price, tag)?;
        }
        let is_asked = !matches!(reason, Reason::Liquidation);
        if is_asked && rules.defined.confirm_trade_exit {
            let (moment, view) = (trade.moment(row), trade.view());
            if !rules.callbacks.confirm_trade_exit(moment, &view, trade.amount, price, tag)? {
                return Ok(false);
            }
        }
        let order = OpenOrder {
            is_entry: false,
            date: row.date,
            price: trade.price_step.nearest(price),
            amount: trade.amount,
            tag: tag.to_owned(),
        };
        Ok(self.place_exit_order(at, order))
    }

    /// The price of an exit order that the strategy may have another one for, before rounding. It is never
    /// beyond the candle's worst.
    pub(super) fn exit_price(
        &self,
        at: usize,
        row: &Row,
        proposed: f64,
        exit_tag: &str,
    ) -> Answer<f64> {
        let (rules, trade) = (&self.rules, &self.open[at]);
        if rules.settings.order_types.exit != OrderType::Limit || !rules.defined.custom_exit_price {
            return Ok(proposed);
        }
        let profit = trade.profit_ratio(proposed);
        let (moment, view) = (trade.moment(row), trade.view());
        let custom =
            rules.callbacks.custom_exit_price(moment, &view, proposed, profit, exit_tag)?;
        let price = custom.unwrap_or(proposed);
        Ok(match trade.side {
            Side::Long => price.max(row.low),
            Side::Short => price.min(row.high),
        })
    }
}

impl Position {
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
}
