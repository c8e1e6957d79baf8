//! Parents whose keys come to other values in all ways there are.

use rusqlite_schema::schema;

schema! {
    /// A key that a unique index declares.
    pub schema indexed in "file.db" {
        history {
            /// Codes.
            version 1 sealed "2:4bda095284436c73";
            /// Codes are spelt otherwise.
            version 2;
        }

        table parent as IndexedParent {
            id: i64 primary key,
            code: String until 2,
            code: String since 2 from "iif(code = 'a', 'a!', code)",

            unique index by_code (code),
        }
        table child as IndexedChild { code: String references parent(code) }
    }
}

schema! {
    /// A key that is computed, by way of another one.
    pub schema computed in "file.db" {
        history {
            /// Numbers.
            version 1 sealed "2:4fae1da32181c020";
            /// Numbers are counted otherwise.
            version 2;
        }

        table parent as ComputedParent {
            id: i64 primary key,
            raw: i64 until 2,
            raw: i64 since 2 from "iif(raw = 12345, 1, raw)",
            tens: i64 generated "raw * 10",
            code: i64 generated "tens * 10" stored,

            unique index by_code (code),
        }
        table child as ComputedChild { code: i64 references parent(code) }
    }
}

schema! {
    /// A reference that is computed.
    pub schema referring in "file.db" {
        history {
            /// Numbers.
            version 1 sealed "2:affb9e897b128430";
            /// Numbers are counted otherwise.
            version 2;
        }

        table parent as ReferringParent { code: i64 primary key }
        table child as ReferringChild {
            raw: i64 until 2,
            raw: i64 since 2 from "iif(raw = 12345, 1, raw)",
            code: i64 generated "raw" references parent(code),
        }
    }
}

schema! {
    /// A key that is compared otherwise.
    pub schema collated in "file.db" {
        history {
            /// Upper and lower case are one.
            version 1 sealed "2:d3dc986f52c662c0";
            /// They are not.
            version 2;
        }

        table parent as CollatedParent {
            code: String collate nocase until 2,
            code: String since 2,

            unique index by_code (code),
        }
        table child as CollatedChild { code: String references parent(code) }
    }
}

schema! {
    /// A parent, and with it its key, gets another name in the version that alters it.
    pub schema renamed in "file.db" {
        history {
            /// Codes.
            version 1 sealed "2:4e8768ba59e67044";
            /// Parents are mothers, and codes are names.
            version 2 sealed "2:0c08e7fb428c67ef" {
                rename parent => mother;
                rename mother.code => name;
            }
            /// Names are spelt otherwise.
            version 3;
        }

        table mother as Mother {
            id: i64 primary key,
            name: String until 3,
            name: String since 3 from "iif(name = 'a', 'a!', name)",

            unique index by_name (name),
        }
        table child as RenamedChild { code: String references mother(name) }
    }
}

schema! {
    /// A parent whose name another table has by the time that its key is altered.
    pub schema namesake in "file.db" {
        history {
            /// Codes.
            version 1 sealed "2:a0a4250908d4dfe0";
            /// Parents are mothers.
            version 2 sealed "2:5b115c11d02e845d" {
                rename parent => mother;
                sql "UPDATE mother SET id = id";
            }
            /// Codes are spelt otherwise.
            version 3;
        }

        table mother as NamesakeMother {
            id: i64 primary key,
            code: String until 3,
            code: String since 3 from "iif(code = 'a', 'a!', code)",

            unique index by_code (code),
        }
        table parent as NamesakeParent since 2 { code: String unique }
    }
}

schema! {
    /// A parent whose key stays what it is while it gets another one.
    pub schema rekeyed in "file.db" {
        history {
            /// Codes.
            version 1 sealed "2:79799825cb9abf14";
            /// Codes needn't be unique.
            version 2;
        }

        table parent as RekeyedParent {
            id: i64 primary key,
            code: String,
            note: String = "",

            unique index by_code (code) until 2,
            index codes (code) since 2,
        }
    }
}

schema! {
    /// The same, where a clause of the table says that it is one.
    pub schema unbound in "file.db" {
        history {
            /// Codes.
            version 1 sealed "2:9d966f1c97603303";
            /// Codes needn't be unique.
            version 2;
        }

        table parent as UnboundParent {
            id: i64 primary key,
            code: String,

            unique (code) until 2,
        }
    }
}

schema! {
    /// A parent whose primary key is another column.
    pub schema moved in "file.db" {
        history {
            /// Numbers.
            version 1 sealed "2:dd8252bd8d8530a8";
            /// Codes.
            version 2;
        }

        table parent as MovedParent {
            id: i64 unique,
            code: i64 unique,

            primary key (id) until 2,
            primary key (code) since 2,
        }
    }
}

schema! {
    /// A parent that changes where no reference looks.
    pub schema elsewhere in "file.db" {
        history {
            /// Codes.
            version 1 sealed "2:21a1c681d5949ecf";
            /// Notes are spelt otherwise.
            version 2;
        }

        table parent as ElsewhereParent {
            id: i64 primary key,
            code: String unique,
            note: String = "" until 2,
            note: String = "" since 2 from "note || '!'",
        }
        table child as ElsewhereChild { code: String references parent(code) }
    }
}
