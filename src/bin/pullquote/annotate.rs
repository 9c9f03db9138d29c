//! `pullquote annotate`: articles in, annotation sets out.

use std::io;

use pullquote::Meta;

use crate::Annotate;
use crate::input;
use crate::output::{self, Output};
use crate::report::Report;

pub(crate) const EXAMPLES: &str = "\
Examples:
  pullquote annotate interview.txt
  pullquote annotate --format jsonl --published 2021-11-10 monday/*.txt > quotes.jsonl
  cat articles.jsonl | pullquote annotate -
  pullquote annotate --format brat --out for-brat articles.jsonl";

pub(crate) fn run(args: &Annotate) -> io::Result<Report> {
    let mut report = Report::new();
    let mut out = Output::new(args.format, args.out.as_deref())?;
    let known = Meta { published: args.published, ..Meta::default() };
    for path in &args.files {
        input::articles(path, &known, &mut report, |article, report| {
            let set = pullquote::export(
                &article.document,
                &pullquote::annotate(&article.document),
                &article.id,
                args.format,
            );
            out.put(&article.document, &article.id, &set)?;
            report.done();
            Ok(())
        })?;
    }
    out.flush()?;
    if out.ran_together() {
        report.trouble(args.format, output::RAN_TOGETHER);
    }
    Ok(report)
}
