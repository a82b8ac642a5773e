//! A dry run of the callbacks: each is asked about made-up situations, and answers or shows a fault.
//!
//! The candles are made up, from one on which no column has a value to one with large numbers, and so are
//! the trades: in profit, with a loss, just opened; long ones, and short ones where there may be any.

use std::sync::Arc;

use serde_json::Value;

use super::errors::Fault;
use super::limits::Allowance;
use super::{Const, Planned, Script, ScriptCallbacks};
use crate::indicators::Output;
use crate::model::bits::Bits;
use crate::model::candles::{Candle, Candles};
use crate::model::pair::Pair;
use crate::model::tags::Tags;
use crate::model::trade::{OpenOrder, Order, Side};
use crate::strategy::callbacks::{
    Answer, Borrowing, Callbacks as _, Entry, EntryPrice, Moment, OpenTrade, Room,
};
use crate::strategy::plan::{
    Body, Column, Columns, FrameData, NodeId, Parameters, Plan, Shape, TagRule,
};

/// What the columns hold on each of the candles, and how that is said.
const CANDLES: [(f64, &str); 8] = [
    (f64::NAN, "on a first candle without values"),
    (50.0, "on an ordinary candle"),
    (0.0, "on a candle whose columns are 0"),
    (1.0e6, "on a candle with large values"),
    (1.0, "on a candle whose columns are 1"),
    (22.0, "on an ordinary candle"),
    (75.0, "on an ordinary candle"),
    (-0.5, "on a candle with negative values"),
];

/// What a column of whole numbers holds on each of them: 0 where there is no value, and otherwise one that
/// its function has.
const WHOLE: [f64; CANDLES.len()] = [0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0, -1.0];

/// What a candle pattern says where there is one.
const PATTERN: f64 = 100.0;

/// When the first candle begins: 2021-01-01.
const START: i64 = 1_609_459_200_000;
const HOUR: i64 = 3_600_000;
/// From candle to candle: they lie on several weekdays and at several hours.
const STEP: i64 = 31 * HOUR;

/// Profits of the trades, and how long each is open.
const TRADES: [(f64, i64); 8] = [
    (0.0, 0),
    (0.08, 30 * HOUR),
    (-0.08, 2_000 * HOUR),
    (0.02, 2 * HOUR),
    (-0.02, 6 * HOUR),
    (0.15, 100 * HOUR),
    (0.6, 700 * HOUR),
    (-0.3, 12 * HOUR),
];

/// The leverage of the trades of a strategy that borrows, and the most that it is allowed.
const BORROWED: f64 = 3.0;
const MOST_BORROWED: f64 = 20.0;

/// The most pairs that are asked about.
const MOST_PAIRS: usize = 100;

/// Reasons that an exit may have.
const REASONS: [&str; 5] = ["roi", "stop_loss", "trailing_stop_loss", "exit_signal", "force_exit"];

/// Those of exits that may have a price of their own.
const EXITS_AT_THE_OPEN: [&str; 3] = ["exit_signal", "custom_exit", "partial_exit"];

impl Script {
    /// Asks every callback about made-up situations of each pair; the first fault that shows.
    pub(super) fn rehearse(
        &self,
        planned: &Planned,
        pairs: &[Pair],
        parameters: Parameters,
    ) -> Result<(), Fault> {
        let columns = Arc::new(columns(planned, &parameters));
        let traded =
            pairs.iter().map(|pair| (pair.clone(), Arc::clone(&columns), CANDLES.len())).collect();
        let reads = self.words_of_callbacks();
        let callbacks = self.callbacks(traded, parameters, &reads, Allowance::building());
        let sides: &[Side] =
            if self.is_on("can_short") { &[Side::Long, Side::Short] } else { &[Side::Long] };
        // Everything of the first pair; of the others what their names may change.
        let others = (1..pairs.len().min(MOST_PAIRS)).map(|pair| (pair, 1));
        let candles = (0..CANDLES.len()).map(|candle| (0, candle));
        for (pair, candle) in candles.chain(others) {
            for (side, tag) in sides
                .iter()
                .flat_map(|side| tags(&planned.plan.signals.enter_tag).map(move |tag| (*side, tag)))
            {
                callbacks.situation.set(Some((CANDLES[candle].1, side)));
                let asked = ask_all(&callbacks, pair, candle, side, tag);
                // An answer that follows from another fault is none of its own.
                if let Err(diagnostic) = asked
                    && !callbacks.is_unknown.get()
                {
                    return Err(Fault { diagnostic: *diagnostic, at: callbacks.fault_at.get() });
                }
            }
        }
        Ok(())
    }

    /// Whether a setting is written as `true`.
    fn is_on(&self, setting: &str) -> bool {
        let is_it =
            |entry: &Const| entry.name == setting && entry.json() == Some(Value::Bool(true));
        self.consts.iter().any(is_it)
    }
}

