use rusqlite_schema::schema;

schema! {
    pub schema maps in "maps.db" {
        history {
            /// Notes can be searched.
            version 1 sealed "";
            /// Under another name.
            version 2;
        }
        virtual table search until 2 using "fts4(body)";
        virtual table search since 2 using "fts5(text, tokenize = 'porter')";
    }
}

fn main() {}
