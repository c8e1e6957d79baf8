//! What is printed: text for people, JSON for programs.

use std::{
    error::Error,
    fmt::Display,
    io::{self, Write},
};

use serde::Serialize;

use crate::error::Result;

/// Where answers go.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Screen {
    json: bool,
}

/// What JSON says of a failure.
#[derive(Serialize)]
struct Complaint {
    error: String,
}

impl Screen {
    pub(crate) fn new(json: bool) -> Self {
        Self { json }
    }

    /// Whether a person reads it.
    pub(crate) fn is_text(self) -> bool {
        !self.json
    }

    /// Prints one answer.
    pub(crate) fn answer(self, answer: &(impl Display + Serialize)) -> Result<()> {
        let text = if self.json {
            serde_json::to_string_pretty(answer)?
        } else {
            answer.to_string()
        };
        match writeln!(io::stdout().lock(), "{}", text.trim_end()) {
            // Whoever reads has seen enough, as `head` has.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => Ok(written?),
        }
    }

    /// Prints an error and everything that caused it.
    pub(crate) fn complain(self, error: &dyn Error) {
        let said = with_causes(error);
        let json = serde_json::to_string_pretty(&Complaint {
            error: said.clone(),
        });
        // There is nobody left to tell that this couldn't be written.
        let _ = match json {
            Ok(json) if self.json => writeln!(io::stdout().lock(), "{json}"),
            _ => writeln!(io::stderr().lock(), "error: {said}"),
        };
    }
}

/// An error with everything that caused it, each on a line of its own.
pub(crate) fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}\ncaused by: {error}");
        cause = error.source();
    }
    text
}

/// Indents all lines but the first.
pub(crate) fn indented(text: &str, by: usize) -> String {
    text.replace('\n', &format!("\n{}", " ".repeat(by)))
}

/// A number with its thousands apart, and what it counts.
pub(crate) fn counted(number: u64, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {what}{plural}", grouped(number))
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(counted(0, "row"), "0 rows");
        assert_eq!(counted(1, "row"), "1 row");
        assert_eq!(counted(999, "row"), "999 rows");
        assert_eq!(counted(1000, "row"), "1,000 rows");
        assert_eq!(counted(1_234_567, "row"), "1,234,567 rows");
    }
}
