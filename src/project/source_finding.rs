//! What a check against sources found of a quotation, as it is kept with it: words instead of positions, so that it can be
//! read without the sources.

use super::source_check::{QuotationCheck, SourceChange, SourceText};
use crate::annotation::{CheckedWords, FoundPassage, SourceFinding, WordingChange};
use crate::document::Document;
use crate::span::{Pos, Span};

/// So many characters of what a quotation leaves out are kept: dots may stand for a whole page.
const LONGEST_OMISSION: usize = 400;

/// What a check found, to be kept with the quotation. `sources` are those that it was checked against.
///
/// ```
/// use pullquote::{Document, SourceText, annotate, check_sources, source_finding};
///
/// let speech = Document::from_text("The ferry stays, I promise.");
/// let article = Document::from_text("“The ferry stays,” said Ida Moor.");
/// let sources = [SourceText::new("speech.txt", &speech)];
/// let checks = check_sources(&article, &annotate(&article), &sources);
/// let finding = source_finding(&article, &checks[0], &sources);
/// assert_eq!(finding.passages[0].words, "The ferry stays");
/// ```
pub fn source_finding(document: &Document, check: &QuotationCheck, sources: &[SourceText]) -> SourceFinding {
    let passage = |passage: &super::source_check::SourcePassage| {
        let source = &sources[passage.source];
        FoundPassage {
            source: source.name().to_owned(),
            words: folded(source.document().slice(passage.span)),
            speaker: passage.speaker.clone(),
            time: passage.time.map(|time| time.to_string()),
        }
    };
    SourceFinding {
        outcome: check.outcome,
        speaker: check.speaker.clone(),
        wording: wording(document, check, sources),
        passages: check.passages.iter().map(passage).collect(),
    }
}

/// The words of all spans in their order, cut where something is changed.
fn wording(document: &Document, check: &QuotationCheck, sources: &[SourceText]) -> Vec<CheckedWords> {
    let mut words = vec![];
    let mut changes = check.changes.iter().peekable();
    for (index, &span) in check.spans.iter().enumerate() {
        if 0 < index {
            words.push(CheckedWords { words: " […] ".to_owned(), change: None });
        }
        let mut at = span.start();
        while let Some(change) = changes.next_if(|change| change.article.start() <= span.end()) {
            if change.article.start() < at || span.end() < change.article.end() {
                continue;
            }
            push_same(&mut words, document, at, change.article.start());
            words.push(changed(document, change, sources));
            at = change.article.end();
        }
        push_same(&mut words, document, at, span.end());
    }
    words
}

fn push_same(words: &mut Vec<CheckedWords>, document: &Document, start: Pos, end: Pos) {
    if start < end {
        words.push(CheckedWords { words: document.slice(Span::new(start, end)).to_owned(), change: None });
    }
}

fn changed(document: &Document, change: &SourceChange, sources: &[SourceText]) -> CheckedWords {
    let source = folded(sources[change.source].document().slice(change.in_source));
    let source = match source.char_indices().nth(LONGEST_OMISSION) {
        Some((end, _)) => format!("{}…", &source[..end]),
        None => source,
    };
    let words = document.slice(change.article).to_owned();
    let change = WordingChange { kind: change.kind, source, is_permitted: change.is_permitted };
    CheckedWords { words, change: Some(change) }
}

fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
