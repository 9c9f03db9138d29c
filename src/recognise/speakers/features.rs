//! The features of a speaker candidate: where it stands to the quotation, what stands between and around, and what the
//! rules and the tagger say of it. The ranker's weights know their rows: an order or a grouping that changes makes
//! them stale.

use std::ops::Range;

use super::context::{SpeakerContext, overlap};
use crate::document::TokenKind;
use crate::learn::hash::mix;
use crate::learn::templates::{FeatureWriter, both};
use crate::recognise::quotes::reports::rule_spans::RuleSpan;
use crate::recognise::quotes::tagger::TaggedSpan;
use crate::recognise::quotes::tags::{CONTENT, CUE, SOURCE};
use crate::recognise::words::Looks;

/// The logarithm of the number of rows of the ranker's weights.
pub const BITS: u32 = 14;

/// A quotation, and what its candidates are seen beside.
pub(super) struct CandidateInput<'s> {
    context: &'s SpeakerContext<'s>,
    /// The words of the quotation.
    content: &'s Range<usize>,
    /// The quotation of the rules over it, and how many tokens in a hundred they share.
    rule: Option<(&'s RuleSpan, usize)>,
    /// Who spoke last.
    last: Option<&'s Range<usize>>,
    /// The spans around it.
    near: &'s [TaggedSpan],
}

impl<'s> CandidateInput<'s> {
    /// What the candidates of the content with this index are seen beside.
    pub(super) fn new(
        context: &'s SpeakerContext<'s>,
        content: usize,
        rule: Option<(&'s RuleSpan, usize)>,
        last: Option<&'s Range<usize>>,
    ) -> CandidateInput<'s> {
        let near = &context.spans[context.near(content)];
        CandidateInput { context, content: &context.spans[content].tokens, rule, last, near }
    }
}

/// The values that the templates combine.
struct CandidateValues {
    before: bool,
    /// Before or after, in the same sentence or not, paragraphs apart.
    position: u64,
    paragraphs: u64,
    distance: u64,
    /// Direct, mixed or indirect.
    form: u64,
    /// Spans between the candidate and the quotation.
    cues: u64,
    sources: u64,
    contents: u64,
    /// The signs or spans after and before the candidate.
    after: u64,
    ahead: u64,
    to_cue: u64,
    /// Sources in the quotation's paragraph, and whether one stands in its sentence.
    many: u64,
    own: u64,
    is_last: u64,
    /// Whether the quotation begins or ends its paragraph.
    ends: u64,
    /// A pronoun, a name, or common words.
    noun: u64,
    rule: u64,
    why: u64,
    /// Whether the tagger marked a source here, and how probable one is.
    tagged: u64,
    odds: u64,
}

/// The rows of a candidate's features.
pub(super) fn features(input: &CandidateInput, speaker: &Range<usize>, is_by_rule: bool) -> Vec<u32> {
    let values = CandidateValues::new(input, speaker, is_by_rule);
    let mut writer = FeatureWriter::new(BITS);
    values.write_places(&mut writer);
    values.write_words(input, speaker, &mut writer);
    values.write_rules(&mut writer);
    writer.rows().to_vec()
}

