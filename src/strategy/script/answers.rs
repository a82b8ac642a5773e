//! What each callback of a script is told, and what its answer means.

use rhai::{Array, Dynamic};

use super::ScriptCallbacks;
use super::calls::About;
use crate::model::trade::Side;
use crate::strategy::callbacks::{
    Adjustment, Answer, Borrowing, Callbacks, Defined, Entry, EntryPrice, LockRequest, Moment,
    OpenTrade, Room,
};

/// The longest reason of an exit, characters.
const MOST_REASON: usize = 255;

fn side(side: Side) -> Dynamic {
    if side.is_short() { "short".into() } else { "long".into() }
}

impl ScriptCallbacks<'_> {
    /// A price; without one the proposed one is taken, and so it is where the answer is no number.
    fn price(
        &self,
        function: &'static str,
        at: Moment,
        value: &Dynamic,
        proposed: f64,
    ) -> Answer<Option<f64>> {
        let price = self.number(function, at, value)?;
        Ok(price.map(|price| if price.is_finite() { price } else { proposed }))
    }

    /// What a position is to be changed by: a number, or a number and a name.
    fn adjustment(&self, at: Moment, value: &Dynamic) -> Answer<Option<Adjustment>> {
        const FUNCTION: &str = "adjust_trade_position";
        let wanted = "a stake, `[stake, tag]` or `()`";
        let refuse = |got: &Dynamic| Err(self.refuse(FUNCTION, at, wanted, got));
        let number = |value: &Dynamic| {
            value.as_float().or_else(|_| value.as_int().map(|whole| whole as f64)).ok()
        };
        let parts = value.read_lock::<Array>().map(|parts| parts.to_vec());
        let (stake, tag) = match parts.as_deref() {
            None => (value, None),
            Some([stake]) => (stake, None),
            Some([stake, tag]) => (stake, Some(tag)),
            Some(_) => return refuse(value),
        };
        let tag = match tag.filter(|tag| !tag.is_unit()) {
            None => None,
            Some(tag) => match tag.clone().into_string() {
                Ok(tag) => Some(tag),
                Err(_) => return refuse(tag),
            },
        };
        if stake.is_unit() {
            return Ok(None);
        }
        match number(stake) {
            Some(stake) if stake.is_nan() => Ok(None),
            Some(stake) if stake > f64::NEG_INFINITY => Ok(Some(Adjustment { stake, tag })),
            _ => refuse(stake),
        }
    }
}

