//! What a strategy says: its header, its settings, its plan, the words of the language; and the script that
//! says it.

pub mod callbacks;
pub mod header;
pub mod language;
pub mod plan;
pub mod script;
pub mod settings;
