//! What comes next: an item, or a line of a table. By this, what can't be read is skipped.

use syn::{LitInt, LitStr, Token, parse::ParseStream, token};

use super::words::{advance, at_name, at_one_of, at_punct, at_word, next_word};

/// Whether an item begins here: its word, followed by what may follow it.
pub(super) fn at_item(input: ParseStream<'_>) -> bool {
    let Some(word) = next_word(input) else {
        return input.peek(Token![#]) && input.peek2(token::Bracket);
    };
    let rest = input.fork();
    advance(&rest);
    match word.to_string().as_str() {
        "pub" => true,
        "history" => rest.peek(token::Brace),
        "application_id" => rest.peek(LitInt),
        "extern" => at_one_of(&rest, &["function", "collation", "module", "tokenizer"]),
        "virtual" => at_one_of(&rest, &["table"]),
        "const" | "table" | "fragment" | "view" | "trigger" | "seed" | "journal" => at_name(&rest),
        _ => false,
    }
}

/// Whether a line begins here. Nothing that a column's clauses may look like does.
pub(super) fn at_line(input: ParseStream<'_>) -> bool {
    if input.peek(Token![..]) || (input.peek(Token![#]) && input.peek2(token::Bracket)) {
        return true;
    }
    let lines = ["index", "unique", "primary", "foreign", "without"];
    let is_line = |word: &&str| at_word(input, word) && has_shape(input, word);
    at_name(input) && (at_colon(input) || lines.iter().any(is_line))
}

/// Whether a line ends here, if only for want of a comma.
pub(super) fn at_line_end(input: ParseStream<'_>) -> bool {
    input.is_empty() || at_punct(input, ',') || at_line(input)
}

/// Skips the rest of a line.
pub(super) fn skip_line(input: ParseStream<'_>) {
    while !at_line_end(input) {
        advance(input);
    }
}

/// Whether what follows the next word is what follows this one.
pub(super) fn has_shape(input: ParseStream<'_>, word: &str) -> bool {
    let rest = input.fork();
    advance(&rest);
    match word {
        "index" => at_name(&rest) && (rest.peek2(token::Paren) || rest.peek2(token::Brace)),
        "unique" => rest.peek(token::Paren) || at_word(&rest, "index"),
        "primary" | "foreign" => at_word(&rest, "key") && rest.peek2(token::Paren),
        "check" => rest.peek(LitStr),
        "without" => at_word(&rest, "rowid"),
        _ => rest.is_empty() || at_punct(&rest, ',') || at_one_of(&rest, &["since", "until"]),
    }
}

/// Whether a name is followed by a colon that is no path's.
pub(super) fn at_colon(input: ParseStream<'_>) -> bool {
    input.peek2(Token![:]) && !input.peek2(Token![::])
}
