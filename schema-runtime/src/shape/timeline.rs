//! The shapes of all versions, walked back from the newest.
//!
//! The model names everything as the last version of its lifetime does. So the walk begins with
//! what the newest version has, and each step to an older one takes away what came with the newer,
//! undoes its renames, and brings back what went.

use std::{collections::BTreeMap, sync::Arc};

use crate::model::{Column, Lifetime, Lived, Schema, Table as Declared, TableOption};

use super::{Ambiguous, ColumnLine, Shape, Table, Traced, rename::Renames, rename_text::Relation};

/// The shapes of consecutive versions, and the texts that renames make unreadable.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    /// Oldest first.
    pub(super) shapes: Vec<Shape>,
    /// The tables in which something begins or ends, by version.
    concerned: BTreeMap<i64, Vec<usize>>,
    ambiguous: Vec<Ambiguous>,
}

impl Timeline {
    /// The shapes of every version.
    #[must_use]
    pub fn of(schema: &Schema) -> Self {
        Self::since(schema, i64::MIN)
    }

    /// The shapes of `oldest` and of every later version.
    #[must_use]
    pub fn since(schema: &Schema, oldest: i64) -> Self {
        let Some(newest) = schema.versions.last() else {
            return Self::default();
        };
        let concerned = schema.tables_by_version();
        let mut walk = Walk {
            schema,
            concerned,
            shape: Shape::default(),
            ambiguous: Vec::new(),
        };
        walk.begin(newest.number);
        let mut shapes = vec![walk.shape.clone()];
        for pair in schema.versions.windows(2).rev() {
            let [older, newer] = pair else { continue };
            if newer.number <= oldest {
                break;
            }
            walk.back(Renames::back(newer.number, &newer.actions), older.number);
            shapes.push(walk.shape.clone());
        }
        shapes.reverse();
        Self {
            shapes,
            concerned: walk.concerned,
            ambiguous: walk.ambiguous,
        }
    }

    /// The shapes, oldest first.
    #[must_use]
    pub fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    /// The shape of one version.
    #[must_use]
    pub fn at(&self, version: i64) -> Option<&Shape> {
        self.shapes.iter().find(|shape| shape.version == version)
    }

    /// The tables, by the model's indices, in which something begins or ends with a version.
    pub(crate) fn concerned(&self, version: i64) -> &[usize] {
        self.concerned.get(&version).map_or(&[], Vec::as_slice)
    }

    /// The texts in which a rename can't be walked back.
    #[must_use]
    pub fn ambiguous(&self) -> &[Ambiguous] {
        &self.ambiguous
    }

    /// The oldest of the shapes.
    #[must_use]
    pub fn into_oldest(self) -> Shape {
        self.shapes.into_iter().next().unwrap_or_default()
    }
}

struct Walk<'a> {
    schema: &'a Schema,
    /// The tables in which something begins or ends, by version.
    concerned: BTreeMap<i64, Vec<usize>>,
    shape: Shape,
    ambiguous: Vec<Ambiguous>,
}

