//! The columns of a table: its own, and those that fragments bring.

use schema_core::model::{self, Text};

use super::{
    ColumnOrigin, domain, text, types,
    value::{Place, value},
};
use crate::{
    report::Ctxt,
    suggest,
    syntax::{ClauseKind, Column, Lifetime, Name, Schema, Spread, Table},
};

/// A column before it is known which versions have it.
pub(super) struct Line<'a> {
    pub(super) origin: ColumnOrigin<'a>,
    pub(super) column: model::Column,
    /// Its own, or that of the line that brought it.
    pub(super) lifetime: &'a Lifetime,
}

/// Says what a column means.
pub(super) fn column(
    cx: &mut Ctxt,
    (schema, always): (&Schema, model::Lifetime),
    column: &Column,
) -> model::Column {
    let declared = types::declared(cx, column);
    let default = column.default.as_ref().map(|default| {
        let sql = value(cx, default, Place::Default);
        sql.map_or_else(|_| any_default(&declared.ty), Text::from)
    });
    let domain = domain::domain(schema, column, always);
    let mut lowered = model::Column {
        name: column.name.text().into(),
        ty: declared.ty,
        not_null: !declared.nullable,
        storage: domain::storage(column, domain.as_ref()),
        domain,
        default,
        ..model::Column::default()
    };
    for clause in &column.clauses {
        match &clause.kind {
            ClauseKind::Collate(name) => lowered.collate = collate(name),
            ClauseKind::Generated { expression, stored } => {
                lowered.generated = Some(model::Generated {
                    expression: text(expression),
                    stored: *stored,
                });
            }
            ClauseKind::From(sql) => lowered.from = Some(text(sql)),
            ClauseKind::NotNull => {
                lowered.on_null = clause.on_conflict;
                lowered.not_null_name = clause.name.as_ref().map(|it| it.text().into());
            }
            ClauseKind::PrimaryKey { .. }
            | ClauseKind::Unique
            | ClauseKind::References(_)
            | ClauseKind::Check(_)
            | ClauseKind::Checked => {}
        }
    }
    lowered
}

/// A default for a column whose own was refused, so that it is not said to have none.
fn any_default(ty: &str) -> Text {
    Text::Borrowed(match ty {
        "INTEGER" | "REAL" | "NUMERIC" => "0",
        "BLOB" => "X''",
        _ => "''",
    })
}

/// The collating sequence, if it is not the one that columns have anyway.
pub(super) fn collate(name: &Name) -> Option<Text> {
    let name = name.text();
    (!name.eq_ignore_ascii_case("BINARY")).then_some(name.into())
}

/// All columns of a table in their order, and whether a fragment is missing.
pub(super) fn lines<'a>(
    cx: &mut Ctxt,
    (schema, always): (&'a Schema, model::Lifetime),
    table: &'a Table,
    fragments: &[Vec<model::Column>],
) -> (Vec<Line<'a>>, bool) {
    let mut lines = Vec::new();
    let mut lost = false;
    let mut spreads = table.spreads.iter().peekable();
    for (position, line) in table.columns.iter().enumerate() {
        while let Some(spread) = spreads.next_if(|it| it.position <= position) {
            lost |= !spread_lines(cx, schema, spread, (fragments, &mut lines));
        }
        lines.push(Line {
            origin: ColumnOrigin { line, spread: None },
            column: column(cx, (schema, always), line),
            lifetime: &line.lifetime,
        });
    }
    for spread in spreads {
        lost |= !spread_lines(cx, schema, spread, (fragments, &mut lines));
    }
    (lines, lost)
}

/// Adds the columns of a fragment where it is used. Returns whether there is such a fragment.
fn spread_lines<'a>(
    cx: &mut Ctxt,
    schema: &'a Schema,
    spread: &'a Spread,
    (fragments, lines): (&[Vec<model::Column>], &mut Vec<Line<'a>>),
) -> bool {
    let mut all = schema.fragments.iter().zip(fragments);
    let Some((fragment, columns)) = all.find(|(it, _)| it.name == spread.fragment) else {
        unknown_fragment(cx, schema, spread);
        return false;
    };
    for (line, column) in fragment.columns.iter().zip(columns) {
        lines.push(Line {
            origin: ColumnOrigin {
                line,
                spread: Some(spread),
            },
            column: column.clone(),
            lifetime: &spread.lifetime,
        });
    }
    true
}

fn unknown_fragment(cx: &mut Ctxt, schema: &Schema, spread: &Spread) {
    if schema.incomplete {
        return;
    }
    let written = spread.fragment.to_string();
    let names: Vec<String> = schema
        .fragments
        .iter()
        .map(|it| it.name.to_string())
        .collect();
    let help = suggest::help(&written, names.iter().map(String::as_str));
    cx.error(
        &spread.fragment,
        format_args!("no fragment `{written}`\n{help}"),
    );
}

/// The columns of every fragment. A fragment carries no lifetimes: its place of use does.
pub(super) fn fragments(
    cx: &mut Ctxt,
    schema: &Schema,
    always: model::Lifetime,
) -> Vec<Vec<model::Column>> {
    let mut all = Vec::new();
    for fragment in &schema.fragments {
        let mut columns = Vec::new();
        for line in &fragment.columns {
            columns.push(column(cx, (schema, always), line));
            let bounds = line.lifetime.since.iter().chain(&line.lifetime.until);
            for bound in bounds {
                let name = &fragment.name;
                cx.error(
                    bound,
                    format_args!(
                        "a fragment carries no lifetimes\n\
                         help: write it where the fragment is used: `..{name} since {bound}`"
                    ),
                );
            }
        }
        all.push(columns);
    }
    all
}
