//! The article in a page, with the roles of its blocks.

use jiff::civil::Date;

#[cfg(feature = "html")]
use super::{HtmlError, parse};
use super::{block_roles, head};
use crate::document::byline;
use crate::document::parsed::{PageMetadata, ParsedPage, ShownBlock};
use crate::document::parts::{Block, Meta, Role};
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

/// Finds the article in a page: its text in blocks with roles, and title, authors, day of publication, language.
///
/// `url` is where the page came from; where it is `None`, the address that the page gives of itself counts. Broken HTML
/// is read as a browser would.
///
/// # Errors
/// Only where no text comes out at all: an empty page, one of scripts alone, binary data, more than 32 MB.
#[cfg(feature = "html")]
pub fn read_page(html: &str, url: Option<&str>) -> Result<WebPage, HtmlError> {
    Ok(lay_out_page(parse::page(html)?, url))
}

/// What a page that was parsed says of its article. `url` is where it came from; where it is `None`, the address that the
/// page gives of itself counts.
pub(crate) fn lay_out_page(parsed: ParsedPage, url: Option<&str>) -> WebPage {
    let ParsedPage { found, metadata, whole } = parsed;
    let whole = whole.as_slice();
    let language = lang::of(metadata.lang.as_deref());
    let standfirst = head::standfirst(&metadata, whole, &found.body);
    let title = found.title.as_deref().map(|title| head::title(title, &metadata, whole));
    let above = head::above(title.as_deref(), whole, &found.body);
    let authors = authors([found.authors, metadata.authors], above, language);
    let bylines = authors.map(|line| head::bylines(&line, whole)).unwrap_or_default();
    let names = bylines.iter().find_map(|line| byline::known(line, language)?.names);
    let published = metadata.days.iter().find_map(|day| said_day(day)).or_else(|| head::day(above, language));
    // A page that is read whole has its headline and byline in it.
    let is_said = |part: &ShownBlock| title.iter().chain(&bylines).any(|line| *line == part.block.text);
    let mut body: Vec<ShownBlock> = found.body.into_iter().filter(|part| !is_said(part)).collect();
    head::set_apart_as_shown(&mut body, whole);
    let lead = head::lead_in_header(above, &body, standfirst.as_deref());
    let mut all: Vec<ShownBlock> = title.iter().map(|title| ShownBlock::plain(Role::Title, title)).collect();
    all.extend(standfirst.map(|text| ShownBlock::plain(Role::Standfirst, &text)));
    all.extend(bylines.iter().map(|line| ShownBlock::plain(Role::Byline, line)));
    all.extend(lead.map(|text| ShownBlock::plain(Role::Paragraph, &text)));
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

/// `2021-11-10T09:00Z`, `20211110`, `10 November 2021`. Where a page gives no number for the month, its name is English.
fn said_day(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return said_day(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
    }
    byline::find_date(text, lang::english()).map(|found| found.0)
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
