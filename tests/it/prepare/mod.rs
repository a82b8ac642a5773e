//! `prepare`: whatever happens on the way, the files come out complete and equal to the source.

mod archive;
mod faults;
mod files;
mod futures;
mod killed;
mod limits;
mod pages;
mod program;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use autoquant::data::depot::Depot;
use autoquant::data::store::Store;
use autoquant::fetch::{
    Addresses, Downloaded, Order, Patience, Progress, Setup, Source, Wanted, download,
};
use autoquant::model::candle_key::CandleKey;
use autoquant::model::candle_type::CandleType;
use autoquant::model::candles::{Candle, Candles};
use autoquant::model::pair::Pair;
use autoquant::model::timeframe::Timeframe;
use tempfile::TempDir;

use crate::support::exchange::{Exchange, Logged, Options, Series, World};

/// An exchange, and a folder for its candles.
struct Bench {
    exchange: Exchange,
    folder: PathBuf,
    /// The folder, where nobody else keeps it.
    _own: Option<TempDir>,
    source: Source,
    /// The clock of whoever fetches.
    now: i64,
    notes: Arc<Notes>,
}

/// What was told on the way.
#[derive(Default)]
struct Notes(Mutex<Vec<String>>);

impl Notes {
    fn add(&self, text: String) {
        self.0.lock().unwrap().push(text);
    }

    fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

impl Progress for Notes {
    fn begins(&self, _: &str, _: u64) {}
    fn came(&self, _: &str, _: u64) {}
    fn is_complete(&self, _: &str, _: usize) {}
    fn has_failed(&self, _: &str) {}
    fn waits(&self, _: &str, why: &str, _: Duration) {
        self.add(format!("waits: {why}"));
    }
    fn notes(&self, text: &str) {
        self.add(text.to_owned());
    }
}

impl Bench {
    fn new(now: i64, world: World) -> Self {
        Self::with(now, world, Options::default())
    }

    fn with(now: i64, world: World, options: Options) -> Self {
        let exchange = Exchange::start(world, options);
        let own = TempDir::new().unwrap();
        let folder = own.path().to_owned();
        Self { exchange, folder, _own: Some(own), source: Source::Auto, now, notes: Arc::default() }
    }

    /// Around a folder that is there.
    fn at(exchange: Exchange, folder: PathBuf) -> Self {
        Self { exchange, folder, _own: None, source: Source::Auto, now: 0, notes: Arc::default() }
    }

    fn store(&self) -> Store {
        Store::new(&self.folder, "data")
    }

    fn addresses(&self) -> Addresses {
        let url = self.exchange.url();
        Addresses { spot: url.clone(), futures: url.clone(), archive: url }
    }

    fn fetch(&self, candles: &[Wanted]) -> Downloaded {
        let mut rules: Vec<Pair> = candles.iter().map(|wanted| wanted.key.pair.clone()).collect();
        rules.sort();
        rules.dedup();
        self.fetch_from(self.addresses(), &Order { candles: candles.to_vec(), rules })
    }

    fn fetch_from(&self, addresses: Addresses, order: &Order) -> Downloaded {
        self.fetch_by(addresses, order, patience())
    }

    /// Fetches with another patience.
    fn fetch_with(&self, candles: &[Wanted], other: impl Fn(Patience) -> Patience) -> Downloaded {
        let order = Order { candles: candles.to_vec(), rules: Vec::new() };
        self.fetch_by(self.addresses(), &order, other(patience()))
    }

    fn fetch_by(&self, addresses: Addresses, order: &Order, patience: Patience) -> Downloaded {
        let setup = Setup { addresses, source: self.source, patience, now: self.now };
        let progress: Arc<dyn Progress> = Arc::<Notes>::clone(&self.notes);
        download(order, Depot::open(&self.store()).unwrap(), setup, progress)
    }

    /// Fetches what must come without a word.
    fn fetch_all(&self, candles: &[Wanted]) -> Downloaded {
        let downloaded = self.fetch(candles);
        let told = self.notes.all();
        assert_eq!((&downloaded.stopped, &downloaded.faults), (&None, &Vec::new()), "{told:?}");
        self.check(candles);
        downloaded
    }

