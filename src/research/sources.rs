//! Where candles are fetched from: what lives under `"autoquant": { "download": … }` in the config.

use serde_json::Value;

use crate::fetch::{Addresses, Source};
use crate::model::config::ConfigError;

/// Where candles are fetched from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources {
    /// Where the exchange answers; `None` for one that is not known here.
    pub addresses: Option<Addresses>,
    /// Which of its answers are used.
    pub source: Source,
}

impl Sources {
    /// Reads the section; what is absent is that of the exchange.
    pub(super) fn from_json(config: &Value, exchange: &str) -> Result<Self, ConfigError> {
        let mut sources = Self { addresses: Addresses::of(exchange), source: Source::default() };
        let own = match config.get("autoquant").and_then(|own| own.get("download")) {
            None | Some(Value::Null) => return Ok(sources),
            Some(Value::Object(own)) => own,
            Some(_) => return Err(wrong("", "an object", "{ \"source\": \"archive\" }")),
        };
        if let Some(key) = own.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(ConfigError {
                key: format!("autoquant.download.{key}"),
                problem: format!("there is no `autoquant.download.{key}`"),
                help: format!("there are: {}", KEYS.join(", ")),
            });
        }
        let get = |key: &str| own.get(key).filter(|value| !value.is_null());
        for key in &KEYS[1..] {
            let Some(value) = get(key) else { continue };
            let example = "\"https://api.binance.com\"";
            let address = value.as_str().filter(|text| is_address(text));
            let address = address.ok_or_else(|| wrong(key, "an address", example))?;
            let address = address.trim_end_matches('/').to_owned();
            let addresses = sources.addresses.get_or_insert_with(Addresses::none);
            match *key {
                "spot_url" => addresses.spot = address,
                "futures_url" => addresses.futures = address,
                _ => addresses.archive = address,
            }
        }
        sources.source = match get("source").map(Value::as_str) {
            None | Some(Some("auto")) => Source::Auto,
            Some(Some("api")) => Source::Api,
            Some(Some("archive")) => Source::Archive,
            Some(_) => {
                let what = "\"auto\", \"api\" or \"archive\"";
                return Err(wrong("source", what, "\"archive\""));
            }
        };
        Ok(sources)
    }
}

/// The keys of the section.
const KEYS: [&str; 4] = ["source", "spot_url", "futures_url", "archive_url"];

/// An address of the web; nothing where there is no such service.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    text.is_empty() || rest.is_some_and(|rest| !rest.is_empty() && !rest.contains([' ', '?', '#']))
}

fn wrong(key: &str, what: &str, example: &str) -> ConfigError {
    let name = if key.is_empty() {
        "autoquant.download".to_owned()
    } else {
        format!("autoquant.download.{key}")
    };
    let last = name.rsplit('.').next().unwrap_or_default();
    ConfigError {
        problem: format!("`{name}` must be {what}"),
        help: format!("write \"{last}\": {example}"),
        key: name,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(exchange: &str, download: &Value) -> Result<Sources, ConfigError> {
        Sources::from_json(&json!({ "autoquant": { "download": download } }), exchange)
    }

    #[test]
    fn what_is_absent_is_the_exchanges() {
        let plain = Sources::from_json(&json!({}), "binance").unwrap();
        assert_eq!(plain, Sources { addresses: Some(Addresses::default()), source: Source::Auto });
        let own =
            json!({ "spot_url": "http://127.0.0.1:8080/", "source": "api", "archive_url": "" });
        let sources = of("binance", &own).unwrap();
        let addresses = sources.addresses.unwrap();
        assert_eq!(addresses.spot, "http://127.0.0.1:8080");
        assert_eq!(addresses.futures, Addresses::default().futures);
        assert_eq!((addresses.archive.as_str(), sources.source), ("", Source::Api));
        assert_eq!(of("kraken", &json!({})).unwrap().addresses, None);
        assert!(of("kraken", &own).unwrap().addresses.is_some());
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (key, value) in [
            ("source", json!("all")),
            ("spot_url", json!("api.binance.com")),
            ("archive_url", json!(7)),
            ("spot", json!("https://api.binance.com")),
        ] {
            let error = of("binance", &json!({ key: value })).unwrap_err();
            assert_eq!(error.key, format!("autoquant.download.{key}"));
        }
        assert_eq!(of("binance", &json!([])).unwrap_err().key, "autoquant.download");
    }
}
