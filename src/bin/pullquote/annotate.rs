//! `pullquote annotate`: articles in, annotation sets out.

use std::io::{self, BufWriter, Write};

use pullquote::document::Meta;
use pullquote::format;

use crate::Annotate;
use crate::input;
use crate::report::Report;

pub const EXAMPLES: &str = "\
Examples:
  pullquote annotate interview.txt
  pullquote annotate --format jsonl --published 2021-11-10 monday/*.txt > quotes.jsonl
  cat articles.jsonl | pullquote annotate -";

pub fn run(args: &Annotate) -> io::Result<Report> {
    let mut report = Report::new();
    let mut out = BufWriter::new(io::stdout().lock());
    let known = Meta { published: args.published, ..Meta::default() };
    let mut written = 0;
    for path in &args.files {
        input::articles(path, &known, &mut report, |article, report| {
            let set = format::annotate(&article.document, &article.id, args.format);
            out.write_all(input::following(args.format, &set, written).as_bytes())?;
            written += 1;
            report.done();
            Ok(())
        })?;
    }
    out.flush()?;
    Ok(report)
}
