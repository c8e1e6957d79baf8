//! Strings as Rust writes them, and indentation.

use schema_core::sql::tokens;

/// A name, or SQL of one line, as a string of Rust: a raw one where it has quotes or backslashes.
pub(super) fn quoted(text: &str) -> String {
    if text.chars().any(char::is_control) {
        return format!("{text:?}");
    }
    delimited(text)
}

/// SQL as a string of Rust, which keeps its lines. They are indented as the declaration is, unless a
/// string in them goes over several lines or has tabs.
pub(super) fn quoted_sql(sql: &str) -> String {
    let is_space = |it: char| it == '\n' || it == '\t' || !it.is_control();
    let breaks_token = tokens(sql).any(|it| it.text.contains(['\n', '\t']));
    if !sql.contains('\n') || breaks_token || !sql.chars().all(is_space) {
        return quoted(sql);
    }
    let depth = |line: &&str| line.len() - line.trim_start().len();
    let rest = || sql.lines().skip(1).filter(|it| !it.trim().is_empty());
    let least = rest().map(|it| depth(&it)).min().unwrap_or_default();
    let rest = rest().map(|line| {
        let line = line.get(least..).unwrap_or(line).trim_end();
        format!("\n    {}", line.replace('\t', "    "))
    });
    let first = sql.lines().next().unwrap_or_default().trim_end();
    delimited(&(first.to_owned() + &rest.collect::<String>()))
}

/// The text between quotes, with as many `#` as it needs.
fn delimited(text: &str) -> String {
    if !text.contains(['"', '\\']) {
        return format!("\"{text}\"");
    }
    let mut hashes = String::new();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}

/// Lines indented by so many levels.
pub(super) fn indented(text: &str, levels: usize) -> String {
    let indentation = "    ".repeat(levels);
    let lines = text.split('\n').map(|line| match line {
        "" => String::new(),
        line => format!("{indentation}{line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_raw_only_where_they_must_be() {
        assert_eq!(quoted("a > 'b'"), "\"a > 'b'\"");
        assert_eq!(quoted("\"a\" > 1"), "r#\"\"a\" > 1\"#");
        assert_eq!(quoted("a\"#b"), "r##\"a\"#b\"##");
        assert_eq!(quoted("a\\b"), "r\"a\\b\"");
        assert_eq!(quoted("a\nb"), "\"a\\nb\"");
    }

    #[test]
    fn sql_keeps_its_lines_and_loses_its_indentation() {
        let sql = "SELECT a,\n\t\t  b\n\t\tFROM t";
        assert_eq!(quoted_sql(sql), "\"SELECT a,\n      b\n    FROM t\"");
        assert_eq!(quoted_sql("SELECT 'a\n b'"), "\"SELECT 'a\\n b'\"");
        assert_eq!(
            quoted_sql("SELECT 'a\tb'\n\tFROM t"),
            "\"SELECT 'a\\tb'\\n\\tFROM t\""
        );
        assert_eq!(indented("a\n\nb", 1), "    a\n\n    b");
    }
}
