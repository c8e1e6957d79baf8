//! The expansion relies on nothing in scope, and on no name of the facade.
#![no_implicit_prelude]

extern crate rusqlite_schema as renamed;

// Dummy modules, to check that the expansion refers to the crates and not to these.
mod alloc {}
mod core {}
mod model {}
mod rusqlite {}
mod rusqlite_schema {}
mod schema_runtime {}
mod std {}

use ::core::prelude::v1::{Clone, Debug, PartialEq, derive};

/// A type of the user's, found from where the macro stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Own(pub ::std::string::String);

impl ::renamed::rusqlite::ToSql for Own {
    fn to_sql(&self) -> ::renamed::rusqlite::Result<::renamed::rusqlite::types::ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl ::renamed::rusqlite::types::FromSql for Own {
    fn column_result(
        value: ::renamed::rusqlite::types::ValueRef<'_>,
    ) -> ::renamed::rusqlite::types::FromSqlResult<Self> {
        let text =
            <::std::string::String as ::renamed::rusqlite::types::FromSql>::column_result(value)?;
        ::core::result::Result::Ok(Own(text))
    }
}

mod inner {
    use ::core::prelude::v1::derive;
    // The macro stands one module further in than the types that it names.
    use ::core::prelude::v1::{Debug, PartialEq};

    pub(super) mod own {
        pub(super) use super::super::Own as Alias;
    }

    ::renamed::schema! {
        pub(super) schema shadowed in "shadowed.db" {
            pub(super) const KINDS: Kind = [plain, "odd kind" as Odd, late since 2];

            history {
                /// The first.
                version 1 sealed "2:9850843f68b391a7";
                /// Late things.
                version 2;
            }

            #[derive(Debug, PartialEq)]
            table item as Item {
                id: i64 primary key,
                r#type: Option<String>,
                "user-name" as user_name: String = "",
                bytes: Vec<u8> = b"",
                number: Option<f64>,
                flag: bool = false,
                absolute: ::renamed::rusqlite::types::Value as BLOB,
                above: super::Own as TEXT,
                here: self::own::Alias as TEXT,
                krate: Option<crate::Own> as TEXT,
                relative: own::Alias as TEXT,
                kind: Kind as TEXT,
            }

            table item_{kind} for kind in KINDS as PerKind since 2 {
                text: String = "",
            }
        }
    }
}

/// The macro within a macro: names, types and literals come wrapped.
macro_rules! nested {
    ($name:ident, $file:literal, $row:ident, $ty:ty, $text:ty, $number:literal) => {
        ::renamed::schema! {
            pub schema $name in $file {
                history {
                    /// The first.
                    version $number;
                }

                table item as $row {
                    own: $ty as TEXT,
                    maybe: Option<$ty> as TEXT,
                    text: $text,
                }
            }
        }
    };
}

nested!(nested, "nested.db", Nested, Own, ::std::string::String, 1);

#[::core::prelude::v1::test]
fn names_are_found_from_where_the_macro_stands() -> ::renamed::Result<()> {
    use ::core::option::Option::{None, Some};

    let connection = ::renamed::rusqlite::Connection::open_in_memory()?;
    let own = || Own(::core::convert::Into::into("own"));
    inner::shadowed::migrate(&connection)?;
    let item = inner::shadowed::Item {
        id: 1,
        r#type: None,
        user_name: ::std::string::String::new(),
        bytes: ::std::vec::Vec::new(),
        number: Some(0.5),
        flag: true,
        absolute: ::renamed::rusqlite::types::Value::Integer(7),
        above: own(),
        here: own(),
        krate: Some(own()),
        relative: own(),
        kind: inner::shadowed::Kind::Odd,
    };
    item.insert(&connection)?;
    let read = connection.query_row(
        inner::shadowed::Item::SELECT,
        (),
        inner::shadowed::Item::from_row,
    )?;
    ::core::assert_eq!(read, item);
    ::core::assert_eq!(
        inner::shadowed::Kind::ALL.len(),
        inner::shadowed::KINDS.len()
    );
    ::core::result::Result::Ok(())
}