impl CandidateValues {
    fn new(input: &CandidateInput, speaker: &Range<usize>, is_by_rule: bool) -> CandidateValues {
        let (context, content, near) = (input.context, input.content, input.near);
        let before = speaker.start < content.start;
        let between = if before { speaker.end..content.start } else { content.end..speaker.start };
        let (here, there) =
            (context.paragraph(content.start) as i64, context.paragraph(speaker.start) as i64);
        // Two bits and a sign: the text farther away is all one.
        let paragraphs = (there - here).clamp(-2, 2) as u64 & 7;
        let same = u64::from(context.is_in_sentence_of(speaker.start, content));
        let count = |kind: usize| {
            let within = |t: &&TaggedSpan| between.start <= t.tokens.start && t.tokens.end <= between.end;
            near.iter().filter(within).filter(|t| t.kind == kind).count() as u64
        };
        let probability = context.source_marginals[speaker.clone()].iter().fold(0.0f32, |a, &b| a.max(b));
        CandidateValues {
            before,
            position: mix(u64::from(before), both(same, paragraphs)),
            paragraphs,
            distance: distance_class(between.end.saturating_sub(between.start)),
            form: input.form(),
            cues: count(CUE),
            sources: count(SOURCE).min(3),
            contents: count(CONTENT).min(2),
            after: input.sign_at(speaker.end),
            ahead: input.sign_before(speaker.start),
            to_cue: input.distance_to_cue(speaker),
            many: input.sources_in_paragraph(),
            own: u64::from(input.has_source_in_sentence()),
            is_last: u64::from(input.last.is_some_and(|last| overlap(last, speaker))),
            ends: input.ends_of_paragraph(),
            noun: input.noun(speaker),
            rule: input.rule_class(is_by_rule),
            // 20 stands for no rule: more than twice the number of reasons.
            why: input.rule.map_or(20, |(rule, share)| rule.why as u64 * 2 + u64::from(50 < share)),
            tagged: u64::from(near.iter().any(|t| t.kind == SOURCE && overlap(&t.tokens, speaker))),
            odds: odds_class(probability),
        }
    }

    /// Where the candidate stands, and what stands between it and the quotation.
    fn write_places(&self, writer: &mut FeatureWriter) {
        let &CandidateValues { position, paragraphs, distance, form, cues, sources, contents, .. } = self;
        let &CandidateValues { after, ahead, to_cue, many, own, is_last, ends, noun, .. } = self;
        let side = both(u64::from(self.before), paragraphs);
        writer.write([position, form]);
        writer.write([position, distance, form]);
        writer.write([position, cues, both(sources, contents)]);
        writer.write([position, after, both(ahead, form)]);
        writer.write([position, distance, both(after, ahead)]);
        writer.write([to_cue, position]);
        writer.write([position, ends, both(form, is_last)]);
        writer.write([many, position, both(is_last, form)]);
        writer.write([own, position, both(after, ahead)]);
        writer.write([noun, position, form]);
        writer.write([is_last, own, both(u64::from(0 < many), form)]);
        writer.write([is_last, own, both(side, both(after, ahead))]);
        writer.write([position, sources, is_last]);
        writer.write([cues, contents, both(sources, side)]);
        writer.write([position, distance, both(both(after, ahead), both(own, both(sources, form)))]);
    }

    /// The words beside the candidate and the quotation.
    fn write_words(&self, input: &CandidateInput, speaker: &Range<usize>, writer: &mut FeatureWriter) {
        let word = |token: usize| input.context.words.get(token).map_or(1, |word| word.lower);
        let content = input.content;
        if self.before {
            let beside = word(content.start.wrapping_sub(1));
            writer.write([beside, both(both(self.cues, self.sources), self.position)]);
        } else {
            // 7 keeps the words after a quotation apart from those before one.
            let beside = both(word(content.end), word(speaker.start.wrapping_sub(1)));
            writer.write([beside, both(self.position, 7)]);
        }
        writer.write([word(speaker.end), self.position]);
    }

    /// What the rules and the tagger say of the candidate.
    fn write_rules(&self, writer: &mut FeatureWriter) {
        let &CandidateValues { position, distance, form, after, ahead, own, is_last, noun, .. } = self;
        let &CandidateValues { rule, why, tagged, odds, .. } = self;
        // 3 is any constant: the rule alone.
        writer.write([rule, 3]);
        writer.write([rule, both(why, position)]);
        writer.write([rule, both(is_last, form)]);
        writer.write([rule, both(noun, position)]);
        writer.write([rule, tagged, both(own, form)]);
        writer.write([rule, distance, both(position, tagged)]);
        writer.write([rule, why, both(both(after, ahead), both(tagged, own))]);
        writer.write([odds, tagged]);
        writer.write([odds, both(rule, position)]);
        writer.write([odds, distance, both(position, form)]);
        writer.write([odds, own, both(after, ahead)]);
        writer.write([odds, noun, rule]);
    }
}

