//! Indexes and other clauses of a table: what they name is there as long as they are.

use std::{
    collections::HashSet,
    fmt::{self, Display, Formatter},
    ptr,
};

use quote::ToTokens;
use schema_core::{
    model::{Constraint, Extern, Term},
    sql::{Token, tokens},
};
use syn::LitStr;

use super::{
    missing::{self, User},
    place,
    reads::columns_in,
    scene::{Period, Scene},
};
use crate::{
    lower::ConstraintOrigin,
    report::Ctxt,
    syntax::{ClauseKind, ConstraintKind, Index, Lifetime, Name},
};

// An index sorts columns that the table has at every version that has the index:
//
//     pages: i64 = 0 since 2,
//     index book_pages (pages),
pub(super) fn check_index_columns(cx: &mut Ctxt, scene: &Scene<'_>) {
    for period in scene.periods() {
        for (index, written) in period.indexes() {
            for (column, term) in index.columns.iter().zip(&written.terms) {
                let Term::Column(name) = &column.term else {
                    continue;
                };
                let Some(missing) = missing::column(scene, period, name) else {
                    continue;
                };
                if scene.first(written) {
                    let user = User {
                        what: format!("index `{}`", index.name),
                        tokens: term.term.to_token_stream(),
                        line: None,
                    };
                    missing::report_column(cx, scene, &user, period, (name, &missing));
                }
            }
        }
    }
}

// An expression has no order and no collation: they stand behind it, and a column needs no text:
//
//     index book_name ("name collate nocase"),
pub(super) fn check_index_terms(cx: &mut Ctxt, scene: &Scene<'_>) {
    let tables = scene.lowered.syntax.tables.iter();
    for term in tables.flat_map(|it| &it.indexes).flat_map(|it| &it.terms) {
        let Name::Literal(literal) = &term.term else {
            continue;
        };
        let text = literal.value();
        let Some(plain) = plain_term(&text) else {
            continue;
        };
        let collate = term
            .collate
            .as_ref()
            .map(|it| format!(" collate {}", it.text()));
        let descending = if term.descending { " desc" } else { "" };
        let rest = format!("{}{descending}", collate.unwrap_or_default());
        cx.error(
            literal,
            format_args!(
                "an index's order and collation, and a column of the table, are not written as an expression\n\
                 help: write `{plain}{rest}`"
            ),
        );
    }
}

/// How a term is written that SQLite does not read as an expression.
fn plain_term(text: &str) -> Option<String> {
    let all: Vec<Token<'_>> = tokens(text).collect();
    let mut rest = all.as_slice();
    let mut clauses = Vec::new();
    loop {
        rest = match rest {
            [head @ .., word] if word.is_word("desc") && !head.is_empty() => {
                clauses.push("desc".to_owned());
                head
            }
            [head @ .., word] if word.is_word("asc") && !head.is_empty() => head,
            [head @ .., word, name] if word.is_word("collate") && !head.is_empty() => {
                clauses.push(format!("collate {}", name.unquoted().to_lowercase()));
                head
            }
            _ => break,
        };
    }
    let is_cut = rest.len() < all.len();
    while let [open, inner @ .., close] = rest
        && open.is_symbol("(")
        && close.is_symbol(")")
        && !inner.iter().any(|it| it.is_symbol(")"))
    {
        rest = inner;
    }
    if let [_, point, name] = rest
        && point.is_symbol(".")
        && name.is_name()
    {
        rest = rest.get(2..)?;
    }
    clauses.reverse();
    let term = match rest {
        [only] if only.is_name() && all.len() > 1 => {
            let name = only.unquoted();
            let is_ident = syn::parse_str::<syn::Ident>(&name).is_ok();
            if is_ident { name } else { format!("{name:?}") }
        }
        [first, .., last] if is_cut => {
            let sql = text.get(first.start..last.end())?;
            format!("{sql:?}")
        }
        _ => return None,
    };
    Some(
        std::iter::once(term)
            .chain(clauses)
            .collect::<Vec<_>>()
            .join(" "),
    )
}

/// What has an expression.
enum What<'a> {
    Check,
    Index(&'a str),
    Column(&'a str),
}

impl Display for What<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Check => f.write_str("the check"),
            Self::Index(name) => write!(f, "index `{name}`"),
            Self::Column(name) => write!(f, "column `{name}`"),
        }
    }
}

/// An SQL expression over the columns of a table.
struct Expression<'a> {
    what: What<'a>,
    sql: &'a str,
    written: &'a LitStr,
    /// The clause or line, to report it once.
    node: *const (),
    /// The lifetime of its column, where none can be written behind it.
    of_column: Option<&'a Lifetime>,
}

/// The expressions of a table, `from` excepted: it reads another version.
fn expressions<'a>(period: &Period<'a>) -> Vec<Expression<'a>> {
    let mut all = Vec::new();
    for (constraint, origin) in period.constraints() {
        let Constraint::Check(check) = constraint else {
            continue;
        };
        let (written, of_column) = match origin {
            ConstraintOrigin::Clause(column, clause) => match &clause.kind {
                ClauseKind::Check(sql) => (sql, Some(&column.line.lifetime)),
                _ => continue,
            },
            ConstraintOrigin::Line(line) => match &line.kind {
                ConstraintKind::Check(sql) => (sql, None),
                _ => continue,
            },
        };
        all.push(Expression {
            what: What::Check,
            sql: &check.expression,
            written,
            node: place::constraint_node(&origin),
            of_column,
        });
    }
    for (index, written) in period.indexes() {
        all.extend(index_expressions(index, written));
    }
    all.extend(generated_expressions(period));
    all
}

