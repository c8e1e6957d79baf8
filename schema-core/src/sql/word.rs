//! Words and names, which SQLite compares without regard to case.

/// The comparison of words and names.
pub trait SameWord {
    /// Whether both are the same to SQLite, which only knows the case of ASCII letters.
    fn is_same_word(&self, other: &str) -> bool;
}

impl SameWord for str {
    // There are hundreds of comparisons, and each would bring the loop with it.
    #[inline(never)]
    fn is_same_word(&self, other: &str) -> bool {
        self.eq_ignore_ascii_case(other)
    }
}
