//! Which paragraph is what, from length, ending, place and known phrases.

use super::{Layout, lines};
use crate::document::byline::{self, Byline};
use crate::document::{Meta, Role};
use crate::lang;
use crate::span::Span;

/// Headlines are shorter, in characters; those of tabloids with three decks come near.
const LONGEST_TITLE: usize = 220;
/// In characters; longer, it is the article's first paragraph.
const LONGEST_STANDFIRST: usize = 450;
/// In characters.
const LONGEST_CAPTION: usize = 400;
/// In words; longer lines without a full stop are quotations, verse or lists.
const LONGEST_HEADING: usize = 12;
/// Paragraphs above the text: section, headline, standfirst, byline, date, caption, share buttons.
const TALLEST_HEAD: usize = 14;

/// A paragraph and what is asked about it more than once.
struct Line<'a> {
    text: &'a str,
    /// In characters; ideographs count twice, for they say as much as two letters and more.
    width: usize,
    words: usize,
    ends_sentence: bool,
    byline: Option<Byline>,
    role: Role,
}

impl<'a> Line<'a> {
    fn new(line: &'a str, role: Role) -> Line<'a> {
        let width = line.chars().map(|c| if is_ideograph(c) { 2 } else { 1 }).sum();
        Line {
            text: line,
            width,
            words: line.split_whitespace().count().max(width / 6),
            ends_sentence: lines::ends_sentence(line),
            byline: byline::read(line),
            role,
        }
    }

    /// A paragraph of the article's text, as far as one can tell from it alone.
    fn is_prose(&self) -> bool {
        self.byline.is_none() && (self.ends_sentence && 5 <= self.words || LONGEST_CAPTION < self.width)
    }

    fn is_open(&self) -> bool {
        self.role == Role::Paragraph
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{3ffff}')
}

/// Gives each paragraph its role.
pub(super) fn assign(text: &str, paragraphs: Vec<Span>) -> Layout {
    let words = |span: Span| span.get(text).unwrap_or("");
    let mut lines: Vec<Line> =
        paragraphs.iter().map(|span| Line::new(words(*span), Role::Paragraph)).collect();
    mark(&mut lines);
    let meta = meta(&lines);
    Layout { paragraphs: paragraphs.into_iter().zip(lines.iter().map(|line| line.role)).collect(), meta }
}

/// The roles of paragraphs some of which are known to be something else.
pub(super) fn refined(paragraphs: &[(&str, Role)]) -> Vec<Role> {
    let mut lines: Vec<Line> = paragraphs.iter().map(|(text, role)| Line::new(text, *role)).collect();
    mark(&mut lines);
    lines.iter().map(|line| line.role).collect()
}

fn mark(lines: &mut [Line]) {
    // One paragraph is a passage to be analysed, whatever it looks like.
    if 1 < lines.len() {
        mark_known(lines);
        mark_head(lines);
        mark_long_heading(lines);
        mark_tail(lines);
        mark_headings(lines);
    }
}

/// What can be told wherever it stands.
fn mark_known(lines: &mut [Line]) {
    for line in lines {
        if matches!(line.role, Role::Title | Role::PullQuote) {
            continue;
        }
        if lang::english().layout.is_boilerplate(line.text) || is_counter(line.text) {
            line.role = Role::Boilerplate;
        } else if !line.is_open() {
            continue;
        } else if lines::starts_item(line.text) {
            line.role = Role::ListItem;
        } else if line.width <= LONGEST_CAPTION && is_surely_caption(line.text) {
            line.role = Role::Caption;
        }
    }
}

/// Headline, standfirst, byline, caption: what stands above the first paragraph.
fn mark_head(lines: &mut [Line]) {
    let top = &lines[..lines.len().min(TALLEST_HEAD)];
    let text = top.iter().position(|line| line.is_open() && line.is_prose());
    let byline = top.iter().position(|line| line.is_open() && line.byline.is_some());
    // A byline counts where the head still goes on: at most a standfirst may end in a full stop before it.
    let prose_before = |at: usize| lines[..at].iter().filter(|line| line.is_prose()).count();
    let byline = byline.filter(|at| prose_before(*at) <= 1 && *at < lines.len() - 1);
    let head = byline.map_or(0, |at| end_of_bylines(lines, at)).max(text.unwrap_or(0));
    let Some(title) = title(lines, text, byline) else {
        return mark_bylines(lines, head);
    };
    lines[title].role = Role::Title;
    // The section's name above it.
    if title > 0 && lines[title - 1].is_open() {
        lines[title - 1].role = Role::Heading;
    }
    mark_bylines(lines, head);
    mark_standfirst(lines, title, byline);
    mark_captions(lines, title, byline, head);
}

/// Where the run of bylines, date lines and what stands between them ends.
fn end_of_bylines(lines: &[Line], first: usize) -> usize {
    let more = |line: &Line| !line.is_open() || line.byline.is_some();
    lines[first..].iter().position(|line| !more(line)).map_or(lines.len(), |len| first + len)
}

/// The headline: the first line that is nothing else, or the one below a section's name.
fn title(lines: &[Line], text: Option<usize>, byline: Option<usize>) -> Option<usize> {
    if let Some(known) = lines.iter().position(|line| line.role == Role::Title) {
        return Some(known);
    }
    let could_be = |at: usize| {
        let line = &lines[at];
        let below =
            at + 1 < lines.len() && (text.is_some_and(|text| at < text) || byline.is_some_and(|by| at < by));
        below
            && line.is_open()
            && line.byline.is_none()
            && line.width <= LONGEST_TITLE
            && ends_like_title(line)
    };
    let first = lines.iter().position(|line| line.is_open() && line.byline.is_none())?;
    if !could_be(first) {
        return None;
    }
    let section = lines[first].words <= 2 && first + 1 < lines.len() && could_be(first + 1);
    Some(if section && 4 <= lines[first + 1].words { first + 1 } else { first })
}

fn ends_like_title(line: &Line) -> bool {
    let starts = !line.text.starts_with(|c: char| c.is_lowercase() || ",;.)".contains(c));
    let stopped =
        line.text.ends_with(['.', ',', ';', ':', '-', '–', '。', '…']) && !line.text.ends_with("...");
    // "Who will pay?" is a headline; "Go!" he said. is not.
    starts && !stopped && (!line.ends_sentence || line.text.ends_with(['?', '!', '？', '！', '’', '\'', ')']))
}

fn mark_bylines(lines: &mut [Line], head: usize) {
    for at in 0..head {
        if lines[at].byline.is_none() && lines[at].is_open() && is_date_line(lines.get(at + 1)) {
            lines[at].byline = byline::read_names(lines[at].text);
        }
        if lines[at].is_open() && lines[at].byline.is_some() {
            lines[at].role = Role::Byline;
        }
    }
}

/// Whether a line gives a day and nobody's name.
fn is_date_line(line: Option<&Line>) -> bool {
    line.and_then(|line| line.byline.as_ref()).is_some_and(|by| by.published.is_some() && by.names.is_none())
}

/// The lines between headline and byline; without a byline, one line below the headline that has no full stop.
fn mark_standfirst(lines: &mut [Line], title: usize, byline: Option<usize>) {
    let fits = |line: &Line| line.is_open() && line.width <= LONGEST_STANDFIRST && 4 <= line.words;
    match byline.filter(|at| title < *at) {
        Some(byline) => {
            for line in
                lines[title + 1..byline].iter_mut().filter(|line| fits(line) && !is_caption(line.text))
            {
                line.role = Role::Standfirst;
            }
        }
        None => {
            let prose_follows = lines.get(title + 2).is_some_and(Line::is_prose);
            let Some(line) = lines.get_mut(title + 1) else { return };
            if fits(line) && !line.is_prose() && 6 <= line.words && prose_follows && !is_caption(line.text) {
                line.role = Role::Standfirst;
            }
        }
    }
}

/// A heading right below the title that is as long as a sentence: pages set the standfirst so.
fn mark_long_heading(lines: &mut [Line]) {
    let title = lines.iter().position(|line| line.role == Role::Title);
    let Some(below) = title.and_then(|at| lines[at + 1..].iter_mut().find(|line| line.role != Role::Byline))
    else {
        return;
    };
    if below.role == Role::Heading && LONGEST_HEADING < below.words {
        below.role = Role::Standfirst;
    }
}

/// What describes a picture above the text.
fn mark_captions(lines: &mut [Line], title: usize, byline: Option<usize>, head: usize) {
    let after = byline.filter(|at| title < *at).unwrap_or(title);
    for line in lines.iter_mut().take(head.max(after + 1)).skip(title + 1) {
        if line.is_open() && !line.is_prose() && line.width <= LONGEST_CAPTION && is_caption(line.text) {
            line.role = Role::Caption;
        }
    }
}

/// Lines at the end that lead elsewhere: from "Most Popular" on, as long as no sentence follows.
fn mark_tail(lines: &mut [Line]) {
    let end = lines.iter().rposition(|line| line.is_open() && line.is_prose()).map_or(0, |last| last + 1);
    let Some(start) = (end..lines.len()).find(|at| lines[*at].role == Role::Boilerplate) else { return };
    // A text without a sentence is a list, and its lines are what it is about.
    if end == 0 {
        return;
    }
    for line in &mut lines[start..] {
        if matches!(line.role, Role::Paragraph | Role::ListItem) {
            line.role = Role::Boilerplate;
        }
    }
}

/// Short lines between paragraphs.
fn mark_headings(lines: &mut [Line]) {
    let text: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].role != Role::Boilerplate).collect();
    for around in text.windows(3) {
        let (before, line, after) = (&lines[around[0]], &lines[around[1]], &lines[around[2]]);
        let between =
            (before.is_prose() || before.role != Role::Paragraph) && after.is_open() && after.is_prose();
        if between && line.is_open() && line.byline.is_none() && looks_like_heading(line) {
            lines[around[1]].role = Role::Heading;
        }
    }
}

