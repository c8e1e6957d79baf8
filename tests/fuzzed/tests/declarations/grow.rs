//! How a history grows: each number becomes one thing that a version does, whatever came before.

use super::{
    values::{Expr, Random, Type, Value},
    world::{
        Action, Column, From, Index, Key, Kind, Life, Line, Names, Object, Place, Reference, Seed,
        Table, Thing, World,
    },
};

const TABLES: [&str; 12] = [
    "book", "shelf", "member", "loan", "visit", "room", "desk", "crate_", "ticket", "label",
    "note", "genre",
];
const COLUMNS: [&str; 16] = [
    "size", "title", "remark", "state", "weight", "mark", "grade", "owner", "pages", "colour",
    "amount", "place", "rank_", "nick", "born", "price",
];

/// A history from the numbers of its versions.
pub fn world(versions: &[Vec<u64>]) -> World {
    let mut world = World::default();
    for numbers in versions {
        world.begin();
        numbers.iter().for_each(|it| world.apply(&mut Random(*it)));
        if world.alive(world.newest).next().is_none() {
            world.new_table(&mut Random(1));
        }
    }
    world
}

fn plain(since: i64, ty: Type) -> Line {
    Line {
        life: Life::from(since),
        ty,
        nullable: false,
        default: None,
        nocase: false,
        unique: false,
        least: None,
        from: None,
        generated: None,
        references: None,
    }
}

impl World {
    fn begin(&mut self) {
        self.newest += 1;
        self.touched.clear();
        self.touched_tables.clear();
        self.renamed.clear();
        let now = self.newest;
        let due: Vec<_> = self
            .pending
            .iter()
            .filter(|it| it.0 == now)
            .cloned()
            .collect();
        for (_, action, name) in due {
            self.rename(action, name);
        }
    }

    fn rename(&mut self, action: Action, name: String) {
        let now = self.newest;
        match &action {
            Action::RenameTable(at) => {
                self.touched_tables.insert(*at);
                self.tables[*at].names.0.push((now, name));
            }
            Action::RenameColumn(place) => {
                self.renamed.insert(*place);
                self.tables[place.0].columns[place.1]
                    .names
                    .0
                    .push((now, name));
            }
            Action::RenameVirtual(at) => self.things[*at].names.0.push((now, name)),
            _ => return,
        }
        self.actions.push((now, action));
    }

    pub fn apply(&mut self, random: &mut Random) {
        let kind = if self.newest == 1 {
            [0, 1, 21, 24, 28][random.below(5)]
        } else {
            random.below(34)
        };
        // Much of it fits only some tables and columns, so others are tried as well.
        let before = self.size();
        for _ in 0..8 {
            self.change(kind, random);
            if self.size() != before {
                break;
            }
        }
    }

    /// A number that grows with whatever is added, ended or renamed.
    fn size(&self) -> usize {
        let columns = self.tables.iter().flat_map(|it| &it.columns);
        let indexes = self.tables.iter().flat_map(|it| &it.indexes);
        let ended = indexes.clone().filter(|it| it.life.until.is_some());
        let things = self.things.iter().filter(|it| it.life.until.is_some());
        let tables = self.tables.iter().filter(|it| it.life.until.is_some());
        let options = self
            .tables
            .iter()
            .flat_map(|it| it.strict.iter().chain(&it.without_rowid));
        let options = options
            .map(|it| 1 + usize::from(it.until.is_some()))
            .sum::<usize>();
        columns.map(|it| it.lines.len()).sum::<usize>()
            + options
            + indexes.count()
            + ended.count()
            + things.count()
            + tables.count()
            + self.touched.len()
            + self.things.len()
            + self.seeds.len()
            + self.actions.len()
    }

    fn change(&mut self, kind: usize, random: &mut Random) {
        match kind {
            0..=2 => self.new_table(random),
            3..=6 => self.new_column(random),
            7..=12 => self.alter(random),
            13..=14 => self.drop_column(random),
            15..=16 => self.rename_column(random),
            17..=18 => self.rename_table(random),
            19 => self.swap(random),
            20 => self.drop_table(random),
            21..=22 => self.new_index(random),
            23 => self.drop_index(random),
            24..=26 => self.new_thing(random),
            27 => self.drop_thing(random),
            28..=29 => self.new_seed(random),
            30..=31 => self.data_step(random),
            32 => self.flip_option(random),
            _ => self.rename_virtual(random),
        }
    }

    fn some_table(&self, random: &mut Random) -> Option<usize> {
        let alive: Vec<_> = self.alive(self.newest).map(|it| it.0).collect();
        random.pick(&alive).copied()
    }

