//! Virtual tables: their modules, what they index, and the rows of those that get another form.

use quote::ToTokens;
use schema_core::{
    model::{Extern, VirtualTable},
    plan::{Held, predecessor},
    shape::Shape,
    sql::{self, Name, Names, Token},
};

use super::{
    again,
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
        _ => None,
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
        for table in shape.virtual_tables.iter() {
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

// What fills a virtual table takes the place of the rows of an older one of its name:
//
//     virtual table search using "fts5(body)" from "SELECT id, body FROM note";
pub(super) fn check_virtual_table_from(cx: &mut Ctxt, scene: &Scene<'_>) {
    let tables = scene.model.virtual_tables.iter();
    for (declared, (table, written)) in tables.zip(&scene.lowered.virtual_tables).enumerate() {
        let Some(from) = &written.from else { continue };
        if !scene.trusts(&written.lifetime) {
            continue;
        }
        let name = &table.item.name;
        if !table.item.has_own_rows() {
            cx.error(
                from,
                format_args!(
                    "`{name}` has no rows of its own to be filled with\nhelp: leave `from` out"
                ),
            );
        } else if !takes_over(scene, declared) {
            let since = table.lifetime.since;
            cx.error(
                from,
                format_args!(
                    "no virtual table `{name}` ends with version {since}, so no file has this one to fill\n\
                     help: leave `from` out, and fill it with a step, as in `sql \"INSERT INTO {} SELECT …\"`",
                    Name(name)
                ),
            );
        }
    }
}

/// Whether a virtual table takes the place of another of its name.
fn takes_over(scene: &Scene<'_>, declared: usize) -> bool {
    scene.timeline.shapes().windows(2).any(|pair| match pair {
        [before, after] => {
            let mut own = after.virtual_tables.iter();
            let new = own.find(|it| it.declared == declared);
            new.is_some_and(|it| predecessor(before, after, it).is_some())
        }
        _ => false,
    })
}

// Rows go over into another form by the columns that both have; else the declaration says what they are:
//
//     virtual table search until 2 using "fts5(body, content='')";
//     virtual table search since 2 using "fts5(body, content='', prefix='2')";
pub(super) fn check_virtual_table_altered(cx: &mut Ctxt, scene: &Scene<'_>) {
    for pair in scene.timeline.shapes().windows(2).rev() {
        let [before, after] = pair else { continue };
        for (old, new) in successions(before, after) {
            let place = |it: &Form<'_>| place::relation(scene.lowered, it.relation);
            let (Some(old_place), Some(new_place)) = (place(&old), place(&new)) else {
                continue;
            };
            if is_trusted(scene, old.relation) && is_first(scene, new.relation) {
                let message = altered(scene, &old, &new, after.version);
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
    /// The columns that can be written to, if all of them are known.
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
            columns: columns(&it.item),
        });
        tables.chain(virtual_tables)
    }

    /// Whether its rows are in no other place.
    fn has_own_rows(&self) -> bool {
        self.module.is_none_or(VirtualTable::has_own_rows)
    }

    /// What it indexes, if it is a full-text index that has no texts of its own.
    fn content(&self) -> Option<String> {
        let index = self.module.filter(|it| it.is_full_text());
        index.and_then(VirtualTable::content)
    }

    fn what(&self) -> &'static str {
        match self.module {
            Some(_) => "virtual table",
            None => "table",
        }
    }
}

/// The columns of a virtual table, where the words of its module are known well enough to tell them.
fn columns(table: &VirtualTable) -> Vec<String> {
    let has =
        |text: &str| sql::tokens(&table.using).any(|it| it.is_word(text) || it.is_symbol(text));
    let is_box = sql::tokens(&table.using)
        .next()
        .is_some_and(|it| it.names("rtree") || it.names("rtree_i32"));
    let is_plain = table.is_full_text() && !has("languageid") || is_box && !has("+");
    if !is_plain {
        return Vec::new();
    }
    listed(&table.using).iter().map(Token::unquoted).collect()
}

/// What a version replaces by something else of its name, with rows at stake. Of two tables, another
/// check sees it.
fn successions<'a>(before: &'a Shape, after: &'a Shape) -> Vec<(Form<'a>, Form<'a>)> {
    let goes = |old: &Form<'_>| Form::all(after).all(|it| it.relation != old.relation);
    let gone = Form::all(before).filter(goes);
    let pairs = gone.filter_map(|old| {
        let mut others = Form::all(after);
        let new = others.find(|it| it.name.eq_ignore_ascii_case(old.name))?;
        let is_at_stake = old.has_own_rows() || old.content().is_some() && new.has_own_rows();
        (is_at_stake && is_other(&old, &new)).then_some((old, new))
    });
    pairs.collect()
}

