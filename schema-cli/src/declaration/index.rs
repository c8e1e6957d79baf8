//! An index.

use schema_core::{
    model::{Index, IndexColumn, Term},
    sql::Name,
};

use super::{
    gap::reserved,
    line::Line,
    name::{collation, is_identifier, name},
    text::{quoted, quoted_sql},
};

/// `unique index name (a, b desc) where "…",`
pub(super) fn index(index: &Index) -> Line {
    if let Some(gap) = reserved("index", &index.name) {
        let text = String::new();
        let gaps = vec![gap];
        return Line { text, gaps };
    }
    let kind = if index.unique {
        "unique index"
    } else {
        "index"
    };
    let terms: Vec<String> = index.columns.iter().map(term).collect();
    let filter = index.filter.as_ref();
    let filter = filter.map_or_else(String::new, |it| format!(" where {}", quoted_sql(it)));
    Line {
        text: format!(
            "{kind} {} ({}){filter},",
            name(&index.name),
            terms.join(", ")
        ),
        gaps: Vec::new(),
    }
}

fn term(column: &IndexColumn) -> String {
    let mut text = match &column.term {
        Term::Column(name) if is_identifier(name) => name.to_string(),
        Term::Column(name) => quoted(&quoted_name(name)),
        Term::Expression(sql) => quoted_sql(sql),
    };
    if let Some(collate) = &column.collate {
        text.push_str(" collate ");
        text.push_str(&collation(collate));
    }
    if column.descending {
        text.push_str(" desc");
    }
    text
}

/// A string among an index's columns is SQL, so a name that is no word is one in SQL's quotes.
fn quoted_name(name: &str) -> String {
    Name(name).to_string()
}
