//! What values a column can have at all, and so whether a condition can hold.

mod functions;

use crate::indicators::Operation;
use crate::strategy::plan::{BaseColumn, Body, Domain, Node, NodeId, Plan};

/// Whether a condition can hold. Candles on which a column has no value do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    Never,
    Sometimes,
    Always,
}

/// The values that a column can have, both ends in.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Range {
    low: f64,
    high: f64,
}

impl Range {
    /// Whether it lies from 0 to 1.
    fn is_flag(self) -> bool {
        self.low >= 0.0 && self.high <= 1.0
    }
}

const ANY: Range = Range { low: f64::NEG_INFINITY, high: f64::INFINITY };
const NOT_NEGATIVE: Range = Range { low: 0.0, high: f64::INFINITY };

/// A comparison.
#[derive(Clone, Copy)]
struct Compared {
    left: NodeId,
    sign: &'static str,
    right: NodeId,
}

/// What is known of each node of a plan.
pub(super) struct Ranges<'a> {
    plan: &'a Plan,
    numbers: Vec<Range>,
    truths: Vec<Truth>,
}

impl<'a> Ranges<'a> {
    pub(super) fn of(plan: &'a Plan) -> Self {
        let count = plan.nodes.len();
        let mut known =
            Self { plan, numbers: Vec::with_capacity(count), truths: Vec::with_capacity(count) };
        for node in &plan.nodes {
            let (range, truth) = known.look(node);
            known.numbers.push(range);
            known.truths.push(truth);
        }
        known
    }

    /// Whether all values of a column lie from 0 to 1, as those of a condition do.
    pub(super) fn is_flag(&self, node: NodeId) -> bool {
        self.numbers[node.index()].is_flag()
    }

    /// Whether a condition can hold.
    pub(super) fn truth(&self, node: NodeId) -> Truth {
        match self.truths[node.index()] {
            Truth::Sometimes if self.is_contradiction(node) => Truth::Never,
            truth => truth,
        }
    }

    fn look(&self, node: &Node) -> (Range, Truth) {
        let maybe = |range| (range, Truth::Sometimes);
        match &node.body {
            Body::Constant(value) => maybe(Range { low: *value, high: *value }),
            Body::Parameter(name) => maybe(self.parameter(name)),
            Body::Column(column) => maybe(of_column(*column)),
            Body::Call { operation, inputs, parameters } => {
                let input = inputs.first().map_or(ANY, |input| self.numbers[input.index()]);
                let parameters: Vec<Range> =
                    parameters.iter().map(|node| self.numbers[node.index()]).collect();
                let is_candle = self.is_candle(operation, inputs);
                maybe(functions::of_call(operation, is_candle, input, &parameters))
            }
            Body::Output { call: inner, .. } | Body::Merge { inner } => {
                (self.numbers[inner.index()], self.truths[inner.index()])
            }
            Body::Core { operation, inputs } => self.core(operation.name, inputs),
        }
    }

    /// Whether a function is computed on the columns of candles that it is made for: of others, the close
    /// may lie beyond high and low.
    fn is_candle(&self, operation: &Operation, inputs: &[NodeId]) -> bool {
        operation.inputs.iter().zip(inputs).all(|(input, node)| {
            matches!(&self.plan.nodes[node.index()].body,
                Body::Column(column) if column.name() == input.column)
        })
    }

    fn parameter(&self, name: &str) -> Range {
        let spec = self.plan.parameters.iter().find(|spec| spec.name == name);
        match spec.map(|spec| &spec.domain) {
            Some(Domain::Int { low, high, .. }) => Range { low: *low as f64, high: *high as f64 },
            Some(Domain::Decimal { low, high, .. }) => Range { low: *low, high: *high },
            _ => ANY,
        }
    }

