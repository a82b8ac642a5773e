//! A script's callbacks, called by the simulator.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use rhai::{Caches, Dynamic, EvalContext, FnAccess, GlobalRuntimeState, Scope};

use super::Script;
use super::api::{self, Context, PairColumns};
use super::errors;
use super::host::{self, ENGINE, Host};
use super::limits::Allowance;
use crate::diag::Diagnostic;
use crate::model::pair::Pair;
use crate::model::trade::Side;
use crate::strategy::callbacks::{Answer, Defined, LockRequest, Moment, OpenTrade};
use crate::strategy::plan::{Columns, Parameters};

/// The callbacks of a script over the columns of its pairs.
#[derive(Debug)]
pub struct ScriptCallbacks<'a> {
    script: &'a Script,
    session: RefCell<Session>,
    pairs: Vec<Arc<PairColumns>>,
    pub(super) defined: Defined,
    /// The byte of the compiled text that the last fault showed at.
    pub(super) fault_at: Cell<usize>,
    /// Whether the last answer was one that could not be described.
    pub(super) is_unknown: Cell<bool>,
    /// What is made up, while callbacks are only tried out.
    pub(super) situation: Cell<Option<(&'static str, Side)>>,
    /// The locks that were asked for and not yet taken.
    locks: RefCell<Vec<LockRequest>>,
}

/// What Rhai keeps from call to call: above all which function stands behind a name and types, which is
/// dear to find.
#[derive(Debug)]
struct Session {
    host: Host,
    global: GlobalRuntimeState,
    caches: Caches,
    allowance: Allowance,
}

impl Session {
    fn new(script: &Script, parameters: Parameters, allowance: Allowance) -> Self {
        let mut global = ENGINE.strict.new_global_runtime_state();
        global.lib.push(script.ast.shared_lib().clone());
        let host = Host::for_callbacks(script.all_consts(), parameters);
        global.tag = host.tag();
        Self { host, global, caches: Caches::new(), allowance }
    }

    /// Calls a function of the script. Each call has all operations for itself, and a scope of its own.
    fn call(&mut self, function: &str, argument: Context) -> host::Answer<Dynamic> {
        self.global.num_operations = Default::default();
        let mut scope = Scope::new();
        let (global, caches) = (&mut self.global, &mut self.caches);
        self.allowance.run(|| {
            EvalContext::new(&ENGINE.strict, global, caches, &mut scope, None).call_fn_raw(
                function,
                false,
                false,
                &mut [&mut Dynamic::from(argument)],
            )
        })
    }
}

impl Script {
    /// Which callbacks it defines.
    pub fn defined(&self) -> Defined {
        Defined::of(|name| {
            self.ast.iter_functions().any(|function| {
                function.name == name
                    && matches!(function.access, FnAccess::Public | FnAccess::Private)
            })
        })
    }

    /// Its callbacks, which read the columns of these pairs over so many candles, and the values of all its parameters.
    /// Columns by other names than in `reads` were not computed before, and are paid from the allowance.
    pub fn callbacks(
        &self,
        pairs: Vec<(Pair, Arc<Columns>, usize)>,
        parameters: Parameters,
        reads: &[String],
        allowance: Allowance,
    ) -> ScriptCallbacks<'_> {
        let pairs = pairs
            .into_iter()
            .map(|(pair, columns, rows)| {
                Arc::new(PairColumns::new(pair.as_str(), columns, rows, reads))
            })
            .collect();
        let session = RefCell::new(Session::new(self, parameters, allowance));
        ScriptCallbacks {
            script: self,
            session,
            pairs,
            defined: self.defined(),
            fault_at: Cell::new(0),
            is_unknown: Cell::new(false),
            situation: Cell::new(None),
            locks: RefCell::default(),
        }
    }

    /// The words that stand as strings or behind dots in callbacks and in functions that they may
    /// call: columns that callbacks read are among them, unless their names are put together.
    pub fn words_of_callbacks(&self) -> Vec<String> {
        let mut words = Vec::new();
        if self.defined() == Defined::default() {
            return words;
        }
        let mut note = |path: &[rhai::ASTNode<'_>]| {
            if let Some(rhai::ASTNode::Expr(expression)) = path.last() {
                match expression {
                    rhai::Expr::StringConstant(word, _) => words.push(word.to_string()),
                    rhai::Expr::Property(property, _) => words.push(property.2.to_string()),
                    _ => {}
                }
            }
            true
        };
        self.asked.walk(&mut note);
        words.sort_unstable();
        words.dedup();
        words
    }
}

/// What a callback is asked about.
#[derive(Clone, Copy, Debug)]
pub(super) enum About {
    /// A pair on a candle.
    Pair(Moment),
    /// All that happens on the candles of a step, epoch milliseconds.
    Step(i64),
}

