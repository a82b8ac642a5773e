//! Long columns of numbers as few letters: differences as variable-length integers, deflated, in base 64.
//!
//! A column becomes `{ "packed": …, "count": n, "scale": s }`. Of its bytes, unpacked, each value is one
//! number of seven bits a byte, the lowest first: 0 for none, otherwise one more than the zigzag code of the
//! difference to the value before that was one. A value is its sum times `scale`; where `scale` is below 1
//! it is divided by the power of ten that `1 / scale` is, so that a tenth is 0.1.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde_json::{Value, json};

/// Shorter columns are left as they are.
const LEAST: usize = 48;

/// The most decimals of a value.
const DECIMALS: i32 = 12;

/// A minute in milliseconds: dates are whole ones.
const MINUTE: f64 = 60_000.0;

/// The largest whole number that is exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Packs all long columns of numbers within a value.
pub(super) fn pack(value: &mut Value) {
    match value {
        Value::Array(items) => {
            if items.len() >= LEAST
                && let Some(packed) = packed(items)
            {
                *value = packed;
                return;
            }
            items.iter_mut().for_each(pack);
        }
        Value::Object(object) => object.values_mut().for_each(pack),
        _ => {}
    }
}

/// A column, packed; `None` where something else than numbers is in it, or more digits than can be told.
fn packed(items: &[Value]) -> Option<Value> {
    let number = |item: &Value| match item {
        Value::Null => Some(None),
        Value::Number(number) => number.as_f64().map(Some),
        _ => None,
    };
    let values: Vec<Option<f64>> = items.iter().map(number).collect::<Option<_>>()?;
    let scale = scale(&values)?;
    let mut bytes = Vec::with_capacity(2 * values.len());
    let mut before = 0_i64;
    for value in &values {
        let Some(value) = value else {
            bytes.push(0);
            continue;
        };
        let whole = scale.of(*value) as i64;
        let change = whole - before;
        before = whole;
        varint(&mut bytes, ((change << 1) ^ (change >> 63)) as u64 + 1);
    }
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(9));
    encoder.write_all(&bytes).ok()?;
    let deflated = encoder.finish().ok()?;
    let (count, scale) = (values.len(), scale.unit());
    Some(json!({ "packed": STANDARD.encode(deflated), "count": count, "scale": scale }))
}

/// What the whole numbers of a column are counted in.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Scale {
    /// Minutes, of milliseconds.
    Minutes,
    /// So many decimals.
    Decimals(i32),
}

impl Scale {
    fn of(self, value: f64) -> f64 {
        match self {
            Self::Minutes => value / MINUTE,
            Self::Decimals(decimals) => (value * 10_f64.powi(decimals)).round(),
        }
    }

    fn unit(self) -> Value {
        match self {
            Self::Minutes => json!(60_000),
            Self::Decimals(0) => json!(1),
            Self::Decimals(decimals) => json!(10_f64.powi(-decimals)),
        }
    }

    /// Whether the value comes back as it was.
    fn tells(self, value: f64) -> bool {
        let whole = self.of(value);
        let back = match self {
            Self::Minutes => whole * MINUTE,
            Self::Decimals(decimals) => whole / 10_f64.powi(decimals),
        };
        back == value && whole.fract() == 0.0 && whole.abs() < EXACT
    }
}

fn scale(values: &[Option<f64>]) -> Option<Scale> {
    let told = |scale: &Scale| values.iter().flatten().all(|value| scale.tells(*value));
    let dates = Some(Scale::Minutes).filter(|scale| {
        values.iter().flatten().any(|value| value.abs() > 1e3 * MINUTE) && told(scale)
    });
    dates.or_else(|| (0..=DECIMALS).map(Scale::Decimals).find(told))
}

/// Seven bits a byte, the lowest first.
fn varint(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    /// What the page does.
    fn unpacked(value: &Value) -> Vec<Option<f64>> {
        let bytes = STANDARD.decode(value["packed"].as_str().unwrap()).unwrap();
        let mut inflated = Vec::new();
        flate2::read::DeflateDecoder::new(&bytes[..]).read_to_end(&mut inflated).unwrap();
        let scale = value["scale"].as_f64().unwrap();
        let (mut values, mut sum, mut at) = (Vec::new(), 0.0, 0);
        while at < inflated.len() {
            let (mut number, mut power) = (0.0, 1.0);
            loop {
                number += f64::from(inflated[at] & 0x7f) * power;
                power *= 128.0;
                at += 1;
                if inflated[at - 1] < 0x80 {
                    break;
                }
            }
            if number == 0.0 {
                values.push(None);
                continue;
            }
            let code = number - 1.0;
            sum += if code % 2.0 == 0.0 { code / 2.0 } else { -(code + 1.0) / 2.0 };
            values.push(Some(if scale < 1.0 { sum / (1.0 / scale).round() } else { sum * scale }));
        }
        assert_eq!(values.len() as u64, value["count"].as_u64().unwrap());
        values
    }

    fn check(values: &[Option<f64>]) -> Value {
        let mut value = json!(values);
        pack(&mut value);
        assert!(value["packed"].is_string(), "{values:?}");
        assert_eq!(unpacked(&value), values);
        value
    }

    #[test]
    fn columns_come_back_as_they_were() {
        let rows = || (0..200_u32).map(f64::from);
        let dates: Vec<_> = rows().map(|row| Some(1.6e12 + row * 3.6e6)).collect();
        let packed = check(&dates);
        assert!(packed["packed"].as_str().unwrap().len() < 60, "{packed}");
        check(
            &rows()
                .map(|row| Some(row.sin()))
                .map(|v| v.map(|v| (v * 1e3).round() / 1e3))
                .collect::<Vec<_>>(),
        );
        check(
            &rows()
                .map(|row| (row % 7.0 != 0.0).then_some(row * -0.1))
                .map(|v| v.map(|v| (v * 10.0).round() / 10.0))
                .collect::<Vec<_>>(),
        );
        check(&vec![None; 60]);
        check(&rows().map(|row| Some(row * 1e9 * 60_000.0)).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_short_or_no_column_of_numbers_stays() {
        let whole = json!({ "a": [1, 2, 3], "b": vec!["x"; 100], "c": vec![1.0 / 3.0; 100] });
        let mut value = whole.clone();
        pack(&mut value);
        assert_eq!(value, whole);
        let mut nested = json!({ "runs": [{ "rows": vec![5; 100] }] });
        pack(&mut nested);
        assert_eq!(unpacked(&nested["runs"][0]["rows"]), vec![Some(5.0); 100]);
    }
}
