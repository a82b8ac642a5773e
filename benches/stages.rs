//! What each stage of a backtest costs: the demo's three strategies on five pairs and five years of 1h
//! candles. `cargo bench` prints the time of each stage, and how many candles that is a second.

use std::hint::black_box;
use std::sync::Arc;

use autoquant::backtest::metrics::{Run, figures, wallet_stats};
use autoquant::backtest::{PairInput, Rules, Simulation, simulate};
use autoquant::data::feather::write_candles;
use autoquant::data::frames::Frames;
use autoquant::data::informative::Visible;
use autoquant::data::merge::merge;
use autoquant::demo;
use autoquant::job::{Inspected, Prepared, ScriptText, inspect};
use autoquant::model::candle_key::CandleKey;
use autoquant::model::candles::Candles;
use autoquant::model::market::ExchangeRules;
use autoquant::model::timeframe::Timeframe;
use autoquant::report;
use autoquant::research::ledger::Ledger;
use autoquant::research::{WhatIf, Workspace, round};
use autoquant::strategy::callbacks::{Defined, NoCallbacks};
use autoquant::strategy::plan::{Batch, FrameData, Parameters};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// The program's own.
#[global_allocator]
static ALLOCATOR: autoquant::memory::Counting<mimalloc::MiMalloc> =
    autoquant::memory::Counting(mimalloc::MiMalloc);

/// Everything that the stages begin with.
struct Fixture {
    _folder: tempfile::TempDir,
    workspace: Workspace,
    rules: ExchangeRules,
    script: ScriptText,
    prepared: Prepared,
    inspected: Vec<Inspected>,
    candles: u64,
}

impl Fixture {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the demo");
        demo::write(folder.path()).expect("the demo");
        let workspace = Workspace::open(folder.path()).expect("the demo's workspace");
        let file = folder.path().join("user_data/strategies/RsiDip.rhai");
        let text = std::fs::read_to_string(file).expect("the demo's strategy");
        let script = ScriptText { file: "RsiDip.rhai".into(), text, ..ScriptText::default() };
        let rules =
            workspace.store().exchange_rules(&workspace.config).expect("the demo's markets");
        let prepared = Prepared::new(&script, &workspace.config, &Parameters::new())
            .expect("the demo's strategy is sound");
        let inspected =
            inspect(&prepared, &workspace.config.timerange, &Frames::new(&workspace.store()))
                .expect("the demo's candles");
        let candles = inspected.iter().map(|pair| pair.columns.candles().len() as u64).sum();
        Self { _folder: folder, workspace, rules, script, prepared, inspected, candles }
    }

    fn inputs(&self) -> Vec<PairInput> {
        let store = self.workspace.store();
        let frames = Frames::new(&store);
        let input = |pair: &Inspected| {
            let name = pair.pair.as_str();
            let candles = pair.columns.candles();
            let precision = self.rules.markets.price_precision(name);
            let key = CandleKey::trades(&pair.pair, self.prepared.settings.timeframe);
            PairInput {
                pair: name.to_owned(),
                candles: Arc::clone(candles),
                first: pair.first,
                signals: pair.signals.clone(),
                price_steps: frames.price_steps(&key, candles, precision),
                amount_precision: self.rules.markets.amount_precision(name),
                market: self.rules.markets.market(name),
                detail: None,
                perpetual: None,
            }
        };
        self.inspected.iter().map(input).collect()
    }

    fn simulate(&self, inputs: &[PairInput]) -> Simulation {
        let rules = Rules {
            settings: &self.prepared.settings,
            config: &self.workspace.config,
            fee: 0.001,
            callbacks: &NoCallbacks,
            defined: Defined::default(),
        };
        simulate(rules, inputs).expect("no callback fails").expect("there are candles")
    }
}

