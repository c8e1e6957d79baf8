//! Runs that fail, panic or are cancelled: the database is as it was.

use std::{
    cell::Cell,
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use rusqlite::Connection;
use schema_core::model::{Action, Schema};
use schema_runtime::engine::{
    self, Error, Misuse, Moved, Options, Progress, Result,
    data::{DataStep, Program, RawStep},
};

use super::support::{
    always, column, database, dump, key, lived, migrate, rows, run, schema, second, table,
};

struct Tag;
type Step<'run> = DataStep<'run, Tag>;

old_row!(Tag, InPlace { id: i64, text: String } = [(0, "")] [0, 1]);
old_row!(Tag, Rebuilt { id: i64, text: String } = [(1, "")] [0, 1]);
new_row!(Tag, InPlaceChanges { size: i64 } = [(0, "")][2], false);
new_row!(Tag, RebuiltChanges { size: i64 } = [(1, "")][2], false);
new_row!(Tag, Copied { text: String } = [(2, "")][0], true);

fn everything() -> Schema {
    let columns = |size| {
        let size = lived(2, None, column(size));
        vec![
            always(column("id INTEGER")),
            always(column("text TEXT")),
            size,
        ]
    };
    let gone = vec![always(column("id INTEGER"))];
    let sql = Action::Sql("UPDATE in_place SET text = text || '.'".into());
    schema(
        vec![vec![], vec![sql, run("f")]],
        vec![
            table(
                "in_place",
                (1, None),
                columns("size INTEGER"),
                vec![key(&["id"])],
            ),
            table(
                "rebuilt",
                (1, None),
                columns("size INTEGER NOT NULL"),
                vec![key(&["id"])],
            ),
            table(
                "copied",
                (2, None),
                vec![always(column("text TEXT NOT NULL"))],
                vec![],
            ),
            table("gone", (1, Some(2)), gone, vec![]),
        ],
    )
}

const ROWS: &str = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 12)
        INSERT INTO in_place SELECT n, 'text ' || n FROM n;
    INSERT INTO rebuilt SELECT id, text FROM in_place;
    INSERT INTO gone VALUES (1), (2);
    PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;";

thread_local! {
    /// The row at which the step fails, counted over all that it does.
    static LEFT: Cell<usize> = const { Cell::new(usize::MAX) };
    static PANICS: Cell<bool> = const { Cell::new(false) };
}

fn count_down<Row>(row: Row) -> Moved<Row> {
    let left = LEFT.get();
    LEFT.set(left.wrapping_sub(1));
    match left {
        0 if PANICS.get() => panic!("at a row"),
        0 => Moved::Fail("at a row".into()),
        _ => Moved::Row(row),
    }
}

/// Changes in place and beside, copies, and reads what it has changed.
fn do_everything(raw: &mut RawStep<'_>) -> Result<()> {
    let mut step = Step::new(raw);
    step.change(|it: InPlace| count_down(InPlaceChanges { size: it.id }))?;
    step.change(|it: Rebuilt| count_down(RebuiltChanges { size: it.id }))?;
    step.copy(|it: InPlace| count_down(Copied { text: it.text }))
}

/// A file with `rows`, which goes with what is returned.
struct File(std::path::PathBuf);

impl File {
    fn new(name: &str, sql: &str) -> Self {
        let name = format!("data-steps-{}-{name}.db", std::process::id());
        let file = Self(std::env::temp_dir().join(name));
        let _ = std::fs::remove_file(&file.0);
        let connection = file.open();
        engine::create_at(&connection, &everything(), 1).unwrap();
        connection.execute_batch(sql).unwrap();
        file
    }

    fn open(&self) -> Connection {
        Connection::open(&self.0).unwrap()
    }

