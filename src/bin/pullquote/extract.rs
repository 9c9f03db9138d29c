//! `pullquote extract`: takes the article out of web pages, Word and PDF files.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use pullquote::WebPage;
use serde::Serialize;

use crate::input::{self, InputError};
use crate::report::RunReport;

pub(crate) const EXAMPLES: &str = "\
Each output line is {\"id\",\"title\",\"byline\",\"published\",\"lang\",\"text\"}. `pullquote annotate -` reads such lines.
The text is the article's running text, without the title, captions and pull quotes.

Example:
  pullquote extract saved/*.html | pullquote annotate - > quotes.jsonl";

#[derive(Serialize)]
struct ExtractedArticle<'a> {
    /// The file's name without its ending.
    id: &'a str,
    title: Option<&'a str>,
    byline: Option<&'a str>,
    published: Option<String>,
    lang: Option<&'a str>,
    text: &'a str,
}

pub(crate) fn run(files: &[PathBuf]) -> io::Result<RunReport> {
    let mut report = RunReport::new();
    let mut out = BufWriter::new(io::stdout().lock());
    for path in files {
        match read(path) {
            Ok(page) => {
                serde_json::to_writer(&mut out, &article(&page, &input::stem(path), &page.article_text()))?;
                out.write_all(b"\n")?;
                report.done();
            }
            Err(error) => report.problem(input::name(path), error),
        }
    }
    out.flush()?;
    Ok(report)
}

fn read(path: &Path) -> Result<WebPage, InputError> {
    let file = input::open(path).map_err(InputError::Io)?;
    input::page(file, path)
}

fn article<'a>(page: &'a WebPage, id: &'a str, text: &'a str) -> ExtractedArticle<'a> {
    let meta = &page.meta;
    ExtractedArticle {
        id,
        title: meta.title.as_deref(),
        byline: meta.byline.as_deref(),
        published: meta.published.map(|d| d.to_string()),
        lang: meta.lang.as_deref(),
        text,
    }
}
