//! How many arguments a call has. Where there is no function for them, Rhai asks for each combination of
//! their types and of any type, twice as many for each argument more.

use rhai::{AST, ASTNode, Expr, Stmt};

use super::errors::{Fault, MOST_FAULTS};
use super::source::Source;
use crate::diag::Diagnostic;

/// The most arguments of a call.
const MOST_ARGUMENTS: usize = 9;

/// The most arguments of a call of a module's function: indicators of many columns have many parameters.
const MOST_OF_MODULES: usize = 14;

/// Refuses calls with more.
pub(super) fn check(ast: &AST, source: &Source) -> Vec<Fault> {
    let mut faults = Vec::new();
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        let call = match path.last() {
            Some(
                ASTNode::Expr(Expr::FnCall(call, position) | Expr::MethodCall(call, position))
                | ASTNode::Stmt(Stmt::FnCall(call, position)),
            ) => Some((call, position)),
            _ => None,
        };
        // Chains of operators are no calls: they have two operands each.
        if let Some((call, position)) = call
            && call.op_token.is_none()
        {
            let most = if call.namespace.is_empty() { MOST_ARGUMENTS } else { MOST_OF_MODULES };
            if call.args.len() <= most {
                return true;
            }
            let message =
                format!("a call has {} arguments, at most {most} are allowed", call.args.len());
            let diagnostic = Diagnostic::error("AQ294", message)
                .at(Some(source.at(*position)))
                .with_help("give them as an array or a map");
            faults.push(Fault { diagnostic, at: source.offset(*position) });
        }
        faults.len() < MOST_FAULTS
    });
    faults
}
