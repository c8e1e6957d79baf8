//! What the export has to carry, and what it has to refuse.

use rusqlite_schema::schema;

schema! {
    /// A bookshop, one release before.
    pub schema shop_before in "shop.db" {
        journal schema_history;

        history {
            /// Books and their authors.
            version 1 sealed "7403d4529d518b3a";
            /// Books stand on shelves.
            version 2;
        }

        table author as Author {
            id: i64 primary key,
            name: String,
        }

        table shelf as Shelf since 2 { id: i64 primary key, room: String }

        table book as Book {
            id: i64 primary key,
            title: String,
            author_id: i64 references author(id) on delete cascade,
            shelf_id: i64 = 1 since 2 references shelf(id),

            index book_by_name (title),
        }

        seed shelf since 2 { id: 1, room: "front" }
    }
}

schema! {
    /// The bookshop.
    pub schema shop in "shop.db" {
        journal schema_history;

        history {
            /// Books and their authors.
            version 1 sealed "7403d4529d518b3a";
            /// Books stand on shelves.
            version 2 sealed "e9a5201d9be81737";
            /// Names are known by other names, and what is said of books is kept.
            version 3 sealed "cadab4136cbfd83d" {
                rename author => writer;
                rename book.title => name;
                sql "UPDATE book SET name = trim(name)";
            }
            /// Books have notes, and loud names.
            version 4 sealed "28473ce4f89e01e5" {
                sql "UPDATE book SET name = upper(name)";
                sql "INSERT INTO note (book_id, text) SELECT id, name FROM book";
                sql "INSERT INTO stamp VALUES (1), (2)";
                sql "INSERT INTO letter SELECT id FROM stamp";
                sql "INSERT INTO card (text) SELECT name FROM book";
            }
            /// Writers have a number.
            version 5 sealed "7f7c7aab62204ecf" { rename writer.id => nr; }
            /// Nobody needs to know who wrote what.
            version 6 sealed "791546f57de6f82b" {
                sql "UPDATE card SET shelf_id = (SELECT min(id) FROM shelf)";
                sql "INSERT INTO tag SELECT id FROM shelf";
            }
            /// Letters need no stamps.
            version 7;
        }

        table writer as Writer until 6 {
            nr: i64 primary key,
            name: String until 3,
            name: Option<String> since 3,

            unique (nr, name) since 3,
        }

        table shelf as Shelf since 2 {
            id: i64 primary key,
            room: String until 6,
            room: Option<String> since 6,
        }

        table book as Book {
            id: i64 primary key,
            name: String,
            author_id: i64 until 6 references writer(nr) on delete cascade,
            author_id: i64 since 6,
            shelf_id: i64 = 1 since 2 references shelf(id),

            index book_by_name (name),
        }

        table note as Note since 4 {
            book_id: i64 references book(id) on delete cascade,
            text: String,
            draft: Option<String> until 6,
        }

        /// Is new, has rows, and refers to what is rebuilt in the same version.
        table tag as Tag since 6 { shelf_id: i64 references shelf(id) on delete cascade }

        table stamp as Stamp since 4 until 7 { id: i64 primary key }

        /// Refers to what goes, and nothing refers to it.
        table letter as Letter since 4 {
            stamp_id: i64 until 7 references stamp(id) on delete cascade,
            stamp_id: i64 since 7,
        }

        /// Comes to refer to what is rebuilt in the same version.
        table card as Card since 4 {
            text: String,
            shelf_id: Option<i64> since 6 references shelf(id) on delete cascade,
        }

        trigger book_named after update of name on book
            "UPDATE shelf SET room = room || '+'" since 3;

        seed shelf since 2 { id: 1, room: "front" }
    }
}

schema! {
    /// A club whose members come to refer to more and more, by columns that are added.
    pub schema club in "club.db" {
        history {
            /// Members visit.
            version 1 sealed "068a103e8df5ef6c";
            /// Members have a level.
            version 2 sealed "1eaa40dc07760809";
            /// Names that change are noted.
            version 3 sealed "4daaa672c4a0c052";
            /// Members have a house.
            version 4 sealed "b4b2589059f6aa9a";
            /// The members of a house can be looked up.
            version 5 sealed "c7a1ee7a9038c0fc";
            /// Members have a colour, and houses a size.
            version 6 { sql "UPDATE house SET size = (SELECT count(*) FROM housed WHERE house = name)"; }
        }

        table level as Level { id: i64 primary key, name: String }

        table house as House {
            id: i64 primary key,
            name: String,
            size: Option<i64> since 6,
        }

        table member as Member {
            id: i64 primary key,
            name: String,
            level_id: i64 = 1 since 2 references level(id),
            house_id: i64 = 1 since 4 references house(id),
            colour_id: i64 = 1 since 6 references level(id),
        }

        table visit as Visit { member_id: i64 references member(id), day: String }

        table note as Note { text: String }

        view housed "SELECT m.id, m.name, h.name AS house FROM member m JOIN house h ON h.id = m.house_id" since 5;
        view crowd "SELECT house, count(*) AS members FROM housed GROUP BY house" since 5;

        trigger member_named after update of name on member
            "INSERT INTO note VALUES (new.name)" since 3;
        trigger visit_made after insert on visit
            "INSERT INTO note SELECT name FROM member WHERE id = new.member_id" since 3;
        trigger moved_in instead of insert on housed
            "INSERT INTO member (id, name) VALUES (new.id, new.name)" since 5;

        seed level { id: 1, name: "new" }
        seed house { id: 1, name: "first" }
    }
}

