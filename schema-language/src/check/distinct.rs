//! Values that differ from row to row, for columns by which rows must differ.

use schema_core::{
    model::Constraint,
    shape::{ColumnLine, Table},
    sql::{Affinity, SameWord, TokenKind, tokens},
};

/// Functions that give one value for one argument.
const PURE: [&str; 16] = [
    "abs", "cast", "coalesce", "format", "hex", "ifnull", "iif", "in", "length", "lower", "ltrim",
    "nullif", "replace", "rtrim", "trim", "upper",
];

/// Whether rows must differ in the column, by itself or together with others.
pub(super) fn is_in_key(table: &Table, line: &ColumnLine) -> bool {
    let name = &line.item.name;
    let constrained = table.constraints.iter().any(|it| match &it.item {
        Constraint::PrimaryKey(key) => key.columns.iter().any(|it| it.is_same_word(name)),
        Constraint::Unique(unique) => unique.columns.iter().any(|it| it.is_same_word(name)),
        Constraint::ForeignKey(_) | Constraint::Check(_) => false,
    });
    let mut indexes = table.indexes.iter().filter(|it| it.item.unique);
    constrained || indexes.any(|it| it.item.texts().any(|it| it.is_same_word(name)))
}

/// SQL that gives rows without a value in the column one that differs from row to row.
pub(super) fn filled(table: &Table, line: &ColumnLine) -> String {
    let name = &line.item.name;
    let mut keys = table
        .primary_key()
        .into_iter()
        .flat_map(|it| it.columns.iter());
    let key = keys.find(|it| !it.is_same_word(name));
    let key = key.map_or("rowid", |it| it);
    match Affinity::of(&line.item.ty) {
        Affinity::Text | Affinity::Blob => format!("coalesce({name}, 'none ' || {key})"),
        _ => format!("coalesce({name}, -{key})"),
    }
}

/// Whether an expression gives all rows one value that have none in its own column: it reads no
/// other column, and calls nothing that might tell the rows apart.
pub(super) fn is_one_for_all(from: &str, own: &str) -> bool {
    let all: Vec<_> = tokens(from).collect();
    let mut words = all.iter().enumerate();
    words.all(|(at, token)| {
        let is_call = all.get(at + 1).is_some_and(|it| it.is_symbol("("));
        match token.kind {
            TokenKind::Word if is_call => PURE.iter().any(|it| token.is_word(it)),
            TokenKind::Word => token.names(own) || WORDS.iter().any(|it| token.is_word(it)),
            TokenKind::Quoted => token.names(own),
            _ => true,
        }
    })
}

/// The words of an expression that are no names.
const WORDS: [&str; 21] = [
    "and", "as", "between", "blob", "case", "collate", "else", "end", "false", "in", "integer",
    "is", "like", "not", "null", "or", "real", "text", "then", "true", "when",
];
