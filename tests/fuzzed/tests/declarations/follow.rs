//! The rows of a file, and what becomes of them from version to version, by hand.

use std::collections::BTreeMap;

use super::{
    values::{Random, Type, Value},
    world::{Action, Kind, Life, Object, Seed, Table, World},
};

/// The values of a row, by column.
pub type Row = BTreeMap<usize, Value>;

/// What a file holds: the rows of tables, and of virtual tables that keep their own.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    pub tables: BTreeMap<usize, Vec<Row>>,
    pub things: BTreeMap<usize, Vec<(i64, i64)>>,
}

/// The rows of a file that has been at `version` for a while.
pub fn rows_at(world: &World, version: i64, seed: u64) -> Rows {
    let mut rows = Rows::default();
    for (at, table) in world.alive(version) {
        let mut random = Random(seed ^ (version as u64) << 40 ^ (at as u64) << 20);
        let count = random.below(5);
        rows.tables.insert(at, Vec::new());
        for number in 0..count {
            if let Some(row) = row(world, at, version, number as i64, &rows, &mut random) {
                rows.tables.entry(at).or_default().push(row);
            }
        }
        for seed in world
            .seeds
            .iter()
            .filter(|it| it.table == at && it.life.has(version))
        {
            plant(&mut rows, table, seed);
        }
    }
    for (at, thing) in world
        .things
        .iter()
        .enumerate()
        .filter(|it| it.1.life.has(version))
    {
        let kept = matches!(
            thing.object,
            Object::Virtual(_, Kind::Own | Kind::Contentless | Kind::Box)
        );
        if kept {
            let mut random = Random(seed ^ (version as u64) << 40 ^ 77 ^ (at as u64) << 20);
            let made = (1..=random.below(4) as i64).map(|id| (id, random.below(9) as i64));
            rows.things.insert(at, made.collect());
        }
    }
    rows
}

/// Whether no two rows may have one value in this column.
pub fn is_unique(table: &Table, column: usize, version: i64) -> bool {
    let indexes = table
        .indexes
        .iter()
        .filter(|it| it.life.has(version) && it.unique);
    (column == 0 && table.key_columns() > 0)
        || table.columns[column]
            .at(version)
            .is_some_and(|it| it.unique)
        || indexes.flat_map(|it| &it.terms).any(|it| it.1 == column)
}

/// A row that the version lets in, unless a parent that it needs is missing.
pub fn row(
    world: &World,
    at: usize,
    version: i64,
    number: i64,
    rows: &Rows,
    random: &mut Random,
) -> Option<Row> {
    let table = &world.tables[at];
    let mut row = Row::new();
    for (column, _, line) in table.alive(version).filter(|it| it.2.generated.is_none()) {
        let value = if let Some(it) = &line.references {
            let parents = rows.tables.get(&it.to.0).map_or(&[][..], Vec::as_slice);
            let parent = random.pick(parents).map(|row| row[&it.to.1].clone());
            match parent {
                Some(it) if !(line.nullable && random.one_in(4)) => it,
                _ if line.nullable => Value::Null,
                _ => return None,
            }
        } else if is_unique(table, column, version) {
            match line.ty {
                Type::Text => Value::Text(format!("k{number}")),
                _ => {
                    // The other values stay what they are for a seed.
                    let _ = random.below(2);
                    Value::Int(number + 1)
                }
            }
        } else if line.nullable && random.one_in(3) {
            Value::Null
        } else {
            random.value(line.ty, line.least)
        };
        row.insert(column, value);
    }
    for (_, columns, parent) in table.foreign.iter().filter(|it| it.0.has(version)) {
        let parent = random.pick(rows.tables.get(parent)?)?;
        for (to, column) in columns.iter().enumerate() {
            row.insert(*column, parent[&to].clone());
        }
    }
    Some(row)
}

fn plant(rows: &mut Rows, table: &Table, seed: &Seed) {
    let rows = rows.tables.entry(seed.table).or_default();
    let key = 0..table.key_columns();
    let new: Row = seed.row.iter().cloned().collect();
    if !rows
        .iter()
        .any(|row| key.clone().all(|it| row.get(&it) == new.get(&it)))
    {
        rows.push(new);
    }
}

/// What an upgrade makes of the rows. Whether seeds that have gone since are in the file depends on
/// how versions were done together, so both must be asked for.
pub fn follow(world: &World, rows: &Rows, from: i64, to: i64, with_gone_seeds: bool) -> Rows {
    let mut rows = rows.clone();
    for version in from + 1..=to {
        rows.tables
            .retain(|at, _| world.tables[*at].life.has(version));
        rows.things
            .retain(|at, _| world.things[*at].life.has(version));
        for (at, table) in world.alive(version) {
            let rows = rows.tables.entry(at).or_default();
            rows.iter_mut()
                .for_each(|it| *it = next(table, it, version));
        }
        for seed in world.seeds.iter().filter(|it| it.life.since == version) {
            if with_gone_seeds || seed.life.has(to) {
                plant(&mut rows, &world.tables[seed.table], seed);
            }
        }
        for (_, action) in world.actions.iter().filter(|it| it.0 == version) {
            act(&mut rows, action);
        }
        for (at, thing) in world.things.iter().enumerate() {
            let Life { since, .. } = thing.life;
            let kept = matches!(
                thing.object,
                Object::Virtual(_, Kind::Own | Kind::Contentless | Kind::Box)
            );
            if since == version && kept {
                rows.things.insert(at, Vec::new());
            }
        }
    }
    rows
}

/// A row at the next version.
fn next(table: &Table, old: &Row, version: i64) -> Row {
    let columns = table.alive(version).filter(|it| it.2.generated.is_none());
    let values = columns.map(|(at, _, line)| {
        let stood = old.get(&at);
        let value = match (&line.from, stood) {
            (Some(from), _) if line.life.since == version => {
                let value = from.expr.of(&old[&from.source]);
                match (&from.fallback, value) {
                    (Some(fallback), Value::Null) => fallback.clone(),
                    (_, value) => value,
                }
            }
            (_, Some(value)) => value.clone(),
            (_, None) => line.default.clone().unwrap_or(Value::Null),
        };
        (at, value)
    });
    values.collect()
}

fn act(rows: &mut Rows, action: &Action) {
    match action {
        Action::Update((table, column), expr) => {
            for row in rows.tables.entry(*table).or_default() {
                let new = expr.of(&row[column]);
                row.insert(*column, new);
            }
        }
        Action::Delete((table, column), over) => {
            let rows = rows.tables.entry(*table).or_default();
            rows.retain(|it| !matches!(it[column], Value::Int(it) if it > *over));
        }
        _ => {}
    }
}