fn generated_expressions<'a>(period: &Period<'a>) -> Vec<Expression<'a>> {
    let mut all = Vec::new();
    for line in &period.table.columns {
        let generated = line.item.generated.as_ref();
        let Some((generated, origin)) = generated.zip(period.column(line)) else {
            continue;
        };
        let clause = origin.line.clauses.iter().find_map(|it| match &it.kind {
            ClauseKind::Generated { expression, .. } => Some(expression),
            _ => None,
        });
        all.extend(clause.map(|written| Expression {
            what: What::Column(&line.item.name),
            sql: &generated.expression,
            written,
            node: ptr::from_ref(origin.line).cast(),
            of_column: None,
        }));
    }
    all
}

fn index_expressions<'a>(
    index: &'a schema_core::model::Index,
    written: &'a Index,
) -> impl Iterator<Item = Expression<'a>> {
    let terms = index.columns.iter().zip(&written.terms);
    let terms = terms.filter_map(|(column, written)| match (&column.term, &written.term) {
        (Term::Expression(sql), Name::Literal(literal)) => Some((sql, literal)),
        _ => None,
    });
    let filter = index.filter.iter().zip(&written.filter);
    terms.chain(filter).map(move |(sql, literal)| Expression {
        what: What::Index(&index.name),
        sql,
        written: literal,
        node: ptr::from_ref(written).cast(),
        of_column: None,
    })
}

// An SQL expression reads columns that the table has at every version that has the expression:
//
//     pages: i64 = 0 since 2,
//     check "pages >= 0",
pub(super) fn check_expression_columns(cx: &mut Ctxt, scene: &Scene<'_>) {
    for (period, next) in scene.periods_and_next() {
        let known = next.map_or_else(HashSet::new, |next| {
            let expressions = expressions(&next).into_iter();
            expressions.map(|it| it.node).collect()
        });
        let all = scene.periods_of(period.table.declared);
        let absent_now = absent(period, all);
        // What an expression of the next period may lack is only what that period has.
        let absent_since = next.map_or_else(Vec::new, |next| absent(period, &[next]));
        for expression in expressions(&period) {
            let absent = if known.contains(&expression.node) {
                &absent_since
            } else {
                &absent_now
            };
            let read = columns_in(expression.sql, absent.iter().copied());
            if let Some(name) = read.first() {
                report_expression(cx, scene, period, &expression, name);
            }
        }
    }
}

/// The columns of other periods that a period doesn't have.
fn absent<'a>(period: Period<'a>, others: &[Period<'a>]) -> Vec<&'a str> {
    let mut names: Vec<&str> = others
        .iter()
        .flat_map(|it| &it.table.columns)
        .map(|it| it.item.name.as_ref())
        .filter(|it| period.table.column(it).is_none())
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn report_expression(
    cx: &mut Ctxt,
    scene: &Scene<'_>,
    period: Period<'_>,
    expression: &Expression<'_>,
    name: &str,
) {
    let missing = missing::column(scene, period, name);
    if let Some(missing) = missing.filter(|_| scene.first_address(expression.node)) {
        let line = format!("check {:?}", expression.written.value());
        let user = User {
            what: expression.what.to_string(),
            tokens: expression.written.to_token_stream(),
            line: expression.of_column.map(|own| (line.as_str(), own)),
        };
        missing::report_column(cx, scene, &user, period, (name, &missing));
    }
}

// A collating sequence is one of SQLite's, or one that the application brings:
//
//     name: String collate uca,
pub(super) fn check_collation(cx: &mut Ctxt, scene: &Scene<'_>) {
    let mut known = vec!["BINARY", "NOCASE", "RTRIM"];
    known.extend(scene.model.externs.iter().filter_map(|it| match it {
        Extern::Collation(name) => Some(name.as_ref()),
        _ => None,
    }));
    let tables = scene.lowered.syntax.tables.iter();
    let fragments = scene.lowered.syntax.fragments.iter();
    let lines = tables
        .clone()
        .flat_map(|it| &it.columns)
        .chain(fragments.flat_map(|it| &it.columns));
    let columns = lines
        .flat_map(|it| &it.clauses)
        .filter_map(|it| match &it.kind {
            ClauseKind::Collate(name) => Some(name),
            _ => None,
        });
    let keys = tables.clone().flat_map(|it| &it.constraints);
    let keys = keys.filter_map(|it| match &it.kind {
        ConstraintKind::PrimaryKey(terms) | ConstraintKind::Unique(terms) => Some(terms),
        ConstraintKind::ForeignKey(..) | ConstraintKind::Check(_) => None,
    });
    let indexes = tables.flat_map(|it| &it.indexes).map(|it| &it.terms);
    let terms = keys.chain(indexes).flatten();
    for name in columns.chain(terms.filter_map(|it| it.collate.as_ref())) {
        let text = name.text();
        if known.iter().any(|it| it.eq_ignore_ascii_case(&text)) || scene.lowered.incomplete {
            continue;
        }
        let lower: Vec<String> = known.iter().map(|it| it.to_lowercase()).collect();
        let lower = || lower.iter().map(String::as_str);
        let help = match crate::suggest::closest(&text, lower()) {
            Some(near) => format!("help: did you mean `{near}`?"),
            None => format!("help: if the application brings it, write `extern collation {text};`"),
        };
        cx.error(name, format_args!("no collation `{text}`\n{help}"));
    }
}
