//! Whose words a quotation is: of the sources around it, the likeliest by a trained ranker.
//!
//! Candidates are the sources that the tagger marked nearby, the one that the rules name, and whoever spoke last.

use std::ops::Range;

use super::tagger::TaggedSpan;
use super::tags::{CONTENT, CUE, SOURCE};
use crate::annotation::Why;
use crate::document::{Document, TokenKind};
use crate::lang::en::speech;
use crate::learn::hash::{mix, row};
use crate::learn::{WeightRows, ranker};
use crate::recognise::marks::Marked;
use crate::recognise::words::{Looks, Word};

/// The logarithm of the number of rows of the ranker's weights.
pub const BITS: u32 = 14;

/// Spans to either side that are looked at; a bound, so that the cost stays linear.
const REACH: usize = 12;

/// Paragraphs back and forth in which a source may stand.
const BACK: usize = 2;
const FORTH: usize = 1;

/// The lead of one who has no rival.
const CERTAIN: i32 = 1000;

/// Tokens as probable as this to name a source are looked at, where they stand this near.
const DOUBTFUL: f32 = 0.08;
const FAR: usize = 60;

/// A chance as a class of its odds.
fn odds(chance: f32) -> u64 {
    const STEPS: [f32; 11] = [0.01, 0.03, 0.08, 0.17, 0.3, 0.45, 0.6, 0.75, 0.87, 0.95, 0.985];
    STEPS.iter().filter(|&&s| s <= chance).count() as u64
}

/// A quotation that the rules found, in tokens.
#[derive(Clone, Debug)]
pub struct Ruled {
    pub tokens: Range<usize>,
    pub speaker: Option<Range<usize>>,
    pub cue: Option<Range<usize>>,
    pub why: Why,
    /// Which rule: one more than the place of [`super::rules::Rule`].
    pub rule: u8,
}

impl Ruled {
    /// Whether the quotation lies within these tokens with its cue and its speaker: one report within another.
    pub fn is_report_within(&self, tokens: &Range<usize>) -> bool {
        let within = |part: &Range<usize>| tokens.start <= part.start && part.end <= tokens.end;
        let all = [Some(&self.tokens), self.cue.as_ref(), self.speaker.as_ref()];
        all.into_iter().all(|part| part.is_some_and(within))
    }
}

/// The quotations of the rules, a piece each, in the order of the text.
pub fn ruled(document: &Document, found: &super::rules::Ruled) -> Vec<Ruled> {
    let mut all: Vec<Ruled> = vec![];
    for quote in &found.quotes {
        for &span in &quote.spans {
            let tokens = document.tokens_in(span);
            if tokens.is_empty() {
                continue;
            }
            all.push(Ruled {
                rule: found.hints[tokens.start].rule,
                tokens,
                speaker: quote.speaker.map(|s| document.tokens_in(s)),
                cue: quote.cue.map(|s| document.tokens_in(s)),
                why: quote.why,
            });
        }
    }
    all.sort_by_key(|r| r.tokens.start);
    all
}

/// Those of them that lie, in part at least, in a stretch of tokens.
pub fn ruled_in<'r>(ruled: &'r [Ruled], within: &Range<usize>) -> &'r [Ruled] {
    let from = ruled.partition_point(|r| r.tokens.end <= within.start);
    let to = ruled.partition_point(|r| r.tokens.start < within.end).max(from);
    &ruled[from..to]
}

/// A document with what the tagger and the rules found in it.
pub struct Scene<'a> {
    pub document: &'a Document,
    pub words: &'a [Word],
    /// In the order of the text, none in another.
    pub spans: &'a [TaggedSpan],
    pub ruled: &'a [Ruled],
    /// Of each token, how probable it is to be in the words that name a source.
    sources: &'a [f32],
    /// Tokens that may name a source and were not marked as such.
    doubtful: Vec<Range<usize>>,
    /// Of each token, the indices of its paragraph and its sentence, and whether it is between marks.
    places: Vec<Place>,
}

#[derive(Clone, Copy, Default)]
struct Place {
    paragraph: u32,
    sentence: u32,
    is_marked: bool,
}

/// Who may have spoken.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub tokens: Range<usize>,
    /// Rows of the features, for the ranker.
    pub rows: Vec<u32>,
    pub is_by_rule: bool,
}