impl Walk<'_> {
    /// Takes everything that the newest version has.
    fn begin(&mut self, newest: i64) {
        self.shape.version = newest;
        self.shape.application_id = self.schema.application_id;
        let appears = |lifetime: &Lifetime| lifetime.contains(newest);
        for (declared, table) in self.schema.tables.iter().enumerate() {
            if appears(&table.lifetime) {
                self.shape
                    .tables
                    .push(Arc::new(bring(declared, table, &appears)));
            }
        }
        self.bring_objects_back(appears);
    }

    /// Goes one version back, to `older`.
    fn back(&mut self, mut renames: Renames, older: i64) {
        let newer = self.shape.version;
        self.take_away(newer);
        if !renames.is_empty() {
            self.rename(&mut renames);
            self.ambiguous.append(&mut renames.ambiguous);
        }
        let appears =
            |lifetime: &Lifetime| lifetime.until == Some(newer) && lifetime.contains(older);
        self.bring_tables_back(&appears, newer);
        self.bring_objects_back(appears);
        self.shape.version = older;
    }

    /// Brings back what is no part of a table.
    fn bring_objects_back(&mut self, appears: impl Fn(&Lifetime) -> bool + Copy) {
        bring_back(&mut self.shape.seeds, &self.schema.seeds, appears);
        bring_back(
            &mut self.shape.virtual_tables,
            &self.schema.virtual_tables,
            appears,
        );
        bring_back(&mut self.shape.views, &self.schema.views, appears);
        bring_back(&mut self.shape.triggers, &self.schema.triggers, appears);
    }

    /// Takes away what came with `newer`. Columns stay until their names have been walked back.
    fn take_away(&mut self, newer: i64) {
        let schema = self.schema;
        let came = |lifetime: Lifetime| lifetime.since == newer;
        self.shape.tables.retain(|table| {
            schema
                .tables
                .get(table.declared)
                .is_some_and(|it| !came(it.lifetime))
        });
        retain(
            &mut self.shape.virtual_tables,
            &schema.virtual_tables,
            |it| !came(it.lifetime),
        );
        retain(&mut self.shape.seeds, &schema.seeds, |it| {
            !came(it.lifetime)
        });
        retain(&mut self.shape.views, &schema.views, |it| {
            !came(it.lifetime)
        });
        retain(&mut self.shape.triggers, &schema.triggers, |it| {
            !came(it.lifetime)
        });
        for declared in self.concerned.get(&newer).into_iter().flatten() {
            let (Some(table), Some(model)) = (
                table_mut(&mut self.shape, *declared),
                schema.tables.get(*declared),
            ) else {
                continue;
            };
            retain(&mut table.constraints, &model.constraints, |it| {
                !came(it.lifetime)
            });
            retain(&mut table.indexes, &model.indexes, |it| !came(it.lifetime));
        }
    }

    fn rename(&mut self, renames: &mut Renames) {
        let relations: Vec<Relation> = relations(&self.shape);
        for table in &mut self.shape.tables {
            if renames.concern(table) {
                renames.apply_to_table(Arc::make_mut(table));
            }
        }
        for it in &mut self.shape.virtual_tables {
            renames.apply_to_virtual_table(it.declared, &mut it.item);
        }
        for it in &mut self.shape.seeds {
            renames.apply_to_seed(&mut it.item);
        }
        for it in &mut self.shape.views {
            renames.apply_to_view(it.declared, &mut it.item, &relations);
        }
        for it in &mut self.shape.triggers {
            renames.apply_to_trigger(it.declared, &mut it.item, &relations);
        }
    }

    /// Brings back the tables, and the parts of tables, that went with `newer`.
    fn bring_tables_back(&mut self, appears: &impl Fn(&Lifetime) -> bool, newer: i64) {
        for declared in self.concerned.get(&newer).into_iter().flatten() {
            let Some(model) = self.schema.tables.get(*declared) else {
                continue;
            };
            if appears(&model.lifetime) {
                let table = bring(*declared, model, &appears);
                let at = self
                    .shape
                    .tables
                    .partition_point(|it| it.declared < *declared);
                self.shape.tables.insert(at, Arc::new(table));
            } else if let Some(table) = table_mut(&mut self.shape, *declared) {
                bring_columns_back(table, &model.columns, appears, newer);
                bring_back(&mut table.constraints, &model.constraints, appears);
                bring_back(&mut table.indexes, &model.indexes, appears);
                let older = |it: &Lived<TableOption>| {
                    appears(&it.lifetime)
                        || it.lifetime.since < newer
                            && it.lifetime.until.is_none_or(|until| until > newer)
                };
                set_options(table, &model.options, older);
            }
        }
    }
}

/// A table with all the parts that appear with it.
fn bring(declared: usize, model: &Declared, appears: &impl Fn(&Lifetime) -> bool) -> Table {
    let mut table = Table {
        declared,
        name: model.name.to_string(),
        ..Table::default()
    };
    for (line, column) in model.columns.iter().enumerate() {
        if appears(&column.lifetime) {
            table.columns.push(ColumnLine {
                declared: line,
                identity: line,
                item: column.item.clone(),
            });
        }
    }
    bring_back(&mut table.constraints, &model.constraints, appears);
    bring_back(&mut table.indexes, &model.indexes, appears);
    set_options(&mut table, &model.options, |it| appears(&it.lifetime));
    table
}

fn set_options(
    table: &mut Table,
    options: &[Lived<TableOption>],
    stands: impl Fn(&Lived<TableOption>) -> bool,
) {
    let has = |option| options.iter().any(|it| it.item == option && stands(it));
    table.strict = has(TableOption::Strict);
    table.without_rowid = has(TableOption::WithoutRowid);
}

/// Brings back column lines, and knows a line again that another of the same name followed.
fn bring_columns_back(
    table: &mut Table,
    lines: &[Lived<Column>],
    appears: &impl Fn(&Lifetime) -> bool,
    newer: i64,
) {
    let came = |line: &ColumnLine| {
        lines
            .get(line.declared)
            .is_some_and(|it| it.lifetime.since == newer)
    };
    let followers: Vec<ColumnLine> = table.columns.extract_if(.., |line| came(line)).collect();
    for (declared, line) in lines.iter().enumerate() {
        if !appears(&line.lifetime) {
            continue;
        }
        let same = |it: &&ColumnLine| it.item.name.eq_ignore_ascii_case(&line.item.name);
        let identity = followers
            .iter()
            .find(same)
            .map_or(declared, |it| it.identity);
        let at = table.columns.partition_point(|it| it.declared < declared);
        table.columns.insert(
            at,
            ColumnLine {
                declared,
                identity,
                item: line.item.clone(),
            },
        );
    }
}

