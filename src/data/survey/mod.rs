//! What stored candles look like: how far they reach, what is missing, what cannot be or is odd. Nothing is
//! mended here and nothing refused: a survey is for the eyes.

mod agreement;
mod coverage;
mod gaps;
mod quiet;
mod rows;
mod spikes;

use std::sync::Arc;

use serde::Serialize;

pub use self::agreement::disagreement;
pub use self::coverage::{missing, short_of};
pub use self::gaps::Gap;

use super::manifest::Content;
use super::store::{CandleFile, Store};
use crate::diag::Severity;
use crate::model::candle_key::CandleKey;
use crate::model::candle_type::CandleType;
use crate::model::candles::Candles;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;
use crate::model::timerange::format_minute;
use crate::workers::{largest_first, on_workers};

/// How many places of a kind a finding names.
const PLACES: usize = 5;

/// A file of candles, and what is in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Survey {
    /// The pair.
    pub pair: Pair,
    /// The timeframe.
    pub timeframe: Timeframe,
    /// What its rows are.
    pub candle_type: CandleType,
    /// The file, below the folder of candles.
    pub file: String,
    /// Its size, bytes.
    pub bytes: u64,
    /// How many candles there are.
    pub rows: usize,
    /// Open time of the first one, epoch milliseconds.
    pub first: Option<i64>,
    /// Open time of the last one, epoch milliseconds.
    pub last: Option<i64>,
    /// 128 bits, in hexadecimal, of a hash of dates and values; `None` where the file cannot be read.
    pub hash: Option<String>,
    /// Candles that are missing between the first one and the last one.
    pub gaps: Vec<Gap>,
    /// What else there is to say.
    pub findings: Vec<Finding>,
}

/// Something about candles that is worth knowing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How bad it is: an error where `run` refuses the candles, a warning where it mends them or they may
    /// mislead, a note where markets are like that.
    pub severity: Severity,
    /// What it is about, in a word.
    pub kind: Kind,
    /// What was found, in words.
    pub message: String,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The file cannot be read.
    Unreadable,
    /// There is no candle.
    Empty,
    /// A row that no market can have had.
    Impossible,
    /// A row that is earlier than the one before.
    Order,
    /// Two rows of one date.
    Duplicate,
    /// A row that is not on the grid of its timeframe.
    Grid,
    /// An open or close beyond the high or the low.
    Range,
    /// Candles that are missing between others.
    Gap,
    /// Candles without volume in a row.
    ZeroVolume,
    /// A high or low far from all that is around it.
    Spike,
    /// Candles of two timeframes tell different things.
    Disagreement,
    /// Candles do not reach as far as a timerange.
    Coverage,
    /// It is another file than the one that was accepted.
    Changed,
}

impl Survey {
    /// Which candles they are.
    pub fn key(&self) -> CandleKey {
        let (timeframe, candle_type) = (self.timeframe, self.candle_type);
        CandleKey { pair: self.pair.clone(), timeframe, candle_type }
    }

    /// The candles that are missing.
    pub fn missing(&self) -> i64 {
        self.gaps.iter().map(|gap| gap.candles).sum()
    }

    /// How bad the worst finding is.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).min()
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Unreadable => "unreadable",
            Self::Empty => "empty",
            Self::Impossible => "impossible",
            Self::Order => "order",
            Self::Duplicate => "duplicate",
            Self::Grid => "grid",
            Self::Range => "range",
            Self::Gap => "gap",
            Self::ZeroVolume => "zero-volume",
            Self::Spike => "spike",
            Self::Disagreement => "disagreement",
            Self::Coverage => "coverage",
            Self::Changed => "changed",
        })
    }
}

/// Looks at some files of a store, in their order, and holds the timeframes of each pair against each other.
pub fn survey(store: &Store, files: &[CandleFile]) -> Vec<Survey> {
    on_workers(|| {
        let size = |file: &&CandleFile| usize::try_from(file.bytes).unwrap_or(usize::MAX);
        let looked =
            largest_first(files.iter().collect(), size, |file: &CandleFile| look(store, file));
        let (mut surveys, candles): (Vec<Survey>, Vec<Option<Arc<Candles>>>) =
            looked.into_iter().unzip();
        for long in 0..surveys.len() {
            // The next shorter one says it: that one is held against a shorter one itself.
            let shorter = |other: &usize| {
                let (long, other) = (&surveys[long], &surveys[*other]);
                let is_alike = other.pair == long.pair && other.candle_type == long.candle_type;
                is_alike && other.timeframe.ms() < long.timeframe.ms()
            };
            let short = (0..surveys.len()).filter(shorter);
            let Some(short) = short.max_by_key(|short| surveys[*short].timeframe.ms()) else {
                continue;
            };
            let (Some(of_short), Some(of_long)) = (&candles[short], &candles[long]) else {
                continue;
            };
            let found = disagreement(
                (of_short, surveys[short].timeframe),
                (of_long, surveys[long].timeframe),
            );
            surveys[long].findings.extend(found);
        }
        surveys
    })
}

/// What is in a file, and its candles where they can be used.
fn look(store: &Store, file: &CandleFile) -> (Survey, Option<Arc<Candles>>) {
    let mut survey = Survey {
        pair: file.pair.clone(),
        timeframe: file.timeframe,
        candle_type: file.candle_type,
        file: file.name.clone(),
        bytes: file.bytes,
        rows: 0,
        first: None,
        last: None,
        hash: None,
        gaps: Vec::new(),
        findings: Vec::new(),
    };
    let mut add = |severity, kind, message: &str| {
        survey.findings.push(Finding { severity, kind, message: message.to_owned() });
    };
    let candles = match store.read(file) {
        Ok(candles) => candles,
        Err(problem) => {
            add(Severity::Error, Kind::Unreadable, &problem);
            return (survey, None);
        }
    };
    if candles.is_empty() {
        add(Severity::Warning, Kind::Empty, "there is no candle");
    }
    survey.rows = candles.len();
    (survey.first, survey.last) = (candles.date.iter().min(), candles.date.iter().max());
    survey.hash = Some(Content::of(&candles).hash);
    if !file.candle_type.has_grid() {
        survey.findings.extend(rows::findings_of_rates(&candles));
        return (survey, None);
    }
    survey.findings.extend(rows::findings(&candles, file.timeframe));
    if survey.worst() == Some(Severity::Error) {
        return (survey, None);
    }
    if candles.date.is_ascending() {
        survey.gaps = gaps::gaps(&candles.date, file.timeframe);
        survey.findings.extend(gaps::finding(&survey.gaps, file.timeframe));
    }
    survey.findings.extend(spikes::spikes(&candles));
    if file.candle_type != CandleType::Mark {
        survey.findings.extend(quiet::zero_volume(&candles));
    }
    (survey, Some(Arc::new(candles)))
}

/// Some dates in words: the first of them, and how many more there are.
fn places(dates: impl IntoIterator<Item = i64>) -> String {
    let mut dates = dates.into_iter();
    let shown: Vec<String> = dates.by_ref().take(PLACES).map(format_minute).collect();
    match dates.count() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// `1 candle`, `2 candles`.
pub(super) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