    fn column_name(&mut self, table: usize, random: &mut Random) -> String {
        let word = COLUMNS[random.below(16)];
        numbered(word)
            .find(|it| self.used.insert(format!("{table}.{it}")))
            .unwrap()
    }

    fn name(&mut self, word: &str) -> String {
        numbered(word)
            .find(|it| self.used.insert(it.clone()))
            .unwrap()
    }

    fn add_column(&mut self, table: usize, line: Line, random: &mut Random) -> Place {
        let name = self.column_name(table, random);
        let names = Names(vec![(line.life.since, name)]);
        self.lists |= line.ty == Type::State;
        self.tables[table].columns.push(Column {
            names,
            lines: vec![line],
        });
        let place = (table, self.tables[table].columns.len() - 1);
        self.touched.insert(place);
        place
    }

    fn new_table(&mut self, random: &mut Random) {
        if self.alive(self.newest).count() >= 6 {
            return;
        }
        let now = self.newest;
        let name = self.name(TABLES[random.below(12)]);
        let at = self.tables.len();
        let key = match random.below(8) {
            0..=3 => Key::Rowid(random.one_in(5)),
            4 => Key::Columns(1),
            5 => Key::Columns(2),
            6 => Key::Columns(1),
            _ => Key::None,
        };
        let wide = matches!(key, Key::Columns(_));
        self.tables.push(Table {
            life: Life::from(now),
            names: Names(vec![(now, name)]),
            key: key.clone(),
            columns: Vec::new(),
            strict: Vec::from_iter(random.one_in(3).then(|| Life::from(now))),
            without_rowid: Vec::from_iter((wide && random.one_in(2)).then(|| Life::from(now))),
            checks: Vec::new(),
            foreign: Vec::new(),
            indexes: Vec::new(),
        });
        self.touched_tables.insert(at);
        // A single integer would be the rowid.
        let is_text = key == Key::Columns(1) || key == Key::Columns(2) && random.one_in(2);
        let first = if is_text { Type::Text } else { Type::I64 };
        for number in 0..self.tables[at].key_columns() {
            let ty = if number == 0 { first } else { Type::Text };
            let place = self.add_column(at, plain(now, ty), random);
            self.fixed.insert(place);
        }
        for _ in 0..=random.below(4) {
            let line = self.any_line(random);
            self.add_column(at, line, random);
        }
        if random.one_in(3) {
            let line = Line {
                unique: true,
                ..plain(now, Type::Text)
            };
            let place = self.add_column(at, line, random);
            self.fixed.insert(place);
        }
        self.refer(at, random);
        if random.one_in(4) {
            let column = self.add_column(at, plain(now, Type::I64), random).1;
            let check = format!("{{{at}.{column}}} > -2000000000000");
            self.tables[at]
                .checks
                .push((Life::from(now), check, column));
        }
    }

    /// A column with any type, and any clauses that don't read others.
    fn any_line(&self, random: &mut Random) -> Line {
        let ty = match random.below(10) {
            0..=1 => Type::I64,
            2..=3 => Type::INTEGERS[random.below(8)],
            4 => Type::F64,
            5 => Type::Blob,
            6 => Type::State,
            _ => Type::Text,
        };
        let nullable = random.one_in(3);
        let least = (ty.is_integer() && ty != Type::Bool && random.one_in(5)).then_some(0);
        let default = (ty != Type::Blob && ty != Type::State && random.one_in(2))
            .then(|| random.value(ty, least));
        Line {
            nullable,
            least,
            default,
            nocase: ty == Type::Text && random.one_in(4),
            ..plain(self.newest, ty)
        }
    }

    /// Some reference of a new table to one that stands.
    fn refer(&mut self, at: usize, random: &mut Random) {
        let now = self.newest;
        let Some(parent) = self.some_table(random) else {
            return;
        };
        if !random.one_in(2) || parent == at && random.one_in(2) {
            return;
        }
        if self.tables[parent].key == Key::Columns(2) && parent != at {
            let types: Vec<_> = (0..2)
                .map(|it| self.tables[parent].columns[it].newest().ty)
                .collect();
            let here: Vec<_> = types
                .iter()
                .map(|it| self.add_column(at, plain(now, *it), random))
                .collect();
            self.fixed.extend(here.iter().copied());
            self.fixed.extend([(parent, 0), (parent, 1)]);
            let columns = here.iter().map(|it| it.1).collect();
            self.tables[at]
                .foreign
                .push((Life::from(now), columns, parent));
        } else if let Some(line) = self.reference(parent, random) {
            let line = Line {
                nullable: parent == at || line.nullable,
                ..line
            };
            let place = self.add_column(at, line, random);
            self.fixed.insert(place);
        }
    }

