//! Values as SQL literals.

use std::fmt::Write as _;

use schema_core::sql::Literal;
use syn::{Expr, ExprLit, ExprUnary, Lit, LitStr, UnOp};

use crate::{
    report::{Ctxt, Reported},
    written::written,
};

/// Where a value stands.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    /// Behind the `=` of a column.
    Default,
    /// In a row.
    Seed,
}

/// The value in SQL.
pub(super) fn value(cx: &mut Ctxt, value: &Expr, place: Place) -> Result<String, Reported> {
    match value {
        Expr::Lit(ExprLit { lit, .. }) => literal(cx, lit),
        Expr::Unary(ExprUnary {
            op: UnOp::Neg(_),
            expr,
            ..
        }) => negative(cx, value, expr),
        Expr::Group(group) => self::value(cx, &group.expr, place),
        Expr::Path(path) if path.path.is_ident("None") => match place {
            Place::Seed => Ok("NULL".to_owned()),
            Place::Default => Err(cx.error(
                value,
                "`None` is no default\n\
                 help: leave it out: without a default an `Option` column is NULL",
            )),
        },
        _ => match sql_call(value) {
            Some(sql) => Ok(format!("({})", sql.value())),
            None => Err(no_literal(cx, value, place)),
        },
    }
}

/// The text in `sql("…")`.
fn sql_call(value: &Expr) -> Option<LitStr> {
    let Expr::Call(call) = value else {
        return None;
    };
    let Expr::Path(function) = &*call.func else {
        return None;
    };
    match call.args.first() {
        Some(Expr::Lit(ExprLit {
            lit: Lit::Str(sql), ..
        })) if function.path.is_ident("sql") && call.args.len() == 1 => Some(sql.clone()),
        _ => None,
    }
}

fn literal(cx: &mut Ctxt, literal: &Lit) -> Result<String, Reported> {
    match literal {
        Lit::Str(text) if text.value().contains('\0') => Err(cx.error(
            literal,
            "SQL text ends at its first NUL\nhelp: write `sql(\"… || char(0) || …\")`",
        )),
        Lit::Str(text) => Ok(Literal(&text.value()).to_string()),
        Lit::ByteStr(bytes) => Ok(blob(&bytes.value())),
        Lit::Bool(flag) => Ok(if flag.value { "1" } else { "0" }.to_owned()),
        Lit::Float(number) => Ok(number.base10_digits().to_owned()),
        Lit::Int(number) if number.base10_parse::<i64>().is_err() => Err(cx.error(
            literal,
            format_args!(
                "`{number}` is larger than any integer of SQLite\nhelp: stay within `i64`"
            ),
        )),
        Lit::Int(number) => Ok(number.base10_digits().to_owned()),
        Lit::Char(letter) => {
            let help = format!("help: write `{:?}`", letter.value().to_string());
            Err(no_sql(cx, literal, &help))
        }
        Lit::Byte(byte) => {
            let help = format!("help: write `{}`", byte.value());
            Err(no_sql(cx, literal, &help))
        }
        _ => Err(no_sql(
            cx,
            literal,
            "help: write a string, a number, `true` or `false`",
        )),
    }
}

/// A minus that the parser could not take together with its number.
fn negative(cx: &mut Ctxt, whole: &Expr, operand: &Expr) -> Result<String, Reported> {
    match operand {
        Expr::Lit(ExprLit {
            lit: lit @ (Lit::Int(_) | Lit::Float(_)),
            ..
        }) => literal(cx, lit).map(|digits| format!("-{digits}")),
        _ => Err(cx.error(
            whole,
            "a minus stands before a number only\nhelp: write `sql(\"…\")`",
        )),
    }
}

fn blob(bytes: &[u8]) -> String {
    let mut out = String::from("X'");
    for byte in bytes {
        // Writing to a string does not fail.
        let _: std::fmt::Result = write!(out, "{byte:02X}");
    }
    out.push('\'');
    out
}

fn no_sql(cx: &mut Ctxt, literal: &Lit, help: &str) -> Reported {
    let text = written(literal);
    cx.error(
        literal,
        format_args!("`{text}` is no value of SQLite\n{help}"),
    )
}

fn no_literal(cx: &mut Ctxt, value: &Expr, place: Place) -> Reported {
    let what = match place {
        Place::Default => "a default is a literal",
        Place::Seed => "a value is a literal, `None`",
    };
    cx.error(
        value,
        format_args!(
            "{what}, or `sql(\"…\")`\n\
             help: write an SQL expression in `sql(\"…\")`"
        ),
    )
}
