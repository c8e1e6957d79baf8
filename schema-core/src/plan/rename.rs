//! The order of renames: a name must be free before something gets it.

use super::PARKED_PREFIX;
use crate::sql::NameSet;

/// Renames in an order that works, and where what is about to go waits meanwhile.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Order {
    /// From and to.
    pub(super) renames: Vec<(String, String)>,
    /// Names of things to be dropped that are in the way, and the names they wait under.
    pub(super) parked: Vec<(String, String)>,
}

impl Order {
    /// The name under which something to be dropped is found.
    pub(super) fn current<'a>(&'a self, name: &'a str) -> &'a str {
        self.parked
            .iter()
            .find(|(from, _)| from == name)
            .map_or(name, |(_, to)| to)
    }
}

/// Orders `wanted` renames. `leaving` are the names of what will be dropped, `coming` those of what
/// will be created.
pub(super) fn order(wanted: Vec<(String, String)>, leaving: &[String], coming: &[String]) -> Order {
    let targets = wanted.iter().map(|(_, to)| to.as_str());
    let targets: NameSet = targets.chain(coming.iter().map(AsRef::as_ref)).collect();
    let mut order = Order::default();
    for name in leaving.iter().filter(|name| targets.contains(name)) {
        let waiting = parking_name(name);
        order.renames.push((name.clone(), waiting.clone()));
        order.parked.push((name.clone(), waiting));
    }
    let mut pending: Vec<_> = wanted.into_iter().filter(|(from, to)| from != to).collect();
    while !pending.is_empty() {
        let occupied: NameSet = pending.iter().map(|(from, _)| from.as_str()).collect();
        let free = pending.iter().position(|(_, to)| !occupied.contains(to));
        if let Some(free) = free {
            order.renames.push(pending.remove(free));
        } else if let Some((from, _)) = pending.first_mut() {
            // Names that are swapped, or that differ in case only, go by way of a third.
            let waiting = parking_name(from);
            order.renames.push((from.clone(), waiting.clone()));
            *from = waiting;
        }
    }
    order
}

fn parking_name(name: &str) -> String {
    format!("{PARKED_PREFIX}{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renames(wanted: &[(&str, &str)], leaving: &[&str], coming: &[&str]) -> String {
        let wanted = wanted
            .iter()
            .map(|(from, to)| ((*from).into(), (*to).into()))
            .collect();
        let owned = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let order = order(wanted, &owned(leaving), &owned(coming));
        let renames = order
            .renames
            .iter()
            .map(|(from, to)| format!("{from}>{to}"));
        renames.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_name_is_free_before_it_is_given() {
        assert_eq!(renames(&[("a", "b"), ("b", "c")], &[], &[]), "b>c a>b");
        assert_eq!(
            renames(&[("a", "b"), ("b", "a")], &[], &[]),
            "a>_schema_old_a b>a _schema_old_a>b"
        );
        assert_eq!(
            renames(&[("a", "A")], &[], &[]),
            "a>_schema_old_a _schema_old_a>A"
        );
        assert_eq!(
            renames(&[("a", "b")], &["b", "d"], &[]),
            "b>_schema_old_b a>b"
        );
        assert_eq!(renames(&[], &["b", "d"], &["B"]), "b>_schema_old_b");
    }
}
