//! Laws of evaluation, for every operation of the language and of the registries: no value depends on
//! what comes later, and none on what is computed beside it.

use std::sync::Arc;

use super::core::{self, Compute};
use super::{
    Batch, BatchNode, Builder, FrameData, FrameId, NodeId, Parameters, Phase, Plan, Shape, Values,
};
use crate::data::informative::Visible;
use crate::indicators::{Operation, functions, pandas, refuses, ta};
use crate::model::candles::{Candle, Candles};
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;

const HOUR: i64 = 3_600_000;
/// A Friday, to see the turn of days, weeks and months.
const START: i64 = 1_611_878_400_000;

/// Candles that wander; some hours stand still.
fn candles(rows: usize, hours: i64, seed: u64) -> Candles {
    let mut state = seed;
    let mut noise = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
    };
    let mut candles = Candles::default();
    let mut price: f64 = 100.0;
    for row in 0..rows {
        let open = price;
        if row % 50 < 40 {
            price *= 1.0 + 0.02 * noise();
        }
        let (high, low) = (open.max(price) * 1.003, open.min(price) * 0.997);
        let volume = if row % 50 < 45 { 10.0 + 5.0 * noise() } else { 0.0 };
        let date = START + row as i64 * hours * HOUR;
        candles.push(Candle { date, open, high, low, close: price, volume });
    }
    candles
}

/// A plan that uses every operation at least once, on two timeframes and two pairs.
fn everything() -> Plan {
    let mut builder = Builder::new(Timeframe::parse("1h").unwrap(), Parameters::new());
    builder.enter(Phase::Indicators);
    let h4 = builder.informative(Timeframe::parse("4h").unwrap(), None).unwrap();
    let other = Pair::parse("B/USDT").unwrap();
    let beside = builder.informative(Timeframe::parse("1h").unwrap(), Some(other)).unwrap();
    let names = [FrameId::BASE, h4, beside].map(|frame| operations(&mut builder, frame));
    builder.enter(Phase::Entry);
    let own = ["close", "date"].map(str::to_owned);
    for name in own.iter().chain(&names[1]) {
        builder.read(FrameId::BASE, &format!("{name}_4h")).unwrap();
        builder.read(FrameId::BASE, &format!("b_usdt_{name}_1h")).unwrap();
    }
    builder.finish().unwrap().0
}

/// All operations on the columns of one frame; returns the names of their results.
fn operations(builder: &mut Builder, frame: FrameId) -> Vec<String> {
    let names = super::BaseColumn::ALL.map(|(name, _)| name);
    let base: Vec<NodeId> = names.iter().map(|name| builder.read(frame, name).unwrap()).collect();
    let (open, high, close, volume) = (base[1], base[2], base[4], base[5]);
    let zero = builder.constant(0.0).unwrap();
    let three = builder.constant(3.0).unwrap();
    // Missing values in front and inside, zeros, and infinite ones.
    let gaps = builder.apply(&core::DIV, &[close, volume]).unwrap();
    let traded = builder.apply(&core::GT, &[volume, zero]).unwrap();
    let nothing = builder.apply(&core::DIV, &[zero, zero]).unwrap();
    let gaps = builder.apply(&core::SELECT, &[traded, gaps, nothing]).unwrap();
    let rising = builder.apply(&core::GT, &[close, open]).unwrap();
    let mut written = Vec::new();
    let mut keep = |builder: &mut Builder, node: NodeId| {
        let name = format!("x{}", written.len());
        builder.write(frame, &name, node).unwrap();
        written.push(name);
    };
    for operation in core::TABLE {
        let columns = [[close, high], [gaps, three], [three, gaps], [volume, gaps]];
        for [a, b] in columns {
            let inputs = match operation.compute {
                Compute::Number1(_) | Compute::Test1(_) if a == three => vec![b],
                Compute::Number1(_) | Compute::Test1(_) => vec![a],
                Compute::Number2(_) | Compute::Test2(_) => vec![a, b],
                Compute::Logic2(_) => vec![rising, traded],
                Compute::Not | Compute::AsNumber => vec![rising],
                Compute::Select => vec![rising, a, b],
                Compute::Delay => vec![rising, three],
            };
            let node = builder.apply(operation, &inputs).unwrap();
            if builder.shape(node) != Shape::Scalar {
                keep(builder, node);
            }
        }
    }
    for operation in
        functions().map(|function| function.operation).chain(pandas::TABLE.iter().copied())
    {
        for source in [close, gaps] {
            let parameters: Vec<NodeId> = defaults(operation)
                .into_iter()
                .map(|value| builder.constant(value).unwrap())
                .collect();
            let inputs: Vec<NodeId> = operation
                .inputs
                .iter()
                .enumerate()
                .map(|(at, input)| match names.iter().position(|name| *name == input.column) {
                    Some(column) if at > 0 || source == close => base[column],
                    _ => source,
                })
                .collect();
            for node in builder.call(operation, &inputs, &parameters).unwrap() {
                keep(builder, node);
            }
        }
    }
    written
}