    /// A column that refers to a key of the parent: its primary key, or a unique column or index.
    fn reference(&mut self, parent: usize, random: &mut Random) -> Option<Line> {
        let now = self.newest;
        let table = &self.tables[parent];
        let numbers: Vec<usize> = table.alive(now).map(|it| it.0).collect();
        let single = matches!(table.key, Key::Rowid(_) | Key::Columns(1));
        let fits = |it: &usize| {
            (*it > 0 || single)
                && super::follow::is_unique(table, *it, now)
                && !table.columns[*it].newest().nocase
        };
        let keys: Vec<_> = numbers.into_iter().filter(fits).collect();
        let column = *random.pick(&keys)?;
        let nullable = random.one_in(2);
        let action = match random.below(3) {
            0 => "on delete cascade",
            1 if nullable => "on delete set null",
            _ => "on delete cascade on update cascade",
        };
        self.fixed.insert((parent, column));
        let ty = self.tables[parent].columns[column].newest().ty;
        let references = Some(Reference {
            to: (parent, column),
            action,
        });
        Some(Line {
            nullable,
            references,
            ..plain(now, ty)
        })
    }

    fn new_column(&mut self, random: &mut Random) {
        let Some(at) = self.some_table(random) else {
            return;
        };
        let now = self.newest;
        let seeded = self
            .seeds
            .iter()
            .any(|it| it.table == at && it.life.has(now));
        let sources = self.sources(at);
        let mut line = self.any_line(random);
        match random.below(8) {
            0 => {
                let Some(parent) = self.some_table(random) else {
                    return;
                };
                if parent == at && self.tables[at].life.since == now {
                    return;
                }
                let Some(it) = self.reference(parent, random) else {
                    return;
                };
                line = Line {
                    nullable: true,
                    ..it
                };
                let place = self.add_column(at, line, random);
                self.fixed.insert(place);
                return;
            }
            1 => {
                let Some(source) = random.pick(&sources).copied() else {
                    return;
                };
                let ty = self.tables[at].columns[source].newest().ty;
                let (own, sql) = match ty {
                    Type::Text => (Type::I64, format!("length({{{at}.{source}}})")),
                    _ if ty.is_integer() => (Type::I64, format!("{{{at}.{source}}} + 1")),
                    _ => return,
                };
                let stored = random.one_in(2);
                line = Line {
                    generated: Some((sql, stored)),
                    nullable: true,
                    ..plain(now, own)
                };
            }
            2..=3 if !seeded && self.tables[at].life.since < now => {
                let Some(source) = random.pick(&sources).copied() else {
                    return;
                };
                if self.touched.contains(&(at, source)) {
                    return;
                }
                self.touched.insert((at, source));
                let Some((ty, expr)) = self.computed((at, source), random) else {
                    return;
                };
                let default = None;
                let fallback = (!line.nullable).then(|| random.value(ty, Some(0)));
                let from = Some(From {
                    source,
                    expr,
                    fallback,
                });
                line = Line {
                    ty,
                    default,
                    from,
                    nocase: false,
                    least: None,
                    ..line
                };
            }
            _ if line.default.is_none() => line.nullable = true,
            _ => {}
        }
        self.add_column(at, line, random);
    }

    /// Columns that a `from` may read.
    fn sources(&self, at: usize) -> Vec<usize> {
        let columns = self.tables[at].alive(self.newest);
        let plain = columns.filter(|it| it.2.generated.is_none());
        plain.map(|it| it.0).collect()
    }

    /// What may be computed of a column, and the type that it has.
    fn computed(&self, place: Place, random: &mut Random) -> Option<(Type, Expr)> {
        let ty = self.tables[place.0].columns[place.1].newest().ty;
        Some(match (ty, random.below(6)) {
            (Type::Text, 0..=2) => (Type::I64, Expr::Length),
            (Type::Text, _) => (Type::Text, Expr::Concat(" pages")),
            (Type::I64, 0) => (Type::I64, Expr::PlusOne),
            (ty, 1) if ty.is_integer() => (Type::Text, Expr::TextOf),
            (ty, 2) if ty.is_integer() => (Type::F64, Expr::Half),
            (ty, 3) if ty.is_integer() => (Type::U8, Expr::Mod(100)),
            (ty, 4) if ty.is_integer() => (Type::Bool, Expr::Positive),
            (ty, _) if ty.is_integer() && random.one_in(2) => (Type::I64, Expr::NullIfZero),
            (ty, _) if ty.is_integer() => (Type::I64, Expr::Abs),
            _ => return None,
        })
    }

