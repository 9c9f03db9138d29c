//! Reports what a test could not try on this machine. `./tools/test` lists it at the end.

use std::fs::OpenOptions;
use std::io::Write;

/// Says what is not tried, and why: `skip("the scores of dates: ../shared/data is missing")`. The test then passes.
/// The line goes into the file that the environment variable `PULLQUOTE_SKIPPED` names, if there is one.
pub(crate) fn skip(what: &str) {
    eprintln!("SKIPPED: {what}");
    let Some(list) = std::env::var_os("PULLQUOTE_SKIPPED") else { return };
    let list = OpenOptions::new().create(true).append(true).open(list);
    // One call writes the whole line: tests run side by side.
    list.and_then(|mut list| list.write_all(format!("{what}\n").as_bytes()))
        .expect("the list can be written");
}
