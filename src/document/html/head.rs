//! What stands above the article: its title without the site's name, its authors as the page shows them, the day.

use std::collections::HashSet;

use jiff::civil::Date;

use super::block_roles::letters;
use crate::document::byline;
use crate::document::layout;
use crate::document::parsed::{PageMetadata, ShownBlock};
use crate::document::parts::Role;
use crate::lang::Language;

/// Characters of a description that are compared with the page: some are cut off after them.
const COMPARED: usize = 60;
/// Titles that are longer, in bytes, stay as they are.
const LONGEST_TITLE: usize = 500;
/// Blocks between the title and the text, at most: section, standfirst, byline, date, share buttons, captions.
const TALLEST: usize = 14;
/// Words of a line that gives the day; a longer one speaks of some day.
const LONGEST_DATE_LINE: usize = 12;
/// What stands between an article's title and its site's name.
const SEPARATORS: &[&str] = &[" - ", " – ", " — ", " | ", " · ", " • ", " :: ", " » ", " « "];

/// The title without the name of its site: as the page shows it, if it does.
pub(super) fn title(found: &str, metadata: &PageMetadata, whole: &[ShownBlock]) -> String {
    if LONGEST_TITLE < found.len() {
        return found.to_owned();
    }
    let site = metadata.site.as_deref().map(letters);
    let headings = whole.iter().filter(|shown| shown.block.role == Role::Title);
    let headings = headings.map(|shown| words(&shown.block.text).join(" "));
    // A site's name can be a heading of the first rank too.
    let headings: Vec<(String, String)> = headings
        .filter(|heading| heading.contains(' '))
        .map(|heading| (letters(&heading), heading))
        .filter(|(letters, _)| Some(letters) != site.as_ref())
        .collect();
    let shown = |title: &str| headings.iter().find(|(shown, _)| *shown == letters(title));
    let title = without_site(found, |title, rest| {
        site.as_ref().is_some_and(|site| *site == letters(rest)) || shown(title).is_some()
    });
    // What search engines are to show can be another title than what readers are shown.
    let shared = metadata.shared_title.as_deref().and_then(shown).filter(|_| shown(&title).is_none());
    shared.map_or(title, |(_, heading)| heading.clone())
}

/// A title up to the separator after which `is_site` finds the name of the site.
fn without_site(title: &str, is_site: impl Fn(&str, &str) -> bool) -> String {
    let separated = SEPARATORS.iter().flat_map(|separator| title.match_indices(separator));
    let parts = separated.map(|(at, separator)| (&title[..at], &title[at + separator.len()..]));
    let named = parts.filter(|(title, rest)| !letters(title).is_empty() && is_site(title, rest));
    named.map(|(title, _)| title.trim_end()).max_by_key(|title| title.len()).unwrap_or(title).to_owned()
}

/// The lines that a byline is shown in: the finder joins them without a blank, "By Ana RuizMarch 4".
pub(super) fn bylines(line: &str, whole: &[ShownBlock]) -> Vec<String> {
    let wanted = letters(line);
    let apart = (0..whole.len()).filter_map(|first| run(&wanted, &whole[first..]));
    let joined = |lines: &Vec<String>| words(&lines.join(" ")) != words(line);
    apart.into_iter().find(|lines| 1 < lines.len()).filter(joined).unwrap_or_else(|| vec![line.to_owned()])
}

/// The blocks from the first on that say what is wanted, no more and no less.
fn run(wanted: &str, blocks: &[ShownBlock]) -> Option<Vec<String>> {
    let (mut rest, mut lines) = (wanted, vec![]);
    for shown in blocks.iter().take(TALLEST).take_while(|_| !wanted.is_empty()) {
        rest = rest.strip_prefix(letters(&shown.block.text).as_str())?;
        lines.push(shown.block.text.clone());
        if rest.is_empty() {
            return Some(lines);
        }
    }
    None
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// The page's description of the article, where the page shows it above the text.
pub(super) fn standfirst(
    metadata: &PageMetadata,
    whole: &[ShownBlock],
    body: &[ShownBlock],
) -> Option<String> {
    let start = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).take(COMPARED).collect::<String>();
    let described = start(metadata.description.as_deref()?);
    let is_described = |part: &&ShownBlock| start(&part.block.text) == described;
    let shown = whole.iter().find(is_described)?;
    let long = 6 <= words(&shown.block.text).len();
    let said_below = body.iter().any(|part| is_described(&part));
    (long && !said_below).then(|| shown.block.text.clone())
}

/// The first sentence of an article, where it stands in the page's header and the text lacks it: one that quotes.
pub(super) fn lead_in_header(
    above: &[ShownBlock],
    body: &[ShownBlock],
    standfirst: Option<&str>,
) -> Option<String> {
    let first = above.first().filter(|shown| shown.block.role == Role::Paragraph && !shown.linked)?;
    let text = first.block.text.as_str();
    let quotes = text.contains(['“', '"', '«', '„', '‘']) && layout::ends_sentence(text);
    let said = || {
        let said = letters(text);
        standfirst.is_some_and(|known| letters(known) == said)
            || body.iter().any(|part| letters(&part.block.text).contains(&said))
    };
    (quotes && LONGEST_DATE_LINE < words(text).len() && !said()).then(|| text.to_owned())
}

/// Sets apart what the page sets apart: the article finder drops the classes that tell.
pub(super) fn set_apart_as_shown(body: &mut [ShownBlock], whole: &[ShownBlock]) {
    let apart: HashSet<String> =
        whole.iter().filter(|shown| shown.set_apart).map(|shown| letters(&shown.block.text)).collect();
    for part in body.iter_mut().filter(|_| !apart.is_empty()) {
        part.set_apart |= apart.contains(&letters(&part.block.text));
    }
}

/// The blocks between the title and the first paragraph of the text.
pub(super) fn above<'a>(
    title: Option<&str>,
    whole: &'a [ShownBlock],
    body: &[ShownBlock],
) -> &'a [ShownBlock] {
    let find = || {
        let text = letters(&body.iter().find(|shown| is_long(shown))?.block.text);
        let end = whole.iter().position(|shown| letters(&shown.block.text) == text)?;
        let title = letters(title?);
        let start = whole[..end].iter().rposition(|shown| letters(&shown.block.text) == title)? + 1;
        Some(&whole[start.max(end.saturating_sub(TALLEST))..end])
    };
    find().unwrap_or_default()
}

fn is_long(shown: &ShownBlock) -> bool {
    LONGEST_DATE_LINE < words(&shown.block.text).len()
}

/// The day that a line above the text gives.
pub(super) fn day(above: &[ShownBlock], language: &Language) -> Option<Date> {
    let lines = above.iter().filter(|shown| !is_long(shown)).map(|shown| shown.block.text.as_str());
    let updated = |line: &str| byline::read(line, language).is_some_and(|by| by.updated);
    let dated: Vec<(bool, Date)> =
        lines.filter_map(|line| Some((updated(line), byline::find_date(line, language)?.0))).collect();
    dated.iter().find(|(updated, _)| !updated).or(dated.first()).map(|found| found.1)
}

/// The line above the text that says by whom it is.
pub(super) fn signature(above: &[ShownBlock], language: &Language) -> Option<String> {
    let mut lines = above.iter().map(|shown| shown.block.text.as_str());
    lines.find(|line| byline::is_signed(line, language)).map(str::to_owned)
}
