//! A folder of candles that is added to: one writer at a time, files that are whole at any moment, and a
//! manifest that knows them.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::DataError;
use super::feather::{table_of, write_table};
use super::lock::Lock;
use super::manifest::{Accepted, Content, Manifest};
use super::merge::merge;
use super::spans::Spans;
use super::store::Store;
use crate::model::candle_key::CandleKey;
use crate::model::candles::Candles;

/// How many dates of candles that differ are kept.
const DATES: usize = 3;

/// A folder of candles, and the right to write there. Several threads may add, each to files of its own.
#[derive(Debug)]
pub struct Depot {
    store: Store,
    manifest: Mutex<Manifest>,
    _lock: Lock,
}

/// What became of candles that were brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deposited {
    /// The file, below the folder.
    pub file: String,
    /// How many candles it holds now.
    pub rows: usize,
    /// How many of them are new.
    pub added: usize,
    /// Whether the last candle that was there had not been over, and was replaced.
    pub replaced: bool,
    /// How many were brought that are there with other values: those that were there stay.
    pub differing: usize,
    /// The dates of the first of them, epoch milliseconds.
    pub first_differing: Vec<i64>,
}

impl Depot {
    /// Takes the lock of a folder, which is made where there is none.
    pub fn open(store: &Store) -> Result<Self, DataError> {
        let lock = Lock::take(store)?;
        let manifest = Manifest::read(store)?.unwrap_or_default();
        Ok(Self { store: store.clone(), manifest: Mutex::new(manifest), _lock: lock })
    }

    /// The folder.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The candles of a file that can be added to; `None` where there is no file.
    pub fn stored(&self, key: &CandleKey) -> Result<Option<Candles>, DataError> {
        let name = Store::file_name(key);
        let path = self.store.folder().join(&name);
        let kept = |problem: String, help: &str| DataError::Kept {
            path: format!("{}/{name}", self.store.shown()),
            problem,
            help: help.to_owned(),
        };
        let anew = "put a good copy in its place, or remove it to have it made anew";
        let opened = match File::open(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            opened => opened.map_err(|error| kept(error.to_string(), "check its permissions"))?,
        };
        let candles = table_of(opened, key.candle_type).map_err(|problem| kept(problem, anew))?;
        if !candles.date.is_ascending() {
            return Err(kept("its rows are not in order".into(), anew));
        }
        // Two files that are written within a tick of the clock look alike from outside.
        let accepted = self.accepted(&name);
        match accepted.and_then(|known| known.difference(&Content::of(&candles))) {
            None => Ok(Some(candles)),
            Some(problem) => Err(kept(
                problem,
                "`autoquant prepare --accept` takes the file as it is; remove it to have it made anew",
            )),
        }
    }

    /// What the manifest knows of a file.
    pub fn accepted(&self, file: &str) -> Option<Accepted> {
        self.manifest().files.get(file).cloned()
    }

    /// Adds candles in ascending order to those of a file, and the stretches of time that were fetched with
    /// them. Where both have a date, the candle that is there stays. A file to which nothing is added is not
    /// written.
    pub fn add(
        &self,
        key: &CandleKey,
        candles: &Candles,
        fetched: &Spans,
    ) -> Result<Deposited, DataError> {
        let file = Store::file_name(key);
        let stored = self.stored(key)?;
        // A file that is gone takes with it what is known of it.
        let accepted = self.accepted(&file).filter(|_| stored.is_some());
        let stored = stored.unwrap_or_default();
        let merged = merge(&stored, candles);
        let rows = merged.candles.len();
        let mut spans = accepted.as_ref().map(|known| known.fetched.clone()).unwrap_or_default();
        spans.extend(fetched);
        if merged.added > 0 || merged.replaced {
            let content = Content::of(&merged.candles);
            self.replace(key, &stored, accepted, &merged.candles, content.clone())?;
            self.accept(&file, content, spans)?;
        } else if rows > 0
            && (!fetched.is_empty() || accepted.is_some_and(|known| known.next.is_some()))
        {
            // What was asked for in vain need not be asked for again.
            self.accept(&file, Content::of(&merged.candles), spans)?;
        }
        Ok(Deposited {
            file,
            rows,
            added: merged.added,
            replaced: merged.replaced,
            differing: merged.differing.len(),
            first_differing: merged.differing.into_iter().take(DATES).collect(),
        })
    }

