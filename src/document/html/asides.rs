//! Prepares a page for the article finder: takes out boxes that ask for an address, and keeps paragraphs that are links.
//!
//! The finder weighs an element by the share of its text that is links, and knows few names of boxes.

use dom_query::{Document, NodeRef};

use super::elements::is_block;
use crate::document::layout::ends_sentence;

/// What classes and ids of boxes contain that offer a newsletter or an account, in small letters.
const OFFERS: &[&str] = &[
    "newsletter",
    "signup",
    "sign-up",
    "sign_up",
    "subscribe",
    "mailing-list",
    "mailinglist",
    "email-capture",
];
/// Words of a box, at most. Longer ones hold the article: a site may name its whole page so.
const LONGEST_OFFER: usize = 80;
/// Whole names of classes and ids of the readers' comments.
const COMMENTS: &[&str] = &[
    "comments",
    "comment-list",
    "commentlist",
    "comments-area",
    "comments-section",
    "comment-section",
    "article-comments",
    "reader-comments",
    "disqus_thread",
];
/// Levels from a field for an address up to its box.
const OFFER_LEVELS: usize = 4;
/// Elements that are no box but the page or the article.
const WHOLE: &[&str] = &["html", "body", "main", "article", "header", "td", "p"];

/// Words of a link that is a sentence of the article, at least; headlines of other articles end without a full stop.
const SHORTEST_SENTENCE: usize = 5;
/// Bytes of a paragraph without links, at least, that shows its neighbours to be the article's.
const SHORTEST_PARAGRAPH: usize = 60;
/// Bytes of links in one wrapper, at most. A list of teasers has more.
const LONGEST_LINKED: usize = 1_500;
/// What teasers have and paragraphs have not.
const TEASER: &[&str] =
    &["h1", "h2", "h3", "h4", "h5", "h6", "img", "picture", "figure", "time", "form", "nav", "aside"];

/// Takes boxes out that offer a newsletter or an account.
pub(super) fn drop_offers(page: &Document) {
    let fields = page.select("input[type=email], input[name=email]");
    let by_field = fields.nodes().iter().filter_map(box_around);
    let named = page.select("[class], [id]");
    let by_name = named.nodes().iter().filter(|node| is_named_offer(node) && is_offer(node)).copied();
    // The tree may not be changed while it is walked.
    for offer in by_field.chain(by_name).collect::<Vec<_>>() {
        offer.remove_from_parent();
    }
}

fn is_named_offer(node: &NodeRef) -> bool {
    let names = [node.attr("class"), node.attr("id")].into_iter().flatten();
    let names: Vec<String> = names.map(|name| name.to_ascii_lowercase()).collect();
    OFFERS.iter().any(|offer| names.iter().any(|name| name.contains(offer)))
}

fn is_offer(node: &NodeRef) -> bool {
    let is_whole = node.node_name().is_none_or(|name| WHOLE.contains(&&*name));
    !is_whole && is_short(node)
}

/// The outermost box around a field for an address that is still short.
fn box_around<'a>(field: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let around = field.ancestors(Some(OFFER_LEVELS));
    around.into_iter().take_while(is_offer).filter(|node| !holds_paragraphs_alone(node)).last()
}

/// Whether the neighbours in an element are paragraphs: then it is the article's own element, and a short article.
fn holds_paragraphs_alone(node: &NodeRef) -> bool {
    node.children_it(false).filter(|child| child.has_name("p")).count() > 2
}

/// Whether the element has no more words than a box. Looks at no more text than that.
fn is_short(node: &NodeRef) -> bool {
    let mut words = 0;
    for piece in node.descendants_it().filter(NodeRef::is_text) {
        words += piece.text().split_whitespace().count();
        if LONGEST_OFFER < words {
            return false;
        }
    }
    true
}

/// Takes out what readers wrote below an article.
pub(super) fn drop_comments(page: &Document) {
    let named = page.select("[class], [id]");
    let is_comments = |node: &&NodeRef| {
        let is_whole = node.node_name().is_none_or(|name| WHOLE.contains(&&*name));
        !is_whole && is_named_comments(node) && !node.descendants_it().any(|inner| inner.has_name("h1"))
    };
    for comments in named.nodes().iter().filter(is_comments).copied().collect::<Vec<_>>() {
        comments.remove_from_parent();
    }
}

fn is_named_comments(node: &NodeRef) -> bool {
    let names = [node.attr("class"), node.attr("id")].into_iter().flatten();
    names.into_iter().any(|names| {
        names.split_whitespace().any(|name| COMMENTS.iter().any(|known| name.eq_ignore_ascii_case(known)))
    })
}

/// Makes the footer of a block quotation a paragraph of it: there stands who said it. The finder drops all footers.
pub(super) fn keep_signatures(page: &Document) {
    for footer in page.select("blockquote footer").nodes() {
        footer.rename("p");
    }
}

/// Takes the links off sentences that stand among the paragraphs of an article in a wrapper of their own.
pub(super) fn keep_linked_sentences(page: &Document) {
    let mut links = vec![];
    for around in page.select(":has(> p)").nodes() {
        let children: Vec<NodeRef> = around.children_it(false).filter(NodeRef::is_element).collect();
        if !children.iter().any(is_running) {
            continue;
        }
        let wrappers = children.into_iter().filter(|child| child.node_name().is_some_and(|n| is_block(&n)));
        links.extend(wrappers.filter_map(|wrapper| linked_sentences(&wrapper)).flatten());
    }
    for link in links {
        link.rename("span");
    }
}

/// Whether an element is a paragraph that is no link.
fn is_running(node: &NodeRef) -> bool {
    let holds_link = || node.children_it(false).any(|child| child.has_name("a"));
    node.has_name("p") && !holds_link() && SHORTEST_PARAGRAPH <= node.text().trim().len()
}

/// The links of a wrapper whose text is links that are sentences; `None` where it is something else.
fn linked_sentences<'a>(wrapper: &NodeRef<'a>) -> Option<Vec<NodeRef<'a>>> {
    let (mut links, mut bytes) = (vec![], 0);
    for node in wrapper.descendants_it() {
        if node.is_text() {
            bytes += node.text().trim().len();
        }
        let is_teaser = node.node_name().is_some_and(|name| TEASER.contains(&&*name));
        if is_teaser || LONGEST_LINKED < bytes {
            return None;
        }
        if node.has_name("a") {
            links.push(node);
        }
    }
    let texts: Vec<String> = links.iter().map(|link| link.text().trim().to_owned()).collect();
    let is_sentence =
        |text: &String| SHORTEST_SENTENCE <= text.split_whitespace().count() && ends_sentence(text);
    let linked: usize = texts.iter().map(String::len).sum();
    (bytes < linked * 2 && texts.iter().all(is_sentence)).then_some(links)
}
