//! A newer version of an article: what became of the older one's quotations, and of a reader's work on them.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::article::Session;
use super::carried::CarriedSet;
use super::wording::{DiffPart, compare, fold, fold_words, likeness};
use crate::anchor::longest_rise;
use crate::annotation::{
    Annotation, AnnotationSet, EarlierVerdict, Id, Spans, Verdict, is_same_name, is_shown,
};
use crate::document::Document;
use crate::sorting::CollectSorted as _;
use crate::span::Span;
use crate::store::{VersionAnswer, VersionAnswers};
use crate::view::describe;

/// What became of the quotations of an older version, and of a reader's work on it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct VersionReport {
    /// There still, in other words, or said by another.
    pub altered: Vec<QuotationChange>,
    /// Said in the same words, at another place among the others.
    pub moved: Vec<QuotationChange>,
    /// Quotations that are gone, or are another now: the reader decides.
    pub doubtful: Vec<DoubtfulQuotation>,
    /// Quotations that are gone.
    pub removed: Vec<RemovedPassage>,
    /// What a reader marked, judged, tagged or commented on and is not found in the newer version.
    pub lost: Vec<RemovedPassage>,
    /// Quotations that the older version does not have.
    pub added: Vec<ReportedPassage>,
    /// How many quotations stand as they stood.
    pub unchanged: usize,
}

/// A passage of one of the two versions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ReportedPassage {
    /// The annotation of its version, if there is one.
    pub id: Option<Id>,
    pub what: String,
    pub speaker: Option<String>,
    pub words: String,
    /// In code points.
    pub start: u32,
    pub end: u32,
    pub verdict: Verdict,
    /// The reader's comment on it.
    pub note: String,
    pub tags: Vec<String>,
}

/// A quotation in both versions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct QuotationChange {
    pub before: ReportedPassage,
    pub after: ReportedPassage,
    /// Where it is in the newer version.
    pub spans: Spans,
    /// Both wordings, compared.
    pub pieces: Vec<DiffPart>,
    /// Whether a reader said that the one became the other.
    pub is_answer: bool,
}

/// What is not in the newer version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct RemovedPassage {
    pub passage: ReportedPassage,
    /// What stood around it in the older version.
    pub before: String,
    pub after: String,
    /// Whether a reader said so of a quotation that may have been altered.
    pub is_answer: bool,
}

/// A quotation that is gone, and one of the newer version that it may have become.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct DoubtfulQuotation {
    pub gone: RemovedPassage,
    pub candidate: ReportedPassage,
    /// Where the candidate is in the newer version.
    pub spans: Spans,
    pub pieces: Vec<DiffPart>,
}

/// An annotation of the older version that is not found.
struct GoneAnnotation<'a> {
    annotation: &'a Annotation,
    /// Where it may be, though something speaks against it.
    candidate: Option<Spans>,
    /// Between its neighbours that are found, in code points of the newer version.
    slot: Range<u32>,
}

/// The share of words in per cent, of both together, that two quotations have in common, in order, when one may be the
/// other rewritten. Two that merely begin alike ("I think that") stay below it.
const ALIKE: usize = 50;

/// Words of context that are reported of a removed passage, on each side: enough to find it in the older version.
const CONTEXT: usize = 8;

impl Session {
    /// What became, in this version, of an older one's quotations and of a reader's work on it. `answers` are the
    /// reader's, for quotations that may have been altered or removed.
    pub(crate) fn compare_with(
        &self,
        old: &Document,
        set: &AnnotationSet,
        answers: &VersionAnswers,
    ) -> VersionReport {
        let carried = CarriedSet::new(old, set, &self.document);
        let mut report = VersionReport::default();
        let mut known = BTreeSet::new();
        let mut stayed = vec![];
        let mut gone: Vec<GoneAnnotation> = vec![];
        let mut last = 0;
        for annotation in set.in_order() {
            let now = carried.spans(annotation).map(|spans| (spans, self.like_over(&annotation.body, spans)));
            known.extend(now.and_then(|(_, now)| now).map(|now| now.id));
            match now {
                _ if annotation.verdict == Verdict::Rejected => {}
                None => {
                    let candidate = carried.candidate(annotation).cloned();
                    gone.push(GoneAnnotation { annotation, candidate, slot: last..u32::MAX });
                }
                Some((spans, now)) if annotation.quote().is_some() => {
                    let spans = carried.spans_now(annotation, spans, now, self);
                    let changes = carried.changes(annotation, &spans, now, self);
                    let change = self.change(old, annotation, now, spans);
                    // What is gone stood before this.
                    let open = gone.iter_mut().rev().take_while(|gone| gone.slot.end == u32::MAX);
                    open.for_each(|gone| gone.slot.end = change.after.start);
                    last = change.after.end;
                    match changes {
                        EarlierVerdict { words: None, speaker: None, .. } => stayed.push(change),
                        _ => report.altered.push(change),
                    }
                }
                Some(_) => {}
            }
        }
        (report.unchanged, report.moved) = by_order(stayed);
        report.added = self.unknown(&known);
        let kept: Vec<&Annotation> =
            gone.iter().map(|gone| gone.annotation).filter(|a| !a.is_replaceable()).collect();
        gone.retain(|gone| gone.annotation.quote().is_some());
        without_shared_slots(&mut gone);
        gone.iter().for_each(|gone| self.report_gone(old, gone, answers, &mut report));
        let altered: BTreeSet<Option<Id>> =
            report.altered.iter().map(|change| change.before.id).collect_set();
        let lost = kept.into_iter().filter(|a| !altered.contains(&Some(a.id)));
        report.lost = lost.map(|annotation| removed(old, annotation)).collect();
        report
    }

