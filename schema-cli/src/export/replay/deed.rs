//! What statements do to the rows of tables that others may refer to.

use schema_core::sql::{Token, tokens};

/// What a statement does to the rows of a table that others may refer to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    Delete,
    Update,
}

/// The tables from which statements delete, and whose rows they change.
pub(super) fn deeds(sql: &str) -> Vec<(Deed, String)> {
    let all: Vec<Token<'_>> = tokens(sql).collect();
    let is_word = |at: usize, word: &str| all.get(at).is_some_and(|it| it.is_word(word));
    let is_symbol = |at: usize, symbol: &str| all.get(at).is_some_and(|it| it.is_symbol(symbol));
    // A table, behind the name of its database where one is written.
    let table = |at: usize| {
        let at = if is_symbol(at + 1, ".") { at + 2 } else { at };
        all.get(at).map(Token::unquoted)
    };
    let mut found = Vec::new();
    let mut into = None;
    for at in 0..all.len() {
        if is_word(at, "into") {
            into = table(at + 1);
        }
        let deed = if is_word(at, "delete") && is_word(at + 1, "from") {
            table(at + 2).map(|it| (Deed::Delete, it))
        } else if is_word(at, "replace") && is_word(at + 1, "into") {
            table(at + 2).map(|it| (Deed::Delete, it))
        } else if is_word(at, "update") && is_word(at + 1, "or") {
            // It deletes the rows whose keys are in its way.
            let deletes = is_word(at + 2, "replace");
            found.extend(
                table(at + 3)
                    .filter(|_| deletes)
                    .map(|it| (Deed::Delete, it)),
            );
            table(at + 3).map(|it| (Deed::Update, it))
        } else if is_word(at, "update") && at > 0 && is_word(at - 1, "do") {
            into.clone().map(|it| (Deed::Update, it))
        } else if is_word(at, "update") {
            table(at + 1).map(|it| (Deed::Update, it))
        } else {
            None
        };
        found.extend(deed);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(sql: &str) -> Vec<String> {
        let words = deeds(sql).into_iter().map(|(deed, table)| match deed {
            Deed::Delete => format!("delete {table}"),
            Deed::Update => format!("update {table}"),
        });
        words.collect()
    }

    #[test]
    fn deletes_and_updates_are_found() {
        assert_eq!(said("DELETE FROM main.\"a b\" WHERE 1"), ["delete a b"]);
        assert_eq!(said("update or rollback t set x = 1"), ["update t"]);
        assert_eq!(
            said("UPDATE OR REPLACE main.t SET x = 1"),
            ["delete t", "update t"]
        );
        assert_eq!(said("REPLACE INTO t VALUES (1)"), ["delete t"]);
        assert_eq!(
            said("INSERT OR REPLACE INTO t SELECT 1; UPDATE u SET x = 'delete from v'"),
            ["delete t", "update u"]
        );
        assert_eq!(
            said("INSERT INTO t VALUES (1) ON CONFLICT (id) DO UPDATE SET x = 1"),
            ["update t"]
        );
        assert!(said("SELECT updated FROM t").is_empty());
    }
}