/// A speaker as chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    pub speaker: Option<Range<usize>>,
    /// How far the chosen one is ahead of the next, in units of the ranker's weights; all of it where there is no
    /// other.
    pub lead: i32,
    pub is_by_rule: bool,
}

/// Runs of tokens that may name a source and lie in no span.
fn doubtful(document: &Document, spans: &[TaggedSpan], sources: &[f32]) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = vec![];
    let mut next = 0;
    for (token, &chance) in sources.iter().enumerate() {
        while spans.get(next).is_some_and(|s| s.tokens.end <= token) {
            next += 1;
        }
        let taken = spans.get(next).is_some_and(|s| s.tokens.contains(&token) && s.kind != CUE);
        let sign = matches!(document.tokens()[token].kind, TokenKind::Mark | TokenKind::Punctuation);
        let is_new = all.last().is_none_or(|run| run.end != token);
        if chance < DOUBTFUL || taken || sign && is_new {
            continue;
        }
        match all.last_mut().filter(|_| !is_new) {
            Some(run) => run.end = token + 1,
            None => all.push(token..token + 1),
        }
    }
    all
}

impl<'a> Scene<'a> {
    pub fn new(
        document: &'a Document,
        words: &'a [Word],
        marked: &[Marked],
        spans: &'a [TaggedSpan],
        ruled: &'a [Ruled],
        sources: &'a [f32],
    ) -> Scene<'a> {
        let mut places = vec![Place::default(); document.tokens().len()];
        for (index, paragraph) in document.paragraphs().iter().enumerate() {
            places[paragraph.tokens.clone()].iter_mut().for_each(|p| p.paragraph = index as u32);
        }
        for (index, sentence) in document.sentences().iter().enumerate() {
            places[sentence.tokens.clone()].iter_mut().for_each(|p| p.sentence = index as u32);
        }
        for m in marked.iter().filter(|m| m.depth == 0) {
            places[document.tokens_in(m.span)].iter_mut().for_each(|p| p.is_marked = true);
        }
        let doubtful = doubtful(document, spans, sources);
        Scene { document, words, spans, ruled, sources, doubtful, places }
    }

    pub fn is_marked(&self, token: usize) -> bool {
        self.places[token].is_marked
    }

    /// The index of the paragraph that a token is in.
    pub fn paragraph(&self, token: usize) -> usize {
        self.places[token].paragraph as usize
    }

    fn sentence(&self, token: usize) -> u32 {
        self.places[token].sentence
    }

    /// The quotation of the rules that shares the most tokens with these, and how many in a hundred of both.
    pub fn rule_over(&self, tokens: &Range<usize>) -> Option<(&Ruled, usize)> {
        let from = self.ruled.partition_point(|r| r.tokens.start < tokens.start).saturating_sub(2);
        let near = self.ruled[from..].iter().take_while(|r| r.tokens.start < tokens.end).take(REACH);
        let shared =
            |r: &Ruled| r.tokens.end.min(tokens.end).saturating_sub(r.tokens.start.max(tokens.start));
        let best = near.filter(|r| 0 < shared(r)).max_by_key(|r| shared(r))?;
        let both = shared(best);
        Some((best, 100 * both / (best.tokens.len() + tokens.len() - both)))
    }

    /// Who may have spoken the words of a content, given the index of its span and who spoke before.
    pub fn candidates(&self, content: usize, last: Option<&Range<usize>>) -> Vec<Candidate> {
        let c = &self.spans[content].tokens;
        let here = self.paragraph(c.start);
        let near = content.saturating_sub(REACH)..(content + REACH + 1).min(self.spans.len());
        let within = |t: usize| (here.saturating_sub(BACK)..=here + FORTH).contains(&self.paragraph(t));
        let sources =
            near.clone().filter(|&i| self.spans[i].kind == SOURCE && within(self.spans[i].tokens.start));
        let mut all: Vec<Range<usize>> = sources.map(|i| self.spans[i].tokens.clone()).collect();
        let first = self.doubtful.partition_point(|d| d.end + FAR < c.start);
        let doubtful = self.doubtful[first..].iter().take_while(|d| d.start < c.end + FAR);
        all.extend(doubtful.filter(|d| self.paragraph(d.start) == here && !overlap(d, c)).cloned());
        let rule = self.rule_over(c);
        let by_rule = rule.and_then(|(r, _)| r.speaker.clone());
        for other in by_rule.iter().chain(last) {
            let inside = c.start <= other.start && other.end <= c.end;
            if !inside && !all.iter().any(|a| overlap(a, other)) {
                all.push(other.clone());
            }
        }
        let about = About { c, rule, last, by_rule: by_rule.as_ref(), near };
        all.retain(|s| !self.is_verb(s));
        all.into_iter().map(|tokens| self.candidate(&about, tokens)).collect()
    }

    /// Whether a span is one word in small letters right before an article: "“…,” ran the verdict". No noun stands there.
    fn is_verb(&self, s: &Range<usize>) -> bool {
        let word = self.document.word(s.start);
        let is_small = s.len() == 1 && word.starts_with(char::is_lowercase);
        let is_before_article = || {
            s.end < self.document.tokens().len() && matches!(self.document.word(s.end), "the" | "a" | "an")
        };
        is_small && is_before_article() && !speech::look_up(word).is_function_word()
    }

    fn candidate(&self, about: &About, s: Range<usize>) -> Candidate {
        let is_by_rule = about.by_rule.is_some_and(|r| overlap(r, &s));
        let rows = self.see(about, &s, is_by_rule);
        Candidate { tokens: s, rows, is_by_rule }
    }

    fn see(&self, about: &About, s: &Range<usize>, is_by_rule: bool) -> Vec<u32> {
        let c = about.c;
        let before = s.start < c.start;
        let distance = if before { c.start.saturating_sub(s.end) } else { s.start.saturating_sub(c.end) };
        let (here, there) = (self.paragraph(c.start) as i64, self.paragraph(s.start) as i64);
        let same = [c.start, c.end - 1].iter().any(|&t| self.sentence(t) == self.sentence(s.start));
        let form = self.form(c);
        let (apart, d) = ((there - here).clamp(-2, 2) as u64 & 7, far(distance));
        let k = mix(u64::from(before), mix(u64::from(same), apart));
        let between = if before { s.end..c.start } else { c.end..s.start };
        let near = &self.spans[about.near.clone()];
        let count = |kind: usize| {
            let within = |t: &&TaggedSpan| between.start <= t.tokens.start && t.tokens.end <= between.end;
            near.iter().filter(within).filter(|t| t.kind == kind).count() as u64
        };
        let (cues, sources, contents) = (count(CUE), count(SOURCE).min(3), count(CONTENT).min(2));
        let (after, ahead) = (self.sign(s.end, near), self.sign_before(s.start, near));
        let gap = |t: &TaggedSpan| s.start.abs_diff(t.tokens.end).min(t.tokens.start.abs_diff(s.end));
        let to_cue = near.iter().filter(|t| t.kind == CUE).map(gap).min().map_or(31, far);
        let in_paragraph =
            near.iter().filter(|t| t.kind == SOURCE && self.paragraph(t.tokens.start) as i64 == here);
        let own = near.iter().any(|t| {
            t.kind == SOURCE
                && [c.start, c.end - 1].iter().any(|&x| self.sentence(x) == self.sentence(t.tokens.start))
        });
        let many = in_paragraph.count().min(3) as u64;
        let is_last = about.last.is_some_and(|l| overlap(l, s));
        let opens = c.start == 0 || self.paragraph(c.start - 1) as i64 != here;
        let closes = self.places.get(c.end).is_none_or(|p| i64::from(p.paragraph) != here);
        let what = self.what(s);
        let (own, is_last, ends) =
            (u64::from(own), u64::from(is_last), u64::from(opens) * 2 + u64::from(closes));
        let rule = match about.rule {
            _ if is_by_rule => 1,
            Some((r, _)) if r.speaker.is_some() => 2,
            Some(_) => 3,
            None => 4,
        };
        let why = about.rule.map_or(20, |(r, share)| r.why as u64 * 2 + u64::from(50 < share));
        let tagged = u64::from(near.iter().any(|t| t.kind == SOURCE && overlap(&t.tokens, s)));
        let mut see = See { rows: Vec::with_capacity(32), template: 0 };
        see.all(&[mix(k, form), mix(mix(k, d), form), mix(mix(k, cues), mix(sources, contents))]);
        see.all(&[mix(mix(k, after), mix(ahead, form)), mix(mix(k, d), mix(after, ahead)), mix(to_cue, k)]);
        see.all(&[mix(mix(k, ends), mix(form, is_last)), mix(mix(many, k), mix(is_last, form))]);
        see.all(&[mix(mix(own, k), mix(after, ahead)), mix(mix(what, k), form)]);
        see.all(&[mix(mix(is_last, own), mix(u64::from(0 < many), form))]);
        see.all(&[mix(mix(is_last, own), mix(mix(u64::from(before), apart), mix(after, ahead)))]);
        see.all(&[
            mix(mix(k, sources), is_last),
            mix(mix(cues, contents), mix(sources, mix(u64::from(before), apart))),
        ]);
        see.all(&[mix(mix(k, d), mix(mix(after, ahead), mix(own, mix(sources, form))))]);
        let word = |t: usize| self.words.get(t).map_or(1, |w| w.lower);
        if before {
            see.all(&[mix(word(c.start.wrapping_sub(1)), mix(mix(cues, sources), k))]);
        } else {
            see.all(&[mix(mix(word(c.end), word(s.start.wrapping_sub(1))), mix(k, 7))]);
        }
        see.all(&[mix(word(s.end), k), mix(rule, 3), mix(rule, mix(why, k)), mix(rule, mix(is_last, form))]);
        see.all(&[
            mix(rule, mix(what, k)),
            mix(mix(rule, tagged), mix(own, form)),
            mix(mix(rule, d), mix(k, tagged)),
        ]);
        see.all(&[mix(mix(rule, why), mix(mix(after, ahead), mix(tagged, own)))]);
        let belief = odds(self.sources[s.clone()].iter().fold(0.0, |a, &b| a.max(b)));
        see.all(&[mix(belief, tagged), mix(belief, mix(rule, k)), mix(mix(belief, d), mix(k, form))]);
        see.all(&[mix(mix(belief, own), mix(after, ahead)), mix(mix(belief, what), rule)]);
        see.rows
    }

    /// Direct, mixed or indirect.
    fn form(&self, c: &Range<usize>) -> u64 {
        match (self.is_marked(c.start), self.is_marked(c.end - 1)) {
            (true, true) => 1,
            (false, false) if !c.clone().any(|t| self.is_marked(t)) => 3,
            _ => 2,
        }
    }

    /// What stands at a token: the kind of the span there, or the sign, or just a word.
    fn sign(&self, token: usize, near: &[TaggedSpan]) -> u64 {
        let Some(t) = self.document.tokens().get(token) else { return 900 };
        if let Some(span) = near.iter().find(|s| s.tokens.contains(&token)) {
            return 901 + span.kind as u64;
        }
        match t.kind {
            TokenKind::Mark | TokenKind::Punctuation => self.words[token].lower,
            _ => 910,
        }
    }

    fn sign_before(&self, token: usize, near: &[TaggedSpan]) -> u64 {
        match token.checked_sub(1) {
            Some(before) if self.paragraph(before) == self.paragraph(token) => self.sign(before, near),
            _ => 920,
        }
    }

    /// A pronoun, a name, or common words.
    fn what(&self, s: &Range<usize>) -> u64 {
        let first = &self.words[s.start];
        let capital = s
            .clone()
            .any(|t| self.words[t].looks.has(Looks::CAPITAL) && !self.words[t].looks.has(Looks::FIRST));
        match s.len() {
            1 if !first.looks.has(Looks::CAPITAL) || first.len < 5 => mix(4, first.lower),
            _ if capital => 2,
            _ => 3,
        }
    }

    /// The name that a dash or colon ties to the words: there is nothing to weigh.
    fn signed(&self, content: usize) -> Option<Choice> {
        let c = &self.spans[content].tokens;
        let (rule, _) = self.rule_over(c).filter(|(r, share)| r.why == Why::NameAndColon && 80 <= *share)?;
        let speaker = Some(rule.speaker.clone()?);
        Some(Choice { speaker, lead: CERTAIN, is_by_rule: true })
    }

    /// Gives the words to the subject of the report that stands between them and the speaker chosen: of "the letter says
    /// that Ames stressed that …", to Ames.
    fn nearest_report(&self, content: usize, choice: Choice) -> Choice {
        let c = &self.spans[content].tokens;
        let chosen = choice.speaker.as_ref().map_or(c.start, |s| s.end);
        let rule = self.rule_over(c).filter(|(_, share)| 80 <= *share).map(|(rule, _)| rule);
        let parts = rule.and_then(|rule| Some((rule.speaker.clone()?, rule.cue.clone()?)));
        match parts {
            Some((speaker, cue))
                if chosen <= speaker.start && speaker.end <= cue.start && cue.end <= c.start =>
            {
                Choice { speaker: Some(speaker), lead: 0, is_by_rule: true }
            }
            _ => choice,
        }
    }

    /// The cue that reports a content: near it and its speaker, in the sentence of either.
    pub fn cue(&self, content: usize, speaker: Option<&Range<usize>>) -> Option<Range<usize>> {
        let c = &self.spans[content].tokens;
        let near = content.saturating_sub(REACH)..(content + REACH + 1).min(self.spans.len());
        let rule = self.rule_over(c).and_then(|(r, _)| r.cue.clone());
        let tagged = self.spans[near].iter().filter(|t| t.kind == CUE).map(|t| t.tokens.clone());
        let cost = |cue: &Range<usize>| {
            let sentence = self.sentence(cue.start);
            let own = [c.start, c.end - 1].iter().any(|&t| self.sentence(t) == sentence);
            let beside = speaker.is_some_and(|s| self.sentence(s.start) == sentence);
            let to_speaker = speaker.map_or(0, |s| gap(cue, s).min(30));
            let ruled = rule.as_ref().is_some_and(|r| overlap(r, cue));
            // "… he said, stressing that …": the verb beside the words reports them.
            if ruled && gap(cue, c) == 0 {
                return 0;
            }
            2 * to_speaker
                + gap(cue, c).min(40)
                + if own { 0 } else { 12 }
                + if beside { 0 } else { 12 }
                + if ruled { 0 } else { 10 }
        };
        tagged
            .chain(rule.clone())
            .filter(|cue| !overlap(cue, c))
            .min_by_key(cost)
            .filter(|cue| cost(cue) < 100)
    }

    /// The indices of the contents.
    pub fn contents(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.spans.len()).filter(|&i| self.spans[i].kind == CONTENT)
    }
}

