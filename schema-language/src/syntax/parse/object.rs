//! `view …`, `virtual table …`, `extern …`

use syn::{Attribute, LitStr, parse::ParseStream, token};

use super::{
    ahead::at_item,
    lifetime::{lifetime, lifetimes},
    recover::{names, semicolon, whole},
    words::{choose, expect_word, expected, name, number, parens, string, take_word},
};
use crate::{
    report::Ctxt,
    syntax::{Extern, ExternKind, Lifetime, View, VirtualTable},
};

/// `name(a, b) since 2 "SELECT …";`
pub(super) fn view(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    attributes: Vec<Attribute>,
) -> syn::Result<View> {
    let name = name(input, "the view's name, such as `view name \"SELECT …\";`")?;
    let columns = if input.peek(token::Paren) {
        names(
            cx,
            input,
            "the view's columns, such as `view name(a, b) \"SELECT …\";`",
        )?
    } else {
        Vec::new()
    };
    let what = "the view's query, such as `view name \"SELECT …\";`";
    let (query, lifetime) = text_and_lifetime(cx, input, Lifetime::default(), what)?;
    semicolon(cx, input, at_item);
    Ok(View {
        attributes,
        name,
        columns,
        lifetime,
        query,
    })
}

/// `table name since 2 using "fts5(body)";`
pub(super) fn virtual_table(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    attributes: Vec<Attribute>,
) -> syn::Result<VirtualTable> {
    expect_word(input, "table")?;
    let name = name(
        input,
        "the table's name, such as `virtual table name using \"fts5(body)\";`",
    )?;
    let early = lifetimes(cx, input)?;
    expect_word(input, "using")?;
    let what = "the module and its arguments, such as `using \"fts5(body)\"`";
    let (using, mut lifetime) = text_and_lifetime(cx, input, early, what)?;
    let from = if take_word(input, "from").is_some() {
        let what = "what fills it, such as `from \"SELECT rowid, body FROM search\"`";
        let (from, late) = text_and_lifetime(cx, input, lifetime, what)?;
        lifetime = late;
        Some(from)
    } else {
        None
    };
    semicolon(cx, input, at_item);
    Ok(VirtualTable {
        attributes,
        name,
        lifetime,
        using,
        from,
    })
}

/// Reads SQL text with a lifetime before or after it.
pub(super) fn text_and_lifetime(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    mut read: Lifetime,
    what: &str,
) -> syn::Result<(LitStr, Lifetime)> {
    while lifetime(cx, input, &mut read)? {}
    let text = string(cx, input, what)?;
    while lifetime(cx, input, &mut read)? {}
    Ok((text, read))
}

/// `function slug(1)`, `collation uca`, `module vec0`
pub(super) fn external(cx: &mut Ctxt, input: ParseStream<'_>) -> syn::Result<Extern> {
    let allowed = &["function", "collation", "module", "tokenizer"];
    let (word, _) = choose(cx, input, "kind of `extern`", allowed)?;
    let name = name(
        input,
        &format!("the name of the {word}, such as `extern {word} name`"),
    )?;
    let kind = match word {
        "collation" => ExternKind::Collation,
        "module" => ExternKind::Module,
        "tokenizer" => ExternKind::Tokenizer,
        _ => {
            let what = "the number of arguments, such as `extern function slug(1);`";
            let content = parens(input, what).map_err(|_| expected(input, what))?;
            let arguments = number(cx, &content, what);
            ExternKind::Function(whole(cx, &content, arguments)?)
        }
    };
    Ok(Extern { kind, name })
}
