//! The archive: zipped tables by month and by day, and their checksums.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::sync::Mutex;

use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;

use super::answer::Answer;
use super::candle::{Candle, decimal};
use super::funding::Funding;
use super::interval::{DAY_MS, Interval, civil, next_month, utc_ms};
use super::options::ArchiveOptions;
use super::rest::columns;
use super::symbol::{Ask, Symbol};
use super::world::{Series, World};

const CANDLES: &str = "open_time,open,high,low,close,volume,close_time,quote_volume,count,\
                       taker_buy_volume,taker_buy_quote_volume,ignore\n";
const RATES: &str = "calc_time,funding_interval_hours,last_funding_rate\n";

/// The files, and how many wrong checksums are still to be served.
pub(super) struct Archive {
    options: ArchiveOptions,
    wrong_checksums: Mutex<Vec<(String, u32)>>,
}

/// What the path of a file says.
struct File<'p> {
    series: Series,
    symbol: &'p str,
    interval: Option<Interval>,
    /// The name without an ending.
    stem: &'p str,
    is_monthly: bool,
    from_ms: i64,
    until_ms: i64,
}

impl Archive {
    pub(super) fn new(options: ArchiveOptions) -> Self {
        let wrong_checksums = Mutex::new(options.wrong_checksums.clone());
        Self { options, wrong_checksums }
    }

    /// The file at a path, or 404.
    pub(super) fn answer(&self, world: &World, path: &str) -> Answer {
        let zip_path = path.strip_suffix(".CHECKSUM").unwrap_or(path);
        let found = parse(zip_path).and_then(|file| self.read(world, zip_path, &file));
        let Some((stem, zip, times)) = found else { return not_found() };
        if zip_path == path {
            return Answer::new(200, "binary/octet-stream", zip).with_rows(&times);
        }
        let sum = if self.is_wrong(zip_path) { hex(b"a later edition") } else { hex(&zip) };
        Answer::new(200, "binary/octet-stream", format!("{sum}  {stem}.zip\n"))
    }

    fn read(&self, world: &World, path: &str, file: &File) -> Option<(String, Vec<u8>, Vec<i64>)> {
        let options = &self.options;
        let delay = if file.is_monthly { options.month_delay_ms } else { options.day_delay_ms };
        let is_missing = options.missing.iter().any(|missing| path.ends_with(missing));
        if is_missing || file.until_ms + delay > world.now_ms {
            return None;
        }
        let symbol = world.symbol(file.series.market(), file.symbol)?;
        let mut lines = match file.interval {
            None => rates(world, symbol, file),
            Some(interval) => self.candles(world, symbol, file, interval),
        };
        lines.retain(|(time, _)| symbol.is_archived(file.series, *time));
        if lines.is_empty() {
            return None;
        }
        let (times, lines): (Vec<i64>, Vec<String>) = lines.into_iter().unzip();
        let header = if file.interval.is_none() { RATES } else { CANDLES };
        let header_from_ms = match file.series {
            Series::Spot => options.spot_header_from_ms,
            _ => options.futures_header_from_ms,
        };
        let header = if file.from_ms >= header_from_ms { header } else { "" };
        let table = format!("{header}{}\n", lines.join("\n"));
        Some((file.stem.to_owned(), zipped(&format!("{}.csv", file.stem), &table), times))
    }

    /// The closed candles of a file, each with its time.
    fn candles(
        &self,
        world: &World,
        symbol: &Symbol,
        file: &File,
        interval: Interval,
    ) -> Vec<(i64, String)> {
        if !interval.holds(symbol.step_ms) {
            return Vec::new();
        }
        let micros_from_ms = match file.series {
            Series::Spot => self.options.spot_micros_from_ms,
            _ => self.options.futures_micros_from_ms,
        };
        let ask = Ask::all(file.from_ms, file.until_ms);
        let candles = symbol.candles(file.series, interval, &ask, world.now_ms).into_iter();
        let closed = candles.filter(|candle| candle.close_time < world.now_ms);
        let line = |candle: Candle| {
            let mut columns = columns(symbol, file.series, &candle);
            if file.from_ms >= micros_from_ms {
                columns[0] = format!("{}000", candle.open_time);
                columns[6] = format!("{}999", candle.close_time);
            }
            (candle.open_time, columns.join(","))
        };
        closed.map(line).collect()
    }

