//! Whether the result is what was declared, and still works.

use rusqlite::ErrorCode;

use schema_core::{
    found::{Difference, Found, compare},
    model::{Event, Timing, Trigger},
    shape::Shape,
    sql::{Name, SameWord},
};

use super::run::Run;
use crate::engine::{
    ask,
    connection::{in_main, refused},
    error::{Error, Result, is_about_sql},
    guard::settings,
    look::glance,
};

/// An object that doesn't work, as errors call it, and what SQLite says.
pub(super) type Broken = (String, rusqlite::Error);

impl Run<'_> {
    /// Compares the file with a shape, and prepares every view and trigger.
    pub(crate) fn verify(&self, shape: &Shape) -> Result<()> {
        if self.is_as_foreseen(shape)? {
            return self.check_works(&Found::of_objects(shape));
        }
        let found = self.look()?;
        self.verify_found(shape, &found)
    }

    /// Whether everything is as foreseen, so that nothing needs to be read and compared.
    fn is_as_foreseen(&self, shape: &Shape) -> Result<bool> {
        let is_newest = shape.version == self.schema.newest_version();
        let glance = || glance::is_as_foreseen(self.connection, self.schema);
        Ok(is_newest && glance().map_err(refused(self.connection))?)
    }

    /// Notes what the file has beside the newest version.
    pub(crate) fn note_own(&mut self) -> Result<()> {
        let shape = self.schema.newest_shape();
        if self.is_as_foreseen(&shape)? {
            return Ok(());
        }
        let mut own = glance::differences(self.connection, self.schema, &shape)?;
        own.retain(Difference::is_extra);
        self.report.note_own(self.schema, own);
        Ok(())
    }

    /// Compares what was found with a shape, and prepares every view and trigger that was found.
    pub(crate) fn verify_found(&self, shape: &Shape, found: &Found) -> Result<()> {
        let mut differences = compare(shape, found);
        differences.retain(|it| !it.is_extra());
        if !differences.is_empty() {
            return Err(Error::Mismatch {
                file: self.file(),
                version: shape.version,
                differences,
            });
        }
        self.check_works(found)
    }

    /// Refuses a result in which a view or trigger works no more.
    pub(crate) fn check_works(&self, found: &Found) -> Result<()> {
        let mut broken = self.broken(found, true)?;
        broken.retain(|(name, _)| !self.broken_before.contains(name));
        self.refuse(found, broken, true)
    }

    /// Refuses views and triggers that work only where SQLite takes what is no column for a string.
    pub(super) fn check_means_columns(&self, found: &Found) -> Result<()> {
        self.refuse(found, self.broken(found, false)?, false)
    }

    /// Remembers which views and triggers don't work before the run.
    pub(crate) fn note_broken(&mut self, found: &Found) -> Result<()> {
        let broken = self.broken(found, true)?;
        self.broken_before = broken.into_iter().map(|(name, _)| name).collect();
        Ok(())
    }

    /// The views and triggers that SQLite can't prepare, with what it says. The file's own text may rely
    /// on double-quoted strings.
    fn broken(&self, found: &Found, strings: bool) -> Result<Vec<Broken>> {
        if found.views.is_empty() && found.triggers.is_empty() {
            return Ok(Vec::new());
        }
        self.transaction.double_quoted_strings(strings)?;
        let broken = settings::while_compiling(self.connection, || {
            let views = found.views.iter().map(|view| {
                let prepared = self.prepares_view(&view.name);
                Ok((format!("view `{}`", view.name), is_broken(prepared)?))
            });
            let triggers = found.triggers.iter().map(|trigger| {
                let prepared = self.prepares_trigger(trigger);
                Ok((format!("trigger `{}`", trigger.name), is_broken(prepared)?))
            });
            let all: rusqlite::Result<Vec<_>> = views.chain(triggers).collect();
            all
        })?;
        let all = broken.map_err(refused(self.connection))?.into_iter();
        self.transaction.double_quoted_strings(false)?;
        Ok(all
            .filter_map(|(name, source)| Some((name, source?)))
            .collect())
    }

    fn prepares_view(&self, view: &str) -> rusqlite::Result<()> {
        self.connection
            .prepare(&format!("SELECT * FROM {}", in_main(view)))
            .map(drop)
    }

    /// Prepares a statement that would fire the trigger, so that SQLite compiles it.
    pub(super) fn prepares_trigger(&self, trigger: &Trigger) -> rusqlite::Result<()> {
        let table = in_main(&trigger.table);
        let sql = match &trigger.event {
            Event::Delete => format!("DELETE FROM {table}"),
            Event::Insert if trigger.timing != Timing::InsteadOf => {
                format!("INSERT INTO {table} DEFAULT VALUES")
            }
            Event::Insert => format!("INSERT INTO {table} SELECT * FROM {table}"),
            Event::Update(columns) => {
                let fires = |name: &String| {
                    columns.is_empty() || columns.iter().any(|it| it.is_same_word(name))
                };
                let Some(name) = self.settable(&trigger.table)?.into_iter().find(fires) else {
                    return Ok(());
                };
                format!("UPDATE {table} SET {0} = {0}", Name(&name))
            }
        };
        self.connection.prepare(&sql).map(drop)
    }

    /// The columns of a table or view that can be written to: not the generated ones.
    fn settable(&self, table: &str) -> rusqlite::Result<Vec<String>> {
        let sql = "SELECT name FROM pragma_table_info(?1, 'main')";
        ask::texts(self.connection, sql, &[&table])
    }
}

/// What SQLite has against an object. That it can't read the file is not the object's fault, and
/// nothing to pass over: SQLite may have rolled back.
pub(super) fn is_broken(
    prepared: rusqlite::Result<()>,
) -> rusqlite::Result<Option<rusqlite::Error>> {
    match prepared {
        Ok(()) => Ok(None),
        Err(error) if is_about_sql(&error) || is_refused(&error) => Ok(Some(error)),
        Err(error) => Err(error),
    }
}

/// Whether the caller's authorizer is against it.
fn is_refused(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::AuthorizationForStatementDenied)
}
