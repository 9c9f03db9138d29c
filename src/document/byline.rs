//! Who wrote an article, and when: byline and date line.

use jiff::civil::Date;

use crate::lang::Language;
use crate::lang::document::DocumentWords;
use crate::lang::lists::WordSet;

/// What a byline says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Byline {
    /// `News Desk`; `Ana Ruiz and Tom Baker, Reuters`.
    pub names: Option<String>,
    pub published: Option<Date>,
    /// Whether the date is that of a later change: "Updated", "Last modified on".
    pub updated: bool,
}

/// No byline is longer, in bytes, with four authors and two times of day.
const LONGEST: usize = 200;

/// Reads a line as a byline or date line; `None` where it is neither.
///
/// `By Ana Ruiz - November 10 2021`, `Ana Ruiz | 10/25/2021`, `Published: 2021-11-10 14:30 GMT`, `Reuters`.
pub(crate) fn read(line: &str, language: &Language) -> Option<Byline> {
    let (line, listed) = (line.trim(), &language.document);
    if line.is_empty() || LONGEST < line.len() {
        return None;
    }
    let (date, names) = match find_date(line, language) {
        Some((date, before, after)) => {
            (Some(date), format!("{} | {}", names(before, listed), names(after, listed)))
        }
        None => (None, names(line, listed)),
    };
    let names = names.trim_matches(is_separator);
    let (signed, names) = match without_by(names, listed) {
        Some(rest) => (true, rest),
        None => (false, names),
    };
    let known = names.is_empty() || language.layout.is_agency(names);
    let fits = if signed { !names.is_empty() && looks_like_names(names, listed) } else { known };
    // A line that is a name alone may be a heading; with a date it is a byline.
    if !(fits && (signed || date.is_some() || !names.is_empty())
        || date.is_some() && looks_like_names(names, listed))
    {
        return None;
    }
    let first =
        line.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty()).unwrap_or("").to_lowercase();
    Some(Byline {
        names: (!names.is_empty()).then(|| names.to_owned()),
        published: date,
        updated: listed.updates.contains(&first),
    })
}

/// Reads what a page marks as its byline, whatever it looks like; `None` where it names nobody and no day.
///
/// `By admin - 2018-09-16`, `Text: Ana Ruiz`.
#[cfg_attr(not(feature = "html"), allow(dead_code, reason = "only pages name their authors apart"))]
pub(crate) fn known(line: &str, language: &Language) -> Option<Byline> {
    if let Some(byline) = read(line, language) {
        return Some(byline);
    }
    let listed = &language.document;
    let (date, line) = match find_date(line, language) {
        Some((date, before, after)) => {
            (Some(date), format!("{} | {}", names(before, listed), names(after, listed)))
        }
        None => (None, line.to_owned()),
    };
    let line = line.trim_matches(is_separator);
    let unlabelled = line.split_once(": ").filter(|(label, _)| !label.contains(char::is_whitespace));
    let line = unlabelled.map_or(line, |(_, rest)| rest);
    let names = without_by(line, listed).unwrap_or(line).trim_matches(is_separator);
    let is_by = |by: &String| names.eq_ignore_ascii_case(by);
    let is_named = names.contains(char::is_alphabetic) && !listed.by.iter().any(is_by);
    let names = is_named.then(|| names.to_owned());
    (date.is_some() || names.is_some()).then_some(Byline { names, published: date, updated: false })
}

/// Whether a line names authors and says so: `By Ana Ruiz`.
#[cfg_attr(not(feature = "html"), allow(dead_code, reason = "only pages name their authors apart"))]
pub(crate) fn is_signed(line: &str, language: &Language) -> bool {
    without_by(line.trim(), &language.document).is_some()
        && read(line, language).is_some_and(|by| by.names.is_some())
}

