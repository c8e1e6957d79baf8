rusqlite_schema::schema! {
    pub schema pages in "pages.db" {
        history {
            /// Pages.
            version 1;
            /// No tests.
            version 2 { sql "DELETE FROM page WHERE id > 1000"; }
        }
        table page {
            id: i64 primary key,
            above: Option<i64> references page(id) on delete set null,
        }
    }
}
fn main() {}