impl Callbacks for ScriptCallbacks<'_> {
    fn defined(&self) -> Defined {
        self.defined
    }

    fn bot_loop_start(&self, now: i64) -> Answer<()> {
        self.call("bot_loop_start", About::Step(now), None, Vec::new()).map(|_| ())
    }

    fn custom_entry_price(&self, at: Moment, asked: &EntryPrice<'_>) -> Answer<Option<f64>> {
        let mut fields = vec![
            ("proposed_rate", asked.proposed_rate.into()),
            ("entry_tag", asked.entry_tag.into()),
            ("side", side(asked.side)),
        ];
        if asked.trade.is_none() {
            fields.push(("trade", Dynamic::UNIT));
        }
        let value = self.call("custom_entry_price", at, asked.trade, fields)?;
        self.price("custom_entry_price", at, &value, asked.proposed_rate)
    }

    fn leverage(&self, at: Moment, asked: &Borrowing<'_>) -> Answer<f64> {
        let fields = vec![
            ("current_rate", asked.rate.into()),
            ("proposed_leverage", 1.0.into()),
            ("max_leverage", asked.max_leverage.into()),
            ("entry_tag", asked.entry_tag.into()),
            ("side", side(asked.side)),
        ];
        let value = self.call("leverage", at, None, fields)?;
        let leverage = self.number("leverage", at, &value)?.unwrap_or(1.0);
        // Made-up candles lack values that real ones have.
        if leverage.is_finite() || self.situation.get().is_some() {
            return Ok(leverage);
        }
        let got = if leverage.is_nan() { "NaN" } else { "infinite" };
        Err(self.refused("leverage", at, "a number or `()`", got))
    }

    fn custom_stake_amount(&self, at: Moment, entry: &Entry<'_>) -> Answer<Option<f64>> {
        let fields = vec![
            ("current_rate", entry.rate.into()),
            ("proposed_stake", entry.proposed_stake.into()),
            ("min_stake", entry.min_stake.into()),
            ("max_stake", entry.max_stake.into()),
            ("leverage", entry.leverage.into()),
            ("entry_tag", entry.entry_tag.into()),
            ("side", side(entry.side)),
        ];
        let value = self.call("custom_stake_amount", at, None, fields)?;
        let stake = self.number("custom_stake_amount", at, &value)?;
        // Not a number, and no number of coins either.
        Ok(stake.map(|stake| if stake.is_finite() { stake } else { 0.0 }))
    }

    fn confirm_trade_entry(&self, at: Moment, entry: &Entry<'_>, amount: f64) -> Answer<bool> {
        let fields = vec![
            ("amount", amount.into()),
            ("rate", entry.rate.into()),
            ("entry_tag", entry.entry_tag.into()),
            ("side", side(entry.side)),
        ];
        let value = self.call("confirm_trade_entry", at, None, fields)?;
        self.flag("confirm_trade_entry", at, &value)
    }

    fn adjust_trade_position(
        &self,
        at: Moment,
        trade: &OpenTrade,
        room: &Room,
    ) -> Answer<Option<Adjustment>> {
        let fields = vec![
            ("current_rate", room.rate.into()),
            ("current_profit", room.profit.into()),
            ("min_stake", room.min_stake.into()),
            ("max_stake", room.max_stake.into()),
        ];
        let value = self.call("adjust_trade_position", at, Some(trade), fields)?;
        self.adjustment(at, &value)
    }

    fn custom_exit(
        &self,
        at: Moment,
        trade: &OpenTrade,
        current_rate: f64,
        current_profit: f64,
    ) -> Answer<Option<String>> {
        let fields =
            vec![("current_rate", current_rate.into()), ("current_profit", current_profit.into())];
        let value = self.call("custom_exit", at, Some(trade), fields)?;
        if value.is_unit() {
            return Ok(None);
        }
        if let Ok(flag) = value.as_bool() {
            return Ok(flag.then(|| "custom_exit".to_owned()));
        }
        match value.clone().into_string() {
            Ok(reason) if reason.is_empty() => Ok(None),
            Ok(reason) => Ok(Some(reason.chars().take(MOST_REASON).collect())),
            Err(_) => {
                let wanted = "a reason in words, `true`, `false` or `()`";
                Err(self.refuse("custom_exit", at, wanted, &value))
            }
        }
    }

    fn custom_exit_price(
        &self,
        at: Moment,
        trade: &OpenTrade,
        proposed_rate: f64,
        current_profit: f64,
        exit_tag: &str,
    ) -> Answer<Option<f64>> {
        let fields = vec![
            ("proposed_rate", proposed_rate.into()),
            ("current_profit", current_profit.into()),
            ("exit_tag", exit_tag.into()),
        ];
        let value = self.call("custom_exit_price", at, Some(trade), fields)?;
        self.price("custom_exit_price", at, &value, proposed_rate)
    }

    fn custom_stoploss(
        &self,
        at: Moment,
        trade: &OpenTrade,
        current_rate: f64,
        current_profit: f64,
        after_fill: bool,
    ) -> Answer<Option<f64>> {
        let fields = vec![
            ("current_rate", current_rate.into()),
            ("current_profit", current_profit.into()),
            ("after_fill", after_fill.into()),
        ];
        let value = self.call("custom_stoploss", at, Some(trade), fields)?;
        self.number("custom_stoploss", at, &value)
    }

    fn custom_roi(&self, at: Moment, trade: &OpenTrade, minutes: i64) -> Answer<Option<f64>> {
        let fields = vec![
            ("trade_duration", minutes.into()),
            ("entry_tag", (&*trade.enter_tag).into()),
            ("side", side(trade.side)),
        ];
        let value = self.call("custom_roi", at, Some(trade), fields)?;
        self.number("custom_roi", at, &value)
    }

    fn confirm_trade_exit(
        &self,
        at: Moment,
        trade: &OpenTrade,
        amount: f64,
        rate: f64,
        exit_reason: &str,
    ) -> Answer<bool> {
        let fields = vec![
            ("amount", amount.into()),
            ("rate", rate.into()),
            ("exit_reason", exit_reason.into()),
        ];
        let value = self.call("confirm_trade_exit", at, Some(trade), fields)?;
        self.flag("confirm_trade_exit", at, &value)
    }

    fn check_timeout(&self, at: Moment, trade: &OpenTrade) -> Answer<bool> {
        let is_entry = trade.open_order.as_ref().is_some_and(|order| order.is_entry);
        let function = if is_entry { "check_entry_timeout" } else { "check_exit_timeout" };
        let value = self.ask(function, at, Some(trade), Vec::new(), true)?;
        self.flag(function, at, &value)
    }

    fn adjust_order_price(
        &self,
        at: Moment,
        trade: &OpenTrade,
        proposed_rate: f64,
    ) -> Answer<Option<f64>> {
        let Some(order) = &trade.open_order else { return Ok(None) };
        // The one for all orders comes before those for one kind.
        let function = match order.is_entry {
            _ if self.defined.adjust_order_price => "adjust_order_price",
            true => "adjust_entry_price",
            false => "adjust_exit_price",
        };
        let fields = vec![
            ("proposed_rate", proposed_rate.into()),
            ("current_order_rate", order.price.into()),
            ("entry_tag", (&*trade.enter_tag).into()),
            ("side", side(trade.side)),
        ];
        let value = self.ask(function, at, Some(trade), fields, true)?;
        self.price(function, at, &value, proposed_rate)
    }

    fn order_filled(&self, at: Moment, trade: &OpenTrade) -> Answer<()> {
        self.ask("order_filled", at, Some(trade), Vec::new(), true).map(|_| ())
    }

    fn take_locks(&self) -> Vec<LockRequest> {
        self.locks()
    }
}
