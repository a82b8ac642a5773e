//! Averages: which one an indicator smooths with, written as yata writes it, `"ema-12"`.

use std::fmt;
use std::str::FromStr;

use yata::core::{Error, Method, MovingAverage, MovingAverageConstructor, PeriodType};
use yata::helpers::{MA, MAInstance};

use super::MOST_ROWS;
use crate::indicators::{Kind, Parameter, Words, memory};

/// What yata calls a kind of average, what makes one, and the lengths that it can have.
type Row = (&'static str, fn(PeriodType) -> MA, PeriodType, PeriodType);

/// yata's averages; the number of a kind is its place here.
const KINDS: [Row; 15] = [
    ("sma", MA::SMA, 1, MOST_ROWS),
    ("wma", MA::WMA, 1, MOST_ROWS),
    ("hma", MA::HMA, 2, MOST_ROWS),
    ("rma", MA::RMA, 1, MOST_ROWS),
    ("ema", MA::EMA, 1, MOST_ROWS),
    ("dma", MA::DMA, 1, MOST_ROWS),
    ("tma", MA::TMA, 1, MOST_ROWS),
    ("dema", MA::DEMA, 1, MOST_ROWS),
    ("tema", MA::TEMA, 1, MOST_ROWS),
    ("wsma", MA::WSMA, 1, MOST_ROWS),
    ("smm", MA::SMM, 1, MOST_ROWS),
    ("swma", MA::SWMA, 1, MOST_ROWS),
    ("trima", MA::TRIMA, 1, MOST_ROWS),
    ("linreg", MA::LinReg, 2, LONGEST_REGRESSION),
    ("vidya", MA::Vidya, 1, MOST_ROWS),
];

/// Beyond it, yata's sum of squares of the row numbers does not fit into 64 bits.
pub(super) const LONGEST_REGRESSION: PeriodType = 85_000;

/// The number of an average is that of its kind times this, and its length: that of a simple average is
/// its length.
const STEP: f64 = 131_072.0;

/// The size from which on an average is none any more.
const LARGEST: f64 = 1e250;

/// One of yata's averages, guarded: it takes in and gives only numbers.
///
/// yata's own would stay NaN for ever once a quotient before them is none (a rate of change from a price
/// of 0). Its median panics then, and loses count where −0.0 meets 0.0. Vidya can run away where nothing
/// moves any more and the sums of its rises and falls are rounding errors. This one has no value where it
/// is given none, and begins anew when it is none itself. Otherwise it has yata's values.
#[derive(Clone, Copy)]
pub(super) struct Average(pub(super) MA);

impl Average {
    /// The average of a bound parameter.
    pub(super) fn of(parameter: f64) -> Self {
        let kind = ((parameter / STEP) as usize).min(KINDS.len() - 1);
        let (_, make, least, most) = KINDS[kind];
        Self(make(((parameter % STEP) as PeriodType).clamp(least, most)))
    }

    /// How many candles.
    pub(super) fn length(self) -> PeriodType {
        self.0.ma_period()
    }

    /// How many values before its own the first one needs, as TA-Lib counts: cascades add up.
    pub(super) fn lookback(self) -> PeriodType {
        let whole = self.length() - 1;
        match self.0 {
            MA::DMA(_) | MA::DEMA(_) | MA::TRIMA(_) => 2 * whole,
            MA::TMA(_) | MA::TEMA(_) => 3 * whole,
            MA::HMA(length) => whole + length.isqrt() - 1,
            MA::Vidya(length) => length,
            _ => whole,
        }
    }

    /// How many candles until the first value weighs less than 1 %.
    pub(super) fn memory(self) -> f64 {
        let length = f64::from(self.length());
        match self.0 {
            MA::EMA(_) => memory::exponential(length),
            MA::DMA(_) | MA::DEMA(_) => memory::cascade(2, memory::exponential(length)),
            MA::TMA(_) | MA::TEMA(_) => memory::cascade(3, memory::exponential(length)),
            // An exponential one that moves by about a third as much.
            MA::Vidya(_) => 3.0 * memory::exponential(length),
            MA::RMA(_) | MA::WSMA(_) => memory::wilder(length),
            _ => f64::from(self.lookback()),
        }
    }

    /// About how many nanoseconds a value takes.
    pub(super) fn cost(self) -> f64 {
        match self.0 {
            MA::HMA(_) | MA::TEMA(_) | MA::SWMA(_) => 10.0,
            // It finds its place in a sorted window, and moves what is behind it.
            MA::SMM(length) => 10.0 * f64::from(length).log2() + 0.14 * f64::from(length),
            _ => 4.0,
        }
    }
}

impl fmt::Debug for Average {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Average {
    type Err = Error;

    fn from_str(word: &str) -> Result<Self, Error> {
        word.parse().map(Self)
    }
}

impl MovingAverageConstructor for Average {
    type Type = u8;
    type Instance = Guarded;

    fn init(&self, value: f64) -> Result<Guarded, Error> {
        Guarded::new(*self, &value)
    }

    fn ma_period(&self) -> PeriodType {
        self.length()
    }

    fn ma_type(&self) -> u8 {
        self.0.ma_type()
    }
}

/// An [`Average`] at work.
#[derive(Clone, Debug)]
pub(super) struct Guarded {
    average: Average,
    state: MAInstance,
}

impl Method for Guarded {
    type Params = Average;
    type Input = f64;
    type Output = f64;

    fn new(average: Average, value: &f64) -> Result<Self, Error> {
        Ok(Self { average, state: average.0.init(*value)? })
    }

    #[inline]
    fn next(&mut self, value: &f64) -> f64 {
        if !is_number(*value) {
            return f64::NAN;
        }
        // To yata's median, −0.0 is another value than 0.0, and it loses count of them.
        let value = value + 0.0;
        let result = self.state.next(&value);
        if is_number(result) {
            return result;
        }
        if let Ok(anew) = self.average.0.init(value) {
            self.state = anew;
        }
        value
    }
}

impl MovingAverage for Guarded {}

fn is_number(value: f64) -> bool {
    value.abs() <= LARGEST
}

/// The words of averages of at least some candles.
macro_rules! words {
    ($least:literal) => {
        &Words {
            parse: |word| parse(word, $least),
            show,
            expected: concat!(
                "an average and its length, ",
                $least,
                " or above, such as \"ema-12\"; there are sma, wma, hma, rma, ema, dma, tma, dema, \
                 tema, wsma, smm, swma, trima, linreg, and vidya"
            ),
        }
    };
}

/// The parameter of an indicator that smooths with an average of at least `least` candles, 1 to 3.
pub(super) const fn parameter(name: &'static str, least: PeriodType, default: MA) -> Parameter {
    let words = match least {
        1 => words!(1),
        2 => words!(2),
        _ => words!(3),
    };
    let high = number(MA::Vidya(MOST_ROWS));
    Parameter {
        name,
        kind: Kind::Word(words),
        low: least as f64,
        high,
        default: Some(number(default)),
    }
}

fn parse(word: &str, least: PeriodType) -> Option<f64> {
    let average: MA = word.parse().ok()?;
    let number = number(average);
    let is_whole = Average::of(number).0 == average && average.ma_period() >= least;
    is_whole.then_some(number)
}

fn show(value: f64) -> String {
    let average = Average::of(value);
    let (word, ..) = KINDS[usize::from(average.ma_type())];
    format!("{word}-{}", average.length())
}

/// The number of an average.
const fn number(average: MA) -> f64 {
    let (kind, length) = match average {
        MA::WMA(length) => (1.0, length),
        MA::HMA(length) => (2.0, length),
        MA::RMA(length) => (3.0, length),
        MA::EMA(length) => (4.0, length),
        MA::DMA(length) => (5.0, length),
        MA::TMA(length) => (6.0, length),
        MA::DEMA(length) => (7.0, length),
        MA::TEMA(length) => (8.0, length),
        MA::WSMA(length) => (9.0, length),
        MA::SMM(length) => (10.0, length),
        MA::SWMA(length) => (11.0, length),
        MA::TRIMA(length) => (12.0, length),
        MA::LinReg(length) => (13.0, length),
        MA::Vidya(length) => (14.0, length),
        MA::SMA(length) => (0.0, length),
        _ => (0.0, 0),
    };
    kind * STEP + length as f64
}

#[cfg(test)]
mod tests {
    use yata::core::{Method, MovingAverageConstructor};
    use yata::helpers::MA;

    use super::{Average, KINDS, MOST_ROWS, STEP, number, parse, show};

    #[test]
    fn words_and_numbers_agree() {
        for (word, make, least, most) in KINDS {
            for length in [least, 7, most] {
                let number = number(make(length));
                assert_eq!(show(number), format!("{word}-{length}"));
                assert_eq!(parse(&show(number), 1), Some(number));
                assert_eq!(Average::of(number).0, make(length));
            }
            assert_eq!(parse(&format!("{word}-{}", least - 1), 1), None);
            assert_eq!(parse(&format!("{word}-{}", most + 1), 1), None);
        }
        assert_eq!(parse("sma-9", 1), Some(9.0));
        assert_eq!(
            ["ema", "ema-", "ema-x", "foo-3", "sma-2"].map(|word| parse(word, 3)),
            [None; 5]
        );
    }

    #[test]
    fn every_number_is_an_average() {
        for value in [0.0, f64::from(MOST_ROWS) + 1.0, 2.0 * STEP, 14.0 * STEP + 131_071.0, 1e9] {
            assert!(Average::of(value).init(1.0).is_ok());
        }
    }

    #[test]
    fn what_is_no_number_does_not_stay() {
        let mut average = Average(MA::EMA(3)).init(1.0).expect("a valid length");
        assert_eq!(average.next(&3.0), 2.0);
        assert!(average.next(&f64::INFINITY).is_nan());
        assert_eq!(average.next(&4.0), 3.0);
    }

    #[test]
    fn the_median_counts_both_zeros_as_one() {
        let mut median = Average(MA::SMM(2)).init(-1.0).expect("a valid length");
        for value in [0.0, -0.0, 0.0, 5.0, -0.0, 7.0] {
            median.next(&value);
        }
        assert_eq!(median.next(&9.0), 8.0);
    }
}
