//! The columns of a chart: every value around its trades, fewer elsewhere.

use serde_json::{Value, json};

use super::rounded::{in_steps, power_below};
use crate::job::Inspected;
use crate::model::candles::Candles;
use crate::model::timeframe::Timeframe;
use crate::model::trade::Trade;
use crate::strategy::plan::Column;

/// The most columns of a chart.
const MOST: usize = 8;

/// How many candles before and behind an entry or exit have their values, from generous to little.
const AROUND: [(usize, usize); 4] = [(40, 12), (20, 6), (8, 3), (2, 1)];

/// Steps between the lowest and the highest value of a column.
const STEPS: f64 = 500.0;

/// Digits of a column that has the size of prices.
const DIGITS: i32 = 4;

/// The numbers of a chart: what the script calls by a name.
pub(super) struct ChartColumns {
    columns: Vec<(String, std::sync::Arc<Vec<f64>>)>,
    left_out: Vec<String>,
}

impl ChartColumns {
    /// The first of the named columns that hold numbers.
    pub(super) fn of(pair: &Inspected) -> Self {
        let plan = pair.columns.plan();
        let names: Vec<&str> = plan.columns.iter().map(|(name, _)| name.as_str()).collect();
        let number = |name: &str| match pair.columns.get(name)? {
            Column::Number(values) if values.iter().any(|value| value.is_finite()) => {
                Some((name.to_owned(), values))
            }
            _ => None,
        };
        pair.columns.prepare(&names);
        let all: Vec<_> = names.into_iter().filter_map(number).collect();
        // Candles of longer timeframes come with each of them: what the script made of them says more.
        let (plain, mut columns): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|(name, _)| is_plain(name));
        columns.extend(plain);
        let left_out = columns.split_off(MOST.min(columns.len()));
        Self { columns, left_out: left_out.into_iter().map(|(name, _)| name).collect() }
    }

    /// The names of those that there is no room for.
    pub(super) fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.columns.len()
    }

    /// Their values on candles from `first` on: around `trades` all of them, and about `most` together.
    pub(super) fn json(
        &self,
        candles: &Candles,
        first: usize,
        trades: &[&Trade],
        most: usize,
    ) -> (Value, Value, usize) {
        let (rows, step) = rows(candles, first, trades, most);
        let column = |(name, values): &(String, std::sync::Arc<Vec<f64>>)| {
            let of_price = is_price(values, candles, first);
            let shown: Vec<f64> = rows.iter().map(|row| values[*row]).collect();
            let step = if of_price { price_step(candles, first) } else { step_of(&shown) };
            let values = step.map_or(shown.clone(), |step| in_steps(shown.into_iter(), step));
            let place = if of_price { "price" } else { "below" };
            json!({ "name": name, "place": place, "values": values })
        };
        let columns = self.columns.iter().map(column).collect();
        let dates: Vec<i64> = rows.iter().map(|row| candles.date.at(*row)).collect();
        (columns, json!(dates), step)
    }
}

/// The rows that have values, and how far apart they are where they are few.
fn rows(candles: &Candles, first: usize, trades: &[&Trade], most: usize) -> (Vec<usize>, usize) {
    let count = candles.len() - first;
    if count <= most {
        return ((first..candles.len()).collect(), 1);
    }
    let chosen = |wanted: &[bool]| wanted.iter().filter(|wanted| **wanted).count();
    let around = AROUND.map(|(before, behind)| around(candles, first, trades, before, behind));
    // Who trades all the time has no room around each trade.
    let fits = around.into_iter().find(|wanted| chosen(wanted) <= most / 4 * 3);
    let mut wanted = fits.unwrap_or_else(|| vec![false; count]);
    let exact = chosen(&wanted);
    let left = most.saturating_sub(exact).max(most / 4).max(2);
    let step = count.div_ceil(left);
    wanted.iter_mut().step_by(step).for_each(|wanted| *wanted = true);
    if let Some(last) = wanted.last_mut() {
        *last = true;
    }
    let rows = wanted.iter().enumerate().filter(|(_, wanted)| **wanted);
    (rows.map(|(row, _)| first + row).collect(), step)
}

/// Which rows are near an entry or exit.
fn around(
    candles: &Candles,
    first: usize,
    trades: &[&Trade],
    before: usize,
    behind: usize,
) -> Vec<bool> {
    let mut wanted = vec![false; candles.len() - first];
    let ends = trades.iter().flat_map(|trade| [trade.open_date, trade.close_date]);
    let orders = trades.iter().filter(|trade| !trade.is_plain()).flat_map(|trade| &trade.orders);
    for date in ends.chain(orders.map(|order| order.filled_date)) {
        let row = candles.date.before(date).saturating_sub(first);
        let end = (row + behind).min(wanted.len());
        wanted[row.saturating_sub(before).min(end)..end].fill(true);
    }
    wanted
}

/// Whether nearly all values have the size of prices.
fn is_price(values: &[f64], candles: &Candles, first: usize) -> bool {
    let pairs = values.iter().zip(candles.close.iter()).skip(first);
    let ratios: Vec<f64> =
        pairs.map(|(value, close)| value / close).filter(|ratio| ratio.is_finite()).collect();
    let near = ratios.iter().filter(|ratio| (0.5..2.0).contains(*ratio)).count();
    !ratios.is_empty() && 20 * near >= 19 * ratios.len()
}