/// Short windows, so that many of them end within the candles.
fn defaults(operation: &Operation) -> Vec<f64> {
    let short = |value: f64| if value > 12.0 { 7.0 } else { value };
    let value = |parameter: &crate::indicators::Parameter| {
        short(parameter.default.unwrap_or(5.0)).clamp(parameter.low, parameter.high)
    };
    let shortened: Vec<f64> = operation.parameters.iter().map(value).collect();
    if refuses(operation, &shortened).is_none() {
        return shortened;
    }
    operation.parameters.iter().map(|parameter| parameter.default.unwrap_or(5.0)).collect()
}

/// All columns of a plan.
fn columns(plan: &Plan) -> Vec<NodeId> {
    let nodes = plan.nodes.iter().enumerate();
    let of_base = nodes.filter(|(_, node)| {
        matches!(node.shape, Shape::Number | Shape::Condition) && node.frame == Some(FrameId::BASE)
    });
    of_base.map(|(at, _)| NodeId(at as u32)).collect()
}

/// The frames of [`everything`], as far as candles have closed when `rows` base candles have.
fn frames(rows: usize) -> Vec<FrameData> {
    let timeframe = |text: &str| Timeframe::parse(text).unwrap();
    let base = candles(rows, 1, 1);
    let last = START + rows as i64 * HOUR;
    let cut = |candles: Candles, hours: i64| {
        let whole = candles.date.before(last - hours * HOUR + 1);
        candles.slice(0..whole)
    };
    let (h4, beside) = (cut(candles(200, 4, 2), 4), cut(candles(600, 1, 3), 1));
    let visible = |other: &Candles, text: &str| {
        Arc::new(Visible::new(&base.date, timeframe("1h"), &other.date, timeframe(text)))
    };
    let (h4_seen, beside_seen) = (visible(&h4, "4h"), visible(&beside, "1h"));
    vec![
        FrameData { candles: Arc::new(base), visible: Arc::default() },
        FrameData { candles: Arc::new(h4), visible: h4_seen },
        FrameData { candles: Arc::new(beside), visible: beside_seen },
    ]
}

fn evaluate(plan: &Plan, rows: usize, wanted: &[NodeId]) -> (Values, Vec<Option<BatchNode>>) {
    let bound = plan.bind(&Parameters::new()).unwrap();
    let mut batch = Batch::default();
    let frames = batch.frames_of_plan(&frames(rows));
    let nodes = batch.want(plan, &bound, &frames, wanted);
    (batch.evaluate(), nodes)
}

/// The values of a node as bits; conditions as 0 and 1.
fn bits(values: &Values, node: Option<BatchNode>) -> Vec<u64> {
    let node = node.expect("no column is a scalar");
    match values.condition(node) {
        Some(bits) => bits.iter().map(u64::from).collect(),
        None => values.column(node).unwrap().iter().map(|value| value.to_bits()).collect(),
    }
}

#[test]
fn the_plan_uses_every_operation() {
    let plan = everything();
    for operation in core::TABLE {
        let uses = |node: &super::Node| matches!(&node.body, super::Body::Core { operation: used, .. } if std::ptr::eq(*used, *operation));
        assert!(plan.nodes.iter().any(uses), "{}", operation.name);
    }
    for operation in
        functions().map(|function| function.operation).chain(pandas::TABLE.iter().copied())
    {
        let uses = |node: &super::Node| matches!(&node.body, super::Body::Call { operation: used, .. } if std::ptr::eq(*used, operation));
        assert!(plan.nodes.iter().any(uses), "{}", operation.name);
    }
}

#[test]
fn candles_that_come_later_change_no_value() {
    let plan = everything();
    let wanted = columns(&plan);
    let (whole, whole_nodes) = evaluate(&plan, 500, &wanted);
    // From the first four-hour candle on that has closed.
    for rows in [4, 5, 7, 8, 33, 100, 129, 250, 499] {
        let (part, part_nodes) = evaluate(&plan, rows, &wanted);
        for (at, id) in wanted.iter().enumerate() {
            let before = &bits(&whole, whole_nodes[at])[..rows];
            let found = bits(&part, part_nodes[at]);
            assert_eq!(found, before, "{rows} rows, {:?}", plan.nodes[id.index()].body);
        }
    }
}

