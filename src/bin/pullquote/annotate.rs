//! `pullquote annotate`: reads articles and writes their annotation sets.

use std::cell::RefCell;
use std::io;
use std::path::PathBuf;

use jiff::civil::Date;
use pullquote::{ColumnMap, Format, Meta};

use crate::deep::{DeepProblem, DeepReader};
use crate::input::{self, InputArticle, Known};
use crate::output::{Output, OutputPlace};
use crate::output_format::OutputFormat;
use crate::pipeline::Pipeline;
use crate::report::RunReport;
use crate::wishes::Wishes;

#[derive(clap::Args)]
pub(crate) struct AnnotateArgs {
    /// The format to write.
    #[arg(long, default_value = "jsonl", value_name = "FORMAT")]
    pub(crate) format: OutputFormat,
    /// The day of publication (2021-11-10) of articles that do not give it: "last month" counts from this day.
    #[arg(long, value_name = "DATE", value_parser = input::published)]
    pub(crate) published: Option<Date>,
    /// Which columns of tables (.csv) and lines (.jsonl) are which, such as text=body,title=headline; ours are text, id,
    /// title, published, publisher, url, byline, lang.
    #[arg(long = "map", value_name = "OURS=THEIRS,…", default_value = "", hide_default_value = true, value_parser = input::columns)]
    pub(crate) columns: ColumnMap,
    /// A folder for one file an article, with the files that the format needs beside it (such as brat's texts).
    #[arg(long, value_name = "FOLDER", group = "place")]
    pub(crate) out: Option<PathBuf>,
    /// A file for all sets; with the ending .gz or .zst it is compressed.
    #[arg(short, long, value_name = "FILE", group = "place")]
    pub(crate) output: Option<PathBuf>,
    /// Replace what is in that folder, or that file, already.
    #[arg(long, requires = "place")]
    pub(crate) force: bool,
    /// Go on where an earlier run has ended: articles that the file or folder has are passed over, by their ids.
    #[arg(long, requires = "place", conflicts_with = "force")]
    pub(crate) resume: bool,
    /// How many articles are analysed at the same time. They are written in their order.
    #[arg(long, value_name = "N", default_value = "1", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) jobs: u16,
    /// Read each article a second time with the larger model: finds more, takes some 25 times as long.
    #[arg(long)]
    pub(crate) deep: bool,
    /// The folder of that model, where it is not the folder deep beside the program.
    #[arg(long, requires = "deep", value_name = "FOLDER")]
    pub(crate) deep_model: Option<PathBuf>,
    /// A word list that the page has exported: the suggestions follow what its reader said.
    #[arg(long, value_name = "FILE.json")]
    pub(crate) words: Option<PathBuf>,
    /// Guidelines that the page has exported: only the kinds that they mark are written.
    #[arg(long, value_name = "FILE.json")]
    pub(crate) guidelines: Option<PathBuf>,
    /// Articles: .txt, .md, .html, .docx, .pdf, .vtt, .csv with a column of texts, or .jsonl with lines {"id","text"} and an
    /// optional "published"; also compressed (.gz, .zst). - is standard input (JSON lines or text).
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

pub(crate) const EXAMPLES: &str = "\
Examples:
  pullquote annotate interview.txt
  pullquote annotate --format jsonl --published 2021-11-10 monday/*.txt > quotes.jsonl
  cat articles.jsonl | pullquote annotate -
  pullquote annotate --deep interview.txt
  pullquote annotate --words my-words.json --guidelines project.json interview.txt
  pullquote annotate --jobs 4 --output quotes.jsonl --resume articles.jsonl.gz
  pullquote annotate --format parquet --output quotes.parquet articles.jsonl
  pullquote annotate --format brat --out for-brat articles.jsonl";

pub(crate) fn run(args: &AnnotateArgs) -> io::Result<RunReport> {
    let mut report = RunReport::new();
    let place = OutputPlace {
        folder: args.out.as_deref(),
        file: args.output.as_deref(),
        force: args.force,
        resume: args.resume,
    };
    let out = RefCell::new(Output::new(args.format, place)?);
    let deep = match args.deep.then(|| DeepReader::open(args.deep_model.as_deref())).transpose() {
        Ok(deep) => deep,
        Err(problem) => {
            report.fail(problem);
            return Ok(report);
        }
    };
    let wishes = Wishes::read(args.words.as_deref(), args.guidelines.as_deref(), &mut report);
    let Some(wishes) = wishes else { return Ok(report) };
    report.expect(|| input::count(&args.files));
    let work = |(article, name): (InputArticle, String)| {
        let set = annotated(&article, deep.as_ref(), &wishes, args.format.set());
        (article, name, set)
    };
    let mut write = |(article, name, set): AnnotatedInput, report: &mut RunReport| {
        match set {
            Ok(set) => out.borrow_mut().put(&article.document, (&article.id, &name), &set, report)?,
            Err(problem) => report.problem(&article.id, problem),
        }
        report.done();
        Ok(())
    };
    let take = |article: InputArticle, report: &mut RunReport, give: GiveWork| {
        // A borrow in the head of the match would last until the set is written.
        let name = out.borrow_mut().reserve(&article.id);
        match name {
            Some(name) => give((article, name), report),
            None => {
                report.passed_over();
                Ok(())
            }
        }
    };
    if args.jobs == 1 {
        read(args, &mut report, |article, report| {
            take(article, report, &mut |piece, report| write(work(piece), report))
        })?;
    } else {
        Pipeline::run(args.jobs.into(), work, &mut write, &mut report, |pipeline, report| {
            read(args, report, |article, report| {
                take(article, report, &mut |piece, report| pipeline.give(piece, report))
            })
        })?;
    }
    out.into_inner().end(args.format, &mut report)?;
    report.end();
    Ok(report)
}

/// An article with its name and its set.
type AnnotatedInput = (InputArticle, String, Result<String, DeepProblem>);

/// What hands an article with its name on to the analysis.
type GiveWork<'g> = &'g mut dyn FnMut((InputArticle, String), &mut RunReport) -> io::Result<()>;

fn read(
    args: &AnnotateArgs,
    report: &mut RunReport,
    mut each: impl FnMut(InputArticle, &mut RunReport) -> io::Result<()>,
) -> io::Result<()> {
    let meta = Meta { published: args.published, ..Meta::default() };
    let known = Known { meta, columns: args.columns.clone() };
    args.files.iter().try_for_each(|path| input::articles(path, &known, report, &mut each))
}

/// The set of an article in a format.
fn annotated(
    article: &InputArticle,
    deep: Option<&DeepReader>,
    wishes: &Wishes,
    format: Format,
) -> Result<String, DeepProblem> {
    let found = match deep {
        Some(deep) => deep.annotate(&article.document)?,
        None => pullquote::annotate(&article.document),
    };
    let set = wishes.followed(&article.document, found);
    Ok(pullquote::export(&article.document, &set, &article.id, format))
}
