//! `report`: what the page and its document tell, and that they come out whatever is missing.

use std::fs;
use std::path::Path;

use autoquant::research::{Books, WhatIf, Workspace, record, round};
use serde_json::Value;

use crate::support::project::{Project, autoquant, stderr};
use crate::support::schema::faults;

const PAGE: &str = "user_data/backtest_results/report.html";

fn script(low: u32) -> String {
    format!(
        "const timeframe = \"1h\"; const stoploss = -0.08;\n\
         const test_timeranges = [[\"one\", \"20220101-20221231\"], [\"two\", \"20230101-20231231\"]];\n\
         fn populate_indicators(df, metadata) {{\n\
             df[\"rsi\"] = ta::RSI(df, 14); df[\"slow\"] = ta::EMA(df, 100);\n\
             df[\"calm\"] = ta::ATR(df, 14) < df[\"close\"];\n\
         }}\n\
         fn populate_entry_trend(df, metadata) {{\n\
             df.loc(df[\"rsi\"] < int_param(\"low\", 1, 90, {low}), \"enter_long\", \"dip\");\n\
         }}\n\
         fn populate_exit_trend(df, metadata) {{ df.loc(df[\"rsi\"] > 60, \"exit_long\"); }}\n"
    )
}

fn done(project: &Project, arguments: &[&str]) -> String {
    let output = project.run(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
    String::from_utf8(output.stdout).unwrap()
}

fn document(project: &Project) -> Value {
    let document = serde_json::from_str(&done(project, &["report", "--json"])).unwrap();
    assert_eq!(faults("report", &document), [""; 0]);
    document
}

fn page(project: &Project) -> String {
    done(project, &["report"]);
    fs::read_to_string(project.path().join(PAGE)).unwrap()
}

/// The document within a page.
fn within(page: &str) -> Value {
    let data = page.split_once("id=\"data\">").unwrap().1.split_once("</script>").unwrap().0;
    serde_json::from_str(data).unwrap()
}

/// Two rounds that were logged, a kill, and a trial without an edit.
fn research() -> Project {
    let project = Project::new().strategy("Dip", &script(25)).strategy("Rare", &script(12));
    done(&project, &["run"]);
    done(&project, &["log", "--round", "Dip=the first", "Rare=waits for a crash"]);
    fs::remove_file(project.path().join("user_data/strategies/Rare.rhai")).unwrap();
    let project = project.strategy("Dip", &script(28));
    done(&project, &["run"]);
    done(&project, &["log", "--round", "Dip=less patient, wider", "Rare=too few trades"]);
    done(&project, &["run", "--set", "low=30", "--fee", "0.002"]);
    project.strategy("Dip", &script(28))
}

/// All files of the books, and what they hold.
fn books(project: &Project) -> Vec<Vec<u8>> {
    ["results.tsv", "user_data/backtest_results/journal.jsonl"]
        .map(|file| fs::read(project.path().join(file)).unwrap())
        .to_vec()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn missing(project: &Project) -> Vec<String> {
    let document = document(project);
    let of_runs = document["runs"].as_array().unwrap().iter().map(|run| &run["missing"]);
    let all = document["missing"].as_array().unwrap().iter().chain(of_runs);
    all.filter_map(|one| one.as_str().map(str::to_owned)).collect()
}

#[test]
fn every_trial_is_told_with_what_became_of_it() {
    let project = research();
    let document = document(&project);
    let research = &document["research"];
    let experiments = research["experiments"].as_array().unwrap();
    let told: Vec<(u64, &str, &str, bool)> = experiments
        .iter()
        .map(|one| {
            let text = |key: &str| one[key].as_str().unwrap();
            (
                one["trial"].as_u64().unwrap(),
                text("strategy"),
                text("fate"),
                one["what_if"].is_string(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (1, "Dip", "kept", false),
            (2, "Rare", "kept", false),
            (3, "Dip", "kept", false),
            (4, "Dip", "discarded", true)
        ]
    );
    assert_eq!(experiments[3]["what_if"], "fee=0.002 low=30");
    assert_eq!((&experiments[2]["event"], &experiments[2]["line"]), (&"evolve".into(), &4.into()));
    assert_eq!(experiments[2]["note"], "less patient, wider");
    // The best so far rises, and only kept ones raise it.
    let sharpe = |at: usize| number(&experiments[at]["sharpe"]);
    let best: Vec<bool> = experiments.iter().map(|one| one["best"] == true).collect();
    let mut highest = f64::NEG_INFINITY;
    let expected: Vec<bool> = (0..3)
        .map(|at| {
            let raised = sharpe(at) > highest;
            highest = highest.max(sharpe(at));
            raised
        })
        .chain([false])
        .collect();
    assert_eq!(best, expected);
    let lives = research["lives"].as_array().unwrap();
    assert_eq!((&lives[1]["strategy"], &lives[1]["killed"]), (&"Rare".into(), &2.into()));
    assert_eq!(research["active"], serde_json::json!([2, 1]));
    assert_eq!(research["events"]["evolve"], 1);
    assert!(research["words"].as_array().unwrap().iter().any(|one| one["word"] == "patient"));
    assert!(research["chance"].is_null(), "four trials are no search");
}

#[test]
fn the_last_runs_are_told_as_they_were_written_down() {
    let project = research();
    let run: Value = serde_json::from_str(&done(
        &project,
        &["run", "--json", "--set", "low=30", "--fee", "0.002"],
    ))
    .unwrap();
    let document = document(&project);
    let told = &document["runs"][0];
    assert_eq!((&told["trial"], &told["what_if"]), (&4.into(), &"fee=0.002 low=30".into()));
    assert_eq!(
        (&told["active"], &told["same"], &told["missing"]),
        (&true.into(), &true.into(), &Value::Null)
    );
    for (result, one) in
        run["results"].as_array().unwrap().iter().zip(told["timeranges"].as_array().unwrap())
    {
        let figures = &result["figures"];
        assert_eq!(one["label"], result["timerange_label"]);
        assert_eq!(one["figures"]["sharpe"], figures["total"]["sharpe"]);
        assert_eq!(one["money"]["end"], figures["final_balance"]);
        assert_eq!(one["trades"]["total"], figures["total"]["trades"]);
        let profits = one["trades"]["profit_abs"].as_array().unwrap();
        let profit: f64 = profits.iter().map(number).sum();
        assert!((profit - number(&figures["total"]["profit_total_abs"])).abs() < 0.5, "{profit}");
        let months = one["monthly"].as_array().unwrap();
        assert_eq!(months.len(), 12);
        let grown: f64 = months.iter().map(|month| 1.0 + number(&month["pct"]) / 100.0).product();
        let end = number(&one["money"]["end"]) / number(&one["money"]["start"]);
        assert!((grown / end - 1.0).abs() < 1e-3, "{grown} {end}");
        let deepest = one["underwater"]["equity"].as_array().unwrap().iter().map(number);
        let deepest = deepest.fold(0.0, f64::min);
        let relative = number(&result["wallet_stats"]["drawdown"]["max_relative_drawdown"]);
        assert!((deepest + 100.0 * relative).abs() < 0.01, "{deepest} {relative}");
        let held = number(&one["money"]["held"]) / number(&one["money"]["start"]) - 1.0;
        assert!((held - number(&figures["market_change"])).abs() < 1e-9);
        let last = one["equity"]["held"].as_array().unwrap().last().unwrap();
        assert!((number(last) / number(&one["money"]["held"]) - 1.0).abs() < 1e-4);
        let last = one["equity"]["equity"].as_array().unwrap().last().unwrap();
        assert!((number(last) / number(&one["money"]["end"]) - 1.0).abs() < 1e-4);
        for (mae, mfe) in one["trades"]["mae_pct"]
            .as_array()
            .unwrap()
            .iter()
            .zip(one["trades"]["mfe_pct"].as_array().unwrap())
        {
            assert!(number(mae) <= 0.0 && number(mfe) >= 0.0);
        }
        assert!(one.get("charts").is_none(), "candles are for the page");
    }
}

#[test]
fn the_page_holds_the_document_and_the_candles_and_counts_no_trial() {
    let project = research();
    let before = books(&project);
    let page = page(&project);
    assert_eq!(books(&project), before);
    assert!(page.len() < 8_000_000, "{} bytes", page.len());
    let data = within(&page);
    let chart = &data["runs"][0]["timeranges"][0]["charts"][0];
    let names: Vec<(&str, &str)> = chart["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| (column["name"].as_str().unwrap(), column["place"].as_str().unwrap()))
        .collect();
    // A condition is no line.
    assert_eq!(names, [("rsi", "below"), ("slow", "price")]);
    let candles = &data["candles"][chart["candles"].as_str().unwrap()];
    assert!(number(&candles["close"]["count"]) > 17_000.0, "{candles}");
    assert!(chart["columns"][0]["values"]["packed"].is_string());
    done(&project, &["report"]);
    assert_eq!(fs::read_to_string(project.path().join(PAGE)).unwrap(), page, "the same bytes");
}

#[test]
fn a_report_comes_out_whatever_is_missing() {
    let project = Project::new();
    assert_eq!(
        missing(&project),
        ["there are no results yet: `autoquant run`, then `autoquant report`"]
    );
    page(&project);

    let project = project.strategy("Never", &script(1)).strategy("Broken", "let x = ;");
    assert_eq!(project.run(&["run"]).status.code(), Some(1));
    let told = document(&project);
    assert!(told["runs"][0]["timeranges"][0]["error"].as_str().unwrap().starts_with("AQ"));
    assert_eq!(told["research"]["experiments"][0]["fate"], "failed");
    assert_eq!(told["runs"][1]["timeranges"][0]["trades"]["total"], 0);
    page(&project);

    let project = research();
    let results = project.path().join("results.tsv");
    let text = fs::read_to_string(&results).unwrap();
    fs::write(&results, text.replacen("create\tRare", "creates\tRare", 1)).unwrap();
    assert_eq!(
        missing(&project),
        ["results.tsv:3 cannot be read, and is left out: `creates` is no event"]
    );
    page(&project);
}

#[test]
fn what_was_run_is_shown_when_its_file_is_gone_or_edited() {
    let project = research().strategy("Dip", &script(35));
    let told = document(&project);
    assert_eq!(
        (&told["runs"][0]["same"], &told["runs"][0]["missing"]),
        (&false.into(), &Value::Null)
    );
    assert!(told["runs"][0]["timeranges"][0]["money"].is_object());
    fs::remove_file(project.path().join("user_data/strategies/Dip.rhai")).unwrap();
    let told = document(&project);
    assert_eq!(told["runs"][0]["active"], false);
    assert!(told["runs"][0]["timeranges"][0]["money"].is_object());
    // Its text is lost as well.
    fs::remove_dir_all(project.path().join("user_data/backtest_results/scripts")).unwrap();
    let found = missing(&project);
    assert!(found[0].starts_with("its script is in no journal: "), "{found:?}");
    let figures = &document(&project)["runs"][0]["timeranges"][0]["figures"];
    assert!(figures["trade_count"].is_u64(), "what was written down stays");
    page(&project);
}

#[test]
fn what_would_come_to_something_else_is_not_shown() {
    let project = research();
    let config = fs::read_to_string(project.path().join("config.json")).unwrap();
    let project =
        project.config(&config.replace("\"dry_run_wallet\": 10000", "\"dry_run_wallet\": 500"));
    let changed = "config.json has changed since trial 4: `autoquant run Dip` shows it again";
    assert_eq!(missing(&project), [changed]);
    assert!(document(&project)["runs"][0]["timeranges"][0].get("money").is_none());
    let project = project.config(&config);
    assert!(missing(&project).is_empty());
    let candles = project.path().join("user_data/data/demo");
    let candles = if candles.is_dir() { candles } else { project.path().join("user_data/data") };
    let (bitcoin, ether) =
        (candles.join("BTC_USDT-1h.feather"), candles.join("ETH_USDT-1h.feather"));
    fs::copy(ether, &bitcoin).unwrap();
    let changed = "the candles or market rules have changed since trial 4: `autoquant run Dip` shows it again";
    assert_eq!(missing(&project), [changed]);
    fs::remove_file(bitcoin).unwrap();
    assert_eq!(missing(&project), [changed]);
    page(&project);
}

#[test]
fn a_journal_of_a_newer_version_is_read_as_far_as_it_is_known() {
    let project = research();
    let journal = project.path().join("user_data/backtest_results/journal.jsonl");
    let text = fs::read_to_string(&journal).unwrap();
    let line = text.lines().next().unwrap();
    let newer = line.replacen("\"schema\":1", "\"schema\":9", 1);
    let other = newer.replacen("\"kind\":\"run\"", "\"kind\":\"dream\"", 1);
    fs::write(&journal, format!("{text}{newer}\n{other}\nno entry\n")).unwrap();
    let output = autoquant(project.path(), &["report", "--json"], &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let told = document["missing"].to_string();
    assert!(told.contains("newer version of autoquant"), "{told}");
    assert!(told.contains("is no entry"), "{told}");
    assert_eq!(document["research"]["experiments"].as_array().unwrap().len(), 4);
}

/// What a run says at a terminal.
fn overview(project: &Project) -> String {
    let workspace = Workspace::open(project.path()).unwrap();
    let (store, strategies) = (workspace.store(), workspace.strategies().unwrap());
    let mut books = Books::open(&workspace.root).unwrap();
    let ledger = books.ledger().unwrap();
    let rules = store.exchange_rules(&workspace.config).unwrap();
    let mut round = round(&workspace, &strategies, &WhatIf::default(), &rules, &store, &ledger);
    record(&mut round, &mut books, workspace.gates.headline, "2026-01-01T00:00:00Z").unwrap();
    let text = autoquant::report::overview(&round).replace(&round.versions[0].commit, "4f1c2d9");
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_run_at_a_terminal_is_compared_with_the_one_before() {
    let project = Project::new().strategy("Broken", "let x = ;").strategy("Dip", &script(25));
    insta::assert_snapshot!(overview(&project), @r"
     strategy | timerange |      trades | profit % | drawdown % | sharpe | held %
    ----------+-----------+-------------+----------+------------+--------+--------
     Broken   | full      | ScriptError |          |            |        |
     Dip      | one       |         116 |   -42.26 |     -46.70 |  -1.40 | -62.35
              | two       |          69 |    41.52 |     -16.25 |   0.79 |  68.41
    ");
    let other = script(28).replace("[\"two\", ", "[\"three\", ");
    let project = project.strategy("Dip", &other);
    insta::assert_snapshot!(overview(&project), @r"
     strategy | timerange |      trades |   ± | profit % |      ± | drawdown % |      ± | sharpe |     ± | held %
    ----------+-----------+-------------+-----+----------+--------+------------+--------+--------+-------+--------
     Broken   | full      | ScriptError |     |          |        |            |        |        |       |
     Dip      | one       |         162 | +46 |   -60.54 | -18.29 |     -63.55 | -16.85 |  -2.26 | -0.86 | -62.35
              | three     |         134 |     |    52.95 |        |     -30.95 |        |   1.07 |       |  68.41
    ± Dip: since trial 2 (4f1c2d9), on other timeranges: only those of the same label are compared
    ");
}

#[test]
fn pictures_show_every_backtest() {
    let project = research();
    let svg = done(&project, &["report", "--svg", "-"]);
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    for words in ["robust_equity_sharpe", "Dip · one", "Dip · two", "3 kept", "1 discarded"] {
        assert!(svg.contains(words), "{words}");
    }
    assert_eq!(svg, done(&project, &["report", "--svg", "-"]), "the same bytes");
    done(&project, &["report", "--png", "picture.png"]);
    let png = fs::read(project.path().join("picture.png")).unwrap();
    assert!(png.starts_with(b"\x89PNG") && png.len() > 10_000);
    assert!(!project.path().join(PAGE).exists());
    let text = done(&project, &["report", "--text"]);
    assert!(!text.contains('\u{1b}'), "no colour where nobody looks");
    for words in ["after 4 trials", "Dip · one", "Dip · two"] {
        assert!(text.contains(words), "{text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    let empty = Project::new();
    for form in [&["report", "--text"][..], &["report", "--svg", "-"]] {
        assert!(done(&empty, form).contains("nothing kept yet"));
    }
}

#[test]
fn hostile_notes_are_text() {
    let project = Project::new().strategy("Dip", &script(25));
    done(&project, &["run"]);
    let long = "x".repeat(10_000);
    let note =
        format!("</script><script>alert(\"1\")</script> 'q' \u{202e}שלום 🚀 {{{{data}}}} {long}");
    done(&project, &["log", "Dip", "--note", &note]);
    let page = page(&project);
    assert!(!page.contains("alert(\"1\")</script>"));
    let read = within(&page);
    let kept = read["research"]["experiments"][0]["note"].as_str().unwrap();
    assert_eq!(kept, note.trim());
    assert_eq!(read["research"]["lives"][0]["marks"].as_array().unwrap().len(), 1);
}

#[test]
fn the_same_script_under_another_config_was_kept_by_nobody() {
    let project = research();
    let config = fs::read_to_string(project.path().join("config.json")).unwrap();
    let project = project.config(&config.replace("\"fee\": 0.001", "\"fee\": 0.0"));
    done(&project, &["run"]);
    let research = document(&project)["research"].clone();
    let last = research["experiments"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["trial"], &last["fate"], &last["note"]),
        (&5.into(), &"discarded".into(), &Value::Null)
    );
    assert_eq!(
        research["trials"],
        serde_json::json!({ "total": 5, "kept": 3, "discarded": 2, "failed": 0 })
    );
}

#[test]
fn two_things_do_not_go_to_one_place() {
    let project = research();
    for arguments in [
        &["report", "--json", "--out", "-"][..],
        &["report", "--text", "--svg", "-"],
        &["report", "--png", "-", "--svg", "-"],
        &["report", "--png", "a.svg", "--svg", "a.svg"],
    ] {
        let output = project.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains("two things would be written to one place"));
    }
}

#[test]
fn files_are_written_where_they_are_wanted_and_over_nothing_else() {
    let project = research();
    let refused = project.run(&["report", "--out", "config.json"]);
    assert_eq!(refused.status.code(), Some(2));
    insta::assert_snapshot!(stderr(&refused), @r"
    error: config.json is there already, and is no `.html`
     = help: name a new file, or one that ends in `.html`
    ");
    done(&project, &["report", "--out", "pages/here.html"]);
    assert!(Path::new(&project.path().join("pages/here.html")).is_file());
    assert!(!project.path().join(PAGE).exists(), "one page is enough");
    let printed = done(&project, &["report", "--out", "-"]);
    assert!(printed.starts_with("<!doctype html>") || printed.starts_with("<!DOCTYPE html>"));
    let told = done(&project, &["report"]);
    // Which one is the best is a matter of the candles.
    let told: Vec<&str> = told.lines().filter(|line| !line.starts_with("best:")).collect();
    let told = told.join("\n");
    insta::assert_snapshot!(told, @r"
    report:           user_data/backtest_results/report.html
    trials:           4 (3 kept, 1 discarded or not logged yet; 0 failed)
    chance:           not known: there are too few trials
    missing:          none
    ");
}
