//! Python's pickles, as far as tables need them.
//!
//! A pickle is a program for a machine with a stack. Those that are written here put together lists and
//! dictionaries of texts and bytes, and call functions by their name. Protocol 3.

/// A pickle in the making.
#[derive(Debug)]
pub(super) struct Pickle(Vec<u8>);

impl Pickle {
    pub(super) fn new() -> Self {
        Self(vec![0x80, 3])
    }

    /// The bytes, when one value has been put on the stack.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.0.push(b'.');
        self.0
    }

    pub(super) fn text(&mut self, text: &str) {
        self.long(b'X', text.as_bytes());
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.long(b'B', bytes);
    }

    pub(super) fn truth(&mut self, truth: bool) {
        self.0.push(if truth { 0x88 } else { 0x89 });
    }

    pub(super) fn texts<'a>(&mut self, texts: impl Iterator<Item = &'a str>) {
        self.0.extend(b"](");
        texts.for_each(|text| self.text(text));
        self.0.push(b'e');
    }

    /// A dictionary: `entry` puts the value of each key on the stack.
    pub(super) fn dictionary<'a, T>(
        &mut self,
        entries: impl Iterator<Item = (&'a str, T)>,
        mut entry: impl FnMut(&mut Self, T),
    ) {
        self.0.extend(b"}(");
        for (key, value) in entries {
            self.text(key);
            entry(self, value);
        }
        self.0.push(b'u');
    }

    /// What a function of a module gives for the arguments that are put on the stack.
    pub(super) fn call(&mut self, module: &str, name: &str, arguments: impl FnOnce(&mut Self)) {
        self.0.push(b'c');
        self.0.extend(format!("{module}\n{name}\n").as_bytes());
        self.0.push(b'(');
        arguments(self);
        self.0.extend(b"tR");
    }

    fn long(&mut self, code: u8, bytes: &[u8]) {
        let length = u32::try_from(bytes.len()).expect("a column is shorter than 4 GiB");
        self.0.push(code);
        self.0.extend(length.to_le_bytes());
        self.0.extend(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::Pickle;

    #[test]
    fn a_call_with_a_dictionary() {
        let mut pickle = Pickle::new();
        pickle.call("pandas", "DataFrame", |pickle| {
            pickle.dictionary([("é", true)].into_iter(), Pickle::truth);
        });
        let expected = b"\x80\x03cpandas\nDataFrame\n(}(X\x02\0\0\0\xc3\xa9\x88utR.";
        assert_eq!(pickle.finish(), expected);
    }

    #[test]
    fn lists_and_bytes() {
        let mut pickle = Pickle::new();
        pickle.texts(["a"].into_iter());
        assert_eq!(pickle.finish(), b"\x80\x03](X\x01\0\0\0ae.");
        let mut pickle = Pickle::new();
        pickle.bytes(&[7]);
        assert_eq!(pickle.finish(), b"\x80\x03B\x01\0\0\0\x07.");
    }
}
