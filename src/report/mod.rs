//! How is it shown? Blocks for eyes and `grep`, JSON for programs, CSV for spreadsheets.

mod block;
mod json;
mod table;
mod trades;

pub use block::{block, closing_line, opening_line};
pub use json::json;
pub use table::overview;
pub use trades::trades_csv;
