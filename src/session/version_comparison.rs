//! A newer version of an article: what a reader did to the old one is carried over, and what became of its
//! quotations is reported.

use std::collections::{BTreeMap, BTreeSet};

use super::action::ActionError;
use super::article::{Changed, Session};
use super::spans::by_paragraph;
use super::wording::{DiffPart, compare, fold, fold_words, likeness};
use crate::anchor::{self, Resolution};
use crate::annotation::{Annotation, AnnotationSet, Id, Spans, Verdict, is_shown};
use crate::document::Document;
use crate::span::{Pos, Span};
use crate::strings;
use crate::view::describe;

/// What became of the quotations of an older version, and of a reader's work on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct VersionReport {
    pub altered: Vec<AlteredQuotation>,
    /// Said in the same words, at another place among the others.
    pub moved: Vec<NewerQuotation>,
    /// Quotations that are gone.
    pub removed: Vec<RemovedPassage>,
    /// What a reader marked, judged, tagged or commented on and is not found in the newer version.
    pub lost: Vec<RemovedPassage>,
    /// Quotations that the older version does not have.
    pub added: Vec<NewerQuotation>,
    /// How many quotations stand as they stood.
    pub unchanged: usize,
}

/// A quotation that is there still, in other words.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AlteredQuotation {
    /// The annotation of the newer version that says so now.
    pub id: Option<Id>,
    pub speaker: Option<String>,
    pub pieces: Vec<DiffPart>,
}

/// A quotation of the newer version.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NewerQuotation {
    pub id: Option<Id>,
    pub speaker: Option<String>,
    pub words: String,
}

/// What is not in the newer version.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RemovedPassage {
    pub what: &'static str,
    pub speaker: Option<String>,
    pub words: String,
    /// What stood around it in the older version.
    pub before: String,
    pub after: String,
    /// The reader's comment on it.
    pub note: String,
}

/// An annotation of the older version, and where it is in the newer one.
struct CarriedAnnotation<'a> {
    annotation: &'a Annotation,
    /// `None`: nothing of it is left.
    spans: Option<Spans>,
}

/// The share of words in per cent, of both together, that two quotations have in common, in order, when one is the
/// other rewritten. Two that merely begin alike ("I think that") stay below it.
const ALIKE: usize = 50;

/// Words of context that are reported of a removed passage, on each side: enough to find it in the older version.
const CONTEXT: usize = 8;

impl Session {
    /// Brings a reader's work on an older version of this article into this one, as one step.
    pub(crate) fn carry_over(&mut self, old: &Document, set: &AnnotationSet) -> Result<Changed, ActionError> {
        let kept = kept(set);
        let mut placed = AnnotationSet::new();
        for carried in carry(old, set, self).into_iter().filter(|c| kept.contains(&c.annotation.id)) {
            if let Some(spans) = carried.spans {
                placed.insert(Annotation { spans, ..carried.annotation.clone() });
            }
        }
        for relation in set.relations() {
            placed.link(relation); // `false` where one end is gone, and the tie with it
        }
        let (added, changed) = self.add(&placed, strings::CARRY_OVER)?;
        let said = strings::fill(strings::SAID_CARRIED, &[&crate::view::count(added, strings::ANNOTATIONS)]);
        Ok(Changed { said, ..changed })
    }

    /// What became, in this version, of an older one's quotations and of a reader's work on it.
    pub(crate) fn compare_with(&self, old: &Document, set: &AnnotationSet) -> VersionReport {
        let mut report = VersionReport::default();
        let mut known = BTreeSet::new();
        let mut stayed: Vec<(Pos, NewerQuotation)> = vec![];
        let mut gone = vec![];
        for CarriedAnnotation { annotation, spans } in carry(old, set, self) {
            let is_reported = annotation.verdict != Verdict::Rejected;
            if spans.is_none() && is_reported && !annotation.is_replaceable() {
                report.lost.push(removed(old, annotation));
            }
            let (Some(quote), true) = (annotation.quote(), is_reported) else { continue };
            let Some(spans) = spans else {
                gone.push(annotation);
                continue;
            };
            let now = self.quotation_over(&spans);
            known.extend(now.map(|a| a.id));
            let spans = now.map_or(&spans, |now| &now.spans);
            let (before, after) = (fold_words(old, &annotation.spans), fold_words(&self.document, spans));
            let (id, speaker) = (now.map(|a| a.id), quote.speaker.clone());
            if before == after {
                stayed.push((spans.first().start(), NewerQuotation { id, speaker, words: after }));
            } else {
                report.altered.push(AlteredQuotation { id, speaker, pieces: compare(&before, &after) });
            }
        }
        (report.unchanged, report.moved) = by_order(stayed);
        report.added = self.unknown(&known);
        for annotation in gone {
            match rewritten(old, annotation, &mut report.added) {
                Some(altered) => report.altered.push(altered),
                None => report.removed.push(removed(old, annotation)),
            }
        }
        report
    }

