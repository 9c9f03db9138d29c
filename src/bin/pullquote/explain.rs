//! `pullquote explain`: why each quotation was found, and why it has this speaker.

use std::fmt::{self, Display, Write as _};
use std::io::{self, BufWriter, Write as _};
use std::path::PathBuf;

use pullquote::{
    CalibrationFeature, CodePointPos, Excerpt, Explanation, NameResolution, PartExplanation, QuoteRule,
    RuleExplanation, SourceKind, SpeakerReason, explain,
};
use serde::Serialize;

use crate::input::{self, InputArticle, Known};
use crate::report::{RunReport, WrongValue};

pub(crate) const EXAMPLES: &str = "\
Examples:
  pullquote explain interview.txt
  pullquote explain --at 120 interview.txt
  pullquote explain --json articles.jsonl";

#[derive(clap::Args)]
pub(crate) struct ExplainArgs {
    /// Explain only the quotation at this position, in code points from the start of the article's text.
    #[arg(long, value_name = "N", value_parser = position)]
    at: Option<u32>,
    /// Write JSON lines, one a quotation, with positions in code points.
    #[arg(long)]
    json: bool,
    /// An article (.txt, .md or .html) or several (.jsonl); - is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(crate) fn run(args: &ExplainArgs) -> io::Result<RunReport> {
    let mut report = RunReport::new();
    let mut out = BufWriter::new(io::stdout().lock());
    input::articles(&args.file, &Known::default(), &mut report, |article, report| {
        match explanations(&article, args.at) {
            Ok(explanations) => write(&mut out, args, &article.id, &explanations)?,
            Err(problem) => report.problem(place(args, &article), problem),
        }
        report.done();
        Ok(())
    })?;
    out.flush()?;
    Ok(report)
}

/// A position of an option. The standard library's words are for programmers.
fn position(number: &str) -> Result<u32, WrongValue> {
    number
        .parse()
        .map_err(|_| WrongValue("this is not a position; write a number of code points such as 120"))
}

/// Why there is nothing to explain at a position.
#[derive(Debug)]
enum NothingThere {
    BeyondTheText { at: u32, length: u32 },
    NoQuotation { at: u32 },
}

impl Display for NothingThere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NothingThere::BeyondTheText { at, length } => {
                write!(f, "{at} is beyond the text, which has {length} code points")
            }
            NothingThere::NoQuotation { at } => write!(f, "no quotation was found at {at}"),
        }
    }
}

/// The explanations of an article, or the one at a position.
fn explanations(article: &InputArticle, at: Option<u32>) -> Result<Vec<Explanation>, NothingThere> {
    let Some(at) = at else { return Ok(explain(&article.document)) };
    let length = u32::try_from(article.document.text().chars().count()).unwrap_or(u32::MAX);
    if length <= at {
        return Err(NothingThere::BeyondTheText { at, length });
    }
    let there: Vec<Explanation> =
        explain(&article.document).into_iter().filter(|e| e.is_at(CodePointPos(at))).collect();
    if there.is_empty() { Err(NothingThere::NoQuotation { at }) } else { Ok(there) }
}

/// The file, with the article's id where it is one of several.
fn place(args: &ExplainArgs, article: &InputArticle) -> String {
    let path = input::name(&args.file);
    if article.id == input::stem(&args.file) { path } else { format!("{path} ({})", article.id) }
}

/// A line of the JSON output.
#[derive(Serialize)]
struct ExplanationLine<'a> {
    id: &'a str,
    #[serde(flatten)]
    explanation: &'a Explanation,
}

fn write(
    out: &mut impl io::Write,
    args: &ExplainArgs,
    id: &str,
    explanations: &[Explanation],
) -> io::Result<()> {
    if args.json {
        for explanation in explanations {
            serde_json::to_writer(&mut *out, &ExplanationLine { id, explanation })?;
            writeln!(out)?;
        }
        return Ok(());
    }
    let count = explanations.len();
    writeln!(out, "{id}: {count} quotation{}", if count == 1 { "" } else { "s" })?;
    explanations.iter().try_for_each(|explanation| write!(out, "\n{}", text(explanation)))
}

/// An explanation for people: a line a fact.
fn text(explanation: &Explanation) -> String {
    let mut text = String::new();
    let places: Vec<String> =
        explanation.words.iter().map(|w| format!("{}–{}", w.start.0, w.end.0)).collect();
    let kind = format!("{:?}", explanation.kind).to_lowercase();
    let source = match explanation.source_kind {
        SourceKind::Cued => "",
        SourceKind::Turn => ", a turn behind a label",
        SourceKind::SetOff => ", set off from the text",
        SourceKind::Reported => ", carrying on a report",
    };
    line(
        &mut text,
        &places.join(", "),
        format_args!("{kind}{source}, confidence {:.2}", explanation.confidence),
    );
    line(&mut text, "  name", name(explanation));
    for (index, part) in explanation.parts.iter().enumerate() {
        if 1 < explanation.parts.len() {
            line(&mut text, "  part", format_args!("{} of {}", index + 1, explanation.parts.len()));
        }
        write_part(&mut text, part);
    }
    text
}

