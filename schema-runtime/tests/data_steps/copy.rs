//! Rows that go into another table.

use schema_core::model::Schema;
use schema_runtime::engine::{
    Error, Misuse, Moved, Result, StepResult,
    data::{DataStep, RawStep},
};

use super::support::{always, column, database, dump, key, migrate, rows, run, schema, table};

struct Tag;
type Step<'run> = DataStep<'run, Tag>;

old_row!(Tag, Template { id: String, name: Option<String>, owner: Option<i64> } = [(0, "")] [0, 1, 2]);
old_row!(Tag, Owner { id: i64, name: String } = [(1, "")] [0, 1]);
new_row!(Tag, Agent { id: String, name: String, owner: String } = [(2, "")] [0, 1, 2], true);
new_row!(Tag, SameTemplate { id: String } = [(0, "")][0], true);

/// Templates and their owners; agents come with version 2, where templates go.
fn agents() -> Schema {
    with_templates_until(Some(2))
}

fn with_templates_until(until: Option<i64>) -> Schema {
    let template = ["id TEXT", "name TEXT", "owner INTEGER"];
    let owner = ["id INTEGER", "name TEXT"];
    let agent = ["id TEXT", "name TEXT NOT NULL", "owner TEXT"];
    let columns = |names: &[&'static str]| names.iter().map(|it| always(column(it))).collect();
    schema(
        vec![vec![], vec![run("f")]],
        vec![
            table(
                "template",
                (1, until),
                columns(&template),
                vec![key(&["id"])],
            ),
            table("owner", (1, None), columns(&owner), vec![key(&["id"])]),
            table("agent", (2, None), columns(&agent), vec![key(&["id"])]),
        ],
    )
}

const ROWS: &str = "INSERT INTO owner VALUES (1, 'Ann'), (2, 'Bob');
    INSERT INTO template VALUES ('c', 'Cy', 2), ('a', 'Al', 1), ('b', NULL, NULL);";

/// Names the owner of every template that has a name.
fn consolidate(raw: &mut RawStep<'_>) -> Result<()> {
    let mut step = Step::new(raw);
    let old = step.old();
    assert_eq!(old.count::<Owner>()?, 2);
    step.copy(|it: Template| -> StepResult<_> {
        let Some(name) = it.name else {
            return Ok(Moved::Drop("it has no name".into()));
        };
        let owner = old.find::<Owner>([it.owner])?;
        let owner = owner.map(|it| it.name).unwrap_or_default();
        Ok(Moved::Row(Agent {
            id: it.id,
            name,
            owner,
        }))
    })
}

#[test]
fn rows_are_copied_with_what_is_looked_up() {
    let schema = agents();
    let connection = database(&schema, 1, ROWS);
    let report = migrate(&connection, &schema, consolidate).unwrap();
    let order = "SELECT id, name, owner FROM agent ORDER BY rowid";
    assert_eq!(rows(&connection, order), "c,Cy,Bob a,Al,Ann");
    let counts = report.steps.iter().find_map(|it| it.rows.clone()).unwrap();
    assert_eq!((counts.read, counts.written), (3, 2));
    assert_eq!(counts.dropped["it has no name"], 1);
    let shown = report.to_string();
    assert!(
        shown.contains("; 3 rows read, 2 written, 1 dropped: it has no name)"),
        "{shown}"
    );
}

#[test]
fn a_row_becomes_several_or_none() {
    let schema = agents();
    let connection = database(&schema, 1, ROWS);
    let report = migrate(&connection, &schema, |raw| {
        Step::new(raw).copy(|it: Template| match it.id.as_str() {
            "a" => Moved::Rows(
                ["a1", "a2"]
                    .map(|id| Agent {
                        id: id.into(),
                        name: "Al".into(),
                        owner: String::new(),
                    })
                    .into(),
            ),
            _ => Moved::Keep,
        })
    });
    assert_eq!(
        rows(&connection, "SELECT id FROM agent ORDER BY id"),
        "a1 a2"
    );
    let counts = report
        .unwrap()
        .steps
        .into_iter()
        .find_map(|it| it.rows)
        .unwrap();
    assert_eq!(
        (counts.read, counts.written, counts.dropped.len()),
        (3, 2, 0)
    );
}

#[test]
fn an_error_names_the_row() {
    let schema = agents();
    let connection = database(&schema, 1, ROWS);
    let before = dump(&connection);
    let fails: [fn(&mut RawStep<'_>) -> Result<()>; 4] = [
        |raw| {
            Step::new(raw).copy(|it: Template| match it.name {
                Some(_) => Moved::<Agent>::Keep,
                None => Moved::Fail("no name".into()),
            })
        },
        |raw| {
            Step::new(raw).copy(|it: Template| -> StepResult<Moved<Agent>> {
                it.name.map(|_| Moved::Keep).ok_or_else(|| "no name".into())
            })
        },
        // SQLite refuses what is written.
        |raw| {
            let insert = |it: Template| {
                vec![
                    Agent {
                        id: it.id.clone(),
                        name: String::new(),
                        owner: String::new()
                    };
                    if it.name.is_some() { 1 } else { 2 }
                ]
            };
            Step::new(raw).copy(insert)
        },
        // A row can't be read: `b` has no owner.
        |raw| Step::new(raw).copy(|_: Owned| Moved::<Agent>::Keep),
    ];
    for call in fails {
        let error = migrate(&connection, &schema, call).unwrap_err();
        let Error::DataStep {
            row: Some(row),
            function,
            version: 2,
            ..
        } = &error
        else {
            panic!("{error:?}");
        };
        assert_eq!(
            (row.table.as_str(), row.key.as_str()),
            ("template", "id = 'b'")
        );
        assert_eq!(function, "f");
        assert!(
            error
                .to_string()
                .contains("`f` failed at the row of `template` where id = 'b'")
        );
        assert_eq!(dump(&connection), before);
    }
}

old_row!(Tag, Owned { id: String, owner: i64 } = [(0, "")] [0, 2]);

impl Clone for Agent {
    fn clone(&self) -> Self {
        Self {
            id: self.id.clone(),
            name: self.name.clone(),
            owner: self.owner.clone(),
        }
    }
}

#[test]
fn the_functions_own_errors_are_told() {
    let schema = agents();
    let connection = database(&schema, 1, ROWS);
    let error = migrate(&connection, &schema, |raw| {
        Err(raw.failed("no network".parse::<i64>().unwrap_err()))
    });
    let error = error.unwrap_err();
    assert!(
        matches!(&error, Error::DataStep { row: None, .. }),
        "{error:?}"
    );
    assert!(
        error
            .to_string()
            .contains("`f` failed; nothing was changed"),
        "{error}"
    );
    let source = std::error::Error::source(&error).unwrap();
    assert!(source.is::<std::num::ParseIntError>());
}

#[test]
fn a_table_is_not_copied_to_itself() {
    let schema = with_templates_until(None);
    let connection = database(&schema, 1, ROWS);
    let error = migrate(&connection, &schema, |raw| {
        Step::new(raw).copy(|it: Template| SameTemplate { id: it.id })
    });
    let Err(Error::Misuse {
        misuse: Misuse::CopyWithin { table },
        ..
    }) = error
    else {
        panic!("{error:?}");
    };
    assert_eq!(table, "template");
}

#[test]
fn rows_are_read_by_condition_and_inserted() {
    let schema = agents();
    let connection = database(&schema, 1, ROWS);
    let report = migrate(&connection, &schema, |raw| {
        let mut step = Step::new(raw);
        let old = step.old();
        for row in old.rows_where::<Template>("owner = ?1 OR owner = ?2 -- any", [1, 2])? {
            let Template { id, .. } = row?;
            step.insert(&Agent {
                id,
                name: "of an owner".into(),
                owner: String::new(),
            })?;
        }
        assert_eq!(old.rows::<Template>()?.count(), 3);
        let wrong = old.rows_where::<Template>("owner = ?1", [1, 2]);
        assert!(matches!(wrong, Err(Error::DataStep { .. })));
        assert!(old.find::<Template>(["no such"])?.is_none());
        let Some(Template { owner: Some(1), .. }) = old.find::<Template>(["a"])? else {
            panic!("`a` belongs to 1");
        };
        Ok(())
    });
    assert_eq!(
        rows(&connection, "SELECT id FROM agent ORDER BY rowid"),
        "c a"
    );
    let counts = report
        .unwrap()
        .steps
        .into_iter()
        .find_map(|it| it.rows)
        .unwrap();
    assert_eq!((counts.read, counts.written), (5, 2));
}

#[test]
fn a_condition_may_be_asked_again_meanwhile_and_in_many_words() {
    let schema = agents();
    let connection = database(&schema, 1, ROWS);
    let count_rows = |raw: &mut RawStep<'_>| {
        let mut step = Step::new(raw);
        let old = step.old();
        let others = |owner: Option<i64>| -> Result<Vec<String>> {
            let rows = old.rows_where::<Template>("owner <> ?1", [owner])?;
            rows.map(|it| it.map(|it| it.id)).collect()
        };
        step.copy(|it: Template| {
            // Asked within itself, and then with another value each time.
            let mut names = Vec::new();
            for other in old.rows_where::<Template>("owner <> ?1", [it.owner])? {
                names.extend(others(other?.owner)?);
            }
            Ok(Agent {
                name: names.join(" "),
                owner: String::new(),
                id: it.id,
            })
        })?;
        for number in 0..100 {
            let condition = format!("owner IS NULL AND {number} = ?1");
            assert_eq!(old.rows_where::<Template>(&condition, [number])?.count(), 1);
        }
        Ok(())
    };
    migrate(&connection, &schema, count_rows).unwrap();
    let found = "SELECT id || name FROM agent ORDER BY id";
    assert_eq!(rows(&connection, found), "aa b cc");
}

#[test]
fn pages_end_where_they_should() {
    let schema = agents();
    for count in [0, 1, 249, 250, 251, 500, 501] {
        let sql = format!(
            "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {count})
            INSERT INTO template SELECT 'id ' || n, 'name', n FROM n WHERE {count} > 0"
        );
        let connection = database(&schema, 1, &sql);
        let read = |raw: &mut RawStep<'_>| {
            let old = Step::new(raw).old();
            let count = i64::try_from(old.count::<Template>()?).unwrap();
            let owners = old.rows()?.map(|it| it.map(|it: Template| it.owner));
            let wanted: Vec<_> = (1..=count).map(Some).collect();
            assert_eq!(owners.collect::<Result<Vec<_>>>()?, wanted);
            let even = old.rows_where::<Template>("owner % 2 = ?1", [0])?;
            assert_eq!(i64::try_from(even.count()).unwrap(), count / 2);
            Ok(())
        };
        migrate(&connection, &schema, read).unwrap();
    }
}

#[test]
fn an_insert_that_fails_may_be_passed_over() {
    let schema = agents();
    let connection = database(&schema, 1, ROWS);
    migrate(&connection, &schema, |raw| {
        let mut step = Step::new(raw);
        let agent = Agent {
            id: "x".into(),
            name: "X".into(),
            owner: String::new(),
        };
        step.insert(&agent)?;
        assert!(step.insert(&agent).is_err());
        Ok(())
    })
    .unwrap();
    assert_eq!(rows(&connection, "SELECT id FROM agent"), "x");
}
