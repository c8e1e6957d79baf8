//! What only the program can do.

use schema_core::{
    model::{Extern, Schema},
    plan::Step,
    shape::mentions,
    sql::{Token, tokens},
};

use super::script::Script;

/// The functions that versions run, and what the application brings to SQLite, as far as the scripts
/// need it.
pub(super) fn unfit(schema: &Schema, scripts: &[Script<'_>]) -> Vec<String> {
    let mut reasons = Vec::new();
    for script in scripts {
        let runs = script.steps.iter().filter_map(|step| match step {
            Step::Run(call) => Some(&call.function),
            _ => None,
        });
        let number = script.version.number;
        reasons.extend(runs.map(|it| format!("version {number}: `run {it}` is Rust")));
    }
    for external in schema.externs.iter() {
        let (what, name) = match external {
            Extern::Function { name, arguments } => {
                (format!("extern function {name}({arguments})"), name)
            }
            Extern::Collation(name) => (format!("extern collation {name}"), name),
            Extern::Module(name) => (format!("extern module {name}"), name),
            Extern::Tokenizer(name) => (format!("extern tokenizer {name}"), name),
        };
        let is_function = matches!(external, Extern::Function { .. });
        let uses = |it: &&Script<'_>| {
            let mut steps = it.steps.iter().map(ToString::to_string);
            steps.any(|sql| mentions(&sql, name) && (!is_function || calls(&sql, name)))
        };
        let first = scripts.iter().find(uses);
        reasons.extend(first.map(|it| {
            let number = it.version.number;
            format!("version {number}: `{what}` is the program's own")
        }));
    }
    reasons
}

/// Whether a name stands where a function is called; columns may have the same name.
fn calls(sql: &str, function: &str) -> bool {
    let all: Vec<Token<'_>> = tokens(sql).collect();
    all.windows(2).any(|two| match two {
        [name, next] => name.names(function) && next.is_symbol("("),
        _ => false,
    })
}
