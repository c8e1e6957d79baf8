//! Text as a picture has it: how wide it is, and written so that it stays text.

use std::fmt::{self, Display, Formatter, Write as _};

/// How wide a character of the fixed width is, in hundredths of a pixel at the size of a row.
const CHARACTER: usize = 722;

/// How wide a text is, in pixels, in letters of a fixed width.
pub(crate) fn width(text: &str) -> i64 {
    let columns: usize = text.chars().map(columns).sum();
    i64::try_from((columns * CHARACTER).div_ceil(100)).unwrap_or(i64::MAX)
}

/// Characters of Chinese, Japanese and Korean, and pictures, take two places, and so may others, which
/// does no harm.
fn columns(character: char) -> usize {
    if u32::from(character) < 0x1100 { 1 } else { 2 }
}

/// A text inside XML, be it in an element or in an attribute. What XML has no way to say becomes `�`.
pub(crate) struct Escaped<T>(pub(crate) T);

impl<T: Display> Display for Escaped<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for character in self.0.to_string().chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                // A blank line would end the picture where it stands in Markdown.
                '\n' | '\r' | '\t' => f.write_char(' ')?,
                '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {
                    f.write_char('\u{fffd}')?;
                }
                character => f.write_char(character)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Escaped, width};

    #[test]
    fn wide_characters_take_two_places() {
        assert_eq!(width("表"), width("ab"));
        assert_eq!(width(""), 0);
    }

    #[test]
    fn what_means_something_in_xml_is_escaped() {
        assert_eq!(
            Escaped("<a b='\"&\"'>\n\u{1}").to_string(),
            "&lt;a b=&#39;&quot;&amp;&quot;&#39;&gt; \u{fffd}"
        );
    }
}
