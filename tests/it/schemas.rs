//! The schemas of `docs/schemas` describe the documents of `--json`, whole and without a key too many.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::schema::{faults, read};

/// The document that a command prints in a folder.
fn document(folder: &Path, arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_autoquant"))
        .args(arguments)
        .arg("--json")
        .current_dir(folder)
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn fits(name: &str, document: &Value) {
    let found = faults(name, document);
    assert!(found.is_empty(), "renew docs/schemas/{name}.json:\n{}", found.join("\n"));
}

/// A workspace with the demo's candles and a strategy that declares every kind of parameter, one that does
/// not parse, and one that never trades.
fn workspace() -> TempDir {
    let folder = TempDir::new().unwrap();
    autoquant::demo::write(folder.path()).unwrap();
    let strategies = folder.path().join("user_data/strategies");
    std::fs::remove_dir_all(&strategies).unwrap();
    std::fs::create_dir(&strategies).unwrap();
    let script = |indicators: &str, entry: &str| {
        format!(
            "const timeframe = \"1h\"; const stoploss = -0.05; const stop_loss = 1;\n\
             fn populate_indicators(df, metadata) {{ {indicators} }}\n\
             fn populate_entry_trend(df, metadata) {{ df.loc({entry}, \"enter_long\"); }}\n\
             fn populate_exit_trend(df, metadata) {{ }}\n"
        )
    };
    let declared = "df.a = df.close * decimal_param(\"k\", 0.5, 2.0, 1.0, 0.5) + int_param(\"n\", 1, 3, 2); \
                    let b = bool_param(\"b\", true); let c = categorical_param(\"c\", [\"x\"], \"x\");";
    for (name, text) in [
        ("Trades", script(declared, "df.close > df.open")),
        ("Never", script("", "df.close < 0")),
        ("Broken", "let x = ;".to_owned()),
        ("_Mended", script("df.a = df['close'];", "df.a > 1")),
    ] {
        std::fs::write(strategies.join(format!("{name}.rhai")), text).unwrap();
    }
    folder
}

#[test]
fn documents_are_as_their_schemas_say() {
    let workspace = workspace();
    let run = document(workspace.path(), &["run"]);
    assert_eq!((&run["succeeded"], &run["failed"]), (&json!(2), &json!(1)));
    assert!(run["results"][1]["diagnostics"][0].is_object());
    fits("run", &run);
    let strategies = workspace.path().join("user_data/strategies");
    std::fs::remove_file(strategies.join("Broken.rhai")).unwrap();
    let round = ["log", "--round", "Trades=first", "Never=first"];
    fits("log", &document(workspace.path(), &round));
    std::fs::remove_file(strategies.join("Never.rhai")).unwrap();
    fits(
        "log",
        &document(workspace.path(), &["log", "kill", "Never", "--note", "it never trades"]),
    );
    let status = document(workspace.path(), &["status", "--verify"]);
    assert_eq!((&status["rounds"], &status["problems"]), (&json!(2), &json!([])));
    fits("status", &status);
    let report = document(workspace.path(), &["report"]);
    let trades = &report["runs"][2];
    assert_eq!(trades["strategy"], "Trades");
    assert!(trades["timeranges"][0]["trades"]["total"].as_u64() > Some(10));
    fits("report", &report);
    fits("archive", &document(workspace.path(), &["archive", "v1"]));
    std::fs::write(strategies.join("Trades.rhai"), "let x = ;").unwrap();
    document(workspace.path(), &["run"]);
    fits("restore", &document(workspace.path(), &["restore", "3"]));
    std::fs::write(strategies.join("Broken.rhai"), "let x = ;").unwrap();
    let inspect = document(workspace.path(), &["inspect", "Trades"]);
    assert_eq!(inspect["parameters"].as_array().unwrap().len(), 4);
    fits("inspect", &inspect);
    let check = document(workspace.path(), &["check", "Broken", "Trades", "_Mended"]);
    assert!(check["strategies"][2]["findings"].to_string().contains("end_column"));
    fits("check", &check);
    fits("error", &document(workspace.path(), &["inspect", "Broken"]));
    let outside = TempDir::new().unwrap();
    fits("error", &document(outside.path(), &["run"]));
    fits("api", &document(outside.path(), &["api"]));
    fits("api", &document(outside.path(), &["api", "RSI"]));
    fits("api", &document(outside.path(), &["api", "one-pair"]));
    for made in [true, false] {
        let init = document(outside.path(), &["init", "work"]);
        assert_eq!(init["repository"]["made"], json!(made));
        fits("init", &init);
    }
}

#[test]
fn a_document_that_is_another_does_not_fit() {
    let mut api = document(&std::env::temp_dir(), &["api", "RSI"]);
    api["indicators"][0]["extra"] = json!(1);
    api["settings"] = json!("none");
    api.as_object_mut().unwrap().remove("not_yet");
    let found = faults("api", &api).join("\n");
    for words in ["not_yet\" is missing", "extra is not listed", "\"none\" is not \"array\""] {
        assert!(found.contains(words), "{found}");
    }
}

#[test]
fn schemas_say_who_they_are() {
    for name in [
        "api",
        "archive",
        "diagnostic",
        "error",
        "import",
        "init",
        "inspect",
        "log",
        "report",
        "restore",
        "run",
        "status",
        "tiers",
    ] {
        let schema = read(&format!("{name}.json"));
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["$id"], format!("{name}.json"));
    }
}
