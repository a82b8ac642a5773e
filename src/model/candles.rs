//! The candles of one pair and timeframe, column by column.

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
