//! Settings that change nothing, since something else is missing.

use serde_json::Value;

use super::signals::SHORT;
use crate::check::Subject;
use crate::diag::Diagnostic;
use crate::strategy::script::Const;
use crate::strategy::settings::{Part, protection_keys};

/// AQ535: a setting of what the strategy does not do.
pub(super) fn idle(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let (script, settings) = (subject.script, subject.settings);
    let defined = script.defined();
    let adjusts = settings.position_adjustment_enable;
    let stops = defined.custom_stoploss && settings.use_custom_stoploss;
    let is_set = |name: &str| script.consts.iter().any(|entry| entry.name == name);
    for (name, is_idle, why, instead) in [
        (
            "max_entry_position_adjustment",
            // Where there is a callback, it is told that it is off.
            !adjusts && !defined.adjust_trade_position,
            "nothing is added to a position without `position_adjustment_enable`",
            "`const position_adjustment_enable = true;`",
        ),
        (
            "position_adjustment_enable",
            adjusts && !defined.adjust_trade_position,
            "there is no `adjust_trade_position`",
            "`fn adjust_trade_position(ctx) { … }`",
        ),
        (
            "stoploss_after_fill",
            settings.stoploss_after_fill && !stops,
            "no `custom_stoploss` is asked",
            "`fn custom_stoploss(ctx) { … }`",
        ),
        (
            "can_short",
            settings.can_short && !SHORT.is_entered(subject) && !SHORT.is_left(subject),
            "there is no `enter_short`",
            "`df.loc(condition, \"enter_short\");`",
        ),
        (
            "ignore_buying_expired_candle_after",
            subject.around.config.timeframe_detail.is_none(),
            "config.json has no \"timeframe_detail\"",
            "\"timeframe_detail\": \"5m\" into config.json, which holds for all strategies",
        ),
    ] {
        if is_idle && is_set(name) {
            found.push(
                Diagnostic::warning("AQ535", format!("`{name}` changes nothing: {why}"))
                    .at(script.place_of_const(name))
                    .with_help(format!("remove it, or write {instead}")),
            );
        }
    }
}

/// AQ536: protections that the config does not let act.
pub(super) fn protections_off(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if subject.settings.protections.is_empty() || subject.around.config.enable_protections {
        return;
    }
    let message = "`protections` lock nothing: config.json has no \"enable_protections\": true";
    found.push(
        Diagnostic::warning("AQ536", message)
            .at(subject.script.place_of_const("protections"))
            .with_help(
                "write \"enable_protections\": true into config.json, which holds for all strategies, or remove them",
            ),
    );
}

/// AQ537: a key of a protection that its method does not read.
pub(super) fn unread_keys(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let of_script = subject.script.consts.iter().find(|entry| entry.name == "protections");
    let Some(Value::Array(entries)) = of_script.and_then(Const::json) else { return };
    for (at, entry) in entries.iter().enumerate() {
        let Some(method) = entry["method"].as_str() else { continue };
        let known: Vec<&str> = protection_keys(method).collect();
        let keys = entry.as_object().into_iter().flat_map(|map| map.keys());
        for key in keys.filter(|key| !known.contains(&key.as_str())) {
            let part = Part { entry: at, key: Some(key.clone()) };
            let place = subject.script.place_in_const("protections", &part);
            let place = place.or_else(|| subject.script.place_of_const("protections"));
            let message = format!("{method} does not read `{key}`, which changes nothing");
            let own: Vec<String> = protection_keys(method)
                .filter(|own| *own != "method")
                .map(|own| format!("`{own}`"))
                .collect();
            found.push(
                Diagnostic::warning("AQ537", message)
                    .at(place)
                    .with_help(format!("leave it out; {method} reads {}", own.join(", ")))
                    .with_edits(subject.script.without_key("protections", at, key)),
            );
        }
    }
}
