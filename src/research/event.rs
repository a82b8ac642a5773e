//! What happens to a strategy in a round.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An event of the research log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A strategy is new.
    Create,
    /// Its script has changed.
    Evolve,
    /// Its script is as it was.
    Stable,
    /// It is new, and comes from an active one.
    Fork,
    /// It is gone.
    Kill,
}

impl Event {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Create, Self::Evolve, Self::Stable, Self::Fork, Self::Kill];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Evolve => "evolve",
            Self::Stable => "stable",
            Self::Fork => "fork",
            Self::Kill => "kill",
        }
    }

    /// The event of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.name() == word)
    }

    /// Whether it tells of a script that was not there before.
    pub fn brings_a_script(self) -> bool {
        matches!(self, Self::Create | Self::Evolve | Self::Fork)
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
