//! What there is to see around each token of a paragraph, worked out once for the tagger's features.

use std::ops::Range;

use super::reports::hints::{RuleHint, SpanPart};
use crate::document::{Document, Role, TokenKind};
use crate::lang::quotes::QuoteWords;
use crate::lang::speech::{WordClass, WordInfo};
use crate::learn::hash::mix;
use crate::recognise::marks::{End, Marked, Start};
use crate::recognise::words::{Looks, Word};

/// Where a token stands to the outermost quotation marks.
pub(crate) mod mark {
    pub(crate) const OUTSIDE: u8 = 0;
    pub(crate) const INSIDE: u8 = 1;
    pub(crate) const OPENS: u8 = 2;
    pub(crate) const CLOSES: u8 = 3;
    /// Added where it opens, closes or lies in marks within marks.
    pub(crate) const NESTED: u8 = 4;
}

/// Letters of a word with the ending of a past tense, at least: not "red".
const SHORTEST_PAST: u8 = 5;

/// No such token.
pub(crate) const NONE: u32 = u32::MAX;

/// A token as the tagger sees it. Places are indices into the paragraph's tokens.
#[derive(Clone, Copy, Debug)]
pub struct TokenContext {
    /// Hash of the word in small letters; all quotation marks are one word.
    pub word: u64,
    /// What kind of word it is: a small word is its own class, others go by case and ending.
    pub class: u64,
    pub shape: u64,
    pub tail: u64,
    pub fine: u64,
    pub coarse: u64,
    /// How often the word is a cue, as a class from 0 to 5.
    pub cue: u8,
    pub mark: u8,
    /// What the marked stretch looks like that it lies in.
    pub stretch: u64,
    /// Tokens since the opening and until the closing mark; 99 outside.
    pub from_opening: u8,
    pub to_closing: u8,
    /// First and last token of its sentence.
    pub first: u32,
    pub last: u32,
    /// In its sentence before and after it: words that are cues more or less often.
    pub cue_before: u32,
    pub cue_after: u32,
    pub subordinator_before: u32,
    pub break_before: u32,
    pub break_after: u32,
    pub verb_before: u32,
    pub pronoun_before: u32,
    pub is_verb: bool,
    /// A comma, colon, semicolon or dash.
    pub is_break: bool,
    pub hint: RuleHint,
}

/// A stretch of tokens that is tagged as one sequence: a paragraph, or a part of one that is too long.
#[derive(Clone, Debug, Default)]
pub struct PassageContext {
    /// One a token.
    pub seen: Vec<TokenContext>,
    /// Whether a marked stretch was left open by the paragraph before.
    pub goes_on: bool,
    /// Whether one is left open for the paragraph after.
    pub stays_open: bool,
    /// Whether it is the first paragraph.
    pub begins_article: bool,
    /// A headline or a heading.
    pub is_title: bool,
    /// Last token of the paragraph before: 0 none, 1 another, 2 a closing mark, 3 a colon.
    pub before: u64,
}

/// Everything that the contexts of a document are read from.
pub struct TaggerInput<'a> {
    /// The document.
    pub document: &'a Document,
    /// One a token.
    pub words: &'a [Word],
    /// In the order of the text.
    pub marked: &'a [Marked],
    /// One a token.
    pub hints: &'a [RuleHint],
}

/// Any constant: the word that all quotation marks are.
const MARK_WORD: u64 = 0x51;

