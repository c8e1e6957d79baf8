//! Numbers modulo a prime, and how texts become such numbers.

use std::{
    iter::Sum,
    ops::{Add, Mul, Sub},
};

/// The largest prime below 2^32, so that products fit and differences can be divided.
const PRIME: u64 = 4_294_967_291;

/// A number modulo [`PRIME`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Number(u64);

impl Number {
    pub(super) fn of(value: u64) -> Self {
        Self(value % PRIME)
    }

    /// The number of a text; never zero, which would hide what it is multiplied with.
    pub(super) fn of_text(text: &str) -> Self {
        Self(hash(text) % (PRIME - 1) + 1)
    }

    pub(super) fn value(self) -> u64 {
        self.0
    }

    /// What gives `self` when multiplied with `divisor`.
    pub(super) fn divided_by(self, divisor: Self) -> Option<Self> {
        (divisor.0 != 0).then(|| self * divisor.power(PRIME - 2))
    }

    fn power(self, mut exponent: u64) -> Self {
        let (mut result, mut square) = (Self(1), self);
        while exponent > 0 {
            if exponent % 2 == 1 {
                result = result * square;
            }
            square = square * square;
            exponent /= 2;
        }
        result
    }
}

impl Add for Number {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::of(self.0 + other.0)
    }
}

impl Sub for Number {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::of(self.0 + PRIME - other.0)
    }
}

impl Mul for Number {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self::of(self.0 * other.0)
    }
}

impl Sum for Number {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::default(), Add::add)
    }
}

/// FNV-1a, after <http://www.isthe.com/chongo/tech/comp/fnv/>, and the last mixing of `MurmurHash3`,
/// after <https://github.com/aappleby/smhasher>, without which its upper bits are poor: a seal guards
/// against mistakes, not against malice.
pub(super) fn hash(text: &str) -> u64 {
    let fnv = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (fnv ^ (fnv >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let mixed = (mixed ^ (mixed >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    mixed ^ (mixed >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// <http://www.isthe.com/chongo/src/fnv/test_fnv.c> has `0x85944171f73967e8` for "foobar".
    #[test]
    fn the_hash_is_the_published_one() {
        let fnv = 0x8594_4171_f739_67e8_u64;
        let one = (fnv ^ (fnv >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        let two = (one ^ (one >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        assert_eq!(hash("foobar"), two ^ (two >> 33));
    }

    #[test]
    fn division_undoes_multiplication() {
        let (one, other) = (Number::of_text("one"), Number::of_text("other"));
        assert_eq!((one * other).divided_by(other), Some(one));
        assert_eq!((one - other) + other, one);
        assert_eq!(one.divided_by(Number::of(PRIME)), None);
    }
}
