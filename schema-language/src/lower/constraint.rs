//! Keys, foreign keys and checks, at a column and on lines of their own.

use schema_core::model::{self, Constraint, Lifetime, List, Lived, Sorting, Text};

use super::{
    ConstraintOrigin, checked, column::Line, lifetime::resolve, names, template::written_out, text,
};
use crate::syntax::{
    self, Clause, ClauseKind, ConstraintKind, Element, References, SortedTerm, Table,
};

/// The constraints of a table, and where each was written: first those at the columns.
pub(super) fn constraints<'a>(
    table: &'a Table,
    lines: &[Line<'a>],
    element: Option<&Element>,
    outer: Lifetime,
) -> (Vec<Lived<Constraint>>, Vec<ConstraintOrigin<'a>>) {
    let mut constraints = Vec::new();
    let mut origins = Vec::new();
    for line in lines {
        for clause in &line.origin.line.clauses {
            let lifetime = resolve(line.lifetime, outer);
            let at_column = if matches!(clause.kind, ClauseKind::Checked) {
                checked::checks(&line.column, lifetime)
            } else {
                let item = at_column(&line.column.name, clause, element);
                item.map(|item| Lived { lifetime, item })
                    .into_iter()
                    .collect()
            };
            origins.extend(
                at_column
                    .iter()
                    .map(|_| ConstraintOrigin::Clause(line.origin, clause)),
            );
            constraints.extend(at_column);
        }
    }
    for line in &table.constraints {
        constraints.push(Lived {
            lifetime: resolve(&line.lifetime, outer),
            item: on_line(line, element),
        });
        origins.push(ConstraintOrigin::Line(line));
    }
    (constraints, origins)
}

fn at_column(owner: &Text, clause: &Clause, element: Option<&Element>) -> Option<Constraint> {
    let columns: List<Text> = vec![owner.clone()].into();
    let name = clause.name.as_ref().map(|it| it.text().into());
    Some(match &clause.kind {
        ClauseKind::PrimaryKey {
            descending,
            autoincrement,
        } => Constraint::PrimaryKey(model::PrimaryKey {
            name,
            columns,
            sorting: said(vec![Sorting {
                collate: None,
                descending: *descending,
            }]),
            on_conflict: clause.on_conflict,
            autoincrement: *autoincrement,
        }),
        ClauseKind::Unique => Constraint::Unique(model::Unique {
            name,
            columns,
            sorting: List::default(),
            on_conflict: clause.on_conflict,
        }),
        ClauseKind::References(to) => {
            Constraint::ForeignKey(foreign_key(name, columns, (to, element)))
        }
        ClauseKind::Check(sql) => Constraint::Check(model::Check {
            name,
            column: Some(owner.clone()),
            expression: text(sql),
        }),
        ClauseKind::Checked
        | ClauseKind::NotNull
        | ClauseKind::Collate(_)
        | ClauseKind::Generated { .. }
        | ClauseKind::From(_) => return None,
    })
}

fn on_line(line: &syntax::Constraint, element: Option<&Element>) -> Constraint {
    let name = line.name.as_ref().map(|it| it.text().into());
    let columns = |terms: &[SortedTerm]| terms.iter().map(|it| it.term.text().into()).collect();
    match &line.kind {
        ConstraintKind::PrimaryKey(terms) => Constraint::PrimaryKey(model::PrimaryKey {
            name,
            columns: columns(terms),
            sorting: sorting(terms),
            on_conflict: line.on_conflict,
            autoincrement: false,
        }),
        ConstraintKind::Unique(terms) => Constraint::Unique(model::Unique {
            name,
            columns: columns(terms),
            sorting: sorting(terms),
            on_conflict: line.on_conflict,
        }),
        ConstraintKind::ForeignKey(columns, to) => {
            Constraint::ForeignKey(foreign_key(name, names(columns), (to, element)))
        }
        ConstraintKind::Check(sql) => Constraint::Check(model::Check {
            name,
            column: None,
            expression: text(sql),
        }),
    }
}

/// How a key sorts its columns.
fn sorting(terms: &[SortedTerm]) -> List<Sorting> {
    let all = terms.iter().map(|it| Sorting {
        collate: it.collate.as_ref().map(|it| it.text().into()),
        descending: it.descending,
    });
    said(all.collect())
}

/// Nothing, if a key says nothing of how it is sorted.
fn said(all: Vec<Sorting>) -> List<Sorting> {
    if all.iter().all(|it| *it == Sorting::default()) {
        return List::default();
    }
    all.into()
}

fn foreign_key(
    name: Option<Text>,
    columns: List<Text>,
    (to, element): (&References, Option<&Element>),
) -> model::ForeignKey {
    model::ForeignKey {
        name,
        columns,
        table: written_out(&to.table, element).into(),
        parent_columns: names(&to.columns),
        on_delete: to.on_delete,
        on_update: to.on_update,
        deferrable: to.deferrable,
    }
}
