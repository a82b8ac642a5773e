//! A folder of candles as FreqTrade keeps it, in any of its formats.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::file::read;
use super::name::{Format, key_of, why_not};
use super::{Found, ImportError};
use crate::model::candle_key::CandleKey;
use crate::model::pair::Pair;

/// The folder of what belongs to futures, below the others.
const FUTURES: &str = "futures";

/// How deep below a folder candles are looked for, as from FreqTrade's own folder.
const DEPTH: usize = 4;

/// The most folders that are looked into.
const MOST: usize = 5_000;

/// A folder that holds candles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Datadir {
    /// The folder.
    pub folder: PathBuf,
    /// The files that can be read, by what they hold.
    pub files: Vec<Source>,
    /// Files that lie among them and are not read, and why.
    pub skipped: Vec<(String, String)>,
}

/// A file of candles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What its name says.
    pub key: CandleKey,
    /// Its name, below the folder.
    pub name: String,
    path: PathBuf,
    format: Format,
}

impl Source {
    /// Reads it.
    pub fn read(&self) -> Result<Found, ImportError> {
        read(&self.path, &self.name, self.format, self.key.clone())
    }

    /// Whether it is written as candles are kept here.
    pub fn is_feather(&self) -> bool {
        self.format == Format::Feather
    }
}

/// The files of a folder, or of the one folder below it that holds candles. `pairs` are those whose names are
/// known.
pub fn datadir(path: &Path, pairs: &[Pair]) -> Result<Datadir, ImportError> {
    let shown = || path.display().to_string();
    let own = look(path, pairs);
    if !own.files.is_empty() {
        return Ok(own);
    }
    let mut below = Vec::new();
    let mut left = MOST;
    find(path, DEPTH, &mut left, pairs, &mut below);
    let mut below = below.into_iter();
    match (below.next(), below.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err(match own.skipped.into_iter().next() {
            None => ImportError::NoCandles { path: shown() },
            Some((name, reason)) => {
                ImportError::Skipped { path: path.join(name).display().to_string(), reason }
            }
        }),
        (Some(one), Some(other)) => {
            let all = [one, other].into_iter().chain(below);
            let folders = all.map(|found| found.folder.display().to_string()).collect();
            Err(ImportError::Several { path: shown(), folders })
        }
    }
}

/// The folders below one that hold candles, in the order of their names.
fn find(folder: &Path, depth: usize, left: &mut usize, pairs: &[Pair], found: &mut Vec<Datadir>) {
    for name in names(folder) {
        if name.starts_with('.') || name == FUTURES || !folder.join(&name).is_dir() || *left == 0 {
            continue;
        }
        *left -= 1;
        let below = folder.join(&name);
        let looked = look(&below, pairs);
        if !looked.files.is_empty() {
            found.push(looked);
        } else if depth > 1 {
            find(&below, depth - 1, left, pairs, found);
        }
    }
}

/// The names in a folder, in order; what cannot be read has none.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}

/// What lies in a folder and in the one of futures below it.
fn look(folder: &Path, pairs: &[Pair]) -> Datadir {
    let mut best: BTreeMap<CandleKey, Source> = BTreeMap::new();
    let mut skipped = Vec::new();
    let of_futures = names(&folder.join(FUTURES)).into_iter();
    let of_futures = of_futures.map(|name| format!("{FUTURES}/{name}"));
    for name in names(folder).into_iter().chain(of_futures) {
        let path = folder.join(&name);
        if !path.is_file() {
            continue;
        }
        let last = name.rsplit_once('/').map_or(name.as_str(), |(_, last)| last);
        let read = Format::of(last).filter(|(_, format)| !format.is_table());
        let key = read.and_then(|(stem, format)| Some((key_of(stem, pairs)?, format)));
        let Some((key, format)) = key else {
            skipped.extend(unread(last).map(|reason| (name, reason.to_owned())));
            continue;
        };
        let source = Source { key, name, path, format };
        let other = match best.remove(&source.key) {
            Some(known) if known.format < source.format => {
                let reason = known.format.instead();
                best.insert(known.key.clone(), known);
                skipped.push((source.name, reason));
                continue;
            }
            other => other,
        };
        skipped.extend(other.map(|known| (known.name, source.format.instead())));
        best.insert(source.key.clone(), source);
    }
    let mut files: Vec<Source> = best.into_values().collect();
    let order = |source: &Source| {
        let CandleKey { pair, timeframe, candle_type } = &source.key;
        (pair.clone(), timeframe.ms(), *candle_type)
    };
    files.sort_by_key(order);
    skipped.sort();
    Datadir { folder: folder.to_owned(), files, skipped }
}

