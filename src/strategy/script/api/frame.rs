//! Data frames: reading and writing columns, `loc`, `in`.

use rhai::{Array, Dynamic, Engine, ImmutableString, NativeCallContext};

use super::super::host::{Answer, build, build_node, fault, plain_text, set_missed, text};
use super::series::{Series, node};
use crate::strategy::plan::{BuildError, Builder, FrameId, NodeId, Shape};

/// A frame of the plan, as scripts hold it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame(pub FrameId);

impl Frame {
    /// The frame that signals belong to.
    pub(crate) fn base() -> Self {
        Self(FrameId::BASE)
    }
}

pub(super) fn register(engine: &mut Engine) {
    engine.register_indexer_get(
        |context: NativeCallContext<'_>, frame: &mut Frame, name: ImmutableString| {
            let mut missed = None;
            let read = build_node(&context, |builder| {
                let read = builder.read(frame.0, plain_text(&name)?);
                missed = read.as_ref().err().map(|error| (name.to_string(), error.clone()));
                read
            });
            set_missed(&context, missed);
            read
        },
    );
    engine.register_indexer_set(
        |context: NativeCallContext<'_>,
         frame: &mut Frame,
         name: ImmutableString,
         value: Dynamic| { write(&context, *frame, &name, &value) },
    );
    engine.register_fn(
        "contains",
        |context: NativeCallContext<'_>, frame: Frame, name: ImmutableString| {
            build(&context, |builder| Ok(builder.has(frame.0, &name)))
        },
    );
    engine.register_fn(
        "loc",
        |context: NativeCallContext<'_>, frame: Frame, cond: Dynamic, column: Dynamic| {
            loc(&context, frame, &cond, &column, None)
        },
    );
    engine.register_fn(
        "loc",
        |context: NativeCallContext<'_>,
         frame: Frame,
         cond: Dynamic,
         column: Dynamic,
         value: Dynamic| { loc(&context, frame, &cond, &column, Some(&value)) },
    );
}

fn write(context: &NativeCallContext<'_>, frame: Frame, name: &str, value: &Dynamic) -> Answer<()> {
    // Rhai drops `+=` where the column cannot be read, and only writes.
    if let Some((_, error)) = set_missed(context, None).filter(|(missed, _)| missed == name) {
        return fault(context, error);
    }
    build(context, |builder| {
        plain_text(name)?;
        if value.is_string() {
            return builder.write_tag(frame.0, name, &text(value, "a tag")?);
        }
        if value.is_map() {
            let error = BuildError::new("AQ241", "this is a map, and no column");
            let error = error.help("name one of its columns: `map.name`");
            return Err(super::outputs::several(value).unwrap_or(error));
        }
        let node = node(builder, value)?;
        builder.write(frame.0, name, node)
    })
}

/// `loc(cond, column)`, `loc(cond, column, value)`, and both with arrays of columns and values.
fn loc(
    context: &NativeCallContext<'_>,
    frame: Frame,
    cond: &Dynamic,
    column: &Dynamic,
    value: Option<&Dynamic>,
) -> Answer<()> {
    let Some(Series(when)) = cond.clone().try_cast::<Series>() else {
        let kind = super::kind_name(cond.type_name());
        return fault(
            context,
            BuildError::new("AQ202", format!("`loc` takes a condition first, and this is {kind}"))
                .help("write `df.loc(df[\"rsi\"] < 30, \"enter_long\")`"),
        );
    };
    let arrays = column.clone().try_cast::<Array>();
    build(context, |builder| match (arrays, value) {
        (None, value) => loc_one(builder, frame, when, &text(column, "a column's name")?, value),
        (Some(columns), None) => columns.iter().try_for_each(|column| {
            loc_one(builder, frame, when, &text(column, "a column's name")?, None)
        }),
        (Some(columns), Some(values)) => {
            let values = values.clone().try_cast::<Array>().unwrap_or_default();
            if values.len() != columns.len() {
                let message = format!("{} columns and {} values", columns.len(), values.len());
                return Err(BuildError::new("AQ254", message)
                    .help("write `df.loc(cond, [\"enter_long\", \"enter_tag\"], [1, \"dip\"])`"));
            }
            columns.iter().zip(&values).try_for_each(|(column, value)| {
                let name = text(column, "a column's name")?;
                if value.is_string() {
                    builder.assign_tag(frame.0, when, &name, &text(value, "a tag")?)
                } else {
                    assign(builder, frame, when, &name, value)
                }
            })
        }
    })
}

fn loc_one(
    builder: &mut Builder,
    frame: Frame,
    when: NodeId,
    name: &str,
    value: Option<&Dynamic>,
) -> Result<(), BuildError> {
    match value {
        // Behind a signal column a word is its tag.
        Some(tag) if tag.is_string() => {
            let tag = text(tag, "a tag")?;
            match name.split_once('_') {
                Some((side @ ("enter" | "exit"), "long" | "short")) => {
                    assign(builder, frame, when, name, &Dynamic::from(1_i64))?;
                    builder.assign_tag(frame.0, when, &format!("{side}_tag"), &tag)
                }
                _ => builder.assign_tag(frame.0, when, name, &tag),
            }
        }
        Some(value) => assign(builder, frame, when, name, value),
        None => assign(builder, frame, when, name, &Dynamic::from(1_i64)),
    }
}

fn assign(
    builder: &mut Builder,
    frame: Frame,
    when: NodeId,
    name: &str,
    value: &Dynamic,
) -> Result<(), BuildError> {
    let mut value = node(builder, value)?;
    if builder.shape(value) == Shape::Condition {
        value = builder.number(value)?;
    }
    builder.assign(frame.0, when, name, value)
}
