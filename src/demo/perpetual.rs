//! The perpetuals on the same five pairs: their trades, mark prices and funding rates, all of one way.

use super::noise::Noise;
use super::premium::{FUNDING_HOURS, Premium};
use super::tiers::tiers;
use super::walk::{HOUR, HOURS, START, STEPS, Traits, Walk, is_open, round, walks};
use crate::model::candles::{Candle, Candles};
use crate::model::leverage::LeverageTier;
use crate::model::market::Market;
use crate::model::pair::Pair;

/// Candles of the shortest kind in an hour.
const QUARTERS: usize = 4;
/// Prices in one of them. A step of the way has two, so that quarters of an hour end at one.
const PRICES: usize = 2 * STEPS / QUARTERS;

/// One perpetual of the demo.
#[derive(Clone, Debug)]
pub struct DemoPerpetual {
    /// Its name.
    pub pair: Pair,
    /// What the exchange would accept.
    pub market: Market,
    /// How much it would lend.
    pub tiers: Vec<LeverageTier>,
    /// Its trades in candles of a quarter of an hour.
    pub quarters: Candles,
    /// Its mark prices in candles of one hour. They go on while the exchange is down.
    pub mark: Candles,
    /// Its funding rates, every eight hours.
    pub funding: Candles,
}

/// What the exchange has fixed for a perpetual.
struct Contract {
    /// Decimals of its prices.
    decimals: i32,
    /// Decimals of the number of contracts.
    amount_decimals: i32,
    /// Base currency in one contract.
    size: f64,
    /// The largest position with the highest leverage, where there are all tiers.
    depth: f64,
    /// How many of the highest tiers it lacks.
    without: usize,
}

/// In the order of the pairs.
const CONTRACTS: [Contract; 5] = [
    contract(1, 3, 1.0, 50_000.0, 0),
    contract(2, 3, 1.0, 30_000.0, 0),
    contract(3, 0, 1.0, 10_000.0, 1),
    // One of these coins costs too little to be a contract.
    contract(4, 0, 10.0, 10_000.0, 2),
    contract(4, 0, 10.0, 5_000.0, 2),
];

const fn contract(
    decimals: i32,
    amount_decimals: i32,
    size: f64,
    depth: f64,
    without: usize,
) -> Contract {
    Contract { decimals, amount_decimals, size, depth, without }
}

/// The perpetuals under a seed.
pub fn perpetuals(seed: u64) -> Vec<DemoPerpetual> {
    let contracts = walks(seed).zip(&CONTRACTS);
    contracts.map(|((traits, walk), contract)| perpetual(seed, traits, contract, &walk)).collect()
}

fn perpetual(seed: u64, traits: &Traits, contract: &Contract, walk: &Walk) -> DemoPerpetual {
    let (base, quote) = traits.pair.split_once('/').expect("the demo's pairs are pairs");
    let name = format!("{base}/{quote}:{quote}");
    let noise = |of: &str| Noise::new(seed, &format!("{name} {of}"));
    let (mut within, mut haste, mut activity) = (noise("within"), noise("haste"), noise("volume"));
    let mut level = libm::log(traits.first_price);
    let mut premium = Premium::new(noise("premium"), level);
    let (mut traded, mut marked) = (traits.first_price, traits.first_price);
    let mut quarters = Candles::with_capacity(HOURS as usize * QUARTERS);
    let mut mark = Candles::with_capacity(HOURS as usize);
    let (mut dates, mut rates) = (Vec::new(), Vec::new());
    for (hour, (levels, excitement)) in (0..).zip(walk.levels.iter().zip(&walk.excitement)) {
        let date = START + hour * HOUR;
        if hour > 0 && hour % FUNDING_HOURS == 0 {
            dates.push(date);
            rates.push(premium.payment());
        }
        let more = premium.hour(level);
        let finer = finer(level, levels, &mut within);
        level = levels[STEPS - 1];
        let price = |level: f64, decimals: i32| round(libm::exp(level), decimals);
        // Nobody trades at mark prices: they are finer than the exchange's step.
        let marks = finer.map(|level| price(level + more, contract.decimals + 1));
        mark.push(candle(date, &mut marked, &marks, 0.0));
        for (quarter, levels) in (0..).zip(finer.chunks_exact(PRICES)) {
            // Whoever trades at once pays a little too much, or gets too little.
            let traded_at: [f64; PRICES] = std::array::from_fn(|at| {
                let away = HASTE * traits.beta * haste.normal();
                price(levels[at] + more + away, contract.decimals)
            });
            let usual = FUTURES_VOLUME * traits.volume / QUARTERS as f64;
            let volume = usual * libm::exp(0.6 * excitement + 0.5 * activity.normal());
            let date = date + quarter * (HOUR / QUARTERS as i64);
            let volume = round(volume, contract.amount_decimals);
            let candle = candle(date, &mut traded, &traded_at, volume);
            if is_open(hour) {
                quarters.push(candle);
            }
        }
    }
    DemoPerpetual {
        pair: Pair::parse(&name).expect("it has a base, a quote and a settlement currency"),
        market: rules(contract),
        tiers: tiers(contract.depth, contract.without),
        quarters,
        mark,
        funding: Candles::of_rates(dates, rates),
    }
}

