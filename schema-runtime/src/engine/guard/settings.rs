//! The caller's settings: saved, set for a run, verified, and restored whatever happens.

use rusqlite::{Connection, config::DbConfig};

use schema_core::model::Schema;

use super::calls;
use crate::engine::{
    ask,
    connection::{file_name, refused},
    error::{Error, Result},
};

/// The settings of a connection as they were before a run.
#[derive(Debug)]
pub(crate) struct Settings {
    pragmas: Vec<(&'static str, bool)>,
    configs: Vec<(DbConfig, &'static str, bool)>,
}

/// What a run turns off and SQLite has only a pragma for, which an authorizer or an interrupt can keep
/// from being restored.
const PRAGMAS: [&str; 2] = ["ignore_check_constraints", "recursive_triggers"];

/// Keeps a crafted file from having SQLite write to its own tables. It also keeps a pragma from being
/// restored, so it is off while settings are changed, and what it was comes back last.
const DEFENSIVE: (DbConfig, &str, bool) =
    (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, "defensive mode", false);

/// What a run turns off, and views, which it turns on: they can't be renamed or prepared otherwise.
///
/// Foreign keys must be off before the transaction begins: what cascades must not.
const CONFIGS: [(DbConfig, &str, bool); 8] = [
    DEFENSIVE,
    (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, "foreign_keys", false),
    (
        DbConfig::SQLITE_DBCONFIG_LEGACY_ALTER_TABLE,
        "legacy_alter_table",
        false,
    ),
    (
        DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA,
        "writable_schema",
        false,
    ),
    (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, "triggers", false),
    (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, "views", true),
    (
        DbConfig::SQLITE_DBCONFIG_DQS_DDL,
        "double-quoted strings in DDL",
        false,
    ),
    (
        DbConfig::SQLITE_DBCONFIG_DQS_DML,
        "double-quoted strings in DML",
        false,
    ),
];

/// Whether what stands in the file may call functions of the application.
const TRUST: (DbConfig, &str) = (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, "trusted schema");

impl Settings {
    /// Turns everything off that would change what a run's statements do, or keep them from it.
    ///
    /// A file may come from anywhere, so it calls no functions of the application, unless the schema
    /// needs SQLite's trust in it. Whether SQLite then trusts it is up to the caller, as it was, and
    /// [`calls`] sees that it calls no others.
    pub(crate) fn turn_off(connection: &Connection, schema: &Schema) -> Result<Self> {
        let mut saved = Self {
            pragmas: Vec::new(),
            configs: Vec::new(),
        };
        let outcome = saved.turn_all_off(connection, calls::need_trust(schema));
        if outcome.is_err() {
            saved.restore(connection)?;
        }
        outcome.map(|()| saved)
    }

    fn turn_all_off(&mut self, connection: &Connection, need_trust: bool) -> Result<()> {
        let trust = (!need_trust).then_some((TRUST.0, TRUST.1, false));
        for (config, name, wanted) in CONFIGS.into_iter().chain(trust) {
            let was = connection.db_config(config).map_err(refused(connection))?;
            self.configs.push((config, name, was));
            configure(connection, config, name, wanted)?;
        }
        for pragma in PRAGMAS {
            self.pragmas.push((pragma, read(connection, pragma)?));
            set(connection, pragma, false)?;
        }
        // Only now, because it would keep the pragmas from being read and set.
        let (config, name, _) = DEFENSIVE;
        configure(connection, config, name, true)
    }

    /// Lets SQLite read double-quoted strings as the caller had it, or not at all.
    ///
    /// While it renames or drops, SQLite reads the file's own text again, which may rely on them.
    pub(crate) fn double_quoted_strings(
        &self,
        connection: &Connection,
        as_before: bool,
    ) -> Result<()> {
        for (config, name, was) in self
            .configs
            .iter()
            .filter(|(_, name, _)| name.starts_with("double"))
        {
            configure(connection, *config, name, *was && as_before)?;
        }
        Ok(())
    }

    /// Sets everything back. All of it is tried, also after a failure, and pragmas twice: an interrupt
    /// that was meant for the run may come only now.
    pub(crate) fn restore(&self, connection: &Connection) -> Result<()> {
        let (config, name, off) = DEFENSIVE;
        let unlocked = configure(connection, config, name, off);
        let pragmas = self.pragmas.iter().map(|(pragma, was)| {
            set(connection, pragma, *was).or_else(|_| set(connection, pragma, *was))
        });
        let configs = self
            .configs
            .iter()
            .map(|(config, name, was)| configure(connection, *config, name, *was));
        let outcomes: Vec<Result<()>> = [unlocked]
            .into_iter()
            .chain(pragmas)
            .chain(configs)
            .collect();
        outcomes.into_iter().collect()
    }
}

fn read(connection: &Connection, pragma: &str) -> Result<bool> {
    let value = ask::is_so(connection, &format!("PRAGMA {pragma}"), &[]);
    value.map_err(refused(connection))
}

fn set(connection: &Connection, pragma: &'static str, wanted: bool) -> Result<()> {
    if read(connection, pragma)? == wanted {
        return Ok(());
    }
    let sql = format!("PRAGMA {pragma} = {}", i32::from(wanted));
    connection
        .execute_batch(&sql)
        .map_err(refused(connection))?;
    if read(connection, pragma)? == wanted {
        Ok(())
    } else {
        Err(Error::Setting {
            file: file_name(connection),
            setting: pragma,
            wanted,
        })
    }
}

fn configure(
    connection: &Connection,
    config: DbConfig,
    setting: &'static str,
    wanted: bool,
) -> Result<()> {
    let is = connection
        .set_db_config(config, wanted)
        .map_err(refused(connection))?;
    if is == wanted {
        Ok(())
    } else {
        Err(Error::Setting {
            file: file_name(connection),
            setting,
            wanted,
        })
    }
}

/// What there is to say when settings can't be restored although the file is new.
pub(crate) fn unrestored(error: &Error) -> String {
    let which = match error {
        Error::Setting { setting, .. } => format!("setting {setting}"),
        _ => "settings".to_owned(),
    };
    format!(
        "the connection's {which} could not be restored\nhelp: close the connection and open another one"
    )
}

/// Lets views and triggers be compiled while `check` runs: triggers at all, and with what SQLite trusts
/// no file with, such as `MATCH`. Nothing of them is run meanwhile.
pub(crate) fn while_compiling<T>(connection: &Connection, check: impl FnOnce() -> T) -> Result<T> {
    let (triggers, name) = (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, "triggers");
    let (trust, trusted) = TRUST;
    let was = connection.db_config(trust).map_err(refused(connection))?;
    configure(connection, triggers, name, true)?;
    configure(connection, trust, trusted, true)?;
    let checked = check();
    configure(connection, trust, trusted, was)?;
    configure(connection, triggers, name, false)?;
    Ok(checked)
}
