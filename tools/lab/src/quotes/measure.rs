//! Scores quotations: matched one to one at a word overlap of 0.8, and end to end with the right speaker. The
//! definitions are those of the project's scorer, whose figures these are equal to.

use std::collections::BTreeSet;
use std::ops::Range;

use pullquote::Document;
use pullquote::QuoteKind;
use pullquote::Span;
use pullquote::training::quotes::FoundQuote;

use super::corpus::{Gold, Record};

const KINDS: [&str; 4] = ["all", "direct", "mixed", "indirect"];

/// Counts over a set of articles; each array is by kind, all of them first.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// Gold and found, and how many of each have a partner.
    pub gold: [usize; 4],
    pub gold_matched: [usize; 4],
    pub found: [usize; 4],
    pub found_matched: [usize; 4],
    /// The same end to end.
    pub whole_gold: [usize; 4],
    pub whole_gold_right: [usize; 4],
    pub whole_found: [usize; 4],
    pub whole_found_right: [usize; 4],
    pub speakers: usize,
    pub speakers_right: usize,
    /// Of what was found, its confidence and whether it is right end to end.
    pub confidences: Vec<(f32, bool)>,
    /// Mistakes in words.
    pub mistakes: Vec<String>,
}

impl Counts {
    /// How many of the quotations of each tenth of confidence are right end to end.
    pub fn reliability(&self) -> String {
        let tenth = |from: f32, to: f32| {
            let within: Vec<bool> = self
                .confidences
                .iter()
                .filter(|(c, _)| (from..to).contains(c))
                .map(|(_, right)| *right)
                .collect();
            let right = within.iter().filter(|r| **r).count();
            format!("{from:.2}-{:.2} {right}/{}", to.min(1.0), within.len())
        };
        let borders = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01];
        let lines: Vec<String> = borders.windows(2).map(|b| tenth(b[0], b[1])).collect();
        lines.join("  ")
    }

    pub fn f1(&self, kind: usize) -> f64 {
        f1(self.found_matched[kind], self.found[kind], self.gold_matched[kind], self.gold[kind])
    }

    pub fn end_to_end(&self, kind: usize) -> f64 {
        let (right, found) = (self.whole_found_right[kind], self.whole_found[kind]);
        f1(right, found, self.whole_gold_right[kind], self.whole_gold[kind])
    }

    pub fn speaker(&self) -> f64 {
        100.0 * share(self.speakers_right, self.speakers)
    }

    pub fn line(&self) -> String {
        let by_kind: Vec<String> =
            KINDS.iter().enumerate().map(|(k, name)| format!("{name} {:.1}", self.f1(k))).collect();
        let found = 100.0 * share(self.found_matched[0], self.found[0]);
        let gold = 100.0 * share(self.gold_matched[0], self.gold[0]);
        let whole = self.end_to_end(0);
        format!(
            "{}  speaker {:.1}  end to end {whole:.1} (direct {:.1} mixed {:.1} indirect {:.1})  precision {found:.1} recall {gold:.1}",
            by_kind.join("  "),
            self.speaker(),
            self.end_to_end(1),
            self.end_to_end(2),
            self.end_to_end(3)
        )
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// In percent.
fn f1(right_found: usize, found: usize, right_gold: usize, gold: usize) -> f64 {
    let (p, r) = (share(right_found, found), share(right_gold, gold));
    if p + r == 0.0 { 0.0 } else { 200.0 * p * r / (p + r) }
}

/// The words of a text: letters, digits and what joins them.
pub struct Words<'a> {
    text: &'a str,
    spans: Vec<Range<usize>>,
}

impl<'a> Words<'a> {
    pub fn of(text: &'a str) -> Words<'a> {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let mut spans: Vec<Range<usize>> = vec![];
        let mut joint: Option<usize> = None;
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            if is_word(c) {
                match spans.last_mut() {
                    Some(last) if last.end == at || joint == Some(last.end) => last.end = end,
                    _ => spans.push(at..end),
                }
                joint = None;
            } else {
                let after_word = spans.last().is_some_and(|last| last.end == at);
                joint = (after_word && matches!(c, '\'' | '’' | '-')).then_some(at);
                let joins = joint.is_some() && text[end..].chars().next().is_some_and(is_word);
                joint = joint.filter(|_| joins);
            }
        }
        Words { text, spans }
    }

    fn cover(&self, span: Span) -> Range<usize> {
        let (a, b) = (span.start().index(), span.end().index());
        let mut start = self.spans.partition_point(|w| w.start < a);
        if let Some(before) = start.checked_sub(1).map(|i| &self.spans[i])
            && a < before.end
            && a - before.start < before.end - a
        {
            start -= 1;
        }
        start..self.spans.partition_point(|w| w.start < b).max(start)
    }

    fn lower(&self, word: usize) -> String {
        self.text[self.spans[word].clone()].to_lowercase()
    }
}

struct Fragment<'a, Q> {
    words: Range<usize>,
    kind: usize,
    span: Span,
    quote: &'a Q,
}

