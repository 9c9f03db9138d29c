//! Writes annotation sets to standard output, or to a folder with one file an article.

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
    /// Whether standard output has several articles in a format that holds one a file.
    ran_together: bool,
    /// The names of the files in the folder, without their ending.
    names: HashSet<String>,
}

impl Output {
    pub(crate) fn new(format: Format, folder: Option<&Path>) -> io::Result<Output> {
        let folder =
            folder.map(|folder| fs::create_dir_all(folder).map(|()| folder.to_owned())).transpose()?;
        let stdout = BufWriter::new(io::stdout().lock());
        Ok(Output { format, stdout, folder, written: 0, ran_together: false, names: HashSet::new() })
    }

    /// Writes one article's set.
    pub(crate) fn put(&mut self, document: &Document, id: &str, set: &str) -> io::Result<()> {
        self.written += 1;
        match self.folder.clone() {
            Some(folder) => self.put_in(&folder, document, id, set),
            None => self.put_out(set),
        }
    }

    fn put_in(&mut self, folder: &Path, document: &Document, id: &str, set: &str) -> io::Result<()> {
        let name = self.free_name(id);
        fs::write(folder.join(format!("{name}.{}", self.format.extension())), set)?;
        for companion in self.format.companion_files(document, &name) {
            fs::write(folder.join(companion.name), companion.text)?;
        }
        Ok(())
    }

    fn put_out(&mut self, set: &str) -> io::Result<()> {
        let appended = if self.written == 1 { set } else { self.format.appendable(set).unwrap_or(set) };
        self.ran_together |= 1 < self.written && self.format.appendable(set).is_none();
        self.stdout.write_all(appended.as_bytes())
    }

    /// Whether programs cannot separate what was written: several articles in a format that holds one a file.
    pub(crate) fn ran_together(&self) -> bool {
        self.ran_together
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.stdout.flush()
    }

    /// An id as the name of a file that no other article has. What would lead out of the folder, or is not allowed on
    /// some system, becomes `-`.
    fn free_name(&mut self, id: &str) -> String {
        let plain = |c: char| if c.is_alphanumeric() || "._- ".contains(c) { c } else { '-' };
        let name: String = id.chars().take(100).map(plain).collect();
        let name = name.trim_matches(['.', ' ']).to_owned();
        let name = if name.is_empty() { "article".to_owned() } else { name };
        let numbered = (2..).map(|n| format!("{name}-{n}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| !self.names.contains(name));
        let free = free.expect("there is always another number");
        self.names.insert(free.clone());
        free
    }
}

pub(crate) const RAN_TOGETHER: &str =
    "the output has several articles, but this format holds one article a file; use --out FOLDER";
