//! Reads a text in another form as if it stood in the usual one: soft hyphens, ligatures, letters apart from their
//! accents, words hyphenated at line ends, capitals throughout or none at all.
//!
//! The analysis works on a copy in the usual form. What it finds is mapped back to the text as it stands. A text in
//! the usual form has no copy, and costs a look at its characters.

use self::letters::UsualCharacters;
use self::line_ends::BrokenWords;
use self::position_map::{CopyWriter, PositionMap};
use super::found::FoundInDocument;
use crate::document::{Document, Role};
use crate::span::Span;

pub(crate) mod casing;
mod letters;
mod line_ends;
mod position_map;
mod signs;

/// A copy of a document in the usual form.
pub(super) struct NormalisedDocument {
    /// The copy.
    pub document: Document,
    map: PositionMap,
}

impl NormalisedDocument {
    /// The copy of a document; `None` where it is in the usual form.
    pub(super) fn of(document: &Document) -> Option<NormalisedDocument> {
        let text = document.text();
        let may_differ = letters::may_have_others(text) || line_ends::may_have(text) || signs::may_have(text);
        let (copy, map) = if may_differ { copied(document) } else { (None, PositionMap::whole(text)) };
        let cased = casing::usual_case(copy.as_ref().unwrap_or(document));
        Some(NormalisedDocument { document: cased.or(copy)?, map })
    }

    /// The words of the document as it stands that a span of the copy stands for.
    pub(super) fn original(&self, span: Span) -> Span {
        self.map.original(span)
    }

    /// Where a span of the document stands in the copy.
    pub(super) fn copied(&self, span: Span) -> Span {
        self.map.copied(span)
    }

    /// What was found in the copy, at its places in the document as it stands.
    pub(super) fn map_back(&self, mut found: FoundInDocument) -> FoundInDocument {
        let back = |span: &mut Span| *span = self.original(*span);
        for quote in &mut found.quotes {
            quote.spans.iter_mut().chain(&mut quote.speaker).chain(&mut quote.cue).for_each(back);
        }
        found.entities.iter_mut().for_each(|entity| back(&mut entity.span));
        found.dates.iter_mut().for_each(|date| back(&mut date.span));
        found
    }
}

/// A copy of a document in the usual letters, with words hyphenated at line ends made whole; no copy where nothing
/// had to be changed.
fn copied(document: &Document) -> (Option<Document>, PositionMap) {
    let text = document.text();
    let mut writer = CopyWriter::new(text);
    let mut roles: Vec<(Span, Role)> = vec![];
    let broken = BrokenWords::of(document);
    for paragraph in document.paragraphs() {
        writer.copy_to(paragraph.span.start().index());
        let start = writer.written();
        write_usual(text, paragraph.span, &broken, &mut writer);
        roles.push((Span::new(start, writer.written()), paragraph.role));
    }
    let (copy, map) = writer.finish();
    let document = (copy != text).then(|| Document::from_stored(copy, &roles, document.meta().clone()));
    (document, map)
}

/// Whether a text begins with a character that is the same in any form, as most do: a letter or a blank without an
/// accent behind it.
fn is_plain(text: &[u8]) -> bool {
    matches!(text, [c, next, ..] if (c.is_ascii_alphabetic() || *c == b' ') && next.is_ascii())
}

/// Writes a paragraph in the usual form.
fn write_usual(text: &str, paragraph: Span, broken: &BrokenWords, writer: &mut CopyWriter) {
    let text = &text[..paragraph.end().index()];
    let (mut at, mut before) = (paragraph.start().index(), None);
    while let Some(c) = text[at..].chars().next() {
        if is_plain(&text.as_bytes()[at..]) {
            before = Some(c);
            at += 1;
            continue;
        }
        if let Some(left_out) = broken.left_out(text, paragraph, at) {
            writer.replace(left_out, "");
            at = left_out.end().index();
            before = text[..at].chars().next_back();
            continue;
        }
        let signs = signs::len_at(&text[paragraph.start().index()..], at - paragraph.start().index());
        if signs != 0 {
            writer.replace(Span::new(at, at + signs), "");
            at += signs;
            continue;
        }
        let Some(form) = letters::usual_form(before, &text[at..]) else {
            before = Some(c);
            at += c.len_utf8();
            continue;
        };
        let stretch = Span::new(at, at + form.len);
        match form.with {
            UsualCharacters::Nothing => writer.replace(stretch, ""),
            UsualCharacters::One(c) => {
                writer.replace(stretch, c.encode_utf8(&mut [0; 4]));
                before = Some(c);
            }
            UsualCharacters::Letters(letters) => {
                writer.replace(stretch, &letters);
                before = letters.chars().next_back();
            }
        }
        at = stretch.end().index();
    }
    writer.copy_to(paragraph.end().index());
}
