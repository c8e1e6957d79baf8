//! Indexes, by their names.

use crate::{
    ddl::{CreateIndex, Head},
    model::{Index, Term},
    shape::Table,
    sql::{SameWord, same},
};

use super::{Difference, Kind, collation, difference, same_option};

pub(super) fn compare(declared: &Table, found: &Table, all: &mut Vec<Difference>) {
    let text = |table: &Table, index: &Index| {
        CreateIndex {
            index,
            table: &table.name,
            head: Head::IfNotExists,
        }
        .to_string()
    };
    let find = |table: &Table, name: &str| {
        let index = table
            .indexes
            .iter()
            .find(|it| it.item.name.is_same_word(name));
        index.map(|it| it.item.clone())
    };
    for index in declared.indexes.iter().map(|it| &it.item) {
        let standing = find(found, &index.name);
        if standing.as_ref().is_some_and(|it| same_index(index, it)) {
            continue;
        }
        let standing = standing.map(|it| text(found, &it));
        let part = Some(index.name.as_ref());
        all.push(difference(
            Kind::Index,
            &declared.name,
            part,
            Some(text(declared, index)),
            standing,
        ));
    }
    for index in found.indexes.iter().map(|it| &it.item) {
        if find(declared, &index.name).is_none() {
            let standing = Some(text(found, index));
            all.push(difference(
                Kind::Index,
                &declared.name,
                Some(&index.name),
                None,
                standing,
            ));
        }
    }
}

fn same_index(one: &Index, other: &Index) -> bool {
    one.unique == other.unique
        && one.columns.len() == other.columns.len()
        && same_option(one.filter.as_ref(), other.filter.as_ref())
        && one
            .columns
            .iter()
            .zip(other.columns.iter())
            .all(|(one, other)| {
                one.descending == other.descending
                    && collation(one.collate.as_ref()) == collation(other.collate.as_ref())
                    && same_term(&one.term, &other.term)
            })
}

fn same_term(one: &Term, other: &Term) -> bool {
    match (one, other) {
        (Term::Column(one), Term::Column(other)) => one.is_same_word(other),
        (Term::Expression(one), Term::Expression(other)) => same(one, other),
        _ => false,
    }
}
