//! Articles annotated with quotations, in the library's tokenisation with a gold tag a token.

use std::error::Error;
use std::ops;
use std::path::Path;

use pullquote::training::learn::BioesTag;
use pullquote::training::quotes::{CONTENT, CUE, SOURCE, THOUGHT};
use pullquote::{CodePointPos, Span};
use pullquote::{Document, TokenKind};
use serde::Deserialize;

use crate::data;

#[derive(Deserialize)]
struct Row {
    id: String,
    text: String,
    quotes: Vec<Marked>,
}

/// A quotation as the data have it; offsets in code points.
#[derive(Clone, Debug, Deserialize)]
pub struct Marked {
    pub start: u32,
    pub end: u32,
    pub kind: Option<String>,
    pub speaker: Option<Range>,
    pub speaker_name: Option<String>,
    #[serde(default)]
    pub speaker_parts: Vec<Range>,
    pub cue: Option<Range>,
    #[serde(default)]
    pub ignore: bool,
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Range {
    pub start: u32,
    pub end: u32,
}

/// A quotation in bytes.
#[derive(Clone, Debug)]
pub struct Gold {
    pub span: Span,
    /// 1 direct, 2 mixed, 3 indirect.
    pub kind: usize,
    /// Empty where nobody is named.
    pub speaker: Vec<Span>,
    pub speaker_name: Option<String>,
    pub cue: Option<Span>,
    /// Annotated, but no quotation proper.
    pub ignore: bool,
}

/// An annotated article.
pub struct Record {
    pub id: String,
    pub document: Document,
    pub quotes: Vec<Gold>,
    /// A tag a token, as the tagger's.
    pub gold: Vec<u8>,
}

/// The least overlap at which a span counts as found, as the scorer has it.
const MATCH: f64 = 0.8;

impl Record {
    /// Whether tokens are a quotation, near enough; `None` where they are something else that was annotated.
    pub fn is_right(&self, tokens: &ops::Range<usize>) -> Option<bool> {
        let (mut right, mut other) = (false, false);
        for quote in &self.quotes {
            for part in self.parts(quote.span) {
                let like = self.likeness(&part, tokens);
                right |= !quote.ignore && MATCH <= like;
                other |= quote.ignore && 0.5 <= like;
            }
        }
        if right || !other { Some(right) } else { None }
    }

    /// Whether tokens are this quotation, or one paragraph of it, near enough.
    pub fn is_found(&self, quote: &Gold, tokens: &ops::Range<usize>) -> bool {
        self.parts(quote.span).iter().any(|part| MATCH <= self.likeness(part, tokens))
    }

    /// Whether tokens share words with a quotation.
    pub fn touches(&self, quote: &Gold, tokens: &ops::Range<usize>) -> bool {
        self.parts(quote.span).iter().any(|part| 0.0 < self.likeness(part, tokens))
    }

    /// The words that name the speaker of the quotation that shares the most with these tokens.
    pub fn speaker_of(&self, tokens: &ops::Range<usize>) -> Vec<ops::Range<usize>> {
        let most = |q: &Gold| {
            let best = self.parts(q.span).iter().map(|p| self.likeness(p, tokens)).fold(0.0, f64::max);
            (best * 1e6) as u64
        };
        let best = self.quotes.iter().map(|q| (most(q), q)).filter(|b| 300_000 < b.0).max_by_key(|b| b.0);
        best.map_or(vec![], |(_, q)| q.speaker.iter().map(|&s| self.document.tokens_in(s)).collect())
    }

    /// A span in tokens, a part for each paragraph.
    fn parts(&self, span: Span) -> Vec<ops::Range<usize>> {
        let within = |p: usize| span.intersection(self.document.paragraphs()[p].span);
        self.document.paragraphs_in(span).filter_map(within).map(|s| self.document.tokens_in(s)).collect()
    }

    /// Shared words of all words.
    fn likeness(&self, a: &ops::Range<usize>, b: &ops::Range<usize>) -> f64 {
        let is_word =
            |t: &usize| !matches!(self.document.tokens()[*t].kind, TokenKind::Punctuation | TokenKind::Mark);
        let both = a.start.max(b.start)..a.end.min(b.end);
        if both.is_empty() {
            return 0.0;
        }
        let count = |r: ops::Range<usize>| r.filter(is_word).count() as f64;
        let both = count(both);
        both / (count(a.clone()) + count(b.clone()) - both).max(1.0)
    }
}

/// The articles of one part of one set: `polnear/train`.
pub fn read(data: &Path, part: &str) -> Result<Vec<Record>, Box<dyn Error>> {
    let rows: Vec<Row> = data::rows(&data.join(format!("quotes/{part}.jsonl.gz")))?;
    Ok(rows.into_iter().map(record).collect())
}

fn record(row: Row) -> Record {
    let document = Document::from_text(row.text);
    let span = |start: u32, end: u32| {
        let pos = |at| document.from_code_point(CodePointPos(at));
        Some(Span::new(pos(start)?, pos(end)?))
    };
    let range = |r: &Range| span(r.start, r.end);
    let quote = |q: &Marked| {
        let parts = if q.speaker_parts.is_empty() { q.speaker.as_slice() } else { &q.speaker_parts };
        Some(Gold {
            span: span(q.start, q.end)?,
            kind: match q.kind.as_deref() {
                Some("direct") => 1,
                Some("mixed") => 2,
                _ => 3,
            },
            speaker: parts.iter().filter_map(range).collect(),
            speaker_name: q.speaker_name.clone(),
            cue: q.cue.as_ref().and_then(range),
            ignore: q.ignore,
        })
    };
    let quotes: Vec<Gold> = row.quotes.iter().filter_map(quote).collect();
    let gold = tag(&document, &quotes);
    Record { id: row.id, document, quotes, gold }
}

/// The tags of an article. Where annotations overlap, the later of these wins: thoughts, sources, cues, contents.
fn tag(document: &Document, quotes: &[Gold]) -> Vec<u8> {
    let mut kinds: Vec<Option<(usize, usize)>> = vec![None; document.tokens().len()];
    let mut painted = 0;
    let mut paint = |span: Span, kind: usize| {
        for paragraph in document.paragraphs_in(span) {
            painted += 1;
            let within = document.paragraphs()[paragraph].span;
            let Some(span) = span.intersection(within) else { continue };
            for token in document.tokens_in(span) {
                let whole = document.tokens()[token].span;
                let covered = whole.intersection(span).map_or(0, Span::len);
                if whole.len() < 2 * covered {
                    kinds[token] = Some((kind, painted));
                }
            }
        }
    };
    quotes.iter().filter(|q| q.ignore).for_each(|q| paint(q.span, THOUGHT));
    quotes.iter().flat_map(|q| &q.speaker).for_each(|&s| paint(s, SOURCE));
    quotes.iter().filter_map(|q| q.cue).for_each(|s| paint(s, CUE));
    quotes.iter().filter(|q| !q.ignore).for_each(|q| paint(q.span, CONTENT));
    let at = |i: usize| kinds.get(i).copied().flatten();
    let part = |i: usize| match at(i) {
        None => BioesTag::Outside,
        here @ Some((kind, _)) => {
            let same = |j: Option<usize>| j.is_some_and(|j| at(j) == here);
            match (same(i.checked_sub(1)), same(Some(i + 1))) {
                (false, false) => BioesTag::Single(kind),
                (false, true) => BioesTag::Begin(kind),
                (true, true) => BioesTag::Inside(kind),
                (true, false) => BioesTag::End(kind),
            }
        }
    };
    (0..kinds.len()).map(|i| part(i).tag() as u8).collect()
}
