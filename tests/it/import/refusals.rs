//! `prepare --from` of what cannot be taken: it is told, it stops nothing else, and nothing of it is written.

use std::fs;

use autoquant::data::lock::Lock;
use autoquant::data::store::Store;

use super::{at_price, candles, json, names, packed, rows, said, workspace, write, write_feather};

#[test]
fn files_at_fault_are_told_and_do_not_stop_the_others() {
    let project = workspace();
    let parquet = include_bytes!("fixtures/A_USDT-1h.parquet");
    let mut impossible = candles(0..3);
    impossible.high[1] = 1.0;
    for (name, bytes) in [
        ("A_USDT-1m.parquet", parquet[..parquet.len() / 2].to_vec()),
        ("A_USDT-3m.parquet", b"PAR1 and no more".to_vec()),
        ("A_USDT-5m.feather", b"no feather".to_vec()),
        ("A_USDT-15m.json", b"{}".to_vec()),
        ("A_USDT-30m.json.gz", b"no gzip".to_vec()),
        ("A_USDT-1h.json", rows(&impossible).into_bytes()),
        ("A_USDT-2h.json", rows(&candles([0, 1, 2])).into_bytes()),
        ("A_USDT-4h.json.gz", packed("[]")),
        ("A_USDT-6h.json", b"[[1,2,3]]".to_vec()),
        ("A_USDT-1d.json", b"[[-86400000,1,1,1,1,1]]".to_vec()),
        ("B_USDT-1h.json", rows(&candles(0..3)).into_bytes()),
    ] {
        write(&project, &format!("ft/{name}"), bytes);
    }
    let shown = said(&project, &["--from", "ft"]);
    insta::assert_snapshot!(shown, @r"
    B/USDT 1h: 3 candles, 3 new (B_USDT-1h.json)
    3 new candles for own: 1 file read, 10 at fault.
    error: A_USDT-1m.parquet cannot be used: it is no parquet file, or cut off
    error: A_USDT-3m.parquet cannot be used: it is no parquet file, or cut off
    error: A_USDT-5m.feather cannot be used: it is no feather file, or cut off (out-of-spec: InvalidFooter)
    error: A_USDT-15m.json cannot be used: it holds no rows of candles (invalid type: map, expected a list of rows at line 1 column 0)
    error: A_USDT-30m.json.gz cannot be used: it cannot be unpacked (unexpected end of file)
    error: A_USDT-1h.json cannot be used: row 2 (2024-01-01 01:00:00+00:00) has a high below its low
    error: A_USDT-2h.json cannot be used: its rows are 1h apart, and not 2h
    error: A_USDT-4h.json.gz cannot be used: there is no candle in it
    error: A_USDT-6h.json cannot be used: it holds no rows of candles (row 1 has 3 numbers, and not 6 at line 1 column 8)
    error: A_USDT-1d.json cannot be used: row 1 has a date before 1970 or after 2200
     = help: mend the file, or make it anew; nothing of it was taken
    exit code 3
    ");
    assert_eq!(names(&project.path().join("own")), ["B_USDT-1h.feather"]);
    assert_eq!(json(&project, &["--from", "ft"], "import")["faults"].as_array().unwrap().len(), 10);
}

#[test]
fn paths_that_lead_nowhere_are_wrong_usage() {
    let project = workspace();
    write(&project, "ft/A_USDT-trades.feather", "");
    write(&project, "ft/C_USDT-1h.json", rows(&candles(0..3)));
    write(&project, "ft/prices.json", rows(&candles(0..3)));
    write(&project, "ft/one.json", rows(&candles([0])));
    write(&project, "notes.txt", "");
    fs::create_dir(project.path().join("empty")).unwrap();
    let shown: Vec<String> = [
        &["--from", "nowhere"][..],
        &["--from", "empty"],
        &["--from", "notes.txt"],
        &["--from", "ft/A_USDT-trades.feather"],
        &["--from", "ft/prices.json"],
        &["--from", "ft/one.json", "--pair", "A/USDT"],
        &["--from", "ft"],
        &["--from", "ft", "--pair", "A/USDT"],
    ]
    .into_iter()
    .map(|arguments| said(&project, arguments))
    .collect();
    insta::assert_snapshot!(shown.join("\n"), @r"
    error: there is no file or folder nowhere
     = help: check the path; it is seen from the current folder
    exit code 2
    error: there are no candles in empty
     = help: name a folder like FreqTrade's user_data/data/binance, with files such as BTC_USDT-1h.feather, or one file
    exit code 2
    error: notes.txt is no file of candles
     = help: files of candles end with .feather, .parquet, .json, .json.gz, .csv or .csv.gz
    exit code 2
    error: ft/A_USDT-trades.feather is not read: these are single trades, and no candles
     = help: name another file or folder
    exit code 2
    error: ft/prices.json: its name does not say which pair it is of
     = help: name it with `--pair BTC/USDT`, or call the file BTC_USDT-1h.csv
    exit code 2
    error: ft/one.json: neither its name nor its rows say which timeframe it has
     = help: name it with `--timeframe 1h`, or call the file BTC_USDT-1h.csv
    exit code 2
    error: there are no candles of the config's pairs in ft
     = help: there are: C/USDT 1h
    exit code 3
    error: there are no such candles in ft
     = help: there are: C/USDT 1h
    exit code 3
    ");
    assert!(!project.path().join("own").exists());
    let shown = said(&project, &["--from", "ft/prices.json", "--pair", "C/USDT"]);
    insta::assert_snapshot!(shown, @r"
    C/USDT 1h: 3 candles, 3 new (prices.json)
    3 new candles for own: 1 file read.
    note: C/USDT is none of the config's pairs
    exit code 0
    ");
    for arguments in [
        &["--from", "ft", "--check"][..],
        &["--pair", "A/USDT"],
        &["--from", "ft", "--pair", "AUSDT"],
        &["--from", "ft", "--timeframe", "1x"],
        &["--resample", "4h", "--check"],
    ] {
        let output = project.run(&[&["prepare"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn stored_files_that_cannot_be_trusted_stay_as_they_are() {
    let project = workspace();
    for hour in ["1h", "2h", "4h"] {
        write(&project, &format!("ft/A_USDT-{hour}.json"), rows(&candles([0, 8, 16, 20, 22, 23])));
    }
    write(&project, "own/A_USDT-1h.feather", "no feather");
    write_feather(&project, "own/A_USDT-2h.feather", &candles([2, 0]));
    write_feather(&project, "own/A_USDT-4h.feather", &candles([0, 4]));
    said(&project, &["--accept"]);
    write_feather(&project, "own/A_USDT-4h.feather", &at_price([0, 4], 20.0));
    let read = || {
        ["1h", "2h", "4h"].map(|hour| {
            fs::read(project.path().join(format!("own/A_USDT-{hour}.feather"))).unwrap()
        })
    };
    let before = read();
    let shown = said(&project, &["--from", "ft"]);
    insta::assert_snapshot!(shown, @r"
    Nothing new for own: 0 files read, 3 at fault.
    error: own/A_USDT-1h.feather is not added to: it is no feather file, or cut off (out-of-spec: InvalidFooter)
    error: own/A_USDT-2h.feather is not added to: its rows are not in order
     = help: put a good copy in its place, or remove it to have it made anew
    error: own/A_USDT-4h.feather is not added to: it is not the file that manifest.json knows: as many rows, with other values
     = help: `autoquant prepare --accept` takes the file as it is; remove it to have it made anew
    exit code 3
    ");
    assert_eq!(read(), before);
    let shown = said(&project, &["--from", "ft/A_USDT-2h.json"]);
    insta::assert_snapshot!(shown, @r"
    error: own/A_USDT-2h.feather is not added to: its rows are not in order
     = help: put a good copy in its place, or remove it to have it made anew
    exit code 3
    ");
    write(&project, "own/manifest.json", "{");
    let shown = said(&project, &["--from", "ft"]);
    insta::assert_snapshot!(shown, @r"
    error: own/manifest.json cannot be used: EOF while parsing an object at line 1 column 1
     = help: remove the file, and take the candles as they are with `autoquant prepare --accept`
    exit code 3
    ");
}

#[test]
fn a_folder_that_cannot_be_written_or_is_locked_is_told() {
    let project = workspace();
    write(&project, "ft/A_USDT-1h.json", rows(&candles(0..3)));
    let store = Store::new(project.path().join("own"), "own");
    let lock = Lock::take(&store).unwrap();
    let shown = said(&project, &["--from", "ft"]);
    insta::assert_snapshot!(shown, @r"
    error: another `autoquant prepare` is at work in own
     = help: wait until it is done, or stop it
    exit code 3
    ");
    drop(lock);
    fs::remove_dir_all(project.path().join("own")).unwrap();
    write(&project, "own", "a file");
    let shown = said(&project, &["--from", "ft"]);
    insta::assert_snapshot!(shown, @r"
    error: own cannot be written: File exists (os error 17)
     = help: check the folder's permissions and the free space
    exit code 3
    ");
    fs::remove_file(project.path().join("own")).unwrap();
    fs::create_dir_all(project.path().join("own/A_USDT-1h.feather")).unwrap();
    let shown = said(&project, &["--from", "ft"]);
    insta::assert_snapshot!(shown, @r"
    Nothing new for own: 0 files read, 1 at fault.
    error: own/A_USDT-1h.feather is not added to: Is a directory (os error 21)
     = help: put a good copy in its place, or remove it to have it made anew
    exit code 3
    ");
    assert_eq!(names(&project.path().join("own")), ["A_USDT-1h.feather"]);
}
