//! `held-losers`: losses that are not realised, at the end or meanwhile.

use super::{Flag, Seen, Unit, Worse};
use crate::model::trade::Trade;

/// The loss of trades that are left open, percent of the balance.
const LEFT_LOSS_PCT: f64 = 5.0;
/// The loss of open trades at any time, percent of the balance.
const OPEN_LOSS_PCT: f64 = 10.0;
/// How much deeper than the drawdown of closed trades that of the balance is, points.
const DEEPER_POINTS: f64 = 10.0;
/// And how many times as deep.
const DEEPER_TIMES: f64 = 1.5;

pub(super) const FLAG: Flag = Flag {
    name: "held-losers",
    flatters: "Closed-trade figures do not see a loser as long as it is held: no loss, no drawdown, \
               a high win rate, and the balance is under water all the same.",
    rule: "Either: trades still open at the end lose {0} % of the balance or more. Those count that \
           were held longer than the average trade, or lose more of their stake than the average \
           loser that was closed. Or: open trades were once {1} % of the balance or more under \
           water, and the largest relative drawdown of the balance is at least {2} points deeper \
           than, and {3} times, that of the closed trades. Open profits that are given back count \
           in neither. With futures the balance is the one with open gains and losses.",
    thresholds: &[LEFT_LOSS_PCT, OPEN_LOSS_PCT, DEEPER_POINTS, DEEPER_TIMES],
    figure: "The largest open loss, percent of the balance that the closed trades left.",
    unit: Unit::Percent,
    worse: Worse::Higher,
    look_at: "`equity_dd_pct` (with futures `marked_dd_pct`) beside `max_drawdown_pct`, and trades with the reason `force_exit` in \
              `run --export trades`. Give the strategy an exit that takes a loss: a stop, a time, \
              a signal that does not ask for profit.",
    find: Some(find),
};

fn find(seen: &Seen<'_>) -> Option<f64> {
    let left = left_loss_pct(seen).filter(|loss| *loss >= LEFT_LOSS_PCT);
    let open = hides_drawdown(seen).then(|| open_loss_pct(seen));
    let open = open.filter(|loss| *loss >= OPEN_LOSS_PCT);
    left.into_iter().chain(open).reduce(f64::max)
}

/// Losing trades that were left open at the end and are no losers in the making: older than the average
/// trade that was closed, or deeper under water than the average loser that was.
pub(super) fn left_losers<'a>(seen: &Seen<'a>) -> impl Iterator<Item = &'a Trade> {
    let duration = |trade: &Trade| (trade.close_date - trade.open_date) as f64;
    let usual = mean(seen.own.iter().map(duration)).unwrap_or(0.0);
    let losers = seen.own.iter().map(|trade| trade.profit_ratio).filter(|ratio| *ratio < 0.0);
    let loss = mean(losers).unwrap_or(0.0);
    let is_held = move |trade: &&Trade| duration(trade) >= usual || trade.profit_ratio < loss;
    seen.left.iter().filter(|trade| trade.profit_abs < 0.0).filter(is_held)
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (count, sum) = values.fold((0_u32, 0.0), |(count, sum), value| (count + 1, sum + value));
    (count > 0).then(|| sum / f64::from(count))
}

fn left_loss_pct(seen: &Seen<'_>) -> Option<f64> {
    let loss: f64 = left_losers(seen).map(|trade| -trade.profit_abs).sum();
    let own: f64 = seen.own.iter().map(|trade| trade.profit_abs).sum();
    let balance = seen.starting_balance() + own;
    (balance > 0.0).then(|| loss / balance * 100.0)
}

fn hides_drawdown(seen: &Seen<'_>) -> bool {
    let closed = seen.completed.figures.drawdown.max_relative_drawdown * 100.0;
    let stats = seen.completed.worth_stats();
    let equity = stats.map_or(0.0, |stats| stats.drawdown.max_relative_drawdown * 100.0);
    equity >= closed + DEEPER_POINTS && equity >= closed * DEEPER_TIMES
}

/// The largest loss of open trades at any step, percent of what the trades closed before it left. A
/// step's balance is taken before what happens in it.
fn open_loss_pct(seen: &Seen<'_>) -> f64 {
    let mut closed = seen.trades().iter().peekable();
    let mut balance = seen.starting_balance();
    let mut deepest = 0.0_f64;
    for sample in seen.completed.worth() {
        while let Some(trade) = closed.next_if(|trade| trade.close_date < sample.date) {
            balance += trade.profit_abs;
        }
        if balance > 0.0 {
            deepest = deepest.max((balance - sample.equity) / balance * 100.0);
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use crate::research::samples::{DAY, Sample, trade};

    /// Ten winners of a day each, a loser that was closed, and one that was left open.
    fn left(closed: f64, left: f64, days: i64) -> Option<f64> {
        let mut trades = vec![trade("A/USDT", 0.01, "roi"); 10];
        trades.push(trade("A/USDT", closed, "stop_loss"));
        let mut last = trade("B/USDT", left, "force_exit");
        last.open_date = last.close_date - days * DAY;
        last.stake_amount = 1000.0;
        last.profit_abs = 1000.0 * left;
        trades.push(last);
        Sample::new(trades).figure("held-losers")
    }

    #[test]
    fn a_loser_that_is_left_open() {
        let figure = left(-0.1, -0.08, 30).unwrap();
        assert!((figure - 8.0).abs() < 1e-9, "{figure}");
        assert_eq!(left(-0.1, -0.04, 30), None);
        assert_eq!(left(-0.1, 0.5, 30), None);
    }

    #[test]
    fn a_loser_in_the_making_is_none_and_a_deep_one_is() {
        assert_eq!(left(-0.1, -0.08, 0), None);
        assert!(left(-0.1, -0.15, 0).is_some());
    }

    /// A trade that wins a little in the end, and the balance meanwhile.
    fn meanwhile(equity: &[f64]) -> Option<f64> {
        let mut one = trade("A/USDT", 0.01, "roi");
        one.close_date = 90 * DAY;
        Sample::new(vec![one]).equity(equity).figure("held-losers")
    }

    #[test]
    fn a_loser_that_was_held_until_it_won() {
        assert!((meanwhile(&[1000.0, 700.0, 1001.0]).unwrap() - 30.0).abs() < 1e-9);
        assert_eq!(meanwhile(&[1000.0, 920.0, 1001.0]), None);
    }

    #[test]
    fn collateral_that_stays_what_it_is_hides_no_loss() {
        let mut one = trade("A/USDT:USDT", 0.01, "roi");
        one.close_date = 90 * DAY;
        let collateral = [1000.0, 1000.0, 1001.0];
        let figure = |marked: &[f64]| {
            let sample = Sample::new(vec![one.clone()]).marked(&collateral, marked);
            sample.figure("held-losers")
        };
        assert!((figure(&[1000.0, 700.0, 1001.0]).unwrap() - 30.0).abs() < 1e-9);
        assert_eq!(figure(&collateral), None);
    }

    #[test]
    fn profits_given_back_are_no_losses() {
        assert_eq!(meanwhile(&[1000.0, 2000.0, 1001.0]), None);
    }
}
