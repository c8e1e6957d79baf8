//! Any text as what somebody has written into `schema!`.

use proc_macro2::TokenStream;

/// How deep brackets may lie in each other. The compiler's stack grows with them, a fuzzer's does not.
const DEPTH: usize = 100;

/// Expands a text, and says what it came to.
///
/// # Panics
///
/// The macro panics, its expansion is no Rust, or it loses something without a word.
#[allow(clippy::panic, reason = "so a fuzzer and a test are told")]
#[must_use]
pub fn survives(bytes: &[u8]) -> String {
    let text = str::from_utf8(bytes).ok().filter(|it| depth(it) <= DEPTH);
    let Some(Ok(tokens)) = text.map(str::parse::<TokenStream>) else {
        return "no tokens".to_owned();
    };
    match schema_language::survives(tokens) {
        Ok(true) => "a schema".to_owned(),
        Ok(false) => "errors".to_owned(),
        Err(said) => panic!("{said}"),
    }
}

/// At least how deep the brackets of a text lie in each other.
fn depth(text: &str) -> usize {
    let mut depth = 0_usize;
    let depths = text.chars().map(|it| {
        depth = match it {
            '(' | '[' | '{' | '<' => depth + 1,
            ')' | ']' | '}' | '>' => depth.saturating_sub(1),
            _ => depth,
        };
        depth
    });
    depths.max().unwrap_or_default()
}
