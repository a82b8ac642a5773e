//! How one step of a batch is computed.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::BaseColumn;
use super::batch::{BatchNode, Input, Step, Work};
use super::core::{Compute, CoreOperation, Operand};
use super::pool::Pool;
use crate::data::informative::Visible;
use crate::indicators::Operation;
use crate::model::bits::Bits;
use crate::model::candles::Candles;

/// What a step gives.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Column(Arc<Vec<f64>>),
    /// A column of the candles themselves.
    Base(Arc<Candles>, BaseColumn),
    Columns(Vec<Arc<Vec<f64>>>),
    Condition(Arc<Bits>),
}

impl Value {
    /// Gives its columns to whoever needs some next.
    pub(super) fn give_back(self, pool: &Pool) {
        match self {
            Self::Column(column) => pool.give(column),
            Self::Columns(columns) => columns.into_iter().for_each(|column| pool.give(column)),
            Self::Base(..) | Self::Condition(_) => {}
        }
    }

    /// Its numbers; none of a condition.
    fn operand(&self) -> Option<Operand<'_>> {
        Some(match self {
            Self::Column(column) => Operand::Column(column),
            Self::Base(candles, column) => Operand::Column(column.of(candles)?),
            Self::Columns(columns) => Operand::Column(columns.first()?),
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

/// The values that are there.
type Known = HashMap<BatchNode, Value>;

/// Computes a step from the values of what it reads.
pub(super) fn compute<'a>(
    step: &Step,
    candles: &Arc<Candles>,
    visible: &dyn Fn(BatchNode) -> &'a Visible,
    known: &Known,
    pool: &Pool,
) -> Value {
    let rows = candles.len();
    let value = |node: BatchNode| known.get(&node).expect("a step comes after all that it reads");
    match &step.work {
        Work::Base(column) if column.is_of_candles() => Value::Base(Arc::clone(candles), *column),
        Work::Base(column) => {
            let mut out = pool.take(rows);
            fill_base_column(candles, *column, &mut out);
            Value::Column(Arc::new(out))
        }
        Work::Core { operation, inputs } => core(operation, &Inputs { inputs, known }, rows, pool),
        Work::Call { operation, inputs, parameters } => {
            call(operation, &Inputs { inputs, known }, parameters, rows, pool)
        }
        Work::Output { call, output } => match value(*call) {
            Value::Columns(columns) => Value::Column(Arc::clone(&columns[*output])),
            other => other.clone(),
        },
        Work::Merge { inner } => merge(value(*inner), visible(*inner), pool),
    }
}

/// What a step reads.
struct Inputs<'a> {
    inputs: &'a [Input],
    known: &'a Known,
}

impl<'a> Inputs<'a> {
    fn numbers(&self, at: usize) -> Operand<'a> {
        match self.inputs[at] {
            Input::Scalar(value) => Operand::Scalar(value),
            Input::Node(node) => self.value(node).numbers(),
        }
    }

    fn bits(&self, at: usize) -> &'a Bits {
        match self.inputs[at] {
            Input::Node(node) => self.value(node).bits(),
            Input::Scalar(_) => unreachable!("the builder refuses numbers among conditions"),
        }
    }

    fn value(&self, node: BatchNode) -> &'a Value {
        self.known.get(&node).expect("a step comes after all that it reads")
    }
}

fn call(
    operation: &Operation,
    inputs: &Inputs<'_>,
    parameters: &[f64],
    rows: usize,
    pool: &Pool,
) -> Value {
    let column = |at: usize| match inputs.numbers(at) {
        Operand::Column(column) => Cow::Borrowed(column),
        Operand::Scalar(value) => Cow::Owned(vec![value; rows]),
    };
    let columns: Vec<Cow<'_, [f64]>> = (0..inputs.inputs.len()).map(column).collect();
    let slices: Vec<&[f64]> = columns.iter().map(|column| &**column).collect();
    let mut outputs: Vec<Vec<f64>> = operation.outputs.iter().map(|_| pool.take(rows)).collect();
    let mut places: Vec<&mut [f64]> = outputs.iter_mut().map(Vec::as_mut_slice).collect();
    (operation.kernel)(&slices, parameters, &mut places);
    Value::Columns(outputs.into_iter().map(Arc::new).collect())
}

