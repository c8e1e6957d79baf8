//! The schema whose upgrades are made to fail: small, but with whatever makes a run write.

use rusqlite_schema::{Result, schema};

schema! {
    /// A bookshop's store.
    pub schema store in "store.db" {
        application_id 0x53544F52;

        history {
            /// Files of the first releases.
            legacy {
                rename writers => author;
                drop index writers_by_name;
                drop table scratch;
            }
            /// Authors, their books, and what was written on them.
            version 1 sealed "2:38849119a37761e6";
            /// Every author has a year of birth, every sale a buyer and every book a price.
            version 2 sealed "2:12fc71f40ffef7e7" {
                sql "UPDATE setting SET value = value || '!' WHERE key = 'motto'";
            }
            /// Prices are in cents, and loud titles are listed.
            version 3 sealed "2:16488692d0800efc" {
                rename note.text => body;
                run count_cents;
            }
            /// Authors can be hidden, and shelves have books.
            version 4 {
                rename sale.buyer => customer;
                sql "UPDATE author SET hidden = 1 WHERE name LIKE '%7'";
            }
        }

        table author as Author {
            id: i64 primary key,
            name: String collate nocase,
            born: Option<i64> until 2,
            born: i64 = -1 since 2 from "coalesce(born, -1)" check "born < 2100",
            hidden: bool = false since 4,

            index author_by_name (name),
        }

        table book as Book {
            id: i64 primary key,
            author_id: i64 references author(id) on delete cascade,
            title: String,
            euros: Option<f64> until 3,
            cents: i64 = 0 since 3,

            index book_by_author (author_id, title desc),
            unique index book_by_title (title, id) since 4,
        }

        table note as Note {
            id: i64 primary key,
            book_id: i64 references book(id) on delete cascade,
            body: String,
        }

        table sale as Sale {
            id: i64 primary key autoincrement,
            book_id: i64 references book(id) on delete cascade,
            buyer: Option<String> until 2,
            customer: String since 2 from "coalesce(buyer, 'cash')",
        }

        table setting as Setting without rowid {
            key: String primary key,
            value: String,
        }

        table loud as Loud strict since 3 {
            book_id: i64 primary key,
            title: String,
        }

        table shelf as Shelf since 4 {
            id: i64 primary key,
            label: String = "",
        }

        table rumour as Rumour until 2 {
            heard: String,
        }

        virtual table book_text using "fts5(title, content=book, content_rowid=id)";

        view catalogue "SELECT book.title, author.name FROM book JOIN author ON author.id = book.author_id";

        trigger book_added after insert on book
            "INSERT INTO book_text (rowid, title) VALUES (new.id, new.title)";
        trigger book_removed after delete on book
            "INSERT INTO book_text (book_text, rowid, title) VALUES ('delete', old.id, old.title)";

        seed setting { key: "motto", value: "read" }
        seed shelf since 4 { id: 1, label: "new" }
    }
}

fn count_cents(step: &mut store::V2ToV3<'_>) -> Result<()> {
    step.copy(|it: store::v2::Book| store::v3::Loud {
        book_id: it.id,
        title: it.title.to_uppercase(),
    })?;
    step.change(|it: store::v2::Book| store::v3::BookChanges {
        cents: it.euros.map_or(0, whole_cents),
    })
}

/// The prices of the scenarios are small and have whole cents.
#[allow(clippy::cast_possible_truncation)]
fn whole_cents(euros: f64) -> i64 {
    (euros * 100.0).round() as i64
}
