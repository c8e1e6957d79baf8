//! What the structs of the versions are made of.

use rusqlite_schema::{rusqlite::Connection, schema};

schema! {
    /// Notes.
    schema notes in "notes.db" {
        history {
            /// Notes.
            version 1 sealed "2:ac977991de0b58ac";
            /// Notes have a weight.
            version 2 sealed "2:152b07e87f846365" {
                rename memo => "a note";
                rename "a note".body => "the text";
                run weigh;
            }
            /// Weights are numbers again.
            version 3 { run weigh_again; }
        }

        /// Something noted.
        #[derive(Clone, Debug, Default, PartialEq)]
        table "a note" {
            id: i64 primary key,
            /// What it says.
            "the text": String,
            weight: f64 since 2 until 3,
            weight: i64 since 3,
        }
    }
}

fn weigh(step: &mut notes::V1ToV2<'_>) -> rusqlite_schema::Result<()> {
    step.change(|it: notes::v1::Memo| notes::v2::ANoteChanges {
        weight: f64::from(u8::from(it.id > 0)),
    })
}

fn weigh_again(step: &mut notes::V2ToV3<'_>) -> rusqlite_schema::Result<()> {
    step.change(|it: notes::v2::ANote| {
        let notes::v2::ANote {
            id,
            the_text,
            weight,
        } = it;
        notes::v3::ANote {
            id,
            the_text,
            weight: i64::from(weight > 0.5),
        }
    })
}

#[test]
fn names_types_and_attributes_are_those_of_the_version() {
    let memo = notes::v1::Memo {
        id: 1,
        body: "x".to_owned(),
    };
    assert_eq!(memo.clone(), memo);
    assert_eq!(
        notes::v2::ANoteChanges::default(),
        notes::v2::ANoteChanges { weight: 0.0 }
    );
    assert_eq!(notes::ANote::default().weight, 0_i64);
}

#[test]
fn one_step_reads_what_the_other_wrote() {
    let connection = Connection::open_in_memory().unwrap();
    notes::create_at(&connection, 1).unwrap();
    connection
        .execute("INSERT INTO memo VALUES (1, 'x')", [])
        .unwrap();
    notes::migrate(&connection).unwrap();
    let note = connection
        .query_row(notes::ANote::SELECT, [], notes::ANote::from_row)
        .unwrap();
    assert_eq!(
        note,
        notes::ANote {
            id: 1,
            the_text: "x".to_owned(),
            weight: 1
        }
    );
}
