rusqlite_schema::schema! {
    pub schema pages in "pages.db" {
        history {
            /// Pages.
            version 1 sealed "2:a38d1b16f344b20c";
            /// No tests.
            version 2 { sql "DELETE FROM page WHERE id > 1000"; sql "UPDATE page SET above = NULL WHERE above NOT IN (SELECT id FROM page)"; }
        }
        table page {
            id: i64 primary key,
            above: Option<i64> references page(id) on delete set null,
        }
    }
}
fn main() {}
