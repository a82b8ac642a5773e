//! `prepare --from`: folders and files of FreqTrade.

use std::fs;
use std::io::Cursor;

use autoquant::data::manifest::{Content, Manifest};
use autoquant::data::spans::Spans;
use autoquant::data::store::Store;
use autoquant::model::candles::Candles;
use polars::prelude::{DataFrame, DataType, NamedFrom, ParquetWriter, Series, TimeUnit};
use serde_json::json;

use super::{
    at_price, candles, json, names, packed, rows, said, stored, stored_rates, with_pairs,
    workspace, write, write_feather,
};

/// Candles as polars writes them, with times of a unit.
fn parquet(candles: &Candles, unit: TimeUnit) -> Vec<u8> {
    let ticks = match unit {
        TimeUnit::Milliseconds => 1,
        TimeUnit::Microseconds => 1_000,
        TimeUnit::Nanoseconds => 1_000_000,
    };
    let dates: Vec<i64> = candles.date.iter().map(|date| date * ticks).collect();
    let dates = Series::new("date".into(), dates).cast(&DataType::Datetime(unit, None)).unwrap();
    let numbers = [
        ("volume", &candles.volume),
        ("close", &candles.close),
        ("low", &candles.low),
        ("high", &candles.high),
        ("open", &candles.open),
    ];
    let numbers = numbers.map(|(name, column)| Series::new(name.into(), &column[..]).into());
    let columns = numbers.into_iter().chain([dates.into()]).collect();
    let mut frame = DataFrame::new(candles.len(), columns).unwrap();
    let mut bytes = Cursor::new(Vec::new());
    ParquetWriter::new(&mut bytes).finish(&mut frame).unwrap();
    bytes.into_inner()
}

#[test]
fn every_format_of_freqtrade_is_read() {
    let expected = candles(0..48);
    let project = workspace();
    write_feather(&project, "one/A_USDT-1h.feather", &expected);
    write(&project, "two/A_USDT-1h.json", rows(&expected));
    write(&project, "three/A_USDT-1h.json.gz", packed(&rows(&expected)));
    write(&project, "four/A_USDT-1h.parquet", parquet(&expected, TimeUnit::Milliseconds));
    write(&project, "five/A_USDT-1h.parquet", parquet(&expected, TimeUnit::Nanoseconds));
    for folder in ["one", "two", "three", "four", "five"] {
        let _ = fs::remove_dir_all(project.path().join("own"));
        let document = json(&project, &["--from", folder], "import");
        assert_eq!(stored(&project, "A_USDT-1h.feather"), expected, "{folder}");
        let file = &document["files"][0];
        assert_eq!((&file["rows"], &file["added"]), (&json!(48), &json!(48)), "{folder}");
        assert_eq!(document["notes"], json!([]));
        // Once more, and nothing is written.
        let before = fs::read(project.path().join("own/manifest.json")).unwrap();
        assert_eq!(json(&project, &["--from", folder], "import")["files"][0]["added"], 0);
        assert_eq!(fs::read(project.path().join("own/manifest.json")).unwrap(), before);
    }
    assert_eq!(project.run(&["data", "list"]).status.code(), Some(0));
}