/// The tags that a trade may have; a few stand for many.
fn tags(rules: &[TagRule]) -> impl Iterator<Item = &str> {
    std::iter::once("").chain(rules.iter().map(|rule| rule.tag.as_str())).take(8)
}

fn ask_all(
    callbacks: &ScriptCallbacks<'_>,
    pair: usize,
    candle: usize,
    side: Side,
    tag: &str,
) -> Answer<()> {
    let now = START + candle as i64 * STEP + HOUR;
    let at = Moment { pair, now, candle };
    if callbacks.defined().bot_loop_start {
        callbacks.bot_loop_start(now)?;
    }
    let leverage = if callbacks.defined().leverage { BORROWED } else { 1.0 };
    ask_about_an_entry(callbacks, at, side, leverage, tag)?;
    for (profit, open_for) in TRADES {
        let trade = trade(now - open_for, profit, side, leverage, tag);
        ask_about_a_trade(callbacks, at, &trade, profit)?;
        ask_about_orders(callbacks, at, &trade)?;
    }
    Ok(())
}

fn ask_about_an_entry(
    callbacks: &ScriptCallbacks<'_>,
    at: Moment,
    side: Side,
    leverage: f64,
    tag: &str,
) -> Answer<()> {
    let defined = callbacks.defined();
    let entry = Entry {
        rate: 100.0,
        proposed_stake: 1_000.0,
        min_stake: if at.candle == 0 { 0.0 } else { 10.0 },
        max_stake: 10_000.0,
        leverage,
        entry_tag: tag,
        side,
    };
    if defined.custom_entry_price {
        let asked = EntryPrice { trade: None, proposed_rate: 100.0, entry_tag: tag, side };
        callbacks.custom_entry_price(at, &asked)?;
    }
    if defined.leverage {
        let (rate, max_leverage) = (entry.rate, MOST_BORROWED);
        callbacks.leverage(at, &Borrowing { rate, max_leverage, entry_tag: tag, side })?;
    }
    if defined.custom_stake_amount {
        callbacks.custom_stake_amount(at, &entry)?;
    }
    if defined.confirm_trade_entry {
        callbacks.confirm_trade_entry(at, &entry, 10.0)?;
    }
    Ok(())
}

fn ask_about_a_trade(
    callbacks: &ScriptCallbacks<'_>,
    at: Moment,
    trade: &OpenTrade,
    profit: f64,
) -> Answer<()> {
    let defined = callbacks.defined();
    let rate = rate(trade, profit);
    let open_for = at.now - trade.open_date;
    if defined.adjust_trade_position {
        let min_stake = if at.candle == 0 { 0.0 } else { 10.0 };
        let room = Room { rate, profit, min_stake, max_stake: 10_000.0 };
        callbacks.adjust_trade_position(at, trade, &room)?;
    }
    if defined.custom_exit {
        callbacks.custom_exit(at, trade, rate, profit)?;
    }
    if defined.custom_stoploss {
        callbacks.custom_stoploss(at, trade, rate, profit, open_for == 0)?;
    }
    if defined.custom_roi {
        callbacks.custom_roi(at, trade, open_for / 60_000)?;
    }
    for reason in REASONS.into_iter().filter(|_| defined.confirm_trade_exit) {
        callbacks.confirm_trade_exit(at, trade, 10.0, rate, reason)?;
    }
    for reason in EXITS_AT_THE_OPEN.into_iter().filter(|_| defined.custom_exit_price) {
        callbacks.custom_exit_price(at, trade, rate, profit, reason)?;
    }
    Ok(())
}

/// Orders that wait, and orders that were filled.
fn ask_about_orders(callbacks: &ScriptCallbacks<'_>, at: Moment, trade: &OpenTrade) -> Answer<()> {
    let defined = callbacks.defined();
    if defined.custom_entry_price {
        let (entry_tag, side) = (&*trade.enter_tag, trade.side);
        let asked = EntryPrice { trade: Some(trade), proposed_rate: 100.0, entry_tag, side };
        callbacks.custom_entry_price(at, &asked)?;
    }
    if defined.order_filled {
        callbacks.order_filled(at, trade)?;
    }
    // One that adds to the trade, one that ends it, and the first one of a trade that has not begun.
    for (is_entry, has_begun) in [(true, true), (false, true), (true, false)] {
        let mut waits = trade.clone();
        let tag = if is_entry { trade.enter_tag.to_string() } else { "exit_signal".to_owned() };
        let date = trade.open_date.min(at.now - HOUR);
        waits.open_order = Some(OpenOrder { is_entry, date, price: 98.0, amount: 10.0, tag });
        if !has_begun {
            waits.orders = Arc::default();
            (waits.amount, waits.max_stake_amount, waits.entries) = (0.0, 0.0, 0);
        }
        if defined.checks(is_entry) {
            callbacks.check_timeout(at, &waits)?;
        }
        if defined.adjusts(is_entry) {
            callbacks.adjust_order_price(at, &waits, 100.0)?;
        }
        // Where the first order is placed anew the old one is gone.
        if is_entry && !has_begun && defined.adjusts(true) && defined.custom_entry_price {
            waits.open_order = None;
            let (entry_tag, side) = (&*trade.enter_tag, trade.side);
            let asked = EntryPrice { trade: Some(&waits), proposed_rate: 100.0, entry_tag, side };
            callbacks.custom_entry_price(at, &asked)?;
        }
    }
    Ok(())
}