    fn bytes(&self) -> Vec<u8> {
        std::fs::read(&self.0).unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn a_failure_at_any_row_changes_nothing() {
    let (schema, file) = (everything(), File::new("failure", ROWS));
    let bytes = file.bytes();
    for at in 0..36 {
        let connection = file.open();
        let before = dump(&connection);
        LEFT.set(at);
        let error = migrate(&connection, &schema, do_everything).unwrap_err();
        let Error::DataStep { row: Some(row), .. } = &error else {
            panic!("{error:?}")
        };
        assert_eq!(row.key, format!("id = {}", at % 12 + 1));
        assert_eq!(row.table, ["in_place", "rebuilt", "in_place"][at / 12]);
        assert_eq!(dump(&connection), before);
        drop(connection);
        assert!(file.bytes() == bytes, "row {at}");
    }
    LEFT.set(36);
    migrate(&file.open(), &schema, do_everything).unwrap();
    assert!(file.bytes() != bytes);
}

#[test]
fn a_panic_at_any_row_changes_nothing() {
    let (schema, file) = (everything(), File::new("panic", ROWS));
    let bytes = file.bytes();
    let connection = file.open();
    connection
        .execute_batch("PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON")
        .unwrap();
    let before = dump(&connection);
    PANICS.set(true);
    for at in 0..36 {
        LEFT.set(at);
        let steps = &second(do_everything);
        let program = Program {
            schema: &schema,
            steps,
        };
        let caught = catch_unwind(AssertUnwindSafe(|| engine::migrate(&connection, program)));
        assert!(caught.is_err());
        assert!(connection.is_autocommit());
        assert_eq!(dump(&connection), before);
        assert!(file.bytes() == bytes, "row {at}");
    }
    LEFT.set(usize::MAX);
    migrate(&connection, &schema, do_everything).unwrap();
    assert_eq!(rows(&connection, "PRAGMA foreign_keys; "), "1");
}

const MANY: &str = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 3500)
        INSERT INTO in_place SELECT n, 'text ' || n FROM n;
    INSERT INTO rebuilt SELECT id, text FROM in_place;";

/// Migrates, and cancels at the question with this number; gives what was told.
fn cancel_at(connection: &mut Connection, at: usize) -> (Result<engine::Report>, Vec<Progress>) {
    let schema = everything();
    let (asked, told) = (AtomicUsize::new(0), Arc::new(Mutex::new(Vec::new())));
    let heard = Arc::clone(&told);
    let options = Options::default().progress(move |progress| {
        heard.lock().unwrap().push(progress.clone());
        if asked.fetch_add(1, Ordering::Relaxed) == at {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    let steps = &second(do_everything);
    let program = Program {
        schema: &schema,
        steps,
    };
    let outcome = engine::migrate_with(connection, program, &options);
    let told = told.lock().unwrap().clone();
    (outcome, told)
}

#[test]
fn cancelling_at_any_time_changes_nothing() {
    let file = File::new("cancel", MANY);
    let bytes = file.bytes();
    let mut connection = file.open();
    let before = dump(&connection);
    let mut cancelled = 0;
    let told = loop {
        let (outcome, told) = cancel_at(&mut connection, cancelled);
        let Err(error) = outcome else { break told };
        let Error::Cancelled {
            version: 2, step, ..
        } = &error
        else {
            panic!("{error:?}")
        };
        // Whoever has said no is not asked again.
        assert_eq!(told.len(), cancelled + 1);
        assert_eq!(*step, told[cancelled].step);
        assert_eq!(dump(&connection), before);
        assert!(file.bytes() == bytes, "question {cancelled}");
        cancelled += 1;
    };
    assert!(told.len() > 20, "{told:?}");
    let rows = told.iter().filter(|it| it.step == "run f");
    let rows: Vec<_> = rows.map(|it| (it.rows_done, it.rows_in_all)).collect();
    for done in [1000, 2000, 3000] {
        let same = rows.iter().filter(|it| **it == (done, Some(3500)));
        assert!(same.count() >= 3, "{rows:?}");
    }
    // The handler is gone with the run.
    connection
        .execute_batch("UPDATE in_place SET text = text || text")
        .unwrap();
}

#[test]
fn a_long_statement_can_be_cancelled() {
    let sql = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n)
        INSERT INTO copied SELECT n FROM n";
    let versions = schema(vec![vec![], vec![Action::Sql(sql.into())]], vec![]).versions;
    let schema = Schema {
        versions,
        ..everything()
    };
    let mut connection = database(&everything(), 1, ROWS);
    let before = dump(&connection);
    let options = Options::default().progress(|progress| match progress.step.get(..3) {
        // Once for the beginning of the step; then the handler asks.
        Some("sql") if ASKED.with(|it| it.replace(it.get() + 1)) > 2 => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    });
    let error = engine::migrate_with(&mut connection, &schema, &options).unwrap_err();
    assert!(
        matches!(&error, Error::Cancelled { version: 2, .. }),
        "{error:?}"
    );
    assert!(
        error
            .to_string()
            .contains("was cancelled while it ran `sql WITH RECURSIVE"),
        "{error}"
    );
    assert_eq!(dump(&connection), before);
}

thread_local! {
    static ASKED: Cell<usize> = const { Cell::new(0) };
}

#[test]
fn a_cancelled_look_up_ends_the_run() {
    let schema = everything();
    let mut connection = database(&schema, 1, MANY);
    let before = dump(&connection);
    let steps = &second(|raw| {
        let endless = "EXISTS (WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n)
            SELECT 1 FROM n WHERE n < 0)";
        let nothing: &[i64] = &[];
        // The error is passed over, and the run ends all the same.
        for row in Step::new(raw)
            .old()
            .rows_where::<InPlace>(endless, nothing)?
        {
            assert!(row.is_err());
        }
        Ok(())
    });
    let asked = AtomicUsize::new(0);
    let options =
        Options::default().progress(move |_| match asked.fetch_add(1, Ordering::Relaxed) {
            100.. => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        });
    let program = Program {
        schema: &schema,
        steps,
    };
    let error = engine::migrate_with(&mut connection, program, &options);
    assert!(matches!(error, Err(Error::Cancelled { .. })), "{error:?}");
    assert_eq!(dump(&connection), before);
}

#[test]
fn what_is_half_done_is_not_passed_over() {
    let schema = everything();
    let connection = database(&schema, 1, ROWS);
    let before = dump(&connection);
    let error = migrate(&connection, &schema, |raw| {
        LEFT.set(5);
        let _ = Step::new(raw).change(|it: InPlace| count_down(InPlaceChanges { size: it.id }));
        Step::new(raw).change(|it: Rebuilt| RebuiltChanges { size: it.id })
    });
    let Err(Error::Misuse {
        misuse: Misuse::WentOn { operation },
        ..
    }) = error
    else {
        panic!("{error:?}");
    };
    assert_eq!(operation, "change");
    assert_eq!(dump(&connection), before);
}

#[test]
fn what_sqlite_refuses_changes_nothing() {
    let schema = everything();
    let connection = database(&schema, 1, ROWS);
    connection
        .execute_batch("UPDATE in_place SET text = NULL WHERE id = 7")
        .unwrap();
    let before = dump(&connection);
    // The old row can't be read as the struct.
    let error = migrate(&connection, &schema, |raw| {
        Step::new(raw).copy(|it: InPlace| Copied { text: it.text })
    });
    let Err(Error::DataStep { row: Some(row), .. }) = error else {
        panic!("{error:?}")
    };
    assert_eq!(row.key, "id = 7");
    assert_eq!(dump(&connection), before);
}
