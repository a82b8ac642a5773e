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
use crate::strategy::callbacks::{Answer, Callbacks, Defined, Entry, Moment, OpenTrade};
use crate::strategy::plan::{Columns, Parameters};

/// The longest reason of an exit, characters.
const MOST_REASON: usize = 255;

/// The callbacks of a script over the columns of its pairs.
#[derive(Debug)]
pub struct ScriptCallbacks<'a> {
    script: &'a Script,
    session: RefCell<Session>,
    pairs: Vec<Arc<PairColumns>>,
    defined: Defined,
    /// The byte of the compiled text that the last fault showed at.
    pub(super) fault_at: Cell<usize>,
    /// Whether the last answer was one that could not be described.
    pub(super) is_unknown: Cell<bool>,
    /// What is made up, while callbacks are only tried out.
    pub(super) situation: Cell<Option<&'static str>>,
}

/// What Rhai keeps from call to call: above all which function stands behind a name and types, which is
/// dear to find.
#[derive(Debug)]
struct Session {
    global: GlobalRuntimeState,
    caches: Caches,
    allowance: Allowance,
}

impl Session {
    fn new(script: &Script, parameters: Parameters, allowance: Allowance) -> Self {
        let mut global = ENGINE.strict.new_global_runtime_state();
        global.lib.push(script.ast.shared_lib().clone());
        global.tag = Host::for_callbacks(script.all_consts(), parameters).tag();
        Self { global, caches: Caches::new(), allowance }
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
        let has = |name: &str| {
            self.ast.iter_functions().any(|function| {
                function.name == name
                    && matches!(function.access, FnAccess::Public | FnAccess::Private)
            })
        };
        Defined {
            custom_stake_amount: has("custom_stake_amount"),
            custom_exit: has("custom_exit"),
            custom_stoploss: has("custom_stoploss"),
            custom_roi: has("custom_roi"),
            confirm_trade_entry: has("confirm_trade_entry"),
            confirm_trade_exit: has("confirm_trade_exit"),
        }
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

impl ScriptCallbacks<'_> {
    fn call(
        &self,
        function: &'static str,
        at: Moment,
        trade: Option<&OpenTrade>,
        fields: Vec<(&'static str, Dynamic)>,
    ) -> Answer<Dynamic> {
        let context = Context::new(at, Arc::clone(&self.pairs[at.pair]), trade, fields);
        let answer = self.session.borrow_mut().call(function, context);
        self.is_unknown.set(answer.as_ref().is_ok_and(Dynamic::is::<api::Series>));
        answer.map_err(|error| {
            let Script { source, ast, .. } = self.script;
            let fault = errors::runtime_fault(source, &error, ast, function);
            self.fault_at.set(fault.at);
            Box::new(self.at_moment(source.told(fault.diagnostic), function, at))
        })
    }

    /// The answer was none that this callback can give.
    fn refuse(
        &self,
        function: &'static str,
        at: Moment,
        wanted: &str,
        got: &Dynamic,
    ) -> Box<Diagnostic> {
        let got = api::kind_name(got.type_name());
        let message = format!("`{function}` must return {wanted}, and this is {got}");
        let place = self.script.place_of_function(function);
        let header = format!("fn {function}");
        self.fault_at.set(self.script.source.text().find(&header).unwrap_or_default());
        let fault = Diagnostic::error("AQ117", message)
            .at(place)
            .with_help(format!("let every path through `{function}` end with {wanted}"));
        Box::new(self.at_moment(fault, function, at))
    }

    /// Adds when and where the callback was asked.
    fn at_moment(&self, mut fault: Diagnostic, function: &str, at: Moment) -> Diagnostic {
        if let Some(situation) = self.situation.get() {
            fault.message = format!("{} (in `{function}`, {situation})", fault.message);
            return fault;
        }
        let now = chrono::DateTime::from_timestamp_millis(at.now).unwrap_or_default();
        let pair = &self.pairs[at.pair].pair;
        fault.message = format!(
            "{} (in `{function}`, {pair} at {})",
            fault.message,
            now.format("%Y-%m-%d %H:%M")
        );
        fault
    }

    fn number(&self, function: &'static str, at: Moment, value: &Dynamic) -> Answer<Option<f64>> {
        if value.is_unit() {
            return Ok(None);
        }
        let number = value.as_float().or_else(|_| value.as_int().map(|whole| whole as f64));
        match number {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(self.refuse(function, at, "a number or `()`", value)),
        }
    }

    fn flag(&self, function: &'static str, at: Moment, value: &Dynamic) -> Answer<bool> {
        value.as_bool().map_err(|_| self.refuse(function, at, "`true` or `false`", value))
    }
}

fn side(entry: &Entry<'_>) -> Dynamic {
    if entry.side.is_short() { "short".into() } else { "long".into() }
}

impl Callbacks for ScriptCallbacks<'_> {
    fn defined(&self) -> Defined {
        self.defined
    }

    fn custom_stake_amount(&self, at: Moment, entry: &Entry<'_>) -> Answer<Option<f64>> {
        let fields = vec![
            ("current_rate", entry.rate.into()),
            ("proposed_stake", entry.proposed_stake.into()),
            ("min_stake", entry.min_stake.into()),
            ("max_stake", entry.max_stake.into()),
            ("leverage", entry.leverage.into()),
            ("entry_tag", entry.entry_tag.into()),
            ("side", side(entry)),
        ];
        let value = self.call("custom_stake_amount", at, None, fields)?;
        let stake = self.number("custom_stake_amount", at, &value)?;
        // Not a number, and no number of coins either.
        Ok(stake.map(|stake| if stake.is_finite() { stake } else { 0.0 }))
    }

    fn confirm_trade_entry(&self, at: Moment, entry: &Entry<'_>, amount: f64) -> Answer<bool> {
        let fields = vec![
            ("amount", amount.into()),
            ("rate", entry.rate.into()),
            ("entry_tag", entry.entry_tag.into()),
            ("side", side(entry)),
        ];
        let value = self.call("confirm_trade_entry", at, None, fields)?;
        self.flag("confirm_trade_entry", at, &value)
    }

    fn custom_exit(
        &self,
        at: Moment,
        trade: &OpenTrade,
        current_rate: f64,
        current_profit: f64,
    ) -> Answer<Option<String>> {
        let fields =
            vec![("current_rate", current_rate.into()), ("current_profit", current_profit.into())];
        let value = self.call("custom_exit", at, Some(trade), fields)?;
        if value.is_unit() {
            return Ok(None);
        }
        if let Ok(flag) = value.as_bool() {
            return Ok(flag.then(|| "custom_exit".to_owned()));
        }
        match value.clone().into_string() {
            Ok(reason) if reason.is_empty() => Ok(None),
            Ok(reason) => Ok(Some(reason.chars().take(MOST_REASON).collect())),
            Err(_) => {
                let wanted = "a reason in words, `true`, `false` or `()`";
                Err(self.refuse("custom_exit", at, wanted, &value))
            }
        }
    }

    fn custom_stoploss(
        &self,
        at: Moment,
        trade: &OpenTrade,
        current_rate: f64,
        current_profit: f64,
        after_fill: bool,
    ) -> Answer<Option<f64>> {
        let fields = vec![
            ("current_rate", current_rate.into()),
            ("current_profit", current_profit.into()),
            ("after_fill", after_fill.into()),
        ];
        let value = self.call("custom_stoploss", at, Some(trade), fields)?;
        self.number("custom_stoploss", at, &value)
    }

    fn custom_roi(&self, at: Moment, trade: &OpenTrade, minutes: i64) -> Answer<Option<f64>> {
        let side = if trade.side.is_short() { "short" } else { "long" };
        let fields = vec![
            ("trade_duration", minutes.into()),
            ("entry_tag", (&*trade.enter_tag).into()),
            ("side", side.into()),
        ];
        let value = self.call("custom_roi", at, Some(trade), fields)?;
        self.number("custom_roi", at, &value)
    }

    fn confirm_trade_exit(
        &self,
        at: Moment,
        trade: &OpenTrade,
        amount: f64,
        rate: f64,
        exit_reason: &str,
    ) -> Answer<bool> {
        let fields = vec![
            ("amount", amount.into()),
            ("rate", rate.into()),
            ("exit_reason", exit_reason.into()),
        ];
        let value = self.call("confirm_trade_exit", at, Some(trade), fields)?;
        self.flag("confirm_trade_exit", at, &value)
    }
}