/// Whether a byline is a name to log in with: `admin`, `kevin-r`.
#[cfg_attr(not(feature = "html"), allow(dead_code, reason = "only pages name their authors apart"))]
pub(crate) fn is_handle(line: &str) -> bool {
    !line.contains(char::is_whitespace) && !line.contains(char::is_uppercase)
}

/// Reads a line as the names of authors; only where a date line beside it says so, for a heading looks alike.
pub(crate) fn read_names(line: &str, language: &Language) -> Option<Byline> {
    let line = line.trim();
    let short = line.split_whitespace().count() <= 8;
    (short && looks_like_names(line, &language.document))
        .then(|| Byline { names: Some(line.to_owned()), ..Byline::default() })
}

/// The line without "By" before names, as in "By Ana Ruiz", "BY ANA RUIZ", "by: Ana Ruiz".
fn without_by<'l>(line: &'l str, words: &DocumentWords) -> Option<&'l str> {
    let mut line = line;
    for label in &words.before_by {
        line = line.strip_prefix(label.as_str()).map_or(line, str::trim_start);
    }
    let rest = words.by.iter().find_map(|by| line.strip_prefix(by.as_str()))?;
    let names = rest.trim_start_matches([' ', ':', '\u{a0}', '\t']);
    (names.len() < rest.len()).then_some(names)
}

/// Whether every word is a name's: capitalised, or a small word between capitalised ones.
fn looks_like_names(line: &str, listed: &DocumentWords) -> bool {
    let words: Vec<&str> =
        line.split(|c: char| c.is_whitespace() || is_separator(c)).filter(|w| !w.is_empty()).collect();
    let capitalised =
        |w: &&&str| w.trim_start_matches(['(', '\'', '’']).starts_with(|c: char| c.is_uppercase());
    let fitting = |w: &&str| {
        capitalised(&w)
            || listed.name_connectors.contains(w)
            || listed.name_beginnings.iter().any(|beginning| w.starts_with(beginning.as_str()))
            || !w.is_ascii()
            || w.contains('@')
    };
    let sentence_like = line.ends_with(['.', '!', '?', ':', ';'])
        && !listed.name_endings.iter().any(|ending| line.ends_with(ending.as_str()));
    (1..=16).contains(&words.len())
        && !sentence_like
        && words[0].starts_with(|c: char| !c.is_lowercase())
        && words.iter().all(fitting)
        && !words.iter().any(|w| w.starts_with(|c: char| c.is_ascii_digit()))
}

/// What a part of a byline says beside the labels, weekdays and times of day at its ends.
fn names(part: &str, listed: &DocumentWords) -> String {
    let words: Vec<&str> = part.split_whitespace().collect();
    let start = words.iter().position(|w| !is_label(w, listed)).unwrap_or(words.len());
    let end = words.iter().rposition(|w| !is_label(w, listed)).map_or(start, |last| last + 1);
    words[start..end].join(" ").trim_matches(is_separator).to_owned()
}

/// Whether a word of a date line names nobody: label, weekday, time of day, separator.
fn is_label(word: &str, words: &DocumentWords) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let small = bare.to_lowercase();
    let digits = bare.trim_end_matches(char::is_alphabetic);
    let time = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b":.".contains(&b));
    bare.is_empty()
        || time
        || words.date_labels.contains(&small)
        || words.weekdays.contains(&small)
        || words.small_date_labels.contains(bare)
        || words.time_zones.contains(bare)
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '–' | '—' | '|' | '/' | ',' | '•' | '·' | ':' | ';' | '▪' | '»' | '>')
}

/// The first day named in a text, if there is one, with what stands before and after it.
///
/// `November 10 2021`, `10th of November, 2021`, `Nov. 10, 2021`, `2021-11-10T09:00Z`, `25/12/2021`; a day that
/// could be read in two ways (`10/11/2021`) is none.
pub(crate) fn find_date<'t>(text: &'t str, language: &Language) -> Option<(Date, &'t str, &'t str)> {
    let (words, listed) = (split(text), &language.document);
    for i in 0..words.len() {
        let found = [three_numbers, month_first, day_first].iter().find_map(|read| read(&words[i..], listed));
        if let Some((date, len)) =
            found.filter(|(_, len)| words[i + 1..i + len].iter().all(DateWord::follows_closely))
        {
            let last = words[i + len - 1];
            return Some((date, &text[..words[i].start], &text[last.start + last.text.len()..]));
        }
    }
    None
}

