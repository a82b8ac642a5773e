//! Leverage tiers from a file, in FreqTrade's form or ours.

use std::fs;
use std::path::Path;

use super::ImportError;
use crate::data::leverage::tiers_of;
use crate::model::leverage::LeverageTiers;
use crate::model::pair::Pair;

/// The tiers of `pairs` that a file has; all of them where it has none of those.
pub fn leverage_tiers(path: &Path, pairs: &[Pair]) -> Result<LeverageTiers, ImportError> {
    let unusable =
        |problem: String| ImportError::Unusable { path: path.display().to_string(), problem };
    let text = fs::read_to_string(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => ImportError::NotThere { path: path.display().to_string() },
        _ => unusable(error.to_string()),
    })?;
    let mut all = tiers_of(&text).map_err(unusable)?;
    if pairs.iter().any(|pair| all.contains_key(pair.as_str())) {
        all.retain(|name, _| pairs.iter().any(|pair| pair.as_str() == name));
    }
    Ok(all)
}
