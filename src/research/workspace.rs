//! A workspace: the folder with `config.json`, and where everything lies below it.

use std::fs;
use std::path::{Path, PathBuf};

use jsonc_parser::ParseOptions;
use serde_json::Value;

use super::event::Event;
use super::gates::{self, Gates};
use super::sources::Sources;
use super::strategy::Strategy;
use crate::data::store::Store;
use crate::diag::suggest::did_you_mean;
use crate::model::config::{Config, ConfigError};
use crate::model::timeframe::Timeframe;

/// The folder of strategies, below the workspace.
pub(super) const STRATEGIES: &str = "user_data/strategies";

/// The folder of candles, below the workspace.
const DATA: &str = "user_data/data";

/// A folder with a config that can be used.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// The folder.
    pub root: PathBuf,
    /// The evaluation contract.
    pub config: Config,
    /// What a round is measured by.
    pub gates: Gates,
    /// The timeframes that candles are fetched in; empty where the config does not say.
    pub timeframes: Vec<Timeframe>,
    /// Where they are fetched from.
    pub sources: Sources,
    /// The config as it was read, with the keys that nobody here knows.
    pub json: Value,
    datadir: Option<String>,
}

/// A workspace that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkspaceError {
    /// There is no config from here upwards.
    #[error("no config.json in {folder} or above it")]
    NotFound {
        /// Where the search began.
        folder: String,
    },
    /// The config cannot be read.
    #[error("{path} cannot be read: {problem}")]
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        problem: String,
    },
    /// The config is no JSON.
    #[error("{path}:{line}:{column}: this is no JSON: {problem}")]
    Syntax {
        /// The file.
        path: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong.
        problem: String,
    },
    /// The config holds something that cannot be used.
    #[error("{path}: {error}")]
    Config {
        /// The file.
        path: String,
        /// The key, the problem, and the mend.
        error: ConfigError,
    },
    /// A strategy that was asked for is not there.
    #[error("there is no strategy `{name}` in {STRATEGIES}")]
    UnknownStrategy {
        /// The name.
        name: String,
        /// Names that are near.
        near: Option<String>,
    },
    /// A path that was asked for is not there.
    #[error("there is no file or folder {path}")]
    UnknownPath {
        /// The path.
        path: String,
    },
    /// There is no strategy.
    #[error("no strategies found in {STRATEGIES}")]
    NoStrategies,
    /// A folder that was named holds no strategy.
    #[error("there is no strategy in {folder}")]
    EmptyFolder {
        /// The folder.
        folder: String,
    },
    /// There are more strategies than a round may have.
    #[error("{} active strategies, and at most {most} are allowed: {}", files.len(), files.join(", "))]
    TooMany {
        /// Their files.
        files: Vec<String>,
        /// How many there may be.
        most: usize,
    },
    /// The name of a strategy is no identifier.
    #[error("`{file}` is no name of a strategy")]
    Name {
        /// The file.
        file: String,
    },
}

impl WorkspaceError {
    /// The mend.
    pub fn help(&self) -> String {
        match self {
            Self::NotFound { .. } => {
                "go to a workspace, name one with `-C DIR`, or make one with `autoquant init DIR`"
                    .into()
            }
            Self::Unreadable { .. } => "check the file and its permissions".into(),
            Self::Syntax { .. } => {
                "mend the file at that place; comments and trailing commas are fine".into()
            }
            Self::Config { error, .. } => error.help.clone(),
            Self::UnknownStrategy { near, .. } => {
                near.clone().unwrap_or_else(|| "a command without a name takes all".into())
            }
            Self::UnknownPath { .. } => {
                "name a strategy, a `.rhai` file or a folder with such files".into()
            }
            Self::NoStrategies => {
                "put a `.rhai` file there, or see `autoquant demo DIR` for three examples".into()
            }
            Self::EmptyFolder { .. } => "strategies are files that end with `.rhai`".into(),
            Self::TooMany { .. } => {
                "remove strategies, hide them with a leading `_`, name those to run, or raise \
                 autoquant.max_active_strategies in config.json"
                    .into()
            }
            Self::Name { file } if is_event(file) => {
                "an event of the log has this name: choose another one".into()
            }
            Self::Name { .. } => {
                "use letters, digits and `_`, a letter first, such as `RsiDip.rhai`".into()
            }
        }
    }

