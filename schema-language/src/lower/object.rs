//! What is no table: views, triggers, virtual tables, seeds, and the application's own.

use schema_core::model::{self, Event, Extern, Lifetime, Lived, Text, Timing};

use super::{
    lifetime::resolve,
    names, text,
    value::{Place, value},
};
use crate::{
    report::{Ctxt, Reported},
    syntax::{ExternKind, Schema, Seed, Trigger, View, VirtualTable},
};

/// `application_id 0x57415645 since 2;`. SQLite keeps 32 bits, and shows them with a sign.
pub(super) fn application_id(
    cx: &mut Ctxt,
    schema: &Schema,
    always: Lifetime,
) -> Option<Lived<i32>> {
    let written = schema.application_id.as_ref()?;
    let Ok(mark) = written.mark.base10_parse::<u32>() else {
        cx.error(
            &written.mark,
            "an application's mark has 32 bits\nhelp: write four bytes, such as `0x57415645`",
        );
        return None;
    };
    Some(Lived {
        lifetime: resolve(&written.lifetime, always),
        item: mark.cast_signed(),
    })
}

pub(super) fn virtual_table(table: &VirtualTable, always: Lifetime) -> Lived<model::VirtualTable> {
    Lived {
        lifetime: resolve(&table.lifetime, always),
        item: model::VirtualTable {
            name: table.name.text().into(),
            using: text(&table.using),
            from: table.from.as_ref().map(text),
        },
    }
}

pub(super) fn view(view: &View, always: Lifetime) -> Lived<model::View> {
    Lived {
        lifetime: resolve(&view.lifetime, always),
        item: model::View {
            name: view.name.text().into(),
            columns: names(&view.columns),
            query: text(&view.query),
        },
    }
}

pub(super) fn trigger(trigger: &Trigger, always: Lifetime) -> Lived<model::Trigger> {
    let timing = match trigger.timing.to_string().as_str() {
        "before" => Timing::Before,
        "instead" => Timing::InsteadOf,
        _ => Timing::After,
    };
    let event = match trigger.event.to_string().as_str() {
        "insert" => Event::Insert,
        "delete" => Event::Delete,
        _ => Event::Update(names(&trigger.columns)),
    };
    Lived {
        lifetime: resolve(&trigger.lifetime, always),
        item: model::Trigger {
            name: trigger.name.text().into(),
            timing,
            event,
            table: trigger.table.text().into(),
            when: trigger.when.as_ref().map(text),
            body: text(&trigger.body),
        },
    }
}

/// The seeds, and where each was written. One with a value that is refused is left out, lest it
/// seem to lack the column.
pub(super) fn seeds<'a>(
    cx: &mut Ctxt,
    schema: &'a Schema,
    always: Lifetime,
) -> (Vec<Lived<model::Seed>>, Vec<&'a Seed>) {
    let mut seeds = Vec::new();
    let mut origins = Vec::new();
    for seed in &schema.seeds {
        let Ok(values) = values(cx, seed) else {
            continue;
        };
        seeds.push(Lived {
            lifetime: resolve(&seed.lifetime, always),
            item: model::Seed {
                table: seed.table.text().into(),
                values: values.into(),
            },
        });
        origins.push(seed);
    }
    (seeds, origins)
}

/// The values of a row. All of them are looked at, even once one is refused.
fn values(cx: &mut Ctxt, seed: &Seed) -> Result<Vec<(Text, Text)>, Reported> {
    let all: Vec<Result<(Text, Text), Reported>> = seed
        .values
        .iter()
        .map(|it| {
            let sql = value(cx, &it.value, Place::Seed)?;
            Ok((it.column.text().into(), sql.into()))
        })
        .collect();
    all.into_iter().collect()
}

/// What the application registers with SQLite.
pub(super) fn externs(cx: &mut Ctxt, schema: &Schema) -> Vec<Extern> {
    let mut externs = Vec::new();
    for it in &schema.externs {
        let name: Text = it.name.text().into();
        externs.push(match &it.kind {
            ExternKind::Collation => Extern::Collation(name),
            ExternKind::Module => Extern::Module(name),
            ExternKind::Tokenizer => Extern::Tokenizer(name),
            ExternKind::Function(written) => {
                let Ok(arguments @ 0..=127) = written.base10_parse() else {
                    cx.error(written, "a function of SQLite has at most 127 arguments\nhelp: write how many it has");
                    continue;
                };
                Extern::Function { name, arguments }
            }
        });
    }
    externs
}
