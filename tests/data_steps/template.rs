//! A template's tables are changed by one function, and each row says where it stands.

use rusqlite_schema::{Result, schema};

use crate::support::{Folder, number};

schema! {
    /// Things of each kind.
    schema things in "things.db" {
        const KINDS: Kind = [paper, film, tape since 2, "8mm" as EightMm until 2];

        history {
            /// Things have a size.
            version 1 sealed "2:de1e16da69b82609";
            /// Sizes have a unit.
            version 2 { run name_units; }
        }

        table thing_{kind} for kind in KINDS as Thing {
            size: String,
            unit: String since 2,
        }
    }
}

fn name_units(step: &mut things::V1ToV2<'_>) -> Result<()> {
    let old = step.old();
    step.change(|thing: things::v1::Thing| things::v2::ThingChanges {
        kind: thing.kind,
        unit: format!("{} of {}", thing.size, thing.kind),
    })?;
    // A kind that goes: its rows find another table.
    for thing in old.rows::<things::v1::ThingColumns>()? {
        let thing = thing?;
        if thing.kind() == "8mm" {
            let size = thing.size()?;
            step.insert(&things::v2::Thing {
                kind: "film",
                size,
                unit: "mm".to_owned(),
            })?;
        }
    }
    Ok(())
}

#[test]
fn every_table_of_the_template_is_changed() {
    let folder = Folder::new();
    let connection = folder.connect();
    things::create_at(&connection, 1).unwrap();
    connection
        .execute_batch(
            "INSERT INTO thing_paper VALUES ('A4');
             INSERT INTO thing_film VALUES ('35');
             INSERT INTO thing_8mm VALUES ('8');",
        )
        .unwrap();
    things::migrate(&connection).unwrap();
    let units = "SELECT count(*) FROM thing_paper WHERE unit = 'A4 of paper'";
    assert_eq!(number(&connection, units), 1);
    let films = "SELECT count(*) FROM thing_film WHERE unit IN ('35 of film', 'mm')";
    assert_eq!(number(&connection, films), 2);
    assert_eq!(number(&connection, "SELECT count(*) FROM thing_tape"), 0);
}
