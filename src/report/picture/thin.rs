//! Thinning: a column of pixels shows no more than its first, lowest, highest and last value.

/// The width of a column, in units of the picture.
const COLUMN: i64 = 2;

/// Places in the order of their columns, without those that no eye could tell from the rest.
pub(super) fn thin(places: impl Iterator<Item = Option<(i64, i64)>>) -> Vec<Option<(i64, i64)>> {
    let mut thinned = Vec::new();
    let mut column: Vec<(i64, i64)> = Vec::new();
    for place in places {
        let is_same = place
            .zip(column.first())
            .is_some_and(|((x, _), (first, _))| x.div_euclid(COLUMN) == first.div_euclid(COLUMN));
        if !is_same {
            close(&mut column, &mut thinned);
        }
        match place {
            Some(place) => column.push(place),
            None if thinned.last().is_some_and(Option::is_some) => thinned.push(None),
            None => {}
        }
    }
    close(&mut column, &mut thinned);
    thinned
}

/// Moves what is to be seen of a column.
fn close(column: &mut Vec<(i64, i64)>, thinned: &mut Vec<Option<(i64, i64)>>) {
    let rows = 0..column.len();
    let least = rows.clone().min_by_key(|row| column[*row].1);
    let most = rows.clone().max_by_key(|row| column[*row].1);
    let seen = |row: &usize| {
        *row == 0 || row + 1 == column.len() || Some(*row) == least || Some(*row) == most
    };
    let mut last = None;
    for row in rows.filter(seen) {
        // Two samples at one place are one.
        if last != Some(column[row]) {
            thinned.push(Some(column[row]));
        }
        last = Some(column[row]);
    }
    column.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extremes_of_a_column_are_kept_in_their_order() {
        let places = [5, 3, 4, 9, 4, 6].map(|y| Some((10, y)));
        let thinned = thin(places.into_iter());
        assert_eq!(thinned, [5, 3, 9, 6].map(|y| Some((10, y))));
    }

    #[test]
    fn many_samples_become_four_a_column_and_lose_no_extreme() {
        let y = |row: i64| (row * 7919) % 1009;
        let thinned = thin((0..40_000).map(|row| Some((row / 100, y(row)))));
        assert!(thinned.len() <= 4 * 400 / COLUMN as usize);
        let all = || thinned.iter().flatten().map(|place| place.1);
        assert_eq!((all().min(), all().max()), (Some(0), Some(1008)));
    }

    #[test]
    fn gaps_stay() {
        let places = [None, Some((0, 1)), None, None, Some((0, 2)), None];
        assert_eq!(thin(places.into_iter()), [Some((0, 1)), None, Some((0, 2)), None]);
        assert!(thin([None, None].into_iter()).is_empty());
    }
}
