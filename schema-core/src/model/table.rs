//! Tables and what stands in them.

use super::{Domain, Lifetime, List, Lived, Storage, Text};

/// A table with everything that any version of it has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its name in the last version that has it.
    pub name: Text,
    /// The versions that have it.
    pub lifetime: Lifetime,
    /// Column lines. Two lines with one name and adjoining lifetimes are one column that changes.
    pub columns: List<Lived<Column>>,
    /// Keys, foreign keys and checks, those written at a column included.
    pub constraints: List<Lived<Constraint>>,
    /// `strict` and `without rowid`.
    pub options: List<Lived<TableOption>>,
    /// Indexes, by names that are unique in the file.
    pub indexes: List<Lived<Index>>,
    /// Whether the rehearsal may go without rows of it, because its conditions can't be guessed.
    pub unrehearsed: bool,
}

impl Table {
    /// The elements of lists that columns hold.
    fn elements(&self) -> impl Iterator<Item = &Lived<Text>> {
        let domains = self.columns.iter().filter_map(|it| it.item.domain.as_ref());
        domains.flat_map(Domain::elements)
    }

    /// The lifetimes of the table and of all that stands in it.
    pub fn lifetimes(&self) -> impl Iterator<Item = Lifetime> {
        std::iter::once(self.lifetime)
            .chain(self.columns.iter().map(|it| it.lifetime))
            .chain(self.constraints.iter().map(|it| it.lifetime))
            .chain(self.options.iter().map(|it| it.lifetime))
            .chain(self.indexes.iter().map(|it| it.lifetime))
            .chain(self.elements().map(|it| it.lifetime))
    }
}

/// A column as one line declares it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: Text,
    /// The declared type, such as `TEXT`.
    pub ty: Text,
    /// Whether NULL is refused.
    pub not_null: bool,
    /// What becomes of a statement that brings NULL where it is refused.
    pub on_null: OnConflict,
    /// The name of its `NOT NULL`, if it has one.
    pub not_null_name: Option<Text>,
    /// The values that it holds, where they are fewer than SQLite would let it have.
    pub domain: Option<Domain>,
    /// What its Rust type reads, unless that is one of the user's own. For rehearsals: files know nothing of it.
    pub storage: Option<Storage>,
    /// The default as an SQL expression: a literal, or an expression in parentheses.
    pub default: Option<Text>,
    /// The collating sequence, if not `BINARY`.
    pub collate: Option<Text>,
    /// The expression that computes it.
    pub generated: Option<Generated>,
    /// Its value for the rows that stand, as an SQL expression over the line before.
    pub from: Option<Text>,
}

// By hand, because a derived one is compiled anew wherever a column is cloned.
impl Clone for Column {
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            ty: self.ty.clone(),
            not_null: self.not_null,
            on_null: self.on_null,
            not_null_name: self.not_null_name.clone(),
            domain: self.domain.clone(),
            storage: self.storage,
            default: self.default.clone(),
            collate: self.collate.clone(),
            generated: self.generated.clone(),
            from: self.from.clone(),
        }
    }
}

/// How a column is computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// The SQL expression.
    pub expression: Text,
    /// Whether the value is stored; otherwise it is computed when read.
    pub stored: bool,
}

/// A constraint of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// `primary key (…)`
    PrimaryKey(PrimaryKey),
    /// `unique (…)`
    Unique(Unique),
    /// `foreign key (…) references …`
    ForeignKey(ForeignKey),
    /// `check "…"`
    Check(Check),
}

impl Constraint {
    /// The name that it was given.
    #[must_use]
    pub fn name(&self) -> Option<&Text> {
        match self {
            Self::PrimaryKey(key) => key.name.as_ref(),
            Self::Unique(unique) => unique.name.as_ref(),
            Self::ForeignKey(key) => key.name.as_ref(),
            Self::Check(check) => check.name.as_ref(),
        }
    }

    /// The rule alone: a name changes nothing of what a constraint does.
    #[must_use]
    pub fn unnamed(&self) -> Self {
        let mut rule = self.clone();
        match &mut rule {
            Self::PrimaryKey(key) => key.name = None,
            Self::Unique(unique) => unique.name = None,
            Self::ForeignKey(key) => key.name = None,
            Self::Check(check) => check.name = None,
        }
        rule
    }
}

