//! Gives the parameters of a plan their values, and computes the numbers that follow from them.

use super::core::{Compute, CoreOperation, Operand};
use super::{Body, NodeId, ParameterValue, Parameters, Plan, Shape};
use crate::indicators::refuses;
use crate::model::number::shortest;

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
                            message: format!("`shift` cannot go back by {} candles", shortest(by)),
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
                    let bound: Vec<f64> =
                        parameters.iter().map(|node| bound[node.index()]).collect();
                    if let Some(rule) = refuses(operation, &bound) {
                        return Err(BindError {
                            node: NodeId(at as u32),
                            message: format!("parameters of {} do not go together", operation.name),
                            help: rule.to_owned(),
                        });
                    }
                    // A declared window may be shorter than `min_periods` with one value alone.
                    let named = |name: &str| {
                        let at = operation.parameters.iter().position(|p| p.name == name)?;
                        Some(bound[at])
                    };
                    if let (Some(rows), Some(least)) = (named("window"), named("min_periods"))
                        && least > rows
                    {
                        return Err(BindError {
                            node: NodeId(at as u32),
                            message: format!(
                                "a window of {rows} candles never has the {least} of `min_periods`"
                            ),
                            help: format!("give a whole number from 0 to {rows}"),
                        });
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
        spec.value(given).as_f64().unwrap_or(f64::NAN)
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

/// The value that a parameter was given, as it is printed.
impl std::fmt::Display for ParameterValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Int(value) => write!(f, "{value}"),
            Self::Decimal(value) => f.write_str(&shortest(*value)),
            Self::Text(value) => f.write_str(value),
        }
    }
}
