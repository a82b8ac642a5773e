//! `lock_pair`: the one effect that a callback has.

use rhai::{Engine, ImmutableString, NativeCallContext};

use super::super::host::{Answer, fault, in_callback};
use super::super::limits::pay;
use super::context::Time;
use crate::model::lock::{ALL_PAIRS, LockSide};
use crate::model::pair::Pair;
use crate::strategy::callbacks::LockRequest;
use crate::strategy::plan::BuildError;

/// What a lock takes until the end of the backtest, bytes.
const SIZE: u64 = 128;

type Text = ImmutableString;
type Call<'a> = NativeCallContext<'a>;

pub(super) fn register(engine: &mut Engine) {
    engine.register_fn("lock_pair", |context: Call<'_>, pair: Text, until: Time| {
        lock(&context, &pair, until, "", "*")
    });
    engine.register_fn("lock_pair", |context: Call<'_>, pair: Text, until: Time, reason: Text| {
        lock(&context, &pair, until, &reason, "*")
    });
    engine.register_fn(
        "lock_pair",
        |context: Call<'_>, pair: Text, until: Time, reason: Text, side: Text| {
            lock(&context, &pair, until, &reason, &side)
        },
    );
}

fn lock(context: &Call<'_>, pair: &str, until: Time, reason: &str, side: &str) -> Answer<()> {
    let Some(host) = in_callback(context) else {
        let error = BuildError::new("AQ264", "a pair is locked while trades are simulated")
            .help("move `lock_pair` into a callback, such as `order_filled`");
        return fault(context, error);
    };
    if pair != ALL_PAIRS && Pair::parse(pair).is_err() {
        let error = BuildError::new("AQ264", format!("`{pair}` is no pair that could be locked"))
            .help("write `ctx.pair`, \"BTC/USDT\", or \"*\" for all pairs");
        return fault(context, error);
    }
    let side = match side {
        "*" => LockSide::Both,
        "long" => LockSide::Long,
        "short" => LockSide::Short,
        other => {
            let error = BuildError::new("AQ264", format!("there is no side `{other}` to lock"))
                .help("write \"long\", \"short\", or \"*\" for both");
            return fault(context, error);
        }
    };
    pay(context, 1, SIZE + (pair.len() + reason.len()) as u64)?;
    host.lock(LockRequest {
        pair: pair.to_owned(),
        until: until.0,
        side,
        reason: reason.to_owned(),
        now: 0,
    });
    Ok(())
}
