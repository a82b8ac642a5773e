//! How do candles come here? From the exchange, page by page or month by month, into files beside each other.
//!
//! [`download`] asks for what is wanted and not known ([`crate::data::manifest`] says what is). Whatever
//! arrives is set aside at once (`staging`), so that a process that is killed loses no page it had, and put into
//! the files when all of it is there (`finish`).

mod binance;
mod download;
mod error;
mod file;
mod finish;
mod http;
mod order;
mod piece;
mod progress;
mod rules;
mod staging;

pub use self::binance::{Addresses, INTERVALS};
pub use self::download::{Downloaded, Setup, download};
pub use self::error::{Blame, FetchError};
pub use self::file::Done;
pub use self::http::{Patience, is_proxy};
pub use self::order::{Order, Source, Wanted};
pub use self::progress::Progress;