    /// What became of a quotation that is not found: the reader's answer, or another wording of it in the same place, or a
    /// quotation that may be it, or nothing.
    fn report_gone(
        &self,
        old: &Document,
        gone: &GoneAnnotation,
        answers: &VersionAnswers,
        report: &mut VersionReport,
    ) {
        let annotation = gone.annotation;
        let answer = answers.get(&annotation.id);
        if let Some(VersionAnswer::Altered(spans)) = answer
            && spans.iter().all(|span| span.get(self.document.text()).is_some())
        {
            let now = self.like_over(&annotation.body, spans);
            report.added.retain(|added| now.is_none_or(|now| Some(now.id) != added.id));
            let change = self.change(old, annotation, now, spans.clone());
            return report.altered.push(QuotationChange { is_answer: true, ..change });
        }
        let removed = removed(old, annotation);
        let is_doubted = |at: &usize| {
            let now = gone.candidate.as_ref().and_then(|spans| self.like_over(&annotation.body, spans));
            now.is_some_and(|now| report.added[*at].id == Some(now.id))
        };
        let doubted = (0..report.added.len()).find(is_doubted);
        let candidate = doubted.or_else(|| nearest(&removed.passage, &report.added));
        let now = candidate.and_then(|at| self.set.get(report.added[at].id?));
        let Some((at, now)) = candidate.zip(now) else { return report.removed.push(removed) };
        if answer.is_some() {
            return report.removed.push(RemovedPassage { is_answer: true, ..removed });
        }
        let candidate = report.added.remove(at);
        if doubted.is_none() && gone.slot.contains(&candidate.start) {
            return report.altered.push(self.change(old, annotation, Some(now), now.spans.clone()));
        }
        let pieces = compare(&removed.passage.words, &candidate.words);
        report.doubtful.push(DoubtfulQuotation {
            gone: removed,
            candidate,
            spans: now.spans.clone(),
            pieces,
        });
    }

    /// A quotation of the older version, and these words of this one, which are what it has there of its kind.
    fn change(
        &self,
        old: &Document,
        before: &Annotation,
        now: Option<&Annotation>,
        spans: Spans,
    ) -> QuotationChange {
        let before = passage(old, before, &before.spans);
        let after = match now {
            Some(now) => passage(&self.document, now, &spans),
            None => words_alone(&self.document, &before, &spans),
        };
        let pieces = compare(&before.words, &after.words);
        QuotationChange { before, after, spans, pieces, is_answer: false }
    }

    fn unknown(&self, known: &BTreeSet<Id>) -> Vec<ReportedPassage> {
        let shown = self.set.in_order().filter(|a| is_shown(&self.set, a) && !known.contains(&a.id));
        shown.filter(|a| a.quote().is_some()).map(|a| passage(&self.document, a, &a.spans)).collect()
    }
}

/// The words of a quotation that the newer version is not taken to quote.
fn words_alone(document: &Document, before: &ReportedPassage, spans: &Spans) -> ReportedPassage {
    let [start, end] = ends(document, spans);
    ReportedPassage {
        id: None,
        words: fold_words(document, spans),
        start,
        end,
        verdict: Verdict::Open,
        note: String::new(),
        tags: vec![],
        ..before.clone()
    }
}

/// Start and end in code points.
fn ends(document: &Document, spans: &Spans) -> [u32; 2] {
    let hull = spans.hull();
    [hull.start(), hull.end()].map(|pos| document.to_code_point(pos).map_or(0, |p| p.0))
}

