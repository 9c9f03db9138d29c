//! Quotations that are set off from the text and have no marks: block quotations, indented extracts, embedded posts,
//! statements and letters behind a colon. What stands before introduces them, or a signature follows.
//!
//! A passage in quotation marks is left to `quotes`; a note, a list or a piece of code is nobody's words.

use std::ops::Range;

use self::introduction::Introduction;
use super::found::{FoundEntity, FoundQuote};
use super::marks::Marked;
use super::turns::lines::SpeechSigns;
use crate::annotation::{QuoteKind, SourceKind, Why};
use crate::document::{Document, Role};
use crate::span::Span;

mod introduction;
mod letter;
mod signature;

/// How probable it is that a passage with a speaker is right; figures of our own texts, to be measured on more.
const CONFIDENCE: f32 = 0.9;
const CONFIDENCE_WITHOUT_SPEAKER: f32 = 0.7;
/// Paragraphs of a letter or a statement behind a colon, at most: a bound, so that the cost is linear.
const LONGEST_STATEMENT: usize = 40;
/// Of the characters of words in a hundred so many are letters and blanks; code has fewer.
const LETTERS_OF_WORDS: usize = 80;
/// Words of the longest line below a post that gives its time.
const LONGEST_TIME: usize = 10;

/// What the stages before have made of a document.
#[derive(Clone, Copy)]
pub(crate) struct SetOffInput<'a> {
    pub document: &'a Document,
    /// In the order of the text.
    pub marked: &'a [Marked],
    /// In the order of the text, under their names.
    pub entities: &'a [FoundEntity],
    /// In the order of the text: what stands in a turn is not set off.
    pub turns: &'a [FoundQuote],
}

/// The passages of a document that are set off, in the order of the text.
pub(crate) fn find(input: &SetOffInput) -> Vec<FoundQuote> {
    let paragraphs = input.document.paragraphs();
    let mut found = vec![];
    let mut at = 0;
    while at < paragraphs.len() {
        let mut end = at + 1;
        if paragraphs[at].role == Role::BlockQuote {
            end += paragraphs[end..].iter().take_while(|next| next.role == Role::BlockQuote).count();
            if !input.is_turn(at..end) {
                found.extend(input.block(at..end));
            }
        } else if let Some((passage, quote)) = input.statement(at).or_else(|| input.letter(at)) {
            end = passage.end;
            found.push(quote);
        }
        at = end;
    }
    found
}

