//! What stands for signs that separate: in the text of a sentence, and in the cells of a column.

/// A line of text: control characters and backslashes are escaped as INCEpTION does it.
pub(super) fn escaped_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\u{c}' => out.push_str("\\f"),
            '\u{8}' => out.push_str("\\b"),
            '\0'..='\u{7}' | '\u{e}'..='\u{1f}' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

pub(super) fn text(escaped: &str) -> String {
    let mut out = String::with_capacity(escaped.len());
    let mut chars = escaped.chars();
    while let Some(c) = chars.next() {
        let rest = chars.as_str();
        let meant = match (c, rest.chars().next()) {
            ('\\', Some(next)) => match next {
                '\\' => Some('\\'),
                't' => Some('\t'),
                'n' => Some('\n'),
                'r' => Some('\r'),
                'f' => Some('\u{c}'),
                'b' => Some('\u{8}'),
                '\0'..='\u{7}' | '\u{e}'..='\u{1f}' => Some(next),
                _ => None,
            },
            _ => None,
        };
        if meant.is_some() {
            chars.next();
        }
        out.push(meant.unwrap_or(c));
    }
    out
}

/// The values of a cell: several annotations of a layer stand on one token.
pub(super) fn stacked(cell: &str) -> Vec<&str> {
    let (mut values, mut start, mut escaped) = (vec![], 0, false);
    for (at, c) in cell.char_indices() {
        if c == '|' && !escaped {
            values.push(&cell[start..at]);
            start = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    values.push(&cell[start..]);
    values
}

/// A value, and what stands in brackets behind it.
pub(super) fn disambiguated(value: &str) -> (&str, Option<&str>) {
    let inside = value.strip_suffix(']').filter(|rest| !rest.ends_with('\\'));
    match inside.and_then(|rest| rest.rsplit_once('[')) {
        Some((value, id)) => (value, Some(id)),
        None => (value, None),
    }
}

/// A feature's value; `None` where it has none.
pub(super) fn feature(value: &str) -> Option<String> {
    if value == "*" {
        return None;
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        let escapes = [("\\->", "->"), ("\\t", "\t"), ("\\n", "\n")];
        let sign = |rest: &str| {
            let sign = rest.strip_prefix('\\')?.chars().next()?;
            "\\[]|_;*".contains(sign).then_some(sign)
        };
        if let Some((escape, meant)) = escapes.iter().find(|(escape, _)| rest.starts_with(escape)) {
            out.push_str(meant);
            rest = &rest[escape.len()..];
        } else if let Some(sign) = sign(rest) {
            out.push(sign);
            rest = &rest[2..];
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_from_their_lines() {
        for line in ["", "a\\tb", "\\", "\t\r\u{8}\u{c}\0\u{1f}\u{b}\u{85}\u{2028}", "C:\\new\\"] {
            let escaped = escaped_text(line);
            assert!(!escaped.contains(['\t', '\n', '\r']), "{escaped:?}");
            assert_eq!(text(&escaped), line);
        }
        assert_eq!(text("a\\q"), "a\\q");
    }

    #[test]
    fn cells_hold_several_values_with_their_ids() {
        assert_eq!(stacked("PER[1]|a\\|b|*[2]"), ["PER[1]", "a\\|b", "*[2]"]);
        assert_eq!(disambiguated("PER[1]"), ("PER", Some("1")));
        assert_eq!(disambiguated("a\\[1\\]"), ("a\\[1\\]", None));
        assert_eq!(disambiguated("]"), ("]", None));
        assert_eq!(feature("*"), None);
        assert_eq!(feature("a\\_b\\->\\\\\\|\\*ü\\"), Some("a_b->\\|*ü\\".to_owned()));
    }
}
