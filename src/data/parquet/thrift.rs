//! Thrift's compact protocol, as far as it tells what a parquet file claims.

/// Structures inside of structures, at most.
const DEEPEST: usize = 16;

/// What stands at a place of a structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A whole number.
    Number(i64),
    /// A list of so many elements.
    List(usize),
}

/// Bytes that are not read yet.
pub(super) struct Thrift<'a> {
    rest: &'a [u8],
}

impl<'a> Thrift<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What stands behind what was read.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Reads a structure, and tells the numbers and lists in it with the way to them: fields in fields.
    /// `None` where it breaks off, or claims more than there is.
    pub(super) fn structure(&mut self, told: &mut impl FnMut(&[i16], Value)) -> Option<()> {
        self.fields(&mut Vec::new(), told)
    }

    fn fields(&mut self, way: &mut Vec<i16>, told: &mut impl FnMut(&[i16], Value)) -> Option<()> {
        if way.len() > DEEPEST {
            return None;
        }
        let mut field = 0_i16;
        loop {
            let head = self.byte()?;
            let kind = head & 0x0f;
            if kind == 0 {
                return Some(());
            }
            field = match head >> 4 {
                0 => i16::try_from(self.number()?).ok()?,
                step => field.checked_add(i16::from(step))?,
            };
            way.push(field);
            // Whether something is so is told by the kind itself, in a field.
            if kind > 2 {
                self.value(kind, way, told)?;
            }
            way.pop();
        }
    }

    fn value(
        &mut self,
        kind: u8,
        way: &mut Vec<i16>,
        told: &mut impl FnMut(&[i16], Value),
    ) -> Option<()> {
        match kind {
            1..=3 => drop(self.byte()?),
            4..=6 => {
                let number = self.number()?;
                told(way, Value::Number(number));
            }
            7 => self.skip(8)?,
            8 => {
                let length = usize::try_from(self.varint()?).ok()?;
                self.skip(length)?;
            }
            9 | 10 => self.list(way, told)?,
            12 => self.fields(way, told)?,
            // There are no maps in parquet.
            _ => return None,
        }
        Some(())
    }

    fn list(&mut self, way: &mut Vec<i16>, told: &mut impl FnMut(&[i16], Value)) -> Option<()> {
        let head = self.byte()?;
        let length = match head >> 4 {
            15 => usize::try_from(self.varint()?).ok()?,
            few => usize::from(few),
        };
        // Each element takes a byte at least.
        if length > self.rest.len() {
            return None;
        }
        told(way, Value::List(length));
        if way.len() > DEEPEST {
            return None;
        }
        way.push(0);
        for _ in 0..length {
            self.value(head & 0x0f, way, told)?;
        }
        way.pop();
        Some(())
    }

    fn skip(&mut self, bytes: usize) -> Option<()> {
        self.rest = self.rest.get(bytes..)?;
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A number with its sign in the last bit.
    fn number(&mut self) -> Option<i64> {
        let number = self.varint()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> Option<Vec<(Vec<i16>, Value)>> {
        let mut all = Vec::new();
        Thrift::new(bytes).structure(&mut |way, value| all.push((way.to_vec(), value)))?;
        Some(all)
    }

    #[test]
    fn numbers_and_lists_are_told_with_their_places() {
        // Field 1 is 3, field 3 a structure with 150 in field 1, field 5 a list of -1 and 2, field 6 a text.
        let bytes = [0x15, 6, 0x2c, 0x15, 0xac, 0x02, 0, 0x29, 0x25, 1, 4, 0x18, 2, b'a', b'b', 0];
        assert_eq!(
            told(&bytes).unwrap(),
            [
                (vec![1], Value::Number(3)),
                (vec![3, 1], Value::Number(150)),
                (vec![5], Value::List(2)),
                (vec![5, 0], Value::Number(-1)),
                (vec![5, 0], Value::Number(2)),
            ]
        );
        for length in 0..bytes.len() {
            assert_eq!(told(&bytes[..length]), None, "{length}");
        }
    }

    #[test]
    fn more_than_there_is_is_refused() {
        // A list of 2^28 numbers, a text of 2^28 letters, structures without end.
        let many = [0x80, 0x80, 0x80, 0x80, 0x01];
        assert_eq!(told(&[&[0x19, 0xf5][..], &many, &[0; 9]].concat()), None);
        assert_eq!(told(&[&[0x18][..], &many, &[0; 9]].concat()), None);
        assert_eq!(told(&[0x1c; 1_000]), None);
        assert_eq!(told(&[0x19; 1_000]), None);
    }
}
