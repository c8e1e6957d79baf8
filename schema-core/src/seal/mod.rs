//! The seal of a version: a fingerprint of what it declares, which says where a declaration differs.
//!
//! It covers the version's shape, what values its columns hold, its number, its renames, its SQL and
//! the names of its data steps.
//! Order, formatting, Rust names and whatever later versions declare don't count.
//!
//! A version declares parts, each of which has a path and a text. With `w` and `k` two numbers of
//! a path and `h` one of a text, all modulo a prime, a seal is the sums of `w · h` and of
//! `k · w · h` over the parts: the first says whether something differs, and if one part does, the
//! quotient of the differences is its `k`, as in the syndromes of a Reed–Solomon code.

mod declared;
mod edition;
mod field;
mod part;
mod text;
mod unsealed;

use std::{
    collections::BTreeMap,
    iter::Sum,
    ops::{Add, Sub},
    sync::Arc,
};

use self::field::Number;
pub use self::{
    declared::{column_constraints, number, step},
    edition::{Edition, NotASeal, Written, disagree},
    part::{Kind, Origin, Part, Path},
    unsealed::{Unsealed, check_sealed},
};
use crate::{
    model::Schema,
    shape::{Shape, Timeline},
};

/// The fingerprint of one version in one edition, written as sixteen hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seal {
    /// Whether something differs.
    value: Number,
    /// Where.
    place: Number,
}

impl Seal {
    /// Both sums, to be looked up.
    #[must_use]
    pub fn numbers(self) -> (u64, u64) {
        (self.value.value(), self.place.value())
    }

    /// Of a difference of two seals: the kind and the table of the one part that makes it, if it is
    /// one and in one of these tables. Its name isn't known.
    pub fn path<'a>(self, tables: impl Iterator<Item = &'a str>) -> Option<Path> {
        Path::find(self.place.divided_by(self.value)?, tables)
    }

    /// Whether the one is a multiple of the other: whatever differs does so at the same places.
    #[must_use]
    pub fn is_multiple_of(self, other: Self) -> bool {
        self.place * other.value == self.value * other.place
    }

    /// The seals of all versions, oldest first.
    #[must_use]
    pub fn all(schema: &Schema, timeline: &Timeline, edition: Edition) -> Vec<Self> {
        // Versions share the tables that don't differ, so each is read once.
        let mut tables = BTreeMap::new();
        let mut of_shape = |shape: &Shape| {
            let outside = declared::outside_tables(schema, shape, edition);
            let within = shape.tables.iter().map(|table| {
                *tables.entry(Arc::as_ptr(table)).or_insert_with(|| {
                    let parts = declared::of_table(table, edition);
                    parts.iter().map(Part::share).sum()
                })
            });
            within.sum::<Self>() + outside.iter().map(Part::share).sum()
        };
        timeline.shapes().iter().map(&mut of_shape).collect()
    }
}

/// Everything that a version declares.
#[must_use]
pub fn parts(schema: &Schema, shape: &Shape, edition: Edition) -> Vec<Part> {
    declared::parts(schema, shape, edition)
}

impl Add for Seal {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            value: self.value + other.value,
            place: self.place + other.place,
        }
    }
}

impl Sub for Seal {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            value: self.value - other.value,
            place: self.place - other.place,
        }
    }
}

impl Sum for Seal {
    fn sum<I: Iterator<Item = Self>>(shares: I) -> Self {
        shares.fold(Self::default(), Add::add)
    }
}
