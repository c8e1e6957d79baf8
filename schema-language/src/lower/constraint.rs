//! Keys, foreign keys and checks, at a column and on lines of their own.

use schema_core::model::{self, Constraint, Lifetime, List, Lived, Text};

use super::{
    ConstraintOrigin, checked, column::Line, lifetime::resolve, names, template::written_out, text,
};
use crate::syntax::{ClauseKind, ConstraintKind, Element, References, Table};

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
            let at_column = match &clause.kind {
                ClauseKind::Checked => checked::checks(&line.column, lifetime),
                kind => {
                    let item = at_column(&line.column.name, kind, element);
                    item.map(|item| Lived { lifetime, item })
                        .into_iter()
                        .collect()
                }
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
            item: on_line(&line.kind, element),
        });
        origins.push(ConstraintOrigin::Line(line));
    }
    (constraints, origins)
}

fn at_column(name: &Text, clause: &ClauseKind, element: Option<&Element>) -> Option<Constraint> {
    let columns: List<Text> = vec![name.clone()].into();
    Some(match clause {
        ClauseKind::PrimaryKey { autoincrement } => Constraint::PrimaryKey(model::PrimaryKey {
            columns,
            autoincrement: *autoincrement,
        }),
        ClauseKind::Unique => Constraint::Unique(model::Unique { columns }),
        ClauseKind::References(to) => Constraint::ForeignKey(foreign_key(columns, to, element)),
        ClauseKind::Check(sql) => Constraint::Check(model::Check {
            column: Some(name.clone()),
            expression: text(sql),
        }),
        ClauseKind::Checked
        | ClauseKind::Collate(_)
        | ClauseKind::Generated { .. }
        | ClauseKind::From(_) => return None,
    })
}

fn on_line(line: &ConstraintKind, element: Option<&Element>) -> Constraint {
    match line {
        ConstraintKind::PrimaryKey(columns) => Constraint::PrimaryKey(model::PrimaryKey {
            columns: names(columns),
            autoincrement: false,
        }),
        ConstraintKind::Unique(columns) => Constraint::Unique(model::Unique {
            columns: names(columns),
        }),
        ConstraintKind::ForeignKey(columns, to) => {
            Constraint::ForeignKey(foreign_key(names(columns), to, element))
        }
        ConstraintKind::Check(sql) => Constraint::Check(model::Check {
            column: None,
            expression: text(sql),
        }),
    }
}

fn foreign_key(
    columns: List<Text>,
    to: &References,
    element: Option<&Element>,
) -> model::ForeignKey {
    model::ForeignKey {
        columns,
        table: written_out(&to.table, element).into(),
        parent_columns: names(&to.columns),
        on_delete: to.on_delete,
        on_update: to.on_update,
        deferrable: to.deferrable,
    }
}
