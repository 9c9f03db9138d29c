//! Files in the folder of `--out`: each appears whole or not at all, and replaces another only when told to.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

use crate::report::io_problem;

/// What becomes of a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Existing {
    Stays,
    IsReplaced,
}

impl Existing {
    /// What `--force` means.
    pub(crate) fn of(force: bool) -> Existing {
        if force { Existing::IsReplaced } else { Existing::Stays }
    }
}

pub(crate) const EXISTS: &str =
    "this file is there already and stays as it is; use --force to replace it, or another folder";

/// Makes a folder, if it is not there.
pub(crate) fn make(folder: &Path) -> io::Result<()> {
    if folder.exists() && !folder.is_dir() {
        let words = format!("{}: this is a file; name a folder", folder.display());
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, words));
    }
    fs::create_dir_all(folder).map_err(|error| with_path(folder, &error))
}

/// Writes a file beside its place and then puts it there, so that a full disk or an end of the program leaves nothing in
/// part. A symbolic link is replaced as any file, never followed.
pub(crate) fn write(path: &Path, content: &[u8], existing: Existing) -> io::Result<()> {
    let draft = draft_of(path);
    let put = fill(&draft, content).and_then(|()| match existing {
        Existing::IsReplaced => fs::rename(&draft, path),
        Existing::Stays => put_in_free_place(&draft, path),
    });
    // After a renaming there is none.
    fs::remove_file(&draft).ok();
    put.map_err(|error| with_path(path, &error))
}

/// A second name fails where the place is taken, even by another program a moment ago. Some file systems have no second
/// names.
fn put_in_free_place(draft: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(draft, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists && fs::symlink_metadata(path).is_err() => {
            fs::rename(draft, path)
        }
        linked => linked,
    }
}

fn fill(draft: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(draft)?;
    file.write_all(content)
}

/// A hidden name in the same folder: a file can be moved within a file system only.
fn draft_of(path: &Path) -> PathBuf {
    path.with_file_name(format!(".pullquote-{}.part", process::id()))
}

fn with_path(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {}", path.display(), io_problem(error)))
}
