//! `data list` and `data show`: what there is, and what is odd, on candles that are written out here.

use std::fs;
use std::path::Path;

use autoquant::data::feather::{write_candles, write_table};
use autoquant::model::candle_type::CandleType;
use autoquant::model::candles::{Candle, Candles};
use serde_json::Value;

use crate::support::project::{Project, stderr};
use crate::support::schema::faults;

const HOUR: i64 = 3_600_000;
/// 2024-01-01, a Monday.
const START: i64 = 1_704_067_200_000;

/// A candle some hours after the start that is like all others.
fn plain(hour: i64) -> Candle {
    let date = START + hour * HOUR;
    Candle { date, open: 10.0, high: 11.0, low: 9.0, close: 10.0, volume: 5.0 }
}

fn candles(rows: impl IntoIterator<Item = Candle>) -> Candles {
    let mut candles = Candles::default();
    rows.into_iter().for_each(|candle| candles.push(candle));
    candles
}

/// A workspace with its own candles in `own`.
fn workspace() -> Project {
    let project = Project::new().config(
        r#"{ "datadir": "own", "stake_amount": 100, "exchange": { "pair_whitelist": ["A/USDT"] } }"#,
    );
    fs::create_dir(project.path().join("own")).unwrap();
    project
}

fn write(project: &Project, name: &str, candles: &Candles) {
    write_candles(&project.path().join("own").join(name), candles).unwrap();
}

fn json(project: &Project, arguments: &[&str]) -> Value {
    let output = project.run(&[arguments, &["--json"]].concat());
    let document =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", stderr(&output)));
    assert_eq!(faults("data", &document), Vec::<String>::new());
    document
}

/// The findings of a file, kind and message.
fn findings(file: &Value) -> Vec<(&str, &str)> {
    let list = file["findings"].as_array().unwrap();
    list.iter()
        .map(|one| (one["kind"].as_str().unwrap(), one["message"].as_str().unwrap()))
        .collect()
}

#[test]
fn candles_without_a_fault_have_no_findings() {
    let project = workspace();
    let hours = candles((0..48).map(plain));
    let four = hours.aggregate("4h".to_owned().try_into().unwrap());
    write(&project, "A_USDT-1h.feather", &hours);
    write(&project, "A_USDT-4h.feather", &four);
    fs::write(project.path().join("own/notes.txt"), "no candles").unwrap();
    let listed = json(&project, &["data", "list"]);
    let files = listed["files"].as_array().unwrap();
    assert_eq!(files.len(), 2);
    for (file, rows) in files.iter().zip([48, 12]) {
        assert_eq!((file["rows"].as_i64(), file["missing"].as_i64()), (Some(rows), Some(0)));
        assert_eq!(file["first"], "2024-01-01 00:00:00+00:00");
        assert_eq!(findings(file), []);
    }
    assert_eq!(project.stdout(&["data", "list"]), project.stdout(&["data", "list"]));
    // The hash is of what is in it, not of the file.
    write(&project, "B_USDT-1h.feather", &hours);
    let again = json(&project, &["data", "list"]);
    assert_eq!(again["files"][2]["hash"], files[0]["hash"]);
}

#[test]
fn what_is_missing_or_odd_is_told_with_its_place() {
    let project = workspace();
    let mut rows: Vec<Candle> =
        (0..48).filter(|hour| ![5, 20, 21, 22].contains(hour)).map(plain).collect();
    for row in &mut rows[30..34] {
        row.volume = 0.0;
    }
    rows[10].high = 50.0;
    rows[12].close = 12.0;
    write(&project, "A_USDT-1h.feather", &candles(rows));
    let shown = project.stdout(&["data", "show", "A/USDT", "1h"]);
    let lines: Vec<&str> = shown
        .lines()
        .skip(4)
        .filter(|line| !line.starts_with("size") && !line.starts_with("hash"))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    first:            2024-01-01 00:00
    last:             2024-01-02 23:00
    rows:             44
    missing:          4 in 2 gaps
    gaps:
      2024-01-01 05:00: 1 candle
      2024-01-01 20:00 to 2024-01-01 22:00: 3 candles
    findings:
      warning[range]: 1 row with an open or close beyond the high or low: 2024-01-01 13:00
      note[gap]: 4 candles missing in 2 gaps, the longest of 3: 2024-01-01 20:00
      note[spike]: 1 candle with a high or low twice as far as the closes around: 2024-01-01 11:00
      note[zero-volume]: 4 candles without volume in 1 run, the longest of 4: 2024-01-02 10:00
    ");
}

