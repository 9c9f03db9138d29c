//! Exports articles of the library in one file: a table, lines, or an archive with a file an article. A little at a time.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::backup::current;
use super::deep_reader::is_served;
use super::dom;
use super::formats::{self, Formats};
use super::library_work::{ExportShape, LibraryExport};
use super::reply::{Download, FailureCode, Reply};
use super::state::State;
use super::waiting::BrowserRequest;
use crate::format::{Format, file_stem};
use crate::page::command::{Command, Dialog, LibraryCommand};
use crate::page::export;
use crate::store::StoredArticle;
use crate::strings;
use crate::view::count;

/// For how long articles are written at a time, in milliseconds.
const SLICE: f64 = 20.0;

/// What the file is called.
const LIBRARY: &str = "pullquote-library";

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Shows the formats for the open article.
pub(super) fn show_for_article(state: &mut State) -> Reply {
    state.drawn.exported = None;
    dom::fill(&dom::by_id("format"), &export::options());
    dom::by_id("export-scope").set_text_content(None);
    describe();
    Reply::dialog(Dialog::Export)
}

/// Shows the formats for the ticked articles of the library, or for all.
pub(super) fn show(state: &mut State) -> Reply {
    let ids = state.drawn.shelf.chosen();
    let is_all = state.drawn.shelf.choice.ticked.is_empty();
    let n = count(ids.len(), strings::ARTICLES);
    let said = if is_all { strings::fill(strings::EXPORT_ALL, &[&n]) } else { n };
    dom::by_id("export-scope").set_text_content(Some(&said));
    dom::fill(&dom::by_id("format"), &export::library_options(is_served()));
    state.drawn.exported = Some(ids);
    describe();
    Reply::dialog(Dialog::Export)
}

/// Says what the chosen format leaves out.
fn describe() {
    describe_format(&dom::value_of("format"));
}

/// Says beside the list of formats what the chosen one leaves out.
pub(super) fn describe_format(name: &str) -> Reply {
    let left_out = name.parse::<Format>().ok().and_then(Format::leaves_out);
    dom::by_id("format-hint").set_text_content(left_out);
    Reply::done()
}

/// Begins to export.
pub(super) fn begin(state: &mut State, format: &str, ids: Vec<String>) -> Reply {
    let shape = match format.parse::<Format>() {
        _ if format == export::SPREADSHEET => ExportShape::Spreadsheet,
        Ok(format) if format.appendable("").is_some() => ExportShape::Appended(format),
        Ok(format) => ExportShape::Archive(format),
        Err(error) => return Reply::failed(FailureCode::Format, error.to_string()),
    };
    if let Err(error) = state.save() {
        return Reply::not_saved(&error);
    }
    let n_all = ids.len();
    let rows = match formats::loaded() {
        Ok(formats) if shape == ExportShape::Spreadsheet => vec![formats.columns()],
        _ => vec![],
    };
    state.exporting = Some(LibraryExport {
        shape,
        left: ids.into_iter().rev().collect(),
        n_all,
        text: String::new(),
        files: vec![],
        rows,
        names: BTreeSet::new(),
        guidelines: Rc::clone(&state.drawn.guidelines),
        n_unread: 0,
    });
    go_on(state)
}

/// Writes some articles; with the last one, downloads the file.
pub(super) fn go_on(state: &mut State) -> Reply {
    let Some(mut writing) = state.exporting.take() else { return Reply::quiet() };
    let Ok(formats) = formats::loaded() else {
        return Reply::failed(FailureCode::File, strings::NO_FORMATS);
    };
    let end = js_sys::Date::now() + SLICE;
    while let Some(id) = writing.left.pop() {
        match current(state, &id) {
            Ok(Some(article)) => writing.add(&article, &id, &formats),
            _ => writing.n_unread += 1,
        }
        if end < js_sys::Date::now() && !writing.left.is_empty() {
            let n_done = writing.n_all - writing.left.len();
            let said = strings::fill(strings::EXPORTING, &[&n_done, &writing.n_all]);
            state.exporting = Some(writing);
            let asked =
                state.waiting.ask(BrowserRequest::Pause, Command::Library(LibraryCommand::ExportMore));
            return Reply { status: Some(said), ..asked };
        }
    }
    writing.finished()
}

impl LibraryExport {
    fn add(&mut self, article: &StoredArticle, id: &str, formats: &Formats) {
        let StoredArticle { document, set, .. } = article;
        match self.shape {
            ExportShape::Spreadsheet => self.rows.extend(formats.rows(document, set, id)),
            ExportShape::Appended(format) => {
                let text = formats.export(document, set, id, format);
                let is_first = self.text.is_empty();
                self.text += if is_first { &text } else { format.appendable(&text).unwrap_or(&text) };
            }
            ExportShape::Archive(format) => {
                let first = document.paragraphs().first().map_or("", |p| document.slice(p.span));
                let title = document.meta().title.as_deref().unwrap_or(first);
                // Two articles may have one title.
                let title = if self.names.insert(file_stem(title)) {
                    title.to_owned()
                } else {
                    format!("{id} {title}")
                };
                let name = format.file_name(&title);
                let stem = name.strip_suffix(&format!(".{}", format.extension())).unwrap_or(&name);
                let companions = formats.companions(document, set, format, stem);
                let text = formats.export(document, set, id, format);
                self.files.push((name.clone(), export::with_guidelines(text, format, &self.guidelines)));
                // Some formats have one file for all articles.
                self.files.extend(companions.into_iter().filter(|(name, _)| self.names.insert(name.clone())));
            }
        }
    }

    fn finished(self) -> Reply {
        let said = count(self.n_all - self.n_unread, strings::ARTICLES);
        let said = match self.n_unread {
            0 => strings::fill(strings::SAID_EXPORTED, &[&said]),
            n => strings::fill(strings::SAID_EXPORTED_BUT, &[&said, &n]),
        };
        let (name, mime, text, pack) = match self.shape {
            ExportShape::Appended(format) => {
                let text = export::with_guidelines(self.text, format, &self.guidelines);
                (format.file_name(LIBRARY), format.media_type(), text, None)
            }
            ExportShape::Archive(format) => {
                let guidelines = export::guidelines_file(&self.guidelines);
                let files = self.files.into_iter().map(|(name, text)| (name, text, format.is_binary()));
                let files: Vec<(String, String, bool)> =
                    files.chain(guidelines.map(|(name, text)| (name, text, false))).collect();
                let name = format!("{LIBRARY}.{}.zip", format.name());
                (name, "application/zip", json(&files), Some("zip"))
            }
            ExportShape::Spreadsheet => (format!("{LIBRARY}.xlsx"), XLSX, json(&self.rows), Some("xlsx")),
        };
        Reply::download(said, Download { name, mime, text, as_png: false, pack }).and_close()
    }
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
