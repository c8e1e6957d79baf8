//! What can happen in a version.

use schema_core::model::{
    Check, Column, Constraint, Deferrable, Event, ForeignKey, Generated, Index, IndexColumn,
    Lifetime, PrimaryKey, ReferentialAction, Table, TableOption, Term, Text, Timing, Trigger,
    Unique, View,
};

use super::{
    names::mark,
    world::{ColumnState, Role, TableState, World, lives},
};

/// A change, as numbers from which [`World::apply`] makes something that is possible.
pub(crate) type Op = (u8, u8, u8, u8);

const TYPES: [&str; 7] = [
    "INTEGER",
    "TEXT",
    "REAL",
    "BLOB",
    "NUMERIC",
    "VARCHAR(40)",
    "",
];
const STRICT_TYPES: [&str; 5] = ["INTEGER", "TEXT", "REAL", "BLOB", "ANY"];

fn pick<T: Copy>(all: &[T], number: u8) -> Option<T> {
    (!all.is_empty()).then(|| all[usize::from(number) % all.len()])
}

/// A default that a strict column of the type takes.
fn default_of(ty: &str, variant: u8) -> &'static str {
    let all: [&'static str; 4] = match ty {
        "INTEGER" => ["7", "-3", "(1 + 1)", "9223372036854775807"],
        "REAL" => ["1.5", "-0.25", "(2.0 * 2)", "9e999"],
        "BLOB" => ["X'00FF'", "X''", "(CAST('x' AS BLOB))", "X'41'"],
        _ => ["'d'", "'it''s ü'", "('a' || 'b')", "''"],
    };
    all[usize::from(variant) % all.len()]
}

impl World {
    pub(crate) fn apply(&mut self, (kind, a, b, c): Op) {
        if kind == 0 || self.tables.iter().all(|it| !it.alive()) {
            self.new_table(a, b, c);
            return;
        }
        let alive: Vec<usize> = (0..self.tables.len())
            .filter(|it| self.tables[*it].alive())
            .collect();
        let table = pick(&alive, a).unwrap();
        let columns = self.tables[table].live_columns();
        let column = pick(&columns, b).unwrap();
        match kind {
            1 => self.drop_table(table, c),
            2 => self.rename_table(table, c),
            3 | 4 => self.add_column(table, b, c),
            5 => self.drop_column(table, column),
            6 => self.rename_column(table, column, c),
            7..=9 => self.alter_column(table, column, b, c),
            10 => self.add_constraint(table, column, b, c),
            11 => self.drop_constraint(table, b),
            12 => self.toggle_option(table, c),
            13 => self.add_index(table, column, b, c),
            14 => self.change_index(table, b, c),
            15 => self.add_view(table, column, c),
            16 => self.change_view(b, c),
            17 => self.add_trigger(table, column, b, c),
            18 => self.change_trigger(b, c),
            19 => self.change_key(table, c),
            20 => self.swap_columns(table, column, c),
            _ => self.swap_tables(table, b),
        }
    }

    fn is_old(&self, lifetime: Lifetime) -> bool {
        lifetime.until.is_none() && lifetime.since < self.version
    }

