//! The candles of one pair and timeframe, column by column.

use std::ops::Range;

use super::dates::Dates;
use super::shared::Shared;
use super::timeframe::Timeframe;

/// Open time and prices of consecutive candles, oldest first; all columns have one length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Candles {
    /// Open time of each candle, epoch milliseconds (UTC).
    pub date: Dates,
    /// First price of each candle.
    pub open: Shared<f64>,
    /// Highest price of each candle.
    pub high: Shared<f64>,
    /// Lowest price of each candle.
    pub low: Shared<f64>,
    /// Last price of each candle.
    pub close: Shared<f64>,
    /// Traded amount of the base currency.
    pub volume: Shared<f64>,
}

impl Candles {
    /// An empty set with room for `rows` candles.
    pub fn with_capacity(rows: usize) -> Self {
        let column = || Shared::from(Vec::with_capacity(rows));
        Self {
            date: Dates::default(),
            open: column(),
            high: column(),
            low: column(),
            close: column(),
            volume: column(),
        }
    }

    /// From columns: dates, and open, high, low, close and volume.
    pub fn of_columns(date: Vec<i64>, columns: [Vec<f64>; 5]) -> Self {
        let [open, high, low, close, volume] = columns.map(Shared::from);
        Self { date: date.into(), open, high, low, close, volume }
    }

    /// Funding rates as rows: each stands in `open`.
    pub fn of_rates(date: Vec<i64>, rate: Vec<f64>) -> Self {
        let zeros = Shared::from(vec![0.0; rate.len()]);
        Self {
            date: date.into(),
            open: rate.into(),
            high: zeros.clone(),
            low: zeros.clone(),
            close: zeros.clone(),
            volume: zeros,
        }
    }

    /// The number of candles.
    pub fn len(&self) -> usize {
        self.date.len()
    }

    /// Whether there is no candle.
    pub fn is_empty(&self) -> bool {
        self.date.is_empty()
    }

    /// Appends one candle.
    pub fn push(&mut self, candle: Candle) {
        self.date.push(candle.date);
        self.open.push(candle.open);
        self.high.push(candle.high);
        self.low.push(candle.low);
        self.close.push(candle.close);
        self.volume.push(candle.volume);
    }

    /// Some of the rows, without copying them.
    #[must_use]
    pub fn slice(&self, rows: Range<usize>) -> Self {
        Self {
            date: self.date.slice(rows.clone()),
            open: self.open.slice(rows.clone()),
            high: self.high.slice(rows.clone()),
            low: self.low.slice(rows.clone()),
            close: self.close.slice(rows.clone()),
            volume: self.volume.slice(rows),
        }
    }

    /// The columns as plain slices, for those who walk them row by row.
    pub fn view(&self) -> CandleView<'_> {
        CandleView {
            date: &self.date,
            open: &self.open,
            high: &self.high,
            low: &self.low,
            close: &self.close,
        }
    }

    /// The candle of one row.
    pub fn row(&self, row: usize) -> Candle {
        Candle {
            date: self.date.at(row),
            open: self.open[row],
            high: self.high[row],
            low: self.low[row],
            close: self.close[row],
            volume: self.volume[row],
        }
    }
}

impl Candles {
    /// Longer candles from these: first open, highest high, lowest low, last close, summed volume
    /// of all that begin within one step of `timeframe`. Weeks begin on Mondays, months on their first;
    /// steps whose grid has no fixed start are counted from the epoch (UTC). A step without a candle has
    /// none. The candles are in ascending order of dates.
    #[must_use]
    pub fn aggregate(&self, timeframe: Timeframe) -> Self {
        let step_of = |date: i64| {
            let from_epoch = || date - date.rem_euclid(timeframe.ms());
            let start = timeframe.floor(date);
            let end = start.map(|start| timeframe.after(start));
            let start = start.unwrap_or_else(from_epoch);
            start..end.unwrap_or(start + timeframe.ms())
        };
        let (open, high, low, close, volume) =
            (&*self.open, &*self.high, &*self.low, &*self.close, &*self.volume);
        let mut longer = Self::default();
        let mut row = 0;
        while let Some(first) = self.date.get(row) {
            let step = step_of(first);
            let rows = row..self.date.before(step.end);
            row = rows.end;
            longer.push(Candle {
                date: step.start,
                open: open[rows.start],
                high: high[rows.clone()].iter().copied().fold(f64::NEG_INFINITY, f64::max),
                low: low[rows.clone()].iter().copied().fold(f64::INFINITY, f64::min),
                close: close[rows.end - 1],
                volume: volume[rows].iter().sum(),
            });
        }
        longer
    }
}

