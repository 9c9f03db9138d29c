//! `pullquote check`: an article's quotations against the sources that they come from.

use std::fmt::Write as _;
use std::io::{self, BufWriter, Write as _};
use std::path::PathBuf;

use clap::ValueEnum;
use pullquote::{
    ChangeKind, Document, Outcome, QuotationCheck, SourceChange, SourcePassage, SourceText, check_header,
    check_lines, check_rows, check_sources,
};

use crate::input::{self, InputArticle, Known};
use crate::report::RunReport;
use crate::sets::{self, AnnotatedArticle};

pub(crate) const EXAMPLES: &str = "\
Each quotation is one line of JSON, with positions in code points. \"outcome\" is one of
  verbatim       word for word; only the shapes of marks, the last stop and the first capital may differ
  altered        \"changes\" says how: word, mark, case, ellipsis (dots), insertion (brackets)
  assembled      put together of passages far apart, or of several sources
  not-found      the sources do not have it
  other-speaker  by the labels of the turns another person says it
  passages       a paraphrase, which is not verified: the likeliest passages, for you to read

Examples:
  pullquote check article.txt --source speech.txt
  pullquote check --format text article.html --source hearing.vtt release.pdf
  pullquote check --format csv corrected.jsonld --source interview.docx > checked.csv";

#[derive(clap::Args)]
pub(crate) struct CheckArgs {
    /// How the report is written.
    #[arg(long, value_enum, default_value = "json", value_name = "FORMAT")]
    format: ReportFormat,
    /// The article, or an annotation set of it; - is standard input.
    #[arg(value_name = "ARTICLE")]
    article: PathBuf,
    /// What the quotations are checked against: transcripts, speeches, releases, other articles.
    #[arg(long = "source", required = true, num_args = 1.., value_name = "FILE")]
    sources: Vec<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum ReportFormat {
    /// A line a quotation.
    Json,
    /// A table, for spreadsheets.
    Csv,
    /// For people.
    Text,
}

impl CheckArgs {
    pub(crate) fn inputs(&self) -> impl Iterator<Item = &PathBuf> {
        std::iter::once(&self.article).chain(&self.sources)
    }
}

pub(crate) fn run(args: &CheckArgs) -> io::Result<RunReport> {
    let mut report = RunReport::new();
    let mut files: Vec<InputArticle> = vec![];
    for path in &args.sources {
        let before = files.len();
        input::articles(path, &Known::default(), &mut report, |source, _| {
            files.push(source);
            Ok(())
        })?;
        // A file of one text is called by its name.
        if let [only] = &mut files[before..] {
            only.id = input::name(path);
        }
    }
    if files.is_empty() {
        // Without a source everything would be called not found.
        return Ok(report);
    }
    let sources: Vec<SourceText> =
        files.iter().map(|file| SourceText::new(file.id.as_str(), &file.document)).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    if matches!(args.format, ReportFormat::Csv) {
        out.write_all(check_header().as_bytes())?;
    }
    for article in sets::read_or_annotate(&args.article, &mut report) {
        let checks = check_sources(&article.document, &article.set, &sources);
        let written = match args.format {
            ReportFormat::Json => check_lines(&article.document, &article.id, &checks, &sources),
            ReportFormat::Csv => check_rows(&article.document, &article.id, &checks, &sources),
            ReportFormat::Text => text(&article, &checks, &sources),
        };
        out.write_all(written.as_bytes())?;
        report.done();
    }
    out.flush()?;
    Ok(report)
}

/// The report for people: how many of each sort, then the quotations with what they were made of.
fn text(article: &AnnotatedArticle, checks: &[QuotationCheck], sources: &[SourceText]) -> String {
    let mut text =
        format!("{}: {} quotation{}\n", article.id, checks.len(), if checks.len() == 1 { "" } else { "s" });
    for outcome in OUTCOMES {
        let count = checks.iter().filter(|check| check.outcome == outcome).count();
        if 0 < count {
            line(&mut text, &format!("  {count:>4} {}", name(outcome)));
        }
    }
    for check in checks {
        let words: Vec<String> =
            check.spans.iter().map(|&span| folded(article.document.slice(span))).collect();
        let speaker = check.speaker.as_deref().unwrap_or("nobody named");
        line(&mut text, "");
        line(&mut text, &format!("{} — {} — {speaker}", name(check.outcome), words.join(" […] ")));
        for passage in &check.passages {
            line(&mut text, &format!("  {}", passage_line(passage, sources)));
        }
        for change in &check.changes {
            line(&mut text, &format!("  {}", change_line(&article.document, change, sources)));
        }
    }
    text
}

const OUTCOMES: [Outcome; 6] = [
    Outcome::Verbatim,
    Outcome::Altered,
    Outcome::Assembled,
    Outcome::OtherSpeaker,
    Outcome::NotFound,
    Outcome::Passages,
];

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a string takes all that is written");
}

fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn passage_line(passage: &SourcePassage, sources: &[SourceText]) -> String {
    let source = &sources[passage.source];
    let document = source.document();
    let [start, end] =
        [passage.span.start(), passage.span.end()].map(|pos| document.to_code_point(pos).map_or(0, |p| p.0));
    let mut place = format!("{} {start}–{end}", source.name());
    if let Some(speaker) = &passage.speaker {
        place += &format!(", {speaker}");
    }
    if let Some(time) = passage.time {
        place += &format!(", {time}");
    }
    format!("{place}: {}", folded(document.slice(passage.span)))
}

fn change_line(document: &Document, change: &SourceChange, sources: &[SourceText]) -> String {
    let there = folded(sources[change.source].document().slice(change.in_source));
    let here = folded(document.slice(change.article));
    let kind = match change.kind {
        ChangeKind::Word => "words",
        ChangeKind::Mark => "marks",
        ChangeKind::Case if change.is_permitted => "first letter",
        ChangeKind::Case => "capitals",
        ChangeKind::Ellipsis => "left out",
        ChangeKind::Insertion => "put in",
        _ => "change",
    };
    match (there.is_empty(), here.is_empty()) {
        (false, true) => format!("{kind}: [-{there}-]"),
        (true, false) => format!("{kind}: {{+{here}+}}"),
        _ => format!("{kind}: [-{there}-] {{+{here}+}}"),
    }
}

fn name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Verbatim => "verbatim",
        Outcome::Altered => "altered",
        Outcome::Assembled => "assembled of passages far apart",
        Outcome::OtherSpeaker => "said by another",
        Outcome::NotFound => "not found",
        Outcome::Passages => "paraphrase, not verified; likeliest passages",
        _ => "other",
    }
}
