//! Computes the columns of a plan over candles.

use std::borrow::Cow;
use std::sync::Arc;

use super::core::{Compute, CoreOperation, Operand};
use super::{BaseColumn, Body, FrameId, NodeId, ParameterValue, Parameters, Plan, Shape, TagRule};
use crate::model::bits::Bits;
use crate::model::candles::Candles;
use crate::model::tags::Tags;

/// The candles of one frame, and where they stand beside the base candles.
#[derive(Clone, Debug)]
pub struct FrameData {
    /// The candles.
    pub candles: Arc<Candles>,
    /// For each base candle the row that it sees; empty for the base frame itself.
    pub visible: Vec<Option<u32>>,
}

/// A parameter that cannot be bound.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct BindError {
    /// The node that cannot take it.
    pub node: NodeId,
    /// What is wrong.
    pub message: String,
    /// The likely mend.
    pub help: String,
}

/// The values of the nodes that were asked for.
#[derive(Debug)]
pub struct Evaluation {
    values: Vec<Option<Value>>,
}

#[derive(Clone, Debug)]
enum Value {
    Scalar(f64),
    Column(Arc<Vec<f64>>),
    /// A column of the candles themselves.
    Base(Arc<Candles>, BaseColumn),
    Columns(Vec<Arc<Vec<f64>>>),
    Condition(Arc<Bits>),
}

impl Evaluation {
    /// The condition of a node that was asked for.
    pub fn condition(&self, node: NodeId) -> Option<&Arc<Bits>> {
        match self.values[node.index()].as_ref()? {
            Value::Condition(bits) => Some(bits),
            _ => None,
        }
    }

    /// A column of words whose conditions were asked for.
    pub fn tags(&self, rules: &[TagRule]) -> Tags {
        let bits = |rule: &TagRule| rule.when.and_then(|node| self.condition(node).cloned());
        Tags(rules.iter().map(|rule| (bits(rule), rule.tag.clone())).collect())
    }

    /// The numbers of a node that was asked for.
    pub fn column(&self, node: NodeId) -> Option<Arc<Vec<f64>>> {
        match self.values[node.index()].as_ref()? {
            Value::Column(column) => Some(Arc::clone(column)),
            Value::Base(candles, column) => Some(Arc::new(column.of(candles)?.to_vec())),
            _ => None,
        }
    }
}