/// A run of letters or of digits.
#[derive(Clone, Copy)]
struct DateWord<'a> {
    start: usize,
    text: &'a str,
    /// What stands between it and the word before.
    gap: &'a str,
}

impl DateWord<'_> {
    fn follows_closely(&self) -> bool {
        self.gap.chars().count() <= 3 && self.gap.chars().all(|c| c.is_whitespace() || ".,-/".contains(c))
    }
}

fn split(text: &str) -> Vec<DateWord<'_>> {
    let (mut words, mut end) = (vec![], 0);
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if !c.is_alphanumeric() {
            continue;
        }
        let mut len = c.len_utf8();
        while let Some((_, next)) =
            rest.next_if(|(_, n)| n.is_alphanumeric() && n.is_numeric() == c.is_numeric())
        {
            len += next.len_utf8();
        }
        words.push(DateWord { start, text: &text[start..start + len], gap: &text[end..start] });
        end = start + len;
    }
    words
}

/// `2021-11-10`, `2021/11/10`, `25.12.2021`, `12/25/2021`.
fn three_numbers(words: &[DateWord], _listed: &DocumentWords) -> Option<(Date, usize)> {
    let [a, b, c, ..] = words else { return None };
    if b.gap != c.gap || !matches!(b.gap, "-" | "/" | ".") {
        return None;
    }
    let (x, y, z) = (number(a.text)?, number(b.text)?, number(c.text)?);
    let date = match (a.text.len(), c.text.len()) {
        (4, 1 | 2) => date(x, y, z),
        // A full stop is not used by those who put the month first.
        (1 | 2, 4) if 12 < x || b.gap == "." || x == y => date(z, y, x),
        (1 | 2, 4) if 12 < y => date(z, x, y),
        // "11/18/21": a day in the middle leaves one reading. Of "18/11/21", the year may be first or last.
        (1 | 2, 2) if b.gap == "/" && 12 < y => date(2000 + z, x, y),
        _ => None,
    };
    Some((date?, 3))
}

/// `November 10 2021`, `Nov. 10th, 2021`.
fn month_first(words: &[DateWord], listed: &DocumentWords) -> Option<(Date, usize)> {
    let month = month(words.first()?.text, listed)?;
    let day = number(words.get(1)?.text)?;
    let ordinal = words.get(2).is_some_and(|w| w.gap.is_empty() && listed.ordinal_endings.contains(w.text));
    let year = words.get(2 + usize::from(ordinal)).filter(|w| w.text.len() == 4)?;
    Some((date(number(year.text)?, month, day)?, 3 + usize::from(ordinal)))
}

/// `10 November 2021`, `10th of November, 2021`, `10-Nov-2021`.
fn day_first(words: &[DateWord], listed: &DocumentWords) -> Option<(Date, usize)> {
    let day = number(words.first()?.text)?;
    let mut at = 1;
    let mut skip = |these: &WordSet| at += usize::from(words.get(at).is_some_and(|w| these.contains(w.text)));
    skip(&listed.ordinal_endings);
    skip(&listed.day_prepositions);
    let month = month(words.get(at)?.text, listed)?;
    let year = words.get(at + 1).filter(|w| w.text.len() == 4)?;
    Some((date(number(year.text)?, month, day)?, at + 2))
}

fn number(digits: &str) -> Option<i16> {
    (digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok())?
}

/// A month's number from its name, written out or shortened, in any case.
fn month(word: &str, listed: &DocumentWords) -> Option<i16> {
    listed.months.get(&word.to_lowercase()).copied()
}

