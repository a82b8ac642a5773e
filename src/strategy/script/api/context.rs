//! What callbacks look at: `ctx`, the trade, candles, times.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rhai::{Dynamic, Engine, ImmutableString, NativeCallContext};

use super::super::freqtrade;
use super::super::host::{Answer, fault};
use super::super::limits::pay;
use super::trade::{OrderOf, Trade};
use crate::memory::uncounted;
use crate::strategy::callbacks::OpenTrade;
use crate::strategy::language;
use crate::strategy::plan::{BuildError, Column, Columns};

/// How far back a callback sees: FreqTrade's analysed frame has no more candles.
const MOST_CANDLES: usize = 1_000;

const DAY_MS: i64 = 86_400_000;

/// The argument of a callback.
#[derive(Clone, Debug)]
pub(crate) struct Context(Arc<Asked>);

/// One question to a callback.
#[derive(Debug)]
pub(super) struct Asked {
    now: i64,
    /// The columns of the pair, and the last closed candle; none where the question is about all pairs.
    place: Option<(Arc<PairColumns>, usize)>,
    pub trade: Option<OpenTrade>,
    is_about_an_order: bool,
    fields: Vec<(&'static str, Dynamic)>,
}

impl Asked {
    /// The pair that it is about.
    pub(super) fn pair(&self) -> Option<ImmutableString> {
        self.place.as_ref().map(|(columns, _)| columns.pair.clone())
    }
}

/// The columns that callbacks of one pair can read.
#[derive(Debug)]
pub(crate) struct PairColumns {
    pub pair: ImmutableString,
    columns: Arc<Columns>,
    /// The candles of this backtest: the columns may go on for another one.
    rows: usize,
    /// Those that the script names, which were computed before.
    named: BTreeMap<String, Column>,
    /// Others, each paid for when it was first read.
    paid: Mutex<BTreeMap<String, Column>>,
}

impl PairColumns {
    /// The columns of a pair; those that are named were computed before.
    pub(crate) fn new(pair: &str, columns: Arc<Columns>, rows: usize, named: &[String]) -> Self {
        let owned = named.iter().filter(|name| columns.node(name).is_some());
        let named = owned.filter_map(|name| Some((name.clone(), columns.get(name)?))).collect();
        Self { pair: pair.into(), columns, rows, named, paid: Mutex::default() }
    }

