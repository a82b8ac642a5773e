//! What the trades of futures are followed on beside the candles of the strategy: which part of it is read, and that
//! the identity of a backtest tells all of it.

use autoquant::data::frames::Frames;
use autoquant::job::{Completed, DataKey, Job, JobKey, Prepared, ScriptText, Status, backtest};
use autoquant::model::candle_key::CandleKey;
use autoquant::model::candles::{Candle, Candles};
use autoquant::model::config::Config;
use autoquant::model::leverage::LeverageTier;
use autoquant::model::market::ExchangeRules;
use autoquant::model::pair::Pair;
use autoquant::model::timeframe::Timeframe;
use autoquant::model::timerange::TimeRange;
use serde_json::{Value, json};

use crate::support::memory::Memory;

const HOUR: i64 = 3_600_000;
/// 2024-01-10 00:00.
const START: i64 = 1_704_844_800_000;

/// It enters at 6:00, with a stop of 10 %; `%` stands for further lines.
const SCRIPT: &str = r#"const timeframe = "1h";
const stoploss = -0.1;
const can_short = true;
%
fn populate_indicators(df, metadata) { }
fn populate_entry_trend(df, metadata) { df.loc(df["hour"] == 5, "enter_long"); }
fn populate_exit_trend(df, metadata) { df.loc(df["hour"] == 19, "exit_long"); }
"#;

fn pair() -> Pair {
    Pair::parse("A/USDT:USDT").unwrap()
}

/// So many candles of a price of 100.
fn flat(timeframe: Timeframe, count: i64) -> Candles {
    let mut candles = Candles::default();
    for at in 0..count {
        let date = START + at * timeframe.ms();
        let (open, high, low, close) = (100.0, 101.0, 99.0, 100.0);
        candles.push(Candle { date, open, high, low, close, volume: 1.0 });
    }
    candles
}

fn rates(rows: &[(i64, f64)]) -> Candles {
    let dates = rows.iter().map(|(hour, _)| START + hour * HOUR).collect();
    Candles::of_rates(dates, rows.iter().map(|(_, rate)| *rate).collect())
}

/// A job, and what it reads.
struct Bench {
    job: Job,
    source: Memory,
}

impl Bench {
    fn new(lines: &str, keys: &Value) -> Self {
        let mut config = json!({
            "stake_amount": 100, "dry_run_wallet": 1000, "fee": 0,
            "trading_mode": "futures", "margin_mode": "isolated",
            "exchange": { "name": "binance", "pair_whitelist": ["A/USDT:USDT"] },
        });
        for (key, value) in keys.as_object().unwrap() {
            config[key] = value.clone();
        }
        let config = Config::from_json(&config).unwrap();
        let text = SCRIPT.replace('%', lines);
        let script = ScriptText { file: "S.rhai".into(), text, ..ScriptText::default() };
        let tier = LeverageTier {
            min_notional: 0.0,
            max_notional: None,
            maintenance_margin_rate: 0.005,
            max_leverage: 50.0,
            cum: 0.0,
        };
        let rules = ExchangeRules {
            leverage_tiers: [("A/USDT:USDT".to_owned(), vec![tier])].into(),
            ..ExchangeRules::default()
        };
        let timerange = config.timerange.clone();
        let job = Job::new("S", script, config, rules, timerange);
        let mut source = Memory::default();
        source.put(CandleKey::trades(&pair(), Timeframe::HOUR), flat(Timeframe::HOUR, 30));
        source.put(CandleKey::mark(&pair()), flat(Timeframe::HOUR, 30));
        source.put(CandleKey::funding_rates(&pair()), rates(&[(2, 0.01), (10, 0.01)]));
        Self { job, source }
    }

    fn completed(&self) -> Completed {
        match backtest(&self.job, &self.source).status {
            Status::Completed(completed) => *completed,
            Status::Failed(failure) => panic!("{failure:?}"),
        }
    }

    fn keys(&self) -> (DataKey, JobKey) {
        let Job { script, config, parameters, .. } = &self.job;
        let prepared = Prepared::new(script, config, parameters).unwrap();
        let data = DataKey::of(&self.job, &prepared, &Frames::new(&self.source)).unwrap();
        let job = JobKey::of(&self.job, &prepared, &data);
        (data, job)
    }
}

