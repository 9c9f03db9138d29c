//! The article that a set annotates: the one in the set, the one beside it, or one of the file that `--text` names.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use pullquote::{Document, Imported, MAX_BYTES, Meta};

use crate::compressed;
use crate::input::{self, InputArticle, Known};
use crate::report::RunReport;

/// The articles of the file that `--text` names, read once.
pub(crate) struct NamedArticles {
    path: Option<PathBuf>,
    read: Option<Articles>,
}

/// The articles of a file, found by their ids and addresses.
#[derive(Default)]
struct Articles {
    all: Vec<InputArticle>,
    /// The first with each id.
    by_id: HashMap<String, usize>,
    /// Nothing where several have the address.
    by_address: HashMap<String, Option<usize>>,
}

impl Articles {
    fn of(all: Vec<InputArticle>) -> Articles {
        let mut found = Articles::default();
        for (place, article) in all.iter().enumerate() {
            found.by_id.entry(article.id.clone()).or_insert(place);
            if let Some(address) = address(article.document.meta()) {
                found.by_address.entry(address).and_modify(|known| *known = None).or_insert(Some(place));
            }
        }
        Articles { all, ..found }
    }

    fn with_id(&self, id: Option<&String>) -> Option<&InputArticle> {
        self.all.get(*self.by_id.get(id?)?)
    }

    fn with_address(&self, address: &str) -> Option<&InputArticle> {
        self.all.get((*self.by_address.get(address)?)?)
    }
}

impl NamedArticles {
    pub(crate) fn new(path: Option<&Path>) -> NamedArticles {
        NamedArticles { path: path.map(Path::to_owned), read: None }
    }

    /// The article of a set of the file `path`, which has `count` sets. Where there is none, that is reported.
    pub(crate) fn of(
        &mut self,
        set: &Imported,
        path: &Path,
        count: usize,
        report: &mut RunReport,
    ) -> io::Result<Option<Document>> {
        let beside = compressed::plain_name(path).with_extension("txt");
        match (self.path.clone(), &set.text) {
            (Some(named), _) => self.named(&named, set, count, report),
            (None, Some(text)) if text.len() <= MAX_BYTES => {
                Ok(Some(Document::from_text_with(text.clone(), set.meta.clone())))
            }
            (None, Some(text)) => {
                let problem = format!("the article has {} bytes; the limit is {MAX_BYTES}", text.len());
                report.problem(input::name(path), problem);
                Ok(None)
            }
            (None, None) if beside.exists() => {
                Ok(articles(&beside, &Known::of(&set.meta), report)?.pop().map(|article| article.document))
            }
            (None, None) => {
                report.problem(
                    input::name(path),
                    "the set does not contain its article; name the article with --text",
                );
                Ok(None)
            }
        }
    }

    /// Of several articles the one with the set's id, or its address; the only one for the only set, or for the set of its address.
    fn named(
        &mut self,
        named: &Path,
        set: &Imported,
        count: usize,
        report: &mut RunReport,
    ) -> io::Result<Option<Document>> {
        if self.read.is_none() {
            self.read = Some(Articles::of(articles(named, &Known::default(), report)?));
        }
        let Some(read) = &self.read else { return Ok(None) };
        let all = read.all.as_slice();
        let by_id = read.with_id(set.id.as_ref());
        if let Some(article) = by_id.filter(|_| 1 < all.len() || 1 < count) {
            return Ok(Some(with_details(&article.document, &set.meta)));
        }
        // A file of other pages' annotations knows their addresses alone.
        let by_address = address(&set.meta).and_then(|there| read.with_address(&there));
        if let Some(article) = by_address.filter(|_| 1 < all.len()) {
            return Ok(Some(with_details(&article.document, &set.meta)));
        }
        let problem = match all {
            // What could not be read was reported.
            [] => return Ok(None),
            [article] => {
                let addresses = (address(article.document.meta()), address(&set.meta));
                match addresses {
                    (Some(here), Some(there)) if here != there => {
                        format!("it annotates another page ({there}); the article is {here}")
                    }
                    _ if count == 1 && named.as_os_str() == "-" => {
                        return Ok(Some(with_details(&article.document, &set.meta)));
                    }
                    _ if count == 1 => {
                        return Ok(articles(named, &Known::of(&set.meta), report)?
                            .pop()
                            .map(|article| article.document));
                    }
                    (Some(_), Some(_)) => return Ok(Some(with_details(&article.document, &set.meta))),
                    _ => format!(
                        "the sets of {count} articles are in one file, and --text names one article; name a file of \
                         articles (JSON lines, a table) that has their ids"
                    ),
                }
            }
            several => {
                let what = match (&set.id, &set.meta.url) {
                    (None, Some(url)) => format!("address {url:?}"),
                    (id, _) => format!("id {:?}", id.as_deref().unwrap_or("")),
                };
                format!("none of the {} articles that --text names has the {what}", several.len())
            }
        };
        report.problem(set.id.as_deref().unwrap_or("a set without an id"), problem);
        Ok(None)
    }
}

/// The article with what its set says of it, where its own file does not say: the same as beside a file of its own.
fn with_details(document: &Document, of_set: &Meta) -> Document {
    let meta = document.meta().clone().or(of_set.clone());
    if meta == *document.meta() {
        return document.clone();
    }
    Document::from_text_with(document.text(), meta)
}

/// The address of a page without what differs from link to link.
fn address(meta: &Meta) -> Option<String> {
    let url = meta.url.as_deref()?;
    let (_, rest) = url.split_once("://").filter(|(scheme, _)| scheme.starts_with("http"))?;
    let rest = rest.split(['?', '#']).next().unwrap_or(rest).trim_end_matches('/');
    Some(rest.trim_start_matches("www.").to_lowercase())
}

fn articles(path: &Path, known: &Known, report: &mut RunReport) -> io::Result<Vec<InputArticle>> {
    let mut all = vec![];
    input::articles(path, known, report, |article, _| {
        all.push(article);
        Ok(())
    })?;
    Ok(all)
}
