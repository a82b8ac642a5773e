//! `results.tsv`: what earlier rounds came to.

use std::fs;
use std::path::Path;

/// The file, below the workspace.
pub(super) const RESULTS: &str = "results.tsv";

/// One logged event with figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The version that was run.
    pub commit: String,
    /// The strategy; `parent→child` for a fork.
    pub strategy_name: String,
    /// The headline's Sharpe ratio.
    pub sharpe: f64,
    /// The drawdown of its family, percent, negative.
    pub max_dd: f64,
}

impl Row {
    /// Whether it is at least as good in both figures, and better in one.
    pub(super) fn dominates(&self, sharpe: f64, max_dd: f64) -> bool {
        self.sharpe >= sharpe
            && self.max_dd >= max_dd
            && (self.sharpe > sharpe || self.max_dd > max_dd)
    }
}

/// The rows that have figures, and the numbers of lines that cannot be read. No file is no rows.
pub(super) fn read(root: &Path) -> (Vec<Row>, Vec<usize>) {
    fs::read(root.join(RESULTS)).map_or_else(|_| (Vec::new(), Vec::new()), |bytes| parse(&bytes))
}

/// The rows of a file that have figures, and the numbers of lines that cannot be read.
pub fn parse(bytes: &[u8]) -> (Vec<Row>, Vec<usize>) {
    let text = String::from_utf8_lossy(bytes);
    let (mut rows, mut damaged) = (Vec::new(), Vec::new());
    for (at, line) in text.lines().enumerate().skip(1).filter(|(_, line)| !line.is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [commit, _, strategy_name, sharpe, max_dd, _] = cells.as_slice() else {
            damaged.push(at + 1);
            continue;
        };
        if (*sharpe, *max_dd) == ("-", "-") {
            continue;
        }
        match (sharpe.parse(), max_dd.parse()) {
            (Ok(sharpe), Ok(max_dd)) => rows.push(Row {
                commit: (*commit).to_owned(),
                strategy_name: (*strategy_name).to_owned(),
                sharpe,
                max_dd,
            }),
            _ => damaged.push(at + 1),
        }
    }
    (rows, damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_dominates_when_it_is_better_in_one_and_worse_in_none() {
        let row = Row { commit: "a".into(), strategy_name: "A".into(), sharpe: 1.0, max_dd: -10.0 };
        assert!(row.dominates(0.9, -10.0));
        assert!(row.dominates(1.0, -10.5));
        assert!(!row.dominates(1.0, -10.0));
        assert!(!row.dominates(0.5, -9.0));
        assert!(!row.dominates(f64::NAN, f64::NAN));
    }

    #[test]
    fn damaged_lines_are_named_and_the_others_read() {
        let folder = tempfile::tempdir().unwrap();
        let text = "commit\tevent\tstrategy_name\tsharpe\tmax_dd\tnote\n\
                    aaa\tcreate\tOne\t0.5\t-10\tfirst\nbroken\n\
                    bbb\tkill\tTwo\t-\t-\tgone\nccc\tevolve\tOne\tx\t-3\t\n";
        fs::write(folder.path().join(RESULTS), text).unwrap();
        let (rows, damaged) = read(folder.path());
        assert_eq!(rows.len(), 1);
        assert_eq!(damaged, [3, 5]);
        assert_eq!(read(&folder.path().join("nowhere")), (vec![], vec![]));
    }
}
