//! What is not there while the steps of a version run, and what a step can read instead.

use schema_core::{shape::Shape, sql::SameWord};

/// The help for a view, or for a virtual table without rows of its own, that a shape has.
pub(super) fn help(shape: &Shape, name: &str, version: i64) -> Option<String> {
    let mut views = shape.views.iter().map(|it| &it.item);
    if let Some(view) = views.find(|it| it.name.is_same_word(name)) {
        let query = view.query.split_whitespace().collect::<Vec<_>>().join(" ");
        let query = query.trim_end_matches(';');
        return Some(format!(
            "note: views that are made with version {version}, or may be in its way, are not there while its steps run\n\
             help: write what `{name}` shows instead, as in `FROM ({query}) AS {name}`"
        ));
    }
    let mut tables = shape.virtual_tables.iter().map(|it| &it.item);
    let table = tables.find(|it| it.name.is_same_word(name) && !it.has_own_rows())?;
    let help = match table.content() {
        Some(content) => format!("read `{content}`, whose texts it indexes"),
        None => "read what it shows where that is".to_owned(),
    };
    Some(format!(
        "note: `{name}` has no rows of its own, and is made when the steps of version {version} have run, or has gone before\n\
         help: {help}"
    ))
}
