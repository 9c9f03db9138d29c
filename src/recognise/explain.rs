//! Why each quotation of a document was found, and why this speaker: what the stages of the analysis noted on their
//! way, in words and numbers for people.

use serde::Serialize;

use super::found::FoundQuote;
use super::normalise::NormalisedDocument;
use super::pipeline;
use super::quotations::{self, ContentTrace, QuoteTrace};
use super::quotes::reports::rule::QuoteRule;
use super::quotes::tagger::TokenMarginals;
use super::quotes::tags::{CONTENT, CUE, SOURCE};
use super::speakers::NameResolution;
use super::speakers::attribute::RULE_SHARE;
use super::speakers::calibration::CalibrationFeature;
use super::speakers::rank::{ScoredSpeaker, SpeakerReason};
use crate::annotation::{QuoteKind, SourceKind};
use crate::document::Document;
use crate::sorting::Sorting as _;
use crate::span::{CodePointPos, Span};

/// Why a quotation was found, and why it has this speaker.
///
/// ```
/// # let document = pullquote::Document::from_text("“We will not go back,” said Ada Lund.");
/// let explanation = &pullquote::explain(&document)[0];
/// assert_eq!(explanation.words[0].text, "“We will not go back,”");
/// assert_eq!(explanation.kind, pullquote::QuoteKind::Direct);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The quoted words, in order: several where a cue splits them or they run on over paragraphs.
    pub words: Vec<Excerpt>,
    /// Direct, indirect or mixed.
    pub kind: QuoteKind,
    /// How it is known to be a quotation.
    pub source_kind: SourceKind,
    /// How probable it is that the quotation is right with its speaker: the least of its parts.
    pub confidence: f32,
    /// The speaker's name within the article, where it is known.
    pub speaker_name: Option<String>,
    /// How that name was found; nothing where no words name a speaker.
    pub resolution: Option<NameResolution>,
    /// What led to each part. The first gave the quotation its kind, its cue and its speaker. A turn of an interview and
    /// a passage that is set off are known by their layout and have none.
    pub parts: Vec<PartExplanation>,
}

/// What led to a part of a quotation, or to the whole where it has one part.
///
/// ```
/// # let document = pullquote::Document::from_text("“We will not go back,” said Ada Lund.");
/// let part = &pullquote::explain(&document)[0].parts[0];
/// assert!(part.threshold <= part.score);
/// assert_eq!(part.cue.as_ref().unwrap().text, "said");
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PartExplanation {
    /// The words of the part.
    pub words: Excerpt,
    /// The rule that found these words or most of them; nothing where the model alone did.
    pub rule: Option<RuleExplanation>,
    /// What the tagger makes of the words.
    pub marginals: QuoteMarginals,
    /// The span classifier's score: the logarithm of the odds that the words are a quotation.
    pub score: f32,
    /// The score that a quotation must have, unless it is marked as speech is.
    pub threshold: f32,
    /// How probable it is that the part is right with its speaker.
    pub confidence: f32,
    /// What that probability is made of: a logistic regression.
    pub calibration: Vec<CalibrationTerm>,
    /// The words that report the part.
    pub cue: Option<Excerpt>,
    /// The words that name its speaker.
    pub speaker: Option<Excerpt>,
    /// Who may have said it, the likeliest first.
    pub candidates: Vec<SpeakerExplanation>,
    /// What chose the speaker.
    pub chosen_by: SpeakerReason,
}

/// The rule that found a part of a quotation.
///
/// ```
/// # let document = pullquote::Document::from_text("“We will not go back,” said Ada Lund.");
/// let explanations = pullquote::explain(&document);
/// let rule = explanations[0].parts[0].rule.as_ref().unwrap();
/// assert_eq!((rule.shared, rule.speaker.as_ref().unwrap().text.as_str()), (100, "Ada Lund"));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RuleExplanation {
    /// Which rule.
    pub rule: QuoteRule,
    /// The words that the rule found.
    pub words: Excerpt,
    /// How many in a hundred of the words they share with the part.
    pub shared: usize,
    /// The rule's cue.
    pub cue: Option<Excerpt>,
    /// Whom the rule takes for the speaker.
    pub speaker: Option<Excerpt>,
}

