//! Annotation sets into standard output, or into a folder with one file an article.

use std::collections::HashSet;
use std::fs;
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use pullquote::Document;
use pullquote::Format;

/// Where the sets go.
pub(crate) struct Output {
    format: Format,
    stdout: BufWriter<StdoutLock<'static>>,
    folder: Option<PathBuf>,
    written: usize,
    names: HashSet<String>,
}

impl Output {
    pub(crate) fn new(format: Format, folder: Option<&Path>) -> io::Result<Output> {
        let folder =
            folder.map(|folder| fs::create_dir_all(folder).map(|()| folder.to_owned())).transpose()?;
        let stdout = BufWriter::new(io::stdout().lock());
        Ok(Output { format, stdout, folder, written: 0, names: HashSet::new() })
    }

    /// Writes one article's set.
    pub(crate) fn put(&mut self, document: &Document, id: &str, set: &str) -> io::Result<()> {
        self.written += 1;
        let Some(folder) = self.folder.clone() else {
            // One table has one header.
            let goes_on = self.format == Format::Csv && 1 < self.written;
            let set = if goes_on { pullquote::csv_without_header(set) } else { set };
            return self.stdout.write_all(set.as_bytes());
        };
        let name = self.name(id);
        fs::write(folder.join(format!("{name}.{}", self.format.extension())), set)?;
        match self.format {
            Format::Brat => {
                fs::write(folder.join(format!("{name}.txt")), document.text())?;
                fs::write(folder.join("annotation.conf"), pullquote::brat_configuration())
            }
            Format::Labelstudio => {
                fs::write(folder.join("labels.xml"), pullquote::labelstudio_configuration())
            }
            _ => Ok(()),
        }
    }

    /// Whether what was written cannot be taken apart again: several articles in a format that holds one.
    pub(crate) fn ran_together(&self) -> bool {
        let holds_several = matches!(
            self.format,
            Format::Jsonl | Format::Csv | Format::Prodigy | Format::Iob2 | Format::Markdown
        );
        self.folder.is_none() && 1 < self.written && !holds_several
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.stdout.flush()
    }

    /// An id as a file's name: what would lead out of the folder, or is no name on some system, becomes `-`.
    fn name(&mut self, id: &str) -> String {
        let plain = |c: char| if c.is_alphanumeric() || "._- ".contains(c) { c } else { '-' };
        let name: String = id.chars().take(100).map(plain).collect();
        let name = name.trim_matches(['.', ' ']).to_owned();
        let name = if name.is_empty() { "article".to_owned() } else { name };
        let numbered = (2..).map(|n| format!("{name}-{n}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| !self.names.contains(name));
        let free = free.expect("numbers do not end");
        self.names.insert(free.clone());
        free
    }
}

pub(crate) const RAN_TOGETHER: &str =
    "several articles were written one after the other, and this format holds one a file; use --out FOLDER";