    fn core(&self, name: &str, inputs: &[NodeId]) -> (Range, Truth) {
        let range = |at: usize| inputs.get(at).map_or(ANY, |node| self.numbers[node.index()]);
        let truth =
            |at: usize| inputs.get(at).map_or(Truth::Sometimes, |node| self.truths[node.index()]);
        let (a, b) = (range(0), range(1));
        let of = |low: f64, high: f64| {
            let fine = !low.is_nan() && !high.is_nan();
            (if fine { Range { low, high } } else { ANY }, Truth::Sometimes)
        };
        match name {
            "neg" => of(-a.high, -a.low),
            "abs" | "sqrt" | "exp" => (NOT_NEGATIVE, Truth::Sometimes),
            "sign" => of(-1.0, 1.0),
            "add" => of(a.low + b.low, a.high + b.high),
            "sub" => of(a.low - b.high, a.high - b.low),
            "mul" if a.is_flag() && b.is_flag() => of(a.low * b.low, a.high * b.high),
            "mul" | "div" if a.low >= 0.0 && b.low >= 0.0 => (NOT_NEGATIVE, Truth::Sometimes),
            "trunc" => of(a.low.trunc(), a.high.trunc()),
            "max" => of(a.low.max(b.low), a.high.max(b.high)),
            "min" => of(a.low.min(b.low), a.high.min(b.high)),
            "clip_low" => of(a.low.max(b.low), a.high.max(b.low)),
            "clip_high" => of(a.low.min(b.high), a.high.min(b.high)),
            "full" => of(b.low, b.high),
            "fillna" => of(a.low.min(b.low), a.high.max(b.high)),
            "where" => of(b.low.min(range(2).low), b.high.max(range(2).high)),
            "as_number" => match truth(0) {
                Truth::Never => of(0.0, 0.0),
                Truth::Sometimes => of(0.0, 1.0),
                Truth::Always => of(1.0, 1.0),
            },
            "gt" => (ANY, below(b, a, inputs, true)),
            "ge" => (ANY, below(b, a, inputs, false)),
            "lt" => (ANY, below(a, b, inputs, true)),
            "le" => (ANY, below(a, b, inputs, false)),
            "eq" => (ANY, equal(a, b, inputs)),
            "ne" => (ANY, not(equal(a, b, inputs))),
            "and" => (ANY, and(truth(0), truth(1))),
            "or" => (ANY, not(and(not(truth(0)), not(truth(1))))),
            "not" => (ANY, not(truth(0))),
            "delay" => (ANY, truth(0)),
            _ => (ANY, Truth::Sometimes),
        }
    }

    /// Whether what is joined by `&` excludes itself: `(rsi < 30) & (rsi > 70)`.
    fn is_contradiction(&self, node: NodeId) -> bool {
        let (parts, _) = self.parts(node);
        parts
            .iter()
            .enumerate()
            .any(|(at, one)| parts[..at].iter().any(|other| self.exclude(*one, *other)))
    }

    /// Whether one condition holds wherever another one does, as far as it is joined of parts of that one.
    pub(super) fn implies(&self, one: NodeId, other: NodeId) -> bool {
        let ((one, _), (other, is_whole)) = (self.parts(one), self.parts(other));
        is_whole && other.iter().all(|part| one.contains(part))
    }

    /// What a condition is joined of by `&`, and whether that is all; a bound keeps hostile plans cheap.
    fn parts(&self, node: NodeId) -> (Vec<NodeId>, bool) {
        let (mut parts, mut open) = (Vec::new(), vec![node]);
        while let Some(node) = open.pop() {
            match &self.plan.nodes[node.index()].body {
                Body::Core { operation, inputs } if operation.name == "and" => open.extend(inputs),
                _ if parts.contains(&node) => {}
                _ => parts.push(node),
            }
            if parts.len() + open.len() > 64 {
                return (parts, false);
            }
        }
        (parts, true)
    }

    /// Whether two conditions never hold together.
    fn exclude(&self, one: NodeId, other: NodeId) -> bool {
        let body = |node: NodeId| &self.plan.nodes[node.index()].body;
        if let Body::Core { operation, inputs } = body(one)
            && operation.name == "not"
            && inputs[0] == other
        {
            return true;
        }
        if let Body::Core { operation, inputs } = body(other)
            && operation.name == "not"
            && inputs[0] == one
        {
            return true;
        }
        let (Some(one), Some(other)) = (self.compared(one), self.compared(other)) else {
            return false;
        };
        if (one.left, one.right) == (other.left, other.right) {
            return opposed(one.sign, other.sign);
        }
        if (one.left, one.right) == (other.right, other.left) {
            return opposed(one.sign, turned(other.sign));
        }
        let number = |node: NodeId| match body(node) {
            Body::Constant(value) => Some(*value),
            _ => None,
        };
        let bounds = number(one.right).zip(number(other.right));
        one.left == other.left
            && bounds.is_some_and(|(bound, next)| apart(one.sign, bound, other.sign, next))
    }

