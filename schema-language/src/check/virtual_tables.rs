//! Virtual tables: their modules, what they index, and the rows of those that get another form.

use quote::ToTokens;
use schema_core::{
    model::{Extern, VirtualTable},
    shape::Shape,
    sql::{self, Name, Names, Token},
};

use super::{
    full_text::listed,
    missing::{self, User},
    place,
    relation::{Missing, Relation},
    scene::Scene,
};
use crate::{report::Ctxt, suggest};

// A module is one of SQLite's, or one that the application brings:
//
//     virtual table search using "ftss5(body)";
pub(super) fn check_module(cx: &mut Ctxt, scene: &Scene<'_>) {
    let externs = scene.model.externs.iter().filter_map(|it| match it {
        Extern::Module(name) => Some(name.as_ref()),
        Extern::Function { .. } | Extern::Collation(_) => None,
    });
    let known: Vec<&str> = VirtualTable::MODULES.into_iter().chain(externs).collect();
    let tables = scene.model.virtual_tables.iter();
    for (table, written) in tables.zip(&scene.lowered.virtual_tables) {
        let using = &table.item.using;
        let Some(module) = sql::tokens(using).find(Token::is_name) else {
            continue;
        };
        let name = module.unquoted();
        if known.iter().any(|it| it.eq_ignore_ascii_case(&name)) || scene.lowered.incomplete {
            continue;
        }
        let help = match suggest::closest(&name, known.iter().copied()) {
            Some(near) => format!("help: did you mean `{near}`?"),
            None => format!("help: if the application brings it, write `extern module {name};`"),
        };
        cx.error(&written.using, format_args!("no module `{name}`\n{help}"));
    }
}

// A full-text index indexes a table that stands for as long as the index does:
//
//     virtual table search using "fts5(body, content=notes)";
pub(super) fn check_virtual_table_content(cx: &mut Ctxt, scene: &Scene<'_>) {
    for shape in scene.timeline.shapes().iter().rev() {
        for table in &shape.virtual_tables {
            let Some(written) = scene.lowered.virtual_tables.get(table.declared) else {
                continue;
            };
            let content = table.item.content();
            let Some(name) = content.filter(|_| scene.trusts(&written.lifetime)) else {
                continue;
            };
            let missing = scene.relations.missing(&name, shape.version, shape.version);
            let Some(missing) = missing else { continue };
            let unread = scene.lowered.incomplete && missing == Missing::Unknown;
            if unread || !scene.first(*written) {
                continue;
            }
            let user = User {
                what: format!("virtual table `{}`", table.item.name),
                tokens: written.using.to_token_stream(),
                line: None,
            };
            missing::report_table(cx, scene, &user, &name, &missing, shape.version);
        }
    }
}

// Another form of a virtual table is another table, and nothing carries its rows over:
//
//     virtual table search until 2 using "fts5(body)";
//     virtual table search since 2 using "fts5(body, tokenize = 'porter')";
pub(super) fn check_virtual_table_altered(cx: &mut Ctxt, scene: &Scene<'_>) {
    for pair in scene.timeline.shapes().windows(2).rev() {
        let [before, after] = pair else { continue };
        for (old, new) in successions(before, after) {
            let place = |it: &Form<'_>| place::relation(scene.lowered, it.relation);
            let (Some(old_place), Some(new_place)) = (place(&old), place(&new)) else {
                continue;
            };
            if is_trusted(scene, old.relation) && is_first(scene, new.relation) {
                let message = altered(&old, &new, after.version);
                cx.error_with(new_place, message, old_place, "the rows are in this one");
            }
        }
    }
}

/// A table, virtual or not, at one version.
struct Form<'a> {
    relation: Relation,
    name: &'a str,
    /// The module and its arguments, if it is virtual.
    module: Option<&'a VirtualTable>,
    /// What it calls the number of a row, if there is one.
    key: Option<String>,
    columns: Vec<String>,
}

impl<'a> Form<'a> {
    fn all(shape: &'a Shape) -> impl Iterator<Item = Self> {
        let tables = shape.tables.iter().map(|it| {
            let columns = it.columns.iter().map(|it| it.item.name.to_string());
            Self {
                relation: Relation::Table(it.declared),
                name: &it.name,
                module: None,
                key: it.rowid_key().map(|it| it.item.name.to_string()),
                columns: columns.collect(),
            }
        });
        let virtual_tables = shape.virtual_tables.iter().map(|it| Self {
            relation: Relation::VirtualTable(it.declared),
            name: &it.item.name,
            module: Some(&it.item),
            key: it.item.is_full_text().then(|| "rowid".to_owned()),
            columns: listed(&it.item.using).iter().map(Token::unquoted).collect(),
        });
        tables.chain(virtual_tables)
    }

