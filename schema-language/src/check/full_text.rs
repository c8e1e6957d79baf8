//! Full-text indexes over tables, whose columns SQLite looks for only when it fills or reads one.

use schema_core::sql::{Token, tokens};

use super::{scene::Scene, sql_text::shown};
use crate::{report::Ctxt, suggest};

// A full-text index has columns of the table that it indexes:
//
//     table note { body: String }
//     virtual table search using "fts5(bdoy, content=note)";
pub(super) fn check_full_text_columns(cx: &mut Ctxt, scene: &Scene<'_>) {
    for shape in scene.timeline.shapes().iter().rev() {
        for table in shape.virtual_tables.iter() {
            let Some(written) = scene.lowered.virtual_tables.get(table.declared) else {
                continue;
            };
            let content = table.item.content();
            let content = content.filter(|_| table.item.is_full_text());
            let indexed = content.and_then(|name| scene.table_named(&name, shape.version));
            let Some(indexed) = indexed.filter(|it| scene.trusts_table(it.table.declared)) else {
                continue;
            };
            let columns = indexed.columns();
            let using = &table.item.using;
            let unknown = listed(using).into_iter().find(|token| {
                let name = token.unquoted();
                !columns.iter().any(|it| it.eq_ignore_ascii_case(&name))
            });
            let Some(unknown) = unknown.filter(|_| scene.first(*written)) else {
                continue;
            };
            let (name, place) = (unknown.unquoted(), shown(using, unknown.start));
            let (owner, version) = (&indexed.table.name, shape.version);
            let help = suggest::help(&name, columns);
            cx.error(
                &written.using,
                format_args!(
                    "no column `{name}` in table `{owner}` at version {version}{place}\n{help}"
                ),
            );
        }
    }
}

/// The first token of each argument that is a column: those of options have a `=` behind them.
pub(super) fn listed(using: &str) -> Vec<Token<'_>> {
    let all: Vec<Token<'_>> = tokens(using).collect();
    let begins = |it: &Token<'_>| it.is_symbol("(") || it.is_symbol(",");
    let firsts = all.windows(3).filter_map(|three| match three {
        [before, name, after] if begins(before) && !after.is_symbol("=") => Some(*name),
        _ => None,
    });
    firsts.filter(Token::is_name).collect()
}
