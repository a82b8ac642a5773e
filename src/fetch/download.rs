//! Files side by side: what is missing is asked for, and each file is written when all of it has come.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use tokio::runtime::Builder;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::task::JoinSet;

use super::binance::Addresses;
use super::error::FetchError;
use super::file::{self, Done};
use super::http::{Http, Patience};
use super::order::{Order, Source};
use super::progress::Progress;
use super::rules;
use crate::data::DataError;
use crate::data::depot::Depot;

/// Questions under way at a time: with answers in a tenth of a second, about what the exchange allows.
const AT_ONCE: usize = 4;

/// How candles are fetched.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Where the exchange answers.
    pub addresses: Addresses,
    /// Where candles are taken from.
    pub source: Source,
    /// How long and how often is tried.
    pub patience: Patience,
    /// The time, epoch milliseconds: candles that are not over yet are left alone.
    pub now: i64,
}

/// What came of an order.
#[derive(Debug, Default)]
pub struct Downloaded {
    /// The files that are complete, in the order's order.
    pub files: Vec<Done>,
    /// Whether rules were written down.
    pub rules: bool,
    /// What could not be had, by its name, and why.
    pub faults: Vec<(String, FetchError)>,
    /// Why nothing more was asked for.
    pub stopped: Option<FetchError>,
}

/// What all files share.
pub(super) struct Fetcher {
    pub http: Http,
    pub addresses: Addresses,
    pub source: Source,
    pub now: i64,
    pub depot: Depot,
    turns: Semaphore,
    /// Whether the archive is of no use: it cannot be reached, or there is none.
    pub without_archive: AtomicBool,
    pub progress: Arc<dyn Progress>,
}

impl Fetcher {
    /// Waits until it may be asked. The turn lasts until the answer is set aside.
    pub(super) async fn turn(&self) -> SemaphorePermit<'_> {
        self.turns.acquire().await.expect("it is never closed")
    }
}

/// Fetches what is wanted and not there. Where it stops, files that are complete stay, and what has come of the
/// others is kept for the next time.
pub fn download(
    order: &Order,
    depot: Depot,
    setup: Setup,
    progress: Arc<dyn Progress>,
) -> Downloaded {
    let mut downloaded = Downloaded::default();
    downloaded.stopped = begin(depot, setup, progress)
        .and_then(|fetcher| {
            let mut builder = Builder::new_multi_thread();
            // Few files are in memory at a time.
            let runtime = builder.enable_all().max_blocking_threads(AT_ONCE).build();
            let runtime = runtime.map_err(|error| not_started(&error))?;
            runtime.block_on(all(&Arc::new(fetcher), order, &mut downloaded))
        })
        .err();
    downloaded
}

fn begin(depot: Depot, setup: Setup, progress: Arc<dyn Progress>) -> Result<Fetcher, FetchError> {
    let Setup { addresses, source, patience, now } = setup;
    Ok(Fetcher {
        http: Http::new(patience, Arc::clone(&progress))?,
        without_archive: AtomicBool::new(addresses.archive.is_empty() || source == Source::Api),
        addresses,
        source,
        now,
        depot,
        turns: Semaphore::new(AT_ONCE),
        progress,
    })
}

fn not_started(error: &std::io::Error) -> FetchError {
    FetchError::Data(DataError::NotWritten { path: "a thread".into(), problem: error.to_string() })
}

async fn all(
    fetcher: &Arc<Fetcher>,
    order: &Order,
    downloaded: &mut Downloaded,
) -> Result<(), FetchError> {
    rules::fetch(fetcher, &order.rules, downloaded).await?;
    let mut files = JoinSet::new();
    for (at, wanted) in order.candles.iter().enumerate() {
        let (fetcher, wanted) = (Arc::clone(fetcher), wanted.clone());
        files.spawn(async move { (at, file::fetch(fetcher, wanted).await) });
    }
    let mut done = Vec::new();
    // Dropped with an error, the others stop where they are.
    while let Some(ended) = files.join_next().await {
        let (at, result) = ended.expect("a file's task does not panic");
        match result {
            Ok(file) => done.push((at, file)),
            Err(error) => {
                fetcher.progress.has_failed(&order.candles[at].name());
                if error.stops_all() {
                    downloaded.files = in_order(done);
                    return Err(error);
                }
                downloaded.faults.push((order.candles[at].name(), error));
            }
        }
    }
    downloaded.faults.sort_by(|(one, _), (other, _)| one.cmp(other));
    downloaded.files = in_order(done);
    Ok(())
}

fn in_order(mut done: Vec<(usize, Done)>) -> Vec<Done> {
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, file)| file).collect()
}
