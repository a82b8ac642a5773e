//! The archive: months with and without names of columns, in two units, missing, replaced, incomplete.

use autoquant::fetch::{FetchError, Source, Wanted};

use super::{Bench, wanted};
use crate::support::exchange::{
    ArchiveOptions, Fault, FaultKind, Options, Series, Symbol, World, utc_ms,
};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// Some days after January of 2025, when spot files began to have microseconds.
fn now() -> i64 {
    utc_ms(2025, 2, 3) + 5 * HOUR + 1
}

fn world() -> World {
    let at = utc_ms(2024, 12, 10);
    let bitcoin = Symbol::spot("BTC", "USDT")
        .finest("5m")
        .listed(utc_ms(2024, 10, 17) + 3 * HOUR)
        .outage(Series::Spot, at..at + 3 * HOUR)
        // The archive lacks two hours that the exchange has.
        .not_archived(Series::Spot, at + DAY..at + DAY + 2 * HOUR);
    World::new(now()).with(bitcoin).with(Symbol::futures("BTC", "USDT").finest("5m"))
}

fn bench(archive: ArchiveOptions, faults: Vec<Fault>) -> Bench {
    Bench::with(now(), world(), Options { archive, faults, ..Options::default() })
}

fn spot() -> Vec<Wanted> {
    vec![wanted("BTC/USDT", "5m", utc_ms(2024, 9, 1), now())]
}