    fn new_table(&mut self, a: u8, b: u8, c: u8) {
        if self.tables.iter().filter(|it| it.alive()).count() >= 5 {
            return;
        }
        let name = self.fresh("t");
        let id = self.names.add(name);
        let model = Table {
            name: mark(id),
            lifetime: self.lived(()).lifetime,
            ..Table::default()
        };
        self.tables.push(TableState {
            id,
            model,
            columns: Vec::new(),
            typed: a % 2 == 1,
        });
        let table = self.tables.len() - 1;
        let keys: &[&str] = match b % 6 {
            0 | 1 | 5 => &["INTEGER"],
            2 => &["TEXT"],
            3 => &["TEXT", "INTEGER"],
            _ => &[],
        };
        for ty in keys {
            let column = Column {
                ty: (*ty).into(),
                not_null: keys.len() > 1 || *ty == "TEXT",
                ..Column::default()
            };
            self.push_column(table, Role::Key, column);
        }
        if !keys.is_empty() {
            let columns = self.tables[table]
                .columns
                .iter()
                .map(|it| mark(it.id))
                .collect();
            let key = PrimaryKey {
                columns,
                autoincrement: b % 6 == 1,
                ..PrimaryKey::default()
            };
            self.push_constraint(table, Constraint::PrimaryKey(key));
        }
        self.add_column(table, b / 6, c);
        self.add_column(table, b / 8, c / 3);
        if matches!(b % 6, 2 | 3) && c % 3 == 1 {
            self.push_option(table, TableOption::WithoutRowid);
        }
        if self.tables[table].typed && c % 2 == 1 {
            self.push_option(table, TableOption::Strict);
        }
    }

    fn push_option(&mut self, table: usize, option: TableOption) {
        let it = self.lived(option);
        self.tables[table].model.options.to_mut().push(it);
    }

    fn push_constraint(&mut self, table: usize, constraint: Constraint) {
        let it = self.lived(constraint);
        self.tables[table].model.constraints.to_mut().push(it);
    }

    fn push_index(&mut self, table: usize, index: Index) {
        let it = self.lived(index);
        self.tables[table].model.indexes.to_mut().push(it);
    }

    fn push_column(&mut self, table: usize, role: Role, column: Column) {
        let name = self.fresh("c");
        self.push_named_column(table, role, column, name);
    }

    fn push_named_column(&mut self, table: usize, role: Role, column: Column, name: String) {
        let id = self.names.add(name);
        let name = mark(id);
        let line = self.lived(Column { name, ..column });
        let state = &mut self.tables[table];
        let lines = vec![state.model.columns.len()];
        state.model.columns.to_mut().push(line);
        let alive = true;
        state.columns.push(ColumnState {
            id,
            role,
            lines,
            alive,
        });
    }

    fn drop_table(&mut self, table: usize, c: u8) {
        let alive = self.tables.iter().filter(|it| it.alive()).count();
        let lifetime = self.tables[table].model.lifetime;
        if alive < 2 || c % 3 != 0 || !self.is_old(lifetime) {
            return;
        }
        if self
            .tables
            .iter()
            .any(|it| it.alive() && self.refers(it, table) && it.id != self.tables[table].id)
            && c % 2 == 0
        {
            return;
        }
        if !self.end_mentions(self.tables[table].id) {
            return;
        }
        let (version, names) = (self.version, self.before.clone());
        let model = &mut self.tables[table].model;
        fn end(lifetime: &mut Lifetime, version: i64) {
            if lifetime.until.is_none() {
                lifetime.until = Some(version);
            }
        }
        // What came with this very version never was.
        model
            .columns
            .to_mut()
            .iter_mut()
            .for_each(|it| end(&mut it.lifetime, version));
        model
            .constraints
            .to_mut()
            .iter_mut()
            .for_each(|it| end(&mut it.lifetime, version));
        model
            .indexes
            .to_mut()
            .iter_mut()
            .for_each(|it| end(&mut it.lifetime, version));
        model
            .options
            .to_mut()
            .iter_mut()
            .for_each(|it| end(&mut it.lifetime, version));
        end(&mut model.lifetime, version);
        let empty = |lifetime: Lifetime| lifetime.until == Some(lifetime.since);
        if model.columns.iter().any(|it| empty(it.lifetime)) {
            // Lines that never were would still need names of the version before: keep it simple.
            model.columns.to_mut().retain(|it| !empty(it.lifetime));
        }
        model.constraints.to_mut().retain(|it| !empty(it.lifetime));
        model.indexes.to_mut().retain(|it| !empty(it.lifetime));
        model.options.to_mut().retain(|it| !empty(it.lifetime));
        // A line that this version altered lives to its end as it was.
        names.table(model);
    }

