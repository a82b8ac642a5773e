//! What a simulation gave, as lines that are compared.

use autoquant::model::lock::Lock;
use autoquant::model::trade::Trade;

use super::{NOTES, Sim};

impl Sim {
    /// A row by its date: the hour, and where it is not a whole one the minute, `3:15`.
    fn row(&self, date: i64) -> String {
        let minutes = (date - self.start) / 60_000;
        match (minutes / 60, minutes % 60) {
            (hour, 0) => hour.to_string(),
            (hour, minute) => format!("{hour}:{minute:02}"),
        }
    }

    /// Runs it and compares its trades: a line each, `A 1..3 roi 100 -> 102`: the pair, the rows of
    /// entry and exit, the reason, both rates. `A short 1..3 roi 100 -> 98` for a short trade.
    pub fn trades(&self, expected: &str) {
        let line = |trade: Trade| {
            let (open, close) = (self.row(trade.open_date), self.row(trade.close_date));
            let rates = format!("{} -> {}", trade.open_rate, trade.close_rate);
            let side = if trade.side.is_short() { "short " } else { "" };
            format!("{} {side}{open}..{close} {} {rates}", name(&trade.pair), trade.exit_reason)
        };
        same(self.run().trades.into_iter().map(line), expected);
    }

    /// Runs it and compares the orders of its trades: a line each, `A 1..3 buy 0.5 @ 100 tag`: the pair,
    /// the rows on which it was placed and filled, its amount and price, and its tag if it has one.
    pub fn orders(&self, expected: &str) {
        let mut lines = Vec::new();
        for trade in self.run().trades {
            for order in &trade.orders {
                let (placed, filled) = (self.row(order.order_date), self.row(order.filled_date));
                let buys = order.is_entry != trade.side.is_short();
                let side = if buys { "buy" } else { "sell" };
                let what = format!("{side} {} @ {}", order.amount, order.price);
                let line = format!("{} {placed}..{filled} {what} {}", name(&trade.pair), order.tag);
                lines.push(line.trim_end().to_owned());
            }
        }
        same(lines.into_iter(), expected);
    }

    /// Runs it and compares what was counted of orders and signals, as far as it is not 0:
    /// `canceled_entry_orders 1, replaced_entry_orders 1`.
    pub fn counts(&self, expected: &str) {
        let counters = serde_json::to_value(self.run().counters).unwrap();
        let others = ["entry_signals", "candles", "candles_in_trade"];
        let mut counted: Vec<String> = counters
            .as_object()
            .unwrap()
            .iter()
            .filter(|(name, count)| !others.contains(&name.as_str()) && **count != 0)
            .map(|(name, count)| format!("{name} {count}"))
            .collect();
        counted.sort();
        assert_eq!(counted.join(", "), expected);
    }

    /// Runs it and compares its locks: a line each, `A 5..8 long`: the pair or `*`, the row on which it was
    /// put, that of the first candle that it does not hold back, and the side unless it is both.
    pub fn locks(&self, expected: &str) {
        let locks = self.run().locks.into_iter().filter(|lock| lock.pair != NOTES);
        let line = |lock: Lock| {
            let side = serde_json::to_value(lock.side).unwrap();
            let side = side.as_str().unwrap().trim_start_matches('*').to_owned();
            let (put, until) = (self.row(lock.date), self.row(lock.until));
            format!("{} {put}..{until} {side}", name(&lock.pair)).trim_end().to_owned()
        };
        same(locks.map(line), expected);
    }

    /// Runs it and compares what its callbacks have noted: a line each, the row and the words.
    pub fn notes(&self, expected: &str) {
        let notes = self.run().locks.into_iter().filter(|lock| lock.pair == NOTES);
        same(notes.map(|note| format!("{} {}", self.row(note.date), note.reason)), expected);
    }

    /// Runs it and says what is wrong with a callback.
    pub fn fault(&self) -> String {
        self.attempt().err().unwrap_or_else(|| "it runs".to_owned())
    }

    /// Runs it and returns its only trade.
    pub fn trade(&self) -> Trade {
        let mut trades = self.run().trades;
        assert_eq!(trades.len(), 1, "{trades:?}");
        trades.remove(0)
    }

    /// Runs it and returns something of each trade.
    pub fn each<T>(&self, of: impl Fn(&Trade) -> T) -> Vec<T> {
        self.run().trades.iter().map(of).collect()
    }

    /// Runs it and returns what each trade was paid for holding; what it has paid is below 0.
    pub fn funding_fees(&self) -> Vec<f64> {
        self.each(|trade| trade.funding_fees)
    }

    /// Runs it and returns where the exchange would have closed each trade.
    pub fn liquidation_prices(&self) -> Vec<Option<f64>> {
        self.each(|trade| trade.liquidation_price)
    }
}

fn name(pair: &str) -> &str {
    pair.split('/').next().unwrap()
}

fn same(found: impl Iterator<Item = String>, expected: &str) {
    let expected: Vec<&str> = expected.lines().map(str::trim).collect();
    let found: Vec<String> = found.collect();
    assert_eq!(found.join("\n"), expected.join("\n").trim());
}
