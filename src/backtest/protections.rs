//! Locks after losses: what the protections of a strategy make of its closed trades (simulation spec 10).

use super::metrics::closed_drawdown_of;
use super::sim::Sim;
use crate::model::lock::LockSide;
use crate::model::trade::{Side, Trade};
use crate::strategy::settings::{DrawdownMode, Method, Protection, Stop};

const DAY_MS: i64 = 86_400_000;

/// What a protection finds.
struct Finding {
    side: LockSide,
    /// The close of the last trade that it looked at.
    from: i64,
    reason: String,
}

/// Of which trades a protection speaks.
#[derive(Clone, Copy)]
struct Scope {
    /// Of one pair, or of all.
    pair: Option<usize>,
    /// The side of the trade that was just sold.
    side: Side,
    /// Only trades that were closed later are looked at.
    begin: i64,
}

impl Sim<'_> {
    /// Looks, after an exit, whether the pair and then whether all pairs are to be locked.
    pub(super) fn protect(&mut self, pair: usize, side: Side, now: i64) {
        let settings = self.rules.settings;
        if !self.rules.config.enable_protections || settings.protections.is_empty() {
            return;
        }
        for pair in [Some(pair), None] {
            for protection in &settings.protections {
                let begin = now.saturating_sub(protection.lookback.ms(settings.timeframe));
                let scope = Scope { pair, side, begin };
                if let Some(Finding { side, from, reason }) = self.finding(protection, scope) {
                    let until = self.until(protection.stop, from);
                    self.lock(pair, side, now, until, reason);
                }
            }
        }
    }

    fn finding(&self, protection: &Protection, scope: Scope) -> Option<Finding> {
        let one_pair = scope.pair.is_some();
        match protection.method {
            Method::CooldownPeriod if one_pair => {
                let last = self.window(scope).map(|trade| trade.close_date).max();
                last.map(|from| {
                    let reason = "CooldownPeriod: a trade was closed".to_owned();
                    Finding { side: LockSide::Both, from, reason }
                })
            }
            Method::StoplossGuard {
                trade_limit,
                only_per_pair,
                only_per_side,
                required_profit,
            } if one_pair || !only_per_pair => {
                let side = only_per_side.then_some(scope.side);
                let counts = |trade: &&Trade| {
                    was_stopped(trade)
                        && trade.profit_ratio != 0.0
                        && trade.profit_ratio < required_profit
                        && side.is_none_or(|side| trade.side == side)
                };
                let stops: Vec<_> = self.window(scope).filter(counts).collect();
                (stops.len() >= trade_limit).then(|| {
                    let reason = format!("StoplossGuard: {} stops were hit", stops.len());
                    Finding { side: lock_side(side), from: last_close(&stops), reason }
                })
            }
            Method::LowProfitPairs { trade_limit, only_per_side, required_profit } if one_pair => {
                let trades: Vec<_> = self.window(scope).collect();
                let side = only_per_side.then_some(scope.side);
                let counted =
                    trades.iter().filter(|trade| side.is_none_or(|side| trade.side == side));
                let profit = counted.fold(0.0, |sum, trade| sum + trade.profit_ratio);
                (trades.len() >= trade_limit && profit < required_profit).then(|| {
                    let reason = format!(
                        "LowProfitPairs: {} trades with {profit} are below {required_profit}",
                        trades.len()
                    );
                    Finding { side: lock_side(side), from: last_close(&trades), reason }
                })
            }
            Method::MaxDrawdown { trade_limit, max_allowed_drawdown, calculation_mode }
                if !one_pair =>
            {
                let trades: Vec<_> = self.window(scope).collect();
                if trades.len() < trade_limit {
                    return None;
                }
                let drawdown = self.drawdown(&trades, calculation_mode, scope.begin);
                (drawdown > max_allowed_drawdown).then(|| {
                    let reason = format!("MaxDrawdown: {drawdown} is above {max_allowed_drawdown}");
                    Finding { side: LockSide::Both, from: last_close(&trades), reason }
                })
            }
            _ => None,
        }
    }

    /// How many of the trades that were closed while time went on, one after another, were so until a date.
    fn closed_until(&self, date: i64) -> usize {
        let in_order = &self.closed[..self.closed_in_time.min(self.closed.len())];
        in_order.partition_point(|trade| trade.close_date <= date)
    }

    /// The trades that were closed at the end, of which some may be older.
    fn closed_at_the_end(&self) -> &[Trade] {
        &self.closed[self.closed_in_time.min(self.closed.len())..]
    }

    /// The profit of the trades that were closed until a date.
    fn earned_until(&self, date: i64) -> f64 {
        let count = self.closed_until(date);
        let earned = count.checked_sub(1).map_or(0.0, |last| self.sold[last].earned);
        let late = self.closed_at_the_end().iter().filter(|trade| trade.close_date <= date);
        late.fold(earned, |sum, trade| sum + trade.profit_abs)
    }

    /// The trades that were closed later than the window begins.
    fn window(&self, scope: Scope) -> impl Iterator<Item = &Trade> {
        let first = self.closed_until(scope.begin);
        let all = self.closed[first..].iter().zip(&self.sold[first..]);
        let of_pair = all.filter(move |(_, sold)| scope.pair.is_none_or(|pair| sold.pair == pair));
        of_pair.map(|(trade, _)| trade).filter(move |trade| trade.close_date > scope.begin)
    }

    fn drawdown(&self, trades: &[&Trade], mode: DrawdownMode, begin: i64) -> f64 {
        match mode {
            DrawdownMode::Ratios => {
                closed_drawdown_of(trades, 0.0, |trade| trade.profit_ratio).max_drawdown_abs
            }
            DrawdownMode::Equity => {
                let config = self.rules.config;
                let capital = config
                    .available_capital
                    .unwrap_or(config.dry_run_wallet * config.tradable_balance_ratio);
                let balance = capital + self.earned_until(begin);
                let drawdown = closed_drawdown_of(trades, balance, |trade| trade.profit_abs);
                drawdown.max_relative_drawdown
            }
        }
    }

    /// When a lock ends that begins with the close of a trade.
    fn until(&self, stop: Stop, from: i64) -> i64 {
        match stop {
            Stop::For(span) => from + span.ms(self.rules.settings.timeframe),
            Stop::UnlockAt(minutes) => {
                let at = from - from.rem_euclid(DAY_MS) + minutes * 60_000;
                if at < from { at + DAY_MS } else { at }
            }
        }
    }
}

fn was_stopped(trade: &Trade) -> bool {
    let reasons = ["stop_loss", "trailing_stop_loss", "stoploss_on_exchange", "liquidation"];
    reasons.contains(&trade.exit_reason.as_str())
}

fn lock_side(side: Option<Side>) -> LockSide {
    side.map_or(LockSide::Both, LockSide::from)
}

fn last_close(trades: &[&Trade]) -> i64 {
    trades.iter().map(|trade| trade.close_date).max().unwrap_or(i64::MIN)
}