#[test]
fn rows_out_of_place_are_told() {
    let project = workspace();
    let mut rows: Vec<Candle> = [0, 1, 1, 3, 2, 5].into_iter().map(plain).collect();
    rows[5].date += 60_000;
    write(&project, "A_USDT-1h.feather", &candles(rows));
    let file = &json(&project, &["data", "list"])["files"][0];
    assert_eq!(
        findings(file),
        [
            ("order", "1 row earlier than the row before: 2024-01-01 02:00"),
            ("duplicate", "1 row with the date of the row before: 2024-01-01 01:00"),
            ("grid", "1 row off the 1h grid: 2024-01-01 05:01"),
        ]
    );
}

#[test]
fn a_longer_timeframe_is_held_against_a_shorter_one() {
    let project = workspace();
    let hours = candles((0..48).filter(|hour| *hour != 30).map(plain));
    let mut four = hours.aggregate("4h".to_owned().try_into().unwrap());
    four.close[3] = 10.5;
    // One that lacks a part is not compared.
    four.close[7] = 10.5;
    write(&project, "A_USDT-1h.feather", &hours);
    write(&project, "A_USDT-4h.feather", &four);
    for arguments in [&["data", "list"][..], &["data", "show", "A/USDT", "4h"]] {
        let document = json(&project, arguments);
        let file = document["files"].as_array().unwrap().last().unwrap();
        let told =
            ("disagreement", "1 of 11 candles not what the 1h candles come to: 2024-01-01 12:00");
        assert_eq!(findings(file), [told]);
    }
}

#[test]
fn candles_that_cannot_be_used_are_told_and_fail() {
    let project = workspace();
    let mut rows: Vec<Candle> = (0..5).map(plain).collect();
    rows[3].high = 1.0;
    write(&project, "A_USDT-1h.feather", &candles(rows));
    fs::write(project.path().join("own/B_USDT-1h.feather"), "no feather").unwrap();
    let output = project.run(&["data", "list"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(3), "{text}");
    assert!(text.contains("A/USDT 1h: error[impossible]: row 4 (2024-01-01 03:00"), "{text}");
    assert!(text.contains("B/USDT 1h: error[unreadable]: "), "{text}");
    let said = |arguments: &[&str]| stderr(&project.run(arguments));
    assert!(said(&["data", "show", "A/USD", "1h"]).contains("did you mean `A/USDT`?"));
    assert!(said(&["data", "show", "A/USDT", "4h"]).contains("there are: 1h"));
    assert_eq!(project.run(&["data", "show", "A/USDT", "1x"]).status.code(), Some(2));
}

#[test]
fn a_folder_without_candles_is_no_fault() {
    let project = workspace();
    assert_eq!(project.stdout(&["data", "list"]), "no candles in own\n");
    fs::remove_dir(Path::new(project.path()).join("own")).unwrap();
    assert_eq!(project.stdout(&["data", "list"]), "no candles in own\n");
}

/// A workspace whose config needs two pairs in two timeframes, from a day before the candles on.
fn needy() -> Project {
    let project = workspace().config(
        r#"{ "datadir": "own", "stake_amount": 100, "timerange": "20231231-20240103",
             "exchange": { "pair_whitelist": ["A/USDT", "B/USDT"] },
             "autoquant": { "timeframes": ["1h", "4h"] } }"#,
    );
    let hours = candles((0..72).map(plain));
    for pair in ["A", "B"] {
        write(&project, &format!("{pair}_USDT-1h.feather"), &hours);
    }
    write(&project, "A_USDT-4h.feather", &hours.aggregate("4h".to_owned().try_into().unwrap()));
    project
}

#[test]
fn what_a_config_needs_is_there_or_missing() {
    let project = needy();
    let output = project.run(&["prepare", "--check"]);
    assert_eq!(output.status.code(), Some(3));
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap(), @r"
    B/USDT 4h: error[missing]: there is no file
    A/USDT 1h: note[coverage]: it begins at 2024-01-01 00:00, and the timerange at 2023-12-31 00:00
    A/USDT 4h: note[coverage]: it begins at 2024-01-01 00:00, and the timerange at 2023-12-31 00:00
    B/USDT 1h: note[coverage]: it begins at 2024-01-01 00:00, and the timerange at 2023-12-31 00:00
    Checked 3 files in own: 1 error, 3 notes.
    ");
    let missing = &json(&project, &["prepare", "--check"])["missing"];
    assert_eq!(
        missing,
        &serde_json::json!([{ "pair": "B/USDT", "timeframe": "4h", "candle_type": "spot" }])
    );
}

