//! The tokens that asked for what was refused, where no piece of SQL is to blame.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use schema_core::{
    found::Difference,
    model::Constraint,
    plan::Step,
    shape::{Shape, Traced},
    sql::{same, tokens},
};
use schema_runtime::engine::{Error, Refused, RehearsalError, Violation};

use super::literal;
use super::refusal::{offset, reason};
use crate::{lower::Lowered, syntax::ActionKind};

/// The tokens that asked for what was refused: the column, else the clause, else the table, else
/// the version.
pub(super) fn blame(lowered: &Lowered<'_>, shape: &Shape, refused: &Refused) -> TokenStream {
    let step = refused.step.as_deref();
    let step = step.and_then(|step| {
        column_at(lowered, refused, step)
            .or_else(|| column_of_rows(lowered, shape, refused, step))
            .or_else(|| blame_step(lowered, shape, step))
    });
    step.or_else(|| named(lowered, shape, refused.error.as_ref()))
        .or_else(|| version(lowered, shape.version.min(refused.version)))
        .unwrap_or_else(|| lowered.syntax.name.to_token_stream())
}

/// What an error names.
fn named(lowered: &Lowered<'_>, shape: &Shape, error: &RehearsalError) -> Option<TokenStream> {
    let error = match error {
        RehearsalError::Run(error) => error,
        RehearsalError::RowsLost { table, .. } | RehearsalError::Damaged { table, .. } => {
            return object(lowered, shape, table);
        }
        RehearsalError::Unreadable { table, column, .. } => {
            let table = shape.table(table)?;
            let line = table.column(column)?.declared;
            return self::column(lowered, table.declared, line);
        }
        _ => return None,
    };
    match error {
        Error::Mismatch { differences, .. } => blame_difference(lowered, differences.first()?),
        Error::Broken { name, .. } | Error::InTheWay { object: name, .. } => {
            object(lowered, shape, name.split('`').nth(1)?)
        }
        Error::ForeignKeys { violations, .. } => {
            let violation = violations.first()?;
            only_sql(lowered, shape.version)
                .or_else(|| reference(lowered, shape, violation))
                .or_else(|| object(lowered, shape, &violation.table))
        }
        _ => None,
    }
}

/// The one data step of a version.
fn only_sql(lowered: &Lowered<'_>, version: i64) -> Option<TokenStream> {
    let mut versions = lowered.model.versions.iter().zip(&lowered.versions);
    let (_, syntax) = versions.find(|(model, _)| model.number == version)?;
    let mut steps = syntax.actions.iter().filter_map(|it| match &it.kind {
        ActionKind::Sql(sql) => Some(sql.to_token_stream()),
        _ => None,
    });
    let only = steps.next()?;
    steps.next().is_none().then_some(only)
}

/// The foreign key that a row breaks.
fn reference(lowered: &Lowered<'_>, shape: &Shape, violation: &Violation) -> Option<TokenStream> {
    let table = shape.table(&violation.table)?;
    let is_broken = |it: &&Traced<Constraint>| matches!(&it.item, Constraint::ForeignKey(key) if key.table.eq_ignore_ascii_case(&violation.parent));
    let key = table.constraints.iter().find(is_broken)?.declared;
    let origin = lowered.tables.get(table.declared)?.constraints.get(key)?;
    Some(origin.to_token_stream())
}

/// The column that SQLite names where copied rows break a rule.
fn column_of_rows(
    lowered: &Lowered<'_>,
    shape: &Shape,
    refused: &Refused,
    step: &Step,
) -> Option<TokenStream> {
    let (Step::CopyRows(copy), RehearsalError::Run(Error::Step { source, .. })) =
        (step, refused.error.as_ref())
    else {
        return None;
    };
    let reason = reason(source);
    if let Some(check) = reason.strip_prefix("CHECK constraint failed: ") {
        let table = shape.table(&copy.from)?;
        // SQLite names a check that has a name, and shows any other.
        let mut named = table.checks();
        let named = named.find(|it| it.name.as_deref() == Some(check));
        let condition = named.map_or(check, |it| it.expression.as_ref());
        let pieces = literal::of_table(lowered, table);
        let piece = pieces.into_iter().find(|it| same(it.sql, condition))?;
        return Some(piece.tokens);
    }
    let (_, name) = reason.split(": ").last()?.split_once('.')?;
    let table = shape.table(&copy.from)?;
    let line = table.column(name)?.declared;
    column(lowered, table.declared, line)
}

/// The column on whose line of a `CREATE TABLE` SQLite stopped.
fn column_at(lowered: &Lowered<'_>, refused: &Refused, step: &Step) -> Option<TokenStream> {
    let (Step::CreateTable { table, .. }, RehearsalError::Run(Error::Step { sql, source, .. })) =
        (step, refused.error.as_ref())
    else {
        return None;
    };
    let (before, _) = sql.split_at_checked(offset(sql, source)?)?;
    let first = before.lines().last().and_then(|line| tokens(line).next())?;
    let line = table.column(&first.unquoted())?.declared;
    column(lowered, table.declared, line)
}