    /// What is read from a column, `None` where there is none of that name. One whose name nobody could
    /// foresee is computed now, and the callbacks of this backtest pay for it: whether somebody else
    /// has it already makes no difference.
    fn read<T>(
        &self,
        context: &NativeCallContext<'_>,
        name: &str,
        read: impl FnOnce(&Column) -> T,
    ) -> Answer<Option<T>> {
        if let Some(known) = self.named.get(name) {
            return Ok(Some(read(known)));
        }
        if let Some(known) = self.paid.lock().unwrap_or_else(PoisonError::into_inner).get(name) {
            return Ok(Some(read(known)));
        }
        let Some(price) = self.columns.price(name, self.rows) else { return Ok(None) };
        pay(context, price.operations, price.bytes)?;
        // What it takes meanwhile, and on which thread, is no business of the script.
        let Some(column) = uncounted(|| self.columns.get(name)) else { return Ok(None) };
        let value = read(&column);
        self.paid.lock().unwrap_or_else(PoisonError::into_inner).insert(name.into(), column);
        Ok(Some(value))
    }
}

impl Context {
    pub(crate) fn new(
        now: i64,
        place: Option<(Arc<PairColumns>, usize)>,
        trade: Option<&OpenTrade>,
        fields: Vec<(&'static str, Dynamic)>,
    ) -> Self {
        let is_about_an_order = false;
        Self(Arc::new(Asked { now, place, trade: trade.cloned(), is_about_an_order, fields }))
    }

    /// Of a question about an order of the trade: about the one that waits, or was filled last.
    pub(crate) fn about_an_order(mut self) -> Self {
        if let Some(asked) = Arc::get_mut(&mut self.0) {
            asked.is_about_an_order = true;
        }
        self
    }

    fn candle(&self, back: usize) -> Option<Candle> {
        let (columns, candle) = self.0.place.as_ref()?;
        let row = (back < MOST_CANDLES).then(|| candle.checked_sub(back)).flatten();
        Some(Candle { columns: Arc::clone(columns), row })
    }

    fn field(&self, name: &str) -> Option<Dynamic> {
        let asked = &*self.0;
        if let Some((_, value)) = asked.fields.iter().find(|(known, _)| *known == name) {
            return Some(value.clone());
        }
        match name {
            "candle" => self.candle(0).map(Dynamic::from),
            "trade" => asked.trade.as_ref().map(|_| Dynamic::from(Trade(Arc::clone(&self.0)))),
            "order" if asked.is_about_an_order => OrderOf::asked_about(&self.0).map(Dynamic::from),
            "current_time" => Some(Dynamic::from(Time(asked.now))),
            "pair" => asked.pair().map(Dynamic::from),
            _ => None,
        }
    }

    fn names(&self) -> Vec<&'static str> {
        let asked = &*self.0;
        let own = asked.fields.iter().map(|(name, _)| *name);
        let trade = asked.trade.iter().map(|_| "trade");
        let order = asked.is_about_an_order.then_some("order");
        let of_pair = asked.place.iter().flat_map(|_| ["candle", "pair"]);
        own.chain(trade).chain(order).chain(["current_time"]).chain(of_pair).collect()
    }
}

/// A candle as callbacks see it; one that is out of reach has only missing values.
#[derive(Clone, Debug)]
struct Candle {
    columns: Arc<PairColumns>,
    row: Option<usize>,
}

impl Candle {
    fn value(&self, context: &NativeCallContext<'_>, name: &str) -> Answer<Option<Dynamic>> {
        self.columns.read(context, name, |column| self.of(column))
    }

    fn of(&self, column: &Column) -> Dynamic {
        let Some(row) = self.row else {
            return match column {
                Column::Tag(_) => Dynamic::from(ImmutableString::new()),
                _ => Dynamic::from_float(f64::NAN),
            };
        };
        match column {
            Column::Number(values) => Dynamic::from_float(values[row]),
            Column::Condition(bits) => Dynamic::from_bool(bits.get(row)),
            Column::Time(values) if values[row].is_nan() => Dynamic::from_float(f64::NAN),
            Column::Time(values) => Dynamic::from(Time(values[row] as i64)),
            Column::Tag(tags) => tags.at(row).into(),
            Column::Zero => Dynamic::from_float(0.0),
        }
    }
}

/// A point in time, epoch milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Time(pub i64);

impl Time {
    /// So many minutes later, within the years that have a name.
    fn later(self, minutes: f64) -> Self {
        /// The beginnings of the years 1 and 9999.
        const FAR: (i64, i64) = (-62_135_596_800_000, 253_370_764_800_000);
        let later = self.0.saturating_add((minutes * 60_000.0).round() as i64);
        Self(later.clamp(FAR.0, FAR.1))
    }