    /// Whether something reads the column whose meaning would be another with another type.
    fn is_read(&self, place: Place) -> bool {
        let now = self.newest;
        let table = &self.tables[place.0];
        let name = format!("{{{}.{}}}", place.0, place.1);
        let generated = table.alive(now).any(|it| {
            it.2.generated
                .as_ref()
                .is_some_and(|it| it.0.contains(&name))
        });
        let things = self.things.iter().filter(|it| it.life.has(now));
        generated
            || table
                .checks
                .iter()
                .any(|it| it.0.has(now) && it.2 == place.1)
            || table
                .indexes
                .iter()
                .any(|it| it.life.has(now) && it.reads.contains(&place.1))
            || things.into_iter().any(|it| it.reads.contains(&place))
    }

    fn some_column(&self, random: &mut Random) -> Option<Place> {
        let at = self.some_table(random)?;
        let columns: Vec<_> = self.sources(at);
        random.pick(&columns).map(|it| (at, *it))
    }

    fn alter(&mut self, random: &mut Random) {
        let Some(place) = self.some_column(random) else {
            return;
        };
        let now = self.newest;
        let old = self.tables[place.0].columns[place.1].newest().clone();
        let seeded = self.seeds.iter().any(|it| it.table == place.0);
        if self.touched.contains(&place)
            || old.life.since == now
            || self.fixed.contains(&place)
            || seeded
        {
            return;
        }
        let indexed = self.named.contains(&place);
        let new = Line {
            life: Life::from(now),
            from: None,
            ..old.clone()
        };
        let from = |expr, fallback| {
            Some(From {
                source: place.1,
                expr,
                fallback,
            })
        };
        let fallback = random.value(old.ty, old.least);
        let new = match random.below(8) {
            0 if old.ty != Type::Blob && old.ty != Type::State => {
                let default = Some(random.value(old.ty, old.least));
                if default == old.default {
                    return;
                }
                Line { default, ..new }
            }
            1 if !old.nullable => Line {
                nullable: true,
                ..new
            },
            2 if old.nullable && old.ty != Type::Blob => Line {
                nullable: false,
                from: from(Expr::Same, Some(fallback)),
                ..new
            },
            3 if old.ty == Type::Text && !self.is_read(place) => Line {
                nocase: !old.nocase,
                ..new
            },
            4 if old.least.is_some() => Line { least: None, ..new },
            4 if old.ty == Type::I64 => {
                let default = old.default.clone().filter(|it| *it >= Value::Int(0));
                Line {
                    least: Some(0),
                    default,
                    from: from(Expr::Abs, None),
                    ..new
                }
            }
            5 if old.ty.is_integer() && old.ty != Type::I64 && old.ty != Type::Bool => Line {
                ty: Type::I64,
                ..new
            },
            6 if old.ty == Type::Text && indexed => Line {
                from: from(Expr::Concat(" tea"), None),
                ..new
            },
            6..=7 if !self.is_read(place) => {
                let Some((ty, expr)) = self.computed(place, random) else {
                    return;
                };
                let fallback = (!old.nullable || random.one_in(2))
                    .then(|| random.value(ty, old.least.filter(|_| ty == old.ty)));
                let nullable = fallback.is_none();
                let keep = ty == old.ty;
                let default = old.default.clone().filter(|_| keep);
                let least = old.least.filter(|_| keep);
                let from = from(expr, fallback);
                Line {
                    ty,
                    nullable,
                    default,
                    least,
                    from,
                    nocase: old.nocase && keep,
                    ..new
                }
            }
            _ => return,
        };
        if indexed && new.ty != Type::Text {
            return;
        }
        self.touched.insert(place);
        let lines = &mut self.tables[place.0].columns[place.1].lines;
        lines.last_mut().unwrap().life.until = Some(now);
        lines.push(new);
    }

    /// Ends what reads something; false if some of it has only just begun.
    fn end_things(&mut self, reads: impl Fn(&Thing) -> bool) -> bool {
        let now = self.newest;
        let alive = |it: &&mut Thing| it.life.has(now) && reads(it);
        if self
            .things
            .iter_mut()
            .filter(alive)
            .any(|it| it.life.since == now)
        {
            return false;
        }
        self.things
            .iter_mut()
            .filter(alive)
            .for_each(|it| it.life.until = Some(now));
        true
    }

