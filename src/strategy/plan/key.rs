//! The identity of a node: a hash of what it computes.

use std::fmt;

use serde::{Deserialize, Serialize};

/// 128 bits of a hash over an operation's name and version, its constants as canonical bits, and the
/// keys of its children. Equal on any machine and in any run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NodeKey([u8; 16]);

impl fmt::Debug for NodeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Collects the parts of a key. Each part is written with its length, so parts cannot run together.
pub(super) struct KeyWriter(blake3::Hasher);

impl KeyWriter {
    pub(super) fn new(operation: &str, version: u32) -> Self {
        let mut writer = Self(blake3::Hasher::new());
        writer.text(operation);
        writer.0.update(&version.to_le_bytes());
        writer
    }

    pub(super) fn text(&mut self, text: &str) {
        self.0.update(&(text.len() as u64).to_le_bytes());
        self.0.update(text.as_bytes());
    }

    /// A number by its bits; all `NaN` are one, and so are both zeros.
    pub(super) fn number(&mut self, number: f64) {
        let canonical = if number.is_nan() { f64::NAN } else { number + 0.0 };
        self.0.update(&canonical.to_bits().to_le_bytes());
    }

    pub(super) fn child(&mut self, key: NodeKey) {
        self.0.update(&key.0);
    }

    pub(super) fn finish(self) -> NodeKey {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.0.finalize().as_bytes()[..16]);
        NodeKey(bytes)
    }
}
