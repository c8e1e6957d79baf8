//! Which columns an SQL expression reads.

use schema_core::sql::{ROWID_NAMES, Token, tokens};

/// Those of `names` that an expression uses as columns, in the order of the expression.
pub(super) fn columns_in<'a>(sql: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let names: Vec<&str> = names.filter(|it| may_stand_in(it, sql)).collect();
    let mut found: Vec<&str> = Vec::new();
    if names.is_empty() {
        return found;
    }
    let tokens: Vec<Token<'_>> = tokens(sql).collect();
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1);
        let before = at.checked_sub(1).and_then(|it| tokens.get(it));
        let qualifies = next.is_some_and(|it| it.is_symbol("(") || it.is_symbol("."));
        let labels = before.is_some_and(|it| it.is_word("as") || it.is_word("collate"));
        // A rowid goes by these names too, unless a column has them.
        let rowid = ROWID_NAMES.iter().any(|it| token.names(it));
        if qualifies || labels || rowid {
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

/// Whether the letters of a name stand in a text. Quotes are doubled there, so they prove nothing.
fn may_stand_in(name: &str, sql: &str) -> bool {
    let length = name.len();
    let stands = |window: &[u8]| window.eq_ignore_ascii_case(name.as_bytes());
    name.contains(['"', '`']) || (length > 0 && sql.as_bytes().windows(length).any(stands))
}
