//! What the database calls and SQLite doesn't have: it is the application's.

use std::collections::BTreeSet;

use schema_core::{
    found::Found,
    model::{Constraint, Text, VirtualTable},
    sql::{Name, Token, tokens},
};

use super::{head::Head, name::name};

const COLLATIONS: [&str; 3] = ["binary", "nocase", "rtrim"];

/// The lines that declare them, or none if there are none.
pub(super) fn externs(head: &Head, found: &Found) -> Option<String> {
    let texts = texts(found);
    let mut lines = BTreeSet::new();
    for text in &texts {
        let all: Vec<Token<'_>> = tokens(text).collect();
        for (function, arguments) in calls(&all) {
            if !head.has_function(&function)
                && !found.names().any(|it| it.eq_ignore_ascii_case(&function))
            {
                lines.insert(format!("extern function {}({arguments});", name(&function)));
            }
        }
        lines.extend(all.windows(2).filter_map(|two| match two {
            [word, collation] if word.is_word("collate") => extern_collation(&collation.unquoted()),
            _ => None,
        }));
    }
    lines.extend(collations(found).filter_map(|it| extern_collation(it)));
    lines.extend(found.virtual_tables.iter().filter_map(|it| {
        let module = tokens(&it.using).next()?.unquoted();
        let known = VirtualTable::MODULES
            .iter()
            .any(|it| it.eq_ignore_ascii_case(&module));
        (!known).then(|| format!("extern module {};", name(&module)))
    }));
    lines.extend(found.virtual_tables.iter().filter_map(extern_tokenizer));
    let lines: Vec<String> = lines.into_iter().collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The tokenizer of a full-text index; what `porter` goes on from is one as well.
fn extern_tokenizer(table: &VirtualTable) -> Option<String> {
    let words = table.tokenizer();
    let mut words = words.iter();
    let tokenizer = words.find(|it| !it.eq_ignore_ascii_case("porter"))?;
    let mut known = VirtualTable::TOKENIZERS.iter();
    let is_known = known.any(|it| it.eq_ignore_ascii_case(tokenizer));
    (!is_known).then(|| format!("extern tokenizer {};", name(tokenizer)))
}

fn extern_collation(collation: &str) -> Option<String> {
    let known = COLLATIONS
        .iter()
        .any(|it| it.eq_ignore_ascii_case(collation));
    (!known).then(|| format!("extern collation {};", name(collation)))
}

/// The collating sequences of columns, keys and indexes.
fn collations(found: &Found) -> impl Iterator<Item = &Text> {
    let tables = found.tables.iter().map(|it| &it.table);
    tables.flat_map(|table| {
        let columns = table.columns.iter();
        let columns = columns.filter_map(|it| it.item.collate.as_ref());
        let indexes = table.indexes.iter().flat_map(|it| it.item.columns.iter());
        let keys = table.constraints.iter().flat_map(|it| match &it.item {
            Constraint::PrimaryKey(key) => key.sorting.as_ref(),
            Constraint::Unique(unique) => unique.sorting.as_ref(),
            Constraint::ForeignKey(_) | Constraint::Check(_) => &[],
        });
        let keys = keys.filter_map(|it| it.collate.as_ref());
        columns
            .chain(keys)
            .chain(indexes.filter_map(|it| it.collate.as_ref()))
    })
}

/// Every piece of SQL that was found.
fn texts(found: &Found) -> Vec<&str> {
    let mut texts: Vec<&str> = Vec::new();
    for table in found.tables.iter().map(|it| &it.table) {
        for column in table.columns.iter().map(|it| &it.item) {
            texts.extend(column.default.as_deref());
            texts.extend(column.generated.as_ref().map(|it| it.expression.as_ref()));
        }
        texts.extend(table.constraints.iter().filter_map(|it| match &it.item {
            Constraint::Check(check) => Some(check.expression.as_ref()),
            _ => None,
        }));
        texts.extend(table.indexes.iter().flat_map(|it| it.item.texts()));
    }
    texts.extend(found.views.iter().map(|it| it.query.as_ref()));
    for trigger in &found.triggers {
        texts.extend(trigger.when.as_deref());
        texts.push(&trigger.body);
    }
    texts
}

/// The functions that are called, with the number of arguments.
fn calls(all: &[Token<'_>]) -> Vec<(String, usize)> {
    // What stands behind these words is a type, a table with its columns, or a query's name.
    const NO_FUNCTION: [&str; 9] = [
        "as",
        "from",
        "into",
        "join",
        "with",
        "recursive",
        "references",
        "window",
        "table",
    ];
    let mut calls = Vec::new();
    for (at, token) in all.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| all.get(at));
        let opens = all.get(at + 1).is_some_and(|it| it.is_symbol("("));
        let is_other = before.is_some_and(|it| NO_FUNCTION.iter().any(|word| it.is_word(word)));
        // Words that are SQL's own, such as `in`, are written in quotes as names.
        let name = token.unquoted();
        let is_word = Name(&name).to_string() != name;
        if !opens || is_other || is_word || !token.is_name() {
            continue;
        }
        let rest = all.get(at + 2..).unwrap_or_default();
        let (arguments, end) = arguments(rest);
        if !names_query(rest.get(end..).unwrap_or_default()) {
            calls.push((name, arguments));
        }
    }
    calls
}

/// Whether `x (a, b)` in front of this is a query and its columns, as in `x (a, b) AS (…)`; `AS` may also
/// give the result of a function another name.
fn names_query(rest: &[Token<'_>]) -> bool {
    let mut rest = rest.iter();
    let is_as = rest.next().is_some_and(|it| it.is_word("as"));
    let mut rest = rest.skip_while(|it| it.is_word("not") || it.is_word("materialized"));
    is_as && rest.next().is_some_and(|it| it.is_symbol("("))
}

/// How many arguments there are before the parenthesis that closes, and what follows that.
fn arguments(rest: &[Token<'_>]) -> (usize, usize) {
    let mut depth = 0_usize;
    let mut commas = 0;
    for (at, token) in rest.iter().enumerate() {
        if token.is_symbol("(") {
            depth += 1;
        } else if token.is_symbol(")") && depth == 0 {
            let count = if at == 0 { 0 } else { commas + 1 };
            return (count, at + 1);
        } else if token.is_symbol(")") {
            depth -= 1;
        } else if token.is_symbol(",") && depth == 0 {
            commas += 1;
        }
    }
    (commas + 1, rest.len())
}
