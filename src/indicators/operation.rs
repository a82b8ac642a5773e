//! What a registry entry says about an operation: names, ranges, outputs, warm-up, kernel, words.

use crate::model::number::shortest;

/// Computes whole columns from whole columns.
///
/// The arguments are the input columns (all of one length), the bound parameters in the order of
/// [`Operation::parameters`], and one output column per name in [`Operation::outputs`], each as
/// long as the inputs. A kernel writes every element of every output (their old content is
/// arbitrary), never reads an input beyond the row it writes, and never panics, whatever the
/// inputs hold and however short they are.
pub type Kernel = fn(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]);

/// One function on columns: an entry of the registries in [`super::ta`], [`super::yata`] and
/// [`super::pandas`].
#[derive(Debug)]
pub struct Operation {
    /// The name in scripts and, with its group, in node keys: `RSI`, `rolling.mean`.
    pub name: &'static str,
    /// Grows when values change, so that node keys change with them.
    pub version: u32,
    /// The heading it is listed under: TA-Lib's group, the family of pandas' method, or whether it is one of
    /// yata's indicators or of its methods.
    pub group: &'static str,
    /// The input columns, in order.
    pub inputs: &'static [Input],
    /// The parameters, in order.
    pub parameters: &'static [Parameter],
    /// The outputs, in order; one that is alone is called `real` or `integer`.
    pub outputs: &'static [Output],
    /// How many candles before its own the first value needs, for bound parameters.
    pub lookback: fn(parameters: &[f64]) -> usize,
    /// How long the first values are felt.
    pub memory: Memory,
    /// About how many nanoseconds a candle takes, for bound parameters.
    pub cost: fn(parameters: &[f64]) -> f64,
    /// The computation.
    pub kernel: Kernel,
    /// What it measures, in one sentence.
    pub summary: &'static str,
    /// How it is computed, `price[1]` being the price one candle ago.
    pub formula: &'static str,
    /// Who published the formula, or where it is from.
    pub source: &'static str,
    /// A line of script that uses it.
    pub example: &'static str,
}

impl Operation {
    /// Whether a data frame has all its input columns; otherwise a script must have written one.
    pub fn reads_frame(&self) -> bool {
        let own = ["open", "high", "low", "close", "volume"];
        self.inputs.iter().all(|input| own.contains(&input.column))
    }

    /// What it is given, as a script names it: `df`, or its columns where a data frame has not all of
    /// them, and its parameters.
    pub fn arguments(&self) -> Vec<&'static str> {
        let columns = self.inputs.iter().map(|input| input.name);
        let columns = if self.reads_frame() { vec!["df"] } else { columns.collect() };
        columns.into_iter().chain(self.parameters.iter().map(|parameter| parameter.name)).collect()
    }

    /// The names of the outputs, in order.
    pub fn output_names(&self) -> impl ExactSizeIterator<Item = &'static str> + Clone {
        self.outputs.iter().map(|output| output.name)
    }
}

/// One input column of an [`Operation`].
#[derive(Debug)]
pub struct Input {
    /// The input's name: `real`, `high`, `close`.
    pub name: &'static str,
    /// The column that a data frame stands for here.
    pub column: &'static str,
}

/// One output column of an [`Operation`].
#[derive(Debug)]
pub struct Output {
    /// The output's name: `upperband`, `integer`.
    pub name: &'static str,
    /// Whether it holds whole numbers, which are 0 where there is no value: TA-Lib's integers have
    /// nothing that stands for a missing one.
    pub integer: bool,
}

impl Output {
    /// An output that is NaN where it has no value.
    pub const fn real(name: &'static str) -> Self {
        Self { name, integer: false }
    }

    /// An output of whole numbers that is 0 where it has no value.
    pub const fn integer(name: &'static str) -> Self {
        Self { name, integer: true }
    }

    /// What stands where it has no value.
    pub fn missing(&self) -> f64 {
        if self.integer { 0.0 } else { f64::NAN }
    }
}

