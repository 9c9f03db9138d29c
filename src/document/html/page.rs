//! The article in a page.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::facts::{self, Facts};
use super::flow::{self, Shown};
use super::{HtmlError, Page, check, depth, settle};
use crate::document::{Block, Meta, Role, byline};

/// Pages with more elements are no articles but lists and logs; the finder would take seconds over them.
const MOST_ELEMENTS: usize = 50_000;
/// Levels up to which a page may have so many. The finder looks at the text of each element from all that are around
/// it: deeper pages may have fewer. Real ones nest 20 to 60 levels.
const USUAL_LEVELS: usize = 60;
/// Characters below which what was found is no article, and the page is read as it stands.
const SHORTEST_ARTICLE: usize = 140;
/// Characters of a description that are compared with the page: some are cut off after them.
const COMPARED: usize = 60;

/// What the finder gives.
#[derive(Default)]
struct Found {
    title: Option<String>,
    authors: Option<String>,
    body: Vec<Shown>,
}

/// Finds the article in a page: its text in blocks with roles, and title, authors, day of publication, language.
///
/// `url` is where the page came from, if that is known; else it is what the page says. Broken HTML is read as a browser would.
///
/// # Errors
/// Only where no text comes out at all: an empty page, one of scripts alone, binary data, more than 32 MB.
pub fn read_page(html: &str, url: Option<&str>) -> Result<Page, HtmlError> {
    check(html)?;
    let (limited, levels) = depth::limit(html);
    let document = Document::from(limited.as_ref());
    let facts = facts::read(&document);
    let whole = flow::blocks(document.root());
    let mut found = find(document, levels).unwrap_or_default();
    if length(&found.body) < SHORTEST_ARTICLE {
        found.body = longest(found.body, &facts, &whole);
    }
    if found.body.is_empty() {
        return Err(HtmlError::Empty);
    }
    Ok(assemble(found, facts, &whole, url))
}

fn find(document: Document, levels: usize) -> Option<Found> {
    let most = MOST_ELEMENTS * USUAL_LEVELS / levels.max(USUAL_LEVELS);
    // Classes tell pull quotes.
    let config = Config { max_elements_to_parse: most, keep_classes: true, ..Config::default() };
    let mut finder = Readability::with_document(document, None, Some(config)).ok()?;
    let article = finder.parse().ok()?;
    // The finder leaves the article in the tree under this name, as the reader view that it comes from does.
    let root = finder.doc.select_single("#readability-page-1");
    let body = flow::blocks(*root.nodes().first()?);
    let given = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Some(Found { title: given(article.title), authors: article.byline.and_then(given), body })
}

/// Where next to nothing was found: the text that the publisher gives to search engines, or the whole page.
fn longest(found: Vec<Shown>, facts: &Facts, whole: &[Shown]) -> Vec<Shown> {
    let stated: Vec<Shown> = facts.body.iter().flat_map(|body| body.lines()).filter_map(paragraph).collect();
    [found, stated, whole.to_vec()].into_iter().max_by_key(|body| length(body)).unwrap_or_default()
}

fn length(body: &[Shown]) -> usize {
    body.iter().map(|shown| shown.block.text.chars().count()).sum()
}

fn paragraph(line: &str) -> Option<Shown> {
    let text = line.trim();
    (!text.is_empty()).then(|| shown(Role::Paragraph, text))
}

fn shown(role: Role, text: &str) -> Shown {
    let block = Block { role, text: text.to_owned() };
    Shown { block, linked: false, set_apart: false }
}

fn assemble(found: Found, facts: Facts, whole: &[Shown], url: Option<&str>) -> Page {
    let standfirst = standfirst(&facts, whole, &found.body);
    let authors = found.authors.or(facts.authors);
    let byline = authors.as_deref().map(|line| match byline::read(line).and_then(|by| by.names) {
        Some(names) => names,
        None => line.to_owned(),
    });
    let mut all: Vec<Shown> = found.title.iter().map(|title| shown(Role::Title, title)).collect();
    // A page that is read whole has its headline in it.
    let body = found.body.into_iter().filter(|part| Some(&part.block.text) != found.title.as_ref());
    all.extend(standfirst.map(|text| shown(Role::Standfirst, &text)));
    all.extend(authors.map(|line| shown(Role::Byline, &line)));
    all.extend(body);
    let blocks = settle::blocks(all);
    let meta = Meta {
        title: found.title.or_else(|| text_of(&blocks, Role::Title)),
        byline,
        published: facts.published,
        lang: facts.lang,
        url: url.map(str::to_owned).or(facts.url),
    };
    Page { meta: meta.or(said_in_bylines(&blocks)), blocks }
}

/// The page's description of the article, where the page shows it above the text.
fn standfirst(facts: &Facts, whole: &[Shown], body: &[Shown]) -> Option<String> {
    let start = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).take(COMPARED).collect::<String>();
    let described = start(facts.description.as_deref()?);
    let is_described = |part: &&Shown| start(&part.block.text) == described;
    let shown = whole.iter().find(is_described)?;
    let long = 6 <= shown.block.text.split_whitespace().count();
    let said_below = body.iter().any(|part| is_described(&part));
    (long && !said_below).then(|| shown.block.text.clone())
}

fn text_of(blocks: &[Block], role: Role) -> Option<String> {
    blocks.iter().find(|block| block.role == role).map(|block| block.text.clone())
}

fn said_in_bylines(blocks: &[Block]) -> Meta {
    let lines = blocks.iter().filter(|block| block.role == Role::Byline);
    let bylines: Vec<byline::Byline> = lines.filter_map(|block| byline::read(&block.text)).collect();
    Meta {
        byline: bylines.iter().find_map(|by| by.names.clone()),
        published: bylines.iter().find_map(|by| by.published),
        ..Meta::default()
    }
}
