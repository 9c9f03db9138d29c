//! Which paragraph is what, from length, ending, place and known phrases.

use std::collections::HashMap;

use super::lines;
use crate::document::byline::{self, Byline};
use crate::document::parts::{Block, Meta, Role};
use crate::lang::Language;
use crate::lang::document::DocumentWords;
use crate::span::Span;

/// What the layout of a text shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    /// The paragraphs in order, disjoint, none of them blank.
    pub paragraphs: Vec<(Span, Role)>,
    pub meta: Meta,
}

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
struct LaidOutLine<'a> {
    text: &'a str,
    /// In characters; ideographs count twice, for they say as much as two letters and more.
    width: usize,
    words: usize,
    ends_sentence: bool,
    byline: Option<Byline>,
    role: Role,
    /// It begins with a label that other lines begin with, too: a turn of an interview.
    is_turn: bool,
}

impl<'a> LaidOutLine<'a> {
    fn new(line: &'a str, role: Role, language: &Language) -> LaidOutLine<'a> {
        let width = line.chars().map(|c| if is_ideograph(c) { 2 } else { 1 }).sum();
        LaidOutLine {
            text: line,
            width,
            words: line.split_whitespace().count().max(width / 6),
            ends_sentence: lines::ends_sentence(line),
            byline: byline::read(line, language),
            role,
            is_turn: false,
        }
    }

    /// A paragraph of the article's text, as far as it alone shows.
    fn is_prose(&self) -> bool {
        self.is_turn
            || self.byline.is_none()
                && (self.ends_sentence && 5 <= self.words || LONGEST_CAPTION < self.width)
    }

    fn is_open(&self) -> bool {
        self.role == Role::Paragraph
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{3ffff}')
}

/// Gives each paragraph its role.
pub(super) fn assign(text: &str, paragraphs: Vec<Span>, language: &Language) -> Layout {
    let words = |span: Span| span.get(text).unwrap_or("");
    let set_off = lines::set_off(text, &paragraphs);
    let role = |index: usize| if set_off[index] { Role::BlockQuote } else { Role::Paragraph };
    let laid_out = |(index, span): (usize, &Span)| LaidOutLine::new(words(*span), role(index), language);
    let mut lines: Vec<LaidOutLine> = paragraphs.iter().enumerate().map(laid_out).collect();
    mark(&mut lines, language);
    let meta = meta(&lines);
    Layout { paragraphs: paragraphs.into_iter().zip(lines.iter().map(|line| line.role)).collect(), meta }
}

/// The roles of paragraphs some of which are known to be something else.
pub(super) fn refined(paragraphs: &[(&str, Role)], language: &Language) -> Vec<Role> {
    let mut lines: Vec<LaidOutLine> =
        paragraphs.iter().map(|(text, role)| LaidOutLine::new(text, *role, language)).collect();
    mark(&mut lines, language);
    lines.iter().map(|line| line.role).collect()
}

/// What paragraphs with roles say of their article.
pub(super) fn said(blocks: &[Block], language: &Language) -> Meta {
    let lines = blocks.iter().map(|block| LaidOutLine::new(&block.text, block.role, language));
    meta(&lines.collect::<Vec<_>>())
}

fn mark(lines: &mut [LaidOutLine], language: &Language) {
    // One paragraph is a passage to be analysed, whatever it looks like.
    if 1 < lines.len() {
        note_turns(lines);
        mark_known(lines, language);
        mark_head(lines, language);
        mark_long_heading(lines);
        mark_tail(lines);
        mark_headings(lines);
        mark_pull_quotes(lines);
    }
}

/// Bytes of the longest label before a turn; what is longer is a sentence with a colon.
const LONGEST_LABEL: usize = 60;

/// Notes which lines begin with a label that stands there twice, and say something: turns are no headlines.
fn note_turns(lines: &mut [LaidOutLine]) {
    let label = |line: &LaidOutLine| {
        let (label, words) = line.text.split_once(':')?;
        let is_label = label.len() <= LONGEST_LABEL && label.starts_with(char::is_uppercase);
        (is_label && line.ends_sentence && words.starts_with(char::is_whitespace)).then(|| label.to_owned())
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    for label in lines.iter().filter_map(label) {
        *counts.entry(label).or_default() += 1;
    }
    for line in lines.iter_mut() {
        line.is_turn = label(line).is_some_and(|label| 2 <= counts[&label]);
    }
}

/// Marks what is recognised wherever it stands.
fn mark_known(lines: &mut [LaidOutLine], language: &Language) {
    for line in lines {
        if matches!(line.role, Role::Title | Role::PullQuote) {
            continue;
        }
        if language.layout.is_boilerplate(line.text) || is_counter(line.text, &language.document) {
            line.role = Role::Boilerplate;
        } else if !line.is_open() {
            continue;
        } else if lines::starts_item(line.text) {
            line.role = Role::ListItem;
        } else if line.width <= LONGEST_CAPTION && is_surely_caption(line.text, &language.document) {
            line.role = Role::Caption;
        }
    }
}

/// Headline, standfirst, byline, caption: what stands above the first paragraph.
fn mark_head(lines: &mut [LaidOutLine], language: &Language) {
    let top = &lines[..lines.len().min(TALLEST_HEAD)];
    let text = top.iter().position(|line| line.is_open() && line.is_prose());
    let byline = top.iter().position(|line| line.is_open() && line.byline.is_some());
    // A byline counts where the head still goes on: at most a standfirst may end in a full stop before it.
    let prose_before = |at: usize| lines[..at].iter().filter(|line| line.is_prose()).count();
    let byline = byline.filter(|at| prose_before(*at) <= 1 && *at < lines.len() - 1);
    let head = byline.map_or(0, |at| end_of_bylines(lines, at)).max(text.unwrap_or(0));
    let Some(title) = title(lines, text, byline) else {
        return mark_bylines(lines, head, language);
    };
    lines[title].role = Role::Title;
    // The section's name above it.
    if title > 0 && lines[title - 1].is_open() {
        lines[title - 1].role = Role::Heading;
    }
    mark_bylines(lines, head, language);
    mark_standfirst(lines, title, byline, language);
    mark_captions(lines, title, byline, head, language);
}

/// Where the run of bylines, date lines and what stands between them ends.
fn end_of_bylines(lines: &[LaidOutLine], first: usize) -> usize {
    let more = |line: &LaidOutLine| !line.is_open() || line.byline.is_some();
    lines[first..].iter().position(|line| !more(line)).map_or(lines.len(), |len| first + len)
}

/// The headline: the first line that is nothing else, or the one below a section's name.
fn title(lines: &[LaidOutLine], text: Option<usize>, byline: Option<usize>) -> Option<usize> {
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
            && !line.is_turn
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

fn ends_like_title(line: &LaidOutLine) -> bool {
    let starts = !line.text.starts_with(|c: char| c.is_lowercase() || ",;.)".contains(c));
    let stopped =
        line.text.ends_with(['.', ',', ';', ':', '-', '–', '。', '…']) && !line.text.ends_with("...");
    // "Who will pay?" is a headline; "Go!" he said. is not.
    starts && !stopped && (!line.ends_sentence || line.text.ends_with(['?', '!', '？', '！', '’', '\'', ')']))
}

fn mark_bylines(lines: &mut [LaidOutLine], head: usize, language: &Language) {
    for at in 0..head {
        if lines[at].byline.is_none() && lines[at].is_open() && is_date_line(lines.get(at + 1)) {
            lines[at].byline = byline::read_names(lines[at].text, language);
        }
        if lines[at].is_open() && lines[at].byline.is_some() {
            lines[at].role = Role::Byline;
        }
    }
}

/// Whether a line gives a day and nobody's name.
fn is_date_line(line: Option<&LaidOutLine>) -> bool {
    line.and_then(|line| line.byline.as_ref()).is_some_and(|by| by.published.is_some() && by.names.is_none())
}

/// The lines between headline and byline; without a byline, one line below the headline that has no full stop.
fn mark_standfirst(lines: &mut [LaidOutLine], title: usize, byline: Option<usize>, language: &Language) {
    let fits = |line: &LaidOutLine| line.is_open() && line.width <= LONGEST_STANDFIRST && 4 <= line.words;
    match byline.filter(|at| title < *at) {
        Some(byline) => {
            for line in lines[title + 1..byline]
                .iter_mut()
                .filter(|line| fits(line) && !is_caption(line.text, language))
            {
                line.role = Role::Standfirst;
            }
        }
        None => {
            let prose_follows = lines.get(title + 2).is_some_and(LaidOutLine::is_prose);
            let Some(line) = lines.get_mut(title + 1) else { return };
            if fits(line)
                && !line.is_prose()
                && 6 <= line.words
                && prose_follows
                && !is_caption(line.text, language)
            {
                line.role = Role::Standfirst;
            }
        }
    }
}

/// A heading right below the title that is as long as a sentence: pages set the standfirst so.
fn mark_long_heading(lines: &mut [LaidOutLine]) {
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
fn mark_captions(
    lines: &mut [LaidOutLine],
    title: usize,
    byline: Option<usize>,
    head: usize,
    language: &Language,
) {
    let after = byline.filter(|at| title < *at).unwrap_or(title);
    for line in lines.iter_mut().take(head.max(after + 1)).skip(title + 1) {
        if line.is_open()
            && !line.is_prose()
            && line.width <= LONGEST_CAPTION
            && is_caption(line.text, language)
        {
            line.role = Role::Caption;
        }
    }
}

/// Lines at the end that lead elsewhere: from "Most Popular" on, as long as no sentence follows.
fn mark_tail(lines: &mut [LaidOutLine]) {
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

/// Pull quotes that are looked for in the text; more would cost the reader of a hostile text time.
const MOST_PULL_QUOTES: usize = 64;
/// Words of a sentence set apart; fewer stand in a text by chance.
const SHORTEST_PULL_QUOTE: usize = 3;

/// What is set apart and stands in the running text as well.
fn mark_pull_quotes(lines: &mut [LaidOutLine]) {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let apart: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].role == Role::BlockQuote).collect();
    if apart.is_empty() {
        return;
    }
    let running: String =
        lines.iter().filter(|line| line.is_open()).map(|line| letters(line.text) + "\n").collect();
    for at in apart.into_iter().take(MOST_PULL_QUOTES) {
        let said = letters(lines[at].text);
        if SHORTEST_PULL_QUOTE <= lines[at].words
            && memchr::memmem::find(running.as_bytes(), said.as_bytes()).is_some()
        {
            lines[at].role = Role::PullQuote;
        }
    }
}

/// Short lines between paragraphs.
fn mark_headings(lines: &mut [LaidOutLine]) {
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

fn looks_like_heading(line: &LaidOutLine) -> bool {
    let starts =
        line.text.starts_with(|c: char| !c.is_lowercase() && (c.is_alphanumeric() || "‘“¿¡".contains(c)));
    let stopped = line.text.ends_with(['.', ',', ';', ':', '”', '"', '…', '。']);
    line.words <= LONGEST_HEADING && starts && !stopped && !line.is_turn
}

/// "1.2K shares", "14 comments", "3 min read".
fn is_counter(line: &str, listed: &DocumentWords) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let number = |w: &str| w.starts_with(|c: char| c.is_ascii_digit()) && w.len() <= 6;
    let [first, second, rest @ ..] = words.as_slice() else { return false };
    let is_ended = match rest {
        [] => true,
        [word] => listed.after_counted.contains(word),
        _ => false,
    };
    number(first) && listed.counted.contains(&second.to_lowercase()) && is_ended
}

/// Whether a line has signs of a caption that no other line has.
fn is_surely_caption(line: &str, words: &DocumentWords) -> bool {
    words.caption_beginnings.iter().any(|beginning| line.starts_with(beginning.as_str()))
        || words.caption_endings.iter().any(|ending| line.ends_with(ending.as_str()))
        || words.caption_signs.iter().any(|sign| line.contains(sign.as_str()))
}

/// Whether a line above the text is about a picture.
fn is_caption(line: &str, language: &Language) -> bool {
    let dated = byline::find_date(line, language).is_some_and(|(_, before, after)| {
        4 <= before.split_whitespace().count()
            && after.trim_matches(|c: char| !c.is_alphanumeric()).is_empty()
    });
    is_surely_caption(line, &language.document) || dated || {
        let mut signs = language.document.likely_caption_signs.iter();
        signs.any(|sign| line.contains(sign.as_str()))
    }
}

/// Title, names and day, from the lines that have them.
fn meta(lines: &[LaidOutLine]) -> Meta {
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
