//! The frames of a plan in the making: their columns and tags, how they are read, written and merged.

use std::collections::HashMap;

use super::{BuildError, Builder, Phase};
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;
use crate::strategy::plan::core;
use crate::strategy::plan::key::KeyWriter;
use crate::strategy::plan::{
    BaseColumn, Body, FrameId, FrameSpec, Node, NodeId, SIGNALS, Shape, TAGS, TagRule,
};

/// The longest tag, characters: FreqTrade's.
const MOST_TAG: usize = 255;

/// A frame with what the script wrote into it.
#[derive(Debug)]
pub(super) struct FrameState {
    pub(super) spec: FrameSpec,
    pub(super) columns: Vec<(String, NodeId)>,
    /// Where in the columns each name stands.
    places: HashMap<String, usize>,
    pub(super) tags: [Vec<TagRule>; 2],
    /// What stands before and behind a column's name where it is merged.
    affixes: (String, String),
}

impl FrameState {
    pub(super) fn new(spec: FrameSpec) -> Self {
        let merged = spec.merged_name("\n");
        let (before, behind) = merged.split_once('\n').unwrap_or_default();
        let affixes = (before.to_owned(), behind.to_owned());
        let tags = [Vec::new(), Vec::new()];
        Self { spec, columns: Vec::new(), places: HashMap::new(), tags, affixes }
    }

    pub(super) fn written(&self, name: &str) -> Option<NodeId> {
        self.places.get(name).map(|at| self.columns[*at].1)
    }

    fn write(&mut self, name: &str, node: NodeId) {
        if let Some(at) = self.places.get(name) {
            self.columns[*at].1 = node;
            return;
        }
        self.places.insert(name.to_owned(), self.columns.len());
        self.columns.push((name.to_owned(), node));
    }

    /// The column that is merged under a name.
    fn merged_column<'a>(&self, name: &'a str) -> Option<&'a str> {
        let (before, behind) = &self.affixes;
        let column = name.strip_suffix(behind.as_str())?.strip_prefix(before.as_str())?;
        let is_own = BaseColumn::ALL[..BaseColumn::OWN].iter().any(|(own, _)| *own == column);
        (is_own || self.places.contains_key(column)).then_some(column)
    }
}

impl Builder {
    /// The frame of another timeframe or pair; the same one for the same arguments.
    pub fn informative(
        &mut self,
        timeframe: Timeframe,
        pair: Option<Pair>,
    ) -> Result<FrameId, BuildError> {
        if self.phase != Phase::Indicators {
            return Err(BuildError::new(
                "AQ230",
                "`informative` is for `populate_indicators` only",
            )
            .help("name the columns there, and read the merged ones here"));
        }
        let base = self.frames[0].spec.timeframe;
        if timeframe.ms() < base.ms() || timeframe.ms() % base.ms() != 0 {
            return Err(BuildError::new(
                "AQ231",
                format!("{timeframe} candles cannot be merged into {base} candles"),
            )
            .help(format!("an informative timeframe is a multiple of the base one, {base}")));
        }
        let spec = FrameSpec { pair, timeframe };
        if let Some(at) = self.frames[1..].iter().position(|state| state.spec == spec) {
            return Ok(FrameId(at as u16 + 1));
        }
        if self.frames.len() > 200 {
            return Err(BuildError::new("AQ290", "a strategy may have at most 200 frames"));
        }
        self.frames.push(FrameState::new(spec));
        let frame = FrameId(self.frames.len() as u16 - 1);
        self.notes.frames.push((frame, self.here));
        Ok(frame)
    }

    /// Whether a column can be read.
    pub fn has(&self, frame: FrameId, name: &str) -> bool {
        BaseColumn::named(name).is_some()
            || self.frames[frame.index()].written(name).is_some()
            || (frame == FrameId::BASE && self.merged_source(name).is_some())
    }

    /// Reads a column.
    pub fn read(&mut self, frame: FrameId, name: &str) -> Result<NodeId, BuildError> {
        if let Some(node) = self.frames[frame.index()].written(name) {
            self.notes.read(frame, name);
            return Ok(node);
        }
        if let Some(column) = BaseColumn::named(name) {
            return self.base_column(frame, column);
        }
        if let (FrameId::BASE, Some((inner_frame, column))) = (frame, self.merged_source(name)) {
            let inner = self.read(inner_frame, &column)?;
            self.notes.merged.push(inner_frame);
            return self.merge(inner);
        }
        if SIGNALS.contains(&name) {
            // A signal column that was never written is off everywhere.
            let off = self.constant(0.0)?;
            return self.as_column(frame, off);
        }
        match self.unknown.filter(|_| self.incomplete) {
            Some(unknown) => Ok(unknown),
            None => Err(self.unknown_column(frame, name)),
        }
    }

    fn unknown_column(&self, frame: FrameId, name: &str) -> BuildError {
        if TAGS.contains(&name) {
            return BuildError::new("AQ206", format!("`{name}` holds words and cannot be read"));
        }
        let mut names = self.column_names(frame);
        names.sort_unstable();
        let spec = &self.frames[frame.index()].spec;
        let place = match frame {
            FrameId::BASE => String::new(),
            _ => format!(" in the {} frame", spec.timeframe),
        };
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        BuildError::new("AQ201", format!("unknown column `{name}`{place}")).names(name, &names)
    }

