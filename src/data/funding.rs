//! What holders of a perpetual contract pay each other, and when: funding rates aligned with mark prices (simulation
//! spec 9.5).

use crate::model::candles::Candles;

/// The payments of one pair, ascending.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FundingEvents {
    /// When, epoch milliseconds.
    pub dates: Vec<i64>,
    /// What the long side pays for one unit then, stake currency.
    pub units: Vec<f64>,
}

impl FundingEvents {
    /// A payment where a rate and a mark price have the same date; of several rates of one date the first counts.
    /// With a rate to fall back on, each mark price before the first payment is one, too, and a rate that is no number
    /// is none.
    pub fn new(mark: &Candles, rates: &Candles, fallback: Option<f64>) -> Self {
        let mut events = Self::default();
        let (mut at, mut is_known) = (0, false);
        for (row, date) in mark.date.iter().enumerate() {
            while rates.date.get(at).is_some_and(|known| known < date) {
                at += 1;
            }
            let known = rates.date.get(at).filter(|known| *known == date).map(|_| rates.open[at]);
            let rate = match fallback {
                None => known,
                Some(fallback) => {
                    let known = known.filter(|rate| !rate.is_nan());
                    is_known |= known.is_some();
                    known.or((!is_known).then_some(fallback))
                }
            };
            if let Some(rate) = rate {
                events.dates.push(date);
                events.units.push(rate * mark.open[row]);
            }
        }
        events
    }
}
