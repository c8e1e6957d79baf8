//! What differs between a declared shape and a file. Order of columns and formatting do not count.

use std::mem;

use crate::{
    model::{Column, Constraint, ForeignKey, Index, Term, Text, Trigger, View, VirtualTable},
    shape::{Shape, Table, Traced},
    sql::{
        AddedColumn, CreateIndex, CreateTrigger, CreateView, CreateVirtualTable, Head, Names,
        canonical, same,
    },
};

use super::{Difference, Found, FoundTable, Kind};

/// Everything in which `found` differs from `declared`.
#[must_use]
pub fn compare(declared: &Shape, found: &Found) -> Vec<Difference> {
    compare_unless(declared, found, &|_, _| false)
}

/// What [`compare`] finds in objects other than those that are known to be as declared.
#[must_use]
pub fn compare_unless(
    declared: &Shape,
    found: &Found,
    is_same: &dyn Fn(Kind, &str) -> bool,
) -> Vec<Difference> {
    let mut all = Vec::new();
    let tables = declared.tables.iter();
    for table in tables.filter(|it| !is_same(Kind::Table, &it.name)) {
        match found.table(&table.name) {
            Some(standing) => compare_table(declared, table, standing, &mut all),
            None if found.is_unreadable(&table.name) => {
                all.push(missing(Kind::Unreadable, &table.name));
            }
            None => all.push(missing(Kind::Table, &table.name)),
        }
    }
    let undeclared = found
        .tables
        .iter()
        .filter(|it| declared.table(&it.table.name).is_none());
    all.extend(undeclared.map(|it| extra(Kind::Table, &it.table.name)));
    let virtual_tables = declared.virtual_tables.iter().map(|it| &it.item);
    let virtual_tables = virtual_tables.filter(|it| !is_same(Kind::VirtualTable, &it.name));
    compare_objects(
        Kind::VirtualTable,
        virtual_tables,
        &found.virtual_tables,
        &mut all,
    );
    let views = declared.views.iter().map(|it| &it.item);
    let views = views.filter(|it| !is_same(Kind::View, &it.name));
    compare_objects(Kind::View, views, &found.views, &mut all);
    let triggers = declared.triggers.iter().map(|it| &it.item);
    let triggers = triggers.filter(|it| !is_same(Kind::Trigger, &it.name));
    compare_objects(Kind::Trigger, triggers, &found.triggers, &mut all);
    all.extend(
        found
            .unreadable
            .iter()
            .filter(|name| declared.table(name).is_none())
            .map(|name| extra(Kind::Unreadable, name)),
    );
    all
}

/// Everything in which one table differs.
pub fn compare_table(
    shape: &Shape,
    declared: &Table,
    found: &FoundTable,
    all: &mut Vec<Difference>,
) {
    compare_columns(declared, &found.table, all);
    compare_constraints(shape, declared, found, all);
    compare_indexes(declared, &found.table, all);
}

fn difference(
    kind: Kind,
    object: &str,
    part: Option<&str>,
    declared: Option<String>,
    found: Option<String>,
) -> Difference {
    let (object, part) = (object.to_owned(), part.map(str::to_owned));
    Difference {
        kind,
        object,
        part,
        declared,
        found,
    }
}

fn missing(kind: Kind, name: &str) -> Difference {
    difference(kind, name, None, Some(name.to_owned()), None)
}

fn extra(kind: Kind, name: &str) -> Difference {
    difference(kind, name, None, None, Some(name.to_owned()))
}

fn compare_columns(declared: &Table, found: &Table, all: &mut Vec<Difference>) {
    let text = |table: &Table, column: &Column| AddedColumn { table, column }.to_string();
    for line in &declared.columns {
        let name = &line.item.name;
        let standing = found.column(name).map(|it| &it.item);
        if standing.is_some_and(|it| same_column(declared, &line.item, found, it)) {
            continue;
        }
        let standing = standing.map(|it| text(found, it));
        let declared_text = Some(text(declared, &line.item));
        all.push(difference(
            Kind::Column,
            &declared.name,
            Some(name),
            declared_text,
            standing,
        ));
    }
    for line in found
        .columns
        .iter()
        .filter(|it| declared.column(&it.item.name).is_none())
    {
        let standing = Some(text(found, &line.item));
        all.push(difference(
            Kind::Column,
            &declared.name,
            Some(&line.item.name),
            None,
            standing,
        ));
    }
}

fn same_column(declared: &Table, one: &Column, found: &Table, other: &Column) -> bool {
    same_default(one.default.as_ref(), other.default.as_ref())
        && same(&one.ty, &other.ty)
        && refuses_null(declared, one) == refuses_null(found, other)
        && collation(one.collate.as_ref()) == collation(other.collate.as_ref())
        && match (&one.generated, &other.generated) {
            (None, None) => true,
            (Some(one), Some(other)) => {
                one.stored == other.stored && same(&one.expression, &other.expression)
            }
            _ => false,
        }
}