/// How probable the tagger takes it to be, from 0 to 1, what the words are.
///
/// ```
/// # let document = pullquote::Document::from_text("“We will not go back,” said Ada Lund.");
/// let marginals = pullquote::explain(&document)[0].parts[0].marginals;
/// assert!(0.5 < marginals.begin && 0.5 < marginals.cue.unwrap());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct QuoteMarginals {
    /// That a quotation begins at the first word.
    pub begin: f32,
    /// That one ends at the last word.
    pub end: f32,
    /// That a word of it is quoted, on average.
    pub inside: f32,
    /// That the cue reports: the surest of its words.
    pub cue: Option<f32>,
    /// That the speaker's words name a source: the surest of them.
    pub source: Option<f32>,
}

/// A feature of the calibration: its value times its weight counts.
///
/// ```
/// # let document = pullquote::Document::from_text("“We will not go back,” said Ada Lund.");
/// let part = &pullquote::explain(&document)[0].parts[0];
/// let sum: f32 = part.calibration.iter().map(|term| term.value * term.weight).sum();
/// assert!((part.confidence - 1.0 / (1.0 + (-sum).exp())).abs() < 1e-6);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CalibrationTerm {
    /// Which feature.
    pub feature: CalibrationFeature,
    /// Its value.
    pub value: f32,
    /// Its weight in the model.
    pub weight: f32,
}

/// Words that may name the speaker.
///
/// ```
/// # let document = pullquote::Document::from_text("“We will not go back,” said Ada Lund.");
/// let likeliest = &pullquote::explain(&document)[0].parts[0].candidates[0];
/// assert!(likeliest.is_by_rule && likeliest.words.text == "Ada Lund");
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SpeakerExplanation {
    /// The words.
    pub words: Excerpt,
    /// The ranker's score: the highest is chosen, unless a signature or a nearer report is.
    pub score: i32,
    /// Whether the rules name them.
    pub is_by_rule: bool,
}

/// Words of the document with their place.
///
/// ```
/// # let document = pullquote::Document::from_text("“We will not go back,” said Ada Lund.");
/// let words = &pullquote::explain(&document)[0].words[0];
/// assert_eq!((words.start.0, words.end.0), (0, 22));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Excerpt {
    /// Where the words begin, in code points.
    pub start: CodePointPos,
    /// Where they end, in code points, exclusive.
    pub end: CodePointPos,
    /// The words.
    pub text: String,
}

impl Explanation {
    /// Whether the quotation holds the code point at a position.
    pub fn is_at(&self, position: CodePointPos) -> bool {
        self.words.iter().any(|words| words.start <= position && position < words.end)
    }
}

/// Why each quotation of a document was found, in the order of the text: the quotations that [`annotate`] finds, with
/// what the same analysis went by. Cannot fail: a text without quotations has no explanations.
///
/// [`annotate`]: crate::annotate
///
/// ```
/// use pullquote::{Document, QuoteRule, explain};
///
/// let document = Document::from_text("“We will not go back,” said Ada Lund.");
/// let explanations = explain(&document);
/// assert_eq!(explanations[0].speaker_name.as_deref(), Some("Ada Lund"));
/// let rule = explanations[0].parts[0].rule.as_ref().unwrap();
/// assert_eq!(rule.rule, QuoteRule::Marks);
/// assert_eq!(rule.cue.as_ref().unwrap().text, "said");
/// ```
pub fn explain(document: &Document) -> Vec<Explanation> {
    let mut trace = QuoteTrace::default();
    let copy = NormalisedDocument::of(document);
    let read = copy.as_ref().map_or(document, |copy| &copy.document);
    let found = pipeline::find_as_written(read, Some(&mut trace));
    let explainer = Explainer { document: read, trace: &trace, original: document, copy: copy.as_ref() };
    (0..found.quotes.len()).map(|index| explainer.quote(index, &found.quotes[index])).collect()
}

struct Explainer<'a> {
    /// The document as the analysis read it.
    document: &'a Document,
    trace: &'a QuoteTrace,
    original: &'a Document,
    /// The copy that was read, where it is another than the original.
    copy: Option<&'a NormalisedDocument>,
}

