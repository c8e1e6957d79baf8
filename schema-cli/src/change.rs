//! What came, went and changed between two versions, or between a version and a file.

use std::fmt::{self, Display, Formatter};

use schema_core::{
    ddl::{
        AddedColumn, CreateIndex, CreateTrigger, CreateView, CreateVirtualTable, Head, constraint,
    },
    found::Difference,
    shape::{ColumnLine, Pair, Shape, Table, Traced, pairs},
};
use serde::Serialize;

/// What happened to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Verb {
    Added,
    Removed,
    Renamed,
    Changed,
}

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Change {
    pub(crate) verb: Verb,
    /// Such as ``column `book.pages` ``.
    pub(crate) what: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) after: Option<String>,
}

impl Change {
    /// What two texts come to; nothing if they are the same.
    fn of(what: String, (before, after): Pair<String>) -> Option<Self> {
        let verb = match (&before, &after) {
            (None, _) => Verb::Added,
            (_, None) => Verb::Removed,
            (Some(before), Some(after)) if before == after => return None,
            _ => Verb::Changed,
        };
        Some(Self {
            verb,
            what,
            before,
            after,
        })
    }

    fn renamed(what: &str, before: &str, after: &str) -> Option<Self> {
        (before != after).then(|| Self {
            verb: Verb::Renamed,
            what: format!("{what} `{before}`"),
            before: Some(before.to_owned()),
            after: Some(after.to_owned()),
        })
    }
}

/// What differs between a version and a file.
pub(crate) fn to_file(differences: &[Difference]) -> Vec<Change> {
    let changes = differences.iter().map(|it| {
        let name = it
            .part
            .as_ref()
            .map_or(it.object.clone(), |part| format!("{}.{part}", it.object));
        let what = format!("{} `{name}`", kind(it));
        Change::of(what, (it.declared.clone(), it.found.clone()))
    });
    changes.flatten().collect()
}

fn kind(difference: &Difference) -> &'static str {
    use schema_core::found::Kind;
    match difference.kind {
        Kind::Table => "table",
        Kind::Column => "column",
        Kind::Constraint => "constraint of",
        Kind::Index => "index",
        Kind::VirtualTable => "virtual table",
        Kind::View => "view",
        Kind::Trigger => "trigger",
        _ => "unreadable object",
    }
}

/// What differs between two versions. What a rename has led along is the same thing.
pub(crate) fn between(before: &Shape, after: &Shape) -> Vec<Change> {
    let mut changes = Vec::new();
    for (old, new) in pairs(
        &before.tables,
        &after.tables,
        |it| it.declared,
        |it| &it.name,
    ) {
        match (old, new) {
            (Some(old), Some(new)) => table(old, new, &mut changes),
            (old, new) => {
                let name = |table: &Table| table.name.clone();
                let pair = (old.map(|it| name(it)), new.map(|it| name(it)));
                let either = pair.0.as_ref().or(pair.1.as_ref());
                let what = format!("table `{}`", either.map_or("", String::as_str));
                changes.extend(Change::of(what, pair));
            }
        }
    }
    let head = Head::IfNotExists;
    objects(
        "virtual table",
        [&before.virtual_tables, &after.virtual_tables],
        |it| &it.name,
        |table| CreateVirtualTable { table, head }.to_string(),
        &mut changes,
    );
    objects(
        "view",
        [&before.views, &after.views],
        |it| &it.name,
        |view| CreateView { view, head }.to_string(),
        &mut changes,
    );
    objects(
        "trigger",
        [&before.triggers, &after.triggers],
        |it| &it.name,
        |trigger| CreateTrigger { trigger, head }.to_string(),
        &mut changes,
    );
    changes
}

fn table(old: &Table, new: &Table, changes: &mut Vec<Change>) {
    changes.extend(Change::renamed("table", &old.name, &new.name));
    for (was, is) in pairs(
        &old.columns,
        &new.columns,
        |it| it.identity,
        |it| &it.item.name,
    ) {
        if let (Some(was), Some(is)) = (was, is) {
            let what = format!("column `{}`.", new.name);
            let what = what.trim_end_matches('.');
            changes.extend(Change::renamed(what, &was.item.name, &is.item.name));
        }
        let text = |table: &Table, line: &ColumnLine| {
            let mut column = line.item.clone();
            column.name = is.or(was).map_or(column.name, |it| it.item.name.clone());
            // The constraints that are written at it are told by themselves.
            let bare = Table {
                constraints: Vec::new(),
                ..table.clone()
            };
            AddedColumn {
                table: &bare,
                column: &column,
            }
            .to_string()
        };
        let name = is.or(was).map_or("", |it| &it.item.name);
        let what = format!("column `{}.{name}`", new.name);
        let pair = (was.map(|it| text(old, it)), is.map(|it| text(new, it)));
        changes.extend(Change::of(what, pair));
    }
    let what = format!("constraint of `{}`", new.name);
    for (was, is) in pairs(&old.constraints, &new.constraints, |it| it.declared, |_| "") {
        // The same one may name what was renamed.
        if was.is_none() || is.is_none() {
            let text = |it: &Traced<_>| constraint(&it.item);
            changes.extend(Change::of(what.clone(), (was.map(text), is.map(text))));
        }
    }
    let options = |it: &Table| {
        let names = [("STRICT", it.strict), ("WITHOUT ROWID", it.without_rowid)];
        let set = names.into_iter().filter(|(_, is_set)| *is_set);
        Some(set.map(|(name, _)| name).collect::<Vec<_>>().join(", "))
    };
    changes.extend(Change::of(
        format!("options of `{}`", new.name),
        (options(old), options(new)),
    ));
    let head = Head::IfNotExists;
    objects(
        "index",
        [&old.indexes, &new.indexes],
        |it| &it.name,
        |index| {
            CreateIndex {
                index,
                table: &new.name,
                head,
            }
            .to_string()
        },
        changes,
    );
}

/// Objects that are known by what declares them, or else by their names.
fn objects<T>(
    kind: &str,
    [before, after]: [&[Traced<T>]; 2],
    name: impl Fn(&T) -> &str,
    text: impl Fn(&T) -> String,
    changes: &mut Vec<Change>,
) {
    for (old, new) in pairs(before, after, |it| it.declared, |it| name(&it.item)) {
        let same = old
            .zip(new)
            .is_some_and(|(old, new)| old.declared == new.declared);
        if same {
            continue;
        }
        let either = new.or(old).map_or("", |it| name(&it.item));
        let pair = (old.map(|it| text(&it.item)), new.map(|it| text(&it.item)));
        changes.extend(Change::of(format!("{kind} `{either}`"), pair));
    }
}

impl Display for Change {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let none = String::new();
        let before = self.before.as_ref().unwrap_or(&none);
        let after = self.after.as_ref().unwrap_or(&none);
        match self.verb {
            Verb::Added => write!(f, "+ {}: {after}", self.what),
            Verb::Removed => write!(f, "- {}: {before}", self.what),
            Verb::Renamed => write!(f, "> {} is now `{after}`", self.what),
            Verb::Changed => write!(f, "~ {}\n    was {before}\n    is  {after}", self.what),
        }
    }
}
