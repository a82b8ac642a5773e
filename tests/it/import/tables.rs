//! `prepare --from` of CSV files: which pair and timeframe they are of, and what is wrong with a row.

use autoquant::model::candles::Candles;

use super::{candles, json, names, packed, said, stored, with_pairs, workspace, write};

/// Candles as a table with names.
fn table(candles: &Candles) -> String {
    let line = |row: usize| {
        let one = candles.row(row);
        format!("{},{},{},{},{},{}\n", one.date, one.open, one.high, one.low, one.close, one.volume)
    };
    let lines: String = (0..candles.len()).map(line).collect();
    format!("date,open,high,low,close,volume\n{lines}")
}

/// Candles as Binance's archive has them, in microseconds.
fn archived(candles: &Candles) -> String {
    let line = |row: usize| {
        let one = candles.row(row);
        format!(
            "{}000,{},{},{},{},{},0,0,0,0,0,0\n",
            one.date, one.open, one.high, one.low, one.close, one.volume
        )
    };
    (0..candles.len()).map(line).collect()
}

#[test]
fn pair_and_timeframe_come_from_the_name_or_from_the_options() {
    let project = workspace();
    write(&project, "A_USDT-1h.csv", table(&candles(0..5)));
    write(&project, "AUSDT-1h-2024-01.csv", archived(&candles(5..10)));
    write(&project, "prices.csv.gz", packed(&table(&candles(0..10))));
    write(&project, "CUSDT-1h-2024-01.csv", archived(&candles(0..3)));
    let shown: Vec<String> = [
        &["--from", "A_USDT-1h.csv"][..],
        &["--from", "AUSDT-1h-2024-01.csv"],
        &["--from", "prices.csv.gz"],
        &["--from", "prices.csv.gz", "--pair", "B/USDT"],
        &["--from", "CUSDT-1h-2024-01.csv"],
        &["--from", "CUSDT-1h-2024-01.csv", "--pair", "C/USDT"],
        &["--from", "A_USDT-1h.csv", "--pair", "C/USDT"],
        &["--from", "A_USDT-1h.csv", "--timeframe", "4h"],
    ]
    .into_iter()
    .map(|arguments| said(&project, arguments))
    .collect();
    insta::assert_snapshot!(shown.join("\n"), @r"
    A/USDT 1h: 5 candles, 5 new (A_USDT-1h.csv)
    5 new candles for own: 1 file read.
    exit code 0
    A/USDT 1h: 10 candles, 5 new (AUSDT-1h-2024-01.csv)
    5 new candles for own: 1 file read.
    exit code 0
    error: prices.csv.gz: its name does not say which pair it is of
     = help: name it with `--pair BTC/USDT`, or call the file BTC_USDT-1h.csv
    exit code 2
    B/USDT 1h: 10 candles, 10 new (prices.csv.gz)
    10 new candles for own: 1 file read.
    exit code 0
    error: CUSDT-1h-2024-01.csv: its name does not say which pair it is of
     = help: name it with `--pair BTC/USDT`, or call the file BTC_USDT-1h.csv
    exit code 2
    C/USDT 1h: 3 candles, 3 new (CUSDT-1h-2024-01.csv)
    3 new candles for own: 1 file read.
    note: C/USDT is none of the config's pairs
    exit code 0
    C/USDT 1h: 5 candles, 2 new (A_USDT-1h.csv)
    2 new candles for own: 1 file read.
    note: C/USDT is none of the config's pairs
    note: A_USDT-1h.csv: its name says A/USDT
    exit code 0
    error: A_USDT-1h.csv: its rows are 1h apart, and not 4h
     = help: name the timeframe that the rows have with `--timeframe`; longer candles are made of them afterwards with `autoquant prepare --resample`
    exit code 3
    ");
    assert_eq!(stored(&project, "A_USDT-1h.feather"), candles(0..10));
    assert_eq!(stored(&project, "B_USDT-1h.feather"), candles(0..10));
}

#[test]
fn a_pair_of_futures_has_candles_of_futures() {
    let project = with_pairs(&["A/USDT:USDT"]);
    write(&project, "AUSDT-1h-2024-01-31.csv", archived(&candles(0..5)));
    let document = json(&project, &["--from", "AUSDT-1h-2024-01-31.csv"], "import");
    assert_eq!(document["files"][0]["candle_type"], "futures");
    assert_eq!(stored(&project, "futures/A_USDT_USDT-1h-futures.feather"), candles(0..5));
}

#[test]
fn a_table_at_fault_is_told_and_nothing_is_written() {
    let project = workspace();
    let good = table(&candles(0..4));
    for (name, text) in [
        ("cell", good.replace("1704070800000,10,", "1704070800000,ten,")),
        ("row", good.replace("1704070800000,10,11", "1704070800000,10,8")),
        ("column", good.replace("close", "last")),
        ("grid", good.replace("1704070800000", "1704070860000")),
        ("twice", good.replace("1704070800000,10", "1704067200000,9.5")),
        ("order", format!("{good}1704067200000,9,11,8,10,5\n")),
        ("mixed", good.replace("1704070800000", "1704070800")),
        ("cut", good[..good.len() - 9].to_owned()),
        ("empty", String::new()),
    ] {
        write(&project, &format!("{name}/A_USDT-1h.csv"), &text);
        assert_ne!(text, good, "{name}");
    }
    let shown: Vec<String> =
        ["cell", "row", "column", "grid", "twice", "order", "mixed", "cut", "empty"]
            .into_iter()
            .map(|name| said(&project, &["--from", &format!("{name}/A_USDT-1h.csv")]))
            .collect();
    insta::assert_snapshot!(shown.join("\n"), @r"
    error: cell/A_USDT-1h.csv:3: open is `ten`, and a number such as 42000.5 is expected
     = help: mend the file, or make it anew; nothing of it was taken
    exit code 3
    error: row/A_USDT-1h.csv:3: its high is below its low
     = help: mend the file, or make it anew; nothing of it was taken
    exit code 3
    error: column/A_USDT-1h.csv:1: there is no column close
     = help: give it that name in the first line, where there are: date, open, high, low, last, volume
    exit code 3
    error: grid/A_USDT-1h.csv:3: 2024-01-01 01:01 (UTC) is not where a 1h candle begins, as in 1 of 4 rows
     = help: mend the file, or make it anew; nothing of it was taken
    exit code 3
    error: twice/A_USDT-1h.csv:3: it has the date of line 2, and other values
     = help: mend the file, or make it anew; nothing of it was taken
    exit code 3
    error: order/A_USDT-1h.csv:6: it has the date of line 2, and other values
     = help: mend the file, or make it anew; nothing of it was taken
    exit code 3
    error: mixed/A_USDT-1h.csv:3: date is `1704070800`, and a time in milliseconds, as in the first row, is expected
     = help: mend the file, or make it anew; nothing of it was taken
    exit code 3
    error: cut/A_USDT-1h.csv:5: it has 3 cells, and the line of names has 6
     = help: mend the file, or make it anew; nothing of it was taken
    exit code 3
    error: empty/A_USDT-1h.csv cannot be used: it is empty
     = help: mend the file, or make it anew; nothing of it was taken
    exit code 3
    ");
    write(&project, "A_USDT-1h.csv.gz", &packed(&good)[..40]);
    assert!(said(&project, &["--from", "A_USDT-1h.csv.gz"]).contains("it cannot be unpacked"));
    assert!(names(&project.path().join("own")).is_empty());
    // A folder of tables is not gone through: which of them belong together nobody says.
    let shown = said(&project, &["--from", "cell"]);
    insta::assert_snapshot!(shown, @r"
    error: cell/A_USDT-1h.csv is not read: a table is taken alone: `autoquant prepare --from FILE`
     = help: name another file or folder
    exit code 2
    ");
}
