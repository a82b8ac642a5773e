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