fn looks_like_heading(line: &Line) -> bool {
    let starts =
        line.text.starts_with(|c: char| !c.is_lowercase() && (c.is_alphanumeric() || "‘“¿¡".contains(c)));
    let stopped = line.text.ends_with(['.', ',', ';', ':', '”', '"', '…', '。']);
    line.words <= LONGEST_HEADING && starts && !stopped
}

/// "1.2K shares", "14 comments", "3 min read".
fn is_counter(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let number = |w: &str| w.starts_with(|c: char| c.is_ascii_digit()) && w.len() <= 6;
    let counted = ["share", "shares", "comment", "comments", "views", "likes", "retweets", "min", "minute"];
    let [first, second, rest @ ..] = words.as_slice() else { return false };
    number(first)
        && counted.contains(&second.to_lowercase().as_str())
        && (rest.is_empty() || *rest == ["read"])
}

/// Signs that no other line has.
fn is_surely_caption(line: &str) -> bool {
    let labels = [
        "FILE PHOTO",
        "File photo:",
        "Photo:",
        "Photo by",
        "PHOTO:",
        "Image:",
        "Image source",
        "Image caption",
        "Picture:",
        "Pictured:",
        "Photograph:",
        "Media caption",
        "Photo credit",
        "(Photo",
    ];
    labels.iter().any(|label| line.starts_with(label))
        || line.ends_with("/Getty Images")
        || line.ends_with("Getty Images)")
        || line.ends_with("/Reuters]")
        || ["(Image: ", "(Image credit", "(Image: ©", "(Pic: ", "(Picture: ", "(Credit: "]
            .iter()
            .any(|sign| line.contains(sign))
        || line.contains("(Photo by ")
        || line.contains("(Photo: ")
        || line.contains("(AP Photo")
}

