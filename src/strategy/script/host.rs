//! Rhai's engine: the limits of the sandbox, and the thread from a running script to its builder.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use rhai::{
    Dynamic, Engine, EvalAltResult, ImmutableString, NativeCallContext, OptimizationLevel, Token,
};

use super::consts::Const;
use super::{api, limits};
use crate::model::timeframe::Timeframe;
use crate::strategy::callbacks::LockRequest;
use crate::strategy::plan::{BuildError, Builder, NodeId, Notes, ParameterValue, Parameters, Plan};

/// The longest script, bytes: parsing has no limit of its own.
pub const MOST_BYTES: usize = 64 << 10;
/// The most operations of one function of a script.
pub(super) const MOST_OPERATIONS: u64 = 200_000;
/// The deepest nesting of script functions.
pub(super) const MOST_CALLS: usize = 32;
/// The deepest nesting of expressions.
pub(super) const MOST_DEPTH: usize = 128;
/// The longest string, characters.
pub(super) const MOST_TEXT: usize = 16_000;
/// The most elements of an array or a map, nested ones included.
const MOST_ELEMENTS: usize = 1_000;

/// The engines that all scripts share.
pub(super) struct Engines {
    /// Takes unknown names for granted: for the compile that looks for consts. It runs nothing, and
    /// knows no functions.
    pub loose: Engine,
    /// Refuses unknown names.
    pub strict: Engine,
}

pub(super) static ENGINE: LazyLock<Engines> = LazyLock::new(|| {
    let mut strict = limited(Engine::new());
    strict.set_strict_variables(true);
    api::register(&mut strict);
    Engines { loose: limited(Engine::new_raw()), strict }
});

/// All limits are set: Rhai's own differ between builds.
fn limited(mut engine: Engine) -> Engine {
    engine.set_optimization_level(OptimizationLevel::None);
    // Ours are counted in `on_progress`; Rhai's own count would cost time and miss some.
    engine.set_max_operations(0);
    engine.set_max_call_levels(MOST_CALLS);
    engine.set_max_expr_depths(MOST_DEPTH, MOST_DEPTH);
    engine.set_max_variables(1_000);
    engine.set_max_functions(200);
    engine.set_max_modules(0);
    engine.set_max_string_size(MOST_TEXT);
    engine.set_max_array_size(MOST_ELEMENTS);
    engine.set_max_map_size(MOST_ELEMENTS);
    // All scripts share an engine, and its table of strings has a lock that sleeps 10 ms when it is taken.
    engine.set_max_strings_interned(0);
    engine.set_fail_on_invalid_map_property(true);
    // Built-in operators would hide ours: a division of two ints is an error here.
    engine.set_fast_operators(false);
    engine.disable_symbol("eval");
    // Function pointers within function pointers, and calls with any number of arguments.
    engine.disable_symbol("curry");
    engine.on_progress(|_| limits::progress());
    engine.on_print(|_| {});
    engine.on_debug(|_, _, _| {});
    #[expect(deprecated, reason = "marked as unstable; the exact version of rhai is pinned")]
    engine.on_parse_token(|token, _, _| match token {
        // `var` is reserved, but `rolling(n).var()` is pandas' name.
        Token::Reserved(word) if *word == "var" => Token::Identifier(word),
        token => token,
    });
    #[expect(deprecated, reason = "marked as unstable; the exact version of rhai is pinned")]
    engine.on_var(|name, index, context| {
        // A variable of the function has an index, and comes before a const of the same name.
        if index > 0 {
            return Ok(None);
        }
        Ok(context.tag().read_lock::<Host>().and_then(|host| host.constant(name)))
    });
    engine
}

/// What a running script is connected to.
#[derive(Clone, Debug)]
pub(super) struct Host(Arc<State>);

/// A column that is not there, and what is said of it.
type Missed = Option<(String, BuildError)>;

#[derive(Debug)]
struct State {
    /// The plan in the making; none while callbacks run.
    builder: Option<Mutex<Builder>>,
    /// The column that was last read and not found.
    missed: Mutex<Missed>,
    consts: Vec<(String, Dynamic)>,
    /// The values of parameters, while callbacks run.
    parameters: Parameters,
    /// The locks that the running callback has asked for, and whether there are any.
    locks: Mutex<Vec<LockRequest>>,
    has_locks: AtomicBool,
}

