//! The article that a set annotates: the one in the set, the one beside it, or one of the file that `--text` names.

use std::io;
use std::path::{Path, PathBuf};

use pullquote::{Document, Imported, MAX_BYTES, Meta};

use crate::compressed;
use crate::input::{self, InputArticle, Known};
use crate::report::RunReport;

/// The articles of the file that `--text` names, read once.
pub(crate) struct NamedArticles {
    path: Option<PathBuf>,
    read: Option<Vec<InputArticle>>,
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
            self.read = Some(articles(named, &Known::default(), report)?);
        }
        let all = self.read.as_deref().unwrap_or_default();
        let by_id = all.iter().find(|article| Some(&article.id) == set.id.as_ref());
        if let Some(article) = by_id.filter(|_| 1 < all.len() || 1 < count) {
            return Ok(Some(article.document.clone()));
        }
        // A file of other pages' annotations knows their addresses alone.
        let by_address = address(&set.meta).and_then(|there| {
            let mut its =
                all.iter().filter(|article| address(article.document.meta()).as_ref() == Some(&there));
            its.next().filter(|_| its.next().is_none())
        });
        if let Some(article) = by_address.filter(|_| 1 < all.len()) {
            return Ok(Some(article.document.clone()));
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
                    _ if count == 1 && named.as_os_str() == "-" => return Ok(Some(article.document.clone())),
                    _ if count == 1 => {
                        return Ok(articles(named, &Known::of(&set.meta), report)?
                            .pop()
                            .map(|article| article.document));
                    }
                    (Some(_), Some(_)) => return Ok(Some(article.document.clone())),
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