    fn column_names(&self, frame: FrameId) -> Vec<String> {
        let state = &self.frames[frame.index()];
        let mut names: Vec<String> =
            BaseColumn::ALL.iter().map(|(name, _)| (*name).to_owned()).collect();
        names.extend(state.columns.iter().map(|(name, _)| name.clone()));
        if frame == FrameId::BASE {
            for other in &self.frames[1..] {
                let own = BaseColumn::ALL[..BaseColumn::OWN].iter().map(|(name, _)| *name);
                let written = other.columns.iter().map(|(name, _)| name.as_str());
                names.extend(own.chain(written).map(|name| other.spec.merged_name(name)));
            }
        }
        names
    }

    /// The frame and column that a merged name stands for.
    fn merged_source(&self, name: &str) -> Option<(FrameId, String)> {
        for (at, state) in self.frames.iter().enumerate().skip(1) {
            if let Some(column) = state.merged_column(name) {
                return Some((FrameId(at as u16), column.to_owned()));
            }
        }
        None
    }

    pub(super) fn merge(&mut self, inner: NodeId) -> Result<NodeId, BuildError> {
        let Node { key: inner_key, shape, frame, .. } = self.nodes[inner.index()];
        if frame == Some(FrameId::BASE) || self.is_unknown(inner) {
            return Ok(inner);
        }
        let mut key = KeyWriter::new("merge", 1);
        key.child(inner_key);
        self.frame_key(&mut key, FrameId::BASE);
        self.add(key.finish(), shape, Some(FrameId::BASE), Body::Merge { inner })
    }

    /// Writes a column.
    pub fn write(&mut self, frame: FrameId, name: &str, node: NodeId) -> Result<(), BuildError> {
        self.check_writable(frame, name)?;
        if TAGS.contains(&name) {
            return Err(BuildError::new("AQ206", format!("`{name}` holds words, not numbers"))
                .help(format!("write `df[\"{name}\"] = \"…\"`")));
        }
        let home = self.home(frame);
        if let Some(other) = self.nodes[node.index()].frame.filter(|other| *other != home) {
            let close = self.base_column(frame, BaseColumn::Close)?;
            return Err(self.mixed(frame, close, other, node));
        }
        let column = self.as_column(frame, node)?;
        self.frames[frame.index()].write(name, column);
        self.notes.write(frame, name, column, self.here);
        Ok(())
    }

    /// Writes a word into a tag column, everywhere.
    pub fn write_tag(&mut self, frame: FrameId, name: &str, tag: &str) -> Result<(), BuildError> {
        let at = tag_column(name)?;
        check_tag(tag)?;
        self.frames[frame.index()].tags[at] = vec![TagRule { when: None, tag: tag.to_owned() }];
        Ok(())
    }

    fn check_writable(&self, frame: FrameId, name: &str) -> Result<(), BuildError> {
        let merged = frame == FrameId::BASE && self.merged_source(name).is_some();
        if BaseColumn::named(name).is_some() || merged {
            return Err(BuildError::new("AQ205", format!("column `{name}` is read-only"))
                .help("give the new column a name of its own"));
        }
        if name.is_empty() || name.len() > 200 || name.contains(char::is_control) {
            return Err(BuildError::new("AQ205", "this is no name for a column"));
        }
        Ok(())
    }

    /// `df.loc(cond, name, value)`: the value where the condition holds, what was there elsewhere.
    pub fn assign(
        &mut self,
        frame: FrameId,
        when: NodeId,
        name: &str,
        value: NodeId,
    ) -> Result<(), BuildError> {
        let when = self.condition(when, "loc")?;
        let before = self.frames[frame.index()].written(name);
        if before.is_some() {
            self.notes.read(frame, name);
        }
        let is_signal = SIGNALS.contains(&name);
        let one = matches!(self.nodes[value.index()].body, Body::Constant(value) if value == 1.0);
        let column = match before {
            // The usual case stays a condition: no column of numbers is made.
            None if is_signal && one => when,
            Some(before) if is_signal && one && self.shape(before) == Shape::Condition => {
                self.apply(&core::OR, &[before, when])?
            }
            _ => {
                let start = if is_signal { 0.0 } else { f64::NAN };
                let before = match before {
                    Some(before) => before,
                    None => self.constant(start)?,
                };
                self.apply(&core::SELECT, &[when, value, before])?
            }
        };
        self.write(frame, name, column)
    }

    /// `df.loc(cond, "enter_tag", "x")`.
    pub fn assign_tag(
        &mut self,
        frame: FrameId,
        when: NodeId,
        name: &str,
        tag: &str,
    ) -> Result<(), BuildError> {
        let when = self.condition(when, "loc")?;
        let home = self.home(frame);
        if let Some(other) = self.nodes[when.index()].frame.filter(|other| *other != home) {
            let close = self.base_column(frame, BaseColumn::Close)?;
            return Err(self.mixed(frame, close, other, when));
        }
        let at = tag_column(name)?;
        check_tag(tag)?;
        self.frames[frame.index()].tags[at].push(TagRule { when: Some(when), tag: tag.to_owned() });
        Ok(())
    }
}

/// Each trade carries its tags.
fn check_tag(tag: &str) -> Result<(), BuildError> {
    let length = tag.chars().count();
    if length <= MOST_TAG {
        return Ok(());
    }
    let message = format!("a tag has at most {MOST_TAG} characters, and this has {length}");
    Err(BuildError::new("AQ206", message).help("give it a shorter name"))
}

fn tag_column(name: &str) -> Result<usize, BuildError> {
    TAGS.iter().position(|known| *known == name).ok_or_else(|| {
        BuildError::new("AQ206", format!("`{name}` cannot hold a word"))
            .help("only `enter_tag` and `exit_tag` hold words")
    })
}
