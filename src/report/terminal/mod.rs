//! Pictures for a terminal: drawn with dots of Braille, and readable without colours.

mod axes;
mod equity;
mod frontier;
mod lines;

pub(super) use equity::equity_text;
pub(super) use frontier::frontier_text;