fn stages(criterion: &mut Criterion) {
    let fixture = Fixture::new();
    let (config, prepared) = (&fixture.workspace.config, &fixture.prepared);
    let mut group = criterion.benchmark_group("stage");
    group.throughput(Throughput::Elements(fixture.candles));

    group.bench_function("load", |bencher| {
        bencher.iter(|| {
            let store = fixture.workspace.store();
            let frames = Frames::new(&store);
            for pair in &prepared.basket {
                for timeframe in [prepared.settings.timeframe, Timeframe::DAY] {
                    let key = CandleKey::trades(pair, timeframe);
                    black_box(frames.cut(&key, None, None).expect("the demo's candles"));
                }
            }
        });
    });
    group.bench_function("plan", |bencher| {
        bencher.iter(|| Prepared::new(&fixture.script, config, &Parameters::new()));
    });
    group.bench_function("evaluate", |bencher| {
        let visible = |pair: &Inspected, at: usize| {
            let (base, other) = (&pair.columns.frames()[0], &pair.columns.frames()[at]);
            let specs = &pair.columns.plan().frames;
            Visible::new(
                &base.candles.date,
                specs[0].timeframe,
                &other.candles.date,
                specs[at].timeframe,
            )
        };
        bencher.iter(|| {
            let mut batch = Batch::default();
            for (pair, plan) in fixture.inspected.iter().zip(&prepared.plans) {
                let frame = |(at, frame): (usize, &FrameData)| FrameData {
                    candles: Arc::clone(&frame.candles),
                    visible: Arc::new(if at > 0 { visible(pair, at) } else { Visible::default() }),
                };
                let frames: Vec<FrameData> =
                    pair.columns.frames().iter().enumerate().map(frame).collect();
                let frames = batch.frames_of_plan(&frames);
                let wanted = plan.planned.plan.signals.nodes();
                batch.want(&plan.planned.plan, &plan.bound, &frames, &wanted);
            }
            batch.evaluate()
        });
    });
    let inputs = fixture.inputs();
    group.bench_function("simulate", |bencher| bencher.iter(|| fixture.simulate(&inputs)));
    let simulation = fixture.simulate(&inputs);
    let pairs: Vec<String> = inputs.iter().map(|input| input.pair.clone()).collect();
    group.bench_function("metrics", |bencher| {
        bencher.iter(|| {
            let run = Run {
                trades: &simulation.trades,
                pairs: &pairs,
                starting_balance: config.dry_run_wallet,
                final_balance: simulation.final_balance,
                backtest_start: simulation.backtest_start,
                backtest_end: simulation.backtest_end,
                market_change: 0.0,
            };
            (figures(&run), wallet_stats(&simulation.equity))
        });
    });
    let strategies = fixture.workspace.strategies().expect("the demo's strategies");
    let all = || {
        let store = fixture.workspace.store();
        round(
            &fixture.workspace,
            &strategies,
            &WhatIf::default(),
            &fixture.rules,
            &store,
            &Ledger::default(),
        )
    };
    let results = all();
    group.bench_function("print", |bencher| {
        bencher.iter(|| {
            let blocks = results.results.iter().map(report::block);
            let summaries = results.summaries.iter().map(report::summary_block);
            blocks.chain(summaries).map(|text| text.len()).sum::<usize>()
        });
    });
    group.finish();
    criterion.bench_function("round", |bencher| bencher.iter(all));
}

/// A million one-minute candles, of which the last ten thousand and the first one are new.
fn store(criterion: &mut Criterion) {
    const ROWS: usize = 1_000_000;
    const NEW: usize = 10_000;
    let price = |row: usize| 100.0 + (row * row % 9_973) as f64 * 0.01;
    let prices: Vec<f64> = (0..ROWS).map(price).collect();
    let column = |shift: f64| prices.iter().map(|price| price + shift).collect();
    let all = Candles {
        date: (0..ROWS as i64).map(|row| row * 60_000).collect::<Vec<_>>().into(),
        open: column(0.0),
        high: column(2.0),
        low: column(-2.0),
        close: column(1.0),
        volume: column(5.0),
    };
    let (here, more) =
        (all.slice(1..ROWS - NEW), merge(&all.slice(0..1), &all.slice(ROWS - NEW..ROWS)));
    let folder = tempfile::tempdir().expect("a folder for the file");
    let path = folder.path().join("BTC_USDT-1m.feather");
    criterion.bench_function("merge and write a million candles", |bencher| {
        bencher.iter(|| {
            let merged = merge(&here, &more.candles);
            write_candles(&path, &merged.candles).expect("the file can be written");
        });
    });
}

criterion_group!(benches, stages, store);
criterion_main!(benches);
