//! Tables, one for each element of a template's list.

use schema_core::{
    model::{self, Lifetime, Lived},
    sql::{Role, Token, roles, tokens},
};

use super::{
    TableOrigin,
    column::{self, Line},
    constraint, key,
    lifetime::{overlap, resolve},
    list,
    template::{self, written_out},
    text,
};
use crate::{
    report::Ctxt,
    syntax::{Element, Index, Name, Schema, SortedTerm, Table, TableOption},
};

/// The tables of a schema.
#[derive(Default)]
pub(super) struct Tables<'a> {
    pub(super) model: Vec<model::Table>,
    /// Parallel to the model.
    pub(super) origins: Vec<TableOrigin<'a>>,
    /// Whether a template could not be written out.
    pub(super) lost: bool,
}

/// Says what the tables mean, templates written out.
pub(super) fn tables<'a>(cx: &mut Ctxt, schema: &'a Schema, always: Lifetime) -> Tables<'a> {
    let fragments = column::fragments(cx, schema, always);
    let mut tables = Tables::default();
    for table in &schema.tables {
        let (lines, lost) = column::lines(cx, (schema, always), table, &fragments);
        let Some(elements) = template::elements(cx, schema, table, &lines) else {
            tables.lost = true;
            continue;
        };
        // A fragment may have lost a column where it is declared.
        let spread = schema.incomplete && !table.spreads.is_empty();
        let incomplete = table.incomplete || lost || spread;
        for element in elements {
            if !stands(element, table, always) {
                continue;
            }
            let (model, origin) = written_for(element, table, &lines, schema, always);
            tables.model.push(model);
            tables.origins.push(TableOrigin {
                incomplete,
                ..origin
            });
        }
    }
    tables
}

/// Whether some version has both the template and the element.
fn stands(element: Option<&Element>, table: &Table, always: Lifetime) -> bool {
    let of_table = resolve(&table.lifetime, always);
    element.is_none_or(|it| overlap(resolve(&it.lifetime, always), of_table))
}

fn written_for<'a>(
    element: Option<&'a Element>,
    table: &'a Table,
    lines: &[Line<'a>],
    schema: &Schema,
    always: Lifetime,
) -> (model::Table, TableOrigin<'a>) {
    let mut lifetime = resolve(&table.lifetime, always);
    if let Some(element) = element {
        lifetime = resolve(&element.lifetime, lifetime);
    }
    let mut columns: Vec<Lived<model::Column>> =
        lines.iter().map(|it| lived(it, lifetime)).collect();
    let options: Vec<Lived<model::TableOption>> = options(table, lifetime);
    let (constraints, origins) = constraint::constraints(table, lines, element, lifetime);
    let nullable_keys = schema.nullable_keys.is_some();
    key::settle(&mut columns, lines, &constraints, &options, nullable_keys);
    let model = model::Table {
        name: written_out(&table.name, element).into(),
        lifetime,
        columns: columns.into(),
        constraints: constraints.into(),
        options: options.into(),
        indexes: list(&table.indexes, |it| index(it, element, lifetime)),
        unrehearsed: table.unrehearsed.is_some(),
    };
    let origin = TableOrigin {
        syntax: table,
        element,
        incomplete: table.incomplete,
        columns: lines.iter().map(|line| line.origin).collect(),
        constraints: origins,
        options: table.options.iter().collect(),
        indexes: table.indexes.iter().collect(),
    };
    (model, origin)
}

fn lived(line: &Line<'_>, outer: Lifetime) -> Lived<model::Column> {
    Lived {
        lifetime: resolve(line.lifetime, outer),
        item: line.column.clone(),
    }
}

fn options(table: &Table, outer: Lifetime) -> Vec<Lived<model::TableOption>> {
    let option = |it: &TableOption| Lived {
        lifetime: resolve(&it.lifetime, outer),
        item: if it.strict {
            model::TableOption::Strict
        } else {
            model::TableOption::WithoutRowid
        },
    };
    table.options.iter().map(option).collect()
}

fn index(index: &Index, element: Option<&Element>, outer: Lifetime) -> Lived<model::Index> {
    Lived {
        lifetime: resolve(&index.lifetime, outer),
        item: model::Index {
            name: written_out(&index.name, element).into(),
            unique: index.unique,
            columns: list(&index.terms, term),
            filter: index.filter.as_ref().map(text),
        },
    }
}

fn term(term: &SortedTerm) -> model::IndexColumn {
    model::IndexColumn {
        term: match &term.term {
            Name::Ident(_) => model::Term::Column(term.term.text().into()),
            Name::Literal(sql) => match column_in(&sql.value()) {
                Some(column) => model::Term::Column(column.into()),
                None => model::Term::Expression(text(sql)),
            },
        },
        collate: term.collate.as_ref().map(|name| name.text().into()),
        descending: term.descending,
    }
}

/// The column that an SQL text names, if it is nothing but a name. For SQLite, too, such an index is one
/// over a column.
fn column_in(sql: &str) -> Option<String> {
    let all: Vec<_> = tokens(sql).collect();
    let is_name = |it: &&Token<'_>| roles(std::slice::from_ref(*it)) == [Role::Name];
    match all.as_slice() {
        [only] => Some(only).filter(is_name).map(Token::unquoted),
        _ => None,
    }
}
