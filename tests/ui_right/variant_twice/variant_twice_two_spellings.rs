rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        const KINDS: Kind = [audio_book, "audio-book" as Tape];
        table book { title: String }
    }
}

fn main() {}
