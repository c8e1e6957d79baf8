//! The fingerprint of what a version declares.
//!
//! It covers the version's shape, its renames, its SQL and the names of its data steps. Order,
//! formatting, Rust names and whatever later versions declare don't count.

use crate::{
    model::{Action, Index, Schema, Term},
    plan::Step,
    shape::{Shape, Table, Timeline},
    sql::{
        AddedColumn, CreateIndex, CreateTrigger, CreateView, CreateVirtualTable, Head, canonical,
        constraint, owner,
    },
};

/// The fingerprint of one version, as its seal shows it: eight hexadecimal digits.
///
/// `None` if the history does not list the version.
#[must_use]
pub fn seal(schema: &Schema, timeline: &Timeline, version: i64) -> Option<String> {
    let actions = &schema.version(version)?.actions;
    let mut lines = shape_lines(timeline.at(version)?);
    lines.extend(new_values(schema, timeline.at(version)?));
    // Tables, columns and indexes can be declared in any order; steps can't.
    lines.sort_unstable();
    lines.push(ALGORITHM.to_owned());
    lines.extend(actions.iter().map(action_line));
    Some(format!("{:08x}", hash(&lines)))
}

/// Changes whenever a fingerprint of the same declaration would.
const ALGORITHM: &str = "seal 1";

fn shape_lines(shape: &Shape) -> Vec<String> {
    let head = Head::IfNotExists;
    let mut lines: Vec<String> = shape.tables.iter().flat_map(|it| table_lines(it)).collect();
    let virtual_tables = shape.virtual_tables.iter();
    lines.extend(virtual_tables.map(|it| {
        CreateVirtualTable {
            table: &it.item,
            head,
        }
        .to_string()
    }));
    lines.extend(shape.views.iter().map(|it| {
        CreateView {
            view: &it.item,
            head,
        }
        .to_string()
    }));
    lines.extend(shape.triggers.iter().map(|it| {
        CreateTrigger {
            trigger: &it.item,
            head,
        }
        .to_string()
    }));
    lines.extend(
        shape
            .seeds
            .iter()
            .map(|it| Step::Seed(it.item.clone()).to_string()),
    );
    lines.extend(
        shape
            .application_id
            .map(|id| format!("application_id {id}")),
    );
    lines.iter().map(|line| canonical(line)).collect()
}

fn table_lines(table: &Table) -> Vec<String> {
    let name = &table.name;
    let mut lines = vec![format!(
        "{name} strict {} rowid {}",
        table.strict, !table.without_rowid
    )];
    lines.extend(table.columns.iter().map(|line| {
        let column = AddedColumn {
            table,
            column: &line.item,
        };
        format!("{name} column {column}")
    }));
    let own = table
        .constraints
        .iter()
        .filter(|it| owner(&it.item).is_none());
    lines.extend(own.map(|it| format!("{name} {}", constraint(&it.item))));
    lines.extend(table.indexes.iter().map(|it| index_line(&it.item, name)));
    lines
}

fn index_line(index: &Index, table: &str) -> String {
    let is_expression = index
        .columns
        .iter()
        .any(|it| matches!(it.term, Term::Expression(_)));
    let create = CreateIndex {
        index,
        table,
        head: Head::IfNotExists,
    };
    format!("{create} {is_expression}")
}

/// The values that lines of this version give to the rows that stand.
fn new_values<'a>(schema: &'a Schema, shape: &'a Shape) -> impl Iterator<Item = String> + 'a {
    shape.tables.iter().flat_map(move |table| {
        let model = schema.tables.get(table.declared);
        let came = move |declared: usize| {
            let line = model.and_then(|it| it.columns.get(declared));
            line.is_some_and(|it| it.lifetime.since == shape.version)
        };
        let new = table.columns.iter().filter(move |it| came(it.declared));
        new.filter_map(move |it| {
            let from = it.item.from.as_ref()?;
            Some(format!(
                "{} {} from {}",
                table.name,
                it.item.name,
                canonical(from)
            ))
        })
    })
}

fn action_line(action: &Action) -> String {
    match action {
        Action::RenameTable { from, to } => format!("rename {from} => {to}"),
        Action::RenameColumn { table, from, to } => format!("rename {table}.{from} => {to}"),
        Action::Sql(sql) => format!("sql {}", canonical(sql)),
        Action::Run(function) => format!("run {function}"),
    }
}

/// FNV-1a, 32 bits, after <http://www.isthe.com/chongo/tech/comp/fnv/>: a seal guards against
/// mistakes, not against malice.
fn hash(lines: &[String]) -> u32 {
    let bytes = lines.iter().flat_map(|line| line.bytes().chain([b'\n']));
    bytes.fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Column, Lifetime, Lived, Table as Declared, Text, Version};

    fn column(name: &'static str, since: i64) -> Lived<Column> {
        let item = Column {
            name: name.into(),
            ty: "TEXT".into(),
            ..Column::default()
        };
        Lived {
            lifetime: Lifetime { since, until: None },
            item,
        }
    }

    fn schema(columns: Vec<Lived<Column>>, rename: Option<(Text, Text)>) -> Schema {
        let lifetime = Lifetime {
            since: 1,
            until: None,
        };
        let name = rename.as_ref().map_or("book".into(), |(_, to)| to.clone());
        let renames = rename.map(|(from, to)| vec![Action::RenameTable { from, to }]);
        let second = Version {
            number: 2,
            actions: renames.unwrap_or_default().into(),
            ..Version::default()
        };
        Schema {
            versions: vec![
                Version {
                    number: 1,
                    ..Version::default()
                },
                second,
            ]
            .into(),
            tables: vec![Declared {
                name,
                lifetime,
                columns: columns.into(),
                ..Declared::default()
            }]
            .into(),
            ..Schema::default()
        }
    }

    fn first(schema: &Schema) -> String {
        seal(schema, &Timeline::of(schema), 1).unwrap()
    }

    /// Seals stand in people's sources: this one holds for good.
    #[test]
    fn the_algorithm_does_not_change() {
        assert_eq!(first(&schema(vec![column("title", 1)], None)), "d57b5521");
    }

    #[test]
    fn later_versions_and_order_do_not_count() {
        let plain = first(&schema(vec![column("title", 1), column("pages", 1)], None));
        let ordered = first(&schema(vec![column("pages", 1), column("title", 1)], None));
        let later = schema(
            vec![column("title", 1), column("pages", 1), column("covers", 2)],
            Some(("book".into(), "volume".into())),
        );
        assert_eq!(plain, ordered);
        assert_eq!(plain, first(&later));
        assert_ne!(plain, first(&schema(vec![column("title", 1)], None)));
    }
}