/// A line with a label before what it says.
fn line(text: &mut String, label: &str, value: impl Display) {
    writeln!(text, "{label:<13} {value}").expect("a string takes all that is written");
}

fn name(explanation: &Explanation) -> String {
    let how = explanation.resolution.map_or("no words name a speaker", how);
    match &explanation.speaker_name {
        Some(name) => format!("{name} ({how})"),
        None => format!("none ({how})"),
    }
}

fn how(resolution: NameResolution) -> &'static str {
    match resolution {
        NameResolution::SameWords => "the words of the quotation before",
        NameResolution::Person => "a person's name is in the words",
        NameResolution::Name => "the words end with the name",
        NameResolution::Pronoun => "a pronoun for a name before it",
        NameResolution::Role => "the person in this role",
        NameResolution::Organisation => "an organisation named before",
        NameResolution::Statement => "whose statement it is",
        NameResolution::Label => "the label of a turn",
        NameResolution::Description => "no name: the words describe the source",
        NameResolution::Unresolved => "a pronoun that no name was found for",
        _ => "another way",
    }
}

fn write_part(text: &mut String, part: &PartExplanation) {
    let words = |excerpt: &Option<Excerpt>| excerpt.as_ref().map_or("none", |e| e.text.as_str()).to_owned();
    line(text, "  words", &part.words.text);
    line(text, "  cue", words(&part.cue));
    line(text, "  speaker", format_args!("{} (by {})", words(&part.speaker), chooser(part.chosen_by)));
    line(text, "  rule", part.rule.as_ref().map_or("none: found by the model".to_owned(), rule));
    let m = &part.marginals;
    let optional = |p: Option<f32>| p.map_or("-".to_owned(), |p| format!("{p:.2}"));
    let inside = format!("begin {:.2}, end {:.2}, inside {:.2}", m.begin, m.end, m.inside);
    line(text, "  tagger", format!("{inside}, cue {}, source {}", optional(m.cue), optional(m.source)));
    line(text, "  score", format_args!("{:.2}, threshold {:.2}", part.score, part.threshold));
    for (index, candidate) in part.candidates.iter().enumerate() {
        let by_rule = if candidate.is_by_rule { " (by rule)" } else { "" };
        let label = if index == 0 { "  candidates" } else { "" };
        line(text, label, format_args!("{:>5}  {}{by_rule}", candidate.score, candidate.words.text));
    }
    let terms = part.calibration.iter().filter(|term| term.value != 0.0);
    let terms: Vec<String> = terms
        .map(|term| format!("{} {:.2} × {:.2}", feature_name(term.feature), term.value, term.weight))
        .collect();
    line(text, "  calibration", format_args!("{:.2} of {}", part.confidence, terms.join(", ")));
}

fn rule(rule: &RuleExplanation) -> String {
    let mut text = format!("{}, {} % of the words", rule_name(rule.rule), rule.shared);
    for (label, excerpt) in [("cue", &rule.cue), ("speaker", &rule.speaker)] {
        if let Some(excerpt) = excerpt {
            write!(text, ", {label} {}", excerpt.text).expect("a string takes all that is written");
        }
    }
    text
}

fn chooser(reason: SpeakerReason) -> &'static str {
    match reason {
        SpeakerReason::Ranker => "ranker",
        SpeakerReason::Signature => "signature",
        SpeakerReason::Claim => "whose claim it is",
        SpeakerReason::NobodyNamed => "nobody named before the colon",
        SpeakerReason::Impersonal => "nobody who reports",
        SpeakerReason::Turn => "turn of two speakers",
        SpeakerReason::NearestReport => "nearest report",
        _ => "another way",
    }
}

fn rule_name(rule: QuoteRule) -> &'static str {
    match rule {
        QuoteRule::Marks => "marked words beside a report",
        QuoteRule::That => "clause with that",
        QuoteRule::Question => "reported question",
        QuoteRule::Bare => "clause without that",
        QuoteRule::Object => "object or infinitive of a verb of saying",
        QuoteRule::Before => "clause before its report",
        QuoteRule::Resumed => "clause after a report in commas",
        QuoteRule::According => "according to",
        QuoteRule::Colon => "name and colon",
        QuoteRule::Continued => "continued quotation",
        QuoteRule::Alone => "marked words alone",
        QuoteRule::Signature => "signature",
        _ => "another rule",
    }
}

fn feature_name(feature: CalibrationFeature) -> &'static str {
    match feature {
        CalibrationFeature::Always => "always",
        CalibrationFeature::SpanScore => "span score",
        CalibrationFeature::DirectSpanScore => "span score of a direct quotation",
        CalibrationFeature::SpeakerLead => "speaker's lead",
        CalibrationFeature::DirectSpeakerLead => "speaker's lead of a direct quotation",
        CalibrationFeature::NoSpeaker => "no speaker",
        CalibrationFeature::SpeakerByRule => "speaker by rule",
        CalibrationFeature::SameWordsByRule => "rule with the same words",
        CalibrationFeature::NoRule => "no rule",
        CalibrationFeature::Direct => "direct quotation",
        _ => "another feature",
    }
}
