//! What a script was seen to do while it described its columns: beside the plan, not in it.

use std::collections::BTreeMap;

use super::{FrameId, NodeId};

/// A line and a column, from 1.
pub type Place = (usize, usize);

/// What was seen.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// Where each node was first used.
    pub uses: BTreeMap<NodeId, Place>,
    /// What was written, in that order.
    pub written: Vec<Written>,
    /// The frames that were asked for, each where it was asked for first.
    pub frames: Vec<(FrameId, Option<Place>)>,
    /// The frames that something was read of from another one.
    pub merged: Vec<FrameId>,
}

/// A column that was written.
#[derive(Clone, Debug)]
pub struct Written {
    /// The frame it belongs to.
    pub frame: FrameId,
    /// Its name.
    pub name: String,
    /// Where.
    pub place: Option<Place>,
    /// What was written.
    pub node: NodeId,
    /// Whether it was read before it was written anew.
    pub read: bool,
    /// Whether it was written anew, and where.
    pub anew: Option<Option<Place>>,
}

impl Notes {
    pub(super) fn write(&mut self, frame: FrameId, name: &str, node: NodeId, place: Option<Place>) {
        if let Some(before) = self.last(frame, name) {
            before.anew = Some(place);
        }
        let name = name.to_owned();
        self.written.push(Written { frame, name, place, node, read: false, anew: None });
    }

    pub(super) fn read(&mut self, frame: FrameId, name: &str) {
        if let Some(written) = self.last(frame, name) {
            written.read = true;
        }
    }

    fn last(&mut self, frame: FrameId, name: &str) -> Option<&mut Written> {
        let is_it = |written: &&mut Written| written.frame == frame && written.name == name;
        self.written.iter_mut().rev().find(is_it)
    }
}
