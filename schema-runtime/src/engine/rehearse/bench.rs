//! A database in memory on which a history is rehearsed: bounded, guarded, and with stand-ins for
//! what the application would bring.

use std::{
    borrow::Cow,
    cell::RefCell,
    collections::{BTreeSet, HashSet},
    error::Error as AnyError,
    iter,
    rc::Rc,
    slice,
    sync::Arc,
};

use rusqlite::{Connection, ErrorCode, config::DbConfig};

use schema_core::{
    plan::{Stage, Step},
    shape::{Shape, Table},
    sql::Name,
};

use super::{
    guard::Guard,
    known::{Known, Texts, texts},
    rows, stand_in,
    touched::is_touched,
    virtual_rows,
};
use crate::engine::{
    connection::{Fallible, file_name, user_version, waiting},
    data::Program,
    error::{Error, RehearsalError, Rehearsed},
    look::{entries, introspect_some},
    run::Run,
    terms::{Options, Outcome},
};

/// How many instructions of SQLite's machine one statement may take: some seconds.
const INSTRUCTIONS: i32 = 100_000_000;

/// What a program does to a connection before it migrates.
pub(super) type Prepare<'a> = &'a dyn Fn(&Connection) -> rusqlite::Result<()>;

/// What is done to connections that need nothing.
pub(super) const NOTHING: Prepare<'static> = &|_| Ok(());

/// A connection to rehearse on.
#[derive(Debug)]
pub(super) struct Bench<'program> {
    pub(super) connection: Connection,
    /// What can be rehearsed of the schema, and the functions of its data steps.
    program: Program<'program>,
    guard: Guard,
    /// Whether functions of the application's are stood in for, whose values are then made up.
    makes_up: bool,
    /// What was found to be as declared, here or on a bench beside this one.
    known: Rc<Known>,
    /// The data steps that could not read rows which are made up, each in a few words.
    unread: RefCell<BTreeSet<String>>,
}

impl<'program> Bench<'program> {
    pub(super) fn new(
        program: impl Into<Program<'program>>,
        prepare: Prepare<'_>,
    ) -> Rehearsed<Self> {
        let program = program.into();
        let mut connection = Connection::open_in_memory()?;
        prepare(&connection)?;
        let makes_up = stand_in::register(&connection, program.schema)?;
        let guard = Guard::default();
        guard.install(&mut connection)?;
        // As in the field, where a caller has them on.
        connection.execute_batch("PRAGMA foreign_keys = ON")?;
        // What is declared names columns: a name that nothing has is a mistake, and no string.
        for strings in [
            DbConfig::SQLITE_DBCONFIG_DQS_DDL,
            DbConfig::SQLITE_DBCONFIG_DQS_DML,
        ] {
            connection.set_db_config(strings, false)?;
        }
        connection
            .progress_handler(INSTRUCTIONS, Some(|| true))
            .into_result()?;
        Ok(Self {
            connection,
            program,
            guard,
            makes_up,
            known: Rc::default(),
            unread: RefCell::default(),
        })
    }

    /// Another bench, which doesn't compare what this one has compared.
    pub(super) fn beside(&self, prepare: Prepare<'_>) -> Rehearsed<Self> {
        let known = Rc::clone(&self.known);
        Ok(Self {
            known,
            ..Self::new(self.program, prepare)?
        })
    }

    /// Whether some values are made up, so that nothing follows from their being refused.
    pub(super) fn makes_up(&self) -> bool {
        self.makes_up
    }

    /// What ran without rows, because it could not read those that were made up.
    pub(super) fn unread(&self) -> Vec<String> {
        self.unread.borrow().iter().cloned().collect()
    }

    /// Runs stages with all that a run does, sees that rows stay, and keeps the result.
    pub(super) fn keep(&self, stages: &[Stage], shape: &Shape) -> Rehearsed<()> {
        let run = self.run(stages, shape)?;
        run.finish(shape.version, Outcome::Created)?;
        self.check_stamp(shape.version)
    }

