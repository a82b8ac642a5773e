//! What did we learn? Workspaces, their strategies, rounds of backtests over them, and the books of it all.

mod archive;
mod books;
mod commit;
mod desk;
mod event;
pub mod flags;
mod gates;
mod history;
pub mod ledger;
mod lifecycle;
mod log;
mod needs;
mod repository;
mod restore;
mod review;
mod round;
#[cfg(test)]
mod samples;
mod sources;
mod status;
mod strategy;
mod summary;
mod tally;
mod trial;
mod versus;
mod workspace;

pub use archive::{ArchiveError, Archived, VersionName, archive};
pub use books::{Books, BooksError, FOLDER, LoggedRow, Problem, RangeEntry, RunEntry};
pub use commit::commit;
pub use desk::DeskError;
pub use event::Event;
pub use gates::{Gates, Headline};
pub use lifecycle::{Life, Lives};
pub use log::{LogError, Wish, log};
pub use needs::{Needs, NeedsError};
pub use repository::{RepositoryError, is_versioned, make_repository};
pub use restore::{RestoreError, Restored, restore};
pub use review::{Again, Backtest, Chance, Experiment, Fate, LifeStory, Review, Word, review};
pub use round::{Result, Round, Version, WhatIf, round};
pub use sources::Sources;
pub use status::{Standing, State, Status, status};
pub use strategy::Strategy;
pub use summary::{Gate, Summary};
pub use trial::record;
pub use versus::{Before, Relation, Versus};
pub use workspace::{Workspace, WorkspaceError};
