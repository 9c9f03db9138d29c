//! Text from outside in Markdown and YAML: it is shown as it is, and is never mark-up.

/// Punctuation that Markdown or HTML would read as mark-up gets a backslash.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_at_start = true;
    for c in text.chars() {
        let is_markup =
            matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' | '!');
        // At the start of a line these make rules, headings and lists.
        if is_markup || is_at_start && matches!(c, '-' | '+' | '=' | ':') {
            out.push('\\');
        }
        is_at_start = c == '\n' || is_at_start && c.is_whitespace();
        out.push(c);
    }
    out
}

pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => out.extend(chars.next()),
            _ => out.push(c),
        }
    }
    out
}

/// A string of YAML in double quotes, which is one of JSON, too. Not all programs know front matter: some show it as
/// Markdown, so what could be mark-up there is written as an escape.
pub(super) fn yaml_string(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        let is_markup = matches!(c, '<' | '>' | '&' | '[' | ']' | '*' | '_' | '`' | '~' | '$' | '|');
        // YAML does not print these, or breaks lines at them.
        let is_unprintable = matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}');
        // They turn the order of what comes after.
        let is_override = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if is_markup || is_unprintable || is_override {
            out += &format!("\\u{:04x}", c as u32);
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_inert_and_comes_back() {
        for text in [
            "<script>alert(1)</script>",
            "--> <img src=x onerror=alert(1)>",
            "---\n# Heading\n---",
            "![x](https://tracker.example/a.png)",
            "\"quoted\" 'twice' \\ and: a colon # a hash",
            "a\r\nb\u{85}c\u{2028}d\u{feff}\u{202e}e",
            "&lt;b&gt; **bold** `code` ~~gone~~",
        ] {
            let yaml = yaml_string(text);
            assert!(!yaml.contains(['<', '>', '&', '[', ']', '*', '`', '\n', '\r', '\u{2028}']), "{yaml}");
            assert_eq!(serde_json::from_str::<String>(&yaml).ok().as_deref(), Some(text), "{yaml}");
        }
    }

    #[test]
    fn what_is_escaped_comes_back() {
        for text in ["---", "a\n=== b", "1. - x", "- [x] <b>\\", "\n  - y", "[^1]: z", "#tag"] {
            assert_eq!(unescaped(&escaped(text)), text);
            assert!(!escaped(text).lines().any(|line| line.trim_start().starts_with(['-', '=', '[', '#'])));
        }
    }
}
