//! Strings in double quotes, which SQLite takes for strings where no column has the name.

use crate::{
    model::{Constraint, Index, Term, Text},
    shape::Table,
    sql::{Literal, ROWID_NAMES, Token, TokenKind, tokens},
};

/// Writes the strings in the expressions of a table that was read as strings are written.
pub(super) fn in_table(table: &mut Table) {
    let names = Names::of(table);
    for constraint in &mut table.constraints {
        if let Constraint::Check(check) = &mut constraint.item {
            names.mend(&mut check.expression);
        }
    }
    let generated = table.columns.iter_mut();
    generated
        .filter_map(|it| it.item.generated.as_mut())
        .for_each(|it| names.mend(&mut it.expression));
}

/// Does for an index of `table` what [`in_table`] does.
pub(super) fn in_index(index: &mut Index, table: &Table) {
    let names = Names::of(table);
    if let Some(filter) = &mut index.filter {
        names.mend(filter);
    }
    let mut columns = index.columns.to_vec();
    for column in &mut columns {
        if let Term::Expression(expression) = &mut column.term {
            names.mend(expression);
        }
    }
    index.columns = columns.into();
}

/// The names that mean a column in the expressions of a table.
struct Names(Vec<String>);

impl Names {
    fn of(table: &Table) -> Self {
        let columns = table.columns.iter().map(|it| it.item.name.to_string());
        let rowid = ROWID_NAMES.map(str::to_owned);
        Self(columns.chain(rowid).collect())
    }

    fn mend(&self, sql: &mut Text) {
        let all: Vec<Token<'_>> = tokens(sql).collect();
        let is_part = |at: Option<usize>, symbols: &[&str]| {
            let token = at.and_then(|at| all.get(at));
            token.is_some_and(|it| symbols.iter().any(|symbol| it.is_symbol(symbol)))
        };
        let strings = all.iter().enumerate().filter(|(at, token)| {
            self.is_no_column(token)
                && !is_part(at.checked_sub(1), &["."])
                && !is_part(Some(at + 1), &[".", "("])
        });
        let mut mended = String::with_capacity(sql.len());
        let mut done = 0;
        for (_, token) in strings {
            mended.push_str(sql.get(done..token.start).unwrap_or_default());
            mended.push_str(&Literal(&token.unquoted()).to_string());
            done = token.end();
        }
        if done > 0 {
            mended.push_str(sql.get(done..).unwrap_or_default());
            *sql = mended.into();
        }
    }

    fn is_no_column(&self, token: &Token<'_>) -> bool {
        token.kind == TokenKind::Quoted
            && token.text.starts_with('"')
            && !self.0.iter().any(|name| token.names(name))
    }
}
