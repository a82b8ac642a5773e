//! Orders that wait: who looks after them, and whether there are any.

use super::callbacks::has_way_without_value;
use crate::check::Subject;
use crate::diag::Diagnostic;
use crate::strategy::script::tokens::Body;
use crate::strategy::settings::OrderType;

/// Whether entry orders and exit orders may wait: those at the open, and stops and targets within the
/// candle, are filled at once.
fn waiting(subject: &Subject<'_>) -> (bool, bool) {
    let (defined, types) = (subject.script.defined(), subject.settings.order_types);
    (
        defined.custom_entry_price && types.entry == OrderType::Limit,
        defined.custom_exit_price && types.exit == OrderType::Limit,
    )
}

/// AQ538: a callback about orders that wait, in a strategy that has none.
pub(super) fn never_wait(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    const PRICES: [&str; 3] =
        ["custom_entry_price", "custom_exit_price", "custom_entry_price` or `custom_exit_price"];
    let defined = subject.script.defined();
    let (entries, exits) = waiting(subject);
    for (name, is_idle, orders, price) in [
        ("check_entry_timeout", defined.check_entry_timeout && !entries, "entry orders", 0),
        ("check_exit_timeout", defined.check_exit_timeout && !exits, "exit orders", 1),
        ("adjust_entry_price", defined.adjust_entry_price && !entries, "entry orders", 0),
        ("adjust_exit_price", defined.adjust_exit_price && !exits, "exit orders", 1),
        ("adjust_order_price", defined.adjust_order_price && !entries && !exits, "orders", 2),
    ] {
        if is_idle {
            let price = PRICES[price];
            let message = format!(
                "`{name}` is never asked: without limit prices of `{price}` {orders} are filled at once"
            );
            found.push(
                Diagnostic::warning("AQ538", message)
                    .at(subject.script.place_of_function(name))
                    .with_help(format!("remove it, or give the orders a price with `{price}`")),
            );
        }
    }
}

/// AQ540: a way through the callback of a waiting order's price that names no price, and so ends the order.
pub(super) fn taken_away(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let tokens = subject.script.tokens();
    for name in ["adjust_entry_price", "adjust_exit_price", "adjust_order_price"] {
        let Some(Body { argument, open, close, .. }) = tokens.body(name) else { continue };
        if has_way_without_value(&tokens, open, close) {
            let message =
                format!("a way through `{name}` returns nothing, so the order is taken away");
            found.push(
                Diagnostic::warning("AQ540", message)
                    .at(subject.script.place_of_function(name))
                    .with_help(format!(
                        "end it with `{argument}.current_order_rate` to keep the order, or with `()` where it shall go"
                    )),
            );
        }
    }
}

/// AQ541: entry orders that wait until the price comes, if it takes years.
pub(super) fn without_end(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let defined = subject.script.defined();
    let is_given_up = subject.settings.unfilledtimeout.entry_ms.is_some()
        || defined.check_entry_timeout
        || defined.adjusts(true);
    if waiting(subject).0 && !is_given_up {
        found.push(
            Diagnostic::note("AQ541", "nothing gives up an entry order that waits")
                .at(subject.script.place_of_function("custom_entry_price"))
                .with_help(
                    "it holds its slot and its pair until the price comes: `const unfilledtimeout = #{ entry: 360 };`",
                ),
        );
    }
}