impl CandidateInput<'_> {
    /// Direct, mixed or indirect.
    fn form(&self) -> u64 {
        let (context, content) = (self.context, self.content);
        match (context.is_marked(content.start), context.is_marked(content.end - 1)) {
            (true, true) => 1,
            (false, false) if !content.clone().any(|token| context.is_marked(token)) => 3,
            _ => 2,
        }
    }

    /// What stands at a token: the kind of the span there, or the sign, or just a word.
    fn sign_at(&self, token: usize) -> u64 {
        let Some(t) = self.context.document.tokens().get(token) else { return 900 };
        if let Some(span) = self.near.iter().find(|span| span.tokens.contains(&token)) {
            return 901 + span.kind as u64;
        }
        match t.kind {
            TokenKind::Mark | TokenKind::Punctuation => self.context.words[token].lower,
            _ => 910,
        }
    }

    /// The same of the token before one, within its paragraph.
    fn sign_before(&self, token: usize) -> u64 {
        match token.checked_sub(1) {
            Some(before) if self.context.paragraph(before) == self.context.paragraph(token) => {
                self.sign_at(before)
            }
            _ => 920,
        }
    }

    /// How far the nearest cue is from a candidate.
    fn distance_to_cue(&self, speaker: &Range<usize>) -> u64 {
        let between =
            |t: &TaggedSpan| speaker.start.abs_diff(t.tokens.end).min(t.tokens.start.abs_diff(speaker.end));
        let cues = self.near.iter().filter(|t| t.kind == CUE);
        cues.map(between).min().map_or(31, distance_class)
    }

    fn sources(&self) -> impl Iterator<Item = usize> {
        self.near.iter().filter(|t| t.kind == SOURCE).map(|t| t.tokens.start)
    }

    /// How many sources stand in the quotation's paragraph; more than three are all one.
    fn sources_in_paragraph(&self) -> u64 {
        let here = self.context.paragraph(self.content.start);
        self.sources().filter(|&token| self.context.paragraph(token) == here).count().min(3) as u64
    }

    fn has_source_in_sentence(&self) -> bool {
        self.sources().any(|token| self.context.is_in_sentence_of(token, self.content))
    }

    /// Whether the quotation begins its paragraph (2) and ends it (1).
    fn ends_of_paragraph(&self) -> u64 {
        let (context, content) = (self.context, self.content);
        let here = context.paragraph(content.start);
        let opens = content.start == 0 || context.paragraph(content.start - 1) != here;
        let count = context.document.tokens().len();
        let closes = count <= content.end || context.paragraph(content.end) != here;
        u64::from(opens) * 2 + u64::from(closes)
    }

    /// A pronoun, a name, or common words.
    fn noun(&self, speaker: &Range<usize>) -> u64 {
        let words = &self.context.words[speaker.clone()];
        let capital = words.iter().any(|w| w.looks.has(Looks::CAPITAL) && !w.looks.has(Looks::FIRST));
        match words {
            [word] if !word.looks.has(Looks::CAPITAL) || word.len < 5 => mix(4, word.lower),
            _ if capital => 2,
            _ => 3,
        }
    }

    /// Whether the rules name this candidate, another, nobody, or have nothing here.
    fn rule_class(&self, is_by_rule: bool) -> u64 {
        match self.rule {
            _ if is_by_rule => 1,
            Some((rule, _)) if rule.speaker.is_some() => 2,
            Some(_) => 3,
            None => 4,
        }
    }
}

/// A probability as a class of its odds.
fn odds_class(probability: f32) -> u64 {
    const STEPS: [f32; 11] = [0.01, 0.03, 0.08, 0.17, 0.3, 0.45, 0.6, 0.75, 0.87, 0.95, 0.985];
    STEPS.iter().filter(|&&step| step <= probability).count() as u64
}

/// A number of tokens as a class: the nearest ones apart, farther ones together.
fn distance_class(distance: usize) -> u64 {
    match distance {
        0..=3 => distance as u64,
        4..=5 => 4,
        6..=8 => 6,
        9..=15 => 9,
        16..=30 => 16,
        _ => 31,
    }
}
