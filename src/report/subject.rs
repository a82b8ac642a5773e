//! What is drawn.

/// A trial of the research.
pub(in crate::report) struct Dot<'a> {
    /// Its number.
    pub trial: usize,
    /// Its headline; `None` where it failed.
    pub sharpe: Option<f64>,
    /// Whether it was kept.
    pub kept: bool,
    /// Whether it raised the running best of what was kept.
    pub best: bool,
    /// Whether a check flagged it.
    pub flagged: bool,
    /// The strategy that was tried.
    pub strategy: &'a str,
}

/// All trials of a research.
pub(in crate::report) struct Frontier<'a> {
    /// The trials in their order.
    pub dots: Vec<Dot<'a>>,
    /// The name of the headline: `robust_sharpe`.
    pub headline: &'a str,
    /// What chance alone reaches with as many trials.
    pub chance: Option<f64>,
    /// The name of the workspace.
    pub workspace: &'a str,
}

/// The equity of a strategy over a timerange.
pub(in crate::report) struct Curve<'a> {
    /// The strategy.
    pub strategy: &'a str,
    /// The timerange.
    pub label: &'a str,
    /// The stake currency.
    pub currency: &'a str,
    /// The dates of the samples, epoch milliseconds.
    pub dates: &'a [i64],
    /// The equity at them.
    pub equity: &'a [f64],
    /// What buying and holding would be worth; may hold NaN.
    pub held: &'a [f64],
}
