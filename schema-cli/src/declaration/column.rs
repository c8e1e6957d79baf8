//! A column: `name: Type as … = default clauses`.

use schema_core::{
    model::{Column, Constraint, OnConflict, Text},
    shape::{Table, Traced, owner},
    sql::canonical,
};

use super::{
    default::default,
    gap::Gap,
    key::{Within, named, on_conflict, references},
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
    words.extend(not_null(within, column));
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
    let text = words.join(" ") + ",";
    Line { text, gaps }
}

/// `not null`, where its name or what it does is said.
fn not_null(within: &Within<'_>, column: &Column) -> Option<String> {
    let is_rowid = within.table.table.rowid_key().map(|it| &it.item.name) == Some(&column.name);
    let says_more = column.not_null_name.is_some() || column.on_null != OnConflict::Abort;
    let is_said = column.not_null && says_more && !is_rowid;
    is_said.then(|| {
        let name = named(column.not_null_name.as_ref());
        format!("{name}not null{}", on_conflict(column.on_null))
    })
}

/// The constraints that are said at a column: its keys, one check and one reference.
fn clauses<'a>(table: &'a Table, column: &Text) -> Vec<(usize, &'a Traced<Constraint>)> {
    let constraints = || table.constraints.iter().enumerate();
    let is_alone = |columns: &[Text]| matches!(columns, [it] if it.eq_ignore_ascii_case(column));
    let keys = constraints().filter(|(_, it)| match &it.item {
        Constraint::PrimaryKey(_) | Constraint::Unique(_) => {
            owner(&it.item).is_some_and(|it| it.eq_ignore_ascii_case(column))
        }
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
    let rule = match constraint {
        Constraint::PrimaryKey(key) => {
            let is_descending = key.sorting.iter().any(|it| it.descending);
            let order = if is_descending { " desc" } else { "" };
            let conflict = on_conflict(key.on_conflict);
            let autoincrement = if key.autoincrement {
                " autoincrement"
            } else {
                ""
            };
            format!("primary key{order}{conflict}{autoincrement}")
        }
        Constraint::Unique(unique) => format!("unique{}", on_conflict(unique.on_conflict)),
        Constraint::Check(check) => format!("check {}", quoted_sql(&check.expression)),
        Constraint::ForeignKey(key) => references(within, key)?,
    };
    Ok(named(constraint.name()) + &rule)
}

/// Whether two checks say the same.
pub(super) fn same_check(one: &str, other: &str) -> bool {
    canonical(one) == canonical(other)
}