/// The primary key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrimaryKey {
    /// The name of the constraint, if it has one.
    pub name: Option<Text>,
    /// The columns of the key, in its order.
    pub columns: List<Text>,
    /// How each of the columns is sorted; empty if all are as the columns themselves say.
    pub sorting: List<Sorting>,
    /// What becomes of a statement that would store a key twice.
    pub on_conflict: OnConflict,
    /// Whether a rowid is never handed out twice.
    pub autoincrement: bool,
}

/// A further key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unique {
    /// The name of the constraint, if it has one.
    pub name: Option<Text>,
    /// The columns of the key, in its order.
    pub columns: List<Text>,
    /// How each of the columns is sorted; empty if all are as the columns themselves say.
    pub sorting: List<Sorting>,
    /// What becomes of a statement that would store a key twice.
    pub on_conflict: OnConflict,
}

/// How a key sorts one of its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorting {
    /// The collating sequence, if not the column's.
    pub collate: Option<Text>,
    /// Whether the order is descending.
    pub descending: bool,
}

/// What SQLite does when a statement would break a key or bring NULL where it is refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnConflict {
    /// The statement fails, and what it did is undone.
    #[default]
    Abort,
    /// The transaction is rolled back.
    Rollback,
    /// The statement fails, and what it did before stays.
    Fail,
    /// The row is passed over.
    Ignore,
    /// The rows in its way are deleted; for NULL, the default is taken.
    Replace,
}

/// A reference to a parent's key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForeignKey {
    /// The name of the constraint, if it has one.
    pub name: Option<Text>,
    /// The columns that refer.
    pub columns: List<Text>,
    /// The parent table.
    pub table: Text,
    /// The columns referred to. Empty for the parent's primary key.
    pub parent_columns: List<Text>,
    /// What happens to the row when its parent goes.
    pub on_delete: ReferentialAction,
    /// What happens to the row when its parent's key changes.
    pub on_update: ReferentialAction,
    /// When the constraint is looked at.
    pub deferrable: Deferrable,
}

/// What SQLite does to a row whose parent goes or changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReferentialAction {
    /// The change of the parent fails at the end of the statement or transaction.
    #[default]
    NoAction,
    /// The change of the parent fails at once.
    Restrict,
    /// The reference becomes NULL.
    SetNull,
    /// The reference becomes its default.
    SetDefault,
    /// The row goes or changes too.
    Cascade,
}

/// When a foreign key is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Deferrable {
    /// At the end of each statement.
    #[default]
    No,
    /// At the end of each statement, unless the program defers it.
    InitiallyImmediate,
    /// At the end of the transaction.
    InitiallyDeferred,
}

/// A condition that every row meets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// The name of the constraint, if it has one.
    pub name: Option<Text>,
    /// The column at which it was written, if at one. SQLite doesn't care; the reader does.
    pub column: Option<Text>,
    /// The SQL expression.
    pub expression: Text,
}

/// An option of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableOption {
    /// Values must have the declared types.
    Strict,
    /// The primary key is the storage key.
    WithoutRowid,
}

/// An index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// Its name.
    pub name: Text,
    /// Whether two rows may share a value.
    pub unique: bool,
    /// What it is sorted by.
    pub columns: List<IndexColumn>,
    /// The SQL condition of a partial index.
    pub filter: Option<Text>,
}

impl Index {
    /// The names and expressions that the index reads.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let terms = self.columns.iter().map(|column| match &column.term {
            Term::Column(text) | Term::Expression(text) => text.as_ref(),
        });
        terms.chain(self.filter.as_deref())
    }
}

/// One part of an index's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexColumn {
    /// What is sorted.
    pub term: Term,
    /// The collating sequence, if not the column's.
    pub collate: Option<Text>,
    /// Whether the order is descending.
    pub descending: bool,
}

/// What an index sorts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A column, by name.
    Column(Text),
    /// An SQL expression.
    Expression(Text),
}
