//! A panic is a fault of this program. It ends the backtest that it happened in, and no other.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{ErrorType, Failure};
use crate::diag::Diagnostic;

/// The longest text of a panic that is shown, characters.
const MOST_TEXT: usize = 200;

/// Does some work for one strategy; a panic is its failure. What the work was about must not be used
/// any more then, beside the result.
pub(crate) fn caught<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| Err(failure(&*payload)))
}

fn failure(payload: &(dyn Any + Send)) -> Failure {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("a panic");
    let text: String = text.chars().take(MOST_TEXT).collect();
    let message = format!("autoquant failed: {}", text.replace('\n', " "));
    let fault = Diagnostic::error("AQ900", message)
        .with_help("this is no fault of the strategy: report it, with the strategy");
    Failure::new(ErrorType::Internal, fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_failure() {
        let failed = caught::<()>(|| panic!("no {}", "way")).expect_err("it panicked");
        assert_eq!(failed.error_type, ErrorType::Internal);
        assert_eq!(failed.diagnostic.message, "autoquant failed: no way");
        assert_eq!(caught(|| Ok(1)).ok(), Some(1));
    }
}
