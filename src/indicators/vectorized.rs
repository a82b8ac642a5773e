//! Loops in the widest registers of the machine.

/// Runs a loop compiled for the vector unit that this processor has.
///
/// The same operations in the same order on every machine, only more of them at once: results are
/// the same bits. The closure and what it calls must be `#[inline(always)]`, or they stay as they
/// were; `f64::mul_add` is a single instruction in it where the processor has one.
#[inline(always)]
pub(super) fn vectorized<R>(work: impl FnOnce() -> R) -> R {
    struct Work<F>(F);
    impl<R, F: FnOnce() -> R> pulp::NullaryFnOnce for Work<F> {
        type Output = R;

        #[inline(always)]
        fn call(self) -> R {
            (self.0)()
        }
    }
    pulp::Arch::new().dispatch(Work(work))
}
