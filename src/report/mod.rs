//! How is it shown? Blocks for eyes and `grep`, JSON for programs, CSV for spreadsheets.

mod api;
mod archive;
mod block;
mod check;
mod columns;
mod data;
mod drawing;
mod flags;
pub mod freqtrade;
mod import;
mod indicators;
mod init;
mod json;
mod log;
mod page;
mod picture;
mod plan;
mod review;
mod rules;
mod status;
mod subject;
mod svg;
mod table;
mod terminal;
mod trades;

pub use api::{
    api_json, api_list, definitions, entries_in_full, entry_lines, markdown, rules_of, short,
};
pub use archive::{archived, archived_json};
pub use block::{block, closing_line, opening_line, summary_block};
pub use check::{checked, checked_json, mended};
pub use columns::columns_csv;
pub use data::{
    NotHad, checked_data, checked_data_json, data_json, data_list, data_show, fetched_data,
    fetched_data_json,
};
pub use drawing::{review_png, review_svg, review_text};
pub use flags::{flag_lines, flags_in_full, flags_page};
pub use import::{imported, imported_json, refused, taken, tiers, tiers_json};
pub use indicators::{PageFile, indicator_pages};
pub use init::{initialised, initialised_json};
pub use json::json;
pub use log::{logged, logged_json, restored, restored_json};
pub use page::{review_json, review_page};
pub use plan::{inspection, inspection_json};
pub use review::reviewed;
pub use rules::rules;
pub use status::{status, status_json, verified};
pub use table::overview;
pub use trades::trades_csv;