/// Whether they are of two kinds, or virtual tables of two forms.
fn is_other(old: &Form<'_>, new: &Form<'_>) -> bool {
    match (old.relation, new.relation) {
        (Relation::Table(_), Relation::Table(_)) => false,
        (Relation::VirtualTable(_), Relation::VirtualTable(_)) => {
            let forms = old.module.zip(new.module);
            let is_other = forms.filter(|(old, new)| old.using != new.using);
            is_other.is_some_and(|(old, new)| Held::between(old, new).is_none())
        }
        _ => true,
    }
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
        Relation::View(declared) => {
            let written = lowered.views.get(declared);
            written.is_some_and(|it| scene.first(*it))
        }
        Relation::VirtualTable(declared) => {
            let written = lowered.virtual_tables.get(declared);
            written.is_some_and(|it| scene.first(*it))
        }
    }
}

/// What is lost, and how the rows are kept.
fn altered(scene: &Scene<'_>, old: &Form<'_>, new: &Form<'_>, version: i64) -> String {
    let (name, what) = (old.name, old.what());
    let loss = if old.has_own_rows() {
        "its rows would be lost"
    } else {
        "the new one would be empty"
    };
    if let (Some(was), Some(module)) = (old.module, new.module)
        && module.has_own_rows()
    {
        let until = match new.relation {
            Relation::VirtualTable(declared) => scene.model.virtual_tables.get(declared),
            Relation::Table(_) | Relation::View(_) => None,
        };
        let until = until.map(|it| again::until(it.lifetime));
        return told(was, module, (version, &until.unwrap_or_default()));
    }
    let (keep, let_go) = beside(old, new, version);
    format!("version {version} replaces {what} `{name}`, and {loss}\nhelp: {keep}\nhelp: {let_go}")
}

/// A `from` at the newer one.
fn told(old: &VirtualTable, new: &VirtualTable, (version, until): (i64, &str)) -> String {
    let why = if old.is_contentless() {
        "which has kept no texts"
    } else {
        "with which it shares no column that is known"
    };
    let columns = new.columns();
    let values = columns.map_or_else(
        || "…".to_owned(),
        |it| {
            std::iter::once(it.key)
                .chain(it.others)
                .collect::<Vec<_>>()
                .join(", ")
        },
    );
    let name = Name(&new.name);
    format!(
        "version {version} makes `{}` of another virtual table, {why}, so its rows would be lost\n\
         help: write what its rows are, as in `virtual table {name} since {version}{until} using {:?} from \"SELECT {values} FROM …\"`\n\
         help: if the rows may go, only give the new one a name of its own",
        new.name, new.using
    )
}

/// In another table, into which a later version copies them.
fn beside(old: &Form<'_>, new: &Form<'_>, version: i64) -> (String, String) {
    let name = old.name;
    let other = format!("{}_{version}", new.name);
    let line = match new.module {
        Some(module) => format!(
            "virtual table {} using {:?} since {version}",
            Name(&other),
            module.using
        ),
        None => format!("table {} since {version} {{ … }}", Name(&other)),
    };
    let (next, last) = (version + 1, version + 2);
    let is_contentless = old.module.is_some_and(VirtualTable::is_contentless);
    let copied = match new.content() {
        _ if is_contentless => {
            format!("index the texts again in version {next}, because `{name}` has kept none")
        }
        Some(content) => format!(
            "copy the rows in version {next} into what it indexes, with `sql \"INSERT INTO {} (…) SELECT … FROM {}\"`",
            Name(&content),
            Name(name)
        ),
        None => format!(
            "copy the rows in version {next} with `sql {:?}`",
            copy(old, new, &other)
        ),
    };
    let keep = format!(
        "declare the new one under a name of its own, as in `{line}`, \
         {copied}, and write `until {last}` behind `{name}`"
    );
    let let_go = "if the rows may go, only give the new one a name of its own".to_owned();
    (keep, let_go)
}

/// The statement that copies the rows.
fn copy(old: &Form<'_>, new: &Form<'_>, other: &str) -> String {
    let keys = new.key.as_deref().zip(old.key.as_deref());
    let is_key = |name: &str| {
        keys.is_some_and(|(new, old)| {
            name.eq_ignore_ascii_case(new) || name.eq_ignore_ascii_case(old)
        })
    };
    let has = |name: &str| old.columns.iter().any(|it| it.eq_ignore_ascii_case(name));
    let columns = new.columns.iter().map(String::as_str);
    let both: Vec<&str> = columns.filter(|it| has(it) && !is_key(it)).collect();
    let pairs = keys.into_iter().chain(both.iter().map(|it| (*it, *it)));
    let (targets, values): (Vec<&str>, Vec<&str>) = pairs.unzip();
    // Where no column is known in both, only the author knows what becomes what.
    let listed = |names: &[&str]| match both.as_slice() {
        [] => "…".to_owned(),
        _ => Names(names).to_string(),
    };
    format!(
        "INSERT INTO {} ({}) SELECT {} FROM {}",
        Name(other),
        listed(&targets),
        listed(&values),
        Name(old.name)
    )
}
