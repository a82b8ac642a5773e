//! How may the figures flatter? One table, one small file a flag.
//!
//! A flag never stops a run. It is a name with a figure, found from what a backtest left behind: its
//! trades, its balances, what holding would have brought. Whoever reads a block sees which of its
//! figures to distrust, and `docs/flags.md` is made from this table.

mod balance_gap;
mod below_buy_and_hold;
mod fee_free_edge;
mod few_trades;
mod funding_alone;
mod held_losers;
mod liquidations;
mod one_pair;
mod one_trade;
mod open_profit;
mod overdrawn;
mod profit_only_exits;
mod raised;
mod roi_clipping;
mod seen;
mod sharpe_up_profit_down;
mod tiny_positions;

pub use raised::{Raised, worst};
pub(super) use seen::Seen;
pub use sharpe_up_profit_down::{Standing, against};

/// One way in which figures flatter, and how it is found.
#[derive(Clone, Copy, Debug)]
pub struct Flag {
    /// Its name, as blocks print it.
    pub name: &'static str,
    /// How it makes a strategy look better than it is.
    pub flatters: &'static str,
    /// When it is raised; `{0}`, `{1}`, … stand for the thresholds.
    rule: &'static str,
    /// The thresholds that the code compares with.
    thresholds: &'static [f64],
    /// What its figure is.
    pub figure: &'static str,
    /// What the figure is counted in.
    pub unit: Unit,
    /// Which of two figures is the worse one.
    pub worse: Worse,
    /// What to look at, and what to do about it.
    pub look_at: &'static str,
    /// Its figure, where a timerange raises it; none for what only a round can show.
    find: Option<fn(&Seen<'_>) -> Option<f64>>,
}

/// What a figure is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A number of things: `12`.
    Count,
    /// A share or a ratio: `83.1%`.
    Percent,
    /// A difference of two percentages: `-12.5pp`.
    Points,
}

/// Which of two figures is the worse one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worse {
    /// The lower one.
    Lower,
    /// The higher one.
    Higher,
}

/// All flags, in the order in which they are told.
pub const FLAGS: &[Flag] = &[
    profit_only_exits::FLAG,
    held_losers::FLAG,
    roi_clipping::FLAG,
    tiny_positions::FLAG,
    few_trades::FLAG,
    one_pair::FLAG,
    one_trade::FLAG,
    fee_free_edge::FLAG,
    overdrawn::FLAG,
    balance_gap::FLAG,
    open_profit::FLAG,
    liquidations::FLAG,
    funding_alone::FLAG,
    sharpe_up_profit_down::FLAG,
    below_buy_and_hold::FLAG,
];

impl Flag {
    /// The flag of a name. A figure behind it, as blocks print it, is overlooked.
    pub fn named(name: &str) -> Option<&'static Self> {
        let name = name.split('=').next().unwrap_or(name);
        FLAGS.iter().find(|flag| flag.name == name)
    }

    /// Whether its name or its words hold a word, in any case.
    pub fn speaks_of(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let texts = [self.name, self.flatters, self.rule, self.look_at];
        texts.iter().any(|text| text.to_lowercase().contains(&word))
    }

    /// When it is raised, with its thresholds.
    pub fn rule(&self) -> String {
        let write = |text: String, (at, value): (usize, &f64)| {
            text.replace(&format!("{{{at}}}"), &value.to_string())
        };
        self.thresholds.iter().enumerate().fold(self.rule.to_owned(), write)
    }
}

/// The flags that a backtest raises, in the order of the table.
pub(super) fn raised(seen: &Seen<'_>) -> Vec<Raised> {
    let raise = |flag: &'static Flag| {
        let figure = (flag.find?)(seen)?;
        Some(Raised { flag, figure })
    };
    FLAGS.iter().filter_map(raise).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flag_has_words_and_every_threshold_stands_in_its_rule() {
        for flag in FLAGS {
            let rule = flag.rule();
            assert!(!rule.contains(['{', '}']), "{rule}");
            for at in 0..flag.thresholds.len() {
                assert!(flag.rule.contains(&format!("{{{at}}}")), "{}: {at}", flag.name);
            }
            for words in [flag.flatters, flag.figure, flag.look_at] {
                assert!(words.len() > 10, "{}", flag.name);
            }
            assert!(flag.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
            assert_eq!(Flag::named(&format!("{}=1.5%", flag.name)).unwrap().name, flag.name);
        }
        assert!(Flag::named("no-flag").is_none());
    }
}
