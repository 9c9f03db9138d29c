//! `pullquote compare`: two coders' sets of the same articles.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use pullquote::{
    Agreement, AnnotationLayer, AnnotationSet, CodedArticle, Difference, Document, Format, Id, Kappa,
    compare_sets, differences, export, import_one, place,
};
use serde_json::json;

use crate::input;
use crate::report::RunReport;
use crate::sets::{self, AnnotatedArticle};

pub(crate) const EXAMPLES: &str = "\
MINE and THEIRS are annotation sets of the same articles in any format, or folders of them. Articles are matched by their
ids, a single one with a single one.

F1 of spans: exact, and of those that share 80 % of their words. Cohen's kappa of the kinds and the speakers of the
quotations that both have. Krippendorff's alpha_u of where quotations begin and end. A figure that is not defined is \"-\".

Examples:
  pullquote compare ana.jsonld ben.jsonld
  pullquote compare --format json ana/ ben/
  pullquote compare --text article.txt ana.csv ben.csv";

#[derive(clap::Args)]
pub(crate) struct CompareArgs {
    /// How the comparison is written.
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    format: ComparisonFormat,
    /// The article, if the sets do not contain it.
    #[arg(long, value_name = "FILE")]
    text: Option<PathBuf>,
    /// One coder's sets: a file or a folder.
    #[arg(value_name = "MINE")]
    mine: PathBuf,
    /// The other's.
    #[arg(value_name = "THEIRS")]
    theirs: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum ComparisonFormat {
    /// For people: the figures, then the differences.
    Text,
    /// One object with figures and differences.
    Json,
}

impl CompareArgs {
    pub(crate) fn inputs(&self) -> impl Iterator<Item = &PathBuf> {
        [&self.mine, &self.theirs].into_iter().chain(&self.text)
    }
}

/// One article with both sets.
struct Pair {
    id: String,
    document: Document,
    mine: AnnotationSet,
    theirs: AnnotationSet,
}

impl Pair {
    fn coded(&self) -> CodedArticle<'_> {
        CodedArticle { document: &self.document, mine: &self.mine, theirs: &self.theirs }
    }
}

pub(crate) fn run(args: &CompareArgs) -> io::Result<RunReport> {
    let mut report = RunReport::new();
    let mine = all_sets(&args.mine, args.text.as_ref(), &mut report);
    let theirs = all_sets(&args.theirs, args.text.as_ref(), &mut report);
    let pairs = pairs(args, mine, theirs, &mut report);
    if pairs.is_empty() {
        report.fail("there is no article that both have a set of; give the sets the same ids or file names");
        return Ok(report);
    }
    let coded: Vec<CodedArticle> = pairs.iter().map(Pair::coded).collect();
    let agreement = compare_sets(&coded);
    let mut out = BufWriter::new(io::stdout().lock());
    match args.format {
        ComparisonFormat::Text => out.write_all(text(&pairs, &agreement).as_bytes())?,
        ComparisonFormat::Json => writeln!(out, "{}", json(&pairs, &agreement))?,
    }
    out.flush()?;
    Ok(report)
}

fn all_sets(path: &Path, text: Option<&PathBuf>, report: &mut RunReport) -> Vec<AnnotatedArticle> {
    sets::files(path).iter().flat_map(|file| sets::read(file, text, report)).collect()
}

/// The articles of both, in the order of mine. What only one has is reported.
fn pairs(
    args: &CompareArgs,
    mine: Vec<AnnotatedArticle>,
    theirs: Vec<AnnotatedArticle>,
    report: &mut RunReport,
) -> Vec<Pair> {
    let is_single = mine.len() == 1 && theirs.len() == 1;
    let mut by_id: HashMap<String, AnnotatedArticle> = HashMap::new();
    for article in theirs {
        if let Some(twice) = by_id.insert(if is_single { String::new() } else { article.id.clone() }, article)
        {
            report.problem(
                input::name(&args.theirs),
                format_args!("two sets have the id {:?}; the last one counts", twice.id),
            );
        }
    }
    let mut pairs = vec![];
    for article in mine {
        let key = if is_single { "" } else { article.id.as_str() };
        match by_id.remove(key) {
            Some(other) => pairs.push(pair(args, article, other, report)),
            None => report.problem(
                input::name(&args.mine),
                format_args!("no set of {:?} is in {}", article.id, input::name(&args.theirs)),
            ),
        }
    }
    let mut left: Vec<&String> = by_id.keys().collect();
    left.sort();
    for id in left {
        report.problem(
            input::name(&args.theirs),
            format_args!("no set of {id:?} is in {}", input::name(&args.mine)),
        );
    }
    pairs
}