    fn drop_column(&mut self, random: &mut Random) {
        let Some(place) = self.some_column(random) else {
            return;
        };
        let now = self.newest;
        let table = &self.tables[place.0];
        let name = format!("{{{}.{}}}", place.0, place.1);
        let generated = table.alive(now).any(|it| {
            it.2.generated
                .as_ref()
                .is_some_and(|it| it.0.contains(&name))
        });
        let seeded = self
            .seeds
            .iter()
            .any(|it| it.table == place.0 && it.life.has(now));
        let begun = table.columns[place.1].newest().life.since == now;
        let taken = self.touched.contains(&place)
            || self.fixed.contains(&place)
            || self.named.contains(&place);
        let checked = table
            .checks
            .iter()
            .any(|it| it.0.has(now) && it.2 == place.1);
        let indexes = table
            .indexes
            .iter()
            .filter(|it| it.life.has(now) && it.reads.contains(&place.1));
        let indexed = indexes.into_iter().any(|it| it.life.since == now);
        let last = table.alive(now).count() == 1;
        if last
            || generated
            || seeded
            || begun
            || taken
            || checked
            || indexed
            || self.renamed.contains(&place)
        {
            return;
        }
        if !self.end_things(|it| it.reads.contains(&place)) {
            return;
        }
        self.touched.insert(place);
        let table = &mut self.tables[place.0];
        table.columns[place.1].lines.last_mut().unwrap().life.until = Some(now);
        let indexes = table
            .indexes
            .iter_mut()
            .filter(|it| it.life.has(now) && it.reads.contains(&place.1));
        indexes.for_each(|it| it.life.until = Some(now));
    }

    fn can_rename(&self, place: Place) -> bool {
        let fresh = self.tables[place.0].columns[place.1].lines[0].life.since == self.newest;
        !fresh && !self.renamed.contains(&place) && !self.named.contains(&place)
    }

    fn rename_column(&mut self, random: &mut Random) {
        let Some(place) = self.some_column(random).filter(|it| self.can_rename(*it)) else {
            return;
        };
        let name = self.column_name(place.0, random);
        self.rename(Action::RenameColumn(place), name);
    }

    fn rename_table(&mut self, random: &mut Random) {
        let Some(at) = self.some_table(random) else {
            return;
        };
        if self.touched_tables.contains(&at) || self.named_tables.contains(&at) {
            return;
        }
        let name = self.name(TABLES[random.below(12)]);
        self.rename(Action::RenameTable(at), name);
    }

    /// Two columns of a table, or two tables, take each other's names, by way of a third.
    fn swap(&mut self, random: &mut Random) {
        let now = self.newest;
        if random.one_in(2) {
            let Some(one) = self.some_table(random) else {
                return;
            };
            let Some(other) = self.some_table(random) else {
                return;
            };
            let held =
                |it: &usize| self.touched_tables.contains(it) || self.named_tables.contains(it);
            if one == other || [one, other].iter().any(held) {
                return;
            }
            let names = [one, other].map(|it| self.tables[it].names.at(now).to_owned());
            self.named_tables.extend([one, other]);
            let third = self.name("interim");
            self.rename(Action::RenameTable(one), third);
            self.pending
                .push((now + 1, Action::RenameTable(other), names[0].clone()));
            self.pending
                .push((now + 2, Action::RenameTable(one), names[1].clone()));
            return;
        }
        let Some(one) = self.some_column(random).filter(|it| self.can_rename(*it)) else {
            return;
        };
        let columns = self.sources(one.0);
        let Some(other) = random.pick(&columns).map(|it| (one.0, *it)) else {
            return;
        };
        if one == other || !self.can_rename(other) {
            return;
        }
        let names = [one, other].map(|it| self.tables[it.0].columns[it.1].names.at(now).to_owned());
        self.named.extend([one, other]);
        self.named_tables.insert(one.0);
        let third = self.column_name(one.0, random);
        self.rename(Action::RenameColumn(one), third);
        self.pending
            .push((now + 1, Action::RenameColumn(other), names[0].clone()));
        self.pending
            .push((now + 2, Action::RenameColumn(one), names[1].clone()));
    }

