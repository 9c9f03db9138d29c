//! `pullquote annotate`: reads articles and writes their annotation sets.

use std::io;
use std::path::PathBuf;

use jiff::civil::Date;
use pullquote::{Format, Meta};

use crate::input;
use crate::output::{self, Existing, Output};
use crate::report::RunReport;

#[derive(clap::Args)]
pub(crate) struct AnnotateArgs {
    /// The format to write.
    #[arg(long, default_value = "jsonl", value_name = "FORMAT")]
    pub(crate) format: Format,
    /// The day of publication (2021-11-10) of articles that do not give it: "last month" counts from this day.
    #[arg(long, value_name = "DATE", value_parser = input::published)]
    pub(crate) published: Option<Date>,
    /// A folder for one file an article, with the files that the format needs beside it (such as brat's texts).
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,
    /// Replace files that are in that folder already.
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
    /// Articles: .txt, .md, .html, or .jsonl with lines {"id","text"} and an optional "published". - is standard
    /// input (JSON lines or text).
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

pub(crate) const EXAMPLES: &str = "\
Examples:
  pullquote annotate interview.txt
  pullquote annotate --format jsonl --published 2021-11-10 monday/*.txt > quotes.jsonl
  cat articles.jsonl | pullquote annotate -
  pullquote annotate --format brat --out for-brat articles.jsonl";

pub(crate) fn run(args: &AnnotateArgs) -> io::Result<RunReport> {
    let mut report = RunReport::new();
    let mut out = Output::new(args.format, args.out.as_deref(), Existing::of(args.force))?;
    let known = Meta { published: args.published, ..Meta::default() };
    for path in &args.files {
        input::articles(path, &known, &mut report, |article, report| {
            let set = pullquote::export(
                &article.document,
                &pullquote::annotate(&article.document),
                &article.id,
                args.format,
            );
            out.put(&article.document, &article.id, &set, report)?;
            report.done();
            Ok(())
        })?;
    }
    out.flush()?;
    if out.ran_together() {
        report.problem(args.format, output::RAN_TOGETHER);
    }
    Ok(report)
}
