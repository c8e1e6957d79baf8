rusqlite_schema::schema! { pub schema books in "books.db" {
    history {
        /// Books.
        version 1 sealed "2:818259fdbfbba294";
        /// Pages.
        version 2 { rename book.size => pages; }
    }
    table book {
        size: Option<i64> until 2,
        pages: i64 since 2 from "coalesce(pages, 0)",
    }
}}

fn main() {}