fn bring_back<T: Clone>(
    parts: &mut Vec<Traced<T>>,
    model: &[Lived<T>],
    appears: impl Fn(&Lifetime) -> bool,
) {
    for (declared, it) in model.iter().enumerate() {
        if appears(&it.lifetime) {
            let at = parts.partition_point(|part| part.declared < declared);
            parts.insert(
                at,
                Traced {
                    declared,
                    item: it.item.clone(),
                },
            );
        }
    }
}

fn retain<T>(parts: &mut Vec<Traced<T>>, model: &[Lived<T>], keep: impl Fn(&Lived<T>) -> bool) {
    parts.retain(|part| model.get(part.declared).is_some_and(&keep));
}

fn table_mut(shape: &mut Shape, declared: usize) -> Option<&mut Table> {
    let at = shape
        .tables
        .binary_search_by_key(&declared, |table| table.declared)
        .ok()?;
    shape.tables.get_mut(at).map(Arc::make_mut)
}

fn relations(shape: &Shape) -> Vec<Relation> {
    let tables = shape.tables.iter().map(|table| Relation {
        name: table.name.clone(),
        columns: Some(
            table
                .columns
                .iter()
                .map(|it| it.item.name.to_string())
                .collect(),
        ),
    });
    let views = shape.views.iter().map(|it| it.item.name.to_string());
    let virtual_tables = shape
        .virtual_tables
        .iter()
        .map(|it| it.item.name.to_string());
    let others = views.chain(virtual_tables).map(|name| Relation {
        name,
        columns: None,
    });
    tables.chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, Check, Constraint, Text, Version};

    fn lived<T>(since: i64, until: Option<i64>, item: T) -> Lived<T> {
        Lived {
            lifetime: Lifetime { since, until },
            item,
        }
    }

    fn column(name: &'static str, ty: &'static str) -> Column {
        Column {
            name: name.into(),
            ty: ty.into(),
            ..Column::default()
        }
    }

    fn version(number: i64, actions: Vec<Action>) -> Version {
        Version {
            number,
            actions: actions.into(),
            ..Version::default()
        }
    }

    fn rename(table: &'static str, from: &'static str, to: &'static str) -> Action {
        Action::RenameColumn {
            table: table.into(),
            from: from.into(),
            to: to.into(),
        }
    }

    fn sample() -> Schema {
        let check = Check {
            column: None,
            expression: Text::Borrowed("length(handle) > 0"),
        };
        let book = Declared {
            name: "volume".into(),
            lifetime: Lifetime {
                since: 1,
                until: None,
            },
            columns: vec![
                lived(1, Some(3), column("slug", "TEXT")),
                lived(3, None, column("handle", "ANY")),
                lived(2, None, column("pages", "INTEGER")),
            ]
            .into(),
            constraints: vec![lived(1, None, Constraint::Check(check))].into(),
            ..Declared::default()
        };
        let table = Action::RenameTable {
            from: "book".into(),
            to: "volume".into(),
        };
        Schema {
            versions: vec![
                version(1, vec![]),
                version(2, vec![table]),
                version(3, vec![]),
                version(4, vec![rename("volume", "slug", "handle")]),
            ]
            .into(),
            tables: vec![book].into(),
            ..Schema::default()
        }
    }

    #[test]
    fn names_are_walked_back_and_lines_are_known_again() {
        let timeline = Timeline::of(&sample());
        let [one, two, three, four] = timeline.shapes() else {
            panic!("four versions")
        };
        let names = |shape: &Shape| {
            let columns = shape.tables[0].columns.iter();
            let columns: Vec<_> = columns.map(|it| it.item.name.to_string()).collect();
            format!("{} {}", shape.tables[0].name, columns.join(" "))
        };
        assert_eq!(names(four), "volume handle pages");
        assert_eq!(names(three), "volume slug pages");
        assert_eq!(names(two), "volume slug pages");
        assert_eq!(names(one), "book slug");
        assert_eq!(
            one.tables[0].columns[0].identity,
            four.tables[0].columns[0].identity
        );
        assert_eq!(
            one.tables[0].checks().next().unwrap().expression,
            "length(slug) > 0"
        );
        assert!(timeline.ambiguous().is_empty());
    }
}