/// A span cut at line breaks.
fn lines(text: &str, span: Span) -> Vec<Span> {
    let inside = span.get(text).unwrap_or("");
    let start = span.start().index();
    let line = |line: &str| {
        let at = start + (line.as_ptr() as usize - inside.as_ptr() as usize);
        Span::new(at, at + line.len()).trimmed(text)
    };
    inside.split('\n').map(line).filter(|s| !s.is_empty()).collect()
}

fn iou(a: &Range<usize>, b: &Range<usize>) -> f64 {
    let both = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    both as f64 / (a.len() + b.len() - both) as f64
}

/// Pairs of gold and found at this overlap or more, the largest first.
fn pairs<A, B>(
    gold: &[Fragment<A>],
    found: &[Fragment<B>],
    least: f64,
) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let mut all = vec![];
    for (i, g) in gold.iter().enumerate() {
        for (j, f) in found.iter().enumerate() {
            let overlap = iou(&g.words, &f.words);
            if least - 1e-9 <= overlap && 0.0 < overlap {
                all.push((overlap, i, j));
            }
        }
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut of_gold, mut of_found) = (vec![None; gold.len()], vec![None; found.len()]);
    for (_, i, j) in all {
        if of_gold[i].is_none() && of_found[j].is_none() {
            (of_gold[i], of_found[j]) = (Some(j), Some(i));
        }
    }
    (of_gold, of_found)
}

/// The figures of one article in the making: gold and found, fragment by fragment, with their partners.
struct Comparison<'a> {
    record: &'a Record,
    words: Words<'a>,
    gold: Vec<Fragment<'a, Gold>>,
    found: Vec<Fragment<'a, FoundQuote>>,
    /// Words that are annotated, but as no quotation proper.
    ignored: BTreeSet<usize>,
    of_gold: Vec<Option<usize>>,
    of_found: Vec<Option<usize>>,
}

/// The least overlap at which a span counts as found.
const MATCH: f64 = 0.8;

/// Adds one article's figures.
pub fn add(record: &Record, found: &[FoundQuote], counts: &mut Counts) {
    let comparison = Comparison::new(record, found);
    (0..comparison.gold.len()).for_each(|i| comparison.add_gold(i, counts));
    let is_counted = |j: &usize| !comparison.is_ignored(*j);
    (0..comparison.found.len()).filter(is_counted).for_each(|j| comparison.add_found(j, counts));
}

impl<'a> Comparison<'a> {
    fn new(record: &'a Record, found: &'a [FoundQuote]) -> Comparison<'a> {
        let text = record.document.text();
        let words = Words::of(text);
        let (mut gold, mut ignored) = (vec![], BTreeSet::new());
        for quote in &record.quotes {
            for span in lines(text, quote.span) {
                let fragment = Fragment { words: words.cover(span), kind: quote.kind, span, quote };
                if quote.ignore {
                    ignored.extend(fragment.words);
                } else if !fragment.words.is_empty() {
                    gold.push(fragment);
                }
            }
        }
        let found = found_fragments(text, &words, found);
        let (of_gold, of_found) = pairs(&gold, &found, MATCH);
        Comparison { record, words, gold, found, ignored, of_gold, of_found }
    }

    /// Whether at least half of what was found is annotated as no quotation proper.
    fn is_ignored(&self, j: usize) -> bool {
        let words = &self.found[j].words;
        let ignored = words.clone().filter(|w| self.ignored.contains(w)).count();
        self.of_found[j].is_none() && words.len() <= 2 * ignored
    }

    /// Whether the partners have the same speaker.
    fn is_right(&self, i: usize, j: usize) -> bool {
        speaker_is_right(&self.words, &self.record.document, self.gold[i].quote, self.found[j].quote)
    }

    fn add_gold(&self, i: usize, counts: &mut Counts) {
        let (gold, partner) = (&self.gold[i], self.of_gold[i]);
        let named = !gold.quote.speaker.is_empty();
        let right = partner.is_some_and(|j| named && self.is_right(i, j));
        for k in [0, gold.kind] {
            counts.gold[k] += 1;
            counts.gold_matched[k] += usize::from(partner.is_some());
            counts.whole_gold[k] += usize::from(named);
            counts.whole_gold_right[k] += usize::from(right);
        }
        counts.speakers += usize::from(named && partner.is_some());
        counts.speakers_right += usize::from(right);
        let place = format!("{} {} {}", KINDS[gold.kind], self.record.id, self.excerpt(gold.span));
        let says = |span: Option<Span>| span.map_or("-", |s| self.record.document.slice(s));
        match partner {
            None => counts.mistakes.push(format!("MISSED {place}")),
            Some(j) if named && !right => {
                let (want, got) = (gold.quote.speaker.first().copied(), self.found[j].quote.speaker);
                counts.mistakes.push(format!("SPEAKER {place} WANT {} GOT {}", says(want), says(got)));
            }
            Some(_) => {}
        }
    }

    fn add_found(&self, j: usize, counts: &mut Counts) {
        let (found, partner) = (&self.found[j], self.of_found[j]);
        let named = partner.is_none_or(|i| !self.gold[i].quote.speaker.is_empty());
        let right = named && partner.is_some_and(|i| self.is_right(i, j));
        if named {
            counts.confidences.push((found.quote.confidence, right));
        }
        for k in [0, found.kind] {
            counts.found[k] += 1;
            counts.found_matched[k] += usize::from(partner.is_some());
            counts.whole_found[k] += usize::from(named);
            counts.whole_found_right[k] += usize::from(right);
        }
        if partner.is_none() {
            let near = self.gold.iter().find(|g| 0.0 < iou(&g.words, &found.words));
            let near = near.map_or("-", |g| self.record.document.slice(g.span)).replace('\n', "¶");
            counts.mistakes.push(format!(
                "SPURIOUS {} {} {:.2} {:?} {} NEAR {near}",
                KINDS[found.kind],
                self.record.id,
                found.quote.confidence,
                found.quote.why,
                self.excerpt(found.span)
            ));
        }
    }

    /// A span with what stands around it.
    fn excerpt(&self, span: Span) -> String {
        let text = self.record.document.text();
        let cut = |mut at: usize| {
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (a, b) = (span.start().index(), span.end().index());
        let (from, to) = (cut(a.saturating_sub(90)), cut((b + 60).min(text.len())));
        format!("{}⟦{}⟧{}", &text[from..a], &text[a..b], &text[b..to]).replace('\n', "¶")
    }
}

