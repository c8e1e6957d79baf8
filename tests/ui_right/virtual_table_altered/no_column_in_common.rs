use rusqlite_schema::schema;

schema! {
    pub schema maps in "maps.db" {
        history {
            /// Notes can be searched.
            version 1 sealed "2:f429ed3bc5c1fc34";
            /// Under another name.
            version 2;
        }
        virtual table search until 2 using "fts4(body)";
        virtual table search since 2 using "fts5(text, tokenize = 'porter')" from "SELECT rowid, body FROM search";
    }
}

fn main() {}
