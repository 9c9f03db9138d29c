//! `pullquote reanchor`: finds the passages of an old text in its new version.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::input::{self, InputError};
use crate::report::RunReport;

pub(crate) const EXAMPLES: &str = "\
Each input line is one pair of texts. Positions count code points; the end is exclusive:
  {\"id\":\"a\",\"old\":\"She said no.\",\"new\":\"Then she said no.\",\"spans\":[{\"start\":9,\"end\":11}]}
gives one result for each span, in order:
  {\"id\":\"a\",\"results\":[{\"status\":\"exact\",\"start\":14,\"end\":16,\"score\":1.0}]}
A passage that is not found has the status \"lost\" and no position. Where it may have become another passage, but
nothing shows that it did, \"candidate\" says which: {\"start\",\"end\",\"score\"}.

Example:
  pullquote reanchor revisions.jsonl > places.jsonl";

pub(crate) fn run(path: &Path) -> io::Result<RunReport> {
    let mut report = RunReport::new();
    let mut out = BufWriter::new(io::stdout().lock());
    let mut file =
        match input::open(path).map_err(InputError::Io).and_then(|file| input::as_lines(file, path)) {
            Ok(file) => file,
            Err(error) => {
                report.problem(input::name(path), error);
                return Ok(report);
            }
        };
    let mut line = vec![];
    for number in 1.. {
        let place = input::place(path, Some(number));
        match input::next_line(&mut file, &mut line) {
            Ok(()) if line.is_empty() => break,
            Ok(()) if line.trim_ascii().is_empty() => {}
            Ok(()) => reanchor(line.trim_ascii_end(), &place, &mut out, &mut report)?,
            Err(InputError::NotUtf8(column)) => report.problem(place, InputError::NotUtf8(column)),
            Err(error) => {
                report.problem(place, error);
                break;
            }
        }
    }
    out.flush()?;
    Ok(report)
}

/// Finds the passages of one line.
fn reanchor(line: &[u8], place: &str, out: &mut impl Write, report: &mut RunReport) -> io::Result<()> {
    match pullquote::reanchor_line(line) {
        Ok(found) => {
            out.write_all(found.as_bytes())?;
            out.write_all(b"\n")?;
            report.done();
        }
        Err(error) => report.problem(place, error),
    }
    Ok(())
}
