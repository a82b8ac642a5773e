//! Balances, and how much of them a trade may take (simulation spec 4).

use super::position::Position;
use super::{PairInput, Rules};
use crate::model::config::{Config, StakeAmount};
use crate::model::exchange::Exchange;

/// The balance of the stake currency, as of the last fill.
#[derive(Clone, Debug)]
pub(super) struct Wallet {
    start: f64,
    /// Whether stakes stay in it as the collateral of positions: so it is with futures.
    pub holds_collateral: bool,
    /// What closed trades have brought.
    pub closed_profit: f64,
    /// What is in no trade.
    pub free: f64,
    /// `free` and what is locked in entry orders, with futures all stakes.
    pub total: f64,
}

/// The limits of a stake.
#[derive(Clone, Copy, Debug)]
pub(super) struct StakeLimits {
    pub min: Option<f64>,
    pub max: f64,
}

/// What the smallest stake is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reserve {
    /// A new trade.
    Entry,
    /// An order that adds to a position.
    Addition,
    /// The question whether a position is to be changed.
    Adjustment,
}

impl Reserve {
    /// The distance of the stop that the stake must be worth enough at.
    fn stop(self) -> f64 {
        match self {
            Self::Entry => 0.05,
            Self::Addition => 0.0,
            Self::Adjustment => 0.1,
        }
    }
}

impl Wallet {
    pub(super) fn new(config: &Config) -> Self {
        let start = config.dry_run_wallet;
        let holds_collateral = !config.trading_mode.is_spot();
        Self { start, holds_collateral, closed_profit: 0.0, free: start, total: start }
    }

    /// Adds the profit of a closed trade; profits are added in closing order.
    pub(super) fn close(&mut self, profit: f64) {
        self.closed_profit += profit;
    }

    /// The start, and what closed trades have brought.
    pub(super) fn earned(&self) -> f64 {
        self.start + self.closed_profit
    }

    /// Takes the balances anew.
    pub(super) fn refresh(&mut self, open: &mut [Position]) {
        for trade in &mut *open {
            trade.in_wallet = trade.amount;
        }
        let realized = open.iter().fold(0.0, |sum, trade| sum + trade.realized_profit);
        self.free = self.start + (self.closed_profit + realized) - tied(open);
        self.total = if self.holds_collateral {
            self.free + tied(open)
        } else {
            let waiting = open.iter().filter_map(Position::waiting_stake);
            self.free + waiting.fold(0.0, |sum, stake| sum + stake)
        };
    }

    /// What may be staked on a further trade.
    pub(super) fn available(&self, config: &Config, open: &[Position]) -> f64 {
        let tied = tied(open);
        let capacity = match config.available_capital {
            Some(capital) => capital + self.closed_profit,
            None => (tied + self.free) * config.tradable_balance_ratio,
        };
        (capacity - tied).min(self.free)
    }

    /// The stake that a new trade is offered; `None` when the wallet cannot pay it.
    pub(super) fn proposed_stake(&self, rules: &Rules<'_>, open: &[Position]) -> Option<f64> {
        let config = rules.config;
        let available = self.available(config, open);
        let mut stake = match config.stake_amount {
            StakeAmount::Fixed(stake) => stake,
            StakeAmount::Unlimited => match rules.settings.max_open_trades {
                0 => 0.0,
                slots => ((available + tied(open)) / slots as f64).min(available),
            },
        };
        if config.amend_last_stake_amount {
            let least = stake * config.last_stake_amount_min_ratio;
            stake = if available > least { stake.min(available) } else { 0.0 };
        }
        (available >= stake).then_some(stake.max(0.0))
    }
}

fn tied(open: &[Position]) -> f64 {
    open.iter().fold(0.0, |sum, trade| sum + trade.stake_amount)
}

/// What the exchange accepts as a stake at a price.
///
/// The reserve above the smallest cost is for a stop at a distance that depends on the question, whatever the
/// strategy's own is.
pub(super) fn stake_limits(
    input: &PairInput,
    config: &Config,
    price: f64,
    reserve: Reserve,
    leverage: f64,
) -> StakeLimits {
    let market = &input.market;
    let margin = 1.0 + config.amount_reserve_percent;
    let reserve = (margin / (1.0 - reserve.stop())).clamp(1.0, 1.5);
    let by_cost = market.min_cost.map(|cost| cost * reserve);
    let by_amount = market.min_amount.map(|amount| amount * price * margin);
    StakeLimits {
        min: by_cost.into_iter().chain(by_amount).reduce(f64::max).map(|least| least / leverage),
        max: most_notional(input, config, price, leverage) / leverage,
    }
}

/// The largest position at a price.
fn most_notional(input: &PairInput, config: &Config, price: f64, leverage: f64) -> f64 {
    let (market, perpetual) = (&input.market, input.perpetual.as_ref());
    if let Some(contract) = perpetual
        && Exchange::of(&config.exchange) == Exchange::Okx
    {
        return contract.last_notional().unwrap_or(f64::INFINITY);
    }
    let by_tier = perpetual.and_then(|contract| contract.max_notional(leverage));
    let by_amount = market.max_amount.map(|amount| amount * price);
    let most = by_tier.into_iter().chain(market.max_cost).chain(by_amount);
    most.fold(f64::INFINITY, f64::min)
}

/// A stake brought within the limits, beside what a trade has already; `None` when there is no entry.
pub(super) fn validate_stake(
    stake: f64,
    limits: StakeLimits,
    available: f64,
    staked: f64,
) -> Option<f64> {
    let most = limits.max.min(available).min(limits.max - staked);
    let least = limits.min.unwrap_or(0.0);
    if stake <= 0.0 || stake.is_nan() || least > most {
        return None;
    }
    if stake < least {
        // Far too little is no entry, a little too little is raised.
        return (stake * 1.3 >= least).then_some(least);
    }
    Some(stake.min(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(min: f64) -> StakeLimits {
        StakeLimits { min: Some(min), max: f64::INFINITY }
    }

    #[test]
    fn a_stake_is_brought_within_the_limits() {
        let min = 5.0 * (1.05 / 0.95);
        assert_eq!(validate_stake(4.0, limits(min), 1000.0, 0.0), None);
        assert_eq!(validate_stake(4.5, limits(min), 1000.0, 0.0), Some(min));
        assert_eq!(validate_stake(2000.0, limits(min), 1000.0, 0.0), Some(1000.0));
        assert_eq!(validate_stake(4.5, limits(min), 5.0, 0.0), None);
        assert_eq!(validate_stake(0.0, limits(0.0), 5.0, 0.0), None);
    }
}
