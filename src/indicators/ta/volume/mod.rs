//! Volume indicators: what was traded, and at which prices.

mod ad;
mod adosc;
mod cmf;
mod efi;
mod flow;
mod marketfi;
mod nvi;
mod obv;
mod pvi;
mod pvo;
mod pvt;
mod rvol;
mod volume_index;
mod vwap;

use crate::indicators::{Input, Operation};

/// TA-Lib's heading.
const GROUP: &str = "Volume Indicators";

/// The input of functions of the volume alone.
const VOLUME: &[Input] = &[Input { name: "volume", column: "volume" }];

/// The inputs of functions of the close and the volume.
const CLOSE_AND_VOLUME: &[Input] =
    &[Input { name: "close", column: "close" }, Input { name: "volume", column: "volume" }];

/// The functions, by name.
pub(super) static TABLE: &[&Operation] = &[
    &ad::AD,
    &adosc::ADOSC,
    &cmf::CMF,
    &efi::EFI,
    &marketfi::MARKETFI,
    &nvi::NVI,
    &obv::OBV,
    &pvi::PVI,
    &pvo::PVO,
    &pvt::PVT,
    &rvol::RVOL,
    &vwap::VWAP,
];
