//! The tables in which other tools note which of their scripts have run: no tables of the application.

use schema_core::{
    found::{Found, FoundTable},
    model::Constraint,
    sql::tokens,
};

use super::name::name;

/// How the ledger of a tool is told from a table of the application.
#[derive(Clone, Copy)]
struct Kind {
    tool: &'static str,
    table: &'static str,
    columns: &'static str,
    /// Whether an application could have thought of the name, so that there may be no other columns.
    is_common: bool,
    /// What counts the scripts that have run, where each has one row, and nothing else has.
    counted: Option<&'static str>,
}

const fn own(tool: &'static str, table: &'static str, columns: &'static str) -> Kind {
    Kind {
        tool,
        table,
        columns,
        is_common: false,
        counted: None,
    }
}

const fn common(tool: &'static str, table: &'static str, columns: &'static str) -> Kind {
    Kind {
        is_common: true,
        ..own(tool, table, columns)
    }
}

const fn counted(kind: Kind, query: &'static str) -> Kind {
    Kind {
        counted: Some(query),
        ..kind
    }
}

const KINDS: &[Kind] = &[
    counted(
        own("sqlx", "_sqlx_migrations", "version success checksum"),
        "SELECT count(*) FROM _sqlx_migrations WHERE success",
    ),
    counted(
        own("refinery", "refinery_schema_history", "version checksum"),
        "SELECT count(*) FROM refinery_schema_history",
    ),
    counted(
        own("diesel", "__diesel_schema_migrations", "version run_on"),
        "SELECT count(*) FROM __diesel_schema_migrations",
    ),
    counted(
        own("SeaORM", "seaql_migrations", "version applied_at"),
        "SELECT count(*) FROM seaql_migrations",
    ),
    counted(
        own("GRDB", "grdb_migrations", "identifier"),
        "SELECT count(*) FROM grdb_migrations",
    ),
    counted(
        own("wrangler", "d1_migrations", "id name applied_at"),
        "SELECT count(*) FROM d1_migrations",
    ),
    own("Django", "django_migrations", "app name applied"),
    own("Alembic", "alembic_version", "version_num"),
    // dbmate has the same.
    common("Rails", "schema_migrations", "version"),
    own("Rails", "ar_internal_metadata", "key value"),
    common("Ecto", "schema_migrations", "version inserted_at"),
    common("golang-migrate", "schema_migrations", "version dirty"),
    common("TypeORM", "migrations", "id timestamp name"),
    own("TypeORM", "typeorm_metadata", "type name value"),
    common("Laravel", "migrations", "id migration batch"),
    common("gormigrate", "migrations", "id"),
    own("Prisma", "_prisma_migrations", "id checksum migration_name"),
    own("Knex", "knex_migrations", "id name batch"),
    own("Knex", "knex_migrations_lock", "is_locked"),
    own("Kysely", "kysely_migration", "name timestamp"),
    own("Kysely", "kysely_migration_lock", "id is_locked"),
    own("Drizzle", "__drizzle_migrations", "id hash created_at"),
    own("Sequelize", "SequelizeMeta", "name"),
    own("Entity Framework", "__EFMigrationsHistory", "MigrationId"),
    own("Entity Framework", "__EFMigrationsLock", "Id Timestamp"),
    own("Room", "room_master_table", "id identity_hash"),
    own("Android", "android_metadata", "locale"),
    own("goose", "goose_db_version", "version_id is_applied"),
    own("Flyway", "flyway_schema_history", "version script"),
    own("Liquibase", "DATABASECHANGELOG", "ID AUTHOR FILENAME"),
    own("Liquibase", "DATABASECHANGELOGLOCK", "ID LOCKED"),
    own("Doctrine", "doctrine_migration_versions", "version"),
    own("Phinx", "phinxlog", "version"),
    common("Peewee", "migratehistory", "id name migrated_at"),
    own("sqlite-migrate", "_sqlite_migrations", "name applied_at"),
    own("yoyo", "_yoyo_migration", "migration_id"),
    own("yoyo", "_yoyo_log", "migration_id operation"),
    own("yoyo", "_yoyo_version", "version"),
    own("yoyo", "yoyo_lock", "locked pid"),
];

