//! Parses web pages and rich text: what a browser would show of them, and where the article in it is.

use std::collections::HashSet;

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::{asides, limits, long_nodes, metadata, style, text_blocks};
use crate::document::parsed::{FoundArticle, HtmlError, PageMetadata, ParsedPage, ShownBlock};
use crate::document::parts::{MAX_BYTES, Role};

/// Pages with more elements are no articles but lists and logs; the finder would take seconds over them.
const MOST_ELEMENTS: usize = 50_000;
/// Levels up to which a page may have so many. The finder looks at the text of each element from all that are around
/// it: deeper pages may have fewer. Real ones nest 20 to 60 levels.
const USUAL_LEVELS: usize = 60;
/// Characters below which what was found is no article, and the page is read as it stands.
const SHORTEST_ARTICLE: usize = 140;
/// Characters below which what the publisher gives as the text is a teaser.
const SHORTEST_STATED: usize = 500;

/// Parses a page, and finds the article in it. Broken HTML is read as a browser would.
pub(crate) fn page(html: &str) -> Result<ParsedPage, HtmlError> {
    check(html)?;
    let (limited, levels) = limits::limit(html);
    let document = Document::from(limited.as_ref());
    let mut metadata = metadata::read(&document);
    asides::drop_offers(&document);
    asides::drop_comments(&document);
    let whole = text_blocks::blocks(document.root());
    let mut found = find(document, levels, &metadata).unwrap_or_default();
    let stated = stated(&metadata.body.take().unwrap_or_default());
    if length(&found.body) < SHORTEST_ARTICLE {
        found.body = longest(vec![found.body, stated, whole.clone()]);
    } else if SHORTEST_STATED < length(&stated) && is_elsewhere(&stated, &found.body) {
        found.body = stated;
    }
    if found.body.is_empty() {
        return Err(HtmlError::Empty);
    }
    Ok(ParsedPage { found, metadata, whole })
}

/// Parses rich text as the clipboard gives it: all its text. Broken HTML is read as a browser would; there is nothing to
/// fail.
pub(crate) fn fragment(html: &str) -> Vec<ShownBlock> {
    text_blocks::blocks(Document::from(limits::limit(selected(html)).0.as_ref()).root())
}

/// The part of clipboard HTML that was selected: what stands between its marks, without the header that Windows
/// puts before it.
fn selected(html: &str) -> &str {
    const START: &str = "<!--StartFragment-->";
    let Some(start) = html.find(START) else { return html };
    let rest = &html[start + START.len()..];
    rest.find("<!--EndFragment-->").map_or(rest, |end| &rest[..end])
}

fn find(document: Document, levels: usize, metadata: &PageMetadata) -> Option<FoundArticle> {
    style::prepare(&document);
    asides::keep_signatures(&document);
    asides::keep_linked_sentences(&document);
    long_nodes::shorten_titles(&document);
    long_nodes::cut(&document);
    let most = MOST_ELEMENTS * USUAL_LEVELS / levels.max(USUAL_LEVELS);
    // Classes tell pull quotes.
    let config = Config {
        max_elements_to_parse: most,
        keep_classes: true,
        disable_json_ld: metadata.has_long_title,
        ..Config::default()
    };
    let mut finder = Readability::with_document(document, None, Some(config)).ok()?;
    let article = finder.parse().ok()?;
    // The finder leaves the article in the tree under this name, as the reader view that it comes from does.
    let root = finder.doc.select_single("#readability-page-1");
    let body = text_blocks::blocks(*root.nodes().first()?);
    let given = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Some(FoundArticle { title: given(article.title), authors: article.byline.and_then(given), body })
}

/// The text that the publisher gives to search engines. Some give it with its elements.
fn stated(body: &str) -> Vec<ShownBlock> {
    if body.contains("</") {
        return text_blocks::blocks(Document::from(limits::limit(body).0.as_ref()).root());
    }
    body.lines().filter_map(paragraph).collect()
}

fn longest(bodies: Vec<Vec<ShownBlock>>) -> Vec<ShownBlock> {
    bodies.into_iter().max_by_key(|body| length(body)).unwrap_or_default()
}

/// Whether less than half of a text, by runs of three words, stands in what was found: then that is something else,
/// or a small part.
fn is_elsewhere(text: &[ShownBlock], found: &[ShownBlock]) -> bool {
    let words = |body: &'_ [ShownBlock]| -> Vec<String> {
        let folded = body.iter().map(|shown| shown.block.text.to_lowercase() + " ").collect::<String>();
        folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
    };
    let (text, found) = (words(text), words(found));
    let found: HashSet<&[String]> = found.windows(3).collect();
    let runs = text.windows(3).count();
    text.windows(3).filter(|run| found.contains(run)).count() * 2 < runs
}

fn length(body: &[ShownBlock]) -> usize {
    body.iter().map(|shown| shown.block.text.chars().count()).sum()
}

fn paragraph(line: &str) -> Option<ShownBlock> {
    let text = line.trim();
    (!text.is_empty()).then(|| ShownBlock::plain(Role::Paragraph, text))
}

/// Refuses what is no text at all.
fn check(html: &str) -> Result<(), HtmlError> {
    if MAX_BYTES < html.len() {
        return Err(HtmlError::TooLong);
    }
    let control = |c: &char| *c == '\u{fffd}' || (c.is_control() && !c.is_whitespace());
    let (seen, controls) = (html.chars().take(4096).count(), html.chars().take(4096).filter(control).count());
    // Stray ones occur in pages; in binary data every tenth character is one.
    if seen < controls * 20 && 4 <= controls {
        return Err(HtmlError::Binary);
    }
    Ok(())
}
