//! What of a schema can be rehearsed apart, where all of it is too much for one database.
//!
//! Most statements that change a table have SQLite read its whole schema again, so what a rehearsal
//! costs grows with the product of tables and changes. A schema of many tables is therefore rehearsed
//! in parts: a few tables at a time, beside the tables that they refer to, and only the versions in
//! which something happens to them. Tables stay together that share a name at different times, and
//! those that a view, a trigger, a virtual table or a data step may read.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use schema_core::{
    model::{Action, Constraint, Schema, Text},
    shape::{Shape, Table, Timeline, mentions},
};

use super::touched::is_touched;

/// A schema of so many tables is rehearsed in one database.
const FEW: usize = 32;

/// So many tables of a larger one are rehearsed together, beside those that they refer to.
const TOGETHER: usize = 4;

/// Which tables have to do with each other, by the model's indices.
#[derive(Debug)]
pub(super) struct Parts {
    /// The tables that have, or had, a name, in lower case.
    names: HashMap<String, BTreeSet<usize>>,
    /// One of the tables from which a table can't be parted; the first of them is its own.
    leaders: Vec<usize>,
    /// The tables to which a table refers, by the constraints that do.
    parents: BTreeMap<usize, BTreeSet<(usize, usize)>>,
    /// One of the tables that go with all that is no table.
    core: usize,
    together: usize,
}

impl Parts {
    /// The parts of a schema that has too many tables to be rehearsed in one database.
    pub(super) fn of(schema: &Schema, timeline: &Timeline) -> Option<Self> {
        let is_large = schema.tables.len() > FEW;
        is_large
            .then(|| Self::with(schema, timeline, TOGETHER))
            .flatten()
    }

    /// Parts of about so many tables; none if nobody can tell what a data step reads.
    pub(super) fn with(schema: &Schema, timeline: &Timeline, together: usize) -> Option<Self> {
        let mut actions = schema.versions.iter().flat_map(|it| it.actions.iter());
        if actions.any(|it| matches!(it, Action::Run(_))) {
            return None;
        }
        let mut parts = Self {
            names: HashMap::new(),
            leaders: (0..schema.tables.len()).collect(),
            parents: BTreeMap::new(),
            core: 0,
            together,
        };
        let mut before = &Shape::default();
        for shape in timeline.shapes() {
            parts.name(before, shape);
            parts.refer(before, shape);
            before = shape;
        }
        parts.read(schema);
        Some(parts)
    }

