//! Which parts of two shapes are the same thing.

use crate::sql::SameWord;

/// Something before and after; one of them at least.
pub type Pair<T> = (Option<T>, Option<T>);

/// What is the same thing on both sides: by its key, or else by its name. First what stays or goes,
/// then what comes.
pub fn pairs<'a, T, K: PartialEq>(
    before: &'a [T],
    after: &'a [T],
    key: impl Fn(&T) -> K,
    name: impl for<'b> Fn(&'b T) -> &'b str,
) -> Vec<Pair<&'a T>> {
    let by_key = |it: &T, all: &'a [T]| all.iter().find(|other| key(other) == key(it));
    let by_name = |it: &T, all: &'a [T], others: &'a [T]| {
        let mut free = all.iter().filter(|other| by_key(other, others).is_none());
        free.find(|other| !name(other).is_empty() && name(other).is_same_word(name(it)))
    };
    let partner =
        |it: &T, all: &'a [T], own: &'a [T]| by_key(it, all).or_else(|| by_name(it, all, own));
    let old = before
        .iter()
        .map(|it| (Some(it), partner(it, after, before)));
    let new = after
        .iter()
        .filter(|it| partner(it, before, after).is_none());
    old.chain(new.map(|it| (None, Some(it)))).collect()
}
