//! The article in a page.

use std::collections::HashSet;
use std::fmt;

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::metadata::{self, PageMetadata};
use super::text_blocks::{self, ShownBlock};
use super::{asides, block_roles, head, limits, long_nodes, style};
use crate::document::byline;
use crate::document::parts::{Block, MAX_BYTES, Meta, Role};
use crate::lang::{self, Language};

/// An article out of a web page.
///
/// ```
/// use pullquote::{Role, read_page};
///
/// let html = "<html lang=en><title>Ferry stays</title><article><h1>Ferry stays</h1>\
///             <p>“It stays,” said Mara Lindqvist.</p></article></html>";
/// let page = read_page(html, None)?;
/// assert_eq!(page.meta.lang.as_deref(), Some("en"));
/// assert_eq!(page.blocks.last().unwrap().role, Role::Paragraph);
/// assert_eq!(page.article_text(), "“It stays,” said Mara Lindqvist.");
/// # Ok::<(), pullquote::HtmlError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WebPage {
    /// What the page shows of the article, in order; title and byline too, where they are known.
    pub blocks: Vec<Block>,
    /// What the page says of the article beside its text.
    pub meta: Meta,
}

impl WebPage {
    /// The article's running text: paragraphs, lists and the headings among them, an empty line between any
    /// two. What stands above and beside it (title, standfirst, byline, captions) is left out, as are pull
    /// quotes and boilerplate; all of that is in [`WebPage::blocks`].
    pub fn article_text(&self) -> String {
        let running = |block: &&Block| {
            matches!(block.role, Role::Paragraph | Role::ListItem | Role::BlockQuote | Role::Heading)
        };
        let texts: Vec<&str> = self.blocks.iter().filter(running).map(|block| block.text.as_str()).collect();
        texts.join("\n\n")
    }
}

/// Why a page cannot be read. The message says what to do.
///
/// ```
/// use pullquote::{HtmlError, read_page};
///
/// assert_eq!(read_page("<script>let text;</script>", None), Err(HtmlError::Empty));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HtmlError {
    /// No text comes out of it.
    Empty,
    /// Longer than [`MAX_BYTES`].
    TooLong,
    /// Control characters such as no text has.
    Binary,
}

impl fmt::Display for HtmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            HtmlError::Empty => {
                "There is no text in this page. If it shows its article in a browser, select the article there, \
                 copy it and paste it."
            }
            HtmlError::TooLong => "This page is larger than 32 MB. Copy the article out of it and paste that.",
            HtmlError::Binary => "This is not a web page but binary data. Save the page as HTML, or copy its text.",
        })
    }
}

impl std::error::Error for HtmlError {}

/// Pages with more elements are no articles but lists and logs; the finder would take seconds over them.
const MOST_ELEMENTS: usize = 50_000;
/// Levels up to which a page may have so many. The finder looks at the text of each element from all that are around
/// it: deeper pages may have fewer. Real ones nest 20 to 60 levels.
const USUAL_LEVELS: usize = 60;
/// Characters below which what was found is no article, and the page is read as it stands.
const SHORTEST_ARTICLE: usize = 140;
/// Characters below which what the publisher gives as the text is a teaser.
const SHORTEST_STATED: usize = 500;

/// What the finder gives.
#[derive(Default)]
struct FoundArticle {
    title: Option<String>,
    authors: Option<String>,
    body: Vec<ShownBlock>,
}

/// Finds the article in a page: its text in blocks with roles, and title, authors, day of publication, language.
///
/// `url` is where the page came from; where it is `None`, the address that the page gives of itself counts. Broken HTML
/// is read as a browser would.
///
/// # Errors
/// Only where no text comes out at all: an empty page, one of scripts alone, binary data, more than 32 MB.
pub fn read_page(html: &str, url: Option<&str>) -> Result<WebPage, HtmlError> {
    check(html)?;
    let (limited, levels) = limits::limit(html);
    let document = Document::from(limited.as_ref());
    let metadata = metadata::read(&document);
    asides::drop_offers(&document);
    asides::drop_comments(&document);
    let whole = text_blocks::blocks(document.root());
    let mut found = find(document, levels, &metadata).unwrap_or_default();
    let stated = stated(&metadata);
    if length(&found.body) < SHORTEST_ARTICLE {
        found.body = longest(vec![found.body, stated, whole.clone()]);
    } else if SHORTEST_STATED < length(&stated) && is_elsewhere(&stated, &found.body) {
        found.body = stated;
    }
    if found.body.is_empty() {
        return Err(HtmlError::Empty);
    }
    Ok(assemble(found, metadata, &whole, url))
}

