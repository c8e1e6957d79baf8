//! Lines of a declaration, written again for a help: with all that they say, and another lifetime.

use schema_core::model;

use crate::{
    syntax::{self, TypeOverride},
    written::written,
};

/// A column line with this declared type, if it is another one, and this lifetime.
pub(super) fn column(line: &syntax::Column, sql_type: Option<&str>, lifetime: &str) -> String {
    let name = written(&line.name);
    let name = match &line.field {
        Some(field) => format!("{name} as {field}:"),
        None => format!("{name}:"),
    };
    let mut words = vec![name, written(&line.ty)];
    let own = || {
        line.sql_type.as_ref().map(|it| match it {
            TypeOverride::Word(word) => word.to_string(),
            TypeOverride::Literal(text) => written(text),
        })
    };
    let sql_type = sql_type.map(ToOwned::to_owned).or_else(own);
    words.extend(sql_type.map(|it| format!("as {it}")));
    let default = line.default.as_ref();
    words.extend(default.map(|it| format!("= {}", written(it))));
    words.extend(Some(lifetime.to_owned()).filter(|it| !it.is_empty()));
    words.extend(line.clauses.iter().map(|it| written(&it.tokens)));
    words.join(" ")
}

/// What a lifetime says, with this bound instead of its own.
pub(super) fn lifetime(own: &syntax::Lifetime, (word, version): (&str, i64)) -> String {
    let bounds = [("since", &own.since), ("until", &own.until)];
    let bounds = bounds.map(|(its, bound)| {
        if its == word {
            Some(format!("{its} {version}"))
        } else {
            bound.as_ref().map(|it| format!("{its} {it}"))
        }
    });
    bounds.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// ` until 5`, of what ends.
pub(super) fn until(lifetime: model::Lifetime) -> String {
    let until = lifetime.until.map(|it| format!(" until {it}"));
    until.unwrap_or_default()
}
