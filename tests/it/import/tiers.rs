//! `prepare --tiers`: how much leverage there is.

use std::fs;

use autoquant::data::store::Store;

use super::{json, said, with_pairs, write};
use crate::support::shared;

/// A file of FreqTrade's with two pairs.
const FREQTRADE: &str = r#"{
    "A/USDT:USDT": [
        { "tier": 1.0, "symbol": "A/USDT:USDT", "currency": "USDT", "minNotional": 0.0, "maxNotional": 50000.0,
          "maintenanceMarginRate": 0.004, "maxLeverage": 125.0, "info": { "bracket": "1", "cum": "0.0" } },
        { "tier": 2.0, "symbol": "A/USDT:USDT", "currency": "USDT", "minNotional": 50000.0,
          "maxNotional": 250000.0, "maintenanceMarginRate": 0.005, "maxLeverage": 100.0,
          "info": { "bracket": "2", "cum": "50.0" } }
    ],
    "B/USDT:USDT": [
        { "minNotional": 0, "maxNotional": 100, "maintenanceMarginRate": 0.01, "maxLeverage": 50, "cum": 0 }
    ]
}"#;

#[test]
fn the_tiers_of_the_configs_pairs_are_taken() {
    let project = with_pairs(&["A/USDT:USDT", "C/USDT:USDT"]);
    write(&project, "tiers.json", FREQTRADE);
    let shown = said(&project, &["--tiers", "tiers.json"]);
    insta::assert_snapshot!(shown, @r"
    Leverage tiers of 1 pair for own: 1 new, 0 changed.
    exit code 0
    ");
    let path = project.path().join("own/leverage_tiers.json");
    insta::assert_snapshot!(fs::read_to_string(&path).unwrap(), @r#"
    {
      "A/USDT:USDT": [
        {
          "minNotional": 0.0,
          "maxNotional": 50000.0,
          "maintenanceMarginRate": 0.004,
          "maxLeverage": 125.0,
          "cum": 0.0
        },
        {
          "minNotional": 50000.0,
          "maxNotional": 250000.0,
          "maintenanceMarginRate": 0.005,
          "maxLeverage": 100.0,
          "cum": 50.0
        }
      ]
    }
    "#);
    let document = json(&project, &["--tiers", "tiers.json"], "tiers");
    assert_eq!(
        document["pairs"].to_string(),
        r#"[{"pair":"A/USDT:USDT","tiers":2,"change":"none"}]"#
    );
    // What was written can be taken as well; those of other pairs stay.
    let other = fs::read_to_string(&path).unwrap().replace("A/", "D/").replace("125.0", "120.0");
    write(&project, "other.json", other);
    assert!(said(&project, &["--tiers", "other.json"]).contains("1 new, 0 changed"));
    let store = Store::new(project.path().join("own"), "own");
    assert_eq!(store.leverage_tiers().unwrap().unwrap().len(), 2);
    // Without any of the config's pairs all are meant.
    let elsewhere = with_pairs(&["C/USDT"]);
    write(&elsewhere, "tiers.json", FREQTRADE);
    assert!(said(&elsewhere, &["--tiers", "tiers.json"]).contains("2 pairs"));
}

#[test]
fn tiers_that_cannot_be_are_told_and_nothing_is_written() {
    let project = with_pairs(&["A/USDT:USDT"]);
    write(
        &project,
        "hole.json",
        FREQTRADE.replace("\"minNotional\": 50000.0", "\"minNotional\": 60000.0"),
    );
    write(&project, "rate.json", FREQTRADE.replace("0.005", "1.5"));
    write(&project, "list.json", "[]");
    let shown: Vec<String> = ["hole.json", "rate.json", "list.json", "none.json"]
        .into_iter()
        .map(|file| said(&project, &["--tiers", file]))
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r"
    error: hole.json cannot be used: A/USDT:USDT, tier 2: minNotional is 60000, and must be 50000, where the tier below it ends
     = help: mend the file, or make it anew; nothing of it was taken
    exit code 3
    error: rate.json cannot be used: A/USDT:USDT, tier 2: maintenanceMarginRate is 1.5, and must be between 0 and 1
     = help: mend the file, or make it anew; nothing of it was taken
    exit code 3
    error: list.json cannot be used: it holds no list of tiers for each pair (invalid type: sequence, expected a map at line 1 column 0)
     = help: mend the file, or make it anew; nothing of it was taken
    exit code 3
    error: there is no file or folder none.json
     = help: check the path; it is seen from the current folder
    exit code 2
    ");
    assert!(!project.path().join("own").exists());
    write(&project, "own/leverage_tiers.json", "{");
    write(&project, "tiers.json", FREQTRADE);
    let shown = said(&project, &["--tiers", "tiers.json"]);
    insta::assert_snapshot!(shown, @r"
    error: the leverage tiers cannot be read: own/leverage_tiers.json: it holds no list of tiers for each pair (EOF while parsing an object at line 1 column 1)
     = help: mend the file, or remove it
    exit code 3
    ");
}

#[test]
fn tiers_of_an_exchange_come_through_as_they_are() {
    let Some(shared) = shared("tiers_of_an_exchange_come_through_as_they_are") else { return };
    let project = with_pairs(&["BTC/USDT:USDT", "ETH/USDT:USDT"]);
    let file = shared.join("data/binance/leverage_tiers.json");
    said(&project, &["--tiers", file.to_str().unwrap()]);
    let parsed =
        |path| serde_json::from_str::<serde_json::Value>(&fs::read_to_string(path).unwrap());
    let taken = parsed(project.path().join("own/leverage_tiers.json")).unwrap();
    assert_eq!(taken, parsed(file).unwrap());
    // What is computed from the rates is what the exchange says.
    let mut without = taken.clone();
    for tier in
        without.as_object_mut().unwrap().values_mut().flat_map(|list| list.as_array_mut().unwrap())
    {
        tier.as_object_mut().unwrap().remove("cum");
    }
    write(&project, "without.json", without.to_string());
    assert!(said(&project, &["--tiers", "without.json"]).contains("0 new, 0 changed"));
}
