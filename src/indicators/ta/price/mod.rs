//! Price transforms: other prices made of a candle's four.

mod avgdev;
mod avgprice;
mod ha;
mod medprice;
mod typprice;
mod wclprice;

use crate::indicators::Operation;

/// TA-Lib's heading.
const GROUP: &str = "Price Transform";

/// The functions, by name.
pub(super) static TABLE: &[&Operation] = &[
    &avgdev::AVGDEV,
    &avgprice::AVGPRICE,
    &ha::HA,
    &medprice::MEDPRICE,
    &typprice::TYPPRICE,
    &wclprice::WCLPRICE,
];
