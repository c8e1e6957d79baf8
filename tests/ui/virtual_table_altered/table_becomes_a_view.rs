use rusqlite_schema::schema;

schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes.
            version 1 sealed "";
            /// Notes have no bodies.
            version 2;
        }
        table note as Note until 2 { id: i64 primary key, body: String }
        view note since 2 "SELECT 1 AS id";
    }
}

fn main() {}
