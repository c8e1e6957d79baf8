//! A history as it grows, version by version. What a version can't do is not done.

use std::collections::HashSet;

use schema_core::model::{
    Action, Column, Constraint, Lifetime, Lived, PrimaryKey, Schema, Table, TableOption, Trigger,
    Version, View,
};

use super::names::{Names, mark};

/// What a column is for, which says how it may change and what values it gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Part of the primary key, or was.
    Key,
    /// Never the same value twice, but for NULL.
    Distinct,
    /// The key of a table.
    Reference(usize),
    /// Anything.
    Plain,
    Generated,
}

#[derive(Clone, Debug)]
pub(crate) struct ColumnState {
    pub(crate) id: usize,
    pub(crate) role: Role,
    /// Its lines in the model.
    pub(crate) lines: Vec<usize>,
    pub(crate) alive: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct TableState {
    pub(crate) id: usize,
    pub(crate) model: Table,
    pub(crate) columns: Vec<ColumnState>,
    /// Whether values always have the declared types, so that the table can be strict.
    pub(crate) typed: bool,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct World {
    pub(crate) names: Names,
    /// The names of the version before.
    pub(crate) before: Names,
    pub(crate) version: i64,
    pub(crate) versions: Vec<Version>,
    pub(crate) tables: Vec<TableState>,
    pub(crate) views: Vec<Lived<View>>,
    pub(crate) triggers: Vec<Lived<Trigger>>,
    pub(crate) counter: usize,
    /// How many columns a table has at most.
    pub(crate) most_columns: usize,
}

pub(crate) fn lives<T>(it: &Lived<T>) -> bool {
    it.lifetime.until.is_none()
}

impl TableState {
    pub(crate) fn alive(&self) -> bool {
        self.model.lifetime.until.is_none()
    }

    pub(crate) fn live_columns(&self) -> Vec<usize> {
        let all = 0..self.columns.len();
        all.filter(|it| self.columns[*it].alive).collect()
    }

    pub(crate) fn line(&self, column: usize) -> &Lived<Column> {
        &self.model.columns[*self.columns[column].lines.last().unwrap()]
    }

    pub(crate) fn key(&self) -> Option<&PrimaryKey> {
        let mut live = self.model.constraints.iter().filter(|it| lives(it));
        live.find_map(|it| match &it.item {
            Constraint::PrimaryKey(key) => Some(key),
            _ => None,
        })
    }

    pub(crate) fn has(&self, option: TableOption) -> bool {
        let mut options = self.model.options.iter();
        options.any(|it| lives(it) && it.item == option)
    }

    /// The live column with this name's number.
    pub(crate) fn column_of(&self, text: &str) -> Option<usize> {
        let mut all = 0..self.columns.len();
        all.find(|it| mark(self.columns[*it].id) == text)
    }
}

impl World {
    pub(crate) fn new(most_columns: usize) -> Self {
        Self {
            most_columns,
            ..Self::default()
        }
    }

    pub(crate) fn lived<T>(&self, item: T) -> Lived<T> {
        let lifetime = Lifetime {
            since: self.version,
            until: None,
        };
        Lived { lifetime, item }
    }

    pub(crate) fn fresh(&mut self, prefix: &str) -> String {
        const ODD: [&str; 5] = ["", " odd", "Ü", "\"q", "-x"];
        self.counter += 1;
        let odd = if self.counter.is_multiple_of(4) {
            ODD[self.counter / 4 % ODD.len()]
        } else {
            ""
        };
        format!("{prefix}{}{odd}", self.counter)
    }

    pub(crate) fn begin(&mut self) {
        self.version += 1;
        self.before = self.names.clone();
    }

    /// Writes down the version's renames.
    pub(crate) fn end(&mut self) {
        let was = |id: usize| self.before.0.get(id).filter(|it| **it != self.names.0[id]);
        let mut actions = Vec::new();
        for table in self.tables.iter().filter(|it| it.alive()) {
            let name = &self.names.0[table.id];
            if let Some(from) = was(table.id) {
                let (from, to) = (from.clone().into(), name.clone().into());
                actions.push(Action::RenameTable { from, to });
            }
            for column in table.columns.iter().filter(|it| it.alive) {
                if let Some(from) = was(column.id) {
                    let to = self.names.0[column.id].clone().into();
                    let (table, from) = (name.clone().into(), from.clone().into());
                    actions.push(Action::RenameColumn { table, from, to });
                }
            }
        }
        self.versions.push(Version {
            number: self.version,
            sentence: format!("Version {}.", self.version).into(),
            actions: actions.into(),
            ..Version::default()
        });
    }

    /// Ends everything that speaks of `id` but is not `but`'s own; `false` if something can't end.
    pub(crate) fn end_mentions(&mut self, id: usize) -> bool {
        let text = mark(id);
        let speaks = |it: &dyn std::fmt::Debug| format!("{it:?}").contains(text.as_ref());
        let (version, names) = (self.version, self.before.clone());
        let open = |it: &Lifetime| it.until.is_none();
        let blocked = |lifetime: &Lifetime, it: &dyn std::fmt::Debug| {
            open(lifetime) && lifetime.since == version && speaks(it)
        };
        let views = self.views.iter().any(|it| blocked(&it.lifetime, it));
        let triggers = self.triggers.iter().any(|it| blocked(&it.lifetime, it));
        let parts = self.tables.iter().filter(|it| it.alive()).any(|it| {
            let mut constraints = it.model.constraints.iter();
            let mut indexes = it.model.indexes.iter();
            let mut columns = it.model.columns.iter();
            constraints.any(|it| blocked(&it.lifetime, it))
                || indexes.any(|it| blocked(&it.lifetime, it))
                || columns
                    .any(|it| lives(it) && it.item.generated.as_ref().is_some_and(|it| speaks(it)))
        });
        if views || triggers || parts {
            return false;
        }
        fn close<T: std::fmt::Debug>(
            items: &mut [Lived<T>],
            version: i64,
            speaks: &dyn Fn(&dyn std::fmt::Debug) -> bool,
            render: impl Fn(&mut T),
        ) {
            for it in items.iter_mut().filter(|it| lives(it)) {
                if speaks(&it.item) {
                    it.lifetime.until = Some(version);
                    render(&mut it.item);
                }
            }
        }
        close(&mut self.views, version, &speaks, |it| names.view(it));
        close(&mut self.triggers, version, &speaks, |it| names.trigger(it));
        for table in self.tables.iter_mut().filter(|it| it.alive()) {
            let model = &mut table.model;
            close(model.constraints.to_mut(), version, &speaks, |it| {
                names.constraint(it);
            });
            close(model.indexes.to_mut(), version, &speaks, |it| {
                names.index(it)
            });
        }
        true
    }

    /// Whether a name is in use in the table, or was until this version.
    pub(crate) fn is_taken(&self, table: usize, name: &str) -> bool {
        let table = &self.tables[table];
        table.columns.iter().any(|it| {
            let line = &table.model.columns[*it.lines.last().unwrap()];
            let recent = it.alive || line.lifetime.until == Some(self.version);
            let names = [Some(&self.names.0[it.id]), self.before.0.get(it.id)];
            let is = |it: &&String| it.eq_ignore_ascii_case(name);
            recent && names.iter().flatten().any(is)
        })
    }

    pub(crate) fn relation_names(&self) -> HashSet<String> {
        let tables = self.tables.iter().filter(|it| {
            let until = it.model.lifetime.until;
            until.is_none() || until == Some(self.version)
        });
        let tables = tables.flat_map(|it| [Some(&self.names.0[it.id]), self.before.0.get(it.id)]);
        tables.flatten().map(|it| it.to_ascii_lowercase()).collect()
    }

    /// The whole history.
    pub(crate) fn schema(&self) -> Schema {
        let mut schema = Schema {
            name: "random".into(),
            file: "random.db".into(),
            versions: self.versions.clone().into(),
            tables: self.tables.iter().map(|it| it.model.clone()).collect(),
            views: self.views.clone().into(),
            triggers: self.triggers.clone().into(),
            ..Schema::default()
        };
        for table in schema.tables.to_mut() {
            self.names.table(table);
        }
        self.names.all(&mut schema.views, Names::view);
        self.names.all(&mut schema.triggers, Names::trigger);
        schema
    }
}
