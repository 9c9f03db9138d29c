//! Writes annotation sets to standard output, to a file, or to a folder with one file an article.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use pullquote::Document;
use pullquote::Format;

use crate::compressed::{CompressedBy, CompressedFile};
use crate::folder;
use crate::output_format::OutputFormat;
use crate::parquet_file::{ParquetFile, ParquetOut, ParquetPlace};
use crate::report::{RunReport, io_problem};
use crate::resumed;

pub(crate) use crate::folder::Existing;

/// Where the sets go.
pub(crate) struct Output {
    format: Format,
    /// Standard output, or the file.
    stream: OutputStream,
    folder: Option<PathBuf>,
    existing: Existing,
    /// The articles that an earlier run has written to the file, and how many of each id.
    earlier: HashMap<String, usize>,
    /// Whether what an earlier run has written is passed over.
    resumes: bool,
    /// The ids of the articles in a stream, and those that several have.
    ids: HashSet<String>,
    shared_ids: BTreeSet<String>,
    count: usize,
    /// Whether standard output has several articles in a format that holds one a file.
    ran_together: bool,
    /// The names of the files in the folder, without their ending and in small letters: some systems do not tell `A`
    /// from `a`. With each the number that the next article of this name gets.
    names: HashMap<String, usize>,
    /// The files that this run has written: several articles share some companions.
    written: HashSet<PathBuf>,
}

enum OutputStream {
    Standard(BufWriter<io::StdoutLock<'static>>),
    File(Box<BufWriter<CompressedFile>>),
    Parquet(Box<ParquetOut>),
}

impl OutputStream {
    fn file(file: CompressedFile) -> OutputStream {
        OutputStream::File(Box::new(BufWriter::new(file)))
    }
}

/// Where the sets are asked for.
#[derive(Clone, Copy, Default)]
pub(crate) struct OutputPlace<'a> {
    pub(crate) folder: Option<&'a Path>,
    pub(crate) file: Option<&'a Path>,
    pub(crate) force: bool,
    pub(crate) resume: bool,
}

impl Output {
    pub(crate) fn new(format: OutputFormat, place: OutputPlace) -> io::Result<Output> {
        let is_parquet = format == OutputFormat::Parquet;
        if is_parquet && (place.folder.is_some() || place.resume) {
            return Err(io::Error::new(io::ErrorKind::Unsupported, PARQUET_IS_ONE));
        }
        if let Some(folder) = place.folder {
            folder::make(folder)?;
        }
        let mut out = Output {
            format: format.set(),
            stream: OutputStream::Standard(BufWriter::new(io::stdout().lock())),
            folder: place.folder.map(Path::to_owned),
            existing: Existing::of(place.force),
            earlier: HashMap::new(),
            resumes: place.resume,
            ids: HashSet::new(),
            shared_ids: BTreeSet::new(),
            count: 0,
            ran_together: false,
            names: HashMap::new(),
            written: HashSet::new(),
        };
        if is_parquet {
            let place = match place.file {
                Some(path) => ParquetPlace::File(BufWriter::new(out.create(path)?)),
                None => ParquetPlace::Standard(BufWriter::new(io::stdout())),
            };
            out.stream = OutputStream::Parquet(Box::new(ParquetFile::new(place)?));
        } else if let Some(path) = place.file {
            out.open(path, place.resume)?;
        }
        Ok(out)
    }

    fn open(&mut self, path: &Path, resume: bool) -> io::Result<()> {
        if resume
            && let Some(earlier) = resumed::open(path, self.format).map_err(|error| with_path(path, error))?
        {
            self.earlier = earlier.ids;
            // A table has its header already.
            self.count = usize::from(earlier.file.metadata()?.len() != 0);
            self.stream = OutputStream::file(CompressedFile::new(earlier.file, None));
            return Ok(());
        }
        let file = self.create(path)?;
        self.stream = OutputStream::file(CompressedFile::new(file, CompressedBy::of(path)));
        Ok(())
    }