/// Whether NULL is refused, also where SQLite does so without being told.
fn refuses_null(table: &Table, column: &Column) -> bool {
    let guards_key = table.without_rowid || table.strict;
    let key = table.primary_key().filter(|_| guards_key);
    let is_key = key.is_some_and(|key| {
        key.columns
            .iter()
            .any(|it| it.eq_ignore_ascii_case(&column.name))
    });
    let is_rowid = table
        .rowid_key()
        .is_some_and(|it| it.item.name == column.name);
    column.not_null || is_key || is_rowid
}

/// Compares defaults: true and false are numbers, and a plus sign means nothing.
fn same_default(one: Option<&Text>, other: Option<&Text>) -> bool {
    let number = |default: Option<&Text>| {
        let word = default.map(|it| it.to_ascii_lowercase());
        match word.as_deref() {
            Some("true") => Some("1".into()),
            Some("false") => Some("0".into()),
            Some(word) => Some(
                word.strip_prefix('+')
                    .map_or(default?.clone(), |it| it.to_owned().into()),
            ),
            None => None,
        }
    };
    same_option(number(one).as_ref(), number(other).as_ref())
}

fn same_option(one: Option<&Text>, other: Option<&Text>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => same(one, other),
        (one, other) => one
            .or(other)
            .is_none_or(|it| it.eq_ignore_ascii_case("null")),
    }
}

fn collation(collate: Option<&Text>) -> String {
    let name = collate.map_or_else(String::new, |it| it.to_ascii_lowercase());
    if name == "binary" {
        String::new()
    } else {
        name
    }
}

/// Compares keys, foreign keys, checks and options as sets.
fn compare_constraints(
    shape: &Shape,
    declared: &Table,
    found: &FoundTable,
    all: &mut Vec<Difference>,
) {
    // Texts are for what is written in another way, and take much longer to compare.
    let same_options = (declared.strict, declared.without_rowid)
        == (found.table.strict, found.table.without_rowid);
    let standing = &found.table.constraints;
    if same_options && found.peculiar.is_empty() && are_same(&declared.constraints, standing) {
        return;
    }
    let mut ours = constraint_texts(shape, declared);
    let mut theirs = constraint_texts(shape, &found.table);
    theirs.extend(found.peculiar.iter().map(|it| (canonical(it), it.clone())));
    // Saying a condition twice says no more than saying it once.
    let keys = |texts: &[(String, String)]| -> Vec<String> {
        texts.iter().map(|(key, _)| key.clone()).collect()
    };
    let (our_keys, their_keys) = (keys(&ours), keys(&theirs));
    ours.retain(|(key, _)| !their_keys.contains(key));
    theirs.retain(|(key, _)| !our_keys.contains(key));
    let push = |declared_text, found_text| {
        difference(
            Kind::Constraint,
            &declared.name,
            None,
            declared_text,
            found_text,
        )
    };
    all.extend(ours.into_iter().map(|(_, text)| push(Some(text), None)));
    all.extend(theirs.into_iter().map(|(_, text)| push(None, Some(text))));
}

/// Whether each of the clauses is among the others, word for word.
fn are_same(ours: &[Traced<Constraint>], theirs: &[Traced<Constraint>]) -> bool {
    let is_among = |one: &Traced<Constraint>, others: &[Traced<Constraint>]| {
        others.iter().any(|it| it.item == one.item)
    };
    ours.len() == theirs.len()
        && ours.iter().all(|it| is_among(it, theirs))
        && theirs.iter().all(|it| is_among(it, ours))
}

/// Each constraint and option in a form in which spelling doesn't count, and as it reads.
fn constraint_texts(shape: &Shape, table: &Table) -> Vec<(String, String)> {
    let constraints = table.constraints.iter().map(|it| match &it.item {
        Constraint::PrimaryKey(key) => {
            let suffix = if key.autoincrement {
                " AUTOINCREMENT"
            } else {
                ""
            };
            format!("PRIMARY KEY ({}){suffix}", Names(&key.columns))
        }
        Constraint::Unique(unique) => format!("UNIQUE ({})", Names(&unique.columns)),
        Constraint::ForeignKey(key) => foreign_key_text(shape, key),
        Constraint::Check(check) => format!("CHECK ({})", check.expression),
    });
    // Not by their text alone, or what the writer of texts forgets would be missing from both.
    let rules = table.constraints.iter().map(|it| match &it.item {
        Constraint::ForeignKey(key) => {
            format!(
                "{:?} {:?} {:?}",
                key.on_delete, key.on_update, key.deferrable
            )
        }
        _ => String::new(),
    });
    let options = [
        ("STRICT", table.strict),
        ("WITHOUT ROWID", table.without_rowid),
    ];
    let options = options
        .into_iter()
        .filter(|(_, set)| *set)
        .map(|(name, _)| name.to_owned());
    let constraints = constraints
        .zip(rules)
        .map(|(text, rules)| (loose(&text) + &rules, text));
    constraints
        .chain(options.map(|text| (loose(&text), text)))
        .collect()
}