/// What a candidate is seen beside.
struct About<'s> {
    c: &'s Range<usize>,
    rule: Option<(&'s Ruled, usize)>,
    last: Option<&'s Range<usize>>,
    by_rule: Option<&'s Range<usize>>,
    near: Range<usize>,
}

struct See {
    rows: Vec<u32>,
    template: u64,
}

impl See {
    fn all(&mut self, values: &[u64]) {
        for &value in values {
            self.template += 1;
            self.rows.push(row(self.template, value, BITS));
        }
    }
}

/// The speakers of all contents, in their order, by the ranker's weights.
pub fn choose(scene: &Scene, weights: &WeightRows) -> Vec<Choice> {
    let mut last: Option<Range<usize>> = None;
    let mut chosen = vec![];
    for content in scene.contents() {
        let candidates = scene.candidates(content, last.as_ref());
        let choice = best(&candidates, weights);
        let choice = scene.signed(content).unwrap_or_else(|| scene.nearest_report(content, choice));
        if choice.speaker.is_some() {
            last.clone_from(&choice.speaker);
        }
        chosen.push(choice);
    }
    chosen
}

/// The candidate with the highest score.
fn best(candidates: &[Candidate], weights: &WeightRows) -> Choice {
    let scores: Vec<i32> = candidates.iter().map(|c| ranker::score(weights, &c.rows)).collect();
    ranker::best(&scores).map_or_else(Choice::default, |best| Choice {
        speaker: Some(candidates[best.index].tokens.clone()),
        lead: best.lead.unwrap_or(CERTAIN),
        is_by_rule: candidates[best.index].is_by_rule,
    })
}

pub fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Tokens between two spans.
fn gap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.start.saturating_sub(b.end).max(b.start.saturating_sub(a.end))
}

fn far(distance: usize) -> u64 {
    match distance {
        0..=3 => distance as u64,
        4..=5 => 4,
        6..=8 => 6,
        9..=15 => 9,
        16..=30 => 16,
        _ => 31,
    }
}