#[test]
fn a_file_that_is_another_one_than_was_accepted_is_told() {
    let project = needy();
    let hours = candles((0..72).map(plain));
    write(&project, "B_USDT-4h.feather", &hours.aggregate("4h".to_owned().try_into().unwrap()));
    assert_eq!(project.run(&["prepare", "--accept"]).status.code(), Some(0));
    assert_eq!(project.run(&["prepare", "--check"]).status.code(), Some(0));
    // The same candles in another file are the same; one that is missing is not.
    write(&project, "A_USDT-1h.feather", &hours);
    assert_eq!(project.run(&["prepare", "--check"]).status.code(), Some(0));
    write(&project, "A_USDT-1h.feather", &candles((0..71).map(plain)));
    let output = project.run(&["prepare", "--check"]);
    assert_eq!(output.status.code(), Some(3));
    let text = String::from_utf8(output.stdout).unwrap();
    let told = "A/USDT 1h: error[changed]: it is not the file that manifest.json knows: 1 row less; \
                `autoquant prepare --accept` takes it as it is";
    assert!(text.contains(told), "{text}");
    project.run(&["prepare", "--accept"]);
    assert_eq!(project.run(&["prepare", "--check"]).status.code(), Some(0));
    fs::write(project.path().join("own/manifest.json"), "{").unwrap();
    let output = project.run(&["prepare", "--check"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("own/manifest.json cannot be used"));
}

#[test]
fn a_run_says_that_a_file_has_changed() {
    let project = needy().strategy("Quiet", "");
    let told = |project: &Project| stderr(&project.run(&["run"])).contains("AQ408");
    assert!(!told(&project), "without a manifest there is nothing to tell");
    project.run(&["prepare", "--accept"]);
    assert!(!told(&project));
    write(&project, "A_USDT-1h.feather", &candles((0..71).map(plain)));
    let output = stderr(&project.run(&["run"]));
    let expected = "warning[AQ408]: own/A_USDT-1h.feather: it is not the file that manifest.json knows: 1 row \
                    less\n = help: `autoquant prepare --accept` takes it as it is\n";
    assert!(output.contains(expected), "{output}");
    project.run(&["prepare", "--accept"]);
    assert!(!told(&project));
    fs::write(project.path().join("own/manifest.json"), "{").unwrap();
    assert!(told(&project));
}

#[test]
fn candles_of_futures_are_listed_by_their_kind() {
    let project = workspace();
    fs::create_dir(project.path().join("own/futures")).unwrap();
    let hours = candles((0..48).map(plain));
    for kind in ["futures", "mark"] {
        write(&project, &format!("futures/A_USDT_USDT-1h-{kind}.feather"), &hours);
    }
    let rates = Candles::of_rates(vec![START, START + 8 * HOUR], vec![0.0001, -0.0001]);
    let path = project.path().join("own/futures/A_USDT_USDT-1h-funding_rate.feather");
    write_table(&path, &rates, CandleType::FundingRate).unwrap();
    let listed = json(&project, &["data", "list"]);
    let files: Vec<(&str, &str, i64)> = listed["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| {
            assert_eq!(findings(file), []);
            let text = |key: &str| file[key].as_str().unwrap();
            (text("pair"), text("candle_type"), file["rows"].as_i64().unwrap())
        })
        .collect();
    assert_eq!(
        files,
        [
            ("A/USDT:USDT", "futures", 48),
            ("A/USDT:USDT", "mark", 48),
            ("A/USDT:USDT", "funding_rate", 2)
        ]
    );
    let shown = project.stdout(&["data", "show", "A/USDT:USDT", "1h", "--candle-type", "mark"]);
    assert!(shown.contains("own/futures/A_USDT_USDT-1h-mark.feather"), "{shown}");
    let shown = project.stdout(&["data", "show", "A/USDT:USDT", "1h"]);
    assert!(shown.contains("own/futures/A_USDT_USDT-1h-futures.feather"), "{shown}");
}

#[test]
fn without_candles_there_is_nothing_to_check() {
    let output = workspace().run(&["prepare", "--check"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("no candles of the config's pairs in own"));
}
