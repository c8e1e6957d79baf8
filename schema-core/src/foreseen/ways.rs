//! The ways that lead to a table's newest form, and the texts that they leave.
//!
//! A file came into being at some version, and was upgraded version by version, or at once. Some files
//! went in leaps; where the order of columns tells that, their tables are read and compared.

use crate::{
    ddl::{CreateIndex, CreateVirtualTable, Head},
    found::read_index,
    model::{Index, VirtualTable},
    plan::{TableChange, rebuilds},
    shape::{Timeline, Traced},
};

use super::{
    past::{Form, Past},
    renames::Renames,
    text::TableText,
};

/// The texts that SQLite may keep of the table.
pub(super) fn of_table(past: &Past<'_>) -> Vec<String> {
    let Some(newest) = past.forms.last() else {
        return Vec::new();
    };
    let (mut ends, mut texts) = (Vec::new(), Vec::<TableText>::new());
    let mut is_rebuilt = false;
    let mut older: Option<&Form<'_>> = None;
    for form in &past.forms {
        if let Some(older) = older.replace(form) {
            let change = between(older, form);
            if rebuilds(&change) {
                is_rebuilt = true;
                texts.clear();
            }
            let renames = renames(past, older, form);
            for text in &mut texts {
                text.change(&change, &renames);
            }
        }
        let mut births = vec![TableText::created(form.table)];
        births.extend(is_rebuilt.then(|| TableText::rebuilt(form.table)));
        ends.extend(straight(past, form, newest, &births));
        texts.extend(births);
    }
    let all = ends.into_iter().chain(texts);
    let sound = all.filter(|it| it.is_sound(newest.last, newest.table));
    sound.map(|it| it.to_string()).collect()
}

/// The texts of tables that come from an older form to the newest at once.
fn straight(
    past: &Past<'_>,
    form: &Form<'_>,
    newest: &Form<'_>,
    births: &[TableText],
) -> Vec<TableText> {
    let change = between(form, newest);
    if rebuilds(&change) {
        return vec![TableText::rebuilt(newest.table)];
    }
    let renames = renames(past, form, newest);
    let mut texts = births.to_vec();
    for text in &mut texts {
        text.change(&change, &renames);
    }
    texts
}

fn between<'a>(older: &Form<'a>, newer: &Form<'a>) -> TableChange<'a> {
    TableChange {
        old: older.table,
        new: newer.table,
    }
}

fn renames(past: &Past<'_>, older: &Form<'_>, newer: &Form<'_>) -> Renames {
    if past.has_renames {
        Renames::of(older.last, newer.first, older.table)
    } else {
        Renames::default()
    }
}

/// The texts that SQLite may keep of the table's indexes.
pub(super) fn of_indexes(past: &Past<'_>) -> Vec<String> {
    let Some(newest) = past.forms.last() else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for index in &newest.table.indexes {
        all.push(created(&index.item, &newest.table.name));
        if past.has_renames {
            all.extend(renamed(past, index.declared, &index.item));
        }
    }
    all
}

fn created(index: &Index, table: &str) -> String {
    let head = Head::Kept;
    CreateIndex { index, table, head }.to_string()
}

/// The texts of an index that was created under older names.
fn renamed(past: &Past<'_>, declared: usize, newest: &Index) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let mut older: Option<&Form<'_>> = None;
    for form in &past.forms {
        if let Some(older) = older.replace(form) {
            let renames = renames(past, older, form);
            for text in &mut texts {
                *text = renames.in_text(text, &older.table.name);
            }
        }
        let mut indexes = form.table.indexes.iter();
        let index = indexes.find(|it| it.declared == declared);
        texts.extend(index.map(|it| created(&it.item, &form.table.name)));
    }
    let table = past.forms.last().map_or("", |it| it.table.name.as_str());
    let is_sound = |text: &String| {
        read_index(text).is_ok_and(|(owner, index)| owner == table && index == *newest)
    };
    texts.into_iter().filter(is_sound).collect()
}

/// The texts that SQLite may keep of a virtual table: as it is created, and as an older name leaves it.
pub(super) fn of_virtual_table(timeline: &Timeline, newest: &Traced<VirtualTable>) -> Vec<String> {
    let head = Head::Kept;
    let created = |table: &VirtualTable| CreateVirtualTable { table, head }.to_string();
    let mut texts = vec![created(&newest.item)];
    let shapes = timeline.shapes().iter();
    let mut forms = shapes
        .flat_map(|it| it.virtual_tables.iter())
        .map(|it| &it.item);
    // Another form would have it made again.
    let is_older =
        |it: &&VirtualTable| it.using == newest.item.using && it.name != newest.item.name;
    texts.extend(forms.find(is_older).map(|it| {
        let renames = Renames::of_name(&it.name, &newest.item.name);
        renames.in_text(&created(it), &it.name)
    }));
    texts
}
