//! The article in a page.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::facts::{self, Facts};
use super::{HtmlError, Page, check, depth, flow};
use crate::document::{Block, Meta, Role, byline, layout};

/// Pages with more elements are no articles but lists and logs; the finder would take seconds over them.
const MOST_ELEMENTS: usize = 50_000;

/// Finds the article in a page: its text in blocks with roles, and title, authors, day of publication, language.
///
/// `url` is where the page came from, if that is known. Broken HTML is read as a browser would.
///
/// # Errors
/// Only where no text comes out at all: an empty page, one of scripts alone, binary data, more than 32 MB.
pub fn read_page(html: &str, url: Option<&str>) -> Result<Page, HtmlError> {
    check(html)?;
    let document = Document::from(depth::limit(html).as_ref());
    let facts = facts::read(&document);
    let found = find(document.clone());
    let (title, author, body) = match found {
        Some(found) => found,
        None => (None, None, flow::blocks(document.root())),
    };
    let page = assemble(title, author, body, facts, url);
    if page.blocks.iter().all(|block| block.text.trim().is_empty()) {
        return Err(HtmlError::Empty);
    }
    Ok(page)
}

type Found = (Option<String>, Option<String>, Vec<Block>);

fn find(document: Document) -> Option<Found> {
    let config = Config { max_elements_to_parse: MOST_ELEMENTS, keep_classes: true, ..Config::default() };
    let mut finder = Readability::with_document(document, None, Some(config)).ok()?;
    let article = finder.parse().ok()?;
    let root = finder.doc.select_single("#readability-page-1");
    let blocks = flow::blocks(*root.nodes().first()?);
    Some((Some(article.title).filter(|t| !t.is_empty()), article.byline, blocks))
}

fn assemble(
    title: Option<String>,
    author: Option<String>,
    body: Vec<Block>,
    facts: Facts,
    url: Option<&str>,
) -> Page {
    let mut blocks: Vec<Block> = vec![];
    if let Some(title) = &title {
        blocks.push(Block { role: Role::Title, text: title.clone() });
    }
    blocks.extend(body.into_iter().map(|mut block| {
        if block.role == Role::Title {
            block.role = Role::Heading;
        }
        block
    }));
    layout::refine(&mut blocks);
    let named = author.or(facts.authors);
    let meta = Meta {
        title,
        byline: named.map(|line| byline::read(&line).and_then(|by| by.names).unwrap_or(line)),
        published: facts.published,
        lang: facts.lang,
        url: url.map(str::to_owned),
    };
    Page { blocks, meta }
}