/// Signs that a line above the text is about a picture.
fn is_caption(line: &str) -> bool {
    let signs = [
        "(right)",
        "(left)",
        "(centre)",
        "(center)",
        "(L)",
        "(R)",
        "(C)",
        ", left,",
        ", right,",
        " from left",
        "pictured",
        "seen here",
        "file photo",
        "file picture",
        "Getty Images",
        "AP Photo",
        "[File",
        "(File",
    ];
    let dated = byline::find_date(line).is_some_and(|(_, before, after)| {
        4 <= before.split_whitespace().count()
            && after.trim_matches(|c: char| !c.is_alphanumeric()).is_empty()
    });
    is_surely_caption(line) || dated || signs.iter().any(|sign| line.contains(sign))
}

/// Title, names and day, from the lines that have them.
fn meta(lines: &[Line]) -> Meta {
    let with = |role| lines.iter().filter(move |line| line.role == role);
    let bylines = || with(Role::Byline).filter_map(|line| line.byline.as_ref());
    let published = bylines().filter(|by| !by.updated).find_map(|by| by.published);
    Meta {
        title: with(Role::Title)
            .next()
            .map(|line| line.text.split_whitespace().collect::<Vec<_>>().join(" ")),
        byline: bylines().find_map(|by| by.names.clone()),
        published: published.or_else(|| bylines().find_map(|by| by.published)),
        ..Meta::default()
    }
}