    fn drop_table(&mut self, random: &mut Random) {
        let Some(at) = self.some_table(random) else {
            return;
        };
        let now = self.newest;
        let refers = |table: &Table| {
            let lines = table
                .alive(now)
                .any(|it| it.2.references.as_ref().is_some_and(|it| it.to.0 == at));
            lines || table.foreign.iter().any(|it| it.0.has(now) && it.2 == at)
        };
        let referred = self.alive(now).any(|(it, table)| it != at && refers(table));
        let acted = self.actions.iter().any(|it| {
            it.0 == now
                && matches!(&it.1, Action::Update(it, _) | Action::Delete(it, _) if it.0 == at)
        });
        let touched = self.touched_tables.contains(&at) || self.touched.iter().any(|it| it.0 == at);
        let renamed = self.named_tables.contains(&at) || self.renamed.iter().any(|it| it.0 == at);
        let begun = self
            .seeds
            .iter()
            .any(|it| it.table == at && it.life.since == now)
            || self.tables[at]
                .indexes
                .iter()
                .any(|it| it.life.since == now || it.life.until == Some(now))
            || {
                let table = &self.tables[at];
                let mut options = table.strict.iter().chain(&table.without_rowid);
                options.any(|it| it.since == now || it.until == Some(now))
            };
        if referred || acted || touched || renamed || begun || self.alive(now).count() < 2 {
            return;
        }
        if !self.end_things(|it| it.tables.contains(&at)) {
            return;
        }
        let end = |it: &mut Life| {
            if it.has(now) {
                it.until = Some(now);
            }
        };
        self.seeds
            .iter_mut()
            .filter(|it| it.table == at)
            .for_each(|it| end(&mut it.life));
        let table = &mut self.tables[at];
        end(&mut table.life);
        table
            .columns
            .iter_mut()
            .flat_map(|it| &mut it.lines)
            .for_each(|it| end(&mut it.life));
        table.indexes.iter_mut().for_each(|it| end(&mut it.life));
        table.checks.iter_mut().for_each(|it| end(&mut it.0));
        table.foreign.iter_mut().for_each(|it| end(&mut it.0));
        table
            .strict
            .iter_mut()
            .chain(&mut table.without_rowid)
            .for_each(end);
    }

    fn new_index(&mut self, random: &mut Random) {
        let Some(place) = self.some_column(random) else {
            return;
        };
        let now = self.newest;
        let (at, column) = place;
        let ty = self.tables[at].columns[column].newest().ty;
        let new = self.tables[at].life.since == now;
        let sql = format!("{{{at}.{column}}}");
        let words = ["", " desc", " collate nocase"][random.below(3)];
        let (mut term, mut unique, mut filter) = ((None, column, words), false, None);
        match random.below(5) {
            0 if ty == Type::Text => term = (Some(format!("length({sql})")), usize::MAX, ""),
            1 => filter = Some(format!("{sql} IS NOT NULL")),
            2..=4
                if new && matches!(ty, Type::Text | Type::I64) && !self.fixed.contains(&place) =>
            {
                let line = self.tables[at].columns[column].newest();
                if line.generated.is_some() || line.least.is_some() || line.nullable || line.nocase
                {
                    return;
                }
                unique = true;
                term = (None, column, "");
                self.fixed.insert(place);
            }
            _ => {}
        }
        let name = self.name("by");
        let mut terms = vec![term];
        let mut others = self.sources(at);
        others.retain(|it| *it != column);
        if let Some(other) = random.pick(&others).filter(|_| !unique && random.one_in(3)) {
            terms.push((None, *other, ""));
        }
        let mut reads = vec![column];
        reads.extend(terms.iter().skip(1).map(|it| it.1));
        let life = Life::from(now);
        self.tables[at].indexes.push(Index {
            life,
            name,
            unique,
            terms,
            filter,
            reads,
        });
    }

    fn drop_index(&mut self, random: &mut Random) {
        let Some(at) = self.some_table(random) else {
            return;
        };
        let now = self.newest;
        let indexes = &mut self.tables[at].indexes;
        if let Some(it) = indexes
            .iter_mut()
            .find(|it| it.life.has(now) && !it.unique && it.life.since < now)
        {
            it.life.until = Some(now);
        }
    }

    /// Any of the columns that meet a condition.
    fn column_where(&self, random: &mut Random, fits: impl Fn(Place) -> bool) -> Option<Place> {
        let tables = self.alive(self.newest).map(|it| it.0);
        let places = tables.flat_map(|at| self.sources(at).into_iter().map(move |it| (at, it)));
        let places: Vec<Place> = places.filter(|it| fits(*it)).collect();
        random.pick(&places).copied()
    }

    fn type_of(&self, place: Place) -> Type {
        self.tables[place.0].columns[place.1].newest().ty
    }