impl Plan {
    /// The numbers of all scalar nodes under given parameters (`NaN` for the other nodes), or the
    /// first parameter of a function that leaves its range.
    pub fn bind(&self, given: &Parameters) -> Result<Vec<f64>, BindError> {
        let mut bound = vec![f64::NAN; self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate() {
            match &node.body {
                Body::Constant(value) => bound[at] = *value,
                Body::Parameter(name) => bound[at] = self.parameter_value(name, given),
                Body::Core { operation, inputs } if matches!(operation.compute, Compute::Delay) => {
                    let by = bound[inputs[1].index()];
                    if !(0.0..=100_000.0).contains(&by) || by.fract() != 0.0 {
                        return Err(BindError {
                            node: NodeId(at as u32),
                            message: format!("`shift` cannot go back by {by} candles"),
                            help: "give a whole number from 0 to 100000".into(),
                        });
                    }
                }
                Body::Core { operation, inputs } if node.shape == Shape::Scalar => {
                    let operand = |input: &NodeId| Operand::Scalar(bound[input.index()]);
                    bound[at] = scalar(operation, inputs.iter().map(operand));
                }
                Body::Call { operation, parameters, .. } => {
                    for (parameter, node) in operation.parameters.iter().zip(parameters) {
                        let value = bound[node.index()];
                        if !parameter.admits(value) {
                            return Err(BindError {
                                node: NodeId(at as u32),
                                message: parameter.refusal(operation, value),
                                help: parameter.range_text(),
                            });
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(bound)
    }

    fn parameter_value(&self, name: &str, given: &Parameters) -> f64 {
        let Some(spec) = self.parameters.iter().find(|spec| spec.name == name) else {
            return f64::NAN;
        };
        let value = given.get(name).and_then(|value| spec.domain.admit(value));
        let value = value.unwrap_or_else(|| spec.domain.default_value());
        value.as_f64().unwrap_or(f64::NAN)
    }

    /// Which nodes the wanted ones need, as a count of their readers; wanted ones count once more.
    pub(super) fn readers(&self, wanted: &[NodeId]) -> Vec<u32> {
        let mut readers = vec![0; self.nodes.len()];
        for node in wanted {
            readers[node.index()] += 1;
        }
        for at in (0..self.nodes.len()).rev() {
            if readers[at] > 0 {
                self.nodes[at].body.children().for_each(|child| readers[child.index()] += 1);
            }
        }
        readers
    }
}

/// Computes the wanted nodes of a plan over the candles of its frames, under bound scalars
/// ([`Plan::bind`]). A column that nobody reads any more is given back at once.
pub fn evaluate(plan: &Plan, frames: &[FrameData], bound: &[f64], wanted: &[NodeId]) -> Evaluation {
    let mut readers = plan.readers(wanted);
    let mut values: Vec<Option<Value>> = vec![None; plan.nodes.len()];
    for at in 0..plan.nodes.len() {
        if readers[at] == 0 {
            continue;
        }
        values[at] = Some(compute(plan, frames, bound, &values, at));
        for child in plan.nodes[at].body.children() {
            let left = &mut readers[child.index()];
            *left -= 1;
            if *left == 0 {
                values[child.index()] = None;
            }
        }
    }
    Evaluation { values }
}

fn compute(
    plan: &Plan,
    frames: &[FrameData],
    bound: &[f64],
    values: &[Option<Value>],
    at: usize,
) -> Value {
    let node = &plan.nodes[at];
    if node.shape == Shape::Scalar {
        return Value::Scalar(bound[at]);
    }
    let frame = &frames[node.frame.unwrap_or(FrameId::BASE).index()];
    let rows = frame.candles.len();
    let value =
        |id: &NodeId| values[id.index()].as_ref().expect("children come before their readers");
    match &node.body {
        Body::Constant(_) | Body::Parameter(_) => Value::Scalar(bound[at]),
        Body::Column(column) if column.of(&frame.candles).is_some() => {
            Value::Base(Arc::clone(&frame.candles), *column)
        }
        Body::Column(column) => Value::Column(Arc::new(base_column(&frame.candles, *column))),
        Body::Core { operation, inputs } => {
            let inputs: Vec<&Value> = inputs.iter().map(value).collect();
            core(operation, &inputs, rows)
        }
        Body::Call { operation, inputs, parameters } => {
            let columns: Vec<Cow<'_, [f64]>> =
                inputs.iter().map(|input| value(input).to_column(rows)).collect();
            let slices: Vec<&[f64]> = columns.iter().map(|column| &**column).collect();
            let parameters: Vec<f64> = parameters.iter().map(|node| bound[node.index()]).collect();
            let mut outputs = vec![vec![f64::NAN; rows]; operation.outputs.len()];
            let mut places: Vec<&mut [f64]> = outputs.iter_mut().map(Vec::as_mut_slice).collect();
            (operation.kernel)(&slices, &parameters, &mut places);
            Value::Columns(outputs.into_iter().map(Arc::new).collect())
        }
        Body::Output { call, output } => match value(call) {
            Value::Columns(columns) => Value::Column(Arc::clone(&columns[*output])),
            other => other.clone(),
        },
        Body::Merge { inner } => {
            let inner_frame = plan.nodes[inner.index()].frame.unwrap_or(FrameId::BASE);
            merge(value(inner), &frames[inner_frame.index()].visible)
        }
    }
}

impl Value {
    fn to_column(&self, rows: usize) -> Cow<'_, [f64]> {
        match self.operand() {
            Some(Operand::Column(column)) => Cow::Borrowed(column),
            Some(Operand::Scalar(value)) => Cow::Owned(vec![value; rows]),
            None => Cow::Owned(numbers(self.bits())),
        }
    }

    /// Its numbers; none of a condition.
    fn operand(&self) -> Option<Operand<'_>> {
        Some(match self {
            Self::Scalar(value) => Operand::Scalar(*value),
            Self::Column(column) => Operand::Column(column),
            Self::Base(candles, column) => Operand::Column(column.of(candles)?),
            Self::Columns(columns) => Operand::Column(&columns[0]),
            Self::Condition(_) => return None,
        })
    }

    fn numbers(&self) -> Operand<'_> {
        self.operand().expect("the builder turns conditions into numbers")
    }

    fn bits(&self) -> &Bits {
        match self {
            Self::Condition(bits) => bits,
            _ => unreachable!("the builder refuses numbers where conditions are meant"),
        }
    }
}

fn core(operation: &CoreOperation, inputs: &[&Value], rows: usize) -> Value {
    let column = |fill: &dyn Fn(&mut [f64])| {
        let mut out = vec![0.0; rows];
        fill(&mut out);
        Value::Column(Arc::new(out))
    };
    let condition = |bits: Bits| Value::Condition(Arc::new(bits));
    match &operation.compute {
        Compute::Number1(map) => column(&|out| map(inputs[0].numbers(), out)),
        Compute::Number2(map) => column(&|out| map(inputs[0].numbers(), inputs[1].numbers(), out)),
        Compute::Test1(test) => condition(test(inputs[0].numbers(), rows)),
        Compute::Test2(test) => condition(test(inputs[0].numbers(), inputs[1].numbers(), rows)),
        Compute::Logic2(with) => condition(inputs[0].bits().zip(inputs[1].bits(), with)),
        Compute::Not => condition(inputs[0].bits().not()),
        Compute::AsNumber => column(&|out| out.copy_from_slice(&numbers(inputs[0].bits()))),
        Compute::Select => {
            let (bits, yes, no) = (inputs[0].bits(), inputs[1].numbers(), inputs[2].numbers());
            column(&|out| {
                for (row, out) in out.iter_mut().enumerate() {
                    *out = if bits.get(row) { yes.at(row) } else { no.at(row) };
                }
            })
        }
        Compute::Delay => {
            let bits = inputs[0].bits();
            let Operand::Scalar(by) = inputs[1].numbers() else {
                unreachable!("the builder takes only scalars as a delay")
            };
            let by = by.max(0.0) as usize;
            condition(Bits::from_fn(rows, |row| row >= by && bits.get(row - by)))
        }
    }
}

impl Operand<'_> {
    fn at(&self, row: usize) -> f64 {
        match self {
            Self::Scalar(value) => *value,
            Self::Column(column) => column[row],
        }
    }
}

/// A scalar operation on scalars: the same code on columns of one row.
fn scalar<'a>(operation: &CoreOperation, mut inputs: impl Iterator<Item = Operand<'a>>) -> f64 {
    let mut next = || inputs.next().unwrap_or(Operand::Scalar(f64::NAN));
    let mut out = [f64::NAN];
    match &operation.compute {
        Compute::Number1(map) => map(next(), &mut out),
        Compute::Number2(map) => map(next(), next(), &mut out),
        _ => {}
    }
    out[0]
}

fn numbers(bits: &Bits) -> Vec<f64> {
    (0..bits.len()).map(|row| f64::from(u8::from(bits.get(row)))).collect()
}

fn merge(inner: &Value, visible: &[Option<u32>]) -> Value {
    match inner {
        Value::Condition(bits) => Value::Condition(Arc::new(Bits::from_fn(visible.len(), |row| {
            visible[row].is_some_and(|seen| bits.get(seen as usize))
        }))),
        inner => {
            let operand = inner.numbers();
            let at = |seen: &Option<u32>| seen.map_or(f64::NAN, |row| operand.at(row as usize));
            Value::Column(Arc::new(visible.iter().map(at).collect()))
        }
    }
}

pub(super) fn base_column(candles: &Candles, column: BaseColumn) -> Vec<f64> {
    const DAY: i64 = 86_400_000;
    let time = |part: fn(i64) -> i64| candles.date.iter().map(|date| part(*date) as f64).collect();
    match column {
        BaseColumn::Open
        | BaseColumn::High
        | BaseColumn::Low
        | BaseColumn::Close
        | BaseColumn::Volume => column.of(candles).unwrap_or_default().to_vec(),
        BaseColumn::Date => time(|date| date),
        BaseColumn::Hour => time(|date| date.rem_euclid(DAY) / 3_600_000),
        BaseColumn::Minute => time(|date| date.rem_euclid(3_600_000) / 60_000),
        // The epoch was a Thursday.
        BaseColumn::DayOfWeek => time(|date| (date.div_euclid(DAY) + 3).rem_euclid(7)),
        BaseColumn::Day => time(|date| civil(date).1),
        BaseColumn::Month => time(|date| civil(date).0),
    }
}

/// Month and day of the month of a date.
fn civil(date: i64) -> (i64, i64) {
    use chrono::Datelike;
    chrono::DateTime::from_timestamp_millis(date)
        .map_or((0, 0), |utc| (i64::from(utc.month()), i64::from(utc.day())))
}

/// The value that a parameter was given, as it is printed.
impl std::fmt::Display for ParameterValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Int(value) => write!(f, "{value}"),
            Self::Decimal(value) => write!(f, "{value}"),
            Self::Text(value) => f.write_str(value),
        }
    }
}
