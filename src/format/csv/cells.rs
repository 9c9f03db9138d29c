//! Cells of a table that no spreadsheet takes for a formula, and what they were before.

/// Appends a row of a table, with its cells guarded.
pub(crate) fn write_row<'c>(table: &mut String, cells: impl Iterator<Item = &'c str>) {
    for (i, cell) in cells.enumerate() {
        if 0 < i {
            table.push(',');
        }
        write_cell(table, cell);
    }
    table.push_str("\r\n");
}

fn write_cell(table: &mut String, cell: &str) {
    let guard = if is_formula(cell) { "'" } else { "" };
    let blank_at_end = cell.starts_with(char::is_whitespace) || cell.ends_with(char::is_whitespace);
    if blank_at_end || cell.contains([',', ';', '"', '\n', '\r', '\t']) {
        table.extend(["\"", guard, &cell.replace('"', "\"\""), "\""]);
    } else {
        table.extend([guard, cell]);
    }
}

/// Whether a spreadsheet would compute the cell, or would if it lost an apostrophe that already guards it, or the
/// blanks and invisible signs before it, which some drop.
fn is_formula(cell: &str) -> bool {
    let begins =
        |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '﹦' | '﹢' | '﹣' | '﹫');
    let is_unseen = |c: char| c == '\'' || is_invisible(c);
    let seen = cell.trim_start_matches(is_unseen);
    seen.starts_with(['\t', '\r'])
        || seen.trim_start_matches(|c: char| is_unseen(c) || c.is_whitespace()).starts_with(begins)
}

/// Signs without a shape: control and format characters, joiners, fillers, byte order marks.
fn is_invisible(c: char) -> bool {
    let is_control = c.is_control() && !matches!(c, '\t' | '\r');
    is_control
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// The cell as it was before it was guarded.
pub(in crate::format) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::super::super::csv_rows::rows;
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_every_cell_comes_back() {
        for cell in [
            "=1+1",
            "'=1+1",
            "''-2",
            "'tis",
            "a,b",
            "say \"x\"\r\nnow",
            " blank ",
            "",
            "@x",
            "\t",
            "‘=’",
            "\u{200b}=1+1",
            "'\u{200b}=1",
            "\u{a0}\u{feff}+1",
            "\u{2060}\t=1",
            "\u{202e}-1",
            " \u{ad}＠x",
            "\u{3164}＝1",
            "\u{200d}x",
        ] {
            let mut table = String::new();
            write_row(&mut table, [cell, "end"].into_iter());
            let first = table.trim_start_matches('"');
            let shown = first.trim_start_matches(|c| is_invisible(c) || c == '\u{a0}' || c == ' ');
            assert!(!shown.starts_with(['=', '+', '-', '@', '＝', '＠', '\t']), "{table}");
            let back = rows(&table, ',').rows;
            assert_eq!(unguarded(&back[0].1[0]), cell);
        }
    }
}
