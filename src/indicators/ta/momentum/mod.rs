//! Momentum indicators: how fast, how far and how steadily prices move.

mod ac;
mod adx;
mod adxr;
mod against_before;
mod ao;
mod apo;
mod aroon;
mod aroonosc;
mod bop;
mod cci;
mod cmo;
mod cmou;
mod coppock;
mod dpo;
mod dx;
mod er;
mod eri;
mod exponential;
mod fosc;
mod fractal;
mod imi;
mod kdj;
mod macd;
mod macdext;
mod macdfix;
mod mfi;
mod minus_di;
mod minus_dm;
mod mom;
mod place_in_range;
mod plus_di;
mod plus_dm;
mod ppo;
mod qstick;
mod recency;
mod roc;
mod rocp;
mod rocr;
mod rocr100;
mod rsi;
mod smi;
mod stoch;
mod stochf;
mod stochrsi;
mod trail;
mod trix;
mod tsi;
mod ultosc;
mod vhf;
mod vortex;
mod wad;
mod willr;

use crate::indicators::Operation;

pub(super) use self::ppo::PPO;

/// TA-Lib's heading.
const GROUP: &str = "Momentum Indicators";

/// The functions, by name.
pub(super) static TABLE: &[&Operation] = &[
    &ac::AC,
    &adx::ADX,
    &adxr::ADXR,
    &ao::AO,
    &apo::APO,
    &aroon::AROON,
    &aroonosc::AROONOSC,
    &bop::BOP,
    &cci::CCI,
    &cmo::CMO,
    &cmou::CMOU,
    &coppock::COPPOCK,
    &dpo::DPO,
    &dx::DX,
    &er::ER,
    &eri::ERI,
    &fosc::FOSC,
    &fractal::FRACTAL,
    &imi::IMI,
    &kdj::KDJ,
    &macd::MACD,
    &macdext::MACDEXT,
    &macdfix::MACDFIX,
    &mfi::MFI,
    &minus_di::MINUS_DI,
    &minus_dm::MINUS_DM,
    &mom::MOM,
    &plus_di::PLUS_DI,
    &plus_dm::PLUS_DM,
    &ppo::PPO,
    &qstick::QSTICK,
    &roc::ROC,
    &rocp::ROCP,
    &rocr::ROCR,
    &rocr100::ROCR100,
    &rsi::RSI,
    &smi::SMI,
    &stoch::STOCH,
    &stochf::STOCHF,
    &stochrsi::STOCHRSI,
    &trix::TRIX,
    &tsi::TSI,
    &ultosc::ULTOSC,
    &vhf::VHF,
    &vortex::VORTEX,
    &wad::WAD,
    &willr::WILLR,
];
