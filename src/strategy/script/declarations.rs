//! Parameters that callbacks declare: they are found without running a callback, so that they can be
//! listed and set like all others.

use rhai::{AST, ASTNode, Dynamic, Expr, Position};

use super::api;
use super::consts::Const;
use super::requirements::POPULATE;
use crate::strategy::plan::{BuildError, Builder};

/// A declaration that does not hold, and where it stands.
pub(super) struct Fault {
    pub error: BuildError,
    pub position: Position,
}

/// Declares the parameters of callbacks and of the functions that they may call. One whose arguments
/// are computed is not found here: it is a fault where it is reached.
pub(super) fn declare(ast: &AST, consts: &[Const], builder: &mut Builder) -> Result<(), Fault> {
    let mut fault = None;
    asked(ast).walk(&mut |path: &[ASTNode<'_>]| {
        if let Some(ASTNode::Expr(Expr::FnCall(call, position))) = path.last()
            && let Some(arguments) = known(&call.args, consts)
            && let Some(declaration) = api::declaration(&call.name, &arguments)
        {
            let declared = declaration.and_then(|(name, domain)| {
                builder.declare(&name, domain)?;
                // Another value makes other trades of the same columns.
                builder.value_of(&name);
                Ok(())
            });
            fault = declared.err().map(|error| Fault { error, position: *position });
        }
        fault.is_none()
    });
    fault.map_or(Ok(()), Err)
}

/// The functions that are not run to describe columns: callbacks, and what they may call.
pub(super) fn asked(ast: &AST) -> AST {
    let mut asked = ast.clone();
    let describes = |name: &str| POPULATE.iter().any(|(known, _)| *known == name);
    asked.clear_statements();
    asked.retain_functions(|_, _, name, _| !describes(name));
    asked
}

/// The values of arguments that are written down, or are consts.
fn known(arguments: &[Expr], consts: &[Const]) -> Option<Vec<Dynamic>> {
    let value = |argument: &Expr| match argument {
        Expr::Variable(variable, ..) => {
            let named = consts.iter().find(|entry| entry.name == variable.1.as_str());
            named.map(|entry| entry.value.clone())
        }
        other => other.get_literal_value(None),
    };
    arguments.iter().map(value).collect()
}
