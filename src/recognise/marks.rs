//! Which quotation marks belong together: pairs of every usual style, paragraph by paragraph.
//!
//! One unbalanced mark must not spoil an article, so no pair reaches over the end of its paragraph; a quotation
//! of several paragraphs is a chain of them. Straight marks say nothing of their direction: their neighbours
//! do, and where those are silent, whether one is open already. An apostrophe is told from a single mark by the
//! letters around it and by what stands later in the paragraph.

use self::glyphs::{Glyph, LaterMarks, MarkSide, is_single};
use crate::document::{Document, Paragraph, TokenKind};
use crate::sorting::Sorting as _;
use crate::span::{Pos, Span};

mod glyphs;
pub(crate) mod nicknames;
mod unclosed;

/// A stretch of text between quotation marks, within one paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Marks included.
    pub span: Span,
    /// Without its marks.
    pub inside: Span,
    /// Index into [`Document::paragraphs`].
    pub paragraph: usize,
    /// How many other marked stretches it lies in: 0 for the outermost.
    pub depth: usize,
    /// How it begins.
    pub start: Start,
    /// How it ends.
    pub end: End,
    /// The marks that it was opened with.
    pub style: Style,
}

/// How a marked stretch begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Start {
    Opened,
    /// It carries on the marked stretch that the paragraph before left open, with a mark of its own or without.
    Continued,
}

/// How a marked stretch ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    Closed,
    /// Its closing mark is missing: it is taken to end with its paragraph.
    Unclosed,
    /// It has no closing mark because the next paragraph carries it on.
    ContinuesInNext,
}

/// The marks that a stretch was opened with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// “ ”
    Double,
    /// " "
    Straight,
    /// '' '' or `` ''
    TwoApostrophes,
    /// ‘ ’
    Single,
    /// ' ' or ` '
    StraightSingle,
    /// „ “ or „ ”
    Low,
    /// ‚ ‘ or ‚ ’
    LowSingle,
    /// ” ”
    Swedish,
    /// « »
    Guillemets,
    /// » «
    ReversedGuillemets,
    /// ‹ ›
    SingleGuillemets,
    /// › ‹
    ReversedSingleGuillemets,
    /// 「 」
    Corner,
    /// 『 』
    WhiteCorner,
}

impl Style {
    /// Whether the marks are single ones, which headlines and British papers use for speech and everyone uses
    /// inside double ones.
    pub fn is_single(self) -> bool {
        matches!(
            self,
            Style::Single
                | Style::StraightSingle
                | Style::LowSingle
                | Style::SingleGuillemets
                | Style::ReversedSingleGuillemets
        )
    }

    /// Whether the marks are also arrows and bullets.
    fn is_angled(self) -> bool {
        matches!(
            self,
            Style::Guillemets
                | Style::ReversedGuillemets
                | Style::SingleGuillemets
                | Style::ReversedSingleGuillemets
        )
    }

    /// Whether single marks of this style are also written as apostrophes, so that a lone one means nothing.
    fn may_be_apostrophe(self) -> bool {
        matches!(self, Style::Single | Style::StraightSingle)
    }

    /// Whether a lone mark of this style is as likely a closing mark or an apostrophe.
    fn closes_as_it_opens(self) -> bool {
        self.may_be_apostrophe()
            || matches!(
                self,
                Style::Swedish
                    | Style::ReversedGuillemets
                    | Style::ReversedSingleGuillemets
                    | Style::LowSingle
            )
    }

    fn is_closed_by(self, mark: &str) -> bool {
        match self {
            Style::Double => matches!(mark, "”" | "“" | "\"" | "''"),
            Style::Straight => matches!(mark, "\"" | "”" | "''" | "＂"),
            Style::TwoApostrophes => matches!(mark, "''" | "\"" | "”"),
            Style::Single | Style::StraightSingle => matches!(mark, "’" | "'" | "´"),
            Style::Low => matches!(mark, "“" | "”" | "\""),
            Style::LowSingle => matches!(mark, "‘" | "’" | "'"),
            Style::Swedish => mark == "”",
            Style::Guillemets => mark == "»",
            Style::ReversedGuillemets => mark == "«",
            Style::SingleGuillemets => mark == "›",
            Style::ReversedSingleGuillemets => mark == "‹",
            Style::Corner => mark == "」",
            Style::WhiteCorner => mark == "』",
        }
    }
}