impl Host {
    pub(super) fn new<'a>(builder: Builder, consts: impl Iterator<Item = &'a Const>) -> Self {
        let consts = consts.map(|entry| (entry.name.clone(), entry.value.clone())).collect();
        let builder = Some(Mutex::new(builder));
        Self(Arc::new(State {
            builder,
            missed: Mutex::default(),
            consts,
            parameters: Parameters::new(),
            locks: Mutex::default(),
            has_locks: AtomicBool::new(false),
        }))
    }

    /// For callbacks, which describe no columns.
    pub(super) fn for_callbacks<'a>(
        consts: impl Iterator<Item = &'a Const>,
        parameters: Parameters,
    ) -> Self {
        let consts = consts.map(|entry| (entry.name.clone(), entry.value.clone())).collect();
        let (missed, locks) = (Mutex::default(), Mutex::default());
        let has_locks = AtomicBool::new(false);
        Self(Arc::new(State { builder: None, missed, consts, parameters, locks, has_locks }))
    }

    /// Itself as a value that Rhai hands on to every function.
    pub(super) fn tag(&self) -> Dynamic {
        Dynamic::from(self.clone())
    }

    pub(super) fn builder(&self) -> Option<MutexGuard<'_, Builder>> {
        let builder = self.0.builder.as_ref()?;
        Some(builder.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn of(tag: &Dynamic) -> Option<Self> {
        tag.clone().try_cast::<Self>()
    }

    /// The value of a parameter while a callback runs, if it was declared.
    pub(super) fn parameter(&self, name: &str) -> Option<ParameterValue> {
        self.0.parameters.get(name).cloned()
    }

    /// Remembers a lock.
    pub(super) fn lock(&self, lock: LockRequest) {
        self.0.locks.lock().unwrap_or_else(PoisonError::into_inner).push(lock);
        self.0.has_locks.store(true, Ordering::Relaxed);
    }

    /// The locks since the last time: hardly ever any, which is found out at no cost.
    pub(super) fn take_locks(&self) -> Vec<LockRequest> {
        if !self.0.has_locks.load(Ordering::Relaxed) {
            return Vec::new();
        }
        self.0.has_locks.store(false, Ordering::Relaxed);
        std::mem::take(&mut *self.0.locks.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn constant(&self, name: &str) -> Option<Dynamic> {
        self.0.consts.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }

    /// The finished plan.
    pub(super) fn finish(self) -> Result<(Plan, Notes), BuildError> {
        let empty = Builder::new(Timeframe::DAY, Parameters::new());
        let builder = self.builder().map(|mut builder| std::mem::replace(&mut *builder, empty));
        builder.unwrap_or_else(|| Builder::new(Timeframe::DAY, Parameters::new())).finish()
    }
}

/// What functions of the API return to Rhai.
pub(super) type Answer<T> = Result<T, Box<EvalAltResult>>;

/// A fault of the script, as Rhai carries it to the surface.
pub(super) fn fault<T>(context: &NativeCallContext<'_>, error: BuildError) -> Answer<T> {
    let position = context.call_position();
    Err(Box::new(EvalAltResult::ErrorRuntime(Dynamic::from(error), position)))
}

/// What a callback is connected to; none while columns are described.
pub(super) fn in_callback(context: &NativeCallContext<'_>) -> Option<Host> {
    context.tag().and_then(Host::of).filter(|host| host.0.builder.is_none())
}

/// Works on the plan of the script that is running.
pub(super) fn build<T>(
    context: &NativeCallContext<'_>,
    work: impl FnOnce(&mut Builder) -> Result<T, BuildError>,
) -> Answer<T> {
    let host = context.tag().and_then(Host::of);
    let Some(mut builder) = host.as_ref().and_then(Host::builder) else {
        return fault(
            context,
            BuildError::new("AQ112", "columns are described in the `populate_*` functions")
                .help("move this line into one of them"),
        );
    };
    let position = context.call_position();
    builder.at(position.line().zip(position.position()));
    let result = work(&mut builder);
    drop(builder);
    result.or_else(|error| fault(context, error))
}

/// Remembers the column that was just read and not found, and gives the one that was remembered before.
pub(super) fn set_missed(context: &NativeCallContext<'_>, missed: Missed) -> Missed {
    let host = context.tag().and_then(Host::of)?;
    let mut remembered = host.0.missed.lock().unwrap_or_else(PoisonError::into_inner);
    std::mem::replace(&mut *remembered, missed)
}

/// [`build`] for work that gives a node, whose place is remembered.
pub(super) fn build_node(
    context: &NativeCallContext<'_>,
    work: impl FnOnce(&mut Builder) -> Result<NodeId, BuildError>,
) -> Answer<api::Series> {
    build(context, |builder| {
        let node = work(builder)?;
        builder.used(node);
        Ok(api::Series(node))
    })
}

/// What Rhai writes into a text in the place of a column. No author can write it.
pub(super) const COLUMN_AS_TEXT: &str = "\u{1}column";

/// The fault of a text that a column was written into.
pub(super) fn column_as_text() -> BuildError {
    let message = "a column or a parameter has no text that names could be put together with";
    BuildError::new("AQ222", message)
        .help("write `${fast.value}`: a parameter's value for this run")
}

/// Refuses a name that a column was written into.
pub(super) fn plain_text(text: &str) -> Result<&str, BuildError> {
    if text.contains(COLUMN_AS_TEXT) { Err(column_as_text()) } else { Ok(text) }
}

/// A string argument, or the fault that says it is none.
pub(super) fn text(value: &Dynamic, what: &str) -> Result<ImmutableString, BuildError> {
    let text = value.clone().into_immutable_string().map_err(|kind| {
        BuildError::new("AQ240", format!("{what} must be a string, not {}", api::kind_name(kind)))
    })?;
    plain_text(&text)?;
    Ok(text)
}
