//! The smallest readers: words, names, literals, groups.

use proc_macro2::TokenStream;
use syn::{
    Ident, LitInt, LitStr, Visibility, braced, bracketed,
    ext::IdentExt,
    parenthesized,
    parse::{Parse, ParseBuffer, ParseStream},
    token,
};

use crate::{report::Ctxt, suggest, syntax::Name};

/// The next token, if it is a word of whatever kind.
pub(super) fn next_word(input: ParseStream<'_>) -> Option<Ident> {
    input.cursor().ident().map(|(word, _)| word)
}

/// Whether `word` comes next.
pub(super) fn at_word(input: ParseStream<'_>, word: &str) -> bool {
    next_word(input).is_some_and(|it| it == word)
}

/// Whether one of `words` comes next.
pub(super) fn at_one_of(input: ParseStream<'_>, words: &[&str]) -> bool {
    words.iter().any(|word| at_word(input, word))
}

/// Takes `word`, if it comes next.
pub(super) fn take_word(input: ParseStream<'_>, word: &str) -> Option<Ident> {
    if at_word(input, word) {
        input.call(Ident::parse_any).ok()
    } else {
        None
    }
}

/// Reads `word`, which must come next.
pub(super) fn expect_word(input: ParseStream<'_>, word: &str) -> syn::Result<Ident> {
    take_word(input, word).ok_or_else(|| expected(input, format_args!("`{word}`")))
}

/// Reads two words, such as `ignoring conflicts`, if the first comes next.
pub(super) fn words(
    input: ParseStream<'_>,
    first: &str,
    second: &str,
) -> syn::Result<Option<TokenStream>> {
    let begin = input.fork();
    if take_word(input, first).is_none() {
        return Ok(None);
    }
    expect_word(input, second)?;
    Ok(Some(between(&begin, input)))
}

/// Reads `without triggers`, if it comes next.
pub(super) fn without_triggers(input: ParseStream<'_>) -> syn::Result<Option<TokenStream>> {
    words(input, "without", "triggers")
}

/// Takes this character of punctuation, if it comes next.
pub(super) fn take_punct(input: ParseStream<'_>, punct: char) -> bool {
    let found = at_punct(input, punct);
    if found {
        advance(input);
    }
    found
}

/// Whether this character of punctuation comes next.
pub(super) fn at_punct(input: ParseStream<'_>, punct: char) -> bool {
    input
        .cursor()
        .punct()
        .is_some_and(|(it, _)| it.as_char() == punct)
}

/// Steps over one token or group. Like every other reader it looks into the groups without
/// delimiters that macros make.
pub(super) fn advance(input: ParseStream<'_>) {
    let stepped: syn::Result<()> = input.step(|cursor| {
        let word = cursor.ident().map(|(_, next)| next);
        let punct = || cursor.punct().map(|(_, next)| next);
        let literal = || cursor.literal().map(|(_, next)| next);
        let any = || cursor.token_tree().map(|(_, next)| next);
        let next = word.or_else(punct).or_else(literal).or_else(any);
        next.map(|next| ((), next))
            .ok_or_else(|| cursor.error("expected a token"))
    });
    // Only the end of the input is no token, and there is nothing to step over.
    drop(stepped);
}

/// Whether a name comes next: a word or a string.
pub(super) fn at_name(input: ParseStream<'_>) -> bool {
    next_word(input).is_some() || input.peek(LitStr)
}

/// Reads a name: a word, keywords of Rust included, or a string.
pub(super) fn name(input: ParseStream<'_>, what: &str) -> syn::Result<Name> {
    if input.peek(LitStr) {
        return input.parse().map(Name::Literal);
    }
    let word = input.call(Ident::parse_any);
    word.map(Name::Ident).map_err(|_| expected(input, what))
}

/// Reads an identifier that Rust accepts as the name of something.
pub(super) fn identifier(input: ParseStream<'_>, what: &str) -> syn::Result<Ident> {
    if input.peek(Ident) {
        return input.parse();
    }
    let Some(word) = next_word(input) else {
        return Err(expected(input, what));
    };
    let what = what.split(", such as").next().unwrap_or(what);
    let message = format!("`{word}` can't be {what}: it is a word of Rust");
    Err(input.error(message + "\nhelp: choose another name"))
}

/// Reads a string.
pub(super) fn string(cx: &mut Ctxt, input: ParseStream<'_>, what: &str) -> syn::Result<LitStr> {
    if !input.peek(LitStr) {
        return Err(expected(input, what));
    }
    let text: LitStr = input.parse()?;
    if !text.suffix().is_empty() {
        let suffix = text.suffix();
        cx.error(
            &text,
            format_args!("unexpected `{suffix}` after a string\nhelp: remove it"),
        );
    }
    Ok(text)
}

/// Reads a whole number without a sign.
pub(super) fn number(cx: &mut Ctxt, input: ParseStream<'_>, what: &str) -> syn::Result<LitInt> {
    if at_punct(input, '-') || !input.peek(LitInt) {
        return Err(expected(input, what));
    }
    let number: LitInt = input.parse()?;
    if !number.suffix().is_empty() {
        let (digits, suffix) = (number.base10_digits(), number.suffix());
        cx.error(
            &number,
            format_args!("unexpected `{suffix}` after `{digits}`\nhelp: write `{digits}`"),
        );
    }
    Ok(number)
}