    /// The shown quotation of which most lies under these spans.
    fn quotation_over(&self, spans: &Spans) -> Option<&Annotation> {
        let mut shares: BTreeMap<Id, usize> = BTreeMap::new();
        for &span in spans {
            for (annotation, part) in self.set.overlapping(span) {
                if annotation.quote().is_some() && is_shown(&self.set, annotation) {
                    *shares.entry(annotation.id).or_default() += part.intersection(span).map_or(0, Span::len);
                }
            }
        }
        let most = shares.into_iter().max_by_key(|&(id, share)| (share, std::cmp::Reverse(id)));
        most.and_then(|(id, _)| self.set.get(id))
    }

    fn unknown(&self, known: &BTreeSet<Id>) -> Vec<NewerQuotation> {
        let shown = self.set.in_order().filter(|a| is_shown(&self.set, a) && !known.contains(&a.id));
        let still = |a: &Annotation| {
            let quote = a.quote()?;
            Some(NewerQuotation {
                id: Some(a.id),
                speaker: quote.speaker.clone(),
                words: fold_words(&self.document, &a.spans),
            })
        };
        shown.filter_map(still).collect()
    }
}

/// What a reader has made, judged, tagged or commented on, and the cues and speakers that belong to it.
fn kept(set: &AnnotationSet) -> BTreeSet<Id> {
    let own: BTreeSet<Id> = set.in_order().filter(|a| !a.is_replaceable()).map(|a| a.id).collect();
    let parts = set.relations().filter(|r| own.contains(&r.from)).map(|r| r.to);
    own.iter().copied().chain(parts).collect()
}

/// Where each annotation is now. One of several spans is there as long as one of them is.
fn carry<'a>(old: &Document, set: &'a AnnotationSet, new: &Session) -> Vec<CarriedAnnotation<'a>> {
    let annotations: Vec<&Annotation> = set.in_order().collect();
    let spans: Vec<Span> = annotations.iter().flat_map(|a| a.spans.iter().copied()).collect();
    let mut resolutions = anchor::reanchor(old.text(), new.document.text(), &spans).into_iter();
    let mut carried = vec![];
    for annotation in annotations {
        let found: Vec<Span> = resolutions
            .by_ref()
            .take(annotation.spans.as_slice().len())
            .filter_map(Resolution::span)
            .collect();
        carried.push(CarriedAnnotation { annotation, spans: by_paragraph(&new.document, found) });
    }
    carried
}

/// Takes from the new quotations the one that is most like an old one which was not found by its place.
fn rewritten(
    old: &Document,
    annotation: &Annotation,
    added: &mut Vec<NewerQuotation>,
) -> Option<AlteredQuotation> {
    let before = fold_words(old, &annotation.spans);
    let likeness = |still: &NewerQuotation| {
        let pieces = compare(&before, &still.words);
        (likeness(&pieces), pieces)
    };
    let all = added.iter().enumerate().map(|(i, still)| (likeness(still), i));
    let ((share, pieces), at) = all.max_by_key(|&((share, _), i)| (share, std::cmp::Reverse(i)))?;
    (ALIKE <= share).then(|| {
        let now = added.remove(at);
        AlteredQuotation { id: now.id, speaker: now.speaker, pieces }
    })
}

fn removed(old: &Document, annotation: &Annotation) -> RemovedPassage {
    let hull = annotation.spans.hull();
    let tokens = old.tokens_in(hull);
    let near = |range: std::ops::Range<usize>| {
        let tokens = old.tokens().get(range).unwrap_or_default();
        let span = tokens.iter().map(|t| t.span).reduce(Span::hull);
        fold(span.map_or("", |span| old.slice(span)))
    };
    RemovedPassage {
        what: describe(&annotation.body),
        speaker: annotation.quote().and_then(|q| q.speaker.clone()),
        words: fold_words(old, &annotation.spans),
        before: near(tokens.start.saturating_sub(CONTEXT)..tokens.start),
        after: near(tokens.end..(tokens.end + CONTEXT).min(old.tokens().len())),
        note: annotation.note.clone(),
    }
}

/// How many stand in the same order as before, and the fewest that must have moved.
fn by_order(stayed: Vec<(Pos, NewerQuotation)>) -> (usize, Vec<NewerQuotation>) {
    let rise = longest_rise(&stayed.iter().map(|(pos, _)| *pos).collect::<Vec<_>>());
    let unchanged = rise.len();
    let moved =
        stayed.into_iter().enumerate().filter(|(i, _)| !rise.contains(i)).map(|(_, (_, still))| still);
    (unchanged, moved.collect())
}

