//! The longest runs of winning and of other trades.

use crate::model::trade::Trade;

/// The longest run of trades with `profit_ratio > 0` and the longest of all others, draws being
/// losses here, in the order given.
pub(super) fn streaks(trades: &[Trade]) -> (usize, usize) {
    let (mut wins, mut losses) = (0, 0);
    for run in trades.chunk_by(|a, b| is_win(a) == is_win(b)) {
        let longest = if is_win(&run[0]) { &mut wins } else { &mut losses };
        *longest = run.len().max(*longest);
    }
    (wins, losses)
}

fn is_win(trade: &Trade) -> bool {
    trade.profit_ratio > 0.0
}

#[cfg(test)]
mod tests {
    use super::streaks;
    use crate::backtest::metrics::samples::trades;

    #[test]
    fn draws_are_losses() {
        assert_eq!(streaks(&trades(&[1.0, 2.0, -1.0, 0.0, -1.0, 3.0])), (2, 3));
        assert_eq!(streaks(&trades(&[0.0, 0.0])), (0, 2));
        assert_eq!(streaks(&trades(&[4.0])), (1, 0));
        assert_eq!(streaks(&[]), (0, 0));
    }
}
