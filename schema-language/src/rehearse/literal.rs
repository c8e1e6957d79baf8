//! The pieces of SQL that stand behind a step, each where it was written.

use proc_macro2::TokenStream;
use quote::ToTokens;
use schema_core::{
    model::{Column, Constraint, Index, Term},
    plan::Step,
    shape::{Shape, Table, Traced},
};

use crate::{
    lower::{ConstraintOrigin, Lowered, TableOrigin},
    syntax::{self, ActionKind, ClauseKind, ConstraintKind, Name},
};

/// A piece of SQL as the version has it, and the literal in which it was written.
pub(super) struct Written<'a> {
    pub(super) sql: &'a str,
    pub(super) tokens: TokenStream,
    /// The table whose columns it reads without naming it.
    pub(super) table: Option<String>,
}

impl<'a> Written<'a> {
    fn new(sql: &'a str, literal: &impl ToTokens, table: Option<&str>) -> Self {
        Self {
            sql,
            tokens: literal.to_token_stream(),
            table: table.map(str::to_owned),
        }
    }
}

/// Everything that was written for a step, in the order in which the statement has it.
pub(super) fn of_step<'a>(
    lowered: &Lowered<'_>,
    shape: &'a Shape,
    step: &'a Step,
) -> Vec<Written<'a>> {
    match step {
        Step::CreateTable { table, .. } => of_table(lowered, table),
        Step::AddColumn { table, column } => of_column(lowered, table, column),
        Step::CopyRows(copy) => {
            let table = shape.table(&copy.from);
            table.map_or_else(Vec::new, |table| of_copy(lowered, table))
        }
        Step::CreateIndex { table, index } => {
            let table = shape.table(table);
            table.map_or_else(Vec::new, |table| of_index(lowered, table, index))
        }
        Step::CreateView(view) => of_object(lowered, shape, &view.name),
        Step::CreateTrigger(trigger) => of_object(lowered, shape, &trigger.name),
        Step::CreateVirtualTable(table) => of_object(lowered, shape, &table.name),
        Step::HoldRows(held) => of_filling(lowered, shape, &held.table),
        Step::Sql(sql) => of_sql(lowered, shape.version, sql),
        _ => Vec::new(),
    }
}

/// The query of a view, the condition and the body of a trigger, the module of a virtual table.
pub(super) fn of_object<'a>(
    lowered: &Lowered<'_>,
    shape: &'a Shape,
    name: &str,
) -> Vec<Written<'a>> {
    let mut all = Vec::new();
    if let Some(view) = shape.views.iter().find(|it| it.item.name == name)
        && let Some(origin) = lowered.views.get(view.declared)
    {
        all.push(Written::new(&view.item.query, &origin.query, None));
    }
    if let Some(trigger) = shape.triggers.iter().find(|it| it.item.name == name)
        && let Some(origin) = lowered.triggers.get(trigger.declared)
    {
        let (item, table) = (&trigger.item, Some(trigger.item.table.as_ref()));
        let when = item.when.as_ref().zip(origin.when.as_ref());
        all.extend(when.map(|(sql, literal)| Written::new(sql, literal, table)));
        all.push(Written::new(&item.body, &origin.body, table));
    }
    if let Some(table) = shape.virtual_tables.iter().find(|it| it.item.name == name)
        && let Some(origin) = lowered.virtual_tables.get(table.declared)
    {
        all.push(Written::new(&table.item.using, &origin.using, None));
    }
    all
}

/// What a virtual table takes its rows from.
fn of_filling<'a>(lowered: &Lowered<'_>, shape: &'a Shape, name: &str) -> Vec<Written<'a>> {
    let table = shape.virtual_tables.iter().find(|it| it.item.name == name);
    let written = table.and_then(|it| {
        let origin = lowered.virtual_tables.get(it.declared)?;
        let (sql, literal) = it.item.from.as_ref().zip(origin.from.as_ref())?;
        Some(Written::new(sql, literal, None))
    });
    written.into_iter().collect()
}

fn of_sql<'a>(lowered: &Lowered<'_>, version: i64, sql: &'a str) -> Vec<Written<'a>> {
    let versions = lowered.model.versions.iter().zip(&lowered.versions);
    let own = versions.filter(|(model, _)| model.number == version);
    let mut actions = own.flat_map(|(_, syntax)| &syntax.actions);
    let literal = actions.find_map(|it| match &it.kind {
        ActionKind::Sql(literal) if literal.value() == sql => Some(literal),
        _ => None,
    });
    let written = literal.map(|literal| Written::new(sql, literal, None));
    written.into_iter().collect()
}

