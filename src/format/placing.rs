//! Where the annotations of a file stand in an article: by selectors, never by the raw positions.

use super::import::{Imported, ImportedAnnotation, Placed};
use super::judged;
use crate::anchor::{self, Position, Resolution, Selector};
use crate::annotation::Spans;
use crate::document::Document;
use crate::sorting::Sorting as _;
use crate::span::{OffsetMap, Span};

/// Finds the passages of an imported set in an article. Passages that the article does not have are in
/// [`Placed::lost`]; none is put on other words.
pub fn place(imported: &Imported, document: &Document) -> Placed {
    let selectors: Vec<Selector> = imported.annotations.iter().flat_map(|a| a.selectors.clone()).collect();
    let (found, words) = resolve(imported.text.as_deref(), document.text(), &selectors);
    let (mut found, mut words) = (found.into_iter(), words.into_iter());
    let mut then = vec![];
    let mut placed = Placed::default();
    for annotation in &imported.annotations {
        let found: Vec<Resolution> = found.by_ref().take(annotation.selectors.len()).collect();
        then.push(words.by_ref().take(annotation.selectors.len()).collect());
        place_one(annotation, &found, imported.text.as_deref().unwrap_or(document.text()), &mut placed);
    }
    for &relation in &imported.relations {
        placed.set.link(relation);
    }
    judged::reopen_changed(&mut placed.set, imported, &then, document);
    placed
}

/// Where the file contains its article, the passages are found there first and then carried over to this text. With the
/// words that the file has for each.
fn resolve<'f>(
    own: Option<&'f str>,
    text: &str,
    selectors: &'f [Selector],
) -> (Vec<Resolution>, Vec<&'f str>) {
    let exact = selectors.iter().map(|s| s.exact.as_str());
    let Some(own) = own.filter(|&own| own != text) else {
        return (resolve_in(text, selectors), exact.collect());
    };
    let there = resolve_in(own, selectors);
    let words = there.iter().zip(exact).map(|(r, exact)| r.span().and_then(|s| s.get(own)).unwrap_or(exact));
    let words = words.collect();
    let spans: Vec<Span> = there.iter().map(|r| r.span().unwrap_or(Span::new(0usize, 0usize))).collect();
    let here = by_letters(own, text, &spans).unwrap_or_else(|| anchor::reanchor(own, text, &spans));
    let here = there.into_iter().zip(here);
    (here.map(|(there, here)| there.span().map_or(Resolution::LOST, |_| here)).collect(), words)
}

/// A passage that stands where the file says, but for its white space, is there: files for people wrap lines and drop
/// blanks, and other programs end lines otherwise.
fn resolve_in(text: &str, selectors: &[Selector]) -> Vec<Resolution> {
    let offsets = OffsetMap::new(text);
    let stands_there = |selector: &Selector| {
        let span = match selector.position? {
            Position::Bytes(span) => span,
            Position::CodePoints(start, end) => {
                Span::new(offsets.from_code_point(text, start)?, offsets.from_code_point(text, end)?)
            }
            Position::Utf16(start, end) => {
                Span::new(offsets.from_utf16(text, start)?, offsets.from_utf16(text, end)?)
            }
        };
        let has_letters = letters(&selector.exact).next().is_some();
        (has_letters && letters(span.get(text)?).eq(letters(&selector.exact))).then_some(span)
    };
    let found = anchor::resolve_all(text, selectors).into_iter().zip(selectors);
    found
        .map(|(resolution, selector)| match resolution {
            Resolution::Exact(_) if is_ambiguous(text, selector) => Resolution::LOST,
            Resolution::Exact(_) if !selector.prefix.is_empty() || !selector.suffix.is_empty() => resolution,
            _ => stands_there(selector).map_or(resolution, Resolution::Exact),
        })
        .collect()
}

/// Whether a passage is nothing but words, and they stand in the text several times: no place is guessed.
pub(super) fn is_ambiguous(text: &str, selector: &Selector) -> bool {
    selector.has_words_alone() && 1 < text.matches(selector.exact.as_str()).take(2).count()
}

/// The characters of a text that are seen: formats of tokens leave the others out.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|&c| is_seen(c))
}

/// Whether a character is neither white space nor a sign for programs: a control, a direction, a joiner.
fn is_seen(c: char) -> bool {
    let is_sign = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    !(c.is_whitespace() || c.is_control() || is_sign)
}

/// Where spans of one text are in another that differs only in what is not seen; `None` where more differs.
fn by_letters(from: &str, to: &str, spans: &[Span]) -> Option<Vec<Resolution>> {
    if !letters(from).eq(letters(to)) {
        return None;
    }
    let mut starts: Vec<usize> = (0..spans.len()).collect();
    let mut ends = starts.clone();
    starts.order_by_key(|&i| spans[i].start());
    ends.order_by_key(|&i| spans[i].end());
    let (mut starts, mut ends) = (starts.into_iter().peekable(), ends.into_iter().peekable());
    let mut found = vec![(to.len(), 0); spans.len()];
    let mut last_end = 0;
    let places = |text| str::char_indices(text).filter(|&(_, c)| is_seen(c));
    for ((from, _), (to, c)) in places(from).zip(places(to)) {
        while let Some(i) = ends.next_if(|&i| spans[i].end().index() <= from) {
            found[i].1 = last_end;
        }
        while let Some(i) = starts.next_if(|&i| spans[i].start().index() <= from) {
            found[i].0 = to;
        }
        last_end = to + c.len_utf8();
    }
    ends.for_each(|i| found[i].1 = last_end);
    let resolution = |(start, end)| {
        // What was nothing but white space has no place.
        if start < end { Resolution::Exact(Span::new(start, end)) } else { Resolution::LOST }
    };
    Some(found.into_iter().map(resolution).collect())
}

fn place_one(annotation: &ImportedAnnotation, found: &[Resolution], text: &str, placed: &mut Placed) {
    let (mut spans, mut lost, mut share, mut moved) = (vec![], vec![], 0.0, false);
    for (selector, resolution) in annotation.selectors.iter().zip(found) {
        match *resolution {
            Resolution::Exact(span) => {
                spans.push(span);
                share += 1.0;
            }
            Resolution::Moved { span, score } => {
                spans.push(span);
                (share, moved) = (share + score, true);
            }
            Resolution::Lost { .. } => lost.push(selector.clone()),
        }
    }
    if lost.iter().any(|selector| is_ambiguous(text, selector)) {
        placed.ambiguous.push(annotation.id);
    }
    if !lost.is_empty() || annotation.selectors.is_empty() {
        placed.lost.push(ImportedAnnotation { selectors: lost, ..annotation.clone() });
    }
    let Some(merged) = merged(spans) else { return };
    if moved {
        placed.moved.push((annotation.id, share / annotation.selectors.len() as f32));
    }
    placed.set.insert(annotation.at(merged));
}

/// The spans in order, with those that overlap merged: an edit may have joined two parts of a quotation.
fn merged(mut spans: Vec<Span>) -> Option<Spans> {
    spans.order();
    let mut apart: Vec<Span> = vec![];
    for span in spans {
        match apart.last_mut() {
            Some(last) if last.overlaps(span) || *last == span => *last = last.hull(span),
            _ => apart.push(span),
        }
    }
    Spans::new(apart).ok()
}
