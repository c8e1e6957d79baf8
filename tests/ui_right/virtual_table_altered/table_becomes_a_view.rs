use rusqlite_schema::schema;

schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes.
            version 1 sealed "1fe4761b14e4ba1c";
            /// Notes have no bodies.
            version 2 { rename note => note_rows; }
        }
        table note_rows as Note { id: i64 primary key, body: String }
        view note since 2 "SELECT 1 AS id";
    }
}

fn main() {}