    fn is_wrong(&self, path: &str) -> bool {
        let mut wrong = self.wrong_checksums.lock().unwrap();
        let due = wrong.iter_mut().find(|(end, left)| path.ends_with(end.as_str()) && *left > 0);
        due.map(|(_, left)| *left -= 1).is_some()
    }
}

/// The funding rates of a file, each with its time.
fn rates(world: &World, symbol: &Symbol, file: &File) -> Vec<(i64, String)> {
    let rates = symbol.funding(&Ask::all(file.from_ms, file.until_ms), world.now_ms).into_iter();
    let line =
        |rate: &Funding| format!("{},{},{}", rate.time, rate.hours, decimal(rate.rate.into(), 8));
    rates.map(|rate| (rate.time, line(&rate))).collect()
}

/// Reads a path such as `/data/spot/daily/klines/BTCUSDT/1h/BTCUSDT-1h-2024-01-31.zip`.
fn parse(path: &str) -> Option<File<'_>> {
    let (is_spot, rest) = match path.strip_prefix("/data/spot/") {
        Some(rest) => (true, rest),
        None => (false, path.strip_prefix("/data/futures/um/")?),
    };
    let parts: Vec<&str> = rest.split('/').collect();
    let (period, kind, symbol, folder, name) = match parts[..] {
        [period, kind, symbol, interval, name] => (period, kind, symbol, interval, name),
        ["monthly", "fundingRate", symbol, name] => {
            ("monthly", "fundingRate", symbol, "fundingRate", name)
        }
        _ => return None,
    };
    let series = match (is_spot, kind) {
        (true, "klines") => Series::Spot,
        (false, "klines") => Series::Futures,
        (false, "markPriceKlines") => Series::Mark,
        (false, "fundingRate") => Series::Funding,
        _ => return None,
    };
    let interval = match folder {
        "fundingRate" => None,
        "1mo" => Some(Interval::Month),
        "1M" => return None,
        name => Some(Interval::named(name)?),
    };
    let stem = name.strip_suffix(".zip")?;
    let date = stem.strip_prefix(&format!("{symbol}-{folder}-"))?;
    let (from_ms, until_ms) = times(period, date)?;
    let is_monthly = period == "monthly";
    // There are no files by day of candles longer than one.
    let fits = is_monthly || interval.is_some_and(|interval| interval.longest_ms() <= DAY_MS);
    fits.then_some(File { series, symbol, interval, stem, is_monthly, from_ms, until_ms })
}

/// The time of a file, from `2024-01` or `2024-01-31`, written in just that way.
fn times(period: &str, date: &str) -> Option<(i64, i64)> {
    let numbers: Vec<u32> = date.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let (from_ms, until_ms) = match (period, &numbers[..]) {
        ("monthly", [year, month]) => {
            let from_ms = utc_ms(i64::from(*year), *month, 1);
            (from_ms, next_month(from_ms))
        }
        ("daily", [year, month, day]) => {
            let from_ms = utc_ms(i64::from(*year), *month, *day);
            (from_ms, from_ms + DAY_MS)
        }
        _ => return None,
    };
    let (year, month, day) = civil(from_ms);
    let mut written = format!("{year:04}-{month:02}");
    if period == "daily" {
        let _ = write!(written, "-{day:02}");
    }
    (written == date).then_some((from_ms, until_ms))
}

fn zipped(name: &str, text: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // The quickest: nobody keeps these files.
    let options = SimpleFileOptions::default().compression_level(Some(1));
    zip.start_file(name, options).unwrap();
    zip.write_all(text.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

pub(super) fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn not_found() -> Answer {
    let body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchKey</Code>\
                <Message>The specified key does not exist.</Message></Error>";
    Answer::new(404, "application/xml", body)
}