/// Everything that was written in the columns and conditions of a table.
pub(super) fn of_table<'a>(lowered: &Lowered<'_>, table: &'a Table) -> Vec<Written<'a>> {
    let columns = table.columns.iter();
    let columns = columns.flat_map(|line| of_column(lowered, table, &line.item));
    let lines = checks(lowered, table).filter(|(column, _)| column.is_none());
    let lines: Vec<_> = lines.map(|(_, written)| written).collect();
    columns.chain(lines).collect()
}

/// A column's default, what it is computed from, and its checks.
fn of_column<'a>(lowered: &Lowered<'_>, table: &'a Table, column: &'a Column) -> Vec<Written<'a>> {
    let name = Some(table.name.as_str());
    let mut all = Vec::new();
    if let Some(line) = line_of(lowered, table, &column.name) {
        all.extend(default(line, column).map(|it| Written {
            table: name.map(str::to_owned),
            ..it
        }));
        let clauses = line.clauses.iter();
        let computed = clauses.rev().find_map(|it| match &it.kind {
            ClauseKind::Generated { expression, .. } => Some(expression),
            _ => None,
        });
        let generated = column.generated.as_ref().zip(computed);
        all.extend(generated.map(|(it, literal)| Written::new(&it.expression, literal, name)));
    }
    let own = |of: Option<&str>| of.is_some_and(|it| it.eq_ignore_ascii_case(&column.name));
    all.extend(checks(lowered, table).filter_map(|(of, written)| own(of).then_some(written)));
    all
}

/// The default of a column, without the parentheses that SQLite wants around an expression.
pub(super) fn default<'a>(line: &syntax::Column, column: &'a Column) -> Option<Written<'a>> {
    let (sql, literal) = column.default.as_deref().zip(line.default.as_ref())?;
    let inner = sql.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    Some(Written::new(inner.unwrap_or(sql), literal, None))
}

/// The conditions of a table, each with the column at which it stands.
fn checks<'a>(
    lowered: &Lowered<'_>,
    table: &'a Table,
) -> impl Iterator<Item = (Option<&'a str>, Written<'a>)> {
    let origins = lowered.tables.get(table.declared);
    table.constraints.iter().filter_map(move |it| {
        let Constraint::Check(check) = &it.item else {
            return None;
        };
        let literal = match origins?.constraints.get(it.declared)? {
            ConstraintOrigin::Clause(_, clause) => match &clause.kind {
                ClauseKind::Check(literal) => literal,
                _ => return None,
            },
            ConstraintOrigin::Line(line) => match &line.kind {
                ConstraintKind::Check(literal) => literal,
                _ => return None,
            },
        };
        let written = Written::new(&check.expression, literal, Some(&table.name));
        Some((check.column.as_deref(), written))
    })
}

/// What the rows of a table that is rebuilt are computed from.
fn of_copy<'a>(lowered: &Lowered<'_>, table: &'a Table) -> Vec<Written<'a>> {
    let lines = table.columns.iter().filter_map(|line| {
        let from = line.item.from.as_ref()?;
        let mut clauses = line_of(lowered, table, &line.item.name)?.clauses.iter();
        let literal = clauses.find_map(|it| match &it.kind {
            ClauseKind::From(literal) => Some(literal),
            _ => None,
        })?;
        Some(Written::new(from, literal, Some(&table.name)))
    });
    lines.collect()
}

/// The expressions of an index, and its condition.
fn of_index<'a>(lowered: &Lowered<'_>, table: &Table, index: &'a Index) -> Vec<Written<'a>> {
    let is = |it: &&Traced<Index>| it.item.name == index.name;
    let origin = table.indexes.iter().find(is).and_then(|it| {
        let origins: &TableOrigin<'_> = lowered.tables.get(table.declared)?;
        origins.indexes.get(it.declared)
    });
    let Some(origin) = origin else {
        return Vec::new();
    };
    let name = Some(table.name.as_str());
    let terms = index.columns.iter().zip(&origin.terms);
    let terms = terms.filter_map(|(column, term)| match (&column.term, &term.term) {
        (Term::Expression(sql), Name::Literal(literal)) => Some(Written::new(sql, literal, name)),
        _ => None,
    });
    let filter = index.filter.as_deref().zip(origin.filter.as_ref());
    let filter = filter.map(|(sql, literal)| Written::new(sql, literal, name));
    terms.chain(filter).collect()
}

/// The line that declares a column of a shape's table.
fn line_of<'a>(lowered: &Lowered<'a>, table: &Table, column: &str) -> Option<&'a syntax::Column> {
    let line = table.column(column)?.declared;
    Some(lowered.tables.get(table.declared)?.columns.get(line)?.line)
}