impl SetOffInput<'_> {
    /// A block, if it is somebody's words.
    fn block(&self, block: Range<usize>) -> Option<FoundQuote> {
        let document = self.document;
        let mut pieces: Vec<Span> = block.clone().flat_map(|index| self.pieces(index)).collect();
        let header = pieces.first().copied().filter(|first| {
            1 < pieces.len() && signature::has_handle(document.slice(*first)) && !self.ends_sentence(*first)
        });
        if header.is_some() {
            pieces.remove(0);
        }
        let header = header.and_then(|line| signature::named(document, self.entities, line));
        let signed = header.or(self.sign(&mut pieces)).or_else(|| self.signed_below(block.end));
        let introduction = self.introduction(block.start);
        let (first, signs) = (*pieces.first()?, self.signs(&pieces));
        let is_introduced = introduction.as_ref().is_some_and(|introduction| {
            introduction.has_colon && (introduction.speaker.is_some() || introduction.announces_whole)
                || introduction.names_place
        });
        if self.is_marked(first) || !self.has_words(&pieces) {
            return None;
        }
        let is_known = is_introduced || signed.is_some();
        let is_speech =
            signs.is_first_person && !self.is_note(first) && !pieces.iter().any(|p| self.has_marks(*p));
        if !is_known && !is_speech || is_known && self.is_note(first) && signed.is_none() {
            return None;
        }
        let introduction = introduction.filter(|_| is_introduced);
        Some(quote(pieces, signed, introduction))
    }

    /// The paragraph after a colon, if it is a statement that has no marks, with those that go on with it.
    fn statement(&self, at: usize) -> Option<(Range<usize>, FoundQuote)> {
        let before = at.checked_sub(1)?;
        let paragraphs = self.document.paragraphs();
        if !self.may_be_stated(at)
            || !self.document.slice(paragraphs[before].span).trim_end().ends_with([':', '：'])
        {
            return None;
        }
        let introduction = self.introduction(at)?;
        let is_announced =
            introduction.has_colon && introduction.announces_whole && introduction.speaker.is_some();
        if !(introduction.is_bare && introduction.cue.is_some() && introduction.speaker.is_some()
            || is_announced)
        {
            return None;
        }
        let signs = SpeechSigns::read(self.document, paragraphs[at].span);
        if !signs.ends_sentence || signs.n_words < 3 || self.is_turn(before..at) {
            return None;
        }
        let goes_on = |&next: &usize| {
            self.may_be_stated(next)
                && SpeechSigns::read(self.document, paragraphs[next].span).is_first_person
        };
        let last = paragraphs.len().min(at + LONGEST_STATEMENT);
        let end = at + 1 + (at + 1..last).take_while(goes_on).count();
        let mut pieces: Vec<Span> = (at..end).map(|index| paragraphs[index].span).collect();
        let signed = self.sign(&mut pieces).or_else(|| self.signed_below(end));
        (!pieces.is_empty()).then(|| (at..end, quote(pieces, signed, Some(introduction))))
    }

    /// The letter that begins with a paragraph, without marks, as whoever signs it says it.
    fn letter(&self, at: usize) -> Option<(Range<usize>, FoundQuote)> {
        let letter = letter::read(self.document, self.entities, at)?;
        if self.is_turn(letter.body.clone()) {
            return None;
        }
        let pieces = self.document.paragraphs()[letter.body.clone()].iter().map(|body| body.span);
        Some((at..letter.body.end, quote(pieces.collect(), Some(letter.writer), None)))
    }

    fn may_be_stated(&self, paragraph: usize) -> bool {
        let paragraph_of = &self.document.paragraphs()[paragraph];
        paragraph_of.role == Role::Paragraph
            && !self.has_marks(paragraph_of.span)
            && !self.is_turn(paragraph..paragraph + 1)
    }

    /// What the paragraph before introduces.
    fn introduction(&self, at: usize) -> Option<Introduction> {
        let before = (0..at).rev().find(|&before| self.document.paragraphs()[before].role.is_analysed())?;
        let is_text = matches!(
            self.document.paragraphs()[before].role,
            Role::Paragraph | Role::Heading | Role::ListItem | Role::Standfirst | Role::Title
        );
        let is_text = is_text && !self.is_turn(before..before + 1);
        if is_text { introduction::read(self.document, self.marked, self.entities, before) } else { None }
    }

    /// The words of a paragraph: its lines without the marks `>` before them.
    fn pieces(&self, index: usize) -> Vec<Span> {
        let span = self.document.paragraphs()[index].span;
        let text = self.document.slice(span);
        if !text.starts_with('>') {
            return vec![span];
        }
        let mut at = span.start().index();
        let mut pieces = vec![];
        for line in text.split_inclusive(['\n', '\r']) {
            let words = line.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
            let piece =
                Span::new(at + line.len() - words.len(), at + line.len()).trimmed(self.document.text());
            at += line.len();
            if !piece.is_empty() {
                pieces.push(piece);
            }
        }
        pieces
    }

    /// Takes the signature, and the time below a post, off the end of a passage.
    fn sign(&self, pieces: &mut Vec<Span>) -> Option<Span> {
        while 1 < pieces.len() && pieces.last().is_some_and(|last| self.is_time(*last)) {
            pieces.pop();
        }
        let last = pieces.last_mut()?;
        let text = self.document.slice(*last);
        let start = text.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let line = Span::new(last.start().index() + start, last.end()).trimmed(self.document.text());
        let signature = signature::read(self.document, self.entities, line)?;
        let end = if signature.before.is_empty() { line.start() } else { signature.before.end() };
        let words = Span::new(last.start(), end).trimmed(self.document.text());
        if words.is_empty() {
            if pieces.len() < 2 {
                return None;
            }
            pieces.pop();
        } else {
            *last = words;
        }
        Some(signature.speaker)
    }

    /// A signature after a dash in the paragraph below.
    fn signed_below(&self, below: usize) -> Option<Span> {
        let paragraph = self.document.paragraphs().get(below).filter(|below| below.role.is_analysed())?;
        let is_dashed = self.document.slice(paragraph.span).starts_with(['—', '–', '-', '―']);
        let signature =
            signature::read(self.document, self.entities, paragraph.span).filter(|_| is_dashed)?;
        signature.before.is_empty().then_some(signature.speaker)
    }

    fn signs(&self, pieces: &[Span]) -> SpeechSigns {
        let all = pieces.iter().map(|piece| SpeechSigns::read(self.document, *piece));
        all.reduce(|one, other| SpeechSigns {
            n_words: one.n_words + other.n_words,
            is_first_person: one.is_first_person || other.is_first_person,
            is_second_person: one.is_second_person || other.is_second_person,
            ..other
        })
        .unwrap_or_default()
    }

    fn ends_sentence(&self, piece: Span) -> bool {
        SpeechSigns::read(self.document, piece).ends_sentence
    }

    /// Whether a line gives the time of a post: digits, few words, no sentence.
    fn is_time(&self, piece: Span) -> bool {
        let text = self.document.slice(piece);
        text.split_whitespace().count() <= LONGEST_TIME
            && text.chars().any(|c| c.is_ascii_digit())
            && !text.contains(['—', '–'])
            && !self.ends_sentence(piece)
    }

    /// Whether quotation marks open at the beginning of a passage: then they tell what is quoted.
    fn is_marked(&self, piece: Span) -> bool {
        self.marks_in(piece).any(|marked| marked.span.start() == piece.start())
    }

    fn has_marks(&self, piece: Span) -> bool {
        self.marks_in(piece).next().is_some()
    }

    fn marks_in(&self, piece: Span) -> impl Iterator<Item = &Marked> {
        let paragraph = self.document.paragraph_at(piece.start());
        let from = self.marked.partition_point(|marked| marked.paragraph < paragraph);
        let here = self.marked[from..].iter().take_while(move |marked| marked.paragraph == paragraph);
        here.filter(move |marked| marked.depth == 0 && marked.span.overlaps(piece))
    }

    /// Whether a passage begins as a note does.
    fn is_note(&self, first: Span) -> bool {
        let text = self.document.slice(first).trim_start_matches(|c: char| !c.is_alphanumeric());
        let beginning: String = text.chars().take(20).collect::<String>().to_lowercase();
        self.document.language().turns.notes.iter().any(|note| {
            beginning.strip_prefix(note.as_str()).is_some_and(|rest| rest.starts_with([':', '!', ']']))
        })
    }

    /// Whether a passage is made of words: more than one, and no code.
    fn has_words(&self, pieces: &[Span]) -> bool {
        let texts = || pieces.iter().map(|piece| self.document.slice(*piece));
        let all: usize = texts().map(|text| text.chars().count()).sum();
        let is_plain = |c: &char| c.is_alphabetic() || c.is_whitespace();
        let letters: usize = texts().map(|text| text.chars().filter(is_plain).count()).sum();
        let words: usize = texts().map(|text| text.split_whitespace().count()).sum();
        all * LETTERS_OF_WORDS <= letters * 100
            && (2 <= words || 4 <= letters && words == 1 && all != letters)
    }

    /// Whether one of these paragraphs has words of a turn.
    fn is_turn(&self, paragraphs: Range<usize>) -> bool {
        let all = self.document.paragraphs();
        let span = all[paragraphs.start].span.hull(all[paragraphs.end - 1].span);
        let end = |turn: &FoundQuote| turn.spans.last().map(|span| span.end());
        let first = self.turns.partition_point(|turn| end(turn) <= Some(span.start()));
        self.turns.get(first).is_some_and(|turn| turn.spans[0].start() < span.end())
    }
}

/// The quotation of a passage: by whoever signs it, or whom the introduction names.
fn quote(spans: Vec<Span>, signed: Option<Span>, introduction: Option<Introduction>) -> FoundQuote {
    let introduced = introduction.as_ref().and_then(|introduction| introduction.speaker);
    let speaker = signed.or(introduced);
    let confidence = if speaker.is_some() { CONFIDENCE } else { CONFIDENCE_WITHOUT_SPEAKER };
    FoundQuote {
        spans,
        kind: QuoteKind::Direct,
        source_kind: SourceKind::SetOff,
        is_question: false,
        speaker,
        speaker_name: None,
        cue: introduction.and_then(|introduction| introduction.cue),
        confidence,
        words_confidence: confidence,
        why: Why::SetOff,
    }
}
