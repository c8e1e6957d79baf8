//! The parts of a version.

use crate::{
    model::{Action, Constraint, Schema, Seed},
    shape::{Shape, Table, Traced},
};

use super::{
    Edition, Seal,
    field::Number,
    part::{Kind, Origin, Part, Path},
    text,
};

/// Everything that a version declares; a column stands before its `from`.
pub(super) fn parts(schema: &Schema, shape: &Shape, edition: Edition) -> Vec<Part> {
    let tables = shape.tables.iter();
    let tables = tables.flat_map(|table| of_table(table, edition));
    tables
        .chain(outside_tables(schema, shape, edition))
        .collect()
}

/// The parts of a table that are the same at every version that has the same shape of it.
pub(super) fn of_table(table: &Table, edition: Edition) -> Vec<Part> {
    let (owner, at) = (table.name.as_str(), table.declared);
    let part = |kind, name: &str, origin, text| Part {
        path: Path::new(kind, owner, name),
        origin,
        text,
    };
    let options = text::options(table);
    let mut parts = vec![part(Kind::Table, "", Origin::Table(at), options)];
    let constraints: Vec<_> = owned_constraints(table).collect();
    parts.extend(table.columns.iter().map(|it| {
        let origin = Origin::Column(at, it.declared);
        let name = it.item.name.as_ref();
        let owns = |owner: &str| owner.eq_ignore_ascii_case(name);
        let own = constraints.iter();
        let own = own.filter(|(owner, _)| owner.is_some_and(owns));
        let text = text::column(edition, &it.item, own.map(|(_, it)| &it.item));
        part(Kind::Column, name, origin, text)
    }));
    let others = constraints.iter().filter(|(owner, _)| owner.is_none());
    parts.extend(others.map(|(_, it)| constraint(table, it)));
    parts.extend(table.indexes.iter().map(|it| {
        let origin = Origin::Index(at, it.declared);
        part(Kind::Index, &it.item.name, origin, text::index(&it.item))
    }));
    parts
}

fn constraint(table: &Table, constraint: &Traced<Constraint>) -> Part {
    let name = text::constraint_name(&constraint.item);
    Part {
        path: Path::new(Kind::Constraint, &table.name, name),
        origin: Origin::Constraint(table.declared, constraint.declared),
        text: text::constraint(&constraint.item),
    }
}

/// The constraints, each with the one column that it concerns, if it is one.
fn owned_constraints(table: &Table) -> impl Iterator<Item = (Option<&str>, &Traced<Constraint>)> {
    let constraints = table.constraints.iter();
    constraints.map(|it| (text::concerns(table, &it.item), it))
}

/// The constraints that are parts of their columns, each with what it adds to the seal.
#[must_use]
pub fn column_constraints(table: &Table, edition: Edition) -> Vec<(Seal, Part)> {
    let all: Vec<_> = owned_constraints(table).collect();
    let shares = all.iter().enumerate().filter_map(|(at, (owner, it))| {
        let column = &table.column((*owner)?)?.item;
        let path = Path::new(Kind::Column, &table.name, &column.name);
        let share = |without: Option<usize>| {
            let others = all
                .iter()
                .enumerate()
                .filter(|(at, _)| Some(*at) != without);
            let own = others.filter(|(_, (other, _))| {
                other.is_some_and(|it| it.eq_ignore_ascii_case(&column.name))
            });
            let text = text::column(edition, column, own.map(|(_, (_, it))| &it.item));
            path.share(Number::of_text(&text))
        };
        Some((share(None) - share(Some(at)), constraint(table, it)))
    });
    shares.collect()
}

/// The parts that concern the version alone, and those that stand in no table.
pub(super) fn outside_tables(schema: &Schema, shape: &Shape, edition: Edition) -> Vec<Part> {
    let mut parts = vec![number(shape.version, edition)];
    parts.extend(shape.application_id.map(|id| Part {
        path: Path::new(Kind::ApplicationId, "", ""),
        origin: Origin::Schema,
        text: id.to_string(),
    }));
    parts.extend(objects(shape));
    parts.extend(shape.seeds.iter().map(|it| Part {
        path: seed_path(shape, &it.item),
        origin: Origin::Seed(it.declared),
        text: text::seed(&it.item),
    }));
    parts.extend(values(schema, shape));
    let version = schema.version(shape.version);
    let actions = version.iter().flat_map(|it| it.actions.iter());
    parts.extend(actions.enumerate().map(|(at, it)| step(at, it)));
    parts
}

/// The number of a version. A version that was released has its number for good.
#[must_use]
pub fn number(version: i64, edition: Edition) -> Part {
    let edition = edition.number();
    Part {
        path: Path::new(Kind::Version, "", ""),
        origin: Origin::Version,
        text: format!("seal {edition} version {version}"),
    }
}

fn objects(shape: &Shape) -> impl Iterator<Item = Part> + '_ {
    let virtual_tables = shape.virtual_tables.iter().map(|it| Part {
        path: Path::new(Kind::VirtualTable, "", &it.item.name),
        origin: Origin::VirtualTable(it.declared),
        text: text::virtual_table(&it.item),
    });
    let views = shape.views.iter().map(|it| Part {
        path: Path::new(Kind::View, "", &it.item.name),
        origin: Origin::View(it.declared),
        text: text::view(&it.item),
    });
    let triggers = shape.triggers.iter().map(|it| Part {
        path: Path::new(Kind::Trigger, &it.item.table, &it.item.name),
        origin: Origin::Trigger(it.declared),
        text: text::trigger(&it.item),
    });
    virtual_tables.chain(views).chain(triggers)
}

/// A seed is known by its key.
fn seed_path(shape: &Shape, seed: &Seed) -> Path {
    let key = shape.table(&seed.table).and_then(|it| it.primary_key());
    let columns = key.iter().flat_map(|it| it.columns.iter());
    let values = columns.filter_map(|column| {
        let mut values = seed.values.iter();
        values.find(|(name, _)| name.eq_ignore_ascii_case(column))
    });
    let values: Vec<&str> = values.map(|(_, value)| value.as_ref()).collect();
    Path::new(Kind::Seed, &seed.table, &values.join(", "))
}

/// The values that lines of this version give to the rows that stand.
fn values<'a>(schema: &'a Schema, shape: &'a Shape) -> impl Iterator<Item = Part> + 'a {
    shape.tables.iter().flat_map(move |table| {
        let model = schema.tables.get(table.declared);
        let came = move |declared: usize| {
            let line = model.and_then(|it| it.columns.get(declared));
            line.is_some_and(|it| it.lifetime.since == shape.version)
        };
        let new = table.columns.iter().filter(move |it| came(it.declared));
        new.filter_map(move |it| {
            let from = it.item.from.as_ref()?;
            Some(Part {
                path: Path::new(Kind::From, &table.name, &it.item.name),
                origin: Origin::Column(table.declared, it.declared),
                text: text::expression(from),
            })
        })
    })
}

/// A step, by its position: steps run in their order.
#[must_use]
pub fn step(at: usize, action: &Action) -> Part {
    let name = |name: &str| text::name(name);
    let text = match action {
        Action::RenameTable { from, to } => format!("rename {} {}", name(from), name(to)),
        Action::RenameColumn { table, from, to } => {
            format!("rename {} {} {}", name(table), name(from), name(to))
        }
        Action::Sql(sql) => format!("sql {}", text::statements(sql)),
        Action::Run(function) => format!("run {function}"),
    };
    Part {
        path: Path::new(Kind::Step, "", &(at + 1).to_string()),
        origin: Origin::Action(at),
        text,
    }
}
