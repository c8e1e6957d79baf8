//! A lending library that has changed its mind about everything.

use rusqlite_schema::schema;

schema! {
    /// A lending library.
    pub schema library in "library.db" {
        application_id 0x4C494252;

        /// What a room holds; each kind has a table `room_<kind>`.
        pub const ROOMS: Room = [fiction, poetry until 4, atlas since 3];

        history {
            /// Files of the program's first releases.
            legacy {
                rename people => persons;
                rename persons => member;
                rename books => book;
                drop index books_by_name;
                drop table scratch;
            }
            /// Books, their authors, and who has borrowed them.
            version 1 sealed "2:31bdcce848e172ee";
            /// Members have a full name, and settings are numbers.
            version 2 sealed "2:04829dd8588b1981" {
                rename member.name => full_name;
                sql "UPDATE setting SET value = '0' WHERE value NOT GLOB '[0-9]*'";
            }
            /// The dates of a loan had each other's names.
            version 3 sealed "2:ba51d9c7dd772fd7" {
                rename loan.due => swapped;
                rename archive => moved;
            }
            /// Poetry has no room any more, and the archive and the cellar change places.
            version 4 sealed "2:6848954475435166" {
                rename loan.returned => due;
                rename cellar => archive;
            }
            /// A book always has a number of pages, and a price in cents.
            version 5 sealed "2:44db5d170b8b2f17" {
                rename loan.swapped => returned;
                rename moved => cellar;
                rename cellar.bottles => flasks;
                rename member.full_name => display_name;
                rename book.note => remark;
            }
            /// Members have no coat of arms.
            version 6 sealed "2:eb4e08eed1216b40";
            /// The last ticket is taken back, and noted.
            version 7 sealed "2:681639993d780383" {
                sql "INSERT INTO book_text (book_text, rank) VALUES ('integrity-check', 1)";
                sql "INSERT INTO ticket (holder) VALUES ('nobody')";
                sql "INSERT INTO spent (ticket_id) SELECT max(id) FROM ticket";
                sql "DELETE FROM ticket WHERE holder = 'nobody'";
                sql "INSERT INTO visit (desk_id) VALUES ('front')";
            }
            /// Tickets are for somebody, books are valued, and words are counted.
            version 8 sealed "2:232aeeb2bcf20e45";
            /// A number that was spent is never handed out again.
            version 9 sealed "2:b30b0c4993ed94dc" {
                sql "INSERT INTO ticket (holder) VALUES ('somebody')";
                sql "INSERT INTO spent (ticket_id) SELECT max(id) FROM ticket";
                sql "INSERT INTO visit (desk_id) VALUES ('garden')";
                sql "UPDATE book SET cents = 0 WHERE caption = ''";
            }
            /// What the full-text index holds is what the books say.
            version 10 sealed "2:16528343b04ad0a3" {
                sql "INSERT INTO book_text (book_text, rank) VALUES ('integrity-check', 1)";
            }
            /// Loans have a state, and names sort as people read them.
            version 11 sealed "2:4dbf69e7551f9155" {
                sql "UPDATE member SET display_name = coalesce(nick, display_name) || ' #' || id";
            }
            /// Years are counted from another one.
            version 12 sealed "2:f0e550456e91395a";
            /// And once more, from what the version before says.
            version 13;
        }

        fragment stamps {
            created_at: i64 = sql("unixepoch()"),
            changed_at: i64 = 0,
        }

        table room_{kind} for kind in ROOMS as Shelf {
            id: i64 primary key,
            label: String = "" collate nocase,
            lamps: i64 = 1 since 4,

            index room_{kind}_by_label (label collate rtrim desc),
        }

        table author as Author strict {
            id: i64 primary key,
            name: String unique collate nocase,
            born: Option<i64> until 4 check "born < 2100",
            born: i64 = -1 since 4 until 12 check "born < 2100" from "coalesce(born, -1)",
            born: i64 = -1 since 12 until 13 from "born * 2",
            born: i64 = -1 since 13 from "born + 1",
            ..stamps,
        }

        table book as Book {
            id: i64 primary key autoincrement,
            title: String collate nocase,
            remark: Option<String> until 8,
            remark: String = "" since 8 from "coalesce(remark || ' (old)', 'none')",
            author_id: i64 references author(id) on delete cascade on update cascade
                deferrable initially deferred,
            pages: Option<i64> until 5,
            pages: i64 = 0 since 5 from "coalesce(pages, 0)",
            euros: Option<f64> until 5,
            cents: i64 since 5 from "CAST(round(coalesce(euros, 0) * 100) AS INTEGER)",
            mark: i64 generated "coalesce(pages, 0) * 2" virtual,
            caption: String generated "title || ', ' || pages" stored since 8,

            check "length(title) > 0",
            unique (title, author_id),
            index book_by_author (author_id, title desc),
            index book_by_length ("length(title)", id) since 2,
            index book_unread (pages) where "pages > 0" until 8,
            index book_unread_now (remark) where "pages = 0" since 8,
            unique index book_by_caption (caption) since 8,
        }

        table tag as Tag without rowid {
            book_id: i64 references book(id) on delete cascade,
            name: String collate nocase,
            weight: Option<f64> until 8,
            weight: f64 = 1.0 since 8 from "coalesce(weight, 1.0)",

            primary key (book_id, name),
        }

        table member as Member {
            id: i64 primary key,
            display_name: String collate nocase unique until 11,
            display_name: String collate rtrim unique since 11,
            sponsor: Option<i64> references member(id) on delete set null,
            blocked: bool = false since 2,
            nick: Option<String> until 11,
            crest: Option<Vec<u8>> until 6,
            points: i64 = 1 since 3 until 4,
            points: i64 = 0 since 4 from "points + 1",

            index member_blocked (blocked, display_name collate nocase) since 2,
        }

        table loan as Loan strict, without rowid {
            book_id: i64,
            member_id: i64,
            returned: Option<i64> until 8,
            returned: i64 = -1 since 8 from "coalesce(returned, -1)",
            due: String,
            state: String = "out" since 11 check "state IN ('out', 'back')",

            primary key (member_id, book_id),
            foreign key (book_id) references book(id) on delete cascade,
            foreign key (member_id) references member(id) on delete restrict deferrable initially immediate,
            index loan_by_due (due, returned desc),
        }

        table setting as Setting {
            key: String primary key,
            value: String until 2,
            value: i64 since 2,
            strict since 5,
            without rowid since 5,
        }

        table cellar as Cellar {
            id: i64 primary key,
            flasks: i64 = 0,
        }

        table archive as Archive {
            id: i64 primary key,
            papers: String = "none",
        }

        table ticket as Ticket {
            id: i64 primary key autoincrement,
            holder: Option<String> until 8,
            holder: String since 8 from "coalesce(holder, '')",
        }

        table spent as Spent strict since 7 {
            ticket_id: i64 primary key,
        }

        table desk as Desk since 4 {
            id: String primary key,
            open: bool = true,
        }

        table visit as Visit since 4 {
            id: i64 primary key,
            desk_id: String references desk(id),
        }

        table rumour as Rumour until 4 {
            heard: String,
            index rumour_heard (heard),
        }

        table rumour as Hearsay since 8 {
            source: String,
        }

        virtual table book_text using "fts5(title, remark, content=book, content_rowid=id)" since 5;

        view borrowed "SELECT loan.book_id, member.display_name AS who FROM loan JOIN member ON member.id = loan.member_id";
        view borrower "SELECT DISTINCT who FROM borrowed";
        view longest until 8 "SELECT max(pages) AS pages FROM book";
        view longest since 8 "SELECT max(pages) AS pages, caption FROM book";

        trigger book_inserted after insert on book
            "INSERT INTO book_text (rowid, title, remark) VALUES (new.id, new.title, new.remark)" since 5;
        trigger book_deleted after delete on book
            "INSERT INTO book_text (book_text, rowid, title, remark) VALUES ('delete', old.id, old.title, old.remark)" since 5;
        trigger loan_returned after update of returned on loan when "new.returned > 0"
            "UPDATE member SET blocked = 0 WHERE id = new.member_id" since 2;
        trigger borrower_renamed instead of update on borrower
            "UPDATE member SET display_name = new.who WHERE display_name = old.who";

        seed author { id: 1000, name: "Anonymous" }
        seed desk since 4 { id: "front" }
        seed desk since 9 { id: "garden" }
        seed setting since 5 { key: "fee", value: 10 }
    }
}
