//! One article with its annotation set.

use jiff::civil::Date;
use pullquote::{AnnotationSet, Document, Meta, Role, Span, WebPage};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use serde::{Deserialize, Serialize};

use crate::problem::{check_length, format, text_format, value_error};

/// An article's text with its annotation set.
#[pyclass(frozen, module = "pullquote._core")]
pub(crate) struct CoreArticle {
    pub(crate) id: String,
    pub(crate) document: Document,
    pub(crate) set: AnnotationSet,
}

/// What a pickle holds.
#[derive(Deserialize, Serialize)]
struct PickledArticle {
    id: String,
    text: String,
    roles: Vec<(Span, Role)>,
    meta: Meta,
    set: AnnotationSet,
}

#[pymethods]
impl CoreArticle {
    #[getter]
    fn id(&self) -> &str {
        &self.id
    }

    #[getter]
    fn text(&self) -> &str {
        self.document.text()
    }

    /// What is known beside the text, as JSON.
    fn meta(&self) -> PyResult<String> {
        serde_json::to_string(self.document.meta()).map_err(value_error)
    }

    /// The set in a format whose files are texts.
    fn export(&self, py: Python<'_>, to: &str) -> PyResult<String> {
        let to = text_format(to)?;
        Ok(py.detach(|| pullquote::export(&self.document, &self.set, &self.id, to)))
    }

    /// The set as the bytes of a file, in any format.
    fn export_bytes<'py>(&self, py: Python<'py>, to: &str) -> PyResult<Bound<'py, PyBytes>> {
        let to = format(to)?;
        let bytes = py.detach(|| {
            let exported = pullquote::export(&self.document, &self.set, &self.id, to);
            to.file_bytes(&exported).into_owned()
        });
        Ok(PyBytes::new(py, &bytes))
    }

    /// The files that the other tool needs beside the export.
    fn companions(&self, to: &str, stem: &str) -> PyResult<Vec<(String, String)>> {
        let files = format(to)?.companion_files(&self.document, stem);
        Ok(files.into_iter().map(|file| (file.name, file.text)).collect())
    }

    /// All of it, as JSON: what [`CoreArticle::restored`] takes.
    fn stored(&self) -> PyResult<String> {
        let pickled = PickledArticle {
            id: self.id.clone(),
            text: self.document.text().to_owned(),
            roles: self.document.roles(),
            meta: self.document.meta().clone(),
            set: self.set.clone(),
        };
        serde_json::to_string(&pickled).map_err(value_error)
    }

    #[staticmethod]
    fn restored(stored: &str) -> PyResult<CoreArticle> {
        let PickledArticle { id, text, roles, meta, set } =
            serde_json::from_str(stored).map_err(value_error)?;
        Ok(CoreArticle { id, document: Document::from_stored(text, &roles, meta), set })
    }
}

/// What is known of an article beside its text.
#[derive(FromPyObject)]
pub(crate) struct KnownMeta {
    #[pyo3(item)]
    published: Option<String>,
    #[pyo3(item)]
    lang: Option<String>,
    #[pyo3(item)]
    title: Option<String>,
    #[pyo3(item)]
    byline: Option<String>,
    #[pyo3(item)]
    publisher: Option<String>,
    #[pyo3(item)]
    url: Option<String>,
}

impl KnownMeta {
    fn meta(self) -> PyResult<Meta> {
        let KnownMeta { published, lang, title, byline, publisher, url } = self;
        let published = published.as_deref().map(day).transpose()?;
        Ok(Meta { published, lang, title, byline, publisher, url, ..Meta::default() })
    }
}

fn day(date: &str) -> PyResult<Date> {
    let day = date.trim().get(..10).and_then(|day| day.parse().ok());
    day.ok_or_else(|| value_error(format_args!("{date:?} is not a date; write it as 2021-11-10")))
}

/// Annotates a plain text.
#[pyfunction]
pub(crate) fn annotate(py: Python<'_>, id: String, text: String, known: KnownMeta) -> PyResult<CoreArticle> {
    check_length(&text)?;
    let meta = known.meta()?;
    Ok(py.detach(|| annotated(id, Document::from_text_with(text, meta))))
}

/// Annotates the article in a web page. What `known` says goes where the page says nothing.
#[pyfunction]
pub(crate) fn annotate_html(
    py: Python<'_>,
    id: String,
    html: &str,
    known: KnownMeta,
) -> PyResult<CoreArticle> {
    let known = known.meta()?;
    py.detach(|| {
        let page = pullquote::read_page(html, known.url.as_deref()).map_err(value_error)?;
        Ok(annotated(id, Document::from_blocks(&page.blocks, page.meta.or(known))))
    })
}

fn annotated(id: String, document: Document) -> CoreArticle {
    let set = pullquote::annotate(&document);
    CoreArticle { id, document, set }
}

/// What `pullquote extract` writes of a web page but the name of its file: title, byline, published, lang, text.
type ExtractedPage = (Option<String>, Option<String>, Option<String>, Option<String>, String);

/// Takes the article out of a web page.
#[pyfunction]
pub(crate) fn extract(py: Python<'_>, html: &str, url: Option<&str>) -> PyResult<ExtractedPage> {
    py.detach(|| {
        let page: WebPage = pullquote::read_page(html, url).map_err(value_error)?;
        let text = page.article_text();
        let Meta { title, byline, published, lang, .. } = page.meta;
        Ok((title, byline, published.map(|day| day.to_string()), lang, text))
    })
}