/// The power of ten in which the lowest price has some digits.
fn price_step(candles: &Candles, first: usize) -> Option<f64> {
    let lows = candles.low.iter().skip(first).copied().filter(|low| *low > 0.0);
    let lowest = lows.fold(f64::INFINITY, f64::min);
    lowest.is_finite().then(|| power_below(lowest) / 10_f64.powi(DIGITS))
}

/// Whether a column is one of the candles of another timeframe or pair: `close_1d`, `btc_usdt_volume_4h`.
fn is_plain(name: &str) -> bool {
    let mut words = name.rsplit('_');
    let is_timeframe = words.next().is_some_and(|end| Timeframe::parse(end).is_ok());
    let word = words.next().unwrap_or_default();
    is_timeframe && ["open", "high", "low", "close", "volume", "date"].contains(&word)
}

/// The power of ten in which the range of values has some hundred steps.
fn step_of(values: &[f64]) -> Option<f64> {
    let finite = || values.iter().copied().filter(|value| value.is_finite());
    let (low, high) = (finite().fold(f64::MAX, f64::min), finite().fold(f64::MIN, f64::max));
    let range = if high > low { high - low } else { high.abs() };
    (range > 0.0 && range.is_finite()).then(|| power_below(range / STEPS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::candles::Candle;

    fn hours(count: i64) -> Candles {
        let mut candles = Candles::default();
        for row in 0..count {
            let date = row * 3_600_000;
            let price = 100.0 + (row % 10) as f64;
            candles.push(Candle {
                date,
                open: price,
                high: price,
                low: price,
                close: price,
                volume: 1.0,
            });
        }
        candles
    }

    fn sample() -> Trade {
        Trade {
            pair: "A/B".into(),
            side: crate::model::trade::Side::Long,
            leverage: 1.0,
            open_date: 0,
            close_date: 0,
            open_rate: 1.0,
            close_rate: 1.0,
            amount: 1.0,
            stake_amount: 1.0,
            max_stake_amount: 1.0,
            fee_open: 0.0,
            fee_close: 0.0,
            profit_abs: 0.0,
            profit_ratio: 0.0,
            exit_reason: String::new(),
            enter_tag: String::new(),
            min_rate: Some(1.0),
            max_rate: Some(1.0),
            stop_loss_abs: 0.0,
            stop_loss_ratio: 0.0,
            initial_stop_loss_abs: 0.0,
            initial_stop_loss_ratio: 0.0,
            funding_fees: 0.0,
            liquidation_price: None,
            orders: Vec::new(),
        }
    }

    #[test]
    fn rows_around_trades_are_whole_and_thin_elsewhere() {
        let candles = hours(10_000);
        let wanted = around(&candles, 100, &[], 40, 12);
        assert_eq!((wanted.len(), wanted.iter().any(|wanted| *wanted)), (9_900, false));
        let (all, step) = rows(&candles, 100, &[], 20_000);
        assert_eq!((all.len(), all[0], step), (9_900, 100, 1));
        let (thin, step) = rows(&candles, 100, &[], 1_000);
        assert_eq!((thin.len(), step), (991, 10));
        assert_eq!(thin.last(), Some(&9_999));
        let trade = |hour: i64| Trade { open_date: hour * 3_600_000, ..sample() };
        let few: Vec<Trade> = [500, 6_000].map(trade).into_iter().collect();
        let (some, _) = rows(&candles, 100, &few.iter().collect::<Vec<_>>(), 1_000);
        assert!(some.len() <= 1_100 && (470..510).all(|row| some.contains(&row)));
        let many: Vec<Trade> = (100..9_900).map(trade).collect();
        let (some, _) = rows(&candles, 100, &many.iter().collect::<Vec<_>>(), 1_000);
        assert!(some.len() <= 1_001, "{}", some.len());
    }

    #[test]
    fn what_is_added_to_a_trade_has_values_around_it() {
        use crate::backtest::metrics::samples::ordered;
        let orders = [(true, 500, 1.0, 1.0), (true, 700, 1.0, 1.0), (false, 900, 1.0, 2.0)];
        let wanted = around(&hours(1_000), 100, &[&ordered(900, &orders)], 2, 1);
        let rows: Vec<usize> = (0..900).filter(|row| wanted[*row]).collect();
        assert_eq!(rows, [398, 399, 400, 598, 599, 600, 798, 799, 800]);
    }

    #[test]
    fn columns_of_prices_stand_over_the_candles() {
        let candles = hours(300);
        let close: Vec<f64> = candles.close.iter().map(|close| close * 1.01).collect();
        assert!(is_price(&close, &candles, 10));
        assert!(!is_price(&vec![5.0; 300], &candles, 10));
        assert!(!is_price(&vec![f64::NAN; 300], &candles, 10));
        assert_eq!(step_of(&[0.0, 70.0]), Some(0.1));
        assert_eq!(price_step(&candles, 10), Some(0.01));
        assert!(is_plain("close_1d") && is_plain("btc_usdt_volume_4h"));
        assert!(!is_plain("rsi_1d") && !is_plain("close") && !is_plain("open_interest"));
        assert_eq!(step_of(&[0.0, 0.0]), None);
    }
}
