//! What a version's own `sql` may do, and what it has done, as SQLite's authorizer tells.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rusqlite::{
    Connection,
    hooks::{AuthAction, AuthContext, Authorization},
};

use schema_core::{
    plan::{BESIDE_PREFIX, Step},
    shape::Shape,
    sql::{Token, tokens},
};

use crate::engine::{connection::Fallible, error::Result, run::Witness};

/// Watches a connection while a step that moves data runs on it.
#[derive(Clone, Debug, Default)]
pub(super) struct Guard(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// Whether a step that moves data is running. What the engine itself does is nobody's business.
    watches: bool,
    /// Whether a row that the step writes may take the place of another.
    replaces: bool,
    /// The tables that lose rows, in lower case.
    deleted: HashSet<String>,
    /// The columns that are written to, each after its table, in lower case.
    updated: HashSet<(String, String)>,
    /// The tables that are built anew by a function, in lower case.
    rebuilt: HashSet<String>,
}

/// What the `sql` of a stage did to rows that stood, by the model's indices.
#[derive(Clone, Debug, Default)]
pub(super) struct Moved {
    deleted: HashSet<usize>,
    updated: HashSet<(usize, usize)>,
    rebuilt: HashSet<usize>,
}

impl Moved {
    /// Whether rows of the table may have gone.
    pub(super) fn deletes_from(&self, table: usize) -> bool {
        self.deleted.contains(&table) || self.rebuilt.contains(&table)
    }

    /// Whether values of the column may have changed.
    pub(super) fn updates(&self, table: usize, column: usize) -> bool {
        self.updated.contains(&(table, column)) || self.rebuilt.contains(&table)
    }
}

impl Guard {
    /// Becomes the connection's authorizer.
    pub(super) fn install(&self, connection: &mut Connection) -> Result<()> {
        let guard = self.clone();
        let judge = move |context: AuthContext<'_>| guard.state().judge(&context.action);
        Ok(connection.authorizer(Some(judge)).into_result()?)
    }

    /// What was done since this was last asked, in tables as `shape` names them.
    pub(super) fn moved(&self, shape: &Shape) -> Moved {
        let mut state = self.state();
        let deleted = std::mem::take(&mut state.deleted);
        let updated = std::mem::take(&mut state.updated);
        let updated = updated.iter().filter_map(|(table, column)| {
            let table = shape.table(table)?;
            let line = table.column(column).or_else(|| table.rowid_key())?;
            Some((table.declared, line.identity))
        });
        let rebuilt = std::mem::take(&mut state.rebuilt);
        let declared = |names: HashSet<String>| {
            let tables = names.iter().filter_map(|it| shape.table(it));
            tables.map(|it| it.declared).collect()
        };
        Moved {
            updated: updated.collect(),
            deleted: declared(deleted),
            rebuilt: declared(rebuilt),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Witness for Guard {
    fn before(&self, step: &Step) {
        let mut state = self.state();
        state.watches = matches!(step, Step::Sql(_) | Step::Run(_));
        state.replaces = matches!(step, Step::Sql(sql) if replaces(sql));
    }

    fn after(&self, _: &Step) {
        self.state().watches = false;
    }
}

impl State {
    fn judge(&mut self, action: &AuthAction<'_>) -> Authorization {
        if !self.watches {
            return Authorization::Allow;
        }
        match *action {
            AuthAction::Delete { table_name } | AuthAction::DropTable { table_name } => {
                self.deleted.insert(table_name.to_ascii_lowercase());
            }
            AuthAction::Update {
                table_name,
                column_name,
            } => {
                let table = table_name.to_ascii_lowercase();
                self.deleted.extend(self.replaces.then(|| table.clone()));
                self.updated
                    .insert((table, column_name.to_ascii_lowercase()));
            }
            AuthAction::Insert { table_name } if table_name.starts_with(BESIDE_PREFIX) => {
                let table = table_name.trim_start_matches(BESIDE_PREFIX);
                self.rebuilt.insert(table.to_ascii_lowercase());
            }
            AuthAction::Insert { table_name } if self.replaces => {
                self.deleted.insert(table_name.to_ascii_lowercase());
            }
            ref other if is_refused(other) => return Authorization::Deny,
            _ => {}
        }
        Authorization::Allow
    }
}

/// Whether an action would end the run's transaction, change its settings or leave its file.
fn is_refused(action: &AuthAction<'_>) -> bool {
    match action {
        // SQLite's full-text indexes ask for these themselves.
        AuthAction::Pragma {
            pragma_name,
            pragma_value: None,
        } => !["data_version", "page_size"].contains(pragma_name),
        AuthAction::Pragma { .. }
        | AuthAction::Transaction { .. }
        | AuthAction::Savepoint { .. }
        | AuthAction::Attach { .. }
        | AuthAction::Detach { .. } => true,
        _ => false,
    }
}

/// Whether the text has `REPLACE INTO` or `OR REPLACE`, of which the authorizer tells nothing.
fn replaces(sql: &str) -> bool {
    let tokens: Vec<Token<'_>> = tokens(sql).collect();
    let is_call = |at: usize| tokens.get(at + 1).is_some_and(|it| it.is_symbol("("));
    let mut words = tokens.iter().enumerate();
    words.any(|(at, token)| token.is_word("replace") && !is_call(at))
}
