//! The candles that trades were opened and closed on, and those of entries that found no free slot:
//! `backtesting-analysis` reads them.
//!
//! They are candles of the strategy. An entry that was tried on a shorter one inside of such a candle has none of its
//! own: `FreqTrade` looks for a candle of its date, and so leaves it out.

use super::frame::Frame;
use super::pickle::Pickle;
use super::{Backtest, Tested};
use crate::job::Inspected;
use crate::model::dates::Dates;
use crate::model::trade::Trade;

/// The last candle before each entry.
pub(super) fn entries(backtest: &Backtest<'_>) -> Vec<u8> {
    of_trades(backtest, |trade| trade.open_date)
}

/// The last candle before each close.
pub(super) fn exits(backtest: &Backtest<'_>) -> Vec<u8> {
    of_trades(backtest, |trade| trade.close_date)
}

/// The candles at whose open an entry found no free slot, with the pair and the entry's tag.
pub(super) fn rejected(backtest: &Backtest<'_>) -> Vec<u8> {
    pickled(backtest, |tested| {
        let of_pair =
            |pair| Some((tested.pairs.iter().find(|one| one.pair.as_str() == pair)?, pair));
        let each = tested.completed.rejected.iter().filter_map(|rejected| {
            let (pair, name) = of_pair(rejected.pair.as_str())?;
            Some((name, rejected_of(pair, &rejected.dates)))
        });
        each.collect()
    })
}

fn rejected_of(pair: &Inspected, dates: &[i64]) -> Frame {
    let candles = pair.columns.candles();
    let rows: Vec<usize> = dates.iter().filter_map(|date| row_of(&candles.date, *date)).collect();
    let tag = |row: &usize| pair.signals.enter_tag.at(row.saturating_sub(1)).to_owned();
    let mut frame = Frame::of_rows(pair, &rows);
    frame.add("pair", vec![pair.pair.to_string(); rows.len()]);
    frame.add("enter_tag", rows.iter().map(tag).collect());
    frame
}

/// The candle of a date; `None` where it lies inside of one.
fn row_of(dates: &Dates, date: i64) -> Option<usize> {
    let row = dates.before(date);
    (dates.get(row) == Some(date)).then_some(row)
}

fn of_trades(backtest: &Backtest<'_>, date: fn(&Trade) -> i64) -> Vec<u8> {
    let frame = |pair: &Inspected, trades: &[Trade]| {
        let dates = &pair.columns.candles().date;
        let of_pair = trades.iter().filter(|trade| trade.pair == pair.pair.as_str());
        let rows: Vec<usize> = of_pair
            .filter_map(|trade| dates.before(date(trade)).checked_sub(1))
            .filter(|row| *row >= pair.first)
            .collect();
        if rows.is_empty() { Frame::default() } else { Frame::of_rows(pair, &rows) }
    };
    pickled(backtest, |tested| {
        let trades = &tested.completed.trades;
        tested.pairs.iter().map(|pair| (pair.pair.as_str(), frame(pair, trades))).collect()
    })
}

/// A data frame for each pair of each strategy.
fn pickled<'a>(
    backtest: &'a Backtest<'a>,
    frames: impl Fn(&'a Tested<'a>) -> Vec<(&'a str, Frame)>,
) -> Vec<u8> {
    let mut pickle = Pickle::new();
    let strategies = backtest.tested.iter().map(|tested| (tested.name(), frames(tested)));
    pickle.dictionary(strategies, |pickle, frames| {
        pickle.dictionary(frames.into_iter(), |pickle, frame| frame.pickle(pickle));
    });
    pickle.finish()
}
