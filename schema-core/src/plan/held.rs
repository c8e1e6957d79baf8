//! Rows of a virtual table that gets another module or other arguments.
//!
//! An ordinary table holds them meanwhile: every module can be read from and written to, but not every
//! one can rename its tables, and so the new table is made under the name that it keeps.

use crate::{
    model::VirtualTable,
    shape::{Shape, Traced},
    sql::{Name, Names, SameWord},
};

use super::{BESIDE_PREFIX, Step, stage::Plan};

/// The rows that one virtual table hands on to another of its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The name of both.
    pub table: String,
    /// What the rows are, as a `SELECT`.
    pub query: String,
    /// The columns that get them; empty where the module alone knows its columns.
    pub columns: Vec<String>,
    /// Whether they are those of the older table, and not what the declaration says.
    pub is_copy: bool,
}

impl Held {
    /// The rows that `new` can have of `old`. `None` where there is no way, or nothing to keep.
    #[must_use]
    pub fn between(old: &VirtualTable, new: &VirtualTable) -> Option<Self> {
        if !new.has_own_rows() {
            return None;
        }
        match &new.from {
            Some(query) => Some(Self::told(new, query)),
            None => Self::copied(old, new),
        }
    }

    fn told(new: &VirtualTable, query: &str) -> Self {
        let columns = new.columns().map(|it| {
            let others = it.others.into_iter();
            std::iter::once(it.key).chain(others).collect()
        });
        Self {
            table: new.name.to_string(),
            query: query.trim().trim_end_matches(';').to_owned(),
            columns: columns.unwrap_or_default(),
            is_copy: false,
        }
    }

    /// The columns that both have.
    fn copied(old: &VirtualTable, new: &VirtualTable) -> Option<Self> {
        if old.is_contentless() || !old.is_kin(new) {
            return None;
        }
        let (had, has) = (old.columns()?, new.columns()?);
        let had_it = |name: &&String| had.others.iter().find(|it| it.is_same_word(name));
        let both = has.others.iter();
        let both = both.filter_map(|it| Some((it.clone(), had_it(&it)?.as_str())));
        let (mut columns, mut values) = (vec![has.key.clone()], vec![had.key.as_str()]);
        for (column, value) in both {
            columns.push(column);
            values.push(value);
        }
        let query = format!("SELECT {} FROM main.{}", Names(&values), Name(&old.name));
        (columns.len() > 1).then(|| Self {
            table: new.name.to_string(),
            query,
            columns,
            is_copy: true,
        })
    }

    /// What holds the rows.
    fn holder(&self) -> String {
        format!("{BESIDE_PREFIX}{}", self.table)
    }

    /// The statement that puts the rows aside.
    pub(super) fn hold(&self) -> String {
        format!(
            "CREATE TABLE main.{} AS {}",
            Name(&self.holder()),
            self.query
        )
    }

    /// The statement that gives them to the new table.
    pub(super) fn hand_on(&self) -> String {
        let columns = match self.columns.as_slice() {
            [] => String::new(),
            columns => format!(" ({})", Names(columns)),
        };
        format!(
            "INSERT INTO main.{}{columns} SELECT * FROM main.{}",
            Name(&self.table),
            Name(&self.holder())
        )
    }
}

/// The virtual table that ends where another of its name begins, whatever either is made with.
#[must_use]
pub fn predecessor<'a>(
    before: &'a Shape,
    after: &Shape,
    new: &Traced<VirtualTable>,
) -> Option<&'a Traced<VirtualTable>> {
    let has = |shape: &Shape, declared: usize| {
        let mut tables = shape.virtual_tables.iter();
        tables.any(|it| it.declared == declared)
    };
    let mut ending = before.virtual_tables.iter();
    ending.find(|old| {
        old.item.name.is_same_word(&new.item.name)
            && !has(after, old.declared)
            && !has(before, new.declared)
            && old.item != new.item
    })
}

impl Plan<'_> {
    /// Makes virtual tables of another form in the place of older ones, with their rows. Nothing has
    /// moved yet, and names are the new ones.
    pub(super) fn rebuild_virtual_tables(&self, steps: &mut Vec<Step>) {
        let all: Vec<_> = self.handed_on().collect();
        // One may be filled from another that has to go.
        steps.extend(all.iter().map(|(_, _, held)| Step::HoldRows(held.clone())));
        for (old, new, held) in all {
            steps.push(Step::DropTable(old.name.to_string()));
            steps.push(Step::CreateVirtualTable(new.clone()));
            let holder = held.holder();
            steps.push(Step::HandOnRows(held));
            steps.push(Step::DropTable(holder));
        }
    }

    /// Whether a virtual table is made with the rows of an older one, or such a one hands them on.
    pub(super) fn is_handed_on(&self, table: &Traced<VirtualTable>) -> bool {
        let is = |it: &VirtualTable| std::ptr::eq(it, &raw const table.item);
        self.handed_on().any(|(old, new, _)| is(old) || is(new))
    }

    fn handed_on(&self) -> impl Iterator<Item = (&VirtualTable, &VirtualTable, Held)> {
        self.after.virtual_tables.iter().filter_map(|new| {
            let old = predecessor(self.before, self.after, new)?;
            let held = Held::between(&old.item, &new.item)?;
            Some((&old.item, &new.item, held))
        })
    }
}
