//! What SQLite says, and the place in the statement that it means.

use schema_core::{plan::by_their_names, sql::tokens};

/// What SQLite says, without the statement that rusqlite repeats, and with a table that is rebuilt
/// by the name that it has otherwise.
pub(super) fn reason(error: &rusqlite::Error) -> String {
    let said = match error {
        rusqlite::Error::SqlInputError { msg, .. }
        | rusqlite::Error::SqliteFailure(_, Some(msg)) => msg.clone(),
        error => error.to_string(),
    };
    by_their_names(&said)
}

/// The byte of the whole text `sql` that SQLite objects to.
///
/// Of several statements rusqlite shows only those from the refused one on.
pub(super) fn offset(sql: &str, error: &rusqlite::Error) -> Option<usize> {
    match error {
        rusqlite::Error::SqlInputError {
            offset, sql: rest, ..
        } => {
            let done = sql.strip_suffix(rest.as_str()).map_or(0, str::len);
            Some(done + usize::try_from(*offset).ok()?)
        }
        _ => None,
    }
}

/// What SQLite doesn't find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// A column; with what stands before its dot, or the table into which it was to be written.
    Column { table: Option<String>, name: String },
    /// A table or a view.
    Table(String),
    /// A function.
    Function(String),
    /// A tokenizer of full-text indexes.
    Tokenizer(String),
    /// A keyword: what stands there is none.
    Keyword(String),
}

impl Missing {
    /// Reads SQLite's message.
    pub(super) fn of(message: &str) -> Option<Self> {
        let after = |start: &str| message.strip_prefix(start);
        if let Some(name) = after("no such column: ") {
            let name = name.split(" - ").next().unwrap_or(name);
            return Some(match name.rsplit_once('.') {
                Some((table, name)) => Self::column(Some(table), name),
                None => Self::column(None, name),
            });
        }
        if let Some((table, name)) =
            after("table ").and_then(|it| it.split_once(" has no column named "))
        {
            return Some(Self::column(Some(table), name));
        }
        if let Some(name) = after("no such table: ") {
            let name = name.rsplit_once('.').map_or(name, |(_, name)| name);
            return Some(Self::Table(name.to_owned()));
        }
        if let Some(name) = after("no such function: ") {
            return Some(Self::Function(name.to_owned()));
        }
        if let Some(name) = after("no such tokenizer: ").or(after("unknown tokenizer: ")) {
            return Some(Self::Tokenizer(name.to_owned()));
        }
        if let Some(name) = after("unknown function: ") {
            return Some(Self::Function(name.trim_end_matches("()").to_owned()));
        }
        let word = after("near \"")?.strip_suffix("\": syntax error")?;
        Some(Self::Keyword(word.to_owned()))
    }

    fn column(table: Option<&str>, name: &str) -> Self {
        let table = table.map(|it| it.rsplit_once('.').map_or(it, |(_, it)| it).to_owned());
        let name = name.trim_matches('"').to_owned();
        Self::Column { table, name }
    }

    fn name(&self) -> &str {
        match self {
            Self::Column { name, .. }
            | Self::Table(name)
            | Self::Function(name)
            | Self::Tokenizer(name)
            | Self::Keyword(name) => name,
        }
    }

    /// Where `sql` has the name, where SQLite doesn't say.
    pub(super) fn find(&self, sql: &str) -> Option<usize> {
        if let Self::Tokenizer(name) = self {
            // It stands in a string.
            return sql.find(name.as_str());
        }
        let mut tokens = tokens(sql);
        Some(tokens.find(|it| it.names(self.name()))?.start)
    }
}

#[cfg(test)]
mod tests {
    use super::Missing;

    #[test]
    fn messages_are_read() {
        let column = |table: Option<&str>| Missing::Column {
            table: table.map(str::to_owned),
            name: "titel".to_owned(),
        };
        for (message, missing) in [
            ("no such column: titel", column(None)),
            ("no such column: new.titel", column(Some("new"))),
            ("no such column: main.book.titel", column(Some("book"))),
            (
                "no such column: \"titel\" - should this be a string literal in single-quotes?",
                column(None),
            ),
            ("table book has no column named titel", column(Some("book"))),
            (
                "unknown function: trimm()",
                Missing::Function("trimm".to_owned()),
            ),
            ("no such table: main.bok", Missing::Table("bok".to_owned())),
            (
                "near \"WERE\": syntax error",
                Missing::Keyword("WERE".to_owned()),
            ),
        ] {
            assert_eq!(Missing::of(message), Some(missing), "{message}");
        }
        assert_eq!(Missing::of("incomplete input"), None);
    }
}
