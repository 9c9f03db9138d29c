//! `pullquote reanchor`: finds the passages of an old text in its new version.

use std::io::{self, BufRead, BufWriter, Write};
use std::path::Path;

use crate::input;
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
    let file = match input::open(path) {
        Ok(file) => file,
        Err(error) => {
            report.problem(path.display(), format_args!("cannot be read: {error}"));
            return Ok(report);
        }
    };
    for (line, number) in file.split(b'\n').zip(1..) {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let place = format_args!("{}:{number}", path.display());
        let mut beyond = vec![];
        match pullquote::reanchor_line(&line, |position| beyond.push(position)) {
            Ok(found) => {
                for position in beyond {
                    report
                        .problem(place, format_args!("position {position} is after the end of the old text"));
                }
                out.write_all(found.as_bytes())?;
                out.write_all(b"\n")?;
                report.done();
            }
            Err(error) => report.problem(place, error),
        }
    }
    out.flush()?;
    Ok(report)
}
