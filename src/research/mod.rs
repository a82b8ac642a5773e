//! What did we learn? Workspaces, their strategies, and rounds of backtests over them.

mod commit;
mod gates;
pub mod ledger;
mod round;
mod summary;
mod workspace;

pub use commit::commit;
pub use gates::{Gates, Headline};
pub use round::{Result, Round, WhatIf, round};
pub use summary::{Gate, Summary};
pub use workspace::{Strategy, Workspace, WorkspaceError};
