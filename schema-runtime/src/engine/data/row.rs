//! What generated code says of the structs of rows.

use std::borrow::Cow;

use rusqlite::{Row, Statement};

use crate::engine::error::{StepError, StepResult};

/// A row as the older version of a step has it. `Tag` is the step's.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no row of the version that this step begins with",
    label = "not a row of the older version",
    note = "rows are read as the structs of the older version's module, such as `books::v1::Book` in a step from version 1 to version 2"
)]
pub trait OldRow<Tag>: Sized {
    /// The table, or a template's tables: the index in the model's tables, and the element of the
    /// template's list, which is empty for a table that is no template's.
    const TABLES: &'static [(usize, &'static str)];

    /// The columns that `read` wants, in its order: indices in the model's columns of the table.
    const COLUMNS: &'static [usize];

    /// Reads the columns by their position.
    ///
    /// # Errors
    ///
    /// A value is not of the field's type.
    fn read(row: &Row<'_>, element: &'static str) -> rusqlite::Result<Self>;
}

/// A row that a step writes. `Tag` is the step's.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no row of the version that this step leads to",
    label = "not a row of the newer version",
    note = "rows are written as the structs of the newer version's module, such as `books::v2::Book` in a step from version 1 to version 2"
)]
pub trait NewRow<Tag>: Sized {
    /// The table, or a template's tables, as [`OldRow::TABLES`].
    const TABLES: &'static [(usize, &'static str)];

    /// The columns that `bind` binds, in its order: indices in the model's columns of the table.
    const COLUMNS: &'static [usize];

    /// Whether these are all of the row's columns, and not just the added and altered ones.
    const WHOLE: bool;

    /// The element of the template's list that says which table is meant; empty for other tables.
    fn element(&self) -> &'static str;

    /// Binds the values to the parameters `1..=COLUMNS.len()`.
    ///
    /// # Errors
    ///
    /// A value can't be given to SQLite.
    fn bind(&self, statement: &mut Statement<'_>) -> rusqlite::Result<()>;
}

/// A row with all of its columns, which can be added to its table.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no whole row of the version that this step leads to",
    label = "not a whole row of the newer version",
    note = "`copy` and `insert` take a row with every field, such as `books::v2::Book` in a step from version 1 to version 2",
    note = "only `change` takes a struct whose name ends with `Changes`: it carries the other columns over"
)]
pub trait WholeRow<Tag>: NewRow<Tag> {}

/// A row, or what changes in it, of the table that `Old` is a row of.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is of another table than `{Old}`",
    label = "not of the table whose rows are read",
    note = "`change` works within one table; `copy` goes from one table to another"
)]
pub trait ChangeOf<Old> {}

/// What becomes of an old row.
///
/// A row's struct alone is [`Moved::Row`], and a vector of them [`Moved::Rows`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moved<Row> {
    /// It stays as it is. Where rows are copied: there is no new one.
    Keep,
    /// It becomes this row.
    Row(Row),
    /// It becomes several rows: the first takes its place, the others are added when all old rows
    /// have been read. None at all: it goes.
    Rows(Vec<Row>),
    /// It goes, or is not copied. The report counts the rows by this reason.
    Drop(Cow<'static, str>),
    /// It can't be moved. The run fails with this reason, and nothing has changed.
    Fail(String),
}

/// What a closure may give for an old row.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what becomes of a row",
    label = "not a row of the version that this step leads to",
    note = "give a struct of the newer version's module, such as `books::v2::Book` in a step from version 1 to version 2, or a `Vec` of them, a `Moved`, or a `Result` of one of these"
)]
pub trait IntoMoved<Tag> {
    /// The struct of the new row.
    type Row: NewRow<Tag>;

    /// What becomes of the old row.
    ///
    /// # Errors
    ///
    /// The closure's own.
    fn into_moved(self) -> StepResult<Moved<Self::Row>>;
}

#[diagnostic::do_not_recommend]
impl<Tag, Row: NewRow<Tag>> IntoMoved<Tag> for Moved<Row> {
    type Row = Row;

    fn into_moved(self) -> StepResult<Self> {
        Ok(self)
    }
}

#[diagnostic::do_not_recommend]
impl<Tag, Row: NewRow<Tag>> IntoMoved<Tag> for Vec<Row> {
    type Row = Row;

    fn into_moved(self) -> StepResult<Moved<Row>> {
        Ok(Moved::Rows(self))
    }
}

#[diagnostic::do_not_recommend]
impl<Tag, Into: IntoMoved<Tag>> IntoMoved<Tag> for Result<Into, StepError> {
    type Row = Into::Row;

    fn into_moved(self) -> StepResult<Moved<Self::Row>> {
        self.and_then(IntoMoved::into_moved)
    }
}