    fn part(self, name: &str) -> Option<i64> {
        use chrono::Datelike;
        let civil = || chrono::DateTime::from_timestamp_millis(self.0).unwrap_or_default();
        Some(match name {
            "year" => i64::from(civil().year()),
            "month" => i64::from(civil().month()),
            "day" => i64::from(civil().day()),
            "hour" => self.0.rem_euclid(DAY_MS) / 3_600_000,
            "minute" => self.0.rem_euclid(3_600_000) / 60_000,
            // The epoch was a Thursday.
            "weekday" | "dayofweek" => (self.0.div_euclid(DAY_MS) + 3).rem_euclid(7),
            "timestamp" => self.0.div_euclid(1_000),
            _ => return None,
        })
    }
}

pub(super) fn register(engine: &mut Engine) {
    engine.register_type_with_name::<Context>("ctx");
    engine.register_type_with_name::<Candle>("Candle");
    engine.register_type_with_name::<Time>("Time");
    let of_ctx = language::ctx_fields();
    fields(engine, of_ctx.iter().map(|field| field.name), |context, ctx: &mut Context, name| {
        let found = ctx.field(name);
        found.map_or_else(|| unknown(context, "`ctx`", name, ctx.names()), Ok)
    });
    fields(engine, language::TIME.names(), |context, time: &mut Time, name| {
        let part = time.part(name).map(Dynamic::from_int);
        part.map_or_else(|| unknown(context, "a time", name, language::TIME.names().collect()), Ok)
    });
    engine.register_indexer_get(
        |context: NativeCallContext<'_>, candle: &mut Candle, name: ImmutableString| {
            let value = candle.value(&context, &name)?;
            value.map_or_else(|| unknown_column(&context, candle, &name), Ok)
        },
    );
    engine.register_fn("candle_at", |context: NativeCallContext<'_>, ctx: Context, back: i64| {
        match usize::try_from(back) {
            Ok(back) => match ctx.candle(back) {
                Some(candle) => Ok(candle),
                None => fault(&context, BuildError::new("AQ260", "`ctx` has no candles here")),
            },
            Err(_) => fault(
                &context,
                BuildError::new("AQ261", format!("`candle_at({back})` would read the future"))
                    .help("give the number of candles back: 0 is the last closed one")
                    .replace(back.to_string(), back.to_string().trim_start_matches('-')),
            ),
        }
    });
    engine.register_fn("-", |a: Time, b: Time| a.0.saturating_sub(b.0) as f64 / 60_000.0);
    engine.register_fn("+", |time: Time, minutes: f64| time.later(minutes));
    engine.register_fn("+", |time: Time, minutes: i64| time.later(minutes as f64));
    engine.register_fn("+", |minutes: f64, time: Time| time.later(minutes));
    engine.register_fn("+", |minutes: i64, time: Time| time.later(minutes as f64));
    engine.register_fn("-", |time: Time, minutes: f64| time.later(-minutes));
    engine.register_fn("-", |time: Time, minutes: i64| time.later(-(minutes as f64)));
    engine.register_fn("total_seconds", |minutes: f64| minutes * 60.0);
}

/// Registers the fields of a type: a getter for each known one, which is the fast way, and the
/// indexer that Rhai asks for all others.
pub(super) fn fields<T: rhai::Variant + Clone>(
    engine: &mut Engine,
    known: impl Iterator<Item = &'static str>,
    get: fn(&NativeCallContext<'_>, &mut T, &str) -> Answer<Dynamic>,
) {
    for name in known {
        engine.register_get(name, move |context: NativeCallContext<'_>, value: &mut T| {
            get(&context, value, name)
        });
    }
    engine.register_indexer_get(
        move |context: NativeCallContext<'_>, value: &mut T, name: ImmutableString| {
            get(&context, value, &name)
        },
    );
}

pub(super) fn unknown(
    context: &NativeCallContext<'_>,
    what: &str,
    name: &str,
    mut names: Vec<&str>,
) -> Answer<Dynamic> {
    names.sort_unstable();
    let error = BuildError::new("AQ260", format!("{what} has no `{name}` here"));
    let meant = match what {
        "`ctx.trade`" => freqtrade::of_trade(name),
        "an order" => freqtrade::of_order(name),
        _ => None,
    };
    let error = match meant {
        Some(here) => match here.field() {
            Some(field) => error.help(here.help()).replace(name, field),
            None => error.names(name, &[]).help(here.help()),
        },
        None => error.names(name, &names),
    };
    fault(context, error)
}

fn unknown_column(context: &NativeCallContext<'_>, candle: &Candle, name: &str) -> Answer<Dynamic> {
    let mut names = candle.columns.columns.names();
    // Each of them is compared with this one.
    pay(context, names.len() as u64, 0)?;
    names.sort_unstable();
    fault(context, BuildError::new("AQ201", format!("unknown column `{name}`")).names(name, &names))
}
