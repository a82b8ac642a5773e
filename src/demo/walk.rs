//! The prices of the demo before they are candles: levels, step by step, that all markets of a pair follow.

use super::noise::Noise;
use super::path::{Character, Path};

/// Milliseconds.
pub(super) const HOUR: i64 = 3_600_000;
/// 2021-01-01 00:00 UTC.
pub(super) const START: i64 = 1_609_459_200_000;
/// From 2021 to 2025, one of them a leap year.
pub(super) const HOURS: i64 = (5 * 365 + 1) * 24;
/// Parts of an hour between which the price moves.
pub(super) const STEPS: usize = 6;

/// Outages of the exchange: the first hour that is missing, and how many are.
pub(super) const OUTAGES: [(i64, i64); 3] = [(2_740, 4), (5_378, 3), (19_573, 2)];

/// The market's logarithmic level at certain hours; straight lines between them, which it is drawn
/// to. Up in 2021, down by three quarters in 2022, up again.
const CYCLE: [(i64, f64); 6] =
    [(0, 0.0), (7_400, 1.35), (16_200, -0.45), (25_000, 0.55), (35_000, 1.0), (HOURS, 1.45)];
/// How strongly it is drawn, per hour.
const PULL: f64 = 0.0012;

/// What makes a pair its own.
pub(super) struct Traits {
    /// Its name on the spot market.
    pub(super) pair: &'static str,
    /// Its price at the beginning.
    pub(super) first_price: f64,
    /// Decimals of its prices.
    pub(super) decimals: i32,
    /// Step of its amounts.
    pub(super) amount_step: f64,
    /// How strongly it follows the market.
    pub(super) beta: f64,
    /// Amount of the base currency that is usually traded in an hour.
    pub(super) volume: f64,
}

/// The pairs of the demo.
pub(super) const PAIRS: [Traits; 5] = [
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

/// How a pair went.
pub(super) struct Walk {
    /// The logarithm of its price after each step, hour by hour.
    pub(super) levels: Vec<[f64; STEPS]>,
    /// How excited its market was in each hour.
    pub(super) excitement: Vec<f64>,
}

/// The ways of all pairs under a seed.
pub(super) fn walks(seed: u64) -> impl Iterator<Item = (&'static Traits, Walk)> {
    let market = market_returns(seed);
    PAIRS.iter().map(move |traits| (traits, walk(seed, traits, &market)))
}

/// Whether the exchange was up in an hour.
pub(super) fn is_open(hour: i64) -> bool {
    !OUTAGES.iter().any(|(first, count)| (*first..first + count).contains(&hour))
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

fn walk(seed: u64, traits: &Traits, market: &[f64]) -> Walk {
    let character = Character {
        volatility: 0.0034 * traits.beta,
        jump: 0.0005,
        jump_size: 0.11 * traits.beta,
        trend: 0.0002,
    };
    let mut path = Path::new(Noise::new(seed, traits.pair), character);
    let hours = market.len() / STEPS;
    let mut walk =
        Walk { levels: Vec::with_capacity(hours), excitement: Vec::with_capacity(hours) };
    let mut own = 0.0;
    let mut level = libm::log(traits.first_price);
    let mut echo = 0.0;
    for market in market.chunks_exact(STEPS) {
        path.hour();
        let mut levels = [0.0; STEPS];
        for (after, change) in levels.iter_mut().zip(market) {
            // What is the pair's own fades over months, so that it stays near the market.
            let alone = path.step(STEPS as f64) - 0.0004 / STEPS as f64 * own;
            own += alone;
            level += traits.beta * change + alone;
            // A part of each move is taken back within hours.
            echo = echo * 0.94 + 0.3 * (traits.beta * change + alone);
            *after = level + echo;
        }
        walk.levels.push(levels);
        walk.excitement.push(path.excitement());
    }
    walk
}

/// A number with so many decimals.
pub(super) fn round(value: f64, decimals: i32) -> f64 {
    let power = libm::pow(10.0, f64::from(decimals));
    (value * power).round() / power
}
