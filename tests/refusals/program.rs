//! The programs whose runs are refused.

/// The program of today.
pub(crate) mod today {
    use rusqlite_schema::Result;

    rusqlite_schema::schema! {
        /// Authors and their notes.
        pub schema store in "store.db" {
            journal schema_history;

            history {
                /// Authors and notes.
                version 1 sealed "2:c2a843ad6e53cdd5";
                /// Notes are built anew, and some authors go.
                version 2 sealed "2:11e7dc96f99733fb" {
                    sql "DELETE FROM author WHERE name = 'gone'";
                    sql "UPDATE note SET text = trim(text)";
                }
                /// Labels can be shouted.
                version 3 { run shout; }
            }

            table author as Author { id: i64 primary key, name: String }
            table note as Note {
                id: i64 primary key,
                author_id: i64 references author(id),
                text: Option<String> until 2,
                text: String since 2 from "coalesce(text, '')",

                index note_by_author (author_id) since 2,
            }
            table label as Label {
                name: String primary key,
                loud: String since 3,
            }
            table rumour as Rumour until 2 { heard: String }
            view texts "SELECT text FROM note";
        }
    }

    /// Puts into capitals what the label says.
    fn shout(step: &mut store::V2ToV3<'_>) -> Result<()> {
        let labels: Result<Vec<_>> = step.old().rows::<store::v2::Label>()?.collect();
        if labels?.iter().any(|it| it.name == "leave") {
            return Ok(());
        }
        let changed = step.change(|label: store::v2::Label| match label.name.as_str() {
            "fail" => Err("nobody shouts that".into()),
            name => Ok(store::v3::LabelChanges {
                loud: name.to_uppercase(),
            }),
        });
        // As a careless function would.
        changed.or_else(|error| {
            if step.old().rows::<store::v2::Author>()?.count() > 2 {
                Ok(())
            } else {
                Err(error)
            }
        })
    }
}

/// The program after it.
pub(crate) mod tomorrow {
    rusqlite_schema::schema! {
        /// Authors, and who was seen.
        pub schema store in "store.db" {
            journal schema_history;

            history {
                /// Authors.
                version 3 sealed "2:94fd22b3492d190b";
                /// Every author is seen.
                version 4;
            }

            table author as Author { id: i64 primary key, name: String }
            table seen as Seen since 4 { name: String }
            trigger sees after insert on author "INSERT INTO seen VALUES (new.name);" since 4;
        }
    }
}

/// A program that has forgotten its first versions, and calls a function of its own.
pub(crate) mod late {
    rusqlite_schema::schema! {
        /// Authors.
        pub schema store in "store.db" {
            extern function slug(1);

            history {
                /// Authors.
                version 5 sealed "2:3c75b6d21ad77835";
                /// Authors are found by their slugs.
                version 6;
            }

            table author as Author {
                name: String,

                index by_slug ("slug(name)") since 6,
            }
        }
    }
}
