//! Where small plots stand: in rows that are as full as can be.

use super::frame::Area;
use super::{MARGIN, WIDTH};

/// The most plots that are drawn.
const MOST: usize = 12;
/// The room between two.
const GAP: (i64, i64) = (68, 52);

/// How curves are laid out.
#[derive(Clone, Copy)]
pub(super) struct Grid {
    rows: usize,
    columns: usize,
    count: usize,
    cell_height: i64,
}

impl Grid {
    /// Lays out so many, in rows that are as full as can be.
    pub(super) fn of(curves: usize) -> Self {
        let count = curves.min(MOST);
        let (columns, cell_height) = match count {
            0 | 1 => (1, 540),
            2 | 4 => (2, 460),
            3 | 5 | 6 | 9 => (3, 400),
            _ => (4, 360),
        };
        Self { rows: count.div_ceil(columns), columns, count, cell_height }
    }

    /// How many there are.
    pub(super) fn cells(self) -> usize {
        self.count
    }

    /// How high all are together.
    pub(super) fn height(self) -> i64 {
        (self.rows as i64 * (self.cell_height + GAP.1) - GAP.1).max(0)
    }

    /// Where one is.
    pub(super) fn cell(self, at: usize, top: i64) -> Area {
        let columns = self.columns as i64;
        let wide = (WIDTH - 2 * MARGIN - (columns - 1) * GAP.0) / columns;
        let left = MARGIN + (at % self.columns) as i64 * (wide + GAP.0);
        let top = top + (at / self.columns) as i64 * (self.cell_height + GAP.1);
        Area { left, top, right: left + wide, bottom: top + self.cell_height }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_full_and_cells_do_not_touch() {
        let laid =
            [1, 2, 4, 6, 9, 12, 40].map(|count| (Grid::of(count).rows, Grid::of(count).columns));
        assert_eq!(laid, [(1, 1), (1, 2), (2, 2), (2, 3), (3, 3), (3, 4), (3, 4)]);
        let grid = Grid::of(6);
        let (first, second, below) = (grid.cell(0, 10), grid.cell(1, 10), grid.cell(3, 10));
        assert!(first.right < second.left && first.bottom < below.top);
        assert_eq!((first.left, first.top, grid.cell(2, 10).right), (MARGIN, 10, WIDTH - MARGIN));
        assert_eq!(below.bottom, 10 + grid.height());
    }

    #[test]
    fn no_curves_need_no_room() {
        assert_eq!((Grid::of(0).height(), Grid::of(0).cells()), (0, 0));
    }
}
