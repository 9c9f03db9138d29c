//! A part of an article that a deep reading has come to.

use serde::{Deserialize, Serialize};

use crate::annotation::{Annotation, AnnotationSet};
use crate::document::Document;
use crate::span::{Pos, Span};

/// The least length of a part of a whole article, in bytes: the page takes over what was found in it, and draws it, before
/// a reader sees it stand still.
const PART: usize = 16_000;

/// An article has at most so many parts: each costs something that grows with the article, as a key does.
const MOST_PARTS: usize = 32;

/// What the reading has found in a part of an article is about this part.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct RefinedPart {
    /// Whole paragraphs.
    pub within: Span,
    pub stage: RefinedStage,
}

/// How far the reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum RefinedStage {
    /// It goes on elsewhere. Only quotations within the part are known: the names, and whether a quotation goes on in the
    /// next paragraph, are decided by the whole article, and would change back and forth.
    SoFar,
    /// It has ended. The parts come in the order of the text, and each has what begins there, names too.
    Whole,
}

impl RefinedPart {
    /// A whole article that was read.
    #[cfg(test)]
    pub(crate) fn whole(text: &str) -> RefinedPart {
        RefinedPart { within: Span::new(0, text.len()), stage: RefinedStage::Whole }
    }

    /// The parts of an article that were read since the last time: paragraphs that follow one another, those of which
    /// `is_new` says so.
    pub(crate) fn so_far(document: &Document, is_new: impl Fn(usize) -> bool) -> Vec<RefinedPart> {
        let mut parts: Vec<RefinedPart> = vec![];
        let mut is_open = false;
        for (index, paragraph) in document.paragraphs().iter().enumerate() {
            match parts.last_mut() {
                Some(last) if is_open && is_new(index) => last.within = last.within.hull(paragraph.span),
                _ if is_new(index) => {
                    parts.push(RefinedPart { within: paragraph.span, stage: RefinedStage::SoFar });
                }
                _ => {}
            }
            is_open = is_new(index);
        }
        parts
    }

    /// The parts of a whole article, in the order of the text. None ends within a quotation that was `found`.
    pub(crate) fn all(document: &Document, found: &AnnotationSet) -> Vec<RefinedPart> {
        let least = PART.max(document.text().len() / MOST_PARTS);
        let mut places = found.in_order().map(|annotation| annotation.spans.hull()).peekable();
        let (mut parts, mut from, mut until) = (vec![], Pos(0), Pos(0));
        let mut end_at = |end: Pos| {
            parts.push(RefinedPart { within: Span::new(from, end), stage: RefinedStage::Whole });
            from = end;
        };
        let mut last_end = Pos(0);
        for paragraph in document.paragraphs() {
            let start = paragraph.span.start();
            while let Some(place) = places.next_if(|place| place.start() < start) {
                until = until.max(place.end());
            }
            if until <= start && last_end.index() + least <= start.index() {
                end_at(start);
                last_end = start;
            }
        }
        end_at(Pos(document.text().len() as u32));
        parts
    }

    /// What an analysis has found in this part: the quotations with speakers and cues, and of a whole article the names.
    pub(crate) fn of(self, found: &AnnotationSet) -> AnnotationSet {
        let mut set = AnnotationSet::new();
        let here = found.overlapping(self.within).map(|(annotation, _)| annotation).filter(|a| self.has(a));
        for annotation in here {
            let is_name = self.stage == RefinedStage::Whole && annotation.entity().is_some();
            if is_name || annotation.quote().is_some() {
                set.insert(annotation.clone());
            }
            if annotation.quote().is_some() {
                let parts = found.relations_of(annotation.id).into_iter().filter(|r| r.from == annotation.id);
                for relation in parts {
                    if let Some(part) = found.get(relation.to) {
                        set.insert(part.clone());
                        set.link(relation);
                    }
                }
            }
        }
        set
    }

    /// Whether the part says of an annotation what becomes of it.
    pub(crate) fn has(self, annotation: &Annotation) -> bool {
        let place = annotation.spans.hull();
        let begins = self.within.start() <= place.start() && place.start() < self.within.end();
        begins && (self.stage == RefinedStage::Whole || place.end() <= self.within.end())
    }