/// How far trades are from the mark price.
const HASTE: f64 = 0.00015;

/// How much more is traded than on the spot market.
const FUTURES_VOLUME: f64 = 2.0;

/// The levels of an hour's steps with one more between each two, as restless as the hour was.
fn finer(before: f64, levels: &[f64; STEPS], noise: &mut Noise) -> [f64; 2 * STEPS] {
    let start = |step: usize| if step == 0 { before } else { levels[step - 1] };
    let moved: f64 = (0..STEPS).map(|step| (levels[step] - start(step)).abs()).sum();
    // The deviation of a step is 1.25 times its mean size, and half of that is known of its middle.
    let deviation = 0.625 * moved / STEPS as f64;
    let mut finer = [0.0; 2 * STEPS];
    for step in 0..STEPS {
        let (from, to) = (start(step), levels[step]);
        finer[2 * step] = f64::midpoint(from, to) + deviation * noise.normal();
        finer[2 * step + 1] = to;
    }
    finer
}

/// The candle of some prices, which begins where the one before it ended.
fn candle(date: i64, price: &mut f64, prices: &[f64], volume: f64) -> Candle {
    let open = *price;
    let high = prices.iter().copied().fold(open, f64::max);
    let low = prices.iter().copied().fold(open, f64::min);
    *price = prices.last().copied().unwrap_or(open);
    Candle { date, open, high, low, close: *price, volume }
}

