//! A flag that was raised, with its figure.

use std::cmp::Ordering;
use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::{FLAGS, Flag, Unit, Worse};

/// A flag that was raised. It is shown as blocks print it: `one-pair=83.1%`.
#[derive(Clone, Copy, Debug)]
pub struct Raised {
    /// The flag.
    pub flag: &'static Flag,
    /// Its figure, in the flag's unit.
    pub figure: f64,
}

impl Raised {
    /// The flag's name.
    pub fn name(&self) -> &'static str {
        self.flag.name
    }

    /// `Less` where this figure is the better one.
    fn compare(&self, other: &Self) -> Ordering {
        match self.flag.worse {
            Worse::Higher => self.figure.total_cmp(&other.figure),
            Worse::Lower => other.figure.total_cmp(&self.figure),
        }
    }
}

impl PartialEq for Raised {
    fn eq(&self, other: &Self) -> bool {
        (self.name(), self.figure) == (other.name(), other.figure)
    }
}

impl fmt::Display for Raised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { flag, figure } = self;
        match flag.unit {
            Unit::Count => write!(f, "{}={figure:.0}", flag.name),
            Unit::Percent => write!(f, "{}={figure:.1}%", flag.name),
            Unit::Points => write!(f, "{}={figure:.1}pp", flag.name),
        }
    }
}

impl Serialize for Raised {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Raised", 2)?;
        object.serialize_field("name", self.name())?;
        object.serialize_field("figure", &self.figure)?;
        object.end()
    }
}

/// Each flag that any of these raise, once, with its worst figure, in the order of the table.
pub fn worst<'a>(raised: impl IntoIterator<Item = &'a Raised>) -> Vec<Raised> {
    let raised: Vec<&Raised> = raised.into_iter().collect();
    let of = |flag: &Flag| {
        let same = raised.iter().filter(|one| one.name() == flag.name);
        same.max_by(|one, other| one.compare(other)).map(|one| **one)
    };
    FLAGS.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raised(name: &str, figure: f64) -> Raised {
        Raised { flag: Flag::named(name).unwrap(), figure }
    }

    #[test]
    fn figures_have_their_units() {
        assert_eq!(raised("few-trades", 12.0).to_string(), "few-trades=12");
        assert_eq!(raised("one-pair", 83.14).to_string(), "one-pair=83.1%");
        assert_eq!(raised("below-buy-and-hold", -7.06).to_string(), "below-buy-and-hold=-7.1pp");
        let json = serde_json::to_string(&raised("few-trades", 12.0)).unwrap();
        assert_eq!(json, r#"{"name":"few-trades","figure":12.0}"#);
    }

    #[test]
    fn the_worst_figure_of_each_in_the_order_of_the_table() {
        let all = [
            raised("one-pair", 70.0),
            raised("few-trades", 12.0),
            raised("few-trades", 3.0),
            raised("one-pair", 90.0),
        ];
        assert_eq!(worst(&all), [raised("few-trades", 3.0), raised("one-pair", 90.0)]);
        assert!(worst(&[]).is_empty());
    }
}