/// The marked stretches of a document, in the order of the text, an outer one before those inside it. Only
/// paragraphs that are analysed have any.
pub fn pair(document: &Document) -> Vec<Marked> {
    let mut all: Vec<Marked> = vec![];
    // The marked stretch that the paragraph before left open, as an index into `all`.
    let mut open: Option<usize> = None;
    for (index, paragraph) in document.paragraphs().iter().enumerate() {
        if !paragraph.role.is_analysed() {
            continue;
        }
        let next = document.paragraphs()[index + 1..].iter().find(|p| p.role.is_analysed());
        let carried = next.and_then(|next| beginning(document, next));
        let mut pairing = Pairing::of(document, index, carried);
        let before = open.map(|before| all[before].style);
        pairing.left_open = before;
        pairing.read(before);
        pairing.take_unclosed(document);
        if let Some(style) = before {
            pairing.carry_on(style);
        }
        let mut found = pairing.found;
        found.retain(|marked| !nicknames::is_given_name(document, marked.span, marked.inside));
        found.order_by_key(|m| (m.span.start(), std::cmp::Reverse(m.span.end())));
        set_depths(&mut found);
        let continued = found.first().is_some_and(|m| m.start == Start::Continued);
        if let Some(i) = open.filter(|_| continued) {
            all[i].end = End::ContinuesInNext;
        }
        all.extend(found);
        open = all.iter().rposition(|m| m.depth == 0).filter(|&i| {
            all[i].paragraph == index && all[i].end == End::Unclosed && all[i].style != Style::Swedish
        });
    }
    all
}

/// The style of the mark that a paragraph begins with.
fn beginning(document: &Document, paragraph: &Paragraph) -> Option<Style> {
    let first = paragraph.tokens.clone().next()?;
    (document.tokens()[first].kind == TokenKind::Mark).then(|| style_of(document.word(first)))
}

/// How far down the open marks a closing mark looks for its partner: deeper nesting is not seen in print, and
/// an end keeps the cost linear on texts made of nothing but marks.
const DEEPEST: usize = 8;

/// Longest stretch, in tokens, that a doubtful single mark (after an s, as in "leaders' talks") may close.
const DOUBTFUL_REACH: usize = 12;

/// The marks of one paragraph, being paired.
struct Pairing<'a> {
    text: &'a str,
    index: usize,
    within: Span,
    /// The style of the mark that the next paragraph begins with: it may carry on what this one leaves open.
    carried: Option<Style>,
    /// The style of the mark that the paragraph before left open.
    left_open: Option<Style>,
    glyphs: Vec<Glyph<'a>>,
    open: Vec<UnclosedMark>,
    found: Vec<Marked>,
    /// The styles of what was found, a bit each.
    styles: u32,
    /// Closing marks that had nothing to close: the first of all, and the last straight one.
    first_stray: Option<usize>,
    straight_stray: Option<usize>,
}

#[derive(Clone, Copy)]
struct UnclosedMark {
    glyph: usize,
    style: Style,
    /// How many stretches had been found when it was opened: those after it lie inside.
    found: usize,
}