/// Years of print; a number outside is no year.
fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let sane = (1600..=2200).contains(&year);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().filter(|_| sane)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::english;

    fn render(line: &str) -> String {
        let Some(byline) = read(line, english()) else { return "-".into() };
        let updated = if byline.updated { " (updated)" } else { "" };
        let published = byline.published.map_or("-".into(), |d| d.to_string());
        format!("{} / {published}{updated}", byline.names.as_deref().unwrap_or("-"))
    }

    fn check(line: &str, expected: &str) {
        assert_eq!(render(line), expected, "{line}");
    }

    #[test]
    fn names_with_dates() {
        check("By News Desk - November 10 2021", "News Desk / 2021-11-10");
        check(
            "By Ana Ruiz and Tom de Vries, Reuters | Nov. 10, 2021, 9:30 a.m. ET",
            "Ana Ruiz and Tom de Vries, Reuters / 2021-11-10",
        );
        check("BY ANA RUIZ", "ANA RUIZ / -");
        check("By Ana Ruiz in Lisbon", "Ana Ruiz in Lisbon / -");
        check(
            "Ana Ruiz, Political Correspondent - 3 March 2020",
            "Ana Ruiz, Political Correspondent / 2020-03-03",
        );
        check("Reuters", "Reuters / -");
        check("Wed 10 Nov 2021 14.30 GMT", "- / 2021-11-10");
        check("Written by Zoë Müller", "Zoë Müller / -");
    }

    #[test]
    fn date_lines() {
        check("Published: 2021-11-10 14:30 GMT", "- / 2021-11-10");
        check("Last modified on Thu 11 Nov 2021 08.00 GMT", "- / 2021-11-11 (updated)");
        check("Updated 5:02 PM EDT, Wednesday October 5, 2022", "- / 2022-10-05 (updated)");
        check("25/12/2021", "- / 2021-12-25");
        check("12/25/2021 · 4 min read", "- / 2021-12-25");
    }

    #[test]
    fn what_is_known_to_be_a_byline() {
        let names = |line: &str| known(line, english()).map(|by| by.names.unwrap_or_default());
        for (line, expected) in [
            ("By admin - 2018-09-16", "admin"),
            ("Text: Ana Ruiz", "Ana Ruiz"),
            ("By Ana Ruiz", "Ana Ruiz"),
            ("ana_r", "ana_r"),
            ("by the night desk", "the night desk"),
            ("4 March 2023", ""),
        ] {
            assert_eq!(names(line).as_deref(), Some(expected), "{line}");
        }
        for line in ["By", "by:", "—", ""] {
            assert_eq!(names(line), None, "{line}");
        }
        assert!(is_handle("kevin-r") && !is_handle("Ana") && !is_handle("the night desk"));
        assert!(
            is_signed("By Ana Ruiz", english())
                && !is_signed("Ana Ruiz", english())
                && !is_signed("By far the best year", english())
        );
    }

    #[test]
    fn no_bylines() {
        check("", "-");
        check("By Monday the water had gone.", "-");
        check("By far the best year", "-");
        check("Rain in the north", "-");
        check("Ana Ruiz", "-");
        check("The council met on 10 November 2021 to vote", "-");
        check("He was born on May 4 1950.", "-");
    }

    #[test]
    fn days() {
        let day = |text: &str| find_date(text, english()).map_or("-".into(), |found| found.0.to_string());
        assert_eq!(day("on the 10th of November, 2021"), "2021-11-10");
        assert_eq!(day("2021-11-10T09:00:00Z"), "2021-11-10");
        assert_eq!(day("10.11.2021"), "2021-11-10");
        assert_eq!(day("11/18/21"), "2021-11-18");
        assert_eq!(day("10/11/2021"), "-", "two readings");
        assert_eq!(day("31 February 2021"), "-");
        assert_eq!(day("May 1800 soldiers"), "-");
        assert_eq!(day("tel. 555-1234-2021"), "-");
    }
}