impl From<Moment> for About {
    fn from(at: Moment) -> Self {
        Self::Pair(at)
    }
}

impl About {
    fn now(self) -> i64 {
        match self {
            Self::Pair(at) => at.now,
            Self::Step(now) => now,
        }
    }
}

impl ScriptCallbacks<'_> {
    /// Calls a callback with these fields of `ctx`, beside those that are always there.
    pub(super) fn call(
        &self,
        function: &'static str,
        about: impl Into<About>,
        trade: Option<&OpenTrade>,
        fields: Vec<(&'static str, Dynamic)>,
    ) -> Answer<Dynamic> {
        self.ask(function, about, trade, fields, false)
    }

    /// [`Self::call`], of a question that may be about an order of the trade.
    pub(super) fn ask(
        &self,
        function: &'static str,
        about: impl Into<About>,
        trade: Option<&OpenTrade>,
        fields: Vec<(&'static str, Dynamic)>,
        is_about_an_order: bool,
    ) -> Answer<Dynamic> {
        let about = about.into();
        let place = match about {
            About::Pair(at) => Some((Arc::clone(&self.pairs[at.pair]), at.candle)),
            About::Step(_) => None,
        };
        let mut context = Context::new(about.now(), place, trade, fields);
        if is_about_an_order {
            context = context.about_an_order();
        }
        let mut session = self.session.borrow_mut();
        let answer = session.call(function, context);
        let locks = session.host.take_locks();
        drop(session);
        if !locks.is_empty() {
            let now = about.now();
            let locks = locks.into_iter().map(|lock| LockRequest { now, ..lock });
            self.locks.borrow_mut().extend(locks);
        }
        self.is_unknown.set(answer.as_ref().is_ok_and(Dynamic::is::<api::Series>));
        answer.map_err(|error| {
            let Script { source, ast, .. } = self.script;
            let fault = errors::runtime_fault(source, &error, ast, function);
            self.fault_at.set(fault.at);
            Box::new(self.at_moment(source.told(fault.diagnostic), function, about))
        })
    }

    /// The locks that were asked for since the last time.
    pub(super) fn locks(&self) -> Vec<LockRequest> {
        self.locks.take()
    }

    /// The answer was none that this callback can give.
    pub(super) fn refuse(
        &self,
        function: &'static str,
        about: impl Into<About>,
        wanted: &str,
        got: &Dynamic,
    ) -> Box<Diagnostic> {
        self.refused(function, about, wanted, &api::kind_name(got.type_name()))
    }

    /// [`Self::refuse`], of an answer that is said in words.
    pub(super) fn refused(
        &self,
        function: &'static str,
        about: impl Into<About>,
        wanted: &str,
        got: &str,
    ) -> Box<Diagnostic> {
        let message = format!("`{function}` must return {wanted}, and this is {got}");
        let place = self.script.place_of_function(function);
        let header = format!("fn {function}");
        self.fault_at.set(self.script.source.text().find(&header).unwrap_or_default());
        let fault = Diagnostic::error("AQ117", message)
            .at(place)
            .with_help(format!("let every path through `{function}` end with {wanted}"));
        Box::new(self.at_moment(fault, function, about.into()))
    }

    /// Adds when and where the callback was asked.
    fn at_moment(&self, mut fault: Diagnostic, function: &str, about: About) -> Diagnostic {
        if let Some((situation, side)) = self.situation.get() {
            let of = if side.is_short() { ", of a short trade" } else { "" };
            fault.message = format!("{} (in `{function}`, {situation}{of})", fault.message);
            return fault;
        }
        let now = chrono::DateTime::from_timestamp_millis(about.now()).unwrap_or_default();
        let pair = match about {
            About::Pair(at) => format!("{} ", self.pairs[at.pair].pair),
            About::Step(_) => String::new(),
        };
        let now = now.format("%Y-%m-%d %H:%M");
        fault.message = format!("{} (in `{function}`, {pair}at {now})", fault.message);
        fault
    }

    /// A number, or `()`.
    pub(super) fn number(
        &self,
        function: &'static str,
        at: Moment,
        value: &Dynamic,
    ) -> Answer<Option<f64>> {
        if value.is_unit() {
            return Ok(None);
        }
        let number = value.as_float().or_else(|_| value.as_int().map(|whole| whole as f64));
        match number {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(self.refuse(function, at, "a number or `()`", value)),
        }
    }

    /// `true` or `false`.
    pub(super) fn flag(&self, function: &'static str, at: Moment, value: &Dynamic) -> Answer<bool> {
        value.as_bool().map_err(|_| self.refuse(function, at, "`true` or `false`", value))
    }
}
