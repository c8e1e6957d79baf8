//! `checked`: a `CHECK` of exactly the values that the column's type has at each version.

use std::collections::BTreeSet;

use schema_core::{
    model::{Check, Column, Constraint, Lifetime, Lived},
    sql::Name,
};

/// The checks of a column, each with the versions in which the type has the same values.
pub(super) fn checks(column: &Column, lifetime: Lifetime) -> Vec<Lived<Constraint>> {
    let Some(domain) = &column.domain else {
        return Vec::new();
    };
    // Of texts that are equal for the column's collation, one is the element.
    let collate = if column.collate.is_some() {
        " COLLATE BINARY"
    } else {
        ""
    };
    let term = format!("{}{collate}", Name(&column.name));
    let ends = domain.elements().iter().flat_map(|it| it.lifetime.ends());
    let within = |it: &i64| lifetime.since < *it && lifetime.contains(*it);
    let begins: BTreeSet<i64> = ends.filter(within).chain([lifetime.since]).collect();
    let mut begins = begins.into_iter().peekable();
    let mut checks = Vec::new();
    while let Some(since) = begins.next() {
        let until = begins.peek().copied().or(lifetime.until);
        checks.push(Lived {
            lifetime: Lifetime { since, until },
            item: Constraint::Check(Check {
                column: Some(column.name.clone()),
                expression: domain.at(since).condition(&term).into(),
                ..Check::default()
            }),
        });
    }
    checks
}
