//! Why candles cannot be taken from elsewhere.

/// Candles that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// There is nothing at a path.
    #[error("there is no file or folder {path}")]
    NotThere {
        /// The path.
        path: String,
    },
    /// Candles are taken from where they are kept already.
    #[error("{path} is where the candles of this workspace lie")]
    InUse {
        /// The folder or file.
        path: String,
    },
    /// A folder holds no candles, and no folder below it does.
    #[error("there are no candles in {path}")]
    NoCandles {
        /// The folder.
        path: String,
    },
    /// Several folders below one hold candles.
    #[error("there are several folders with candles in {path}: {}", folders.join(", "))]
    Several {
        /// The folder.
        path: String,
        /// Those that hold candles.
        folders: Vec<String>,
    },
    /// A file of another kind.
    #[error("{path} is no file of candles")]
    Kind {
        /// The file.
        path: String,
    },
    /// A file of candles that are not read.
    #[error("{path} is not read: {reason}")]
    Skipped {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
    /// A file cannot be understood.
    #[error("{path} cannot be used: {problem}")]
    Unusable {
        /// The file.
        path: String,
        /// What is wrong with it.
        problem: String,
    },
    /// Nobody says which pair the candles are of.
    #[error("{path}: its name does not say which pair it is of")]
    NoPair {
        /// The file.
        path: String,
    },
    /// Nobody says which timeframe the candles have.
    #[error("{path}: neither its name nor its rows say which timeframe it has")]
    NoTimeframe {
        /// The file.
        path: String,
    },
    /// The rows have another timeframe.
    #[error("{path}: its rows are {rows} apart, and not {asked}")]
    Timeframe {
        /// The file.
        path: String,
        /// The distance of its rows.
        rows: String,
        /// The timeframe that was asked for, or that the name says.
        asked: String,
    },
    /// A column of a table is missing.
    #[error("{path}:{line}: there is no column {column}")]
    Column {
        /// The file.
        path: String,
        /// The line of the names, from 1.
        line: usize,
        /// What the column holds.
        column: &'static str,
        /// The columns that there are.
        found: Vec<String>,
    },
    /// A cell of a table holds something else.
    #[error("{path}:{line}: {column} is {}, and {expected} is expected", shown(text))]
    Cell {
        /// The file.
        path: String,
        /// The line, from 1.
        line: usize,
        /// The column's name.
        column: String,
        /// What is in it.
        text: String,
        /// What should be.
        expected: String,
    },
    /// A row of a table cannot be.
    #[error("{path}:{line}: {problem}")]
    Row {
        /// The file.
        path: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        problem: String,
    },
    /// Candles have no grid that others could be put together on.
    #[error("nothing says on which day or at which hour {timeframe} candles begin")]
    NoGrid {
        /// The timeframe.
        timeframe: String,
    },
    /// A pair has no candles at all.
    #[error("there are no candles of {pair} to make others of")]
    NothingStored {
        /// The pair.
        pair: String,
    },
    /// There are no shorter candles.
    #[error("there are no shorter candles that {wanted} could be made of")]
    NoSource {
        /// The candles that were asked for.
        wanted: String,
        /// The timeframes that there are.
        stored: Vec<String>,
    },
}

/// What is in a cell.
fn shown(text: &str) -> String {
    if text.is_empty() { "empty".to_owned() } else { format!("`{text}`") }
}

impl ImportError {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::NotThere { .. } => "check the path; it is seen from the current folder".into(),
            Self::InUse { .. } => {
                "they are in use as they are: `autoquant prepare --check` looks at them".into()
            }
            Self::NoCandles { .. } => {
                "name a folder like FreqTrade's user_data/data/binance, with files such as \
                 BTC_USDT-1h.feather, or one file"
                    .into()
            }
            Self::Several { .. } => "name one of them".into(),
            Self::Kind { .. } => {
                "files of candles end with .feather, .parquet, .json, .json.gz, .csv or .csv.gz".into()
            }
            Self::Skipped { .. } => "name another file or folder".into(),
            Self::Unusable { .. } | Self::Cell { .. } | Self::Row { .. } => {
                "mend the file, or make it anew; nothing of it was taken".into()
            }
            Self::NoPair { .. } => {
                "name it with `--pair BTC/USDT`, or call the file BTC_USDT-1h.csv".into()
            }
            Self::NoTimeframe { .. } => {
                "name it with `--timeframe 1h`, or call the file BTC_USDT-1h.csv".into()
            }
            Self::Timeframe { .. } => {
                "name the timeframe that the rows have with `--timeframe`; longer candles are made of \
                 them afterwards with `autoquant prepare --resample`"
                    .into()
            }
            Self::Column { found, .. } => format!(
                "give it that name in the first line, where there are: {}",
                names(found)
            ),
            Self::NoGrid { .. } => {
                "choose a timeframe that divides a day, or 1d, 1w, 1M".into()
            }
            Self::NothingStored { .. } => {
                "fetch some with `autoquant prepare`, or take some with `autoquant prepare --from`".into()
            }
            Self::NoSource { stored, .. } => {
                format!("there are: {}", stored.join(", "))
            }
        }
    }

    /// Whether another command line would mend it, and not another file.
    pub fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::NotThere { .. }
                | Self::InUse { .. }
                | Self::NoCandles { .. }
                | Self::Several { .. }
                | Self::Kind { .. }
                | Self::Skipped { .. }
                | Self::NoPair { .. }
                | Self::NoTimeframe { .. }
                | Self::NoGrid { .. }
        )
    }
}

/// The first names of a table's columns, fit for a terminal.
fn names(found: &[String]) -> String {
    const MOST: usize = 20;
    let name = |name: &String| name.chars().take(40).flat_map(char::escape_debug).collect();
    let shown: Vec<String> = found.iter().take(MOST).map(name).collect();
    let more = if found.len() > MOST { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}