#[test]
fn files_of_pandas_are_read_whatever_their_times() {
    let project = with_pairs(&["A/USDT", "B/USDT", "A/USDT:USDT"]);
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/import/fixtures");
    let shown = said(&project, &["--from", fixtures]);
    insta::assert_snapshot!(shown, @r"
    A/USDT 1h: 5 candles, 5 new (A_USDT-1h.parquet)
    A/USDT:USDT 1h funding_rate: 2 candles, 2 new (A_USDT_USDT-1h-funding_rate.parquet)
    B/USDT 1h: 5 candles, 5 new (B_USDT-1h.parquet)
    12 new candles for own: 3 files read.
    exit code 0
    ");
    assert_eq!(stored(&project, "A_USDT-1h.feather"), candles(0..5));
    assert_eq!(stored(&project, "B_USDT-1h.feather"), candles(0..5));
    let rates = stored_rates(&project, "futures/A_USDT_USDT-1h-funding_rate.feather");
    assert_eq!(rates.open[..], [0.0001, -0.0002]);
    assert_eq!(rates.date, candles(0..2).date);
}

#[test]
fn futures_come_with_their_mark_prices_and_funding_rates() {
    let project = with_pairs(&["A/USDT:USDT"]);
    write(&project, "ft/futures/A_USDT_USDT-1h-futures.json", rows(&candles(0..10)));
    write(&project, "ft/futures/A_USDT_USDT-1h-mark.json", rows(&at_price(0..10, 11.0)));
    let old = "[[1704067200000,0.0001,0,0,0,0],[1704096000000,-0.0003,0,0,0,0]]";
    write(&project, "ft/futures/A_USDT_USDT-1h-funding_rate.json", old);
    write(&project, "ft/futures/A_USDT_USDT-1h-index.json", rows(&candles(0..10)));
    let shown = said(&project, &["--from", "ft"]);
    insta::assert_snapshot!(shown, @r"
    A/USDT:USDT 1h: 10 candles, 10 new (futures/A_USDT_USDT-1h-futures.json)
    A/USDT:USDT 1h mark: 10 candles, 10 new (futures/A_USDT_USDT-1h-mark.json)
    A/USDT:USDT 1h funding_rate: 2 candles, 2 new (futures/A_USDT_USDT-1h-funding_rate.json)
    22 new candles for own: 3 files read.
    note: left out: futures/A_USDT_USDT-1h-index.json: candles of this kind are not used
    exit code 0
    ");
    assert_eq!(stored(&project, "futures/A_USDT_USDT-1h-mark.feather"), at_price(0..10, 11.0));
    let rates = stored_rates(&project, "futures/A_USDT_USDT-1h-funding_rate.feather");
    assert_eq!(rates.open[..], [0.0001, -0.0003]);
}

#[test]
fn the_folder_above_will_do_and_the_best_format_is_taken() {
    let project = workspace();
    let folder = "freqtrade/user_data/data/binance";
    write(&project, &format!("{folder}/A_USDT-1h.json"), "broken");
    write_feather(&project, &format!("{folder}/A_USDT-1h.feather"), &candles(0..5));
    write(&project, &format!("{folder}/A_USDT-4h.json"), rows(&candles([0, 4, 8])));
    write(&project, &format!("{folder}/A_USDT-trades.feather"), "");
    write(&project, &format!("{folder}/B_USDT-1h.h5"), "");
    write(&project, &format!("{folder}/C_USDT-1h.json"), "broken");
    write(&project, &format!("{folder}/D_USDT-1h.json"), "broken");
    let shown = said(&project, &["--from", "freqtrade"]);
    insta::assert_snapshot!(shown, @r"
    A/USDT 1h: 5 candles, 5 new (A_USDT-1h.feather)
    A/USDT 4h: 3 candles, 3 new (A_USDT-4h.json)
    8 new candles for own: 2 files read.
    note: left out, for they are none of the config's pairs: C/USDT, D/USDT
    note: left out: B_USDT-1h.h5: HDF5 is not read (an older FreqTrade turns it into feather: `freqtrade convert-data`)
    note: left out: A_USDT-1h.json: the same candles are taken from .feather
    note: left out: A_USDT-trades.feather: these are single trades, and no candles
    exit code 0
    ");
    assert_eq!(names(&project.path().join("own")), ["A_USDT-1h.feather", "A_USDT-4h.feather"]);
    let shown = said(
        &project,
        &["--from", "freqtrade", "--pair", "A/USDT", "--timeframe", "4h", "--quiet"],
    );
    insta::assert_snapshot!(shown, @r"
    A/USDT 4h: 3 candles, 0 new (A_USDT-4h.json)
    Nothing new for own: 1 file read.
    exit code 0
    ");
    write(&project, "freqtrade/user_data/data/kraken/A_USDT-1h.json", "broken");
    let shown = said(&project, &["--from", "freqtrade"]);
    insta::assert_snapshot!(shown, @r"
    error: there are several folders with candles in freqtrade: freqtrade/user_data/data/binance, freqtrade/user_data/data/kraken
     = help: name one of them
    exit code 2
    ");
}

#[test]
fn what_is_stored_stays_where_both_have_a_candle() {
    let project = workspace();
    write_feather(&project, "own/A_USDT-1h.feather", &candles(10..20));
    write(&project, "A_USDT-1h.json", rows(&at_price(5..25, 20.0)));
    let shown = said(&project, &["--from", "A_USDT-1h.json"]);
    insta::assert_snapshot!(shown, @r"
    A/USDT 1h: 20 candles, 10 new (A_USDT-1h.json)
      10 differ from those that are there, which stay: 2024-01-01 10:00, 2024-01-01 11:00, 2024-01-01 12:00, …
    10 new candles for own: 1 file read.
    exit code 0
    ");
    let merged = stored(&project, "A_USDT-1h.feather");
    assert_eq!((merged.len(), merged.open[4], merged.open[5]), (20, 20.0, 10.0));
    let document = json(&project, &["--from", "A_USDT-1h.json"], "import");
    assert_eq!(document["files"][0]["differing"], 10);
    assert_eq!(document["files"][0]["first_differing"][2], "2024-01-01 12:00:00+00:00");
}

#[test]
fn the_manifest_knows_what_came_and_what_was_fetched_before() {
    let project = workspace();
    write_feather(&project, "own/A_USDT-1h.feather", &candles(0..5));
    project.run(&["prepare", "--accept"]);
    let store = Store::new(project.path().join("own"), "own");
    let mut manifest = Manifest::read(&store).unwrap().unwrap();
    let fetched = Spans::from(vec![(0, 99)]);
    let content = Content::of(&candles(0..5));
    manifest.accept_as(&store, "A_USDT-1h.feather", content, fetched.clone());
    manifest.write(&store).unwrap();
    write(&project, "A_USDT-1h.json", rows(&candles(3..9)));
    said(&project, &["--from", "A_USDT-1h.json"]);
    let known = &Manifest::read(&store).unwrap().unwrap().files["A_USDT-1h.feather"];
    assert_eq!((&known.content, &known.fetched), (&Content::of(&candles(0..9)), &fetched));
    assert!(known.stamp.is_some() && known.next.is_none());
    assert!(!said(&project, &["--check"]).contains("changed"));
}

#[test]
fn rows_out_of_order_are_put_in_order_and_told() {
    let project = workspace();
    write(&project, "A_USDT-1h.json", rows(&candles([0, 2, 1, 3, 3, 4])));
    write(&project, "B_USDT-1h.json", rows(&at_price([9, 8, 7], 20.0)));
    let shown = said(&project, &["--from", "."]);
    insta::assert_snapshot!(shown, @r"
    A/USDT 1h: 5 candles, 5 new (A_USDT-1h.json)
    B/USDT 1h: 3 candles, 3 new (B_USDT-1h.json)
    8 new candles for own: 2 files read.
    note: A_USDT-1h.json: 1 row was earlier than the one before it, 1 row had the date of another and was left out
    note: B_USDT-1h.json: 2 rows were earlier than the ones before them
    exit code 0
    ");
    assert_eq!(stored(&project, "A_USDT-1h.feather"), candles(0..5));
    assert_eq!(stored(&project, "B_USDT-1h.feather"), at_price(7..10, 20.0));
}

#[test]
fn what_lies_in_the_own_folder_in_another_format_can_be_taken() {
    let project = workspace();
    write_feather(&project, "own/A_USDT-1h.feather", &candles(0..5));
    let shown = said(&project, &["--from", "own"]);
    insta::assert_snapshot!(shown, @r"
    error: own is where the candles of this workspace lie
     = help: they are in use as they are: `autoquant prepare --check` looks at them
    exit code 2
    ");
    let shown = said(&project, &["--from", "own/A_USDT-1h.feather"]);
    insta::assert_snapshot!(shown, @r"
    error: own/A_USDT-1h.feather is where the candles of this workspace lie
     = help: they are in use as they are: `autoquant prepare --check` looks at them
    exit code 2
    ");
    write(&project, "own/B_USDT-1h.json", rows(&candles(0..5)));
    let shown = said(&project, &["--from", "own"]);
    insta::assert_snapshot!(shown, @r"
    B/USDT 1h: 5 candles, 5 new (B_USDT-1h.json)
    5 new candles for own: 1 file read.
    exit code 0
    ");
}
