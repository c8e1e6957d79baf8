//! What keys and columns say beside their columns and types.

use schema_core::model::Constraint;

use super::{literal::option_of, scene::Scene};
use crate::{
    lower::{ColumnOrigin, ConstraintOrigin},
    report::Ctxt,
    syntax::{Clause, ClauseKind, ConstraintKind},
};

// The rowid is stored in its own order and compared as a number, whatever its key says:
//
//     table book { id: i64, primary key (id desc) }
pub(super) fn check_rowid_order(cx: &mut Ctxt, scene: &Scene<'_>) {
    for period in scene.periods().filter(|it| !it.table.without_rowid) {
        for (constraint, origin) in period.constraints() {
            let (Constraint::PrimaryKey(key), ConstraintOrigin::Line(line)) = (constraint, origin)
            else {
                continue;
            };
            let [name] = key.columns.as_ref() else {
                continue;
            };
            let column = period.table.column(name);
            let is_integer = column.is_some_and(|it| it.item.ty.eq_ignore_ascii_case("INTEGER"));
            if !is_integer || key.sorting.is_empty() || !scene.first(line) {
                continue;
            }
            let ConstraintKind::PrimaryKey(terms) = &line.kind else {
                continue;
            };
            cx.error(
                terms.first().map(|it| &it.term),
                format_args!(
                    "`{name}` is the rowid, which has an order and no collation of its own\n\
                     help: write `primary key ({name})`"
                ),
            );
        }
    }
}

// What is no `Option` is `NOT NULL` anyway, so the words are for what they add:
//
//     title: String not null,
pub(super) fn check_not_null(cx: &mut Ctxt, scene: &Scene<'_>) {
    let historic = scene.lowered.syntax.nullable_keys.is_some();
    for period in scene.periods() {
        for line in &period.table.columns {
            let Some(origin) = period.column(line) else {
                continue;
            };
            let Some(clause) = not_null(&origin) else {
                continue;
            };
            let key = period.table.primary_key();
            let is_only_key = key.is_some_and(
                |it| matches!(it.columns.as_ref(), [only] if only.eq_ignore_ascii_case(&line.item.name)),
            );
            let is_rowid = period.table.rowid_key().map(|it| it.identity) == Some(line.identity);
            let adds = clause.name.is_some()
                || clause.on_conflict != schema_core::model::OnConflict::Abort
                || historic && is_only_key;
            let message = if let Some(inner) = option_of(&origin.line.ty) {
                let inner = crate::written::written(inner);
                format!("an `Option` may be NULL\nhelp: write `{inner}`, or remove this")
            } else if is_rowid {
                "a rowid is never NULL\nhelp: remove this".to_owned()
            } else if !adds {
                "the type says whether a column is nullable\n\
                 help: remove `not null`: what is no `Option` is `NOT NULL`"
                    .to_owned()
            } else {
                continue;
            };
            if scene.first(clause) {
                cx.error(&clause.tokens, message);
            }
        }
    }
}

fn not_null<'a>(origin: &ColumnOrigin<'a>) -> Option<&'a Clause> {
    let mut clauses = origin.line.clauses.iter();
    clauses.find(|it| matches!(it.kind, ClauseKind::NotNull))
}