fn rules(contract: &Contract) -> Market {
    let step = |decimals: i32| round(libm::pow(10.0, -f64::from(decimals)), decimals);
    let amount_step = step(contract.amount_decimals);
    Market {
        price_tick: Some(step(contract.decimals)),
        amount_step: Some(amount_step),
        min_amount: Some(amount_step),
        min_cost: Some(5.0),
        contract_size: Some(contract.size),
        maker: Some(0.0002),
        taker: Some(0.0005),
        ..Market::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::walk::OUTAGES;
    use super::super::{SEED, generate};
    use super::*;
    use crate::model::timeframe::Timeframe;

    fn hourly(demo: &DemoPerpetual) -> Candles {
        demo.quarters.aggregate(Timeframe::parse("1h").unwrap())
    }

    fn mean(values: &[f64]) -> f64 {
        values.iter().sum::<f64>() / values.len() as f64
    }

    #[test]
    fn the_bytes_are_the_same_on_any_machine() {
        let mut hasher = blake3::Hasher::new();
        for demo in perpetuals(SEED) {
            for candles in [&demo.quarters, &demo.mark, &demo.funding] {
                candles.date.iter().for_each(|date| {
                    hasher.update(&date.to_le_bytes());
                });
                for column in [&candles.open, &candles.high, &candles.low, &candles.close] {
                    column.iter().chain(&candles.volume).for_each(|value| {
                        hasher.update(&value.to_bits().to_le_bytes());
                    });
                }
            }
        }
        assert_eq!(&hasher.finalize().to_hex()[..16], "6e8cb9a2624929a8");
    }

    #[test]
    fn candles_are_whole_and_only_trades_miss_the_outages() {
        let missing: i64 = OUTAGES.iter().map(|(_, count)| count).sum();
        for demo in perpetuals(SEED) {
            let tick = demo.market.price_tick.unwrap();
            assert_eq!(demo.quarters.len() as i64, (HOURS - missing) * QUARTERS as i64);
            assert_eq!(demo.mark.len() as i64, HOURS);
            assert!(demo.mark.date.iter().eq((0..HOURS).map(|hour| START + hour * HOUR)));
            assert!(demo.quarters.date.iter().all(|date| date % (HOUR / 4) == 0));
            for candles in [&demo.quarters, &demo.mark] {
                for row in 0..candles.len() {
                    let Candle { open, high, low, close, .. } = candles.row(row);
                    assert!(low > 0.0 && low <= open.min(close) && high >= open.max(close));
                }
            }
            let on_grid = |price: &f64| (price / tick - (price / tick).round()).abs() < 1e-6;
            assert!(demo.quarters.close.iter().all(on_grid), "{}", demo.pair);
            assert!(demo.quarters.volume.iter().all(|volume| *volume > 0.0), "{}", demo.pair);
            assert!(demo.mark.volume.iter().all(|volume| *volume == 0.0), "{}", demo.pair);
        }
    }

    #[test]
    fn trades_are_near_mark_prices_and_these_near_the_spot_market() {
        for (demo, spot) in perpetuals(SEED).iter().zip(generate(SEED)) {
            let trades = hourly(demo);
            assert!(trades.date.iter().eq(spot.hourly.date.iter()));
            let (mut from_mark, mut from_spot) = (Vec::new(), Vec::new());
            for row in 0..trades.len() {
                let mark = demo.mark.row(demo.mark.date.before(trades.date.at(row)));
                assert_eq!(mark.date, trades.date.at(row));
                from_mark.push((trades.close[row] / mark.close - 1.0).abs());
                from_spot.push((mark.close / spot.hourly.close[row] - 1.0).abs());
                // Both see what happens within an hour.
                assert!((mark.high / trades.high[row] - 1.0).abs() < 0.003, "{mark:?}");
                assert!((mark.low / trades.low[row] - 1.0).abs() < 0.003, "{mark:?}");
            }
            let most = |values: &[f64]| values.iter().copied().fold(0.0, f64::max);
            assert!((0.00005..0.0004).contains(&mean(&from_mark)), "{}", demo.pair);
            assert!(most(&from_mark) < 0.003, "{}", demo.pair);
            assert!((0.0002..0.001).contains(&mean(&from_spot)), "{}", demo.pair);
            assert!(most(&from_spot) < 0.004, "{}", demo.pair);
        }
    }

    #[test]
    fn every_eight_hours_a_rate_follows_the_premium() {
        for (demo, spot) in perpetuals(SEED).iter().zip(generate(SEED)) {
            let (dates, rates) = (&demo.funding.date, &demo.funding.open);
            let all = (1..HOURS / FUNDING_HOURS).map(|at| START + at * FUNDING_HOURS * HOUR);
            assert!(dates.iter().eq(all), "{}", demo.pair);
            // No fee without a mark price.
            assert!(
                dates.iter().all(|date| demo.mark.date.at(demo.mark.date.before(date)) == date)
            );
            assert!((0.00006..0.00014).contains(&mean(rates)), "{}", mean(rates));
            assert!(rates.iter().all(|rate| rate.abs() < 0.003), "{}", demo.pair);
            let share = |of: &dyn Fn(f64) -> bool| {
                rates.iter().filter(|rate| of(**rate)).count() as f64 / rates.len() as f64
            };
            assert!((0.4..0.9).contains(&share(&|rate| rate == 0.0001)), "{}", demo.pair);
            assert!((0.05..0.3).contains(&share(&|rate| rate < 0.0)), "{}", demo.pair);
            // Seen from outside: how far the mark price was above the spot market's.
            let (mut dear, mut cheap) = (Vec::new(), Vec::new());
            for (date, rate) in dates.iter().zip(rates.iter()) {
                let hours = spot.hourly.date.before(date - FUNDING_HOURS * HOUR)
                    ..spot.hourly.date.before(date);
                let premiums: Vec<f64> = hours
                    .map(|row| {
                        let at = demo.mark.date.before(spot.hourly.date.at(row));
                        demo.mark.close[at] / spot.hourly.close[row] - 1.0
                    })
                    .collect();
                if *rate > 0.0001 {
                    dear.push(mean(&premiums));
                } else if *rate < 0.0001 {
                    cheap.push(mean(&premiums));
                }
            }
            assert!(dear.iter().all(|premium| *premium > 0.0003), "{}", demo.pair);
            assert!(cheap.iter().all(|premium| *premium < -0.0001), "{}", demo.pair);
        }
    }
}
