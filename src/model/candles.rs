//! The candles of one pair and timeframe, column by column.

use super::timeframe::Timeframe;

/// Open time and prices of consecutive candles, oldest first; all columns have one length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Candles {
    /// Open time of each candle, epoch milliseconds (UTC).
    pub date: Vec<i64>,
    /// First price of each candle.
    pub open: Vec<f64>,
    /// Highest price of each candle.
    pub high: Vec<f64>,
    /// Lowest price of each candle.
    pub low: Vec<f64>,
    /// Last price of each candle.
    pub close: Vec<f64>,
    /// Traded amount of the base currency.
    pub volume: Vec<f64>,
}

impl Candles {
    /// An empty set with room for `rows` candles.
    pub fn with_capacity(rows: usize) -> Self {
        Self {
            date: Vec::with_capacity(rows),
            open: Vec::with_capacity(rows),
            high: Vec::with_capacity(rows),
            low: Vec::with_capacity(rows),
            close: Vec::with_capacity(rows),
            volume: Vec::with_capacity(rows),
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

    /// The candle of one row.
    pub fn row(&self, row: usize) -> Candle {
        Candle {
            date: self.date[row],
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
    /// of all that begin within one step of `timeframe` (counted from the epoch, UTC). A step without
    /// a candle has none. The candles are in ascending order of dates.
    #[must_use]
    pub fn aggregate(&self, timeframe: Timeframe) -> Self {
        let step = timeframe.ms();
        let mut longer = Self::default();
        for row in 0..self.len() {
            let candle = self.row(row);
            let date = candle.date - candle.date.rem_euclid(step);
            if longer.date.last() != Some(&date) {
                longer.push(Candle { date, ..candle });
                continue;
            }
            let last = longer.len() - 1;
            longer.high[last] = longer.high[last].max(candle.high);
            longer.low[last] = longer.low[last].min(candle.low);
            longer.close[last] = candle.close;
            longer.volume[last] += candle.volume;
        }
        longer
    }
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
            date: vec![0, 24 * HOUR, 72 * HOUR],
            open: vec![1.0, 2.5, 4.0],
            high: vec![5.0, 2.5, 6.0],
            low: vec![0.25, 2.5, 3.0],
            close: vec![2.5, 2.5, 5.0],
            volume: vec![30.0, 1.0, 7.0],
        };
        assert_eq!(candles.aggregate(Timeframe::DAY), expected);
        assert_eq!(expected.aggregate(Timeframe::DAY), expected);
        assert!(Candles::default().aggregate(Timeframe::DAY).is_empty());
    }
}
