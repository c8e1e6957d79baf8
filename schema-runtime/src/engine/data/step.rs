//! What a version's function has in its hand.

use std::marker::PhantomData;

use crate::engine::error::Result;

use super::{
    ChangeOf, IntoMoved, Misuse, Moved, NewRow, Old, OldRow, RawStep, WholeRow,
    change::change_table, read::Reading, write::Inserts,
};

/// A step from one version to the next, as a function in Rust sees it: `Tag` says which one.
///
/// Rows of the older version are read, rows of the newer version are written. Whatever goes is there
/// until the function is done.
pub struct DataStep<'run, Tag> {
    raw: &'run RawStep<'run>,
    inserts: Inserts<'run>,
    tag: PhantomData<fn() -> Tag>,
}

impl<'run, Tag> DataStep<'run, Tag> {
    /// The step of a call, as the generated module makes it.
    #[doc(hidden)]
    #[must_use]
    pub fn new(raw: &'run RawStep<'run>) -> Self {
        Self {
            raw,
            inserts: Inserts::default(),
            tag: PhantomData,
        }
    }

    /// Reads of the older version. The handle can be copied, and used while rows are moved.
    #[must_use]
    pub fn old(&self) -> Old<'run, Tag> {
        Old::new(self.raw)
    }

    /// Copies a table's rows into another table: `each` makes the new rows, with every field.
    ///
    /// For a template's struct, all tables of the template are gone through.
    ///
    /// # Errors
    ///
    /// `each` fails; a row can't be read as the struct; SQLite refuses a new row; or both are the same
    /// table.
    pub fn copy<Row, Gives>(&mut self, mut each: impl FnMut(Row) -> Gives) -> Result<()>
    where
        Row: OldRow<Tag>,
        Gives: IntoMoved<Tag, Row: WholeRow<Tag>>,
    {
        let (raw, inserts) = (self.raw, &mut self.inserts);
        raw.whole("copy", || {
            let readings = Reading::all::<Tag, Row>(raw)?;
            raw.begin_rows(readings.iter().map(|it| it.source.live.as_str()))?;
            for reading in readings {
                check_between::<Tag, Gives::Row>(&reading)?;
                reading.stream(|row: Row, _| {
                    let rows = match each(row).into_moved()? {
                        Moved::Keep => return Ok(()),
                        Moved::Row(row) => return Ok(add(raw, inserts, &row)?),
                        Moved::Rows(rows) => rows,
                        Moved::Drop(reason) => {
                            raw.note_dropped(&reason);
                            return Ok(());
                        }
                        Moved::Fail(reason) => return Err(reason.into()),
                    };
                    let mut rows = rows.iter();
                    Ok(rows.try_for_each(|row| add(raw, inserts, row))?)
                })?;
            }
            Ok(())
        })
    }

    /// Changes a table's rows: `each` gives the added and altered columns, or whole rows.
    ///
    /// In a table that is built anew, a row can be changed once; otherwise as often as need be, and
    /// then `each` sees what the change before has left. For a template's struct, all tables of the
    /// template are gone through.
    ///
    /// # Errors
    ///
    /// `each` fails; a row can't be read as the struct; SQLite refuses a changed row; the structs are
    /// not of one table; or the table is built anew and has been changed.
    pub fn change<Row, Gives>(&mut self, mut each: impl FnMut(Row) -> Gives) -> Result<()>
    where
        Row: OldRow<Tag>,
        Gives: IntoMoved<Tag, Row: ChangeOf<Row>>,
    {
        let raw = self.raw;
        raw.whole("change", || {
            let mut readings = Reading::all::<Tag, Row>(raw)?;
            let name = |it: &Reading<'_>| it.table.name.clone();
            let from = readings.first().map(name).unwrap_or_default();
            let is_kept = |declared| <Gives::Row>::TABLES.iter().any(|it| it.0 == declared);
            // A table of a template may go with the version while the others stay.
            readings.retain(|it| is_kept(it.table.declared));
            if readings.is_empty() {
                let tables = <Gives::Row>::TABLES.first();
                let to = tables.and_then(|it| raw.call.table(it.0));
                let to = to.map(|it| it.name.clone()).unwrap_or_default();
                return Err(raw.misuse(Misuse::ChangeBetween { from, to }));
            }
            raw.begin_rows(readings.iter().map(|it| it.source.live.as_str()))?;
            let mut readings = readings.into_iter();
            readings.try_for_each(|it| change_table(it, &mut |row| each(row).into_moved()))
        })
    }

    /// Adds a row to its table.
    ///
    /// # Errors
    ///
    /// SQLite refuses the row.
    pub fn insert<Row: WholeRow<Tag>>(&mut self, row: &Row) -> Result<()> {
        self.raw.check_transaction()?;
        let added = add(self.raw, &mut self.inserts, row);
        added.map_err(|error| self.raw.wrap(error, None))
    }
}

fn add<'run, Tag, Row: NewRow<Tag>>(
    raw: &'run RawStep<'run>,
    inserts: &mut Inserts<'run>,
    row: &Row,
) -> Result<()> {
    const {
        assert!(
            Row::WHOLE,
            "only a whole row can be added, and this struct has what changes"
        );
    }
    inserts.of(raw, row)?.row(row)?;
    raw.note_written();
    Ok(())
}

/// Refuses a copy that would read what it writes.
fn check_between<Tag, New: NewRow<Tag>>(reading: &Reading<'_>) -> Result<()> {
    let table = reading.table;
    let is_built_beside = table.target.as_ref().is_some_and(|it| it.beside.is_some());
    let is_target = New::TABLES.iter().any(|it| it.0 == table.declared);
    if is_target && !is_built_beside {
        let table = table.name.clone();
        return Err(reading.raw.misuse(Misuse::CopyWithin { table }));
    }
    Ok(())
}
