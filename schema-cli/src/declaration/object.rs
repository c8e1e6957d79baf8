//! Views, triggers and virtual tables.

use schema_core::{
    found::Found,
    model::{Event, Trigger, View, VirtualTable},
    sql::tokens,
};

use super::{
    Part,
    gap::{Gap, reserved},
    name::name,
    text::quoted_sql,
};

fn said(text: String) -> Part {
    let gaps = Vec::new();
    Part { text, gaps }
}

pub(super) fn virtual_table(table: &VirtualTable) -> Part {
    if let Some(gap) = reserved("virtual table", &table.name) {
        return Part::missing(gap);
    }
    let (name, using) = (name(&table.name), quoted_sql(&table.using));
    said(format!("virtual table {name} using {using};"))
}

/// Whether a view lists its columns, which the language has no word for.
fn lists_columns(view: &View) -> bool {
    tokens(&view.query)
        .next()
        .is_some_and(|it| it.is_symbol("("))
}

pub(super) fn view(view: &View) -> Part {
    let title = &view.name;
    if lists_columns(view) {
        return Part::missing(Gap {
            what: format!("view `{title}`"),
            why: "it lists its columns before `AS`; name them in its query".to_owned(),
        });
    }
    match reserved("view", title) {
        Some(gap) => Part::missing(gap),
        None => said(format!("view {} {};", name(title), quoted_sql(&view.query))),
    }
}

pub(super) fn trigger(found: &Found, trigger: &Trigger) -> Part {
    let is_on = |it: &str| it.eq_ignore_ascii_case(&trigger.table);
    let of_view = found
        .views
        .iter()
        .any(|it| is_on(&it.name) && lists_columns(it));
    let of_nothing = !found.names().any(is_on);
    if of_view || of_nothing {
        return Part::missing(Gap {
            what: format!("trigger `{}`", trigger.name),
            why: format!("`{}`, which it watches, is not declared", trigger.table),
        });
    }
    if let Some(gap) = reserved("trigger", &trigger.name) {
        return Part::missing(gap);
    }
    let timing = trigger.timing.words();
    let event = match &trigger.event {
        Event::Insert => "insert".to_owned(),
        Event::Delete => "delete".to_owned(),
        Event::Update(columns) if columns.is_empty() => "update".to_owned(),
        Event::Update(columns) => {
            let columns: Vec<String> = columns.iter().map(|it| name(it)).collect();
            format!("update of {}", columns.join(", "))
        }
    };
    let when = trigger.when.as_ref();
    let when = when.map_or_else(String::new, |it| format!(" when {}", quoted_sql(it)));
    said(format!(
        "trigger {} {timing} {event} on {}{when}\n    {};",
        name(&trigger.name),
        name(&trigger.table),
        quoted_sql(&trigger.body),
    ))
}