impl TaggerInput<'_> {
    /// The contexts of stretches of tokens, which come with their paragraphs in the order of the text; `cues` gives the
    /// class of a word, 0 to 5, by how often it is a cue.
    pub fn contexts(
        &self,
        stretches: Vec<(usize, Range<usize>)>,
        cues: impl Fn(u64) -> u8,
    ) -> impl Iterator<Item = (Range<usize>, PassageContext)> {
        let mut near = ReachingMarks {
            paragraph: usize::MAX,
            next: 0,
            marks: vec![],
            goes_on: false,
            stays_open: false,
        };
        let words = &self.document.language().quotes;
        stretches.into_iter().map(move |(index, tokens)| {
            near.reach(self, index, &tokens);
            (tokens.clone(), self.passage((index, tokens), &cues, &near, words))
        })
    }

    /// The context of some tokens of a paragraph.
    fn passage(
        &self,
        (index, tokens): (usize, Range<usize>),
        cues: &impl Fn(u64) -> u8,
        near: &ReachingMarks,
        words: &QuoteWords,
    ) -> PassageContext {
        let paragraph = &self.document.paragraphs()[index];
        let mut seen: Vec<TokenContext> = tokens.clone().map(|t| self.token(t, cues, words)).collect();
        for (m, all) in &near.marks {
            place_marks(&self.marked[*m], all, &tokens, &mut seen);
        }
        let sentences = &self.document.sentences()[paragraph.sentences.clone()];
        let first = sentences.partition_point(|s| s.tokens.end <= tokens.start);
        for sentence in sentences[first..].iter().take_while(|s| s.tokens.start < tokens.end) {
            let start = sentence.tokens.start.max(tokens.start);
            let end = sentence.tokens.end.min(tokens.end);
            if start < end {
                place_in_sentence(&mut seen, start - tokens.start..end - tokens.start);
            }
        }
        PassageContext {
            seen,
            goes_on: near.goes_on,
            stays_open: near.stays_open,
            begins_article: index == 0,
            is_title: matches!(paragraph.role, Role::Title | Role::Heading),
            before: self.ending_before(tokens.start),
        }
    }

    fn ending_before(&self, token: usize) -> u64 {
        let Some(before) = token.checked_sub(1) else { return 0 };
        match (self.document.tokens()[before].kind, self.document.word(before)) {
            (TokenKind::Mark, _) => 2,
            (_, ":") => 3,
            _ => 1,
        }
    }

    fn token(&self, token: usize, cues: &impl Fn(u64) -> u8, words: &QuoteWords) -> TokenContext {
        let (word, mut hint) = (&self.words[token], self.hints[token]);
        let kind = self.document.tokens()[token].kind;
        let text = self.document.word(token);
        if hint.info == WordInfo::default() && kind == TokenKind::Word {
            let before = token.checked_sub(1).map_or("", |before| self.document.word(before));
            hint.info = words.speech.look_up_after(before, text);
        }
        let small = word.looks.has(Looks::LETTER) && !word.looks.has(Looks::CAPITAL);
        let is_past = small && SHORTEST_PAST <= word.len && words.is_past_tail(word.tail);
        TokenContext {
            word: word.lower,
            class: class(word, hint.info, kind, words),
            shape: u64::from(word.brief_shape),
            tail: u64::from(word.tail & 0xff_ffff),
            fine: u64::from(word.fine),
            coarse: u64::from(word.coarse),
            cue: cues(word.lower),
            mark: mark::OUTSIDE,
            stretch: 0,
            from_opening: 99,
            to_closing: 99,
            first: 0,
            last: 0,
            cue_before: NONE,
            cue_after: NONE,
            subordinator_before: NONE,
            break_before: NONE,
            break_after: NONE,
            verb_before: NONE,
            pronoun_before: NONE,
            is_verb: hint.info.is(WordClass::Auxiliary) || small && (hint.info.verb.is_some() || is_past),
            is_break: matches!(text, "," | ":" | ";" | "—" | "–" | "--"),
            hint,
        }
    }
}

/// The marks that reach into the stretch at hand, kept up from one stretch to the next: a paragraph may have very many
/// of both.
struct ReachingMarks {
    paragraph: usize,
    /// Index of the first mark that begins after the stretch.
    next: usize,
    /// Indices of marks with the tokens that they hold.
    marks: Vec<(usize, Range<usize>)>,
    /// As in [`PassageContext`].
    goes_on: bool,
    stays_open: bool,
}

impl ReachingMarks {
    /// Moves on to these tokens of a paragraph.
    fn reach(&mut self, input: &TaggerInput, paragraph: usize, tokens: &Range<usize>) {
        let marked = input.marked;
        if paragraph != self.paragraph {
            self.paragraph = paragraph;
            self.next += marked[self.next..].partition_point(|m| m.paragraph < paragraph);
            let own = marked[self.next..].iter().take_while(|m| m.paragraph == paragraph);
            self.goes_on = own.clone().any(|m| m.start == Start::Continued);
            self.stays_open = own.clone().any(|m| m.depth == 0 && m.end == End::ContinuesInNext);
            self.marks.clear();
        }
        self.marks.retain(|(_, all)| tokens.start < all.end);
        while let Some(m) = marked.get(self.next).filter(|m| m.paragraph == paragraph) {
            let all = input.document.tokens_in(m.span);
            if tokens.end <= all.start {
                break;
            }
            self.marks.push((self.next, all));
            self.next += 1;
        }
    }
}

/// Notes on the tokens of a marked stretch, which are `all`, where they stand in it.
fn place_marks(m: &Marked, all: &Range<usize>, within: &Range<usize>, seen: &mut [TokenContext]) {
    let tokens = all.start.max(within.start)..all.end.min(within.end);
    if tokens.is_empty() {
        return;
    }
    let range = tokens.start - within.start..tokens.end - within.start;
    let opens = m.span.start() < m.inside.start() && tokens.start == all.start;
    let closes = m.inside.end() < m.span.end() && tokens.end == all.end;
    match m.depth {
        0 => {
            let look = marked_look(m, seen, range.clone());
            for (i, s) in seen[range.clone()].iter_mut().enumerate() {
                s.mark = mark::INSIDE;
                s.stretch = look;
                s.from_opening = if opens { i.min(98) as u8 } else { 99 };
                s.to_closing = if closes { (range.len() - 1 - i).min(98) as u8 } else { 99 };
            }
        }
        1 => seen[range.clone()].iter_mut().for_each(|s| s.mark |= mark::NESTED),
        // What lies deeper lies in one of depth 1.
        _ => {}
    }
    let nested = if m.depth == 0 { 0 } else { mark::NESTED };
    for (on, at, how) in [(opens, range.start, mark::OPENS), (closes, range.end - 1, mark::CLOSES)] {
        if on {
            seen[at].mark = how | nested;
            (seen[at].word, seen[at].class) = (MARK_WORD, MARK_WORD);
            (seen[at].shape, seen[at].tail) = (MARK_WORD, MARK_WORD);
        }
    }
}