#[test]
fn funding_is_known_from_where_trading_begins() {
    // A rate to fall back on holds until the first payment that is known: which one that is tells where the
    // reference begins to look.
    for (startup, timerange, expected) in [
        (0, "", -1.0),
        (5, "", -1.4),
        (0, "20240110T0500-", -1.4),
        (2, "20240110T0500-", -1.4),
        (5, "20240110T0100-", -1.0),
    ] {
        let lines = format!("const startup_candle_count = {startup};");
        let keys = json!({ "timerange": timerange, "futures_funding_rate": 0.001 });
        let trades = Bench::new(&lines, &keys).completed().trades;
        assert_eq!(trades.len(), 1);
        let paid = trades[0].funding_fees;
        assert!((paid - expected).abs() < 1e-12, "{startup} {timerange:?}: {paid}");
    }
}

#[test]
fn shorter_candles_end_with_the_timerange() {
    let quarter = Timeframe::parse("15m").unwrap();
    let mut hours = flat(Timeframe::HOUR, 30);
    let mut lows = hours.low.to_vec();
    lows[9] = 80.0;
    hours.low = lows.into();
    let mut quarters = flat(quarter, 120);
    let mut lows = quarters.low.to_vec();
    lows[9 * 4 + 2] = 80.0;
    quarters.low = lows.into();
    for (detail, stop, reason) in
        [("", "0900", "stop_loss"), ("15m", "0900", "force_exit"), ("15m", "1000", "stop_loss")]
    {
        let timerange = format!("20240110-20240110T{stop}");
        let keys = json!({ "timerange": timerange, "timeframe_detail": detail });
        let mut bench = Bench::new("", &keys);
        bench.source.put(CandleKey::trades(&pair(), Timeframe::HOUR), hours.clone());
        bench.source.put(CandleKey::trades(&pair(), quarter), quarters.clone());
        let trades = bench.completed().trades;
        assert_eq!(trades[0].exit_reason, reason, "{detail:?} {stop}");
    }
}

#[test]
fn all_that_is_read_is_in_the_keys() {
    let quarter = Timeframe::parse("15m").unwrap();
    let bench = || {
        let mut bench = Bench::new("", &json!({ "timeframe_detail": "15m" }));
        bench.source.put(CandleKey::trades(&pair(), quarter), flat(quarter, 120));
        bench
    };
    let keys = bench().keys();
    assert_eq!(bench().keys(), keys);
    let changed = |change: fn(&mut Bench)| {
        let mut bench = bench();
        change(&mut bench);
        bench.keys()
    };
    let mark = |hour: usize| {
        let mut mark = flat(Timeframe::HOUR, 30);
        let mut opens = mark.open.to_vec();
        opens[hour] = 100.5;
        mark.open = opens.into();
        mark
    };
    for change in [
        |bench: &mut Bench| {
            let rates = rates(&[(2, 0.01), (10, 0.011)]);
            bench.source.put(CandleKey::funding_rates(&pair()), rates);
        },
        |bench: &mut Bench| {
            let rates = rates(&[(2, 0.01), (11, 0.01)]);
            bench.source.put(CandleKey::funding_rates(&pair()), rates);
        },
        |bench: &mut Bench| {
            bench.job.leverage_tiers.get_mut("A/USDT:USDT").unwrap()[0].cum = 1.0;
        },
        |bench: &mut Bench| {
            bench.source.put(
                CandleKey::trades(&pair(), Timeframe::parse("15m").unwrap()),
                Candles::default(),
            );
        },
        |bench: &mut Bench| {
            let mut quarters = flat(Timeframe::parse("15m").unwrap(), 120);
            let mut lows = quarters.low.to_vec();
            lows[30] = 98.0;
            quarters.low = lows.into();
            bench
                .source
                .put(CandleKey::trades(&pair(), Timeframe::parse("15m").unwrap()), quarters);
        },
        |bench: &mut Bench| bench.job.config.futures_funding_rate = Some(0.001),
    ] {
        let (data, job) = changed(change);
        assert!(data != keys.0 && job != keys.1);
    }
    let with_mark = |hour| {
        let mut bench = bench();
        bench.source.put(CandleKey::mark(&pair()), mark(hour));
        bench.keys()
    };
    assert_ne!(with_mark(10), keys);
    // Nobody pays then.
    assert_eq!(with_mark(11), keys);
}

#[test]
fn a_backtest_of_spot_is_what_it_was() {
    let script = SCRIPT.replace('%', "").replace("const can_short = true;\n", "");
    let mut job = crate::support::memory::job("S", &script, &["A/USDT"]);
    job.timerange = TimeRange::parse("20240110T0300-").unwrap();
    let mut source = Memory::default();
    source.add("A/USDT", "1h", flat(Timeframe::HOUR, 30));
    let keys = Bench { job, source }.keys();
    // As before there were futures.
    assert_eq!(
        (keys.0.as_str(), keys.1.as_str()),
        ("b3d88dc6334da531df5b309eaf82d5ec", "4c59fb5c7038d404fc1b893ca515ea33")
    );
}