    /// Whether its rows are in no other place.
    fn has_own_rows(&self) -> bool {
        self.module.is_none_or(VirtualTable::has_own_rows)
    }

    /// Whether the texts that it indexes can be read from it.
    fn can_be_read(&self) -> bool {
        self.module.is_none_or(|it| !it.is_contentless())
    }

    fn what(&self) -> &'static str {
        match self.module {
            Some(_) => "virtual table",
            None => "table",
        }
    }
}

/// The tables that a version replaces by others of their names, at least one of each two virtual, with
/// rows at stake.
fn successions<'a>(before: &'a Shape, after: &'a Shape) -> Vec<(Form<'a>, Form<'a>)> {
    let with_rows = Form::all(before).filter(Form::has_own_rows);
    let pairs = with_rows.filter_map(|old| {
        let mut others = Form::all(after);
        let new = others.find(|it| it.name.eq_ignore_ascii_case(old.name))?;
        (new.relation != old.relation && is_other(&old, &new)).then_some((old, new))
    });
    pairs.collect()
}

/// Whether one of them is virtual, and the other one isn't or has another form.
fn is_other(old: &Form<'_>, new: &Form<'_>) -> bool {
    let using = |it: &Form<'_>| it.module.map(|it| it.using.to_string());
    using(old) != using(new)
}

fn is_trusted(scene: &Scene<'_>, relation: Relation) -> bool {
    match relation {
        Relation::Table(declared) => scene.trusts_table(declared),
        Relation::View(_) => true,
        Relation::VirtualTable(declared) => {
            let written = scene.lowered.virtual_tables.get(declared);
            written.is_some_and(|it| scene.trusts(&it.lifetime))
        }
    }
}

fn is_first(scene: &Scene<'_>, relation: Relation) -> bool {
    let lowered = scene.lowered;
    match relation {
        Relation::Table(declared) => {
            let origin = lowered.tables.get(declared);
            origin.is_some_and(|it| scene.first(it.syntax))
        }
        Relation::View(_) => true,
        Relation::VirtualTable(declared) => {
            let written = lowered.virtual_tables.get(declared);
            written.is_some_and(|it| scene.first(*it))
        }
    }
}

/// What is lost, and how the rows are kept: in another table, into which a later version copies them.
fn altered(old: &Form<'_>, new: &Form<'_>, version: i64) -> String {
    let (name, what) = (old.name, old.what());
    let other = format!("{}_{version}", new.name);
    let line = match new.module {
        Some(module) => format!(
            "virtual table {} using \"{}\" since {version}",
            Name(&other),
            module.using
        ),
        None => format!("table {} since {version} {{ … }}", Name(&other)),
    };
    let (next, last) = (version + 1, version + 2);
    let copied = if old.can_be_read() {
        format!(
            "copy the rows in version {next} with `{}`",
            copy(old, new, &other)
        )
    } else {
        format!("index the texts again in version {next}, because `{name}` has kept none")
    };
    format!(
        "version {version} replaces {what} `{name}`, and its rows would be lost\n\
         help: declare the new one under a name of its own, as in `{line}`, \
         {copied}, and write `until {last}` behind `{name}`\n\
         help: if the rows may go, only give the new one a name of its own"
    )
}

/// The step that copies the rows.
fn copy(old: &Form<'_>, new: &Form<'_>, other: &str) -> String {
    let keys = new.key.as_deref().zip(old.key.as_deref());
    let is_key = |name: &str| {
        keys.is_some_and(|(new, old)| {
            name.eq_ignore_ascii_case(new) || name.eq_ignore_ascii_case(old)
        })
    };
    let has = |name: &str| old.columns.iter().any(|it| it.eq_ignore_ascii_case(name));
    let columns = new.columns.iter().map(String::as_str);
    let both = columns.filter(|it| has(it) && !is_key(it));
    let pairs = keys.into_iter().chain(both.map(|it| (it, it)));
    let (targets, values): (Vec<&str>, Vec<&str>) = pairs.unzip();
    let listed = |names: &[&str]| match names {
        [] => "…".to_owned(),
        names => Names(names).to_string(),
    };
    format!(
        "sql \"INSERT INTO {} ({}) SELECT {} FROM {}\"",
        Name(other),
        listed(&targets),
        listed(&values),
        Name(old.name)
    )
}