fn find(document: Document, levels: usize, metadata: &PageMetadata) -> Option<FoundArticle> {
    style::prepare(&document);
    asides::keep_signatures(&document);
    asides::keep_linked_sentences(&document);
    head::shorten(&document);
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
fn stated(metadata: &PageMetadata) -> Vec<ShownBlock> {
    let body = metadata.body.as_deref().unwrap_or("");
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
    (!text.is_empty()).then(|| shown(Role::Paragraph, text))
}

fn shown(role: Role, text: &str) -> ShownBlock {
    let block = Block { role, text: text.to_owned() };
    ShownBlock { block, linked: false, set_apart: false }
}

fn assemble(found: FoundArticle, metadata: PageMetadata, whole: &[ShownBlock], url: Option<&str>) -> WebPage {
    let language = lang::of(metadata.lang.as_deref());
    let standfirst = head::standfirst(&metadata, whole, &found.body);
    let title = found.title.as_deref().map(|title| head::title(title, &metadata, whole));
    let above = head::above(title.as_deref(), whole, &found.body);
    let authors = authors([found.authors, metadata.authors], above, language);
    let bylines = authors.map(|line| head::bylines(&line, whole)).unwrap_or_default();
    let names = bylines.iter().find_map(|line| byline::known(line, language)?.names);
    let published = metadata.published.or_else(|| head::day(above, language));
    // A page that is read whole has its headline and byline in it.
    let is_said = |part: &ShownBlock| title.iter().chain(&bylines).any(|line| *line == part.block.text);
    let mut body: Vec<ShownBlock> = found.body.into_iter().filter(|part| !is_said(part)).collect();
    head::set_apart_as_shown(&mut body, whole);
    let lead = head::lead_in_header(above, &body, standfirst.as_deref());
    let mut all: Vec<ShownBlock> = title.iter().map(|title| shown(Role::Title, title)).collect();
    all.extend(standfirst.map(|text| shown(Role::Standfirst, &text)));
    all.extend(bylines.iter().map(|line| shown(Role::Byline, line)));
    all.extend(lead.map(|text| shown(Role::Paragraph, &text)));
    all.extend(body);
    let mut blocks = block_roles::blocks(all, language);
    block_roles::mark_authors(&mut blocks, names.as_deref().unwrap_or(""), language);
    let title = title.or_else(|| text_of(&blocks, Role::Title));
    let url = url.map(str::to_owned).or(metadata.url);
    let PageMetadata { lang, site: publisher, .. } = metadata;
    let meta = Meta { title, byline: names, published, publisher, lang, url, ..Meta::default() };
    WebPage { meta: meta.or(said_in_bylines(&blocks, language)), blocks }
}

/// The line that names the authors.
fn authors(given: [Option<String>; 2], above: &[ShownBlock], language: &Language) -> Option<String> {
    let named = |line: &String| byline::known(line, language).is_some_and(|by| by.names.is_some());
    let given = given.into_iter().flatten().find(named);
    match given {
        // A name to log in with is what machines are given, and readers the author's.
        Some(handle) if byline::is_handle(&handle) => head::signature(above, language).or(Some(handle)),
        Some(line) => Some(line),
        None => head::signature(above, language),
    }
}

fn text_of(blocks: &[Block], role: Role) -> Option<String> {
    blocks.iter().find(|block| block.role == role).map(|block| block.text.clone())
}

fn said_in_bylines(blocks: &[Block], language: &Language) -> Meta {
    let lines = blocks.iter().filter(|block| block.role == Role::Byline);
    let bylines: Vec<byline::Byline> =
        lines.filter_map(|block| byline::read(&block.text, language)).collect();
    Meta {
        byline: bylines.iter().find_map(|by| by.names.clone()),
        published: bylines.iter().find_map(|by| by.published),
        ..Meta::default()
    }
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
