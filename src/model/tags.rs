//! A column of words.

use std::sync::Arc;

use super::bits::Bits;

/// A column of words, as the rules that wrote it: a later rule wins.
#[derive(Clone, Debug, Default)]
pub struct Tags(pub Vec<(Option<Arc<Bits>>, String)>);

impl Tags {
    /// The word at a candle; empty when no rule holds there.
    pub fn at(&self, row: usize) -> &str {
        let holds = |when: &Option<Arc<Bits>>| when.as_ref().is_none_or(|bits| bits.get(row));
        self.0.iter().rev().find(|(when, _)| holds(when)).map_or("", |(_, tag)| tag)
    }
}
