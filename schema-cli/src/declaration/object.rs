//! Views, triggers and virtual tables.

use schema_core::{
    found::Found,
    model::{Event, Trigger, View, VirtualTable},
};

use super::{
    Part,
    gap::{Gap, reserved},
    name::{name, names},
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

pub(super) fn view(view: &View) -> Part {
    let title = &view.name;
    if let Some(gap) = reserved("view", title) {
        return Part::missing(gap);
    }
    let columns = if view.columns.is_empty() {
        String::new()
    } else {
        names(&*view.columns)
    };
    let query = quoted_sql(&view.query);
    said(format!("view {}{columns} {query};", name(title)))
}

pub(super) fn trigger(found: &Found, trigger: &Trigger) -> Part {
    let is_on = |it: &str| it.eq_ignore_ascii_case(&trigger.table);
    if !found.names().any(is_on) {
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