    fn refers(&self, from: &TableState, to: usize) -> bool {
        let name = mark(self.tables[to].id);
        from.model.constraints.iter().any(|it| {
            lives(it) && matches!(&it.item, Constraint::ForeignKey(key) if key.table == name)
        })
    }

    fn rename_table(&mut self, table: usize, c: u8) {
        let state = &self.tables[table];
        let id = state.id;
        if !self.is_old(state.model.lifetime) || self.names.0[id] != self.before.0[id] {
            return;
        }
        let dead: Vec<usize> = self
            .tables
            .iter()
            .filter(|it| !it.alive())
            .map(|it| it.id)
            .collect();
        let reused = pick(&dead, c / 3).map(|it| self.names.0[it].clone());
        let taken = self.relation_names();
        self.names.0[id] = match (c % 3, reused) {
            (1, Some(name)) if !taken.contains(&name.to_ascii_lowercase()) => name,
            (2, _) => flipped(&self.names.0[id]),
            _ => self.fresh("r"),
        };
    }

    fn swap_tables(&mut self, table: usize, b: u8) {
        let names = |it: &TableState| {
            it.alive()
                && it.model.lifetime.since < self.version
                && self.names.0[it.id] == self.before.0[it.id]
        };
        let all: Vec<usize> = (0..self.tables.len())
            .filter(|it| names(&self.tables[*it]))
            .collect();
        let other = pick(&all, b).filter(|it| *it != table && all.contains(&table));
        if let Some(other) = other {
            let (one, other) = (self.tables[table].id, self.tables[other].id);
            self.names.0.swap(one, other);
        }
    }