/// The price at which a trade has a profit.
fn rate(trade: &OpenTrade, profit: f64) -> f64 {
    trade.open_rate * (1.0 + trade.side.sign() * profit / trade.leverage)
}

fn trade(open_date: i64, profit: f64, side: Side, leverage: f64, tag: &str) -> OpenTrade {
    let amount = 10.0 * leverage;
    let stop_loss = 100.0 - side.sign() * 10.0;
    let order = Order {
        is_entry: true,
        order_date: open_date,
        filled_date: open_date,
        price: 100.0,
        amount,
        cost: 100.1 * amount,
        tag: tag.to_owned(),
    };
    let mut trade = OpenTrade {
        open_rate: 100.0,
        open_date,
        enter_tag: tag.into(),
        side,
        leverage,
        amount,
        stake_amount: 1_000.0,
        max_stake_amount: 1_000.0,
        stop_loss,
        initial_stop_loss: stop_loss,
        max_rate: 100.0,
        min_rate: 100.0,
        realized_profit: 0.0,
        liquidation_price: None,
        orders: Arc::new(vec![order]),
        entries: 1,
        open_order: None,
    };
    let now = rate(&trade, profit);
    (trade.max_rate, trade.min_rate) = (now.max(100.0), now.min(100.0));
    if leverage > 1.0 || side.is_short() {
        // What is left of the stake is the buffer.
        trade.liquidation_price = Some(rate(&trade, -0.95));
    }
    trade
}

/// The values of an output of whole numbers: nothing of other columns.
fn whole_numbers(plan: &Plan, node: NodeId) -> Option<Vec<f64>> {
    let Body::Output { call, output } = plan.nodes[node.index()].body else { return None };
    let Body::Call { operation, .. } = plan.nodes[call.index()].body else { return None };
    let [low, high] = match operation.outputs[output] {
        Output { integer: false, .. } => return None,
        _ if operation.group == "Pattern Recognition" => [-PATTERN, PATTERN],
        // The direction of a trend.
        Output { name: "trend", .. } => [-1.0, 1.0],
        // A row, and whether something holds.
        _ => [0.0, 1.0],
    };
    let value = |sign: &f64| if *sign < 0.0 { low } else { sign * high };
    Some(WHOLE.iter().map(value).collect())
}

/// The columns of a plan with made-up values.
fn columns(planned: &Planned, parameters: &Parameters) -> Columns {
    let plan = &planned.plan;
    let mut candles = Candles::with_capacity(CANDLES.len());
    for at in 0..CANDLES.len() {
        let date = START + at as i64 * STEP;
        candles.push(Candle {
            date,
            open: 99.0,
            high: 102.0,
            low: 98.0,
            close: 100.0,
            volume: 1.0e3,
        });
    }
    let base = FrameData { candles: Arc::new(candles), visible: Arc::default() };
    // Parameters that cannot be bound are told elsewhere.
    let bound = plan.bind(parameters).unwrap_or_else(|_| vec![f64::NAN; plan.nodes.len()]);
    let columns = Columns::new(Arc::clone(plan), vec![base], bound.into());
    let numbers = Arc::new(CANDLES.map(|(value, _)| value).to_vec());
    let flags = Arc::new(Bits::from_fn(CANDLES.len(), |at| at % 2 == 1));
    for (name, node) in &plan.columns {
        let column = match (plan.nodes[node.index()].shape, whole_numbers(plan, *node)) {
            (Shape::Condition, _) => Column::Condition(Arc::clone(&flags)),
            _ if plan.is_time(*node) => Column::Time(Arc::clone(&numbers)),
            (_, Some(whole)) => Column::Number(Arc::new(whole)),
            _ => Column::Number(Arc::clone(&numbers)),
        };
        columns.assume(name, column);
    }
    for (name, rules) in
        [("enter_tag", &plan.signals.enter_tag), ("exit_tag", &plan.signals.exit_tag)]
    {
        let tag = rules.first().map_or("", |rule| rule.tag.as_str());
        columns.assume(name, Column::Tag(Arc::new(Tags(vec![(None, tag.to_owned())]))));
    }
    columns
}
