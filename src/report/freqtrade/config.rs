//! The config, without what is nobody's business.

use serde_json::{Map, Value, json};

use super::Backtest;

/// What stands in the place of a secret.
const REDACTED: &str = "REDACTED";

/// Parts that no backtest looks at, and that are full of addresses and keys.
const LEFT_OUT: [&str; 7] = [
    "api_server",
    "coingecko",
    "discord",
    "external_message_consumer",
    "telegram",
    "webhook",
    "db_url",
];

/// Words in the names of secrets, letters only.
const SECRETS: [&str; 13] = [
    "accountid",
    "apikey",
    "authorization",
    "chatid",
    "cookie",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "secret",
    "token",
    "walletaddress",
    "webhookurl",
];

/// Whole names of secrets.
const NAMES: [&str; 3] = ["key", "uid", "login"];

/// The config as it was read, with the fee and the timerange that were tested.
pub(super) fn config(backtest: &Backtest<'_>) -> Value {
    let Value::Object(all) = backtest.json else { return json!({}) };
    let kept = all.iter().filter(|(name, _)| !LEFT_OUT.contains(&name.as_str()));
    let mut config: Map<String, Value> =
        kept.map(|(name, value)| (name.clone(), redacted(name, value))).collect();
    if let Some(timerange) = backtest.timerange() {
        config.insert("timerange".into(), json!(timerange));
    }
    if let Some(tested) = backtest.tested.first() {
        config.insert("fee".into(), json!(tested.completed.fee));
    }
    Value::Object(config)
}

fn redacted(name: &str, value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let each = map.iter().map(|(name, value)| (name.clone(), redacted(name, value)));
            Value::Object(each.collect())
        }
        Value::Array(list) => list.iter().map(|value| redacted(name, value)).collect(),
        Value::String(_) | Value::Number(_) if is_secret(name) => json!(REDACTED),
        Value::String(text) if has_login(text) => json!(REDACTED),
        _ => value.clone(),
    }
}

fn is_secret(name: &str) -> bool {
    let letters: String =
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    NAMES.contains(&&*letters) || SECRETS.iter().any(|word| letters.contains(word))
}

/// `https://user:password@host`.
fn has_login(text: &str) -> bool {
    text.split_once("://").is_some_and(|(_, rest)| {
        rest.split(['/', '?', '#']).next().is_some_and(|host| host.contains('@'))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::redacted;

    #[test]
    fn what_is_secret_is_not_told() {
        let config = json!({
            "exchange": {
                "name": "binance", "key": "k1", "secret": "s1", "uid": 7,
                "ccxt_config": { "apiKey": "k2", "headers": { "Authorization": "Bearer b" },
                    "proxies": ["http://me:pw@proxy:80", "http://proxy:80"] },
                "walletAddress": "0x1", "pair_whitelist": ["BTC/USDT"],
            },
            "dry_run_wallet": 1000,
            "stake_currency": "USDT",
            "autoquant": { "download": { "spot_url": "https://a.b/c@d" } },
        });
        let expected = json!({
            "exchange": {
                "name": "binance", "key": "REDACTED", "secret": "REDACTED", "uid": "REDACTED",
                "ccxt_config": { "apiKey": "REDACTED", "headers": { "Authorization": "REDACTED" },
                    "proxies": ["REDACTED", "http://proxy:80"] },
                "walletAddress": "REDACTED", "pair_whitelist": ["BTC/USDT"],
            },
            "dry_run_wallet": 1000,
            "stake_currency": "USDT",
            "autoquant": { "download": { "spot_url": "https://a.b/c@d" } },
        });
        assert_eq!(redacted("", &config), expected);
    }
}
