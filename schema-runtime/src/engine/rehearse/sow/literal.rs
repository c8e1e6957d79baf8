//! What the literals of a condition suggest.

use schema_core::sql::{Literal, Token, TokenKind, tokens};

/// Lengths beyond this are not tried.
const LONGEST: usize = 1000;

/// The literals of a condition, and what lies close to them.
pub(super) fn suggested(condition: &str) -> Vec<String> {
    let tokens: Vec<Token<'_>> = tokens(condition).collect();
    let mut suggested = Vec::new();
    let has = |words: &[&str]| {
        let mut all = tokens.iter();
        all.any(|token| words.iter().any(|it| token.is_word(it)))
    };
    let measures = has(&["length", "octet_length"]);
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        match token.kind {
            TokenKind::String => text(before, &token.unquoted(), &mut suggested),
            TokenKind::Number => number(before, token.text, measures, &mut suggested),
            TokenKind::Blob => suggested.push(token.text.to_owned()),
            _ => {}
        }
    }
    if has(&[
        "json_type",
        "json_array_length",
        "json_valid",
        "json_extract",
    ]) {
        let documents = ["'{\"a\":1}'", "'[1]'", "'\"a\"'", "'1'", "'null'"];
        suggested.extend(documents.map(str::to_owned));
    }
    if has(&["typeof"]) {
        let values = ["1", "1.5", "'text'", "x'01'", "NULL"];
        suggested.extend(values.map(str::to_owned));
    }
    suggested
}

/// A string, or what a pattern matches.
fn text(before: Option<&Token<'_>>, text: &str, suggested: &mut Vec<String>) {
    let follows = |word: &str| before.is_some_and(|it| it.is_word(word));
    if follows("like") {
        suggested.extend(["", "a", "1"].map(|any| quoted(&like(text, any))));
    } else if follows("glob") {
        suggested.extend(["", "a", "1", "word"].map(|any| quoted(&glob(text, any))));
    }
    suggested.push(quoted(text));
}

/// A number and its neighbours, and texts and blobs of that length.
fn number(before: Option<&Token<'_>>, text: &str, measures: bool, suggested: &mut Vec<String>) {
    let is_negative = before.is_some_and(|it| it.is_symbol("-"));
    let sign = if is_negative { "-" } else { "" };
    suggested.push(format!("{sign}{text}"));
    let Ok(number) = format!("{sign}{text}").parse::<i64>() else {
        let real = format!("{sign}{text}").parse::<f64>();
        suggested.extend(
            real.iter()
                .flat_map(|it| [it + 1.0, it - 1.0])
                .map(|it| format!("{it:?}")),
        );
        return;
    };
    let near = [number.saturating_add(1), number.saturating_sub(1)];
    suggested.extend(near.map(|it| it.to_string()));
    let lengths = [number, near[0], near[1]];
    let lengths = lengths.iter().filter_map(|it| usize::try_from(*it).ok());
    for length in lengths.filter(|it| measures && *it <= LONGEST) {
        suggested.extend(["a", "b", "1"].map(|letter| quoted(&letter.repeat(length))));
        suggested.extend(["01", "02"].map(|byte| format!("x'{}'", byte.repeat(length))));
    }
}

/// A text that a `LIKE` pattern matches, with `any` for each `%`.
fn like(pattern: &str, any: &str) -> String {
    let mut text = String::new();
    for letter in pattern.chars() {
        match letter {
            '%' => text.push_str(any),
            '_' => text.push('a'),
            letter => text.push(letter),
        }
    }
    text
}

/// A text that a `GLOB` pattern matches, with `any` for each `*`.
fn glob(pattern: &str, any: &str) -> String {
    let mut text = String::new();
    let mut rest = pattern.chars();
    while let Some(letter) = rest.next() {
        match letter {
            '*' => text.push_str(any),
            '?' => text.push('a'),
            '[' => {
                let set: String = rest.by_ref().take_while(|it| *it != ']').collect();
                text.push(member(&set));
            }
            letter => text.push(letter),
        }
    }
    text
}

/// A character of a set such as `a-z` or `^0-9`.
fn member(set: &str) -> char {
    let Some(excluded) = set.strip_prefix('^') else {
        return set.chars().next().unwrap_or('a');
    };
    let holds = |letter: char| {
        let letters: Vec<char> = excluded.chars().collect();
        let in_range = letters.windows(3).any(|it| match it {
            [from, '-', to] => (*from..=*to).contains(&letter),
            _ => false,
        });
        in_range || letters.contains(&letter)
    };
    let mut others = ['a', 'A', '0', '.', ' '].into_iter();
    others.find(|it| !holds(*it)).unwrap_or('~')
}

/// A string as a literal.
fn quoted(text: &str) -> String {
    Literal(text).to_string()
}
