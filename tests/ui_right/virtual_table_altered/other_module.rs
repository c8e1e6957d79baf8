use rusqlite_schema::schema;

schema! {
    pub schema maps in "maps.db" {
        history {
            /// Places.
            version 1 sealed "2:964c09c420b6ce91";
            /// Whole numbers will do.
            version 2 sealed "2:827ed56de704cc57";
            /// The places move.
            version 3 sealed "2:3e31f76a7d5ea846" { sql "INSERT INTO Box_2 (id, x0, x1) SELECT id, x0, x1 FROM box"; }
            /// The old boxes go.
            version 4 sealed "2:ac7f12aa28271e81";
            /// And their name is free.
            version 5 { rename Box_2 => box; }
        }
        virtual table box until 4 using "rtree(id, x0, x1)";
        virtual table box since 2 using "rtree_i32(id, x0, x1)";
    }
}

fn main() {}