impl<'a> Pairing<'a> {
    fn of(document: &'a Document, index: usize, carried: Option<Style>) -> Pairing<'a> {
        let (text, paragraph) = (document.text(), &document.paragraphs()[index]);
        let glyphs = glyphs::read(document, paragraph.tokens.clone());
        Pairing {
            text,
            index,
            within: paragraph.span,
            carried,
            left_open: None,
            glyphs,
            open: vec![],
            found: vec![],
            styles: 0,
            first_stray: None,
            straight_stray: None,
        }
    }

    /// Pairs the marks; `before` is the style that the paragraph before left open.
    fn read(&mut self, before: Option<Style>) {
        if before != Some(Style::Guillemets) {
            glyphs::pass_over_bullet(self.text, self.within, &mut self.glyphs);
        }
        let later = LaterMarks::of(&self.glyphs);
        for i in 0..self.glyphs.len() {
            let glyph = self.glyphs[i];
            match glyph.side {
                MarkSide::NoMark => {}
                _ if is_single(glyph.mark) => self.single(i, &later),
                _ => self.double(i),
            }
        }
        self.pair_what_parity_says();
    }

    /// A single mark that may be an apostrophe: it opens only where something later can close it.
    fn single(&mut self, i: usize, later: &LaterMarks) {
        let glyph = self.glyphs[i];
        match glyph.side {
            MarkSide::Opens if glyph.mark == "‘" && self.is_open(Style::LowSingle) => self.push(i),
            MarkSide::Opens => {
                // A single mark within single marks is none: what was open was an apostrophe.
                if self.open.last().is_some_and(|o| o.style.may_be_apostrophe()) {
                    self.open.pop();
                }
                if later.can_close[i] || self.begins_paragraph(i) || self.is_carried_on(i) {
                    self.push(i);
                }
            }
            MarkSide::Closes => {
                self.close(i);
            }
            MarkSide::ClosesPerhaps if !later.closes_surely[i] && self.is_near(i) => {
                self.close(i);
            }
            _ if glyph.mark == "‘" => {
                self.close(i);
            }
            _ => {}
        }
    }

    fn double(&mut self, i: usize) {
        let Glyph { mark, side, .. } = self.glyphs[i];
        let opens = match mark {
            "“" => side != MarkSide::Closes || !self.can_close(i),
            "„" | "‚" | "「" | "『" | "``" | "‟" | "‛" | "`" => true,
            "”" => side == MarkSide::Opens && !self.can_close(i),
            "«" | "»" | "‹" | "›" => !self.can_close(i) && (side != MarkSide::Closes || mark == "«"),
            "」" | "』" => false,
            // A straight mark.
            _ => side == MarkSide::Opens || side == MarkSide::Silent && !self.can_close(i),
        };
        if opens {
            self.push(i);
        } else if !self.close(i) {
            self.stray(i);
        }
    }

    fn push(&mut self, glyph: usize) {
        let mark = self.glyphs[glyph].mark;
        // Each paragraph of a quotation in « » may begin with its closing mark.
        let repeats =
            mark == "»" && self.left_open == Some(Style::Guillemets) && self.begins_paragraph(glyph);
        let style = if repeats { Style::Guillemets } else { style_of(mark) };
        self.open.push(UnclosedMark { glyph, style, found: self.found.len() });
    }

    fn begins_paragraph(&self, i: usize) -> bool {
        self.glyphs[i].span.start() == self.within.start()
    }

    /// Whether a single mark begins a sentence of speech that the next paragraph seems to carry on. A straight one must
    /// stand where such marks have held speech already, since many a word begins with an apostrophe.
    fn is_carried_on(&self, i: usize) -> bool {
        let Glyph { mark, span, .. } = self.glyphs[i];
        let style = style_of(mark);
        let before = self.text[self.within.start().index()..span.start().index()].trim_end();
        let begins = before.ends_with(['.', '!', '?', ':', ',', '…', '’', '\'']);
        let capital = self.text[span.end().index()..].starts_with(char::is_uppercase);
        let used = style == Style::Single || self.styles & 1 << style as u32 != 0;
        self.carried == Some(style) && style.is_single() && begins && capital && used
    }

    fn is_open(&self, style: Style) -> bool {
        self.open.iter().rev().take(DEEPEST).any(|o| o.style == style)
    }

    /// Whether the last open mark is near enough for a doubtful mark to close it.
    fn is_near(&self, i: usize) -> bool {
        self.open.last().is_some_and(|o| self.glyphs[i].token - self.glyphs[o.glyph].token <= DOUBTFUL_REACH)
    }

    /// The place among the open marks of the one that this closes. A single mark does not close over a double
    /// one that was opened later.
    fn partner(&self, i: usize) -> Option<usize> {
        let mark = self.glyphs[i].mark;
        let depth = self.open.len().saturating_sub(DEEPEST);
        for (at, open) in self.open.iter().enumerate().skip(depth).rev() {
            if open.style.is_closed_by(mark)
                && self.glyphs[open.glyph].span.end() < self.glyphs[i].span.start()
            {
                return Some(at);
            }
            if is_single(mark) && !open.style.is_single() {
                return None;
            }
        }
        None
    }

    fn can_close(&self, i: usize) -> bool {
        self.partner(i).is_some()
    }

    fn close(&mut self, i: usize) -> bool {
        let Some(at) = self.partner(i) else { return false };
        let open = self.open[at];
        self.open.truncate(at);
        self.add(self.glyphs[open.glyph].span, Some(self.glyphs[i].span), open.style, Start::Opened);
        true
    }

    fn add(&mut self, opening: Span, closing: Option<Span>, style: Style, start: Start) {
        let end = closing.map_or(self.within.end(), Span::end);
        let inner_end = closing.map_or(end, Span::start);
        // The links before and after an article: "« Previous | Next »".
        if self.text[opening.end().index()..inner_end.index()].contains('|') && style.is_angled() {
            return;
        }
        self.styles |= 1 << style as u32;
        self.found.push(Marked {
            span: Span::new(opening.start(), end),
            inside: Span::new(opening.end(), inner_end),
            paragraph: self.index,
            depth: 0,
            start,
            end: if closing.is_some() { End::Closed } else { End::Unclosed },
            style,
        });
    }

    /// Two straight marks in a row that both look like closing ones, as in `He said" we go".`, are a pair.
    fn stray(&mut self, i: usize) {
        if self.found.is_empty() && self.open.is_empty() {
            self.first_stray.get_or_insert(i);
        }
        if !matches!(self.glyphs[i].mark, "\"" | "''") || self.follows_digit(i) {
            return;
        }
        match self.straight_stray.take() {
            Some(first) if self.glyphs[first].mark == self.glyphs[i].mark => {
                let (opening, closing) = (self.glyphs[first].span, self.glyphs[i].span);
                let found_since = self.found.last().is_some_and(|m| opening.start() < m.span.end());
                let opened_since = self.open.last().is_some_and(|o| first < o.glyph);
                if !found_since && !opened_since {
                    self.first_stray = None;
                    self.add(opening, Some(closing), style_of(self.glyphs[i].mark), Start::Opened);
                }
            }
            _ => self.straight_stray = Some(i),
        }
    }

    fn follows_digit(&self, i: usize) -> bool {
        glyphs::before(self.text, self.glyphs[i].span).is_some_and(char::is_numeric)
    }

    /// Two straight marks in a row that both look like opening ones, as in `"We go. "he said`, are a pair.
    fn pair_what_parity_says(&mut self) {
        while let [.., a, b] = self.open[..] {
            let straight = matches!(a.style, Style::Straight | Style::TwoApostrophes) && a.style == b.style;
            if !straight || a.found != self.found.len() {
                break;
            }
            self.open.truncate(self.open.len() - 2);
            self.add(self.glyphs[a.glyph].span, Some(self.glyphs[b.glyph].span), a.style, Start::Opened);
        }
    }

    /// Takes up what the paragraph before left open, when this one begins with a mark of the same style or
    /// closes what it has not opened.
    fn carry_on(&mut self, style: Style) {
        let first = self.glyphs.first().copied();
        let repeats = first.is_some_and(|g| {
            g.span.start() == self.within.start() && (style_of(g.mark) == style || g.mark == "»")
        });
        if repeats {
            let at = self.within.start();
            self.found.iter_mut().filter(|m| m.span.start() == at).for_each(|m| m.start = Start::Continued);
            return;
        }
        let stray = self.first_stray.map(|i| self.glyphs[i]);
        if let Some(closing) = stray.filter(|g| style.is_closed_by(g.mark)) {
            let at = Span::new(self.within.start(), self.within.start());
            self.add(at, Some(closing.span), style, Start::Continued);
        }
    }

    /// A mark that was never closed counts only where no pair of its own style follows it: else it is a slip,
    /// and the pairs stand.
    ///
    /// It ends before a report that ends the paragraph, or with the paragraph.
    fn take_unclosed(&mut self, document: &Document) {
        for o in std::mem::take(&mut self.open) {
            let stands = self.begins_paragraph(o.glyph) || self.is_carried_on(o.glyph);
            if o.style.closes_as_it_opens() && !stands {
                continue;
            }
            let slip = self.found[o.found..].iter().any(|m| m.style == o.style);
            let inside_another = self.found.last().is_some_and(|m| m.end != End::Closed);
            if !slip && !inside_another {
                let opening = self.glyphs[o.glyph].span;
                let inside = Span::new(opening.end(), self.within.end());
                let paragraph = &document.paragraphs()[self.index];
                let end = unclosed::end_before_report(document, paragraph, inside);
                self.add(opening, end.map(|end| Span::new(end, end)), o.style, Start::Opened);
            }
        }
    }
}

fn set_depths(found: &mut [Marked]) {
    let mut ends: Vec<Pos> = vec![];
    for marked in found {
        while ends.last().is_some_and(|&end| end <= marked.span.start()) {
            ends.pop();
        }
        marked.depth = ends.len();
        ends.push(marked.span.end());
    }
}

fn style_of(mark: &str) -> Style {
    match mark {
        "“" | "‟" => Style::Double,
        "''" | "``" => Style::TwoApostrophes,
        "‘" | "’" | "‛" => Style::Single,
        "'" | "`" | "´" => Style::StraightSingle,
        "„" => Style::Low,
        "‚" => Style::LowSingle,
        "”" => Style::Swedish,
        "«" => Style::Guillemets,
        "»" => Style::ReversedGuillemets,
        "‹" => Style::SingleGuillemets,
        "›" => Style::ReversedSingleGuillemets,
        "「" => Style::Corner,
        "『" => Style::WhiteCorner,
        _ => Style::Straight,
    }
}

#[cfg(test)]
mod tests;
