//! What did we learn? Workspaces, their strategies, and rounds of backtests over them.

mod commit;
mod round;
mod workspace;

pub use commit::commit;
pub use round::{Result, Round, round};
pub use workspace::{Strategy, Workspace, WorkspaceError};
