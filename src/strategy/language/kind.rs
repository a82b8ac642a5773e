//! What a word is, and what it belongs to.

use serde::Serialize;

/// The family of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A field of the `//!` header.
    Header,
    /// A function that every script defines.
    Populate,
    /// A column that is there without being written.
    Column,
    /// A column that the simulation reads.
    Signal,
    /// Something that a data frame does.
    Frame,
    /// A sign between or before values.
    Operator,
    /// A method of a column.
    Method,
    /// A method of a column that opens a window.
    Window,
    /// What a `rolling` window answers.
    Rolling,
    /// What an `ewm` window answers.
    Ewm,
    /// What an `expanding` window answers.
    Expanding,
    /// A function on columns.
    Function,
    /// What declares or reads a parameter.
    Parameter,
    /// What only callbacks use.
    Callback,
}

impl Kind {
    /// All kinds, in the order in which they are read.
    pub const ALL: [Self; 14] = [
        Self::Header,
        Self::Populate,
        Self::Column,
        Self::Signal,
        Self::Frame,
        Self::Operator,
        Self::Method,
        Self::Window,
        Self::Rolling,
        Self::Ewm,
        Self::Expanding,
        Self::Function,
        Self::Parameter,
        Self::Callback,
    ];

    /// The heading that its words are listed under.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Header => "Header",
            Self::Populate => "Functions of every strategy",
            Self::Column => "Columns that are there",
            Self::Signal => "Signals and tags",
            Self::Frame => "Data frames",
            Self::Operator => "Operators",
            Self::Method => "Methods of a column",
            Self::Window => "Windows",
            Self::Rolling => "What rolling(n) answers",
            Self::Ewm => "What ewm(#{ … }) answers",
            Self::Expanding => "What expanding() answers",
            Self::Function => "Functions on columns",
            Self::Parameter => "Parameters",
            Self::Callback => "In callbacks",
        }
    }

    /// What stands before the dot, and its type.
    pub fn receiver(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Frame => Some(("df", "DataFrame")),
            Self::Method | Self::Window => Some(("column", "Series")),
            Self::Rolling | Self::Ewm | Self::Expanding => Some(("window", "Window")),
            _ => None,
        }
    }

    /// The window that its words belong to, as pandas' registry calls it.
    pub fn family(self) -> &'static str {
        match self {
            Self::Rolling => "rolling",
            Self::Ewm => "ewm",
            Self::Expanding => "expanding",
            _ => "",
        }
    }

    /// Whether its words are names in code that a script calls or reads.
    pub fn is_code(self) -> bool {
        !matches!(
            self,
            Self::Header | Self::Populate | Self::Column | Self::Signal | Self::Operator
        )
    }
}
