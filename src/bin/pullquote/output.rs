//! Writes annotation sets to standard output, or to a folder with one file an article.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use pullquote::Document;
use pullquote::Format;

use crate::folder;
use crate::report::RunReport;

pub(crate) use crate::folder::Existing;

/// Where the sets go.
pub(crate) struct Output {
    format: Format,
    stdout: BufWriter<StdoutLock<'static>>,
    folder: Option<PathBuf>,
    existing: Existing,
    count: usize,
    /// Whether standard output has several articles in a format that holds one a file.
    ran_together: bool,
    /// The names of the files in the folder, without their ending and in small letters: some systems do not tell `A`
    /// from `a`. With each the number that the next article of this name gets.
    names: HashMap<String, usize>,
    /// The files that this run has written: several articles share some companions.
    written: HashSet<PathBuf>,
}

impl Output {
    pub(crate) fn new(format: Format, folder: Option<&Path>, existing: Existing) -> io::Result<Output> {
        if let Some(folder) = folder {
            folder::make(folder)?;
        }
        Ok(Output {
            format,
            stdout: BufWriter::new(io::stdout().lock()),
            folder: folder.map(Path::to_owned),
            existing,
            count: 0,
            ran_together: false,
            names: HashMap::new(),
            written: HashSet::new(),
        })
    }

    /// Writes one article's set. A file that is there already is reported and stays.
    pub(crate) fn put(
        &mut self,
        document: &Document,
        id: &str,
        set: &str,
        report: &mut RunReport,
    ) -> io::Result<()> {
        self.count += 1;
        match self.folder.clone() {
            Some(folder) => self.put_in(&folder, document, (id, set), report),
            None => self.put_out(set),
        }
    }

    fn put_in(
        &mut self,
        folder: &Path,
        document: &Document,
        (id, set): (&str, &str),
        report: &mut RunReport,
    ) -> io::Result<()> {
        let plain = plain_name(id);
        let name = self.free_name(&plain);
        let file = folder.join(format!("{name}.{}", self.format.extension()));
        let companions = self.format.companion_files(document, &name).into_iter();
        let mut files = vec![(file.clone(), set.to_owned())];
        files.extend(companions.map(|companion| (folder.join(companion.name), companion.text)));
        files.retain(|(path, _)| !self.written.contains(path));
        // All of them or none: a set without its text cannot be read.
        let is_there = |path: &Path| self.existing == Existing::Stays && fs::symlink_metadata(path).is_ok();
        if let Some((path, _)) = files.iter().find(|(path, _)| is_there(path)) {
            report.problem(path.display(), folder::EXISTS);
            return Ok(());
        }
        for (path, text) in files {
            folder::write(&path, &text, self.existing)?;
            self.written.insert(path);
        }
        if name != plain {
            report.note(format_args!("{}: another article is named {plain:?}, too", file.display()));
        }
        Ok(())
    }

    fn put_out(&mut self, set: &str) -> io::Result<()> {
        let appended = if self.count == 1 { set } else { self.format.appendable(set).unwrap_or(set) };
        self.ran_together |= 1 < self.count && self.format.appendable(set).is_none();
        self.stdout.write_all(appended.as_bytes())
    }

    /// Whether programs cannot separate what was written: several articles in a format that holds one a file.
    pub(crate) fn ran_together(&self) -> bool {
        self.ran_together
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.stdout.flush()
    }

    /// A name that no other article of this run has.
    fn free_name(&mut self, name: &str) -> String {
        let key = name.to_lowercase();
        let mut number = self.names.get(&key).copied().unwrap_or(1);
        let mut free = name.to_owned();
        while self.names.contains_key(&free.to_lowercase()) {
            number += 1;
            free = format!("{name}-{number}");
        }
        self.names.insert(key, number);
        self.names.entry(free.to_lowercase()).or_insert(1);
        free
    }
}

/// An id as the name of a file. What would lead out of the folder, or is not allowed on some system, becomes `-`.
fn plain_name(id: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || "._- ".contains(c) { c } else { '-' };
    let name: String = id.chars().take(100).map(plain).collect();
    let name = name.trim_matches(['.', ' ']);
    if name.is_empty() { "article".to_owned() } else { name.to_owned() }
}

pub(crate) const RAN_TOGETHER: &str =
    "the output has several articles, but this format holds one article a file; use --out FOLDER";