    /// The tables that have, or had, this name.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = usize> {
        let named = self.names.get(&name.to_ascii_lowercase());
        named.into_iter().flatten().copied()
    }

    /// The constraints with which a table refers to others, each with the table that it refers to.
    pub(super) fn parents(&self, table: usize) -> impl Iterator<Item = (usize, usize)> {
        self.parents.get(&table).into_iter().flatten().copied()
    }

    /// Whether all that is no table goes with these.
    pub(super) fn is_core(&self, tables: &BTreeSet<usize>) -> bool {
        tables.contains(&self.core)
    }

    /// Tables that are rehearsed together, in the order of their declaration.
    pub(super) fn groups(&self) -> Vec<BTreeSet<usize>> {
        let mut bound: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for table in 0..self.leaders.len() {
            bound.entry(self.leader(table)).or_default().push(table);
        }
        let mut groups: Vec<BTreeSet<usize>> = Vec::new();
        for tables in bound.into_values() {
            match groups.last_mut().filter(|it| it.len() < self.together) {
                Some(group) => group.extend(tables),
                None => groups.push(tables.into_iter().collect()),
            }
        }
        groups
    }

    fn leader(&self, table: usize) -> usize {
        let next = |it: &usize| self.leaders.get(*it).copied().filter(|next| next != it);
        std::iter::successors(Some(table), next)
            .last()
            .unwrap_or(table)
    }

    fn bind(&mut self, one: usize, other: usize) {
        let (one, other) = (self.leader(one), self.leader(other));
        if let Some(leader) = self.leaders.get_mut(one.max(other)) {
            *leader = one.min(other);
        }
    }

    /// Notes the names that tables get with a version.
    fn name(&mut self, before: &Shape, shape: &Shape) {
        for table in touched(before, shape) {
            let name = table.name.to_ascii_lowercase();
            let named = self.names.entry(name).or_default();
            named.insert(table.declared);
            let first = named.first().copied().unwrap_or(table.declared);
            self.bind(first, table.declared);
        }
    }

    /// Notes what tables refer to from a version on.
    fn refer(&mut self, before: &Shape, shape: &Shape) {
        for table in touched(before, shape) {
            let keys = table.constraints.iter().flat_map(|it| {
                let key = match &it.item {
                    Constraint::ForeignKey(key) => Some(key),
                    _ => None,
                };
                let parents = key.into_iter().flat_map(|key| self.named(&key.table));
                parents.map(|parent| (it.declared, parent))
            });
            let keys: Vec<(usize, usize)> = keys.collect();
            self.parents.entry(table.declared).or_default().extend(keys);
        }
    }

    /// Binds what may be read together: by queries in columns, and by all that is no table.
    fn read(&mut self, schema: &Schema) {
        for (declared, table) in schema.tables.iter().enumerate() {
            let values = table.columns.iter().filter_map(|it| it.item.from.as_ref());
            for query in values.filter(|it| mentions(it, "select")) {
                self.bind_mentioned(declared, query);
            }
        }
        let actions = schema.versions.iter().flat_map(|it| it.actions.iter());
        let statements = actions.filter_map(|action| match action {
            Action::Sql(sql) => Some(sql),
            _ => None,
        });
        let views = schema.views.iter().map(|it| &it.item.query);
        let using = schema.virtual_tables.iter().map(|it| &it.item.using);
        let triggers = schema.triggers.iter().map(|it| &it.item);
        let triggers = triggers.flat_map(|it| [&it.table, &it.body].into_iter().chain(&it.when));
        let seeds = schema.seeds.iter().flat_map(|it| it.item.values.iter());
        let seeds = seeds.map(|(_, value)| value);
        let queries = seeds.filter(|it| mentions(it, "select"));
        let texts = statements.chain(views).chain(using).chain(triggers);
        let texts: Vec<&Text> = texts.chain(queries).collect();
        let first = texts
            .iter()
            .find_map(|it| self.mentioned(it).first().copied());
        self.core = first.unwrap_or_default();
        for text in texts {
            self.bind_mentioned(self.core, text);
        }
        self.core_seeds(schema);
        self.core = self.leader(self.core);
    }

    /// Binds the tables of seeds that ask for more than their own values.
    fn core_seeds(&mut self, schema: &Schema) {
        for seed in schema.seeds.iter().map(|it| &it.item) {
            let asks = seed.values.iter().any(|(_, it)| mentions(it, "select"));
            let tables: Vec<usize> = self.named(&seed.table).filter(|_| asks).collect();
            for table in tables {
                self.bind(self.core, table);
            }
        }
    }

    fn bind_mentioned(&mut self, table: usize, text: &str) {
        for mentioned in self.mentioned(text) {
            self.bind(table, mentioned);
        }
    }

    /// The tables whose names are somewhere in the text, be it by chance.
    fn mentioned(&self, text: &str) -> Vec<usize> {
        let text = text.to_ascii_lowercase();
        let names = self.names.iter();
        let mut tables: Vec<usize> = names
            .filter(|(name, _)| text.contains(name.as_str()))
            .flat_map(|(_, tables)| tables.iter().copied())
            .collect();
        tables.sort_unstable();
        tables
    }
}

fn touched<'a>(before: &'a Shape, shape: &'a Shape) -> impl Iterator<Item = &'a Table> {
    let tables = shape.tables.iter().filter(|it| is_touched(before, it));
    tables.map(AsRef::as_ref)
}