    /// Sees that the stamp is that of the version, and was written with it.
    fn check_stamp(&self, expected: i64) -> Rehearsed<()> {
        let found = user_version(&self.connection)?;
        if found == expected {
            return Ok(());
        }
        let file = file_name(&self.connection);
        Err(RehearsalError::Run(Error::OtherVersion {
            file,
            found,
            expected,
        }))
    }

    /// Does what [`Self::keep`] does, and takes it back once `look` has seen the result.
    pub(super) fn take_back<T>(
        &self,
        stages: &[Stage],
        shape: &Shape,
        look: impl FnOnce(&Connection) -> Rehearsed<T>,
    ) -> Rehearsed<T> {
        // A run that is dropped is rolled back: the cheapest copy of a database.
        let _run = self.run(stages, shape)?;
        look(&self.connection)
    }

    /// Runs stages; where values are to blame that only the program could have made, without rows.
    fn run(&self, stages: &[Stage], shape: &Shape) -> Rehearsed<Run<'_>> {
        let needs_program = self.makes_up || stages.iter().any(|it| self.lacks_a_step(it));
        match self.attempt(stages, shape, false) {
            Err(error)
                if needs_program && is_about_values(&error)
                    || is_unreadable(&error) && reads_own_types(stages, shape) =>
            {
                self.note_unread(&error);
                tracing::debug!(%error, "rehearsed again without rows");
                self.attempt(stages, shape, true)
            }
            outcome => outcome,
        }
    }

    fn attempt(&self, stages: &[Stage], shape: &Shape, without_rows: bool) -> Rehearsed<Run<'_>> {
        let mut run = self.begin()?;
        for stage in stages {
            let before = rows::before(&self.connection, stage)?;
            let virtual_rows = virtual_rows::before(&self.connection, stage);
            let prepared = self.prepared(stage, without_rows);
            let applied = run.apply(slice::from_ref(prepared.as_ref()));
            applied.map_err(of_made_up_rows)?;
            let moved = self.guard.moved(&stage.after);
            if !without_rows {
                rows::check(&self.connection, stage, &before, &moved)?;
                virtual_rows::check(&self.connection, stage, &virtual_rows)?;
            }
        }
        verify(&run, stages, shape, &self.known)?;
        Ok(run)
    }

    pub(super) fn begin(&self) -> Rehearsed<Run<'_>> {
        let mut run = Run::begin(&self.connection, self.program, Options::default())?;
        run.witness = Some(&self.guard);
        Ok(run)
    }

    fn note_unread(&self, error: &RehearsalError) {
        if let RehearsalError::DataStep {
            version, function, ..
        } = error
        {
            let step = format!(
                "rows in `run {function}` of version {version}, which can't read made-up ones"
            );
            self.unread.borrow_mut().insert(step);
        }
    }

    /// Whether the program has not brought the function of a data step.
    fn lacks_a_step(&self, stage: &Stage) -> bool {
        stage.steps.iter().any(|it| self.lacks(it, stage))
    }

    fn lacks(&self, step: &Step, stage: &Stage) -> bool {
        match step {
            Step::Run(call) => {
                let function = self.program.function(stage.after.version, &call.function);
                function.is_none()
            }
            _ => false,
        }
    }

    /// A stage as it can be run here: without the data steps that the program has not brought.
    fn prepared<'a>(&self, stage: &'a Stage, without_rows: bool) -> Cow<'a, Stage> {
        if !without_rows && !self.lacks_a_step(stage) {
            return Cow::Borrowed(stage);
        }
        let mut prepared = stage.clone();
        prepared.steps.retain(|it| !self.lacks(it, stage));
        if without_rows {
            let tables = stage.before.tables.iter();
            let emptied =
                tables.map(|it| Step::Sql(format!("DELETE FROM main.{}", Name(&it.name))));
            prepared.steps.splice(0..0, emptied);
        }
        Cow::Owned(prepared)
    }
}

