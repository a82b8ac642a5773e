//! Texts that another program might stumble over, and those that nobody should see.

use std::fs;

use serde_json::{Value, json};

use super::{TRADER, run};
use crate::support::project::Project;

#[test]
fn hostile_tags_and_secrets() {
    let tag = "a,b;'c' <d> {e} % ü 漢 [bold]";
    let text = TRADER.replace("\"dip\"", &format!("\"{tag}\\n\""));
    let project = Project::new().strategy("Trader", &text);
    let config = fs::read_to_string(project.path().join("config.json")).unwrap();
    let config = config.replace("\"name\":", "\"key\": \"k-1\", \"secret\": \"s-1\", \"name\":");
    let project = project.config(&config.replace(
        "\"fee\":",
        "\"telegram\": { \"token\": \"t-1\" }, \"margin_mode\": \"isolated\", \"fee\":",
    ));
    let one = run(&project).swap_remove(0);
    let tagged = format!("{tag}\n");
    assert_eq!(one.strategy("Trader")["trades"][0]["enter_tag"], tagged);
    assert_eq!(one.strategy("Trader")["mix_tag_stats"][0]["key"][0], tagged);
    for end in ["_signals.pkl", "_exited.pkl", "_rejected.pkl"] {
        let pickle = &one.members[end];
        assert!(pickle.starts_with(b"\x80\x03}(X\x06\0\0\0Trader}("), "{end}");
        assert_eq!(pickle.last(), Some(&b'.'));
        let has = |text: &[u8]| memchr::memmem::find(pickle, text).is_some();
        assert!(has(b"rsi") && has(b"rising") && !has(b"enter_long"), "{end}");
        assert_eq!(has(tagged.as_bytes()), end == "_rejected.pkl", "{end}");
    }
    let written: Value = serde_json::from_slice(&one.members["_config.json"]).unwrap();
    assert_eq!(written["exchange"]["secret"], "REDACTED");
    assert_eq!(
        (&written["timerange"], &written["fee"]),
        (&json!("20210601-20211201"), &json!(0.001))
    );
    assert!(written.get("telegram").is_none());
    let said = String::from_utf8_lossy(&one.members["_config.json"]);
    assert!(["k-1", "s-1", "t-1"].iter().all(|secret| !said.contains(secret)), "{said}");
}