/// Dates and prices of candles, column by column.
#[derive(Clone, Copy, Debug)]
pub struct CandleView<'a> {
    /// Open time of each candle, epoch milliseconds (UTC).
    pub date: &'a Dates,
    /// First price of each candle.
    pub open: &'a [f64],
    /// Highest price of each candle.
    pub high: &'a [f64],
    /// Lowest price of each candle.
    pub low: &'a [f64],
    /// Last price of each candle.
    pub close: &'a [f64],
}

/// One candle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candle {
    /// Open time, epoch milliseconds (UTC).
    pub date: i64,
    /// First price.
    pub open: f64,
    /// Highest price.
    pub high: f64,
    /// Lowest price.
    pub low: f64,
    /// Last price.
    pub close: f64,
    /// Traded amount of the base currency.
    pub volume: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    #[test]
    fn days_are_cut_at_midnight_and_empty_ones_left_out() {
        let mut candles = Candles::default();
        for (date, open, high, low, close, volume) in [
            (20 * HOUR, 1.0, 5.0, 0.5, 2.0, 10.0),
            (22 * HOUR, 2.0, 3.0, 0.25, 2.5, 20.0),
            (24 * HOUR, 2.5, 2.5, 2.5, 2.5, 1.0),
            (73 * HOUR, 4.0, 6.0, 3.0, 5.0, 7.0),
        ] {
            candles.push(Candle { date, open, high, low, close, volume });
        }
        let expected = Candles {
            date: vec![0, 24 * HOUR, 72 * HOUR].into(),
            open: vec![1.0, 2.5, 4.0].into(),
            high: vec![5.0, 2.5, 6.0].into(),
            low: vec![0.25, 2.5, 3.0].into(),
            close: vec![2.5, 2.5, 5.0].into(),
            volume: vec![30.0, 1.0, 7.0].into(),
        };
        assert_eq!(candles.aggregate(Timeframe::DAY), expected);
        assert_eq!(expected.aggregate(Timeframe::DAY), expected);
        assert!(Candles::default().aggregate(Timeframe::DAY).is_empty());
    }

    #[test]
    fn weeks_begin_on_mondays_and_months_on_their_first() {
        // From Wednesday, 2024-01-31, to Tuesday, 2024-02-13.
        let first = 1_706_659_200_000;
        let mut days = Candles::default();
        for day in 0..14 {
            let price = day as f64;
            let (open, high, low, close) = (price, price + 2.0, price - 2.0, price + 1.0);
            let date = first + day * 24 * HOUR;
            days.push(Candle { date, open, high, low, close, volume: 1.0 });
        }
        let longer = |text| days.aggregate(Timeframe::parse(text).unwrap());
        let day = |day: i64| first + day * 24 * HOUR;
        let weeks = longer("1w");
        assert_eq!(weeks.date, [day(-2), day(5), day(12)]);
        assert_eq!((&*weeks.open, &*weeks.close), (&[0.0, 5.0, 12.0][..], &[5.0, 12.0, 14.0][..]));
        assert_eq!(weeks.volume[..], [5.0, 7.0, 2.0]);
        let months = longer("1M");
        assert_eq!(months.date, [day(-30), day(1)]);
        assert_eq!((&*months.high, &*months.low), (&[2.0, 15.0][..], &[-2.0, -1.0][..]));
        // No grid of three days is better than another: they are counted from the epoch.
        assert!(longer("3d").date.iter().all(|date| date % (72 * HOUR) == 0));
    }
}