/// What was found, a fragment a line of the text, none twice.
fn found_fragments<'a>(text: &str, words: &Words, found: &'a [FoundQuote]) -> Vec<Fragment<'a, FoundQuote>> {
    let (mut fragments, mut seen) = (vec![], BTreeSet::new());
    for quote in found {
        let kind = match quote.kind {
            QuoteKind::Direct => 1,
            QuoteKind::Mixed => 2,
            _ => 3,
        };
        for span in quote.spans.iter().flat_map(|&span| lines(text, span)) {
            let cover = words.cover(span);
            if !cover.is_empty() && seen.insert((cover.start, cover.end)) {
                fragments.push(Fragment { words: cover, kind, span, quote });
            }
        }
    }
    fragments
}

const LITTLE: &str = "the a an of in at for on to by with from and or his her their its our my your this that these \
    those mr mrs ms miss dr sir lord lady sen senator rep representative gov governor president former prime minister \
    prof professor gen general col capt captain lt sgt judge justice rev secretary mayor chief";
const PRONOUNS: &str =
    "he she they it we i you who him her them us me himself herself themselves himself which that";

fn is_little(word: &str) -> bool {
    LITTLE.split_whitespace().any(|w| w == word)
}

fn is_pronoun(word: &str) -> bool {
    PRONOUNS.split_whitespace().any(|w| w == word)
}

fn normal(text: &str) -> Vec<String> {
    let words = Words::of(text);
    let plain = |i: usize| {
        let word = words.lower(i).replace('’', "'");
        word.strip_suffix("'s").map_or(word.clone(), str::to_string)
    };
    (0..words.spans.len()).map(plain).collect()
}

/// The last word of a name that is like a name.
fn surname(text: &str) -> Option<String> {
    let head = text.split(',').next().unwrap_or("");
    let is_name = |w: &String| {
        !is_little(w)
            && !is_pronoun(w)
            && !w.chars().all(char::is_numeric)
            && !["jr", "sr", "ii", "iii"].contains(&w.as_str())
    };
    normal(head).into_iter().rfind(is_name)
}

/// Whether the speakers share a word that counts, or a surname.
pub fn speaker_is_right(words: &Words, document: &Document, gold: &Gold, found: &FoundQuote) -> bool {
    let wanted: BTreeSet<usize> = gold.speaker.iter().flat_map(|&s| words.cover(s)).collect();
    let given: BTreeSet<usize> = found.speaker.into_iter().flat_map(|s| words.cover(s)).collect();
    let shared: Vec<usize> = wanted.intersection(&given).copied().collect();
    let counts = shared.iter().any(|&w| !is_little(&words.lower(w)));
    if !shared.is_empty() && (counts || wanted == given || wanted.len() == 1) {
        return true;
    }
    let gold_text: Vec<&str> = gold.speaker.iter().map(|&s| document.slice(s)).collect();
    let gold_text = gold_text.join(" ");
    let pronoun = matches!(&normal(&gold_text)[..], [word] if is_pronoun(word));
    let mut wanted: Vec<String> = gold.speaker_name.iter().filter_map(|n| surname(n)).collect();
    if !pronoun {
        wanted.extend(surname(&gold_text));
    }
    let said = found.speaker.map_or("", |s| document.slice(s));
    let given = [found.speaker_name.as_deref().and_then(surname), surname(said)];
    given.iter().flatten().any(|name| wanted.contains(name))
}
