//! Parameters that callbacks declare: they are found without running a callback, so that they can be
//! listed and set like all others.

use std::collections::BTreeSet;

use rhai::{AST, ASTNode, Dynamic, Expr, Position, Stmt};

use super::api;
use super::consts::Const;
use crate::strategy::language;
use crate::strategy::plan::{BuildError, Builder};

/// A declaration that does not hold, and where it stands.
pub(super) struct Fault {
    pub error: BuildError,
    pub position: Position,
}

/// Declares the parameters of callbacks and of what they may call, [`asked`]. One whose arguments
/// are computed is not found here: it is a fault where it is reached.
pub(super) fn declare(asked: &AST, consts: &[&Const], builder: &mut Builder) -> Result<(), Fault> {
    let mut fault = None;
    asked.walk(&mut |path: &[ASTNode<'_>]| {
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

/// The callbacks of a script, and the functions that they may call.
pub(super) fn asked(ast: &AST) -> AST {
    let functions: Vec<&str> = ast.iter_functions().map(|function| function.name).collect();
    let is_asked = |name: &str| language::callback(name).is_some();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&str> = functions.iter().copied().filter(|name| is_asked(name)).collect();
    // What has no name is called by whoever has it.
    open.extend(functions.iter().filter(|name| name.contains('$')));
    while !open.is_empty() {
        known.extend(&open);
        let found = named_in(&only(ast, |name| open.contains(&name)));
        let is_new = |name: &&str| found.contains(*name) && !known.contains(*name);
        open = functions.iter().copied().filter(is_new).collect();
    }
    only(ast, |name| known.contains(name))
}

/// Some of a script's functions.
fn only(ast: &AST, is_wanted: impl Fn(&str) -> bool) -> AST {
    let mut some = ast.clone();
    some.clear_statements();
    some.retain_functions(|_, _, name, _| is_wanted(name));
    some
}

/// All names and words of a script: any may be that of a function.
fn named_in(ast: &AST) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        match path.last() {
            Some(
                ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _))
                | ASTNode::Stmt(Stmt::FnCall(call, _)),
            ) => drop(names.insert(call.name.to_string())),
            Some(ASTNode::Expr(Expr::Variable(variable, ..))) => {
                names.insert(variable.1.to_string());
            }
            Some(ASTNode::Expr(Expr::StringConstant(word, _))) => {
                names.insert(word.to_string());
            }
            _ => {}
        }
        true
    });
    names
}

/// The values of arguments that are written down, or are consts.
fn known(arguments: &[Expr], consts: &[&Const]) -> Option<Vec<Dynamic>> {
    let value = |argument: &Expr| match argument {
        Expr::Variable(variable, ..) => {
            let named = consts.iter().find(|entry| entry.name == variable.1.as_str());
            named.map(|entry| entry.value.clone())
        }
        other => other.get_literal_value(None),
    };
    arguments.iter().map(value).collect()
}
