//! `prepare --resample`: longer candles of those that are there.

use autoquant::model::timeframe::Timeframe;

use super::{
    HOUR, START, at_price, candles, json, rows, said, stored, with_pairs, workspace, write,
    write_feather,
};

#[test]
fn longer_candles_are_made_of_whole_ones() {
    let project = workspace();
    // From a Sunday at 20:00 to a Tuesday at 05:00, two weeks later.
    let hours = candles((-4..15 * 24 + 6).filter(|hour| *hour != 30));
    write_feather(&project, "own/A_USDT-1h.feather", &hours);
    write_feather(&project, "own/B_USDT-1h.feather", &candles(0..170));
    let shown = said(&project, &["--resample", "4h,1d,1w"]);
    insta::assert_snapshot!(shown, @r"
    A/USDT 4h: 92 candles, 92 new (from 1h)
    A/USDT 1d: 15 candles, 15 new (from 1h)
    A/USDT 1w: 2 candles, 2 new (from 1h)
    B/USDT 4h: 42 candles, 42 new (from 1h)
    B/USDT 1d: 7 candles, 7 new (from 1h)
    B/USDT 1w: 1 candle, 1 new (from 1h)
    159 new candles for own: 6 files read.
    exit code 0
    ");
    let days = hours.aggregate(Timeframe::DAY);
    assert_eq!(stored(&project, "A_USDT-1d.feather"), days.slice(1..16));
    let weeks = stored(&project, "A_USDT-1w.feather");
    assert_eq!(weeks.date, [START, START + 7 * 24 * HOUR]);
    assert_eq!(weeks.volume[..], [167.0 * 5.0, 168.0 * 5.0]);
    // What was made is there, and agrees.
    let again = json(&project, &["--resample", "4h,1d,1w"], "import");
    assert!(again["files"].as_array().unwrap().iter().all(|file| file["added"] == 0));
    assert!(again["files"].as_array().unwrap().iter().all(|file| file["differing"] == 0));
    assert_eq!(again["files"][1]["source"], "from 1h");
    assert_eq!(project.run(&["prepare", "--check"]).status.code(), Some(0));
}

#[test]
fn each_candle_is_made_of_the_timeframe_that_has_most_of_it() {
    let project = with_pairs(&["A/USDT"]);
    let hours = candles(0..10 * 24);
    // Four hours are missing here and there, and end early; of the last days only they are there.
    let four = candles(0..14 * 24).aggregate(Timeframe::parse("4h").unwrap());
    let patchy = four.slice(3..40);
    write_feather(&project, "own/A_USDT-1h.feather", &hours);
    write_feather(&project, "own/A_USDT-4h.feather", &patchy);
    said(&project, &["--resample", "1d"]);
    assert_eq!(stored(&project, "A_USDT-1d.feather"), hours.aggregate(Timeframe::DAY));
    // The order of the list makes no difference, and what was made before neither.
    let other = with_pairs(&["A/USDT"]);
    write_feather(&other, "own/A_USDT-1h.feather", &hours);
    write_feather(&other, "own/A_USDT-4h.feather", &four);
    let shown = said(&other, &["--resample", "1d,12h,1d"]);
    insta::assert_snapshot!(shown, @r"
    A/USDT 12h: 28 candles, 28 new (from 1h, 4h)
    A/USDT 1d: 14 candles, 14 new (from 1h, 4h)
    42 new candles for own: 2 files read.
    exit code 0
    ");
}

#[test]
fn candles_that_are_not_over_are_not_taken() {
    let project = with_pairs(&["A/USDT"]);
    // Ten years ahead nothing is over.
    let ahead = 10 * 366 * 24;
    write(&project, "more/A_USDT-1h.json", rows(&candles((0..48).chain([ahead]))));
    let shown = said(&project, &["--from", "more"]);
    assert!(shown.contains("left out, for they are not over yet: 1 candles"), "{shown}");
    assert_eq!(stored(&project, "A_USDT-1h.feather"), candles(0..48));
    // One that was taken too early gives way.
    let mut early = candles(0..48);
    early.volume = (0..48).map(|hour| if hour == 47 { 0.5 } else { 5.0 }).collect();
    write_feather(&project, "own/A_USDT-1h.feather", &early);
    said(&project, &["--accept"]);
    let shown = said(&project, &["--from", "more"]);
    assert!(shown.contains("the last one that was there had not been over"), "{shown}");
    assert_eq!(stored(&project, "A_USDT-1h.feather"), candles(0..48));
}

#[test]
fn mark_prices_are_made_too_and_funding_rates_are_not() {
    let project = with_pairs(&["A/USDT:USDT"]);
    write_feather(&project, "own/futures/A_USDT_USDT-1h-futures.feather", &candles(0..8));
    write_feather(&project, "own/futures/A_USDT_USDT-1h-mark.feather", &at_price(0..8, 11.0));
    write_feather(&project, "own/futures/A_USDT_USDT-1h-funding_rate.feather", &candles([0]));
    let shown = said(&project, &["--resample", "4h"]);
    insta::assert_snapshot!(shown, @r"
    A/USDT:USDT 4h: 2 candles, 2 new (from 1h)
    A/USDT:USDT 4h mark: 2 candles, 2 new (from 1h)
    4 new candles for own: 2 files read.
    exit code 0
    ");
}

#[test]
fn what_cannot_be_made_is_told() {
    let project = with_pairs(&["A/USDT", "B/USDT", "C/USDT", "D/USDT"]);
    write_feather(&project, "own/A_USDT-1h.feather", &candles(0..8));
    write_feather(&project, "own/B_USDT-1d.feather", &candles([0, 24]));
    write_feather(&project, "own/C_USDT-1h.feather", &candles([1, 0]));
    let shown = said(&project, &["--resample", "4h"]);
    insta::assert_snapshot!(shown, @r"
    A/USDT 4h: 2 candles, 2 new (from 1h)
    2 new candles for own: 1 file read, 3 at fault.
    error: there are no shorter candles that B/USDT 4h could be made of
     = help: there are: 1d
    error: own/C_USDT-1h.feather cannot be used: its rows are not in order
     = help: mend the file, or make it anew; nothing of it was taken
    error: there are no candles of D/USDT to make others of
     = help: fetch some with `autoquant prepare`, or take some with `autoquant prepare --from`
    exit code 3
    ");
    let shown = said(&project, &["--resample", "3d"]);
    insta::assert_snapshot!(shown, @r"
    error: nothing says on which day or at which hour 3d candles begin
     = help: choose a timeframe that divides a day, or 1d, 1w, 1M
    exit code 2
    ");
    assert_eq!(project.run(&["prepare", "--resample", "4h,1x"]).status.code(), Some(2));
}
