//! The words that SQLite may read as its own.

/// Whether SQLite has a keyword like this, reserved or not.
///
/// The lists together are that of <https://sqlite.org/lang_keywords.html>.
pub(super) fn is_keyword(word: &str) -> bool {
    is_one_of(&[&RESERVED, &FALLBACKS], word)
}

/// Whether SQLite never reads a word as a name unless it is quoted.
pub(super) fn is_reserved(word: &str) -> bool {
    is_one_of(&[&RESERVED], word)
}

fn is_one_of(lists: &[&[&str]], word: &str) -> bool {
    // Most names have what no keyword has, and this is asked of every name that is written.
    for byte in word.as_bytes() {
        let is_joined = *byte == b'_' && !matches!(word.as_bytes(), [b'c' | b'C', ..]);
        if is_joined || byte.is_ascii_digit() {
            return false;
        }
    }
    let upper = word.to_ascii_uppercase();
    let has = |list: &&[&str]| list.binary_search(&upper.as_str()).is_ok();
    lists.iter().any(has)
}

/// Keywords that are names wherever the grammar has no place for the keyword, after `%fallback` in
/// SQLite's `parse.y`, with those that join tables and those that only windows know.
const FALLBACKS: [&str; 89] = [
    "ABORT",
    "ACTION",
    "AFTER",
    "ALWAYS",
    "ANALYZE",
    "ASC",
    "ATTACH",
    "BEFORE",
    "BEGIN",
    "BY",
    "CASCADE",
    "CAST",
    "COLUMN",
    "CONFLICT",
    "CROSS",
    "CURRENT",
    "CURRENT_DATE",
    "CURRENT_TIME",
    "CURRENT_TIMESTAMP",
    "DATABASE",
    "DEFERRED",
    "DESC",
    "DETACH",
    "DO",
    "EACH",
    "END",
    "EXCLUDE",
    "EXCLUSIVE",
    "EXPLAIN",
    "FAIL",
    "FILTER",
    "FIRST",
    "FOLLOWING",
    "FOR",
    "FULL",
    "GENERATED",
    "GLOB",
    "GROUPS",
    "IF",
    "IGNORE",
    "IMMEDIATE",
    "INDEXED",
    "INITIALLY",
    "INNER",
    "INSTEAD",
    "KEY",
    "LAST",
    "LEFT",
    "LIKE",
    "MATCH",
    "MATERIALIZED",
    "NATURAL",
    "NO",
    "NULLS",
    "OF",
    "OFFSET",
    "OTHERS",
    "OUTER",
    "OVER",
    "PARTITION",
    "PLAN",
    "PRAGMA",
    "PRECEDING",
    "QUERY",
    "RAISE",
    "RANGE",
    "RECURSIVE",
    "REGEXP",
    "REINDEX",
    "RELEASE",
    "RENAME",
    "REPLACE",
    "RESTRICT",
    "RIGHT",
    "ROLLBACK",
    "ROW",
    "ROWS",
    "SAVEPOINT",
    "TEMP",
    "TEMPORARY",
    "TIES",
    "TRIGGER",
    "UNBOUNDED",
    "VACUUM",
    "VIEW",
    "VIRTUAL",
    "WINDOW",
    "WITH",
    "WITHOUT",
];

/// The other keywords.
const RESERVED: [&str; 58] = [
    "ADD",
    "ALL",
    "ALTER",
    "AND",
    "AS",
    "AUTOINCREMENT",
    "BETWEEN",
    "CASE",
    "CHECK",
    "COLLATE",
    "COMMIT",
    "CONSTRAINT",
    "CREATE",
    "DEFAULT",
    "DEFERRABLE",
    "DELETE",
    "DISTINCT",
    "DROP",
    "ELSE",
    "ESCAPE",
    "EXCEPT",
    "EXISTS",
    "FOREIGN",
    "FROM",
    "GROUP",
    "HAVING",
    "IN",
    "INDEX",
    "INSERT",
    "INTERSECT",
    "INTO",
    "IS",
    "ISNULL",
    "JOIN",
    "LIMIT",
    "NOT",
    "NOTHING",
    "NOTNULL",
    "NULL",
    "ON",
    "OR",
    "ORDER",
    "PRIMARY",
    "REFERENCES",
    "RETURNING",
    "SELECT",
    "SET",
    "TABLE",
    "THEN",
    "TO",
    "TRANSACTION",
    "UNION",
    "UNIQUE",
    "UPDATE",
    "USING",
    "VALUES",
    "WHEN",
    "WHERE",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted_for_the_search() {
        assert!(RESERVED.is_sorted() && FALLBACKS.is_sorted());
        assert!(is_keyword("order") && is_keyword("Trigger") && !is_keyword("slug"));
        assert!(is_reserved("order") && !is_reserved("Desc") && !is_reserved("slug"));
    }
}
