//! Tables, row structs and fields of any name: nothing that the macro writes is taken for one of them.

#![allow(non_snake_case, missing_docs)]

use rusqlite_schema::{rusqlite::Connection, schema};

schema! {
    /// Names.
    pub schema names in "names.db" {
        history {
            /// All.
            version 1 sealed "2:9e1e0aa7a7c7f4a0";
            /// Columns.
            version 2 { run fill; }
        }

        const KINDS: Sort = [n, s, none];

        table n { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table t { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table s { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table p { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table a { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table b { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table c { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table d { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table e { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table f { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table g { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table h { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table i { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table l { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table m { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table o { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table q { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table r { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table u { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table v { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table w { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table x { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table y { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table z { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table row { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table value { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table connection { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table usize { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table boxed { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table program { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table name { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table table { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table rows { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table version { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table self_like { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table copy { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table clone { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table debug { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table send { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table sync { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table sized { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table fn_once { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table into { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table from { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table iterator { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table as_ref { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table to_owned { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table str { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table i64 { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table bool { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table error { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table report { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table path { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table params { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table private { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table core { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table std { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table model { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table schema { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table lib { id: i64 primary key, n: i64, row: Option<i64>, connection: String, value: Vec<u8>, kind: Option<Sort> as TEXT, m: i64 = 0 since 2 }
        table written as N2 { N: i64, T: i64 = 1 }
    }
}

fn fill(step: &mut names::V1ToV2<'_>) -> rusqlite_schema::Result<()> {
    step.change(|it: names::v1::N| {
        let names::v1::N {
            id,
            n,
            row,
            connection,
            value,
            kind,
        } = it;
        rusqlite_schema::Moved::Row(names::v2::N {
            id,
            n,
            row,
            connection,
            value,
            kind,
            m: 1,
        })
    })
}

#[test]
fn tables_and_columns_may_have_any_name() -> rusqlite_schema::Result<()> {
    let connection = Connection::open_in_memory()?;
    let at = names::begin::<0>(&connection);
    drop(at);
    names::create_at(&connection, 1)?;
    connection.execute_batch("INSERT INTO n (n, connection, value) VALUES (1, '', x'')")?;
    names::migrate(&connection)?;
    let n = connection.query_row(names::N::SELECT, [], names::N::from_row)?;
    assert_eq!((n.n, n.m), (1, 1));
    Ok(())
}
