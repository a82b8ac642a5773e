//! Several runs and several strategies.

use std::fs;
use std::thread::sleep;
use std::time::Duration;

use serde_json::json;

use super::keys::without_trades;
use super::{TRADER, exported, files, keys, run};
use crate::support::project::{Project, autoquant};

#[test]
fn the_same_run_again_is_the_same_files_however_many_threads_there_are() {
    let project = Project::new().strategy("Trader", TRADER);
    run(&project);
    let first = files(&project);
    // Another second.
    sleep(Duration::from_millis(1_100));
    for threads in ["1", "3"] {
        let environment = [("RAYON_NUM_THREADS", threads)];
        let arguments = ["run", "--export", "trades,freqtrade"];
        assert!(autoquant(project.path(), &arguments, &environment).status.success());
        assert!(files(&project) == first, "{threads} threads");
    }
    let other = project.strategy("Trader", &TRADER.replace("35", "36"));
    assert_eq!(run(&other).len(), 4, "what was exported before is still there");
    assert!(first.iter().all(|(name, bytes)| files(&other)[name] == *bytes));
}

#[test]
fn strategies_on_the_same_pairs_timeframe_and_timerange_stand_side_by_side() {
    let slow = TRADER.replace("\"4h\"", "\"1d\"").replace("< 35", "< 45");
    let idle = TRADER.replace("< 35", "< 0");
    let project = Project::new()
        .strategy("Broken", "let x = ;")
        .strategy("Idle", &idle)
        .strategy("Slow", &slow)
        .strategy("Trader", TRADER)
        .config(
            &fs::read_to_string(Project::new().path().join("config.json"))
                .unwrap()
                .replace("\"max_active_strategies\": 3", "\"max_active_strategies\": 4"),
        );
    project.run(&["run", "--export", "freqtrade"]);
    let mut found: Vec<_> = exported(&project).iter().map(|one| keys(&one.meta)).collect();
    found.sort();
    assert_eq!(found, [vec!["Idle", "Trader"], vec!["Idle", "Trader"], vec!["Slow"], vec!["Slow"]]);
    let both = exported(&project).into_iter().find(|one| one.meta.get("Idle").is_some()).unwrap();
    let comparison = &both.document()["strategy_comparison"];
    assert_eq!((&comparison[0]["key"], &comparison[1]["key"]), (&json!("Idle"), &json!("Trader")));
    assert!(comparison[1]["max_drawdown_abs"].is_string());
    without_trades(&both.strategy("Idle"));
}
