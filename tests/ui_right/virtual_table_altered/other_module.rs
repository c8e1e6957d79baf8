use rusqlite_schema::schema;

schema! {
    pub schema maps in "maps.db" {
        history {
            /// Places.
            version 1 sealed "600c94ca67bd820e";
            /// Whole numbers will do.
            version 2 sealed "6dd8b7603396606b";
            /// The places move.
            version 3 sealed "b115cbb2cfef6447" { sql "INSERT INTO Box_2 (id, x0, x1) SELECT id, x0, x1 FROM box"; }
            /// The old boxes go.
            version 4 sealed "67a4278b56665456";
            /// And their name is free.
            version 5 { rename Box_2 => box; }
        }
        virtual table box until 4 using "rtree(id, x0, x1)";
        virtual table box since 2 using "rtree_i32(id, x0, x1)";
    }
}

fn main() {}