/// Holds a database against its shape: all of it at the newest version, and before that what the stages
/// have touched. What was read and compared before is passed over.
fn verify(run: &Run<'_>, stages: &[Stage], shape: &Shape, known: &Known) -> Rehearsed<()> {
    let is_newest = shape.version == run.schema.newest_version();
    if is_newest && known.is_first_of_newest() {
        return Ok(run.verify(shape)?);
    }
    let entries = waiting(run.connection, || entries(run.connection))?;
    let mut texts = texts(&entries);
    let touches = |it: &Arc<Table>| stages.iter().any(|stage| is_touched(&stage.before, it));
    let is_known = |it: &Arc<Table>| {
        let texts = texts.get(it.name.as_str());
        texts.is_some_and(|texts| known.has(it, texts))
    };
    let tables = shape.tables.iter().filter(|it| is_newest || touches(it));
    let tables: Vec<Arc<Table>> = tables.filter(|it| !is_known(it)).cloned().collect();
    let read: Vec<(&Arc<Table>, Texts)> = tables
        .iter()
        .filter_map(|it| Some((it, texts.remove(it.name.as_str())?)))
        .collect();
    let names: HashSet<&str> = tables.iter().map(|it| it.name.as_str()).collect();
    let mut found = introspect_some(run.connection, entries, &names)?;
    found.read_legacy_parents(run.schema);
    let unknown = Shape {
        tables: tables.clone(),
        ..shape.clone()
    };
    run.verify_found(&unknown, &found)?;
    for (table, texts) in read {
        known.note(table, texts);
    }
    Ok(())
}

/// Says of a function that the rows at which it failed were made up.
fn of_made_up_rows(error: Error) -> RehearsalError {
    match error {
        Error::DataStep {
            version,
            function,
            row,
            source,
            ..
        } => RehearsalError::DataStep {
            version,
            function,
            row,
            source,
        },
        error => error.into(),
    }
}

fn cause_of<'a>(error: &&'a (dyn AnyError + 'static)) -> Option<&'a (dyn AnyError + 'static)> {
    let error: &'a (dyn AnyError + 'static) = *error;
    error.source()
}

/// Whether a column has a type of the user's own, of which nobody knows what values it reads.
fn reads_own_types(stages: &[Stage], shape: &Shape) -> bool {
    let before = stages.iter().map(|it| &it.before);
    let mut tables = before.chain([shape]).flat_map(|it| &it.tables);
    tables.any(|table| table.columns.iter().any(|it| it.item.storage.is_none()))
}

/// Whether a function could not read a value: what its types take is more than a column says.
fn is_unreadable(error: &RehearsalError) -> bool {
    let RehearsalError::DataStep { source, .. } = error else {
        return false;
    };
    let first: &(dyn AnyError + 'static) = source.as_ref();
    iter::successors(Some(first), cause_of).any(|it| {
        let of_sqlite = match it.downcast_ref() {
            Some(Error::Statement(error)) => Some(error),
            _ => it.downcast_ref(),
        };
        matches!(
            of_sqlite,
            Some(
                rusqlite::Error::FromSqlConversionFailure(..)
                    | rusqlite::Error::IntegralValueOutOfRange(..)
                    | rusqlite::Error::InvalidColumnType(..)
                    | rusqlite::Error::Utf8Error(..)
            )
        )
    })
}

/// Whether other values might not have been refused.
fn is_about_values(error: &RehearsalError) -> bool {
    match error {
        RehearsalError::Run(Error::Step { source, .. }) => {
            source.sqlite_error_code() == Some(ErrorCode::ConstraintViolation)
        }
        RehearsalError::Run(Error::ForeignKeys { .. } | Error::NotFilled { .. })
        | RehearsalError::ValuesChanged { .. } => true,
        _ => false,
    }
}
