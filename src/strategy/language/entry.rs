//! Everything that has a name, whichever table it stands in.

use super::{CALLBACKS, Callback, Field, RECORDS, Record, Word, words};
use crate::indicators::{Function, MODULES, Module};
use crate::strategy::settings::{SETTINGS, Setting};

/// An entry of one of the tables.
#[derive(Clone, Copy, Debug)]
pub enum Entry {
    /// A setting.
    Setting(&'static Setting),
    /// A word of the code or the header.
    Word(&'static Word),
    /// A function of a registry of indicators.
    Indicator(Function),
    /// A callback.
    Callback(&'static Callback),
    /// A value with fields.
    Record(&'static Record),
    /// A field of such a value.
    Field(&'static Record, &'static Field),
}

impl Entry {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Setting(setting) => setting.name,
            Self::Word(word) => word.name,
            Self::Indicator(function) => function.operation.name,
            Self::Callback(callback) => callback.name,
            Self::Record(record) => record.name,
            Self::Field(_, field) => field.name,
        }
    }

    /// What it means, in one sentence.
    pub fn summary(self) -> &'static str {
        match self {
            Self::Setting(setting) => setting.summary,
            Self::Word(word) => word.summary,
            Self::Indicator(function) => function.operation.summary,
            Self::Callback(callback) => callback.summary,
            Self::Record(record) => record.summary,
            Self::Field(_, field) => field.summary,
        }
    }

    /// Where it belongs, for a list of entries of all kinds.
    pub fn family(self) -> &'static str {
        match self {
            Self::Setting(_) => "Setting",
            Self::Word(word) => word.kind.heading(),
            Self::Indicator(function) => function.operation.group,
            Self::Callback(_) => "Callback",
            Self::Record(_) => "Value with fields",
            Self::Field(record, _) => record.name,
        }
    }

    /// The ways to ask for it: its name, and that with what it belongs to.
    fn is_called(self, name: &str) -> bool {
        let behind = |owner: &str, sign: &str| {
            let rest = name.strip_prefix(owner).and_then(|rest| rest.strip_prefix(sign));
            rest == Some(self.name())
        };
        self.name() == name
            || match self {
                Self::Indicator(function) => behind(function.module.name, "::"),
                Self::Field(record, _) => behind(record.name, "."),
                Self::Word(word) => {
                    !word.kind.family().is_empty() && behind(word.kind.family(), ".")
                }
                _ => false,
            }
    }
}

/// All entries of all tables, in the order in which they are read. Fields that a callback adds to `ctx`
/// come with the callback.
pub fn entries() -> impl Iterator<Item = Entry> {
    let fields = |record: &'static Record| {
        let fields = record.fields.iter().map(move |field| Entry::Field(record, field));
        std::iter::once(Entry::Record(record)).chain(fields)
    };
    let settings = SETTINGS.iter().map(Entry::Setting);
    let indicators = MODULES.iter().flat_map(Module::by_group).map(Entry::Indicator);
    let callbacks = CALLBACKS.iter().map(Entry::Callback);
    settings
        .chain(words().map(Entry::Word))
        .chain(indicators)
        .chain(callbacks)
        .chain(RECORDS.iter().copied().flat_map(fields))
}

/// The entries of a name: `max`, `rolling.max`, `ta::MAX`, `ctx.trade.amount`. A field that only some
/// callbacks have leads to those callbacks.
pub fn lookup(name: &str) -> Vec<Entry> {
    let found: Vec<Entry> = entries().filter(|entry| entry.is_called(name)).collect();
    if !found.is_empty() {
        return found;
    }
    let name = name.strip_prefix("ctx.").unwrap_or(name);
    let has = |callback: &&Callback| callback.fields.iter().any(|field| field.name == name);
    CALLBACKS.iter().filter(has).map(Entry::Callback).collect()
}

/// The entries whose name or summary holds a text, whatever its case.
pub fn search(text: &str) -> Vec<Entry> {
    let text = text.to_lowercase();
    let holds = |hay: &str| hay.to_lowercase().contains(&text);
    let field = |callback: &Callback| callback.fields.iter().any(|field| holds(field.name));
    entries()
        .filter(|entry| {
            let within = match entry {
                Entry::Callback(callback) => field(callback),
                Entry::Indicator(function) => {
                    holds(&function.to_string()) || holds(function.operation.group)
                }
                _ => false,
            };
            holds(entry.name()) || holds(entry.summary()) || within
        })
        .collect()
}

/// All names that [`lookup`] knows.
pub fn all_names() -> Vec<&'static str> {
    let own = CALLBACKS.iter().flat_map(|callback| callback.fields).map(|field| field.name);
    let mut names: Vec<&str> = entries().map(Entry::name).chain(own).collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_somewhere() {
        for name in all_names() {
            assert!(!lookup(name).is_empty(), "{name}");
        }
    }

    #[test]
    fn names_may_say_what_they_belong_to() {
        let families =
            |name: &str| -> Vec<&str> { lookup(name).into_iter().map(Entry::family).collect() };
        assert_eq!(families("ta::RSI"), ["Momentum Indicators"]);
        assert_eq!(families("rolling.max"), ["What rolling(n) answers"]);
        assert_eq!(families("ctx.trade.stop_loss"), ["ctx.trade"]);
        assert_eq!(families("ctx.current_profit"), ["Callback"; 4]);
        assert_eq!(families("max").len(), 3);
        assert!(families("rsi").is_empty());
    }

    #[test]
    fn summaries_are_searched_too() {
        let found: Vec<&str> = search("BOLLINGER").into_iter().map(Entry::name).collect();
        assert_eq!(found, ["BBANDS", "BollingerBands"]);
        assert!(search("max_stake").iter().any(|entry| entry.name() == "custom_stake_amount"));
    }
}
