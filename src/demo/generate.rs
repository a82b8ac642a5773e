//! Five correlated pairs over five years: a bull market, a winter, a recovery.

use super::noise::Noise;
use super::walk::{HOUR, HOURS, START, Traits, Walk, is_open, round, walks};
use crate::model::candles::{Candle, Candles};
use crate::model::market::Market;

/// One pair of the demo.
#[derive(Clone, Debug)]
pub struct DemoPair {
    /// Its name.
    pub pair: &'static str,
    /// What the exchange would accept.
    pub market: Market,
    /// Its candles of one hour.
    pub hourly: Candles,
}

/// The pairs under a seed.
pub fn generate(seed: u64) -> Vec<DemoPair> {
    walks(seed).map(|(traits, walk)| pair(seed, traits, &walk)).collect()
}

fn pair(seed: u64, traits: &Traits, walk: &Walk) -> DemoPair {
    let mut noise = Noise::new(seed, &format!("{} volume", traits.pair));
    let mut hourly = Candles::with_capacity(HOURS as usize);
    let mut price = traits.first_price;
    for (hour, (levels, excitement)) in (0..).zip(walk.levels.iter().zip(&walk.excitement)) {
        let open = price;
        let (mut high, mut low) = (open, open);
        for level in levels {
            price = round(libm::exp(*level), traits.decimals);
            high = high.max(price);
            low = low.min(price);
        }
        let activity = 0.6 * excitement + 0.5 * noise.normal();
        if is_open(hour) {
            hourly.push(Candle {
                date: START + hour * HOUR,
                open,
                high,
                low,
                close: price,
                volume: round(traits.volume * libm::exp(activity), 3),
            });
        }
    }
    DemoPair { pair: traits.pair, market: rules(traits), hourly }
}

fn rules(traits: &Traits) -> Market {
    Market {
        price_tick: Some(round(libm::pow(10.0, -f64::from(traits.decimals)), traits.decimals)),
        amount_step: Some(traits.amount_step),
        min_amount: Some(traits.amount_step),
        min_cost: Some(5.0),
        contract_size: Some(1.0),
        maker: Some(0.001),
        taker: Some(0.001),
        ..Market::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::SEED;
    use super::super::walk::{OUTAGES, PAIRS};
    use super::*;
    use crate::model::timeframe::Timeframe;
    use crate::model::timerange::parse_date;

    fn daily_returns(candles: &Candles) -> Vec<f64> {
        let days = candles.aggregate(Timeframe::DAY);
        days.close.windows(2).map(|pair| libm::log(pair[1] / pair[0])).collect()
    }

    fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
        let count = values.len() as f64;
        values.sum::<f64>() / count
    }

    fn central(values: &[f64], power: i32) -> f64 {
        let middle = mean(values.iter().copied());
        mean(values.iter().map(|value| (value - middle).powi(power)))
    }

    fn correlation(a: &[f64], b: &[f64]) -> f64 {
        let (mean_a, mean_b) = (mean(a.iter().copied()), mean(b.iter().copied()));
        let together = mean(a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b)));
        together / (central(a, 2) * central(b, 2)).sqrt()
    }

    fn close_at(pair: &DemoPair, date: &str) -> f64 {
        let row = pair.hourly.date.until(parse_date(date).unwrap());
        pair.hourly.close[row - 1]
    }

    #[test]
    fn the_bytes_are_the_same_on_any_machine() {
        let mut hasher = blake3::Hasher::new();
        for pair in generate(SEED) {
            let candles = &pair.hourly;
            candles.date.iter().for_each(|date| {
                hasher.update(&date.to_le_bytes());
            });
            for column in [&candles.open, &candles.high, &candles.low, &candles.close] {
                column.iter().chain(&candles.volume).for_each(|value| {
                    hasher.update(&value.to_bits().to_le_bytes());
                });
            }
        }
        assert_eq!(&hasher.finalize().to_hex()[..16], "b7a9774b3b2b4102");
    }

    #[test]
    fn returns_have_fat_tails_and_move_together() {
        let returns: Vec<Vec<f64>> =
            generate(SEED).iter().map(|pair| daily_returns(&pair.hourly)).collect();
        for (at, a) in returns.iter().enumerate() {
            // Of a normal distribution it is 3.
            let kurtosis = central(a, 4) / central(a, 2).powi(2);
            assert!((8.0..60.0).contains(&kurtosis), "{}: {kurtosis}", PAIRS[at].pair);
            for b in &returns[at + 1..] {
                let correlation = correlation(a, b);
                assert!((0.4..0.9).contains(&correlation), "{}: {correlation}", PAIRS[at].pair);
            }
        }
    }

    #[test]
    fn a_bull_market_a_winter_and_a_recovery() {
        for pair in generate(SEED) {
            let [start, top, bottom, end] =
                ["20210101", "20211105", "20221105", "20251231"].map(|date| close_at(&pair, date));
            assert!(top > 1.5 * start, "{}: {start} {top}", pair.pair);
            assert!(bottom < 0.5 * top, "{}: {top} {bottom}", pair.pair);
            assert!(end > 1.5 * bottom, "{}: {bottom} {end}", pair.pair);
        }
    }

    #[test]
    fn candles_are_whole_and_some_hours_are_missing() {
        let missing: i64 = OUTAGES.iter().map(|(_, count)| count).sum();
        for pair in generate(SEED) {
            let candles = &pair.hourly;
            assert_eq!(candles.len() as i64, HOURS - missing);
            assert_eq!(candles.date.last(), Some(START + (HOURS - 1) * HOUR));
            for row in 0..candles.len() {
                let Candle { open, high, low, close, volume, .. } = candles.row(row);
                assert!(low > 0.0 && low <= open.min(close) && high >= open.max(close));
                assert!(volume > 0.0);
            }
        }
    }
}
