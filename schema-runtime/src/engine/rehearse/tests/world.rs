//! Schemas in few words.

use schema_core::model::{
    Action, Check, Column, Constraint, Extern, ForeignKey, Legacy, LegacyAction, Lifetime, Lived,
    PrimaryKey, Schema, Table, Unique, Version, View, VirtualTable,
};

/// A schema with versions from 1 on.
#[derive(Default)]
pub(super) struct World {
    pub(super) versions: i64,
    pub(super) actions: Vec<(i64, Action)>,
    pub(super) tables: Vec<Table>,
    pub(super) externs: Vec<Extern>,
    pub(super) legacy: Vec<LegacyAction>,
    pub(super) virtual_tables: Vec<(&'static str, &'static str)>,
    pub(super) views: Vec<(&'static str, &'static str)>,
}

impl World {
    pub(super) fn schema(&self) -> Schema {
        let actions = |number| self.actions.iter().filter(move |(at, _)| *at == number);
        let version = |number| Version {
            number,
            actions: actions(number).map(|(_, it)| it.clone()).collect(),
            ..Version::default()
        };
        let virtual_table = |(name, using): &(&'static str, &'static str)| {
            let (name, using) = ((*name).into(), (*using).into());
            lived(
                1,
                None,
                VirtualTable {
                    name,
                    using,
                    from: None,
                },
            )
        };
        let view = |(name, query): &(&'static str, &'static str)| {
            let (name, query) = ((*name).into(), (*query).into());
            lived(
                1,
                None,
                View {
                    name,
                    query,
                    ..View::default()
                },
            )
        };
        Schema {
            versions: (1..=self.versions).map(version).collect(),
            tables: self.tables.clone().into(),
            externs: self.externs.clone().into(),
            virtual_tables: self.virtual_tables.iter().map(virtual_table).collect(),
            views: self.views.iter().map(view).collect(),
            legacy: Legacy {
                actions: self.legacy.clone().into(),
                ..Legacy::default()
            },
            ..Schema::default()
        }
    }
}

pub(super) fn lived<T>(since: i64, until: Option<i64>, item: T) -> Lived<T> {
    let lifetime = Lifetime { since, until };
    Lived { lifetime, item }
}

/// A table with columns such as `id INTEGER`, `name TEXT not null`.
pub(super) fn table(name: &'static str, since: i64, columns: &[&'static str]) -> Table {
    let columns = columns.iter().map(|it| lived(since, None, column(it)));
    Table {
        name: name.into(),
        lifetime: Lifetime { since, until: None },
        columns: columns.collect(),
        ..Table::default()
    }
}

/// `name type`, then `not null`, and `= default` at the end.
pub(super) fn column(text: &'static str) -> Column {
    let (declaration, default) = text.split_once(" = ").unzip();
    let declaration = declaration.unwrap_or(text);
    let mut words = declaration.splitn(3, ' ');
    Column {
        name: words.next().unwrap().into(),
        ty: words.next().unwrap().into(),
        not_null: words.next() == Some("not null"),
        default: default.map(Into::into),
        ..Column::default()
    }
}

/// Tables with more and more in them.
pub(super) trait Declare: Sized {
    fn with(self, since: i64, constraint: Constraint) -> Self;
    fn key(self, column: &'static str) -> Self;
    fn unique(self, since: i64, columns: &[&'static str]) -> Self;
    fn check(self, since: i64, expression: &'static str) -> Self;
    fn refers(self, column: &'static str, parent: &'static str) -> Self;
    fn add(self, since: i64, until: Option<i64>, column: Column) -> Self;
}

impl Declare for Table {
    fn with(mut self, since: i64, constraint: Constraint) -> Self {
        self.constraints
            .to_mut()
            .push(lived(since, None, constraint));
        self
    }

    fn key(self, column: &'static str) -> Self {
        let columns = vec![column.into()].into();
        let autoincrement = false;
        self.with(
            1,
            Constraint::PrimaryKey(PrimaryKey {
                columns,
                autoincrement,
                ..PrimaryKey::default()
            }),
        )
    }

    fn unique(self, since: i64, columns: &[&'static str]) -> Self {
        let columns = columns.iter().map(|it| (*it).into()).collect();
        self.with(
            since,
            Constraint::Unique(Unique {
                columns,
                ..Unique::default()
            }),
        )
    }

    fn check(self, since: i64, expression: &'static str) -> Self {
        let check = Check {
            column: None,
            expression: expression.into(),
            ..Check::default()
        };
        self.with(since, Constraint::Check(check))
    }

    fn refers(self, column: &'static str, parent: &'static str) -> Self {
        let key = ForeignKey {
            columns: vec![column.into()].into(),
            table: parent.into(),
            parent_columns: vec!["id".into()].into(),
            on_delete: schema_core::model::ReferentialAction::NoAction,
            on_update: schema_core::model::ReferentialAction::NoAction,
            deferrable: schema_core::model::Deferrable::No,
            ..ForeignKey::default()
        };
        self.with(1, Constraint::ForeignKey(key))
    }

    fn add(mut self, since: i64, until: Option<i64>, column: Column) -> Self {
        self.columns.to_mut().push(lived(since, until, column));
        self
    }
}

pub(super) fn sql(version: i64, text: &'static str) -> (i64, Action) {
    (version, Action::Sql(text.into()))
}

pub(super) fn run(version: i64, function: &'static str) -> (i64, Action) {
    (version, Action::Run(function.into()))
}
