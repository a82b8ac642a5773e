//! The exchange's rules, for pairs whose rules are not known: into `markets.json`.

use std::collections::BTreeMap;

use super::binance::{Rules, UNKNOWN_SYMBOL, read_rules, rules_question, symbol};
use super::download::{Downloaded, Fetcher};
use super::error::FetchError;
use super::http::Reply;
use super::order::Source;
use crate::model::pair::Pair;

/// Asks for the rules of pairs that have none, and writes them down.
pub(super) async fn fetch(
    fetcher: &Fetcher,
    pairs: &[Pair],
    downloaded: &mut Downloaded,
) -> Result<(), FetchError> {
    let mut markets = match fetcher.depot.store().markets() {
        Ok(markets) => markets.unwrap_or_default(),
        Err(error) => {
            // Candles do not need them.
            downloaded.faults.push(("markets.json".into(), error.into()));
            return Ok(());
        }
    };
    let mut missing: Vec<&Pair> = pairs.iter().collect();
    missing.retain(|pair| !markets.markets.contains_key(pair.as_str()));
    if missing.is_empty() {
        return Ok(());
    }
    if fetcher.source == Source::Archive {
        let names: Vec<&str> = missing.iter().map(|pair| pair.as_str()).collect();
        fetcher.progress.notes(&format!(
            "the archive has no rules: amounts of {} are not rounded to steps, and the fee is the config's",
            names.join(", ")
        ));
        return Ok(());
    }
    // Futures tell the rules of all pairs at once.
    let mut of_futures: Option<Rules> = None;
    let mut found = BTreeMap::new();
    for pair in missing {
        let rules = match (&of_futures, pair.settle()) {
            (Some(rules), Some(_)) => rules.clone(),
            _ => ask(fetcher, pair).await?,
        };
        match rules.markets.get(&symbol(pair)) {
            Some(market) => {
                found.insert(pair.to_string(), market.clone());
            }
            // It may have been taken off the list, with its candles still there.
            None => fetcher.progress.notes(&format!("the exchange has no rules of {pair}")),
        }
        if pair.settle().is_some() {
            of_futures = Some(rules);
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    if markets.exchange.is_empty() {
        markets.exchange = "binance".into();
    }
    markets.markets.append(&mut found);
    fetcher.depot.store().write_markets(&markets)?;
    downloaded.rules = true;
    Ok(())
}

/// The rules of a pair, or of all; none where the pair is not known.
async fn ask(fetcher: &Fetcher, pair: &Pair) -> Result<Rules, FetchError> {
    let question = rules_question(&fetcher.addresses, pair);
    let is_futures = pair.settle().is_some();
    let reply = fetcher.http.ask(&question, |body| read_rules(body, is_futures)).await?;
    match reply {
        Reply::Fine(answer) => {
            if let Some(weight) = answer.content.weight_a_minute {
                fetcher.http.allow(&question.url, weight);
            }
            Ok(answer.content)
        }
        Reply::Wrong(UNKNOWN_SYMBOL, _) => Ok(Rules::default()),
        other => Err(other.refused(&question.url)),
    }
}
