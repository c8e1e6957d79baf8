//! Which declarations a program has, and to which of them a file belongs.

use std::{
    fmt::{self, Debug, Formatter},
    path::{Path, PathBuf},
    sync::Arc,
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};
use schema_core::model::Schema;
use schema_runtime::engine::Program;

use crate::{
    arguments::Files,
    error::{Error, Result},
};

type Prepare = dyn Fn(&Connection) -> rusqlite::Result<()> + Send + Sync;

/// A database of an application: its declaration, and what its connections need.
#[derive(Clone)]
pub struct Database {
    pub(crate) program: Program<'static>,
    pub(crate) prepare: Arc<Prepare>,
}

impl Database {
    /// A database from a generated `PROGRAM`.
    #[must_use]
    pub fn new(program: impl Into<Program<'static>>) -> Self {
        Self {
            program: program.into(),
            prepare: Arc::new(|_| Ok(())),
        }
    }

    /// Sets what is done to each connection before it is used: here an application registers the
    /// functions, collations and modules that its schema declares as `extern`, and sets the key of an
    /// encrypted file. Some of them can only read, and some write a copy.
    #[must_use]
    pub fn prepare(
        mut self,
        prepare: impl Fn(&Connection) -> rusqlite::Result<()> + Send + Sync + 'static,
    ) -> Self {
        self.prepare = Arc::new(prepare);
        self
    }

    pub(crate) fn schema(&self) -> &'static Schema {
        self.program.schema
    }

    pub(crate) fn name(&self) -> &'static str {
        &self.program.schema.name
    }

    /// Opens a file to look at it; `None` if there is none.
    ///
    /// Not read-only: what would become of a file without a version number shows when its tables have
    /// been renamed, which is then taken back. Closing leaves a WAL as it was.
    pub(crate) fn look(&self, file: &Path) -> Result<Option<Connection>> {
        if !file.exists() {
            return Ok(None);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = self.open(file, flags)?;
        connection
            .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
            .map_err(|source| opening(file, source))?;
        Ok(Some(connection))
    }

    /// Opens a file to work on it, and creates it if there is none.
    pub(crate) fn open_or_create(&self, file: &Path) -> Result<Connection> {
        self.open(file, OpenFlags::default())
    }

    /// An empty database.
    pub(crate) fn in_memory(&self) -> Result<Connection> {
        let memory = Path::new(":memory:");
        let connection = Connection::open_in_memory().map_err(|source| opening(memory, source))?;
        self.prepared(memory, connection)
    }

    pub(crate) fn open(&self, file: &Path, flags: OpenFlags) -> Result<Connection> {
        let connection =
            Connection::open_with_flags(file, flags).map_err(|source| opening(file, source))?;
        self.prepared(file, connection)
    }

    fn prepared(&self, file: &Path, connection: Connection) -> Result<Connection> {
        match (self.prepare)(&connection) {
            Ok(()) => Ok(connection),
            Err(source) => Err(Error::Prepare {
                file: file.to_owned(),
                source,
            }),
        }
    }
}

fn opening(file: &Path, source: rusqlite::Error) -> Error {
    let file = file.to_owned();
    Error::Open { file, source }
}

impl Debug for Database {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Database").field(&self.name()).finish()
    }
}

impl From<Program<'static>> for Database {
    fn from(program: Program<'static>) -> Self {
        Self::new(program)
    }
}

impl From<&'static Schema> for Database {
    fn from(schema: &'static Schema) -> Self {
        Self::new(schema)
    }
}

/// A file with its declaration.
#[derive(Clone, Debug)]
pub(crate) struct Target<'a> {
    pub(crate) database: &'a Database,
    pub(crate) file: PathBuf,
}

/// The databases of a program.
#[derive(Clone, Debug)]
pub(crate) struct Databases(Vec<Database>);

impl Databases {
    pub(crate) fn new(all: Vec<Database>) -> Self {
        Self(all)
    }

    /// The database of this name, or the only one.
    pub(crate) fn one(&self, name: Option<&str>) -> Result<&Database> {
        match (name, self.0.as_slice()) {
            (_, []) => Err(Error::NoDatabase),
            (Some(name), all) => {
                let found = all.iter().find(|it| it.name() == name);
                found.ok_or_else(|| Error::NoSuchDatabase {
                    name: name.to_owned(),
                    known: self.names(),
                })
            }
            (None, [only]) => Ok(only),
            (None, _) => Err(Error::WhichDatabase {
                known: self.names(),
            }),
        }
    }

    /// The databases of this name, or all.
    pub(crate) fn some(&self, name: Option<&str>) -> Result<Vec<&Database>> {
        match name {
            Some(_) => Ok(vec![self.one(name)?]),
            None if self.0.is_empty() => Err(Error::NoDatabase),
            None => Ok(self.0.iter().collect()),
        }
    }

    /// The files to work on, each with its declaration.
    pub(crate) fn targets(&self, files: &Files) -> Result<Vec<Target<'_>>> {
        let name = files.database.as_deref();
        if files.paths.is_empty() {
            let databases = self.some(name)?;
            let directory = files.directory.clone().unwrap_or_default();
            let targets = databases.into_iter().map(|database| Target {
                database,
                file: directory.join(&*database.schema().file),
            });
            return Ok(targets.collect());
        }
        let targets = files.paths.iter().map(|file| {
            let database = match (name, self.0.as_slice()) {
                (None, [_, _, ..]) => self.owner(file)?,
                _ => self.one(name)?,
            };
            let file = file.clone();
            Ok(Target { database, file })
        });
        targets.collect()
    }

    /// The database to which a file belongs, by its name or else by its mark.
    fn owner(&self, file: &Path) -> Result<&Database> {
        let named = |it: &&Database| {
            file.file_name()
                .is_some_and(|name| name == &*it.schema().file)
        };
        let mark = || mark(file).filter(|it| *it != 0);
        let marked = |mark| {
            let mut all = self.0.iter();
            all.find(|it| {
                it.schema()
                    .application_id
                    .as_ref()
                    .is_some_and(|it| it.item == mark)
            })
        };
        let owner = self.0.iter().find(named);
        owner
            .or_else(|| mark().and_then(marked))
            .ok_or_else(|| Error::WhoseFile {
                file: file.to_owned(),
                known: self.names(),
            })
    }

    fn names(&self) -> Vec<String> {
        self.0.iter().map(|it| it.name().to_owned()).collect()
    }
}

/// The application id of a file; `None` if it can't be read, which opening it will tell better.
fn mark(file: &Path) -> Option<i32> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags).ok()?;
    let mark = connection.query_row("PRAGMA application_id", [], |row| row.get(0));
    mark.ok()
}
