//! `pullquote annotate`: reads articles and writes their annotation sets.

use std::io;
use std::path::PathBuf;

use jiff::civil::Date;
use pullquote::{Format, Meta};

use crate::deep::DeepReader;
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
    /// Read each article a second time with the larger model: finds more, takes some 25 times as long.
    #[arg(long)]
    pub(crate) deep: bool,
    /// The folder of that model, where it is not the folder deep beside the program.
    #[arg(long, requires = "deep", value_name = "FOLDER")]
    pub(crate) deep_model: Option<PathBuf>,
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
  pullquote annotate --deep interview.txt
  pullquote annotate --format brat --out for-brat articles.jsonl";

pub(crate) fn run(args: &AnnotateArgs) -> io::Result<RunReport> {
    let mut report = RunReport::new();
    let mut out = Output::new(args.format, args.out.as_deref(), Existing::of(args.force))?;
    let deep = args.deep.then(|| DeepReader::open(args.deep_model.as_deref())).transpose();
    let deep = match deep {
        Ok(deep) => deep,
        Err(problem) => {
            report.fail(problem);
            return Ok(report);
        }
    };
    let known = Meta { published: args.published, ..Meta::default() };
    for path in &args.files {
        input::articles(path, &known, &mut report, |article, report| {
            let found = match &deep {
                Some(deep) => match deep.annotate(&article.document) {
                    Ok(found) => found,
                    Err(problem) => {
                        report.problem(&article.id, problem);
                        return Ok(());
                    }
                },
                None => pullquote::annotate(&article.document),
            };
            let set = pullquote::export(&article.document, &found, &article.id, args.format);
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