    /// Whether an annotation can be made another one by this part: those before it were decided on.
    pub(super) fn may_take(self, annotation: &Annotation) -> bool {
        match self.stage {
            RefinedStage::SoFar => self.has(annotation),
            RefinedStage::Whole => self.within.start() <= annotation.spans.hull().start(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Body, Entity, EntityKind, Id, Quote, QuoteKind, Relation, RelationKind, Why};

    const PARAGRAPHS: [&str; 4] = ["One stays.", "Two stays.", "Three stays.", "Four stays."];

    fn article() -> (Document, Vec<Span>) {
        let document = Document::from_text(PARAGRAPHS.join("\n\n"));
        let spans = document.paragraphs().iter().map(|paragraph| paragraph.span).collect();
        (document, spans)
    }

    fn add(set: &mut AnnotationSet, span: Span, body: Body) -> Id {
        let id = set.fresh_id();
        set.insert(Annotation::by_machine(id, span, body, 0.9, Why::Model));
        id
    }

    fn quote() -> Body {
        Body::Quote(Quote::new(QuoteKind::Indirect, None))
    }

    #[test]
    fn paragraphs_that_follow_one_another_are_one_part() {
        let (document, spans) = article();
        let parts = |new: &[usize]| -> Vec<Span> {
            let parts = RefinedPart::so_far(&document, |index| new.contains(&index));
            assert!(parts.iter().all(|part| part.stage == RefinedStage::SoFar));
            parts.into_iter().map(|part| part.within).collect()
        };
        assert_eq!(parts(&[0, 2, 3]), [spans[0], spans[2].hull(spans[3])]);
        assert_eq!(parts(&[]), []);
    }

    #[test]
    fn a_part_has_quotations_that_end_in_it_with_their_speakers() {
        let (_, spans) = article();
        let mut found = AnnotationSet::new();
        let inner = add(&mut found, spans[0], quote());
        let over = add(&mut found, spans[1].hull(spans[2]), quote());
        let speaker = add(&mut found, spans[3], Body::Speaker);
        let name =
            add(&mut found, spans[1], Body::Entity(Entity { kind: EntityKind::Org, name: "Two".into() }));
        assert!(found.link(Relation { kind: RelationKind::SpokenBy, from: inner, to: speaker }));
        let ids = |stage, within| {
            let part = RefinedPart { within, stage }.of(&found);
            part.in_order().map(|annotation| annotation.id).collect::<Vec<Id>>()
        };
        assert_eq!(ids(RefinedStage::SoFar, spans[0].hull(spans[1])), [inner, speaker]);
        assert_eq!(ids(RefinedStage::Whole, spans[0].hull(spans[1])), [inner, over, name, speaker]);
        assert_eq!(ids(RefinedStage::Whole, spans[2]), []);
    }

    #[test]
    fn parts_of_a_whole_article_cover_it_and_cut_no_quotation() {
        let text = vec!["It is late in the harbour, and the ferry stays. ".repeat(40); 40].join("\n\n");
        let document = Document::from_text(text);
        let paragraphs = document.paragraphs();
        let mut found = AnnotationSet::new();
        let without: Vec<Span> = RefinedPart::all(&document, &found).iter().map(|part| part.within).collect();
        assert!(3 < without.len(), "{without:?}");
        let borders: Vec<Pos> = without.iter().map(|within| within.start()).skip(1).collect();
        let cut = paragraphs.iter().position(|p| p.span.start() == borders[0]).expect("whole paragraphs");
        add(&mut found, paragraphs[cut - 1].span.hull(paragraphs[cut].span), quote());
        let parts = RefinedPart::all(&document, &found);
        assert!(parts.iter().all(|part| part.within.start() != borders[0]), "{parts:?}");
        let mut at = Pos(0);
        for part in &parts {
            assert_eq!((part.within.start(), part.stage), (at, RefinedStage::Whole));
            at = part.within.end();
        }
        assert_eq!(at.index(), document.text().len());
        assert_eq!(RefinedPart::all(&Document::from_text(""), &AnnotationSet::new()).len(), 1);
    }
}
