//! `pullquote speakers`: who speaks in many articles.

use std::fmt::Write as _;
use std::io::{self, BufWriter, Write as _};
use std::path::PathBuf;

use clap::ValueEnum;
use pullquote::{SpeakerRecord, SpeakingStatistics, SpokenArticle, Voice, speaking, speaking_table};

use crate::report::RunReport;
use crate::sets::{self, AnnotatedArticle};

pub(crate) const EXAMPLES: &str = "\
The same full name is the same person in all articles. A surname alone is counted by itself; at the end stands whose it
may be.

Examples:
  pullquote speakers monday/*.txt
  pullquote speakers --format csv corrected/*.jsonld > speakers.csv
  pullquote speakers --format json articles.jsonl";

#[derive(clap::Args)]
pub(crate) struct SpeakersArgs {
    /// How the statistics are written.
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    format: StatisticsFormat,
    /// Articles, or annotation sets of them; - is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum StatisticsFormat {
    /// For people.
    Text,
    /// A table, for spreadsheets.
    Csv,
    /// One object.
    Json,
}

pub(crate) fn run(args: &SpeakersArgs) -> io::Result<RunReport> {
    let mut report = RunReport::new();
    let mut articles: Vec<AnnotatedArticle> = vec![];
    for path in &args.files {
        let read = sets::read_or_annotate(path, &mut report);
        read.iter().for_each(|_| report.done());
        articles.extend(read);
    }
    let spoken: Vec<SpokenArticle> = articles
        .iter()
        .map(|article| SpokenArticle { document: &article.document, set: &article.set })
        .collect();
    let found = speaking(&spoken);
    let mut out = BufWriter::new(io::stdout().lock());
    match args.format {
        StatisticsFormat::Text => out.write_all(text(&found, articles.len()).as_bytes())?,
        StatisticsFormat::Csv => out.write_all(speaking_table(&found).as_bytes())?,
        StatisticsFormat::Json => {
            serde_json::to_writer(&mut out, &found)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(report)
}

fn text(found: &SpeakingStatistics, n_articles: usize) -> String {
    let mut text = String::new();
    let mut line = |line: String| writeln!(text, "{line}").expect("a string takes all that is written");
    line(format!(
        "articles: {n_articles}, quotations: {}, words: {}\n",
        found.all.quotations, found.all.words
    ));
    line(format!("{:>7}{:>7}{:>8}{:>10}  speaker", "share", "words", "quotes", "articles"));
    for record in &found.speakers {
        line(format!(
            "{:>5.1} %{:>7}{:>8}{:>10}  {}",
            100.0 * record.share,
            record.all.words,
            record.all.quotations,
            record.articles.len(),
            name(record)
        ));
    }
    if !found.proposals.is_empty() {
        line(String::new());
    }
    for proposal in &found.proposals {
        line(format!("{} may be {}", proposal.short, proposal.full.join(" or ")));
    }
    text
}

fn name(record: &SpeakerRecord) -> &str {
    match &record.voice {
        Voice::Unnamed => "(no name)",
        Voice::Nobody => "(nobody)",
        voice => voice.name().unwrap_or_default(),
    }
}
