//! Writes files of the site, each whole, and removes those of another time.

use crate::failure::Failure;
use std::fs;
use std::path::Path;

/// Whether a file has these bytes.
pub(crate) fn holds(path: &Path, bytes: &[u8]) -> bool {
    fs::read(path).is_ok_and(|old| old == bytes)
}

/// A reader sees the old file or the new one, never half of one.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(Failure::file(folder))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let draft = path.with_file_name(format!(".{name}.{}", std::process::id()));
    fs::write(&draft, bytes).map_err(Failure::file(&draft))?;
    fs::rename(&draft, path).map_err(Failure::file(path))
}

/// Removes the files of a folder, and of those within, whose names within the site are not kept.
pub(crate) fn remove_others(
    folder: &Path,
    prefix: &str,
    is_kept: &dyn Fn(&str) -> bool,
) -> Result<(), Failure> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            remove_others(&path, &format!("{name}/"), is_kept)?;
        } else if !is_kept(&name) {
            fs::remove_file(&path).map_err(Failure::file(&path))?;
        }
    }
    Ok(())
}
