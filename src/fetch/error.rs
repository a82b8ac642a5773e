//! Why candles did not come.

use std::time::Duration;

use crate::data::DataError;
use crate::model::timeframe::Timeframe;

/// Candles or rules that cannot be fetched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// No answer came.
    #[error("{host} cannot be reached: {problem}")]
    Unreachable {
        /// Who was asked.
        host: String,
        /// What went wrong.
        problem: String,
        /// Where the fault lies.
        blame: Blame,
    },
    /// The exchange does not serve this part of the world.
    #[error("{host} does not serve this region (HTTP 451)")]
    Region {
        /// Who was asked.
        host: String,
    },
    /// The exchange has had enough of this address.
    #[error("{host} has shut this address out for {} (HTTP {status})", in_words(*.time))]
    Banned {
        /// Who was asked.
        host: String,
        /// The answer's status.
        status: u16,
        /// For how long.
        time: Duration,
    },
    /// The exchange refuses.
    #[error("{host} refuses to answer (HTTP {status}): {problem}")]
    Refused {
        /// Who was asked.
        host: String,
        /// The answer's status.
        status: u16,
        /// What it said.
        problem: String,
    },
    /// The answer makes no sense, however often it is asked for.
    #[error("{host} gives no usable answer: {problem}")]
    Answer {
        /// Who was asked.
        host: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The exchange does not know the pair.
    #[error("the exchange knows no {symbol} ({pair})")]
    Symbol {
        /// The pair.
        pair: String,
        /// What it is called there.
        symbol: String,
    },
    /// There are no such candles.
    #[error("the exchange has no {timeframe} candles")]
    Timeframe {
        /// The timeframe.
        timeframe: String,
    },
    /// There is nothing at all.
    #[error("the exchange has none from {from} to {until}")]
    NoCandles {
        /// The first moment that was asked for.
        from: String,
        /// The last one.
        until: String,
    },
    /// What was set aside has gone.
    #[error("pages that had come are gone from {folder}/.fetching")]
    Lost {
        /// The folder of candles.
        folder: String,
    },
    /// The archive lacks a part.
    #[error("the archive has no {missing}")]
    NotInArchive {
        /// The file, or several.
        missing: String,
    },
    /// A folder or file of candles.
    #[error(transparent)]
    Data(#[from] DataError),
}

/// Where the fault lies when no answer comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blame {
    /// The name of the host is not known: there is no network, or it is misspelt.
    Name,
    /// The certificates.
    Tls,
    /// The other side speaks no TLS.
    NoTls,
    /// Time ran out.
    Time,
    /// Anything else.
    Connection,
}

impl FetchError {
    /// What to do about it.
    pub fn help(&self) -> String {
        let again = "what has come is kept, and the next `autoquant prepare` goes on from there";
        match self {
            Self::Unreachable { blame: Blame::Name, .. } => format!(
                "check the network, a proxy (HTTPS_PROXY), and the addresses in autoquant.download of \
                 config.json; {again}; without a network there is `autoquant demo DIR`, or `prepare --from DIR`"
            ),
            Self::Unreachable { blame: Blame::Tls, .. } => format!(
                "check the clock and the certificates of this machine (SSL_CERT_FILE names a file of them), \
                 and a proxy that stands between; {again}"
            ),
            Self::Unreachable { blame: Blame::NoTls, .. } => {
                "nobody speaks TLS there: write \"http://…\" in autoquant.download of config.json, or another port"
                    .into()
            }
            Self::Unreachable { .. } => {
                format!("check the network and a proxy (HTTPS_PROXY, NO_PROXY); {again}")
            }
            Self::Region { .. } => "write the address of a mirror into autoquant.download of config.json \
                 (\"spot_url\": \"https://data-api.binance.vision\", or another \"futures_url\"), or take all \
                 from the archive with \"source\": \"archive\" there"
                .into(),
            Self::Banned { .. } => format!("wait as long, and do not ask before; {again}"),
            Self::Refused { status: 403, .. } => {
                format!("its firewall is in the way: wait some minutes, or check a proxy; {again}")
            }
            Self::Refused { .. } => {
                format!("check the addresses in autoquant.download of config.json; {again}")
            }
            Self::Answer { .. } => format!(
                "try again; where it stays so, check the addresses in autoquant.download of config.json and a \
                 proxy that stands between; {again}"
            ),
            Self::Symbol { .. } => {
                "mend the pair in exchange.pair_whitelist of config.json, or take it out".into()
            }
            Self::Timeframe { timeframe } => {
                let known = super::INTERVALS.join(" ");
                let others = format!("use one of those that it has: {known}");
                match Timeframe::parse(timeframe).ok().filter(|it| can_be_made(*it)) {
                    Some(_) => format!(
                        "make them of shorter ones with `autoquant prepare --resample {timeframe}`, or {others}"
                    ),
                    None => others,
                }
            }
            Self::Lost { .. } => "`autoquant prepare` fetches them again; nothing else may clean up there \
                 while it works"
                .into(),
            Self::NoCandles { .. } => "take the pair out of exchange.pair_whitelist in config.json, or \
                 choose another \"timerange\""
                .into(),
            Self::NotInArchive { .. } => {
                "write \"source\": \"auto\" into autoquant.download of config.json to ask the exchange for it"
                    .into()
            }
            Self::Data(error) => error.help(),
        }
    }

    /// Whether the other files would meet the same, so that it is better to stop.
    pub(super) fn stops_all(&self) -> bool {
        match self {
            Self::Refused { status, .. } => !matches!(status, 400 | 404),
            Self::Unreachable { .. }
            | Self::Region { .. }
            | Self::Banned { .. }
            | Self::Data(DataError::NotWritten { .. }) => true,
            Self::Answer { .. }
            | Self::NoCandles { .. }
            | Self::Lost { .. }
            | Self::Symbol { .. }
            | Self::Timeframe { .. }
            | Self::NotInArchive { .. }
            | Self::Data(_) => false,
        }
    }
}

/// Whether candles can be made of those of a minute.
fn can_be_made(timeframe: Timeframe) -> bool {
    timeframe.ms() > 60_000 && timeframe.floor(0).is_some()
}

/// `90 s`, `15 min`, `26 h`.
fn in_words(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..=120 => format!("{seconds} s"),
        seconds @ 121..=7_200 => format!("{} min", seconds.div_ceil(60)),
        seconds => format!("{} h", seconds.div_ceil(3_600)),
    }
}