    fn column_type(&self, table: usize, variant: u8) -> &'static str {
        if self.tables[table].typed {
            STRICT_TYPES[usize::from(variant) % STRICT_TYPES.len()]
        } else {
            TYPES[usize::from(variant) % TYPES.len()]
        }
    }

    fn add_column(&mut self, table: usize, b: u8, c: u8) {
        if self.tables[table].live_columns().len() >= self.most_columns {
            return;
        }
        let is_new = self.tables[table].model.lifetime.since == self.version;
        let ty = self.column_type(table, c);
        let plain = self.readable(table);
        let mut column = Column {
            ty: ty.into(),
            ..Column::default()
        };
        let mut role = Role::Plain;
        match b % 12 {
            0 | 1 => column.default = (c % 3 != 0).then(|| default_of(ty, c / 7).into()),
            2 | 3 => {
                column.not_null = true;
                column.default = Some(default_of(ty, c / 7).into());
            }
            4 => role = Role::Distinct,
            5 => {
                column.ty = if self.tables[table].typed { "TEXT" } else { ty }.into();
                column.collate = Some("NOCASE".into());
            }
            6 | 7 if !plain.is_empty() => {
                role = Role::Generated;
                let read = mark(self.tables[table].columns[pick(&plain, c).unwrap()].id);
                let (ty, expression) = if c % 2 == 0 {
                    ("TEXT", format!("typeof({read})"))
                } else {
                    ("INTEGER", format!("length({read})"))
                };
                column.ty = ty.into();
                column.generated = Some(Generated {
                    expression: expression.into(),
                    stored: b % 12 == 6,
                });
            }
            8 | 9 if !is_new && !plain.is_empty() => {
                let read = mark(self.tables[table].columns[pick(&plain, c / 2).unwrap()].id);
                let default = default_of(ty, c / 7);
                column.from = Some(
                    self.cast(table, &format!("coalesce({read}, {default})"), ty)
                        .into(),
                );
                column.not_null = !self.tables[table].typed && c % 2 == 0;
                column.default = (c % 3 == 0).then(|| default.into());
            }
            10 | 11 => {
                self.add_reference(table, c);
                return;
            }
            _ => {
                column.not_null = is_new;
            }
        }
        let dead: Vec<usize> = (0..self.tables[table].columns.len())
            .filter(|it| !self.tables[table].columns[*it].alive)
            .collect();
        match pick(&dead, c / 5).filter(|_| c % 4 == 0) {
            Some(dead) if self.is_reusable(table, dead) => {
                let name = self.names.0[self.tables[table].columns[dead].id].clone();
                self.push_named_column(table, role, column, name);
            }
            _ => self.push_column(table, role, column),
        }
    }

    /// Whether nothing needs the name of a column that went.
    fn is_reusable(&self, table: usize, dead: usize) -> bool {
        let state = &self.tables[table];
        let id = state.columns[dead].id;
        let text = mark(id);
        let is_read = state.model.columns.iter().any(|it| {
            it.item
                .from
                .as_ref()
                .is_some_and(|it| it.contains(text.as_ref()))
        });
        !is_read && !self.is_taken(table, &self.names.0[id])
    }

    /// The columns that an expression can read: those that stood before, so that `from` can too.
    fn readable(&self, table: usize) -> Vec<usize> {
        let state = &self.tables[table];
        let is_new = state.model.lifetime.since == self.version;
        let stands = |it: &usize| {
            let first = state.columns[*it].lines[0];
            let plain = state.columns[*it].role != Role::Generated;
            plain && (is_new || state.model.columns[first].lifetime.since < self.version)
        };
        state.live_columns().into_iter().filter(stands).collect()
    }

    fn cast(&self, table: usize, expression: &str, ty: &str) -> String {
        if self.tables[table].typed && ty != "ANY" {
            format!("CAST({expression} AS {ty})")
        } else {
            expression.to_owned()
        }
    }

    fn add_reference(&mut self, table: usize, c: u8) {
        let keyed =
            |it: &TableState| it.alive() && it.key().is_some_and(|key| key.columns.len() == 1);
        let parents: Vec<usize> = (0..self.tables.len())
            .filter(|it| keyed(&self.tables[*it]))
            .collect();
        let Some(parent) = pick(&parents, c) else {
            return;
        };
        let key = self.tables[parent].key().unwrap().columns[0].clone();
        let state = &self.tables[parent];
        let ty = state.line(state.column_of(&key).unwrap()).item.ty.clone();
        let column = Column {
            ty,
            ..Column::default()
        };
        let parent_columns = if c % 2 == 0 { vec![] } else { vec![key] };
        let parent_name = mark(state.id);
        self.push_column(table, Role::Reference(parent), column);
        let id = self.tables[table].columns.last().unwrap().id;
        const ACTIONS: [ReferentialAction; 4] = [
            ReferentialAction::Cascade,
            ReferentialAction::NoAction,
            ReferentialAction::SetNull,
            ReferentialAction::Restrict,
        ];
        let deferrable = match c % 3 {
            0 => Deferrable::No,
            1 => Deferrable::InitiallyDeferred,
            _ => Deferrable::InitiallyImmediate,
        };
        let key = ForeignKey {
            columns: vec![mark(id)].into(),
            table: parent_name,
            parent_columns: parent_columns.into(),
            on_delete: ACTIONS[usize::from(c) % 4],
            on_update: ACTIONS[usize::from(c / 4) % 4],
            deferrable,
            ..ForeignKey::default()
        };
        self.push_constraint(table, Constraint::ForeignKey(key));
    }

    fn drop_column(&mut self, table: usize, column: usize) {
        let state = &self.tables[table];
        let others = state
            .live_columns()
            .into_iter()
            .filter(|it| *it != column && state.columns[*it].role != Role::Generated);
        let role = state.columns[column].role;
        let lifetime = state.line(column).lifetime;
        if others.count() == 0 || role == Role::Key || !self.is_old(lifetime) {
            return;
        }
        if !self.end_mentions(state.columns[column].id) {
            return;
        }
        let (version, names) = (self.version, self.before.clone());
        let state = &mut self.tables[table];
        let line = *state.columns[column].lines.last().unwrap();
        state.columns[column].alive = false;
        let line = &mut state.model.columns.to_mut()[line];
        line.lifetime.until = Some(version);
        // A `from` that speaks of it keeps its name of the version before, as the line does.
        let id = state.columns[column].id;
        self.names.0[id].clone_from(&names.0[id]);
        names.column(&mut line.item);
    }

    fn is_renamable(&self, table: usize, column: usize) -> bool {
        let state = &self.tables[table];
        let first = state.columns[column].lines[0];
        let id = state.columns[column].id;
        state.model.columns[first].lifetime.since < self.version
            && self.names.0[id] == self.before.0[id]
    }

    fn rename_column(&mut self, table: usize, column: usize, c: u8) {
        if !self.is_renamable(table, column) {
            return;
        }
        let id = self.tables[table].columns[column].id;
        let dead: Vec<usize> = (0..self.tables[table].columns.len())
            .filter(|it| !self.tables[table].columns[*it].alive)
            .collect();
        let dead = pick(&dead, c / 4).filter(|it| self.is_reusable(table, *it));
        self.names.0[id] = match (c % 4, dead) {
            (1, Some(dead)) => self.names.0[self.tables[table].columns[dead].id].clone(),
            (2, _) => flipped(&self.names.0[id]),
            _ => self.fresh("n"),
        };
    }

    fn swap_columns(&mut self, table: usize, column: usize, c: u8) {
        let columns = self.tables[table].live_columns();
        let other = pick(&columns, c)
            .filter(|it| *it != column)
            .filter(|it| self.is_renamable(table, *it) && self.is_renamable(table, column));
        if let Some(other) = other {
            let columns = &self.tables[table].columns;
            let (one, other) = (columns[column].id, columns[other].id);
            self.names.0.swap(one, other);
        }
    }

    fn alter_column(&mut self, table: usize, column: usize, b: u8, c: u8) {
        let state = &self.tables[table];
        let old = state.line(column).clone();
        let role = state.columns[column].role;
        if !self.is_old(old.lifetime) {
            return;
        }
        let mut new = old.item.clone();
        new.from = None;
        let name = new.name.clone();
        match (role, c % 5) {
            (Role::Key | Role::Reference(_), _) => return,
            (Role::Generated, _) => {
                let generated = new.generated.as_mut().unwrap();
                generated.stored = !generated.stored;
            }
            (Role::Distinct, it) => {
                let nocase = it % 2 == 0 && new.collate.is_none();
                new.collate = nocase.then_some("NOCASE".into());
                new.default = Some(default_of(&new.ty, c).into());
            }
            (_, 0 | 1) => {
                let ty = self.column_type(table, b / 3);
                new.ty = ty.into();
                new.default = (c % 2 == 0).then(|| default_of(ty, c).into());
                if self.tables[table].typed {
                    let value = if new.not_null {
                        format!("coalesce({name}, {})", default_of(ty, c))
                    } else {
                        name.to_string()
                    };
                    new.from = Some(self.cast(table, &value, ty).into());
                }
            }
            (_, 2) => {
                let default = default_of(&new.ty, c / 5);
                new.not_null = !new.not_null;
                new.from = new
                    .not_null
                    .then(|| format!("coalesce({name}, {default})").into());
                new.default = Some(default.into());
            }
            (_, 3) => new.default = Some(default_of(&new.ty, c / 5).into()),
            _ => {
                let readable = self.readable(table);
                let read = mark(self.tables[table].columns[pick(&readable, b).unwrap()].id);
                let default = default_of(&new.ty, c / 5);
                let value = format!("coalesce({read}, {name}, {default})");
                new.from = Some(self.cast(table, &value, &new.ty).into());
            }
        }
        let (version, names) = (self.version, self.before.clone());
        let line = *self.tables[table].columns[column].lines.last().unwrap();
        let ended = &mut self.tables[table].model.columns.to_mut()[line];
        ended.lifetime.until = Some(version);
        names.column(&mut ended.item);
        let line = self.lived(new);
        let state = &mut self.tables[table];
        state.columns[column].lines.push(state.model.columns.len());
        state.model.columns.to_mut().push(line);
    }

    fn add_constraint(&mut self, table: usize, column: usize, b: u8, c: u8) {
        let state = &self.tables[table];
        let name = mark(state.columns[column].id);
        let distinct: Vec<Text> = state
            .live_columns()
            .into_iter()
            .filter(|it| matches!(state.columns[*it].role, Role::Distinct))
            .map(|it| mark(state.columns[it].id))
            .collect();
        if state
            .model
            .constraints
            .iter()
            .filter(|it| lives(it))
            .count()
            > 4
        {
            return;
        }
        if c % 2 == 0 && !distinct.is_empty() {
            let mut columns = vec![
                pick(&(0..distinct.len()).collect::<Vec<_>>(), b)
                    .map(|it| distinct[it].clone())
                    .unwrap(),
            ];
            if c % 4 == 0 && columns[0] != name {
                columns.push(name);
            }
            let unique = Unique {
                columns: columns.into(),
                ..Unique::default()
            };
            self.push_constraint(table, Constraint::Unique(unique));
        } else {
            let own = c % 3 == 0;
            let expression = match c % 4 {
                0 | 1 => format!("{name} IS NOT 'for''bidden'"),
                2 => format!("{name} IS NULL OR typeof({name}) <> 'none'"),
                _ => format!("length(coalesce({name}, '')) >= 0"),
            };
            let check = Check {
                column: own.then_some(name),
                expression: expression.into(),
                ..Check::default()
            };
            self.push_constraint(table, Constraint::Check(check));
        }
    }

    fn drop_constraint(&mut self, table: usize, b: u8) {
        let all = &self.tables[table].model.constraints;
        let old: Vec<usize> = (0..all.len())
            .filter(|it| {
                self.is_old(all[*it].lifetime)
                    && !matches!(all[*it].item, Constraint::PrimaryKey(_))
            })
            .collect();
        let (version, names) = (self.version, self.before.clone());
        if let Some(at) = pick(&old, b) {
            let ended = &mut self.tables[table].model.constraints.to_mut()[at];
            ended.lifetime.until = Some(version);
            names.constraint(&mut ended.item);
        }
    }

    fn toggle_option(&mut self, table: usize, c: u8) {
        let state = &self.tables[table];
        let option = if c % 2 == 0 {
            TableOption::Strict
        } else {
            TableOption::WithoutRowid
        };
        let key = state.key();
        let keyed = key.is_some_and(|key| !key.autoincrement);
        let possible = match option {
            TableOption::Strict => state.typed,
            TableOption::WithoutRowid => keyed,
        };
        if !possible {
            return;
        }
        let standing = state
            .model
            .options
            .iter()
            .position(|it| lives(it) && it.item == option);
        match standing {
            None => self.push_option(table, option),
            Some(at) if self.is_old(state.model.options[at].lifetime) => {
                let version = self.version;
                self.tables[table].model.options.to_mut()[at].lifetime.until = Some(version);
            }
            Some(_) => {}
        }
    }

    fn index(&self, table: usize, column: usize, b: u8, c: u8, name: Text) -> Index {
        let state = &self.tables[table];
        let own = mark(state.columns[column].id);
        let columns = state.live_columns();
        let other = mark(state.columns[pick(&columns, b / 2).unwrap()].id);
        let distinct = state.columns[column].role == Role::Distinct;
        let term = |term, descending, collate: Option<&'static str>| IndexColumn {
            term,
            collate: collate.map(Into::into),
            descending,
        };
        let first = match c % 4 {
            0 | 1 => Term::Column(own.clone()),
            2 => Term::Expression(format!("lower({own})").into()),
            _ => Term::Expression(format!("{own} || 'x'").into()),
        };
        let unique = distinct && c % 4 < 2;
        let mut terms = vec![term(first, c % 3 == 1, (c % 5 == 1).then_some("RTRIM"))];
        if b % 2 == 0 && other != own {
            terms.push(term(Term::Column(other.clone()), b % 4 == 0, None));
        }
        let filter = match c % 6 {
            1 => Some(format!("{other} IS NOT NULL").into()),
            3 => Some(format!("{own} > 5 AND {other} <> 'ä'").into()),
            _ => None,
        };
        Index {
            name,
            unique,
            columns: terms.into(),
            filter,
        }
    }

    fn add_index(&mut self, table: usize, column: usize, b: u8, c: u8) {
        if self.tables[table]
            .model
            .indexes
            .iter()
            .filter(|it| lives(it))
            .count()
            < 4
        {
            let name = self.fresh("i").into();
            let index = self.index(table, column, b, c, name);
            self.push_index(table, index);
        }
    }

    fn change_index(&mut self, table: usize, b: u8, c: u8) {
        let all = &self.tables[table].model.indexes;
        let old: Vec<usize> = (0..all.len())
            .filter(|it| self.is_old(all[*it].lifetime))
            .collect();
        let Some(at) = pick(&old, b) else { return };
        let name = all[at].item.name.clone();
        let (version, names) = (self.version, self.before.clone());
        let ended = &mut self.tables[table].model.indexes.to_mut()[at];
        ended.lifetime.until = Some(version);
        names.index(&mut ended.item);
        if c % 2 == 0 {
            let columns = self.tables[table].live_columns();
            let index = self.index(table, pick(&columns, b).unwrap(), b, c / 2, name);
            self.push_index(table, index);
        }
    }

    fn view(&self, table: usize, column: usize, c: u8, name: Text) -> View {
        let (table, column) = (
            mark(self.tables[table].id),
            mark(self.tables[table].columns[column].id),
        );
        let query = match c % 3 {
            0 => format!("SELECT {table}.{column} AS x FROM {table}"),
            1 => format!(
                "SELECT count(*) AS x, max(q.{column}) AS y FROM {table} AS q GROUP BY q.{column}"
            ),
            _ => format!("SELECT {column} AS x FROM {table} WHERE {table}.{column} IS NOT NULL"),
        };
        View {
            name,
            query: query.into(),
            ..View::default()
        }
    }

    fn add_view(&mut self, table: usize, column: usize, c: u8) {
        if self.views.iter().filter(|it| lives(it)).count() < 3 {
            let name = self.fresh("v").into();
            let view = self.lived(self.view(table, column, c, name));
            self.views.push(view);
        }
    }

    fn change_view(&mut self, b: u8, c: u8) {
        let old: Vec<usize> = (0..self.views.len())
            .filter(|it| self.is_old(self.views[*it].lifetime))
            .collect();
        let Some(at) = pick(&old, b) else { return };
        let name = self.views[at].item.name.clone();
        let watched = self
            .triggers
            .iter()
            .any(|it| lives(it) && it.item.table == name);
        if watched {
            return;
        }
        self.views[at].lifetime.until = Some(self.version);
        self.before.clone().view(&mut self.views[at].item);
        let alive: Vec<usize> = (0..self.tables.len())
            .filter(|it| self.tables[*it].alive())
            .collect();
        if c % 2 == 0 {
            let table = pick(&alive, c / 2).unwrap();
            let columns = self.tables[table].live_columns();
            let view = self.lived(self.view(table, pick(&columns, b).unwrap(), c / 3, name));
            self.views.push(view);
        }
    }

    /// A trigger that changes nothing, whatever fires it.
    fn trigger(&self, table: usize, column: usize, b: u8, c: u8, name: Text) -> Trigger {
        let alive: Vec<usize> = (0..self.tables.len())
            .filter(|it| self.tables[*it].alive())
            .collect();
        let other = pick(&alive, b).unwrap();
        let theirs = mark(
            self.tables[other].columns[pick(&self.tables[other].live_columns(), c).unwrap()].id,
        );
        let (other, own) = (
            mark(self.tables[other].id),
            mark(self.tables[table].columns[column].id),
        );
        let (event, row) = match c % 3 {
            0 => (Event::Insert, "NEW"),
            1 => (Event::Delete, "OLD"),
            _ if b % 2 == 0 && self.tables[table].columns[column].role != Role::Generated => {
                (Event::Update(vec![own.clone()].into()), "NEW")
            }
            _ => (Event::Update(vec![].into()), "OLD"),
        };
        let body = match b % 3 {
            0 => format!("SELECT {row}.{own};"),
            1 => format!("DELETE FROM {other} WHERE 0 AND {other}.{theirs} = {row}.{own};"),
            _ => format!(
                "SELECT 'it''s; END', {theirs} FROM {other} LIMIT 1; SELECT CASE WHEN 1 THEN 2 END;"
            ),
        };
        Trigger {
            name,
            timing: if b % 4 == 0 {
                Timing::Before
            } else {
                Timing::After
            },
            event,
            table: mark(self.tables[table].id),
            when: (c % 2 == 0).then(|| format!("{row}.{own} IS NOT NULL").into()),
            body: body.into(),
        }
    }

    fn add_trigger(&mut self, table: usize, column: usize, b: u8, c: u8) {
        if self.triggers.iter().filter(|it| lives(it)).count() < 3 {
            let name = self.fresh("g").into();
            let trigger = self.lived(self.trigger(table, column, b, c, name));
            self.triggers.push(trigger);
        }
    }

    fn change_trigger(&mut self, b: u8, c: u8) {
        let old: Vec<usize> = (0..self.triggers.len())
            .filter(|it| self.is_old(self.triggers[*it].lifetime))
            .collect();
        let Some(at) = pick(&old, b) else { return };
        let name = self.triggers[at].item.name.clone();
        self.triggers[at].lifetime.until = Some(self.version);
        self.before.clone().trigger(&mut self.triggers[at].item);
        let alive: Vec<usize> = (0..self.tables.len())
            .filter(|it| self.tables[*it].alive())
            .collect();
        if c % 2 == 0 {
            let table = pick(&alive, c / 2).unwrap();
            let columns = self.tables[table].live_columns();
            let trigger =
                self.lived(self.trigger(table, pick(&columns, b).unwrap(), b, c / 3, name));
            self.triggers.push(trigger);
        }
    }

    /// Turns `AUTOINCREMENT` on or off.
    fn change_key(&mut self, table: usize, _: u8) {
        let state = &self.tables[table];
        let all = &state.model.constraints;
        let at = (0..all.len()).find(|it| {
            self.is_old(all[*it].lifetime)
                && matches!(&all[*it].item, Constraint::PrimaryKey(key) if key.columns.len() == 1)
        });
        let Some(at) = at else { return };
        let Constraint::PrimaryKey(key) = all[at].item.clone() else {
            return;
        };
        let integer = state
            .line(state.column_of(&key.columns[0]).unwrap())
            .item
            .ty
            == "INTEGER";
        if !integer || state.has(TableOption::WithoutRowid) {
            return;
        }
        let (version, names) = (self.version, self.before.clone());
        let ended = &mut self.tables[table].model.constraints.to_mut()[at];
        ended.lifetime.until = Some(version);
        names.constraint(&mut ended.item);
        let autoincrement = !key.autoincrement;
        self.push_constraint(
            table,
            Constraint::PrimaryKey(PrimaryKey {
                autoincrement,
                ..key
            }),
        );
    }
}

/// The name in the other case.
fn flipped(name: &str) -> String {
    let upper = name.to_ascii_uppercase();
    if upper == name {
        name.to_ascii_lowercase()
    } else {
        upper
    }
}