/// Puts the other's set on the text of mine, where the texts differ.
fn pair(
    args: &CompareArgs,
    mine: AnnotatedArticle,
    theirs: AnnotatedArticle,
    report: &mut RunReport,
) -> Pair {
    let mut set = theirs.set;
    if theirs.document.text() != mine.document.text() {
        let file = export(&theirs.document, &set, &theirs.id, Format::Jsonld);
        let placed = import_one(&file, Format::Jsonld).map(|imported| place(&imported, &mine.document));
        let lost = placed.as_ref().map_or(set.len(), |placed| placed.lost.len());
        report.note(format_args!(
            "{}: the text of {:?} is another one; {lost} annotations are not found in it and do not count",
            input::name(&args.theirs),
            theirs.id
        ));
        set = placed.map_or_else(|_| AnnotationSet::new(), |placed| placed.set);
    }
    Pair { id: mine.id, document: mine.document, mine: mine.set, theirs: set }
}

fn text(pairs: &[Pair], agreement: &Agreement) -> String {
    let figure = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.3}"));
    let mut text = format!("articles: {}\n\n", pairs.len());
    let mut line = |line: String| writeln!(text, "{line}").expect("a string takes all that is written");
    line(format!("{:<12}{:>8}{:>8}{:>12}{:>12}", "", "mine", "theirs", "exact F1", "F1 at 0.8"));
    for layer in AnnotationLayer::ALL {
        let spans = agreement.spans.get(&layer).copied().unwrap_or_default();
        line(format!(
            "{:<12}{:>8}{:>8}{:>12}{:>12}",
            name(&layer),
            spans.mine,
            spans.theirs,
            figure(spans.exact_f1()),
            figure(spans.near_f1())
        ));
    }
    line(String::new());
    line(format!("alpha_u of the quotations: {}", figure(agreement.alpha_u)));
    for (what, kappa) in kappas(agreement) {
        line(format!("kappa of {what}: {} (of {})", figure(kappa.value), kappa.items));
    }
    for pair in pairs {
        for difference in differences(&pair.coded()) {
            line(String::new());
            let [start, end] = code_points(&pair.document, &difference);
            line(format!(
                "{} {start}–{end}: {} {}",
                pair.id,
                name(&difference.layer),
                name(&difference.kind)
            ));
            let sides = [("mine", &pair.mine, difference.mine), ("theirs", &pair.theirs, difference.theirs)];
            for (side, set, id) in sides {
                if let Some(shown) = shown(&pair.document, set, id) {
                    line(format!("  {side:<7} {shown}"));
                }
            }
        }
    }
    text
}

fn kappas(agreement: &Agreement) -> [(&'static str, Kappa); 3] {
    [
        ("the kinds of quotations", agreement.kinds),
        ("their speakers", agreement.speakers),
        ("the kinds of entities", agreement.entity_kinds),
    ]
}

/// An annotation in a line: its words, and what is said of them.
fn shown(document: &Document, set: &AnnotationSet, id: Option<Id>) -> Option<String> {
    let annotation = set.get(id?)?;
    let words: Vec<String> = annotation
        .spans
        .iter()
        .map(|&span| document.slice(span).split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let mut shown = words.join(" […] ");
    if let Some(quote) = annotation.quote() {
        shown += &format!(" ({}, {})", name(&quote.kind), quote.speaker.as_deref().unwrap_or("nobody named"));
    } else if let Some(entity) = annotation.entity() {
        shown += &format!(" ({}, {})", name(&entity.kind), entity.name);
    } else if let Some(date) = annotation.date() {
        shown += &format!(" ({}, {})", name(&date.kind), date.value);
    }
    Some(shown)
}

fn code_points(document: &Document, difference: &Difference) -> [u32; 2] {
    [difference.place.start(), difference.place.end()]
        .map(|pos| document.to_code_point(pos).map_or(0, |p| p.0))
}

/// The name that a value has in JSON.
fn name(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default().trim_matches('"').to_owned()
}

fn json(pairs: &[Pair], agreement: &Agreement) -> serde_json::Value {
    let layers = AnnotationLayer::ALL.iter().map(|layer| {
        let spans = agreement.spans.get(layer).copied().unwrap_or_default();
        let figures = json!({
            "mine": spans.mine, "theirs": spans.theirs, "exact": spans.exact, "near": spans.near,
            "f1_exact": spans.exact_f1(), "f1_near": spans.near_f1(),
        });
        (name(layer), figures)
    });
    let differing = pairs.iter().flat_map(|pair| {
        differences(&pair.coded()).into_iter().map(|difference| {
            let [start, end] = code_points(&pair.document, &difference);
            json!({
                "id": pair.id, "layer": difference.layer, "kind": difference.kind, "start": start, "end": end,
                "mine": difference.mine, "theirs": difference.theirs,
            })
        })
    });
    json!({
        "articles": pairs.len(),
        "spans": layers.collect::<serde_json::Map<_, _>>(),
        "alpha_u": agreement.alpha_u,
        "kappa_kind": agreement.kinds,
        "kappa_speaker": agreement.speakers,
        "kappa_entity_kind": agreement.entity_kinds,
        "differences": differing.collect::<Vec<_>>(),
    })
}
