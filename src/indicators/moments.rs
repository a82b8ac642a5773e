//! Count, mean and sums of powers of the deviations, of one column or of two, to be joined.
//!
//! The joins are the pairwise formulas of Chan, Golub and `LeVeque`, and of Pébay for the higher
//! powers: with `d = mean_b − mean_a`, `M2 = M2_a + M2_b + d² · n_a · n_b / n`, and so on.

use super::sliding::Fold;

/// Count, mean and the sums of the second to fourth powers of the deviations.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    pub(super) count: f64,
    pub(super) mean: f64,
    /// Σ (x − mean)².
    pub(super) m2: f64,
    /// Σ (x − mean)³.
    pub(super) m3: f64,
    /// Σ (x − mean)⁴.
    pub(super) m4: f64,
}

impl Shape {
    /// That of a single value; nothing where it is none.
    pub(super) fn of(value: f64) -> Self {
        if value.is_finite() {
            Self { count: 1.0, mean: value, ..Self::EMPTY }
        } else {
            Self::EMPTY
        }
    }
}

impl Fold for Shape {
    const EMPTY: Self = Self { count: 0.0, mean: 0.0, m2: 0.0, m3: 0.0, m4: 0.0 };

    fn join(self, other: Self) -> Self {
        if self.count == 0.0 {
            return other;
        }
        if other.count == 0.0 {
            return self;
        }
        let (a, b) = (self.count, other.count);
        let count = a + b;
        let delta = other.mean - self.mean;
        let step = delta / count;
        let square = delta * step * a * b;
        Self {
            count,
            mean: self.mean + step * b,
            m2: self.m2 + other.m2 + square,
            m3: self.m3
                + other.m3
                + square * step * (a - b)
                + 3.0 * step * (a * other.m2 - b * self.m2),
            m4: self.m4
                + other.m4
                + square * step * step * (a * a - a * b + b * b)
                + 6.0 * step * step * (a * a * other.m2 + b * b * self.m2)
                + 4.0 * step * (a * other.m3 - b * self.m3),
        }
    }
}

/// Count, both means, both sums of squared deviations and the sum of their products.
#[derive(Clone, Copy)]
pub(super) struct Joint {
    pub(super) count: f64,
    mean: (f64, f64),
    /// Σ (x − mean x)².
    pub(super) xx: f64,
    /// Σ (y − mean y)².
    pub(super) yy: f64,
    /// Σ (x − mean x)(y − mean y).
    pub(super) xy: f64,
}

impl Joint {
    /// That of a single pair; nothing where either is none.
    pub(super) fn of(x: f64, y: f64) -> Self {
        if x.is_finite() && y.is_finite() {
            Self { count: 1.0, mean: (x, y), ..Self::EMPTY }
        } else {
            Self::EMPTY
        }
    }
}

impl Fold for Joint {
    const EMPTY: Self = Self { count: 0.0, mean: (0.0, 0.0), xx: 0.0, yy: 0.0, xy: 0.0 };

    fn join(self, other: Self) -> Self {
        if self.count == 0.0 {
            return other;
        }
        if other.count == 0.0 {
            return self;
        }
        let count = self.count + other.count;
        let share = other.count / count;
        let (dx, dy) = (other.mean.0 - self.mean.0, other.mean.1 - self.mean.1);
        let weight = self.count * share;
        Self {
            count,
            mean: (self.mean.0 + dx * share, self.mean.1 + dy * share),
            xx: self.xx + other.xx + dx * dx * weight,
            yy: self.yy + other.yy + dy * dy * weight,
            xy: self.xy + other.xy + dx * dy * weight,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fold, Joint, Shape};

    const VALUES: [f64; 7] = [3.0, -1.0, 4.0, 1.5, 5.0, -9.0, 2.0];

    fn power(values: &[f64], power: i32) -> f64 {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        values.iter().map(|value| (value - mean).powi(power)).sum()
    }

    fn close(left: f64, right: f64) {
        assert!((left - right).abs() < 1e-9, "{left} {right}");
    }

    #[test]
    fn joined_parts_are_the_whole() {
        for cut in 0..=VALUES.len() {
            let fold = |part: &[f64]| {
                part.iter().fold(Shape::EMPTY, |shape, value| shape.join(Shape::of(*value)))
            };
            let (head, tail) = VALUES.split_at(cut);
            let shape = fold(head).join(fold(tail));
            close(shape.m2, power(&VALUES, 2));
            close(shape.m3, power(&VALUES, 3));
            close(shape.m4, power(&VALUES, 4));
        }
    }

    #[test]
    fn the_product_with_itself_is_the_square() {
        let pairs = VALUES.iter().map(|value| Joint::of(*value, 2.0 * value));
        let joint = pairs.fold(Joint::EMPTY, Fold::join).join(Joint::of(f64::NAN, 1.0));
        assert_eq!(joint.count, 7.0);
        close(joint.xy, 2.0 * power(&VALUES, 2));
        close(joint.yy, 2.0 * joint.xy);
    }
}