/// Enters a group in parentheses.
pub(super) fn parens<'a>(input: ParseStream<'a>, what: &str) -> syn::Result<ParseBuffer<'a>> {
    if !input.peek(token::Paren) {
        return Err(expected(input, what));
    }
    let content;
    parenthesized!(content in input);
    Ok(content)
}

/// Enters a group in braces.
pub(super) fn braces<'a>(input: ParseStream<'a>, what: &str) -> syn::Result<ParseBuffer<'a>> {
    if !input.peek(token::Brace) {
        return Err(expected(input, what));
    }
    let content;
    braced!(content in input);
    Ok(content)
}

/// Enters a group in brackets.
pub(super) fn brackets<'a>(input: ParseStream<'a>, what: &str) -> syn::Result<ParseBuffer<'a>> {
    if !input.peek(token::Bracket) {
        return Err(expected(input, what));
    }
    let content;
    bracketed!(content in input);
    Ok(content)
}

/// The error at the next token, or at the end of the group.
///
/// What is expected may end in `, such as …`: that becomes the help.
pub(super) fn expected(input: ParseStream<'_>, what: impl std::fmt::Display) -> syn::Error {
    let what = what.to_string();
    if what.contains("\nhelp: ") {
        return input.error(format_args!("expected {what}"));
    }
    match what.split_once(", such as ") {
        Some((what, example)) => input.error(format_args!(
            "expected {what}\nhelp: write it like {example}"
        )),
        None => input.error(format_args!("expected {what}\nhelp: write {what} here")),
    }
}

/// The tokens from where `begin` was forked to where `input` stands.
pub(super) fn between(begin: ParseStream<'_>, input: ParseStream<'_>) -> TokenStream {
    let mut tokens = TokenStream::new();
    let mut cursor = begin.cursor();
    while cursor < input.cursor() {
        let Some((token, next)) = cursor.token_tree() else {
            break;
        };
        tokens.extend([token]);
        cursor = next;
    }
    tokens
}

/// Reads what `syn` reads, up to the last token of every group in it.
pub(super) fn to_the_end<T: Parse>(input: ParseStream<'_>) -> syn::Result<T> {
    let begin = input.fork();
    // This finds out where it ends. What it leaves in its groups would be found much later.
    let _: T = input.parse()?;
    syn::parse2(between(&begin, input))
}

/// Reads a visibility; none is one too.
pub(super) fn visibility(cx: &mut Ctxt, input: ParseStream<'_>) -> Visibility {
    to_the_end(input).unwrap_or_else(|error| {
        let help = "help: write `pub` or `pub(crate)`";
        cx.push(syn::Error::new(
            error.span(),
            format_args!("{error}\n{help}"),
        ));
        Visibility::Inherited
    })
}

/// Takes one of the words that may stand here. A word that is nearly one of them is reported, and
/// taken for what was meant.
///
/// What is allowed may have several words, as `primary key` does; the first is taken and returned.
pub(super) fn choose(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    what: &str,
    allowed: &[&'static str],
) -> syn::Result<(&'static str, Ident)> {
    let Some(written) = next_word(input) else {
        let article = if what.starts_with(['a', 'e', 'i', 'o', 'u']) {
            "an"
        } else {
            "a"
        };
        let help = suggest::help("", allowed.iter().copied());
        return Err(expected(input, format_args!("{article} {what}\n{help}")));
    };
    let text = written.to_string();
    let exact = allowed.iter().find(|words| first(words) == text);
    let chosen = match exact {
        Some(words) => first(words),
        None => misspelled(cx, &written, what, allowed)?,
    };
    advance(input);
    Ok((chosen, written))
}

/// Whether the next word is one of these, or is taken for one.
pub(super) fn nearly(input: ParseStream<'_>, allowed: &[&'static str]) -> bool {
    let certain = |text: String, it: &str| text == it || it.len() > CERTAIN;
    next_word(input).is_some_and(|word| {
        let text = word.to_string();
        closest_word(&text, allowed).is_some_and(|it| certain(text, it))
    })
}

/// Any three letters are close to `for` or `as`: too close to go on as if they were meant.
const CERTAIN: usize = 3;

fn closest_word(text: &str, allowed: &[&'static str]) -> Option<&'static str> {
    suggest::closest(text, allowed.iter().map(|words| first(words)))
}

fn misspelled(
    cx: &mut Ctxt,
    written: &Ident,
    what: &str,
    allowed: &[&'static str],
) -> syn::Result<&'static str> {
    let text = written.to_string();
    let meant = closest_word(&text, allowed);
    let help = match allowed.iter().find(|words| Some(first(words)) == meant) {
        Some(words) => format!("help: did you mean `{words}`?"),
        None => suggest::help("", allowed.iter().copied()),
    };
    let message = format!("unknown {what} `{text}`\n{help}");
    match meant {
        Some(meant) if meant.len() > CERTAIN => {
            cx.error(written, message);
            Ok(meant)
        }
        _ => Err(syn::Error::new_spanned(written, message)),
    }
}

/// The first word of several.
pub(super) fn first(words: &'static str) -> &'static str {
    words.split(' ').next().unwrap_or(words)
}

/// The word as it was meant, for the tree.
pub(super) fn respelled(written: Ident, meant: &str) -> Ident {
    if written == meant {
        written
    } else {
        Ident::new(meant, written.span())
    }
}
