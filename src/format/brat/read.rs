//! Reads brat's files: our own with all that they carry, and those of others as far as they annotate text.
//! Attributes and normalisations become tags. Notes become comments.

use std::collections::{HashMap, HashSet};

use super::super::labelled_spans::{self, AnnotationDetails, ImportedSpan, KeyedRelation};
use super::super::{FormatError, Imported, Skipped, article_details, labels};
use super::fragment::{
    ARTICLE, BratFragment, CONFIRMED, DETAILS, FRAGMENTS, QUOTE_KIND, SOURCE_KIND, on_one_line,
};
use crate::anchor::Selector;
use crate::annotation::{Body, RelationKind, Verdict};
use crate::document::Meta;

/// The file as far as it is read. What belongs to a span is under the span's key.
#[derive(Default)]
struct BratReader {
    found: Vec<BratTextBound>,
    relations: Vec<KeyedRelation>,
    details: HashMap<String, AnnotationDetails>,
    fragments: HashMap<String, Vec<BratFragment>>,
    attributes: HashMap<String, Vec<BratAttribute>>,
    notes: HashMap<String, String>,
    /// The full name of what a span names.
    names: HashMap<String, String>,
    /// The span that triggers each event.
    triggers: HashMap<String, String>,
    /// What is said, the triggers and the words of speakers and cues, where events are attributions.
    said: HashSet<String>,
    attributions: HashSet<String>,
    /// What is known of the article.
    known: Meta,
    skipped: Vec<Skipped>,
}

/// A text-bound annotation: a line that begins with T.
struct BratTextBound {
    key: String,
    label: String,
    fragments: Vec<BratFragment>,
}

struct BratAttribute {
    name: String,
    value: Option<String>,
}

impl BratAttribute {
    fn tag(self) -> String {
        match self.value {
            Some(value) => format!("{}: {value}", self.name),
            None => self.name,
        }
    }
}

pub(super) fn read(file: &str) -> Result<Imported, FormatError> {
    let mut reader = BratReader::default();
    let mut first_problem = None;
    for (line, number) in file.split('\n').zip(1..) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if let Err(problem) = reader.line(line, number) {
            reader.skip(number, format!("this line is not imported: {}", problem.message));
            first_problem = first_problem.or(Some(problem));
        }
    }
    // One bad line refuses no file, but a file of nothing else is none of brat's.
    if let Some(problem) = first_problem.filter(|_| reader.found.is_empty()) {
        return Err(problem);
    }
    reader.move_events_to_their_triggers();
    let found = std::mem::take(&mut reader.found);
    // The trigger of an attribution stands where its cue stands.
    let found =
        found.into_iter().filter(|bound| !reader.attributions.contains(&bound.key)).collect::<Vec<_>>();
    let found = found.into_iter().map(|bound| reader.completed(bound)).collect();
    let mut set = Imported { meta: reader.known, skipped: reader.skipped, ..Imported::default() };
    labelled_spans::assemble(&mut set, found, reader.relations);
    Ok(set)
}

impl BratReader {
    fn line(&mut self, line: &str, number: usize) -> Result<(), FormatError> {
        let mut columns = line.splitn(3, '\t');
        let mut column = || columns.next().unwrap_or_default();
        let (key, middle, last) = (column(), column(), column());
        match key.chars().next() {
            None => {}
            Some('T') => self.found.push(text_bound(key, middle, last, number)?),
            Some('R') => self.relation(middle, number),
            Some('#') => self.note(middle, last),
            Some('A' | 'M') => self.attribute(middle),
            Some('N') => self.normalisation(middle, last),
            Some('E') => self.event(key, middle, number),
            Some('*') => self.skip(
                number,
                "the equivalence of spans is not imported: Pullquote has no such relation".to_owned(),
            ),
            Some(_) => {
                let shown: String = line.chars().take(40).collect();
                let message =
                    format!("{shown:?} is not a line of brat: its lines begin with T, R, A, M, E, N, * or #");
                return Err(FormatError::at_line(number, message));
            }
        }
        Ok(())
    }

    /// `Speaker Arg1:T1 Arg2:T2`
    fn relation(&mut self, middle: &str, number: usize) {
        let mut words = middle.split(' ');
        let name = words.next().unwrap_or_default();
        let mut end = || words.next().and_then(|w| w.split_once(':')).map(|(_, key)| key.to_owned());
        match (labelled_spans::relation_kind(name), end(), end()) {
            (Some(kind), Some(from), Some(to)) => self.relations.push((kind, from, to)),
            _ => self.skipped.push(labelled_spans::skipped_relation(Some(number), name)),
        }
    }

