//! Names by number, so that a text can be written before its names are settled.
//!
//! `«7»` in a text stands for the name with number 7, by whatever name it goes when the text is
//! rendered: the one of the last version that has the text.

use schema_core::{
    model::{
        Check, Column, Constraint, Event, ForeignKey, Index, List, Lived, Table, Term, Text,
        Trigger, View,
    },
    sql::Name,
};

pub(crate) fn mark(id: usize) -> Text {
    format!("«{id}»").into()
}

/// Names by number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(pub(crate) Vec<String>);

impl Names {
    pub(crate) fn add(&mut self, name: String) -> usize {
        self.0.push(name);
        self.0.len() - 1
    }

    fn replace(&self, text: &mut Text, write: impl Fn(&str) -> String) {
        if !text.contains('«') {
            return;
        }
        let mut parts = text.split('«');
        let mut output = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (id, rest) = part.split_once('»').unwrap();
            output.push_str(&write(&self.0[id.parse::<usize>().unwrap()]));
            output.push_str(rest);
        }
        *text = output.into();
    }

    fn name(&self, text: &mut Text) {
        self.replace(text, str::to_owned);
    }

    fn names(&self, names: &mut List<Text>) {
        names.to_mut().iter_mut().for_each(|it| self.name(it));
    }

    pub(crate) fn sql(&self, text: &mut Text) {
        self.replace(text, |name| Name(name).to_string());
    }

    pub(crate) fn column(&self, column: &mut Column) {
        self.name(&mut column.name);
        let generated = column.generated.as_mut().map(|it| &mut it.expression);
        generated
            .into_iter()
            .chain(&mut column.from)
            .for_each(|it| self.sql(it));
    }

    pub(crate) fn constraint(&self, constraint: &mut Constraint) {
        match constraint {
            Constraint::PrimaryKey(key) => self.names(&mut key.columns),
            Constraint::Unique(unique) => self.names(&mut unique.columns),
            Constraint::ForeignKey(ForeignKey {
                columns,
                table,
                parent_columns,
                ..
            }) => {
                self.names(columns);
                self.name(table);
                self.names(parent_columns);
            }
            Constraint::Check(Check {
                column, expression, ..
            }) => {
                column.iter_mut().for_each(|it| self.name(it));
                self.sql(expression);
            }
        }
    }

    pub(crate) fn index(&self, index: &mut Index) {
        for column in index.columns.to_mut() {
            match &mut column.term {
                Term::Column(name) => self.name(name),
                Term::Expression(expression) => self.sql(expression),
            }
        }
        index.filter.iter_mut().for_each(|it| self.sql(it));
    }

    pub(crate) fn view(&self, view: &mut View) {
        self.sql(&mut view.query);
    }

    pub(crate) fn trigger(&self, trigger: &mut Trigger) {
        if let Event::Update(columns) = &mut trigger.event {
            self.names(columns);
        }
        self.name(&mut trigger.table);
        trigger.when.iter_mut().for_each(|it| self.sql(it));
        self.sql(&mut trigger.body);
    }

    pub(crate) fn table(&self, table: &mut Table) {
        self.name(&mut table.name);
        self.all(&mut table.columns, Self::column);
        self.all(&mut table.constraints, Self::constraint);
        self.all(&mut table.indexes, Self::index);
    }

    pub(crate) fn all<T: Clone>(&self, items: &mut List<Lived<T>>, one: fn(&Self, &mut T)) {
        for it in items.to_mut() {
            one(self, &mut it.item);
        }
    }
}