/// An annotation whose words in its version are these.
fn passage(document: &Document, annotation: &Annotation, spans: &Spans) -> ReportedPassage {
    let [start, end] = ends(document, spans);
    ReportedPassage {
        id: Some(annotation.id),
        what: describe(&annotation.body).to_owned(),
        speaker: annotation.quote().and_then(|q| q.speaker.clone()),
        words: fold_words(document, spans),
        start,
        end,
        verdict: annotation.verdict,
        note: annotation.note.clone(),
        tags: annotation.tags.clone(),
    }
}

/// The new quotation that is most like one that is gone, by the same speaker as far as both are named.
fn nearest(gone: &ReportedPassage, added: &[ReportedPassage]) -> Option<usize> {
    let is_possible = |added: &ReportedPassage| {
        let names = gone.speaker.as_deref().zip(added.speaker.as_deref());
        names.is_none_or(|(then, now)| is_same_name(then, now))
    };
    let possible = added.iter().enumerate().filter(|(_, added)| is_possible(added));
    let all = possible.map(|(i, added)| (likeness(&compare(&gone.words, &added.words)), i));
    let (share, at) = all.max_by_key(|&(share, i)| (share, std::cmp::Reverse(i)))?;
    (ALIKE <= share).then_some(at)
}

/// Of several quotations that are gone from one place, nothing shows which one a new quotation there was.
fn without_shared_slots(gone: &mut [GoneAnnotation]) {
    let slots: Vec<Range<u32>> = gone.iter().map(|gone| gone.slot.clone()).collect();
    for (i, one) in gone.iter_mut().enumerate() {
        let beside = [i.checked_sub(1), Some(i + 1)];
        if beside.into_iter().flatten().any(|j| slots.get(j) == Some(&slots[i])) {
            one.slot = 0..0;
        }
    }
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
        passage: passage(old, annotation, &annotation.spans),
        before: near(tokens.start.saturating_sub(CONTEXT)..tokens.start),
        after: near(tokens.end..(tokens.end + CONTEXT).min(old.tokens().len())),
        is_answer: false,
    }
}

/// How many stand in the same order as before, and the fewest that must have moved.
fn by_order(stayed: Vec<QuotationChange>) -> (usize, Vec<QuotationChange>) {
    // Two may begin at one place: then their own order counts.
    let starts: Vec<(u32, usize)> = stayed.iter().map(|change| change.after.start).zip(0..).collect();
    let rise: BTreeSet<usize> = longest_rise(&starts).into_iter().collect_set();
    let unchanged = rise.len();
    let moved = stayed.into_iter().enumerate().filter(|(i, _)| !rise.contains(i)).map(|(_, change)| change);
    (unchanged, moved.collect())
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
        let report = new.compare_with(old.document(), old.set(), &VersionAnswers::new());
        let sent = serde_json::to_string(&report).and_then(|json| serde_json::from_str(&json));
        assert_eq!(sent.ok().as_ref(), Some(&report), "a worker sends it as it is");
        let piece = |p: &DiffPart| match p {
            DiffPart::Same(words) => words.clone(),
            DiffPart::Removed(words) => format!("[-{words}-]"),
            DiffPart::Added(words) => format!("{{+{words}+}}"),
        };
        let speakers = |a: &QuotationChange| {
            let [then, now] = [&a.before, &a.after].map(|p| p.speaker.clone().unwrap_or("?".to_owned()));
            if then == now { String::new() } else { format!(" by {now}, not {then}") }
        };
        let altered = report
            .altered
            .iter()
            .map(|a| format!("{}{}", a.pieces.iter().map(piece).collect::<Vec<_>>().join(" "), speakers(a)));
        let mut lines = vec![format!("unchanged {}", report.unchanged)];
        lines.extend(altered.map(|line| format!("altered {line}")));
        lines.extend(report.moved.iter().map(|m| format!("moved {}", m.after.words)));
        let doubtful = |d: &DoubtfulQuotation| {
            format!("removed or altered {}", d.pieces.iter().map(piece).collect::<Vec<_>>().join(" "))
        };
        lines.extend(report.doubtful.iter().map(doubtful));
        lines.extend(report.removed.iter().map(|r| format!("removed {}", r.passage.words)));
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
        let lost = new.compare_with(old.document(), old.set(), &VersionAnswers::new()).lost;
        let lost = lost.iter().map(|l| (&*l.passage.words, &*l.passage.note, &*l.after)).collect::<Vec<_>>();
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
