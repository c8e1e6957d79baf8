use rusqlite_schema::schema;

schema! {
    pub schema maps in "maps.db" {
        history {
            /// Places.
            version 1 sealed "";
            /// Whole numbers will do.
            version 2;
        }
        virtual table box until 2 using "rtree(id, x0, x1)";
        virtual table Box since 2 using "rtree_i32(id, x0, x1)";
    }
}

fn main() {}
