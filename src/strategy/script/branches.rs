//! Branches on columns that Rhai itself would take in silence.

use rhai::{AST, ASTNode, Expr, Stmt};

use super::errors::Source;
use super::requirements::POPULATE;
use crate::diag::Diagnostic;

/// A `switch` compares by hash, so one on a column always takes its last arm.
pub(super) fn check(ast: &AST, source: &Source) -> Result<(), Diagnostic> {
    let frames: Vec<String> = ast
        .iter_functions()
        .filter(|function| POPULATE.iter().any(|(name, _)| *name == function.name))
        .filter_map(|function| function.params.first().map(ToString::to_string))
        .collect();
    let mut found = None;
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        if let Some(ASTNode::Stmt(Stmt::Switch(switch, position))) = path.last()
            && root(&switch.0).is_some_and(|name| frames.iter().any(|frame| frame == name))
        {
            found = Some(*position);
        }
        found.is_none()
    });
    let Some(position) = found else { return Ok(()) };
    let place = source.place(position.line().unwrap_or(1), position.position().unwrap_or(1));
    Err(Diagnostic::error("AQ102", "a column has no single value to branch on")
        .at(Some(place))
        .with_help(
            "there is no `switch` over candles: use `where(cond, a, b)`, or `df.loc(cond, …)`",
        ))
}

/// The variable that a chain of indices and properties begins with.
fn root(expression: &Expr) -> Option<&str> {
    match expression {
        Expr::Variable(variable, ..) => Some(variable.1.as_str()),
        Expr::Index(chain, ..) | Expr::Dot(chain, ..) => root(&chain.lhs),
        _ => None,
    }
}