/// The indices of the longest part of a list that does not fall (by patience sorting).
fn longest_rise(list: &[Pos]) -> BTreeSet<usize> {
    let mut tops: Vec<usize> = vec![];
    let mut before: Vec<Option<usize>> = vec![];
    for (i, pos) in list.iter().enumerate() {
        let pile = tops.partition_point(|&top| list[top] <= *pos);
        before.push(pile.checked_sub(1).map(|p| tops[p]));
        if pile == tops.len() { tops.push(i) } else { tops[pile] = i }
    }
    std::iter::successors(tops.last().copied(), |&i| before[i]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "Ferry stays\n\n“We heard them,” said Tomas Rey. “The boat will go on for years.”\n\n\
        “I can live with five euros,” Ida Moor said on Monday.\n\n“Nobody asked me about it,” said Jan Bell.";

    /// One line each: `unchanged 1`, `altered [-old-] {+new+}`, `moved …`, `removed …`, `added …`.
    fn check(old: &str, new: &str, expected: &str) {
        let old = Session::analyse(Document::from_text(old));
        let new = Session::analyse(Document::from_text(new));
        let report = new.compare_with(old.document(), old.set());
        let piece = |p: &DiffPart| match p {
            DiffPart::Same(words) => words.clone(),
            DiffPart::Removed(words) => format!("[-{words}-]"),
            DiffPart::Added(words) => format!("{{+{words}+}}"),
        };
        let altered = report.altered.iter().map(|a| a.pieces.iter().map(piece).collect::<Vec<_>>().join(" "));
        let mut lines = vec![format!("unchanged {}", report.unchanged)];
        lines.extend(altered.map(|line| format!("altered {line}")));
        lines.extend(report.moved.iter().map(|m| format!("moved {}", m.words)));
        lines.extend(report.removed.iter().map(|r| format!("removed {}", r.words)));
        lines.extend(report.added.iter().map(|a| format!("added {}", a.words)));
        assert_eq!(lines.join("\n"), expected);
    }

    #[test]
    fn what_stays_is_only_counted() {
        check(OLD, OLD, "unchanged 4");
        check(OLD, &OLD.replace("on Monday", "late on Monday evening"), "unchanged 4");
    }

    #[test]
    fn altered_words_are_shown() {
        let new = OLD.replace("for years.”", "until 2030.”");
        check(OLD, &new, "unchanged 3\naltered “The boat will go on [-for years.”-] {+until 2030.”+}");
    }

    #[test]
    fn removed_and_added_quotations_are_told() {
        let new = OLD
            .replace("\n\n“Nobody asked me about it,” said Jan Bell.", "\n\n“We shall see,” said Ada Quill.");
        check(OLD, &new, "unchanged 3\nremoved “Nobody asked me about it,”\nadded “We shall see,”");
    }

    #[test]
    fn a_readers_work_is_carried_or_listed_as_lost() {
        use crate::session::{Action, MarkKind};
        let mut old = Session::analyse(Document::from_text(OLD));
        for words in ["Ida Moor", "years", "Nobody"] {
            let start = OLD.find(words).unwrap();
            let span = Span::new(start, start + words.len());
            old.perform(Action::Mark { span, label: MarkKind::Note }).unwrap();
            let id = old.selected().unwrap().id;
            old.perform(Action::SetNote { id, note: format!("about {words}") }).unwrap();
        }
        let rejected = old.set().in_order().find(|a| a.quote().is_some()).unwrap().id;
        old.perform(Action::Reject { id: rejected }).unwrap();
        let new = OLD
            .replace("“Nobody asked me about it,” said Jan Bell.", "That was all.")
            .replace("Ferry", "Boat");
        let mut new = Session::analyse(Document::from_text(new));
        let before = new.set().clone();
        new.carry_over(old.document(), old.set()).unwrap();
        let notes: Vec<&str> =
            new.set().in_order().map(|a| a.note.as_str()).filter(|n| !n.is_empty()).collect();
        assert_eq!(notes, ["about years", "about Ida Moor"]);
        assert_eq!(new.set().in_order().filter(|a| a.verdict == Verdict::Rejected).count(), 1);
        let lost = new.compare_with(old.document(), old.set()).lost;
        let lost: Vec<_> =
            lost.iter().map(|l| (l.words.as_str(), l.note.as_str(), l.after.as_str())).collect();
        assert_eq!(lost, [("Nobody", "about Nobody", "asked me about it,” said Jan")]);
        new.undo().unwrap();
        assert_eq!(new.set(), &before);
    }

    #[test]
    fn a_quotation_at_another_place_has_moved() {
        let paragraph = "\n\n“Nobody asked me about it,” said Jan Bell.";
        let new = OLD.replace(paragraph, "").replacen("\n\n", &format!("{paragraph}\n\n"), 1);
        check(OLD, &new, "unchanged 3\nmoved “Nobody asked me about it,”");
    }
}
