rusqlite_schema::schema! { pub schema books in "books.db" {
    history {
        /// Books.
        version 1 sealed "2:1cef620e3acae643";
        /// Pages.
        version 2;
    }
    table book {
        title: Option<String> until 2,
        title: String = "untitled" since 2 from "coalesce(title, 'untitled')",
    }
}}

fn main() {}