/// A ledger that was found.
#[derive(Debug)]
pub(crate) struct Ledger {
    tool: &'static str,
    /// As the file calls it.
    table: String,
    /// What counts the scripts that have run, if its rows do.
    counted: Option<&'static str>,
}

/// Takes the ledgers away from what was found. A table that something else speaks of stays: the
/// application has come to need it.
pub(crate) fn take_ledgers(found: &mut Found) -> Vec<Ledger> {
    let all: Vec<Ledger> = found
        .tables
        .iter()
        .filter_map(|it| ledger(it, found))
        .collect();
    let is_ledger = |name: &str| all.iter().any(|it| it.table == name);
    found.tables.retain(|it| !is_ledger(&it.table.name));
    all
}

fn ledger(table: &FoundTable, found: &Found) -> Option<Ledger> {
    let kind = KINDS.iter().find(|kind| is_of(table, kind))?;
    let name = &table.table.name;
    (!is_mentioned(name, found)).then(|| Ledger {
        tool: kind.tool,
        table: name.clone(),
        counted: kind.counted,
    })
}

fn is_of(table: &FoundTable, kind: &Kind) -> bool {
    let table = &table.table;
    let mut columns = kind.columns.split(' ');
    table.name.eq_ignore_ascii_case(kind.table)
        && columns.all(|it| table.column(it).is_some())
        && (!kind.is_common || table.columns.len() == kind.columns.split(' ').count())
}

/// Whether another table refers to it, or a view or trigger reads it or stands on it.
fn is_mentioned(name: &str, found: &Found) -> bool {
    let is_it = |other: &str| other.eq_ignore_ascii_case(name);
    let mut others = found.tables.iter().filter(|it| !is_it(&it.table.name));
    let refers = others.any(|it| {
        let mut constraints = it.table.constraints.iter();
        constraints.any(|it| matches!(&it.item, Constraint::ForeignKey(key) if is_it(&key.table)))
    });
    let stands_on = found.triggers.iter().any(|it| is_it(&it.table));
    let texts = found.views.iter().map(|it| it.query.as_ref());
    let bodies = found.triggers.iter().flat_map(|it| {
        let when = it.when.as_deref();
        when.into_iter().chain([it.body.as_ref()])
    });
    let mut words = texts.chain(bodies).flat_map(tokens);
    refers || stands_on || words.any(|it| is_it(&it.unquoted()))
}

/// The query that says which version a file has: that of the first ledger whose rows say it.
pub(crate) fn version_query(ledgers: &[Ledger]) -> Option<&'static str> {
    ledgers.iter().find_map(|it| it.counted)
}

/// The `legacy` block that takes the ledgers over, if there are any.
pub(super) fn legacy(ledgers: &[Ledger]) -> Option<String> {
    if ledgers.is_empty() {
        return None;
    }
    let query = version_query(ledgers);
    let query = query.map(|it| format!("    version from \"{it}\";\n"));
    let drops = ledgers
        .iter()
        .map(|it| format!("    drop table {};\n", name(&it.table)));
    Some(format!(
        "/// Files that {} looked after.\nlegacy {{\n{}{}}}",
        tools(ledgers),
        query.unwrap_or_default(),
        drops.collect::<String>()
    ))
}

/// What a file with a version number keeps: `legacy` is for files without one.
pub(super) fn left(ledgers: &[Ledger]) -> Option<String> {
    let lines = ledgers.iter().map(|it| {
        let (table, tool) = (&it.table, it.tool);
        format!("// `{table}` is where {tool} keeps its notes. It is not declared, and stays in files that have it.")
    });
    let lines: Vec<String> = lines.collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The tools with their verb.
fn tools(ledgers: &[Ledger]) -> String {
    let mut tools: Vec<&str> = ledgers.iter().map(|it| it.tool).collect();
    tools.dedup();
    let has = if tools.len() == 1 { "has" } else { "have" };
    format!("{} {has}", tools.join(" and "))
}
