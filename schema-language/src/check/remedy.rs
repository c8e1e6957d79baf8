//! How an edit of what was released is done instead: with a version of its own.

use schema_core::{
    model::Domain,
    seal::{Kind, Origin, Part, Path},
};

use super::{again, edit::Edit, locate::Difference};
use crate::lower::{ColumnOrigin, ConstraintOrigin};

impl Edit<'_> {
    /// How it is done with a version of its own.
    pub(super) fn instead(&self) -> String {
        let number = self.number;
        let (next, add) = self.next();
        let how = match &self.difference {
            Difference::OtherVersion(_) => {
                return format!(
                    "help: if version {number} was released, give it back its seal, and its number"
                );
            }
            Difference::Added(parts) => parts.first().map(|it| self.added(it, next)),
            Difference::AddedTwo(..) => Some(format!("write `since {next}` behind both")),
            Difference::Changed(parts) => parts.first().map(|it| self.changed(it, next)),
            Difference::Renamed(part) => Some(format!(
                "write `rename {}.NAME => {};` in version {next}, with the name that it had",
                part.path.table, part.path.name,
            )),
            Difference::Removed(_) => Some(format!(
                "write its `since` and `until` such that version {number} has it"
            )),
            Difference::Lost(path) => Some(lost(path, next)),
            Difference::Several => {
                Some(format!("undo the changes, and make them in version {next}"))
            }
        };
        let how = how.unwrap_or_default();
        format!("help: if version {number} was released, {how}{add}")
    }

    /// The version that the edit belongs to, and what has to be said if there is none yet.
    fn next(&self) -> (i64, String) {
        let newest = self.lowered.model.newest_version();
        let open = self.lowered.versions.last();
        if self.number < newest && open.is_some_and(|it| it.seal.is_none()) {
            return (newest, String::new());
        }
        (newest + 1, format!(", and add `version {};`", newest + 1))
    }

    fn added(&self, part: &Part, next: i64) -> String {
        match part.path.kind {
            Kind::Step => format!("move it to version {next}"),
            Kind::From => "remove it: files have been upgraded without it".to_owned(),
            Kind::Constraint => match self.clause(part.origin) {
                Some(column) => change_line(column, next),
                None => format!("write `since {next}` behind it"),
            },
            _ => format!("write `since {next}` behind it"),
        }
    }

    fn changed(&self, part: &Part, next: i64) -> String {
        match part.path.kind {
            Kind::Column if self.holds_elements(part.origin) => format!(
                "undo it: an element that comes has `since {next}` behind it, one that goes `until {next}`, \
                 and a column that changes in another way has two lines"
            ),
            Kind::Column => match self.column(part.origin) {
                Some(column) => change_line(column, next),
                None => format!("undo it, and make it in version {next}"),
            },
            Kind::Table => format!(
                "undo it, and write the option in the table's body, with `since {next}` or `until {next}`"
            ),
            Kind::Step => format!("undo it, and write what is still to be done in version {next}"),
            Kind::Version => "give it back its number".to_owned(),
            Kind::From => "undo it: files have the values that it gave".to_owned(),
            Kind::ApplicationId => "undo it: files have been marked with it".to_owned(),
            Kind::VirtualTable if self.has_own_rows(part.origin) => format!(
                "put the old one back, and write this one under a name of its own with `since {next}`, \
                 so that version {} can copy the rows with `sql`",
                next + 1
            ),
            _ => format!(
                "put the old one back with `until {next}`, and write this one with `since {next}`"
            ),
        }
    }

    /// Whether it is a virtual table whose rows are in no other place.
    fn has_own_rows(&self, origin: Origin) -> bool {
        let Origin::VirtualTable(at) = origin else {
            return false;
        };
        let table = self.lowered.model.virtual_tables.get(at);
        table.is_some_and(|it| it.item.has_own_rows())
    }

    /// Whether it is a column whose type is a list, which is declared in another place.
    fn holds_elements(&self, origin: Origin) -> bool {
        let Origin::Column(table, line) = origin else {
            return false;
        };
        let table = self.lowered.model.tables.get(table);
        let column = table.and_then(|it| it.columns.get(line));
        column.is_some_and(|it| matches!(it.item.domain, Some(Domain::Elements(_))))
    }

    /// The column at which a constraint is written, if it has no line of its own.
    fn clause(&self, origin: Origin) -> Option<ColumnOrigin<'_>> {
        let Origin::Constraint(table, at) = origin else {
            return None;
        };
        match self.lowered.tables.get(table)?.constraints.get(at)? {
            ConstraintOrigin::Clause(column, _) => Some(*column),
            ConstraintOrigin::Line(_) => None,
        }
    }
}

/// Two lines for one column.
fn change_line(column: ColumnOrigin<'_>, next: i64) -> String {
    match column.spread {
        Some(spread) => format!(
            "undo it, use the fragment as `..{} until {next}`, and write another one for `since {next}`",
            spread.fragment
        ),
        None => format!(
            "put the old line back with `until {next}`, and below it write `{}`",
            again::column(
                column.line,
                None,
                &again::lifetime(&column.line.lifetime, ("since", next))
            )
        ),
    }
}

fn lost(path: &Path, next: i64) -> String {
    match path.kind {
        Kind::Step | Kind::From | Kind::ApplicationId => "put it back".to_owned(),
        _ => format!("put it back, with `until {next}` behind it"),
    }
}
