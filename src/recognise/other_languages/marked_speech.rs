//! Quotations by marks within a paragraph: which stretches are speech, who speaks them, which are one quotation.

use std::ops::Range;

use super::attribution::RuleAttribution;
use super::prose::{Prose, is_sentence_end};
use super::utterance::is_blankless;
use crate::annotation::Why;
use crate::document::Document;
use crate::recognise::marks::{End, Marked, Start};
use crate::span::Span;

/// Tokens of what is said of a speaker after his name; longer ones may report more.
const LONGEST_APPOSITION: usize = 10;

/// A quotation before its speaker has a name.
#[derive(Clone)]
pub(super) struct Speech<'a> {
    pub spans: Vec<Span>,
    pub cue: Option<Span>,
    pub speaker: Option<SpeakerPhrase<'a>>,
    pub why: Why,
}

/// The words for a speaker.
#[derive(Clone)]
pub(super) struct SpeakerPhrase<'a> {
    pub span: Span,
    pub prose: Prose<'a>,
    /// Its tokens; empty in scripts that part no words.
    pub tokens: Range<usize>,
}

impl<'a> Speech<'a> {
    pub(super) fn new(
        prose: Prose<'a>,
        spans: Vec<Span>,
        attribution: Option<&RuleAttribution>,
    ) -> Speech<'a> {
        let cue = attribution.and_then(|found| found.cue.as_ref()).map(|tokens| prose.span(tokens));
        let speaker = attribution.and_then(|found| found.speaker.clone());
        let speaker = speaker.map(|tokens| SpeakerPhrase { span: prose.span(&tokens), prose, tokens });
        let why = match (&speaker, &cue) {
            (_, Some(_)) => Why::MarksAndCue,
            (Some(_), None) => Why::NameAndColon,
            (None, None) => Why::MarksAlone,
        };
        Speech { spans, cue, speaker, why }
    }
}

/// Tokens of the longest clause before marks that is read: more than any sentence has. A paragraph may have very many
/// marks and no end of a sentence.
const LONGEST_CLAUSE: usize = 200;

/// The marked stretches of a paragraph, and what was read of them so far.
struct StretchReader<'a, 'm> {
    prose: Prose<'a>,
    stretches: Vec<&'m Marked>,
    /// The token after what attributes the stretches before.
    used: usize,
    /// The attribution of the stretch before, which may hold for the next one.
    last: Option<RuleAttribution>,
    speeches: Vec<Speech<'a>>,
}

/// The quotations by marks of a paragraph.
pub(super) fn find<'a>(prose: Prose<'a>, marked: &[Marked]) -> Vec<Speech<'a>> {
    let stretches: Vec<&Marked> = marked.iter().filter(|stretch| stretch.depth == 0).collect();
    let mut reader = StretchReader { prose, stretches, used: prose.start, last: None, speeches: vec![] };
    for index in 0..reader.stretches.len() {
        reader.read(index);
    }
    reader.speeches
}