    /// Writes a file anew. The manifest knows of it before and after, so that whoever looks at any moment
    /// finds a file that it knows.
    fn replace(
        &self,
        key: &CandleKey,
        stored: &Candles,
        accepted: Option<Accepted>,
        candles: &Candles,
        content: Content,
    ) -> Result<(), DataError> {
        let file = Store::file_name(key);
        let path = self.store.folder().join(&file);
        let not_written = |path: String, problem: String| DataError::NotWritten { path, problem };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)
                .map_err(|error| not_written(self.store.shown().to_owned(), error.to_string()))?;
        }
        let under_way = Accepted {
            content: Content::of(stored),
            stamp: accepted.as_ref().and_then(|known| known.stamp),
            fetched: accepted.map(|known| known.fetched).unwrap_or_default(),
            next: Some(content),
        };
        self.change(|manifest| {
            manifest.files.insert(file.clone(), under_way);
        })?;
        write_table(&path, candles, key.candle_type).map_err(|error| match error {
            DataError::NotWritten { problem, .. } => {
                not_written(format!("{}/{file}", self.store.shown()), problem)
            }
            other => other,
        })
    }

    fn accept(&self, file: &str, content: Content, spans: Spans) -> Result<(), DataError> {
        self.change(|manifest| manifest.accept_as(&self.store, file, content, spans))
    }

    fn change(&self, change: impl FnOnce(&mut Manifest)) -> Result<(), DataError> {
        let mut manifest = self.manifest();
        change(&mut manifest);
        manifest.write(&self.store)
    }

    fn manifest(&self) -> MutexGuard<'_, Manifest> {
        self.manifest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::manifest::{MANIFEST, Stamp};
    use crate::model::candle_type::CandleType;
    use crate::model::candles::Candle;
    use crate::model::pair::Pair;
    use crate::model::timeframe::Timeframe;

    const HOUR: i64 = 3_600_000;

    fn key() -> CandleKey {
        CandleKey {
            pair: Pair::parse("A/USDT").unwrap(),
            timeframe: Timeframe::parse("1h").unwrap(),
            candle_type: CandleType::Spot,
        }
    }

    fn candles(hours: impl IntoIterator<Item = i64>, price: f64) -> Candles {
        let mut candles = Candles::default();
        for hour in hours {
            let (open, high, low, close) = (price, price, price, price);
            candles.push(Candle { date: hour * HOUR, open, high, low, close, volume: 1.0 });
        }
        candles
    }

    fn add(depot: &Depot, candles: &Candles) -> Result<Deposited, DataError> {
        depot.add(&key(), candles, &Spans::default())
    }

    #[test]
    fn what_is_there_stays_and_what_is_new_is_added() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().join("data"), "data");
        let depot = Depot::open(&store).unwrap();
        let first = add(&depot, &candles(5..10, 1.0)).unwrap();
        assert_eq!((first.file.as_str(), first.rows, first.added), ("A_USDT-1h.feather", 5, 5));
        let second = add(&depot, &candles(0..20, 2.0)).unwrap();
        assert_eq!((second.rows, second.added, second.differing), (20, 15, 5));
        assert_eq!(second.first_differing, [5 * HOUR, 6 * HOUR, 7 * HOUR]);
        let stored = depot.stored(&key()).unwrap().unwrap();
        assert_eq!((stored.open[4], stored.open[5]), (2.0, 1.0));
        assert_eq!(depot.accepted(&first.file).unwrap().content, Content::of(&stored));
        assert!(Depot::open(&store).is_err(), "there is one writer");
    }

    #[test]
    fn without_new_candles_nothing_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path(), "data");
        let depot = Depot::open(&store).unwrap();
        add(&depot, &candles(0..5, 1.0)).unwrap();
        let look = || {
            [MANIFEST, "A_USDT-1h.feather"]
                .map(|name| Stamp::of(&folder.path().join(name)).unwrap())
        };
        let before = look();
        assert_eq!(add(&depot, &candles(1..3, 1.0)).unwrap().added, 0);
        assert_eq!(look(), before);
        // That they were fetched is new.
        let fetched = Spans::from(vec![(0, 5 * HOUR)]);
        depot.add(&key(), &candles(1..3, 1.0), &fetched).unwrap();
        assert_eq!(depot.accepted("A_USDT-1h.feather").unwrap().fetched, fetched);
        assert_eq!(look()[1], before[1]);
        // A file that is gone was not fetched any more.
        fs::remove_file(folder.path().join("A_USDT-1h.feather")).unwrap();
        add(&depot, &candles(1..3, 1.0)).unwrap();
        assert!(depot.accepted("A_USDT-1h.feather").unwrap().fetched.is_empty());
    }

    #[test]
    fn files_that_cannot_be_trusted_stay_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path(), "data");
        let depot = Depot::open(&store).unwrap();
        let path = folder.path().join("A_USDT-1h.feather");
        let refused = |words: &str| {
            let before = fs::read(&path).unwrap();
            let error = add(&depot, &candles(20..30, 1.0)).unwrap_err();
            assert!(error.to_string().contains(words), "{error}");
            assert!(!error.help().is_empty());
            assert_eq!(fs::read(&path).unwrap(), before);
        };
        fs::write(&path, "no feather").unwrap();
        refused("data/A_USDT-1h.feather is not added to: it is no feather file");
        write_table(&path, &candles([2, 1, 3], 1.0), CandleType::Spot).unwrap();
        refused("its rows are not in order");
        fs::remove_file(&path).unwrap();
        add(&depot, &candles(0..5, 1.0)).unwrap();
        write_table(&path, &candles(0..4, 1.0), CandleType::Spot).unwrap();
        refused("it is not the file that manifest.json knows: 1 row less");
        // One that was about to be written when the process was killed is known.
        let next = Some(Content::of(&candles(0..4, 1.0)));
        let known = depot.accepted("A_USDT-1h.feather").unwrap();
        let under_way = Accepted { next, ..known };
        depot.change(|all| drop(all.files.insert("A_USDT-1h.feather".into(), under_way))).unwrap();
        assert_eq!(add(&depot, &candles(20..30, 1.0)).unwrap().rows, 14);
    }
}
