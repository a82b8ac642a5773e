//! Pages that have come and are not in their file yet: set aside at once, so that a process that is killed has
//! lost only what was under way.
//!
//! Each file of candles has one beside it, to which a record is appended for each answer. A record says how long
//! it is and ends with a hash of itself: one that was cut off is recognised, and left out with all behind it.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Seek as _, SeekFrom, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::data::DataError;
use crate::data::merge::in_order;
use crate::data::spans::Spans;
use crate::data::store::Store;
use crate::model::candles::Candles;

/// Where they are, below the folder of candles.
const FOLDER: &str = ".fetching";
const MAGIC: &[u8; 8] = b"aqpages1";
/// The magic, a span, and a number of rows.
const HEAD: usize = 32;
const HASH: usize = 16;
/// A date, four prices and a volume.
const ROW: usize = 48;

/// What has come for a file.
#[derive(Debug, Default)]
pub(super) struct Aside {
    /// The stretches of time that the exchange has answered for.
    pub known: Spans,
    /// Its candles, in order.
    pub candles: Candles,
}

/// The pages of one file of candles.
#[derive(Debug)]
pub(super) struct Staging {
    /// The file of candles: its pages are of no other.
    of: String,
    path: PathBuf,
    shown: String,
    file: Option<File>,
}

impl Staging {
    /// Of a file of candles, with what was set aside before.
    pub(super) fn open(store: &Store, file: &str) -> Result<(Self, Aside), DataError> {
        let name = format!("{FOLDER}/{}.pages", file.replace('/', "~"));
        let (path, shown) = (store.folder().join(&name), format!("{}/{name}", store.shown()));
        let mut staging = Self { of: file.to_owned(), path, shown, file: None };
        let (aside, whole) = staging.read()?;
        if whole > 0 {
            staging.continue_behind(whole).map_err(|error| staging.not_written(&error))?;
        }
        Ok((staging, aside))
    }

    /// All that was set aside.
    pub(super) fn all(&self) -> Result<Aside, DataError> {
        self.read().map(|(aside, _)| aside)
    }

    fn read(&self) -> Result<(Aside, u64), DataError> {
        match fs::read(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok((Aside::default(), 0)),
            Err(error) => Err(self.not_written(&error)),
            Ok(bytes) => Ok(records(&self.of, &bytes)),
        }
    }

    /// Sets an answer aside: what is known through it, and its candles.
    pub(super) fn add(&mut self, span: &Range<i64>, candles: &Candles) -> Result<(), DataError> {
        let written = self.append(&record(&self.of, span, candles));
        written.map_err(|error| self.not_written(&error))
    }

    fn append(&mut self, record: &[u8]) -> std::io::Result<()> {
        if self.file.is_none() {
            self.continue_behind(0)?;
        }
        self.file.as_mut().map_or(Ok(()), |file| file.write_all(record))
    }

    /// Removes it: all of it is in the file of candles.
    pub(super) fn remove(self) -> Result<(), DataError> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(self.not_written(&error)),
            _ => {
                // The last one takes the folder with it.
                let _ = self.path.parent().map(fs::remove_dir);
                Ok(())
            }
        }
    }

    /// Cuts off what is broken, and goes on behind the rest.
    fn continue_behind(&mut self, whole: u64) -> std::io::Result<()> {
        let mut file = self.create()?;
        file.set_len(whole)?;
        file.seek(SeekFrom::End(0))?;
        self.file = Some(file);
        Ok(())
    }

    /// Opens the file in its folder. Another file that is whole may take the folder with it in between:
    /// then there is another one to make.
    fn create(&self) -> std::io::Result<File> {
        const MOST_TRIES: usize = 100;
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let mut tries = 0;
        loop {
            let opened = fs::create_dir_all(folder).and_then(|()| {
                OpenOptions::new().create(true).truncate(false).write(true).open(&self.path)
            });
            tries += 1;
            match opened {
                Err(error) if is_gone(&error) && tries < MOST_TRIES => {}
                opened => return opened,
            }
        }
    }

    fn not_written(&self, error: &std::io::Error) -> DataError {
        DataError::NotWritten { path: self.shown.clone(), problem: error.to_string() }
    }
}

/// Whether a folder went away while it was made (it seemed to be there) or used.
fn is_gone(error: &std::io::Error) -> bool {
    [ErrorKind::NotFound, ErrorKind::AlreadyExists].contains(&error.kind())
}

fn record(of: &str, span: &Range<i64>, candles: &Candles) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEAD + candles.len() * ROW + HASH);
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&span.start.to_le_bytes());
    bytes.extend_from_slice(&span.end.to_le_bytes());
    bytes.extend_from_slice(&(candles.len() as u64).to_le_bytes());
    for row in 0..candles.len() {
        let row = candles.row(row);
        bytes.extend_from_slice(&row.date.to_le_bytes());
        for number in [row.open, row.high, row.low, row.close, row.volume] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
    }
    let hash = hash(of, &bytes);
    bytes.extend_from_slice(&hash);
    bytes
}