fn core(operation: &CoreOperation, inputs: &Inputs<'_>, rows: usize, pool: &Pool) -> Value {
    let column = |fill: &dyn Fn(&mut [f64])| {
        let mut out = pool.take(rows);
        fill(&mut out);
        Value::Column(Arc::new(out))
    };
    let condition = |bits: Bits| Value::Condition(Arc::new(bits));
    let (numbers, bits) = (|at| inputs.numbers(at), |at| inputs.bits(at));
    match &operation.compute {
        Compute::Number1(map) => column(&|out| map(numbers(0), out)),
        Compute::Number2(map) => column(&|out| map(numbers(0), numbers(1), out)),
        Compute::Test1(test) => condition(test(numbers(0), rows)),
        Compute::Test2(test) => condition(test(numbers(0), numbers(1), rows)),
        Compute::Logic2(with) => condition(bits(0).zip(bits(1), with)),
        Compute::Not => condition(bits(0).not()),
        Compute::AsNumber => column(&|out| {
            bits(0).iter().zip(out).for_each(|(bit, out)| *out = f64::from(u8::from(bit)));
        }),
        Compute::Select => {
            let (choice, yes, no) = (bits(0), numbers(1), numbers(2));
            column(&|out| {
                for (row, (bit, out)) in choice.iter().zip(out).enumerate() {
                    *out = if bit { yes.at(row) } else { no.at(row) };
                }
            })
        }
        Compute::Delay => {
            let Operand::Scalar(by) = numbers(1) else {
                unreachable!("the builder takes only scalars as a delay")
            };
            condition(bits(0).delayed(by.max(0.0) as usize))
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

fn merge(inner: &Value, visible: &Visible, pool: &Pool) -> Value {
    if let Value::Condition(bits) = inner {
        let mut seen = Bits::zeros(visible.len());
        visible.runs().filter(|(_, row)| bits.get(*row)).for_each(|(run, _)| seen.set(run));
        return Value::Condition(Arc::new(seen));
    }
    let operand = inner.numbers();
    let mut out = pool.take(visible.len());
    let first = visible.runs().next().map_or(out.len(), |(run, _)| run.start);
    out[..first].fill(f64::NAN);
    visible.runs().for_each(|(run, row)| out[run].fill(operand.at(row)));
    Value::Column(Arc::new(out))
}

/// Writes a column of the candles, or one that follows from their dates.
pub(super) fn fill_base_column(candles: &Candles, column: BaseColumn, out: &mut [f64]) {
    const DAY: i64 = 86_400_000;
    let time = |out: &mut [f64], part: fn(i64) -> i64| {
        candles.date.iter().zip(out).for_each(|(date, out)| *out = part(date) as f64);
    };
    match column {
        BaseColumn::Open
        | BaseColumn::High
        | BaseColumn::Low
        | BaseColumn::Close
        | BaseColumn::Volume => out.copy_from_slice(column.of(candles).unwrap_or_default()),
        BaseColumn::Date => time(out, |date| date),
        BaseColumn::Hour => time(out, |date| date.rem_euclid(DAY) / 3_600_000),
        BaseColumn::Minute => time(out, |date| date.rem_euclid(3_600_000) / 60_000),
        // The epoch was a Thursday.
        BaseColumn::DayOfWeek => time(out, |date| (date.div_euclid(DAY) + 3).rem_euclid(7)),
        BaseColumn::Day => time(out, |date| civil(date).1),
        BaseColumn::Month => time(out, |date| civil(date).0),
    }
}

/// Month and day of the month of a date.
fn civil(date: i64) -> (i64, i64) {
    use chrono::Datelike;
    chrono::DateTime::from_timestamp_millis(date)
        .map_or((0, 0), |utc| (i64::from(utc.month()), i64::from(utc.day())))
}