/// One parameter of an [`Operation`]. What a script gives is a number or a word; a kernel gets a number.
#[derive(Debug)]
pub struct Parameter {
    /// TA-Lib's, pandas' or yata's name.
    pub name: &'static str,
    /// What values are meant.
    pub kind: Kind,
    /// The smallest value that is allowed.
    pub low: f64,
    /// The largest value that is allowed.
    pub high: f64,
    /// The value when the script gives none; `None` when it must give one.
    pub default: Option<f64>,
}

/// What values a [`Parameter`] takes.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Whole numbers.
    Whole,
    /// Numbers.
    Real,
    /// Whole numbers from 0 that have names: each name's place in the list. A name may stand for its
    /// number, in any case.
    Named(&'static [&'static str]),
    /// Words, each of which stands for a whole number.
    Word(&'static Words),
}

/// How words and the numbers that they stand for are told apart.
#[derive(Debug)]
pub struct Words {
    /// The number of a word; `None` of one that has no meaning here.
    pub parse: fn(word: &str) -> Option<f64>,
    /// The word of a number that [`Self::parse`] gave.
    pub show: fn(value: f64) -> String,
    /// The words that there are: `an average such as "ema-12"`.
    pub expected: &'static str,
}

impl Parameter {
    /// Whether a value lies in the range, and is whole where it must be.
    pub fn admits(&self, value: f64) -> bool {
        let whole = !matches!(self.kind, Kind::Real);
        (self.low..=self.high).contains(&value) && (!whole || value.fract() == 0.0)
    }

    /// The range in words: `timeperiod is a whole number from 2 to 100000`. One from the smallest normal
    /// number on is above 0.
    pub fn range_text(&self) -> String {
        let kind = match self.kind {
            Kind::Whole => "a whole number",
            Kind::Real => "a number",
            Kind::Named(names) => {
                let numbered = names.iter().enumerate().map(|(at, name)| format!("{at} {name}"));
                let numbered = numbered.collect::<Vec<_>>().join(", ");
                let (low, high) = (self.low, self.high);
                return format!(
                    "`{}` is a whole number from {low} to {high}: {numbered}",
                    self.name
                );
            }
            Kind::Word(words) => return format!("`{}` is {}", self.name, words.expected),
        };
        match (self.low > -1e30, self.high < 1e30) {
            (true, true) if self.low == f64::MIN_POSITIVE => {
                format!("`{}` is {kind} above 0, up to {}", self.name, self.high)
            }
            (true, false) if self.low == f64::MIN_POSITIVE => {
                format!("`{}` is {kind} above 0", self.name)
            }
            (true, true) => format!("`{}` is {kind} from {} to {}", self.name, self.low, self.high),
            (true, false) => format!("`{}` is {kind}, {} or above", self.name, self.low),
            (false, true) => format!("`{}` is {kind} up to {}", self.name, self.high),
            (false, false) => format!("`{}` is {kind}", self.name),
        }
    }

    /// The number that a name stands for, where it has one.
    pub fn named(&self, name: &str) -> Option<f64> {
        let Kind::Named(names) = self.kind else { return None };
        let at = names.iter().position(|known| known.eq_ignore_ascii_case(name))?;
        Some(at as f64).filter(|value| self.admits(*value))
    }

    /// A value as a script writes it: `14`, `"ema-12"`.
    pub fn written(&self, value: f64) -> String {
        match self.kind {
            Kind::Word(words) => match (words.show)(value) {
                flag if flag == "true" || flag == "false" => flag,
                word => format!("\"{word}\""),
            },
            _ => shortest(value),
        }
    }

    /// That it cannot have a value: `` `timeperiod` of RSI cannot be 0 ``.
    pub fn refusal(&self, operation: &Operation, value: f64) -> String {
        format!("`{}` of {} cannot be {}", self.name, operation.name, shortest(value))
    }
}

/// How long the first values of a column are felt in what is computed from it.
#[derive(Clone, Copy, Debug)]
pub enum Memory {
    /// Not beyond the lookback: a row depends on its window alone.
    Window,
    /// It fades. So many candles, for bound parameters, until the first value weighs less than 1 %.
    Fading(fn(parameters: &[f64]) -> f64),
    /// For ever, or until the candles happen to end it: a sum of all rows, a stop that trails.
    Endless,
}
