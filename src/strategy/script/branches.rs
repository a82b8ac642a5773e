//! Branches on columns that Rhai itself would take in silence.

use rhai::{AST, ASTNode, Expr, Stmt};

use super::errors::{Fault, MOST_FAULTS};
use super::requirements::POPULATE;
use super::source::Source;
use crate::diag::Diagnostic;

/// A `switch` compares by hash, so one on a column always takes its last arm.
pub(super) fn check(ast: &AST, source: &Source) -> Vec<Fault> {
    let frames: Vec<String> = ast
        .iter_functions()
        .filter(|function| POPULATE.iter().any(|(name, _)| *name == function.name))
        .filter_map(|function| function.params.first().map(ToString::to_string))
        .collect();
    let mut faults = Vec::new();
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        if let Some(ASTNode::Stmt(Stmt::Switch(switch, position))) = path.last()
            && root(&switch.0).is_some_and(|name| frames.iter().any(|frame| frame == name))
        {
            let diagnostic =
                Diagnostic::error("AQ102", "a column has no single value to branch on")
                    .at(Some(source.at(*position)))
                    .with_help(
                        "there is no `switch` over candles: use `where(cond, a, b)`, or \
                         `df.loc(cond, …)`",
                    );
            faults.push(Fault { diagnostic, at: source.offset(*position) });
        }
        faults.len() < MOST_FAULTS
    });
    faults
}

/// The variable that a chain of indices and properties begins with.
fn root(expression: &Expr) -> Option<&str> {
    match expression {
        Expr::Variable(variable, ..) => Some(variable.1.as_str()),
        Expr::Index(chain, ..) | Expr::Dot(chain, ..) => root(&chain.lhs),
        _ => None,
    }
}
