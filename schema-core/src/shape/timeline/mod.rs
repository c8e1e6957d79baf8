//! The shapes of all versions, walked back from the newest.
//!
//! The model names everything as the last version of its lifetime does. So the walk begins with
//! what the newest version has, and each step to an older one takes away what came with the newer,
//! undoes its renames, and brings back what went.

mod bring;

use std::sync::Arc;

use crate::model::{Lifetime, Schema};

use super::{Ambiguous, ColumnLine, Shape, Table, Traced, rename_text::Relation, renames::Renames};

use self::bring::{
    bring, bring_back, bring_columns_back, forget_texts, set_domains, set_options, take_away,
};

/// The shapes of consecutive versions, and the texts that renames make unreadable.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    /// Oldest first.
    pub(super) shapes: Vec<Shape>,
    /// The tables in which something begins or ends, by version.
    concerned: Vec<(i64, Vec<usize>)>,
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
        concerned(&self.concerned, version)
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
    concerned: Vec<(i64, Vec<usize>)>,
    shape: Shape,
    ambiguous: Vec<Ambiguous>,
}

impl Walk<'_> {
    /// Takes everything that the newest version has.
    fn begin(&mut self, newest: i64) {
        self.shape.version = newest;
        self.shape.application_id = self.schema.mark(newest);
        let appears = |lifetime: &Lifetime| lifetime.contains(newest);
        for (declared, table) in self.schema.tables.iter().enumerate() {
            if appears(&table.lifetime) {
                self.shape
                    .tables
                    .push(Arc::new(bring(declared, table, &appears, newest)));
            }
        }
        self.bring_objects_back(&appears);
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
        self.bring_tables_back(&appears, older, newer);
        self.bring_objects_back(&appears);
        self.shape.application_id = self.schema.mark(older);
        self.shape.version = older;
    }

    /// Brings back what is no part of a table.
    fn bring_objects_back(&mut self, appears: &dyn Fn(&Lifetime) -> bool) {
        bring_back(
            Arc::make_mut(&mut self.shape.seeds),
            &self.schema.seeds,
            appears,
        );
        bring_back(
            Arc::make_mut(&mut self.shape.virtual_tables),
            &self.schema.virtual_tables,
            appears,
        );
        bring_back(
            Arc::make_mut(&mut self.shape.views),
            &self.schema.views,
            appears,
        );
        bring_back(
            Arc::make_mut(&mut self.shape.triggers),
            &self.schema.triggers,
            appears,
        );
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
        take_away(
            Arc::make_mut(&mut self.shape.virtual_tables),
            &schema.virtual_tables,
            newer,
        );
        take_away(Arc::make_mut(&mut self.shape.seeds), &schema.seeds, newer);
        take_away(Arc::make_mut(&mut self.shape.views), &schema.views, newer);
        take_away(
            Arc::make_mut(&mut self.shape.triggers),
            &schema.triggers,
            newer,
        );
        for declared in concerned(&self.concerned, newer) {
            let (Some(table), Some(model)) = (
                table_mut(&mut self.shape, *declared),
                schema.tables.get(*declared),
            ) else {
                continue;
            };
            take_away(&mut table.constraints, &model.constraints, newer);
            take_away(&mut table.indexes, &model.indexes, newer);
            forget_texts(table, &model.columns, newer);
        }
    }

    fn rename(&mut self, renames: &mut Renames) {
        let relations: Vec<Relation> = relations(&self.shape);
        for table in &mut self.shape.tables {
            if renames.concern(table) {
                renames.apply_to_table(Arc::make_mut(table));
            }
        }
        for it in self.shape.virtual_tables.iter() {
            if let Some(content) = it.item.content() {
                renames.follow(&it.item.name, &content);
            }
        }
        for it in Arc::make_mut(&mut self.shape.virtual_tables) {
            renames.apply_to_virtual_table(it.declared, &mut it.item, &relations);
        }
        for it in Arc::make_mut(&mut self.shape.seeds) {
            renames.apply_to_seed(&mut it.item);
        }
        for it in Arc::make_mut(&mut self.shape.views) {
            renames.apply_to_view(it.declared, &mut it.item, &relations);
        }
        for it in Arc::make_mut(&mut self.shape.triggers) {
            renames.apply_to_trigger(it.declared, &mut it.item, &relations);
        }
    }

    /// Brings back the tables, and the parts of tables, that went with `newer`.
    fn bring_tables_back(&mut self, appears: &dyn Fn(&Lifetime) -> bool, older: i64, newer: i64) {
        for declared in concerned(&self.concerned, newer) {
            let Some(model) = self.schema.tables.get(*declared) else {
                continue;
            };
            if appears(&model.lifetime) {
                let table = bring(*declared, model, appears, older);
                let at = self
                    .shape
                    .tables
                    .partition_point(|it| it.declared < *declared);
                self.shape.tables.insert(at, Arc::new(table));
            } else if let Some(table) = table_mut(&mut self.shape, *declared) {
                bring_columns_back(table, &model.columns, appears, newer);
                bring_back(&mut table.constraints, &model.constraints, appears);
                bring_back(&mut table.indexes, &model.indexes, appears);
                let stood = |it: &Lifetime| {
                    appears(it) || it.since < newer && it.until.is_none_or(|until| until > newer)
                };
                set_options(table, &model.options, &stood);
                set_domains(table, &model.columns, older);
            }
        }
    }
}

fn concerned(by_version: &[(i64, Vec<usize>)], version: i64) -> &[usize] {
    let at = by_version.binary_search_by_key(&version, |(it, _)| *it);
    let at = at.ok().and_then(|at| by_version.get(at));
    at.map_or(&[], |(_, tables)| tables)
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
        content: None,
    });
    let views = shape.views.iter().map(|it| it.item.name.to_string());
    let views = views.map(|name| Relation {
        name,
        columns: None,
        content: None,
    });
    let virtual_tables = shape.virtual_tables.iter().map(|it| Relation {
        name: it.item.name.to_string(),
        columns: None,
        content: it.item.content(),
    });
    tables.chain(views).chain(virtual_tables).collect()
}

#[cfg(test)]
mod tests;
