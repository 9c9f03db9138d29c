//! Annotation sets of files, and passages in changed texts.

use pullquote::{Document, Imported, Placed};
use pyo3::prelude::*;

use crate::article::CoreArticle;
use crate::problem::{check_length, format, text_format, value_error};

/// The articles of a file of annotation sets, with what of it was not taken over.
type ReadSets = (Vec<CoreArticle>, Vec<String>);

/// Reads a file of annotation sets. `text` is the article that they annotate, where they do not contain it.
#[pyfunction]
pub(crate) fn read(
    py: Python<'_>,
    file: &str,
    from: Option<&str>,
    text: Option<String>,
) -> PyResult<ReadSets> {
    let from = from.map(format).transpose()?;
    text.as_deref().map_or(Ok(()), check_length)?;
    py.detach(|| {
        let from = from.map_or_else(|| pullquote::identify(file), Ok).map_err(value_error)?;
        let sets = pullquote::import(file, from).map_err(value_error)?;
        let (mut articles, mut losses) = (vec![], vec![]);
        for (number, set) in sets.into_iter().enumerate() {
            let text = text.as_ref().or(set.text.as_ref()).ok_or_else(|| no_text(from, &set))?;
            let document = Document::from_text_with(text.clone(), set.meta.clone());
            let placed = pullquote::place(&set, &document);
            losses.extend(lost(&set, &placed));
            let id = set.id.unwrap_or_else(|| format!("article-{}", number + 1));
            articles.push(CoreArticle { id, document, set: placed.set });
        }
        Ok((articles, losses))
    })
}

/// The text of a file's bytes, whatever their encoding; for a binary format the text that stands for them.
#[pyfunction]
pub(crate) fn file_text(bytes: &[u8]) -> PyResult<String> {
    pullquote::binary_set(bytes).map_or_else(|| pullquote::decode(bytes).map_err(value_error), Ok)
}

fn no_text(from: pullquote::Format, set: &Imported) -> PyErr {
    let name = set.id.as_deref().unwrap_or("the set");
    value_error(format_args!("{name}: {from} does not contain the article; give it as text=…"))
}

/// What was not taken over, in words.
fn lost(set: &Imported, placed: &Placed) -> Vec<String> {
    let skipped = set.skipped.iter().map(|skipped| match skipped.line {
        Some(line) => format!("line {line}: {}", skipped.what),
        None => skipped.what.clone(),
    });
    let lost = placed.lost.iter().map(|lost| {
        let words: Vec<&str> = lost.selectors.iter().map(|selector| selector.exact.as_str()).collect();
        let why = if placed.ambiguous.contains(&lost.id) {
            "stands in the article several times, and nothing says which place is meant"
        } else {
            "not found in the article"
        };
        format!("{why}: {:?}", words.join(" … "))
    });
    skipped.chain(lost).collect()
}

/// What `pullquote reanchor` gives for one line.
#[pyfunction]
pub(crate) fn reanchor(py: Python<'_>, line: &str) -> PyResult<String> {
    py.detach(|| pullquote::reanchor_line(line.as_bytes())).map_err(value_error)
}

/// The sets of several articles as one file.
#[pyfunction]
pub(crate) fn joined(py: Python<'_>, articles: Vec<Py<CoreArticle>>, to: &str) -> PyResult<String> {
    let format = text_format(to)?;
    let articles: Vec<&CoreArticle> = articles.iter().map(Py::get).collect();
    py.detach(|| {
        let mut file = String::new();
        for (number, article) in articles.iter().enumerate() {
            let set = pullquote::export(&article.document, &article.set, &article.id, format);
            let next = if number == 0 { Some(set.as_str()) } else { format.appendable(&set) };
            file += next.ok_or_else(|| value_error(ONE_A_FILE))?;
        }
        Ok(file)
    })
}

const ONE_A_FILE: &str =
    "there are several articles, but this format holds one a file; read() them and write each";