    fn new_thing(&mut self, random: &mut Random) {
        let kind = random.below(9);
        let is_searchable = |it: Place| {
            self.type_of(it) == Type::Text && matches!(self.tables[it.0].key, Key::Rowid(_))
        };
        let place = self.column_where(random, |it| kind != 4 && kind != 8 || is_searchable(it));
        let Some(place) = place else { return };
        let (at, column) = place;
        let now = self.newest;
        let (sql, rowid) = (format!("{{{at}.{column}}}"), format!("{{{at}.0}}"));
        let number = self.things.len();
        let mut thing = Thing {
            life: Life::from(now),
            names: Names(Vec::new()),
            object: Object::View(String::new()),
            tables: vec![at],
            reads: vec![place],
        };
        let word = match kind {
            0..=1 => {
                let filter = ["", " WHERE x IS NOT NULL", " ORDER BY 1 DESC"][random.below(3)];
                let filter = filter.replace('x', &sql);
                thing.object = Object::View(format!(
                    "SELECT count(*) AS n, {sql} AS x FROM {{{at}}}{filter}"
                ));
                if random.one_in(2) {
                    thing.object =
                        Object::View(format!("SELECT one.{sql} AS x FROM {{{at}}} AS one{}", ""));
                }
                "seen"
            }
            2..=3 => {
                let counts = |it: Place| {
                    it.0 != at && self.type_of(it) == Type::I64 && !self.fixed.contains(&it)
                };
                let Some(tally) = self.column_where(random, counts) else {
                    return;
                };
                let events = [
                    "after insert",
                    "after delete",
                    "before insert",
                    "after update",
                ];
                let event = events[random.below(4)];
                let count = format!("{{{}.{}}}", tally.0, tally.1);
                let body = format!("UPDATE {{{}}} SET {count} = {count} + 1", tally.0);
                thing.object = Object::Trigger(event, at, body);
                thing.tables.push(tally.0);
                thing.reads = vec![tally];
                "counts"
            }
            4 | 8 => {
                self.named.insert(place);
                let using = format!("fts5({sql}, content={{{at}}}, content_rowid={rowid})");
                thing.object = Object::Virtual(using, Kind::External(place));
                thing.reads.push((at, 0));
                self.named.insert((at, 0));
                "found_in"
            }
            5 => {
                (thing.tables, thing.reads) = (Vec::new(), Vec::new());
                thing.object = Object::Virtual("fts5(body, tag UNINDEXED)".into(), Kind::Own);
                "texts"
            }
            6 => {
                (thing.tables, thing.reads) = (Vec::new(), Vec::new());
                thing.object = Object::Virtual("fts5(body, content='')".into(), Kind::Contentless);
                "words"
            }
            7 => {
                (thing.tables, thing.reads) = (Vec::new(), Vec::new());
                thing.object = Object::Virtual("rtree(id, low, high)".into(), Kind::Box);
                "boxes"
            }
            _ => return,
        };
        thing.names = Names(vec![(now, self.name(word))]);
        let external = matches!(thing.object, Object::Virtual(_, Kind::External(_)));
        self.things.push(thing.clone());
        if external {
            let new =
                format!("INSERT INTO {{v{number}}} (rowid, {sql}) VALUES (new.{rowid}, new.{sql})");
            let old = format!(
                "INSERT INTO {{v{number}}} ({{v{number}}}, rowid, {sql}) VALUES ('delete', old.{rowid}, old.{sql})"
            );
            let both = format!("{old}; {new}");
            for (event, body) in [
                ("after insert", new),
                ("after delete", old),
                ("after update", both),
            ] {
                let names = Names(vec![(now, self.name("keeps"))]);
                let object = Object::Trigger(event, at, body);
                self.things.push(Thing {
                    names,
                    object,
                    ..thing.clone()
                });
            }
        }
    }

    fn drop_thing(&mut self, random: &mut Random) {
        let now = self.newest;
        let alive = self
            .things
            .iter()
            .enumerate()
            .filter(|it| it.1.life.has(now) && it.1.life.since < now);
        let alive: Vec<_> = alive.map(|it| it.0).collect();
        let Some(at) = random.pick(&alive).copied() else {
            return;
        };
        if self
            .actions
            .iter()
            .any(|it| it.0 == now && matches!(it.1, Action::RenameVirtual(it) if it == at))
        {
            return;
        }
        let thing = &self.things[at];
        let external = matches!(thing.object, Object::Virtual(_, Kind::External(_)));
        let keeper =
            matches!(thing.object, Object::Trigger(..)) && thing.names.at(now).starts_with("keeps");
        if keeper {
            return;
        }
        let count = if external { 4 } else { 1 };
        self.things[at..at + count]
            .iter_mut()
            .for_each(|it| it.life.until = Some(now));
    }

