//! Tables, columns and the clauses on them.

use proc_macro2::TokenStream;
use syn::{Attribute, Expr, Ident, LitInt, LitStr, Type};

use schema_core::model::{Deferrable, OnConflict, ReferentialAction};

use super::{Name, WrittenName};

/// `table db_{otype} for otype in WSTORE_OTYPES as WaveObject since 2, strict { … }`
pub(crate) struct Table {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) name: WrittenName,
    /// `for otype in WSTORE_OTYPES`: the placeholder and the list.
    pub(crate) template: Option<(Ident, Ident)>,
    /// `as WaveObject`
    pub(crate) row: Option<Ident>,
    pub(crate) lifetime: Lifetime,
    /// The word `unrehearsed`.
    pub(crate) unrehearsed: Option<Ident>,
    /// Those of the header and those of the body.
    pub(crate) options: Vec<TableOption>,
    pub(crate) columns: Vec<Column>,
    pub(crate) spreads: Vec<Spread>,
    pub(crate) constraints: Vec<Constraint>,
    pub(crate) indexes: Vec<Index>,
    /// Whether some line could not be read, so that a name may be missing for no fault of its user.
    pub(crate) incomplete: bool,
}

/// `since 2 until 5`
#[derive(Clone, Default)]
pub(crate) struct Lifetime {
    pub(crate) since: Option<LitInt>,
    pub(crate) until: Option<LitInt>,
}

/// `strict since 5` or `without rowid`
pub(crate) struct TableOption {
    /// The words of the option, to point at.
    pub(crate) tokens: TokenStream,
    pub(crate) strict: bool,
    pub(crate) lifetime: Lifetime,
}

/// `..timestamps since 3`: where among the columns it stands, and what it brings
pub(crate) struct Spread {
    pub(crate) fragment: Ident,
    pub(crate) lifetime: Lifetime,
    /// The number of columns written before it.
    pub(crate) position: usize,
}

/// `"user-name" as user_name: Option<String> as "VARCHAR(40)" = "x" since 2 …`
#[derive(Clone)]
pub(crate) struct Column {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) name: Name,
    /// `as user_name`: the field's name, where it is not the column's.
    pub(crate) field: Option<Ident>,
    pub(crate) ty: Type,
    /// `as TEXT` or `as "VARCHAR(40)"`
    pub(crate) sql_type: Option<TypeOverride>,
    /// A literal, a minus and a literal, or `sql("…")`; anything else is refused when lowered.
    pub(crate) default: Option<Expr>,
    pub(crate) lifetime: Lifetime,
    pub(crate) clauses: Vec<Clause>,
}

/// The declared type, where it does not follow from the Rust type.
#[derive(Clone)]
pub(crate) enum TypeOverride {
    /// `as TEXT`
    Word(Ident),
    /// `as "VARCHAR(40)"`
    Literal(LitStr),
}

/// A clause of a column, with the tokens to point at.
#[derive(Clone)]
pub(crate) struct Clause {
    pub(crate) tokens: TokenStream,
    /// `constraint name` before it
    pub(crate) name: Option<Name>,
    /// `on conflict ignore` behind it
    pub(crate) on_conflict: OnConflict,
    pub(crate) kind: ClauseKind,
}

/// What a clause of a column says.
#[derive(Clone)]
pub(crate) enum ClauseKind {
    /// `primary key`, `primary key desc` or `primary key autoincrement`
    PrimaryKey {
        descending: bool,
        autoincrement: bool,
    },
    /// `not null on conflict replace`
    NotNull,
    /// `unique`
    Unique,
    /// `references t(x) on delete cascade …`
    References(References),
    /// `check "…"`
    Check(LitStr),
    /// `checked`
    Checked,
    /// `collate nocase`
    Collate(Name),
    /// `generated "a + b" stored`
    Generated { expression: LitStr, stored: bool },
    /// `from "coalesce(n, 0)"`
    From(LitStr),
}

/// `references t(x, y) on delete cascade on update restrict deferrable initially deferred`
#[derive(Clone)]
pub(crate) struct References {
    pub(crate) table: WrittenName,
    /// Empty where none are written: the parent's primary key.
    pub(crate) columns: Vec<Name>,
    pub(crate) on_delete: ReferentialAction,
    pub(crate) on_update: ReferentialAction,
    pub(crate) deferrable: Deferrable,
}

/// A constraint on a line of its own.
pub(crate) struct Constraint {
    /// The whole line without its lifetime, to point at.
    pub(crate) tokens: TokenStream,
    /// `constraint name` before it
    pub(crate) name: Option<Name>,
    /// `on conflict ignore` behind it
    pub(crate) on_conflict: OnConflict,
    pub(crate) kind: ConstraintKind,
    pub(crate) lifetime: Lifetime,
}

/// What a constraint says.
pub(crate) enum ConstraintKind {
    /// `primary key (a, b desc)`
    PrimaryKey(Vec<SortedTerm>),
    /// `unique (a collate nocase, b)`
    Unique(Vec<SortedTerm>),
    /// `foreign key (a, b) references t(x, y)`
    ForeignKey(Vec<Name>, References),
    /// `check "…"`
    Check(LitStr),
}

/// `unique index idx_x (a, b desc collate nocase, "lower(c)") where "…" since 3`
pub(crate) struct Index {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) unique: bool,
    pub(crate) name: WrittenName,
    pub(crate) terms: Vec<SortedTerm>,
    pub(crate) filter: Option<LitStr>,
    pub(crate) lifetime: Lifetime,
}

/// One term of a key or of an index. A string is a column's name in a key, and an SQL expression in
/// an index.
pub(crate) struct SortedTerm {
    pub(crate) term: Name,
    pub(crate) collate: Option<Name>,
    pub(crate) descending: bool,
}
