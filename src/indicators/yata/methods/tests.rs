//! The entries against yata's own methods, which are fed directly.

use yata::core::Method;
use yata::methods::{
    CCI, DEMA, DMA, EMA, HMA, HighestIndex, Integral, LinReg, LinearVolatility,
    LowerReversalSignal, LowestIndex, MeanAbsDev, MedianAbsDev, RMA, ReversalSignal, SMM, SWMA,
    TEMA, TMA, TRIMA, TSI, UpperReversalSignal, VWMA, Vidya, WSMA,
};

use crate::indicators::yata::{find, signal};

const ROWS: usize = 120;

/// Values that go up and down, some of them equal.
fn values() -> Vec<f64> {
    (0..ROWS).map(|row| 100.0 + ((row * row * 7) % 31) as f64 + (row % 5) as f64 * 0.37).collect()
}

/// Holds an entry against what a method gives for each row.
fn compare(name: &str, parameters: &[f64], mut direct: impl FnMut(usize) -> f64) {
    let operation = find(name).unwrap_or_else(|| panic!("{name} is not listed"));
    let columns = vec![values(); operation.inputs.len()];
    let inputs: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let mut out = vec![0.0; ROWS];
    (operation.kernel)(&inputs, parameters, &mut [&mut out]);
    let lookback = (operation.lookback)(parameters);
    assert!((1..ROWS / 2).contains(&lookback), "{name}");
    for (row, value) in out.iter().enumerate() {
        let direct = direct(row);
        assert!(value.is_nan() == (row < lookback), "{name}, row {row}: {value}");
        assert!(value.is_nan() || *value == direct, "{name}, row {row}: {value} is not {direct}");
    }
}

#[test]
fn values_are_yatas() {
    /// Methods with one length.
    macro_rules! each {
        ($length:expr; $($method:ident)*) => {$({
            let values = values();
            let mut method = $method::new($length, &values[0]).expect("a valid length");
            compare(stringify!($method), &[f64::from($length)], |row| {
                method.next(&values[row]).into()
            });
        })*};
    }
    each!(7_u32; CCI DEMA DMA EMA HMA HighestIndex Integral LinReg LinearVolatility LowestIndex);
    each!(7_u32; MeanAbsDev MedianAbsDev RMA SMM SWMA TEMA TMA TRIMA Vidya WSMA);
    each!(16_u32; CCI DEMA DMA EMA HMA HighestIndex Integral LinReg LinearVolatility LowestIndex);
    each!(16_u32; MeanAbsDev MedianAbsDev RMA SMM SWMA TEMA TMA TRIMA Vidya WSMA);

    let values = values();
    let mut tsi = TSI::new(4, 9, &values[0]).expect("valid lengths");
    compare("TSI", &[4.0, 9.0], |row| tsi.next(&values[row]));
    let mut vwma = VWMA::new(9, &(values[0], values[0])).expect("a valid length");
    compare("VWMA", &[9.0], |row| vwma.next(&(values[row], values[row])));
}

#[test]
fn turns_are_yatas() {
    macro_rules! each {
        ($($method:ident)*) => {$({
            let values = values();
            let mut method = $method::new(3, 2, &values[0]).expect("valid lengths");
            compare(stringify!($method), &[3.0, 2.0], |row| signal(method.next(&values[row])));
        })*};
    }
    each!(ReversalSignal UpperReversalSignal LowerReversalSignal);
}