impl<'a> StretchReader<'a, '_> {
    fn read(&mut self, index: usize) {
        let stretch = self.stretches[index];
        if stretch.inside.is_empty() {
            return;
        }
        if is_blankless(self.prose.document.slice(stretch.inside)) {
            return self.read_blankless(stretch);
        }
        let tokens = self.prose.document.tokens_in(stretch.span);
        let next = self.stretches.get(index + 1);
        let limit = next.map_or(self.prose.end, |next| self.prose.document.tokens_in(next.span).start);
        let found = self.attribution(&tokens, limit);
        let inside = self.prose.attribution_inside(self.prose.document.tokens_in(stretch.inside));
        match found.or(inside) {
            Some(found) if self.is_reported(stretch, &tokens, &found) => {
                let speech = Speech::new(self.prose, vec![stretch.span], Some(&found));
                self.used = if found.end <= limit { found.end.max(tokens.end) } else { tokens.end };
                self.push(speech, tokens.start, Some(found));
            }
            _ => self.read_unattributed(stretch, tokens),
        }
    }

    /// The words before or after a stretch that say who spoke it.
    fn attribution(&self, tokens: &Range<usize>, limit: usize) -> Option<RuleAttribution> {
        let start = self.clause_start(tokens.start);
        let before = || self.prose.attribution_before(start..tokens.start);
        let after = || self.prose.attribution_after(tokens.end, limit);
        let colon = start < tokens.start && self.prose.is_colon(tokens.start - 1);
        if colon { before().or_else(after) } else { after().or_else(before) }
    }

    /// Where the clause begins that ends with the marks which open at a token.
    fn clause_start(&self, open: usize) -> usize {
        let from = self.used.max(open.saturating_sub(LONGEST_CLAUSE));
        let ends = (from..open).rev().find(|&at| self.prose.ends_sentence(at));
        ends.map_or(from, |at| at + 1)
    }

    /// Whether an attribution is one of speech, not of a word or title that a report mentions.
    fn is_reported(&self, stretch: &Marked, tokens: &Range<usize>, found: &RuleAttribution) -> bool {
        let after = found.cue.as_ref().is_some_and(|cue| tokens.end <= cue.start);
        let colon = self.prose.start < tokens.start && self.prose.is_colon(tokens.start - 1);
        let inside = self.prose.document.tokens_in(stretch.inside);
        let words = inside.clone().filter(|&at| self.prose.is_word(at)).count();
        // "Von einer „Posse“ spricht er nicht", "Газета «…» пишет": without a comma the marks are a part of the clause.
        let apart = !self.prose.is_word(tokens.end) || words + 1 < inside.len() && self.ends_inside(&inside);
        after && apart || colon || 1 < words && !self.prose.is_named_by(tokens.start)
    }

    fn ends_inside(&self, inside: &Range<usize>) -> bool {
        inside
            .end
            .checked_sub(1)
            .is_some_and(|last| is_sentence_end(self.prose.word(last)) || self.prose.is_comma(last))
    }

    fn read_unattributed(&mut self, stretch: &Marked, tokens: Range<usize>) {
        // Words alone stand between, all of which say who spoke the stretch before: the same person goes on.
        let between = self.used..tokens.start;
        let goes_on = self.last.is_some() && self.is_attribution_left(&between);
        let speech = self.prose.looks_like_speech(stretch);
        let inside = self.prose.document.tokens_in(stretch.inside);
        if goes_on
            && (speech
                || self.is_rest(&between)
                || self.prose.is_capitalised(inside.start) && 1 < inside.len())
        {
            let last = self.last.clone();
            let mut speech = Speech::new(self.prose, vec![stretch.span], last.as_ref());
            speech.why = Why::Continued;
            self.used = tokens.end;
            return self.push_continued(speech, &between);
        }
        self.last = None;
        if speech {
            self.used = tokens.end;
            self.speeches.push(Speech::new(self.prose, vec![stretch.span], None));
        }
    }

    /// Whether nothing stands between two stretches but marks, or the end of what says who spoke the first: ", maire de
    /// Vaubrun.", ", der am Ufer wohnt.".
    fn is_attribution_left(&self, between: &Range<usize>) -> bool {
        let prose = &self.prose;
        let Some(last) = between.end.checked_sub(1).filter(|last| between.start <= *last) else {
            return true;
        };
        let first_end = between.clone().find(|&at| prose.ends_sentence(at) || prose.is_colon(at));
        let is_apposed = prose.is_comma(between.start) && between.len() <= LONGEST_APPOSITION;
        between.clone().all(|at| !prose.is_word(at))
            || is_apposed && first_end == Some(last) && !prose.is_colon(last)
    }

    /// Whether no sentence ends between two stretches: they are parts of one.
    fn is_rest(&self, between: &Range<usize>) -> bool {
        between.clone().all(|at| !self.prose.ends_sentence(at) && !self.prose.is_colon(at))
    }

    fn push(&mut self, speech: Speech<'a>, _open: usize, found: Option<RuleAttribution>) {
        self.last = found;
        self.speeches.push(speech);
    }

    fn push_continued(&mut self, speech: Speech<'a>, between: &Range<usize>) {
        let rest = self.is_rest(between);
        match self.speeches.last_mut().filter(|_| rest && self.used > between.start) {
            Some(last) if last.cue == speech.cue => last.spans.extend(speech.spans),
            _ => self.speeches.push(speech),
        }
    }

    fn read_blankless(&mut self, stretch: &Marked) {
        let prose = self.prose;
        let found = prose.blankless_attribution(stretch);
        if found.is_none() && !prose.looks_like_speech(stretch) {
            return;
        }
        let why = if found.is_some() { Why::MarksAndCue } else { Why::MarksAlone };
        let found = found.unwrap_or_default();
        let speaker = found.speaker.map(|span| SpeakerPhrase { span, prose, tokens: 0..0 });
        self.speeches.push(Speech { spans: vec![stretch.span], cue: found.cue, speaker, why });
    }
}

/// Joins what runs on from paragraph to paragraph.
pub(super) fn join_paragraphs<'a>(
    document: &Document,
    marked: &[Marked],
    speeches: Vec<Speech<'a>>,
) -> Vec<Speech<'a>> {
    let of = |span: Span| {
        let from = marked.partition_point(|stretch| stretch.span.start() < span.start());
        marked.get(from).filter(|stretch| stretch.span == span)
    };
    let mut joined: Vec<Speech> = vec![];
    for speech in speeches {
        let carried = of(speech.spans[0]).is_some_and(|stretch| stretch.start == Start::Continued);
        match joined.last_mut().filter(|_| carried) {
            Some(last)
                if runs_on(document, of(*last.spans.last().unwrap_or(&speech.spans[0])), speech.spans[0]) =>
            {
                last.spans.extend(&speech.spans);
                if last.cue.is_none() && last.speaker.is_none() {
                    (last.cue, last.speaker, last.why) = (speech.cue, speech.speaker, speech.why);
                }
            }
            _ => joined.push(speech),
        }
    }
    joined
}

fn runs_on(document: &Document, last: Option<&Marked>, next: Span) -> bool {
    last.is_some_and(|last| {
        last.end == End::ContinuesInNext && last.paragraph < document.paragraph_at(next.start())
    })
}