    /// Whether nothing was done because of how the command was called (and not of what is broken).
    pub fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::UnknownStrategy { .. }
                | Self::UnknownPath { .. }
                | Self::NoStrategies
                | Self::EmptyFolder { .. }
                | Self::TooMany { .. }
                | Self::Name { .. }
        )
    }
}

impl Workspace {
    /// The workspace that a folder lies in.
    pub fn find(folder: &Path) -> std::result::Result<Self, WorkspaceError> {
        let root = folder.ancestors().find(|folder| folder.join("config.json").is_file());
        match root {
            Some(root) => Self::open(root),
            None => Err(WorkspaceError::NotFound { folder: folder.display().to_string() }),
        }
    }

    /// The workspace at a folder.
    pub fn open(root: &Path) -> std::result::Result<Self, WorkspaceError> {
        let path = "config.json".to_owned();
        let text = fs::read_to_string(root.join(&path)).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                WorkspaceError::NotFound { folder: root.display().to_string() }
            }
            _ => WorkspaceError::Unreadable { path: path.clone(), problem: error.to_string() },
        })?;
        Self::with_config(root, &text)
    }

    /// A workspace with the text of a `config.json`; no file is read.
    pub fn with_config(root: &Path, text: &str) -> std::result::Result<Self, WorkspaceError> {
        let path = "config.json".to_owned();
        let options = ParseOptions::default();
        let json: Value = jsonc_parser::parse_to_serde_value(text, &options).map_err(|error| {
            WorkspaceError::Syntax {
                path: path.clone(),
                line: error.line_display(),
                column: error.column_display(),
                problem: error.kind().to_string(),
            }
        })?;
        let wrong = |error| WorkspaceError::Config { path: path.clone(), error };
        let config = Config::from_json(&json).map_err(wrong)?;
        let gates = Gates::from_json(&json, config.trading_mode).map_err(wrong)?;
        let timeframes = gates::timeframes(&json).map_err(wrong)?;
        let sources = Sources::from_json(&json, &config.exchange).map_err(wrong)?;
        let datadir = json.get("datadir").and_then(Value::as_str).map(str::to_owned);
        Ok(Self { root: root.to_owned(), config, gates, timeframes, sources, json, datadir })
    }

    /// The candles: in `datadir`, else in `user_data/data/<exchange>`, else in `user_data/data`.
    pub fn store(&self) -> Store {
        let of_exchange = format!("{DATA}/{}", self.config.exchange);
        let shown = match &self.datadir {
            Some(datadir) => datadir.clone(),
            None if !self.config.exchange.is_empty() && self.root.join(&of_exchange).is_dir() => {
                of_exchange
            }
            None => DATA.to_owned(),
        };
        Store::new(self.root.join(&shown), shown)
    }

    /// Where candles are fetched to: as above, but a folder of the exchange's own where there is none at all.
    pub fn store_to_write(&self) -> Store {
        let store = self.store();
        let exchange = &self.config.exchange;
        let has_files = || store.files().is_ok_and(|files| !files.is_empty());
        if self.datadir.is_some() || exchange.is_empty() || has_files() {
            return store;
        }
        let shown = format!("{DATA}/{exchange}");
        Store::new(self.root.join(&shown), shown)
    }

    /// The fee of an order, where the config or the first pair's market says it.
    pub fn fee(&self) -> Option<f64> {
        self.config.fee.or_else(|| {
            let markets = self.store().markets().ok().flatten()?;
            markets.fee(&self.config.pair_whitelist)
        })
    }

    /// The active strategies, by name, however many there are; none is fine.
    pub fn active_or_none(&self) -> std::result::Result<Vec<Strategy>, WorkspaceError> {
        let mut strategies = self.all_strategies()?;
        strategies.retain(|strategy| !strategy.name.starts_with('_'));
        Ok(strategies)
    }

    /// The active strategies, by name, however many there are.
    pub fn active(&self) -> std::result::Result<Vec<Strategy>, WorkspaceError> {
        let active = self.active_or_none()?;
        if active.is_empty() { Err(WorkspaceError::NoStrategies) } else { Ok(active) }
    }

    /// The active strategies, by name, as many as a round may have.
    pub fn strategies(&self) -> std::result::Result<Vec<Strategy>, WorkspaceError> {
        let active = self.active()?;
        let most = self.gates.max_active_strategies;
        if active.len() > most {
            let files = active.into_iter().map(|strategy| strategy.file_name()).collect();
            return Err(WorkspaceError::TooMany { files, most });
        }
        Ok(active)
    }

    /// The strategies of the given names or paths, by name, each once.
    pub fn named(&self, names: &[String]) -> std::result::Result<Vec<Strategy>, WorkspaceError> {
        let known = self.all_strategies()?;
        let mut strategies = Vec::with_capacity(names.len());
        for name in names {
            let by_name = known.iter().find(|strategy| strategy.name == *name).cloned();
            strategies.push(match by_name {
                Some(strategy) => strategy,
                None => self.at_path(name, &known)?,
            });
        }
        strategies.sort_unstable();
        strategies.dedup();
        Ok(strategies)
    }

    fn at_path(
        &self,
        name: &str,
        known: &[Strategy],
    ) -> std::result::Result<Strategy, WorkspaceError> {
        let path = Path::new(name);
        let found = [path.to_owned(), self.root.join(path)]
            .into_iter()
            .find(|path| path.is_file() && path.extension().is_some_and(|end| end == "rhai"));
        let Some(path) = found else {
            let is_path =
                path.components().count() > 1 || path.extension().is_some_and(|end| end == "rhai");
            if is_path {
                return Err(WorkspaceError::UnknownPath { path: name.to_owned() });
            }
            let names: Vec<&str> = known.iter().map(|strategy| strategy.name.as_str()).collect();
            let all = (!names.is_empty()).then(|| format!("there are: {}", names.join(", ")));
            return Err(WorkspaceError::UnknownStrategy {
                name: name.to_owned(),
                near: did_you_mean(name, names.iter().copied()).or(all),
            });
        };
        strategy(&path, name.to_owned())
    }

    /// The strategies of the given names, paths and folders, each once. Files in a folder whose names begin
    /// with `_` are left out.
    pub fn named_or_below(
        &self,
        names: &[String],
    ) -> std::result::Result<Vec<Strategy>, WorkspaceError> {
        let mut strategies = Vec::new();
        for name in names {
            let folder = [PathBuf::from(name), self.root.join(name)];
            match folder.iter().find(|path| path.is_dir()) {
                Some(folder) => {
                    let shown = name.trim_end_matches('/');
                    let mut below = in_folder(folder, shown)?;
                    below.retain(|strategy| !strategy.name.starts_with('_'));
                    if below.is_empty() {
                        return Err(WorkspaceError::EmptyFolder { folder: shown.to_owned() });
                    }
                    strategies.extend(below);
                }
                None => strategies.extend(self.named(std::slice::from_ref(name))?),
            }
        }
        strategies.sort_unstable();
        strategies.dedup_by(|one, other| one.path == other.path);
        Ok(strategies)
    }

    fn all_strategies(&self) -> std::result::Result<Vec<Strategy>, WorkspaceError> {
        in_folder(&self.root.join(STRATEGIES), STRATEGIES)
    }
}

/// The strategies of a folder, by name; none where there is no folder.
fn in_folder(folder: &Path, shown: &str) -> std::result::Result<Vec<Strategy>, WorkspaceError> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut strategies = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.extension().is_some_and(|end| end == "rhai") {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            strategies.push(strategy(&path, format!("{shown}/{file}"))?);
        }
    }
    strategies.sort_unstable();
    Ok(strategies)
}

fn strategy(path: &Path, shown: String) -> std::result::Result<Strategy, WorkspaceError> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    if is_name(&name) {
        Ok(Strategy { name, path: path.to_owned(), shown })
    } else {
        Err(WorkspaceError::Name { file: shown })
    }
}

/// Whether a file has the name of an event.
fn is_event(file: &str) -> bool {
    Path::new(file).file_stem().and_then(|stem| Event::parse(stem.to_str()?)).is_some()
}

/// Whether a word may be the name of a strategy: an identifier, and no event.
pub(super) fn is_name(name: &str) -> bool {
    let rest = name.strip_prefix('_').unwrap_or(name);
    rest.starts_with(|c: char| c.is_ascii_alphabetic())
        && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && Event::parse(name).is_none()
}
