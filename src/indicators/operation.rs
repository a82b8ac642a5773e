//! What a registry entry says about an operation: names, ranges, outputs, warm-up, kernel, words.

/// Computes whole columns from whole columns.
///
/// The arguments are the input columns (all of one length), the bound parameters in the order of
/// [`Operation::parameters`], and one output column per name in [`Operation::outputs`], each as
/// long as the inputs. A kernel writes every element of every output (their old content is
/// arbitrary), never reads an input beyond the row it writes, and never panics, whatever the
/// inputs hold and however short they are.
pub type Kernel = fn(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]);

/// One function on columns: an entry of the registries in [`super::ta`] and [`super::pandas`].
#[derive(Debug)]
pub struct Operation {
    /// The name in scripts and, with its family, in node keys: `RSI`, `rolling.mean`.
    pub name: &'static str,
    /// Grows when values change, so that node keys change with them.
    pub version: u32,
    /// The heading it is listed under: TA-Lib's group, or the family of pandas' method.
    pub group: &'static str,
    /// The input columns, in order.
    pub inputs: &'static [Input],
    /// The numeric parameters, in order.
    pub parameters: &'static [Parameter],
    /// The names of the outputs; one output is called `real`.
    pub outputs: &'static [&'static str],
    /// How many candles before its own the first value needs, for bound parameters.
    pub lookback: fn(parameters: &[f64]) -> usize,
    /// The computation.
    pub kernel: Kernel,
    /// What it measures, in one sentence.
    pub summary: &'static str,
    /// A line of script that uses it.
    pub example: &'static str,
}

/// One input column of an [`Operation`].
#[derive(Debug)]
pub struct Input {
    /// The input's name: `real`, `high`, `close`.
    pub name: &'static str,
    /// The base column that a data frame stands for here.
    pub column: &'static str,
}

/// One numeric parameter of an [`Operation`].
#[derive(Debug)]
pub struct Parameter {
    /// TA-Lib's or pandas' name.
    pub name: &'static str,
    /// Whether only whole numbers are meant.
    pub integer: bool,
    /// The smallest value that is allowed.
    pub low: f64,
    /// The largest value that is allowed.
    pub high: f64,
    /// The value when the script gives none; `None` when it must give one.
    pub default: Option<f64>,
}

impl Parameter {
    /// Whether a value lies in the range, and is whole where it must be.
    pub fn admits(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value) && (!self.integer || value.fract() == 0.0)
    }

    /// The range in words: `timeperiod is a whole number from 2 to 100000`.
    pub fn range_text(&self) -> String {
        let kind = if self.integer { "a whole number" } else { "a number" };
        match (self.low > -1e30, self.high < 1e30) {
            (true, true) => format!("`{}` is {kind} from {} to {}", self.name, self.low, self.high),
            (true, false) => format!("`{}` is {kind}, {} or above", self.name, self.low),
            (false, true) => format!("`{}` is {kind} up to {}", self.name, self.high),
            (false, false) => format!("`{}` is {kind}", self.name),
        }
    }

    /// Why a value is none: `RSI has no timeperiod 0`.
    pub fn refusal(&self, operation: &Operation, value: f64) -> String {
        format!("`{}` of {} cannot be {value}", self.name, operation.name)
    }
}
