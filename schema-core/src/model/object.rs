//! Objects other than tables, and rows that belong to the schema.

use super::{List, Text};
use crate::sql::{Token, tokens};

/// A view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Its name.
    pub name: Text,
    /// The names of its columns; empty if the query names them.
    pub columns: List<Text>,
    /// The `SELECT` statement.
    pub query: Text,
}

/// A trigger.
#[derive(Debug, PartialEq, Eq)]
pub struct Trigger {
    /// Its name.
    pub name: Text,
    /// Whether it fires before, after or instead.
    pub timing: Timing,
    /// What it fires on.
    pub event: Event,
    /// The table or view whose changes it watches.
    pub table: Text,
    /// The SQL condition under which it fires.
    pub when: Option<Text>,
    /// The statements between `BEGIN` and `END`.
    pub body: Text,
}

// By hand, because a derived one is compiled anew wherever a trigger is cloned.
impl Clone for Trigger {
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            timing: self.timing,
            event: self.event.clone(),
            table: self.table.clone(),
            when: self.when.clone(),
            body: self.body.clone(),
        }
    }
}

/// When a trigger fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// `before`
    Before,
    /// `after`
    After,
    /// `instead of`, for views
    InsteadOf,
}

impl Timing {
    /// The words of a declaration.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
            Self::InsteadOf => "instead of",
        }
    }
}

/// What a trigger fires on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// `insert`
    Insert,
    /// `delete`
    Delete,
    /// `update of a, b`; no columns: any update
    Update(List<Text>),
}

/// A virtual table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VirtualTable {
    /// Its name.
    pub name: Text,
    /// The module and its arguments, such as `fts5(body, content=notes)`.
    pub using: Text,
    /// The `SELECT` that gives its rows, where those of the older one of its name are not copied.
    pub from: Option<Text>,
}

impl VirtualTable {
    /// The modules that SQLite has itself, as most programs build it.
    pub const MODULES: [&str; 8] = [
        "fts3",
        "fts4",
        "fts4aux",
        "fts5",
        "fts5vocab",
        "rtree",
        "rtree_i32",
        "geopoly",
    ];

    /// The table whose rows a full-text index indexes without keeping them.
    ///
    /// ```
    /// use schema_core::model::VirtualTable;
    ///
    /// let index = VirtualTable { name: "search".into(), using: "fts5(body, content='notes')".into(), from: None };
    /// assert_eq!(index.content().as_deref(), Some("notes"));
    /// ```
    #[must_use]
    pub fn content(&self) -> Option<String> {
        self.content_option().filter(|name| !name.is_empty())
    }

    /// Whether it is a full-text index that keeps no texts, so that nothing can fill it again.
    #[must_use]
    pub fn is_contentless(&self) -> bool {
        self.is_full_text() && self.content_option().is_some_and(|name| name.is_empty())
    }

    /// What is written behind `content=`, which FTS3 takes for a column.
    fn content_option(&self) -> Option<String> {
        let tokens: Vec<Token<'_>> = tokens(&self.using).collect();
        if tokens.first().is_some_and(|it| it.names("fts3")) {
            return None;
        }
        let value = tokens.windows(3).find_map(|window| match window {
            [key, equals, value] if key.is_word("content") && equals.is_symbol("=") => Some(value),
            _ => None,
        });
        let ends = |it: &&Token<'_>| it.is_symbol(")") || it.is_symbol(",");
        value.map(|it| {
            Some(it)
                .filter(|it| !ends(it))
                .map(Token::unquoted)
                .unwrap_or_default()
        })
    }

    /// Whether it has rows, or an index of rows, that are in no other place: dropping it loses them.
    ///
    /// A full-text index of another table's text can be filled again, and some modules only show what
    /// others have. Of modules that SQLite doesn't have itself, nothing is known.
    ///
    /// ```
    /// use schema_core::model::VirtualTable;
    ///
    /// let has_own_rows = |using: &'static str| {
    ///     VirtualTable { name: "search".into(), using: using.into(), from: None }.has_own_rows()
    /// };
    /// assert!(has_own_rows("fts5(body)"));
    /// assert!(has_own_rows("fts5(body, content='')"));
    /// assert!(has_own_rows("fts3(body, content=notes)"));
    /// assert!(has_own_rows("rtree(id, x0, x1)"));
    /// assert!(!has_own_rows("fts5(body, content=notes)"));
    /// assert!(!has_own_rows("fts5vocab(search, row)"));
    /// ```
    #[must_use]
    pub fn has_own_rows(&self) -> bool {
        const SHOW_OTHERS: [&str; 2] = ["fts4aux", "fts5vocab"];
        if self.is_full_text() {
            return self.content().is_none();
        }
        let module = tokens(&self.using).next();
        !module.is_some_and(|module| SHOW_OTHERS.into_iter().any(|it| module.names(it)))
    }

    /// Whether the module is one of SQLite's full-text indexes.
    #[must_use]
    pub fn is_full_text(&self) -> bool {
        const MODULES: [&str; 3] = ["fts3", "fts4", "fts5"];
        let module = tokens(&self.using).next();
        module.is_some_and(|module| MODULES.into_iter().any(|it| module.names(it)))
    }
}

/// A row that belongs to the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seed {
    /// The table it stands in.
    pub table: Text,
    /// Columns and their values as SQL literals.
    pub values: List<(Text, Text)>,
}

/// Something that the application registers with SQLite before it uses the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extern {
    /// `extern function name(arguments);`
    Function {
        /// Its name.
        name: Text,
        /// The number of its arguments.
        arguments: u8,
    },
    /// `extern collation name;`
    Collation(Text),
    /// `extern module name;`
    Module(Text),
    /// `extern tokenizer name;`
    Tokenizer(Text),
}