/// The files that came whole, by their names' ends.
fn months(bench: &Bench) -> Vec<String> {
    let mut names: Vec<String> = bench
        .pages()
        .iter()
        .filter(|page| {
            page.complete
                && page.status == 200
                && page.path.contains(".zip")
                && !page.path.contains("CHECKSUM")
        })
        .map(|page| page.path.rsplit('/').next().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn whole_months_of_short_candles_are_taken_from_the_archive() {
    let bench = bench(ArchiveOptions::default(), Vec::new());
    bench.fetch_all(&spot());
    assert_eq!(
        months(&bench),
        [
            "BTCUSDT-5m-2024-10.zip",
            "BTCUSDT-5m-2024-11.zip",
            "BTCUSDT-5m-2024-12.zip",
            "BTCUSDT-5m-2025-01.zip"
        ]
    );
    // A month is a file and its checksum; the listing, the hours that it lacks, and the tail are pages.
    let pages = bench
        .pages()
        .iter()
        .filter(|page| page.path.contains("klines?") || page.path.ends_with("/klines"))
        .count();
    assert!(pages <= 6, "{pages}");
    let asked = bench.exchange.requests().len();
    bench.fetch_all(&spot());
    assert_eq!(bench.exchange.requests().len(), asked);
}

#[test]
fn names_of_columns_and_microseconds_make_no_difference() {
    for (header, micros) in [(0, i64::MAX), (0, 0), (i64::MAX, 0), (i64::MAX, i64::MAX)] {
        let bench = bench(
            ArchiveOptions {
                spot_header_from_ms: header,
                futures_header_from_ms: header,
                spot_micros_from_ms: micros,
                futures_micros_from_ms: micros,
                ..ArchiveOptions::default()
            },
            Vec::new(),
        );
        let mut both = spot();
        both.push(wanted("BTC/USDT:USDT", "5m", utc_ms(2024, 11, 1), now()));
        bench.fetch_all(&both);
        assert!(months(&bench).len() >= 6);
    }
}

#[test]
fn a_month_that_is_missing_is_asked_of_the_exchange() {
    let missing = vec!["BTCUSDT-5m-2024-11.zip".into(), "BTCUSDT-5m-2025-01.zip".into()];
    let bench = bench(ArchiveOptions { missing, ..ArchiveOptions::default() }, Vec::new());
    bench.fetch_all(&spot());
    assert_eq!(months(&bench), ["BTCUSDT-5m-2024-10.zip", "BTCUSDT-5m-2024-12.zip"]);
}

#[test]
fn a_file_that_is_replaced_meanwhile_is_fetched_again() {
    let file = "BTCUSDT-5m-2024-11.zip";
    for (times, comes) in [(1, true), (2, true), (50, false)] {
        let wrong_checksums = vec![(file.to_owned(), times)];
        let bench =
            bench(ArchiveOptions { wrong_checksums, ..ArchiveOptions::default() }, Vec::new());
        bench.fetch_all(&spot());
        let asked = months(&bench).iter().filter(|name| *name == file).count();
        assert_eq!(asked, if comes { times as usize + 1 } else { 3 });
        let told = bench.notes.all().iter().any(|note| note.contains(file));
        assert_eq!(told, !comes);
    }
}

#[test]
fn an_archive_that_fails_is_done_without() {
    for kind in
        [FaultKind::Status(403, None, ""), FaultKind::Status(451, None, ""), FaultKind::Close]
    {
        let bench =
            bench(ArchiveOptions::default(), vec![Fault::new("/data/", kind).times(1_000_000)]);
        bench.fetch_all(&spot());
        assert_eq!(months(&bench), Vec::<String>::new());
        let told = bench.notes.all();
        let told = told.iter().filter(|note| note.contains("asked of the exchange instead"));
        assert_eq!(told.count(), 1);
    }
    // One that stumbles is not.
    for kind in [FaultKind::CutBody, FaultKind::Reset, FaultKind::Html, FaultKind::Empty] {
        let faults = vec![Fault::new("/data/", kind).skip(1).times(2)];
        let bench = bench(ArchiveOptions::default(), faults);
        bench.fetch_all(&spot());
        assert!(months(&bench).len() >= 3, "{kind:?}");
    }
}

#[test]
fn the_archive_alone_has_all_until_yesterday() {
    let missing = vec!["BTCUSDT-5m-2025-01.zip".into()];
    let bench = bench(
        ArchiveOptions { missing, ..ArchiveOptions::default() },
        vec![Fault::new("/api/", FaultKind::Status(451, None, "")).times(1_000)],
    );
    let bench = Bench { source: Source::Archive, ..bench };
    let until_midnight = utc_ms(2025, 2, 3);
    let downloaded = bench.fetch(&spot());
    assert_eq!((downloaded.stopped, downloaded.faults), (None, Vec::new()));
    // The month that is missing is there day by day.
    let stored = bench.stored(&spot()[0]);
    let source = bench.of_source(&wanted("BTC/USDT", "5m", 0, until_midnight));
    // Two hours are not in the archive.
    assert_eq!(stored.len(), source.len() - 24);
    assert_eq!(stored.last().unwrap().date, until_midnight - 300_000);
    assert!(bench.notes.all().iter().any(|note| note.contains("the archive has no rules")));
    assert!(bench.exchange.requests().iter().all(|request| request.path.starts_with("/data/")));
}

#[test]
fn a_hole_in_the_archive_is_told_when_there_is_nothing_else() {
    let missing = vec!["BTCUSDT-5m-2024-11.zip".into()];
    let bench = bench(ArchiveOptions { missing, ..ArchiveOptions::default() }, Vec::new());
    let bench = Bench { source: Source::Archive, ..bench };
    let downloaded = bench.fetch(&spot());
    let hole = FetchError::NotInArchive { missing: "BTCUSDT-5m-2024-11.zip".into() };
    assert_eq!(downloaded.faults, [("BTC/USDT 5m".to_owned(), hole)]);
    // The rest is there, and the exchange has what is missing.
    assert!(bench.stored(&spot()[0]).len() > 20_000);
    let all = Bench { source: Source::Auto, ..bench };
    all.fetch_all(&spot());
    // A pair that it does not know has no file at all.
    let alone = Bench { source: Source::Archive, ..all };
    let unknown = wanted("NONE/USDT", "5m", utc_ms(2024, 12, 1), now());
    let downloaded = alone.fetch(&[unknown]);
    assert_eq!(downloaded.faults.len(), 1, "{downloaded:?}");
}
