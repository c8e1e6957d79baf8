//! Which columns an SQL expression reads.

use schema_core::sql::{ROWID_NAMES, Role, Token, roles, tokens};

/// Those of `names` that an expression uses as columns, in the order of the expression.
pub(super) fn columns_in<'a>(sql: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let names: Vec<&str> = names.filter(|it| may_stand_in(it, sql)).collect();
    let mut found: Vec<&str> = Vec::new();
    if names.is_empty() {
        return found;
    }
    let tokens: Vec<Token<'_>> = tokens(sql).collect();
    for ((at, token), role) in tokens.iter().enumerate().zip(roles(&tokens)) {
        // A rowid goes by these names too, unless a column has them.
        let rowid = ROWID_NAMES.iter().any(|it| token.names(it));
        if role != Role::Name || rowid || may_be_another_tables(&tokens, at) {
            continue;
        }
        let column = names.iter().find(|it| token.names(it));
        let is_new = |it: &&&str| !found.iter().any(|other| other.eq_ignore_ascii_case(it));
        if let Some(name) = column.filter(is_new) {
            found.push(name);
        }
    }
    found
}

/// Whether a name stands in a query of its own, which brings tables in: only SQLite knows whose it is there,
/// unless it is said to be of a table that is not brought in.
fn may_be_another_tables(all: &[Token<'_>], at: usize) -> bool {
    let before = all.get(..at).unwrap_or_default();
    let mut open: Vec<bool> = Vec::new();
    for (at, token) in before.iter().enumerate() {
        if token.is_symbol("(") {
            open.push(
                all.get(at + 1)
                    .is_some_and(|it| it.is_word("select") || it.is_word("with")),
            );
        } else if token.is_symbol(")") {
            open.pop();
        }
    }
    open.contains(&true)
}

/// Whether the letters of a name stand in a text. Quotes are doubled there, so they prove nothing.
fn may_stand_in(name: &str, sql: &str) -> bool {
    let length = name.len();
    let stands = |window: &[u8]| window.eq_ignore_ascii_case(name.as_bytes());
    name.contains(['"', '`']) || (length > 0 && sql.as_bytes().windows(length).any(stands))
}