    fn rename_virtual(&mut self, random: &mut Random) {
        let now = self.newest;
        let alive = self
            .things
            .iter()
            .enumerate()
            .filter(|it| it.1.life.has(now) && it.1.life.since < now);
        let renamed = |at: usize| self.things[at].names.0.last().unwrap().0 == now;
        let alive = alive.filter(|it| matches!(it.1.object, Object::Virtual(..)) && !renamed(it.0));
        let alive: Vec<_> = alive.map(|it| it.0).collect();
        let Some(at) = random.pick(&alive).copied() else {
            return;
        };
        let name = self.name("renamed");
        self.rename(Action::RenameVirtual(at), name);
    }

    fn new_seed(&mut self, random: &mut Random) {
        let Some(at) = self.some_table(random) else {
            return;
        };
        let now = self.newest;
        let table = &self.tables[at];
        let keyed = matches!(table.key, Key::Rowid(_) | Key::Columns(1));
        let bare = table.alive(now).skip(1).all(|(column, _, line)| {
            let easy = !matches!(line.ty, Type::Blob | Type::State) || line.nullable;
            easy && (line.references.is_none() || line.nullable)
                && !super::follow::is_unique(table, column, now)
        });
        let touched = self
            .touched
            .iter()
            .any(|it| it.0 == at && self.tables[at].life.since < now);
        if !keyed || !bare || touched || !table.foreign.is_empty() {
            return;
        }
        let mut row = Vec::new();
        for (column, _, line) in table.alive(now).filter(|it| it.2.generated.is_none()) {
            let number = 3 + self.seeds.len() as i64;
            let value = match line.ty {
                Type::Text if column == 0 => Value::Text(format!("k{number}")),
                _ if column == 0 => Value::Int(number),
                _ if line.references.is_some() => Value::Null,
                Type::Blob | Type::State => Value::Null,
                ty => random.value(ty, line.least),
            };
            row.push((column, value));
        }
        let columns = row.iter().map(|it| (at, it.0)).collect::<Vec<_>>();
        self.touched.extend(columns);
        self.seeds.push(Seed {
            life: Life::from(now),
            table: at,
            row,
        });
    }

    fn data_step(&mut self, random: &mut Random) {
        let Some(place) = self.some_column(random) else {
            return;
        };
        let now = self.newest;
        let line = self.tables[place.0].columns[place.1].newest();
        let stands = self.tables[place.0].life.since < now && line.life.since < now;
        let free = !self.touched.iter().any(|it| it.0 == place.0) && !self.fixed.contains(&place);
        if !stands || !free {
            return;
        }
        let referred = self.tables.iter().any(|it| {
            let lines = it.columns.iter().flat_map(|it| &it.lines);
            lines
                .into_iter()
                .any(|it| it.references.as_ref().is_some_and(|it| it.to.0 == place.0))
                || it.foreign.iter().any(|it| it.2 == place.0)
        });
        let action = match line.ty {
            Type::I64 if referred || random.one_in(2) => Action::Update(place, Expr::PlusOne),
            Type::I64 if self.tables[place.0].key != Key::Rowid(true) => Action::Delete(place, 20),
            Type::Text => Action::Update(place, Expr::Concat("!")),
            _ => return,
        };
        let columns: Vec<_> = (0..self.tables[place.0].columns.len())
            .map(|it| (place.0, it))
            .collect();
        self.touched.extend(columns);
        self.actions.push((now, action));
    }

    fn flip_option(&mut self, random: &mut Random) {
        let Some(at) = self.some_table(random) else {
            return;
        };
        let now = self.newest;
        let table = &mut self.tables[at];
        if table.life.since == now {
            return;
        }
        let wide = matches!(table.key, Key::Columns(_)) && random.one_in(2);
        let lives = if wide {
            &mut table.without_rowid
        } else {
            &mut table.strict
        };
        match lives.last_mut() {
            Some(it) if it.has(now) && it.since < now => it.until = Some(now),
            Some(it) if it.until == Some(now) || it.since == now => {}
            _ => lives.push(Life::from(now)),
        }
    }
}

/// A word, and the word with ever higher numbers behind it.
fn numbered(word: &str) -> impl Iterator<Item = String> {
    let others = (2..).map(move |it| format!("{word}{it}"));
    std::iter::once(word.to_owned()).chain(others)
}
