//! What the wallet knows of each pair over time, as the balances are taken.

/// What the wallet knows of a pair, from a date on.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Holding {
    /// The first balance that it counts in, epoch milliseconds.
    pub date: i64,
    /// The place of the pair among those that are simulated.
    pub pair: usize,
    /// The amount, 0 while an entry waits; `None` once no trade of it is open.
    pub amount: Option<f64>,
}

/// All changes of what the wallet knows, in the order in which the balances meet them: pairs whose trades were
/// opened first come first.
#[derive(Clone, Debug)]
pub(super) struct Holdings {
    changes: Vec<Holding>,
    /// The last one of each pair.
    now: Vec<Option<f64>>,
    /// The pairs with open trades, in their order.
    known: Vec<usize>,
}

impl Holdings {
    pub(super) fn new(pairs: usize) -> Self {
        Self { changes: Vec::new(), now: vec![None; pairs], known: Vec::new() }
    }

    /// Looks at what is known of the pairs with open trades, in their order, as a balance is taken.
    pub(super) fn note(&mut self, date: i64, held: &[usize], known: impl Fn(usize) -> f64) {
        if self.known != held {
            let (still, gone): (Vec<usize>, Vec<usize>) =
                self.known.drain(..).partition(|pair| held.contains(pair));
            // Those whose place is another come anew.
            let same = still.iter().zip(held).take_while(|(pair, held)| pair == held).count();
            for pair in gone.iter().chain(&still[same..]) {
                self.change(date, *pair, None);
            }
            self.known.extend(held);
        }
        for pair in held {
            self.change(date, *pair, Some(known(*pair)));
        }
    }

    /// Notes what is held of a pair, if that is not what was.
    pub(super) fn change(&mut self, date: i64, pair: usize, amount: Option<f64>) {
        if self.now[pair] != amount {
            self.now[pair] = amount;
            self.changes.push(Holding { date, pair, amount });
        }
    }

    pub(super) fn into_changes(self) -> Vec<Holding> {
        self.changes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_stand_in_the_order_of_their_oldest_trade() {
        let mut holdings = Holdings::new(3);
        let mut note = |date, open: &[(usize, f64)]| {
            let mut held: Vec<usize> = Vec::new();
            for (pair, _) in open {
                if !held.contains(pair) {
                    held.push(*pair);
                }
            }
            let last = |pair| open.iter().rfind(|(other, _)| *other == pair).unwrap().1;
            holdings.note(date, &held, last);
        };
        note(1, &[(2, 0.0), (0, 1.0)]);
        note(2, &[(2, 0.5), (0, 1.0), (2, 3.0)]);
        note(3, &[(0, 1.0), (2, 3.0)]);
        note(4, &[(0, 1.0), (2, 3.0)]);
        note(5, &[]);
        let changes = holdings.into_changes();
        let found: Vec<_> = changes.iter().map(|one| (one.date, one.pair, one.amount)).collect();
        let expected = [
            (1, 2, Some(0.0)),
            (1, 0, Some(1.0)),
            (2, 2, Some(3.0)),
            (3, 2, None),
            (3, 0, None),
            (3, 0, Some(1.0)),
            (3, 2, Some(3.0)),
            (5, 0, None),
            (5, 2, None),
        ];
        assert_eq!(found, expected);
    }
}