    /// `AnnotatorNotes T1`
    fn note(&mut self, middle: &str, text: &str) {
        let Some((kind, key)) = middle.split_once(' ') else { return };
        let key = key.to_owned();
        match kind {
            DETAILS => self.details.extend(serde_json::from_str(text).ok().map(|details| (key, details))),
            ARTICLE => {
                let known = serde_json::from_str(text);
                self.known = known.map(|known| article_details::of_value(&known)).unwrap_or_default();
            }
            FRAGMENTS => {
                self.fragments.extend(serde_json::from_str(text).ok().map(|fragments| (key, fragments)));
            }
            _ => {
                let note = self.notes.entry(key).or_default();
                if !note.is_empty() {
                    note.push('\n');
                }
                note.push_str(text);
            }
        }
    }

    /// `Confidence T1 High`, `Negation T1`
    fn attribute(&mut self, middle: &str) {
        let mut words = middle.splitn(3, ' ');
        let (Some(name), Some(key)) = (words.next(), words.next()) else { return };
        let value = words.next().map(str::to_owned);
        let attribute = BratAttribute { name: name.to_owned(), value };
        self.attributes.entry(key.to_owned()).or_default().push(attribute);
    }

    /// `Reference T1 Wikidata:Q42`, followed by the full name.
    fn normalisation(&mut self, middle: &str, name: &str) {
        let mut words = middle.splitn(3, ' ').skip(1);
        let (Some(key), Some(reference)) = (words.next(), words.next()) else { return };
        let attribute = BratAttribute { name: reference.to_owned(), value: None };
        self.attributes.entry(key.to_owned()).or_default().push(attribute);
        if !name.is_empty() {
            self.names.insert(key.to_owned(), name.to_owned());
        }
    }

    /// `Report:T3 Reporter:T1`
    fn event(&mut self, key: &str, middle: &str, number: usize) {
        let (name, rest) = middle.split_once(' ').unwrap_or((middle, ""));
        let (name, trigger) = name.split_once(':').unwrap_or((name, ""));
        if self.attribution(rest) {
            self.attributions.insert(trigger.to_owned());
            return;
        }
        self.triggers.insert(key.to_owned(), trigger.to_owned());
        if !rest.is_empty() {
            self.skip(number, format!("the arguments of event {name:?} are not imported"));
        }
    }

    /// `Content:T3 Cue:T2 Source:T1`, as corpora of quotations have it: what is said belongs to its cue and its source, and
    /// the trigger stands for all of it. Whether these arguments are such ones.
    fn attribution(&mut self, arguments: &str) -> bool {
        let arguments: Vec<(&str, &str)> =
            arguments.split_whitespace().filter_map(|word| word.split_once(':')).collect();
        // Of several in one role the later ones are numbered.
        let of_role = |role: &'static str| {
            let is_it = move |name: &str| name.trim_end_matches(|c: char| c.is_ascii_digit()) == role;
            arguments.iter().filter(move |(name, _)| is_it(name)).map(|(_, key)| (*key).to_owned())
        };
        let said: Vec<String> = of_role("Content").collect();
        for what in &said {
            let ties = |kind, role| of_role(role).map(move |key| (kind, what.clone(), key));
            self.relations.extend(ties(RelationKind::SpokenBy, "Source"));
            self.relations.extend(ties(RelationKind::CuedBy, "Cue"));
        }
        let is_attribution = !said.is_empty();
        self.said.extend(said);
        is_attribution
    }

    /// Of an event, only the words that trigger it are imported: they get its attributes, note and relations.
    fn move_events_to_their_triggers(&mut self) {
        let triggers = std::mem::take(&mut self.triggers);
        for (event, trigger) in &triggers {
            let attributes = self.attributes.remove(event).unwrap_or_default();
            self.attributes.entry(trigger.clone()).or_default().extend(attributes);
            if let Some(note) = self.notes.remove(event) {
                self.notes.entry(trigger.clone()).or_insert(note);
            }
        }
        for (_, from, to) in &mut self.relations {
            for end in [from, to] {
                if let Some(trigger) = triggers.get(end) {
                    end.clone_from(trigger);
                }
            }
        }
    }

    fn skip(&mut self, line: usize, what: String) {
        self.skipped.push(Skipped { line: Some(line), what });
    }

    /// A span with all that the file says of it.
    fn completed(&mut self, BratTextBound { key, label, fragments }: BratTextBound) -> ImportedSpan {
        let attributes = self.attributes.remove(&key).unwrap_or_default();
        let note = self.notes.remove(&key);
        let name = self.names.remove(&key);
        let details = self.details.remove(&key).map(|details| corrected(details, &attributes));
        let kind = attributes.iter().find(|a| a.name == QUOTE_KIND).and_then(|a| a.value.clone());
        let label = kind.filter(|_| details.is_none() && label == "Quote").unwrap_or(label);
        let words = || fragments.iter().map(|fragment| fragment.words.as_str()).collect::<Vec<_>>().join(" ");
        let label = match self.said.contains(&key) {
            true => labels::kind_by_marks(&words()).to_owned(),
            false => label,
        };
        let tags =
            attributes.into_iter().filter(|a| ![QUOTE_KIND, SOURCE_KIND, CONFIRMED].contains(&&*a.name));
        let tags: Vec<String> = tags.map(BratAttribute::tag).collect();
        // brat has the note on one line; where only that differs, the note that was carried along still counts.
        let same = details.as_ref().is_some_and(|f| note.as_deref() == Some(&on_one_line(&f.note)));
        let whole = self.fragments.remove(&key).filter(|whole| cut(whole) == fragments);
        ImportedSpan {
            selectors: whole.unwrap_or(fragments).iter().map(selector).collect(),
            note: note.filter(|_| !same),
            details: details
                .map(|details| AnnotationDetails { tags: [details.tags, tags.clone()].concat(), ..details }),
            tags,
            name,
            label,
            key,
            ..ImportedSpan::default()
        }
    }
}

