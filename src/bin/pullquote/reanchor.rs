//! `pullquote reanchor`: passages of an old text, found again in the new one.

use std::io::{self, BufRead, BufWriter, Write};
use std::path::Path;

use crate::input;
use crate::report::Report;

pub(crate) const EXAMPLES: &str = "\
Each line is one pair of texts; places are in code points, end exclusive:
  {\"id\":\"a\",\"old\":\"She said no.\",\"new\":\"Then she said no.\",\"spans\":[{\"start\":9,\"end\":11}]}
gives, one result a span, in order:
  {\"id\":\"a\",\"results\":[{\"status\":\"exact\",\"start\":14,\"end\":16,\"score\":1.0}]}
A lost passage has the status \"lost\" and no place.

Example:
  pullquote reanchor revisions.jsonl > places.jsonl";

pub(crate) fn run(path: &Path) -> io::Result<Report> {
    let mut report = Report::new();
    let mut out = BufWriter::new(io::stdout().lock());
    let file = match input::open(path) {
        Ok(file) => file,
        Err(error) => {
            report.trouble(path.display(), format_args!("cannot be read: {error}"));
            return Ok(report);
        }
    };
    for (line, number) in file.split(b'\n').zip(1..) {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let place = format_args!("{}:{number}", path.display());
        let mut past = vec![];
        match pullquote::reanchor_line(&line, |position| past.push(position)) {
            Ok(found) => {
                for position in past {
                    report
                        .trouble(place, format_args!("position {position} is past the end of the old text"));
                }
                out.write_all(found.as_bytes())?;
                out.write_all(b"\n")?;
                report.done();
            }
            Err(error) => report.trouble(place, error),
        }
    }
    out.flush()?;
    Ok(report)
}