/// What a marked stretch looks like: its length, its first letter, how it ends, what stands before and after.
fn marked_look(m: &Marked, seen: &[TokenContext], range: Range<usize>) -> u64 {
    let closed = m.end == End::Closed;
    let sign = |at: Option<&TokenContext>| at.map_or(3, |s| if s.class & WORDS == 0 { s.word } else { 2 });
    let last = if closed && 2 < range.len() { sign(seen.get(range.end - 2)) } else { 0 };
    let before = sign(range.start.checked_sub(1).and_then(|i| seen.get(i)));
    let after = sign(seen.get(range.end));
    let verb = seen[range.clone()].iter().any(|s| s.is_verb);
    let begins = seen.get(range.start + 1).map_or(0, |s| s.shape);
    let look = mix(mix(bucket(range.len()), begins), u64::from(verb) * 2 + u64::from(closed));
    mix(mix(mix(look, last), before), after)
}

/// Set in the class of every word and number: what is left are signs.
const WORDS: u64 = 1 << 40;

/// What kind of word it is, as a number that the weights know.
fn class(word: &Word, info: WordInfo, kind: TokenKind, words: &QuoteWords) -> u64 {
    match kind {
        TokenKind::Mark | TokenKind::Punctuation => return word.lower & (WORDS - 1),
        TokenKind::Number => return WORDS | 1 << 41,
        TokenKind::Clitic => return WORDS | word.lower & 0xffff,
        TokenKind::Word if info.is_function_word() => return WORDS | 1 << 42 | word.lower & 0xffff,
        TokenKind::Word => {}
    }
    let ending = words.tail_class(word.tail);
    let capital = u64::from(word.looks.has(Looks::CAPITAL)) | u64::from(word.looks.has(Looks::FIRST)) << 1;
    let verb = info.verb.map_or(0, |v| 1 + v.form as u64);
    let noun = u64::from(info.is(WordClass::RoleNoun))
        | u64::from(info.is(WordClass::CueNoun)) << 1
        | u64::from(info.is(WordClass::Day)) << 2
        | u64::from(info.is(WordClass::Time)) << 3;
    WORDS | 1 << 43 | ending | capital << 3 | verb << 5 | noun << 8
}

/// Fills in what stands before and after each token of a sentence.
fn place_in_sentence(seen: &mut [TokenContext], range: Range<usize>) {
    let (first, last) = (range.start as u32, range.end as u32 - 1);
    let (mut cue, mut subordinator, mut stop, mut verb, mut pronoun) = (NONE, NONE, NONE, NONE, NONE);
    for (i, s) in seen.iter_mut().enumerate().take(range.end).skip(range.start) {
        (s.first, s.last) = (first, last);
        (s.cue_before, s.subordinator_before, s.break_before) = (cue, subordinator, stop);
        (s.verb_before, s.pronoun_before) = (verb, pronoun);
        let i = i as u32;
        let info = s.hint.info;
        cue = if is_cue(s) { i } else { cue };
        subordinator = if info.is(WordClass::Subordinator) { i } else { subordinator };
        stop = if is_break(s) { i } else { stop };
        verb = if s.is_verb { i } else { verb };
        pronoun = if info.is(WordClass::Pronoun) { i } else { pronoun };
    }
    let (mut cue, mut stop) = (NONE, NONE);
    for (i, s) in seen.iter_mut().enumerate().take(range.end).skip(range.start).rev() {
        (s.cue_after, s.break_after) = (cue, stop);
        cue = if is_cue(s) { i as u32 } else { cue };
        stop = if is_break(s) { i as u32 } else { stop };
    }
}

/// Whether a word may be what reports speech.
fn is_cue(s: &TokenContext) -> bool {
    s.mark == mark::OUTSIDE && (3 <= s.cue || 2 <= s.cue && s.is_verb || s.hint.report != 0)
}

fn is_break(s: &TokenContext) -> bool {
    s.is_break || s.mark == mark::CLOSES
}

/// A length or distance as a small number.
pub(crate) fn bucket(distance: usize) -> u64 {
    match distance {
        0..=4 => distance as u64,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=40 => 9,
        _ => 10,
    }
}

/// The part of a hint as a number.
pub(crate) fn number(part: SpanPart) -> u64 {
    part as u64
}