/// Whether a file begins as brat's do: `T1<tab>Quote 2 15<tab>…`
pub(super) fn is_text_bound(line: &str) -> bool {
    let mut columns = line.split('\t');
    let key = columns.next().and_then(|key| key.strip_prefix('T'));
    let is_key = key.is_some_and(|n| n.parse::<u32>().is_ok());
    let places = columns.next().and_then(|middle| middle.split_once(' '));
    is_key && places.is_some_and(|(_, places)| places.starts_with(|c: char| c.is_ascii_digit()))
}

/// What was carried along, with what somebody has since changed in brat.
fn corrected(mut details: AnnotationDetails, attributes: &[BratAttribute]) -> AnnotationDetails {
    let kind = attributes.iter().find(|a| a.name == QUOTE_KIND).and_then(|a| a.value.as_deref());
    if let (Body::Quote(quote), Some(kind)) = (&mut details.body, kind.and_then(labels::quote_kind)) {
        quote.kind = kind;
    }
    let source = attributes.iter().find(|a| a.name == SOURCE_KIND).and_then(|a| a.value.as_deref());
    if let (Body::Quote(quote), Some(source)) = (&mut details.body, source.and_then(labels::source_kind)) {
        quote.source_kind = source;
    }
    let confirmed = attributes.iter().any(|a| a.name == CONFIRMED);
    details.verdict = match details.verdict {
        _ if confirmed => Verdict::Confirmed,
        Verdict::Confirmed => Verdict::Open,
        verdict => verdict,
    };
    details
}

fn cut(whole: &[BratFragment]) -> Vec<BratFragment> {
    whole.iter().flat_map(BratFragment::lines).collect()
}

fn selector(fragment: &BratFragment) -> Selector {
    labelled_spans::selector(&fragment.words, fragment.start, fragment.end)
}

/// `T1<tab>Quote 2 15;34 45<tab>text text`
fn text_bound(key: &str, middle: &str, words: &str, line: usize) -> Result<BratTextBound, FormatError> {
    let wrong = || {
        FormatError::at_line(
            line,
            format!("{middle:?} must be a label with positions, such as \"PERSON 12 20\""),
        )
    };
    let (label, places) = middle.split_once(' ').ok_or_else(wrong)?;
    let place = |place: &str| {
        let (start, end) = place.trim().split_once(' ')?;
        let (start, end): (u32, u32) = (start.parse().ok()?, end.parse().ok()?);
        (start <= end).then_some((start, end))
    };
    let places: Vec<(u32, u32)> = places.split(';').map(place).collect::<Option<_>>().ok_or_else(wrong)?;
    let mut words = words.chars();
    let fragments = places.into_iter().map(|(start, end)| {
        let own: String = words.by_ref().take((end - start) as usize).collect();
        words.next();
        BratFragment { start, end, words: own }
    });
    Ok(BratTextBound { key: key.to_owned(), label: label.to_owned(), fragments: fragments.collect() })
}