    fn create(&self, path: &Path) -> io::Result<File> {
        let mut options = OpenOptions::new();
        match self.existing {
            Existing::Stays => options.write(true).create_new(true),
            Existing::IsReplaced => options.write(true).create(true).truncate(true),
        };
        options.open(path).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => {
                io::Error::new(error.kind(), format!("{}: {}", path.display(), FILE_EXISTS))
            }
            _ => with_path(path, error),
        })
    }

    /// The name under which an article is written; `None` where an earlier run has written it. Asked in the order of the
    /// articles.
    pub(crate) fn reserve(&mut self, id: &str) -> Option<String> {
        let Some(folder) = &self.folder else {
            if !self.resumes && !self.ids.insert(id.to_owned()) {
                self.shared_ids.insert(id.to_owned());
            }
            return match self.earlier.get_mut(id).filter(|n| 0 < **n) {
                Some(n) => {
                    *n -= 1;
                    None
                }
                None => Some(String::new()),
            };
        };
        let folder = folder.clone();
        let name = self.free_name(&plain_name(id));
        let is_there = || fs::symlink_metadata(self.file_of(&folder, &name)).is_ok();
        (!(self.resumes && is_there())).then_some(name)
    }

    fn file_of(&self, folder: &Path, name: &str) -> PathBuf {
        folder.join(format!("{name}.{}", self.format.extension()))
    }

    /// Writes one article's set under its name. A file that is there already is reported and stays.
    pub(crate) fn put(
        &mut self,
        document: &Document,
        (id, name): (&str, &str),
        set: &str,
        report: &mut RunReport,
    ) -> io::Result<()> {
        self.count += 1;
        match self.folder.clone() {
            Some(folder) => self.put_in(&folder, document, (id, name, set), report),
            None => self.put_out(set),
        }
    }

    fn put_in(
        &mut self,
        folder: &Path,
        document: &Document,
        (id, name, set): (&str, &str, &str),
        report: &mut RunReport,
    ) -> io::Result<()> {
        let plain = plain_name(id);
        let file = self.file_of(folder, name);
        let companions = self.format.companion_files(document, name).into_iter();
        let mut files = vec![(file.clone(), self.format.file_bytes(set).into_owned())];
        files.extend(companions.map(|companion| (folder.join(companion.name), companion.text.into_bytes())));
        files.retain(|(path, _)| !self.written.contains(path));
        // All of them or none: a set without its text cannot be read.
        let is_there = |path: &Path| self.existing == Existing::Stays && fs::symlink_metadata(path).is_ok();
        if let Some((path, _)) = files.iter().find(|(path, _)| is_there(path)) {
            report.problem(path.display(), folder::EXISTS);
            return Ok(());
        }
        for (path, content) in files {
            folder::write(&path, &content, self.existing)?;
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
        match &mut self.stream {
            OutputStream::Standard(out) => out.write_all(&self.format.file_bytes(appended)),
            OutputStream::File(file) => file.write_all(&self.format.file_bytes(appended)),
            OutputStream::Parquet(file) => file.add(set),
        }
    }

    /// Tells that articles share their ids. In a folder each has a name of its own, and `--resume` counts them.
    fn tell_shared_ids(&self, report: &mut RunReport) {
        let (count, first) = (self.shared_ids.len(), self.shared_ids.first());
        let Some(first) = first else { return };
        let which =
            if count == 1 { String::new() } else { format!(" (and so with {} other ids)", count - 1) };
        report.note(format_args!(
            "several articles have the id {first:?}{which}; all are written, but what matches sets with articles by their \
             ids takes them for one"
        ));
    }

    /// Writes what is left, and tells what programs cannot do with it.
    pub(crate) fn end(self, format: OutputFormat, report: &mut RunReport) -> io::Result<()> {
        self.tell_shared_ids(report);
        let ran_together = self.ran_together;
        self.finish()?;
        if ran_together {
            report.problem(format, RAN_TOGETHER);
        }
        Ok(())
    }

    fn finish(self) -> io::Result<()> {
        match self.stream {
            OutputStream::Standard(mut out) => out.flush(),
            OutputStream::File(file) => file.into_inner().map_err(io::IntoInnerError::into_error)?.finish(),
            OutputStream::Parquet(file) => file.finish(),
        }
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

fn with_path(path: &Path, error: io::Error) -> io::Error {
    match error.get_ref() {
        Some(_) => error,
        None => io::Error::new(error.kind(), format!("{}: {}", path.display(), io_problem(&error))),
    }
}

/// An id as the name of a file. What would lead out of the folder, or is not allowed on some system, becomes `-`.
fn plain_name(id: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || "._- ".contains(c) { c } else { '-' };
    let name: String = id.chars().take(100).map(plain).collect();
    let name = name.trim_matches(['.', ' ']);
    if name.is_empty() { "article".to_owned() } else { name.to_owned() }
}

const PARQUET_IS_ONE: &str = "parquet is one file for all articles, and nothing is added to it later; use --output FILE, without --resume";

const FILE_EXISTS: &str =
    "this file is there already; use --force to replace it, or --resume to go on with it";

const RAN_TOGETHER: &str =
    "the output has several articles, but this format holds one article a file; use --out FOLDER";
