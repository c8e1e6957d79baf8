//! What a function in Rust is called with: where the rows of either version are while it runs.

use std::sync::Arc;

use super::copy::Copy;

/// The call of a version's `run`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The function's path, as written.
    pub function: String,
    /// The tables of the version and of the one before it, in the order of their declaration.
    pub tables: Arc<[LiveTable]>,
}

/// A table that rows are read from, written to, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveTable {
    /// The index in the model's tables.
    pub declared: usize,
    /// Its name, to speak of it: the older version's, if that has the table.
    pub name: String,
    /// Where its rows are read, if the older version has it.
    pub source: Option<Source>,
    /// Where its rows are written, if the newer version has it.
    pub target: Option<Target>,
}

/// Where rows are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name that the table has while the function runs.
    pub live: String,
    /// The columns of the older version.
    pub columns: Vec<LiveColumn>,
    /// What tells the rows apart.
    pub handle: Handle,
    /// The columns of the primary key, in its order: names of the older version, and live ones.
    pub key: Vec<(String, String)>,
}

/// Where rows are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The name that the table has while the function runs.
    pub live: String,
    /// The columns of the newer version.
    pub columns: Vec<LiveColumn>,
    /// How rows get here that no function moves, if the table is built beside the old one.
    pub beside: Option<Copy>,
    /// The rowid's column and the old rows' rowids in SQL, where those come later and keep them: a new
    /// row must not get one of theirs.
    pub taken: Option<(String, String)>,
}

/// A column by the line that declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveColumn {
    /// The index in the model's columns.
    pub declared: usize,
    /// The name that it has while the function runs.
    pub live: String,
}

/// What tells the rows of a table apart, and orders them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handle {
    /// The rowid, by a name that no column takes from it.
    Rowid(String),
    /// The primary key of a table without rowids.
    Key(Vec<String>),
    /// Nothing: columns have taken all of the rowid's names.
    Hidden,
}

impl Call {
    /// The table that the model declares at this index.
    #[must_use]
    pub fn table(&self, declared: usize) -> Option<&LiveTable> {
        self.tables.iter().find(|it| it.declared == declared)
    }
}

impl Source {
    /// The live name of the column that this line declares.
    #[must_use]
    pub fn column(&self, declared: usize) -> Option<&str> {
        live(&self.columns, declared)
    }
}

impl Target {
    /// The live name of the column that this line declares.
    #[must_use]
    pub fn column(&self, declared: usize) -> Option<&str> {
        live(&self.columns, declared)
    }
}

fn live(columns: &[LiveColumn], declared: usize) -> Option<&str> {
    let column = columns.iter().find(|it| it.declared == declared)?;
    Some(&column.live)
}