#[test]
fn a_column_alone_is_what_it_is_among_others() {
    let plan = everything();
    let wanted = columns(&plan);
    let (together, nodes) = evaluate(&plan, 150, &wanted);
    for (at, id) in wanted.iter().enumerate() {
        let (alone, node) = evaluate(&plan, 150, &[*id]);
        assert_eq!(
            bits(&alone, node[0]),
            bits(&together, nodes[at]),
            "{:?}",
            plan.nodes[id.index()].body
        );
    }
}

/// A plan whose entries ask for an RSI below a bound, and for a close above an average.
fn dip(build_period: impl Fn(&mut Builder) -> NodeId, low: f64) -> Plan {
    let mut builder = Builder::new(Timeframe::parse("1h").unwrap(), Parameters::new());
    let close = builder.read(FrameId::BASE, "close").unwrap();
    let period = build_period(&mut builder);
    let operation = |name: &str| ta::find(name).unwrap();
    let rsi = builder.call(operation("RSI"), &[close], &[period]).unwrap()[0];
    let average = builder.call(operation("EMA"), &[close], &[period]).unwrap()[0];
    let low = builder.constant(low).unwrap();
    let (below, above) = (
        builder.apply(&core::LT, &[rsi, low]).unwrap(),
        builder.apply(&core::GT, &[close, average]).unwrap(),
    );
    let entry = builder.apply(&core::AND, &[below, above]).unwrap();
    builder.write(FrameId::BASE, "enter_long", entry).unwrap();
    builder.finish().unwrap().0
}

#[test]
fn what_plans_have_in_common_is_computed_once() {
    let constant = |builder: &mut Builder| builder.constant(14.0).unwrap();
    let declared = |builder: &mut Builder| {
        let domain = super::Domain::Int { low: 2, high: 50, default: 20, step: 1 };
        builder.declare("n", domain).unwrap();
        builder.parameter("n").unwrap()
    };
    let given = Parameters::from([("n".to_owned(), super::ParameterValue::Int(14))]);
    let mut batch = Batch::default();
    let frames = batch.frames_of_plan(&frames(100)[..1]);
    let mut want = |plan: &Plan, given: &Parameters| {
        batch.want(plan, &plan.bind(given).unwrap(), &frames, &plan.signals.nodes());
        batch.len()
    };
    let alone = want(&dip(constant, 30.0), &Parameters::new());
    assert_eq!(alone, 8, "close, two calls, their outputs, two comparisons, their conjunction");
    assert_eq!(want(&dip(constant, 30.0), &Parameters::new()), alone, "the same plan again");
    assert_eq!(want(&dip(declared, 30.0), &given), alone, "a parameter that is bound to the same");
    assert_eq!(want(&dip(constant, 25.0), &Parameters::new()), alone + 2, "another bound");
    assert_eq!(want(&dip(declared, 30.0), &Parameters::new()), alone + 2 + 7, "another period");
}

#[test]
fn few_columns_are_there_at_one_time() {
    let mut builder = Builder::new(Timeframe::parse("1h").unwrap(), Parameters::new());
    let close = builder.read(FrameId::BASE, "close").unwrap();
    let ema = ta::find("EMA").unwrap();
    // Twenty averages first, as a script writes them, then what is made of them.
    let averages: Vec<NodeId> = (2..22)
        .map(|period| {
            let period = builder.constant(f64::from(period)).unwrap();
            builder.call(ema, &[close], &[period]).unwrap()[0]
        })
        .collect();
    let mut entry = builder.apply(&core::GT, &[close, averages[0]]).unwrap();
    for pair in averages.windows(2) {
        let above = builder.apply(&core::GT, &[pair[0], pair[1]]).unwrap();
        entry = builder.apply(&core::AND, &[entry, above]).unwrap();
    }
    builder.write(FrameId::BASE, "enter_long", entry).unwrap();
    let plan = builder.finish().unwrap().0;
    let mut batch = Batch::default();
    let frames = batch.frames_of_plan(&frames(100)[..1]);
    let bound = plan.bind(&Parameters::new()).unwrap();
    let roots = batch.want(&plan, &bound, &frames, &plan.signals.nodes());
    let roots: Vec<BatchNode> = roots.into_iter().flatten().collect();
    let mut schedule = super::schedule::Schedule::new(&batch, &roots, &Values::default());
    let (mut there, mut most) = (0_i64, 0);
    for at in 0..schedule.order().len() {
        let node = schedule.order()[at];
        there += i64::from(batch.steps[node.index()].holds);
        for unused in schedule.after(&batch, node) {
            there -= i64::from(batch.steps[unused.index()].holds);
        }
        most = most.max(there);
    }
    assert!(most <= 3, "{most} columns at one time");
    assert_eq!(there, 0, "all columns are given back");
}
