//! Five correlated pairs over five years: a bull market, a winter, a recovery.

use super::noise::Noise;
use super::path::{Character, Path};
use crate::model::candles::{Candle, Candles};
use crate::model::market::Market;

const HOUR: i64 = 3_600_000;
/// 2021-01-01 00:00 UTC.
const START: i64 = 1_609_459_200_000;
/// From 2021 to 2025, one of them a leap year.
const HOURS: i64 = (5 * 365 + 1) * 24;
/// Parts of an hour between which the price moves.
const STEPS: usize = 6;

/// Outages of the exchange: the first hour that is missing, and how many are.
const OUTAGES: [(i64, i64); 3] = [(2_740, 4), (5_378, 3), (19_573, 2)];

/// The market's logarithmic level at certain hours; straight lines between them, which it is drawn
/// to. Up in 2021, down by three quarters in 2022, up again.
const CYCLE: [(i64, f64); 6] =
    [(0, 0.0), (7_400, 1.35), (16_200, -0.45), (25_000, 0.55), (35_000, 1.0), (HOURS, 1.45)];
/// How strongly it is drawn, per hour.
const PULL: f64 = 0.0012;

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

/// What makes a pair its own.
struct Traits {
    pair: &'static str,
    first_price: f64,
    /// Decimals of its prices.
    decimals: i32,
    amount_step: f64,
    /// How strongly it follows the market.
    beta: f64,
    /// Amount of the base currency that is usually traded in an hour.
    volume: f64,
}

const PAIRS: [Traits; 5] = [
    traits("BTC/USDT", 29_000.0, 2, 0.00001, 0.75, 1_500.0),
    traits("ETH/USDT", 950.0, 2, 0.0001, 1.0, 20_000.0),
    traits("SOL/USDT", 21.0, 3, 0.001, 1.3, 150_000.0),
    traits("XRP/USDT", 0.41, 5, 0.1, 1.05, 9_000_000.0),
    traits("ADA/USDT", 0.32, 5, 0.1, 1.15, 7_000_000.0),
];

const fn traits(
    pair: &'static str,
    first_price: f64,
    decimals: i32,
    amount_step: f64,
    beta: f64,
    volume: f64,
) -> Traits {
    Traits { pair, first_price, decimals, amount_step, beta, volume }
}

/// The pairs under a seed.
pub fn generate(seed: u64) -> Vec<DemoPair> {
    let market = market_returns(seed);
    PAIRS.iter().map(|traits| pair(seed, traits, &market)).collect()
}

/// The returns that all pairs share, step by step.
fn market_returns(seed: u64) -> Vec<f64> {
    let character = Character { volatility: 0.0042, jump: 0.0007, jump_size: 0.12, trend: 0.0004 };
    let mut path = Path::new(Noise::new(seed, "market"), character);
    let mut returns = Vec::with_capacity(HOURS as usize * STEPS);
    let mut level = 0.0;
    for hour in 0..HOURS {
        path.hour();
        for _ in 0..STEPS {
            let pull = PULL * (target(hour) - level) / STEPS as f64;
            let change = pull + path.step(STEPS as f64);
            level += change;
            returns.push(change);
        }
    }
    returns
}

fn target(hour: i64) -> f64 {
    let after = CYCLE.iter().position(|(at, _)| *at > hour).unwrap_or(CYCLE.len() - 1);
    let ((from, low), (to, high)) = (CYCLE[after - 1], CYCLE[after]);
    low + (high - low) * (hour - from) as f64 / (to - from) as f64
}

fn pair(seed: u64, traits: &Traits, market: &[f64]) -> DemoPair {
    let character = Character {
        volatility: 0.0034 * traits.beta,
        jump: 0.0005,
        jump_size: 0.11 * traits.beta,
        trend: 0.0002,
    };
    let mut path = Path::new(Noise::new(seed, traits.pair), character);
    let mut noise = Noise::new(seed, &format!("{} volume", traits.pair));
    let mut hourly = Candles::with_capacity(HOURS as usize);
    let mut own = 0.0;
    let mut level = libm::log(traits.first_price);
    let mut echo = 0.0;
    let mut price = traits.first_price;
    for (hour, market) in market.chunks_exact(STEPS).enumerate() {
        path.hour();
        let open = price;
        let (mut high, mut low) = (open, open);
        for change in market {
            // What is the pair's own fades over months, so that it stays near the market.
            let alone = path.step(STEPS as f64) - 0.0004 / STEPS as f64 * own;
            own += alone;
            level += traits.beta * change + alone;
            // A part of each move is taken back within hours.
            echo = echo * 0.94 + 0.3 * (traits.beta * change + alone);
            price = round(libm::exp(level + echo), traits.decimals);
            high = high.max(price);
            low = low.min(price);
        }
        let activity = 0.6 * path.excitement() + 0.5 * noise.normal();
        let hour = hour as i64;
        if !OUTAGES.iter().any(|(first, count)| (*first..first + count).contains(&hour)) {
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

fn round(value: f64, decimals: i32) -> f64 {
    let power = libm::pow(10.0, f64::from(decimals));
    (value * power).round() / power
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