/// The name of a column.
fn column(lowered: &Lowered<'_>, table: usize, line: usize) -> Option<TokenStream> {
    let origin = lowered.tables.get(table)?.columns.get(line)?;
    Some(origin.line.name.to_token_stream())
}

fn blame_step(lowered: &Lowered<'_>, shape: &Shape, step: &Step) -> Option<TokenStream> {
    match step {
        Step::AddColumn { table, column } => {
            let line = table.column(&column.name)?.declared;
            self::column(lowered, table.declared, line)
        }
        Step::CreateTable { table, .. } => table_name(lowered, table.declared),
        Step::CreateIndex { index, .. } => object(lowered, shape, &index.name),
        Step::CopyRows(copy) => object(lowered, shape, &copy.from),
        Step::CreateView(view) => object(lowered, shape, &view.name),
        Step::CreateTrigger(trigger) => object(lowered, shape, &trigger.name),
        Step::CreateVirtualTable(table) => object(lowered, shape, &table.name),
        Step::HoldRows(held) | Step::HandOnRows(held) => object(lowered, shape, &held.table),
        Step::FillFullText(name) | Step::DropTable(name) | Step::DropIndex(name) => {
            object(lowered, shape, name)
        }
        Step::DropColumn { table, .. } => object(lowered, shape, table),
        Step::Seed(seed) => {
            let position = lowered
                .model
                .seeds
                .iter()
                .position(|it| it.item.values == seed.values)?;
            Some(lowered.seeds.get(position)?.table.to_token_stream())
        }
        _ => None,
    }
}

fn blame_difference(lowered: &Lowered<'_>, difference: &Difference) -> Option<TokenStream> {
    let part = difference.part.as_deref();
    let table = lowered
        .model
        .tables
        .iter()
        .position(|it| it.name == difference.object.as_str());
    let line = table.zip(part).and_then(|(table, part)| {
        let columns = &lowered.model.tables.get(table)?.columns;
        let line = columns.iter().position(|it| it.item.name == part)?;
        column(lowered, table, line)
    });
    line.or_else(|| last_object(lowered, part?))
        .or_else(|| last_object(lowered, &difference.object))
}

/// The name of the object that is called so in the version, or else in the last one that has it.
fn object(lowered: &Lowered<'_>, shape: &Shape, name: &str) -> Option<TokenStream> {
    let table = shape.table(name);
    table
        .and_then(|it| table_name(lowered, it.declared))
        .or_else(|| last_object(lowered, name))
}

/// The name of the object that is called so in the last version that has it.
fn last_object(lowered: &Lowered<'_>, name: &str) -> Option<TokenStream> {
    let is = |other: &str| other.eq_ignore_ascii_case(name);
    let model = &lowered.model;
    if let Some(table) = model.tables.iter().position(|it| is(&it.name)) {
        return table_name(lowered, table);
    }
    for (table, origin) in model.tables.iter().zip(&lowered.tables) {
        if let Some(index) = table.indexes.iter().position(|it| is(&it.item.name)) {
            return origin
                .indexes
                .get(index)
                .map(|it| it.name.to_token_stream());
        }
    }
    let view = model.views.iter().position(|it| is(&it.item.name));
    let view = view
        .and_then(|at| lowered.views.get(at))
        .map(|it| it.query.to_token_stream());
    let trigger = model.triggers.iter().position(|it| is(&it.item.name));
    let trigger = trigger
        .and_then(|at| lowered.triggers.get(at))
        .map(|it| it.body.to_token_stream());
    let virtual_table = model.virtual_tables.iter().position(|it| is(&it.item.name));
    let virtual_table = virtual_table.and_then(|at| lowered.virtual_tables.get(at));
    view.or(trigger)
        .or_else(|| virtual_table.map(|it| it.using.to_token_stream()))
}

fn table_name(lowered: &Lowered<'_>, table: usize) -> Option<TokenStream> {
    Some(lowered.tables.get(table)?.syntax.name.to_token_stream())
}

/// The words `version 3`, or `legacy` for version 0.
fn version(lowered: &Lowered<'_>, number: i64) -> Option<TokenStream> {
    if number == 0 {
        return lowered
            .syntax
            .history
            .legacy
            .as_ref()
            .map(|it| it.keyword.to_token_stream());
    }
    let position = lowered
        .model
        .versions
        .iter()
        .position(|it| it.number == number)?;
    let syntax = lowered.versions.get(position)?;
    let (keyword, number) = (&syntax.keyword, &syntax.number);
    Some(quote!(#keyword #number))
}
