//! The example strategies, and which of them a demo begins with.

use crate::model::config::TradingMode;

/// A name and a script.
type Example = (&'static str, &'static str);

macro_rules! example {
    ($name:literal) => {
        ($name, include_str!(concat!("../../examples/strategies/", $name, ".rhai")))
    };
}

/// Those of the spot market.
const SPOT: &[Example] = &[example!("DonchianBreakout"), example!("EmaTrend"), example!("RsiDip")];

/// Those of futures: examples that go short belong here, and some that do not.
const FUTURES: &[Example] =
    &[example!("DonchianBreakout"), example!("EmaTrend"), example!("TrendPullback")];

/// The examples that are in a demo.
pub(super) fn examples(trading_mode: TradingMode) -> &'static [Example] {
    match trading_mode {
        TradingMode::Spot => SPOT,
        TradingMode::Futures => FUTURES,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_example_that_goes_short_is_in_the_demo_of_futures() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/strategies");
        let mut looked_at = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let script = std::fs::read_to_string(&path).unwrap();
            let name = path.file_stem().unwrap().to_str().unwrap();
            let of = |examples: &[Example]| examples.iter().any(|(known, _)| *known == name);
            if script.lines().any(|line| line.starts_with("const can_short = true")) {
                assert!(of(FUTURES) && !of(SPOT), "{name}");
            }
            looked_at += 1;
        }
        assert!(looked_at >= SPOT.len());
    }
}
