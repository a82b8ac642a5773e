//! `prepare` alone: what is missing is fetched, and then looked at.

use std::sync::Arc;

use super::super::clock;
use super::super::error::{CommandError, UNUSABLE};
use super::super::ui::Ui;
use super::check::Checked;
use super::needs;
use super::progress::{Bars, Lines, Silence};
use crate::data::depot::Depot;
use crate::fetch::{
    Addresses, Downloaded, FetchError, Order, Patience, Progress, Setup, Source, Wanted,
    download as fetch, is_proxy,
};
use crate::model::candle_type::CandleType;
use crate::report::NotHad;
use crate::research::{Needs, Workspace};

pub(super) fn download(workspace: &Workspace, ui: &mut Ui) -> Result<u8, CommandError> {
    let Needs { candles, pairs, .. } = needs(workspace, ui)?;
    let setup = setup(workspace, &candles)?;
    check_proxies()?;
    let store = workspace.store_to_write();
    let order = Order { candles, rules: pairs.clone() };
    let downloaded = fetch(&order, Depot::open(&store)?, setup, progress(ui));
    tell(&downloaded, ui);
    if let Some(error) = downloaded.stopped {
        return Err(error.into());
    }
    let checked = Checked::of(workspace, &store, &pairs, &order.candles)?.hold_against(&store)?;
    let not_had =
        |(name, error): &(String, FetchError)| (name.clone(), error.to_string(), error.help());
    let faults: Vec<NotHad> = downloaded.faults.iter().map(not_had).collect();
    checked.tell_with(&faults, &store, ui);
    Ok(if downloaded.faults.is_empty() { checked.exit_code() } else { UNUSABLE })
}

/// Where the candles are fetched from, if there is a place for all of them.
fn setup(workspace: &Workspace, candles: &[Wanted]) -> Result<Setup, CommandError> {
    let exchange = &workspace.config.exchange;
    let sources = &workspace.sources;
    let addresses = sources.addresses.clone().ok_or_else(|| unknown(exchange))?;
    if let Some(key) = lacking(&addresses, sources.source, candles) {
        return Err(CommandError {
            message: format!(
                "config.json names no address to fetch these candles from (`autoquant.download.{key}`)"
            ),
            help: format!(
                "write \"autoquant\": {{ \"download\": {{ \"{key}\": \"https://…\" }} }}"
            ),
            code: UNUSABLE,
        });
    }
    let (source, now) = (sources.source, clock::milliseconds());
    Ok(Setup { addresses, source, patience: Patience::default(), now })
}

/// A proxy that is misspelt would be passed by in silence.
#[expect(clippy::disallowed_methods, reason = "only the command line looks at its surroundings")]
fn check_proxies() -> Result<(), CommandError> {
    for name in ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"] {
        for name in [name.to_owned(), name.to_lowercase()] {
            let value = std::env::var(&name).unwrap_or_default();
            if !value.is_empty() && !is_proxy(&value) {
                return Err(CommandError {
                    message: format!("the environment's {name} is no address of a proxy"),
                    help: "write such as http://127.0.0.1:8080 or socks5h://127.0.0.1:1080, or unset it".into(),
                    code: UNUSABLE,
                });
            }
        }
    }
    Ok(())
}

fn unknown(exchange: &str) -> CommandError {
    let (message, help) = if exchange == "demo" {
        (
            "the demo's candles are generated, not fetched".to_owned(),
            "write \"exchange\": { \"name\": \"binance\" } into config.json for real ones"
                .to_owned(),
        )
    } else {
        (
            format!("candles of the exchange `{exchange}` cannot be fetched, only those of binance and binanceus"),
            "fetch them with FreqTrade's download-data, and take them over with `autoquant prepare --from DIR`; \
             or name an exchange with the same interface in autoquant.download (\"spot_url\")"
                .to_owned(),
        )
    };
    CommandError { message, help, code: UNUSABLE }
}

/// The address that is needed and not there.
fn lacking(addresses: &Addresses, source: Source, candles: &[Wanted]) -> Option<&'static str> {
    if source == Source::Archive {
        return addresses.archive.is_empty().then_some("archive_url");
    }
    let is_spot = |wanted: &Wanted| wanted.key.candle_type == CandleType::Spot;
    if addresses.spot.is_empty() && candles.iter().any(is_spot) {
        return Some("spot_url");
    }
    let is_lacking = addresses.futures.is_empty() && !candles.iter().all(is_spot);
    is_lacking.then_some("futures_url")
}

fn progress(ui: &Ui) -> Arc<dyn Progress> {
    if ui.is_quiet() {
        Arc::new(Silence)
    } else if Ui::is_terminal() {
        Arc::new(Bars::new())
    } else {
        Arc::new(Lines)
    }
}

/// What has come, and what could not be had.
fn tell(downloaded: &Downloaded, ui: &mut Ui) {
    for file in downloaded.files.iter().filter(|file| file.added > 0) {
        ui.result(&format!("{}: {} candles, {} new\n", file.name, file.rows, file.added));
    }
    let mut told: Vec<&FetchError> = Vec::new();
    for (name, error) in &downloaded.faults {
        if !told.contains(&error) {
            Ui::fault_line(&format!("{name}: {error}"), &error.help());
            told.push(error);
        }
    }
}

impl From<FetchError> for CommandError {
    fn from(error: FetchError) -> Self {
        Self { message: error.to_string(), help: error.help(), code: UNUSABLE }
    }
}
