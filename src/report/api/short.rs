//! The whole language on one page: what an agent keeps in mind while it writes a script.

use std::fmt::Write as _;

use super::{is_literal, written};
use crate::indicators::{MODULES, Module};
use crate::strategy::language::{
    CALLBACKS, CTX, Callback, Entry, Field, Kind, ORDER, TIME, TRADE, of_kind, usage,
};
use crate::strategy::settings::{self, SETTINGS};

/// A strategy that shows the shape of all others.
const EXAMPLE: &str = include_str!("../../../examples/strategies/RsiDip.rhai");

/// What the tables do not say.
const RULES: &str = "\
A script describes columns and never sees their values: no `if`, `&&`, `||` on a column, no reduction, no future.
Use `& | !` with each condition in parentheses, where and df.loc.
Missing is NaN and compares false. `1 / 2` of two ints is an error: write 1.0 / 2.
ta:: takes df or its input columns, then parameters by position or as #{ name: value }; several outputs give a map.
informative(\"4h\", \"BTC/USDT\") frames are used like df; df then has ema_1d (own pair), btc_usdt_ema_4h.
Parameters stand wherever a number does. Any other const is your own.
import \"_common\" as common; at the top: common::middle(df) of _common.rhai beside it.
Futures: stops, targets, profits are of the stake: at leverage 3, -0.3 is a move of 10 %.
Callbacks get plain numbers and may branch; their last value is the answer, () means the default. Two times differ by minutes.
Rhai: let x = 1; #{ a: 1 } [1, 2] \"text\" `ema${n}` for n in 1..=3 { } if a { } else { }
";

/// What the tables do not say of a word, where anything is said.
pub fn rules_of(word: &str) -> Option<String> {
    let speaks = |line: &&str| {
        line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|other| other == word)
    };
    let lines: Vec<&str> = RULES.lines().filter(speaks).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The page, at most six kilobytes.
pub fn short() -> String {
    let mut text =
        String::from("`autoquant api NAME` tells more about a word. A whole strategy:\n\n");
    text.push_str(&without_gaps(EXAMPLE));
    text.push_str("\n\n");
    text.push_str(RULES);
    text.push('\n');
    let mut put = |name: &str, list: Vec<String>| {
        writeln!(text, "{name}: {}", list.join(" ")).expect("a string takes all text");
    };
    let names = |kind| of_kind(kind).map(|word| word.name.to_owned()).collect::<Vec<_>>();
    let usages = |kind| of_kind(kind).map(|word| usage(word.signatures)).collect::<Vec<_>>();
    put("columns", names(Kind::Column));
    put("signals", names(Kind::Signal));
    put("operators", names(Kind::Operator));
    let frame = of_kind(Kind::Frame).map(|word| written(Entry::Word(word)));
    put("frame", frame.collect());
    put("column.", usages(Kind::Method));
    put("column.", usages(Kind::Window));
    put("rolling(n).", usages(Kind::Rolling));
    put("ewm(#{ span: n }).", usages(Kind::Ewm));
    put("expanding().", usages(Kind::Expanding));
    put("functions", usages(Kind::Function));
    put("parameters", usages(Kind::Parameter));
    for module in &MODULES {
        put(module.name, indicators(module));
    }
    let (off, others): (Vec<_>, Vec<_>) =
        SETTINGS.iter().partition(|setting| setting.default == "false");
    let set = |setting: &settings::Setting| format!("{}={}", setting.name, default(setting));
    put("settings", others.into_iter().map(set).collect());
    put("settings off", off.iter().map(|setting| setting.name.to_owned()).collect());
    let names = |fields: &[Field]| {
        let own = fields.iter().filter(|field| !field.summary.starts_with("The same as"));
        own.map(|field| field.name.to_owned()).collect()
    };
    put("callbacks", vec!["fn NAME(ctx) -> answer (?: or ()): ctx fields".into()]);
    for (name, callback) in alike() {
        let answer = callback.returns.replace(" | ()", "?");
        put(&format!("{name} -> {answer}"), names(callback.fields));
    }
    put("in callbacks", of_kind(Kind::Callback).map(|word| usage(&word.signatures[..1])).collect());
    for record in [&CTX, &TRADE, &ORDER, &TIME] {
        put(record.name, names(record.fields));
    }
    text
}

/// A script with its comments close behind the code.
fn without_gaps(script: &str) -> String {
    let lines = script.trim_end().lines().map(|line| match line.split_once(" //") {
        Some((code, comment)) => format!("{} //{comment}", code.trim_end()),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The callbacks, those together that are told and answer the same.
fn alike() -> Vec<(String, &'static Callback)> {
    let mut groups: Vec<(String, &'static Callback)> = Vec::new();
    for callback in CALLBACKS {
        let same =
            |other: &Callback| other.returns == callback.returns && other.fields == callback.fields;
        match groups.iter_mut().find(|(_, other)| same(other)) {
            Some((names, _)) => names.extend(["|", callback.name]),
            None => groups.push((callback.name.to_owned(), callback)),
        }
    }
    groups
}

/// The groups of which all names are told.
const TOLD: [&str; 4] =
    ["Momentum Indicators", "Overlap Studies", "Volatility Indicators", "Volume Indicators"];

/// The names of a module's functions, without variants (MACDEXT of MACD); whoever knows the library knows their
/// parameters.
fn indicators(module: &'static Module) -> Vec<String> {
    let by_group = module.by_group();
    let told = by_group.filter(|function| TOLD.contains(&function.operation.group));
    let mut names: Vec<String> = told.map(|function| function.operation.name.to_owned()).collect();
    if names.is_empty() {
        let count = module.functions().count();
        return vec![format!("{count} functions, `autoquant api --search {}::`", module.name)];
    }
    let all = names.clone();
    names.retain(|name| {
        let is_base = |other: &String| other.len() > 2 && other != name && name.starts_with(other);
        !all.iter().any(is_base)
    });
    names.push(format!("and all others of {}", module.owner));
    names
}

/// A default that is told in words is in the way here: an example says more.
fn default(setting: &settings::Setting) -> &'static str {
    if is_literal(setting.default) { setting.default } else { setting.example }
}

#[cfg(test)]
mod tests {
    use super::short;
    use crate::strategy::language::{CALLBACKS, Kind, words};
    use crate::strategy::settings::SETTINGS;

    #[test]
    fn the_whole_language_fits_into_six_kilobytes() {
        let text = short();
        assert!(text.len() <= 6_000, "{} bytes", text.len());
        let own = words().filter(|word| word.kind != Kind::Populate).map(|word| word.name);
        let settings = SETTINGS.iter().map(|setting| setting.name);
        let callbacks = CALLBACKS.iter().map(|callback| callback.name);
        for name in own.chain(settings).chain(callbacks) {
            assert!(text.contains(name), "{name}");
        }
    }
}