schema! {
    /// A history that foreign keys would change.
    pub schema acting in "acting.db" {
        history {
            /// Authors have books.
            version 1 sealed "bb91b95377621835";
            /// Nobody writes anonymously.
            version 2 sealed "65670180c79588f1" {
                sql "UPDATE book SET author_id = (SELECT min(id) FROM author), author_name = NULL";
                sql "DELETE FROM author WHERE id > (SELECT min(id) FROM author)";
            }
            /// Pages are counted, and authors have a first letter.
            version 3 sealed "7caa5962565ca21e";
            /// Authors are writers, and books are found by their names.
            version 4 sealed "4e31b41000d8f87c" {
                rename author => writer;
                sql "UPDATE book SET author_id = 1";
                sql "DELETE FROM writer WHERE id > 1";
            }
            /// Writers have numbers.
            version 5 sealed "d602fe50b794ffd1" {
                rename writer.id => nr;
                sql "UPDATE writer SET nr = nr + 10";
            }
            /// Writers have pens.
            version 6 sealed "55a7d15d98f4b6f9";
            /// Pens are anybody's.
            version 7 sealed "0bf95d4647e988d2" { sql "UPDATE writer SET rowid = rowid + 10"; }
            /// Rooms and shelves have a size, and letters are in houses.
            version 8;
        }

        table writer as Writer {
            nr: i64 primary key,
            name: String,
            letter: Option<String> until 3,
            letter: String since 3 from "substr(name, 1, 1)",

            unique index author_name (name),
        }

        table book as Book {
            id: i64 primary key,
            author_id: i64 until 4 references author(id) on delete cascade,
            author_id: i64 since 4,
            author_name: Option<String> references writer(name),
            pages: Option<i64> until 3,
            pages: i64 since 3 from "(SELECT count(*) FROM author)",
        }

        table letter as Letter since 4 {
            writer_nr: i64 until 5 references writer(id) on update cascade,
            writer_nr: i64 since 5,
            house_id: i64 = 1 since 8 references house(id),
        }

        table pen as Pen since 6 {
            writer_nr: i64 until 7 references writer on update cascade,
            writer_nr: i64 since 7,
        }

        /// Refers to nothing, and nothing refers to it.
        table room as Room since 7 {
            id: i64 primary key,
            size: Option<i64> until 8,
            size: i64 since 8 from "coalesce(size, 1)",
        }

        /// Its `from` finds the new sizes.
        table shelf as Shelf since 7 {
            id: i64 primary key,
            width: Option<i64> until 8,
            width: i64 since 8 from "(SELECT count(*) FROM room WHERE size = 1)",
        }

        table house as House since 7 { id: i64 primary key }

        seed house since 7 { id: 1 }
    }
}

schema! {
    /// A history that needs its program.
    pub schema needy in "needy.db" {
        extern function slug(1);
        extern function unused(2);
        extern collation uca;

        history {
            /// Pages.
            version 1 sealed "8173a2f250e1d94c";
            /// Slugs are made by the program.
            version 2 sealed "c495600313bdc077" { run make_slugs; }
            /// Slugs are short.
            version 3 { run shorten_slugs; }
        }

        table page as Page {
            title: String,
            slug: String = "" since 2,

            index page_by_title ("slug(title)") since 3,
            index page_sorted (title collate uca) since 2,
        }
    }
}

fn make_slugs(step: &mut needy::V1ToV2<'_>) -> rusqlite_schema::Result<()> {
    step.change(|it: needy::v1::Page| needy::v2::PageChanges {
        slug: it.title.to_lowercase(),
    })
}

fn shorten_slugs(step: &mut needy::V2ToV3<'_>) -> rusqlite_schema::Result<()> {
    step.change(|it: needy::v2::Page| needy::v3::Page {
        slug: it.slug.chars().take(8).collect(),
        ..it.into()
    })
}
