//! What the export has to carry, and what it has to refuse.

use rusqlite_schema::schema;

schema! {
    /// A bookshop, one release before.
    pub schema shop_before in "shop.db" {
        journal schema_history;

        history {
            /// Books and their authors.
            version 1 sealed "2:aa43494c564ad7bd";
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
            version 1 sealed "2:aa43494c564ad7bd";
            /// Books stand on shelves.
            version 2 sealed "2:fe4b3e2a4f568328";
            /// Names are known by other names, and what is said of books is kept.
            version 3 sealed "2:57f6dfcb1a2f1c3c" {
                rename author => writer;
                rename book.title => name;
                sql "UPDATE book SET name = trim(name)";
            }
            /// Books have notes, and loud names.
            version 4 sealed "2:6d222803ca5ecc10" {
                sql "UPDATE book SET name = upper(name)" without triggers;
                sql "INSERT INTO note (book_id, text) SELECT id, name FROM book";
                sql "INSERT INTO stamp VALUES (1), (2)";
                sql "INSERT INTO letter SELECT id FROM stamp";
                sql "INSERT INTO card (text) SELECT name FROM book";
            }
            /// Writers have a number.
            version 5 sealed "2:671b5d002c77523e" { rename writer.id => nr; }
            /// Nobody needs to know who wrote what.
            version 6 sealed "2:f18487a2b3a510dc" {
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
            version 1 sealed "2:3cc9853846ef3bef";
            /// Members have a level.
            version 2 sealed "2:33505ee9bae473f5";
            /// Names that change are noted.
            version 3 sealed "2:dac6d22572100451";
            /// Members have a house.
            version 4 sealed "2:f98d43af2bb774c5";
            /// The members of a house can be looked up.
            version 5 sealed "2:af40d0cf5a8fc46b";
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
            version 1 sealed "2:f1d12e4d305b64b8";
            /// Nobody writes anonymously.
            version 2 sealed "2:7a0d1f8d7b03f4e2" {
                sql "UPDATE book SET author_id = (SELECT min(id) FROM author), author_name = NULL";
                sql "DELETE FROM author WHERE id > (SELECT min(id) FROM author)";
            }
            /// Pages are counted, and authors have a first letter.
            version 3 sealed "2:09c6851a03cbe61d";
            /// Authors are writers, and books are found by their names.
            version 4 sealed "2:930c9f2fd299c2a2" {
                rename author => writer;
                sql "UPDATE book SET author_id = 1";
                sql "DELETE FROM writer WHERE id > 1";
            }
            /// Writers have numbers.
            version 5 sealed "2:bda1e0a581ec0340" {
                rename writer.id => nr;
                sql "UPDATE writer SET nr = nr + 10";
            }
            /// Writers have pens.
            version 6 sealed "2:ce17120aceb2cfaa";
            /// Pens are anybody's.
            version 7 sealed "2:2188db0dda662a31" { sql "UPDATE writer SET rowid = rowid + 10"; }
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
            version 1 sealed "2:b7b317ec09db25cf";
            /// Slugs are made by the program.
            version 2 sealed "2:d93b7e10c72c2c63" { run make_slugs; }
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