/// Why a file is not read; `None` for one that has nothing to do with candles.
fn unread(name: &str) -> Option<&'static str> {
    let format = || Format::of(name).map(|(_, format)| format);
    why_not(name).or_else(|| match format()? {
        Format::Csv | Format::CsvGz => {
            Some("a table is taken alone: `autoquant prepare --from FILE`")
        }
        Format::Feather | Format::Parquet => {
            Some("its name is not like BTC_USDT-1h or BTC_USDT_USDT-1h-futures")
        }
        Format::Json | Format::JsonGz => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn touch(folder: &Path, names: &[&str]) {
        for name in names {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
    }

    fn found(path: &Path) -> Datadir {
        datadir(path, &[]).unwrap()
    }

    #[test]
    fn files_are_known_by_their_names_and_the_better_format_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        touch(
            folder.path(),
            &[
                "ETH_USDT-1h.json",
                "BTC_USDT-1h.json.gz",
                "BTC_USDT-1h.json",
                "BTC_USDT-1h.feather",
                "BTC_USDT-1d.json.gz",
                "BTC_USDT-1d.parquet",
                "BTC_USDT-trades.feather",
                "BTC_USDT-4h.h5",
                "BTC_USDT-4h.csv",
                "notes.txt",
                "pairs.json",
                "markets.json",
                "odd.feather",
                "futures/BTC_USDT_USDT-1h-mark.feather",
                "futures/BTC_USDT_USDT-1h-index.feather",
            ],
        );
        let found = found(folder.path());
        let files: Vec<_> =
            found.files.iter().map(|file| format!("{} {}", file.key, file.name)).collect();
        assert_eq!(
            files,
            [
                "BTC/USDT 1h BTC_USDT-1h.feather",
                "BTC/USDT 1d BTC_USDT-1d.parquet",
                "BTC/USDT:USDT 1h mark futures/BTC_USDT_USDT-1h-mark.feather",
                "ETH/USDT 1h ETH_USDT-1h.json",
            ]
        );
        let skipped: Vec<_> =
            found.skipped.iter().map(|(name, reason)| format!("{name}: {reason}")).collect();
        insta::assert_snapshot!(skipped.join("\n"), @r"
        BTC_USDT-1d.json.gz: the same candles are taken from .parquet
        BTC_USDT-1h.json: the same candles are taken from .feather
        BTC_USDT-1h.json.gz: the same candles are taken from .feather
        BTC_USDT-4h.csv: a table is taken alone: `autoquant prepare --from FILE`
        BTC_USDT-4h.h5: HDF5 is not read (an older FreqTrade turns it into feather: `freqtrade convert-data`)
        BTC_USDT-trades.feather: these are single trades, and no candles
        futures/BTC_USDT_USDT-1h-index.feather: candles of this kind are not used
        odd.feather: its name is not like BTC_USDT-1h or BTC_USDT_USDT-1h-futures
        ");
    }

    #[test]
    fn the_one_folder_below_that_holds_candles_is_meant() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        assert!(matches!(datadir(root, &[]), Err(ImportError::NoCandles { .. })));
        touch(
            root,
            &["user_data/data/binance/futures/BTC_USDT_USDT-1h-mark.json", "user_data/a.txt"],
        );
        let binance = root.join("user_data/data/binance");
        for from in [root, &root.join("user_data"), &binance] {
            assert_eq!(found(from).folder, binance);
        }
        touch(root, &["user_data/data/kraken/BTC_USDT-1h.feather"]);
        let Err(ImportError::Several { folders, .. }) = datadir(root, &[]) else { panic!() };
        assert_eq!(folders.len(), 2);
        assert_eq!(found(&binance).folder, binance);
    }
}