    /// A comparison, with the number behind the sign where there is one.
    fn compared(&self, node: NodeId) -> Option<Compared> {
        let Body::Core { operation, inputs } = &self.plan.nodes[node.index()].body else {
            return None;
        };
        let [a, b] = inputs.as_slice() else { return None };
        if !["gt", "ge", "lt", "le", "eq", "ne"].contains(&operation.name) {
            return None;
        }
        let is_number = matches!(self.plan.nodes[a.index()].body, Body::Constant(_));
        let sign = operation.name;
        Some(if is_number {
            Compared { left: *b, sign: turned(sign), right: *a }
        } else {
            Compared { left: *a, sign, right: *b }
        })
    }
}

/// The sign with its operands in the other order.
fn turned(sign: &'static str) -> &'static str {
    match sign {
        "gt" => "lt",
        "ge" => "le",
        "lt" => "gt",
        "le" => "ge",
        other => other,
    }
}

/// Whether two signs between the same operands never hold together.
fn opposed(one: &str, other: &str) -> bool {
    let is = |a: &[&str], b: &[&str]| {
        a.contains(&one) && b.contains(&other) || a.contains(&other) && b.contains(&one)
    };
    is(&["gt"], &["lt", "le", "eq"]) || is(&["lt"], &["ge", "eq"]) || is(&["eq"], &["ne"])
}

/// Whether `x one a` and `x other b` never hold together.
fn apart(one: &str, a: f64, other: &str, b: f64) -> bool {
    let within = |sign: &str, value: f64| match sign {
        "gt" => (value, f64::INFINITY, true),
        "ge" => (value, f64::INFINITY, false),
        "lt" => (f64::NEG_INFINITY, value, true),
        "le" => (f64::NEG_INFINITY, value, false),
        "eq" => (value, value, false),
        _ => (f64::NEG_INFINITY, f64::INFINITY, false),
    };
    let ((low_a, high_a, open_a), (low_b, high_b, open_b)) = (within(one, a), within(other, b));
    let (low, high) = (low_a.max(low_b), high_a.min(high_b));
    low > high || (low == high && (open_a || open_b))
}

/// Whether `a` can be below `b`, or at it where the sign is not strict.
fn below(a: Range, b: Range, inputs: &[NodeId], strict: bool) -> Truth {
    if inputs.first() == inputs.get(1) {
        return if strict { Truth::Never } else { Truth::Always };
    }
    let (always, never) =
        if strict { (a.high < b.low, a.low >= b.high) } else { (a.high <= b.low, a.low > b.high) };
    // Infinities are reached by no column.
    if always && a.high.is_finite() && b.low.is_finite() {
        Truth::Always
    } else if never && a.low.is_finite() && b.high.is_finite() {
        Truth::Never
    } else {
        Truth::Sometimes
    }
}

fn equal(a: Range, b: Range, inputs: &[NodeId]) -> Truth {
    if inputs.first() == inputs.get(1) {
        return Truth::Always;
    }
    if a.low == a.high && a == b {
        Truth::Always
    } else if a.high < b.low || b.high < a.low {
        Truth::Never
    } else {
        Truth::Sometimes
    }
}

fn not(truth: Truth) -> Truth {
    match truth {
        Truth::Never => Truth::Always,
        Truth::Sometimes => Truth::Sometimes,
        Truth::Always => Truth::Never,
    }
}

fn and(a: Truth, b: Truth) -> Truth {
    match (a, b) {
        (Truth::Never, _) | (_, Truth::Never) => Truth::Never,
        (Truth::Always, Truth::Always) => Truth::Always,
        _ => Truth::Sometimes,
    }
}

fn of_column(column: BaseColumn) -> Range {
    let (low, high) = match column {
        BaseColumn::Date | BaseColumn::Volume => return NOT_NEGATIVE,
        // A price is above 0.
        BaseColumn::Open | BaseColumn::High | BaseColumn::Low | BaseColumn::Close => {
            (f64::MIN_POSITIVE, f64::INFINITY)
        }
        BaseColumn::Hour => (0.0, 23.0),
        BaseColumn::Minute => (0.0, 59.0),
        BaseColumn::DayOfWeek => (0.0, 6.0),
        BaseColumn::Day => (1.0, 31.0),
        BaseColumn::Month => (1.0, 12.0),
    };
    Range { low, high }
}