    /// The files hold what the exchange has, and all of it.
    fn check(&self, candles: &[Wanted]) {
        for wanted in candles {
            self.check_file(wanted);
        }
        let left: Vec<_> = std::fs::read_dir(&self.folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with('.') && name != ".prepare.lock")
            .collect();
        assert_eq!(left, Vec::<String>::new());
    }

    fn check_file(&self, wanted: &Wanted) {
        let (name, source) = (wanted.name(), self.of_source(wanted));
        let (stored, source) = (self.stored(wanted), list(&source));
        assert_eq!(stored.len(), source.len(), "{name}");
        for (one, other) in stored.iter().zip(&source) {
            assert_eq!(one, other, "{name}");
        }
    }

    /// The rows of a file that lie in the span.
    fn stored(&self, wanted: &Wanted) -> Vec<Candle> {
        let files = self.store().files().unwrap();
        let file = files.iter().find(|file| file.name == wanted.file());
        let Some(file) = file else { return Vec::new() };
        let candles = self.store().read(file).unwrap();
        assert!(candles.date.is_ascending());
        let is_in = |candle: &Candle| wanted.span.contains(&candle.date);
        list(&candles).into_iter().filter(is_in).collect()
    }

    fn of_source(&self, wanted: &Wanted) -> Candles {
        let (world, symbol) = (self.exchange.world(), symbol(wanted));
        let (from, until) = (wanted.span.start, wanted.span.end);
        let series = match wanted.key.candle_type {
            CandleType::Spot => Series::Spot,
            CandleType::Futures => Series::Futures,
            CandleType::Mark => Series::Mark,
            CandleType::FundingRate => {
                let (dates, rates) = world
                    .funding(&symbol, from, until)
                    .into_iter()
                    .map(|(date, rate)| (date / 1_000 * 1_000, rate))
                    .unzip();
                return Candles::of_rates(dates, rates);
            }
        };
        let mut candles = Candles::default();
        for row in world.rows(series, &symbol, &wanted.key.timeframe.to_string(), from, until) {
            candles.push(Candle {
                date: row.date,
                open: row.open,
                high: row.high,
                low: row.low,
                close: row.close,
                volume: row.volume,
            });
        }
        candles
    }

    /// The requests for candles.
    fn pages(&self) -> Vec<Logged> {
        let mut pages = self.exchange.requests();
        pages.retain(|request| !request.path.ends_with("exchangeInfo"));
        pages
    }

    fn nothing_came_twice(&self) {
        nothing_twice(self.exchange.requests());
    }
}

/// No row was sent twice in whole answers of one kind.
fn nothing_twice(requests: impl IntoIterator<Item = Logged>) {
    let mut spans: Vec<(String, i64, i64)> = requests
        .into_iter()
        .filter(|request| request.complete)
        .filter_map(|request| {
            let key = ["symbol", "interval"].map(|key| request.query.get(key));
            Some((format!("{} {key:?}", request.path), request.first?, request.last?))
        })
        .collect();
    spans.sort();
    for pair in spans.windows(2) {
        assert!(pair[0].0 != pair[1].0 || pair[0].2 < pair[1].1, "{pair:?}");
    }
}

/// Impatient: what takes seconds elsewhere takes milliseconds.
fn patience() -> Patience {
    let ms = Duration::from_millis;
    Patience { first: ms(1), most: ms(4), unnamed: ms(5), minute: ms(50), ..Patience::default() }
}

fn symbol(wanted: &Wanted) -> String {
    format!("{}{}", wanted.key.pair.base(), wanted.key.pair.quote())
}

fn list(candles: &Candles) -> Vec<Candle> {
    (0..candles.len()).map(|row| candles.row(row)).collect()
}

/// Spot candles, or those of a future.
fn wanted(pair: &str, timeframe: &str, from: i64, until: i64) -> Wanted {
    let (pair, timeframe) = (Pair::parse(pair).unwrap(), Timeframe::parse(timeframe).unwrap());
    Wanted { key: CandleKey::trades(&pair, timeframe), span: from..until }
}