/// The canonical text, without the parentheses that may enclose the whole of a check once more.
fn loose(text: &str) -> String {
    let canonical = canonical(text);
    let inner = canonical
        .strip_prefix("check ")
        .map(crate::sql::without_parentheses);
    inner.map_or_else(|| canonical.clone(), |inner| format!("check {inner}"))
}

/// A foreign key with its parent's columns, also where they are left to the parent's primary key.
fn foreign_key_text(shape: &Shape, key: &ForeignKey) -> String {
    let mut full = key.clone();
    let parent = shape.table(&key.table).and_then(|it| it.primary_key());
    if let Some(parent) = parent.filter(|_| key.parent_columns.is_empty()) {
        full.parent_columns.clone_from(&parent.columns);
    }
    crate::sql::constraint(&Constraint::ForeignKey(full))
}

fn compare_indexes(declared: &Table, found: &Table, all: &mut Vec<Difference>) {
    let text = |table: &Table, index: &Index| {
        CreateIndex {
            index,
            table: &table.name,
            head: Head::IfNotExists,
        }
        .to_string()
    };
    let find = |table: &Table, name: &str| {
        let index = table
            .indexes
            .iter()
            .find(|it| it.item.name.eq_ignore_ascii_case(name));
        index.map(|it| it.item.clone())
    };
    for index in declared.indexes.iter().map(|it| &it.item) {
        let standing = find(found, &index.name);
        if standing.as_ref().is_some_and(|it| same_index(index, it)) {
            continue;
        }
        let standing = standing.map(|it| text(found, &it));
        let part = Some(index.name.as_ref());
        all.push(difference(
            Kind::Index,
            &declared.name,
            part,
            Some(text(declared, index)),
            standing,
        ));
    }
    for index in found.indexes.iter().map(|it| &it.item) {
        if find(declared, &index.name).is_none() {
            let standing = Some(text(found, index));
            all.push(difference(
                Kind::Index,
                &declared.name,
                Some(&index.name),
                None,
                standing,
            ));
        }
    }
}

fn same_index(one: &Index, other: &Index) -> bool {
    one.unique == other.unique
        && one.columns.len() == other.columns.len()
        && same_option(one.filter.as_ref(), other.filter.as_ref())
        && one
            .columns
            .iter()
            .zip(other.columns.iter())
            .all(|(one, other)| {
                one.descending == other.descending
                    && collation(one.collate.as_ref()) == collation(other.collate.as_ref())
                    && same_term(&one.term, &other.term)
            })
}

fn same_term(one: &Term, other: &Term) -> bool {
    match (one, other) {
        (Term::Column(one), Term::Column(other)) => one.eq_ignore_ascii_case(other),
        (Term::Expression(one), Term::Expression(other)) => same(one, other),
        _ => false,
    }
}

/// An object that is no part of a table.
trait Object {
    fn name(&self) -> &str;
    fn text(&self) -> String;

    /// Whether what the text says beside names and SQL is the same, whatever the writer forgets.
    fn agrees(&self, _other: &Self) -> bool {
        true
    }
}

impl Object for View {
    fn name(&self) -> &str {
        &self.name
    }

    fn text(&self) -> String {
        CreateView {
            view: self,
            head: Head::IfNotExists,
        }
        .to_string()
    }
}

impl Object for Trigger {
    fn name(&self) -> &str {
        &self.name
    }

    fn text(&self) -> String {
        CreateTrigger {
            trigger: self,
            head: Head::IfNotExists,
        }
        .to_string()
    }

    fn agrees(&self, other: &Self) -> bool {
        self.timing == other.timing
            && mem::discriminant(&self.event) == mem::discriminant(&other.event)
            && self.when.is_some() == other.when.is_some()
    }
}

impl Object for VirtualTable {
    fn name(&self) -> &str {
        &self.name
    }

    fn text(&self) -> String {
        CreateVirtualTable {
            table: self,
            head: Head::IfNotExists,
        }
        .to_string()
    }
}

fn compare_objects<'a, T: Object + 'a>(
    kind: Kind,
    declared: impl Iterator<Item = &'a T>,
    found: &'a [T],
    all: &mut Vec<Difference>,
) {
    let mut known = Vec::new();
    for object in declared {
        let standing = found
            .iter()
            .find(|it| it.name().eq_ignore_ascii_case(object.name()));
        known.extend(standing.map(Object::name));
        let agrees = standing.is_some_and(|it| object.agrees(it));
        let (text, standing) = (object.text(), standing.map(Object::text));
        let is_same = standing
            .as_ref()
            .is_some_and(|it| agrees && same(text.trim_end_matches(';'), it));
        if !is_same {
            all.push(difference(kind, object.name(), None, Some(text), standing));
        }
    }
    let undeclared = found.iter().filter(|it| !known.contains(&it.name()));
    all.extend(undeclared.map(|it| extra(kind, it.name())));
}
