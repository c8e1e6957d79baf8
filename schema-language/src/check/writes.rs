//! What the statements of an SQL text write to.

use schema_core::{
    model::Event,
    sql::{Token, tokens},
};

/// A table that a statement writes to.
pub(super) struct Write<'a> {
    /// Its name.
    pub(super) table: Token<'a>,
    inserts: bool,
    deletes: bool,
    /// The columns that it gives values in rows that stand, if it does.
    updates: Option<Vec<Token<'a>>>,
}

impl Write<'_> {
    /// Whether a trigger on the table watches for this.
    pub(super) fn fires(&self, event: &Event) -> bool {
        match event {
            Event::Insert => self.inserts,
            Event::Delete => self.deletes,
            Event::Update(columns) => self.updates.as_ref().is_some_and(|set| {
                let is_set = |column: &str| set.iter().any(|it| it.names(column));
                // The key of a row has names that no column line shows.
                columns.is_empty()
                    || columns.iter().any(|it| is_set(it))
                    || ["rowid", "oid", "_rowid_"].into_iter().any(is_set)
            }),
        }
    }
}

/// Everything that a text writes to, in its order.
pub(super) fn writes(text: &str) -> Vec<Write<'_>> {
    let all: Vec<Token<'_>> = tokens(text).collect();
    (0..all.len()).filter_map(|at| write(&all, at)).collect()
}

/// What the statement writes to whose decisive word stands here.
fn write<'a>(all: &[Token<'a>], at: usize) -> Option<Write<'a>> {
    let word = |at: usize, word: &str| all.get(at).is_some_and(|it| it.is_word(word));
    let before = |back: usize, text: &str| at.checked_sub(back).is_some_and(|at| word(at, text));
    if word(at, "into") {
        let (table, after) = name(all, at + 1)?;
        let upsert = statement(all, after).windows(3).position(|three| {
            matches!(three, [one, two, three]
                if one.is_word("do") && two.is_word("update") && three.is_word("set"))
        });
        return Some(Write {
            table,
            inserts: true,
            deletes: before(1, "replace"),
            updates: upsert.map(|it| assigned(all, after + it + 3)),
        });
    }
    if word(at, "delete") && word(at + 1, "from") {
        let (table, _) = name(all, at + 2)?;
        return Some(Write {
            table,
            inserts: false,
            deletes: true,
            updates: None,
        });
    }
    if word(at, "update") && !before(1, "do") {
        let first = if word(at + 1, "or") { at + 3 } else { at + 1 };
        let replaces = word(at + 1, "or") && word(at + 2, "replace");
        let (table, after) = name(all, first)?;
        let set = statement(all, after)
            .iter()
            .position(|it| it.is_word("set"))?;
        return Some(Write {
            table,
            inserts: false,
            deletes: replaces,
            updates: Some(assigned(all, after + set + 1)),
        });
    }
    None
}

/// A table's name, with its schema or without, and the place behind it.
fn name<'a>(all: &[Token<'a>], at: usize) -> Option<(Token<'a>, usize)> {
    let is_qualified = all.get(at + 1).is_some_and(|it| it.is_symbol("."));
    let at = if is_qualified { at + 2 } else { at };
    Some((*all.get(at)?, at + 1))
}

/// The rest of the statement.
fn statement<'a, 'b>(all: &'b [Token<'a>], at: usize) -> &'b [Token<'a>] {
    let rest = all.get(at..).unwrap_or_default();
    let end = rest.iter().position(|it| it.is_symbol(";"));
    rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
}

/// The columns that get values behind a `SET`.
fn assigned<'a>(all: &[Token<'a>], at: usize) -> Vec<Token<'a>> {
    const ENDS: [&str; 5] = ["from", "where", "returning", "order", "limit"];
    let (mut depth, mut is_target) = (0_usize, true);
    let mut columns = Vec::new();
    for token in statement(all, at) {
        match token.text {
            "(" => depth += 1,
            ")" if depth == 0 => break,
            ")" => depth -= 1,
            "=" if depth == 0 => is_target = false,
            "," if depth == 0 => is_target = true,
            _ if depth == 0 && ENDS.iter().any(|it| token.is_word(it)) => break,
            _ if is_target && token.is_name() => columns.push(*token),
            _ => {}
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use schema_core::model::Event;

    use super::writes;

    fn fired(text: &str) -> Vec<String> {
        let events = [
            ("insert", Event::Insert),
            ("delete", Event::Delete),
            ("update", Event::Update(Vec::new().into())),
            ("update of b", Event::Update(vec!["b".into()].into())),
        ];
        let all = writes(text);
        let all = all.iter().map(|write| {
            let fired = events.iter().filter(|(_, event)| write.fires(event));
            let fired: Vec<&str> = fired.map(|(name, _)| *name).collect();
            format!("{}: {}", write.table.text, fired.join(", "))
        });
        all.collect()
    }

    #[test]
    fn each_statement_fires_its_own() {
        for (text, expected) in [
            ("UPDATE t SET a = b WHERE b = 1", "t: update"),
            (
                "UPDATE OR ABORT main.t SET (a, b) = (1, 2)",
                "t: update, update of b",
            ),
            (
                "UPDATE t SET a = (SELECT b, c FROM u), b = 2",
                "t: update, update of b",
            ),
            ("UPDATE t SET rowid = 1", "t: update, update of b"),
            ("INSERT INTO t (a, b) VALUES (1, 2)", "t: insert"),
            (
                "INSERT INTO t VALUES (1) ON CONFLICT (a) DO UPDATE SET b = 1 WHERE a",
                "t: insert, update, update of b",
            ),
            (
                "WITH x AS (SELECT 1) INSERT OR REPLACE INTO t SELECT * FROM x",
                "t: insert, delete",
            ),
            ("REPLACE INTO t VALUES (1)", "t: insert, delete"),
            ("DELETE FROM \"t\" WHERE a", "\"t\": delete"),
            ("SELECT * FROM t", ""),
        ] {
            assert_eq!(fired(text).join("; "), expected, "{text}");
        }
        let two = "UPDATE a SET b = 1; DELETE FROM c";
        assert_eq!(fired(two), ["a: update, update of b", "c: delete"]);
    }
}