impl Explainer<'_> {
    fn quote(&self, index: usize, quote: &FoundQuote) -> Explanation {
        let parts = &self.trace.contents[self.trace.parts[index].clone()];
        Explanation {
            words: quote.spans.iter().map(|&span| self.excerpt(span)).collect(),
            kind: quote.kind,
            source_kind: quote.source_kind,
            confidence: quote.confidence,
            speaker_name: quote.speaker_name.clone(),
            resolution: self.trace.resolutions[index],
            parts: parts.iter().map(|part| self.part(part)).collect(),
        }
    }

    fn part(&self, part: &ContentTrace) -> PartExplanation {
        let model = quotations::model();
        let mut candidates: Vec<&ScoredSpeaker> = part.candidates.iter().collect();
        // Of equal scores the first is chosen, and stays first.
        candidates.order_by_key(|candidate| std::cmp::Reverse(candidate.score));
        let features = CalibrationFeature::ALL.into_iter().zip(part.calibration).zip(model.calibration.0);
        PartExplanation {
            words: self.excerpt(part.quote.spans[0]),
            rule: self.rule(part),
            marginals: self.marginals(part),
            score: part.score,
            threshold: model.span_classifier.threshold(),
            confidence: part.quote.confidence,
            calibration: features
                .map(|((feature, value), weight)| CalibrationTerm { feature, value, weight })
                .collect(),
            cue: part.quote.cue.map(|span| self.excerpt(span)),
            speaker: part.quote.speaker.map(|span| self.excerpt(span)),
            candidates: candidates.into_iter().map(|candidate| self.candidate(candidate)).collect(),
            chosen_by: part.choice.reason,
        }
    }

    fn rule(&self, part: &ContentTrace) -> Option<RuleExplanation> {
        let (rule, shared) = part.rule.as_ref().filter(|(_, shared)| RULE_SHARE <= *shared)?;
        Some(RuleExplanation {
            rule: QuoteRule::of_number(rule.rule)?,
            words: self.tokens(&rule.tokens),
            shared: *shared,
            cue: rule.cue.as_ref().map(|tokens| self.tokens(tokens)),
            speaker: rule.speaker.as_ref().map(|tokens| self.tokens(tokens)),
        })
    }

    fn candidate(&self, candidate: &ScoredSpeaker) -> SpeakerExplanation {
        let ScoredSpeaker { tokens, score, is_by_rule } = candidate;
        SpeakerExplanation { words: self.tokens(tokens), score: *score, is_by_rule: *is_by_rule }
    }

    fn marginals(&self, part: &ContentTrace) -> QuoteMarginals {
        let of = |token: usize| self.marginal(token).copied().unwrap_or_default();
        let tokens = &part.tokens;
        let inside: f32 = tokens.clone().map(|token| of(token).kinds[CONTENT]).sum();
        let surest = |span: Span, kind: usize| {
            self.document.tokens_in(span).map(|token| of(token).kinds[kind]).fold(0.0, f32::max)
        };
        QuoteMarginals {
            begin: of(tokens.start).begins,
            end: of(tokens.end - 1).ends,
            inside: inside / tokens.len() as f32,
            cue: part.quote.cue.map(|span| surest(span, CUE)),
            source: part.quote.speaker.map(|span| surest(span, SOURCE)),
        }
    }

    /// What the tagger makes of a token; nothing where it found no sign of a quotation in the whole passage.
    fn marginal(&self, token: usize) -> Option<&TokenMarginals> {
        let after = self.trace.passages.partition_point(|passage| passage.start <= token);
        let passage = &self.trace.passages[after.checked_sub(1)?];
        passage.marginals.get(token - passage.start)
    }

    fn tokens(&self, tokens: &std::ops::Range<usize>) -> Excerpt {
        let all = self.document.tokens();
        self.excerpt(all[tokens.start].span.hull(all[tokens.end - 1].span))
    }

    fn excerpt(&self, span: Span) -> Excerpt {
        let span = self.copy.map_or(span, |copy| copy.original(span));
        let code_point = |pos| self.original.to_code_point(pos).expect("spans lie between characters");
        Excerpt {
            start: code_point(span.start()),
            end: code_point(span.end()),
            text: self.original.slice(span).to_owned(),
        }
    }
}
