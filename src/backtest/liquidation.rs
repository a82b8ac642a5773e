//! At which price the exchange closes a position whose collateral is used up (simulation spec 9.4).

use super::position::Position;
use super::{Perpetual, Rules};
use crate::model::exchange::Exchange;

impl Position {
    /// Reckons the price anew from what the position is now.
    pub(super) fn renew_liquidation(&mut self, rules: &Rules<'_>, contract: &Perpetual) {
        let exchange = Exchange::of(&rules.config.exchange);
        let Some(exchange_price) = self.exchange_liquidation(exchange, contract) else { return };
        let distance = (self.open_rate - exchange_price).abs();
        let price = exchange_price + self.sign() * distance * rules.config.liquidation_buffer;
        // Below nothing it is nothing, which no candle reaches.
        self.liquidation_price = Some(self.price_step.nearest(price.max(0.0)));
    }

    /// The exchange's own price, before the buffer.
    fn exchange_liquidation(&self, exchange: Exchange, contract: &Perpetual) -> Option<f64> {
        // Where there are no tiers the formula needs none.
        let tier = contract.maintenance(self.stake_amount);
        let (rate, cum) = tier.map_or((0.0, 0.0), |it| (it.maintenance_margin_rate, it.cum));
        let (sign, taker) = (self.sign(), contract.taker);
        let (stake, amount, open_rate) = (self.stake_amount, self.amount, self.open_rate);
        let notional = amount * open_rate;
        Some(match exchange {
            Exchange::Binance => {
                (stake + cum - sign * amount * open_rate) / (amount * rate - sign * amount)
            }
            Exchange::Bitget => (stake - sign * notional) / (amount * (rate + taker - sign)),
            Exchange::Bybit => {
                let initial = notional / self.leverage;
                open_rate - sign * ((initial - notional * rate) / amount)
            }
            Exchange::Hyperliquid => {
                let most = contract.most_leverage()?;
                let kept = 1.0 / most / 2.0;
                let available = stake - notional * kept;
                open_rate - sign * available / amount / (1.0 - kept * sign)
            }
            _ if self.side.is_short() => (open_rate + stake / amount) / (1.0 + (rate + taker)),
            _ => (open_rate - stake / amount) / (1.0 - (rate + taker)),
        })
    }

    /// Whether a candle reaches the price at which the exchange closes.
    pub(super) fn is_liquidated(&self, worst: f64) -> bool {
        self.liquidation_price.is_some_and(|price| !self.is_beyond(worst, price))
    }
}

#[cfg(test)]
mod tests {
    use super::super::leverage::tests::contract;
    use super::super::position::tests::{fill, waiting};
    use super::*;
    use crate::model::trade::Side;

    /// A stake of 100 that moves 1,000 at a price of 100.
    fn tenfold(side: Side) -> Position {
        let mut trade = waiting(side, 10.0, 0.0);
        fill(&mut trade, true, 10.0, 100.0);
        trade
    }

    #[test]
    fn the_worked_example_of_binance() {
        let mut contract = contract();
        contract.tiers[0].maintenance_margin_rate = 0.005;
        for (side, expected) in [(Side::Long, -900.0 / -9.95), (Side::Short, 1100.0 / 10.05)] {
            let price = tenfold(side).exchange_liquidation(Exchange::Binance, &contract);
            assert!((price.unwrap() - expected).abs() < 1e-9, "{price:?}");
        }
    }

    #[test]
    fn what_must_be_kept_brings_the_price_nearer_to_the_entry() {
        for exchange in [Exchange::Binance, Exchange::Bitget, Exchange::Bybit, Exchange::Other] {
            for side in [Side::Long, Side::Short] {
                let trade = tenfold(side);
                let price = |rate: f64| {
                    let mut contract = contract();
                    contract.tiers[0].maintenance_margin_rate = rate;
                    trade.exchange_liquidation(exchange, &contract).unwrap()
                };
                let (near, far) = (price(0.02), price(0.01));
                assert!((100.0 - near).abs() < (100.0 - far).abs(), "{exchange:?} {side:?}");
            }
        }
    }

    #[test]
    fn hyperliquid_needs_the_highest_leverage_and_no_tiers() {
        let mut contract = contract();
        contract.tiers.clear();
        let price = |contract: &Perpetual| {
            tenfold(Side::Long).exchange_liquidation(Exchange::Hyperliquid, contract)
        };
        assert_eq!(price(&contract), None);
        contract.max_leverage = Some(50.0);
        // A hundredth of 1,000 is kept: 100 − (90 / 10) / 0.99.
        assert!((price(&contract).unwrap() - (100.0 - 9.0 / 0.99)).abs() < 1e-9);
    }
}