/// The hash of a record of some file's pages.
fn hash(of: &str, record: &[u8]) -> [u8; HASH] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(record).update(of.as_bytes());
    hasher.finalize().as_bytes()[..HASH].try_into().expect("it is longer")
}

/// What the records of a file hold, and how many bytes of it are whole ones.
fn records(of: &str, bytes: &[u8]) -> (Aside, u64) {
    let mut known = Spans::default();
    let (mut answers, mut whole) = (Vec::new(), 0);
    while let Some((span, rows, length)) = first_record(of, &bytes[whole..]) {
        answers.push((span.start, rows));
        known.add(span);
        whole += length;
    }
    // They come in any order, and none has rows of another.
    answers.sort_by_key(|(start, _)| *start);
    let rows: Vec<&[u8]> = answers.iter().flat_map(|(_, rows)| rows.chunks_exact(ROW)).collect();
    let word = |row: &[u8], at: usize| row[at * 8..(at + 1) * 8].try_into().expect("eight bytes");
    let column = |at: usize| rows.iter().map(|row| f64::from_le_bytes(word(row, at))).collect();
    let dates: Vec<i64> = rows.iter().map(|row| i64::from_le_bytes(word(row, 0))).collect();
    let candles = Candles::of_columns(dates, [1, 2, 3, 4, 5].map(column));
    (Aside { known, candles: in_order(&candles) }, whole as u64)
}

/// The span, the rows and the length of a record at the beginning of some bytes.
fn first_record<'a>(of: &str, bytes: &'a [u8]) -> Option<(Range<i64>, &'a [u8], usize)> {
    let head = bytes.get(..HEAD).filter(|head| head.starts_with(MAGIC))?;
    let word = |at: usize| head[at..at + 8].try_into().ok();
    let span = i64::from_le_bytes(word(8)?)..i64::from_le_bytes(word(16)?);
    let rows = usize::try_from(u64::from_le_bytes(word(24)?)).ok()?;
    let end = rows.checked_mul(ROW)?.checked_add(HEAD)?;
    let hash = bytes.get(end..end.checked_add(HASH)?)?;
    let is_whole = self::hash(of, &bytes[..end]) == *hash;
    is_whole.then(|| (span, &bytes[HEAD..end], end + HASH))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::candles::Candle;

    fn candles(dates: &[i64]) -> Candles {
        let mut candles = Candles::default();
        for date in dates {
            let (date, price) = (*date, *date as f64 + 0.5);
            candles.push(Candle {
                date,
                open: price,
                high: price,
                low: price,
                close: price,
                volume: 1.0,
            });
        }
        candles
    }

    #[test]
    fn files_that_are_whole_leave_the_folder_to_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path(), "data");
        std::thread::scope(|scope| {
            for name in ["A_USDT-1h.feather", "B_USDT-1h.feather", "C_USDT-1h.feather"] {
                let store = &store;
                scope.spawn(move || {
                    for _ in 0..300 {
                        let (mut staging, _) = Staging::open(store, name).unwrap();
                        staging.add(&(0..10), &candles(&[1, 2])).unwrap();
                        staging.remove().unwrap();
                    }
                });
            }
        });
        assert!(!folder.path().join(FOLDER).exists());
    }

    #[test]
    fn what_was_cut_off_is_left_out_and_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path(), "data");
        let open = || Staging::open(&store, "futures/A_USDT_USDT-1h-mark.feather").unwrap();
        let (mut staging, aside) = open();
        assert!(aside.known.is_empty() && aside.candles.is_empty());
        staging.add(&(100..200), &candles(&[100, 150])).unwrap();
        let first = fs::metadata(&staging.path).unwrap().len();
        staging.add(&(0..50), &candles(&[10])).unwrap();
        staging.add(&(50..100), &candles(&[])).unwrap();
        let whole = fs::read(&staging.path).unwrap();
        let all = staging.all().unwrap();
        assert_eq!(Vec::from(all.known), [(0, 200)]);
        assert_eq!(all.candles, candles(&[10, 100, 150]));
        for length in first..whole.len() as u64 {
            fs::write(&staging.path, &whole[..length as usize]).unwrap();
            let (mut again, aside) = open();
            assert_eq!(aside.known.missing_in(100..200), []);
            assert!(!aside.known.missing_in(0..100).is_empty());
            again.add(&(0..100), &candles(&[10])).unwrap();
            assert_eq!(again.all().unwrap().candles, candles(&[10, 100, 150]));
        }
        // Pages of one file are of no other.
        let (other, _) = Staging::open(&store, "A_USDT-1h.feather").unwrap();
        fs::write(&other.path, &whole).unwrap();
        assert!(other.all().unwrap().candles.is_empty());
        fs::remove_file(&other.path).unwrap();
        let mut damaged = whole.clone();
        damaged[HEAD + 9] ^= 1;
        fs::write(&staging.path, &damaged).unwrap();
        assert!(open().1.candles.is_empty());
        open().0.remove().unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
