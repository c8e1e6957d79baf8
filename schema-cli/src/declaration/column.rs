//! A column: `name: Type as … = default clauses`.

use schema_core::{
    model::{Column, Constraint, Text},
    shape::{Table, Traced},
    sql::canonical,
};

use super::{
    default::default,
    gap::Gap,
    key::{Within, references},
    line::Line,
    name::{Fields, collation},
    text::quoted_sql,
    ty::Ty,
};

/// Writes the line of a column with the clauses that stand at it. The positions of the constraints
/// among these go to `taken`.
pub(super) fn column(
    within: &Within<'_>,
    column: &Column,
    fields: &mut Fields,
    taken: &mut Vec<usize>,
) -> Line {
    let ty = Ty::of_column(column);
    let name = fields.column(&column.name);
    let mut words = vec![
        format!("{name}:"),
        ty.written(&column.ty, within.is_nullable(column)),
    ];
    let default = column.default.as_deref().and_then(|it| default(it, ty));
    words.extend(default.map(|it| format!("= {it}")));
    words.extend(column.generated.as_ref().map(|it| {
        let kind = if it.stored { "stored" } else { "virtual" };
        format!("generated {} {kind}", quoted_sql(&it.expression))
    }));
    let collate = column.collate.as_deref();
    let collate = collate.filter(|it| !it.eq_ignore_ascii_case("binary"));
    words.extend(collate.map(|it| format!("collate {}", collation(it))));
    let mut gaps = Vec::new();
    for (at, it) in clauses(&within.table.table, &column.name) {
        taken.push(at);
        match said(within, &it.item) {
            // A clause stands once, however often SQL says it.
            Ok(clause) if !words.contains(&clause) => words.push(clause),
            Ok(_) => {}
            Err(gap) => gaps.push(gap),
        }
    }
    gaps.extend(within.loses_not_null(column).then(|| {
        Gap {
        what: format!("`NOT NULL` of `{}.{}`", within.table.table.name, column.name),
        why: "other keys of this database may hold NULL (`nullable keys`), and that is said of all \
              keys of one column"
            .to_owned(),
    }
    }));
    let text = words.join(" ") + ",";
    Line { text, gaps }
}

/// The constraints that are said at a column: its keys, one check and one reference.
fn clauses<'a>(table: &'a Table, column: &Text) -> Vec<(usize, &'a Traced<Constraint>)> {
    let constraints = || table.constraints.iter().enumerate();
    let is_alone = |columns: &[Text]| matches!(columns, [it] if it.eq_ignore_ascii_case(column));
    let keys = constraints().filter(|(_, it)| match &it.item {
        Constraint::PrimaryKey(key) => is_alone(&key.columns),
        Constraint::Unique(unique) => is_alone(&unique.columns),
        Constraint::ForeignKey(_) | Constraint::Check(_) => false,
    });
    let check = constraints().find(|(_, it)| match &it.item {
        Constraint::Check(check) => check.column.as_ref() == Some(column),
        _ => false,
    });
    let reference = constraints().find(|(_, it)| match &it.item {
        Constraint::ForeignKey(key) => is_alone(&key.columns),
        _ => false,
    });
    keys.chain(check).chain(reference).collect()
}

fn said(within: &Within<'_>, constraint: &Constraint) -> Result<String, Gap> {
    Ok(match constraint {
        Constraint::PrimaryKey(key) if key.autoincrement => "primary key autoincrement".to_owned(),
        Constraint::PrimaryKey(_) => "primary key".to_owned(),
        Constraint::Unique(_) => "unique".to_owned(),
        Constraint::Check(check) => format!("check {}", quoted_sql(&check.expression)),
        Constraint::ForeignKey(key) => references(within, key)?,
    })
}

/// Whether two checks say the same.
pub(super) fn same_check(one: &str, other: &str) -> bool {
    canonical(one) == canonical(other)
}
